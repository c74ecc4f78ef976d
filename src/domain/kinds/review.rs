//! Management reviews: planned, held input by input, signed (clause 9.3).

use super::prelude::*;
use crate::domain::review;

choices! {
    State STATES {
        Planned = choice("planned", "planned", 'p').stage(Stage::Open),
        Held = choice("held", "held, not signed", 'h').alias(&["held"]).stage(Stage::InWork),
        Signed = choice("signed", "signed", 's').alias(&["closed", "approved"]).stage(Stage::Done),
        Dropped = choice("dropped", "dropped", 'x').alias(&["cancelled"]).over(),
    }
}

fields! {
    TITLE = Field::line("title", "Title").column(30).alias(&["name", "management review"]),
    DAY = Field::date("day", "Day").alias(&["date", "held on"]).help("The day on which it is, or was, held."),
    LATE = progress::LATE,
    STATE = Field::choice("state", "State", STATES).column(12).alias(&["status"]),
    CHAIR = Field::one("chair", "Chair", &[Kind::Person]).column(14).alias(&["owner"]),
    TREATED = Field::derived("treated", "Inputs treated", 8, Derived { show: review::treated_text, rank: review::treated_rank }).reads(&[Kind::ReviewInput]).head("Inputs"),
    NEXT = Field::date("next", "Next review").column(11),
    INTERVAL = Field::number("interval_months", "Every (months)", 1, 36).help("The planned interval; signing sets the next day from it."),
    ATTENDEES = Field::many("attendees", "Attendees", &[Kind::Person]).alias(&["participants", "present"]),
    LAST = Field::one("last", "Follows", &[Kind::Review]).help("The review before, whose actions open this one."),
    SUITABLE = Field::choice("suitable", "Suitable", YES_NO).help("Does the AIMS still fit what the organisation is and does?"),
    SUITABLE_WHY = Field::line("suitable_why", "Why, for suitable"),
    ADEQUATE = Field::choice("adequate", "Adequate", YES_NO).help("Is it enough for what is asked of it?"),
    ADEQUATE_WHY = Field::line("adequate_why", "Why, for adequate"),
    EFFECTIVE = Field::choice("effective", "Effective", YES_NO).help("Does it reach what it was made for?"),
    EFFECTIVE_WHY = Field::line("effective_why", "Why, for effective"),
    SIGNED_BY = Field::one("signed_by", "Signed by", &[Kind::Person]).alias(&["approved by"]),
    SIGNED_AS = Field::line("signed_as", "In which role"),
    SIGNED_ON = Field::date("signed_on", "Signed on"),
    NOTES = Field::long("notes", "Notes").alias(&["minutes", "comments", "remarks"]),
}

pub static SPEC: Spec = Spec {
    kind: Kind::Review,
    prefix: "MR",
    table: "management_review",
    name: "management review",
    plural: "management reviews",
    help: "Top management looks at the AIMS: every required input, decisions, verdict, signature.",
    fields: FIELDS,
    title: TITLE,
    owner: Some(CHAIR),
    due: Some(DAY),
    state: Some(STATE),
    signed: Some(SignedBy { by: SIGNED_BY, role: Some(SIGNED_AS), on: SIGNED_ON, words: |_| false }),
    starts: &[(STATE, StartValue::Word(State::Planned as u8))],
    detail: |view, review| view.cell(review, DAY),
    compared: true,
    sections: &[Section::new("Planned", NEXT), Section::new("Verdict", SUITABLE), Section::new("Signature", SIGNED_BY)],
    keeps: Some(NOTES),
    clause: "9.3",
    ..Spec::BASE
};

/// Signed, and so no longer changed.
pub fn is_signed(review: &Record) -> bool {
    State::of(review, STATE) == Some(State::Signed)
}
