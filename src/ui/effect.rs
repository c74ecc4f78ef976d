//! What a key press leads to, as data: the app carries out the first group itself, the runtime the second.

pub use super::{
    made::{Deed, Output, WantedPaper},
    text_for::TextFor,
};

use super::{place::Place, prefs::Pref};
use crate::{
    command::Command,
    domain::{Change, Id, Kind, foreign::ForeignRecord, kinds::risk::Picture},
    exchange::{self, SheetAsked, SheetRead},
    store::{Draft, Request, personal},
};
use std::path::PathBuf;

/// One thing to be done, in order.
#[derive(Debug)]
pub enum Effect {
    // the app
    /// Open a pane; one of the same place that is open already comes back instead.
    Go(Place),
    /// Close the pane or overlay on top.
    Close,
    /// Close the overlay on top; the pane beneath knows already.
    Leave,
    /// Close the overlay on top and hand its answer to the pane beneath.
    Answer(Answer),
    /// Run a command on the pane on top, as if its key had been pressed.
    Run(Command),
    /// A short message on the status row until the next key.
    Say(String),
    /// A message that stays until a key, is kept in the list, and rings once.
    Warn(String),
    /// A change of records: in memory at once, then in the file.
    Save(Change),
    /// The reason that a gate asked for; nothing if none was given.
    Because(Option<String>),
    /// Remember a setting of this person in the file.
    Keep(String, String),
    /// Set what this person wants in every file.
    Prefer(Pref, String),
    /// Hide or show verdicts on the screen.
    HideVerdicts(bool),

    // the runtime
    Draft(Draft),
    DropDraft(Id, usize),
    /// With the reason, where the gate asked for one.
    Undo(Option<String>),
    Redo(Option<String>),
    /// A letter took the choice whose word goes on so: letters that go on with it are not for what lies beneath.
    GoesOn(Box<super::place::TakenRow>),
    /// The answer to a conflict holds for the other records of its step.
    Alike(Box<super::place::Alike>),
    /// Run these keys.
    Type(Vec<crate::keymap::Key>),
    /// Put this text into the next field that is opened.
    Carry(String),
    /// Put text on the clipboard and say which way was taken.
    Copy {
        what: String,
        text: String,
    },
    /// Write a new file; asks before replacing.
    Write {
        path: PathBuf,
        bytes: Vec<u8>,
        overwrite: bool,
        what: String,
    },
    /// Make something of the whole file, beside the loop, and write it.
    Make {
        output: Output,
        path: PathBuf,
        overwrite: bool,
    },
    /// Make a paper and keep its words as an issue; the answer is a message with the step.
    Issue(crate::document::issue::Issuing),
    /// Read how the measures stood over time, beside the loop.
    Trend,
    /// End the job that runs beside the loop.
    StopJob,
    /// Show how a version of a paper differs from another one, or from the records of today.
    Compare(WantedPaper, i64, Option<i64>),
    /// Open the text of a field in the person's own editor; the answer is [`Answer::Edited`].
    Editor {
        id: Id,
        field: usize,
        text: String,
    },
    /// Ask the file; the answer is a [`Fetched`] for whoever asked.
    Fetch(Query),
    /// Read the past of a round: when it was closed, and what its closing step left.
    ReadRound(Id),
    /// Read the reasons that were given with steps.
    ReadReasons,
    /// Read a sheet beside the loop; the answer is [`Fetched::Sheet`].
    ReadSheet(SheetAsked),
    /// Remember in the file what was said about headings of this shape.
    Remember(String, exchange::GivenAnswers),
    OpenFile(PathBuf),
    NewFile {
        path: PathBuf,
        organisation: String,
    },
    /// Bring the open file to the version of the program.
    Upgrade,
    /// Erase a text of a record for good, all its versions, with the reason.
    Erase {
        id: Id,
        field: usize,
        because: String,
    },
    OpenDemo,
    /// Sends the steps that could not be saved last time.
    TakeBack,
    /// Opens the file again and signs off all other sessions.
    TakeOver,
    Suspend,
    Redraw,
    Quit,
}

impl Effect {
    /// The request that keeps typed text: a draft, or a setting of this person.
    pub fn kept_by(self, actor: &str) -> Option<Request> {
        match self {
            Effect::Draft(draft) => Some(Request::Draft(draft)),
            Effect::Keep(key, value) => Some(Request::Keep { key: personal(actor, &key), value }),
            _ => None,
        }
    }
}

