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
    pub(super) fn load(&mut self, conn: &Connection, kinds: &[Kind]) -> Result<(), Failure> {
        let mut taken = match self.past {
            None => Some(Taken::of(conn, kinds)?),
            Some(_) => None,
        };
        while let Some(kind) = kinds.get(self.loaded).copied() {
            let loaded = match (self.past, &mut taken) {
                (Some(seq), _) => past::load(conn, kind, seq, false),
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
    pub(super) fn reasons(&mut self, conn: &Connection) -> Result<(), Failure> {
        let found = journal::reasons(conn, self.past.unwrap_or(i64::MAX as u64));
        self.answer(found, Reply::Reasons, |why| format!("the reasons of steps cannot be read: {why}"))
    }

    /// Reads the past of a round.
    pub(super) fn round(&mut self, conn: &Connection, id: Id) -> Result<(), Failure> {
        let found = past::round(conn, id, self.past.unwrap_or(u64::MAX));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::schema;
    use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
    use std::sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    };

    #[test]
    fn only_the_columns_of_kinds_that_have_records_are_asked_for() {
        let mut conn = Connection::open_in_memory().unwrap();
        schema::make(&conn).unwrap();
        let asked = Arc::new(AtomicUsize::new(0));
        let count = asked.clone();
        let counting = move |context: AuthContext<'_>| {
            if let AuthAction::Read { .. } = context.action {
                count.fetch_add(1, Ordering::Relaxed);
            }
            Authorization::Allow
        };
        conn.authorizer(Some(counting)).unwrap();
        let load = || {
            let before = asked.load(Ordering::Relaxed);
            let mut taken = Taken::of(&conn, Kind::ALL).unwrap();
            let records: usize = Kind::ALL.iter().map(|kind| taken.load(*kind).unwrap().len()).sum();
            (records, asked.load(Ordering::Relaxed) - before)
        };
        let (records, empty) = load();
        assert!(records == 0 && empty <= 2 * Kind::ALL.len(), "{empty} columns of an empty file");
        conn.execute("INSERT INTO person (n, rev, hidden, name) VALUES (1, 1, 0, 'Ada')", []).unwrap();
        let (records, one) = load();
        let most = Kind::Person.spec().fields.len() + 8;
        assert!(records == 1 && one <= empty + 2 * most, "{one} columns for one person, {empty} without");
    }

    #[test]
    fn a_long_kind_is_read_whole_although_the_file_is_let_go_between() {
        let conn = Connection::open_in_memory().unwrap();
        schema::make(&conn).unwrap();
        let many = 2 * AT_ONCE + SLICE + 1;
        let sql = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < ?1)
                   INSERT INTO person (n, rev, hidden, name) SELECT 2 * n, 1, 0, 'P' || n FROM c";
        conn.execute(sql, [many as i64]).unwrap();
        let mut taken = Taken::of(&conn, &[Kind::Person, Kind::System]).unwrap();
        let records = taken.load(Kind::Person).unwrap();
        assert!(records.len() == many && records.is_sorted_by_key(|r| r.id.n));
        assert!(taken.read < AT_ONCE && taken.load(Kind::System).unwrap().is_empty());
    }
}
