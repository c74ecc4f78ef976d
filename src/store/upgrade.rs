//! Files of an earlier version: read through a copy in memory, and brought up to date only when a person asks for it.

use super::{
    Presence, Who, cut_short,
    error::StoreError,
    guard::Guard,
    header, open, schema, session, settings,
    verify::{self, Verified},
    whole::NewFile,
};
use crate::domain::Stamp;
use rusqlite::{Connection, MAIN_DB};
use std::path::{Path, PathBuf};

/// What an upgrade did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upgraded {
    pub from: u32,
    pub to: u32,
    /// The verified copy of the file as it was.
    pub copy: PathBuf,
}

/// A copy in memory of an open file of version `from`, brought up to date.
pub(super) fn copy_of(original: &mut Connection, from: u32, at: Stamp, actor: &str) -> Result<Connection, StoreError> {
    let copy = in_memory(original)?;
    let tx = copy.unchecked_transaction()?;
    schema::migrate(&tx, from, at, actor)?;
    tx.commit()?;
    Ok(copy)
}

/// From this many bytes on a copy is kept in a private folder instead of in memory: 1 GiB.
const LARGE: usize = 1 << 30;

/// A copy of a database in memory, a very large one in a private folder, with the settings of every connection.
pub(super) fn in_memory(of: &mut Connection) -> Result<Connection, StoreError> {
    let bytes = of.serialize(MAIN_DB)?;
    if bytes.len() >= LARGE {
        return in_private_folder(&bytes);
    }
    let mut copy = Connection::open_in_memory()?;
    copy.deserialize_read_exact(MAIN_DB, &bytes[..], bytes.len(), false)?;
    settings::apply_in_memory(&mut copy)?;
    Ok(copy)
}

/// A copy in a folder that nobody else may enter; the folder goes at once, the copy when its connection ends.
fn in_private_folder(bytes: &[u8]) -> Result<Connection, StoreError> {
    let temporary = std::env::temp_dir();
    let io = |e| StoreError::io(&temporary, e);
    let folder = tempfile::Builder::new().prefix("aims-").tempdir().map_err(io)?;
    let path = folder.path().join("copy.aims");
    std::fs::write(&path, bytes).map_err(io)?;
    let mut copy = Connection::open(&path)?;
    // No journal beside a file whose name is gone.
    copy.pragma_update(None, "journal_mode", "MEMORY")?;
    settings::apply_in_memory(&mut copy)?;
    // SQLite opens the file with the first look into it.
    copy.query_row("SELECT count(*) FROM sqlite_schema", [], |r| r.get::<_, i64>(0))?;
    folder.close().map_err(io)?;
    Ok(copy)
}

/// Brings a file to the version of this program, as one transaction, and leaves a verified copy of the old one beside
/// it. Refused while somebody has the file open; `take_over` overrules those of whom nobody can tell whether they run.
pub fn upgrade(path: &Path, who: &Who, at: Stamp, take_over: bool) -> Result<Option<Upgraded>, StoreError> {
    let looked = header::look(path)?;
    let path = looked.path.clone();
    if looked.version == schema::VERSION && !looked.journal {
        return Ok(None);
    }
    if looked.journal {
        cut_short::recover(&looked)?;
    }
    // Opened before the first connection and closed after it: it would drop the locks of SQLite otherwise.
    let guard = Guard::of(&path).map_err(|e| StoreError::io(&path, e))?;
    let mut conn = open::connect(&path, true)?;
    settings::apply(&mut conn)?;
    // The header of a file in which a crash cut a step short may say the version of the step.
    let from = schema::version(&conn)?;
    if from == schema::VERSION {
        return Ok(None);
    }
    schema::compare(&conn, from, &path)?;
    // Whatever fails below ends the connection, and with it this transaction.
    conn.execute_batch("BEGIN EXCLUSIVE")?;
    // Another program may have done it meanwhile.
    if schema::version(&conn)? != from {
        return Err(StoreError::refused(&path, "another program changed its version this moment; look again"));
    }
    alone(&conn, &guard, from, who, take_over).map_err(|why| StoreError::refused(&path, why))?;
    let copy = keep_copy(&mut conn, &path, from)?;
    schema::migrate(&conn, from, at, &who.actor())?;
    verify::whole(&conn).map_err(|wrong| StoreError::refused(&path, format!("not upgraded: {}", wrong.why)))?;
    conn.execute_batch("COMMIT")?;
    Ok(Some(Upgraded { from, to: schema::VERSION, copy }))
}

/// The first version whose programs hold a lock for each session.
const LOCKS_SINCE: u32 = 4;

/// Refuses while another session lives, or may live on another host.
fn alone(conn: &Connection, guard: &Guard, from: u32, who: &Who, take_over: bool) -> Result<(), String> {
    let said = |e: &rusqlite::Error| super::error::sentence(e);
    let called = |p: &Presence| format!("{}@{} (process {})", p.user, p.host, p.pid);
    if from >= LOCKS_SINCE {
        let living = session::living(conn, guard, who, false).map_err(|e| said(&e))?;
        if let Some(other) = living {
            return Err(format!("{} has the file open; it is upgraded when that session has ended", called(&other)));
        }
    }
    let others = session::others(conn, None).map_err(|e| said(&e))?;
    // Programs of before hold no lock, whatever they are called: their process counts, and a person can overrule it.
    let here = |p: &&Presence| from < LOCKS_SINCE && p.host == who.host && p.pid != who.pid;
    if let Some(other) = others.iter().filter(here).find(|p| session::is_process(p.pid)).filter(|_| !take_over) {
        return Err(format!(
            "{} has the file open; it is upgraded when that session has ended. If that number belongs to another \
             program by now, say so with --take-over",
            called(other)
        ));
    }
    match others.iter().find(|p| p.host != who.host) {
        Some(other) if !take_over => Err(format!(
            "{} signed in on another host, and nobody here can tell whether that session still runs; \
             if it has ended, say so with --take-over",
            called(other)
        )),
        _ => Ok(()),
    }
}

/// Writes the file as it is beside itself and verifies that copy.
fn keep_copy(conn: &mut Connection, path: &Path, from: u32) -> Result<PathBuf, StoreError> {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let copy = path.with_file_name(format!("{stem}.v{from}.aims"));
    let new = NewFile::begin(&copy)?;
    let bytes = conn.serialize(MAIN_DB)?;
    std::fs::write(new.at(), &bytes[..]).map_err(|e| StoreError::io(&copy, e))?;
    match verify::verify(new.at()) {
        Verified::Ok { .. } => new.give(),
        Verified::Broken { why, .. } | Verified::Unreadable { why } => {
            Err(StoreError::refused(path, format!("not upgraded, a copy of it does not verify: {why}")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_very_large_copy_is_read_and_changed_after_its_folder_is_gone() {
        let mut of = Connection::open_in_memory().unwrap();
        of.execute_batch("CREATE TABLE t (a INTEGER); INSERT INTO t VALUES (1)").unwrap();
        let copy = in_private_folder(&of.serialize(MAIN_DB).unwrap()).unwrap();
        assert!(!Path::new(copy.path().unwrap()).exists());
        let tx = copy.unchecked_transaction().unwrap();
        tx.execute("UPDATE t SET a = 2", []).unwrap();
        tx.commit().unwrap();
        assert_eq!(copy.query_row("SELECT a FROM t", [], |r| r.get::<_, i64>(0)), Ok(2));
    }
}
