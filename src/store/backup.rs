//! Copies of a file: made while it is open, verified before they get their name, kept by the rule of
//! [`crate::domain::kept`], and put back.
//!
//! A copy is read in small steps with a rest between two of them; the lock of a step is held for a few milliseconds, so
//! a save waits no longer than that. The one of the day is read through the connection that writes: what is saved
//! between two steps goes into the copy as well, so it comes to its end however often somebody saves. Only what other
//! programs save makes SQLite begin anew.

mod day;
mod encrypted;
mod kept;
mod restore;

pub(super) use day::{OfDay, not_made};
pub use encrypted::{Ask, MAGIC, Recipients, decrypt, is_encrypted};
pub(super) use kept::sweep;
pub use kept::{Copy, copies, folder_of, thin_out};
pub use restore::{Origin, Replaced, Restored, restore};

use super::{
    error::{StoreError, sentence},
    guard::Guard,
    header, open, settings,
    verify::{self, Verified},
};
use crate::domain::{Stamp, kept::Because};
use crate::shown::trouble;
use rusqlite::{
    Connection, MAIN_DB,
    backup::{Backup, StepResult},
};
use std::{
    fs::{DirBuilder, File},
    io::Write,
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tempfile::TempPath;

/// Pages of one step: 512 KiB.
const STEP: i32 = 128;
/// The rest after a step, and after one that found the file held by another program.
const REST: Duration = Duration::from_millis(1);
const HELD: Duration = Duration::from_millis(20);
/// So often in a row a held file is tried again: ten seconds.
const TRIES: u32 = 500;
/// What a copy is called until it is whole.
pub(super) const UNFINISHED: &str = ".aims-copy-";

const JOURNAL: &str = "a journal lies beside it: another program is saving, or a crash cut a save short; open it once \
                       (aims FILE), then copy it";

/// A copy that is whole, verified and on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupCopy {
    pub path: PathBuf,
    /// The steps of its journal and the hash of the last one.
    pub entries: u64,
    pub head: String,
}

/// Copies the file at a path, whatever its version, into a folder under a name that says when and why.
pub fn back_up(file: &Path, folder: &Path, at: Stamp, because: Because) -> Result<BackupCopy, StoreError> {
    let looked = header::look_at_any(file)?;
    if looked.journal {
        return Err(StoreError::refused(&looked.path, JOURNAL));
    }
    let go_on = Arc::new(AtomicBool::new(true));
    make(&Source { path: looked.path, guard: looked.guard }, folder, at, because, &go_on)
}

/// The same as a copy that only these can read. Its plain text is never on a disk.
pub fn back_up_encrypted(
    file: &Path,
    folder: &Path,
    at: Stamp,
    because: Because,
    to: &Recipients,
) -> Result<BackupCopy, StoreError> {
    let looked = header::look(file)?;
    let refuse = |why: String| StoreError::refused(&looked.path, why);
    if looked.journal {
        return Err(refuse(JOURNAL.into()));
    }
    if looked.size > encrypted::LARGE {
        return Err(refuse("it is larger than 1 GiB; encrypt a copy of it with age".into()));
    }
    let io = |e| StoreError::io(folder, e);
    let of = Source { path: looked.path.clone(), guard: looked.guard.clone() };
    let mut copy = Connection::open_in_memory()?;
    pages(&connection(&of)?, &mut copy, &mut |rest| {
        std::thread::sleep(rest.time());
        true
    })?;
    settings::apply_in_memory(&mut copy)?;
    let (entries, head) = whole(&of.path, verify::check(&copy, super::schema::version(&copy)?))?;
    let sealed = encrypted::encrypt(&copy.serialize(MAIN_DB)?, to).map_err(refuse)?;
    DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(io)?;
    let mut temp = tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(folder).map_err(io)?;
    temp.write_all(&sealed).and_then(|()| temp.as_file().sync_all()).map_err(io)?;
    let name = kept::Name { file: &of.path, at, because, ending: kept::ENCRYPTED };
    let path = name.give(folder, temp.into_temp_path()).map_err(io)?;
    header::sync_folder(&path).map_err(io)?;
    Ok(BackupCopy { path, entries, head })
}

/// An open file that is copied.
#[derive(Clone, Debug)]
pub(super) struct Source {
    pub path: PathBuf,
    /// Outlives the connection that reads.
    pub guard: Arc<Guard>,
}

