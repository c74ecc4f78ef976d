//! Bodies that govern AI: committees, boards, forums (clauses 5.1 and 5.3).

use super::prelude::*;
use crate::domain::bodies;

choices! {
    /// Whether it was there before.
    Origin ORIGINS {
        Existing = choice("existing", "existing", 'x'),
        Extended = choice("extended", "extended", 'e').alias(&["existing, extended"]),
        New = choice("new", "new", 'n'),
    }
}

fields! {
    NAME = Field::line("name", "Name").column(28).alias(&["body", "committee", "board", "title"]),
    ORIGIN = Field::choice("origin", "Existing or new", ORIGINS).column(10).head("Is"),
    CHAIR = Field::one("chair", "Chair", &[Kind::Person]).column(13),
    STATE = Field::choice("state", "State", STANDING_WORDS).column(8).alias(&["status"]),
    LATE = progress::LATE.head("Next meeting"),
    LAST = Field::derived("last", "Last meeting", 10, Derived { show: bodies::last_text, rank: bodies::last_rank }).reads(&[Kind::Meeting]),
    MEMBERS = Field::derived("members", "Members", 4, Derived { show: bodies::members_text, rank: bodies::members_rank }).reads(&[Kind::Mandate]).head("Who"),
    LOAD = Field::derived("load", "Hours a month", 7, Derived { show: bodies::load_text, rank: bodies::load_rank }).reads(&[Kind::Mandate]).head("h/month")
        .help("Minutes of its meetings a month, for all members together, in hours."),
    RHYTHM = Field::number("rhythm_months", "Meets every (months)", 1, 60).alias(&["rhythm", "frequency"]),
    MINUTES = Field::number("minutes", "Minutes a meeting", 1, 2_000).adds(),
    NEXT = Field::date("next", "Next meeting").alias(&["next meeting"]),
    MANDATE = Field::long("mandate", "Mandate").alias(&["purpose", "terms of reference"]),
    AGENDA = Field::long("agenda", "Standing agenda").ruled(),
    DECIDES = Field::long("decides", "May decide"),
    REPORTS = Field::line("reports_to", "Reports to"),
    NOTES = Field::long("notes", "Notes").alias(&["comment", "comments", "remarks"]),
}

pub static SPEC: Spec = Spec {
    kind: Kind::Body,
    prefix: "G",
    table: "body",
    name: "body",
    plural: "bodies",
    help: "Committees, boards and forums that govern AI: mandate, members, rhythm and load.",
    fields: FIELDS,
    title: NAME,
    owner: Some(CHAIR),
    holds: Some(NEXT),
    state: Some(STATE),
    starts: &[
        (STATE, StartValue::Word(Standing::Active as u8)),
        (
            AGENDA,
            StartValue::Text(
                "Decisions due\nIncidents and concerns\nRisks above the appetite\nImprovement: one idea taken up",
            ),
        ),
    ],
    acts: &[Act::Raise, Act::Owner, Act::Day, Act::State, Act::Action],
    keys: Some("running"),
    detail: |view, body| view.cell(body, ORIGIN),
    compared: true,
    imports: Some('G'),
    sections: &[Section::new("Meetings", RHYTHM), Section::new("What it is for", MANDATE)],
    keeps: Some(NOTES),
    clause: "5.3",
    ready: true,
    ..Spec::BASE
};