/// What is asked of the file.
#[derive(Debug, Clone)]
pub enum Query {
    /// All changes of a record.
    History(Id),
    /// The records of a kind, by its prefix, that this program does not describe.
    Foreign(String),
    /// What this program does not describe of a record: its fields, and who points at it.
    ForeignOf(Id),
    /// The latest changes of the file.
    Recent(usize),
    /// Records that hold all the words.
    Search(String),
    /// When each record was touched last.
    Touches,
    /// The text of a small file.
    Text(PathBuf),
}

/// What comes back to the pane beneath an overlay, or on top, from the runtime. Each way of asking has its own list of
/// questions, so that a question cannot be paired with an answer of another form.
#[derive(Debug)]
pub enum Answer {
    /// A line of text.
    Text(TextFor, String),
    /// Rows of a menu.
    Rows(RowsFor, Vec<usize>),
    /// Records.
    Records(RecordsFor, Vec<Id>),
    /// A word that is in no row, and the records that were ticked beside it.
    New(RecordsFor, String, Vec<Id>),
    Edited(Result<String, String>),
}

/// What a query found, with what was asked: it may come when the pane that asked lies beneath another one, or is gone.
#[derive(Debug)]
pub enum Fetched {
    /// The changes of a record, or the latest of the file.
    Events(Option<Id>, Vec<crate::store::Event>),
    Hits(String, Vec<crate::store::SearchHit>),
    /// When each record was touched last.
    Touches(Vec<(Id, crate::domain::Stamp)>),
    Foreign(String, Vec<ForeignRecord>),
    /// Label and text of each.
    ForeignOf(Id, Vec<(String, String)>),
    /// The text of a file, or why it cannot be read.
    Text(PathBuf, Result<String, String>),
    /// A sheet as it was read, or why it cannot be.
    Sheet(Box<SheetAsked>, Result<Box<SheetRead>, String>),
    /// Reading a sheet was stopped, or could not begin.
    Stopped(Box<SheetAsked>),
}

/// What a pane asks to choose rows for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowsFor {
    SortColumn,
    /// A filter that was kept under a name, or keeping the one that stands.
    KeptFilter,
    /// What the rows of a list are about.
    Narrow,
    FillField,
    ParkHow,
    /// Whether what was done about this finding was effective.
    FollowUp(Id),
    /// As what the evidence of this line of the note was seen.
    ShownAs(usize),
    /// What was said to the recap of an interview that ends.
    EndInterview,
    /// Questions of what are added to a plan.
    QuestionsOf,
    /// A risk of the catalogue, for a system or for none.
    Catalogue(Option<Id>),
    /// How likely this risk is, in one picture of it.
    Likelihood(Id, Picture),
    /// The same for its consequence, with the likelihood that was chosen before.
    Consequence(Id, Picture, usize),
    LateNote,
    /// The round that carries out this line of a programme.
    AreaRound(Id),
    /// The opening or the closing meeting.
    Meeting,
    Role,
    /// Proposals for the Statement of Applicability.
    TakeOver,
    /// What a heading of a sheet is read as.
    SheetField,
    /// From what a sample is drawn for this answer.
    SampleOf(Id),
    /// How this other answer stands to the one at hand.
    Claim(Id),
    SampleMethod,
    SampleItems,
    /// The first thing that is said of an area of a programme: the area and the field of its line.
    NewArea(usize, usize),
}

/// What a pane asks to choose records for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordsFor {
    ParkPerson,
    /// The same, and the reason is asked next.
    ParkPersonWhy,
    Evidence,
    Who,
    Owner,
    FindQuestion,
    MoveLine,
    /// An answer of somebody else about the same.
    Claim,
    /// An AI system that is followed.
    Trail,
    /// The record with which this one is merged.
    MergeWith(Id),
    /// The first thing that is said of an area of a programme: the area and the field of its line.
    NewArea(usize, usize),
}

