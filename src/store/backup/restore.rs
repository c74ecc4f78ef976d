//! Putting a copy back in the place of a file. What lay there is kept beside it, and a file that is newer than the copy
//! is only replaced by somebody who says so.

use super::{
    super::{Who, error::StoreError, guard::Guard, header, journal, open, schema, session, settings, verify},
    clause, whole,
};
use crate::domain::Stamp;
use rusqlite::{Connection, OptionalExtension};
use std::{
    fs::{self, File, OpenOptions},
    io,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

/// What restoring did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// The steps of the journal that the file has now.
    pub entries: u64,
    pub head: String,
    /// Where what lay there is kept, and what it was.
    pub replaced: Option<Replaced>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replaced {
    pub path: PathBuf,
    /// What of it is not in the copy, as a clause; `None` if the copy holds all of it.
    pub lost: Option<String>,
}

/// Puts a verified copy in the place of a file. What lay there is kept under another name. If the copy does not hold
/// all of it, only `yes` goes on.
pub fn restore(copy: &Path, file: &Path, who: &Who, at: Stamp, yes: bool) -> Result<Restored, StoreError> {
    let (entries, head) = whole(copy, verify::verify(copy)).map_err(|e| StoreError::refused(copy, clause(e)))?;
    let there = file.symlink_metadata().is_ok();
    // Through a link the file itself is replaced.
    let file = if there { file.canonicalize().map_err(|e| StoreError::io(file, e))? } else { file.to_path_buf() };
    if there && copy.canonicalize().is_ok_and(|copy| copy == file) {
        return Err(StoreError::refused(&file, "this is the copy itself; name the file that it is to replace"));
    }
    let lost = if there { lost(copy, &file, who)? } else { None };
    if let (Some(lost), false) = (&lost, yes) {
        let why = format!("nothing was restored: {lost}; say --yes to replace it all the same, it is kept beside");
        return Err(StoreError::refused(&file, why));
    }
    let temp = beside(copy, &file)?;
    let replaced = if there { Some(Replaced { path: put_aside(&file, at)?, lost }) } else { None };
    temp.persist_noclobber(&file).map_err(|e| StoreError::io(&file, e.error))?;
    header::sync_folder(&file).map_err(|e| StoreError::io(&file, e))?;
    Ok(Restored { entries, head, replaced })
}

/// The bytes of the copy in the folder of the file, on disk.
fn beside(copy: &Path, file: &Path) -> Result<tempfile::TempPath, StoreError> {
    let folder = file.parent().filter(|f| !f.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let io = |e| StoreError::io(folder, e);
    let temp = tempfile::Builder::new().prefix(super::UNFINISHED).tempfile_in(folder).map_err(io)?.into_temp_path();
    // Nobody has the copy open: it was verified a moment ago through its guard, which is gone.
    let guard = Guard::of(copy).map_err(|e| StoreError::io(copy, e))?;
    let mut to = OpenOptions::new().write(true).mode(0o600).open(&temp).map_err(io)?;
    guard.write_to(&mut to).map_err(io)?;
    to.sync_all().map_err(io)?;
    Ok(temp)
}

/// What of the file is not in the copy, as a clause. Refused while somebody has the file open.
fn lost(copy: &Path, file: &Path, who: &Who) -> Result<Option<String>, StoreError> {
    let found = match Looked::at(file) {
        Ok(found) => found,
        Err(error) => return Ok(Some(format!("what lies there cannot be read ({})", clause(error)))),
    };
    if let Some(other) = session::living(&found.conn, &found.guard, who, header::on_network(file))? {
        let why = format!("{}@{} (process {}) has it open; end that session first", other.user, other.host, other.pid);
        return Err(StoreError::refused(file, why));
    }
    let of = Looked::at(copy)?;
    match found.lacks(&of) {
        Ok(lost) => Ok(lost),
        Err(error) => Ok(Some(format!("what lies there cannot be compared ({})", clause(error.into())))),
    }
}

/// A file that is compared.
struct Looked {
    conn: Connection,
    /// Outlives the connection.
    guard: std::sync::Arc<Guard>,
}

impl Looked {
    fn at(path: &Path) -> Result<Looked, StoreError> {
        let looked = header::look_at_any(path)?;
        if looked.journal {
            return Err(StoreError::refused(path, "a crash cut a save short"));
        }
        let mut conn = open::connect(&looked.path, false)?;
        settings::apply(&mut conn)?;
        Ok(Looked { conn, guard: looked.guard })
    }

    /// What this file has and the copy lacks.
    fn lacks(&self, copy: &Looked) -> rusqlite::Result<Option<String>> {
        let id = |conn: &Connection| conn.query_row("SELECT file_id FROM meta", [], |r| r.get::<_, Vec<u8>>(0));
        if id(&self.conn)? != id(&copy.conn)? {
            return Ok(Some("the file there is another one, not one that this is a copy of".into()));
        }
        let (mine, its) = (schema::version(&self.conn)?, schema::version(&copy.conn)?);
        if mine != its {
            return Ok(Some(format!("the file there is of file version {mine}, the copy of {its}")));
        }
        let (last, hash) = journal::head(&self.conn)?;
        if last == 0 || journal::contains(&copy.conn, &hash)?.is_some() {
            return Ok(None);
        }
        let (copied, head) = journal::head(&copy.conn)?;
        let sql = "SELECT e.at, w.text FROM entry e JOIN word w ON w.n = e.actor WHERE e.seq = ?1";
        let row = |r: &rusqlite::Row<'_>| Ok((r.get::<_, String>(0)?, r.get::<_, Option<String>>(1)?));
        let newest = self.conn.query_row(sql, [last as i64], row).optional()?.unwrap_or_default();
        let by = newest.1.unwrap_or_default();
        Ok(Some(match journal::contains(&self.conn, &head)? {
            Some(_) => format!(
                "the file there goes on after the copy: {} more steps, the last one by {by} at {}",
                last - copied,
                newest.0
            ),
            None => format!("the file there has steps of its own, the last one ({last}) by {by} at {}", newest.0),
        }))
    }
}

/// Gives what lies there another name, its journal first: a journal must never meet another file than its own.
fn put_aside(file: &Path, at: Stamp) -> Result<PathBuf, StoreError> {
    let io = |e: io::Error| StoreError::io(file, e);
    let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let moment = format!("{}-{}", at.date(), at.clock().replace(':', ""));
    let free = (1..100).map(|n| match n {
        1 => file.with_file_name(format!("{name}.replaced-{moment}.aims")),
        n => file.with_file_name(format!("{name}.replaced-{moment}-{n}.aims")),
    });
    let aside = free
        .into_iter()
        .find(|path| path.symlink_metadata().is_err())
        .ok_or_else(|| StoreError::refused(file, "there are a hundred replaced files beside it already"))?;
    for suffix in ["-journal", "-wal", "-shm"] {
        let sidecar = header::beside(file, suffix);
        if sidecar.symlink_metadata().is_ok() {
            fs::rename(&sidecar, header::beside(&aside, suffix)).map_err(io)?;
        }
    }
    fs::rename(file, &aside).map_err(io)?;
    File::open(file.parent().unwrap_or(Path::new("."))).and_then(|folder| folder.sync_all()).map_err(io)?;
    Ok(aside)
}
