//! The list in `docs/promises.md` and the tests that keep it name the same rows.

use std::{collections::BTreeSet, fs, path::Path};

/// `S0-09` and the like: a letter or two, perhaps a digit, a dash, two digits.
fn is_row(text: &str) -> bool {
    let Some((area, number)) = text.split_once('-') else { return false };
    let area_fits = area.len() == 2 && area.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    area_fits && number.len() == 2 && number.chars().all(|c| c.is_ascii_digit())
}

/// The first cells of the tables.
fn promised(root: &Path) -> BTreeSet<String> {
    let text = fs::read_to_string(root.join("docs/promises.md")).unwrap();
    let cells = text.lines().filter_map(|l| l.strip_prefix("| ")).filter_map(|l| l.split(" |").next());
    let rows: Vec<String> = cells.filter(|cell| is_row(cell)).map(String::from).collect();
    let set: BTreeSet<String> = rows.iter().cloned().collect();
    assert_eq!(rows.len(), set.len(), "a row stands in the list twice");
    set
}

/// The rows named by test functions: `fn s0_09_…` below a `#[test]`.
fn kept(root: &Path) -> BTreeSet<String> {
    let mut rows = BTreeSet::new();
    for file in fs::read_dir(root.join("tests/promises")).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        let mut lines = text.lines().peekable();
        while let Some(line) = lines.next() {
            let name = lines.peek().and_then(|next| next.strip_prefix("fn "));
            if let ("#[test]", Some(name)) = (line, name) {
                let mut parts = name.splitn(3, '_');
                let (area, number) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
                let row = format!("{}-{number}", area.to_uppercase());
                rows.extend(Some(row).filter(|row| is_row(row)));
            }
        }
    }
    rows
}

#[test]
fn every_promise_has_a_test_and_every_test_a_promise() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (promised, kept) = (promised(root), kept(root));
    let untested: Vec<_> = promised.difference(&kept).collect();
    let unlisted: Vec<_> = kept.difference(&promised).collect();
    assert!(untested.is_empty(), "promised in docs/promises.md, kept by no test: {untested:?}");
    assert!(unlisted.is_empty(), "kept by a test, not in docs/promises.md: {unlisted:?}");
    assert_eq!(promised.len(), 37);
}
