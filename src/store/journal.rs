//! The journal: append-only entries in which each carries the hash of the one before, with the records that each one
//! touched, whole, and the words that both point to.
//!
//! Here are its format and its hash; entries are added in `append`, and who writes which one is decided in `apply` and
//! `undo`.

use super::{
    body::{self, Lines},
    error::damaged,
};
use crate::domain::{Id, Kind, Stamp, reasons::Reason};
use rusqlite::{Connection, OptionalExtension, Row, params};
use sha2::{Digest, Sha256};
use std::fmt;

pub(super) use super::append::{Left, Mark, append, append_left};

pub(super) type Hash = [u8; 32];

/// What an entry did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Part of the creation of the file; cannot be undone.
    Create,
    Do,
    /// Took back the step with this number.
    Undo(u64),
    /// Did the step with this number again.
    Redo(u64),
    /// Something about the file itself, such as a recovery; changes no record.
    Note,
    /// Records that another program had changed, as they were found.
    Outside,
    /// Says of the step with this number, which another program's changes were found in, that they may stand.
    Known(u64),
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Action::Create => f.write_str("create"),
            Action::Do => f.write_str("do"),
            Action::Undo(of) => write!(f, "undo {of}"),
            Action::Redo(of) => write!(f, "redo {of}"),
            Action::Note => f.write_str("note"),
            Action::Outside => f.write_str("outside"),
            Action::Known(of) => write!(f, "known {of}"),
        }
    }
}

impl Action {
    pub(super) fn parse(text: &str) -> Option<Action> {
        match text.split_once(' ') {
            Some(("undo", of)) => of.parse().ok().map(Action::Undo),
            Some(("redo", of)) => of.parse().ok().map(Action::Redo),
            Some(("known", of)) => of.parse().ok().map(Action::Known),
            Some(_) => None,
            None => match text {
                "create" => Some(Action::Create),
                "do" => Some(Action::Do),
                "note" => Some(Action::Note),
                "outside" => Some(Action::Outside),
                _ => None,
            },
        }
    }
}

/// The key under which a change of `hidden` stands among the fields.
pub(super) const HIDDEN: &str = "hidden";

/// One record in an entry, as the step left it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Touch {
    pub id: Id,
    pub seq: u64,
    /// Its revision after the step.
    pub rev: u32,
    pub hidden: bool,
    pub lines: Lines,
}

/// The kind with this prefix, if this program knows it.
pub(super) fn kind_of(prefix: &str) -> Option<Kind> {
    Kind::ALL.iter().copied().find(|k| k.spec().prefix == prefix)
}

pub(super) fn hex(bytes: &[u8]) -> String {
    let digit = |n: u8| char::from(b"0123456789abcdef"[usize::from(n)]);
    let mut out = String::with_capacity(2 * bytes.len());
    bytes.iter().for_each(|b| out.extend([digit(b >> 4), digit(b & 15)]));
    out
}

/// One row of the journal, its words read.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub seq: u64,
    pub at: String,
    pub actor: String,
    pub action: String,
    pub label: String,
    pub reason: Option<String>,
}

/// What is shown of a word that was erased.
pub(super) const ERASED: &str = "(erased)";

/// The number of an entry in the first column; SQLite's integers are signed, these are never negative.
pub(super) fn seq(row: &Row<'_>) -> rusqlite::Result<u64> {
    row.get::<_, i64>(0).map(|n| n as u64)
}

const ENTRIES: &str = "SELECT e.seq, e.at, coalesce(a.text, '(erased)'), e.action, coalesce(l.text, '(erased)'), \
    CASE WHEN e.reason IS NULL THEN NULL ELSE coalesce(r.text, '(erased)') END \
    FROM entry e JOIN word a ON a.n = e.actor JOIN word l ON l.n = e.label LEFT JOIN word r ON r.n = e.reason";

impl Entry {
    fn of(row: &Row<'_>) -> rusqlite::Result<Entry> {
        Ok(Entry {
            seq: seq(row)?,
            at: row.get(1)?,
            actor: row.get(2)?,
            action: row.get(3)?,
            label: row.get(4)?,
            reason: row.get(5)?,
        })
    }
}

/// The `prev` of the first entry.
pub(super) fn genesis(file_id: &[u8]) -> Hash {
    Sha256::digest(format!("aims 2 genesis\n{}\n", hex(file_id))).into()
}

pub(super) fn genesis_of(conn: &Connection) -> rusqlite::Result<Hash> {
    let id: Vec<u8> = conn.query_row("SELECT file_id FROM meta", [], |r| r.get(0))?;
    Ok(genesis(&id))
}

