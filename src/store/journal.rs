//! The journal: one append-only table in which each entry carries the hash of the one before.
//!
//! Here are its format and its hash; who writes which entry is decided in `apply` and `undo`.

use super::{error::damaged, rows};
use crate::domain::{Id, Record, Value};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde_json::{Map, Value as Json, json};
use sha2::{Digest, Sha256};
use std::fmt;

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
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Action::Create => f.write_str("create"),
            Action::Do => f.write_str("do"),
            Action::Undo(of) => write!(f, "undo {of}"),
            Action::Redo(of) => write!(f, "redo {of}"),
            Action::Note => f.write_str("note"),
        }
    }
}

impl Action {
    pub(super) fn parse(text: &str) -> Option<Action> {
        match text.split_once(' ') {
            Some(("undo", of)) => of.parse().ok().map(Action::Undo),
            Some(("redo", of)) => of.parse().ok().map(Action::Redo),
            Some(_) => None,
            None => match text {
                "create" => Some(Action::Create),
                "do" => Some(Action::Do),
                "note" => Some(Action::Note),
                _ => None,
            },
        }
    }
}

/// One record in an entry.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Touch {
    pub id: Id,
    /// Its revision after the step.
    pub rev: u32,
    /// The changed fields as they were; `None` if the step made the record.
    pub before: Option<Map<String, Json>>,
    pub after: Map<String, Json>,
    /// SHA-256 of the record's canonical JSON after the step, in hex.
    pub sha256: String,
}

/// The key under which a change of `hidden` stands among the fields.
pub(super) const HIDDEN: &str = "hidden";

impl Touch {
    /// What a step did to a record.
    pub(super) fn of(before: Option<&Record>, after: &Record) -> Touch {
        let mut old = Map::new();
        let mut new = Map::new();
        for (i, field) in after.id.kind.spec().fields.iter().enumerate().filter(|(_, f)| f.stored()) {
            let was = before.map_or(&Value::Empty, |r| r.value(i));
            if was != after.value(i) {
                old.insert(field.name.into(), was.to_json(field));
                new.insert(field.name.into(), after.value(i).to_json(field));
            }
        }
        if let Some(before) = before.filter(|b| b.hidden != after.hidden) {
            old.insert(HIDDEN.into(), before.hidden.into());
            new.insert(HIDDEN.into(), after.hidden.into());
        }
        Touch { id: after.id, rev: after.rev, before: before.map(|_| old), after: new, sha256: digest(after) }
    }

    fn to_json(&self) -> Json {
        json!({
            "id": self.id.to_string(), "rev": self.rev, "before": self.before, "after": self.after,
            "sha256": self.sha256,
        })
    }

    fn parse(json: &Json) -> Option<Touch> {
        Some(Touch {
            id: json["id"].as_str()?.parse().ok()?,
            rev: json["rev"].as_u64()?.try_into().ok()?,
            before: json["before"].as_object().cloned(),
            after: json["after"].as_object()?.clone(),
            sha256: json["sha256"].as_str()?.to_string(),
        })
    }
}

/// SHA-256 of a record's canonical form, in hex.
pub(super) fn digest(record: &Record) -> String {
    hex(&Sha256::digest(record.to_json().to_string().as_bytes()))
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// Canonical JSON of what a step did: keys sorted, no blanks.
pub(super) fn payload(touches: &[Touch]) -> String {
    json!({ "records": touches.iter().map(Touch::to_json).collect::<Vec<_>>() }).to_string()
}

/// Reads a payload back; `None` if it is not one.
pub(super) fn touches(payload: &str) -> Option<Vec<Touch>> {
    let json: Json = serde_json::from_str(payload).ok()?;
    json["records"].as_array()?.iter().map(Touch::parse).collect()
}

/// One row of the journal.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub seq: u64,
    pub at: String,
    pub actor: String,
    pub action: String,
    pub label: String,
    pub prev: Hash,
    pub hash: Hash,
    pub payload: String,
}

