//! A person says that they know of what another program changed, and why it may stand: one step, with its reason. Until
//! then verifying fails; afterwards it goes on naming the change.

use super::{
    Who, apply,
    error::StoreError,
    header,
    journal::{self, Action, Mark},
    open, rows, schema, settings,
    verify::{self, Wrong},
};
use crate::domain::{Kind, Record, Stamp, value::join_ids};
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::path::Path;

/// Writes down what differs from the journal, as steps named so, and acknowledges all such steps. Returns their numbers.
pub fn acknowledge(path: &Path, because: &str, who: &Who, at: Stamp) -> Result<Vec<u64>, StoreError> {
    let looked = header::look(path)?;
    let path = looked.path.clone();
    if looked.version != schema::VERSION || looked.journal {
        return Err(StoreError::refused(&path, "the file must be opened and brought up to date first (aims upgrade)"));
    }
    let mut conn = open::connect(&path, true)?;
    settings::apply(&mut conn)?;
    schema::compare(&conn, looked.version, &path)?;
    let tx = Transaction::new_unchecked(&conn, TransactionBehavior::Immediate)?;
    let actor = who.actor();
    let changed = changed(&tx)?;
    if !changed.is_empty() {
        let ids: Vec<_> = changed.iter().map(|r| r.id).collect();
        let label = format!("changed by another program: {}", join_ids(&ids, ", "));
        let records: Vec<&Record> = changed.iter().collect();
        journal::append(&tx, &Mark::new(at, &actor, Action::Outside, &label), &records)?;
    }
    let open = unacknowledged(&tx)?;
    for seq in &open {
        let label = format!("acknowledged: what another program changed, step {seq}");
        let mark = Mark { reason: Some(because), ..Mark::new(at, &actor, Action::Known(*seq), &label) };
        journal::append(&tx, &mark, &[])?;
    }
    // What else is wrong is not made right by a reason.
    verify::whole(&tx).map_err(|wrong| StoreError::refused(&path, format!("not acknowledged: {}", wrong.why)))?;
    tx.commit()?;
    Ok(open)
}

/// The records that are not as their last entry says.
fn changed(conn: &Connection) -> Result<Vec<Record>, StoreError> {
    let mut found = Vec::new();
    for kind in Kind::ALL {
        for record in rows::load(conn, *kind, rows::Texts::All)? {
            if apply::known_as(conn, &record)?.is_none() {
                // Bytes that are no value are not taken for one.
                found.extend(rows::read_exact(conn, record.id)?);
            }
        }
    }
    Ok(found)
}

/// Each draft, and whose it claims to be.
pub(super) fn drafts(conn: &Connection) -> Result<Vec<String>, Wrong> {
    let mut statement = conn.prepare("SELECT id, field, actor, at FROM draft ORDER BY id, field, session")?;
    let rows = statement.query_map([], |r| {
        let (id, field, actor, at): (String, String, String, String) = (r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?);
        Ok(format!("a draft of {field} of {id}, said to be of {actor}, {at}; the chain does not cover drafts"))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The steps in which changes of another program were found, with what they are called and whether a person
/// acknowledged them.
fn outside(conn: &Connection) -> rusqlite::Result<Vec<(u64, String, bool)>> {
    let sql = "SELECT e.seq, coalesce(w.text, '(erased)'),
                 EXISTS (SELECT 1 FROM entry k WHERE k.seq > e.seq AND k.action = 'known ' || e.seq)
               FROM entry e JOIN word w ON w.n = e.label WHERE e.action = 'outside' ORDER BY e.seq";
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map([], |r| Ok((journal::seq(r)?, r.get(1)?, r.get(2)?)))?;
    rows.collect()
}

/// The steps of other programs that nobody has acknowledged.
fn unacknowledged(conn: &Connection) -> rusqlite::Result<Vec<u64>> {
    Ok(outside(conn)?.into_iter().filter(|(.., known)| !known).map(|(seq, ..)| seq).collect())
}

/// What other programs changed and nobody acknowledged, a sentence each.
pub(super) fn unknown(conn: &Connection) -> rusqlite::Result<Vec<String>> {
    let all = outside(conn)?.into_iter().filter(|(.., known)| !known);
    Ok(all.map(|(seq, label, _)| open_told(seq, &label)).collect())
}

fn open_told(seq: u64, label: &str) -> String {
    format!("{label} (step {seq}); look at it, then: aims acknowledge FILE --because TEXT")
}

/// Names what other programs changed; what nobody acknowledged of it is wrong.
pub(super) fn acknowledged(conn: &Connection) -> Result<Vec<String>, Wrong> {
    let all = outside(conn)?;
    let mut wrong = Vec::new();
    for (seq, label, _) in all.iter().filter(|(.., known)| !known) {
        let record = journal::ids_of(conn, *seq)?.first().map(ToString::to_string);
        wrong.push(Wrong { seq: Some(*seq), record, ..verify::broken(open_told(*seq, label)) });
    }
    Wrong::first_of(wrong)?;
    Ok(all.into_iter().map(|(seq, label, _)| format!("{label} (step {seq}), acknowledged")).collect())
}