/// What a prompt does with the text that was typed.
#[derive(Debug, Clone)]
pub enum AfterText {
    /// Sets this field of these records: one change, one undo.
    SetField {
        ids: Vec<Id>,
        field: usize,
    },
    /// Makes a record of this kind with the text as its title and some values, and opens it.
    Create {
        kind: Kind,
        values: Vec<(usize, crate::domain::Value)>,
        open: bool,
    },
    /// Hands it to the pane beneath.
    Tell(TextFor),
    /// Writes the bytes to the file named by the text.
    Write {
        bytes: Vec<u8>,
        what: String,
    },
    /// Makes it, and writes it to the file named by the text.
    Make(Output),
    /// Asks for what is still missing before a paper is issued, then issues it.
    Issue(crate::document::issue::Issuing),
    /// Asks for what a decision still needs, then makes it.
    Decide(crate::domain::workflow::decision::DecisionDraft),
    /// When the plans that were chosen among the proposals start.
    StartPlan(Vec<usize>),
    /// Opens the file named by the text for an import.
    Import,
    /// Reads the question pack in the file named by the text and shows what it would change.
    Pack,
    /// Asks for the file of a paper by the template that the text names.
    Template,
    /// Creates an organisation's file: the text is the name of the organisation.
    NewOrganisation(PathBuf),
    /// Asks for the organisation after the file name.
    NewFile,
    OpenFile,
    /// Erases the text of a field for good; the text is the reason.
    Erase(Id, usize),
    /// Rates, with the typed text as the reason: one step.
    Rated(Change, Picture),
    /// Silences a rule for a record; the text is the reason.
    Silence(&'static str, Id),
    /// Adds a reading to a metric or task.
    Measure(Id),
    /// Keeps the text as the value of a setting.
    Prefer(Pref),
    /// Gives the typed reason to the changes that are held back.
    Because,
}

/// What a menu does with the rows that were chosen.
#[derive(Debug, Clone)]
pub enum AfterChoice {
    /// Sets this field of these records: one change, one undo.
    SetField {
        ids: Vec<Id>,
        field: usize,
    },
    /// Hands the numbers of the rows to the pane beneath.
    Rows(RowsFor),
    /// Hands their records to the pane beneath.
    Records(RecordsFor),
    /// Opens the place that stands at the chosen row.
    Go(Vec<Place>),
    /// Writes or issues this paper about the chosen record.
    Paper(crate::document::PaperKind, super::place::Lead),
    /// Papers are from now on for whom the chosen row says; back to the papers of this record.
    ForWhom(Option<Id>),
    /// Papers are from now on printed on the sheet of the chosen row; back to the papers of this record.
    OnSheet(Option<Id>),
    /// Carries out the chosen row.
    Run(Vec<Command>),
    /// Asks for what is still missing before a paper is issued, then issues it.
    Issue(crate::document::issue::Issuing),
    /// Makes records of the chosen proposals of a kind.
    Ready(Kind),
    /// Records that the chosen people did a training.
    Attended(Id),
    /// Names this record in a field of the chosen ones.
    Linked(Id, Kind, usize),
    /// Keeps the chosen person as who sits here.
    Me,
    /// Asks for what a decision still needs, then makes it.
    Decide(crate::domain::workflow::decision::DecisionDraft),
    /// Does what stands at the chosen row with the issues of a paper.
    Issues(WantedPaper, Vec<Deed>),
    /// Writes over the file that is there, if the answer is the named letter.
    Overwrite {
        path: PathBuf,
        bytes: Vec<u8>,
        what: String,
    },
    OverwriteMade {
        output: Output,
        path: PathBuf,
    },
    /// Starts another audit from the answers of this round, if the answer is the named letter, or opens the one there is.
    AuditFrom(Id, Id),
    /// Starts the same round for the chosen systems too.
    Widen(Id),
    /// Works on what is chosen alone.
    Narrow,
    /// Begins the first impact assessment of a system from the chosen template or type.
    BeginAssessment(Id),
    /// Has this round judged once more by the chosen person.
    Second(Id),
    /// Brings the open file to the version of the program, if the answer is the named letter.
    Upgrade,
    /// Takes back the steps that could not be saved last time, if the answer is the named letter.
    TakeBack,
    /// Takes the file over from sessions that are gone, if the answer is the named letter.
    TakeOver,
    /// Saves the change, if the first row was chosen.
    Take(Box<Change>),
    /// Keeps what the chosen row says as the value of a setting.
    Prefer(Pref, Vec<&'static str>),
    /// Whatever is chosen, nothing is done.
    Nothing,
    Quit,
}
