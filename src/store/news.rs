//! What others added to the journal since this session looked last.

use super::{
    Reply,
    journal::{self, Action, Entry},
    rows,
};
use crate::domain::{Id, Record};
use rusqlite::Connection;

/// Steps that one person made one after the other.
struct Run {
    actor: String,
    labels: Vec<String>,
    about: Vec<Vec<Id>>,
    last: u64,
    reasoned: bool,
}

/// The steps of others after entry `since` as replies, one for each run of steps by one person, and the new last entry.
pub(super) fn read(conn: &Connection, since: u64) -> rusqlite::Result<(Vec<Reply>, u64)> {
    let (last, _) = journal::head(conn)?;
    if last == since {
        return Ok((Vec::new(), last));
    }
    let mut runs: Vec<Run> = Vec::new();
    journal::walk(conn, since, |entry| {
        let ids = journal::ids_of(conn, entry.seq)?;
        let label = label(&entry);
        let reasoned = entry.reason.is_some();
        match runs.last_mut().filter(|run| run.actor == entry.actor) {
            Some(run) => {
                run.labels.push(label);
                run.about.push(ids);
                run.last = entry.seq;
                run.reasoned |= reasoned;
            }
            None => {
                runs.push(Run { actor: entry.actor, labels: vec![label], about: vec![ids], last: entry.seq, reasoned })
            }
        }
        Ok::<(), rusqlite::Error>(())
    })?;
    let replies: rusqlite::Result<Vec<Reply>> = runs
        .into_iter()
        .map(|Run { actor, labels, about, last, reasoned }| {
            let touched = records(conn, about.concat())?;
            Ok(Reply::Others { actor, labels, about, last, touched, reasoned })
        })
        .collect();
    Ok((replies?, last))
}

/// What someone did, in the words that they saw themselves.
fn label(entry: &Entry) -> String {
    match Action::parse(&entry.action) {
        Some(Action::Undo(_)) => format!("undo: {}", entry.label),
        Some(Action::Redo(_)) => format!("redo: {}", entry.label),
        _ => entry.label.clone(),
    }
}

/// The records, each once, as they are in the file.
fn records(conn: &Connection, mut ids: Vec<Id>) -> rusqlite::Result<Vec<Record>> {
    ids.sort_unstable();
    ids.dedup();
    let mut records = Vec::with_capacity(ids.len());
    for id in ids {
        records.extend(rows::read(conn, id)?);
    }
    Ok(records)
}
