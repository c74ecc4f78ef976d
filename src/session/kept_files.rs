//! The files behind evidence: those of a folder whose SHA-256 is the one that the record holds. Nothing else of the
//! folder is looked at twice, and no path that stands in a record is followed.

use crate::{
    domain::{Id, Kind, Record, Records, kinds::evidence, sampling::digest_of},
    exchange::file::read_capped,
    shown::trouble,
};
use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
};

/// Bytes of one file, and of all that are taken.
const FILE_MAX: u64 = 200 * 1024 * 1024;
const ALL_MAX: u64 = 1024 * 1024 * 1024;
/// Folders below the one that is named.
pub(super) const DEEP: usize = 8;
/// Files that are looked at.
const MANY: usize = 20_000;

/// A file of a piece of evidence.
pub struct KeptFile {
    pub id: Id,
    /// Its own name, in plain signs.
    pub name: String,
    pub bytes: Vec<u8>,
}

/// The files of a folder that are the evidence of these records. The error is a sentence.
pub fn of(records: &Records, folder: &Path) -> Result<Vec<KeptFile>, String> {
    let digest = |e: &Record| e.text(evidence::HASH).trim().to_lowercase();
    let mut wanted: HashMap<String, Vec<Id>> = HashMap::new();
    for e in records.all(Kind::Evidence).filter(|e| !digest(e).is_empty()) {
        wanted.entry(digest(e)).or_default().push(e.id);
    }
    let mut files = Vec::new();
    listed(folder, DEEP, &mut files)?;
    files.sort();
    let (mut kept, mut all) = (Vec::new(), 0);
    for path in files {
        let size = fs::metadata(&path).map_or(0, |found| found.len());
        if size > FILE_MAX {
            continue;
        }
        let bytes = read_capped(&path, FILE_MAX)?;
        let Some(ids) = wanted.remove(&digest_of(&bytes)) else { continue };
        all += size * ids.len() as u64;
        if all > ALL_MAX {
            return Err(format!("the files of the evidence in {} are larger than 1 GiB", folder.display()));
        }
        let name = plain(&path);
        kept.extend(ids.into_iter().map(|id| KeptFile { id, name: name.clone(), bytes: bytes.clone() }));
    }
    kept.sort_by_key(|kept| kept.id);
    Ok(kept)
}

pub(super) fn listed(folder: &Path, deep: usize, into: &mut Vec<PathBuf>) -> Result<(), String> {
    let said = |e: std::io::Error| format!("{} cannot be read: {}", folder.display(), trouble(&e));
    for entry in fs::read_dir(folder).map_err(said)? {
        let entry = entry.map_err(said)?;
        let typ = entry.file_type().map_err(said)?;
        if typ.is_dir() && deep > 0 {
            listed(&entry.path(), deep - 1, into)?;
        } else if typ.is_file() {
            into.push(entry.path());
        }
        if into.len() > MANY {
            return Err(format!("{} holds more than {MANY} files; name a smaller folder", folder.display()));
        }
    }
    Ok(())
}

/// The name of a file without what an address, a shell or another system would take for something else.
fn plain(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let sign = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '-' };
    name.chars().map(sign).take(80).collect::<String>().trim_start_matches('.').to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Value;

    #[test]
    fn a_file_is_taken_by_its_digest_and_by_nothing_else() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("deep")).unwrap();
        fs::write(root.path().join("deep/test report (1).txt"), "seen").unwrap();
        fs::write(root.path().join("other.txt"), "not evidence").unwrap();
        std::os::unix::fs::symlink("/etc/passwd", root.path().join("link")).unwrap();
        let mut all = Records::default();
        let named = |n: u32, hash: &str, place: &str| {
            let e = Record::new(Id::new(Kind::Evidence, n)).with(evidence::HASH, Value::text(hash));
            e.with(evidence::WHERE, Value::text(place))
        };
        all.put([
            named(1, &digest_of(b"seen").to_uppercase(), "elsewhere"),
            named(2, "", "/etc/passwd"),
            named(3, &digest_of(b"gone"), ""),
        ]);
        let kept = of(&all, root.path()).unwrap();
        let told: Vec<(u32, &str, &[u8])> = kept.iter().map(|k| (k.id.n, k.name.as_str(), &k.bytes[..])).collect();
        assert_eq!(told, [(1, "test-report--1-.txt", &b"seen"[..])]);
        assert!(of(&all, &root.path().join("no")).is_err());
    }
}
