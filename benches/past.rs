//! The store without a screen: a step, an import and its undo, verifying, and reading the past of a file of many steps.

use super::{
    data::{self, Lot, NOW},
    floor::{Bare, Commit},
    measure::{Table, timed},
};
use aims::{
    domain::{Change, Id, Kind, Stamp, Value, gate::Road, kinds::finding},
    framework,
    store::{self, AsOf, FoundingStep, OpenOptions, Outbox, Reader, Reply, Request, Store, Verified, Who},
    wake::{self, WakeEnd},
};
use std::{
    path::{Path, PathBuf},
    sync::mpsc,
};

/// How long the slowest request may take.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(600);
/// Records that the steps of a long history change in turns.
const CHANGED: u32 = 1_000;
/// Steps that changed the first record.
const OFTEN: u32 = 5_000;
const DAY: i64 = 86_400;

/// An open file without an app.
pub struct Desk {
    pub store: Store,
    pub reader: Reader,
    replies: mpsc::Receiver<Reply>,
    /// Wakes nobody here, but must be open.
    _wake: WakeEnd,
}

impl Desk {
    pub fn open(path: &Path, as_of: Option<AsOf>) -> Desk {
        Desk::with_copies(path, as_of, None)
    }
    /// The same where copies are made by themselves, into this folder.
    fn with_copies(path: &Path, as_of: Option<AsOf>, copies: Option<PathBuf>) -> Desk {
        let (sender, replies) = mpsc::channel();
        let (waker, wake) = wake::pair().expect("a pipe");
        let who = Who { user: "ben".into(), host: "desk".into(), pid: std::process::id() };
        let rescue = path.parent().map(Into::into);
        let options = OpenOptions { as_of, rescue, copies, ..OpenOptions::new(who, NOW) };
        let (store, reader, _) = store::open(path, options, Outbox { sender, waker }).expect("the file opens");
        Desk { store, reader, replies, _wake: wake }
    }

    /// Sends a request and waits until it is done.
    pub fn ask(&self, request: Request) {
        self.store.send(request);
        assert!(self.store.flush(PATIENCE), "the store has an answer");
        let refused = self.replies.try_iter().find(|r| matches!(r, Reply::Refused(_) | Reply::NotSaved { .. }));
        assert_eq!(refused, None);
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        self.store.close(PATIENCE);
    }
}

/// One field of one record, as a key changes it.
pub fn steps(path: &Path, folder: &Path, n: u32, table: &mut Table) {
    let commit = Commit::new(&folder.join(format!("commit-store-{n}")));
    let desk = Desk::open(path, None);
    let mut lot = Lot::new(n.into());
    for _ in 0..60 {
        let id = Id::new(Kind::Finding, 1 + lot.below(n as usize) as u32);
        let record = desk.reader.read(id).ok().flatten().expect("the finding is there");
        let day = NOW.date().saturating_add(jiff::Span::new().days(lot.below(700) as i64));
        let change = Change::new("due").set(&record, vec![(finding::DUE, Value::Date(day))]);
        let save = || desk.ask(Request::Save { change, at: NOW });
        table.pair(n, "a step in the store / one commit", || (save(), 0).1, || (commit.one(), 0).1);
    }
}

/// How much longer than a save alone one may take while the copy of the day is read, in milliseconds.
const BESIDE: f64 = 20.0;

/// The longest of the saves while the copy of the day is read, beside the longest of as many without a copy and what
/// it may cost them.
pub fn beside_copy(path: &Path, folder: &Path, n: u32, table: &mut Table) {
    let copies = folder.join(format!("copies-{n}"));
    let save = |desk: &Desk, lot: &mut Lot| {
        let id = Id::new(Kind::Finding, 1 + lot.below(n as usize) as u32);
        let record = desk.reader.read(id).ok().flatten().expect("the finding is there");
        let day = NOW.date().saturating_add(jiff::Span::new().days(lot.below(700) as i64));
        let change = Change::new("due").set(&record, vec![(finding::DUE, Value::Date(day))]);
        timed(|| desk.ask(Request::Save { change, at: NOW })).1
    };
    let longest = |saves: &[f64]| saves.iter().copied().fold(0.0, f64::max);
    let mut lot = Lot::new(n.into());
    let desk = Desk::with_copies(path, None, Some(copies.clone()));
    let mut beside = Vec::new();
    while beside.len() < 2_000 && is_kept(&copies) != Some(true) {
        match is_kept(&copies) {
            None => std::thread::sleep(std::time::Duration::from_millis(1)),
            Some(_) => beside.push(save(&desk, &mut lot)),
        }
    }
    drop(desk);
    let desk = Desk::open(path, None);
    let alone: Vec<f64> = beside.iter().map(|_| save(&desk, &mut lot)).collect();
    let label = "longest save beside the copy of the day / alone, and 20 ms";
    table.add(n, label, (longest(&beside), 0), (longest(&alone) + BESIDE, 0));
}

