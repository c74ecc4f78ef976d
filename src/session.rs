//! An open file without a screen: its reader, the thread that writes, and everything that is asked of the whole file.
//!
//! The shell works on a [`Session`] alone; the workbench owns one and calls the same functions. What only reads is on
//! [`Reading`], so that it can be done with any connection. Knows no pane and no app; time is an argument, except in
//! [`Clock`].

mod bundle;
mod clock;
mod exports;
mod fonts;
mod import;
mod info;
mod job;
mod kept_files;
mod papers;
mod paths;
mod reading;
mod scan;
mod setup;
mod signature;
mod trend;
pub mod workbook;

pub use bundle::{SUMS, WantedPack as BundleWanted};
pub use clock::Clock;
pub use fonts::of_system as system_fonts;
pub use import::{Intake, whole as whole_export};
pub use info::{FileInfo, open_drafts};
pub use job::Job;
pub use papers::{Against, paper_kind};
pub use paths::{Folders, is_there, name_of, private_folder, with_ending};
pub use reading::{As, Broken, Exported, Reading};
pub use scan::scanned;
pub use setup::{Setup, this_program};
pub use signature::{Signer, sign, signer};

use crate::{
    document::issue::Issuing,
    domain::{Change, Id, Record, Stamp},
    store::{self, Copied, Event, OpenOptions, Outbox, Reader, Reply, Request, Rescue, Store},
    wake::{self, Waker},
};
use std::{
    path::Path,
    sync::mpsc::{self, Receiver},
    time::Duration,
};

/// How long leaving a file waits for what is not on disk yet.
pub const LAST_SAVE: Duration = Duration::from_secs(2);
/// How long a reader waits for the writer, so that it sees what was just saved.
const JUST_SAVED: Duration = Duration::from_millis(300);
/// How long the answer to a change may take where nobody types meanwhile.
const PATIENCE: Duration = Duration::from_secs(20);

/// An open file. Dropping it signs off.
#[derive(Debug)]
pub struct Session {
    pub info: FileInfo,
    /// Sentences worth saying once.
    pub notices: Vec<String>,
    /// Steps that could not be saved last time; their texts are drafts of this session already.
    pub rescues: Vec<Rescue>,
    pub store: Store,
    pub reader: Reader,
    pub replies: Receiver<Reply>,
    /// `user@host`
    actor: String,
    closed: bool,
}

/// A change that is on disk.
#[derive(Debug)]
pub struct SavedStep {
    pub seq: u64,
    /// The records as they are in the file now.
    pub touched: Vec<Record>,
    /// Sentences that came with it.
    pub warnings: Vec<String>,
}

impl Session {
    /// Opens a file; `waker` wakes whoever waits for replies. The error is a sentence.
    pub fn open(path: &Path, setup: &Setup, waker: Waker) -> Result<Session, String> {
        let (sender, replies) = mpsc::channel();
        let mut options = OpenOptions::new(setup.who.clone(), setup.clock.now());
        options.read_only = setup.read_only;
        options.as_of = setup.as_of;
        options.take_over = setup.take_over;
        options.behind = setup.behind;
        options.rescue = Some(setup.folders.rescue());
        options.copies = setup.copies.then(|| setup.folders.copies());
        let path = setup.folders.expand(path);
        let (store, reader, opened) =
            store::open(&path, options, Outbox { sender, waker }).map_err(|e| e.to_string())?;
        let (notices, rescues) = (opened.notices.clone(), opened.rescues.clone());
        Ok(Session {
            info: opened.into(),
            notices,
            rescues,
            store,
            reader,
            replies,
            actor: setup.who.actor(),
            closed: false,
        })
    }

    /// The same where nobody sleeps until a reply comes.
    pub fn open_quietly(path: &Path, setup: &Setup) -> Result<Session, String> {
        let (waker, _) = wake::pair().map_err(|e| e.to_string())?;
        Session::open(path, setup, waker)
    }

    /// The moment of what is shown: that of the past, else this one.
    pub fn moment(&self, now: Stamp) -> Stamp {
        self.info.as_of.unwrap_or(now)
    }

