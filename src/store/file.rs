//! The open file as the writing thread has it: one request, one transaction, and what is told about it.
//!
//! Waits for nothing and keeps nothing back; `writer` does that with whatever comes back as "not now".

use super::{
    Draft, OpenOptions, Outbox, Presence, Renamed, Reply, Request, StepOrigin, StoreError, adopt,
    apply::{self, Pen, Written},
    drafts,
    error::{Failure, sentence},
    guard::Guard,
    header::Identity,
    journal::{self, Action, Hash, Mark},
    near, news, rescue, rows, schema, session, settings, undo,
    verify::{self, Verified},
    windows::Windows,
};
use crate::domain::{Change, Id, Record, Stamp, gate::OpenDraft};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};
use std::{path::PathBuf, sync::Arc, time::Duration};

/// A clock may lag behind by this many seconds before it is said to have gone back.
const CLOCK_SLACK: i64 = 60;

/// Where the file is.
pub(super) struct Place {
    pub path: PathBuf,
    pub identity: Identity,
    pub size: u64,
    /// Outlives the connection.
    pub guard: Arc<Guard>,
}

/// What this session knows of its file. The one writing connection is handed to it: a copy is read through it meanwhile.
pub(super) struct OpenFile {
    pub(super) place: Place,
    /// The step whose records are shown, if not the last one.
    pub(super) past: Option<u64>,
    pub(super) actor: String,
    pub(super) session: Option<i64>,
    /// How to sign in, where that waits for the first thing that a person writes.
    pub(super) entering: Option<(OpenOptions, bool, bool)>,
    /// It was to sign in, and another program held the file.
    pub(super) late: bool,
    pub(super) read_only: Option<String>,
    pub(super) outbox: Outbox,
    /// The last journal entry that the loop has heard of.
    pub(super) last_seq: u64,
    /// Its hash: if the file says otherwise, another one was put over it.
    pub(super) last_hash: Hash,
    /// The steps that this session wrote, by number: what an older copy put over the file would take away.
    pub(super) wrote: Vec<(u64, Arc<Request>)>,
    /// Where a whole copy lies, if the file is no longer in its place.
    pub(super) whole_copy: Option<PathBuf>,
    /// When this actor wrote last.
    last_at: Option<Stamp>,
    pub(super) data_version: i64,
    pub(super) others: Vec<Presence>,
    /// What other sessions are typing, as the loop was told.
    pub(super) theirs: Vec<OpenDraft>,
    /// Where a change that is refused for good is kept for its author.
    pub(super) rescue: Option<PathBuf>,
    /// How long the last request that writes took.
    pub(super) took: Duration,
    /// How many kinds of a request to load were told before another program held the file.
    pub(super) loaded: usize,
    windows: Windows,
}

/// New ids that a step gave, old and new.
pub(super) type Renames = Vec<(Id, Id)>;

impl OpenFile {
    pub(super) fn new(
        conn: &Connection,
        place: Place,
        options: &OpenOptions,
        session: Option<i64>,
        read_only: Option<String>,
        outbox: Outbox,
    ) -> Result<OpenFile, StoreError> {
        // The file is taken and let go once for all of it.
        let tx = conn.unchecked_transaction()?;
        let (last_seq, last_hash) = journal::head(conn)?;
        let actor = options.who.actor();
        let last_at: Option<String> = conn
            .query_row(
                "SELECT e.at FROM entry e JOIN word w ON w.n = e.actor
                 WHERE e.seq > (SELECT coalesce(max(seq), 0) - 1000 FROM entry) AND w.text = ?1
                 ORDER BY e.seq DESC LIMIT 1",
                [&actor],
                |r| r.get(0),
            )
            .optional()?;
        let (others, theirs) = (session::others(conn, session)?, drafts::of_others(conn, session)?);
        let data_version = data_version(conn)?;
        drop(tx);
        Ok(OpenFile {
            last_at: last_at.and_then(|at| Stamp::parse(&at)),
            data_version,
            others,
            theirs,
            place,
            past: None,
            actor,
            session,
            entering: None,
            late: false,
            read_only,
            outbox,
            last_seq,
            last_hash,
            wrote: Vec::new(),
            whole_copy: None,
            rescue: options.rescue.clone().or_else(rescue::folder),
            took: Duration::ZERO,
            loaded: 0,
            windows: Windows::at(last_seq),
        })
    }

