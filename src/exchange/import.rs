//! From a foreign table to a [`Preview`]: what each row would become, and every cell that is doubtful.
//!
//! Nothing is written here and nothing is guessed silently: what was assumed is a notice, what could mean two things is
//! a doubt that names both, and text is kept as it stands.

use super::{
    file::size,
    headings::{Headings, ReadAs},
    intake::Intake,
    preview::Preview,
    sheet::{CELL_MAX, CELLS_MAX, COLUMNS_MAX, FILE_MAX, ROWS_MAX, Sheet},
};
use crate::{
    domain::{Kind, Type, View, kinds::*},
    shown::{cut, shown_line},
};

/// Why a file cannot be imported at all.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ImportError {
    #[error("the file is larger than {}, the most that is read", size(FILE_MAX))]
    TooLarge,
    #[error("the file is empty; a row of headings and a row for each record are needed")]
    Empty,
    #[error("the file is {0}")]
    NotCsv(&'static str),
    #[error("the file says it is {0}, but it is damaged; save it again as “CSV UTF-8”")]
    Encoding(&'static str),
    #[error("row {0}: a quotation mark is opened and never closed")]
    OpenQuote(usize),
    #[error("row {0}: text stands after a closing quotation mark; write a quotation mark in a cell twice")]
    AfterQuote(usize),
    #[error("the file has more than {ROWS_MAX} rows, the most that is read; cut it in parts")]
    TooManyRows,
    #[error("the file has {0} columns; at most {COLUMNS_MAX} are read")]
    TooManyColumns(usize),
    #[error("the file has more than {CELLS_MAX} cells, the most that is read; leave columns out or cut it in parts")]
    TooManyCells,
    #[error("row {0}: a cell is larger than {max}, the most that is read", max = size(CELL_MAX as u64))]
    CellTooLong(usize),
    #[error("no heading of the first row is known for {kind}; found: {found}; understood are: {known}")]
    NoHeading { kind: &'static str, found: String, known: String },
    #[error("no column holds the {title} of the {kind}; found: {found}; understood are: {known}")]
    NoTitle { kind: &'static str, title: &'static str, found: String, known: String },
}

/// What the user says about the file beyond its content.
#[derive(Clone, Debug, Default)]
pub struct ImportOptions {
    /// Name of the file, for the report and for undo.
    pub source: String,
}

/// Makes records of a table whose columns are known.
pub(super) fn preview_understood(
    sheet: Sheet,
    headings: Headings,
    kind: Kind,
    view: View,
    options: &ImportOptions,
) -> Result<Preview, ImportError> {
    let title_from = find_title(&sheet, &headings, kind)?;
    let mut intake = Intake::new(&sheet, headings, kind, view, title_from);
    intake.preview.source = options.source.clone();
    intake.preview.notices.splice(0..0, sheet.notices.iter().cloned());
    for line in &sheet.rows {
        match intake.row(line) {
            Ok(row) => intake.preview.good.push(row),
            Err(doubts) => doubts.into_iter().for_each(|doubt| intake.preview.doubt(doubt)),
        }
    }
    Ok(intake.finish())
}

/// The field a title is made from where no column holds one.
fn find_title(sheet: &Sheet, headings: &Headings, kind: Kind) -> Result<Option<usize>, ImportError> {
    let spec = kind.spec();
    if headings.has(spec.title) || headings.has_own_id() {
        return Ok(None);
    }
    let instead = match kind {
        Kind::Risk => Some(risk::DESCRIPTION),
        Kind::Finding => Some(finding::CONDITION),
        Kind::Attendance => Some(attendance::TRAINING),
        _ => None,
    };
    // Of other kinds the first long text that the sheet has.
    let long = || (0..spec.fields.len()).find(|f| matches!(spec.fields[*f].typ, Type::Long) && headings.has(*f));
    let instead = instead.filter(|f| headings.has(*f)).or_else(|| if spec.row { None } else { long() });
    if let Some(field) = instead {
        return Ok(Some(field));
    }
    let list: Vec<_> = sheet.headings.iter().map(|h| shown_line(&cut(h, 40)).into_owned()).collect();
    let (kind, found, known) = (spec.plural, cut(&list.join(", "), 400), known(kind));
    match headings.columns.iter().all(|c| *c == ReadAs::Nothing) {
        true => Err(ImportError::NoHeading { kind, found, known }),
        false => Err(ImportError::NoTitle { kind, title: spec.fields[spec.title].label, found, known }),
    }
}

/// The headings that would be understood.
fn known(kind: Kind) -> String {
    let fields = kind.spec().fields.iter().filter(|f| f.importable());
    fields.map(|f| f.label).collect::<Vec<_>>().join(", ")
}
