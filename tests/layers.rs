//! The invariants of the rooms, read from the sources: who may name what.

use std::{
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
    let rooms = ["app.rs", "app/", "runtime", "panes", "parts"];
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
fn only_the_runtime_reads_the_clock() {
    let words = ["SystemTime::now", "Instant::now", "Zoned::now", "Timestamp::now"];
    let rooms = ["runtime", "main.rs", "cli", "store/writer.rs"];
    assert_eq!(offenders(&words, &rooms), [] as [String; 0]);
}

#[test]
fn panes_and_app_touch_neither_disk_nor_terminal() {
    let words = ["std::fs", "File::", "std::io::stdout", "std::env::", "std::process"];
    assert_eq!(inside(&words, &["app.rs", "app/", "panes", "parts", "document"]), [] as [String; 0]);
}

#[test]
fn the_gate_is_asked_in_one_place_of_the_screen_and_one_of_the_shell() {
    let words = ["gate::validate(", "gate::faults(", "gate::follow_ups("];
    assert_eq!(offenders(&words, &["app/asking.rs", "exchange/gated.rs", "store", "domain/gate"]), [] as [String; 0]);
}

#[test]
fn nothing_is_shared_behind_the_back() {
    let words = ["Rc<RefCell", "static mut", "thread_local!", "Box<dyn Fn", "lazy_static"];
    assert_eq!(offenders(&words, &[]), [] as [String; 0]);
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
    let table = fs::read_to_string("src/command.rs").unwrap();
    for (path, code) in sources().iter().filter(|(path, _)| path != "command.rs" && !path.starts_with("keymap")) {
        for command in aims::command::Command::ALL {
            let quoted = format!("\"{}\"", command.id());
            assert!(!code.contains(&quoted), "{path} writes the name {quoted} again");
            assert!(table.contains(&quoted));
        }
    }
}
