//! The past: records as of a step or a day, and papers of closed rounds that stay as they were.

use aims::{
    domain::{Change, Id, Kind, Record, Records, Stamp, Type, Value, kinds::*},
    store::{self, AsOf, FoundingStep, OpenOptions, Outbox, Reader, Reply, Request, Store, Who},
    wake,
};
use proptest::prelude::*;
use std::{path::Path, process::Command, sync::mpsc, time::Duration};

const DAY: i64 = 86_400;
const START: i64 = 1_780_000_000;

fn at(step: i64) -> Stamp {
    Stamp { utc: START + step * DAY / 2, offset: 120 }
}

/// Opens a file for reading as it was.
fn reader(path: &Path, as_of: Option<AsOf>) -> Reader {
    let (sender, _replies) = mpsc::channel();
    let who = Who { user: "ann".into(), host: "here".into(), pid: std::process::id() };
    let options = OpenOptions { network: Some(false), read_only: true, as_of, ..OpenOptions::new(who, at(999)) };
    let (store, reader, _) = store::open(path, options, Outbox { sender, waker: wake::pair().unwrap().0 }).unwrap();
    assert!(store.close(Duration::from_secs(60)));
    reader
}

/// One random thing that happens to one of a few people and risks.
fn deed() -> impl Strategy<Value = (bool, u32, u8, String)> {
    (any::<bool>(), 1..5u32, 0..5u8, "[a-c\n]{0,4}")
}

fn step_of(now: &Records, (risk_or_person, n, what, text): &(bool, u32, u8, String)) -> Change {
    let kind = if *risk_or_person { Kind::Risk } else { Kind::Person };
    let id = Id::new(kind, *n);
    let (title, long) = if *risk_or_person { (risk::TITLE, risk::NOTES) } else { (person::NAME, person::NOTES) };
    let Some(record) = now.get(id) else {
        return Change::new("new").create(id, vec![(title, Value::text("x"))]);
    };
    let change = Change::new("more");
    match what {
        0 => change.hide(record),
        1 if *risk_or_person => {
            let people = Value::refs((1..*n).map(|n| Id::new(Kind::System, n)));
            change.set(record, vec![(risk::SYSTEMS, people)])
        }
        2 if *risk_or_person => change.set(record, vec![(risk::LIKELIHOOD, Value::Number(i64::from(*n)))]),
        3 => change.set(record, vec![(title, Value::text(text.replace('\n', "")))]),
        _ => change.set(record, vec![(long, Value::text(text))]),
    }
}

/// The record as a list has it.
fn without_texts(record: &Record) -> Record {
    let mut record = record.clone();
    for (i, field) in record.id.kind.spec().fields.iter().enumerate() {
        if matches!((field.typ, record.value(i)), (Type::Long, Value::Text(_))) {
            record = record.with(i, Value::Unread);
        }
    }
    record
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Replayed forwards in memory, and read back from the end: the same records at every step.
    #[test]
    fn every_step_of_a_history_reads_back_as_it_was(deeds in prop::collection::vec(deed(), 1..25)) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.aims");
        let mut now = Records::default();
        let mut steps = Vec::new();
        let mut pictures: Vec<Vec<Record>> = Vec::new();
        for (i, deed) in deeds.iter().enumerate() {
            let change = step_of(&now, deed);
            now.apply(&change);
            pictures.push(now.every().cloned().collect());
            steps.push(FoundingStep { at: at(i as i64), actor: "a@b".into(), change });
        }
        store::create(&path, &steps).unwrap();
        for (i, picture) in pictures.iter().enumerate() {
            let reader = reader(&path, Some(AsOf::Step(i as u64 + 1)));
            let found: Vec<Record> = Kind::ALL.iter().flat_map(|k| reader.load_full(*k).unwrap()).collect();
            prop_assert_eq!(&found, picture, "step {}", i + 1);
            let listed: Vec<Record> = Kind::ALL.iter().flat_map(|k| reader.load(*k).unwrap()).collect();
            let picture: Vec<Record> = picture.iter().map(without_texts).collect();
            prop_assert_eq!(listed, picture, "step {}", i + 1);
        }
        // A day means its last step in UTC.
        let reader = reader(&path, None);
        let utc = |i: usize| Stamp { offset: 0, ..at(i as i64) }.date();
        for i in 0..pictures.len() {
            let last = (0..pictures.len()).rfind(|j| utc(*j) <= utc(i)).unwrap();
            prop_assert_eq!(reader.step_of(utc(i)).unwrap(), Some(last as u64 + 1));
        }
        prop_assert_eq!(reader.step_of(utc(0).yesterday().unwrap()).unwrap(), None);
    }
}

