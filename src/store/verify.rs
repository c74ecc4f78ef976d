//! Whether a file is what was saved: the database itself, its schema, the chain of the journal, and each record against
//! its last entry.
//!
//! Asks no description: the file itself names its kinds, and rows are compared with the journal column by column, so that
//! a file of any version is checked without changing a byte of it.
//! Finds accidents and edits by other programs. Who can write the file can also rewrite all of it; only a head kept
//! elsewhere shows that.

use super::{
    StoreError, acknowledge, agree, body, cut_short, dictionary,
    entry::{ROWS, Row, head_lines},
    error::{DAMAGED, sentence},
    form1, header,
    journal::{self, Hash, hex},
    open, schema, settings, words,
};
use rusqlite::{Connection, OptionalExtension};
use sha2::{Digest, Sha256};
use std::{collections::BTreeMap, path::Path};

/// What verifying found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verified {
    /// Everything fits; `head` is the hash of the last entry in hex, `named` what is to be said all the same.
    Ok {
        entries: u64,
        head: String,
        named: Vec<String>,
    },
    /// The first thing that does not fit, and the others of its kind, a sentence each.
    Broken {
        seq: Option<u64>,
        record: Option<String>,
        why: String,
        also: Vec<String>,
    },
    Unreadable {
        why: String,
    },
}

/// Checks a whole file, which this process must not have open.
pub fn verify(path: &Path) -> Verified {
    let looked = match header::look_at_any(path) {
        Ok(looked) => looked,
        Err(error) => return Verified::Unreadable { why: error.to_string() },
    };
    if looked.journal {
        match cut_short::verified(&looked) {
            Ok(None) => {}
            Ok(Some(verified)) => return verified,
            Err(error) => return Verified::Unreadable { why: error.to_string() },
        }
    }
    let conn = match open::connect(&looked.path, false).and_then(|mut c| settings::apply(&mut c).map(|()| c)) {
        Ok(conn) => conn,
        Err(error) => return Verified::Unreadable { why: error.of_file(&looked.path).to_string() },
    };
    match check(&conn, looked.version) {
        Verified::Unreadable { why } => Verified::Unreadable { why: format!("{}: {why}", looked.path.display()) },
        verified => verified,
    }
}

/// Rolls back and checks the private copy of a file with its journal.
pub(super) fn rolled_back(copy: &Path) -> Verified {
    let checked = || -> Result<Verified, StoreError> {
        let mut conn = open::connect(copy, true)?;
        settings::apply(&mut conn)?;
        let version = schema::version(&conn)?;
        Ok(check(&conn, version))
    };
    checked().unwrap_or_else(|error| Verified::Unreadable { why: error.to_string() })
}

/// Checks through an open connection, in one read transaction.
pub(super) fn check(conn: &Connection, version: u32) -> Verified {
    let checked = || -> Result<Verified, Wrong> {
        let tx = conn.unchecked_transaction()?;
        sound(&tx, version)?;
        if version == 1 {
            let (entries, head) = form1::check(&tx)?;
            return Ok(Verified::Ok { entries, head: hex(&head), named: acknowledge::drafts(&tx)? });
        }
        let (entries, head) = whole(&tx).map_err(|mut wrong| {
            // What other programs changed is named whatever else is wrong.
            wrong.also.extend(acknowledge::unknown(&tx).unwrap_or_default());
            wrong
        })?;
        let mut named = acknowledge::acknowledged(&tx)?;
        named.extend(acknowledge::drafts(&tx)?);
        Ok(Verified::Ok { entries, head: hex(&head), named })
    };
    checked().unwrap_or_else(Verified::from)
}

/// What does not fit.
pub(super) struct Wrong {
    /// False if the file could not be read at this moment, which says nothing about it.
    pub read: bool,
    pub seq: Option<u64>,
    pub record: Option<String>,
    pub why: String,
    /// The rest of the same kind, a sentence each.
    pub also: Vec<String>,
}

