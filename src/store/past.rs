//! The records as they stood after a step: one seek in the touches of each, however much happened since.

use super::{body, journal};
use crate::domain::{Id, Kind, Record};
use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, params};

/// All records of a kind as they stood after entry `seq`, in the order of their numbers, hidden ones too.
pub(super) fn load(conn: &Connection, kind: Kind, seq: u64) -> rusqlite::Result<Vec<Record>> {
    let prefix = kind.spec().prefix;
    let mut records = Vec::new();
    let mut n = next(conn, prefix, 0)?;
    while let Some(at) = n {
        let id = Id::new(kind, at);
        records.extend(read(conn, id, seq)?);
        n = next(conn, prefix, at)?;
    }
    Ok(records)
}

/// One record as it stood after entry `seq`; `None` if it was not there yet.
pub(super) fn read(conn: &Connection, id: Id, seq: u64) -> rusqlite::Result<Option<Record>> {
    let Some(touch) = journal::touch_at(conn, id, seq)? else { return Ok(None) };
    body::record(conn, id, (touch.rev, touch.hidden), &touch.lines).map(Some)
}

/// The next number of a kind in the journal: a seek, so that records touched often cost no more.
fn next(conn: &Connection, prefix: &str, after: u32) -> rusqlite::Result<Option<u32>> {
    conn.prepare_cached("SELECT n FROM touch WHERE kind = ?1 AND n > ?2 ORDER BY n LIMIT 1")?
        .query_row(params![prefix, after], |r| r.get(0))
        .optional()
}

/// The last entry of a day in UTC, or before it.
pub(super) fn step_of(conn: &Connection, day: Date) -> rusqlite::Result<Option<u64>> {
    let end = day.saturating_add(jiff::Span::new().days(1)).to_string();
    let sql = "SELECT max(seq) FROM entry WHERE datetime(at) < datetime(?1)";
    conn.query_row(sql, [end], |r| r.get::<_, Option<i64>>(0)).map(|n| n.map(|n| n as u64))
}

/// The entry since which a field of a record has the value that it had after entry `until`, walking back over its own touches only.
pub(super) fn since(conn: &Connection, id: Id, field: &str, until: u64) -> rusqlite::Result<Option<u64>> {
    let Some(mut touch) = journal::touch_at(conn, id, until)? else { return Ok(None) };
    let now = touch.lines.get(field).cloned();
    while let Some(before) = journal::touch_at(conn, id, touch.seq - 1)? {
        if before.lines.get(field) != now.as_ref() {
            break;
        }
        touch = before;
    }
    Ok(Some(touch.seq))
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
