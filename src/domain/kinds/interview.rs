//! Interviews of a round: whom, when, how far.

use super::{
    answer::{self, Verdict},
    person::ROLES,
    prelude::*,
};

choices! {
    State STATES {
        Running = choice("running", "running", 'r'),
        Planned = choice("planned", "planned", 'p'),
        Held = choice("held", "held", 'h'),
    }
}
choices! {
    Type TYPES {
        Interview = choice("interview", "interview", 'i'),
        Opening = choice("opening", "opening meeting", 'o'),
        Closing = choice("closing", "closing meeting", 'c'),
        Desk = choice("desk", "at the desk", 'd').alias(&["documents"]),
    }
}
choices! {
    /// What the person said to the recap.
    Recap RECAPS {
        Agreed = choice("agreed", "agreed", 'a'),
        Corrected = choice("corrected", "corrected", 'c'),
        NotDiscussed = choice("not_discussed", "not discussed", 'n'),
    }
}

fields! {
    TITLE = Field::line("title", "Title").column(22),
    WITH = Field::many("persons", "With", &[Kind::Person]).column(18),
    TYPE = Field::choice("type", "Type", TYPES).help("An interview, the opening or closing meeting, or work at the desk."),
    ROLE = Field::choice("role", "Asked as", ROLES).column(16).help("Questions are proposed from this role."),
    START = Field::stamp("start", "Date and time").column(16),
    MINUTES = Field::number("minutes", "Minutes planned", 5, 600).adds(),
    STATE = Field::choice("state", "State", STATES).column(8),
    PROGRESS = Field::derived("progress", "Judged", 7, Derived { show: progress, rank: |v, r| counts(v, r).0 as i64 }).reads(&[Kind::Answer]),
    ROUND = Field::one("round", "Round", &[Kind::Round]).column(6),
    AUDITOR = Field::one("auditor", "Auditor", &[Kind::Person]).column(14),
    PLACE = Field::line("place", "Place or channel"),
    PRESENT = Field::long("present", "Present").help("One line a person: time, name, came or left."),
    RECAP = Field::choice("recap", "Recap", RECAPS).column(10),
    RECAP_AT = Field::stamp("recap_at", "Recap read at").hidden(),
    CORRECTION = Field::long("correction", "Correction to the recap").private(),
    /// Id of the answer where the auditor was.
    CURRENT = Field::one("current", "Question now", &[Kind::Answer]).hidden(),
    STARTED = Field::stamp("started", "Started").hidden(),
    ENDED = Field::stamp("ended", "Ended").hidden(),
    /// Seconds of interview time, pauses left out.
    TALKED = Field::number("talked", "Seconds talked", 0, 1_000_000).hidden(),
    CLOCK_PAUSED = Field::choice("clock_paused", "Clock paused", YES_NO).hidden(),
}

pub static SPEC: Spec = Spec {
    kind: Kind::Interview,
    prefix: "I",
    table: "interview",
    name: "interview",
    plural: "interviews",
    help: "Whom you ask, when, and which questions.",
    fields: FIELDS,
    title: TITLE,
    sort: Some(STATE),
    adding: Adding::Elsewhere("interviews are planned in a round: g o, Enter on the round, then n"),
    detail: |view, interview| view.cell(interview, WITH),
    clause: "9.2",
    ..Spec::BASE
};

/// The answers of an interview, in the order they are asked.
pub fn answers<'a>(view: View<'a>, interview: crate::domain::Id) -> Vec<&'a Record> {
    let mut list: Vec<&Record> = view.records.linked(interview, Kind::Answer, answer::INTERVIEW).collect();
    list.sort_by_key(|a| (a.number(answer::POSITION).unwrap_or(i64::MAX), a.id));
    list
}

/// Whether it is the opening or closing meeting of a round: its points are ticked, and nothing is judged there.
pub fn is_meeting(interview: &Record) -> bool {
    matches!(Type::of(interview, TYPE), Some(Type::Opening | Type::Closing))
}

/// Judged questions and all questions.
pub fn counts(view: View, interview: &Record) -> (usize, usize) {
    let mut all = 0;
    let mut judged = 0;
    for a in view.records.linked(interview.id, Kind::Answer, answer::INTERVIEW) {
        all += 1;
        judged += usize::from(Verdict::of(a, answer::VERDICT).is_some_and(Verdict::is_judged));
    }
    (judged, all)
}

/// How much of an interview is judged, `10/15`; nothing of a meeting, where nothing is.
pub fn progress(view: View, interview: &Record) -> String {
    let (judged, all) = counts(view, interview);
    if is_meeting(interview) { String::new() } else { format!("{judged}/{all}") }
}
