//! Papers: what an auditor, an auditee or a board asks for, built from live records and written in several formats.
//!
//! A paper is a title and a row of blocks. Each kind of paper is built once, in `papers/`; each format is written once.
//! Nothing here reads a file, a clock or a terminal, and nothing is invented: an empty part says that it is empty.

pub mod compare;
pub mod cut;
pub mod docx;
pub mod dossier;
pub mod drawing;
pub mod html;
pub mod index;
pub mod issue;
pub mod kept;
pub mod markdown;
pub mod pdf;
pub mod template;
pub mod text;
pub mod xlsx;

mod format;
mod kinds;
mod papers;
mod standing;
mod subject;

pub use drawing::Drawing;
pub use format::{FORMATS, Fonts, Format, PaperSize, SizedFormat};
pub use kinds::{Needs, PaperKind};
pub use standing::{Before, Issue, PaperStanding};
pub use subject::{of as subject, refusal, rounds};

use crate::domain::{
    Id, Kind, Record, Stamp, View,
    closing::Turn,
    kinds::{interview, organisation},
};

/// A document before it has a format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    pub title: String,
    /// The line of facts under the title: organisation, number, days.
    pub subtitle: String,
    /// Built from the invented demo organisation; every format says so.
    pub demo: bool,
    pub made: Stamp,
    /// Hash of the last journal step, so that a reader can tell what state of the file this is.
    pub head: Option<String>,
    /// Draft or issued.
    pub standing: PaperStanding,
    pub blocks: Vec<Block>,
}

/// A part of a paper. Texts are as people typed them; the formats escape them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// Levels 1 to 3 below the title.
    Heading(u8, String),
    /// One or more lines; blank lines part paragraphs.
    Para(String),
    /// Labels with their texts.
    Facts(Vec<(String, String)>),
    Table(Table),
    /// Something to look at; the formats that do not draw show its table.
    Drawing(Drawing),
    List(Vec<String>),
    /// Words of somebody else.
    Quote(String),
    /// A remark of the paper about itself: what is missing, how to read it.
    Note(String),
    /// Lines to sign on: who, then name, date and signature by hand.
    Sign(Vec<String>),
    PageBreak,
}

/// A table; every row has as many cells as there are heads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    pub caption: String,
    pub heads: Vec<String>,
    /// Shares of the width, one for each head.
    pub widths: Vec<u16>,
    pub rows: Vec<Vec<String>>,
}

/// A column of a table: its head, its share of the width, and what it says of a row.
pub type Column<'a, R> = (&'a str, u16, &'a dyn Fn(&R) -> String);

/// A table with this many columns or more is set in small type, and turns the page when most rows are in such tables.
const WIDE: usize = 8;

impl Table {
    /// Whether it needs small type.
    pub fn is_wide(&self) -> bool {
        self.heads.len() >= WIDE
    }
    /// What the columns say of each row.
    pub fn of<R>(caption: impl Into<String>, rows: impl IntoIterator<Item = R>, columns: &[Column<R>]) -> Table {
        let cells = |row: R| columns.iter().map(|(_, _, cell)| cell(&row)).collect();
        Table {
            caption: caption.into(),
            heads: columns.iter().map(|(head, ..)| head.to_string()).collect(),
            widths: columns.iter().map(|(_, width, _)| *width).collect(),
            rows: rows.into_iter().map(cells).collect(),
        }
    }
}

impl Paper {
    /// The same paper, saying that it shows what a round closed with.
    pub fn as_of(mut self, at: Stamp, round: Id) -> Paper {
        self.subtitle = format!("{}, as of {} when {round} was closed", self.subtitle, at.date());
        self
    }
    /// The same paper with what became of its round: that it was opened again and why, and late notes at the end.
    pub fn with_past(mut self, turns: &[Turn], late: &str) -> Paper {
        let told: Vec<String> = turns.iter().map(Turn::told).collect();
        if turns.len() > 1 || turns.iter().any(|turn| turn.reason.is_some()) {
            self.blocks.insert(0, Block::Note(format!("This round was {}.", told.join("; "))));
        }
        if !late.is_empty() {
            self.blocks.push(Block::Heading(1, "Late notes".into()));
            self.blocks
                .push(Block::Note("Written down after the round was closed; no part of what was closed.".into()));
            self.blocks.push(Block::Para(late.into()));
        }
        self
    }
    /// Whether most rows of its tables stand in wide ones: then the sheet lies.
    pub fn is_wide(&self) -> bool {
        let rows = |wide: bool| -> usize {
            let tables = self.blocks.iter().filter_map(|b| match b {
                Block::Table(t) => Some(t),
                _ => None,
            });
            tables.filter(|t| t.is_wide() == wide).map(|t| t.rows.len()).sum()
        };
        rows(true) > rows(false)
    }
    /// When it was made and from what state of the file; stands at the foot of every format.
    pub fn foot(&self) -> String {
        let made = format!("Made {} {} from the records as they were then.", self.made.date(), self.made.clock());
        match &self.head {
            Some(head) => format!("{made} Journal head: {head}"),
            None => made,
        }
    }
}

/// The line that every format of a demo paper carries.
pub const DEMO_LINE: &str = "DEMO DATA: an invented organisation; nothing in this paper is real.";

/// The round that a paper with this subject belongs to. Of a closed one it is made from the records of its closing.
pub fn round_of<'a>(view: View<'a>, subject: Option<Id>) -> Option<&'a Record> {
    let record = view.records.get(subject?)?;
    match record.id.kind {
        Kind::Round => Some(record),
        Kind::Interview => view.records.get(record.one(interview::ROUND)?),
        _ => None,
    }
}

/// Builds a paper from live records.
///
/// `subject` is the round, interview or finding that the kind [`PaperKind::needs`], by default the latest round of the
/// type it is about; `head` is the hash of the last journal step, `standing` what the paper counts as. Errors say which record is missing, of the wrong kind
/// or type, deleted, or not fully read.
pub fn build(
    kind: PaperKind,
    view: View,
    subject: Option<Id>,
    made: Stamp,
    head: Option<&str>,
    standing: PaperStanding,
) -> Result<Paper, String> {
    if let Some(unread) = view.records.every().find(|r| !r.hidden && !r.is_read()) {
        return Err(format!("{}: the long texts of {} have not been read from the file", kind.title(), unread.id));
    }
    let draft = papers::build(kind, view, subject::of(kind, view, subject)?, &standing)?;
    Ok(framed(view, draft, made, head, standing))
}

/// A paper with what stands on the front of every one: whose it is, who answers for it, whether it is the demo.
fn framed(view: View, draft: papers::PaperDraft, made: Stamp, head: Option<&str>, standing: PaperStanding) -> Paper {
    let organisation = view.records.single(Kind::Organisation);
    let demo = organisation.and_then(|o| organisation::Purpose::of(o, organisation::PURPOSE))
        == Some(organisation::Purpose::Demo);
    let (title, facts, blocks) = draft;
    let name = organisation.map_or("", |o| o.title());
    let name = if name.is_empty() { "Organisation not named yet" } else { name };
    let name = organisation::executive(view).map_or(name.into(), |who| format!("{name}, executive owner {who}"));
    let facts: Vec<String> = std::iter::once(name.to_string()).chain(facts).filter(|f| !f.is_empty()).collect();
    Paper { title, subtitle: facts.join(", "), demo, made, head: head.map(str::to_string), standing, blocks }
}
