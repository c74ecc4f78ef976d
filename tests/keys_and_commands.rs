//! One table of commands, seen from outside: what the palette finds, what the footer offers, what `aims keys` and the
//! README list.

use super::tour::{On, Stop, Tour, open};
use aims::{
    command::{Command, Context},
    keymap::{KeyStep, Keymap, sequence},
};
use std::{collections::BTreeSet, process};

/// The places whose keys the README shows; `aims keys` shows all.
const README: &[Context] = &[Context::Everywhere, Context::Writing, Context::Card, Context::List];

fn aims(args: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let mut command = process::Command::new(env!("CARGO_BIN_EXE_aims"));
    for name in ["HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"] {
        command.env(name, folder.path());
    }
    let told = command.args(args).output().unwrap();
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    String::from_utf8(told.stdout).unwrap()
}

#[test]
fn aims_keys_lists_every_command_with_its_label() {
    for table in [aims(&["keys"]), aims(&["keys", "--markdown"]), aims(&["keys", "--keymap", "vim"])] {
        let words: BTreeSet<&str> = table.split(|c: char| c.is_whitespace() || c == '`' || c == '|').collect();
        for command in Command::ALL {
            assert!(words.contains(command.id()), "{} is not in the table", command.id());
            assert!(table.contains(command.info().label), "{}", command.info().label);
        }
    }
}

#[test]
fn the_readme_shows_the_keys_that_the_program_has() {
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    let (_, after) = readme.split_once("<!-- keys -->\n").unwrap();
    let (shown, _) = after.split_once("<!-- /keys -->").unwrap();
    let names: Vec<&str> = README.iter().map(|context| context.name()).collect();
    let args = ["keys", "--markdown", "--keymap", "default", "--only", &names.join(",")];
    let wanted = aims(&args);
    assert_eq!(wanted, Keymap::default().table_markdown_of(README));
    assert!(shown.trim() == wanted.trim(), "put this between the marks of README.md: aims {}", args.join(" "));
}

/// The maps for different hands, whose cards the README shows.
const HANDS: [&str; 4] = ["default", "vim", "emacs", "sheet"];

#[test]
fn the_readme_shows_the_card_of_each_map() {
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    let (_, after) = readme.split_once("<!-- cards -->\n").unwrap();
    let (shown, _) = after.split_once("<!-- /cards -->").unwrap();
    let maps = HANDS.map(|name| (name, Keymap::shipped(name).unwrap()));
    let wanted = aims::keymap::cards_markdown(&maps);
    assert!(shown.trim() == wanted.trim(), "put this between the marks of README.md:\n{wanted}");
}

/// What the palette shows after this was typed: the rows of its list, the best one first.
fn found(tour: &mut Tour, typed: &str) -> Vec<String> {
    tour.bench.type_keys(&format!(":<Paste:{}>", typed.replace('>', "\\>"))).unwrap();
    let screen = tour.bench.text(100, 24);
    tour.bench.type_keys("<Esc>").unwrap();
    let at = screen.lines().position(|l| l.contains("COMMANDS")).unwrap();
    screen.lines().skip(at + 1).map(str::to_string).collect()
}

#[test]
fn the_palette_puts_the_exact_name_first() {
    let mut tour = open(On::Empty);
    for command in Command::ALL {
        let info = command.info();
        let rows = found(&mut tour, info.label);
        assert!(rows[1].starts_with(&format!("> {}", info.label)), "{}: {}", info.id, rows[1]);
    }
    // The one or two words of the footer and the id lead there too.
    for (typed, label) in
        [("undo", "Undo the last change"), ("REDO", "Redo what was undone"), ("go.risks", "Go to the risk heatmap")]
    {
        assert!(found(&mut tour, typed)[1].contains(label), "{typed}");
    }
}

#[test]
fn the_palette_finds_commands_by_other_words_for_them() {
    let mut tour = open(On::Empty);
    for command in Command::ALL {
        let info = command.info();
        for word in info.synonyms.split(' ').filter(|w| !w.is_empty()) {
            let rows = found(&mut tour, word);
            let seen = rows.iter().any(|row| row.contains(info.label));
            assert!(seen || crowded(&rows[0]), "{word} does not find {}\n{}", info.id, rows.join("\n"));
        }
    }
}

