//! The list in `docs/promises.md` holds every row once, and the rows that work are those that a test keeps by name.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// How many rows each area of the checklist has, numbered from 1.
const AREAS: [(&str, usize); 9] =
    [("S0", 46), ("S1", 56), ("S2", 40), ("S3", 52), ("S4", 33), ("IA", 20), ("MR", 7), ("NC", 8), ("RD", 7)];

const STATES: [&str; 3] = ["works", "partly", "not yet"];

/// Rows of each part by state, as the list says them at its head. Change them together with a row, never alone.
const COUNTS: [(&str, [usize; 3]); 5] = [
    ("Foundation", [17, 0, 0]),
    ("Audit", [64, 0, 0]),
    ("Data in and papers out", [18, 0, 0]),
    ("AI systems", [82, 0, 0]),
    ("Management system", [88, 0, 0]),
];

/// One row: its part of the work, its name, and what stands behind it.
struct Row {
    part: String,
    name: String,
    can: String,
    how: String,
    state: String,
}

/// `S0-09` and the like: a letter or two, perhaps a digit, a dash, two digits.
fn is_row(text: &str) -> bool {
    let Some((area, number)) = text.split_once('-') else { return false };
    let area_fits = area.len() == 2 && area.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    area_fits && number.len() == 2 && number.chars().all(|c| c.is_ascii_digit())
}

fn list(root: &Path) -> String {
    fs::read_to_string(root.join("docs/promises.md")).unwrap()
}

fn cells(line: &str) -> Vec<&str> {
    line.trim_matches('|').split('|').map(str::trim).collect()
}

/// The rows of the tables, each below the heading of its part.
fn promised(text: &str) -> Vec<Row> {
    let mut part = String::new();
    let mut rows = Vec::new();
    for line in text.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            part = heading.into();
        }
        let cells = cells(line);
        if line.starts_with('|') && is_row(cells[0]) {
            let [name, can, how, state] = cells[..] else { panic!("four cells: {line}") };
            let [name, can, how, state] = [name, can, how, state].map(String::from);
            rows.push(Row { part: part.clone(), name, can, how, state });
        }
    }
    rows
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

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn every_row_of_the_checklist_stands_in_the_list_once() {
    let all: BTreeSet<String> =
        AREAS.iter().flat_map(|(area, n)| (1..=*n).map(move |i| format!("{area}-{i:02}"))).collect();
    assert_eq!(all.len(), 269);
    let rows = promised(&list(root()));
    let names: BTreeSet<String> = rows.iter().map(|r| r.name.clone()).collect();
    assert_eq!(rows.len(), names.len(), "a row stands in the list twice");
    assert_eq!(names, all);
    for row in rows {
        assert!(!row.can.is_empty() && !row.how.is_empty(), "{} says nothing", row.name);
    }
}

#[test]
fn every_row_that_works_has_a_test_and_every_test_a_row_that_works() {
    let works: BTreeSet<String> =
        promised(&list(root())).into_iter().filter(|r| r.state == "works").map(|r| r.name).collect();
    let kept = kept(root());
    let untested: Vec<_> = works.difference(&kept).collect();
    let unlisted: Vec<_> = kept.difference(&works).collect();
    assert!(untested.is_empty(), "said to work in docs/promises.md, kept by no test: {untested:?}");
    assert!(unlisted.is_empty(), "kept by a test, not said to work in docs/promises.md: {unlisted:?}");
}

#[test]
fn the_rows_are_counted_by_part_and_state() {
    let text = list(root());
    let mut counts: BTreeMap<String, [usize; 3]> = BTreeMap::new();
    for row in promised(&text) {
        let state = STATES.iter().position(|s| *s == row.state);
        let state = state.unwrap_or_else(|| panic!("{} is “{}”, which is none of {STATES:?}", row.name, row.state));
        counts.entry(row.part).or_default()[state] += 1;
    }
    let asserted: BTreeMap<String, [usize; 3]> = COUNTS.iter().map(|(part, n)| (part.to_string(), *n)).collect();
    assert_eq!(counts, asserted);
    // The head of the list says the same.
    let sum = |state: usize| counts.values().map(|n| n[state]).sum::<usize>();
    let total = ("All".to_string(), [sum(0), sum(1), sum(2)]);
    for (part, [works, partly, not_yet]) in counts.clone().into_iter().chain([total]) {
        let line = format!("| {part} | {works} | {partly} | {not_yet} | {} |", works + partly + not_yet);
        assert!(text.lines().any(|l| l == line), "the head of the list does not say: {line}");
    }
}
