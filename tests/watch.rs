//! A process that is ended from outside saves what is being typed, although its loop does nothing; one that is killed
//! loses nothing that it called saved.

use aims::{
    domain::{
        Change, Id, Kind, Stamp, Value,
        kinds::{organisation, person},
    },
    store::{self, Draft, FoundingStep, OpenOptions, Outbox, Reply, Request, Store, Typed, Verified, Who},
    wake,
    watch::{self, Watched},
};
use rustix::process::{Pid, Signal, kill_process};
use std::{
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, Command, Stdio},
    sync::mpsc,
    time::Duration,
};

const FILE: &str = "AIMS_TEST_WATCHED_FILE";
const NOW: Stamp = Stamp { utc: 1_780_000_000, offset: 0 };

fn options(user: &str) -> OpenOptions {
    OpenOptions::new(Who { user: user.into(), host: "here".into(), pid: std::process::id() }, NOW)
}

fn typed() -> Draft {
    Draft { id: Id::new(Kind::Person, 1), field: person::NOTES, text: "last words".into(), extra: "".into(), at: NOW }
}

fn opened(path: &Path, user: &str) -> (Store, store::Reader, store::Opened) {
    let (sender, _) = mpsc::channel();
    store::open(path, options(user), Outbox { sender, waker: wake::pair().unwrap().0 }).unwrap()
}

/// Not a test: what the other process does.
#[test]
#[ignore = "run by the tests below in a process of its own"]
fn the_watched_process() {
    let Some(path) = std::env::var_os(FILE) else { return };
    let (store, _reader, _) = opened(Path::new(&path), "child");
    store.unconfirmed().set_typed(vec![Typed::Kept(Request::Draft(typed()))]);
    let restore = || println!("restored");
    let told = watch::start(Path::new(&path), store, restore, wake::pair().unwrap().0).unwrap();
    println!("ready");
    for what in told {
        println!("told {what:?}");
    }
}

/// Not a test: saves as fast as it can and says so.
#[test]
#[ignore = "run by the tests below in a process of its own"]
fn the_saving_process() {
    let Some(path) = std::env::var_os(FILE) else { return };
    let (sender, replies) = mpsc::channel();
    let outbox = Outbox { sender, waker: wake::pair().unwrap().0 };
    let (store, _reader, _) = store::open(Path::new(&path), options("child"), outbox).unwrap();
    println!("ready");
    for n in 2.. {
        let notes = vec![(person::NOTES, Value::text("words ".repeat(2000)))];
        let change = Change::new(format!("note {n}")).create(Id::new(Kind::Person, n), notes);
        store.send(Request::Save { change, at: NOW });
        let Ok(Reply::Saved { .. }) = replies.recv() else { panic!() };
        println!("saved {n}");
    }
}

struct Other {
    process: Child,
    lines: mpsc::Receiver<String>,
}

impl Other {
    fn start(path: &Path, what: &str) -> Other {
        let mut process = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", &format!("watch::{what}"), "--ignored", "--nocapture"])
            .env(FILE, path)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let (sender, lines) = mpsc::channel();
        let out = BufReader::new(process.stdout.take().unwrap());
        std::thread::spawn(move || out.lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
        let other = Other { process, lines };
        other.line("ready");
        other
    }
    /// Waits for a line that ends so.
    fn line(&self, end: &str) {
        while !self.lines.recv_timeout(Duration::from_secs(20)).expect(end).ends_with(end) {}
    }
    fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.process), signal).unwrap();
    }
}

fn desk() -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.aims");
    let change = Change::new("start")
        .create(Id::new(Kind::Organisation, 1), vec![(organisation::NAME, Value::text("X"))])
        .create(Id::new(Kind::Person, 1), vec![(person::NAME, Value::text("Ada"))]);
    store::create(&path, &[FoundingStep { at: NOW, actor: "demo@home".into(), change }]).unwrap();
    (folder, path)
}

#[test]
fn ending_signals_save_the_draft_and_restore_the_terminal() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130)] {
        let (_folder, path) = desk();
        let mut other = Other::start(&path, "the_watched_process");
        other.signal(signal);
        other.line("restored");
        assert_eq!(other.process.wait().unwrap().code(), Some(code));
        let (store, reader, opened) = opened(&path, "ann");
        assert_eq!(opened.others, []);
        assert_eq!(reader.drafts().unwrap(), [typed()]);
        assert!(store.close(Duration::from_secs(20)));
    }
}

#[test]
fn other_signals_and_the_saves_of_others_are_told() {
    let (_folder, path) = desk();
    let mut other = Other::start(&path, "the_watched_process");
    other.signal(Signal::WINCH);
    other.line(&format!("told {:?}", Watched::Signal(Signal::WINCH.as_raw())));
    let (store, _reader, _) = opened(&path, "ann");
    store.send(Request::Keep { key: "k".into(), value: "v".into() });
    assert!(store.flush(Duration::from_secs(20)));
    other.line("told FileChanged");
    other.signal(Signal::TERM);
    other.line("restored");
    other.process.wait().unwrap();
    let _ = std::io::stdout().flush();
    assert!(store.close(Duration::from_secs(20)));
}

#[test]
fn a_killed_process_loses_nothing_that_it_called_saved() {
    for saves in [3, 17, 40] {
        let (_folder, path) = desk();
        let mut other = Other::start(&path, "the_saving_process");
        other.line(&format!("saved {saves}"));
        other.process.kill().unwrap();
        other.process.wait().unwrap();
        let said =
            other.lines.iter().filter_map(|line| line.strip_prefix("saved ")?.parse().ok()).max().unwrap_or(saves);
        let (store, reader, opened) = opened(&path, "ann");
        assert_eq!(opened.others, []);
        assert!(reader.load(Kind::Person).unwrap().len() >= said);
        assert!(store.close(Duration::from_secs(20)));
        assert!(matches!(store::verify(&path), Verified::Ok { .. }));
    }
}
