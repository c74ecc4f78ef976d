//! A read-only connection for the loop: records with all their texts, history, drafts, settings, search.

use super::{
    Draft, body, drafts,
    error::{StoreError, damaged},
    guard::Guard,
    journal::{self, Action, Entry, Label, Touch},
    open, past, rows,
    search::{self, SearchHit},
    settings, upgrade, words,
};
use crate::domain::{Id, Kind, Record, Records, Stamp, closing::Turn, gate::OpenDraft, reasons::Reason, veil};
use rusqlite::{Connection, InterruptHandle, OpenFlags, OptionalExtension};
use serde_json::Value as Json;
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

/// One step of the journal.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    pub seq: u64,
    pub at: Stamp,
    pub actor: String,
    pub action: Action,
    pub label: String,
    /// Why, where a gate asked for it.
    pub reason: Option<String>,
    /// All records the step changed.
    pub ids: Vec<Id>,
    /// Name of the field (or `hidden`), before, after; in a history those of its record, in a list of recent steps none.
    pub changes: Vec<(String, Json, Json)>,
}

impl Event {
    /// Whether it may be told in the history of a record to whom these records are shown.
    pub fn is_told_of(&self, seen: &Records, of: Id) -> bool {
        veil::is_told_of(seen, of, &self.ids, self.changes.iter().map(|(name, ..)| name))
    }
}

/// Reads while the store writes. Each call is a short transaction of its own.
#[derive(Debug)]
pub struct Reader {
    pub(super) conn: Connection,
    session: Option<i64>,
    /// Sessions that are gone although they have not been signed off.
    gone: Vec<i64>,
    /// The file; none behind a copy in memory.
    path: Option<PathBuf>,
    /// The step whose records are read; `None` reads them as they are now.
    pub(super) past: Option<u64>,
    /// Outlives the connection.
    guard: Option<Arc<Guard>>,
}

impl Reader {
    pub(super) fn open(
        path: &Path,
        guard: Option<Arc<Guard>>,
        session: Option<i64>,
        past: Option<u64>,
    ) -> Result<Reader, StoreError> {
        let mut conn = open::connect(path, false)?;
        settings::apply(&mut conn)?;
        Ok(Reader { conn, session, gone: Vec::new(), path: Some(path.into()), past, guard })
    }
    pub(super) fn over(conn: Connection, session: Option<i64>, past: Option<u64>) -> Reader {
        Reader { conn, session, gone: Vec::new(), path: None, past, guard: None }
    }
    /// Knows whose text it may offer before it has signed in itself.
    pub(super) fn before_signing_in(&mut self, gone: Vec<i64>) {
        self.gone = gone;
    }
    /// This is the session that it reads for.
    pub fn signed_in(&mut self, session: Option<i64>) {
        self.session = session;
    }
    /// How long each reading waits for another program that holds the file.
    pub fn wait_at_most(&self, limit: std::time::Duration) {
        // Setting a number of the connection cannot fail.
        let _ = self.conn.busy_timeout(limit);
    }
    /// A further connection that reads the same, for another thread.
    pub fn another(&mut self) -> Result<Reader, StoreError> {
        match &self.path {
            Some(path) => Reader::open(path, self.guard.clone(), self.session, self.past),
            None => Ok(Reader::over(upgrade::in_memory(&mut self.conn)?, self.session, self.past)),
        }
    }

    /// Several short readings at once: the file is taken and let go once for all of them.
    pub fn at_once<T>(&self, read: impl FnOnce() -> Result<T, StoreError>) -> Result<T, StoreError> {
        let _held = self.conn.unchecked_transaction()?;
        read()
    }

