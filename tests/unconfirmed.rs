//! What the disk has not confirmed is not gone: every kind of such text, and every way to end, while another program
//! holds the file. And it comes back by itself.

use super::pty::{Desk, Pty, eventually};
use rustix::process::Signal;
use std::{path::Path, sync::Mutex};

/// What a person is in the middle of: the keys that lead there and the last key after the words.
const KINDS: &[(&str, &str, &str)] = &[
    ("a note", "<Enter>", ""),
    ("a step that waits", "<Enter>", "<PgDn>"),
    ("the drawer of a finding", "<Enter>|<Esc>f<Tab>", ""),
    ("a reason", "<Enter>|<Esc>a", ""),
    ("the name of a new record", "gi|n", ""),
    ("a line that was left", "gi|n", "<Esc>"),
    ("the name of somebody new", "gi|<Enter>o", ""),
    ("the name of somebody who decides", "gi|<Enter>D|project approval<Enter>", ""),
    ("a cell of a list", "gi|e", ""),
    ("a reason behind a long question", "gi|<Enter>xe", ""),
    ("the name of a file", "gi|ys", ""),
    ("a setting", "gi|g,e", ""),
];

/// How it ends.
#[derive(Clone, Copy, Debug)]
enum Way {
    Signal(Signal),
    /// The window is closed.
    Closed,
    /// `Q`, and a key that leaves at once.
    Quit,
    /// A fault of the program; a release build has none on demand.
    Fault,
    /// A file grew beyond what is allowed, which ends nothing; then it is killed.
    TooLarge,
    /// Without a word, once it had time to put a copy beside the file.
    Killed,
}

const WAYS: &[Way] = &[
    Way::Signal(Signal::TERM),
    Way::Signal(Signal::HUP),
    Way::Signal(Signal::INT),
    Way::Signal(Signal::QUIT),
    Way::Signal(Signal::USR1),
    Way::Signal(Signal::USR2),
    Way::Signal(Signal::ALARM),
    Way::Closed,
    Way::Quit,
    Way::Fault,
    Way::TooLarge,
    Way::Killed,
];

/// How many pairs of the table run at once.
const AT_ONCE: usize = 16;

/// The program in the middle of something, and the words that it must keep.
fn begun(desk: &Desk, (keys, words, last): (&str, &str, &str), lock: impl FnOnce()) -> Pty {
    let mut pty = desk.open_with(&[("AIMS_FAULT", "1")], (80, 24));
    pty.wait_for("> Resume interview");
    let mut parts = keys.split('|');
    pty.keys(parts.next().unwrap());
    pty.wait_until("the place", |s| s.contains(" NOTE ") || s.contains("13 of 13 rows"));
    // What is typed before the file was looked at goes another way.
    desk.wait_in_file("SELECT CAST(count(*) AS TEXT) FROM session", "a session", |n| n != "0");
    lock();
    parts.for_each(|keys| pty.keys(keys));
    pty.keys(words);
    pty.wait_words(words);
    if !last.is_empty() {
        let before = pty.screen();
        pty.keys(last);
        pty.wait_until("the way on", |s| s != before);
    }
    pty
}

fn end(pty: &mut Pty, way: Way, desk: &Desk, words: &str) {
    match way {
        Way::Signal(signal) => pty.signal(signal),
        Way::Closed => pty.hang_up(),
        Way::Quit => {
            // Out of whatever is open, then the key.
            pty.keys("<Esc>");
            pty.wait_quiet();
            pty.keys("<Esc>");
            pty.wait_quiet();
            pty.keys("Q");
            pty.wait_until("saving", |s| s.contains("saving …") || s.contains("Not everything is saved"));
            pty.keys(if pty.screen().contains("Not everything") { "lq" } else { "q" });
        }
        Way::Fault => pty.keys("<F12>"),
        Way::TooLarge | Way::Killed => {
            if matches!(way, Way::TooLarge) {
                pty.signal(Signal::XFSZ);
            }
            eventually("a copy", || is_kept(desk.root(), words).then_some(()));
            pty.signal(Signal::KILL);
        }
    }
    pty.wait_exit();
}

