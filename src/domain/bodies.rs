//! What a body costs and who sits on it.

use super::{
    Kind, Record, View,
    kinds::{body, mandate},
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
