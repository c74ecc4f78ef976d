//! The program as a process in a terminal: what is typed survives whatever happens to either, the terminal is given
//! back as it was, nothing is asked of it, and two people see each other.

use super::pty::{Desk, Modes, Pty, eventually, signal_to, state_of};
use rustix::process::Signal;
use std::time::{Duration, Instant};

/// What the program does to a terminal while it writes into a text field.
const OURS: Modes = Modes { alternate: true, cursor_hidden: false, paste: true };

/// Enter on home: the card of the running interview, the note has the keyboard.
fn in_the_note(pty: &mut Pty) {
    pty.wait_for("> Resume interview");
    pty.keys("<Enter>");
    pty.wait_until("the note", |s| {
        // Who else is here, and what was found, may be said where the hints stand.
        let said = [" NOTE ", "has this file open too", "is back in its place"];
        s.contains(" I-03 ") && !s.contains("> Resume interview") && said.iter().any(|word| s.contains(word))
    });
}

/// The program with the note open, and the file looked at as a whole: before that, what is typed is kept beside it.
fn open_note(desk: &Desk) -> Pty {
    let mut pty = desk.open();
    in_the_note(&mut pty);
    process_of(desk);
    pty
}

/// The program under a shell with job control, which stays when the program stops or ends.
fn under_a_shell(desk: &Desk, vars: &[(&str, &str)]) -> Pty {
    let script = r#""$0" "$1"; echo "shell: $?"; read line; fg >/dev/null; echo "again: $?"; read line"#;
    let mut command = desk.command("sh");
    command.args(["-mc", script, env!("CARGO_BIN_EXE_aims")]);
    command.arg(desk.file());
    vars.iter().for_each(|(name, value)| command.env(name, value));
    Pty::spawn(command, (80, 24))
}

/// The process that has the file open.
fn process_of(desk: &Desk) -> u32 {
    desk.wait_in_file("SELECT CAST(pid AS TEXT) FROM session", "a session", |_| true).parse().unwrap()
}

fn count(desk: &Desk, table: &str) -> String {
    desk.ask(&format!("SELECT CAST(count(*) AS TEXT) FROM {table}")).unwrap()
}

#[test]
fn a_killed_program_resumes_at_the_same_word() {
    let desk = Desk::new();
    let answers = count(&desk, "answer");
    let mut pty = open_note(&desk);
    let question = pty.screen().lines().nth(3).unwrap().to_string();
    pty.keys(" kilo lima");
    desk.wait_draft("kilo lima");
    pty.keys(" mike november");
    pty.wait_words("mike november");
    pty.kill();

    let mut pty = desk.open();
    // It is said once, when all is read; a key before that would leave the word on the row where the note says its name.
    pty.wait_for("is back in its place");
    in_the_note(&mut pty);
    let screen = pty.wait_words("kilo lima");
    assert_eq!(screen.lines().nth(3), Some(question.as_str()));
    let draft = desk.wait_draft("kilo lima");
    let end = draft.rsplit("kilo lima").next().unwrap();
    assert!(" mike november".starts_with(end), "{draft}");
    // The cursor stands where it stood, and what is typed on makes one step of the one record.
    pty.keys(" oscar<Esc>");
    desk.wait_in_file("SELECT CAST(count(*) AS TEXT) FROM draft", "the draft became a step", |n| n == "0");
    let notes = "SELECT group_concat(note) FROM answer WHERE note LIKE '%kilo lima%'";
    let note = desk.wait_in_file(notes, "one note", |n| n.contains("oscar"));
    assert_eq!(note.matches("kilo lima").count(), 1);
    assert!(note.ends_with(&format!("kilo lima{end} oscar")), "{note}");
    assert_eq!(count(&desk, "answer"), answers);
}

#[test]
fn a_terminal_that_goes_away_takes_no_word_with_it() {
    let desk = Desk::new();
    let mut pty = open_note(&desk);
    pty.keys(" papa quebec");
    pty.wait_words("papa quebec");
    pty.hang_up();
    pty.wait_exit();
    assert!(desk.wait_draft("papa quebec").ends_with("papa quebec"));
    assert_eq!(count(&desk, "session"), "0");
}

