//! The file of an organisation: SQLite, alone. Everything that speaks SQL lives in this room.
//!
//! [`create`] makes a file, [`open`] opens one: a [`Store`] (a thread that owns the one writing connection and takes
//! requests in order) and a [`Reader`] (a connection for the loop). What happened comes back as [`Reply`]s; the word
//! *saved* is said only by [`Reply::Saved`] and [`Reply::DraftSaved`], after the last sync returned.
//! Knows no screen and reads no clock: every request carries its time.

mod acknowledge;
mod adopt;
mod agree;
mod append;
mod apply;
mod backup;
mod body;
mod checking;
#[cfg(test)]
mod corpus_tests;
mod cut_short;
mod dictionary;
mod drafts;
mod elsewhere;
mod entry;
mod erase;
mod error;
mod file;
mod foreign;
mod form1;
mod golden;
mod guard;
mod head;
mod header;
mod journal;
mod links;
mod loading;
mod made;
mod near;
mod news;
mod notices;
mod open;
mod past;
mod reader;
mod recover;
mod refused;
mod renamed;
mod rescue;
mod rows;
mod schema;
mod search;
mod session;
mod settings;
mod sightings;
mod slices;
mod unconfirmed;
mod undo;
mod upgrade;
mod verify;
mod who;
mod whole;
mod windows;
mod words;
mod writer;

pub use acknowledge::acknowledge;
pub use backup::{
    Ask, BackupCopy, Copy, Origin, Recipients, Replaced, Restored, back_up, back_up_encrypted, copies, decrypt,
    folder_of, is_encrypted, restore, thin_out,
};
pub use erase::{Erased, erase};
pub use error::StoreError;
pub use guard::is_open_here;
pub use head::{HeadStanding, head_of, known};
pub(crate) use header::on_network;
pub use journal::{Action, Label};
pub use open::{create, open};
pub use reader::{Event, Interrupter, Reader, organisation_name};
pub use recover::{Recovered, recover};
pub use renamed::Renamed;
pub use rescue::{Rescue, rescues};
pub use search::SearchHit;
pub use settings::{LOOKED, LOOKED_BEFORE, ME, fitting, personal};
pub use unconfirmed::{BESIDE, Copied, Typed, Unconfirmed};
pub use upgrade::{Upgraded, upgrade};
pub use verify::{Verified, verify};
pub use who::Who;

/// How long the end of a process waits for the disk to confirm the copy of what is not in the file: the copy can be read
/// before that, whatever ends the process.
const LAST_SYNC: Duration = Duration::from_millis(1_000);

/// The version of the tables that this program writes.
pub const SCHEMA_VERSION: u32 = schema::VERSION;

use crate::{
    domain::{Change, Edit, Id, Kind, Record, Stamp, Value, closing::RoundPast, gate::OpenDraft, reasons::Reason},
    wake::Waker,
};
use std::{
    path::PathBuf,
    sync::{Arc, mpsc},
    time::Duration,
};

/// A step of the past of a file that is being created.
#[derive(Clone, Debug)]
pub struct FoundingStep {
    pub at: Stamp,
    pub actor: String,
    pub change: Change,
}

/// A moment of the past whose records are to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AsOf {
    /// After this entry of the journal.
    Step(u64),
    /// After the last entry of this day in UTC.
    Day(jiff::civil::Date),
}

/// How to open a file.
#[derive(Clone, Debug)]
pub struct OpenOptions {
    pub who: Who,
    pub now: Stamp,
    pub read_only: bool,
    /// Show the records as they were then, to read only.
    pub as_of: Option<AsOf>,
    /// Whether the file lies on a network file system; `None` asks the system.
    pub network: Option<bool>,
    /// Sign off all other sessions: for those that a crash on another host left behind.
    pub take_over: bool,
    /// The folder for rescue files; `None` is the user's state folder.
    pub rescue: Option<PathBuf>,
    /// Look at the whole file and sign in behind the first screen; [`Reply::Entered`] tells when that is through. Until
    /// then nothing is written.
    pub behind: bool,
    /// The folder for the copies that are made by themselves, of all files; `None` makes none.
    pub copies: Option<PathBuf>,
}

impl OpenOptions {
    pub fn new(who: Who, now: Stamp) -> OpenOptions {
        OpenOptions {
            who,
            now,
            read_only: false,
            as_of: None,
            network: None,
            take_over: false,
            rescue: None,
            behind: false,
            copies: None,
        }
    }
}

