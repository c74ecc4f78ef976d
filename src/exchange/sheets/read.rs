//! From the rows of a foreign sheet to a [`Preview`], with everything that a person has to say first.

use super::{
    cells::{self, CellReading, UnclearWord},
    content::Content,
    facts::{HeadingFacts, facts},
    fit::{item_number, number_of},
    kinds::{self, RowSort},
    map::{self, ColumnTarget, MappedBy, MappedColumn},
    own::{self, OwnColumns},
    said::{self, GivenAnswers},
    shape::{self, FoundTable},
};
use crate::{
    domain::{Id, Kind, View, kinds::answer, own::is_own, skeleton},
    exchange::{
        csv,
        headings::{Headings, OWN_ID, ReadAs as Read},
        import::{ImportError, ImportOptions, preview_understood},
        preview::Preview,
        sheet::{Sheet, SheetLine},
        workbook::Listed,
    },
    shown::shown_line,
};
use jiff::civil::Date;
use std::collections::HashMap;

/// A sheet as it is understood.
#[derive(Debug)]
pub struct SheetReading {
    pub kind: Kind,
    /// The row in which the headings stand.
    pub row: usize,
    pub headings: Vec<String>,
    pub columns: Vec<MappedColumn>,
    /// Rows that are no records, with what they are.
    pub left: Vec<(usize, &'static str)>,
    /// Words that have no sure reading.
    pub words: Vec<UnclearWord>,
    /// Cells whose whole text says that there is nothing.
    pub nothing: usize,
    /// Rows with a word that nobody has said the meaning of; they are not in the preview.
    pub waiting: Vec<usize>,
    pub preview: Preview,
    /// The rows as they stand in the sheet.
    pub rows: Vec<SheetLine>,
    /// It is a sheet of this program.
    pub own: bool,
    /// The file that it comes from, without its rows.
    pub content: Content,
    /// What was said about it, now and before.
    pub said: GivenAnswers,
    /// The own columns that the kind has.
    pub known: OwnColumns,
    /// What an update of the records that are here would change, a line a record.
    pub differences: Vec<String>,
    /// The day on which it was read.
    pub day: Date,
}

/// What came of reading.
#[derive(Debug)]
pub enum SheetOutcome {
    /// Which sheet of a workbook is meant has to be said first.
    WhichSheet(Vec<Listed>),
    /// What one row is has to be said first.
    WhichKind {
        kinds: Vec<Kind>,
        row: usize,
    },
    Read(Box<SheetReading>),
}

impl SheetReading {
    /// Columns of which a person has to say what they are.
    pub fn open(&self) -> impl Iterator<Item = &MappedColumn> {
        self.columns.iter().filter(|c| c.is_open())
    }
    /// Whether nothing has to be said any more.
    pub fn is_settled(&self) -> bool {
        self.words.is_empty() && self.open().next().is_none()
    }
    /// The key under which the answers are remembered.
    pub fn shape(&self) -> String {
        said::shape(&self.headings)
    }
}

/// Reads a sheet of text. `remembered` gives what was said about the same headings before.
pub fn read(
    bytes: &[u8],
    view: View,
    given: &GivenAnswers,
    remembered: &dyn Fn(&str) -> Option<GivenAnswers>,
    options: &ImportOptions,
) -> Result<SheetOutcome, String> {
    understand(Content::of_text(bytes)?, view, given, remembered, options)
}

/// Understands what a file holds. `remembered` gives what was said about the same headings before.
pub fn understand(
    mut content: Content,
    view: View,
    given: &GivenAnswers,
    remembered: &dyn Fn(&str) -> Option<GivenAnswers>,
    options: &ImportOptions,
) -> Result<SheetOutcome, String> {
    if content.sheet.is_none() && !content.sheets.is_empty() {
        return Ok(SheetOutcome::WhichSheet(content.sheets));
    }
    let facts = facts();
    let rows = std::mem::take(&mut content.rows);
    let ours = rows.iter().take(shape::TOP).find(|r| r.cells.iter().any(|c| map::is_own_id(c))).map(|r| r.number);
    let mut table = shape::find(rows, facts, given.kind, given.row.or(ours)).ok_or_else(|| match given.row {
        Some(row) => format!("there are no headings in row {row}"),
        None => ImportError::Empty.to_string(),
    })?;
    if table.rows.is_empty() && table.left.iter().all(|(row, _)| *row < table.row) {
        return Err(format!("headings stand in row {}, and no row of a record below them", table.row));
    }
    csv::unguard(&table.headings, &mut table.rows);
    let given_back = given_back(&table).map(|source| ImportOptions { source });
    let options = given_back.as_ref().unwrap_or(options);
    // A sheet to fill in may have no ids yet; it names the round that it is for.
    let for_round = || options.source.split(' ').next()?.parse::<Id>().ok().filter(|id| id.kind == Kind::Round);
    let own = own_kind(&table).or_else(|| given_back.as_ref().and_then(|_| for_round()).map(|_| Kind::Answer));
    table.own = own.is_some();
    let before = remembered(&said::shape(&table.headings)).unwrap_or_default();
    let before =
        if given.kind.is_some_and(|k| before.kind.is_some_and(|b| b != k)) { GivenAnswers::default() } else { before };
    let said = given.clone().over(before);
    let kind = match said.kind.or(own).map_or_else(|| kinds::decide(facts, &table), RowSort::Sure) {
        RowSort::Sure(kind) => kind,
        RowSort::Ask(kinds) => return Ok(SheetOutcome::WhichKind { kinds, row: table.row }),
    };
    said.check(kind, &own::known(view.records, kind))?;
    given.known_headings(&table.headings)?;
    let mut reading = understood(facts, view, kind, table, &said, options)?;
    reading.preview.notices.splice(0..0, std::mem::take(&mut content.notices));
    reading.content = content;
    Ok(SheetOutcome::Read(Box::new(reading)))
}

/// The file from which rows are that were written out with the reason why they did not go in, and came back.
fn given_back(table: &FoundTable) -> Option<String> {
    let at = table.headings.iter().position(|h| h == map::FROM)?;
    let source = table.rows.iter().find_map(|row| row.cells.get(at).map(|c| c.trim()).filter(|c| !c.is_empty()))?;
    Some(shown_line(source).into_owned())
}

/// The kind of which a sheet of this program is: the ids in it say so.
fn own_kind(table: &FoundTable) -> Option<Kind> {
    let at = table.headings.iter().position(|h| map::is_own_id(h))?;
    table.rows.iter().find_map(|row| row.cells.get(at)?.trim().parse::<Id>().ok()).map(|id| id.kind)
}

fn understood(
    facts: &HeadingFacts,
    view: View,
    kind: Kind,
    mut table: FoundTable,
    said: &GivenAnswers,
    options: &ImportOptions,
) -> Result<SheetReading, String> {
    let columns = map::columns(facts, view, kind, &table, said);
    leave_unfilled(kind, &mut table, &columns);
    let new = own::new_columns(&columns);
    leave_groups(kind, &mut table, &columns);
    let reads: Vec<Option<cells::ColumnReading>> = columns
        .iter()
        .map(|c| match c.target {
            ColumnTarget::Field(field) if is_own(field) && !c.is_open() => {
                Some(own::read(own::sort_of(view.records.field(kind, field).typ), c, view.today))
            }
            ColumnTarget::New(sort) if !c.is_open() => Some(own::read(sort, c, view.today)),
            ColumnTarget::Field(field) if !c.is_open() => {
                Some(cells::read(facts, view, kind, c, field, (said, table.own)))
            }
            _ => None,
        })
        .collect();
    let mut written = Written::default();
    let rows: Vec<SheetLine> = table.rows.iter().map(|line| written.row(line, &columns, &reads)).collect();
    let (waiting, rows): (Vec<SheetLine>, Vec<SheetLine>) =
        rows.into_iter().partition(|r| written.open.contains(&r.number));
    let provisional = |at: usize| new.iter().find(|(column, _)| *column == at).map(|(_, new)| new.field);
    let as_read = |(at, column): (usize, &MappedColumn)| provisional(at).map_or_else(|| as_read(column), Read::Field);
    let headings = Headings { columns: columns.iter().enumerate().map(as_read).collect() };
    let sheet = Sheet { headings: columns.iter().map(|c| c.heading.clone()).collect(), rows, notices: notices(&reads) };
    let (sheet, headings) = titled(sheet, headings, kind, view);
    let mut preview = previewed(sheet, headings, kind, view, options, &columns)?;
    preview.new_columns = new.into_iter().map(|(_, new)| new).collect();
    for row in &mut preview.good {
        row.kept = written.kept.remove(&row.number).unwrap_or_default();
        row.actions = written.actions.remove(&row.number).unwrap_or_default();
    }
    let differences = if table.own { preview.differences(view.records) } else { Vec::new() };
    Ok(SheetReading {
        kind,
        row: table.row,
        headings: table.headings,
        left: table.left,
        words: reads.iter().flatten().flat_map(|r| r.questions.clone()).collect(),
        nothing: reads.iter().flatten().map(|r| r.nothing).sum(),
        waiting: waiting.iter().map(|r| r.number).collect(),
        columns,
        preview,
        rows: table.rows,
        own: table.own,
        content: Content::default(),
        said: said.clone(),
        known: own::known(view.records, kind),
        differences,
        day: view.today,
    })
}

/// The preview of what is known; where the column of the title is still asked about, of no row.
fn previewed(
    sheet: Sheet,
    headings: Headings,
    kind: Kind,
    view: View,
    options: &ImportOptions,
    columns: &[MappedColumn],
) -> Result<Preview, String> {
    let rows = sheet.rows.len();
    match preview_understood(sheet, headings, kind, view, options) {
        Err(ImportError::NoTitle { .. } | ImportError::NoHeading { .. })
            if columns.iter().any(MappedColumn::is_open) =>
        {
            Ok(Preview { source: options.source.clone(), ..Preview::new(kind, rows) })
        }
        read => read.map_err(|e| e.to_string()),
    }
}

fn as_read(column: &MappedColumn) -> Read {
    match column.target {
        ColumnTarget::Id if !column.is_open() => Read::OwnId,
        ColumnTarget::Field(field) if !column.is_open() => Read::Field(field),
        _ => Read::Nothing,
    }
}

/// `A.2` or `6` above the controls and clauses of it is a group of the standard, no record.
fn leave_groups(kind: Kind, table: &mut FoundTable, columns: &[MappedColumn]) {
    let numbers = |c: &MappedColumn| {
        c.target == ColumnTarget::Id || (kind == Kind::Answer && c.target == ColumnTarget::Field(answer::ITEM))
    };
    let Some(at) = columns.iter().position(numbers) else { return };
    let group = |cell: &str| {
        let cell = cell.trim();
        let below = format!("{cell}.");
        !item_number(cell) && skeleton::CONTROLS.iter().chain(&skeleton::CLAUSES).any(|id| id.starts_with(&below))
    };
    let (left, rows): (Vec<SheetLine>, Vec<SheetLine>) =
        std::mem::take(&mut table.rows).into_iter().partition(|r| r.cells.get(at).is_some_and(|c| group(c)));
    table.rows = rows;
    table.left.extend(left.iter().map(|r| (r.number, "a group of the standard")));
    table.left.sort_unstable();
}

/// A row of a sheet to fill in that has no id and no answer was not filled in.
fn leave_unfilled(kind: Kind, table: &mut FoundTable, columns: &[MappedColumn]) {
    if kind != Kind::Answer || !table.headings.iter().any(|h| h == map::FROM) {
        return;
    }
    let said = [ColumnTarget::Id, ColumnTarget::Field(answer::VERDICT), ColumnTarget::Field(answer::NOTE)];
    let places: Vec<usize> = (0..columns.len()).filter(|at| said.contains(&columns[*at].target)).collect();
    let bare = |row: &SheetLine| places.iter().all(|at| row.cells.get(*at).is_none_or(|cell| cell.trim().is_empty()));
    let (left, rows): (Vec<SheetLine>, Vec<SheetLine>) = std::mem::take(&mut table.rows).into_iter().partition(bare);
    table.rows = rows;
    table.left.extend(left.iter().map(|row| (row.number, "nothing was filled in")));
    table.left.sort_unstable();
}

/// An answer is called by its question; a sheet that has none means the clause or control itself.
fn titled(mut sheet: Sheet, mut headings: Headings, kind: Kind, view: View) -> (Sheet, Headings) {
    let Some(at) = headings.column_of(answer::ITEM).filter(|_| kind == Kind::Answer) else { return (sheet, headings) };
    if headings.has(answer::QUESTION) {
        return (sheet, headings);
    }
    sheet.headings.push(kind.spec().fields[answer::QUESTION].label.to_string());
    headings.columns.push(Read::Field(answer::QUESTION));
    for row in &mut sheet.rows {
        let number = row.cells.get(at).cloned().unwrap_or_default();
        let title = number.trim().parse().ok().and_then(|id: Id| view.records.get(id)).map(|r| r.title().to_string());
        row.cells.push(title.unwrap_or(number));
    }
    (sheet, headings)
}

/// What was decided for whole columns.
fn notices(reads: &[Option<cells::ColumnReading>]) -> Vec<String> {
    let reads = || reads.iter().flatten();
    let mut notices: Vec<String> = reads().filter_map(|r| r.notice.clone()).collect();
    let nothing: usize = reads().map(|r| r.nothing).sum();
    if nothing > 0 {
        let cells = if nothing == 1 { "1 cell holds" } else { &format!("{nothing} cells hold") };
        notices.push(format!("{cells} a word for nothing (N/A, TBD, unknown …): read as empty."));
    }
    let offices: usize = reads().map(|r| r.offices).sum();
    if offices > 0 {
        notices.push(format!("{offices} addresses of an office are no person: kept as a line of the record."));
    }
    notices
}

/// The label of an own column.
fn own_label(known: &OwnColumns, field: usize) -> &str {
    known.iter().find(|(at, _)| *at == field).map_or("", |(_, label)| label)
}

/// Rows as our own sheets would write them, and what is kept beside.
#[derive(Default)]
struct Written {
    kept: HashMap<usize, Vec<String>>,
    actions: HashMap<usize, Vec<String>>,
    open: Vec<usize>,
}

impl Written {
    fn row(&mut self, line: &SheetLine, columns: &[MappedColumn], reads: &[Option<cells::ColumnReading>]) -> SheetLine {
        let mut cells = line.cells.clone();
        for (at, column) in columns.iter().enumerate() {
            let Some(cell) = line.cells.get(at).filter(|c| !c.trim().is_empty()) else { continue };
            let became = match (&reads[at], column.target) {
                (Some(read), _) => read.cells.get(cell).cloned().unwrap_or(CellReading::Is(cell.clone())),
                (None, ColumnTarget::Kept) if !column.is_open() => CellReading::Kept,
                (None, ColumnTarget::Action) if !column.is_open() => {
                    if !facts().is_nothing(cell) {
                        self.actions.entry(line.number).or_default().push(cell.clone());
                    }
                    CellReading::Nothing
                }
                (None, ColumnTarget::Id) if item_number(cell) => CellReading::Is(number_of(cell)),
                _ => continue,
            };
            let keeps = matches!(became, CellReading::Both(_) | CellReading::Kept);
            cells[at] = match became {
                CellReading::Is(text) | CellReading::Both(text) => text,
                CellReading::Nothing | CellReading::Kept => String::new(),
                CellReading::Open => {
                    self.open.push(line.number);
                    continue;
                }
            };
            if keeps && !facts().is_nothing(cell) {
                let heading = shown_line(column.heading.trim()).into_owned();
                self.kept.entry(line.number).or_default().push(format!("{heading}: {}", cell.trim()));
            }
        }
        self.open.dedup();
        SheetLine { number: line.number, cells }
    }
}

impl MappedColumn {
    /// What it is read as, for people.
    pub fn told(&self, kind: Kind, known: &OwnColumns) -> String {
        let of = |target: ColumnTarget| match target {
            ColumnTarget::Id if kind != Kind::Item => "id here".to_string(),
            ColumnTarget::Id => "number of the clause or control".to_string(),
            ColumnTarget::Field(field) if is_own(field) => format!("own column: {}", own_label(known, field)),
            ColumnTarget::Field(field) => kind.spec().fields[field].label.to_string(),
            ColumnTarget::New(sort) => format!("own column, {}", sort.label()),
            ColumnTarget::Action => "an action about it".into(),
            ColumnTarget::Kept => "kept as a line of the record".into(),
            ColumnTarget::Out => "left out".into(),
        };
        match self.how {
            MappedBy::Empty => "left out, empty".into(),
            _ => of(self.target),
        }
    }

    /// How what it is read as is written for `--map`.
    pub fn written(&self, kind: Kind, known: &OwnColumns) -> String {
        match self.target {
            ColumnTarget::Id if kind != Kind::Item => OWN_ID.into(),
            ColumnTarget::Id => "id".into(),
            ColumnTarget::Field(field) if is_own(field) => own_label(known, field).to_string(),
            ColumnTarget::Field(field) => kind.spec().fields[field].name.into(),
            ColumnTarget::New(sort) => format!("{} {}", said::OWN, sort.label()),
            ColumnTarget::Action => map::ACTION.into(),
            ColumnTarget::Kept => said::KEPT.into(),
            ColumnTarget::Out => said::OUT.into(),
        }
    }
}
