//! Whether a file is what was saved: the database itself, its schema, the chain of the journal, and each record against
//! its last entry.
//!
//! Finds accidents and edits by other programs. Who can write the file can also rewrite all of it; only a head kept
//! elsewhere shows that.

use super::{
    error::sentence,
    header,
    journal::{self, Entry, Hash},
    open, rows, schema, settings,
};
use crate::domain::{Id, Kind};
use rusqlite::{Connection, OptionalExtension};
use std::{
    collections::{BTreeMap, HashMap},
    path::Path,
};

/// What verifying found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verified {
    /// Everything fits; `head` is the hash of the last entry in hex.
    Ok {
        entries: u64,
        head: String,
    },
    /// The first thing that does not fit.
    Broken {
        seq: Option<u64>,
        record: Option<String>,
        why: String,
    },
    Unreadable {
        why: String,
    },
}

/// Checks a whole file, which this process must not have open.
pub fn verify(path: &Path) -> Verified {
    let looked = match header::look(path) {
        Ok(looked) if looked.journal => {
            let why = "a journal lies beside it: another program is saving, or a crash cut a save short; \
                       open it once (aims FILE), then verify it";
            return Verified::Unreadable { why: format!("{}: {why}", looked.path.display()) };
        }
        Ok(looked) => looked,
        Err(error) => return Verified::Unreadable { why: error.to_string() },
    };
    let conn = match open::connect(&looked.path, false).and_then(|mut c| settings::apply(&mut c).map(|()| c)) {
        Ok(conn) => conn,
        Err(error) => return Verified::Unreadable { why: error.of_file(&looked.path).to_string() },
    };
    match check(&conn, looked.version) {
        Verified::Unreadable { why } => Verified::Unreadable { why: format!("{}: {why}", looked.path.display()) },
        verified => verified,
    }
}

/// Rolls back and checks the private copy of a file with its journal; the error is a clause.
pub(super) fn recovered_copy(copy: &Path) -> Result<(), String> {
    let mut conn = open::connect(copy, true).map_err(|e| e.to_string())?;
    settings::apply(&mut conn).map_err(|e| e.to_string())?;
    let version: u32 = conn.pragma_query_value(None, "user_version", |r| r.get(0)).map_err(|e| sentence(&e))?;
    match check(&conn, version) {
        Verified::Ok { .. } => Ok(()),
        Verified::Broken { why, .. } | Verified::Unreadable { why } => Err(why),
    }
}

/// Checks through an open connection, in one read transaction.
pub(super) fn check(conn: &Connection, version: u32) -> Verified {
    let checked = || -> Result<Verified, Wrong> {
        let tx = conn.unchecked_transaction()?;
        sound(&tx, version)?;
        let mut last = Last::default();
        let (entries, head) = chain(&tx, &mut last)?;
        tail(&tx, entries)?;
        records(&tx, last)?;
        Ok(Verified::Ok { entries, head: journal::hex(&head) })
    };
    match checked() {
        Ok(verified) => verified,
        Err(Wrong { read: false, why, .. }) => Verified::Unreadable { why },
        Err(Wrong { seq, record, why, .. }) => Verified::Broken { seq, record, why },
    }
}

/// What does not fit.
struct Wrong {
    /// False if the file could not be read at this moment, which says nothing about it.
    read: bool,
    seq: Option<u64>,
    record: Option<String>,
    why: String,
}

impl From<rusqlite::Error> for Wrong {
    fn from(error: rusqlite::Error) -> Wrong {
        use rusqlite::ErrorCode as Code;
        let passing = [
            Code::DatabaseBusy,
            Code::DatabaseLocked,
            Code::SystemIoFailure,
            Code::CannotOpen,
            Code::OutOfMemory,
            Code::OperationInterrupted,
        ];
        let read = error.sqlite_error_code().is_none_or(|code| !passing.contains(&code));
        Wrong { read, seq: None, record: None, why: sentence(&error) }
    }
}

