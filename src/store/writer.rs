//! The thread that writes: takes requests in order, one transaction each, and says *saved* only after the commit.
//!
//! What cannot be written now is kept, copied into a rescue file, and tried again every two seconds; later requests
//! wait behind it. When nothing waits, the thread sleeps on its channel.

use super::{
    Draft, How, Message, OpenOptions, Outbox, Presence, Reply, Request, StoreError,
    apply::{self, Pen, Written},
    drafts,
    error::{Failure, sentence},
    header::{self, Identity},
    journal::{self, Action, Mark},
    news, rescue, rows, schema, session, undo,
    verify::{self, Verified},
};
use crate::domain::{Change, Id, Record, Stamp};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use std::{
    collections::VecDeque,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::{
        Arc,
        mpsc::{Receiver, RecvTimeoutError, SyncSender},
    },
    time::Duration,
};

/// Between two tries to write what waits.
const RETRY: Duration = Duration::from_secs(2);
/// Quiet time after opening before the whole file is checked, so that the first screen comes first.
const SETTLED: Duration = Duration::from_millis(500);
/// The largest file that is checked as a whole each time it is opened.
const CHECKED_SIZE: u64 = 100 << 20;
/// A clock may lag behind by this many seconds before it is said to have gone back.
const CLOCK_SLACK: i64 = 60;

/// Where the file is.
pub(super) struct Place {
    pub path: PathBuf,
    pub identity: Identity,
    pub size: u64,
}

/// Something to do.
enum Job {
    Do {
        /// Shared, so that it stays in the queue while it is being done.
        request: Arc<Request>,
        /// A step whose commit was tried: it may be in the file although the commit failed.
        tried: Option<Written>,
    },
    Flush(SyncSender<()>),
}

/// Since when and why nothing can be written.
struct Failing {
    since: Stamp,
    reason: String,
    rescue: Option<PathBuf>,
    /// How many jobs the rescue file was made for.
    jobs: usize,
}

pub(super) struct Writer {
    conn: Connection,
    place: Place,
    options: OpenOptions,
    actor: String,
    session: Option<i64>,
    read_only: Option<String>,
    outbox: Outbox,
    queue: VecDeque<Job>,
    /// Messages taken from the channel before their time.
    ahead: VecDeque<Message>,
    failing: Option<Failing>,
    /// The last journal entry that the loop has heard of.
    last_seq: u64,
    /// When this actor wrote last.
    last_at: Option<Stamp>,
    data_version: i64,
    others: Vec<Presence>,
    checked: bool,
}

enum Next {
    Message(Message),
    /// Nothing came in time.
    Quiet,
    /// All handles are gone.
    Alone,
}

impl Writer {
    pub(super) fn new(
        conn: Connection,
        place: Place,
        options: OpenOptions,
        session: Option<i64>,
        read_only: Option<String>,
        others: Vec<Presence>,
        outbox: Outbox,
    ) -> Result<Writer, StoreError> {
        let (last_seq, _) = journal::head(&conn)?;
        let actor = options.who.actor();
        let last_at: Option<String> = conn
            .query_row("SELECT at FROM journal WHERE actor = ?1 ORDER BY seq DESC LIMIT 1", [&actor], |r| r.get(0))
            .optional()?;
        Ok(Writer {
            checked: place.size > CHECKED_SIZE,
            data_version: data_version(&conn)?,
            last_at: last_at.and_then(|at| Stamp::parse(&at)),
            conn,
            place,
            options,
            actor,
            session,
            read_only,
            outbox,
            queue: VecDeque::new(),
            ahead: VecDeque::new(),
            failing: None,
            last_seq,
            others,
        })
    }

    pub(super) fn path(&self) -> &Path {
        &self.place.path
    }

    /// Runs until told to end. A panic is told to the loop, with what waits in a rescue file.
    pub(super) fn guarded(&mut self, inbox: &Receiver<Message>) {
        if catch_unwind(AssertUnwindSafe(|| self.run(inbox))).is_err() {
            self.not_saved("the part of the program that saves has stopped; quit and open the file again".into());
        }
    }

    fn run(&mut self, inbox: &Receiver<Message>) {
        loop {
            match self.wait(inbox) {
                Next::Message(Message::Ask(Request::Quit)) | Next::Alone => {
                    self.leave(inbox);
                    return;
                }
                Next::Message(Message::Close(done)) => {
                    let all = self.leave(inbox);
                    let _ = done.send(all);
                    return;
                }
                Next::Message(Message::Flush(done)) => self.queue.push_back(Job::Flush(done)),
                Next::Message(Message::Ask(request)) => self.take(request),
                Next::Quiet if self.queue.is_empty() => self.check(),
                Next::Quiet => {}
            }
            self.work(inbox);
        }
    }

