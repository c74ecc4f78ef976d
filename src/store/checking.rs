//! The look at the whole file behind the first screen: a thread of its own with a connection that only reads.
//!
//! Until it is through, nothing is written. It stands in nobody's way: it goes table by table, and where another
//! program is about to commit it lets go of the file and begins the part again.

use super::{
    Message,
    error::DAMAGED,
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
    verify::told(parts(&mut Patient { conn: &mut conn, guard, stopped }))
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
            if !gave_way.load(Ordering::Relaxed) || self.stopped.load(Ordering::Relaxed) {
                return done;
            }
            std::thread::sleep(ASIDE);
            tries += 1;
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
