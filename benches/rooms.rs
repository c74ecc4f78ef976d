//! Every list and every pane with its keys, from the table of kinds and not by hand; and what the commands of the shell
//! take of memory.

use super::{
    SCREEN,
    floor::Floor,
    measure::{Table, timed},
    ours::{Ours, keys},
};
use aims::{
    app::Msg,
    domain::{Change, Id, Kind, Listing, Record, Records, Value, checks::CHECKS, kinds::finding},
    store::Reply,
    ui::Place,
};
use std::{
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

/// Keys of a list, how often each is pressed, the key of the bare list beside it, and what it may come to over that.
const IN_LIST: [(&str, &str, usize, char, f64); 8] = [
    ("j", "j", 15, 'j', 1.5),
    ("page", "<PageDown>", 5, 'd', 1.8),
    ("end", "G", 3, 'G', 1.8),
    ("start", "gg", 3, 'g', 1.8),
    ("filter", "/e", 3, 'g', 3.0),
    ("sort", "S<Down><Enter>", 2, 's', 1.5),
    ("open", "<Enter>", 3, 'o', 2.0),
    ("back", "q", 3, 'b', 2.0),
];
/// What goes over to a list, and what comes back to Home after a change, may come to over one plain move.
const TO: f64 = 3.0;
const AFTER: f64 = 3.0;

/// The lists and panes of a file that has records of every kind, each key beside that of a bare list of its findings.
pub fn places(path: &Path, folder: &Path, n: u32, table: &mut Table) {
    let mut ours = Ours::open(path, folder, SCREEN);
    ours.bench.settle();
    ours.frame();
    let mut floor = Floor::open(path, SCREEN);
    floor.read(-1);
    floor.frame();
    for list in Listing::all() {
        ours.go(Place::Home);
        for _ in 0..3 {
            table.pair(n, &to(list.name()), || ours.go(Place::listing(list)), || floor.key('j'));
            ours.go(Place::Home);
        }
        ours.go(Place::listing(list));
        for (label, script, times, floor_key, _) in IN_LIST {
            for _ in 0..times {
                let pressed = keys(script);
                table.pair(n, &format!("{}: {label}", list.name()), || ours.keys(&pressed), || floor.key(floor_key));
                match label {
                    "filter" => drop(ours.keys(&keys("<Esc>"))),
                    "open" => drop(ours.keys(&keys("q"))),
                    "back" => drop(ours.keys(&keys("<Enter>"))),
                    _ => {}
                }
            }
            if label == "open" {
                ours.keys(&keys("<Enter>"));
            }
        }
        ours.go(Place::Home);
        after_a_change(&mut ours, &mut floor, list, n, table);
    }
    panes(&mut ours, n, table);
    rules(&ours, n, table);
}

fn to(list: &str) -> String {
    format!("{list}: to it")
}

/// The first frame of the list, and of Home, when one of its records was changed.
fn after_a_change(ours: &mut Ours, floor: &mut Floor, list: Listing, n: u32, table: &mut Table) {
    let spec = list.kind().spec();
    for round in 0..3 {
        let record = ours.bench.app.world.records.all(list.kind()).find(|r| list.holds(r)).cloned();
        let Some(record) = record else { return };
        let change = Change::new("again").set(&record, vec![(spec.title, Value::text(format!("seen again {round}")))]);
        ours.go(Place::listing(list));
        let touched = || Reply::Back { touched: changed(&record, &change), gone: Vec::new() };
        let reply = touched();
        table.pair(n, &format!("{}: after a change", list.name()), || ours.heard(reply), || floor.key('j'));
        ours.bench.message(Msg::Store(touched()));
        table.pair(n, &format!("{}: home after a change", list.name()), || ours.go(Place::Home), || floor.key('j'));
    }
}

/// The record as a change leaves it.
fn changed(record: &Record, change: &Change) -> Vec<Record> {
    let mut alone = Records::default();
    alone.put([record.clone()]);
    alone.apply(change);
    alone.get(record.id).cloned().into_iter().collect()
}

/// What the keys of every list may come to, by the names of their rows.
pub fn limits() -> Vec<(String, f64)> {
    let of_list = |list: Listing| {
        let keys = IN_LIST.iter().map(move |(label, _, _, _, limit)| (format!("{}: {label}", list.name()), *limit));
        let more = [(to(list.name()), TO)].into_iter();
        let after = ["after a change", "home after a change"].map(|label| (format!("{}: {label}", list.name()), AFTER));
        keys.chain(more).chain(after)
    };
    Listing::all().into_iter().flat_map(of_list).collect()
}

fn panes(ours: &mut Ours, n: u32, table: &mut Table) {
    let first = Id::new(Kind::Finding, 1);
    let panes = [
        ("home", Place::Home),
        ("heatmap", Place::Heatmap),
        ("checks", Place::Checks(None)),
        ("parked", Place::Parked),
        ("record", Place::Record(first)),
        ("history", Place::History(first)),
        ("text", Place::Field(vec![first], finding::CONDITION)),
        ("recent", Place::Recent),
        ("papers", Place::Papers(None)),
        ("palette", Place::Palette),
        ("help", Place::Help),
    ];
    for (name, place) in panes {
        ours.go(Place::Home);
        let (bytes, time) = timed(|| ours.go(place));
        table.add(n, &format!("pane {name}: to it"), (time, bytes), (0.0, 0));
        for _ in 0..10 {
            let (bytes, time) = timed(|| ours.keys(&keys("<Down>")));
            table.add(n, &format!("pane {name}: down"), (time, bytes), (0.0, 0));
        }
        ours.keys(&keys("<Esc>"));
    }
}

/// Every rule that takes a millisecond or more, asked of the whole file.
pub fn rules(ours: &Ours, n: u32, table: &mut Table) {
    for check in CHECKS {
        let (spots, time) = timed(|| (check.find)(ours.bench.app.world.view()).len());
        if time >= 1.0 {
            table.add(n, &format!("rule {} (spots as bytes)", check.id), (time, spots), (0.0, 0));
        }
    }
}

/// The most memory that a command of the shell has, in kilobytes, beside the milliseconds that it takes.
pub fn commands(path: &Path, n: u32, table: &mut Table) {
    let commands: [(&str, &[&str]); 6] = [
        ("aims status", &["status", "FILE"]),
        ("aims check", &["check", "FILE"]),
        ("aims export findings", &["export", "findings", "FILE"]),
        ("aims export findings --json", &["export", "findings", "FILE", "--json"]),
        ("aims history F-001", &["history", "F-001", "FILE"]),
        ("aims verify", &["verify", "FILE"]),
    ];
    for (label, words) in commands {
        let words = words.iter().map(|word| if *word == "FILE" { path.as_os_str() } else { word.as_ref() });
        let mut command = Command::new(env!("CARGO_BIN_EXE_aims"));
        command.args(words).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let (most, time) = timed(|| peak_of(&mut command));
        table.add(n, &format!("{label} (kB of memory as bytes)"), (time, most), (0.0, 0));
    }
}

/// Runs a command and looks at its memory a thousand times a second.
fn peak_of(command: &mut Command) -> usize {
    let mut child = command.spawn().expect("the program runs");
    let status = format!("/proc/{}/status", child.id());
    let mut most = 0;
    while child.try_wait().expect("it ends").is_none() {
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find(|line| line.starts_with("VmHWM"));
        let now = line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok()).unwrap_or(0);
        most = most.max(now);
        std::thread::sleep(Duration::from_millis(1));
    }
    most
}