#[test]
fn a_signal_saves_although_the_terminal_takes_nothing_more() {
    let desk = Desk::new();
    let mut pty = open_note(&desk);
    pty.keys(" romeo sierra");
    pty.wait_words("romeo sierra");
    pty.stop_reading();
    // More frames than a terminal that does not read can hold.
    for n in 0..200 {
        pty.resize(100 + n, 40);
    }
    pty.signal(Signal::TERM);
    pty.wait_exit();
    assert!(desk.wait_draft("romeo sierra").ends_with("romeo sierra"));
}

#[test]
fn an_ending_signal_saves_and_gives_the_terminal_back() {
    let desk = Desk::new();
    let mut pty = under_a_shell(&desk, &[]);
    in_the_note(&mut pty);
    pty.keys(" tango uniform");
    pty.wait_words("tango uniform");
    pty.wait_modes(OURS);
    assert!(!pty.is_as_before());
    signal_to(process_of(&desk), Signal::TERM);
    pty.wait_for("shell: 143");
    pty.wait_given_back();
    assert!(desk.wait_draft("tango uniform").ends_with("tango uniform"));
}

#[test]
fn the_stop_key_saves_gives_the_terminal_back_and_comes_back_whole() {
    let desk = Desk::new();
    let mut pty = under_a_shell(&desk, &[]);
    in_the_note(&mut pty);
    let process = process_of(&desk);
    pty.keys(" victor whiskey<C-z>");
    pty.wait_for("shell: ");
    eventually("a stopped process", || (state_of(process) == Some('T')).then_some(()));
    assert!(desk.wait_draft("victor whiskey").ends_with("victor whiskey"));
    pty.wait_given_back();

    // The window changes while nobody is there to hear of it.
    pty.resize(100, 30);
    pty.keys("<Enter>");
    pty.wait_modes(OURS);
    let whole = |s: &str| s.contains("whiskey") && s.lines().nth(29).is_some_and(|l| l.contains("help"));
    pty.wait_until("the whole screen", whole);
    pty.keys(" xray");
    pty.wait_words("victor whiskey xray");
    pty.keys("<Esc>Q");
    pty.wait_for("again: 0");
    pty.wait_given_back();
}

#[test]
fn no_word_is_lost_while_the_window_changes() {
    let desk = Desk::new();
    let mut pty = open_note(&desk);
    let mut typed = String::new();
    for (turn, (columns, rows)) in [(60, 15), (20, 5), (140, 45), (80, 24)].into_iter().enumerate() {
        for part in ["a", "b", "c"] {
            let word = format!("w{turn}{part}");
            typed += &format!(" {word}");
            pty.keys(&format!(" {word}"));
            if part == "b" {
                pty.resize(columns, rows);
            }
        }
        let last = format!("w{turn}c");
        let bottom = usize::from(rows) - 1;
        pty.wait_until(&last, |s| s.contains(&last) && s.lines().nth(bottom).is_some_and(|l| l.contains("help")));
    }
    desk.wait_in_file("SELECT text FROM draft", "all words", |t| t.ends_with(&typed));
}

#[test]
fn quitting_gives_the_terminal_back() {
    let desk = Desk::new();
    let mut pty = under_a_shell(&desk, &[]);
    pty.wait_for("HALDEN MOBILITY");
    pty.keys("gi");
    pty.wait_for("CV screening");
    assert!(!pty.is_as_before());
    pty.keys("Q");
    let screen = pty.wait_for("shell: 0");
    pty.wait_given_back();
    assert_eq!(screen.trim(), "shell: 0", "nothing else is left on the screen");
    assert_eq!(count(&desk, "session"), "0");
}

#[test]
#[cfg_attr(not(debug_assertions), ignore = "a release build has no fault on demand")]
fn a_fault_gives_the_terminal_back_and_keeps_what_was_typed() {
    let desk = Desk::new();
    let mut pty = under_a_shell(&desk, &[("AIMS_FAULT", "1")]);
    in_the_note(&mut pty);
    // What is typed before the file was looked at goes into a copy instead.
    desk.wait_in_file("SELECT CAST(count(*) AS TEXT) FROM session", "a session", |n| n != "0");
    pty.keys(" yankee zulu<F12>");
    let screen = pty.wait_for("shell: 2");
    pty.wait_given_back();
    assert!(screen.contains("a fault in the program at src/"), "{screen}");
    assert!(screen.contains("everything typed is in the file"), "{screen}");
    assert!(!screen.contains("yankee"), "{screen}");
    assert!(desk.wait_draft("yankee zulu").ends_with("yankee zulu"));
}

