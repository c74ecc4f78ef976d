//! The links between records with the steps that began and ended them: who points at a record, now and then, in one seek.

use super::body::{Held, Lines};
use crate::domain::{Id, Kind};
use rusqlite::{Connection, params};
use std::collections::BTreeSet;

/// The references in the lines of a record: field and id.
pub(super) fn of(lines: &Lines) -> BTreeSet<(&str, &str)> {
    let mut all = BTreeSet::new();
    for (field, held) in lines {
        if let Held::Ids(list) = held {
            all.extend(list.split(' ').map(|id| (field.as_str(), id)));
        }
    }
    all
}

/// Whether two states of a record point at the same.
pub(super) fn are_same(one: &Lines, other: &Lines) -> bool {
    let is_ids = |(_, held): &(&String, &Held)| matches!(held, Held::Ids(_));
    one.iter().filter(is_ids).eq(other.iter().filter(is_ids))
}

/// The links that a step ends and those that it begins at one record: field and id.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Turn {
    ended: Vec<(String, String)>,
    begun: Vec<(String, String)>,
}

impl Turn {
    /// That of a record that a step makes: it begins all its lines of references.
    pub(super) fn made(lines: &[(&str, String)]) -> Turn {
        let pairs = lines.iter().flat_map(|(field, ids)| ids.split(' ').map(|id| (field.to_string(), id.to_string())));
        let begun: BTreeSet<(String, String)> = pairs.collect();
        Turn { ended: Vec::new(), begun: begun.into_iter().collect() }
    }
    pub(super) fn of(before: Option<&Lines>, after: &Lines) -> Turn {
        if before.is_some_and(|before| are_same(before, after)) {
            return Turn::default();
        }
        let (old, new) = (before.map(of).unwrap_or_default(), of(after));
        let owned = |(field, target): &(&str, &str)| (field.to_string(), target.to_string());
        Turn { ended: old.difference(&new).map(owned).collect(), begun: new.difference(&old).map(owned).collect() }
    }
}

/// Ends and begins links as a step leaves a record.
pub(super) fn follow(conn: &Connection, id: Id, seq: u64, turn: &Turn) -> rusqlite::Result<()> {
    let prefix = id.kind.spec().prefix;
    for (field, target) in &turn.ended {
        conn.prepare_cached(
            "UPDATE link SET until = ?1 WHERE target = ?2 AND kind = ?3 AND n = ?4 AND field = ?5 AND until IS NULL",
        )?
        .execute(params![seq as i64, target, prefix, id.n, field])?;
    }
    for (field, target) in &turn.begun {
        conn.prepare_cached("INSERT INTO link (target, kind, n, field, since) VALUES (?1, ?2, ?3, ?4, ?5)")?
            .execute(params![target, prefix, id.n, field, seq as i64])?;
    }
    Ok(())
}

/// Who points at a record now, with the index of the field that does.
pub(super) fn pointing_at(conn: &Connection, id: Id) -> rusqlite::Result<Vec<(Id, usize)>> {
    let sql = "SELECT kind, n, field FROM link WHERE target = ?1 AND until IS NULL";
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement
        .query_map([id.to_string()], |r| Ok((r.get::<_, String>(0)?, r.get::<_, u32>(1)?, r.get::<_, String>(2)?)))?;
    let mut found = Vec::new();
    for row in rows {
        let (prefix, n, field) = row?;
        // A kind or field that a newer program brought is carried along, not understood.
        let Some(kind) = super::journal::kind_of(&prefix) else { continue };
        if let Some(field) = kind.spec().field(&field) {
            found.push((Id::new(kind, n), field));
        }
    }
    Ok(found)
}

/// The records of a kind that pointed at `id` with a field after entry `seq`.
pub(super) fn pointed_at(
    conn: &Connection,
    id: Id,
    (kind, field): (Kind, usize),
    seq: u64,
) -> rusqlite::Result<Vec<Id>> {
    let spec = kind.spec();
    let sql = "SELECT DISTINCT n FROM link WHERE target = ?1 AND kind = ?2 AND field = ?3 AND since <= ?4
               AND (until IS NULL OR until > ?4) ORDER BY n";
    let mut statement = conn.prepare_cached(sql)?;
    let numbers = statement
        .query_map(params![id.to_string(), spec.prefix, spec.fields[field].name, seq as i64], |r| r.get::<_, u32>(0))?;
    numbers.map(|n| n.map(|n| Id::new(kind, n))).collect()
}
