//! The records as they stood after a step: one seek in the touches of each, however much happened since.

use super::{body, journal};
use crate::domain::{Id, Kind, Record};
use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, params};

/// All records of a kind as they stood after entry `seq`, in the order of their numbers, hidden ones too. Without
/// `texts`, a long text that is not empty comes as [`Value::Unread`](crate::domain::Value::Unread).
pub(super) fn load(conn: &Connection, kind: Kind, seq: u64, texts: bool) -> rusqlite::Result<Vec<Record>> {
    let prefix = kind.spec().prefix;
    // The next number is a seek, so that records touched often cost no more.
    let mut next = conn.prepare_cached("SELECT n FROM touch WHERE kind = ?1 AND n > ?2 ORDER BY n LIMIT 1")?;
    let mut next = |after: u32| next.query_row(params![prefix, after], |r| r.get::<_, u32>(0)).optional();
    let mut touches = conn.prepare_cached(journal::TOUCH_AT)?;
    let mut records = Vec::new();
    let mut n = next(0)?;
    while let Some(at) = n {
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

/// The last entry of a day in UTC, or before it. Local times are at most a day away from UTC, so that few are computed.
pub(super) fn step_of(conn: &Connection, day: Date) -> rusqlite::Result<Option<u64>> {
    let after = |days: i64| day.saturating_add(jiff::Span::new().days(days)).to_string();
    let sql = "SELECT seq FROM entry WHERE at < ?1 AND (at < ?2 OR datetime(at) < datetime(?3))
               ORDER BY seq DESC LIMIT 1";
    conn.query_row(sql, [after(2), day.to_string(), after(1)], journal::seq).optional()
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
