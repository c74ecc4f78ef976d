//! What a body costs and who sits on it.

use super::{
    Id, Kind, Record, View,
    kinds::{body, decision, mandate, meeting},
    progress,
};

/// How many people sit on a body.
pub fn members(view: View, body: &Record) -> usize {
    view.records.linked(body.id, Kind::Mandate, mandate::BODY).filter(|m| !progress::is_over(m)).count()
}

pub fn members_text(view: View, body: &Record) -> String {
    members(view, body).to_string()
}

pub fn members_rank(view: View, body: &Record) -> i64 {
    members(view, body) as i64
}

/// Minutes that its meetings take a month, of all members together; at least one person sits in a meeting.
pub fn load(view: View, body: &Record) -> Option<i64> {
    let minutes = body.number(body::MINUTES)? * members(view, body).max(1) as i64;
    Some(minutes / body.number(body::RHYTHM)?.max(1))
}

/// Hours a month with one digit.
pub fn load_text(view: View, body: &Record) -> String {
    load(view, body).map_or(String::new(), hours)
}

pub fn load_rank(view: View, body: &Record) -> i64 {
    -load(view, body).unwrap_or(0)
}

/// Minutes as hours with one digit.
pub fn hours(minutes: i64) -> String {
    format!("{}.{}", minutes / 60, minutes % 60 / 6)
}

/// The decisions that were taken in a meeting.
pub fn decided(view: View, meeting: &Record) -> Vec<Id> {
    view.records.linked(meeting.id, Kind::Decision, decision::MEETING).map(|d| d.id).collect()
}

/// Meetings that a body held, the latest first.
pub fn held<'a>(view: View<'a>, body: &Record) -> Vec<&'a Record> {
    let all = view.records.linked(body.id, Kind::Meeting, meeting::BODY).filter(|m| progress::stands(m));
    let mut all: Vec<&Record> = all.collect();
    all.sort_by_key(|m| std::cmp::Reverse((m.date(meeting::DAY), m.id)));
    all
}

/// The day of the last meeting.
pub fn last_text(view: View, body: &Record) -> String {
    held(view, body).first().and_then(|m| m.date(meeting::DAY)).map_or(String::new(), |day| day.to_string())
}

pub fn last_rank(view: View, body: &Record) -> i64 {
    let day = held(view, body).first().and_then(|m| m.date(meeting::DAY));
    day.map_or(i64::MIN, |day| i64::from(day.year()) * 400 + i64::from(day.day_of_year()))
}
