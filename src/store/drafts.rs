//! Text being typed: kept in the file every second, outside the journal, until it becomes a step or is dropped.

use super::{Draft, error::damaged};
use crate::domain::{Id, Stamp, gate::OpenDraft, own};
use rusqlite::{Connection, Row, params};
use std::borrow::Cow;

/// Keeps a draft; a newer one of the same field and session takes its place.
pub(super) fn keep(conn: &Connection, draft: &Draft, actor: &str, session: i64) -> rusqlite::Result<()> {
    conn.prepare_cached(
        "INSERT INTO draft (id, field, text, extra, at, actor, session) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT (id, field, session) DO UPDATE SET text = excluded.text, extra = excluded.extra, at = excluded.at",
    )?
    .execute(params![
        draft.id.to_string(),
        name(draft.id, draft.field)?,
        draft.text,
        draft.extra,
        draft.at.to_string(),
        actor,
        session
    ])?;
    Ok(())
}

/// Drops the draft of a field: this session's own, and what a session that is gone left there.
pub(super) fn end(conn: &Connection, id: Id, field: usize, session: i64) -> rusqlite::Result<()> {
    conn.prepare_cached(
        "DELETE FROM draft WHERE id = ?1 AND field = ?2
         AND (session = ?3 OR session NOT IN (SELECT id FROM session))",
    )?
    .execute(params![id.to_string(), name(id, field)?, session])?;
    Ok(())
}

/// Moves this session's drafts to the id that their record got.
pub(super) fn rename(conn: &Connection, old: Id, new: Id, session: i64) -> rusqlite::Result<()> {
    conn.prepare_cached("UPDATE OR REPLACE draft SET id = ?2 WHERE id = ?1 AND session = ?3")?.execute(params![
        old.to_string(),
        new.to_string(),
        session
    ])?;
    Ok(())
}

/// This session's drafts and those whose session is gone, oldest first. Text for a field that only a newer program knows
/// stays in the file and is not offered.
pub(super) fn all(conn: &Connection, session: Option<i64>) -> rusqlite::Result<Vec<Draft>> {
    all_but(conn, session, &[])
}

/// The same where some sessions are gone although they have not been signed off.
pub(super) fn all_but(conn: &Connection, session: Option<i64>, gone: &[i64]) -> rusqlite::Result<Vec<Draft>> {
    Ok(offered(conn, session, gone)?.into_iter().map(|(draft, _)| draft).collect())
}

/// The same, each with who typed it.
pub(super) fn offered(conn: &Connection, session: Option<i64>, gone: &[i64]) -> rusqlite::Result<Vec<(Draft, String)>> {
    let mut statement = conn.prepare_cached(
        "SELECT id, field, text, extra, at, session, session NOT IN (SELECT id FROM session), actor FROM draft
         ORDER BY session, at, id, field",
    )?;
    let mut rows = statement.query([])?;
    let mut drafts = Vec::new();
    while let Some(row) = rows.next()? {
        let of: i64 = row.get(5)?;
        if session == Some(of) || row.get(6)? || gone.contains(&of) {
            let actor: String = row.get(7)?;
            drafts.extend(draft(conn, row)?.map(|draft| (draft, actor)));
        }
    }
    Ok(drafts)
}

/// Which records somebody is typing in, and who; without those of the session `but`.
pub(super) fn of_others(conn: &Connection, but: Option<i64>) -> rusqlite::Result<Vec<OpenDraft>> {
    let sql = "SELECT DISTINCT id, actor FROM draft WHERE session IS NOT ?1 ORDER BY id, actor";
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map([but], |r| Ok((r.get::<_, String>(0)?, r.get::<_, String>(1)?)))?;
    let mut all = Vec::new();
    for row in rows {
        let (id, actor) = row?;
        // A kind that a newer program brought is no part of a round that this one knows.
        all.extend(id.parse().ok().map(|id| OpenDraft { id, actor }));
    }
    Ok(all)
}

fn draft(conn: &Connection, row: &Row<'_>) -> rusqlite::Result<Option<Draft>> {
    let (id, field, at): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(4)?);
    let wrong = || damaged(format!("a draft of {} cannot be read", id.escape_debug()));
    let known: Option<(Id, usize)> = id.parse().ok().and_then(|id: Id| Some((id, own::named(id.kind, &field)?)));
    let Some((id, field)) = known else {
        return if is_foreign(conn, &id, &field)? { Ok(None) } else { Err(wrong()) };
    };
    Ok(Some(Draft { id, field, text: row.get(2)?, extra: row.get(3)?, at: Stamp::parse(&at).ok_or_else(wrong)? }))
}

/// Whether the dictionary of the file knows the field of a record that this program does not.
fn is_foreign(conn: &Connection, id: &str, field: &str) -> rusqlite::Result<bool> {
    let kind = id.parse().map_or(id.split('-').next().unwrap_or_default(), |id: Id| id.kind.spec().prefix);
    conn.prepare_cached("SELECT 1 FROM field WHERE kind = ?1 AND name = ?2")?.exists([kind, field])
}

fn name(id: Id, field: usize) -> rusqlite::Result<Cow<'static, str>> {
    own::stored(id.kind, field).ok_or_else(|| damaged(format!("{id} has no field {field}")))?;
    Ok(own::name(id.kind, field))
}
