//! The invariants of the rooms, read from the sources: who may name what.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// Every source file with its path from `src`, tests cut off.
fn sources() -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::from("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap().map(|e| e.unwrap().path()) {
            if entry.is_dir() {
                folders.push(entry);
            } else if entry.extension().is_some_and(|e| e == "rs") {
                let text = fs::read_to_string(&entry).unwrap();
                found.push((name(&entry), code_of(&text)));
            }
        }
    }
    assert!(found.len() > 60, "the sources were not found");
    found
}

fn name(path: &Path) -> String {
    path.strip_prefix("src").unwrap().to_string_lossy().into_owned()
}

/// The code without its tests and comments.
fn code_of(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    code.lines().filter(|l| !l.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn is_test(path: &str) -> bool {
    path.ends_with("tests.rs") || path.contains("/tests/") || path.ends_with("testing.rs")
}

/// Files outside `rooms` that name one of `words`.
fn offenders(words: &[&str], rooms: &[&str]) -> Vec<String> {
    sources()
        .iter()
        .filter(|(path, _)| !is_test(path) && !rooms.iter().any(|room| path.starts_with(room)))
        .flat_map(|(path, code)| words.iter().filter(|w| code.contains(**w)).map(move |w| format!("{path} names {w}")))
        .collect()
}

/// Files inside `rooms` that name one of `words`.
fn inside(words: &[&str], rooms: &[&str]) -> Vec<String> {
    sources()
        .iter()
        .filter(|(path, _)| !is_test(path) && rooms.iter().any(|room| path.starts_with(room)))
        .flat_map(|(path, code)| words.iter().filter(|w| code.contains(**w)).map(move |w| format!("{path} names {w}")))
        .collect()
}

#[test]
fn sql_is_only_in_the_store() {
    assert_eq!(offenders(&["rusqlite", "PRAGMA ", "SELECT ", "INSERT INTO"], &["store"]), [] as [String; 0]);
}

#[test]
fn the_screen_library_is_only_where_drawing_is() {
    let rooms = ["app.rs", "app/", "runtime", "panes", "parts", "ui/"];
    assert_eq!(offenders(&["ratatui"], &rooms), [] as [String; 0]);
    assert_eq!(offenders(&["crossterm"], &["runtime", "main.rs", "cli"]), [] as [String; 0]);
}

#[test]
fn the_domain_is_plain() {
    let words =
        ["ratatui", "crossterm", "rusqlite", "std::fs", "SystemTime", "Instant", "Zoned::now", "Timestamp::now"];
    assert_eq!(inside(&words, &["domain", "framework"]), [] as [String; 0]);
}

#[test]
fn only_the_session_reads_the_clock() {
    let words = ["SystemTime::now", "Instant::now", "Zoned::now", "Timestamp::now"];
    let rooms =
        ["session/clock.rs", "main.rs", "cli", "store/writer.rs", "store/writer/entry.rs", "store/unconfirmed.rs"];
    assert_eq!(offenders(&words, &rooms), [] as [String; 0]);
}

#[test]
fn panes_and_app_touch_neither_disk_nor_terminal() {
    let words = ["std::fs", "File::", "std::io::stdout", "std::env::", "std::process"];
    assert_eq!(inside(&words, &["app.rs", "app/", "panes", "parts", "ui/", "document"]), [] as [String; 0]);
}

/// The rooms that a file names: what follows `crate::`, alone or in braces.
fn rooms_named(code: &str) -> BTreeSet<String> {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let word = |text: &str| text.chars().take_while(|c| is_name(*c)).collect::<String>();
    let mut found = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        let Some(list) = rest.strip_prefix('{') else {
            found.insert(word(rest));
            continue;
        };
        let (mut depth, mut fresh) = (0, true);
        for (at, c) in list.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => fresh = true,
                c if is_name(c) && fresh => {
                    found.insert(word(&list[at..]));
                    fresh = false;
                }
                _ => {}
            }
        }
    }
    found
}

/// Every room with all the rooms that it may name, from the lowest up: a room names only rooms above it in this table.
const ARROWS: [(&str, &[&str]); 22] = [
    ("command", &[]),
    ("shown", &[]),
    ("wake", &[]),
    ("package", &[]),
    ("workbook", &[]),
    ("domain", &[]),
    ("framework", &["domain"]),
    ("keymap", &["command"]),
    ("store", &["domain", "shown", "wake"]),
    ("exchange", &["domain", "shown", "workbook"]),
    ("document", &["domain", "framework", "package", "shown", "workbook"]),
    ("watch", &["store", "wake"]),
    ("demo", &["document", "domain", "framework"]),
    ("session", &["document", "domain", "exchange", "shown", "store", "wake", "workbook"]),
    ("parts", &["domain", "keymap", "shown"]),
    ("ui", &["command", "document", "domain", "exchange", "keymap", "parts", "session", "shown", "store"]),
    ("panes", &["command", "document", "domain", "exchange", "framework", "keymap", "parts", "shown", "store", "ui"]),
    ("app", &["command", "domain", "keymap", "panes", "parts", "shown", "store", "ui"]),
    (
        "runtime",
        &[
            "app",
            "command",
            "demo",
            "document",
            "domain",
            "exchange",
            "framework",
            "keymap",
            "package",
            "panes",
            "parts",
            "session",
            "shown",
            "store",
            "ui",
            "wake",
            "watch",
        ],
    ),
    (
        "cli",
        &[
            "command", "document", "domain", "exchange", "keymap", "package", "parts", "session", "shown", "store",
            "wake",
        ],
    ),
    ("main", &[]),
    ("lib", &[]),
];