    /// The record with all its texts, hidden or not.
    pub fn read(&self, id: Id) -> Result<Option<Record>, StoreError> {
        match self.past {
            None => Ok(rows::read(&self.conn, id)?),
            Some(seq) => Ok(past::read(&self.conn, id, seq)?),
        }
    }
    /// The steps that changed a record, oldest first.
    pub fn history(&self, id: Id) -> Result<Vec<Event>, StoreError> {
        let until = self.past.unwrap_or(u64::MAX);
        let entries = journal::entries_of(&self.conn, id)?.into_iter().filter(|entry| entry.seq <= until);
        let events = entries.map(|entry| event(&self.conn, entry, Some(id)));
        Ok(events.collect::<rusqlite::Result<_>>()?)
    }
    /// When each record was touched last.
    pub fn touches(&self) -> Result<Vec<(Id, Stamp)>, StoreError> {
        Ok(journal::last_touches(&self.conn, self.past.unwrap_or(i64::MAX as u64))?)
    }
    /// The last `n` steps of the file, newest first.
    pub fn recent(&self, n: usize) -> Result<Vec<Event>, StoreError> {
        let last = self.past.map_or_else(|| journal::head(&self.conn).map(|(last, _)| last), Ok)?;
        let mut events = Vec::new();
        journal::walk(&self.conn, last.saturating_sub(n as u64), |entry| {
            if entry.seq > last {
                return Ok(());
            }
            events.push(event(&self.conn, entry, None)?);
            Ok::<(), rusqlite::Error>(())
        })?;
        events.reverse();
        Ok(events)
    }
    /// Walks the journal once up to entry `until`: for each entry that touched records of these kinds its moment and
    /// the records as it left them, long texts unread but those of the risk method. `each` ends the walk with `false`.
    pub fn walk_past(
        &self,
        kinds: &[Kind],
        until: u64,
        each: impl FnMut(Stamp, Vec<Record>) -> bool,
    ) -> Result<(), StoreError> {
        Ok(past::walk(&self.conn, kinds, until.min(self.past.unwrap_or(u64::MAX)), each)?)
    }
    /// The steps after `from` and up to `to` that touched records of these kinds, oldest first.
    pub fn steps_between(&self, from: u64, to: u64, kinds: &[Kind]) -> Result<Vec<Event>, StoreError> {
        let mut events = Vec::new();
        for seq in past::steps_between(&self.conn, from, to, kinds)? {
            if let Some(entry) = journal::entry(&self.conn, seq)? {
                events.push(event(&self.conn, entry, None)?);
            }
        }
        Ok(events)
    }
    /// Whether a step after `from` and up to `to` touched a record of these kinds.
    pub fn changed_between(&self, from: u64, to: u64, kinds: &[Kind]) -> Result<bool, StoreError> {
        Ok(past::changed_between(&self.conn, from, to, kinds)?)
    }
    /// Time, actor and label of the last `n` steps, newest first. Of what they changed only the first is read: one import
    /// may have changed a hundred thousand records.
    pub fn labels(&self, n: usize) -> Result<Vec<Label>, StoreError> {
        self.labels_since(0, n)
    }
    /// The same of those after step `seq`.
    pub fn labels_since(&self, seq: u64, n: usize) -> Result<Vec<Label>, StoreError> {
        Ok(journal::labels(&self.conn, n, (seq, self.past.unwrap_or(i64::MAX as u64)))?)
    }
    /// The reasons that were given with steps up to entry `until`, oldest first; with `None` all of them.
    pub fn reasons(&self, until: Option<u64>) -> Result<Vec<Reason>, StoreError> {
        let until = until.or(self.past).unwrap_or(i64::MAX as u64);
        Ok(journal::reasons(&self.conn, until)?)
    }
    /// All records of a kind with all their texts as they stood after entry `seq`, hidden ones too.
    pub fn load_past(&self, kind: Kind, seq: u64) -> Result<Vec<Record>, StoreError> {
        Ok(past::load(&self.conn, kind, seq, true)?)
    }
    /// The last entry of a day in UTC or before it; `None` if the file is younger.
    pub fn step_of(&self, day: jiff::civil::Date) -> Result<Option<u64>, StoreError> {
        Ok(past::step_of(&self.conn, day)?)
    }
    /// Time and hash (in hex) of an entry.
    pub fn entry_at(&self, seq: u64) -> Result<Option<(Stamp, String)>, StoreError> {
        let Some(entry) = journal::entry(&self.conn, seq)? else { return Ok(None) };
        let (_, hash) = journal::hash_at(&self.conn, seq)?;
        Ok(Stamp::parse(&entry.at).map(|at| (at, journal::hex(&hash))))
    }
    /// When a round was closed and opened again, oldest first.
    pub fn turns(&self, round: Id) -> Result<Vec<Turn>, StoreError> {
        Ok(past::turns(&self.conn, round, self.past.unwrap_or(u64::MAX))?)
    }
    /// Number of entries in the journal and the hash of the last one in hex.
    pub fn head(&self) -> Result<(u64, String), StoreError> {
        let (seq, hash) =
            self.past.map_or_else(|| journal::head(&self.conn), |seq| journal::hash_at(&self.conn, seq))?;
        Ok((seq, journal::hex(&hash)))
    }

    /// Drafts of this session, and those left by sessions that are gone.
    pub fn drafts(&self) -> Result<Vec<Draft>, StoreError> {
        Ok(drafts::all_but(&self.conn, self.session, &self.gone)?)
    }
    /// The same, each with who typed it.
    pub fn drafts_with_actors(&self) -> Result<Vec<(Draft, String)>, StoreError> {
        Ok(drafts::offered(&self.conn, self.session, &self.gone)?)
    }

    /// What other sessions are typing.
    pub fn drafts_of_others(&self) -> Result<Vec<OpenDraft>, StoreError> {
        Ok(drafts::of_others(&self.conn, self.session)?)
    }

