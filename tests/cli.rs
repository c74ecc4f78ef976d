//! The command line as scripts use it: the built program, no terminal, exit codes.

use std::{
    fs,
    io::{Read, Write},
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

struct Desk {
    root: tempfile::TempDir,
}

impl Desk {
    fn new() -> Desk {
        Desk { root: tempfile::tempdir().unwrap() }
    }
    fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }
    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_aims"));
        command.args(args).current_dir(self.root.path()).stdin(Stdio::null());
        for (name, folder) in [("XDG_CONFIG_HOME", "c"), ("XDG_DATA_HOME", "d"), ("XDG_STATE_HOME", "s")] {
            command.env(name, self.path(folder));
        }
        command.env_remove("TMUX").env("LANG", "C");
        command
    }
    fn run(&self, args: &[&str]) -> (i32, String, String) {
        let Output { status, stdout, stderr } = self.command(args).output().unwrap();
        (status.code().unwrap(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
    }
    /// A new file of an organisation.
    fn file(&self) -> PathBuf {
        assert_eq!(self.run(&["new", "acme", "--name", "Acme"]).0, 0);
        self.path("acme.aims")
    }
    fn entries(&self, file: &str) -> String {
        let (code, out, _) = self.run(&["verify", file]);
        assert_eq!(code, 0, "{out}");
        out.lines().next().unwrap().to_string()
    }
}

#[test]
fn version_and_help_are_short() {
    let desk = Desk::new();
    let (code, out, _) = desk.run(&["--version"]);
    assert_eq!((code, out.lines().count()), (0, 1));
    assert!(out.starts_with("aims ") && out.contains("data schema "), "{out}");
    let (code, help, _) = desk.run(&["--help"]);
    assert!(code == 0 && help.lines().count() <= 24 && help.lines().all(|l| l.chars().count() <= 80), "{help}");
    assert!(help.contains("Exit codes"));
}

#[test]
fn without_a_terminal_a_screen_is_refused_in_one_line() {
    let desk = Desk::new();
    let (code, out, err) = desk.run(&[]);
    assert_eq!((code, out.as_str(), err.lines().count()), (2, "", 1));
    assert!(err.contains("status") && err.contains("verify"), "{err}");
    assert_eq!(desk.run(&["no-such-file.aims", "--print"]).0, 2);
}

#[test]
fn the_demo_is_written_and_its_status_told() {
    let desk = Desk::new();
    let (code, out, err) = desk.run(&["demo", "--path", "here/demo.aims"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.starts_with("here/demo.aims\nHalden Mobility  DEMO DATA\n") && out.contains("next steps"), "{out}");
    assert_eq!(fs::metadata(desk.path("here/demo.aims")).unwrap().permissions().mode() & 0o777, 0o600);
    let (code, out, _) = desk.run(&["status", "here/demo.aims", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, json["version"].as_i64(), json["demo"].as_bool()), (0, Some(1), Some(true)));
    assert!(json["systems"].as_i64().unwrap() > 5 && json["clauses"]["total"] == 32);
    let (code, out, _) = desk.run(&["check", "here/demo.aims"]);
    assert!(code == 1 && out.starts_with("blocker"), "{out}");
}

#[test]
fn keys_are_typed_and_the_screen_is_printed() {
    let desk = Desk::new();
    let args = ["demo", "--now", "2026-11-21T10:41:07+01:00", "--keys", ":inventory", "--print", "--size", "90x20"];
    let (code, first, err) = desk.run(&args);
    assert_eq!((code, first.lines().count(), err.as_str()), (0, 20, ""));
    assert_eq!(desk.run(&args).1, first, "the same moment gives the same screen");
    assert_eq!(desk.run(&["demo", "--keys", "<Nokey>", "--print"]).0, 2);
    assert_eq!(desk.run(&["demo", "--keys", "x"]).0, 2);
}

#[test]
fn an_import_with_doubts_writes_nothing() {
    let desk = Desk::new();
    let file = desk.file();
    let file = file.to_str().unwrap();
    let before = desk.entries(file);
    fs::write(desk.path("systems.csv"), "AI system,State\nChat bot,live\nScorer,sleeping\n").unwrap();
    let (code, out, _) = desk.run(&["import", "systems.csv", file]);
    assert!(code == 1 && out.contains("“sleeping”, 1 row") && out.contains("pilot"), "{out}");
    assert_eq!(desk.entries(file), before);
    let (code, out, _) = desk.run(&["import", "systems.csv", file, "--good-rows", "--dry-run"]);
    assert!(code == 1 && out.contains("dry run"), "{out}");
    assert_eq!(desk.entries(file), before);
    let (code, out, _) = desk.run(&["import", "systems.csv", file, "--good-rows"]);
    assert!(code == 3 && out.contains("written as step 2"), "{out}");
    assert_ne!(desk.entries(file), before);
    let (code, out, _) = desk.run(&["export", "systems", file, "--csv"]);
    assert!(code == 0 && out.contains("S-01") && out.contains("Chat bot"), "{out}");
    let (code, out, _) = desk.run(&["history", "S-01", file]);
    assert!(code == 0 && out.contains("systems.csv") && out.contains("Chat bot"), "{out}");
    assert_eq!(desk.run(&["import", "missing.csv", file]).0, 2);
    assert_eq!(desk.run(&["import", "systems.csv", file, "--kind", "spoons"]).0, 2);
}

#[test]
fn a_tampered_file_is_named() {
    let desk = Desk::new();
    let file = desk.file();
    let (code, out, _) = desk.run(&["verify", "acme.aims"]);
    assert!(code == 0 && out.starts_with("ok, 1 entries, head ") && out.contains("cannot show"), "{out}");
    let bytes = fs::read(&file).unwrap();
    let at = bytes.windows(4).position(|w| w == b"Acme").unwrap();
    let mut changed = bytes.clone();
    changed[at..at + 4].copy_from_slice(b"Acne");
    fs::write(&file, &changed).unwrap();
    let (code, out, err) = desk.run(&["verify", "acme.aims"]);
    assert_eq!(code, 1, "{out}{err}");
    assert!(out.starts_with("broken: "), "{out}");
    fs::write(&file, "no database at all").unwrap();
    assert_eq!(desk.run(&["verify", "acme.aims"]).0, 2);
}

#[test]
fn bad_key_map_lines_are_named() {
    let desk = Desk::new();
    fs::write(desk.path("mine.toml"), "[list]\n\"B\" = \"list.mrak\"\n").unwrap();
    let (code, out, _) = desk.run(&["keys", "check", "mine.toml"]);
    assert!(code == 1 && out.contains("mine.toml:2") && out.contains("list.mark"), "{out}");
    fs::write(desk.path("mine.toml"), "[list]\n\"B\" = \"list.mark\"\n").unwrap();
    assert_eq!(desk.run(&["keys", "check", "mine.toml"]).0, 0);
    let (code, out, _) = desk.run(&["keys", "--keymap", "vim"]);
    assert!(code == 0 && out.contains("Mark or unmark the row"), "{out}");
    assert_eq!(desk.run(&["keys", "--keymap", "nano"]).0, 2);
}

#[test]
fn a_reader_that_leaves_is_no_error() {
    let desk = Desk::new();
    assert_eq!(desk.run(&["demo", "--path", "demo.aims"]).0, 0);
    for args in [&["report", "soa", "demo.aims"][..], &["keys"], &["check", "demo.aims"], &["--help"]] {
        let mut child = desk.command(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut first = [0; 1];
        child.stdout.take().unwrap().read_exact(&mut first).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{args:?}");
    }
}

#[test]
fn a_paper_is_written_once() {
    let desk = Desk::new();
    desk.file();
    let args = ["report", "soa", "acme.aims", "-o", "soa.txt"];
    assert_eq!(desk.run(&args).0, 0);
    assert!(fs::read_to_string(desk.path("soa.txt")).unwrap().contains("Acme"));
    let (code, _, err) = desk.run(&args);
    assert!(code == 2 && err.contains("exists already"), "{err}");
    let (code, _, err) = desk.run(&["report", "poem", "acme.aims"]);
    assert!(code == 2 && err.contains("gap-report"), "{err}");
    assert_eq!(desk.run(&["report", "finding", "acme.aims"]).0, 2);
}

#[test]
fn a_gap_round_is_not_reported_as_an_audit() {
    let desk = Desk::new();
    assert_eq!(desk.run(&["demo", "--path", "d.aims"]).0, 0);
    let (code, out, err) = desk.run(&["report", "audit-report", "d.aims", "--about", "RD-02"]);
    assert!(code == 2 && out.is_empty() && err.contains("its paper is the gap report"), "{err}");
    let (code, out, _) = desk.run(&["report", "audit-report", "d.aims"]);
    assert!(code == 0 && out.contains("Audit report RD-03"), "{out}");
    let (code, out, _) = desk.run(&["report", "gap-report", "d.aims"]);
    assert!(code == 0 && out.contains("Gap report RD-02"), "{out}");
}

#[test]
fn text_of_a_file_cannot_steer_the_terminal() {
    let desk = Desk::new();
    let name = "\u{1b}]0;owned\u{7}Evil\u{202e}";
    let (code, out, _) = desk.run(&["new", "evil", "--name", name]);
    assert!(code == 0 && !out.contains('\u{1b}'), "{out:?}");
    for args in [&["status", "evil.aims"][..], &["--print", "evil.aims"], &["history", "ORG-1", "evil.aims"]] {
        let (_, out, err) = desk.run(args);
        assert!(!out.contains(['\u{1b}', '\u{7}', '\u{202e}']) && !err.contains('\u{1b}'), "{args:?} {out:?}");
    }
    let _ = std::io::stdout().flush();
    assert!(Path::new(&desk.path("evil.aims")).exists());
}

#[test]
fn completions_and_the_manual_page_name_every_command() {
    let desk = Desk::new();
    let said = |args: &[&str]| {
        let (code, out, complaint) = desk.run(args);
        (code, out + &complaint)
    };
    assert!(!said(&["--help"]).1.contains("completions"));
    let (code, manual) = said(&["completions", "man"]);
    assert!(code == 0 && manual.contains(".TH aims 1"), "{manual}");
    for command in ["import", "report", "list", "verify", "erase", "doctor", "add", "verdict", "interview", "search"] {
        assert!(manual.contains(&format!(".SH \"AIMS {}\"", command.to_uppercase())), "{command}");
        for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
            let (code, script) = said(&["completions", shell]);
            assert!(code == 0 && script.contains(command) && script.contains("as-of"), "{shell}: {command}");
        }
    }
    assert!(manual.contains("approved"), "flags of commands too: {manual}");
    let (code, why) = said(&["completions", "ksh"]);
    assert!(code == 2 && why.contains("bash") && why.contains("man"), "{why}");
}

#[test]
fn a_sheet_that_two_registers_fit_is_asked_about() {
    let desk = Desk::new();
    let file = desk.file();
    let file = file.to_str().unwrap();
    fs::write(desk.path("risk-list.csv"), "Name,Description,Status,Owner\nScorer,ranks,Active,Ada Brandt\n").unwrap();
    let before = desk.entries(file);
    let (code, out, _) = desk.run(&["import", "risk-list.csv", file]);
    assert!(code == 2 && out.contains("--kind systems") && out.contains("--kind risks"), "{out}");
    assert_eq!(desk.entries(file), before);
    let (code, out, _) = desk.run(&["import", "risk-list.csv", file, "--kind", "systems"]);
    assert!(code == 0 && out.contains("AI systems"), "{out}");
}

#[test]
fn what_was_said_about_headings_serves_the_next_sheet_of_that_shape_only() {
    let desk = Desk::new();
    let file = desk.file();
    let file = file.to_str().unwrap();
    let head = "Use Case Name,Stage,Topic\n";
    let sheet = |name: &str, text: &str| fs::write(desk.path(name), text).unwrap();
    sheet("one.csv", &format!("{head}Scorer,Shadow run,Roads\nFinder,Live,Roads\n"));
    sheet("two.csv", &format!("{head}Reader,Shadow run,Water\nTeller,Live,Water\n"));
    sheet("three.csv", "Use Case Name,Stage,Theme\nFiler,Shadow run,Roads\nSeeker,Live,Roads\n");
    let (code, out, _) = desk.run(&["import", "one.csv", file]);
    assert!(code == 1 && out.contains("“Shadow run”, 1 row"), "{out}");
    let said = ["--answer", "Stage/Shadow run=pilot", "--map", "Topic=unit"];
    let (code, out, _) = desk.run(&[&["import", "one.csv", file][..], &said].concat());
    assert!(code == 0, "{out}");
    let (code, out, _) = desk.run(&["import", "two.csv", file, "--fresh", "--dry-run"]);
    assert!(code == 1 && out.contains("Shadow run"), "{out}");
    let (code, out, _) = desk.run(&["import", "two.csv", file]);
    assert!(code == 0 && out.contains("Topic -> Unit"), "{out}");
    let (code, out, _) = desk.run(&["import", "three.csv", file]);
    assert!(code == 1 && out.contains("Shadow run"), "{out}");
    let (_, out, _) = desk.run(&["export", "systems", file, "--json"]);
    assert!(out.matches("\"state\":\"pilot\"").count() == 2 && out.contains("Water"), "{out}");
}

#[test]
fn the_same_sheet_again_writes_nothing() {
    let desk = Desk::new();
    let file = desk.file();
    let file = file.to_str().unwrap();
    fs::write(desk.path("s.csv"), "Use Case Name,Stage,Go-live date,Topic\nScorer,c) Deployed,Jul-25,Roads\n").unwrap();
    assert_eq!(desk.run(&["import", "s.csv", file]).0, 0);
    let before = desk.entries(file);
    for more in [&[][..], &["--existing", "update"]] {
        let (code, out, _) = desk.run(&[&["import", "s.csv", file][..], more].concat());
        assert!(code == 0 && out.contains("the same"), "{out}");
    }
    assert_eq!(desk.run(&["export", "systems", file, "-o", "own.csv"]).0, 0);
    let (code, out, _) = desk.run(&["import", "own.csv", file, "--existing", "update"]);
    assert!(code == 0 && out.contains("the same"), "{out}");
    assert_eq!(desk.entries(file), before);
}

#[test]
fn refused_rows_go_to_a_file_that_can_be_mended_and_given_again() {
    let desk = Desk::new();
    let file = desk.file();
    let file = file.to_str().unwrap();
    let text = "Use Case Name,Stage,Go-live date\nScorer,Live,2024-02-30\nReader,Live,2024-03-01\n";
    fs::write(desk.path("s.csv"), text).unwrap();
    let (code, out, _) = desk.run(&["import", "s.csv", file, "--good-rows", "--refused", "no.csv"]);
    assert!(code == 3 && out.contains("1 refused rows written"), "{out}");
    let refused = fs::read_to_string(desk.path("no.csv")).unwrap();
    assert!(refused.contains("Scorer,Live,2024-02-30,") && !refused.contains("Reader"), "{refused}");
    fs::write(desk.path("no.csv"), refused.replace("2024-02-30", "2024-02-29")).unwrap();
    let (code, out, _) = desk.run(&["import", "no.csv", file]);
    assert!(code == 0 && out.contains("1 is new"), "{out}");
}

#[test]
fn lists_and_searches_are_tables_json_and_csv() {
    let desk = Desk::new();
    assert_eq!(desk.run(&["demo", "--path", "demo.aims"]).0, 0);
    let (code, table, _) = desk.run(&["list", "risk", "demo.aims", "privacy"]);
    assert_eq!(code, 0, "{table}");
    let (code, json, _) = desk.run(&["list", "risks", "demo.aims", "privacy", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let records = json["records"].as_array().unwrap();
    assert!(code == 0 && !records.is_empty() && json["kind"] == "risk");
    assert!(table.ends_with(&format!("{} risks\n", records.len())) || records.len() == 1, "{table}");
    let (_, csv, _) = desk.run(&["list", "risks", "demo.aims", "privacy", "--csv"]);
    assert!(csv.starts_with("Id,") && csv.lines().count() > records.len(), "{csv}");
    assert_eq!(desk.run(&["list", "risks", "demo.aims", "--csv", "--json"]).0, 2);

    let (code, found, _) = desk.run(&["search", "demo.aims", "drift", "dashboard"]);
    assert!(code == 0 && found.contains("ER-07"), "{found}");
    let (_, json, _) = desk.run(&["search", "demo.aims", "drift", "dashboard", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let hits = json["found"].as_array().unwrap();
    assert!(hits.iter().any(|h| h["id"] == "ER-07"), "{json}");
    let (_, csv, _) = desk.run(&["search", "demo.aims", "drift", "dashboard", "--csv"]);
    assert!(csv.starts_with("Id,Name,Field,Text\r\n"), "{csv}");
    assert_eq!(desk.run(&["search", "demo.aims", "zzzzqq"]).0, 1);
}
