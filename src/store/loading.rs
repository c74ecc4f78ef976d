//! What the loop asks to be read: the records of a kind, the reasons of steps, the past of a round.

use super::{
    Reply,
    error::{Failure, sentence},
    file::OpenFile,
    journal, past, rows,
};
use crate::domain::{Id, Kind};

impl OpenFile {
    /// Reads all records of a kind. What cannot be read is a warning, since a register without rows only looks empty;
    /// it is not tried again, so that what is typed does not wait behind it.
    pub(super) fn load(&mut self, kind: Kind) -> Result<(), Failure> {
        let loaded = match self.past {
            None => rows::load(&self.conn, kind, rows::Texts::Left),
            Some(seq) => past::load(&self.conn, kind, seq, false),
        };
        let unread = |why| format!("the {} cannot be read and are not shown: {why}", kind.spec().plural);
        self.answer(loaded, |records| Reply::Loaded(kind, records), unread)
    }

    /// Reads the reasons that were given with steps.
    pub(super) fn reasons(&mut self) -> Result<(), Failure> {
        let found = journal::reasons(&self.conn, self.past.unwrap_or(i64::MAX as u64));
        self.answer(found, Reply::Reasons, |why| format!("the reasons of steps cannot be read: {why}"))
    }

    /// Reads the past of a round.
    pub(super) fn round(&mut self, id: Id) -> Result<(), Failure> {
        let found = past::round(&self.conn, id, self.past.unwrap_or(u64::MAX));
        let told = |found| Reply::Round(Box::new(found));
        self.answer(found, told, |why| format!("the past of {id} cannot be read: {why}"))
    }

    /// Tells what was read, or warns that it cannot be; what is busy is read again.
    fn answer<T>(
        &self,
        read: rusqlite::Result<T>,
        told: impl FnOnce(T) -> Reply,
        unread: impl FnOnce(String) -> String,
    ) -> Result<(), Failure> {
        match read {
            Ok(found) => self.outbox.send(told(found)),
            Err(error) if is_busy(&error) => return Err(error.into()),
            Err(error) => {
                self.outbox.send(Reply::Warning(format!("{}; keep the file as it is", unread(sentence(&error)))));
            }
        }
        Ok(())
    }
}

fn is_busy(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode as Code;
    matches!(error.sqlite_error_code(), Some(Code::DatabaseBusy | Code::DatabaseLocked))
}