    /// The person of the file that an actor is, if they said so.
    pub fn me(&self, actor: &str) -> Result<Option<Id>, StoreError> {
        Ok(settings::me(&self.conn, actor)?)
    }
    pub fn setting(&self, key: &str) -> Result<Option<String>, StoreError> {
        let mut statement = self.conn.prepare_cached("SELECT value FROM setting WHERE key = ?1")?;
        Ok(statement.query_row([key], |r| r.get(0)).optional()?)
    }
    /// All settings whose key starts with `prefix`, by key.
    pub fn settings(&self, prefix: &str) -> Result<Vec<(String, String)>, StoreError> {
        let sql = "SELECT key, value FROM setting WHERE substr(key, 1, length(?1)) = ?1 ORDER BY key";
        let mut statement = self.conn.prepare_cached(sql)?;
        let rows = statement.query_map([prefix], |r| Ok((r.get(0)?, r.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Records whose texts hold all the words, in any case, hidden ones left out; titles first. `go_on` says whether the
    /// answer is still wanted.
    pub fn search(&self, words: &str, limit: usize, go_on: &dyn Fn() -> bool) -> Result<Vec<SearchHit>, StoreError> {
        match self.past {
            None => Ok(search::search(&self.conn, words, limit, go_on)?),
            Some(seq) => Ok(search::search_past(&self.conn, words, limit, seq, go_on)?),
        }
    }
    /// Ends, from another thread, what is being read.
    pub fn interrupter(&self) -> Interrupter {
        Interrupter(self.conn.get_interrupt_handle())
    }
}

/// Ends what a connection is reading; the reading says so as an error.
pub struct Interrupter(InterruptHandle);

impl Interrupter {
    pub fn end(&self) {
        self.0.interrupt();
    }
}

impl std::fmt::Debug for Interrupter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Interrupter")
    }
}

fn event(conn: &Connection, entry: Entry, of: Option<Id>) -> rusqlite::Result<Event> {
    let wrong = || damaged(format!("journal entry {} cannot be read", entry.seq));
    let changes = of.map_or(Ok(Vec::new()), |id| changes(conn, id, entry.seq))?;
    Ok(Event {
        seq: entry.seq,
        at: Stamp::parse(&entry.at).ok_or_else(wrong)?,
        // What a newer program may do besides is told by its label.
        action: Action::parse(&entry.action).unwrap_or(Action::Do),
        ids: journal::ids_of(conn, entry.seq)?,
        actor: entry.actor,
        label: entry.label,
        reason: entry.reason,
        changes,
    })
}

/// What an entry changed in a record: name of the field, before, after.
fn changes(conn: &Connection, id: Id, seq: u64) -> rusqlite::Result<Vec<(String, Json, Json)>> {
    let Some(after) = journal::touch_at(conn, id, seq)? else { return Ok(Vec::new()) };
    let before = journal::touch_at(conn, id, seq.saturating_sub(1))?;
    let mut names: Vec<&String> = after.lines.keys().collect();
    names.extend(before.iter().flat_map(|t| t.lines.keys()).filter(|name| !after.lines.contains_key(*name)));
    let held = |touch: Option<&Touch>, name: &str| touch.and_then(|t| t.lines.get(name).cloned());
    let mut changes = Vec::new();
    for name in names {
        let (old, new) = (held(before.as_ref(), name), held(Some(&after), name));
        if old != new {
            changes.push((name.clone(), json(conn, id, name, old)?, json(conn, id, name, new)?));
        }
    }
    if let Some(before) = before.filter(|b| b.hidden != after.hidden) {
        changes.push((journal::HIDDEN.into(), before.hidden.into(), after.hidden.into()));
    }
    Ok(changes)
}

/// A value as JSON; what this program does not know is shown as the text that it is.
fn json(conn: &Connection, id: Id, name: &str, held: Option<body::Held>) -> rusqlite::Result<Json> {
    let number = |text: &str| text.parse::<i64>().map_or_else(|_| Json::from(text), Json::from);
    let is_number = id
        .kind
        .spec()
        .field(name)
        .is_some_and(|i| matches!(id.kind.spec().fields[i].typ, crate::domain::Type::Number(..)));
    Ok(match held {
        None => Json::Null,
        Some(body::Held::Word(n)) => words::text(conn, n)?.unwrap_or_else(|| journal::ERASED.into()).into(),
        Some(body::Held::Plain(text)) if is_number => number(&text),
        Some(body::Held::Plain(text) | body::Held::Ids(text)) => text.into(),
    })
}

/// The organisation a file is about, without locks and without touching anything beside it: for lists of files.
/// `None` if the file cannot be read or names none.
pub fn organisation_name(path: &Path) -> Option<String> {
    let path = path.canonicalize().ok()?;
    let mut uri = "file:".to_string();
    for byte in path.to_str()?.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => uri.push(char::from(byte)),
            other => uri += &format!("%{other:02X}"),
        }
    }
    uri += "?immutable=1";
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(uri, flags).ok()?;
    let application: u32 = conn.pragma_query_value(None, "application_id", |r| r.get(0)).ok()?;
    if application != super::schema::APPLICATION_ID {
        return None;
    }
    // A view of that name would be someone else's query.
    let table: String =
        conn.query_row("SELECT type FROM sqlite_schema WHERE name = 'organisation'", [], |r| r.get(0)).ok()?;
    if table != "table" {
        return None;
    }
    let name = "SELECT name FROM organisation WHERE hidden = 0 ORDER BY n LIMIT 1";
    conn.query_row(name, [], |r| r.get::<_, Option<String>>(0)).ok().flatten().filter(|name| !name.is_empty())
}