#[test]
fn the_palette_puts_what_begins_with_the_word_before_what_only_holds_its_letters() {
    let mut tour = open(On::Empty);
    for (typed, labels) in [
        ("park", &["Park the question and go on", "Park with a reason", "Park all questions"][..]),
        ("go to the f", &["Go to the findings", "Go to the first line"]),
        ("undo", &["Undo the last change", "Redo what was undone"]),
        ("sort", &["Sort by a column"]),
    ] {
        let rows = found(&mut tour, typed);
        for label in labels {
            assert!(
                rows[1..=labels.len() + 2].iter().any(|row| row.contains(label)),
                "{typed}: {label}\n{}",
                rows.join("\n")
            );
        }
    }
}

/// More commands are found than the list has rows: `: word            12 of 147`.
fn crowded(row: &str) -> bool {
    let count = row.split(" of ").next().unwrap().rsplit(' ').next().unwrap();
    count.parse::<usize>().unwrap() > 10
}

/// Called on every screen of the tour.
pub fn its_footer_offers_only_what_its_keys_do(tour: &mut Tour, stop: &Stop) {
    let (app, map) = (&tour.bench.app, &tour.bench.app.world.keymap);
    let contexts = app.contexts();
    let top = app.top().unwrap();
    let hints = top.hints(&app.world);
    let once: BTreeSet<_> = hints.iter().collect();
    assert_eq!(once.len(), hints.len(), "{}: a command twice in {hints:?}", stop.name);
    for command in hints {
        let keys = map.keys_of(&contexts, command);
        assert!(!keys.is_empty(), "{}: no key for {} in {contexts:?}", stop.name, command.id());
        assert!(!command.info().short.is_empty(), "{}: {} has no short name", stop.name, command.id());
    }
}

/// A key as people read it, such as `PgDn` or `^X c`, as key map files write it.
fn written(shown: &str) -> String {
    let one = |key: &str| match key {
        "PgDn" => "pagedown".to_string(),
        "PgUp" => "pageup".into(),
        "<" => "lt".into(),
        "Bksp" => "backspace".into(),
        _ if key.starts_with('^') && key.len() > 1 => format!("ctrl-{}", key[1..].to_lowercase()),
        _ => key.to_string(),
    };
    shown.split(' ').map(one).collect::<Vec<_>>().join(" ")
}

/// The same.
pub fn the_keys_of_its_footer_run_what_stands_beside_them(tour: &mut Tour, stop: &Stop) {
    let screen = tour.bench.text(200, 30);
    let footer = screen.lines().last().unwrap();
    let app = &tour.bench.app;
    let contexts = app.contexts();
    let hints = app.top().unwrap().hints(&app.world);
    let mut checked = 0;
    for token in footer.split("  ").map(str::trim).filter(|t| !t.is_empty()) {
        let named = hints.iter().filter(|c| token.ends_with(&format!(" {}", c.info().short)));
        let Some(command) = named.max_by_key(|c| c.info().short.len()) else { continue };
        let key = token.strip_suffix(command.info().short).unwrap().trim();
        let keys = sequence(&written(key)).unwrap_or_else(|e| panic!("{}: {key}: {e}", stop.name));
        let (last, pending) = keys.split_last().unwrap();
        let step = app.world.keymap.step(&contexts, pending, *last);
        assert_eq!(step, KeyStep::Run(*command), "{}: {token}", stop.name);
        checked += 1;
    }
    assert!(checked > 0 || hints.is_empty() || app.status().is_some(), "{}: {footer}", stop.name);
}

#[test]
fn a_command_that_is_refused_or_unknown_here_says_so_in_words() {
    let asks = |id: &str| matches!(id, "app.quit" | "app.suspend");
    let answers = |tour: &mut Tour, command: Command| {
        let before = tour.bench.text(100, 30);
        let label = command.info().label.replace('>', "\\>");
        tour.bench.type_keys(&format!(":<Paste:{label}><Enter>")).unwrap();
        before != tour.bench.text(100, 30) || moves(command)
    };
    let mut tour = open(On::Empty);
    let home = tour.bench.app.contexts();
    for command in Command::ALL.iter().filter(|c| !asks(c.id())) {
        // What led elsewhere is not gone on from; and the same may have been said of the command before.
        tour.bench.type_keys("<Esc>").unwrap();
        if tour.bench.app.contexts() != home {
            tour = open(On::Empty);
        }
        let answered = answers(&mut tour, *command) || answers(&mut open(On::Empty), *command);
        assert!(answered, "{} did nothing and said nothing", command.id());
    }
}

/// Commands that may rightly leave a screen as it is.
fn moves(command: Command) -> bool {
    use Command::*;
    matches!(command, Down | Up | Left | Right | PageDown | PageUp | First | Last | OtherPart | GoHome | Redraw)
}