/// Keys that show many screens, and what each of them shows.
const TOUR: &[(&str, &str)] = &[
    ("gP", "M. Sato"),
    ("gr", "LIKELIHOOD"),
    ("gc", "A.2.2"),
    ("gf", "F-0"),
    ("gv", "Go-live checks"),
    ("?", "Esc"),
    ("<Esc>:", "COMMANDS"),
    ("<Esc>gh", "> Resume interview"),
    ("<Enter>", " NOTE "),
    ("<Esc>", " KEYS "),
];

fn tour(pty: &mut Pty) {
    pty.wait_for("HALDEN MOBILITY");
    for (keys, shown) in TOUR {
        pty.keys(keys);
        pty.wait_for(shown);
    }
}

/// The control sequences among what was sent: everything behind ESC, without the ESC.
fn sequences(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes).into_owned();
    text.split('\x1b').skip(1).map(sequence).collect()
}

fn sequence(text: &str) -> String {
    let end = match text.chars().next() {
        Some('[') => text[1..].find(|c: char| ('@'..='~').contains(&c)).map(|at| at + 2),
        // OSC, DCS and their like end with BEL, or with the ESC that we split at.
        Some(']' | 'P' | '_' | '^' | 'X') => text.find('\x07').or(Some(text.len())),
        _ => text.char_indices().nth(1).map(|(at, _)| at),
    };
    text[..end.unwrap_or(text.len())].to_string()
}

/// Whether a terminal answers this: a report of cursor, device, colour, mode, font or title.
fn is_question(sequence: &str) -> bool {
    let csi = sequence.strip_prefix('[');
    let asks = |csi: &str| {
        let (parameters, last) = csi.split_at(csi.len().saturating_sub(1));
        let window = last == "t"
            && parameters
                .split(';')
                .next()
                .is_some_and(|p| matches!(p, "11" | "13" | "14" | "15" | "16" | "18" | "19" | "20" | "21"));
        let mode = last == "p" && parameters.ends_with('$');
        let keyboard = last == "u" && parameters.starts_with('?');
        let version = last == "q" && parameters.starts_with('>');
        matches!(last, "n" | "c" | "x") || window || mode || keyboard || version
    };
    csi.is_some_and(asks)
        || sequence.starts_with('Z')
        || sequence.starts_with(']') && (sequence.ends_with('?') || sequence.contains(";?"))
        || sequence.starts_with("P+q")
        || sequence.starts_with("P$q")
}

#[test]
fn questions_to_a_terminal_are_known_when_they_are_seen() {
    let asked =
        "\x1b[6n \x1b[c \x1b[>c \x1b[0c \x1b]11;?\x07 \x1b[?2026$p \x1b[?u \x1b[>0q \x1b[18t \x1bP+q544e\x1b\\ \x1bZ";
    let found: Vec<String> = sequences(asked.as_bytes()).into_iter().filter(|s| is_question(s)).collect();
    assert_eq!(found.len(), 11, "{found:?}");
    let told = "\x1b[?1049h\x1b[2J\x1b[3;4H\x1b[1;31mx\x1b[0m\x1b]0;title\x07\x1b[?2004h";
    assert!(!sequences(told.as_bytes()).iter().any(|s| is_question(s)));
}

#[test]
fn nothing_is_asked_of_the_terminal() {
    let desk = Desk::new();
    let start = Instant::now();
    let mut pty = desk.open();
    tour(&mut pty);
    eventually("two seconds of output", || (start.elapsed() > Duration::from_secs(2)).then_some(()));
    let bytes = pty.bytes();
    let asked: Vec<String> = sequences(&bytes).into_iter().filter(|s| is_question(s)).collect();
    assert_eq!(asked, [""; 0]);
    assert!(!bytes.contains(&5), "ENQ");
    // Nor is the mouse taken from the person, or the title changed.
    let text = String::from_utf8_lossy(&bytes);
    for taken in ["\x1b[?1000h", "\x1b[?1002h", "\x1b[?1003h", "\x1b]0;", "\x1b]2;"] {
        assert!(!text.contains(taken), "{taken:?}");
    }
}

