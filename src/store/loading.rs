//! What the loop asks to be read: the records of a kind, the reasons of steps, the past of a round.

use super::{
    Reply,
    error::{Failure, sentence},
    file::OpenFile,
    journal, past,
    rows::{self, Known, Texts},
};
use crate::domain::{Id, Kind, Record};
use rusqlite::{Connection, Transaction};
use std::mem::take;

/// Records that are read at once, and those after which the file is let go for a moment, so that nobody else's save
/// waits for a long load.
const SLICE: usize = 500;
const AT_ONCE: usize = 2_000;

impl OpenFile {
    /// Reads all records of these kinds. What cannot be read is a warning, since a register without rows only looks
    /// empty; it is not tried again, so that what is typed does not wait behind it. What another program holds is read
    /// again from the first kind that was not told.
    pub(super) fn load(&mut self, kinds: &[Kind]) -> Result<(), Failure> {
        let mut taken = match self.past {
            None => Some(Taken::of(&self.conn, kinds)?),
            Some(_) => None,
        };
        while let Some(kind) = kinds.get(self.loaded).copied() {
            let loaded = match (self.past, &mut taken) {
                (Some(seq), _) => past::load(&self.conn, kind, seq, false),
                (None, Some(taken)) => taken.load(kind),
                (None, None) => Ok(Vec::new()),
            };
            let unread = |why| format!("the {} cannot be read and are not shown: {why}", kind.spec().plural);
            self.answer(loaded, |records| Reply::Loaded(kind, records), unread)?;
            self.loaded += 1;
        }
        drop(taken);
        self.loaded = 0;
        Ok(())
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

/// The file, taken once for the records of many kinds.
struct Taken<'a> {
    conn: &'a Connection,
    tx: Option<Transaction<'a>>,
    /// The kinds of which there are rows: a statement for each of the others would be made for nothing.
    filled: Vec<Kind>,
    read: usize,
}

impl<'a> Taken<'a> {
    fn of(conn: &'a Connection, kinds: &[Kind]) -> rusqlite::Result<Taken<'a>> {
        let tx = Some(conn.unchecked_transaction()?);
        let filled = match rows::filled(conn, kinds) {
            Err(error) if is_busy(&error) => return Err(error),
            // A table that is damaged is found where it is read, and the others are read.
            found => found.unwrap_or_else(|_| kinds.to_vec()),
        };
        Ok(Taken { conn, tx, filled, read: 0 })
    }

    fn load(&mut self, kind: Kind) -> rusqlite::Result<Vec<Record>> {
        let (mut records, mut known): (Vec<Record>, _) = (Vec::new(), Known::default());
        while self.filled.contains(&kind) {
            if self.read >= AT_ONCE {
                self.read = 0;
                drop(take(&mut self.tx));
                self.tx = Some(self.conn.unchecked_transaction()?);
            }
            let after = records.last().map_or(0, |r| r.id.n);
            let slice = rows::slice(self.conn, kind, Texts::Left, (after, SLICE as i64), &mut known)?;
            self.read += slice.len();
            let is_last = slice.len() < SLICE;
            if records.is_empty() {
                records = slice
            } else {
                records.extend(slice)
            }
            if is_last {
                break;
            }
        }
        records.shrink_to_fit();
        Ok(records)
    }
}

fn is_busy(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode as Code;
    matches!(error.sqlite_error_code(), Some(Code::DatabaseBusy | Code::DatabaseLocked))
}
