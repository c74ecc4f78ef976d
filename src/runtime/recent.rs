//! The list of files opened before, newest first: one path a line, in the person's state folder.
//!
//! It is a comfort. Whatever goes wrong with it is no reason to say anything.

use crate::{
    exchange::file,
    session::{Folders, private_folder},
};
use std::path::{Path, PathBuf};

/// Files that are remembered.
const MOST: usize = 20;
const LIST_MAX: u64 = 1 << 20;

/// Files that still exist, newest first.
pub(super) fn read(folders: &Folders) -> Vec<PathBuf> {
    let mut list = all(folders);
    list.retain(|path| path.is_file());
    list
}

fn all(folders: &Folders) -> Vec<PathBuf> {
    let bytes = file::read_capped(&folders.recent(), LIST_MAX).unwrap_or_default();
    let text = String::from_utf8(bytes).unwrap_or_default();
    text.lines().filter(|line| line.starts_with('/')).map(PathBuf::from).take(MOST).collect()
}

/// Puts a file to the top.
pub(super) fn add(folders: &Folders, path: &Path) {
    let Some(line) = path.to_str().filter(|p| !p.contains('\n')) else { return };
    let mut list = all(folders);
    if list.first().is_some_and(|first| first == path) {
        return;
    }
    list.retain(|known| known != path);
    list.truncate(MOST - 1);
    let rest = list.iter().filter_map(|p| p.to_str());
    let text: String = std::iter::once(line).chain(rest).flat_map(|line| [line, "\n"]).collect();
    let written = private_folder(&folders.state)
        .is_ok_and(|()| file::write_new(&folders.recent(), text.as_bytes(), true).is_ok());
    // A list that cannot be written stays as it was.
    let _ = written;
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn the_newest_comes_first_and_what_is_gone_is_left_out() {
        let root = tempfile::tempdir().unwrap();
        let folders = Folders::under(root.path());
        let paths: Vec<PathBuf> = ["a", "b"].iter().map(|n| root.path().join(n)).collect();
        paths.iter().for_each(|p| std::fs::write(p, "").unwrap());
        assert!(read(&folders).is_empty());
        [&paths[0], &paths[1], &paths[0]].iter().for_each(|p| add(&folders, p));
        assert_eq!(read(&folders), paths);
        let mode = std::fs::metadata(folders.recent()).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        std::fs::remove_file(&paths[0]).unwrap();
        assert_eq!(read(&folders), paths[1..]);
    }
}
