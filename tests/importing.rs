//! Sheets of other people on the screen: asked, answered, looked at, taken in, by keys alone.

use crate::desk::Desk;
use aims::domain::{Record, Records};
use std::{collections::HashSet, fs, path::PathBuf, sync::OnceLock};

fn sheets() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/sheets")
}

fn names() -> Vec<String> {
    let files = fs::read_dir(sheets()).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = files.filter(|name| name.ends_with(".csv")).collect();
    names.sort();
    names
}

/// An empty file beside which the sheet lies.
fn beside(name: &str) -> Desk {
    let desk = Desk::empty();
    fs::copy(sheets().join(name), desk.folder.path().join(name)).unwrap();
    desk
}

fn import(desk: &mut Desk, name: &str) {
    let path = desk.folder.path().join(name);
    desk.keys(&format!(":import<Enter>{}<Enter>", path.display()));
}

/// Which step of the import is on the screen.
fn step(desk: &mut Desk) -> &'static str {
    let head = desk.screen().lines().next().unwrap_or_default().to_string();
    let of = |word: &str| head.contains(&format!("  {word}"));
    match () {
        () if !head.contains("  import  ") => "out",
        () if of("kind") => "kind",
        () if of("headings") => "headings",
        () if of("words") => "words",
        () => "preview",
    }
}

/// Everything that the records say beyond what stands in every new file.
fn told(records: &Records) -> Vec<String> {
    static EMPTY: OnceLock<HashSet<String>> = OnceLock::new();
    let all = |records: &Records| -> Vec<String> {
        let values =
            |r: &Record| (0..r.id.kind.spec().fields.len()).map(|f| format!("{:?}", r.value(f))).collect::<Vec<_>>();
        let said = |r: &Record| -> String { format!("{} {}", r.id, values(r).join(" ")) };
        records.every().map(said).collect()
    };
    let empty = EMPTY.get_or_init(|| all(&Desk::empty().records()).into_iter().collect());
    all(records).into_iter().filter(|text| !empty.contains(text)).collect()
}

/// Says yes to every proposal until the preview is there; the keys that it took.
fn through(desk: &mut Desk) -> usize {
    let mut keys = 0;
    while matches!(step(desk), "headings" | "words" | "kind") {
        // An order of days has no proposal: it is chosen.
        let choose = desk.screen().contains("not said") && step(desk) == "words";
        desk.keys(if choose { "1" } else { "<Enter>" });
        keys += 1;
        assert!(keys < 40, "{}", desk.screen());
    }
    keys
}

#[test]
fn every_sheet_is_taken_in_by_saying_yes_with_the_same_result_as_in_the_shell() {
    for name in names() {
        let mut desk = beside(&name);
        import(&mut desk, &name);
        let keys = through(&mut desk);
        assert_eq!(step(&mut desk), "preview", "{name}: {}", desk.screen());
        assert!(keys <= 24, "{name} takes {keys} keys before the preview");
        assert!(told(&desk.records()).is_empty(), "{name}: nothing is written before T");
        desk.keys("T");
        if step(&mut desk) == "preview" {
            // Doubtful rows, or records that come done: said once more.
            let key = if desk.screen().contains("T again") { "T" } else { "g" };
            desk.keys(key);
        }
        if step(&mut desk) == "preview" {
            desk.keys("g");
        }
        assert_eq!(step(&mut desk), "out", "{name}: {}", desk.wide());
        let screen = told(&desk.reopen().records());
        assert!(!screen.is_empty(), "{name}");
        // The same answers, and Esc: nothing is written, and the shell reads the sheet by them.
        let mut other = beside(&name);
        import(&mut other, &name);
        through(&mut other);
        for _ in 0..4 {
            if step(&mut other) != "out" {
                other.keys("<Esc>");
            }
        }
        assert_eq!(step(&mut other), "out", "{name}: {}", other.screen());
        assert!(told(&other.reopen().records()).is_empty(), "{name}: nothing is written without T");
        let (_, said) = other.shell(&["import", &name, "nord.aims", "--good-rows"]);
        assert!(said.contains("written as step"), "{name}: {said}");
        assert_eq!(told(&other.records()), screen, "{name}");
    }
}
