//! Papers: what an auditor, an auditee or a board asks for, built from live records and written in several formats.
//!
//! A paper is a title and a row of blocks. Each kind of paper is built once, in `papers/`; each format is written once.
//! Nothing here reads a file, a clock or a terminal, and nothing is invented: an empty part says that it is empty.

pub mod html;
pub mod markdown;
pub mod text;

mod papers;
mod subject;

pub use subject::{of as subject, refusal, rounds};

use crate::domain::{
    Id, Kind, Stamp, View,
    kinds::{interview, organisation, round},
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

impl Table {
    /// An empty table of these heads with their shares of the width.
    pub fn new(caption: impl Into<String>, heads: &[(&str, u16)]) -> Table {
        Table {
            caption: caption.into(),
            heads: heads.iter().map(|(head, _)| head.to_string()).collect(),
            widths: heads.iter().map(|(_, width)| *width).collect(),
            rows: Vec::new(),
        }
    }
    /// Adds a row. Cells beyond the heads are dropped, missing ones are empty.
    pub fn row<const N: usize>(&mut self, cells: [String; N]) {
        let mut row: Vec<String> = cells.into();
        row.resize(self.heads.len(), String::new());
        self.rows.push(row);
    }
}

impl Paper {
    /// The same paper, saying that it shows what a round closed with.
    pub fn as_of(mut self, at: Stamp, round: Id) -> Paper {
        self.subtitle = format!("{}, as of {} when {round} was closed", self.subtitle, at.date());
        self
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

/// What a kind of paper is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// The whole file.
    Nothing,
    Round,
    Interview,
    Finding,
}

impl Needs {
    /// The kind of record to choose one from.
    pub fn kind(self) -> Option<Kind> {
        match self {
            Needs::Nothing => None,
            Needs::Round => Some(Kind::Round),
            Needs::Interview => Some(Kind::Interview),
            Needs::Finding => Some(Kind::Finding),
        }
    }
}

/// The papers that can be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PaperKind {
    GapReport,
    Soa,
    AuditPlan,
    AuditReport,
    Finding,
    Recap,
    RiskRegister,
    ActionList,
    Inventory,
    BlankChecklist,
}

impl PaperKind {
    pub const ALL: &'static [PaperKind] = &[
        PaperKind::GapReport,
        PaperKind::Soa,
        PaperKind::AuditPlan,
        PaperKind::AuditReport,
        PaperKind::Finding,
        PaperKind::Recap,
        PaperKind::RiskRegister,
        PaperKind::ActionList,
        PaperKind::Inventory,
        PaperKind::BlankChecklist,
    ];

    /// Its name on the command line and in file names.
    pub fn id(self) -> &'static str {
        self.row().0
    }
    pub fn title(self) -> &'static str {
        self.row().1
    }
    pub fn needs(self) -> Needs {
        self.row().2
    }
    /// The type of round it is about, if it is not about any round.
    pub fn round_type(self) -> Option<round::Type> {
        match self {
            PaperKind::GapReport => Some(round::Type::Gap),
            PaperKind::AuditPlan | PaperKind::AuditReport => Some(round::Type::Audit),
            _ => None,
        }
    }
    /// One line for menus.
    pub fn help(self) -> &'static str {
        self.row().3
    }
    /// The kind with this id.
    pub fn of(id: &str) -> Option<PaperKind> {
        PaperKind::ALL.iter().copied().find(|k| k.id() == id)
    }

    fn row(self) -> (&'static str, &'static str, Needs, &'static str) {
        use Needs::{Finding, Interview, Nothing, Round};
        match self {
            PaperKind::GapReport => {
                ("gap-report", "Gap report", Round, "Clause by clause: what is there, what is missing, who closes it.")
            }
            PaperKind::Soa => {
                ("soa", "Statement of Applicability", Nothing, "Every control: used or left out, why, state, evidence.")
            }
            PaperKind::AuditPlan => {
                ("audit-plan", "Audit plan", Round, "Scope, team and timetable of an audit, for the auditee.")
            }
            PaperKind::AuditReport => {
                ("audit-report", "Audit report", Round, "Findings, coverage, evidence and conclusion of an audit.")
            }
            PaperKind::Finding => {
                ("finding", "Finding sheet", Finding, "One finding from requirement to closure, with lines to sign.")
            }
            PaperKind::Recap => ("recap", "Interview recap", Interview, "Facts only, to be read out and agreed."),
            PaperKind::RiskRegister => {
                ("risk-register", "Risk register", Nothing, "Method, heat map, every open risk with its treatment.")
            }
            PaperKind::ActionList => ("action-list", "Action list", Nothing, "Who does what by when, late ones first."),
            PaperKind::Inventory => (
                "inventory",
                "AI system inventory",
                Nothing,
                "Every AI system with class, scope and what is to settle.",
            ),
            PaperKind::BlankChecklist => {
                ("blank-checklist", "Blank checklist", Round, "Items and questions of a round, to fill in by hand.")
            }
        }
    }
}

/// The closed round that a paper with this subject belongs to: such a paper is made from the records of its closing.
pub fn closed_round(view: View, subject: Option<Id>) -> Option<Id> {
    let record = view.records.get(subject?)?;
    let round = match record.id.kind {
        Kind::Round => record,
        Kind::Interview => view.records.get(record.one(interview::ROUND)?)?,
        _ => return None,
    };
    (round::State::of(round, round::STATE) == Some(round::State::Closed)).then_some(round.id)
}

/// Builds a paper from live records.
///
/// `subject` is the round, interview or finding that the kind [`PaperKind::needs`], by default the latest round of the
/// type it is about; `head` is the hash of the last journal step. Errors say which record is missing, of the wrong kind
/// or type, deleted, or not fully read.
pub fn build(
    kind: PaperKind,
    view: View,
    subject: Option<Id>,
    made: Stamp,
    head: Option<&str>,
) -> Result<Paper, String> {
    if let Some(unread) = view.records.every().find(|r| !r.hidden && !r.is_read()) {
        return Err(format!("{}: the long texts of {} have not been read from the file", kind.title(), unread.id));
    }
    let organisation = view.records.single(Kind::Organisation);
    let demo = organisation.and_then(|o| organisation::Purpose::of(o, organisation::PURPOSE))
        == Some(organisation::Purpose::Demo);
    let (title, facts, blocks) = papers::build(kind, view, subject::of(kind, view, subject)?)?;
    let name = organisation.map_or("", |o| o.title());
    let name = if name.is_empty() { "Organisation not named yet" } else { name };
    let name = organisation::executive(view).map_or(name.into(), |who| format!("{name}, executive owner {who}"));
    let facts: Vec<String> = std::iter::once(name.to_string()).chain(facts).filter(|f| !f.is_empty()).collect();
    Ok(Paper { title, subtitle: facts.join(", "), demo, made, head: head.map(str::to_string), blocks })
}