/// What was found on opening.
#[derive(Clone, Debug)]
pub struct Opened {
    /// Why nothing can be written, if so.
    pub read_only: Option<String>,
    /// Sentences worth showing once.
    pub notices: Vec<String>,
    /// Steps that could not be saved last time; the texts beside them are drafts of this session now.
    pub rescues: Vec<Rescue>,
    /// Who else has the file open.
    pub others: Vec<Presence>,
    /// A save that a crash had cut short was taken back.
    pub recovered: bool,
    /// The real path, symbolic links resolved.
    pub path: PathBuf,
    /// The version of a file that is older than this program; it is shown, and written only after an upgrade.
    pub older: Option<u32>,
    /// The version of a file that a newer program wrote; it is shown as far as it is understood, and never written.
    pub newer: Option<u32>,
    /// What is wrong with the file, as a clause that begins with the record where there is one.
    pub damage: Option<String>,
    /// The step whose records are shown, and its time, if it is not the last one.
    pub as_of: Option<(u64, Stamp)>,
    /// The whole file is being looked at; what it comes to is told later.
    pub checking: bool,
}

/// What is known when the whole file was looked at behind the first screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Came {
    /// The row of the session, if it signed in.
    pub session: Option<i64>,
    /// Why nothing can be written, if so.
    pub read_only: Option<String>,
    /// What is wrong with the file, as a clause that begins with the record where there is one.
    pub damage: Option<String>,
    /// Sentences worth showing once.
    pub notices: Vec<String>,
    /// Who else has the file open.
    pub others: Vec<Presence>,
}

/// Someone who has the file open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Presence {
    pub user: String,
    pub host: String,
    pub pid: u32,
    pub since: Stamp,
}

/// Text being typed into a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    pub id: Id,
    /// Index of the field in the description of the kind.
    pub field: usize,
    pub text: String,
    /// What the editor wants back with the text, such as line times.
    pub extra: String,
    pub at: Stamp,
}

/// What the store is asked to do. Requests are done in the order they are sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// Read all records of these kinds, long texts left unread; each kind is told by itself.
    Load(Vec<Kind>),
    /// Read the reasons that were given with steps.
    Reasons,
    /// Read when a round was closed and opened again, and what its closing step left.
    Round(Id),
    Save {
        change: Change,
        at: Stamp,
    },
    Draft(Draft),
    DropDraft(Id, usize),
    /// A setting that goes with the file, outside the journal.
    Keep {
        key: String,
        value: String,
    },
    Undo {
        at: Stamp,
        /// Given where the gate asked for one.
        because: Option<String>,
    },
    Redo {
        at: Stamp,
        because: Option<String>,
    },
    /// The file changed on disk: read what others did.
    Changed,
    /// What this rescue file held was sent: it goes when all of that is done.
    TakenBack(PathBuf),
    Quit,
}

impl Request {
    /// Whether it writes something that a person typed or did.
    pub fn writes(&self) -> bool {
        use Request::{Draft, DropDraft, Keep, Redo, Save, Undo};
        matches!(self, Save { .. } | Draft(_) | DropDraft(..) | Keep { .. } | Undo { .. } | Redo { .. })
    }
}

/// How a step came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepOrigin {
    Did,
    Undid,
    Redid,
}

/// What the store has to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// All records of a kind by number, hidden ones too; long texts unread.
    Loaded(Kind, Vec<Record>),
    /// The reasons that were given with steps, oldest first.
    Reasons(Vec<Reason>),
    Round(Box<RoundPast>),
    /// On disk. `touched` are the records as they are in the file now, fully read, but for the many that a large step
    /// made under the ids that it gave them; `renamed` the records that got another id because theirs was taken
    /// meanwhile.
    Saved {
        seq: u64,
        at: Stamp,
        label: String,
        how: StepOrigin,
        touched: Vec<Record>,
        renamed: Renamed,
    },
    /// On disk.
    DraftSaved {
        id: Id,
        field: usize,
        at: Stamp,
    },
    /// A change that would have ended this draft was refused: it is one still, with the text of the change.
    Draft(Draft),
    /// Kept in memory and tried again; `rescue` is a copy of what is not in the file.
    NotSaved {
        since: Stamp,
        reason: String,
        rescue: Option<Copied>,
    },
    /// Nothing of the change was written, because a record is not as the change knew it.
    Conflict {
        label: String,
        id: Id,
        mine: Vec<(usize, Value)>,
        theirs: Record,
        who: String,
        /// The edits of the other records of the change, not written either.
        rest: Vec<Edit>,
    },
    /// A change was not written (a `Conflict` or `Refused` follows): its records are like this in the file, and those
    /// in `gone` are not in it.
    Back {
        touched: Vec<Record>,
        gone: Vec<Id>,
    },
    /// What someone else changed, records fully read.
    Others {
        actor: String,
        labels: Vec<String>,
        /// What each of these steps touched.
        about: Vec<Vec<Id>>,
        /// The number of the last of them.
        last: u64,
        touched: Vec<Record>,
        /// A reason was given with one of the steps.
        reasoned: bool,
    },
    /// Who else has the file open, when that changes.
    Present(Vec<Presence>),
    /// What others are typing, when that changes.
    Drafts(Vec<OpenDraft>),
    /// The look at the whole file is through.
    Entered(Box<Came>),
    /// What is typed while the whole file is looked at is kept here.
    Beside(Copied),
    /// It was not done, and why.
    Refused(String),
    /// Undo or redo may go on with a reason; the sentence is the question.
    Asks {
        how: StepOrigin,
        question: String,
    },
    /// From now on nothing can be written, and why.
    ReadOnly(String),
    Warning(String),
}