/// The colours among what was sent.
fn colours(bytes: &[u8]) -> Vec<String> {
    let is_colour = |p: &u32| matches!(p, 30..=38 | 40..=48 | 58 | 90..=97 | 100..=107);
    let sgr = sequences(bytes).into_iter().filter(|s| s.starts_with('[') && s.ends_with('m'));
    sgr.filter(|s| s[1..s.len() - 1].split([';', ':']).filter_map(|p| p.parse().ok()).any(|p| is_colour(&p))).collect()
}

#[test]
fn no_colour_is_sent_where_none_is_wanted() {
    let desk = Desk::new();
    let mut pty = desk.open_with(&[("NO_COLOR", "1")], (80, 24));
    tour(&mut pty);
    assert_eq!(colours(&pty.bytes()), [""; 0]);
    pty.keys("qQ");
    pty.wait_exit();
    let mut pty = desk.open();
    tour(&mut pty);
    assert!(!colours(&pty.bytes()).is_empty(), "the same tour has colours otherwise");
}

#[test]
fn every_terminal_shows_the_same_words() {
    let desk = Desk::new();
    let shots: Vec<Vec<String>> =
        ["xterm-256color", "xterm", "linux", "screen", "vt220"].iter().map(|t| shots(&desk, t)).collect();
    for shot in &shots[1..] {
        assert_eq!(shot, &shots[0]);
    }
}

/// The screens of the tour without the row that tells the time.
fn shots(desk: &Desk, term: &str) -> Vec<String> {
    let mut pty = desk.open_with(&[("TERM", term)], (80, 24));
    pty.wait_for("HALDEN MOBILITY");
    let mut shots = Vec::new();
    for (keys, shown) in &TOUR[..4] {
        pty.keys(keys);
        pty.wait_for(shown);
        pty.wait_quiet();
        shots.push(pty.screen().lines().skip(1).collect::<Vec<_>>().join("\n"));
    }
    pty.keys("Q");
    pty.wait_exit();
    shots
}

#[test]
fn two_people_see_each_other_and_what_the_other_does() {
    let desk = Desk::new();
    let mut ann = desk.open();
    ann.wait_for("HALDEN MOBILITY");
    let mut ben = desk.open_with(&[("USER", "ben")], (80, 24));
    ben.wait_for("+1 here");
    ann.wait_for("+1 here");
    ann.wait_for("ben@");
    ben.keys("gi");
    ben.wait_for("13 of 13 rows");
    ann.keys("gi");
    ann.wait_for("CV screening");
    ann.keys("nDepot camera<Enter>");
    ben.wait_for("14 of 14 rows");
    ann.keys("Q");
    ann.wait_exit();
    ben.wait_until("alone again", |s| !s.contains("+1 here"));
}

#[test]
fn a_folder_above_the_file_that_is_renamed_is_said_although_nothing_is_typed() {
    let desk = Desk::new();
    let folder = desk.root().join("above");
    std::fs::create_dir_all(folder.join("below")).unwrap();
    let file = folder.join("below/halden.aims");
    std::fs::copy(desk.file(), &file).unwrap();
    let mut command = desk.command(env!("CARGO_BIN_EXE_aims"));
    command.arg(&file);
    let pty = Pty::spawn(command, (80, 24));
    pty.wait_for("> Resume interview");
    std::fs::rename(&folder, desk.root().join("elsewhere")).unwrap();
    pty.wait_words("the file is no longer at");
}