    fn wait(&mut self, inbox: &Receiver<Message>) -> Next {
        if let Some(message) = self.ahead.pop_front() {
            return Next::Message(message);
        }
        let limit = match (self.queue.is_empty(), self.checked) {
            (false, _) => RETRY,
            (true, false) => SETTLED,
            (true, true) => return inbox.recv().map_or(Next::Alone, Next::Message),
        };
        match inbox.recv_timeout(limit) {
            Ok(message) => Next::Message(message),
            Err(RecvTimeoutError::Timeout) => Next::Quiet,
            Err(RecvTimeoutError::Disconnected) => Next::Alone,
        }
    }

    /// Puts a request into the queue; the newest draft of a field replaces the one right before it.
    fn take(&mut self, request: Request) {
        let request = Arc::new(request);
        if let (Request::Draft(new), Some(Job::Do { request: last, .. })) = (&*request, self.queue.back_mut())
            && let Request::Draft(old) = &**last
            && (old.id, old.field) == (new.id, new.field)
        {
            *last = request;
            // The rescue file holds the older text.
            self.failing.iter_mut().for_each(|f| f.jobs = 0);
            return;
        }
        self.queue.push_back(Job::Do { request, tried: None });
    }

    /// Does what waits, up to the first thing that cannot be written now.
    fn work(&mut self, inbox: &Receiver<Message>) {
        while let Some(job) = self.queue.front_mut() {
            let done = match job {
                Job::Flush(done) => {
                    let _ = done.send(());
                    Ok(Vec::new())
                }
                Job::Do { request, tried } => {
                    let (request, mut before) = (request.clone(), tried.take());
                    let done = self.perform(&request, &mut before);
                    if let Some(Job::Do { tried, .. }) = self.queue.front_mut() {
                        *tried = before;
                    }
                    done
                }
            };
            match done {
                Ok(renamed) => {
                    self.queue.pop_front();
                    self.rename_waiting(&renamed, inbox);
                }
                Err(reason) => return self.not_saved(reason),
            }
        }
        if let Some(rescue) = self.failing.take().and_then(|f| f.rescue) {
            // All of it is in the file now; a stale copy would only mislead.
            let _ = std::fs::remove_file(rescue);
        }
    }

    /// Does one request. An error is the reason why it has to wait; everything else is told to the loop.
    fn perform(&mut self, request: &Request, tried: &mut Option<Written>) -> Result<Vec<(Id, Id)>, String> {
        let done = match request {
            Request::Save { change, at } => return self.save(change, *at, tried),
            Request::Undo { at } => self.back_or_forth(*at, How::Undid, tried),
            Request::Redo { at } => self.back_or_forth(*at, How::Redid, tried),
            Request::Load(kind) => rows::load(&self.conn, *kind, false)
                .map(|records| self.outbox.send(Reply::Loaded(*kind, records)))
                .map_err(Failure::from),
            Request::Draft(draft) => self.draft(draft),
            Request::DropDraft(id, field) => self.short(|conn, session| drafts::end(conn, *id, *field, session)),
            Request::Keep { key, value } => self.short(|conn, _| keep(conn, key, value)),
            Request::Changed => self.changed(),
            Request::Quit => Ok(()),
        };
        self.told(done).map(|()| Vec::new())
    }

    /// Tells the loop what was refused; what must wait stays an error.
    fn told(&self, done: Result<(), Failure>) -> Result<(), String> {
        match done {
            Ok(()) => {}
            Err(Failure::Keep(reason)) => return Err(reason),
            Err(Failure::Refused(why)) => self.outbox.send(Reply::Refused(why)),
            Err(Failure::Conflict { id, .. }) => {
                self.outbox.send(Reply::Refused(format!("{id} was changed meanwhile")));
            }
        }
        Ok(())
    }

    fn save(&mut self, change: &Change, at: Stamp, tried: &mut Option<Written>) -> Result<Vec<(Id, Id)>, String> {
        let failure = match self.step(at, tried, |conn, pen| apply::write(conn, change, Action::Do, pen)) {
            Ok(written) => {
                let renamed = written.renamed.clone();
                self.saved(written, at, How::Did);
                return Ok(renamed);
            }
            Err(Failure::Keep(reason)) => return Err(reason),
            Err(failure) => failure,
        };
        // Its records went into memory when the change was made; now they go back to what the file says.
        let (touched, gone) = self.as_in_file(change).map_err(|e| sentence(&e))?;
        let theirs = |id: Id| touched.iter().find(|r| r.id == id).cloned();
        let answer = match failure {
            Failure::Conflict { id, mine, who } => match theirs(id) {
                Some(theirs) => Reply::Conflict { label: change.label.clone(), id, mine, theirs, who },
                None => Reply::Refused(format!("not saved: “{}”: {id} is not in the file", change.label)),
            },
            Failure::Refused(why) | Failure::Keep(why) => {
                Reply::Refused(format!("not saved: “{}”: {why}", change.label))
            }
        };
        self.outbox.send(Reply::Back { touched, gone });
        self.outbox.send(answer);
        Ok(Vec::new())
    }

