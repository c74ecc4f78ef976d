//! The file changes under the program, or was changed: said, named, and nothing lost.

use aims::{
    domain::{Change, Id, Kind, Stamp, Value, kinds::person},
    store::{self, FoundingStep, OpenOptions, Outbox, Reader, Reply, Request, Store, Verified, Who},
    wake,
};
use std::{
    path::PathBuf,
    process::Command,
    sync::mpsc::{self, Receiver},
    time::Duration,
};

const NOW: Stamp = Stamp { utc: 1_796_000_000, offset: 60 };
const LONG: Duration = Duration::from_secs(60);

struct Desk {
    folder: tempfile::TempDir,
    path: PathBuf,
}

struct Session {
    store: Store,
    reader: Reader,
    inbox: Receiver<Reply>,
    _end: wake::WakeEnd,
}

fn person(n: u32) -> Id {
    Id::new(Kind::Person, n)
}

impl Desk {
    fn new() -> Desk {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().canonicalize().unwrap().join("org.aims");
        let change = Change::new("people")
            .create(person(1), vec![(person::NAME, Value::text("Ann"))])
            .create(person(2), vec![(person::NAME, Value::text("Ben"))]);
        store::create(&path, &[FoundingStep { at: NOW, actor: "ann@here".into(), change }]).unwrap();
        Desk { folder, path }
    }
    fn meddle(&self, sql: &str) {
        rusqlite::Connection::open(&self.path).unwrap().execute_batch(sql).unwrap();
    }
    fn session(&self, pid: u32) -> Session {
        let (sender, inbox) = mpsc::channel();
        let (waker, end) = wake::pair().unwrap();
        let who = Who { user: "ann".into(), host: "here".into(), pid };
        let rescue = Some(self.folder.path().join("rescue"));
        let options = OpenOptions { network: Some(false), rescue, ..OpenOptions::new(who, NOW) };
        let (store, reader, _) = store::open(&self.path, options, Outbox { sender, waker }).unwrap();
        Session { store, reader, inbox, _end: end }
    }
    fn run(&self, args: &[&str]) -> (i32, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_aims"));
        command.args(args).current_dir(self.folder.path());
        for name in ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"] {
            command.env(name, self.folder.path().join("home"));
        }
        let output = command.output().unwrap();
        let text = [output.stderr, output.stdout].concat();
        (output.status.code().unwrap(), String::from_utf8(text).unwrap())
    }
    fn sessions(&self) -> i64 {
        let conn = rusqlite::Connection::open(&self.path).unwrap();
        conn.query_row("SELECT count(*) FROM session", [], |r| r.get(0)).unwrap()
    }
    fn rescued(&self, ending: &str) -> Vec<PathBuf> {
        let folder = self.folder.path().join("rescue").read_dir();
        let all = folder.into_iter().flatten().flatten().map(|e| e.path());
        all.filter(|p| p.to_string_lossy().ends_with(ending)).collect()
    }
}

impl Session {
    fn unit(&self, n: u32, text: &str) {
        let record = self.reader.read(person(n)).unwrap().unwrap();
        let change = Change::new("unit").set(&record, vec![(person::UNIT, Value::text(text))]);
        self.store.send(Request::Save { change, at: NOW });
    }
    fn until(&self, wanted: impl Fn(&Reply) -> bool) -> Reply {
        loop {
            let reply = self.inbox.recv_timeout(LONG).expect("no such reply");
            if wanted(&reply) {
                return reply;
            }
        }
    }
}

#[test]
fn an_outside_edit_is_named_until_acknowledged_and_ever_after() {
    let desk = Desk::new();
    desk.meddle("UPDATE person SET name = 'Eve' WHERE n = 1");
    desk.meddle("UPDATE person SET name = 'Mallory' WHERE n = 2");
    for n in 0..10 {
        let session = desk.session(std::process::id());
        session.unit(1, &format!("unit {n}"));
        session.until(|r| matches!(r, Reply::Saved { .. }));
        assert!(session.store.close(LONG));
        let (code, said) = desk.run(&["verify", "org.aims"]);
        assert!(code == 1 && said.contains("changed by another program: P-01"), "{said}");
        assert!(said.contains("P-02: it is not as the journal says"), "each of them is named: {said}");
    }
    let (code, said) = desk.run(&["acknowledge", "org.aims", "--because", " "]);
    assert!(code == 2 && said.contains("reason"), "{said}");
    let (code, said) = desk.run(&["acknowledge", "org.aims", "--because", "she married"]);
    assert_eq!(code, 0, "{said}");
    let (code, said) = desk.run(&["verify", "org.aims"]);
    assert!(code == 0 && said.contains("P-01") && said.contains("acknowledged"), "{said}");
}

