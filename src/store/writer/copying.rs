//! Copies that the thread that writes makes by itself: that of the day between the saves, and one before an import.

use super::{Job, Next, Writer, within};
use crate::{
    domain::gate::Road,
    store::{
        Message, OpenOptions, Reply, Request,
        backup::{self, OfDay, Rest, Source},
        file::OpenFile,
    },
};
use rusqlite::Connection;
use std::sync::mpsc::Receiver;

impl Writer {
    /// Checks the whole file, once, when the first requests are done, and then makes the copy of the day; true if the end
    /// came meanwhile.
    pub(super) fn settle(&mut self, conn: &Connection, inbox: &Receiver<Message>) -> bool {
        if !std::mem::replace(&mut self.checked, true) {
            self.file.check(conn);
        }
        let now = self.options.now;
        let Some(folder) = self.copies.as_mut().and_then(|copies| copies.wanted(now)) else { return false };
        let mut ended = false;
        let read = backup::pages_of(conn, &folder, &mut |rest| {
            ended = self.between(conn, inbox, rest);
            !ended
        });
        match (read, &mut self.copies) {
            (Ok(Some(read)), Some(copies)) if !ended => copies.finish(read, now, &self.outbox),
            (Err(error), _) if !ended => {
                let why = backup::not_made("of the day", &backup::clause(error));
                self.outbox.send(Reply::Warning(why));
            }
            _ => {}
        }
        ended
    }

    /// Between two steps of a copy all that is asked for is done; true if the end came.
    fn between(&mut self, conn: &Connection, inbox: &Receiver<Message>, rest: Rest) -> bool {
        loop {
            let next = within(inbox, self.again().unwrap_or(rest.time()));
            let quiet = matches!(next, Next::Quiet);
            if self.turn(conn, next, inbox) {
                return true;
            }
            if quiet && self.queue.is_empty() {
                return false;
            }
        }
    }

    /// Makes a copy before the first thing that waits, if that is an import.
    pub(super) fn copy_before_import(&mut self, at: usize) {
        let Some(Job::Do { request, number, .. }) = self.queue.get(at) else { return };
        let Request::Save { change, at } = &**request else { return };
        let Some(copies) = self.copies.as_ref().filter(|_| change.road == Road::Import) else { return };
        if self.copied_for.replace(*number) != Some(*number)
            && let Err(why) = copies.before_import(*at)
        {
            self.outbox.send(Reply::Warning(why));
        }
    }
}

/// Who writes into a file has copies made of it.
pub(super) fn copies(file: &OpenFile, options: &OpenOptions) -> Option<OfDay> {
    let all = options.copies.as_ref().filter(|_| file.read_only.is_none() && file.past.is_none())?;
    let of = Source { path: file.place.path.clone(), guard: file.place.guard.clone() };
    Some(OfDay::new(of, backup::folder_of(&file.place.path, all)))
}
