//! Sightings: evidence as it was seen once, for one answer: which day, which version, where, shown by whom.
//!
//! What an answer rests on is its list of evidence; a sighting says what of it was looked at. It keeps the title that
//! the evidence had then, so that one procedure seen in two audits shows two days and two versions.

use super::{answer, evidence, interview, prelude::*};

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
    row: true,
    detail: told,
    clause: "7.5",
    ..Spec::BASE
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

/// `E-22 Rule AI-07, version 3`: evidence with the title and version that were seen for these answers, the latest of
/// them; as it is now if it was seen for none.
pub fn named(view: View, answers: &[Id], evidence: &Record) -> String {
    let seen = answers.iter().filter_map(|a| of(view, *a, evidence.id)).max_by_key(|s| (s.date(SEEN_ON), s.id));
    let (title, version) = match seen {
        Some(s) if s.title().is_empty() => (evidence.title(), s.text(VERSION)),
        Some(s) => (s.title(), s.text(VERSION)),
        None => (evidence.title(), evidence.text(evidence::VERSION)),
    };
    match version {
        "" => format!("{} {title}", evidence.id),
        version => format!("{} {title}, version {version}", evidence.id),
    }
}

/// How the evidence of an answer stands in one line: `E-22 Rule AI-07, version 3, seen 24 Nov`, or `not seen here`; `day`
/// writes a day.
pub fn line(view: View, answer: Id, evidence: &Record, day: impl Fn(Date) -> String) -> String {
    let state = match of(view, answer, evidence.id).map(|s| s.date(SEEN_ON)) {
        Some(Some(on)) => format!("seen {}", day(on)),
        Some(None) => "named".into(),
        None if evidence::state(view, evidence) == "seen" => "not seen here".into(),
        None => evidence::state(view, evidence).into(),
    };
    format!("{}, {state}", named(view, &[answer], evidence))
}

/// Which sighting it is, beside its title: `seen 2026-09-21, version 3, AW-007`.
pub fn told(view: View, sighting: &Record) -> String {
    let day = sighting.date(SEEN_ON).map_or("named".into(), |d| format!("seen {d}"));
    let version = match sighting.text(VERSION) {
        "" => String::new(),
        version => format!(", version {version}"),
    };
    let place = sighting.one(ANSWER).map_or(String::new(), |id| format!(", {}", view.records.called(id)));
    day + &version + &place
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

/// What a sighting of evidence holds to begin with: the title, version, place and form that the evidence has, whether
/// that is the version that was seen `before`, and for an answer who showed and who saw it: the two of the interview.
pub fn values(
    evidence: &Record,
    before: Option<&Record>,
    answer: Option<(Id, Option<&Record>)>,
    day: Option<Date>,
) -> Vec<(usize, Value)> {
    let version = evidence.text(evidence::VERSION);
    let same = before.filter(|_| !version.is_empty()).map(|b| b.text(VERSION) == version);
    let talk = answer.and_then(|(_, interview)| interview);
    let mut values = vec![
        (TITLE, Value::text(evidence.title())),
        (ANSWER, Value::one(answer.map(|(id, _)| id))),
        (WHAT, Value::Ref(evidence.id)),
        (SEEN_ON, Value::date(day)),
        (VERSION, Value::text(version)),
        (PLACE, Value::text(evidence.text(evidence::WHERE))),
        (FORM, form_of(evidence).map_or(Value::Empty, Form::value)),
        (SHOWN_BY, Value::one(talk.and_then(|i| i.refs(interview::WITH).first().copied()))),
        (SEEN_BY, Value::one(talk.and_then(|i| i.one(interview::AUDITOR)))),
        (AGAIN, same.map_or(Value::Empty, |s| if s { Again::Same } else { Again::Changed }.value())),
    ];
    values.retain(|(_, v)| !v.is_empty());
    values
}

/// The round in which something was seen.
pub fn round_of(view: View, sighting: &Record) -> Option<Id> {
    answer::round_of(view.records, view.records.live(sighting.one(ANSWER)?)?)
}
