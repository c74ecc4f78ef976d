//! The places of the program: what can be opened, as data.

use super::effect::{AfterChoice, AfterText};
use crate::{
    domain::{Id, Kind, Listing},
    keymap::Key,
};

/// A pane or an overlay, and what it is about.
#[derive(Debug, Clone)]
pub enum Place {
    Start,
    Home,
    /// The list of a kind, with a filter word to begin with.
    List(Kind, String),
    /// The list of a preset of a kind.
    Preset(Listing),
    /// The same with a filter.
    Narrowed(Listing, String),
    Heatmap,
    /// Merging two records, the first of which is kept.
    Merge(Id, Id),
    /// The columns of a list, to be chosen, ordered, widened and frozen.
    Columns(Listing),
    Round(Id),
    /// How two rounds differ, item by item: the earlier and the later one.
    Between(Id, Id),
    /// Asks for the title of a new round of this type.
    RoundStart(crate::domain::kinds::round::Type),
    Plan(Id),
    /// The interview card, at an answer if one is named.
    Card(Id, Option<Id>),
    Recap(Id),
    /// The checks of an answer.
    Ticks(Id),
    /// The samples of an answer.
    Samples(Id),
    /// What is left of a round or an interview: unjudged, parked, unproven, marked lines.
    OpenItems(Id),
    Parked,
    /// A management review, input by input.
    Review(Id),
    /// An audit programme.
    Programme(Id),
    /// What a certification audit asks to see: of the whole, or of one AI system.
    Readiness(Option<Id>),
    /// The questions of the EU AI Act on a system.
    ActWalk(Id),
    /// The parts of an impact assessment, one after the other.
    ImpactWalk(Id),
    /// Which policy carries which theme and principle.
    Grid,
    /// The plan by phases and months.
    Timeline,
    /// What the file is about, by theme, domain, stage and everyday word.
    Angles,
    /// Who owns what.
    Owners,
    /// Open work, the gravest risk first.
    Work,
    /// What lies untouched and is thinly proven.
    Untouched,
    /// A grid of who stands where.
    Stands(Grids),
    /// Every register by clause.
    Map,
    /// What falls due by month and person.
    Duties,
    /// How the measures stood over time.
    Trends,
    /// The question packs of the file.
    Packs,
    /// What is missing, late or contradictory; at the rule of this id if one is named.
    Checks(Option<&'static str>),
    Record(Id),
    /// The records of a kind, by its prefix, that this program does not describe.
    Foreign(String),
    // overlays
    Palette,
    Help,
    Messages,
    Recent,
    /// What changed of what this person owns, checks or audits.
    News,
    /// Everything to ask of a person, and what they said before.
    Person(Id),
    History(Id),
    Search(String),
    About,
    Keys,
    /// What this person may set, with what each of it means.
    Settings,
    Menu(Menu),
    Prompt(Prompt),
    /// Edits one field of records by the editor that fits its type.
    Field(Vec<Id>, usize),
    /// The same asked for by a key of its own: a letter that can mean one choice only takes it at once.
    Quick(Vec<Id>, usize),
    Papers(Option<Id>),
    /// Asks which paper is to be issued.
    PaperToIssue(Option<Id>),
    /// Asks which record a paper is about: there may be very many, so they are listed only when somebody asks.
    PaperAbout(crate::document::PaperKind, Lead),
    /// Asks as what other records are to name this one.
    LinkAs(Id),
    /// Asks which records of this kind name it in this field.
    LinkWith(Id, Kind, usize),
    /// Asks for whom papers are, then shows those about this record.
    PaperFor(Option<Id>),
    /// Asks on which sheet papers are printed, then shows those about this record.
    PaperSheet(Option<Id>),
    /// A sheet before it is taken in; of this kind, if that is known.
    Import(crate::exchange::SheetFrom, Option<Kind>),
    /// Asks what text is that came at once.
    Held(Box<HeldText>),
    /// Both texts of a record that two people changed.
    Conflict(Box<Clash>),
    Guide {
        title: String,
        lines: Vec<String>,
    },
}

/// The grids of who stands where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grids {
    /// Systems by the state of their impact assessment.
    Impacts,
    /// Stages of the life cycle by the controls that cover them.
    Stages,
    /// The documents that are expected, by what there is of them.
    Documents,
}

