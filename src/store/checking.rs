//! The look at the whole file behind the first screen: a thread of its own with a connection that only reads.
//!
//! Until it is through, nothing is written. It stands in nobody's way: it goes table by table, and where another
//! program is about to commit it lets go of the file and begins the part again.

use super::{
    Message,
    error::{BUSY, DAMAGED},
    guard::Guard,
    journal, open, schema, settings,
    verify::{self, Verified, Wrong, broken},
};
use rusqlite::{Connection, OptionalExtension};
use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::Sender,
    },
    thread::JoinHandle,
    time::Duration,
};

/// Steps of SQLite's machine between two looks whether somebody waits.
const STEPS: i32 = 1_000;
/// How long the file is let go for one who waits, and how often a part is begun again before it runs through.
const ASIDE: Duration = Duration::from_millis(5);
const TRIES: usize = 100;

/// A file up to this size is looked at by the thread that writes, whose connection has read it: that is done sooner than
/// a thread and a connection are made, and nobody waits for it longer than for one save.
pub(super) const SMALL: u64 = 2 << 20;

/// Looks at a small file through the connection of the thread that writes; `None` if it could not be read now.
pub(super) fn at_once(conn: &Connection) -> Option<Verified> {
    match verify::check(conn, schema::VERSION) {
        Verified::Unreadable { .. } => None,
        found => Some(found),
    }
}

/// A look at the file that runs. Dropping it stops it.
#[derive(Debug)]
pub(super) struct Checking {
    stopped: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

/// Begins to look; what is found comes as a message.
pub(super) fn begin(path: PathBuf, guard: Arc<Guard>, told: Sender<Message>) -> std::io::Result<Checking> {
    let stopped = Arc::new(AtomicBool::new(false));
    let stop = stopped.clone();
    let run = move || {
        let found = look(&path, &guard, &stop);
        // A thread that has ended needs no answer.
        let _ = told.send(Message::Checked(found));
    };
    let thread = std::thread::Builder::new().name("check".into()).spawn(run)?;
    Ok(Checking { stopped, thread: Some(thread) })
}

impl Drop for Checking {
    fn drop(&mut self) {
        self.stopped.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            // One that panicked has said nothing; then nothing is known of the file.
            let _ = thread.join();
        }
    }
}

fn look(path: &Path, guard: &Arc<Guard>, stopped: &Arc<AtomicBool>) -> Verified {
    let mut conn = match open::connect(path, false).and_then(|mut c| settings::apply(&mut c).map(|()| c)) {
        Ok(conn) => conn,
        Err(error) => return Verified::Unreadable { why: error.to_string() },
    };
    // The waiting is ours, so that it can be ended.
    let _ = conn.busy_timeout(settings::SHORT);
    let ok =
        |(entries, head): (u64, journal::Hash)| Verified::Ok { entries, head: journal::hex(&head), named: Vec::new() };
    parts(&mut Patient { conn: &mut conn, guard, stopped }).map_or_else(Verified::from, ok)
}

impl From<Wrong> for Verified {
    fn from(wrong: Wrong) -> Verified {
        match wrong {
            Wrong { read: false, why, .. } => Verified::Unreadable { why },
            Wrong { seq, record, why, also, .. } => Verified::Broken { seq, record, why, also },
        }
    }
}

/// The parts of the whole, each in a reading of its own.
fn parts(patient: &mut Patient<'_>) -> Result<(u64, journal::Hash), Wrong> {
    let version = patient.part(|conn| Ok(schema::version(conn)?))?;
    patient.part(|conn| schema::difference(conn, version)?.map_or(Ok(()), |what| Err(broken(what))))?;
    for table in patient.part(|conn| Ok(tables(conn)?))? {
        patient.part(|conn| sound(conn, &table))?;
    }
    patient.part(verify::pointing)?;
    patient.part(|conn| {
        let tx = conn.unchecked_transaction()?;
        let whole = verify::whole(&tx)?;
        super::acknowledge::acknowledged(&tx)?;
        Ok(whole)
    })
}

/// Every table, and first the list of them, with which the free pages are looked at.
fn tables(conn: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut statement = conn.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid")?;
    let names = statement.query_map([], |r| r.get::<_, String>(0))?;
    std::iter::once(Ok("sqlite_schema".to_string())).chain(names).collect()
}

/// The pages of a table and of its indexes.
fn sound(conn: &Connection, table: &str) -> Result<(), Wrong> {
    let sql = format!("PRAGMA integrity_check(\"{}\")", table.replace('"', "\"\""));
    let answer: Option<String> = conn.query_row(&sql, [], |r| r.get(0)).optional()?;
    match answer.as_deref() {
        None | Some("ok") => Ok(()),
        Some(why) => Err(broken(format!("{DAMAGED}: {}", why.escape_debug()))),
    }
}

/// Reads part by part, and gives way.
struct Patient<'a> {
    conn: &'a mut Connection,
    guard: &'a Arc<Guard>,
    stopped: &'a Arc<AtomicBool>,
}

