//! What is looked at before SQLite touches a file: its kind, its first 100 bytes, and the files beside it.
//!
//! Reads through the one descriptor that [`Guard`] keeps: closing any other one would drop the locks that SQLite holds.

use super::{error::StoreError, guard::Guard, schema};
use rustix::fs::{self, FileType};
use std::{
    fs::File,
    path::{Path, PathBuf},
    sync::Arc,
};

/// Which file a path named when it was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Identity {
    device: u64,
    inode: u64,
}

/// A file that may be opened.
#[derive(Debug)]
pub(super) struct Looked {
    /// Its real path, symbolic links resolved.
    pub path: PathBuf,
    pub identity: Identity,
    pub version: u32,
    pub size: u64,
    /// Whether a journal with content lies beside it.
    pub journal: bool,
    /// Whether others than the owner may read or write it, by its mode bits.
    pub shared: bool,
    /// Whether every account may put files into its folder.
    pub open_folder: bool,
    /// Kept until the last connection is closed.
    pub guard: Arc<Guard>,
}

/// The path with a suffix, such as `-journal`, on its file name.
pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_os_string();
    name.push(suffix);
    name.into()
}

/// Looks at a file and refuses, with a reason, whatever must not be opened.
pub(super) fn look(path: &Path) -> Result<Looked, StoreError> {
    let looked = look_at_any(path)?;
    let (found, known) = (looked.version, schema::VERSION);
    if found > known {
        return Err(StoreError::Newer { path: looked.path, found, known });
    }
    Ok(looked)
}

/// The same for a file of any version, also one that a newer program wrote.
pub(super) fn look_at_any(path: &Path) -> Result<Looked, StoreError> {
    let path = path.canonicalize().map_err(|e| StoreError::io(path, e))?;
    let stat = fs::lstat(&path).map_err(|e| StoreError::io(&path, e.into()))?;
    if FileType::from_raw_mode(stat.st_mode) != FileType::RegularFile {
        return Err(StoreError::refused(&path, "this is not a file"));
    }
    if stat.st_nlink > 1 {
        let why = "the file has a second name (hard link); each name would get its own journal. Copy it instead";
        return Err(StoreError::refused(&path, why));
    }
    let guard = Guard::of(&path).map_err(|e| StoreError::io(&path, e))?;
    let version = header(&path, &guard)?;
    Ok(Looked {
        guard,
        identity: identity_of(&stat),
        version,
        size: u64::try_from(stat.st_size).unwrap_or(0),
        journal: sidecars(&path)?,
        shared: stat.st_mode & 0o077 != 0,
        open_folder: path.parent().is_some_and(|f| fs::stat(f).is_ok_and(|s| s.st_mode & 0o002 != 0)),
        path,
    })
}

/// Which file the path names now, without opening it.
pub(super) fn identity(path: &Path) -> std::io::Result<Identity> {
    Ok(identity_of(&fs::lstat(path)?))
}

#[allow(clippy::unnecessary_cast)] // the types differ between systems
fn identity_of(stat: &fs::Stat) -> Identity {
    Identity { device: stat.st_dev as u64, inode: stat.st_ino as u64 }
}

/// Refuses what a program of ours never leaves beside a file; says whether a journal with content lies there.
pub(super) fn sidecars(path: &Path) -> Result<bool, StoreError> {
    for suffix in ["-wal", "-shm"] {
        let other = beside(path, suffix);
        if fs::lstat(&other).is_ok() {
            let why = format!(
                "{} lies beside it. aims never makes such a file, and SQLite would replace the content with it. \
                 Move it away if you do not know it; if another program made it, close the file there first",
                other.display()
            );
            return Err(StoreError::refused(path, why));
        }
    }
    let journal = beside(path, "-journal");
    match fs::lstat(&journal) {
        Err(_) => Ok(false),
        Ok(stat) if FileType::from_raw_mode(stat.st_mode) != FileType::RegularFile => {
            Err(StoreError::refused(path, format!("{} is not a file; move it away", journal.display())))
        }
        Ok(stat) => Ok(stat.st_size > 0),
    }
}

/// Reads the first 100 bytes and returns the file version in them.
fn header(path: &Path, guard: &Guard) -> Result<u32, StoreError> {
    let bytes = guard.first(100).map_err(|e| StoreError::io(path, e))?;
    let refuse = |why: &str| Err(StoreError::refused(path, why));
    if bytes.starts_with(super::backup::MAGIC) {
        return refuse("this is an encrypted copy; aims restore COPY FILE --identity KEY opens it");
    }
    if bytes.len() < 100 || !bytes.starts_with(b"SQLite format 3\0") {
        return refuse("this is not an aims file");
    }
    if bytes[18] != 1 || bytes[19] != 1 {
        return refuse("the file was switched to another journal mode (WAL) by another program; aims does not open it");
    }
    let number = |at: usize| u32::from_be_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
    if number(68) != schema::APPLICATION_ID {
        return refuse("this is a database, but not an aims file");
    }
    if number(56) != 1 {
        return refuse("the file does not hold UTF-8 text");
    }
    match number(60) {
        0 => refuse("the file has no version; its creation was not finished"),
        found => Ok(found),
    }
}

/// Makes the entry of a new file in its folder durable.
pub(super) fn sync_folder(path: &Path) -> std::io::Result<()> {
    File::open(folder_of(path))?.sync_all()
}

/// The folder in which a file lies.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Whether a file lies on a file system whose locks other hosts may not see.
#[cfg(target_os = "linux")]
pub(crate) fn on_network(path: &Path) -> bool {
    /// NFS, SMB, CIFS, SMB2, FUSE, 9p, AFS, Ceph, Coda: the magic numbers of statfs(2).
    const NETWORK: [u32; 9] =
        [0x6969, 0x517B, 0xFF53_4D42, 0xFE53_4D42, 0x6573_5546, 0x0102_1997, 0x5346_414F, 0x00C3_6400, 0x7375_7245];
    fs::statfs(path).is_ok_and(|s| NETWORK.contains(&(s.f_type as u32)))
}

/// Elsewhere nothing is known, so the file counts as local.
#[cfg(not(target_os = "linux"))]
pub(crate) fn on_network(_: &Path) -> bool {
    false
}
