//! How fast the workbench is, as ratios to the least that a ratatui list does with the same rows in the same run.
//!
//! Makes files of 1,000, 10,000 and 100,000 findings, for the lists with records of every other kind too, drives both programs in turns, and prints medians, p99 and bytes;
//! then the store alone, with files of as many steps. `cargo bench` runs all; `cargo bench -- 1000` only that size, or any other, such as 1000000,
//! `cargo bench -- saving history` only those parts (see [`PARTS`]). Times of one run mean little by themselves, so
//! nothing here passes or fails; which steps are beyond what they may come to is printed last.

mod data;
mod floor;
mod measure;
mod ours;
mod past;
mod rooms;

use aims::{
    domain::{Id, Kind, kinds::finding},
    ui::Place,
};
use data::LONG_NOTE;
use floor::{Commit, Floor};
use measure::{Table, timed};
use ours::{Ours, keys};
use std::path::Path;

const SIZES: [u32; 3] = [1_000, 10_000, 100_000];
const SCREEN: (u16, u16) = (120, 40);
const SMALL: (u16, u16) = (80, 24);
/// What can be measured by itself.
const PARTS: [&str; 9] = ["opening", "keys", "saving", "small", "store", "import", "history", "places", "commands"];

fn main() {
    let wanted: Vec<u32> = std::env::args().filter_map(|arg| arg.parse().ok()).collect();
    let parts: Vec<String> = std::env::args().filter(|arg| PARTS.contains(&arg.as_str())).collect();
    let has = |part: &str| parts.is_empty() || parts.iter().any(|p| p == part);
    let sizes = if wanted.is_empty() { SIZES.to_vec() } else { wanted };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (mut table, mut alone, mut rooms) = (Table::default(), Table::default(), Table::default());
    for n in sizes {
        let path = folder.path().join(format!("{n}.aims"));
        let (_, made) = timed(|| data::make(&path, n));
        eprintln!("{n} findings: file made in {:.1} s", made / 1e3);
        if has("opening") {
            opening(&path, folder.path(), n, &mut table);
        }
        if has("keys") || has("saving") {
            both(&path, folder.path(), n, &mut table, &has);
        }
        if has("small") {
            small(&path, folder.path(), n, &mut table);
        }
        if has("places") {
            let all = folder.path().join(format!("{n}-all.aims"));
            let (_, made) = timed(|| data::make_all(&all, n));
            eprintln!("{n} findings and records of every kind: file made in {:.1} s", made / 1e3);
            rooms::places(&all, folder.path(), n, &mut rooms);
        }
        if has("commands") {
            rooms::commands(&path, n, &mut rooms);
        }
        if has("store") {
            past::steps(&path, folder.path(), n, &mut alone);
            past::beside_copy(&path, folder.path(), n, &mut alone);
        }
        if has("import") {
            past::import(folder.path(), n, &mut alone);
        }
        if has("history") {
            past::history(folder.path(), n, &mut alone);
        }
    }
    println!("{table}\n{alone}\n{rooms}");
    println!("As it stands in the README:\n\n{}", table.short(&LIMITS));
    let mut over = table.over(LIMITS.iter().copied());
    let of_lists = rooms::limits();
    over.extend(rooms.over(of_lists.iter().map(|(label, limit)| (label.as_str(), *limit))));
    println!("{}", if over.is_empty() { "no step is over its limit".into() } else { over.join("\n") });
    println!("peak memory of all of it: {}", measure::peak());
}

/// What each step may come to at most, over the floor in the same run.
const LIMITS: [(&str, f64); 15] = [
    ("open, first frame", 1.5),
    ("open, all loaded", 0.8),
    ("move", 1.2),
    ("scroll a row", 1.2),
    ("page", 1.2),
    ("end", 1.3),
    ("start (two keys)", 1.3),
    ("50 keys at once / one page", 3.0),
    ("filter, first letter", 0.5),
    ("filter, next letter", 0.4),
    ("sort by due date", 1.5),
    ("open a record", 1.5),
    ("back to the list", 1.5),
    ("key to saved / one commit", 1.4),
    ("a letter in a 50 KB note", 1.2),
];

