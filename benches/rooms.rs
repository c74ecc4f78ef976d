//! Every list and every pane with its keys, from the table of kinds and not by hand; and what the commands of the shell
//! take of memory.

use super::{
    measure::{Table, timed},
    ours::{Ours, keys},
};
use aims::{
    domain::{Id, Kind, Listing, kinds::finding},
    ui::Place,
};
use std::{
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

/// Keys of a list, and how often each is pressed.
const IN_LIST: [(&str, &str, usize); 7] = [
    ("j", "j", 15),
    ("page", "<PageDown>", 5),
    ("end", "G", 3),
    ("start", "gg", 3),
    ("filter", "/e<Esc>", 3),
    ("sort", "S<Down><Enter>", 2),
    ("open and back", "<Enter>q", 3),
];

/// The lists and panes of a file. A row of the table is the slowest key of a place.
pub fn places(path: &Path, folder: &Path, n: u32, table: &mut Table) {
    let mut ours = Ours::open(path, folder, (120, 40));
    ours.bench.settle();
    ours.frame();
    for list in Listing::all() {
        let (name, place) = (list.name().to_string(), Place::listing(list));
        ours.go(Place::Home);
        let (bytes, time) = timed(|| ours.go(place));
        table.add(n, &format!("{name}: to it"), (time, bytes), (0.0, 0));
        for (label, script, times) in IN_LIST {
            for _ in 0..times {
                let pressed = keys(script);
                let (bytes, time) = timed(|| ours.keys(&pressed));
                table.add(n, &format!("{name}: {label}"), (time, bytes), (0.0, 0));
            }
        }
    }
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
        table.add(n, &format!("{name}: to it"), (time, bytes), (0.0, 0));
        for _ in 0..10 {
            let (bytes, time) = timed(|| ours.keys(&keys("<Down>")));
            table.add(n, &format!("{name}: down"), (time, bytes), (0.0, 0));
        }
        ours.keys(&keys("<Esc>"));
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