/// Where replies go: a channel, and the waker of the loop that reads it.
#[derive(Clone, Debug)]
pub struct Outbox {
    pub sender: mpsc::Sender<Reply>,
    pub waker: Waker,
}

impl Outbox {
    fn send(&self, reply: Reply) {
        // A loop that is gone needs no replies; what it asked for is still done.
        let _ = self.sender.send(reply);
        self.waker.wake();
    }
}

/// The handle of the thread that writes. Clones speak to the same thread, which ends when all of them are gone.
#[derive(Clone, Debug)]
pub struct Store {
    sender: mpsc::Sender<Message>,
    heard: renamed::Heard,
    unconfirmed: Unconfirmed,
}

/// What goes to the thread.
#[derive(Debug)]
enum Message {
    /// With the number of the last notice of new ids that the loop is done with, and its own number in the list of what
    /// is not confirmed.
    Ask(Arc<Request>, u64, u64),
    Flush(mpsc::SyncSender<()>),
    Close(mpsc::SyncSender<bool>),
    /// The look at the whole file is through.
    Checked(Verified),
}

impl Store {
    fn start(mut writer: writer::Writer, conn: rusqlite::Connection) -> Result<Store, StoreError> {
        let (sender, inbox) = mpsc::channel();
        let (path, heard, unconfirmed) = (writer.path().to_path_buf(), writer.heard(), writer.unconfirmed());
        writer.will_check(&sender);
        std::thread::Builder::new()
            .name("store".into())
            .spawn(move || {
                writer.guarded(&conn, &inbox);
                // The descriptor that the writer has outlives it.
                drop(conn);
            })
            .map_err(|e| StoreError::io(&path, e))?;
        Ok(Store { sender, heard, unconfirmed })
    }

    /// Asks for something; the answer comes through the outbox.
    pub fn send(&self, request: Request) {
        let request = Arc::new(request);
        let number = self.unconfirmed.add(&request);
        // The thread has ended only after `Quit`, or after saying so; the list has it all the same.
        let _ = self.sender.send(Message::Ask(request, self.heard.number(), number));
    }

    /// Everything that the disk has not confirmed.
    pub fn unconfirmed(&self) -> &Unconfirmed {
        &self.unconfirmed
    }

    /// For the last moments of a process: sends what is being typed, writes what can be written within the time, and
    /// puts the rest into a rescue file. Says whether everything is in the file, and where the copy is if not.
    pub fn save_last(&self, limit: Duration, why: &str) -> (bool, Option<Copied>) {
        self.unconfirmed.take_typed().into_iter().for_each(|request| self.send(request));
        if self.close(limit) && self.unconfirmed.is_empty() {
            return (true, None);
        }
        (self.unconfirmed.is_empty(), self.unconfirmed.keep_within(why, LAST_SYNC))
    }

    /// Waits until everything sent so far is on disk; false if that took longer.
    pub fn flush(&self, limit: Duration) -> bool {
        let (done, wait) = mpsc::sync_channel(1);
        self.sender.send(Message::Flush(done)).is_ok() && wait.recv_timeout(limit).is_ok()
    }

    /// Writes what is left, signs off and ends the thread; false if something could not be written or took longer.
    pub fn close(&self, limit: Duration) -> bool {
        let (done, wait) = mpsc::sync_channel(1);
        self.sender.send(Message::Close(done)).is_ok() && wait.recv_timeout(limit).unwrap_or(false)
    }
}