/// The number of an entry in the first column; SQLite's integers are signed, these are never negative.
pub(super) fn seq(row: &Row<'_>) -> rusqlite::Result<u64> {
    row.get::<_, i64>(0).map(|n| n as u64)
}

const COLUMNS: &str = "seq, at, actor, action, label, prev, hash, payload";

impl Entry {
    fn of(row: &Row<'_>) -> rusqlite::Result<Entry> {
        Ok(Entry {
            seq: seq(row)?,
            at: row.get(1)?,
            actor: row.get(2)?,
            action: row.get(3)?,
            label: row.get(4)?,
            prev: row.get(5)?,
            hash: row.get(6)?,
            payload: row.get(7)?,
        })
    }

    /// SHA-256 over the entry before and everything in this one, each text with its length in front.
    pub(super) fn computed_hash(&self) -> Hash {
        let mut sha = Sha256::new();
        sha.update(b"aims-audit/v1\0");
        sha.update(self.prev);
        sha.update(self.seq.to_be_bytes());
        for text in [&self.at, &self.actor, &self.action, &self.label, &self.payload] {
            sha.update((text.len() as u64).to_be_bytes());
            sha.update(text.as_bytes());
        }
        sha.finalize().into()
    }

    pub(super) fn touches(&self) -> rusqlite::Result<Vec<Touch>> {
        touches(&self.payload).ok_or_else(|| damaged(format!("journal entry {} cannot be read", self.seq)))
    }
}

/// The `prev` of the first entry.
pub(super) fn genesis(file_id: &[u8]) -> Hash {
    let mut sha = Sha256::new();
    sha.update(b"aims-audit/v1 genesis\0");
    sha.update(file_id);
    sha.finalize().into()
}

pub(super) fn genesis_of(conn: &Connection) -> rusqlite::Result<Hash> {
    let id: Vec<u8> = conn.query_row("SELECT file_id FROM meta", [], |r| r.get(0))?;
    Ok(genesis(&id))
}

/// Number and hash of the last entry; 0 and the genesis hash if there is none.
pub(super) fn head(conn: &Connection) -> rusqlite::Result<(u64, Hash)> {
    let last = conn
        .prepare_cached("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1")?
        .query_row([], |r| Ok((seq(r)?, r.get(1)?)))
        .optional()?;
    last.map_or_else(|| Ok((0, genesis_of(conn)?)), Ok)
}

/// What a new entry says besides what it computes.
pub(super) struct Mark<'a> {
    pub at: crate::domain::Stamp,
    pub actor: &'a str,
    pub action: Action,
    pub label: &'a str,
}

/// Adds an entry at the end; the caller holds the transaction.
pub(super) fn append(conn: &Connection, mark: &Mark<'_>, touches: &[Touch]) -> rusqlite::Result<(u64, Hash)> {
    let (last, prev) = head(conn)?;
    let mut entry = Entry {
        seq: last + 1,
        at: mark.at.to_string(),
        actor: mark.actor.to_string(),
        action: mark.action.to_string(),
        label: one_label(mark.label),
        prev,
        hash: [0; 32],
        payload: payload(touches),
    };
    entry.hash = entry.computed_hash();
    conn.prepare_cached(&format!("INSERT INTO journal ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"))?.execute(
        params![
            entry.seq as i64,
            entry.at,
            entry.actor,
            entry.action,
            entry.label,
            entry.prev,
            entry.hash,
            entry.payload
        ],
    )?;
    let mut index = conn.prepare_cached("INSERT INTO journal_record (id, seq) VALUES (?1, ?2)")?;
    for touch in touches {
        index.execute(params![touch.id.to_string(), entry.seq as i64])?;
    }
    Ok((entry.seq, entry.hash))
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
    let mut statement = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM journal WHERE seq > ?1 ORDER BY seq"))?;
    let mut rows = statement.query([seq as i64])?;
    while let Some(row) = rows.next()? {
        each(Entry::of(row)?)?;
    }
    Ok(())
}

