//! File version 3: what evidence said of being seen, once for all answers, becomes a sighting for each answer.
//!
//! The columns `seen` and `shown_by` of evidence stay as they were, so that steps of before can be taken back; nothing
//! reads them but papers of rounds that were closed before.

use super::{error::StoreError, journal, past, rows};
use crate::domain::{
    Id, Kind, Record,
    kinds::{answer, evidence, interview, sighting},
};
use jiff::civil::Date;
use rusqlite::Connection;
use std::collections::HashSet;

/// Writes the sightings of a file that had none, and returns them for the entry of the upgrade.
///
/// The earliest link of evidence with an answer has the day and the person that the evidence named; a later one the day
/// of its question or interview, else that on which it was made, and the two of its interview. What an audit took over from an earlier round was not seen again.
pub(super) fn found(conn: &Connection) -> Result<Vec<Record>, StoreError> {
    let mut made: Vec<Record> = Vec::new();
    let mut met: HashSet<Id> = HashSet::new();
    for (target, answer, since) in links(conn)? {
        let seen = rows::read(conn, target)?.filter(|e| !e.hidden);
        let answer = rows::read(conn, answer)?.filter(|a| !a.hidden);
        let (Some(evidence), Some(answer)) = (seen, answer) else { continue };
        let Some(first_day) = evidence.date(evidence::SEEN) else { continue };
        if came_along(conn, &answer, target)? {
            continue;
        }
        let is_first = met.insert(target);
        let talk = answer.one(answer::INTERVIEW).map(|id| rows::read(conn, id)).transpose()?.flatten();
        let day = match (is_first, asked_on(&answer, talk.as_ref())) {
            (true, _) => first_day,
            (false, Some(day)) => day.max(first_day),
            (false, None) => day_of(conn, since)?.unwrap_or(first_day).max(first_day),
        };
        let then = past::read(conn, target, since)?.unwrap_or(evidence);
        let before = made.iter().rfind(|s| s.one(sighting::WHAT) == Some(target));
        let values = sighting::values(&then, before, Some((answer.id, talk.as_ref())), Some(day));
        let mut record = next(&made, values);
        if is_first && then.one(evidence::SHOWN_BY).is_some() {
            record = record.with(sighting::SHOWN_BY, then.value(evidence::SHOWN_BY).clone());
        }
        made.push(record);
    }
    // Seen, but for no answer.
    for evidence in
        rows::load(conn, Kind::Evidence, rows::Texts::Left)?.iter().filter(|e| !e.hidden && !met.contains(&e.id))
    {
        let day = evidence.date(evidence::SEEN);
        if day.is_some() {
            let record = next(&made, sighting::values(evidence, None, None, day));
            made.push(record.with(sighting::SHOWN_BY, evidence.value(evidence::SHOWN_BY).clone()));
        }
    }
    made.iter().try_for_each(|record| rows::insert(conn, record))?;
    Ok(made)
}

fn asked_on(answer: &Record, talk: Option<&Record>) -> Option<Date> {
    let of_talk = |i: &Record| i.stamp(interview::STARTED).or(i.stamp(interview::START));
    answer.stamp(answer::JUDGED).or_else(|| talk.and_then(of_talk)).map(|at| at.date())
}

fn next(made: &[Record], values: Vec<(usize, crate::domain::Value)>) -> Record {
    let id = Id::new(Kind::Sighting, made.len() as u32 + 1);
    values.into_iter().fold(Record::new(id), |record, (field, value)| record.with(field, value))
}

/// Evidence, answer, and the step since which they are linked, the earliest first.
fn links(conn: &Connection) -> rusqlite::Result<Vec<(Id, Id, u64)>> {
    let sql = "SELECT since, target, n FROM link WHERE kind = ?1 AND field = 'evidence' AND until IS NULL
               ORDER BY since, n, target";
    let mut statement = conn.prepare(sql)?;
    let mut rows = statement.query([Kind::Answer.spec().prefix])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        if let Ok(target) = row.get::<_, String>(1)?.parse() {
            found.push((target, Id::new(Kind::Answer, row.get(2)?), journal::seq(row)?));
        }
    }
    Ok(found)
}

/// Whether an answer has its evidence from the answer that it was made from.
fn came_along(conn: &Connection, answer: &Record, evidence: Id) -> rusqlite::Result<bool> {
    let base = answer.one(answer::BASE).map(|id| rows::read(conn, id)).transpose()?.flatten();
    Ok(base.is_some_and(|base| {
        let other = |a: &Record| a.one(answer::INTERVIEW).map(|id| rows::read(conn, id)).transpose();
        let round = |a: &Record| other(a).ok().flatten().flatten().and_then(|i| i.one(interview::ROUND));
        base.refs(answer::EVIDENCE).contains(&evidence) && round(&base) != round(answer)
    }))
}

/// The day of a step, where it was written.
fn day_of(conn: &Connection, seq: u64) -> rusqlite::Result<Option<Date>> {
    Ok(journal::entry(conn, seq)?.and_then(|e| e.at.get(..10).and_then(|day| day.parse().ok())))
}
