//! Copies of a file: made while it is open, verified before they get their name, kept by the rule of
//! [`crate::domain::kept`], and put back.
//!
//! A copy is read through a connection of its own in steps of two megabytes, with a rest between two of them. The lock of
//! a step is held for a few milliseconds, so a save waits no longer than that. A save in between makes SQLite begin anew:
//! the whole copy has to fit between two saves of somebody who types without a pause, else it is made when they rest.

mod day;
mod encrypted;
mod kept;
mod restore;

pub(super) use day::OfDay;
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

/// Pages of one step: 2 MiB.
const STEP: i32 = 512;
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
pub struct Kept {
    pub path: PathBuf,
    /// The steps of its journal and the hash of the last one.
    pub entries: u64,
    pub head: String,
}

/// Copies the file at a path, whatever its version, into a folder under a name that says when and why.
pub fn back_up(file: &Path, folder: &Path, at: Stamp, because: Because) -> Result<Kept, StoreError> {
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
) -> Result<Kept, StoreError> {
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
    pages(&of, &mut copy, &AtomicBool::new(true))?;
    settings::apply_in_memory(&mut copy)?;
    let (entries, head) = whole(&of.path, verify::check(&copy, super::schema::version(&copy)?))?;
    let sealed = encrypted::encrypt(&copy.serialize(MAIN_DB)?, to).map_err(refuse)?;
    DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(io)?;
    let mut temp = tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(folder).map_err(io)?;
    temp.write_all(&sealed).and_then(|()| temp.as_file().sync_all()).map_err(io)?;
    let name = kept::Name { file: &of.path, at, because, ending: kept::ENCRYPTED };
    let path = name.give(folder, temp.into_temp_path()).map_err(io)?;
    header::sync_folder(&path).map_err(io)?;
    Ok(Kept { path, entries, head })
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
) -> Result<Kept, StoreError> {
    let io = |e| StoreError::io(folder, e);
    DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(io)?;
    kept::sweep(folder);
    // Made with O_EXCL, and only its owner can read it.
    let temp = tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(folder).map_err(io)?.into_temp_path();
    let verified = copy_to(of, &temp, go_on)?;
    let (entries, head) = whole(&of.path, verified)?;
    File::open(&temp).and_then(|file| file.sync_all()).map_err(io)?;
    let name = kept::Name { file: &of.path, at, because, ending: kept::ENDING };
    let path = name.give(folder, temp).map_err(io)?;
    header::sync_folder(&path).map_err(io)?;
    Ok(Kept { path, entries, head })
}

/// Copies page by page and checks the whole copy.
fn copy_to(of: &Source, temp: &Path, go_on: &Arc<AtomicBool>) -> Result<Verified, StoreError> {
    let mut to = Connection::open(temp)?;
    // Until it has its name, nobody needs what a crash leaves of it.
    to.pragma_update(None, "journal_mode", "OFF")?;
    to.pragma_update(None, "synchronous", "OFF")?;
    pages(of, &mut to, go_on)?;
    drop(to);
    let mut copy = open::connect(temp, false)?;
    settings::apply(&mut copy)?;
    let going = go_on.clone();
    copy.progress_handler(10_000, Some(move || !going.load(Ordering::Relaxed)))?;
    let version = super::schema::version(&copy)?;
    Ok(verify::check(&copy, version))
}

fn pages(of: &Source, to: &mut Connection, go_on: &AtomicBool) -> Result<(), StoreError> {
    if !of.guard.is_at(&of.path) {
        return Err(StoreError::refused(&of.path, "another file lies there now"));
    }
    let from = open::connect(&of.path, false)?;
    from.busy_timeout(Duration::ZERO)?;
    let backup = Backup::new(&from, to)?;
    let mut held = 0;
    while go_on.load(Ordering::Relaxed) {
        match backup.step(STEP)? {
            StepResult::Done => return Ok(()),
            StepResult::More => {
                held = 0;
                std::thread::sleep(REST);
            }
            _ if held < TRIES => {
                held += 1;
                std::thread::sleep(HELD);
            }
            _ => return Err(StoreError::refused(&of.path, super::error::BUSY)),
        }
    }
    Err(StoreError::refused(&of.path, "the copy was given up, because the file was left"))
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
        StoreError::Io { path, source } => format!("{}: {source}", path.display()),
        other => other.to_string(),
    }
}
