//! What a line says of something promised: what it is, by whom of those in the room, and by which day.

use super::{day, id::Id, notes};
use jiff::civil::Date;

/// A promise as a person types it: `Objectives sheet 2026, MB, by fri`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PromisedLine {
    pub what: String,
    /// Who of the people in the room is named; nobody where none is.
    pub who: Option<Id>,
    pub day: Option<Date>,
}

impl PromisedLine {
    /// Reads a line. Name and day stand at its end, in either order.
    pub fn read(text: &str, people: &[(Id, String)], today: Date) -> PromisedLine {
        let mut line = PromisedLine { what: String::new(), who: None, day: None };
        let mut rest = trimmed(text);
        for _ in 0..2 {
            if let Some((before, day)) = day_at_end(rest, today).filter(|_| line.day.is_none()) {
                (rest, line.day) = (trimmed(before), Some(day));
            }
            if let Some((before, who)) = name_at_end(rest, people).filter(|_| line.who.is_none()) {
                (rest, line.who) = (trimmed(before), Some(who));
            }
        }
        // Two capitals at the end of a line that names no day may as well be part of what is promised.
        if line.day.is_none() && line.who.is_some() && is_initials(text) {
            return PromisedLine { what: trimmed(text).to_string(), who: None, day: None };
        }
        line.what = rest.to_string();
        line
    }
}

/// Without the blanks and strokes that parted it from what stood behind it.
fn trimmed(text: &str) -> &str {
    text.trim().trim_end_matches([',', ';', ' '])
}

/// Whether a line ends with bare initials.
fn is_initials(text: &str) -> bool {
    let last = trimmed(text).rsplit([',', ';']).next().unwrap_or_default().trim();
    last.chars().count() <= 3 && last.chars().all(char::is_uppercase)
}

fn day_at_end(text: &str, today: Date) -> Option<(&str, Date)> {
    let (before, day) = text.rsplit_once("by ").filter(|(before, _)| before.ends_with([' ', ',']))?;
    Some((before, day::read(day.trim(), today).ok()?))
}

fn name_at_end<'a>(text: &'a str, people: &[(Id, String)]) -> Option<(&'a str, Id)> {
    let parts = [text.rsplit_once([',', ';']), text.rsplit_once(" from "), text.rsplit_once(" - ")];
    parts.into_iter().flatten().find_map(|(before, name)| Some((before, notes::named(name, people)?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Kind;
    use jiff::civil::date;

    #[test]
    fn a_promise_says_what_by_whom_and_by_when_without_a_stroke_left_over() {
        // A Saturday.
        let today = date(2026, 11, 28);
        let [berg, sato] = [1, 2].map(|n| Id::new(Kind::Person, n));
        let people = [(berg, "M. Berg".to_string()), (sato, "K. Sato".to_string())];
        let friday = Some(date(2026, 12, 4));
        for (text, what, who, day) in [
            ("Objectives sheet 2026, MB, by fri", "Objectives sheet 2026", Some(berg), friday),
            ("Objectives sheet 2026 by fri, MB", "Objectives sheet 2026", Some(berg), friday),
            ("Drift export, by fri", "Drift export", None, friday),
            ("Drift export from Sato by fri", "Drift export", Some(sato), friday),
            ("Minutes of the board, MB", "Minutes of the board, MB", None, None),
            ("Drift export, q3", "Drift export, q3", None, None),
            ("List of rules followed by all", "List of rules followed by all", None, None),
            ("by fri", "by fri", None, None),
            (" , ", "", None, None),
        ] {
            let read = PromisedLine::read(text, &people, today);
            assert_eq!((read.what.as_str(), read.who, read.day), (what, who, day), "{text}");
        }
    }
}