/// Whether a file below the folder holds the words: the data file, or a copy that only its owner can read.
fn is_kept(folder: &Path, words: &str) -> bool {
    folder.read_dir().into_iter().flatten().flatten().any(|entry| {
        let path = entry.path();
        // What is not in its place yet is taken back by nobody.
        let begun = entry.file_name().to_string_lossy().starts_with(".tmp");
        let journal = path.to_string_lossy().ends_with("-journal") || begun;
        let holds =
            || std::fs::read(&path).is_ok_and(|bytes| bytes.windows(words.len()).any(|w| w == words.as_bytes()));
        if path.is_dir() { is_kept(&path, words) } else { !journal && holds() }
    })
}

fn lock(desk: &Desk) -> rusqlite::Connection {
    let other = rusqlite::Connection::open(desk.file()).unwrap();
    other.busy_timeout(super::pty::PATIENCE).unwrap();
    other
}

/// One pair of the table; the error says what is lost.
fn tried((name, keys, last): (&str, &str, &str), way: Way) -> Result<(), String> {
    let (desk, words) = (Desk::new(), "kilolima9");
    let other = lock(&desk);
    let mut pty = begun(&desk, (keys, words, last), || other.execute_batch("BEGIN IMMEDIATE").unwrap());
    end(&mut pty, way, &desk, words);
    other.execute_batch("ROLLBACK").unwrap();
    if is_kept(desk.root(), words) { Ok(()) } else { Err(format!("{name}, ended by {way:?}")) }
}

#[test]
fn no_text_is_lost_in_any_way_to_end_while_another_program_holds_the_file() {
    let ways = WAYS.iter().filter(|way| cfg!(debug_assertions) || !matches!(way, Way::Fault));
    let pairs = Mutex::new(KINDS.iter().flat_map(|kind| ways.clone().map(move |way| (*kind, *way))));
    // They mostly wait, so many run at once, and none for the slowest of its row.
    let next = || pairs.lock().unwrap().next();
    let some = || std::iter::from_fn(next).filter_map(|(kind, way)| tried(kind, way).err()).collect::<Vec<_>>();
    let lost = std::thread::scope(|scope| {
        let all: Vec<_> = (0..AT_ONCE).map(|_| scope.spawn(some)).collect();
        all.into_iter().flat_map(|one| one.join().unwrap()).collect::<Vec<_>>()
    });
    assert!(lost.is_empty(), "{lost:#?}");
}

#[test]
fn a_question_between_two_texts_keeps_mine_when_the_program_ends() {
    let desk = Desk::new();
    let (mut ann, mut ben) = (desk.open(), desk.open_with(&[("USER", "ben")], (80, 24)));
    for pty in [&mut ann, &mut ben] {
        pty.wait_for("> Resume interview");
        pty.keys("<Enter>");
        // Who else is here may be said where the hints stand.
        pty.wait_until("the note", |s| s.contains("I-03 Go-live") && !s.contains("> Resume interview"));
    }
    ben.keys(" minewords");
    desk.wait_draft("minewords");
    ann.keys(" theirwords<Esc>");
    desk.wait_in_file("SELECT group_concat(note) FROM answer", "ann's note", |n| n.contains("theirwords"));
    ben.wait_for("ann@");
    ben.keys("<Esc>");
    ben.wait_for("BOTH CHANGED");
    // Esc answers nothing.
    ben.wait_quiet();
    ben.keys("<Esc>");
    ben.wait_for("the question stays");
    assert!(desk.ask("SELECT group_concat(note) FROM answer").unwrap().contains("theirwords"));
    ben.signal(Signal::TERM);
    ben.wait_exit();
    let copies = desk.root().join("state/aims/rescue");
    assert!(is_kept(&copies, "minewords"));
}

#[test]
fn a_text_that_could_not_be_saved_is_back_in_its_place_at_the_next_start() {
    let desk = Desk::new();
    let other = lock(&desk);
    let pty = begun(&desk, ("<Enter>", " backwords", ""), || other.execute_batch("BEGIN IMMEDIATE").unwrap());
    pty.wait_for("NOT SAVED");
    pty.kill();
    other.execute_batch("ROLLBACK").unwrap();
    let mut pty = desk.open();
    pty.wait_for("> Resume interview");
    pty.keys("<Enter>");
    pty.wait_words("backwords");
    assert!(!is_kept(&desk.root().join("state/aims/rescue"), "backwords"), "the copy is gone");
}