fn broken(why: impl Into<String>) -> Wrong {
    Wrong { read: true, seq: None, record: None, why: why.into() }
}
fn at(seq: u64, why: &str) -> Wrong {
    Wrong { read: true, seq: Some(seq), record: None, why: format!("journal entry {seq}: {why}") }
}
fn of(id: Id, seq: Option<u64>, why: &str) -> Wrong {
    Wrong { read: true, seq, record: Some(id.to_string()), why: format!("{id}: {why}") }
}

/// The database and its schema.
fn sound(conn: &Connection, version: u32) -> Result<(), Wrong> {
    if let Some(what) = schema::difference(conn, version)? {
        return Err(broken(what));
    }
    let answer: String = conn.query_row("PRAGMA integrity_check(1)", [], |r| r.get(0))?;
    if answer != "ok" {
        return Err(broken(format!("the file is damaged: {}", answer.escape_debug())));
    }
    let orphan = conn.query_row("PRAGMA foreign_key_check", [], |r| r.get::<_, String>(0)).optional()?;
    match orphan {
        Some(table) => Err(broken(format!("a row of “{table}” points at a row that is missing"))),
        None => Ok(()),
    }
}

/// The newest entry of each record: its number, and revision and digest that stand there.
#[derive(Default)]
struct Last {
    records: HashMap<Id, (u64, u32, String)>,
    touches: u64,
}

fn chain(conn: &Connection, last: &mut Last) -> Result<(u64, Hash), Wrong> {
    let mut seq = 0;
    let mut head = journal::genesis_of(conn)?;
    let mut indexed = conn.prepare("SELECT 1 FROM journal_record WHERE id = ?1 AND seq = ?2")?;
    journal::walk(conn, 0, |entry: Entry| {
        if entry.seq != seq + 1 {
            return Err(at(seq + 1, "it is missing"));
        }
        if entry.prev != head {
            return Err(at(entry.seq, "it does not follow the one before"));
        }
        if entry.computed_hash() != entry.hash {
            return Err(at(entry.seq, "it was changed after it was written"));
        }
        let touches = journal::touches(&entry.payload).ok_or_else(|| at(entry.seq, "it cannot be read"))?;
        for touch in touches {
            if !indexed.exists((touch.id.to_string(), entry.seq as i64))? {
                return Err(of(touch.id, Some(entry.seq), "the index of the journal does not name it"));
            }
            last.touches += 1;
            last.records.insert(touch.id, (entry.seq, touch.rev, touch.sha256));
        }
        seq = entry.seq;
        head = entry.hash;
        Ok(())
    })?;
    Ok((seq, head))
}

/// Whether something stood after the last entry, and whether the index names more than the entries do.
fn tail(conn: &Connection, entries: u64) -> Result<(), Wrong> {
    let given = conn
        .query_row("SELECT seq FROM sqlite_sequence WHERE name = 'journal'", [], |r| r.get::<_, i64>(0))
        .optional()?
        .unwrap_or(0) as u64;
    if given > entries {
        return Err(at(entries + 1, &format!("it is missing; {given} entries were written once")));
    }
    Ok(())
}

/// Each record against its last entry, and each entry's record against the file.
fn records(conn: &Connection, last: Last) -> Result<(), Wrong> {
    let indexed: i64 = conn.query_row("SELECT count(*) FROM journal_record", [], |r| r.get(0))?;
    if indexed as u64 != last.touches {
        return Err(broken("the index of the journal names records that the journal does not"));
    }
    let mut open: BTreeMap<Id, (u64, u32, String)> = last.records.into_iter().collect();
    for kind in Kind::ALL {
        for record in rows::load(conn, *kind, true)? {
            let Some((seq, rev, sha256)) = open.remove(&record.id) else {
                return Err(of(record.id, None, "it stands in the file, but in no journal entry"));
            };
            if record.rev != rev || journal::digest(&record) != sha256 {
                return Err(of(
                    record.id,
                    Some(seq),
                    "it is not as the journal says; it was changed by another program",
                ));
            }
        }
    }
    match open.pop_first() {
        Some((id, (seq, ..))) => Err(of(id, Some(seq), "the journal names it, but it is missing")),
        None => Ok(()),
    }
}