impl Patient<'_> {
    /// Does one part; where somebody waits for the file meanwhile, again from its beginning.
    fn part<T>(&mut self, read: impl Fn(&Connection) -> Result<T, Wrong>) -> Result<T, Wrong> {
        let mut tries = 0;
        loop {
            let gave_way = Arc::new(AtomicBool::new(false));
            let (guard, stopped, gave) = (self.guard.clone(), self.stopped.clone(), gave_way.clone());
            let gives_way = tries < TRIES;
            let ends = move || {
                let waits = gives_way && guard.save_waits();
                gave.store(waits, Ordering::Relaxed);
                waits || stopped.load(Ordering::Relaxed)
            };
            self.conn.progress_handler(STEPS, Some(ends))?;
            let done = read(self.conn);
            // Who holds the file for long is waited for: what could not be read says nothing about it.
            let held = done.as_ref().is_err_and(|wrong| !wrong.read && wrong.why == BUSY);
            let gave_way = gave_way.load(Ordering::Relaxed);
            if !(gave_way || held) || self.stopped.load(Ordering::Relaxed) {
                return done;
            }
            std::thread::sleep(ASIDE);
            tries += usize::from(gave_way);
        }
    }
}

/// What is wrong with the file by what a look at it found, as a clause; and what is to be said if it could not be looked
/// at.
pub(super) fn damage(found: Verified) -> (Option<String>, Option<String>) {
    match found {
        Verified::Ok { .. } => (None, None),
        Verified::Broken { why, .. } => (Some(why), None),
        Verified::Unreadable { why } => (None, Some(format!("the file could not be checked: {why}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store;

    #[test]
    fn a_part_gives_way_to_one_who_saves_and_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.aims");
        store::create(&path, &[]).unwrap();
        let guard = Guard::of(&path).unwrap();
        let opened = |write| {
            let mut conn = open::connect(&path, write).unwrap();
            settings::apply(&mut conn).unwrap();
            conn.busy_timeout(Duration::ZERO).unwrap();
            conn
        };
        let (writer, mut reader) = (opened(true), opened(false));
        writer.execute_batch("BEGIN IMMEDIATE; INSERT INTO setting VALUES ('a', 'b')").unwrap();
        assert!(!guard.save_waits(), "who only prepares a save waits for nobody");
        let stopped = Arc::new(AtomicBool::new(false));
        let mut patient = Patient { conn: &mut reader, guard: &guard, stopped: &stopped };
        let tries = std::cell::Cell::new(0);
        let found = patient.part(|conn| {
            tries.set(tries.get() + 1);
            if tries.get() > 1 {
                writer.execute_batch("COMMIT").unwrap();
            }
            let tx = conn.unchecked_transaction()?;
            let held: u32 = tx.query_row("SELECT count(*) FROM setting", [], |r| r.get(0))?;
            if tries.get() == 1 {
                assert!(writer.execute_batch("COMMIT").is_err(), "a reader stands in its way");
            }
            let long = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 100000)
                        SELECT count(*) FROM c";
            tx.query_row(long, [], |r| r.get::<_, u32>(0))?;
            Ok(held)
        });
        assert_eq!((found.ok(), tries.get()), (Some(1), 2));
    }

    #[test]
    fn a_look_behind_the_screen_finds_what_verifying_finds() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.aims");
        let who = crate::domain::Id::new(crate::domain::Kind::Person, 1);
        let name = vec![(crate::domain::kinds::person::NAME, crate::domain::Value::text("Ada"))];
        let change = crate::domain::Change::new("add").create(who, name);
        let at = crate::domain::Stamp { utc: 1_780_000_000, offset: 0 };
        store::create(&path, &[store::FoundingStep { at, actor: "ann@here".into(), change }]).unwrap();
        let looked = || look(&path, &Guard::of(&path).unwrap(), &Arc::default());
        assert!(matches!(looked(), Verified::Ok { entries: 1, .. }), "{:?}", looked());
        let conn = open::connect(&path, true).unwrap();
        conn.execute("UPDATE person SET name = 'Eve'", []).unwrap();
        drop(conn);
        let Verified::Broken { why, .. } = looked() else { panic!("{:?}", looked()) };
        let Verified::Broken { why: verified, .. } = verify::verify(&path) else { panic!() };
        assert!(why.starts_with("P-01") && why == verified, "{why}");
        // And so does the thread that writes, for a small file.
        let conn = open::connect(&path, true).unwrap();
        assert!(matches!(at_once(&conn), Some(Verified::Broken { why: found, .. }) if found == why));
        let other = open::connect(&path, true).unwrap();
        other.execute_batch("BEGIN EXCLUSIVE").unwrap();
        conn.busy_timeout(Duration::ZERO).unwrap();
        assert_eq!(at_once(&conn), None, "what another program holds is waited for beside the writing");
    }
}
