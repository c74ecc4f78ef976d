//! A file that is not there yet: written under a hidden name beside its own, which it gets when it is whole.

use super::{backup, error::StoreError, header};
use std::{
    fs::File,
    io::{self, ErrorKind},
    path::{Path, PathBuf},
};

/// A file that is being made. Dropped before its end it leaves nothing.
pub(super) struct NewFile {
    temp: tempfile::TempPath,
    path: PathBuf,
}

impl NewFile {
    /// An empty file, which only its owner can read. Refused where something has that name or the folder is missing.
    pub(super) fn begin(path: &Path) -> Result<NewFile, StoreError> {
        if header::sidecars(path)? {
            let why = format!("{} lies there already; move it away", header::beside(path, "-journal").display());
            return Err(StoreError::refused(path, why));
        }
        if path.symlink_metadata().is_ok() {
            return Err(StoreError::io(path, ErrorKind::AlreadyExists.into()));
        }
        let io = |e: io::Error| match e.kind() {
            ErrorKind::NotFound => StoreError::refused(path, "its folder does not exist"),
            _ => StoreError::io(path, e),
        };
        let name = path.file_name().ok_or_else(|| StoreError::refused(path, "this names a folder, not a file"))?;
        let folder = header::folder_of(path).canonicalize().map_err(io)?;
        backup::sweep(&folder);
        // Made with O_EXCL, and mode 0600.
        let temp = tempfile::Builder::new().prefix(backup::UNFINISHED).tempfile_in(&folder).map_err(io)?;
        Ok(NewFile { temp: temp.into_temp_path(), path: folder.join(name) })
    }

    /// Where it is written.
    pub(super) fn at(&self) -> &Path {
        &self.temp
    }

    /// Puts it on disk under its own name, never over another file.
    pub(super) fn give(self) -> Result<PathBuf, StoreError> {
        let NewFile { temp, path } = self;
        let io = |e| StoreError::io(&path, e);
        File::open(&temp).and_then(|file| file.sync_all()).map_err(io)?;
        temp.persist_noclobber(&path).map_err(|e| io(e.error))?;
        header::sync_folder(&path).map_err(io)?;
        Ok(path)
    }
}
