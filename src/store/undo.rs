//! Undo and redo: new steps with before and after exchanged. Only one's own steps, newest first.

use super::{
    apply::{self, Pen, Work, Written},
    error::Failure,
    journal::{self, Action, Entry, Mark, Touch},
    rows,
};
use crate::domain::Record;
use rusqlite::{Connection, params};
use std::collections::HashSet;

/// A step to take back or do again, and the entry since which its records must be untouched by others.
struct Target {
    step: u64,
    since: u64,
}

/// Takes back the newest of the actor's own steps that still stands.
pub(super) fn undo(conn: &Connection, pen: &Pen<'_>) -> Result<Written, Failure> {
    let target = standing(conn, pen.actor)?.ok_or_else(|| Failure::Refused("nothing of yours to undo".into()))?;
    exchange(conn, pen, &target, true)
}

/// Does again what the actor undid last, unless something new was done since.
pub(super) fn redo(conn: &Connection, pen: &Pen<'_>) -> Result<Written, Failure> {
    let target = undone(conn, pen.actor)?.ok_or_else(|| Failure::Refused("nothing of yours to redo".into()))?;
    exchange(conn, pen, &target, false)
}

/// Walks the actor's own entries from the newest back until `pick` decides.
fn own<T>(
    conn: &Connection,
    actor: &str,
    mut pick: impl FnMut(u64, Action) -> Option<Option<T>>,
) -> rusqlite::Result<Option<T>> {
    let mut statement = conn.prepare_cached("SELECT seq, action, actor FROM journal ORDER BY seq DESC")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if row.get_ref(2)?.as_str() != Ok(actor) {
            continue;
        }
        let Some(action) = Action::parse(row.get_ref(1)?.as_str().unwrap_or_default()) else { continue };
        if let Some(decided) = pick(journal::seq(row)?, action) {
            return Ok(decided);
        }
    }
    Ok(None)
}

fn standing(conn: &Connection, actor: &str) -> rusqlite::Result<Option<Target>> {
    let mut undone: HashSet<u64> = HashSet::new();
    let mut redone: Vec<(u64, u64)> = Vec::new();
    own(conn, actor, |seq, action| {
        match action {
            // What is decided by a newer entry is not decided again by an older one.
            Action::Undo(of) if !redone.iter().any(|(step, _)| *step == of) => {
                undone.insert(of);
            }
            Action::Redo(of) if !undone.contains(&of) => redone.push((of, seq)),
            Action::Do if !undone.contains(&seq) => {
                let since = redone.iter().find(|(step, _)| *step == seq).map_or(seq, |(_, at)| *at);
                return Some(Some(Target { step: seq, since }));
            }
            _ => {}
        }
        None
    })
}

fn undone(conn: &Connection, actor: &str) -> rusqlite::Result<Option<Target>> {
    let mut redone: HashSet<u64> = HashSet::new();
    own(conn, actor, |seq, action| match action {
        Action::Undo(of) if !redone.contains(&of) => Some(Some(Target { step: of, since: seq })),
        Action::Redo(of) => {
            redone.insert(of);
            None
        }
        Action::Do => Some(None),
        _ => None,
    })
}

fn exchange(conn: &Connection, pen: &Pen<'_>, target: &Target, back: bool) -> Result<Written, Failure> {
    let entry = journal::entry(conn, target.step)?
        .ok_or_else(|| Failure::Refused(format!("journal entry {} is missing", target.step)))?;
    let verb = if back { "undo" } else { "redo" };
    let mut works = Vec::new();
    for touch in entry.touches()? {
        untouched_by_others(conn, pen.actor, &entry, &touch, target.since, verb)?;
        let before = rows::read(conn, touch.id)?
            .ok_or_else(|| Failure::Refused(format!("cannot {verb} “{}”: {} is missing", entry.label, touch.id)))?;
        let now = exchanged(&before, &touch, back)
            .map_err(|why| Failure::Refused(format!("cannot {verb} “{}”: {why}", entry.label)))?;
        works.push(Work { before: Some(before), now });
    }
    let action = if back { Action::Undo(target.step) } else { Action::Redo(target.step) };
    let (seq, hash) = apply::commit(conn, &works, &Mark { at: pen.at, actor: pen.actor, action, label: &entry.label })?;
    let touched = works.into_iter().map(|w| w.now).collect();
    Ok(Written { seq, hash, label: entry.label, touched, renamed: Vec::new() })
}

/// Refuses if someone else changed the record since: what they did must not go with it.
fn untouched_by_others(
    conn: &Connection,
    actor: &str,
    entry: &Entry,
    touch: &Touch,
    since: u64,
    verb: &str,
) -> Result<(), Failure> {
    let mut statement = conn.prepare_cached(
        "SELECT j.actor, j.label FROM journal_record r JOIN journal j USING (seq)
         WHERE r.id = ?1 AND r.seq > ?2 AND j.actor <> ?3 ORDER BY r.seq DESC LIMIT 1",
    )?;
    let mut rows = statement.query(params![touch.id.to_string(), since as i64, actor])?;
    match rows.next()? {
        None => Ok(()),
        Some(row) => {
            let (who, what): (String, String) = (row.get(0)?, row.get(1)?);
            Err(Failure::Refused(format!(
                "cannot {verb} “{}”: {who} changed {} since (“{what}”)",
                entry.label, touch.id
            )))
        }
    }
}

/// The record with the other side of a step put in; refused unless the step's own side is there now.
fn exchanged(record: &Record, touch: &Touch, back: bool) -> Result<Record, String> {
    let mut now = record.clone();
    let mut there = record.clone();
    match (&touch.before, back) {
        // The step made the record: taking that back hides it, doing it again shows it.
        (None, true) => now.hidden = true,
        (None, false) => now.hidden = false,
        (Some(before), true) => {
            journal::put(&mut there, &touch.after)?;
            journal::put(&mut now, before)?;
        }
        (Some(before), false) => {
            journal::put(&mut there, before)?;
            journal::put(&mut now, &touch.after)?;
        }
    }
    if there != *record || (touch.before.is_none() && now.hidden == record.hidden) {
        return Err(format!("{} has been changed since", record.id));
    }
    now.rev += 1;
    Ok(now)
}