#[test]
fn what_is_typed_into_a_note_that_cannot_be_read_yet_is_kept_and_goes_behind_it() {
    for crash in [false, true] {
        let desk = Desk::new();
        let other = lock(&desk);
        let mut pty = desk.open();
        pty.wait_for("> Resume interview");
        desk.wait_in_file("SELECT CAST(count(*) AS TEXT) FROM session", "a session", |n| n != "0");
        other.execute_batch("BEGIN EXCLUSIVE").unwrap();
        pty.keys("<Enter>");
        pty.wait_for("This text cannot be read yet");
        pty.keys("aheadwords");
        pty.wait_words("aheadwords");
        if crash {
            eventually("a copy", || is_kept(desk.root(), "aheadwords").then_some(()));
            pty.signal(Signal::KILL);
            pty.wait_exit();
            other.execute_batch("ROLLBACK").unwrap();
            pty = desk.open();
            pty.wait_for("> Resume interview");
            pty.keys("<Enter>");
        } else {
            pty.wait_for("NOT SAVED");
            other.execute_batch("ROLLBACK").unwrap();
        }
        pty.wait_until("the note with the words", |s| s.contains("16:") && s.contains("aheadwords"));
        pty.keys("<Esc>");
        let notes = "SELECT group_concat(note) FROM answer";
        let whole = |note: &str| note.contains("is it a pattern") && note.contains("\naheadwords");
        desk.wait_in_file(notes, "the whole note", whole);
    }
}

#[test]
fn what_is_being_typed_when_an_older_copy_is_put_over_the_file_is_kept_beside_it() {
    let desk = Desk::new();
    let mut pty = begun(&desk, ("<Enter>", "stepwords", "<PgDn>"), || {});
    desk.wait_in_file("SELECT group_concat(note) FROM answer", "the step", |n| n.contains("stepwords"));
    let older = Desk::new();
    let bytes = std::fs::read(older.file()).unwrap();
    pty.keys("midwords");
    pty.wait_words("midwords");
    desk.wait_draft("midwords");
    pty.keys(" lastwords");
    // In place, as cp and sync tools write.
    std::fs::write(desk.file(), bytes).unwrap();
    pty.wait_for("READ ONLY");
    pty.wait_quiet();
    pty.keys("<Esc>Q");
    pty.wait_exit();
    let copies = desk.root().join("state/aims/rescue");
    assert!(is_kept(&copies, "stepwords"), "the step that is gone");
    assert!(is_kept(&copies, "midwords lastwords"), "what was being typed");
}

#[test]
fn text_that_somebody_else_left_is_offered_with_their_name() {
    let desk = Desk::new();
    let pty = begun(&desk, ("<Enter>", " benwords", ""), || {});
    desk.wait_draft("benwords");
    pty.kill();
    lock(&desk).execute_batch("UPDATE draft SET actor = 'ben@old'; UPDATE session SET user = 'ben'").unwrap();
    let mut pty = desk.open();
    pty.wait_for("text typed by ben@old at");
    pty.wait_quiet();
    pty.keys("<Enter>");
    pty.wait_for("benwords");
    pty.wait_for("Begun by ben@old");
    pty.keys("<Esc>");
    let labels = "SELECT w.text FROM entry e JOIN word w ON w.n = e.label ORDER BY e.seq DESC LIMIT 1";
    desk.wait_in_file(labels, "a step that says so", |label| label.ends_with(", begun by ben@old"));
}

