//! Recurring tasks that keep controls alive (clauses 8.1 and 9.1).

use super::prelude::*;
use crate::domain::measures;

choices! {
    /// Who or what does it.
    DoneBy MODES {
        Manual = choice("manual", "manual", 'm').alias(&["by hand"]),
        Semi = choice("semi", "semi-automatic", 's').alias(&["semi automatic", "semiautomatic"]),
        Automatic = choice("automatic", "automatic", 'a').alias(&["automated"]),
    }
}

fields! {
    TITLE = Field::line("title", "Task").column(36).alias(&["name", "what", "task", "control task"]),
    OWNER = Field::one("owner", "Performer", &[Kind::Person]).column(13).alias(&["owner", "responsible", "performed by"]),
    LATE = progress::LATE.head("Next"),
    RESULT = Field::derived("result", "Last result", 9, Derived { show: measures::last_text, rank: measures::last_rank }).reads(&[Kind::Reading]).head("Last").toned(measures::last_tone),
    STATE = Field::choice("state", "State", STANDING_WORDS).column(8).alias(&["status"]),
    DONE_BY = Field::choice("done_by", "Done by", MODES).column(10).alias(&["automation", "mode"]),
    CONTROLS = Field::many("controls", "Controls", &[Kind::Item]).column(9).alias(&["control", "requirement", "clause"]),
    RHYTHM = Field::number("rhythm_days", "Every (days)", 1, 3_660).alias(&["rhythm", "frequency", "interval"]),
    NEXT = Field::date("next", "Next on").alias(&["next", "due", "due date"]),
    MINUTES = Field::number("minutes", "Minutes it takes", 1, 100_000).alias(&["effort"]),
    OUTSIDE = Field::choice("outside", "Done from outside", YES_NO).alias(&["outsourced", "external"]),
    SYSTEMS = Field::many("systems", "Systems", &[Kind::System]),
    FOR = Field::many("for", "For", &[Kind::Commitment, Kind::Metric, Kind::Body, Kind::Obligation, Kind::Document]),
    PROOF = Field::line("proof", "What proves it").alias(&["evidence", "record"]),
    NOTES = Field::long("notes", "Notes").alias(&["comment", "comments", "remarks"]),
}

pub static SPEC: Spec = Spec {
    kind: Kind::Task,
    prefix: "T",
    table: "task",
    name: "recurring task",
    plural: "recurring tasks",
    help: "Work that comes again and keeps a control alive: rhythm, performer, last result.",
    fields: FIELDS,
    also: &["tasks", "control tasks"],
    title: TITLE,
    owner: Some(OWNER),
    holds: Some(NEXT),
    state: Some(STATE),
    sort: Some(LATE),
    starts: &[(STATE, StartValue::Word(Standing::Active as u8))],
    acts: &[Act::Done, Act::Measure, Act::Raise, Act::Owner, Act::Day, Act::State, Act::Action],
    keys: Some("running"),
    compared: true,
    imports: Some('T'),
    sections: &[Section::new("Rhythm", RHYTHM), Section::new("What it serves", SYSTEMS)],
    keeps: Some(NOTES),
    clause: "8.1",
    ready: true,
    ..Spec::BASE
};