/// Time, actor and label of the last `n` entries, newest first.
pub(super) fn labels(conn: &Connection, n: usize) -> rusqlite::Result<Vec<(crate::domain::Stamp, String, String)>> {
    let mut statement = conn.prepare_cached("SELECT seq, at, actor, label FROM journal ORDER BY seq DESC LIMIT ?1")?;
    let rows = statement.query_map([n as i64], |row| {
        let (seq, at): (u64, String) = (seq(row)?, row.get(1)?);
        let at = crate::domain::Stamp::parse(&at);
        let at = at.ok_or_else(|| damaged(format!("journal entry {seq} cannot be read")))?;
        Ok((at, row.get(2)?, row.get(3)?))
    })?;
    rows.collect()
}

pub(super) fn entry(conn: &Connection, seq: u64) -> rusqlite::Result<Option<Entry>> {
    let sql = format!("SELECT {COLUMNS} FROM journal WHERE seq = ?1");
    conn.prepare_cached(&sql)?.query_row([seq as i64], Entry::of).optional()
}

/// The entries of one record, oldest first.
pub(super) fn entries_of(conn: &Connection, id: Id) -> rusqlite::Result<Vec<Entry>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM journal WHERE seq IN (SELECT seq FROM journal_record WHERE id = ?1) ORDER BY seq"
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let rows = statement.query_map([id.to_string()], Entry::of)?;
    rows.collect()
}

/// Who changed a record last, and with which step.
pub(super) fn last_of(conn: &Connection, id: Id) -> rusqlite::Result<Option<(String, String)>> {
    conn.prepare_cached(
        "SELECT actor, label FROM journal WHERE seq = (SELECT max(seq) FROM journal_record WHERE id = ?1)",
    )?
    .query_row([id.to_string()], |r| Ok((r.get(0)?, r.get(1)?)))
    .optional()
}

/// Whether an entry with this hash is in the file.
pub(super) fn contains(conn: &Connection, hash: &Hash) -> rusqlite::Result<Option<u64>> {
    conn.prepare_cached("SELECT seq FROM journal WHERE hash = ?1")?.query_row([hash], seq).optional()
}

/// Sets the fields of a record from a payload; a sentence names what does not fit.
pub(super) fn put(record: &mut Record, fields: &Map<String, Json>) -> Result<(), String> {
    let spec = record.id.kind.spec();
    for (name, json) in fields {
        if name == HIDDEN {
            record.hidden = json.as_bool().unwrap_or(record.hidden);
            continue;
        }
        let i = spec.field(name).ok_or_else(|| format!("{} has no field “{name}” any more", record.id))?;
        let field = &spec.fields[i];
        record.values[i] = match json {
            Json::Null => Value::Empty,
            Json::Number(n) => rows::value(field, &n.to_string())?,
            Json::String(text) => rows::value(field, text)?,
            _ => return Err(format!("{}: the journal holds no value for it", field.label)),
        };
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_sorted_in_canonical_json() {
        assert_eq!(json!({"b": 1, "a": {"d": 1, "c": 2}}).to_string(), r#"{"a":{"c":2,"d":1},"b":1}"#);
    }

    #[test]
    fn the_hash_covers_every_part_and_its_borders() {
        let entry = Entry {
            seq: 1,
            at: "a".into(),
            actor: "b".into(),
            action: "do".into(),
            label: "l".into(),
            prev: genesis(&[7; 16]),
            hash: [0; 32],
            payload: "{}".into(),
        };
        let base = entry.computed_hash();
        assert_ne!(base, Entry { at: "ab".into(), actor: "".into(), ..entry.clone() }.computed_hash());
        assert_ne!(base, Entry { seq: 2, ..entry.clone() }.computed_hash());
        assert_ne!(base, Entry { prev: [0; 32], ..entry }.computed_hash());
    }

    #[test]
    fn actions_read_back() {
        for action in [Action::Create, Action::Do, Action::Undo(3), Action::Redo(12), Action::Note] {
            assert_eq!(Action::parse(&action.to_string()), Some(action));
        }
        assert_eq!(Action::parse("undo x"), None);
    }
}