#[test]
fn what_another_took_over_unchecked_is_listed_at_once() {
    let desk = Desk::new();
    let mut ann = desk.open();
    ann.wait_for("HALDEN MOBILITY");
    ann.keys("gk");
    ann.wait_for("WARNINGS");
    let rows = desk.root().join("rows.csv");
    std::fs::write(&rows, "Title,Step,Grade\nAn old one,closed,minor\n").unwrap();
    let file = desk.file();
    desk.shell(&["import", "--kind", "findings", rows.to_str().unwrap(), file.to_str().unwrap()]);
    ann.wait_until("the check", |s| s.contains("changed: import"));
    ann.keys("/not checked<Enter>");
    ann.wait_for("An old one");
}

#[test]
fn two_texts_of_one_note_are_both_shown_and_none_is_overwritten() {
    let desk = Desk::new();
    let mut ann = open_note(&desk);
    let mut ben = desk.open_with(&[("USER", "ben")], (80, 24));
    in_the_note(&mut ben);
    ben.keys(" bens words");
    desk.wait_draft("bens words");
    ann.keys(" anns words<Esc>");
    let notes = "SELECT group_concat(note) FROM answer WHERE note LIKE '%words'";
    desk.wait_in_file(notes, "ann's note", |n| n.ends_with("anns words"));
    ben.wait_for("ann@");
    ben.keys("<Esc>");
    ben.wait_until("both texts", |s| s.contains("BOTH CHANGED") && ["bens", "anns"].iter().all(|w| s.contains(w)));
    // The key for the next question pages here, and leaves both in view.
    ben.keys("<PgDn>");
    ben.wait_quiet();
    ben.wait_until("both texts still", |s| ["bens", "anns"].iter().all(|w| s.contains(w)));
    assert!(desk.ask(notes).unwrap().ends_with("anns words"));
    // A letter that was already on its way when the question appeared decides nothing.
    eventually("a choice", || {
        ben.keys("b");
        ben.wait_quiet();
        (!ben.screen().contains("BOTH CHANGED")).then_some(())
    });
    let both = "SELECT note FROM answer WHERE note LIKE '%bens words%'";
    desk.wait_in_file(both, "both texts in one note", |n| n.contains("anns words"));
    desk.wait_in_file("SELECT CAST(count(*) AS TEXT) FROM draft", "no draft is left", |n| n == "0");
}

#[test]
fn nothing_is_sent_while_nothing_happens() {
    let desk = Desk::new();
    let mut pty = desk.open();
    pty.wait_for("HALDEN MOBILITY");
    pty.keys("gi");
    pty.wait_for("CV screening");
    let settled = pty.wait_quiet();
    let (mut since, mut known) = (Instant::now(), switches(pty.pid()));
    eventually("three seconds in which no thread wakes", || {
        let now = switches(pty.pid());
        if now != known {
            (since, known) = (Instant::now(), now);
        }
        (since.elapsed() > Duration::from_secs(3)).then_some(())
    });
    assert_eq!(pty.bytes().len(), settled);
}

/// How often the threads of a process went to sleep, and so were awake.
fn switches(pid: u32) -> u64 {
    let tasks = std::fs::read_dir(format!("/proc/{pid}/task")).unwrap();
    let text = |task: std::io::Result<std::fs::DirEntry>| std::fs::read_to_string(task.unwrap().path().join("status"));
    let of = |status: String| {
        let line = status.lines().find(|line| line.starts_with("voluntary_ctxt_switches"));
        line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok()).unwrap()
    };
    tasks.filter_map(|task| text(task).ok()).map(of).sum()
}

#[test]
fn pasted_lines_run_nothing_and_are_text_in_a_note() {
    let desk = Desk::new();
    let steps = count(&desk, "entry");
    let mut pty = desk.open();
    pty.wait_for("HALDEN MOBILITY");
    pty.keys("gi");
    pty.wait_for("CV screening");
    pty.keys("<Paste:xd\\nQ\\ngr\\n>");
    let screen = pty.wait_for("pasted text runs no keys");
    assert!(screen.contains("CV screening"));
    assert_eq!(count(&desk, "entry"), steps);
    pty.keys("gh");
    in_the_note(&mut pty);
    pty.keys("<Paste: alfa\\nbravo q\\ncharlie>");
    pty.wait_words("bravo q");
    desk.wait_in_file("SELECT text FROM draft", "three lines", |t| t.ends_with(" alfa\nbravo q\ncharlie"));
}