fn run(folder: &Path, args: &[&str]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_aims"));
    command.args(args).current_dir(folder).env("USER", "mia");
    for name in ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"] {
        command.env(name, folder.join("home"));
    }
    let output = command.output().unwrap();
    (output.status.code().unwrap(), String::from_utf8([output.stdout, output.stderr].concat()).unwrap())
}

#[test]
fn a_closed_round_is_printed_as_it_was_closed_whatever_happens_afterwards() {
    let folder = tempfile::tempdir().unwrap();
    let now = "2026-11-23T10:41:07+01:00";
    run(folder.path(), &["demo", "--path", "d.aims", "--print", "--now", now]);
    let report =
        |now: &str| run(folder.path(), &["report", "audit-report", "d.aims", "--about", "RD-01", "--now", now]);
    let (code, before) = report(now);
    assert!(code == 0 && before.contains("when RD-01 was closed"), "{before}");
    let evidence: Vec<&str> = before.lines().filter(|l| l.contains("E-16")).collect();
    assert!(!evidence.is_empty());
    let change = |kind: Kind, n: u32, field: usize, text: &str| {
        let (sender, replies) = mpsc::channel();
        let who = Who { user: "ann".into(), host: "here".into(), pid: std::process::id() };
        let options = OpenOptions { network: Some(false), ..OpenOptions::new(who, at(360)) };
        let outbox = Outbox { sender, waker: wake::pair().unwrap().0 };
        let (store, reader, _): (Store, Reader, _) =
            store::open(&folder.path().join("d.aims"), options, outbox).unwrap();
        let record = reader.read(Id::new(kind, n)).unwrap().unwrap();
        let change = Change::new("later").because("the story goes on").set(&record, vec![(field, Value::text(text))]);
        store.send(Request::Save { change, at: at(360) });
        let saved = replies.recv_timeout(Duration::from_secs(60)).unwrap();
        assert!(matches!(saved, Reply::Saved { .. }), "{saved:?}");
        assert!(store.close(Duration::from_secs(60)));
    };
    change(Kind::Evidence, 16, evidence::VERSION, "99.9");
    for n in 1..=6 {
        change(Kind::Evidence, n, evidence::VERSION, "99.9");
        change(Kind::Person, n, person::NAME, "Somebody Else");
    }
    change(Kind::Finding, 1, finding::TITLE, "another title");
    assert_eq!(report("2027-05-01T09:00:00+02:00"), (0, before));
}

#[test]
fn the_shell_reads_the_records_of_a_day_and_of_a_step() {
    let folder = tempfile::tempdir().unwrap();
    run(folder.path(), &["new", "x.aims", "--name", "Acme", "--now", "2026-03-01T10:00:00+01:00"]);
    let keys = |keys: &str, now: &str| run(folder.path(), &["x.aims", "--print", "--now", now, "--keys", keys]).0;
    assert_eq!(keys("ginFirst<Enter>", "2026-03-02T10:00:00+01:00"), 0);
    assert_eq!(keys("ginSecond<Enter>", "2026-04-02T10:00:00+01:00"), 0);
    let systems = |as_of: &str| run(folder.path(), &["export", "systems", "x.aims", "--as-of", as_of]).1;
    let march = systems("2026-03-31");
    assert!(march.contains("First") && !march.contains("Second"), "{march}");
    for written in ["31.3.2026", "31 March 2026", "03/31/2026"] {
        assert_eq!(systems(written), march, "{written}");
    }
    let (code, said) = run(folder.path(), &["export", "systems", "x.aims", "--as-of", "03/04/2026"]);
    assert!(code == 2 && said.contains("2026-04-03 if the day, 2026-03-04 if the month is first"), "{said}");
    let (code, said) = run(folder.path(), &["export", "systems", "x.aims", "--as-of", "soon"]);
    assert!(code == 2 && said.contains("--as-of: “soon”: this is no day; write 31.12.2026"), "{said}");
    assert!(!systems("1").contains("First"));
    let (code, said) = run(folder.path(), &["status", "x.aims", "--as-of", "2026-02-01"]);
    assert!(code == 2 && said.contains("no records as of then"), "{said}");
    let (_, screen) = run(folder.path(), &["x.aims", "--print", "--as-of", "2026-03-31", "--keys", "gi"]);
    assert!(screen.contains("First") && !screen.contains("Second"), "{screen}");
    assert!(screen.contains("AS OF 2026-03-02"), "{screen}");
    let (_, found) = run(folder.path(), &["x.aims", "--print", "--as-of", "2026-03-31", "--keys", "//FIRST<Enter>"]);
    let (_, none) = run(folder.path(), &["x.aims", "--print", "--as-of", "2026-03-31", "--keys", "//second<Enter>"]);
    assert!(found.contains("S-01") && !none.contains("S-02"), "{found}\n{none}");
}
