//! The records as they stood after a step: one seek in the touches of each, however much happened since.

use super::{
    body::{self, Held},
    error::damaged,
    journal, links,
};
use crate::domain::{
    Id, Kind, Record, Stamp,
    closing::{self, RoundPast, Then, Turn},
    kinds::round,
};
use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, params};
use std::cell::RefCell;

/// All records of a kind as they stood after entry `seq`, in the order of their numbers, hidden ones too. Without
/// `texts`, a long text that is not empty comes as [`Value::Unread`](crate::domain::Value::Unread).
pub(super) fn load(conn: &Connection, kind: Kind, seq: u64, texts: bool) -> rusqlite::Result<Vec<Record>> {
    slice(conn, kind, (seq, texts), 0, usize::MAX)
}

/// The same of those with numbers after `after`, at most so many.
pub(super) fn slice(
    conn: &Connection,
    kind: Kind,
    (seq, texts): (u64, bool),
    after: u32,
    most: usize,
) -> rusqlite::Result<Vec<Record>> {
    let texts = texts || kind.spec().whole;
    let prefix = kind.spec().prefix;
    // The next number is a seek, so that records touched often cost no more.
    let mut next = conn.prepare_cached("SELECT n FROM touch WHERE kind = ?1 AND n > ?2 ORDER BY n LIMIT 1")?;
    let mut next = |after: u32| next.query_row(params![prefix, after], |r| r.get::<_, u32>(0)).optional();
    let mut touches = conn.prepare_cached(journal::TOUCH_AT)?;
    let mut records = Vec::new();
    let mut n = next(after)?;
    while let Some(at) = n.filter(|_| records.len() < most) {
        let id = Id::new(kind, at);
        let touch = touches.query_row(params![prefix, at, seq as i64], |row| journal::touch(row, id)).optional()?;
        if let Some(touch) = touch {
            records.push(body::record(conn, id, (touch.rev, touch.hidden), &touch.lines, texts)?);
        }
        n = next(at)?;
    }
    Ok(records)
}

/// One record as it stood after entry `seq`; `None` if it was not there yet.
pub(super) fn read(conn: &Connection, id: Id, seq: u64) -> rusqlite::Result<Option<Record>> {
    let Some(touch) = journal::touch_at(conn, id, seq)? else { return Ok(None) };
    body::record(conn, id, (touch.rev, touch.hidden), &touch.lines, true).map(Some)
}

/// Walks the journal once up to entry `until`: for each entry that touched records of these kinds its moment and the
/// records as it left them, long texts unread but those of the risk method, which levels rest on. `each` ends the walk with `false`.
pub(super) fn walk(
    conn: &Connection,
    kinds: &[Kind],
    until: u64,
    mut each: impl FnMut(Stamp, Vec<Record>) -> bool,
) -> rusqlite::Result<()> {
    let sql = format!(
        "SELECT t.seq, t.rev, t.hidden, t.body, t.kind, t.n, e.at FROM touch t JOIN entry e ON e.seq = t.seq
         WHERE t.seq <= ?1 AND t.kind IN ({}) ORDER BY t.seq",
        prefixes(kinds)
    );
    let mut statement = conn.prepare(&sql)?;
    let mut rows = statement.query([until.min(i64::MAX as u64) as i64])?;
    let mut step: Option<(u64, Stamp)> = None;
    let mut records = Vec::new();
    while let Some(row) = rows.next()? {
        let prefix: String = row.get(4)?;
        let kind = kinds.iter().find(|kind| kind.spec().prefix == prefix);
        let kind = kind.ok_or_else(|| damaged(format!("a touch of an unknown kind {prefix}")))?;
        let id = Id::new(*kind, row.get(5)?);
        let touch = journal::touch(row, id)?;
        if let Some((seq, at)) = step.filter(|(seq, _)| *seq != touch.seq) {
            if !each(at, std::mem::take(&mut records)) {
                return Ok(());
            }
            step = None;
            debug_assert!(seq < touch.seq, "touches come in the order of their steps");
        }
        if step.is_none() {
            let at: String = row.get(6)?;
            let at = Stamp::parse(&at).ok_or_else(|| damaged(format!("journal entry {} cannot be read", touch.seq)))?;
            step = Some((touch.seq, at));
        }
        records.push(body::record(
            conn,
            id,
            (touch.rev, touch.hidden),
            &touch.lines,
            *kind == Kind::Method || kind.spec().whole,
        )?);
    }
    if let Some((_, at)) = step {
        each(at, records);
    }
    Ok(())
}

