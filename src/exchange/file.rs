//! Whole files out and in: written beside the target and renamed, read up to a cap. Never for the AIMS file itself.

use crate::shown::{shown_line, trouble};
use std::{
    fs::{File, OpenOptions},
    io::{self, Read, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

/// Writes a file that is readable by its owner only; the target changes at once and completely, or not at all.
///
/// An existing file is replaced only with `overwrite`, a symbolic link never. The error is a sentence.
pub fn write_new(path: &Path, bytes: &[u8], overwrite: bool) -> Result<(), String> {
    write_with(path, overwrite, |out| out.write_all(bytes).map_err(|e| refusal(path, &trouble(&e))))
}

/// The same, written piece by piece: what `write` could not do leaves nothing behind.
pub fn write_with<T, E: From<String>>(
    path: &Path,
    overwrite: bool,
    write: impl FnOnce(&mut dyn Write) -> Result<T, E>,
) -> Result<T, E> {
    let refuse = |why: &str| Err(E::from(refusal(path, why)));
    let folder = match path.parent() {
        _ if path.file_name().is_none() => return refuse("this names a folder, not a file"),
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    match path.symlink_metadata() {
        Ok(found) if found.is_symlink() => return refuse("it is a symbolic link; name the file it points to"),
        Ok(found) if !found.is_file() => return refuse("something that is not a file has this name"),
        Ok(_) if !overwrite => return refuse("a file of this name exists already"),
        _ => {}
    }
    let said = |e: io::Error| E::from(refusal(path, &trouble(&e)));
    // The builder opens with O_EXCL and mode 0600.
    let made = tempfile::Builder::new().prefix(".aims-").suffix(".part").tempfile_in(folder);
    let mut out = io::BufWriter::with_capacity(1 << 16, made.map_err(said)?);
    let written = write(&mut out)?;
    let temp = out.into_inner().map_err(|e| said(e.into_error()))?;
    put_in_place(temp, folder, path, overwrite).map_err(said)?;
    Ok(written)
}

fn not_read(path: &Path, why: &str) -> String {
    format!("{} was not read: {why}", name_of(path))
}

fn refusal(path: &Path, why: &str) -> String {
    format!("{} was not written: {why}", name_of(path))
}

fn put_in_place(temp: tempfile::NamedTempFile, folder: &Path, path: &Path, overwrite: bool) -> io::Result<()> {
    temp.as_file().sync_all()?;
    match overwrite {
        true => temp.persist(path).map_err(|e| e.error)?,
        false => temp.persist_noclobber(path).map_err(|e| e.error)?,
    };
    File::open(folder)?.sync_all()
}

/// Reads a file of at most `max` bytes. Devices, pipes and folders are refused, so that reading always ends.
pub fn read_capped(path: &Path, max: u64) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    match regular(path)?.take(max.saturating_add(1)).read_to_end(&mut bytes) {
        Ok(read) if read as u64 > max => Err(not_read(path, &format!("it is larger than {}", size(max)))),
        Ok(_) => Ok(bytes),
        Err(e) => Err(not_read(path, &trouble(&e))),
    }
}

/// The first bytes of a file, at most so many.
pub fn read_start(path: &Path, most: u64) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    regular(path)?.take(most).read_to_end(&mut bytes).map_err(|e| not_read(path, &trouble(&e)))?;
    Ok(bytes)
}

/// Opens a file to read; devices, pipes and folders are refused. The error is a sentence.
pub fn regular(path: &Path) -> Result<File, String> {
    let refuse = |why: &str| Err(not_read(path, why));
    // Without NONBLOCK, opening a pipe would wait for somebody to write into it.
    let flags = rustix::fs::OFlags::NONBLOCK.bits() as i32;
    let file = match OpenOptions::new().read(true).custom_flags(flags).open(path) {
        Ok(file) => file,
        Err(e) => return refuse(&trouble(&e)),
    };
    match file.metadata() {
        Ok(found) if found.is_dir() => refuse("it is a folder"),
        Ok(found) if !found.is_file() => refuse("it is not a regular file"),
        Ok(_) => Ok(file),
        Err(e) => refuse(&trouble(&e)),
    }
}

/// Bytes in the unit that reads best: `20 MiB`.
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} bytes"),
        1024..1_048_576 => format!("{} KiB", bytes / 1024),
        _ => format!("{} MiB", bytes / 1_048_576),
    }
}

fn name_of(path: &Path) -> String {
    format!("“{}”", shown_line(&path.to_string_lossy()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{fs, os::unix::fs::PermissionsExt};

    #[test]
    fn a_file_is_written_privately_and_replaced_only_on_request() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.csv");
        write_new(&path, b"one", false).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        let error = write_new(&path, b"two", false).unwrap_err();
        assert!(error.contains("out.csv") && error.contains("exists already"), "{error}");
        assert_eq!(fs::read(&path).unwrap(), b"one");
        write_new(&path, b"two", true).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no temporary file is left");
    }

    #[test]
    fn links_folders_and_missing_places_are_refused_with_a_sentence() {
        let folder = tempfile::tempdir().unwrap();
        let (victim, link) = (folder.path().join("victim"), folder.path().join("link"));
        fs::write(&victim, b"safe").unwrap();
        std::os::unix::fs::symlink(&victim, &link).unwrap();
        assert!(write_new(&link, b"x", true).unwrap_err().contains("symbolic link"));
        assert_eq!(fs::read(&victim).unwrap(), b"safe");
        assert!(write_new(folder.path(), b"x", true).unwrap_err().contains("not a file"));
        assert!(write_new(&folder.path().join("no/where"), b"x", false).unwrap_err().contains("no such"));
    }

    #[test]
    fn reading_stops_at_the_cap_and_at_what_is_no_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("\u{1b}in");
        fs::write(&path, b"12345").unwrap();
        assert_eq!(read_capped(&path, 5).unwrap(), b"12345");
        let error = read_capped(&path, 4).unwrap_err();
        assert!(error.contains("4 bytes") && error.contains('␛') && !error.contains('\u{1b}'), "{error}");
        assert!(read_capped(folder.path(), 9).unwrap_err().contains("folder"));
        assert!(read_capped(Path::new("/dev/null"), 9).unwrap_err().contains("not a regular file"));
    }
}
