//! A new file from what was read: the journal up to the first step that is not as it was written, the records of then,
//! and one step with what they hold now.

use super::{
    super::{
        apply::{self, Work},
        body, entry,
        error::StoreError,
        journal::{self, Action, Hash, Mark},
        links, past, rows, words,
    },
    Recovered,
};
use crate::domain::{Id, Kind, Record, Stamp};
use rusqlite::{Connection, OptionalExtension, params, params_from_iter, types::Value};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Lines of the list that the step of the recovery keeps as its reason.
const KEPT: usize = 40;

pub(super) fn rebuild(
    stage: &Connection,
    into: &Connection,
    lost: Vec<String>,
    name: &str,
    (actor, at): &(String, Stamp),
) -> Result<Recovered, StoreError> {
    let mut made = Recovered { lost, ..Recovered::default() };
    let id: Option<Vec<u8>> = stage.query_row("SELECT file_id FROM meta", [], |r| r.get(0)).optional()?;
    into.execute("INSERT INTO meta (one, file_id) VALUES (1, coalesce(?1, randomblob(16)))", [&id])?;
    let last: i64 = stage.query_row("SELECT coalesce(max(seq), 0) FROM entry", [], |r| r.get(0))?;
    if id.is_some() {
        made.steps = steps(stage, into, &mut made.lost)?;
    }
    let broken = made.lost.iter().any(|what| what.starts_with("table entry"));
    let complete = made.steps == last as u64 && !broken;
    if !complete {
        made.lost.push(format!(
            "the journal from step {} on (of {last} that were seen) is not as it was written: what the records hold now \
             is taken over, how they came to it is not",
            made.steps + 1
        ));
    }
    let mut works = Vec::new();
    for kind in Kind::ALL {
        records(stage, into, *kind, complete, &mut made, &mut works)?;
    }
    if !made.lost.is_empty() || !works.is_empty() {
        let label = format!("recovered from {name}: what could be read of it");
        let reason: Vec<String> = made.lost.iter().take(KEPT).cloned().collect();
        let reason = format!("what could not be read, {} in all:\n{}", made.lost.len(), reason.join("\n"));
        let mark = Mark { reason: Some(&reason), ..Mark::new(*at, actor, Action::Note, &label) };
        apply::commit(into, &works, &mark).map_err(StoreError::from)?;
    }
    ["session", "setting", "draft"].iter().try_for_each(|table| copy(stage, into, table))?;
    Ok(made)
}

/// Copies step after step as long as each is as its hash says; returns the last one.
fn steps(stage: &Connection, into: &Connection, lost: &mut Vec<String>) -> rusqlite::Result<u64> {
    let (mut last, mut brought) = (0, 0);
    loop {
        into.execute_batch("SAVEPOINT step")?;
        match step(stage, into, last + 1, brought, lost) {
            Ok(Some(to)) => {
                into.execute_batch("RELEASE step")?;
                (last, brought) = (last + 1, to);
            }
            _ => {
                into.execute_batch("ROLLBACK TO step; RELEASE step")?;
                return Ok(last);
            }
        }
    }
}

/// Copies one step; `None` if it is not as it was written. Returns the last word that it brought.
fn step(
    stage: &Connection,
    into: &Connection,
    seq: u64,
    brought: i64,
    lost: &mut Vec<String>,
) -> rusqlite::Result<Option<i64>> {
    let mut statement = stage.prepare_cached(&format!("{} WHERE seq = ?1", entry::ROWS))?;
    let Some(row) = statement.query_row([seq as i64], entry::Row::of).optional()? else { return Ok(None) };
    if seq == 1 && row.prev != journal::genesis_of(into)? {
        return Ok(None);
    }
    for n in brought + 1..=row.words {
        word(stage, into, n, lost)?;
    }
    one(stage, into, "entry", "seq = ?1", seq as i64)?;
    one(stage, into, "touch", "seq = ?1", seq as i64)?;
    let mut sha = Sha256::new_with_prefix(entry::head_lines(&row));
    journal::hash_words(into, brought, row.words, &mut sha)?;
    let mut touches =
        into.prepare_cached("SELECT kind, n, rev, hidden, body FROM touch WHERE seq = ?1 ORDER BY kind, n")?;
    let mut rows = touches.query([seq as i64])?;
    while let Some(r) = rows.next()? {
        let (prefix, n): (String, u32) = (r.get(0)?, r.get(1)?);
        let body: String = r.get(4)?;
        journal::hash_touch(&prefix, i64::from(n), (r.get(2)?, r.get(3)?), &body, &mut sha);
        let (Some(kind), Some(after)) = (journal::kind_of(&prefix), body::parse(&body)) else { return Ok(None) };
        let id = Id::new(kind, n);
        let before = journal::touch_at(into, id, seq - 1)?.map(|touch| touch.lines);
        links::follow(into, id, seq, &links::Turn::of(before.as_ref(), &after))?;
    }
    Ok((Hash::from(sha.finalize()) == row.hash).then_some(row.words))
}