/// The last entry of a day in UTC, or before it. Local times are at most a day away from UTC, so that few are computed.
pub(super) fn step_of(conn: &Connection, day: Date) -> rusqlite::Result<Option<u64>> {
    let after = |days: i64| day.saturating_add(jiff::Span::new().days(days)).to_string();
    let sql = "SELECT seq FROM entry WHERE at < ?1 AND (at < ?2 OR datetime(at) < datetime(?3))
               ORDER BY seq DESC LIMIT 1";
    conn.query_row(sql, [after(2), day.to_string(), after(1)], journal::seq).optional()
}

/// The past of a round up to entry `until`: its closings and reopenings, and if it was closed then, the records that its
/// screens show.
pub(super) fn round(conn: &Connection, id: Id, until: u64) -> rusqlite::Result<RoundPast> {
    let turns = turns(conn, id, until)?;
    let closed = match turns.last().filter(|turn| turn.closed) {
        Some(turn) => Some(around(conn, id, turn.seq)?),
        None => None,
    };
    Ok(RoundPast { round: id, turns, closed })
}

/// When a round was closed and opened again, oldest first: read from its own touches only.
pub(super) fn turns(conn: &Connection, id: Id, until: u64) -> rusqlite::Result<Vec<Turn>> {
    let field = &id.kind.spec().fields[round::STATE];
    let closed_state = Held::Plain(round::State::Closed.value().written(field));
    let sql = "SELECT seq, rev, hidden, body FROM touch WHERE kind = ?1 AND n = ?2 AND seq <= ?3 ORDER BY seq";
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query(params![id.kind.spec().prefix, id.n, until.min(i64::MAX as u64) as i64])?;
    let (mut turns, mut was) = (Vec::new(), false);
    while let Some(row) = rows.next()? {
        let touch = journal::touch(row, id)?;
        let closed = touch.lines.get(field.name) == Some(&closed_state);
        if closed != std::mem::replace(&mut was, closed) {
            turns.push(turn(conn, touch.seq, closed)?);
        }
    }
    Ok(turns)
}

fn turn(conn: &Connection, seq: u64, closed: bool) -> rusqlite::Result<Turn> {
    let wrong = || damaged(format!("journal entry {seq} cannot be read"));
    let entry = journal::entry(conn, seq)?.ok_or_else(wrong)?;
    let at = Stamp::parse(&entry.at).ok_or_else(wrong)?;
    Ok(Turn { seq, at, actor: entry.actor, closed, reason: entry.reason })
}

fn around(conn: &Connection, id: Id, seq: u64) -> rusqlite::Result<Vec<Record>> {
    let then = AsOf { conn, seq, error: RefCell::new(None) };
    let records = closing::around(&then, id);
    then.error.into_inner().map_or(Ok(records), Err)
}

/// The records after an entry. An error of reading is kept and told at the end.
struct AsOf<'a> {
    conn: &'a Connection,
    seq: u64,
    error: RefCell<Option<rusqlite::Error>>,
}

impl AsOf<'_> {
    fn kept<T: Default>(&self, read: rusqlite::Result<T>) -> T {
        read.unwrap_or_else(|error| {
            *self.error.borrow_mut() = Some(error);
            T::default()
        })
    }
}

impl Then for AsOf<'_> {
    fn record(&self, id: Id) -> Option<Record> {
        self.kept(read(self.conn, id, self.seq))
    }
    fn pointing_at(&self, id: Id, kind: Kind, field: usize) -> Vec<Id> {
        self.kept(links::pointed_at(self.conn, id, (kind, field), self.seq))
    }
    fn all(&self, kind: Kind) -> Vec<Record> {
        self.kept(load(self.conn, kind, self.seq, true))
    }
}

/// The prefixes of kinds as a list of SQL; they are our own words.
fn prefixes(kinds: &[Kind]) -> String {
    kinds.iter().map(|k| format!("'{}'", k.spec().prefix)).collect::<Vec<_>>().join(", ")
}

/// The entries after `from` and up to `to` that touched records of these kinds, in order.
pub(super) fn steps_between(conn: &Connection, from: u64, to: u64, kinds: &[Kind]) -> rusqlite::Result<Vec<u64>> {
    let kinds = prefixes(kinds);
    let sql = format!("SELECT DISTINCT seq FROM touch WHERE seq > ?1 AND seq <= ?2 AND kind IN ({kinds}) ORDER BY seq");
    let mut statement = conn.prepare_cached(&sql)?;
    let rows = statement.query_map(params![from as i64, to as i64], journal::seq)?;
    rows.collect()
}

/// Whether there is such an entry.
pub(super) fn changed_between(conn: &Connection, from: u64, to: u64, kinds: &[Kind]) -> rusqlite::Result<bool> {
    let kinds = prefixes(kinds);
    let sql = format!("SELECT 1 FROM touch WHERE seq > ?1 AND seq <= ?2 AND kind IN ({kinds}) LIMIT 1");
    conn.prepare_cached(&sql)?.exists(params![from as i64, to as i64])
}