    fn back_or_forth(&mut self, at: Stamp, how: How, tried: &mut Option<Written>) -> Result<(), Failure> {
        let act = if how == How::Undid { undo::undo } else { undo::redo };
        let written = self.step(at, tried, |conn, pen| act(conn, pen))?;
        self.saved(written, at, how);
        Ok(())
    }

    fn saved(&mut self, written: Written, at: Stamp, how: How) {
        self.last_seq = written.seq;
        self.last_at = Some(at);
        let Written { seq, label, touched, renamed, .. } = written;
        self.outbox.send(Reply::Saved { seq, at, label, how, touched, renamed });
    }

    /// One step in one transaction: first what others did, then ours.
    fn step(
        &mut self,
        at: Stamp,
        tried: &mut Option<Written>,
        write: impl FnOnce(&Connection, &Pen<'_>) -> Result<Written, Failure>,
    ) -> Result<Written, Failure> {
        self.may_write()?;
        self.in_place()?;
        let tx = Transaction::new_unchecked(&self.conn, TransactionBehavior::Immediate)?;
        if let Some(before) = tried.take()
            && journal::contains(&tx, &before.hash)?.is_some()
        {
            return Ok(before);
        }
        let (replies, last) = news::read(&tx, self.last_seq)?;
        replies.into_iter().for_each(|reply| self.outbox.send(reply));
        self.last_seq = last;
        let warning = clock_went_back(self.last_at, at);
        if let Some(label) = &warning {
            journal::append(&tx, &Mark { at, actor: &self.actor, action: Action::Note, label }, &[])?;
        }
        let written = write(&tx, &Pen { at, actor: &self.actor, session: self.session })?;
        *tried = Some(written);
        tx.commit()?;
        warning.into_iter().for_each(|warning| self.outbox.send(Reply::Warning(warning)));
        tried.take().ok_or_else(|| Failure::Refused("the step was lost".into()))
    }

    fn draft(&mut self, draft: &Draft) -> Result<(), Failure> {
        let actor = self.actor.clone();
        self.may_write()?;
        self.short(|conn, session| drafts::keep(conn, draft, &actor, session))?;
        self.outbox.send(Reply::DraftSaved { id: draft.id, field: draft.field, at: draft.at });
        Ok(())
    }

    /// A short write outside the journal; without a session there is nothing to keep it for.
    fn short(&mut self, write: impl FnOnce(&Connection, i64) -> rusqlite::Result<()>) -> Result<(), Failure> {
        let Some(session) = self.session else { return Ok(()) };
        self.in_place()?;
        let tx = Transaction::new_unchecked(&self.conn, TransactionBehavior::Immediate)?;
        write(&tx, session)?;
        Ok(tx.commit()?)
    }

    fn may_write(&self) -> Result<(), Failure> {
        match &self.read_only {
            Some(why) => Err(Failure::Refused(format!("the file is open to read only: {why}"))),
            None => Ok(()),
        }
    }

    /// Whether the path still names the file that was opened; looks, never opens.
    fn in_place(&self) -> Result<(), Failure> {
        let path = self.place.path.display();
        match header::identity(&self.place.path) {
            Ok(identity) if identity == self.place.identity => Ok(()),
            Ok(_) => Err(Failure::Keep(format!("another file now lies at {path}"))),
            Err(_) => Err(Failure::Keep(format!("the file is no longer at {path}"))),
        }
    }

    /// The file changed: tell what others did and who is there.
    fn changed(&mut self) -> Result<(), Failure> {
        let version = data_version(&self.conn)?;
        if version == self.data_version {
            return Ok(());
        }
        let tx = self.conn.unchecked_transaction()?;
        let (replies, last) = news::read(&tx, self.last_seq)?;
        let others = session::others(&tx, self.session)?;
        drop(tx);
        self.data_version = version;
        self.last_seq = last;
        replies.into_iter().for_each(|reply| self.outbox.send(reply));
        if others != self.others {
            self.others = others;
            self.outbox.send(Reply::Present(self.others.clone()));
        }
        Ok(())
    }

    /// The records of a change as they are in the file, and those that are not in it.
    fn as_in_file(&self, change: &Change) -> rusqlite::Result<(Vec<Record>, Vec<Id>)> {
        let mut ids: Vec<Id> = change.edits.iter().map(|e| e.id()).collect();
        ids.sort_unstable();
        ids.dedup();
        let (mut touched, mut gone) = (Vec::new(), Vec::new());
        for id in ids {
            match rows::read(&self.conn, id)? {
                Some(record) => touched.push(record),
                None => gone.push(id),
            }
        }
        Ok((touched, gone))
    }

    /// What was sent before the loop heard of the new ids still names the old ones.
    fn rename_waiting(&mut self, renamed: &[(Id, Id)], inbox: &Receiver<Message>) {
        if renamed.is_empty() {
            return;
        }
        self.ahead.extend(inbox.try_iter());
        let new = |id: Id| renamed.iter().find(|(old, _)| *old == id).map_or(id, |(_, new)| *new);
        let queued = self.queue.iter_mut().filter_map(|job| match job {
            Job::Do { request, .. } => Some(Arc::make_mut(request)),
            Job::Flush(_) => None,
        });
        let ahead = self.ahead.iter_mut().filter_map(|message| match message {
            Message::Ask(request) => Some(request),
            _ => None,
        });
        for request in queued.chain(ahead) {
            match request {
                Request::Save { change, .. } => *change = apply::rename(change, renamed),
                Request::Draft(draft) => draft.id = new(draft.id),
                Request::DropDraft(id, _) => *id = new(*id),
                _ => {}
            }
        }
    }

    /// Keeps a rescue file of what waits, and tells the loop when there is something new to tell.
    fn not_saved(&mut self, reason: String) {
        let waiting = || {
            self.queue.iter().filter_map(|job| match job {
                Job::Do { request, .. } if rescue::holds_text(request) => Some(&**request),
                _ => None,
            })
        };
        let Some(first) = waiting().next() else {
            return self.only_waiting(reason);
        };
        let jobs = waiting().count();
        let known = self.failing.as_ref();
        let same = known.is_some_and(|f| f.reason == reason && f.jobs == jobs);
        if same {
            return;
        }
        let since = known.map(|f| f.since).or(at(first)).unwrap_or(self.options.now);
        let folder = self.options.rescue.clone().or_else(rescue::folder);
        let rescue = rescue::write(folder.as_deref(), &self.place.path, self.options.who.pid, &reason, waiting());
        self.outbox.send(Reply::NotSaved { since, reason: reason.clone(), rescue: rescue.clone() });
        self.failing = Some(Failing { since, reason, rescue, jobs });
    }

    /// Nothing typed is at stake, but something asked for cannot be done yet.
    fn only_waiting(&mut self, reason: String) {
        if self.failing.as_ref().is_some_and(|f| f.reason == reason) {
            return;
        }
        self.outbox.send(Reply::Warning(format!("waiting for the file: {reason}")));
        self.failing = Some(Failing { since: self.options.now, reason, rescue: None, jobs: 0 });
    }

    /// Checks the whole file, once, when the first requests are done.
    fn check(&mut self) {
        if std::mem::replace(&mut self.checked, true) {
            return;
        }
        if let Verified::Broken { why, .. } | Verified::Unreadable { why } = verify::check(&self.conn, schema::VERSION)
        {
            let advice = "Keep a copy of the file as it is; `aims verify` says more";
            self.outbox.send(Reply::Warning(format!("the file is not what was saved: {why}. {advice}")));
        }
    }

    /// One last try, then the session's row goes. Says whether everything is on disk.
    fn leave(&mut self, inbox: &Receiver<Message>) -> bool {
        self.work(inbox);
        let all = self.queue.iter().all(|job| match job {
            Job::Do { request, .. } => !rescue::holds_text(request),
            Job::Flush(_) => true,
        });
        // A row that stays is cleared by the next session of this host.
        let _ = self.short(session::leave);
        self.session = None;
        all
    }
}

fn keep(conn: &Connection, key: &str, value: &str) -> rusqlite::Result<()> {
    conn.prepare_cached(
        "INSERT INTO setting (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    )?
    .execute(params![key, value])?;
    Ok(())
}

fn data_version(conn: &Connection) -> rusqlite::Result<i64> {
    conn.pragma_query_value(None, "data_version", |r| r.get(0))
}

fn at(request: &Request) -> Option<Stamp> {
    match request {
        Request::Save { at, .. } | Request::Undo { at } | Request::Redo { at } => Some(*at),
        Request::Draft(draft) => Some(draft.at),
        _ => None,
    }
}

/// A sentence if the clock stands before the last step of the same person; order is by number and stays right.
fn clock_went_back(last: Option<Stamp>, at: Stamp) -> Option<String> {
    let back = last?.utc - at.utc;
    (back > CLOCK_SLACK).then(|| format!("the clock went back by {} min since the last save", (back + 59) / 60))
}
