//! The copies that are kept of a file: where they lie, what their names say, which of them go.

use super::UNFINISHED;
use crate::domain::{
    Stamp,
    kept::{Because, surplus},
};
use jiff::civil::{Date, DateTime};
use sha2::{Digest, Sha256};
use std::{
    fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

/// Names that are tried for copies of one second.
const NAMES: u32 = 100;
/// What is left of a copy that was cut short goes after so long.
const STALE: Duration = Duration::from_secs(3_600);
pub(super) const ENDING: &str = ".aims";
/// Of a copy that only the holder of a key can read.
pub(super) const ENCRYPTED: &str = ".aims.age";
const MOMENT: &str = "%Y%m%d-%H%M%S";

/// A copy of a file that lies in its folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copy {
    pub path: PathBuf,
    /// When it was made, by the clock on the wall.
    pub at: DateTime,
    pub because: Because,
    pub size: u64,
}

/// The folder for the copies of a file, below that for all of them. The file itself need not be there any more; two
/// files of one name in different places have different folders.
pub fn folder_of(file: &Path, all: &Path) -> PathBuf {
    let file = real(file);
    let place: String = Sha256::digest(file.as_os_str().as_encoded_bytes()).iter().take(4).map(hex).collect();
    all.join(format!("{}-{place}", stem(&file)))
}

fn hex(byte: &u8) -> String {
    format!("{byte:02x}")
}

/// The real path, also of a file that is gone.
fn real(file: &Path) -> PathBuf {
    file.canonicalize().unwrap_or_else(|_| {
        let folder = file.parent().filter(|f| !f.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let folder = folder.canonicalize().unwrap_or_else(|_| folder.into());
        file.file_name().map_or(folder.clone(), |name| folder.join(name))
    })
}

fn stem(file: &Path) -> String {
    file.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// The copies in a folder, newest first.
pub fn copies(folder: &Path) -> Vec<Copy> {
    let mut found: Vec<Copy> = folder
        .read_dir()
        .map(|entries| entries.flatten().filter_map(|entry| copy(&entry.path())).collect())
        .unwrap_or_default();
    found.sort_by(|a, b| (b.at, &b.path).cmp(&(a.at, &a.path)));
    found
}

/// `acme.20261126-090107.day.aims`
fn copy(path: &Path) -> Option<Copy> {
    let found = path.symlink_metadata().ok().filter(|found| found.is_file())?;
    let name = path.file_name()?.to_str()?;
    let name = name.strip_suffix(ENDING).or_else(|| name.strip_suffix(ENCRYPTED))?;
    let (rest, because) = name.rsplit_once('.')?;
    let because = Because::of_word(because.split('-').next()?)?;
    let at = DateTime::strptime(MOMENT, rest.rsplit_once('.')?.1).ok()?;
    Some(Copy { path: path.into(), at, because, size: found.len() })
}

/// What a copy is called.
pub(super) struct Name<'a> {
    pub file: &'a Path,
    pub at: Stamp,
    pub because: Because,
    pub ending: &'a str,
}

impl Name<'_> {
    /// Gives a finished copy its name; nothing is written over.
    pub(super) fn give(&self, folder: &Path, mut temp: tempfile::TempPath) -> io::Result<PathBuf> {
        let (moment, because) = (self.at.local().strftime(MOMENT).to_string(), self.because.word());
        for n in 1..=NAMES {
            let number = if n == 1 { String::new() } else { format!("-{n}") };
            let path = folder.join(format!("{}.{moment}.{because}{number}{}", stem(self.file), self.ending));
            match temp.persist_noclobber(&path) {
                Ok(()) => return Ok(path),
                Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => temp = error.path,
                Err(error) => return Err(error.error),
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }
}

/// Whether a copy of this day is there.
pub(super) fn has(folder: &Path, day: Date) -> bool {
    copies(folder).iter().any(|copy| copy.because == Because::Day && copy.at.date() == day)
}

/// Removes what the rule keeps no longer.
pub fn thin_out(folder: &Path) {
    let all = copies(folder);
    let days: Vec<(Date, Because)> = all.iter().map(|copy| (copy.at.date(), copy.because)).collect();
    for at in surplus(&days) {
        // One that cannot be removed is looked at again next time.
        let _ = fs::remove_file(&all[at].path);
    }
}

/// Removes what a kill or a power cut left of copies.
pub(in super::super) fn sweep(folder: &Path) {
    let Ok(entries) = folder.read_dir() else { return };
    for entry in entries.flatten().filter(|e| e.file_name().to_string_lossy().starts_with(UNFINISHED)) {
        let old = entry.metadata().and_then(|m| m.modified()).ok().and_then(|at| at.elapsed().ok());
        if old.is_some_and(|age| age > STALE) {
            let _ = fs::remove_file(entry.path());
        }
    }
}
