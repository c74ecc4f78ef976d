//! Headers and journal entries of `tests/corpus`, and such like them: read or refused, and never written to.

use super::{body, header};
use proptest::{collection::vec, prelude::*};
use std::{fs, path::Path};

fn kept(reader: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(reader);
    let found: Vec<_> = fs::read_dir(folder).unwrap().map(|e| fs::read(e.unwrap().path()).unwrap()).collect();
    assert!(found.len() > 5, "the corpus of {reader} was not found");
    found
}

/// Whether a file with these bytes may be opened; it is left as it is either way.
fn opens(bytes: &[u8]) -> bool {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.aims");
    fs::write(&path, bytes).unwrap();
    let looked = header::look(&path);
    assert_eq!(fs::read(&path).unwrap(), bytes);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    if let Err(why) = &looked {
        assert!(why.to_string().contains("a.aims"), "{why}");
    }
    looked.is_ok()
}

/// A body that is read is written as the same lines.
fn body_reads_back(text: &str) {
    if let Some(lines) = body::parse(text) {
        assert_eq!(body::parse(&body::write(&lines)), Some(lines), "{text:?}");
    }
}

fn whole_file() -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files/v2.aims")).unwrap()
}

#[test]
fn kept_headers_and_entries_are_read_or_refused() {
    let opened: Vec<bool> = kept("header").iter().map(|bytes| opens(bytes)).collect();
    assert!(opened.contains(&false) && opens(&whole_file()));
    let bodies = kept("journal");
    let texts: Vec<_> = bodies.iter().map(|bytes| String::from_utf8_lossy(bytes)).collect();
    texts.iter().for_each(|text| body_reads_back(text));
    assert!(texts.iter().any(|text| body::parse(text).is_none()));
    assert!(texts.iter().any(|text| body::parse(text).is_some_and(|lines| lines.len() > 2)));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn headers_like_them_are_read_or_refused(
        base in prop::sample::select(kept("header")),
        edits in vec((0usize..100, any::<u8>()), 0..4),
    ) {
        let mut bytes = base;
        for (at, byte) in edits {
            if let Some(there) = bytes.get_mut(at) {
                *there = byte;
            }
        }
        opens(&bytes);
    }

    #[test]
    fn entries_like_them_are_read_or_refused(
        base in prop::sample::select(kept("journal")),
        edits in vec((any::<prop::sample::Index>(), "[=@#a-c0-9\n -]{0,3}"), 0..4),
    ) {
        let mut chars: Vec<char> = String::from_utf8_lossy(&base).chars().collect();
        for (at, put) in edits {
            let at = at.index(chars.len() + 1);
            chars.splice(at..at, put.chars());
        }
        body_reads_back(&chars.into_iter().collect::<String>());
    }
}
