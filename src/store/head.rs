//! The head of a file, and whether a head that was kept elsewhere is in its history.

use super::{
    StoreError, header,
    journal::{self, Hash, hex},
    open, schema, settings,
    verify::{self, Verified},
};
use crate::domain::{Stamp, head::Head};
use rusqlite::{Connection, OptionalExtension};
use std::path::Path;

/// What a file says of a head that was kept elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadStanding {
    /// It is in this history: what was recorded then was not rewritten since.
    Holds,
    /// The step has another hash: the history was rewritten, or this file went another way.
    Differs,
    /// The file ends before that step: its end was cut off, or it is an older copy.
    Beyond { last: u64 },
    /// It is the head of another file.
    Another,
}

/// The head of a file that is what was saved.
pub fn head_of(path: &Path, at: Stamp) -> Result<Head, StoreError> {
    match verify::verify(path) {
        Verified::Ok { .. } => {}
        Verified::Broken { why, .. } => {
            return Err(StoreError::refused(
                path,
                format!("nothing was sealed: the file is not what was saved: {why}"),
            ));
        }
        Verified::Unreadable { why } => return Err(StoreError::refused(path, format!("nothing was sealed: {why}"))),
    }
    let read = |conn: &Connection| {
        let (step, hash) = journal::head(conn)?;
        Ok(Head { file: file_id(conn)?, step, sha256: hex(&hash), at: at.to_string() })
    };
    with(path, |conn, version| match version {
        1 => Err(StoreError::refused(path, "the file is of version 1; bring it up to date first (aims upgrade)")),
        _ => read(conn).map_err(|error: rusqlite::Error| error.into()),
    })
}

/// What the file says of each of these heads.
pub fn known(path: &Path, heads: &[Head]) -> Result<Vec<HeadStanding>, StoreError> {
    with(path, |conn, _| Ok(heads.iter().map(|head| one(conn, head)).collect::<rusqlite::Result<_>>()?))
}

fn one(conn: &Connection, head: &Head) -> rusqlite::Result<HeadStanding> {
    if file_id(conn)? != head.file {
        return Ok(HeadStanding::Another);
    }
    let (last, _) = journal::head(conn)?;
    if head.step > last {
        return Ok(HeadStanding::Beyond { last });
    }
    let found = match head.step {
        0 => vec![journal::genesis_of(conn)?],
        step => hashes(conn, step)?,
    };
    Ok(if found.iter().any(|hash| hex(hash) == head.sha256) { HeadStanding::Holds } else { HeadStanding::Differs })
}

/// The hash of a step, and the one it had before the journal was founded anew.
fn hashes(conn: &Connection, step: u64) -> rusqlite::Result<Vec<Hash>> {
    let sql = "SELECT hash, old_hash FROM entry WHERE seq = ?1";
    let row = |r: &rusqlite::Row<'_>| Ok((r.get::<_, Hash>(0)?, r.get::<_, Option<Hash>>(1)?));
    let found = conn.prepare_cached(sql)?.query_row([step as i64], row).optional()?;
    Ok(found.map(|(hash, old)| [Some(hash), old].into_iter().flatten().collect()).unwrap_or_default())
}

fn file_id(conn: &Connection) -> rusqlite::Result<String> {
    conn.query_row("SELECT file_id FROM meta", [], |r| r.get::<_, Vec<u8>>(0)).map(|id| hex(&id))
}

/// Reads through a connection that changes nothing.
fn with<T>(path: &Path, read: impl FnOnce(&Connection, u32) -> Result<T, StoreError>) -> Result<T, StoreError> {
    let looked = header::look_at_any(path)?;
    if looked.journal {
        return Err(StoreError::refused(&looked.path, "a crash cut a save short; open it once (aims FILE)"));
    }
    let mut conn = open::connect(&looked.path, false)?;
    settings::apply(&mut conn)?;
    let version = schema::version(&conn)?;
    read(&conn, version).map_err(|error| error.of_file(&looked.path))
}
