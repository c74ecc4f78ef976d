//! A person says that they know of what another program changed, and why it may stand: one step, with its reason. Until
//! then verifying fails; afterwards it goes on naming the change.

use super::{
    Who, apply,
    error::StoreError,
    header,
    journal::{self, Action, Mark},
    open, rows, schema, settings, verify,
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
    let open = verify::unacknowledged(&tx)?;
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
        for record in rows::load(conn, *kind, true)? {
            if apply::known_as(conn, &record)?.is_none() {
                found.push(record);
            }
        }
    }
    Ok(found)
}