/// Number and hash of the last entry; 0 and the genesis hash if there is none.
pub(super) fn head(conn: &Connection) -> rusqlite::Result<(u64, Hash)> {
    let last = conn
        .prepare_cached("SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1")?
        .query_row([], |r| Ok((seq(r)?, r.get(1)?)))
        .optional()?;
    last.map_or_else(|| Ok((0, genesis_of(conn)?)), Ok)
}

/// Number and hash of an entry.
pub(super) fn hash_at(conn: &Connection, seq: u64) -> rusqlite::Result<(u64, Hash)> {
    let sql = "SELECT hash FROM entry WHERE seq = ?1";
    Ok((seq, conn.prepare_cached(sql)?.query_row([seq as i64], |r| r.get(0))?))
}

/// A record in the text that an entry's hash covers: prefix, number, revision, hidden, then its body.
pub(super) fn hash_touch(prefix: &str, n: i64, (rev, hidden): (u32, bool), body: &str, sha: &mut Sha256) {
    sha.update(format!("touch {prefix} {n} {rev} {}\n", u8::from(hidden)));
    sha.update(body);
}

/// The lines of the words after `first` up to `last`.
pub(super) fn hash_words(conn: &Connection, first: i64, last: i64, sha: &mut Sha256) -> rusqlite::Result<()> {
    let mut statement = conn.prepare_cached("SELECT n, digest FROM word WHERE n > ?1 AND n <= ?2 ORDER BY n")?;
    let mut rows = statement.query([first, last])?;
    while let Some(row) = rows.next()? {
        let (n, digest): (i64, Hash) = (row.get(0)?, row.get(1)?);
        sha.update(format!("word {n} {}\n", hex(&digest)));
    }
    Ok(())
}

/// Calls `each` with every entry after `seq`, in order, until it says stop.
pub(super) fn walk<E: From<rusqlite::Error>>(
    conn: &Connection,
    seq: u64,
    mut each: impl FnMut(Entry) -> Result<(), E>,
) -> Result<(), E> {
    let mut statement = conn.prepare_cached(&format!("{ENTRIES} WHERE e.seq > ?1 ORDER BY e.seq"))?;
    let mut rows = statement.query([seq as i64])?;
    while let Some(row) = rows.next()? {
        each(Entry::of(row)?)?;
    }
    Ok(())
}

/// A step of the journal in one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    pub seq: u64,
    pub at: Stamp,
    pub actor: String,
    pub label: String,
    /// The first records that it changed.
    pub about: Vec<Id>,
}

/// Records of a step that its label is told with: one import may have changed a hundred thousand.
const TOLD: u32 = 40;

/// Time, actor and label of the last `n` entries up to `until`, newest first.
pub(super) fn labels(conn: &Connection, n: usize, (after, until): (u64, u64)) -> rusqlite::Result<Vec<Label>> {
    let sql = format!("{ENTRIES} WHERE e.seq > ?3 AND e.seq <= ?2 ORDER BY e.seq DESC LIMIT ?1");
    let mut statement = conn.prepare_cached(&sql)?;
    let rows = statement.query_map([n as i64, until as i64, after as i64], |row| {
        let entry = Entry::of(row)?;
        let at = Stamp::parse(&entry.at);
        let at = at.ok_or_else(|| damaged(format!("journal entry {} cannot be read", entry.seq)))?;
        let about = some_of(conn, entry.seq, TOLD)?;
        Ok(Label { seq: entry.seq, at, actor: entry.actor, label: entry.label, about })
    })?;
    rows.collect()
}

pub(super) fn entry(conn: &Connection, seq: u64) -> rusqlite::Result<Option<Entry>> {
    let sql = format!("{ENTRIES} WHERE e.seq = ?1");
    conn.prepare_cached(&sql)?.query_row([seq as i64], Entry::of).optional()
}

/// The entries of one record, oldest first.
pub(super) fn entries_of(conn: &Connection, id: Id) -> rusqlite::Result<Vec<Entry>> {
    let sql = format!("{ENTRIES} WHERE e.seq IN (SELECT seq FROM touch WHERE kind = ?1 AND n = ?2) ORDER BY e.seq");
    let mut statement = conn.prepare_cached(&sql)?;
    let rows = statement.query_map(params![id.kind.spec().prefix, id.n], Entry::of)?;
    rows.collect()
}

/// The reasons that were given with the entries up to `until`, oldest first.
pub(super) fn reasons(conn: &Connection, until: u64) -> rusqlite::Result<Vec<Reason>> {
    let sql = format!("{ENTRIES} WHERE e.reason IS NOT NULL AND e.seq <= ?1 ORDER BY e.seq");
    let mut statement = conn.prepare_cached(&sql)?;
    let entries = statement.query_map([until as i64], Entry::of)?.collect::<rusqlite::Result<Vec<_>>>()?;
    let told = |e: Entry| {
        let about = ids_of(conn, e.seq)?;
        let why = e.reason.unwrap_or_default();
        Ok(Reason { at: Stamp::parse(&e.at), actor: e.actor, label: e.label, why, about })
    };
    entries.into_iter().map(told).collect()
}