impl Wrong {
    /// All of these as one.
    pub(super) fn first_of(all: Vec<Wrong>) -> Result<(), Wrong> {
        let mut all = all.into_iter();
        let Some(mut first) = all.next() else { return Ok(()) };
        first.also = all.map(|wrong| wrong.why).collect();
        Err(first)
    }
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
        Wrong { read, ..broken(sentence(&error)) }
    }
}

pub(super) fn broken(why: impl Into<String>) -> Wrong {
    Wrong { read: true, seq: None, record: None, why: why.into(), also: Vec::new() }
}
fn at(seq: u64, why: &str) -> Wrong {
    Wrong { seq: Some(seq), ..broken(format!("journal entry {seq}: {why}")) }
}

/// The database and its schema.
fn sound(conn: &Connection, version: u32) -> Result<(), Wrong> {
    if let Some(what) = schema::difference(conn, version)? {
        return Err(broken(what));
    }
    let answer: String = conn.query_row("PRAGMA integrity_check(1)", [], |r| r.get(0))?;
    if answer != "ok" {
        return Err(broken(format!("{DAMAGED}: {}", answer.escape_debug())));
    }
    pointing(conn)
}

/// No row points at one that is missing.
pub(super) fn pointing(conn: &Connection) -> Result<(), Wrong> {
    let orphan = conn.query_row("PRAGMA foreign_key_check", [], |r| r.get::<_, String>(0)).optional()?;
    match orphan {
        Some(table) => Err(broken(format!("a row of “{table}” points at a row that is missing"))),
        None => Ok(()),
    }
}

pub(super) fn whole(conn: &Connection) -> Result<(u64, Hash), Wrong> {
    own_version(conn)?;
    dictionary::check(conn)?;
    let kinds = Kinds::of(conn)?;
    let mut seen = Seen::default();
    let (entries, head) = chain(conn, &kinds, &mut seen)?;
    tail(conn, "entry", entries)?;
    known_words(conn, seen.words)?;
    let touches: i64 = conn.query_row("SELECT count(*) FROM touch", [], |r| r.get(0))?;
    if touches as u64 != seen.touches {
        return Err(broken("the journal holds records of an entry that is missing"));
    }
    agree::agree(conn, &kinds)?;
    Ok((entries, head))
}

/// Each version brings at least one kind, field or word, so the newest of them is the version in the file's header.
pub(super) fn own_version(conn: &Connection) -> Result<(), Wrong> {
    let newest = "SELECT max(since) FROM (SELECT since FROM kind UNION SELECT since FROM field
                  UNION SELECT retired FROM field UNION SELECT since FROM choice)";
    let (found, newest) = (schema::version(conn)?, conn.query_row(newest, [], |r| r.get::<_, u32>(0))?);
    match found == newest {
        true => Ok(()),
        false => {
            let why = format!("its header says version {found}, its dictionary {newest}");
            Err(Wrong { read: false, ..broken(why) })
        }
    }
}

/// The kinds as the file names them: prefix, table, digits.
pub(super) struct Kinds(pub(super) BTreeMap<String, (String, usize)>);

impl Kinds {
    fn of(conn: &Connection) -> Result<Kinds, Wrong> {
        let mut statement = conn.prepare("SELECT prefix, table_name, digits FROM kind")?;
        let rows = statement.query_map([], |r| Ok((r.get(0)?, (r.get(1)?, r.get::<_, u32>(2)? as usize))))?;
        Ok(Kinds(rows.collect::<rusqlite::Result<_>>()?))
    }

    /// How people call a record.
    fn called(&self, (prefix, n): &Key) -> String {
        let digits = self.0.get(prefix).map_or(2, |(_, digits)| *digits);
        let known = journal::kind_of(prefix).map(|kind| crate::domain::Id::new(kind, *n as u32).to_string());
        known.unwrap_or_else(|| format!("{prefix}-{n:0digits$}"))
    }

