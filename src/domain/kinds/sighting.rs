//! Sightings: evidence as it was seen once, for one answer: which day, which version, where, shown by whom.
//!
//! What an answer rests on is its list of evidence; a sighting says what of it was looked at. It keeps the title that
//! the evidence had then, so that one procedure seen in two audits shows two days and two versions.

use crate::{
    choices,
    domain::{
        Field, Id, Kind, Record, Spec, View,
        field::choice,
        kinds::{answer, evidence},
        value::Value,
    },
    fields,
};

choices! {
    /// What was looked at.
    Form FORMS {
        Document = choice("document", "document", 'd'),
        Record = choice("record", "record", 'r'),
        Screen = choice("screen", "screen", 'l').alias(&["log", "screenshot"]),
        Site = choice("site", "seen on site", 'o').alias(&["observation"]),
        Said = choice("said", "said by", 's').alias(&["statement", "interview"]),
    }
}

choices! {
    /// Whether it was as it had been when it was seen before.
    Again AGAIN_WORDS {
        Same = choice("same", "same as last time", '='),
        Changed = choice("changed", "changed since last time", 'c'),
    }
}

fields! {
    /// What the evidence was called on that day.
    TITLE = Field::line("title", "Seen").column(30).help("What the evidence was called on that day."),
    ANSWER = Field::one("answer", "For the answer", &[Kind::Answer]).column(8),
    WHAT = Field::one("what", "Evidence", &[Kind::Evidence]).column(7),
    SEEN_ON = Field::date("seen_on", "Seen on").column(10).alias(&["date", "date seen", "date collected"]),
    VERSION = Field::line("version", "Version").column(10).help("The version that was shown, as it stands on it."),
    PLACE = Field::line("place", "Where").alias(&["location", "path", "url"]),
    FORM = Field::choice("form", "Seen as", FORMS).column(12),
    SHOWN_BY = Field::one("shown_by", "Shown by", &[Kind::Person]).column(14),
    SEEN_BY = Field::one("seen_by", "Seen by", &[Kind::Person]),
    AGAIN = Field::choice("again", "Against last time", AGAIN_WORDS),
    NOTE = Field::line("note", "Note").alias(&["remarks", "comment"]),
}

pub static SPEC: Spec = Spec {
    kind: Kind::Sighting,
    prefix: "SG",
    digits: 3,
    table: "sighting",
    name: "sighting",
    plural: "sightings",
    help: "Evidence as it was seen for one answer: day, version, place, and who showed it.",
    fields: FIELDS,
    title: TITLE,
};

/// The sighting of a piece of evidence for an answer, the latest if there are several.
pub fn of<'a>(view: View<'a>, answer: Id, evidence: Id) -> Option<&'a Record> {
    let all = view.records.linked(answer, Kind::Sighting, ANSWER);
    all.filter(|s| s.one(WHAT) == Some(evidence)).max_by_key(|s| (s.date(SEEN_ON), s.id))
}

/// All sightings of a piece of evidence, the earliest first.
pub fn all_of<'a>(view: View<'a>, evidence: Id) -> Vec<&'a Record> {
    let mut all: Vec<&Record> = view.records.linked(evidence, Kind::Sighting, WHAT).collect();
    all.sort_by_key(|s| (s.date(SEEN_ON), s.id));
    all
}

/// The sighting of the latest day.
pub fn last_of<'a>(view: View<'a>, evidence: Id) -> Option<&'a Record> {
    let all = view.records.linked(evidence, Kind::Sighting, WHAT);
    all.filter(|s| s.date(SEEN_ON).is_some()).max_by_key(|s| (s.date(SEEN_ON), s.id))
}

/// How the evidence of an answer stands in one line: `E-22 Rule AI-07, version 3, seen 24 Nov 2026`, or `not seen here`.
pub fn line(view: View, answer: Id, evidence: &Record) -> String {
    let named = |title: &str, version: &str| match version {
        "" => format!("{} {title}", evidence.id),
        version => format!("{} {title}, version {version}", evidence.id),
    };
    match of(view, answer, evidence.id) {
        Some(s) => {
            let day = s.date(SEEN_ON).map_or(String::new(), |d| format!(", seen {d}"));
            format!("{}{day}", named(s.title(), s.text(VERSION)))
        }
        None => {
            let state = evidence::state(view, evidence);
            let state = if state == "seen" { "not seen here" } else { state };
            format!("{}, {state}", named(evidence.title(), evidence.text(evidence::VERSION)))
        }
    }
}

/// What a form of evidence looks like when it is seen.
fn form_of(evidence: &Record) -> Option<Form> {
    use evidence::Form as Kept;
    Some(match Kept::of(evidence, evidence::FORM)? {
        Kept::Document => Form::Document,
        Kept::Record | Kept::Measurement => Form::Record,
        Kept::Statement => Form::Said,
        Kept::Observation => Form::Site,
        Kept::Screen => Form::Screen,
    })
}

/// What a sighting of evidence as it is now begins with: its title, version, place and form, and whether that is the
/// version that was seen before.
pub fn begun(evidence: &Record, before: Option<&Record>) -> Vec<(usize, Value)> {
    let version = evidence.text(evidence::VERSION);
    let again = before.filter(|_| !version.is_empty()).map(|b| {
        let same = b.text(VERSION) == version;
        (AGAIN, if same { Again::Same } else { Again::Changed }.value())
    });
    let mut values = vec![
        (TITLE, Value::text(evidence.title())),
        (WHAT, Value::Ref(evidence.id)),
        (VERSION, Value::text(version)),
        (PLACE, Value::text(evidence.text(evidence::WHERE))),
        (FORM, form_of(evidence).map_or(Value::Empty, Form::value)),
    ];
    values.extend(again);
    values.retain(|(_, v)| !v.is_empty());
    values
}

/// The round in which something was seen.
pub fn round_of(view: View, sighting: &Record) -> Option<Id> {
    answer::round_of(view.records, view.records.live(sighting.one(ANSWER)?)?)
}