    pub(super) fn others(&self) -> &[Presence] {
        &self.others
    }

    /// Does one request. An error is the reason why it has to wait; everything else is told to the loop.
    pub(super) fn perform(
        &mut self,
        conn: &Connection,
        request: &Arc<Request>,
        tried: &mut Option<Written>,
        notice: &impl Fn(Renames) -> Renamed,
        confirmed: &dyn Fn(),
    ) -> Result<Renames, String> {
        let done = match &**request {
            Request::Save { change, at } => {
                // Told right before the answer, so that whoever reads it finds the list as it is.
                let told = |renames| {
                    confirmed();
                    notice(renames)
                };
                return self.save(conn, request, (change, *at), tried, &told);
            }
            Request::Undo { at, because } => {
                self.back_or_forth(conn, (*at, StepOrigin::Undid), because.as_deref(), tried, confirmed)
            }
            Request::Redo { at, because } => {
                self.back_or_forth(conn, (*at, StepOrigin::Redid), because.as_deref(), tried, confirmed)
            }
            Request::Load(kinds) => self.load(conn, kinds),
            Request::Reasons => self.reasons(conn),
            Request::Round(id) => self.round(conn, *id),
            Request::Draft(draft) => match self.draft(conn, draft, confirmed) {
                Err(Failure::Refused(why)) => Err(self.refuse_typed(request, &why)),
                other => other,
            },
            Request::DropDraft(id, field) => self.short(conn, |conn, session| drafts::end(conn, *id, *field, session)),
            // Where a person came to rest is no reason to write into a file that is not what was saved.
            Request::Keep { key, .. } if self.entering.is_some() && !settings::is_typed(key) => Ok(()),
            Request::Keep { key, value } => self.keep(conn, request, (key, value)),
            Request::Changed => self.signs_in_late(conn).and_then(|()| self.changed(conn)),
            Request::TakenBack(copy) => {
                rescue::remove(copy);
                self.short(conn, |conn, _| adopt::forget_taken_back(conn))
            }
            Request::Quit => Ok(()),
        };
        self.told(done).map(|()| Vec::new())
    }

    /// Tells the loop what was refused; what must wait stays an error.
    fn told(&self, done: Result<(), Failure>) -> Result<(), String> {
        match done {
            Ok(()) => {}
            Err(Failure::Keep(reason)) => return Err(reason),
            Err(Failure::Refused(why) | Failure::Asks(why)) => self.outbox.send(Reply::Refused(why)),
            Err(Failure::Conflict { id, .. }) => {
                self.outbox.send(Reply::Refused(format!("{id} was changed meanwhile")));
            }
        }
        Ok(())
    }