    pub(super) fn of_record(&self, key: &Key, seq: Option<u64>, why: &str) -> Wrong {
        let id = self.called(key);
        Wrong { seq, record: Some(id.clone()), ..broken(format!("{id}: {why}")) }
    }
}

/// Prefix and number of a record.
pub(super) type Key = (String, i64);

/// How much the entries covered.
#[derive(Default)]
struct Seen {
    touches: u64,
    words: i64,
}

fn chain(conn: &Connection, kinds: &Kinds, seen: &mut Seen) -> Result<(u64, Hash), Wrong> {
    let (mut seq, mut head) = (0, journal::genesis_of(conn)?);
    let mut statement = conn.prepare(&format!("{ROWS} ORDER BY seq"))?;
    let mut rows = statement.query([])?;
    while let Some(r) = rows.next()? {
        let row = Row::of(r)?;
        if row.seq != seq + 1 {
            return Err(at(seq + 1, "it is missing"));
        }
        if row.prev != head {
            return Err(at(row.seq, "it does not follow the one before"));
        }
        let mut sha = Sha256::new_with_prefix(head_lines(&row));
        journal::hash_words(conn, seen.words, row.words, &mut sha)?;
        touched(conn, kinds, &row, seen, &mut sha)?;
        if Hash::from(sha.finalize()) != row.hash {
            return Err(at(row.seq, "it was changed after it was written"));
        }
        (seq, head, seen.words) = (row.seq, row.hash, row.words);
    }
    Ok((seq, head))
}

/// The records of an entry: their lines of the text that its hash covers.
fn touched(conn: &Connection, kinds: &Kinds, row: &Row, seen: &mut Seen, sha: &mut Sha256) -> Result<(), Wrong> {
    let sql = "SELECT kind, n, rev, hidden, body FROM touch WHERE seq = ?1 ORDER BY kind, n";
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query([row.seq as i64])?;
    while let Some(r) = rows.next()? {
        let key = || -> rusqlite::Result<Key> { Ok((r.get(0)?, r.get(1)?)) };
        let (rev, hidden): (u32, bool) = (r.get(2)?, r.get(3)?);
        let (prefix, body) = (r.get_ref(0)?.as_str(), r.get_ref(4)?.as_str());
        let (Ok(prefix), Ok(body)) = (prefix, body) else {
            return Err(kinds.of_record(&key()?, Some(row.seq), "its body cannot be read"));
        };
        if !body::is_body(body) {
            return Err(kinds.of_record(&key()?, Some(row.seq), "its body cannot be read"));
        }
        journal::hash_touch(prefix, r.get(1)?, (rev, hidden), body, sha);
        seen.touches += 1;
    }
    Ok(())
}

/// Every word that was not erased has the digest that the chain covers, and none stands beyond it.
fn known_words(conn: &Connection, last: i64) -> Result<(), Wrong> {
    if words::last(conn)? != last {
        return Err(broken("the journal holds words that no entry brought"));
    }
    let mut statement = conn.prepare("SELECT n, digest, salt, text FROM word WHERE text IS NOT NULL")?;
    let mut rows = statement.query([])?;
    while let Some(r) = rows.next()? {
        let (n, digest, salt): (i64, Hash, Option<Vec<u8>>) = (r.get(0)?, r.get(1)?, r.get(2)?);
        let text = r.get_ref(3)?.as_str().unwrap_or_default();
        if words::digest(&salt.unwrap_or_default(), text) != digest {
            return Err(broken(format!("word {n} of the journal was changed after it was written")));
        }
    }
    Ok(())
}

/// Whether something stood after the last entry.
pub(super) fn tail(conn: &Connection, table: &str, entries: u64) -> Result<(), Wrong> {
    let given = conn
        .query_row("SELECT seq FROM sqlite_sequence WHERE name = ?1", [table], |r| r.get::<_, i64>(0))
        .optional()?
        .unwrap_or(0) as u64;
    if given > entries {
        return Err(at(entries + 1, &format!("it is missing; {given} entries were written once")));
    }
    Ok(())
}