#[test]
fn a_file_that_is_not_what_was_saved_is_not_written_by_opening_it_and_read_commands_say_so() {
    let desk = Desk::new();
    desk.meddle("UPDATE person SET name = CAST(X'ff41ff' AS TEXT) WHERE n = 1");
    let before = std::fs::read(&desk.path).unwrap();
    let session = desk.session(std::process::id());
    assert_eq!(session.reader.read(person(1)).unwrap().unwrap().title(), "(damaged: \\xffA\\xff)");
    assert_eq!(session.reader.read(person(2)).unwrap().unwrap().title(), "Ben");
    assert!(session.store.flush(LONG));
    assert_eq!(std::fs::read(&desk.path).unwrap(), before);
    session.unit(1, "HR");
    let refused = session.until(|r| matches!(r, Reply::Refused(_)));
    assert!(format!("{refused:?}").contains("is damaged"), "{refused:?}");
    assert!(session.store.close(LONG));
    for args in [&["export", "people", "org.aims"][..], &["status", "org.aims"], &["check", "org.aims"]] {
        let (code, said) = desk.run(args);
        assert!(code == 1 && said.lines().next().unwrap().contains("P-01"), "{args:?} {code} {said}");
    }
    assert!(desk.run(&["export", "people", "org.aims"]).1.contains("Ben"));
}

#[cfg(target_os = "linux")]
#[test]
fn the_kernel_says_who_lives_whatever_a_row_claims() {
    let desk = Desk::new();
    // Two sessions of one process whose rows name processes that do not run: both live.
    let first = desk.session(1_999_998);
    let second = desk.session(1_999_999);
    assert_eq!(desk.sessions(), 2);
    drop(first);
    assert!(second.store.close(LONG));
    // A row of a process that runs, on another host, without a lock: gone.
    desk.meddle("INSERT INTO session (user, host, pid, since) VALUES ('ben', 'elsewhere', 1, '2026-01-01T00:00:00Z')");
    // The lock of the one that was dropped goes with its thread.
    let mut left = 0;
    for _ in 0..100 {
        let third = desk.session(std::process::id());
        left = desk.sessions();
        assert!(third.store.close(LONG));
        if left == 1 {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    panic!("{left} sessions are in the file");
}

#[test]
fn an_older_copy_put_over_the_open_file_is_said_and_the_steps_that_are_gone_are_kept() {
    let desk = Desk::new();
    let session = desk.session(std::process::id());
    let older = std::fs::read(&desk.path).unwrap();
    session.unit(1, "words that vanish");
    session.until(|r| matches!(r, Reply::Saved { .. }));
    std::fs::write(&desk.path, older).unwrap();
    session.store.send(Request::Changed);
    let told = session.until(|r| matches!(r, Reply::ReadOnly(_)));
    assert!(format!("{told:?}").contains("older copy"), "{told:?}");
    let copies = desk.rescued(".rescue.json");
    assert!(copies.iter().any(|p| std::fs::read_to_string(p).unwrap().contains("words that vanish")), "{copies:?}");
}

#[test]
fn steps_of_a_file_that_was_cut_short_or_overwritten_are_kept() {
    for what in [&b""[..], &[b'x'; 9_000]] {
        let desk = Desk::new();
        let session = desk.session(std::process::id());
        session.unit(1, "words that vanish");
        session.until(|r| matches!(r, Reply::Saved { .. }));
        std::fs::write(&desk.path, what).unwrap();
        session.store.send(Request::Changed);
        let told = session.until(|r| matches!(r, Reply::ReadOnly(_)));
        assert!(format!("{told:?}").contains("cut short"), "{told:?}");
        let copies = desk.rescued(".rescue.json");
        assert!(copies.iter().any(|p| std::fs::read_to_string(p).unwrap().contains("words that vanish")), "{copies:?}");
    }
}

#[test]
fn a_file_that_is_gone_is_said_with_a_whole_copy() {
    let desk = Desk::new();
    let session = desk.session(std::process::id());
    std::fs::remove_file(&desk.path).unwrap();
    session.store.send(Request::Changed);
    let told = session.until(|r| matches!(r, Reply::Warning(_)));
    assert!(format!("{told:?}").contains("no longer"), "{told:?}");
    let copies = desk.rescued(".rescue.aims");
    assert!(matches!(store::verify(&copies[0]), Verified::Ok { .. }), "{copies:?}");
}

#[test]
fn verify_names_a_draft_and_whose_it_is_said_to_be() {
    let desk = Desk::new();
    desk.meddle("INSERT INTO draft VALUES ('P-01', 'notes', 4711, 'I admit everything', '', '2026-01-01T00:00:00Z', 'boss@office')");
    let (code, said) = desk.run(&["verify", "org.aims"]);
    assert!(code == 0 && said.contains("a draft of notes of P-01, said to be of boss@office"), "{said}");
}
