//! Undo and redo: new steps with before and after exchanged. Only one's own steps, newest first.

use super::{
    apply::{self, Pen, Work, Written},
    body,
    error::Failure,
    journal::{self, Action, Entry, Mark, Touch},
    near, rows,
};
use crate::domain::{Record, Value, gate::Road, own};
use rusqlite::{Connection, params};
use std::collections::{BTreeSet, HashSet};

/// A step to take back or do again, and the entry since which its records must be untouched by others.
struct Target {
    step: u64,
    since: u64,
}

/// Takes back the newest of the actor's own steps that still stands.
pub(super) fn undo(conn: &Connection, pen: &Pen<'_>, because: Option<&str>) -> Result<Written, Failure> {
    let target = standing(conn, pen.actor)?.ok_or_else(|| Failure::Refused("nothing of yours to undo".into()))?;
    exchange(conn, pen, &target, true, because)
}

/// The step that [`undo`] would take back, and what it is called.
pub(super) fn next(conn: &Connection, actor: &str) -> rusqlite::Result<Option<(u64, String)>> {
    let Some(target) = standing(conn, actor)? else { return Ok(None) };
    Ok(journal::entry(conn, target.step)?.map(|entry| (entry.seq, entry.label)))
}

/// Does again what the actor undid last, unless something new was done since.
pub(super) fn redo(conn: &Connection, pen: &Pen<'_>, because: Option<&str>) -> Result<Written, Failure> {
    let target = undone(conn, pen.actor)?.ok_or_else(|| Failure::Refused("nothing of yours to redo".into()))?;
    exchange(conn, pen, &target, false, because)
}

/// Walks the actor's own entries from the newest back until `pick` decides.
fn own<T>(
    conn: &Connection,
    actor: &str,
    mut pick: impl FnMut(u64, Action) -> Option<Option<T>>,
) -> rusqlite::Result<Option<T>> {
    let mut statement = conn.prepare_cached(
        "SELECT e.seq, e.action, w.text FROM entry e JOIN word w ON w.n = e.actor ORDER BY e.seq DESC",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if row.get_ref(2)?.as_str_or_null() != Ok(Some(actor)) {
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

fn exchange(
    conn: &Connection,
    pen: &Pen<'_>,
    target: &Target,
    back: bool,
    because: Option<&str>,
) -> Result<Written, Failure> {
    let entry = journal::entry(conn, target.step)?
        .ok_or_else(|| Failure::Refused(format!("journal entry {} is missing", target.step)))?;
    let verb = if back { "undo" } else { "redo" };
    let mut works = Vec::new();
    for id in journal::ids_of(conn, entry.seq)? {
        let Some(touch) = journal::touch_at(conn, id, entry.seq)? else { continue };
        untouched_by_others(conn, pen.actor, &entry, &touch, target.since, verb)?;
        let before = rows::read_exact(conn, touch.id)?
            .ok_or_else(|| Failure::Refused(format!("cannot {verb} “{}”: {} is missing", entry.label, touch.id)))?;
        let now = exchanged(conn, &before, &touch, back)?
            .map_err(|why| Failure::Refused(format!("cannot {verb} “{}”: {why}", entry.label)))?;
        works.push(Work { before: Some(before), now });
    }
    let records: Vec<&Record> = works.iter().map(|w| &w.now).collect();
    // What was agreed on is another text now.
    for now in near::ended_agreements(conn, pen.at, &records)? {
        works.push(Work { before: rows::read_exact(conn, now.id)?, now });
    }
    let records: Vec<&Record> = works.iter().map(|w| &w.now).collect();
    let road = if back { Road::Undo } else { Road::Redo };
    near::ask_step(conn, (pen.at, pen.actor), &records, road, because).map_err(|failure| match failure {
        Failure::Refused(why) => Failure::Refused(format!("cannot {verb} “{}”: {why}", entry.label)),
        other => other,
    })?;
    let action = if back { Action::Undo(target.step) } else { Action::Redo(target.step) };
    let (seq, hash) =
        apply::commit(conn, &works, &Mark { reason: because, ..Mark::new(pen.at, pen.actor, action, &entry.label) })?;
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
        "SELECT a.text, l.text FROM touch t JOIN entry e USING (seq) JOIN word a ON a.n = e.actor
         JOIN word l ON l.n = e.label
         WHERE t.kind = ?1 AND t.n = ?2 AND t.seq > ?3 AND a.text IS NOT ?4 ORDER BY t.seq DESC LIMIT 1",
    )?;
    let mut rows = statement.query(params![touch.id.kind.spec().prefix, touch.id.n, since as i64, actor])?;
    match rows.next()? {
        None => Ok(()),
        Some(row) => {
            let erased = |text: Option<String>| text.unwrap_or_else(|| journal::ERASED.into());
            let (who, what) = (erased(row.get(0)?), erased(row.get(1)?));
            Err(Failure::Refused(format!(
                "cannot {verb} “{}”: {who} changed {} since (“{what}”)",
                entry.label, touch.id
            )))
        }
    }
}

/// The record with the other side of a step put in; refused unless the step's own side is there now.
fn exchanged(
    conn: &Connection,
    record: &Record,
    touch: &Touch,
    back: bool,
) -> rusqlite::Result<Result<Record, String>> {
    let mut now = Record { rev: record.rev + 1, ..record.clone() };
    let changed = |there: bool| if there { Err(format!("{} has been changed since", record.id)) } else { Ok(()) };
    let Some(before) = journal::touch_at(conn, touch.id, touch.seq.saturating_sub(1))? else {
        // The step made the record: taking that back hides it, doing it again shows it.
        now.hidden = back;
        return Ok(changed(now.hidden == record.hidden).map(|()| now));
    };
    let (there, put) = if back { (touch, &before) } else { (&before, touch) };
    if there.hidden != put.hidden {
        if record.hidden != there.hidden {
            return Ok(changed(true).map(|()| now));
        }
        now.hidden = put.hidden;
    }
    let kind = touch.id.kind;
    let named = there.lines.keys().chain(put.lines.keys()).filter_map(|name| own::named(kind, name));
    for i in named.collect::<BTreeSet<usize>>() {
        let Some(field) = own::stored(kind, i).filter(|field| field.stored()) else { continue };
        let name = own::name(kind, i);
        let (old, new) = (there.lines.get(&*name), put.lines.get(&*name));
        if old == new {
            continue;
        }
        let read = |held: Option<&body::Held>| held.map_or(Ok(Value::Empty), |held| body::value(conn, field, held));
        if *record.value(i) != read(old)? {
            return Ok(changed(true).map(|()| now));
        }
        if let Some(body::Held::Word(n)) = new
            && super::words::text(conn, *n)?.is_none()
        {
            return Ok(Err(format!("{} of {} was erased", field.label.to_lowercase(), record.id)));
        }
        now.values[i] = read(new)?;
    }
    Ok(Ok(now))
}