#[test]
fn a_file_that_a_crash_left_in_the_middle_of_a_save_is_verified_without_being_changed() {
    let desk = Desk::new();
    let other = lock(&desk);
    other
        .execute_batch("PRAGMA cache_spill = 1; PRAGMA cache_size = 1; BEGIN; UPDATE answer SET note = note || 'x'")
        .unwrap();
    let journal = desk.root().join("halden.aims-journal");
    let (bytes, cut) = (std::fs::read(desk.file()).unwrap(), std::fs::read(&journal).unwrap());
    other.execute_batch("ROLLBACK").unwrap();
    drop(other);
    std::fs::write(desk.file(), &bytes).unwrap();
    std::fs::write(&journal, &cut).unwrap();
    let told = std::process::Command::new(env!("CARGO_BIN_EXE_aims")).arg("verify").arg(desk.file()).output().unwrap();
    let said = String::from_utf8_lossy(&told.stdout).into_owned() + &String::from_utf8_lossy(&told.stderr);
    assert!(told.status.success() && said.contains("without that save"), "{said}");
    assert_eq!((std::fs::read(desk.file()).unwrap(), std::fs::read(&journal).unwrap()), (bytes, cut));
}

#[test]
fn steps_that_could_not_be_saved_are_offered_and_taken_back() {
    let desk = Desk::new();
    let other = lock(&desk);
    let keys = ("<Enter>", " stepwords", "<PgDn>");
    let mut pty = begun(&desk, keys, || other.execute_batch("BEGIN IMMEDIATE").unwrap());
    pty.wait_for("NOT SAVED");
    pty.signal(Signal::TERM);
    pty.wait_exit();
    other.execute_batch("ROLLBACK").unwrap();
    let notes = "SELECT group_concat(note) FROM answer";
    assert!(!desk.ask(notes).unwrap().contains("stepwords"));
    let mut pty = desk.open();
    pty.wait_for("take them back");
    pty.keys("t");
    desk.wait_in_file(notes, "the step", |n| n.contains("stepwords"));
    eventually("no copy", || (!is_kept(&desk.root().join("state/aims/rescue"), "stepwords")).then_some(()));
}

#[test]
fn the_header_says_saving_then_not_saved_and_every_key_paints_while_the_file_is_held() {
    let desk = Desk::new();
    let other = lock(&desk);
    let mut pty = begun(&desk, ("<Enter>", "first", ""), || other.execute_batch("BEGIN EXCLUSIVE").unwrap());
    let calm = |s: &str| s.lines().next().is_some_and(|l| l.contains("nothing to save"));
    pty.wait_until("saving", |s| s.contains("saving…") || s.contains("NOT SAVED"));
    let head = pty.wait_for("NOT SAVED");
    assert!(!calm(&head) && head.contains("another program"), "{head}");
    pty.keys("<Esc>gf");
    pty.wait_for("F-009");
    pty.keys("gi");
    pty.wait_for("13 of 13 rows");
    assert!(pty.screen().contains("NOT SAVED"));
    other.execute_batch("ROLLBACK").unwrap();
    pty.wait_until("saved", |s| s.lines().next().is_some_and(|l| l.contains(" saved ") && !l.contains("NOT")));
}

#[test]
fn the_shell_lists_what_waits_and_takes_it_back() {
    let desk = Desk::new();
    let other = lock(&desk);
    let keys = ("<Enter>", " shellwords", "<PgDn>");
    let mut pty = begun(&desk, keys, || other.execute_batch("BEGIN IMMEDIATE").unwrap());
    pty.wait_for("NOT SAVED");
    pty.signal(Signal::TERM);
    pty.wait_exit();
    other.execute_batch("ROLLBACK").unwrap();
    let shell = |more: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_aims"));
        command.arg("rescue").arg(desk.file()).args(more).env("HOME", desk.root()).env("USER", "ann");
        for (name, folder) in [("XDG_STATE_HOME", "state"), ("XDG_DATA_HOME", "data"), ("XDG_CONFIG_HOME", "config")] {
            command.env(name, desk.root().join(folder));
        }
        let output = command.output().unwrap();
        let text = [output.stdout, output.stderr].map(|b| String::from_utf8(b).unwrap()).join("");
        (output.status.code().unwrap(), text)
    };
    let notes = "SELECT group_concat(note) FROM answer";
    let (code, listed) = shell(&[]);
    assert!(code == 1 && listed.contains("step") && listed.contains("note I-03"), "{listed}");
    assert!(!desk.ask(notes).unwrap().contains("shellwords"), "a list changes nothing");
    let (code, taken) = shell(&["--take"]);
    assert!(code == 0 && taken.contains("taken back: 1 steps"), "{taken}");
    assert!(desk.ask(notes).unwrap().contains("shellwords"));
    assert_eq!(shell(&[]).0, 0, "nothing waits any more");
}

