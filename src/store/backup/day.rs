//! The copies that the program makes by itself: that of the day, read between the saves of the thread that writes and
//! checked beside it, and the one before an import.

use super::{Source, clause, finish, kept, make};
use crate::{
    domain::{Stamp, kept::Because},
    store::{Outbox, Reply},
};
use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::{Builder, JoinHandle},
};
use tempfile::TempPath;

/// Copies of one open file.
#[derive(Debug)]
pub(in crate::store) struct OfDay {
    of: Source,
    /// The folder for the copies of this file.
    folder: PathBuf,
    go_on: Arc<AtomicBool>,
    /// The copy that is being checked beside the thread that writes.
    thread: Option<JoinHandle<()>>,
    begun: bool,
}

impl OfDay {
    pub(in crate::store) fn new(of: Source, folder: PathBuf) -> OfDay {
        OfDay { of, folder, go_on: Arc::new(AtomicBool::new(true)), thread: None, begun: false }
    }

    /// Whether the copy of the day was looked after.
    pub(in crate::store) fn is_begun(&self) -> bool {
        self.begun
    }

    /// The folder for the copy of the day, the first time that is asked, unless the copy is there.
    pub(in crate::store) fn wanted(&mut self, now: Stamp) -> Option<PathBuf> {
        let first = !std::mem::replace(&mut self.begun, true);
        (first && !kept::has(&self.folder, now.date())).then(|| self.folder.clone())
    }

    /// All pages are read: checks them on a thread of its own. Only what goes wrong is told.
    pub(in crate::store) fn finish(&mut self, read: TempPath, now: Stamp, outbox: &Outbox) {
        let (of, folder, go_on, told) = (self.of.clone(), self.folder.clone(), self.go_on.clone(), outbox.clone());
        let work = move || match finish(&of, &folder, read, (now, Because::Day), &go_on) {
            Ok(_) => kept::thin_out(&folder),
            Err(_) if !go_on.load(Ordering::Relaxed) => {}
            Err(error) => told.send(Reply::Warning(not_made("of the day", &clause(error)))),
        };
        match Builder::new().name("copy".into()).spawn(work) {
            Ok(thread) => self.thread = Some(thread),
            Err(error) => outbox.send(Reply::Warning(not_made("of the day", &error.to_string()))),
        }
    }

    /// Waits until the copy is checked.
    #[cfg(test)]
    pub(in crate::store) fn wait(&mut self) {
        self.thread.take().into_iter().for_each(|thread| thread.join().unwrap());
    }

    /// Makes a copy before an import; the error is a sentence. The import may go on without it: it can be undone.
    pub(in crate::store) fn before_import(&self, at: Stamp) -> Result<(), String> {
        let made = make(&self.of, &self.folder, at, Because::Import, &self.go_on);
        made.map(|_| kept::thin_out(&self.folder)).map_err(|error| not_made("before this import", &clause(error)))
    }
}

impl Drop for OfDay {
    /// A copy that is not whole yet is given up: the next opening of the day makes it.
    fn drop(&mut self) {
        self.go_on.store(false, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            // A thread that panicked left no copy.
            let _ = thread.join();
        }
    }
}

