//! Meetings of bodies: agenda, who was there, minutes, what was decided (clause 5.3).

use super::prelude::*;
use crate::domain::bodies;

choices! {
    State STATES {
        Planned = choice("planned", "planned", 'p').stage(Stage::Open),
        Held = choice("held", "held", 'h').stage(Stage::Done).alias(&["done", "closed"]),
        Dropped = choice("dropped", "dropped", 'x').alias(&["cancelled", "canceled"]).over(),
    }
}

fields! {
    TITLE = Field::line("title", "Meeting").column(30).alias(&["name", "meeting", "subject"]),
    BODY = Field::one("body", "Body", &[Kind::Body]).column(8).alias(&["committee", "board"]),
    DAY = Field::date("day", "Day").column(10).alias(&["date", "held on"]),
    LATE = progress::LATE,
    STATE = Field::choice("state", "State", STATES).column(8).alias(&["status"]),
    CHAIR = Field::one("chair", "Chair", &[Kind::Person]).column(13).alias(&["owner", "led by"]),
    DECIDED = Field::derived("decided", "Decisions", 9, Derived { show: |v, r| bodies::decided(v, r).len().to_string(), rank: |v, r| -(bodies::decided(v, r).len() as i64) }),
    ATTENDEES = Field::many("attendees", "Present", &[Kind::Person]).alias(&["attendees", "participants", "present"]),
    AGENDA = Field::long("agenda", "Agenda"),
    SAID = Field::long("said", "What was said").alias(&["minutes text", "protocol", "notes"]),
    MINUTES = Field::many("minutes", "Minutes", &[Kind::Evidence, Kind::Document]),
    KEEP = Field::number("keep_years", "Keep for years", 0, 100).alias(&["retention", "retention years"]),
    NOTES = Field::long("remarks", "Notes").alias(&["comment", "comments", "remarks"]),
}

pub static SPEC: Spec = Spec {
    kind: Kind::Meeting,
    prefix: "MT",
    table: "meeting",
    name: "meeting",
    plural: "meetings",
    help: "Meetings of bodies: agenda, who was there, minutes and what was decided.",
    fields: FIELDS,
    title: TITLE,
    owner: Some(CHAIR),
    due: Some(DAY),
    state: Some(STATE),
    sort: Some(LATE),
    starts: &[(STATE, StartValue::Word(State::Planned as u8))],
    acts: &[Act::Done, Act::Owner, Act::Day, Act::State, Act::Action],
    keys: Some("running"),
    detail: |view, meeting| view.cell(meeting, DAY),
    compared: true,
    imports: Some('W'),
    sections: &[Section::new("Who and what", ATTENDEES), Section::new("Minutes", SAID)],
    keeps: Some(NOTES),
    clause: "5.3",
    ..Spec::BASE
};