/// Copies a word. If its text is not what its digest says, the text stays behind.
fn word(stage: &Connection, into: &Connection, n: i64, lost: &mut Vec<String>) -> rusqlite::Result<()> {
    let row = |r: &rusqlite::Row<'_>| {
        Ok((r.get::<_, Hash>(0)?, r.get::<_, Option<Vec<u8>>>(1)?, r.get::<_, Option<String>>(2)?))
    };
    let sql = "SELECT digest, salt, text FROM word WHERE n = ?1";
    let (digest, mut salt, mut text) = stage.prepare_cached(sql)?.query_row([n], row)?;
    if text.as_ref().is_some_and(|text| words::digest(salt.as_deref().unwrap_or_default(), text) != digest) {
        lost.push(format!("word {n} of the journal is not what was written; it stands there as if it were erased"));
        (salt, text) = (None, None);
    }
    let sql = "INSERT INTO word (n, digest, salt, text) VALUES (?1, ?2, ?3, ?4)";
    into.prepare_cached(sql)?.execute(params![n, digest, salt, text]).map(drop)
}

/// The records of a kind: as of the last step that was copied, and what the rows say beyond that.
fn records(
    stage: &Connection,
    into: &Connection,
    kind: Kind,
    complete: bool,
    made: &mut Recovered,
    works: &mut Vec<Work>,
) -> Result<(), StoreError> {
    let then = past::load(into, kind, made.steps, true)?;
    then.iter().try_for_each(|record| rows::insert(into, record))?;
    let mut then: BTreeMap<u32, Record> = then.into_iter().map(|record| (record.id.n, record)).collect();
    made.records += then.len();
    let mut statement = stage.prepare(&format!("SELECT n FROM \"{}\" ORDER BY n", kind.spec().table))?;
    let numbers: Vec<u32> = statement.query_map([], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?;
    for id in numbers.into_iter().map(|n| Id::new(kind, n)) {
        let (known, found) = (then.remove(&id.n), rows::read_exact(stage, id));
        match (known, found) {
            (Some(known), Ok(Some(found))) if known == found => {}
            (Some(known), Ok(Some(found))) if !complete && found.rev > known.rev => {
                let now = Record { rev: known.rev + 1, ..found };
                works.push(Work { before: Some(known), now });
            }
            (Some(_), _) => {
                made.restored += 1;
                made.lost.push(format!("{id}: its row is not what the journal says; what the journal says is taken"));
            }
            (None, Ok(Some(found))) => {
                made.records += 1;
                works.push(Work { before: None, now: Record { rev: 1, ..found } });
            }
            (None, _) => made.lost.push(format!("{id}: its row cannot be read")),
        }
    }
    made.restored += then.len();
    if !complete {
        made.lost.extend(then.keys().map(|n| {
            format!("{}: its row cannot be read; it is as it was after step {}", Id::new(kind, *n), made.steps)
        }));
    }
    Ok(())
}

/// Copies the rows of a table for which something holds.
fn one(stage: &Connection, into: &Connection, table: &str, where_: &str, key: i64) -> rusqlite::Result<()> {
    let mut statement = stage.prepare_cached(&format!("SELECT * FROM \"{table}\" WHERE {where_}"))?;
    insert(into, table, &mut statement, &[key])
}

fn copy(stage: &Connection, into: &Connection, table: &str) -> rusqlite::Result<()> {
    insert(into, table, &mut stage.prepare(&format!("SELECT * FROM \"{table}\""))?, &[])
}

fn insert(into: &Connection, table: &str, from: &mut rusqlite::Statement<'_>, keys: &[i64]) -> rusqlite::Result<()> {
    let names: Vec<String> = from.column_names().map(|c| format!("\"{c}\"")).collect();
    let sql = format!("INSERT INTO \"{table}\" ({}) VALUES ({})", names.join(", "), vec!["?"; names.len()].join(", "));
    let mut to = into.prepare_cached(&sql)?;
    let mut rows = from.query(params_from_iter(keys))?;
    while let Some(row) = rows.next()? {
        let values: Vec<Value> = (0..names.len()).map(|at| row.get(at)).collect::<rusqlite::Result<_>>()?;
        to.execute(params_from_iter(values))?;
    }
    Ok(())
}
