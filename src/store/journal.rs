//! The journal: append-only entries in which each carries the hash of the one before, with the records that each one
//! touched, whole, and the words that both point to.
//!
//! Here are its format and its hash; who writes which entry is decided in `apply` and `undo`.

use super::{
    body::{self, Lines},
    error::damaged,
    links, words,
};
use crate::domain::{Id, Kind, Record, Stamp, reasons::Reason};
use rusqlite::{Connection, OptionalExtension, Row, params};
use sha2::{Digest, Sha256};
use std::fmt::{self, Write};

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

/// What a new entry says besides what it computes.
pub(super) struct Mark<'a> {
    pub at: Stamp,
    pub actor: &'a str,
    pub action: Action,
    pub label: &'a str,
    pub reason: Option<&'a str>,
    /// The hash that the same entry had before the journal was founded anew.
    pub old_hash: Option<Hash>,
}

impl<'a> Mark<'a> {
    pub(super) fn new(at: Stamp, actor: &'a str, action: Action, label: &'a str) -> Mark<'a> {
        Mark { at, actor, action, label, reason: None, old_hash: None }
    }
}

/// A record as a step leaves it.
pub(super) struct Left<'a> {
    pub now: &'a Record,
    /// The record before the step with the body of its last touch, where both are known to say the same; otherwise the
    /// journal is asked.
    pub before: Option<(&'a Record, String)>,
}

/// What an entry keeps of a record.
struct Kept<'a> {
    record: &'a Record,
    body: String,
    turn: links::Turn,
}

impl Left<'_> {
    fn keep(&self, conn: &Connection) -> rusqlite::Result<Kept<'_>> {
        let id = self.now.id;
        let lines = match &self.before {
            Some((_, body)) => Some(body::parse(body).ok_or_else(|| damaged(format!("{id} cannot be read")))?),
            None => last_touch(conn, id)?.map(|t| t.lines),
        };
        let after = body::of(conn, self.now, lines.as_ref(), self.before.as_ref().map(|(old, _)| *old))?;
        Ok(Kept { record: self.now, body: body::write(&after), turn: links::Turn::of(lines.as_ref(), &after) })
    }
}

/// Adds an entry at the end with the records as it leaves them; the caller holds the transaction.
pub(super) fn append(conn: &Connection, mark: &Mark<'_>, records: &[&Record]) -> rusqlite::Result<(u64, Hash)> {
    append_left(conn, mark, records.iter().map(|now| Left { now, before: None }).collect())
}

/// The same, where it is known what the records were.
pub(super) fn append_left(
    conn: &Connection,
    mark: &Mark<'_>,
    mut records: Vec<Left<'_>>,
) -> rusqlite::Result<(u64, Hash)> {
    let (last, prev) = head(conn)?;
    let (seq, first_word) = (last + 1, words::last(conn)?);
    let actor = actor_word(conn, mark.actor)?;
    let label = words::add(conn, &one_label(mark.label))?;
    let reason = mark.reason.map(|reason| words::add(conn, reason)).transpose()?;
    records.sort_by_key(|r| (r.now.id.kind.spec().prefix, r.now.id.n));
    let kept: Vec<Kept<'_>> = records.iter().map(|left| left.keep(conn)).collect::<rusqlite::Result<_>>()?;
    let last_word = words::last(conn)?;
    let mut text = format!("aims 2\nprev {}\nseq {seq}\nat {}\n", hex(&prev), mark.at);
    let _ = writeln!(text, "actor {actor}\naction {}\nlabel {label}", mark.action);
    let _ = writeln!(text, "reason {}\nwords {last_word}", reason.unwrap_or(0));
    let mut sha = Sha256::new_with_prefix(text);
    hash_words(conn, first_word, last_word, &mut sha)?;
    for Kept { record, body, .. } in &kept {
        let (prefix, n) = (record.id.kind.spec().prefix, i64::from(record.id.n));
        hash_touch(prefix, n, (record.rev, record.hidden), body, &mut sha);
    }
    let hash: Hash = sha.finalize().into();
    conn.prepare_cached(
        "INSERT INTO entry (seq, at, actor, action, label, reason, words, prev, hash, old_hash)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?
    .execute(params![
        seq as i64,
        mark.at.to_string(),
        actor,
        mark.action.to_string(),
        label,
        reason,
        last_word,
        prev,
        hash,
        mark.old_hash
    ])?;
    for Kept { record, body, turn } in &kept {
        let (kind, n) = (record.id.kind.spec().prefix, record.id.n);
        conn.prepare_cached("INSERT INTO touch (kind, n, seq, rev, hidden, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
            .execute(params![kind, n, seq as i64, record.rev, record.hidden, body])?;
        links::follow(conn, record.id, seq, turn)?;
    }
    Ok((seq, hash))
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

/// The word of an actor: the one of an entry not long ago, else a new one.
fn actor_word(conn: &Connection, actor: &str) -> rusqlite::Result<i64> {
    let found = conn
        .prepare_cached(
            "SELECT e.actor FROM entry e JOIN word w ON w.n = e.actor
             WHERE e.seq > (SELECT coalesce(max(seq), 0) - 200 FROM entry) AND w.text = ?1 ORDER BY e.seq DESC LIMIT 1",
        )?
        .query_row([actor], |r| r.get(0))
        .optional()?;
    found.map_or_else(|| words::add(conn, actor), Ok)
}

/// A label as the file takes it: neither empty nor longer than 1,000 characters.
fn one_label(label: &str) -> String {
    if label.trim().is_empty() { "change".into() } else { label.chars().take(1000).collect() }
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

/// Time, actor and label of the last `n` entries up to `until`, newest first.
pub(super) fn labels(conn: &Connection, n: usize, until: u64) -> rusqlite::Result<Vec<(Stamp, String, String)>> {
    let mut statement = conn.prepare_cached(&format!("{ENTRIES} WHERE e.seq <= ?2 ORDER BY e.seq DESC LIMIT ?1"))?;
    let rows = statement.query_map([n as i64, until as i64], |row| {
        let entry = Entry::of(row)?;
        let at = Stamp::parse(&entry.at);
        let at = at.ok_or_else(|| damaged(format!("journal entry {} cannot be read", entry.seq)))?;
        Ok((at, entry.actor, entry.label))
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
    let mut statement = conn.prepare_cached("SELECT kind, n FROM touch WHERE seq = ?1 ORDER BY kind, n")?;
    let rows = statement.query_map([seq as i64], |r| Ok((r.get::<_, String>(0)?, r.get::<_, u32>(1)?)))?;
    let mut ids = Vec::new();
    for row in rows {
        let (prefix, n) = row?;
        ids.extend(kind_of(&prefix).map(|kind| Id::new(kind, n)));
    }
    ids.sort_unstable();
    Ok(ids)
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