    fn save(
        &mut self,
        conn: &Connection,
        request: &Arc<Request>,
        (change, at): (&Change, Stamp),
        tried: &mut Option<Written>,
        notice: &impl Fn(Renames) -> Renamed,
    ) -> Result<Renames, String> {
        if change.is_empty() {
            let done = change
                .ends_draft
                .map_or(Ok(()), |(id, field)| self.short(conn, |conn, session| drafts::end(conn, id, field, session)));
            return self.told(done).map(|()| Vec::new());
        }
        let failure = match self.step(conn, at, tried, |conn, pen| {
            let named = apply::named(conn, change)?;
            near::ask(conn, &named.0, pen.at, pen.actor)?;
            adopt::note_taken_back(conn, change)?;
            apply::write(conn, named, Action::Do, pen)
        }) {
            Ok(written) => {
                let renamed = written.renamed.clone();
                self.remember(written.seq, request);
                self.saved(written, at, StepOrigin::Did, notice);
                return Ok(renamed);
            }
            Err(Failure::Keep(reason)) => return Err(reason),
            Err(failure) => failure,
        };
        // Its records went into memory when the change was made; now they go back to what the file says.
        let (touched, gone) = self.as_in_file(conn, change).map_err(|e| sentence(&e))?;
        let theirs = |id: Id| touched.iter().find(|r| r.id == id).cloned();
        let answer = match failure {
            Failure::Conflict { id, mine, who } => match theirs(id) {
                Some(theirs) => {
                    let rest = change.edits.iter().filter(|edit| edit.id() != id).cloned().collect();
                    Reply::Conflict { label: change.label.clone(), id, mine, theirs, who, rest }
                }
                None => self.refused_reply(conn, change, at, &format!("{id} is not in the file")),
            },
            Failure::Asks(why) => {
                // The screen knew less of what others are typing than the file does.
                let theirs = drafts::of_others(conn, self.session).map_err(|e| sentence(&e))?;
                self.tell_theirs(theirs);
                self.refused_reply(conn, change, at, &format!("{why} Do it again and give a reason"))
            }
            Failure::Refused(why) | Failure::Keep(why) => self.refused_reply(conn, change, at, &why),
        };
        self.outbox.send(Reply::Back { touched, gone });
        self.outbox.send(answer);
        Ok(Vec::new())
    }

    fn back_or_forth(
        &mut self,
        conn: &Connection,
        (at, how): (Stamp, StepOrigin),
        because: Option<&str>,
        tried: &mut Option<Written>,
        confirmed: &dyn Fn(),
    ) -> Result<(), Failure> {
        if how == StepOrigin::Undid {
            self.windows.look(conn, &self.actor)?;
        }
        let act = if how == StepOrigin::Undid { undo::undo } else { undo::redo };
        let written = match self.step(conn, at, tried, |conn, pen| act(conn, pen, because)) {
            Err(Failure::Asks(question)) => {
                self.outbox.send(Reply::Asks { how, question });
                return Ok(());
            }
            other => other?,
        };
        confirmed();
        self.saved(written, at, how, &Renamed::from);
        Ok(())
    }

    fn saved(&mut self, written: Written, at: Stamp, how: StepOrigin, notice: &impl Fn(Renames) -> Renamed) {
        (self.last_seq, self.last_hash) = (written.seq, written.hash);
        self.last_at = Some(at);
        self.windows.made(written.seq);
        let Written { seq, label, touched, renamed, .. } = written;
        let renamed = notice(renamed);
        self.outbox.send(Reply::Saved { seq, at, label, how, touched, renamed });
    }

