//! Coming into a file: it is looked at as a whole behind the first screen, and nothing is written before that. What is
//! typed meanwhile waits, and is kept beside it.

use super::{Job, Writer};
use crate::store::{
    BESIDE, Copied, Message, Reply, Request, Verified,
    checking::{self, Checking},
};
use rusqlite::Connection;
use std::{
    sync::mpsc::{Receiver, Sender},
    time::{Duration, Instant},
};

/// A look at the whole file that is through by then keeps nothing beside it.
pub(super) const AT_ONCE: Duration = Duration::from_millis(100);

/// How far coming into the file is; before its end nothing is written.
pub(super) enum Entry {
    /// The whole file is to be looked at as soon as what the first screen needs is read.
    Wanted(Option<Sender<Message>>),
    Checking {
        /// Dropping it ends the look.
        _look: Checking,
        since: Instant,
        /// The copy of what waits, and when it was looked at last.
        copy: Option<Copied>,
        kept: Instant,
    },
    Done,
}

impl Writer {
    /// Nothing is written before the whole file was looked at, behind the first screen.
    pub(in crate::store) fn checks_first(&mut self) {
        self.entry = Entry::Wanted(None);
        self.checked = true;
    }
    pub(in crate::store) fn will_check(&mut self, told: &Sender<Message>) {
        if let Entry::Wanted(sender) = &mut self.entry {
            *sender = Some(told.clone());
        }
    }

    pub(super) fn is_checking(&self) -> bool {
        matches!(self.entry, Entry::Checking { .. })
    }
    /// Begins to look at the whole file if nothing is asked for; otherwise what is.
    pub(super) fn begin_when_idle(&mut self, conn: &Connection, inbox: &Receiver<Message>) -> Option<Message> {
        if !matches!(self.entry, Entry::Wanted(_)) {
            return None;
        }
        let message = inbox.try_recv().ok();
        if message.is_none() {
            match (self.file.place.size <= checking::SMALL).then(|| checking::at_once(conn)).flatten() {
                Some(found) => {
                    self.came_in(conn, found);
                    self.work(conn);
                }
                None => self.begin_check(conn),
            }
        }
        message
    }

    /// What can be done next: the first thing; before the whole file was looked at, the first that only reads.
    pub(super) fn next_job(&self) -> Option<usize> {
        let reads = |job: &Job| match job {
            Job::Do { request, .. } => {
                matches!(**request, Request::Load(_) | Request::Reasons | Request::Round(_) | Request::Changed)
            }
            Job::Flush(_) => false,
        };
        match self.entry {
            Entry::Done => (!self.queue.is_empty()).then_some(0),
            _ => self.queue.iter().position(reads),
        }
    }

    /// Begins to look at the whole file.
    pub(super) fn begin_check(&mut self, conn: &Connection) {
        let Entry::Wanted(Some(told)) = std::mem::replace(&mut self.entry, Entry::Done) else { return };
        let place = &self.file.place;
        match checking::begin(place.path.clone(), place.guard.clone(), told) {
            Ok(look) => {
                let now = Instant::now();
                self.entry = Entry::Checking { _look: look, since: now, copy: None, kept: now };
            }
            Err(error) => self.came_in(conn, Verified::Unreadable { why: error.to_string() }),
        }
    }

    /// The whole file was looked at: from now on it is written, first what waited.
    pub(super) fn came_in(&mut self, conn: &Connection, found: Verified) {
        self.entry = Entry::Done;
        let came = self.file.came_in(conn, found);
        self.outbox.send(Reply::Entered(Box::new(came)));
    }

    /// What is typed while the whole file is looked at is kept beside it.
    pub(super) fn keep_beside(&mut self) {
        let Entry::Checking { since, copy, kept, .. } = &mut self.entry else { return };
        if since.elapsed() < AT_ONCE || copy.is_some() && kept.elapsed() < BESIDE || !self.unconfirmed.has_work() {
            return;
        }
        *kept = Instant::now();
        match self.unconfirmed.keep("the file was being checked") {
            Some(made) if copy.as_ref() != Some(&made) => {
                *copy = Some(made.clone());
                self.outbox.send(Reply::Beside(made));
            }
            Some(_) => {}
            None => {
                let reason = "the file is being checked, and no copy can be made meanwhile".to_string();
                self.outbox.send(Reply::NotSaved { since: self.options.now, reason, rescue: None });
            }
        }
    }

    /// What is typed waits for the look at the whole file as long as leaving may take; without it the look is given up.
    pub(super) fn end_check(&mut self, conn: &Connection, inbox: &Receiver<Message>, end: Instant) {
        while matches!(self.entry, Entry::Checking { .. }) && self.unconfirmed.has_work() {
            match inbox.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(Message::Checked(found)) => self.came_in(conn, found),
                Ok(Message::Ask(request, heard, number)) => self.take(request, heard, number),
                Ok(Message::Flush(done)) => self.queue.push_back(Job::Flush(done)),
                // Whoever else waits for the end is answered at the end.
                Ok(Message::Close(done)) => self.closers.push(done),
                Err(_) => break,
            }
        }
        if !matches!(self.entry, Entry::Done) {
            // Nobody signed in, so nothing is written any more: what was typed is in the copy.
            self.file.entering = None;
            self.entry = if self.unconfirmed.has_work() { Entry::Wanted(None) } else { Entry::Done };
        }
    }
}
