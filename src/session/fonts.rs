//! Fonts of the computer that have signs which the embedded ones lack, for papers as PDF.

use crate::{document::pdf::signs_of, exchange::file::read_capped};
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// Bytes of a file of a font.
const FONT_MAX: u64 = 40 * 1024 * 1024;
/// Files that are looked at, and folders below each other.
const FILES: usize = 4000;
const DEEP: usize = 5;

/// Fonts that have as many of these signs as any here: as few as do, the first by name of those that have as many.
pub fn of_system(signs: &BTreeSet<char>) -> Vec<Vec<u8>> {
    let home = std::env::var_os("HOME").map(PathBuf::from);
    let own = home.iter().flat_map(|home| [home.join(".local/share/fonts"), home.join(".fonts")]);
    let shared = ["/usr/share/fonts", "/usr/local/share/fonts"].map(PathBuf::from);
    in_folders(&own.chain(shared).collect::<Vec<_>>(), signs)
}

fn in_folders(folders: &[PathBuf], signs: &BTreeSet<char>) -> Vec<Vec<u8>> {
    let mut files = Vec::new();
    folders.iter().for_each(|folder| listed(folder, DEEP, &mut files));
    files.sort();
    let (mut left, mut taken) = (signs.clone(), Vec::new());
    for path in files {
        if left.is_empty() {
            break;
        }
        let Ok(bytes) = read_capped(&path, FONT_MAX) else { continue };
        let has = signs_of(&bytes, &left);
        if !has.is_empty() {
            left.retain(|c| !has.contains(c));
            taken.push(bytes);
        }
    }
    taken
}

/// Files of fonts; what links lead to is not followed into folders, so that this ends.
fn listed(folder: &Path, deep: usize, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if files.len() >= FILES {
            return;
        }
        match entry.file_type() {
            Ok(kind) if kind.is_dir() && deep > 0 => listed(&path, deep - 1, files),
            Ok(kind) if kind.is_file() => {
                let ending = path.extension().map(|e| e.to_ascii_lowercase());
                if ending.is_some_and(|e| e == "ttf" || e == "otf" || e == "ttc") {
                    files.push(path);
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_font_that_has_a_sign_is_found_and_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("a/b");
        fs::create_dir_all(&inner).unwrap();
        fs::write(folder.path().join("broken.ttf"), b"no font").unwrap();
        fs::write(inner.join("one.TTF"), include_bytes!("../../tests/papers/one-sign.ttf")).unwrap();
        fs::write(inner.join("one.txt"), include_bytes!("../../tests/papers/one-sign.ttf")).unwrap();
        let signs = |text: &str| text.chars().collect::<BTreeSet<char>>();
        let folders = [folder.path().to_path_buf(), folder.path().join("none")];
        assert_eq!(in_folders(&folders, &signs("東西")).len(), 1);
        assert!(in_folders(&folders, &signs("西")).is_empty());
    }
}