/// The ids that an entry touched, in the order of the kinds, as far as this program knows them.
pub(super) fn ids_of(conn: &Connection, seq: u64) -> rusqlite::Result<Vec<Id>> {
    some_of(conn, seq, u32::MAX)
}

/// The first ones of them.
fn some_of(conn: &Connection, seq: u64, most: u32) -> rusqlite::Result<Vec<Id>> {
    let mut statement = conn.prepare_cached("SELECT kind, n FROM touch WHERE seq = ?1 ORDER BY kind, n LIMIT ?2")?;
    let rows = statement.query_map(params![seq as i64, most], |r| Ok((r.get::<_, String>(0)?, r.get::<_, u32>(1)?)))?;
    let mut ids = Vec::new();
    for row in rows {
        let (prefix, n) = row?;
        ids.extend(kind_of(&prefix).map(|kind| Id::new(kind, n)));
    }
    ids.sort_unstable();
    Ok(ids)
}

/// When each record was touched last up to an entry, as far as this program knows its kind.
pub(super) fn last_touches(conn: &Connection, until: u64) -> rusqlite::Result<Vec<(Id, Stamp)>> {
    let sql = "SELECT t.kind, t.n, e.at FROM entry e JOIN
        (SELECT kind, n, MAX(seq) AS seq FROM touch WHERE seq <= ?1 GROUP BY kind, n) t ON e.seq = t.seq";
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query([until as i64])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let (prefix, n, at): (String, u32, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        all.extend(kind_of(&prefix).zip(Stamp::parse(&at)).map(|(kind, at)| (Id::new(kind, n), at)));
    }
    Ok(all)
}

/// The last touch of a record.
pub(super) fn last_touch(conn: &Connection, id: Id) -> rusqlite::Result<Option<Touch>> {
    touch_at(conn, id, i64::MAX as u64)
}

/// Revision, hidden and body of the last touch of a record.
pub(super) fn last_body(conn: &Connection, id: Id) -> rusqlite::Result<Option<(u32, bool, String)>> {
    let sql = "SELECT rev, hidden, body FROM touch WHERE kind = ?1 AND n = ?2 ORDER BY seq DESC LIMIT 1";
    conn.prepare_cached(sql)?
        .query_row(params![id.kind.spec().prefix, id.n], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))
        .optional()
}

/// The touch of a record, by prefix and number, that holds after an entry.
pub(super) const TOUCH_AT: &str = "SELECT seq, rev, hidden, body FROM touch
    WHERE kind = ?1 AND n = ?2 AND seq <= ?3 ORDER BY seq DESC LIMIT 1";

/// The record as it stood after entry `seq`: its last touch up to there.
pub(super) fn touch_at(conn: &Connection, id: Id, seq: u64) -> rusqlite::Result<Option<Touch>> {
    conn.prepare_cached(TOUCH_AT)?
        .query_row(params![id.kind.spec().prefix, id.n, seq as i64], |row| touch(row, id))
        .optional()
}

pub(super) fn touch(row: &Row<'_>, id: Id) -> rusqlite::Result<Touch> {
    let body: String = row.get(3)?;
    let seq = seq(row)?;
    let lines = body::parse(&body).ok_or_else(|| damaged(format!("journal entry {seq}: {id} cannot be read")))?;
    Ok(Touch { id, seq, rev: row.get(1)?, hidden: row.get(2)?, lines })
}

/// Who changed a record last, and with which step.
pub(super) fn last_of(conn: &Connection, id: Id) -> rusqlite::Result<Option<(String, String)>> {
    let Some(touch) = last_touch(conn, id)? else { return Ok(None) };
    Ok(entry(conn, touch.seq)?.map(|entry| (entry.actor, entry.label)))
}

/// Whether an entry with this hash is in the file.
pub(super) fn contains(conn: &Connection, hash: &Hash) -> rusqlite::Result<Option<u64>> {
    conn.prepare_cached("SELECT seq FROM entry WHERE hash = ?1")?.query_row([hash], seq).optional()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_written_in_small_hex() {
        assert_eq!(hex(&[0, 9, 10, 0x5f, 0xf0, 255]), "00090a5ff0ff");
    }

    #[test]
    fn actions_read_back() {
        for action in [Action::Create, Action::Do, Action::Undo(3), Action::Redo(12), Action::Note, Action::Outside] {
            assert_eq!(Action::parse(&action.to_string()), Some(action));
        }
        assert_eq!(Action::parse("undo x"), None);
    }
}
