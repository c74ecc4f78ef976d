//! Adds entries at the end of the journal. What a step makes is written record by record, so that an import of a hundred
//! thousand rows is not held a second time.

use super::{
    body,
    error::damaged,
    journal::{Action, Hash, hash_touch, hash_words, head, hex, last_body, last_touch},
    links,
    made::Made,
    words::{self, Adder},
};
use crate::domain::{Id, Record, Stamp};
use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};
use std::{borrow::Cow, fmt::Write};

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
pub(super) enum Left<'a> {
    /// With the record before the step and the body of its last touch, where both are known to say the same; otherwise
    /// the journal is asked.
    Is(&'a Record, Option<(&'a Record, String)>),
    /// One that the step makes.
    Made(&'a Made<'a>),
}

/// What an entry keeps of a record.
enum Kept<'a> {
    Body {
        record: Cow<'a, Record>,
        body: String,
        turn: links::Turn,
    },
    /// Made again when it is wanted, with the words after this one.
    Made(&'a Made<'a>, i64),
}

impl<'a> Left<'a> {
    fn id(&self) -> Id {
        match self {
            Left::Is(now, _) => now.id,
            Left::Made(made) => made.id,
        }
    }
    fn keep(self, conn: &Connection, words: &mut Adder<'_>) -> rusqlite::Result<Kept<'a>> {
        let id = self.id();
        let (record, before) = match self {
            Left::Is(now, before) => (Cow::Borrowed(now), before),
            Left::Made(made) if last_body(conn, id)?.is_none() => {
                let first = words.last();
                body::texts(&made.record()).try_for_each(|text| words.add(text).map(drop))?;
                return Ok(Kept::Made(made, first));
            }
            // Its row was taken away by another program, and the journal knows it all the same.
            Left::Made(made) => (Cow::Owned(made.record()), None),
        };
        let lines = match &before {
            Some((_, body)) => Some(body::parse(body).ok_or_else(|| damaged(format!("{id} cannot be read")))?),
            None => last_touch(conn, id)?.map(|t| t.lines),
        };
        let after = body::of(conn, &record, lines.as_ref(), before.as_ref().map(|(old, _)| *old), words)?;
        Ok(Kept::Body { record, body: body::write(&after), turn: links::Turn::of(lines.as_ref(), &after) })
    }
}

impl Kept<'_> {
    /// Hands on the record with its body and how its links turn.
    fn with<T>(&self, take: impl FnOnce(&Record, &str, &links::Turn) -> rusqlite::Result<T>) -> rusqlite::Result<T> {
        match self {
            Kept::Body { record, body, turn } => take(record, body, turn),
            Kept::Made(made, first) => {
                let record = made.record();
                let (body, links) = body::made(&record, *first);
                take(&record, &body, &links::Turn::made(&links))
            }
        }
    }
}

/// Adds an entry at the end with the records as it leaves them; the caller holds the transaction.
pub(super) fn append(conn: &Connection, mark: &Mark<'_>, records: &[&Record]) -> rusqlite::Result<(u64, Hash)> {
    append_left(conn, mark, records.iter().map(|now| Left::Is(now, None)).collect())
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
    records.sort_by_key(|r| (r.id().kind.spec().prefix, r.id().n));
    let mut adder = Adder::new(conn)?;
    let kept: Vec<Kept<'_>> =
        records.into_iter().map(|left| left.keep(conn, &mut adder)).collect::<rusqlite::Result<_>>()?;
    let last_word = adder.last();
    let mut text = format!("aims 2\nprev {}\nseq {seq}\nat {}\n", hex(&prev), mark.at);
    let _ = writeln!(text, "actor {actor}\naction {}\nlabel {label}", mark.action);
    let _ = writeln!(text, "reason {}\nwords {last_word}", reason.unwrap_or(0));
    let mut sha = Sha256::new_with_prefix(text);
    hash_words(conn, first_word, last_word, &mut sha)?;
    for kept in &kept {
        kept.with(|record, body, _| {
            let (prefix, n) = (record.id.kind.spec().prefix, i64::from(record.id.n));
            hash_touch(prefix, n, (record.rev, record.hidden), body, &mut sha);
            Ok(())
        })?;
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
    for kept in &kept {
        kept.with(|record, body, turn| touch_with(conn, seq, record, body, turn))?;
    }
    Ok((seq, hash))
}

fn touch_with(conn: &Connection, seq: u64, record: &Record, body: &str, turn: &links::Turn) -> rusqlite::Result<()> {
    let (kind, n) = (record.id.kind.spec().prefix, record.id.n);
    conn.prepare_cached("INSERT INTO touch (kind, n, seq, rev, hidden, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
        .execute(params![kind, n, seq as i64, record.rev, record.hidden, body])?;
    links::follow(conn, record.id, seq, turn)
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