/// What is done with a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lead {
    Write,
    Issue,
}

/// A short list to choose from.
#[derive(Debug, Clone)]
pub struct Menu {
    pub title: String,
    pub rows: Vec<MenuRow>,
    /// Several rows may be ticked.
    pub many: bool,
    /// The letter of a row chooses at once if no other row begins with it; otherwise letters narrow the list.
    pub letters: bool,
    /// What a word that is in no row becomes: a new record of one of these kinds.
    pub new: &'static [Kind],
    /// What is typed already when it opens.
    pub typed: String,
    /// The marked row at first.
    pub at: usize,
    pub then: AfterChoice,
}

#[derive(Debug, Clone, Default)]
pub struct MenuRow {
    pub letter: Option<char>,
    pub label: String,
    pub detail: String,
    pub id: Option<Id>,
    pub ticked: bool,
}

/// One line to be typed.
#[derive(Debug, Clone)]
pub struct Prompt {
    pub title: String,
    pub help: String,
    pub text: String,
    pub then: AfterText,
}

impl Place {
    /// A list, without a filter.
    pub fn listing(list: Listing) -> Place {
        match list == Listing::whole(list.kind()) {
            true => Place::List(list.kind(), String::new()),
            false => Place::Preset(list),
        }
    }
}

impl Menu {
    /// One row of a list that is narrowed by typing.
    pub fn list(title: impl Into<String>, rows: Vec<MenuRow>, then: AfterChoice) -> Menu {
        Menu { title: title.into(), rows, many: false, letters: false, new: &[], typed: String::new(), at: 0, then }
    }
    /// One row chosen by its letter.
    pub fn letters(title: impl Into<String>, rows: Vec<MenuRow>, then: AfterChoice) -> Menu {
        Menu { letters: true, ..Menu::list(title, rows, then) }
    }
}

impl Prompt {
    pub fn ask(title: impl Into<String>, help: impl Into<String>, then: AfterText) -> Place {
        Place::Prompt(Prompt { title: title.into(), help: help.into(), text: String::new(), then })
    }
    pub fn with(title: impl Into<String>, help: impl Into<String>, text: impl Into<String>, then: AfterText) -> Place {
        Place::Prompt(Prompt { title: title.into(), help: help.into(), text: text.into(), then })
    }
}

/// A conflict between two people's changes of one record.
#[derive(Debug, Clone)]
pub struct Clash {
    pub label: String,
    pub id: Id,
    pub mine: Vec<(usize, crate::domain::Value)>,
    pub theirs: crate::domain::Record,
    pub who: String,
    /// The other edits of the same step, which wait for the answer.
    pub rest: Vec<crate::domain::Edit>,
}

impl Clash {
    /// The fields that I changed.
    pub fn fields(&self) -> impl Iterator<Item = usize> {
        self.mine.iter().map(|(field, _)| *field)
    }
}

/// Which text of a conflict is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    Mine,
    Theirs,
    Both,
}

/// An answer that holds for the other records of its step in which both changed the same fields.
#[derive(Clone, Debug)]
pub struct Alike {
    pub label: String,
    pub ids: Vec<Id>,
    pub fields: Vec<usize>,
    pub choice: Keep,
}

impl Alike {
    /// Whether a further conflict is of the same step and about the same fields.
    pub fn holds_for(&self, clash: &Clash) -> bool {
        clash.label == self.label && self.ids.contains(&clash.id) && clash.fields().eq(self.fields.iter().copied())
    }
}

/// A row that was taken by its letter.
#[derive(Debug, Clone)]
pub struct TakenRow {
    pub menu: Menu,
    pub row: usize,
    pub letter: char,
}

/// Text that came at once, and the keys that it would be.
#[derive(Debug, Clone)]
pub struct HeldText {
    pub text: String,
    pub keys: Vec<Key>,
}