/// Both programs side by side on the list of findings.
fn both(path: &Path, folder: &Path, n: u32, table: &mut Table, has: &impl Fn(&str) -> bool) {
    let mut ours = Ours::open(path, folder, SCREEN);
    ours.bench.settle();
    ours.frame();
    let mut floor = Floor::open(path, SCREEN);
    floor.read(-1);
    floor.fold();
    floor.frame();
    ours.go(Place::List(Kind::Finding, String::new()));
    if has("keys") {
        moving(&mut ours, &mut floor, n, table);
        filtering(&mut ours, &mut floor, n, table);
        sorting(&mut ours, &mut floor, n, table);
        records(&mut ours, &mut floor, n, table);
    }
    if has("saving") {
        saving(&mut ours, &mut floor, folder, n, table);
    }
    if has("keys") {
        typing(&mut ours, &mut floor, n, table);
    }
}

fn opening(path: &Path, folder: &Path, n: u32, table: &mut Table) {
    for _ in 0..if n > 50_000 { 5 } else { 15 } {
        let ((ours, bytes), first) = timed(|| {
            let mut ours = Ours::open(path, folder, SCREEN);
            let bytes = ours.frame();
            (ours, bytes)
        });
        let mut ours = ours;
        let ((), rest) = timed(|| {
            ours.loaded();
            ours.frame();
        });
        let (sent, soon) = timed(|| ours.saved(&keys("gf<lt>")));
        drop(ours);
        let ((mut floor, floor_bytes), floor_first) = timed(|| {
            let mut floor = Floor::open(path, SCREEN);
            let bytes = floor.frame();
            (floor, bytes)
        });
        let ((), floor_rest) = timed(|| {
            floor.read(-1);
            floor.frame();
        });
        table.add(n, "open, first frame", (first, bytes), (floor_first, floor_bytes));
        table.add(n, "open, all loaded", (first + rest, 0), (floor_first + floor_rest, 0));
        // Until the whole file is looked at; what is typed meanwhile is kept beside it.
        table.add(n, "a save right after opening", (soon, sent), (0.0, 0));
    }
}

/// Keys that move, one at a time, the two programs in turns.
fn moving(ours: &mut Ours, floor: &mut Floor, n: u32, table: &mut Table) {
    let steps: [(&str, &str, char, usize); 3] =
        [("move", "j", 'j', 12), ("scroll a row", "j", 'j', 60), ("page", "<PageDown>", 'd', 25)];
    for round in 0..4 {
        ours.keys(&keys("gg"));
        floor.key('g');
        for (label, key, floor_key, times) in steps {
            let key = keys(key);
            if label == "scroll a row" {
                // To the last row of the window, so that every further step scrolls.
                (0..40).for_each(|_| {
                    ours.keys(&key);
                    floor.key('j');
                });
            }
            for _ in 0..times {
                table.pair(n, label, || ours.keys(&key), || floor.key(floor_key));
            }
        }
        for _ in 0..5 {
            let (to_end, to_start) = (keys("G"), keys("gg"));
            table.pair(n, "end", || ours.keys(&to_end), || floor.key('G'));
            table.pair(n, "start (two keys)", || ours.keys(&to_start), || floor.key('g'));
        }
        let held = keys(&"j".repeat(50));
        let (bytes, time) = timed(|| ours.keys(&held));
        let (floor_bytes, floor_time) = timed(|| floor.key('d'));
        if round > 0 {
            table.add(n, "50 keys at once / one page", (time, bytes), (floor_time, floor_bytes));
        }
    }
}

