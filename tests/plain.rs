//! Plain mode through a pipe, as a screen reader or a script has it: words in, lines out, and the same records.

use crate::desk::Desk;
use aims::domain::{Id, Kind, Record, Value};
use std::{
    io::Write,
    process::{Command, Stdio},
};

/// Calls the program in the folder of the desk with these lines on its stdin; what it says, and its exit code.
fn piped(desk: &Desk, args: &[&str], lines: &str) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_aims"));
    command.args(args).args(["--now", "2026-11-24T11:00:00+01:00"]).current_dir(desk.folder.path());
    for name in ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"] {
        command.env(name, desk.folder.path().join("xdg"));
    }
    command.env("USER", "tester").env_remove("SSH_CONNECTION");
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
}

fn file(desk: &Desk) -> String {
    desk.path().display().to_string()
}

/// Everything that the records of these kinds say.
fn said(desk: &Desk, kinds: &[Kind]) -> Vec<(Id, Vec<String>)> {
    let one = |record: &Record| {
        let fields = record.id.kind.spec().fields;
        let values = fields.iter().enumerate().filter(|(f, _)| *record.value(*f) != Value::Empty);
        (record.id, values.map(|(f, field)| format!("{}={:?}", field.name, record.value(f))).collect())
    };
    let records = desk.records();
    kinds.iter().flat_map(|kind| records.all(*kind).map(one).collect::<Vec<_>>()).collect()
}

const KINDS: [Kind; 6] = [Kind::Answer, Kind::Interview, Kind::Finding, Kind::Evidence, Kind::Request, Kind::Person];

#[test]
fn a_whole_interview_through_a_pipe_leaves_the_records_that_the_same_interview_by_keys_leaves() {
    let (mut by_pipe, mut by_keys) = (Desk::demo(), Desk::demo());
    let (mut lines, mut keys) = (String::new(), String::new());
    let mut both = |line: &str, key: &str| {
        lines.push_str(&format!("{line}\n"));
        keys.push_str(key);
    };
    // Question 7: lines of a note, what is seen, a finding with its facts, its owner and its day.
    both("the checklist was shown on the screen", "<Enter>the checklist was shown on the screen");
    both("! nobody signed the last release", "<Enter>! nobody signed the last release");
    both(":evidence", "<C-x>e");
    both("Checklist of release 2.15", "Checklist of release 2.15<Enter>");
    both(":finding", "<C-x>f");
    both("major", "M<Tab>");
    both("Last release has no signature", "<C-u>Last release has no signature<Tab>");
    both("", "<Tab>");
    both("m. sato", "m. sato<Enter><Tab>");
    both("+30", "+30");
    both(":keep", "<Enter>");
    both(":next", "<PageDown>");
    // Question 8 is parked already and gets its verdict; 9 is promised evidence; 10 is parked for somebody.
    both("the call decides, its minutes are kept", "<C-End><Enter>the call decides, its minutes are kept");
    both(":conforms", "<C-x>c");
    both(":next", "<PageDown>");
    both("alarms go to the duty manager", "alarms go to the duty manager");
    both(":ask for it", "<C-x>r");
    both("Alarm log of November", "Alarm log of November<Enter>");
    both(":improve", "<C-x>o");
    both(":next", "<PageDown>");
    both("somebody else knows", "somebody else knows");
    both(":park", "<C-x>p");
    // The rest: a line and a verdict each.
    for question in 11..=18 {
        both(&format!("said to question {question}"), &format!("said to question {question}"));
        both(":conforms", "<C-x>c");
        if question < 18 {
            both(":next", "<PageDown>");
        }
    }
    both(":end", "<C-x>X");
    both("agreed", "a");
    both("quit", "Q");
    let (code, told) = piped(&by_pipe, &["interview", &file(&by_pipe), "I-03", "--plain"], &lines);
    assert_eq!(code, 0, "{told}");
    assert!(!told.contains('\u{1b}'), "no sequence for a terminal is written");
    let (code, screen) = piped(&by_keys, &["interview", &file(&by_keys), "I-03", "--print", "--keys", &keys], "");
    assert_eq!(code, 0, "{screen}");
    by_pipe.reopen();
    by_keys.reopen();
    let (pipe, keys) = (said(&by_pipe, &KINDS), said(&by_keys, &KINDS));
    for (a, b) in pipe.iter().zip(&keys) {
        assert_eq!(a, b);
    }
    assert_eq!(pipe.len(), keys.len());
    // And it was an interview: a finding more, evidence, a promise, judged to the end.
    let finding = by_pipe.records().all(Kind::Finding).last().unwrap().clone();
    assert_eq!(finding.title(), "Last release has no signature");
    let held = format!("{:?}", said(&by_pipe, &[Kind::Interview]));
    assert!(held.contains("2.15") || told.contains("I-03 is held, recap agreed"), "{told}");
}

#[test]
fn lists_pages_forms_search_and_undo_go_line_by_line_and_stay() {
    let mut desk = Desk::demo();
    let lines = "people\nfilter sato\n1\nopen\nset job title Head of data\nset notes Two lines\nback\n\
                 filter nobody at all\nback\n:back\ninventory\nadd Plain system\nset state pilot\nset owner d. lind\n\
                 history\nback\nsearch plain system\n1\nquit\n";
    let (code, told) = piped(&desk, &[&file(&desk), "--plain"], lines);
    assert_eq!(code, 0, "{told}");
    assert!(!told.contains('\u{1b}'));
    desk.reopen();
    let records = desk.records();
    let sato = records.all(Kind::Person).find(|p| p.title() == "M. Sato").unwrap();
    let text = format!("{:?}", sato.values);
    assert!(text.contains("Head of data") && text.contains("Two lines"), "{told}\n{text}");
    let system = records.all(Kind::System).find(|s| s.title() == "Plain system").expect("the system was added");
    let (_, text) = desk.shell(&["show", &system.id.to_string(), &file(&desk)]);
    assert!(text.contains("pilot") && text.contains("D. Lind"), "{text}\n{told}");
    let (code, told) = piped(&desk, &[&file(&desk), "--plain"], "undo\nundo\nundo\nquit\n");
    assert_eq!(code, 0, "{told}");
    desk.reopen();
    assert!(desk.records().all(Kind::System).all(|s| s.title() != "Plain system"), "{told}");
}

#[test]
fn what_is_not_understood_is_said_and_ends_with_a_code_of_its_own() {
    let desk = Desk::demo();
    let (code, told) = piped(&desk, &[&file(&desk), "--plain"], "xyzzy plugh\nhelp\nquit\n");
    assert_eq!(code, 1);
    assert!(told.contains("“xyzzy plugh” is no command here"), "{told}");
    // The list is that of the table of commands: everything that is not about drawing.
    assert!(told.contains("inventory: Go to the AI inventory") && !told.contains("Hide or show the bars"), "{told}");
    let (code, told) = piped(&desk, &["interview", &file(&desk), "I-99", "--plain"], "");
    assert_eq!((code, told.as_str()), (2, ""));
}