/// Files of the shell that are about a screen or its keys, and what they may name besides.
const SCREENS: [(&str, &[&str]); 5] = [
    ("cli/args.rs", &["runtime"]),
    ("cli/doctor.rs", &["runtime"]),
    ("cli/keys.rs", &["runtime"]),
    ("cli/pack.rs", &["framework"]),
    ("cli/screen.rs", &["app", "runtime", "ui"]),
];

/// Macros of the domain, which are named as if they were rooms.
const MACROS: [&str; 2] = ["choices", "fields"];

fn room_of(path: &str) -> &str {
    path.split('/').next().unwrap_or_default().trim_end_matches(".rs")
}

#[test]
fn the_names_of_rooms_are_found() {
    let braces = "use crate::{\n    app::{App, effect::Wanted},\n    shown,\n};\nlet x = crate::store::open();";
    assert_eq!(rooms_named(braces).into_iter().collect::<Vec<_>>(), ["app", "shown", "store"]);
}

#[test]
fn arrows_between_rooms_are_those_of_the_table() {
    let mut drawn: BTreeSet<(String, String)> = BTreeSet::new();
    for (path, code) in sources().iter().filter(|(path, _)| !is_test(path)) {
        let room = room_of(path);
        let Some((_, allowed)) = ARROWS.iter().find(|(name, _)| *name == room) else {
            panic!("{path} is in a room that has no row in the table of this test")
        };
        let more = SCREENS.iter().find(|(file, _)| file == path).map_or(&[][..], |(_, more)| more);
        for named in rooms_named(code).into_iter().filter(|n| n != room && !MACROS.contains(&&**n)) {
            let fits = allowed.contains(&&*named) || more.contains(&&*named);
            assert!(fits, "{path} names {named}: {room} may name {allowed:?}");
            drawn.insert((room.into(), named));
        }
    }
    for (room, allowed) in ARROWS {
        for named in allowed {
            let is_drawn = drawn.contains(&(room.into(), (*named).into()));
            assert!(is_drawn, "{room} does not name {named} any more: take it out of the table");
        }
    }
}

#[test]
fn arrows_run_one_way_only() {
    for (at, (room, allowed)) in ARROWS.iter().enumerate() {
        for named in *allowed {
            let below = ARROWS[..at].iter().any(|(name, _)| name == named);
            assert!(below, "{room} names {named}, which is no room beneath it");
        }
    }
}

#[test]
fn the_gate_is_asked_in_one_place_of_the_screen_and_one_of_the_shell() {
    let words = ["gate::validate(", "gate::faults(", "gate::follow_ups("];
    assert_eq!(offenders(&words, &["app/asking.rs", "exchange/gated.rs", "store", "domain/gate"]), [] as [String; 0]);
}

#[test]
fn nothing_is_shared_behind_the_back() {
    let words = ["Rc<RefCell", "static mut", "thread_local!", "Box<dyn Fn", "lazy_static"];
    // It counts in tests only.
    assert_eq!(offenders(&words, &["domain/looked.rs"]), [] as [String; 0]);
}

#[test]
fn the_program_never_talks_to_a_network() {
    let words = ["std::net", "TcpStream", "UdpSocket", "reqwest", "hyper::"];
    assert_eq!(offenders(&words, &[]), [] as [String; 0]);
    let lock = fs::read_to_string("Cargo.lock").unwrap();
    for name in ["reqwest", "hyper", "rustls", "openssl", "ureq", "curl", "native-tls"] {
        assert!(!lock.contains(&format!("name = \"{name}\"")), "{name} is linked");
    }
}

#[test]
fn files_and_functions_stay_small() {
    for (path, _) in sources() {
        let text = fs::read_to_string(Path::new("src").join(&path)).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let lines = code.lines().count();
        assert!(is_test(&path) || lines <= 400, "{path} has {lines} lines");
    }
}

#[test]
fn the_name_of_a_command_is_written_once() {
    let names: BTreeSet<&str> = aims::command::Command::ALL.iter().map(|c| c.id()).collect();
    let quoted = |code: &str| code.split('"').find(|part| names.contains(part)).map(str::to_string);
    for (path, code) in sources().iter().filter(|(path, _)| path != "command.rs" && !path.starts_with("keymap")) {
        assert_eq!(quoted(code), None, "{path} writes the name of a command again");
    }
    let table = fs::read_to_string("src/command.rs").unwrap();
    let there: BTreeSet<&str> = table.split('"').collect();
    assert!(names.is_subset(&there));
}

/// A reader who meets the name of a type knows which room it is of.
#[test]
fn no_public_type_bears_the_name_of_one_in_another_room() {
    let mut rooms: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let sources = sources();
    for (path, code) in &sources {
        for line in code.lines().filter_map(|line| line.trim_start().strip_prefix("pub ")) {
            let mut words = line.split(|c: char| !c.is_alphanumeric() && c != '_');
            if matches!(words.next(), Some("struct" | "enum" | "trait" | "type"))
                && let Some(name) = words.next()
            {
                rooms.entry(name.to_string()).or_default().insert(room_of(path).to_string());
            }
        }
    }
    assert!(rooms.len() > 300, "{}", rooms.len());
    rooms.retain(|_, rooms| rooms.len() > 1);
    assert!(rooms.is_empty(), "{rooms:#?}");
}
