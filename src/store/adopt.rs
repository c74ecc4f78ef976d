//! The way back from a rescue file: texts and lines go in their places as drafts, steps are left to be asked about.

use super::{Draft, Rescue, drafts, error::sentence, journal, rescue};
use crate::domain::Change;
use rusqlite::{Connection, Transaction, TransactionBehavior, params};
use sha2::{Digest, Sha256};

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
        let saved = tx.prepare_cached(told)?.exists(params![at.to_string(), change.label])?;
        if !saved && !is_taken_back(&tx, &change)? {
            waiting.push((change, at));
        }
    }
    found.changes = waiting;
    tx.commit()
}

/// Steps of rescue files that are in the journal, while their files are still there.
const TAKEN_BACK: &str = "taken-back/";

/// The name under which a step of a rescue file is noted: it tells nothing of what the step says.
fn taken_back_key(change: &Change) -> Option<String> {
    let made = change.made?;
    let digest = Sha256::digest(format!("{made}\n{}", change.label));
    Some(format!("{TAKEN_BACK}{}", journal::hex(&digest)))
}

/// Notes in the transaction of a step that it came from a rescue file, so that a crash before that file is removed does
/// not offer it again.
pub(super) fn note_taken_back(conn: &Connection, change: &Change) -> rusqlite::Result<()> {
    taken_back_key(change).map_or(Ok(()), |key| keep(conn, &key, "1"))
}

fn is_taken_back(conn: &Connection, change: &Change) -> rusqlite::Result<bool> {
    let Some(key) = taken_back_key(change) else { return Ok(false) };
    conn.prepare_cached("SELECT 1 FROM setting WHERE key = ?1")?.exists([key])
}

/// Their files are gone, so nothing has to be told apart any more.
pub(super) fn forget_taken_back(conn: &Connection) -> rusqlite::Result<()> {
    let sql = "DELETE FROM setting WHERE key GLOB ?1 || '*'";
    conn.prepare_cached(sql)?.execute([TAKEN_BACK]).map(drop)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::{Id, Kind, Stamp, Value, kinds::person},
        store::{self, FoundingStep, open},
    };

    #[test]
    fn a_step_that_was_taken_back_is_not_offered_again_although_its_copy_is_still_there() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("a.aims");
        let made = Stamp { utc: 1_780_000_000, offset: 0 };
        let values = vec![(person::NAME, Value::text("Ada"))];
        let change = Change { made: Some(made), ..Change::new("add Ada").create(Id::new(Kind::Person, 1), values) };
        let first = FoundingStep {
            at: made,
            actor: "ann".into(),
            change: Change::new("unlike").create(Id::new(Kind::Person, 2), vec![(person::NAME, Value::text("Ben"))]),
        };
        store::create(&data, &[first]).unwrap();
        let conn = open::connect(&data, true).unwrap();
        let copy = folder.path().join("a-1-1.rescue.json");
        let found = || {
            std::fs::write(&copy, "{}").unwrap();
            let changes = vec![(change.clone(), made)];
            Rescue {
                path: copy.clone(),
                actor: "ann".into(),
                why: String::new(),
                changes,
                drafts: vec![],
                settings: vec![],
                unread: 0,
            }
        };
        assert!(adopt(&conn, found(), "ann", 1).unwrap().is_some(), "it waits to be asked about");
        note_taken_back(&conn, &change).unwrap();
        assert!(adopt(&conn, found(), "ann", 1).unwrap().is_none() && !copy.exists(), "it is in the file");
        forget_taken_back(&conn).unwrap();
        assert!(adopt(&conn, found(), "ann", 1).unwrap().is_some(), "nothing of it is kept");
    }
}