    /// One step in one transaction: first what others did, then ours.
    fn step(
        &mut self,
        conn: &Connection,
        at: Stamp,
        tried: &mut Option<Written>,
        write: impl FnOnce(&Connection, &Pen<'_>) -> Result<Written, Failure>,
    ) -> Result<Written, Failure> {
        self.may_write()?;
        self.in_place()?;
        self.sign_in(conn)?;
        let tx = Transaction::new_unchecked(conn, TransactionBehavior::Immediate)?;
        if let Some(before) = tried.take()
            && journal::contains(&tx, &before.hash)?.is_some()
        {
            return Ok(before);
        }
        if let Some(why) = upgraded(&tx)? {
            drop(tx);
            return Err(self.becomes_read_only(why));
        }
        if let Some(found) = self.went_back(&tx)? {
            drop(tx);
            return Err(self.fell_back(found));
        }
        let (replies, last) = news::read(&tx, self.last_seq)?;
        replies.into_iter().for_each(|reply| self.outbox.send(reply));
        (self.last_seq, self.last_hash) = (last, journal::head(&tx)?.1);
        let warning = clock_went_back(self.last_at, at);
        if let Some(label) = warning.as_deref() {
            journal::append(&tx, &Mark::new(at, &self.actor, Action::Note, label), &[])?;
        }
        let written = write(&tx, &Pen { at, actor: &self.actor, session: self.session })?;
        *tried = Some(written);
        tx.commit()?;
        warning.into_iter().for_each(|warning| self.outbox.send(Reply::Warning(warning)));
        tried.take().ok_or_else(|| Failure::Refused("the step was lost".into()))
    }

    fn draft(&mut self, conn: &Connection, draft: &Draft, confirmed: &dyn Fn()) -> Result<(), Failure> {
        let actor = self.actor.clone();
        self.may_write()?;
        self.short(conn, |conn, session| drafts::keep(conn, draft, &actor, session))?;
        confirmed();
        self.outbox.send(Reply::DraftSaved { id: draft.id, field: draft.field, at: draft.at });
        Ok(())
    }

    /// A short write outside the journal; without a session there is nothing to keep it for.
    pub(super) fn short(
        &mut self,
        conn: &Connection,
        write: impl FnOnce(&Connection, i64) -> rusqlite::Result<()>,
    ) -> Result<(), Failure> {
        self.sign_in(conn)?;
        let Some(session) = self.session else { return Ok(()) };
        self.in_place()?;
        let tx = Transaction::new_unchecked(conn, TransactionBehavior::Immediate)?;
        if let Some(why) = upgraded(&tx)? {
            drop(tx);
            return Err(self.becomes_read_only(why));
        }
        write(&tx, session)?;
        Ok(tx.commit()?)
    }

    pub(super) fn may_write(&self) -> Result<(), Failure> {
        match &self.read_only {
            Some(why) => Err(Failure::Refused(format!("the file is open to read only: {why}"))),
            None => Ok(()),
        }
    }

    pub(super) fn tell_theirs(&mut self, theirs: Vec<OpenDraft>) {
        if theirs != self.theirs {
            self.theirs = theirs;
            self.outbox.send(Reply::Drafts(self.theirs.clone()));
        }
    }

    /// The records of a change as they are in the file, and those that are not in it.
    fn as_in_file(&self, conn: &Connection, change: &Change) -> rusqlite::Result<(Vec<Record>, Vec<Id>)> {
        let mut ids: Vec<Id> = change.edits.iter().map(|e| e.id()).collect();
        ids.sort_unstable();
        ids.dedup();
        let (mut touched, mut gone) = (Vec::new(), Vec::new());
        for id in ids {
            match rows::read(conn, id)? {
                Some(record) => touched.push(record),
                None => gone.push(id),
            }
        }
        Ok((touched, gone))
    }

    /// Checks the whole file and warns if it is not what was saved.
    pub(super) fn check(&self, conn: &Connection) {
        let version = schema::version(conn).unwrap_or(schema::VERSION);
        let warning = match verify::check(conn, version) {
            Verified::Ok { .. } => return,
            Verified::Unreadable { why } => format!("the file could not be checked: {why}"),
            Verified::Broken { why, .. } => {
                let advice = "Keep a copy of the file as it is; `aims verify` says more";
                format!("the file is not what was saved: {why}. {advice}")
            }
        };
        self.outbox.send(Reply::Warning(warning));
    }
}

/// Why a program of this version must not write into the file any more.
fn upgraded(conn: &Connection) -> rusqlite::Result<Option<String>> {
    let found = schema::version(conn)?;
    let why =
        || format!("a newer aims brought the file to version {found} meanwhile; quit, update aims, open it again");
    Ok((found != schema::VERSION).then(why))
}

pub(super) fn data_version(conn: &Connection) -> rusqlite::Result<i64> {
    conn.pragma_query_value(None, "data_version", |r| r.get(0))
}

/// A sentence if the clock stands before the last step of the same person; order is by number and stays right.
fn clock_went_back(last: Option<Stamp>, at: Stamp) -> Option<String> {
    let back = last?.utc - at.utc;
    (back > CLOCK_SLACK).then(|| format!("the clock went back by {} min since the last save", (back + 59) / 60))
}