    /// What can be read from the file as it is now, everything that was sent to it before included.
    pub fn reading(&self, now: Stamp) -> Reading<'_> {
        self.catch_up();
        Reading::new(&self.reader, &self.info.path, &self.actor, now)
    }

    /// Waits a moment for the writer, so that what is read next holds what was just saved.
    pub fn catch_up(&self) {
        self.store.flush(JUST_SAVED);
    }

    /// All changes of a record, oldest first, that this person may see.
    pub fn history(&self, id: Id) -> Result<Vec<Event>, String> {
        self.catch_up();
        let mut events = self.reader.history(id).map_err(|e| e.to_string())?;
        if let Some(seen) = reading::veiled(&self.reader, &self.actor).map_err(|e| e.to_string())? {
            events.retain(|event| event.is_told_of(&seen, id));
        }
        Ok(events)
    }

    /// The person of the file who this session is of, if they said so.
    pub fn me(&self) -> Result<Option<Id>, store::StoreError> {
        self.reader.me(&self.actor)
    }
    /// The steps of others since this person last looked at what changed for them, the newest first.
    pub fn unseen(&self) -> Result<Vec<store::Label>, store::StoreError> {
        const MOST: usize = 1_000;
        let looked = self.reader.setting(&store::personal(&self.actor, store::LOOKED))?;
        let looked = looked.and_then(|text| text.parse().ok()).unwrap_or(0);
        let mut steps = self.reader.labels_since(looked, MOST)?;
        steps.retain(|step| step.actor != self.actor);
        Ok(steps)
    }

    /// The rounds that this person does not see into.
    pub fn sealed(&self) -> Result<Vec<Id>, store::StoreError> {
        reading::sealed(&self.reader, &self.actor)
    }

    /// The step that issues a paper. The error is a sentence.
    pub fn issue(&self, issuing: &Issuing, now: Stamp) -> Result<Change, String> {
        self.info.may_issue()?;
        self.reading(now).issue(issuing)
    }

    /// Saves one change and waits for what becomes of it; the error says why it is not written.
    pub fn save(&self, change: Change, at: Stamp) -> Result<SavedStep, String> {
        let (answer, replies) = self.ask_to_save(change, at);
        let warning = |reply: Reply| if let Reply::Warning(text) = reply { Some(text) } else { None };
        match answer? {
            Reply::Saved { seq, touched, .. } => {
                Ok(SavedStep { seq, touched, warnings: replies.into_iter().filter_map(warning).collect() })
            }
            other => Err(not_saved(&other)),
        }
    }

    /// The answer to a change, and every reply that came with it, the answer too.
    pub fn ask_to_save(&self, change: Change, at: Stamp) -> (Result<Reply, String>, Vec<Reply>) {
        while self.replies.try_recv().is_ok() {}
        self.store.send(Request::Save { change, at });
        self.store.flush(PATIENCE);
        let replies: Vec<Reply> = self.replies.try_iter().collect();
        let told = |r: &&Reply| {
            use Reply::{Conflict, NotSaved, Refused, Saved};
            matches!(r, Saved { .. } | Refused(_) | NotSaved { .. } | Conflict { .. })
        };
        // What was told last counts: it may have been held back for a moment.
        let answer = replies.iter().rfind(told).cloned();
        (answer.ok_or_else(|| "the file gave no answer; nothing is known to be written".to_string()), replies)
    }

    /// The same with what is being typed; what is not in the file then is in the rescue file that is named.
    pub fn save_last(&mut self, limit: Duration, why: &str) -> (bool, Option<Copied>) {
        self.closed = true;
        self.store.save_last(limit, why)
    }

    /// Writes what is left and signs off; false if something could not be written or took longer.
    pub fn close(&mut self, limit: Duration) -> bool {
        self.closed = true;
        self.store.close(limit)
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if !self.closed {
            self.store.close(LAST_SAVE);
        }
    }
}

fn not_saved(reply: &Reply) -> String {
    match reply {
        Reply::Refused(why) | Reply::Warning(why) => format!("nothing was written: {why}"),
        Reply::NotSaved { reason, .. } => format!("not written: {reason}; look with aims status before you try again"),
        Reply::Conflict { id, who, .. } => format!("nothing was written: {who} changed {id} meanwhile; try again"),
        _ => "nothing was written: the file gave no answer".into(),
    }
}
