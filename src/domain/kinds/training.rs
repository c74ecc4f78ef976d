//! Training: what an audience must know, and by when (clauses 7.2 and 7.3).

use super::prelude::*;
use crate::domain::{kinds::person::SKILL_WORDS, people};

fields! {
    TITLE = Field::line("title", "Training").column(32).alias(&["name", "topic", "course"]),
    AUDIENCE = Field::several("audience", "Audience", AUDIENCES).column(22).alias(&["for", "target group"]),
    DONE = Field::derived("done", "Done", 10, Derived { show: people::training_text, rank: people::training_rank }).reads(&[Kind::Attendance]),
    OWNER = Field::one("owner", "Owner", &[Kind::Person]).column(13).alias(&["responsible"]),
    LATE = progress::LATE,
    STATE = Field::choice("state", "State", STANDING_WORDS).column(8).alias(&["status"]),
    MUST = Field::choice("must", "Mandatory", YES_NO).column(6).head("Must").alias(&["mandatory", "required"]),
    NEXT = Field::date("next", "Due on").alias(&["due", "due date", "next"]),
    RHYTHM = Field::number("rhythm_months", "Every (months)", 1, 120).alias(&["rhythm", "frequency"]),
    MEANT = Field::number("meant", "People meant", 1, 10_000_000).adds().help("How many people have to do it; without it those with a record count."),
    SKILLS = Field::several("skills", "Skills", SKILL_WORDS).help("What it teaches."),
    TESTS = Field::choice("tests", "Tests what is learnt", YES_NO),
    REQUIREMENTS = Field::many("requirements", "Clauses and controls", &[Kind::Item]),
    CONTENT = Field::long("content", "Content"),
    PROOF = Field::line("proof", "What proves it"),
    NOTES = Field::long("notes", "Notes").alias(&["comment", "comments", "remarks"]),
}

pub static SPEC: Spec = Spec {
    kind: Kind::Training,
    prefix: "TR",
    table: "training",
    name: "training",
    plural: "trainings",
    also: &["courses"],
    help: "What an audience has to know, how often it is taught, and how many have done it.",
    fields: FIELDS,
    title: TITLE,
    owner: Some(OWNER),
    holds: Some(NEXT),
    state: Some(STATE),
    starts: &[(STATE, StartValue::Word(Standing::Active as u8))],
    acts: &[Act::Done, Act::Owner, Act::Day, Act::State],
    keys: Some("running"),
    compared: true,
    imports: Some('j'),
    sections: &[Section::new("How often, for whom", RHYTHM), Section::new("What it teaches", SKILLS)],
    keeps: Some(NOTES),
    clause: "7.2",
    ready: true,
    ..Spec::BASE
};