/// Whether a copy lies below a folder: not begun, not whole yet, or whole.
fn is_kept(copies: &Path) -> Option<bool> {
    let names = |folder: &Path| folder.read_dir().into_iter().flatten().flatten().map(|entry| entry.path());
    let mut all = names(copies).flat_map(|folder| names(&folder).collect::<Vec<_>>());
    all.next().map(|path| path.extension().is_some_and(|ending| ending == "aims"))
}

/// So many new findings as one step, and that step taken back.
pub fn import(folder: &Path, n: u32, table: &mut Table) {
    let path = folder.join(format!("import-{n}.aims"));
    data::make(&path, 0);
    let bare = Bare::new(&folder.join(format!("bare-{n}")));
    let desk = Desk::open(&path, None);
    let mut change = Change::new("import").by(Road::Import);
    let mut lot = Lot::new(n.into());
    for i in 1..=n {
        change = change.create(Id::new(Kind::Finding, i), data::finding(i, &mut lot, 20));
    }
    let floor = timed(|| bare.insert(n)).1;
    let ours = timed(|| desk.ask(Request::Save { change, at: NOW })).1;
    table.add(n, "import in one step / bare rows", (ours, 0), (floor, 0));
    let ours = timed(|| desk.ask(Request::Undo { at: NOW, because: None })).1;
    table.add(n, "undo of the import / bare rows", (ours, 0), (floor, 0));
    let id = Id::new(Kind::Finding, n / 2);
    let seek = || bare.seek(n / 2);
    let before = desk.reader.head().expect("a head").0 - 1;
    drop(desk);
    let past = Desk::open(&path, Some(AsOf::Step(before)));
    for _ in 0..200 {
        let read = || past.reader.read(id).expect("a record").map_or(0, |_| 0);
        table.pair(n, "the past of an imported record / a seek", read, seek);
    }
}

/// A file of so many steps over a year, opened today and as it was after its first days, and verified.
pub fn history(folder: &Path, n: u32, table: &mut Table) {
    let path = folder.join(format!("history-{n}.aims"));
    make_history(&path, n);
    let size = path.metadata().map_or(0, |m| m.len());
    eprintln!("{n} steps: {} MB", size >> 20);
    let early = AsOf::Step(u64::from(n / 25));
    let day = AsOf::Day(Stamp { utc: NOW.utc - 350 * DAY, ..NOW }.date());
    let load = |as_of| {
        let desk = Desk::open(&path, as_of);
        desk.ask(Request::Load(vec![Kind::Finding]));
        0
    };
    for _ in 0..7 {
        table.pair(n, "list as of an early step / list of today", || load(Some(early)), || load(None));
        table.pair(n, "list as of a day a year ago / list of today", || load(Some(day)), || load(None));
    }
    let often = Id::new(Kind::Finding, 1);
    let (past, now) = (Desk::open(&path, Some(early)), Desk::open(&path, None));
    for _ in 0..200 {
        let read = |desk: &Desk| desk.reader.read(often).expect("a record").map_or(0, |_| 0);
        table.pair(n, "the past of a record of 5,000 steps / it today", || read(&past), || read(&now));
    }
    drop((past, now));
    for _ in 0..3 {
        let bare = || Bare::check(&path);
        table.pair(n, "verify / SQLite's own check", || verified(&path), bare);
    }
}

fn verified(path: &Path) -> usize {
    assert!(matches!(store::verify(path), Verified::Ok { .. }));
    0
}

fn make_history(path: &Path, n: u32) {
    let begin = NOW.utc - 365 * DAY;
    let at = |i: u32, change| FoundingStep {
        at: Stamp { utc: begin + 365 * DAY * i64::from(i) / i64::from(n), ..NOW },
        actor: "ann@desk".into(),
        change,
    };
    let mut lot = Lot::new(n.into());
    let mut first = Change::new("findings");
    for i in 1..=CHANGED {
        first = first.create(Id::new(Kind::Finding, i), data::finding(i, &mut lot, 20));
    }
    let mut steps = vec![
        at(0, framework::first_records("Lot und Partner", false)),
        at(0, data::around(20, &mut lot)),
        at(0, first),
    ];
    let mut revs = vec![1; CHANGED as usize + 1];
    for i in 1..=n {
        let often = i % (n / OFTEN).max(1) == 0;
        let finding = if often { 1 } else { 2 + lot.below(CHANGED as usize - 1) };
        let id = Id::new(Kind::Finding, finding as u32);
        let day = NOW.date().saturating_add(jiff::Span::new().days(lot.below(700) as i64));
        let mut record = aims::domain::Record::new(id);
        record.rev = revs[finding];
        revs[finding] += 1;
        let values = match lot.below(4) {
            0 => vec![(finding::CAUSE, Value::text(data::note(&mut lot, 200)))],
            1 => vec![(finding::OWNER, Value::Ref(Id::new(Kind::Person, 1 + lot.below(20) as u32)))],
            _ => vec![(finding::DUE, Value::Date(day))],
        };
        steps.push(at(i, Change::new(format!("finding {finding}")).set(&record, values)));
    }
    store::create(path, &steps).expect("the file can be made");
}