fn filtering(ours: &mut Ours, floor: &mut Floor, n: u32, table: &mut Table) {
    for word in ["approval", "drift", "cole 1", "hamburg", "(77"] {
        ours.keys(&keys("/"));
        for (i, letter) in word.chars().enumerate() {
            let key = keys(&if letter == ' ' { "<Space>".to_string() } else { letter.to_string() });
            let label = if i == 0 { "filter, first letter" } else { "filter, next letter" };
            table.pair(n, label, || ours.keys(&key), || floor.filter(letter));
            let (bytes, time) = timed(|| ours.counted());
            table.add(n, &format!("{label}, all counted"), (time, bytes), (0.0, 0));
        }
        ours.keys(&keys("<Esc>"));
        floor.unfilter();
    }
}

fn sorting(ours: &mut Ours, floor: &mut Floor, n: u32, table: &mut Table) {
    for _ in 0..4 {
        let to_column = keys("<Down><Enter>");
        ours.keys(&keys("S"));
        table.pair(n, "sort by due date", || ours.keys(&to_column), || floor.key('s'));
        floor.unfilter();
    }
}

fn records(ours: &mut Ours, floor: &mut Floor, n: u32, table: &mut Table) {
    let (open, back, down) = (keys("<Enter>"), keys("q"), keys("j"));
    ours.keys(&keys("gg"));
    for _ in 0..40 {
        table.pair(n, "open a record", || ours.keys(&open), || floor.key('o'));
        table.pair(n, "back to the list", || ours.keys(&back), || floor.key('b'));
        ours.keys(&down);
        floor.key('j');
    }
}

/// Key to "saved" on the screen, against one commit of SQLite on the same disk.
fn saving(ours: &mut Ours, floor: &mut Floor, folder: &Path, n: u32, table: &mut Table) {
    let commit = Commit::new(&folder.join(format!("commit-{n}")));
    let (back, down) = (keys("<lt>"), keys("j"));
    for _ in 0..20 {
        table.pair(n, "key to saved / one commit", || ours.saved(&back), || (commit.one(), 0).1);
        ours.keys(&down);
    }
    let (home, list) = (keys("gh"), keys("gf"));
    for _ in 0..6 {
        ours.saved(&back);
        // The floor has nothing to count there, and to sort as we do when the list is opened.
        let (bytes, time) = timed(|| ours.keys(&home));
        table.add(n, "home, after a change", (time, bytes), (0.0, 0));
        floor.unfilter();
        table.pair(n, "to the findings / sort", || ours.keys(&list), || floor.key('s'));
        ours.keys(&down);
    }
}

/// Letters in the middle of a note of 50 KB.
fn typing(ours: &mut Ours, floor: &mut Floor, n: u32, table: &mut Table) {
    ours.go(Place::Field(vec![Id::new(Kind::Finding, LONG_NOTE)], finding::CONDITION));
    ours.keys(&keys(&"<Up>".repeat(300)));
    ours.keys(&keys("<Home>"));
    floor.edit(LONG_NOTE);
    for letter in "seen again in the log of may".chars().cycle().take(120) {
        let key = keys(&if letter == ' ' { "<Space>".to_string() } else { letter.to_string() });
        table.pair(n, "a letter in a 50 KB note", || ours.keys(&key), || floor.type_letter(letter));
    }
}

/// Bytes on a screen of 80 by 24, where they are counted most.
fn small(path: &Path, folder: &Path, n: u32, table: &mut Table) {
    let mut ours = Ours::open(path, folder, SMALL);
    ours.bench.settle();
    ours.frame();
    let mut floor = Floor::open(path, SMALL);
    floor.read(-1);
    floor.frame();
    let list = || ours::keys("gf");
    let (bytes, time) = timed(|| ours.keys(&list()));
    table.add(n, "80x24: to the findings", (time, bytes), (0.0, 0));
    let down = keys("j");
    for step in 0..60 {
        let label = if step < 5 { "80x24: move" } else { "80x24: scroll a row" };
        table.pair(n, label, || ours.keys(&down), || floor.key('j'));
    }
}
