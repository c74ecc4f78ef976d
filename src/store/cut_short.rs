//! A journal with content lies beside a file: left by a crash in the middle of a save, being written this moment, or
//! forged. It is looked at through a private copy first.

use super::{
    StoreError, header,
    header::{Identity, Looked},
    verify::{self, Verified},
};
use std::{
    path::{Path, PathBuf},
    time::Duration,
};
use tempfile::TempDir;

/// So often it is looked whether the journal goes, and the rest between two looks.
const LOOKS: u32 = 20;
const REST: Duration = Duration::from_millis(25);

const NAMED: &str = "a save was cut short by a crash, or another program is saving: this is the file without that save, \
                     as opening it shows it";

/// A private copy of a file and its journal.
struct Private {
    _folder: TempDir,
    copy: PathBuf,
    journal: PathBuf,
    /// Which journal was copied.
    lying: Identity,
}

/// Copies a file with its journal; `None` if the journal went, because another program was saving.
fn private(looked: &Looked) -> Result<Option<Private>, StoreError> {
    let path = &looked.path;
    for _ in 0..LOOKS {
        if !header::sidecars(path)? {
            return Ok(None);
        }
        std::thread::sleep(REST);
    }
    let io = |e| StoreError::io(path, e);
    let journal = header::beside(path, "-journal");
    let lying = header::identity(&journal).map_err(io)?;
    let folder = tempfile::Builder::new().prefix("aims-").tempdir().map_err(io)?;
    let copy = folder.path().canonicalize().map_err(io)?.join("copy");
    looked.guard.copy_to(&copy).map_err(io)?;
    std::fs::copy(&journal, header::beside(&copy, "-journal")).map_err(io)?;
    Ok(Some(Private { _folder: folder, copy, journal, lying }))
}

fn with_it(journal: &Path, why: &str) -> String {
    format!(
        "{} lies beside it, and with it {why}. Nothing was changed. Keep both files; without the journal the file can \
         be looked at as it is",
        journal.display()
    )
}

/// It is never played back into the original unseen: a private copy is rolled back and verified as a whole first.
/// Returns whether the original is to be rolled back when it is opened.
pub(super) fn recover(looked: &Looked) -> Result<bool, StoreError> {
    let Some(private) = private(looked)? else { return Ok(false) };
    let refuse = |why: &str| StoreError::refused(&looked.path, with_it(&private.journal, why));
    match verify::rolled_back(&private.copy) {
        Verified::Ok { .. } => {}
        Verified::Broken { why, .. } | Verified::Unreadable { why } => return Err(refuse(&why)),
    }
    if header::identity(&private.journal).ok() != Some(private.lying) {
        return Err(refuse("something keeps changing it"));
    }
    Ok(true)
}

/// Verifies the file as it is without the save that was cut short; `None` if the journal went.
pub(super) fn verified(looked: &Looked) -> Result<Option<Verified>, StoreError> {
    let Some(private) = private(looked)? else { return Ok(None) };
    Ok(Some(match verify::rolled_back(&private.copy) {
        Verified::Ok { entries, head, mut named } => {
            named.push(NAMED.into());
            Verified::Ok { entries, head, named }
        }
        Verified::Broken { seq, record, why, also } => {
            Verified::Broken { seq, record, why: with_it(&private.journal, &why), also }
        }
        unreadable @ Verified::Unreadable { .. } => unreadable,
    }))
}
