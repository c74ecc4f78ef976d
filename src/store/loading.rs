//! What the loop asks to be read: the records of a kind, the past of a round.

use super::{
    Reply,
    error::{Failure, sentence},
    file::OpenFile,
    past, rows,
};
use crate::domain::{Id, Kind};

impl OpenFile {
    /// Reads all records of a kind. What cannot be read is a warning, since a register without rows only looks empty;
    /// it is not tried again, so that what is typed does not wait behind it.
    pub(super) fn load(&mut self, kind: Kind) -> Result<(), Failure> {
        let loaded = match self.past {
            None => rows::load(&self.conn, kind, false),
            Some(seq) => past::load(&self.conn, kind, seq, false),
        };
        match loaded {
            Ok(records) => self.outbox.send(Reply::Loaded(kind, records)),
            Err(error) if is_busy(&error) => return Err(error.into()),
            Err(error) => {
                let (what, why) = (kind.spec().plural, sentence(&error));
                let text = format!("the {what} cannot be read and are not shown: {why}; keep the file as it is");
                self.outbox.send(Reply::Warning(text));
            }
        }
        Ok(())
    }

    /// Reads the past of a round.
    pub(super) fn round(&mut self, id: Id) -> Result<(), Failure> {
        match past::round(&self.conn, id, self.past.unwrap_or(u64::MAX)) {
            Ok(found) => self.outbox.send(Reply::Round(Box::new(found))),
            Err(error) if is_busy(&error) => return Err(error.into()),
            Err(error) => {
                let text = format!("the past of {id} cannot be read: {}; keep the file as it is", sentence(&error));
                self.outbox.send(Reply::Warning(text));
            }
        }
        Ok(())
    }
}

fn is_busy(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode as Code;
    matches!(error.sqlite_error_code(), Some(Code::DatabaseBusy | Code::DatabaseLocked))
}
