//! Sheets and key maps that once were, or might be, trouble: every file of `tests/corpus` and text like it is read or
//! refused, and what is said of it stays inside it. Headers and journal entries are read beside their code.

use aims::{command::Context, exchange::csv, keymap::Keymap};
use proptest::{collection::vec, prelude::*};
use std::{fs, path::Path};

/// Name and text of the kept files of one reader.
fn kept(reader: &str) -> Vec<(String, String)> {
    let folder = Path::new("tests/corpus").join(reader);
    let paths = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path());
    let text = |p: &Path| String::from_utf8_lossy(&fs::read(p).unwrap()).into_owned();
    let found: Vec<_> = paths.map(|p| (p.display().to_string(), text(&p))).collect();
    assert!(found.len() > 5, "the corpus of {reader} was not found");
    found
}

/// A text of the corpus with pieces cut out, doubled and put in.
fn changed(reader: &'static str, pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
    let texts: Vec<String> = kept(reader).into_iter().map(|(_, text)| text).collect();
    let edit = (any::<prop::sample::Index>(), 0usize..12, prop::sample::select(pieces));
    (prop::sample::select(texts), vec(edit, 0..6)).prop_map(|(text, edits)| {
        let mut chars: Vec<char> = text.chars().collect();
        for (at, cut, put) in edits {
            let from = at.index(chars.len() + 1);
            let to = (from + cut).min(chars.len());
            chars.splice(from..to, put.chars());
        }
        chars.into_iter().collect()
    })
}

/// A sheet is whole, or its refusal is one sentence.
fn sheet(text: &str) {
    match csv::rows(text, |heading| heading == "Name") {
        Ok(rows) => {
            assert!(rows.windows(2).all(|two| two[0].number < two[1].number), "{text:?}");
            let last = text.split(['\n', '\r']).count();
            assert!(rows.iter().all(|row| (1..=last).contains(&row.number) && !row.cells.is_empty()), "{text:?}");
        }
        Err(why) => assert!(!why.to_string().trim().is_empty()),
    }
}

/// A map always comes of it, the same each time; every problem names a line that is there.
fn map(text: &str) {
    let (map, problems) = Keymap::read("mine.toml", text);
    // What is missing at the end is named at the end, behind the last line.
    let lines = text.split('\n').count();
    for problem in &problems {
        assert!((1..=lines).contains(&problem.line) && !problem.reason.is_empty(), "{problem} in {text:?}");
    }
    assert!(!map.bindings(Context::Everywhere).is_empty());
    assert_eq!(Keymap::read("mine.toml", text).1, problems);
}

#[test]
fn kept_sheets_and_key_maps_are_read_or_refused() {
    kept("csv").iter().for_each(|(_, text)| sheet(text));
    kept("keymap").iter().for_each(|(_, text)| map(text));
    let (_, problems) = Keymap::read("mine.toml", &fs::read_to_string("tests/corpus/keymap/no-toml.toml").unwrap());
    assert!(!problems.is_empty());
    let open = fs::read_to_string("tests/corpus/csv/open-quote.csv").unwrap();
    assert!(csv::rows(&open, |_| false).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn sheets_like_them_are_read_or_refused(
        text in changed("csv", &["\"", ",", ";", "\t", "\n", "\r", "\r\n", "sep=", "=", "'", "é", "\0", "Name", ""])
    ) {
        sheet(&text);
    }

    #[test]
    fn key_maps_like_them_are_read_or_refused(
        text in changed("keymap", &["\"", "=", "[", "]", "\n", "ctrl-", "<C-x>", "<", ">", ".", "#", "g g", "é", ""])
    ) {
        map(&text);
    }
}