#[test]
fn text_of_a_crashed_session_comes_back_although_the_computer_has_another_name_now() {
    let desk = Desk::new();
    let mut pty = begun(&desk, ("<Enter>", " farwords", ""), || {});
    desk.wait_draft("farwords");
    pty.signal(Signal::KILL);
    pty.wait_exit();
    lock(&desk).execute_batch("UPDATE session SET host = 'laptop.home'").unwrap();
    let mut pty = desk.open();
    pty.wait_for("> Resume interview");
    pty.keys("<Enter>");
    pty.wait_words("farwords");
}

#[test]
fn a_name_that_was_being_typed_into_a_list_stands_there_again_after_a_crash() {
    let desk = Desk::new();
    // The record by its number: which row is the first one depends on what has been read.
    let mut pty = begun(&desk, ("gi|/S-01<Enter><Enter>o", "Zelda Nobody", ""), || {});
    pty.signal(Signal::TERM);
    pty.wait_exit();
    let mut pty = desk.open();
    pty.wait_for("> Resume interview");
    pty.keys("gi/S-01<Enter>");
    pty.wait_for("1 of 13 rows");
    pty.keys("<Enter>o");
    pty.wait_for("“Zelda Nobody” was typed here before; ^Y brings it back");
    pty.keys("<C-y>");
    pty.wait_for("new person “Zelda Nobody”");
    pty.keys("<Enter>");
    desk.wait_in_file("SELECT group_concat(name) FROM person", "the person", |n| n.contains("Zelda Nobody"));
    pty.keys("o");
    let screen = pty.wait_until("the list", |s| s.contains("Enter take"));
    assert!(!screen.contains("typed here before"), "it is offered until it is answered: {screen}");
}

/// An editor that says that it runs, waits to be told, writes a line and ends so.
fn editor(desk: &Desk, end: &str) -> String {
    let (runs, go) = (desk.root().join("runs"), desk.root().join("go"));
    let script = desk.root().join("editor.sh");
    let text = format!(
        "#!/bin/sh\ntouch {}\nwhile ! test -e {}; do sleep 0.05; done\nprintf ' editorwords' >> \"$1\"\n{end}\n",
        runs.display(),
        go.display()
    );
    std::fs::write(&script, text).unwrap();
    format!("sh {}", script.display())
}

#[test]
fn while_an_editor_runs_what_was_sent_is_saved_and_other_sessions_write_and_its_text_comes_back() {
    for (end, told) in [("exit 0", ""), ("exit 3", "offered at the next start")] {
        let desk = Desk::new();
        let command = editor(&desk, end);
        let mut pty = desk.open_with(&[("EDITOR", &command)], (80, 24));
        pty.wait_for("> Resume interview");
        pty.keys("<Enter>");
        pty.wait_for(" NOTE ");
        pty.keys("beforewords<C-x><C-e>");
        eventually("the editor", || desk.root().join("runs").exists().then_some(()));
        desk.wait_draft("beforewords");
        let file = desk.file().display().to_string();
        desk.shell(&["set", "S-02", "name", "Otherwords", &file]);
        std::fs::write(desk.root().join("go"), "").unwrap();
        match told {
            "" => drop(pty.wait_for("editorwords")),
            told => drop(pty.wait_until("why", |s| s.replace(['\n', ' '], "").contains(&told.replace(' ', "")))),
        }
        pty.keys("<Esc>gi");
        pty.wait_for("13 of 13 rows");
        pty.keys("/S-02<Enter><Enter>");
        pty.wait_for("Otherwords");
        pty.keys("<Esc>Q");
        pty.wait_exit();
        let said = "SELECT group_concat(note) FROM answer";
        let both = desk.ask(said).unwrap() + &desk.ask("SELECT coalesce(group_concat(text), '') FROM draft").unwrap();
        assert!(both.contains("beforewords"), "{end}");
        if told.is_empty() {
            assert!(both.contains("beforewords editorwords"), "{end}");
        } else {
            let pty = desk.open();
            pty.wait_until("what the editor left", |s| s.contains("is back in its place"));
        }
    }
}
