//! The way back from a rescue file: texts and lines go in their places as drafts, steps are left to be asked about.

use super::{Draft, Rescue, drafts, error::sentence, rescue};
use crate::domain::Change;
use rusqlite::{Connection, Transaction, TransactionBehavior, params};

/// Takes in what needs no question; the rescue with the steps that are still to be asked about, if there are any. The
/// error says why it stays as it is.
pub(super) fn adopt(conn: &Connection, mut found: Rescue, actor: &str, session: i64) -> Result<Option<Rescue>, String> {
    take_in(conn, &mut found, actor, session).map_err(|e| sentence(&e))?;
    if found.changes.is_empty() && found.unread == 0 {
        rescue::remove(&found.path);
        return Ok(None);
    }
    if found.unread > 0 {
        return Err(format!("{} of it cannot be read by this program", found.unread));
    }
    // The steps wait on; what was taken in must not come a second time.
    rescue::keep_steps(&found).map_err(|e| e.to_string())?;
    Ok(Some(found))
}

fn take_in(conn: &Connection, found: &mut Rescue, actor: &str, session: i64) -> rusqlite::Result<()> {
    let tx = Transaction::new_unchecked(conn, TransactionBehavior::Immediate)?;
    // A step that ended a draft has its text.
    let ended = |draft: &&Draft| !found.changes.iter().any(|(c, _)| c.ends_draft == Some((draft.id, draft.field)));
    for draft in found.drafts.iter().filter(ended) {
        if !is_newer(&tx, draft, session)? {
            drafts::keep(&tx, draft, actor, session)?;
        }
    }
    for (key, value) in &found.settings {
        keep(&tx, key, value)?;
    }
    let mut waiting: Vec<(Change, _)> = Vec::new();
    for (change, at) in std::mem::take(&mut found.changes) {
        let told = "SELECT 1 FROM entry e JOIN word w ON w.n = e.label WHERE e.at = ?1 AND w.text = ?2";
        if !tx.prepare_cached(told)?.exists(params![at.to_string(), change.label])? {
            waiting.push((change, at));
        }
    }
    found.changes = waiting;
    tx.commit()
}

/// Whether the field has a later draft in the file that would be offered here.
fn is_newer(conn: &Connection, draft: &Draft, session: i64) -> rusqlite::Result<bool> {
    let there = drafts::all(conn, Some(session))?;
    Ok(there.iter().any(|d| (d.id, d.field) == (draft.id, draft.field) && d.at.utc > draft.at.utc))
}

/// Keeps a setting, outside the journal.
pub(super) fn keep(conn: &Connection, key: &str, value: &str) -> rusqlite::Result<()> {
    let sql = "INSERT INTO setting (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
    conn.prepare_cached(sql)?.execute([key, value])?;
    Ok(())
}