/// Makes the copy. It ends early, with an error, when `go_on` becomes false.
pub(super) fn make(
    of: &Source,
    folder: &Path,
    at: Stamp,
    because: Because,
    go_on: &Arc<AtomicBool>,
) -> Result<BackupCopy, StoreError> {
    let from = connection(of)?;
    let read = pages_of(&from, folder, &mut |rest| {
        std::thread::sleep(rest.time());
        go_on.load(Ordering::Relaxed)
    })?;
    drop(from);
    let given_up = || StoreError::refused(&of.path, "the copy was given up, because the file was left");
    finish(of, folder, read.filter(|_| go_on.load(Ordering::Relaxed)).ok_or_else(given_up)?, (at, because), go_on)
}

/// A connection of its own to an open file.
fn connection(of: &Source) -> Result<Connection, StoreError> {
    if !of.guard.is_at(&of.path) {
        return Err(StoreError::refused(&of.path, "another file lies there now"));
    }
    let from = open::connect(&of.path, false)?;
    from.busy_timeout(Duration::ZERO)?;
    Ok(from)
}

/// Reads a file page by page into a new one without a name of its own; `None` if `between` gave it up.
pub(super) fn pages_of(
    from: &Connection,
    folder: &Path,
    between: &mut dyn FnMut(Rest) -> bool,
) -> Result<Option<TempPath>, StoreError> {
    let io = |e| StoreError::io(folder, e);
    DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(io)?;
    kept::sweep(folder);
    // Made with O_EXCL, and only its owner can read it.
    let temp = tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(folder).map_err(io)?.into_temp_path();
    let mut to = Connection::open(&temp)?;
    // Until it has its name, nobody needs what a crash leaves of it.
    to.pragma_update(None, "journal_mode", "OFF")?;
    to.pragma_update(None, "synchronous", "OFF")?;
    Ok(pages(from, &mut to, between)?.then_some(temp))
}

/// Checks the whole copy, and only then gives it its name.
pub(super) fn finish(
    of: &Source,
    folder: &Path,
    temp: TempPath,
    (at, because): (Stamp, Because),
    go_on: &Arc<AtomicBool>,
) -> Result<BackupCopy, StoreError> {
    let io = |e| StoreError::io(folder, e);
    let (entries, head) = whole(&of.path, checked(&temp, go_on)?)?;
    File::open(&temp).and_then(|file| file.sync_all()).map_err(io)?;
    let name = kept::Name { file: &of.path, at, because, ending: kept::ENDING };
    let path = name.give(folder, temp).map_err(io)?;
    header::sync_folder(&path).map_err(io)?;
    Ok(BackupCopy { path, entries, head })
}

fn checked(temp: &Path, go_on: &Arc<AtomicBool>) -> Result<Verified, StoreError> {
    let mut copy = open::connect(temp, false)?;
    settings::apply(&mut copy)?;
    let going = go_on.clone();
    copy.progress_handler(10_000, Some(move || !going.load(Ordering::Relaxed)))?;
    let version = super::schema::version(&copy)?;
    Ok(verify::check(&copy, version))
}

/// Why there is a rest between two steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rest {
    /// So that others come to it.
    Step,
    /// Another program holds the file.
    Held,
}

impl Rest {
    pub(super) fn time(self) -> Duration {
        if self == Rest::Step { REST } else { HELD }
    }
}

/// Whether all pages were read; `between` says after each step whether it goes on.
fn pages(from: &Connection, to: &mut Connection, between: &mut dyn FnMut(Rest) -> bool) -> Result<bool, StoreError> {
    let backup = Backup::new(from, to)?;
    let mut held = 0;
    loop {
        let rest = match backup.step(STEP)? {
            StepResult::Done => return Ok(true),
            StepResult::More => Rest::Step,
            _ if held < TRIES => Rest::Held,
            _ => return Err(StoreError::Step(super::error::BUSY.into())),
        };
        held = if rest == Rest::Held { held + 1 } else { 0 };
        if !between(rest) {
            return Ok(false);
        }
    }
}

/// Steps and head of a copy that is what was saved; nothing else is kept as a copy.
fn whole(file: &Path, verified: Verified) -> Result<(u64, String), StoreError> {
    match verified {
        Verified::Ok { entries, head, .. } => Ok((entries, head)),
        Verified::Broken { why, .. } => {
            let why = format!("no copy was kept, because the file is not what was saved: {why}");
            Err(StoreError::refused(file, why))
        }
        Verified::Unreadable { why } => Err(StoreError::refused(file, format!("no copy was kept: {why}"))),
    }
}

/// An error of a copy as a clause.
pub(super) fn clause(error: StoreError) -> String {
    match error {
        StoreError::Refused { why, .. } => why,
        StoreError::Sql(error) => sentence(&error),
        StoreError::Io { path, source } => format!("{}: {}", path.display(), trouble(&source)),
        other => other.to_string(),
    }
}