pub(in crate::store) fn not_made(which: &str, why: &str) -> String {
    format!("the copy {which} was not made: {why}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::{
            Change, Id, Kind, Value,
            kept::{DAYS, WEEKS},
            kinds::person,
        },
        store::{self, FoundingStep, Verified, Who, copies, guard::Guard},
        wake,
    };
    use std::{
        os::unix::fs::PermissionsExt,
        path::Path,
        sync::mpsc::{self, Receiver},
    };

    const FIRST: Stamp = Stamp { utc: 1_780_000_000, offset: 120 };

    fn person(n: u32, at: Stamp) -> FoundingStep {
        let values = vec![(person::NAME, Value::text("Ada"))];
        let change = Change::new("add").create(Id::new(Kind::Person, n), values);
        FoundingStep { at, actor: "ann".into(), change }
    }

    fn of_day(file: &Path, folder: &Path) -> OfDay {
        let path = file.canonicalize().unwrap();
        OfDay::new(Source { guard: Guard::of(&path).unwrap(), path }, folder.into())
    }

    fn outbox() -> (Outbox, Receiver<Reply>) {
        let (sender, replies) = mpsc::channel();
        (Outbox { sender, waker: wake::pair().unwrap().0 }, replies)
    }

    /// Opens the file as on that day and waits until the copy is made.
    fn opened(file: &Path, folder: &Path, now: Stamp) -> Option<Reply> {
        let mut copies = of_day(file, folder);
        let (outbox, replies) = outbox();
        if let Some(folder) = copies.wanted(now) {
            let conn = crate::store::open::connect(file, true).unwrap();
            let read = crate::store::backup::pages_of(&conn, &folder, &mut |_| true).unwrap();
            copies.finish(read.unwrap(), now, &outbox);
            copies.wait();
        }
        replies.try_recv().ok()
    }

    #[test]
    fn each_day_leaves_one_copy_and_every_kept_one_can_be_restored() {
        let folder = tempfile::tempdir().unwrap();
        let (file, kept) = (folder.path().join("a.aims"), folder.path().join("copies"));
        // The file grows by a person a day.
        for n in 0..16 {
            let now = Stamp { utc: FIRST.utc + 86_400 * i64::from(n), ..FIRST };
            let steps: Vec<FoundingStep> = (0..=n).map(|n| person(n + 1, now)).collect();
            let _ = std::fs::remove_file(&file);
            store::create(&file, &steps).unwrap();
            assert_eq!(opened(&file, &kept, now), None);
            assert_eq!(opened(&file, &kept, Stamp { utc: now.utc + 60, ..now }), None);
        }
        let all = copies(&kept);
        assert!((DAYS + 1..=DAYS + WEEKS).contains(&all.len()), "{all:?}");
        let (who, again) = (Who { user: "ann".into(), host: "here".into(), pid: 1 }, folder.path().join("again.aims"));
        for copy in &all {
            let mode = std::fs::metadata(&copy.path).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
            let _ = std::fs::remove_file(&again);
            let done = store::restore(&store::Origin::Plain(&copy.path), &again, &who, FIRST, false).unwrap();
            let day = copy.at.date() - FIRST.date();
            assert_eq!(done.entries as i32, day.get_days() + 1, "{}", copy.path.display());
            assert!(matches!(store::verify(&again), Verified::Ok { .. }));
        }
        assert_eq!(std::fs::metadata(&kept).unwrap().permissions().mode() & 0o777, 0o700);
    }

    #[test]
    fn a_file_that_is_not_what_was_saved_gets_no_copy_and_that_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let (file, kept) = (folder.path().join("a.aims"), folder.path().join("copies"));
        store::create(&file, &[person(1, FIRST)]).unwrap();
        let other = rusqlite::Connection::open(&file).unwrap();
        other.execute("UPDATE person SET name = 'Eve'", []).unwrap();
        drop(other);
        let Some(Reply::Warning(why)) = opened(&file, &kept, FIRST) else { panic!("not told") };
        assert!(why.contains("copy of the day") && why.contains("not what was saved"), "{why}");
        assert_eq!(kept.read_dir().unwrap().count(), 0, "nothing half is left");
    }

    #[test]
    fn a_copy_that_is_given_up_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let (file, kept) = (folder.path().join("a.aims"), folder.path().join("copies"));
        store::create(&file, &[person(1, FIRST)]).unwrap();
        let copies = of_day(&file, &kept);
        copies.go_on.store(false, Ordering::Relaxed);
        assert!(copies.before_import(FIRST).unwrap_err().contains("given up"));
        assert_eq!(kept.read_dir().unwrap().count(), 0);
    }
}
