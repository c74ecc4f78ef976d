//! Mandates: who holds which role, since when, with what power (clause 5.3).

use super::prelude::*;

fields! {
    ROLE = Field::line("role", "Role").column(26).alias(&["title", "name"]),
    PERSON = Field::one("person", "Person", &[Kind::Person]).column(14).alias(&["holder", "who", "owner"]),
    BODY = Field::one("body", "Body", &[Kind::Body]).column(10),
    STATE = Field::choice("state", "State", STANDING_WORDS).column(8).alias(&["status"]),
    SHARE = Field::number("share", "Share of time (%)", 0, 100).column(5).head("%").alias(&["share", "fte"]),
    LATE = progress::LATE.head("Until"),
    SINCE = Field::period("appointed_on", "Since").alias(&["from", "since", "appointment"]),
    UNTIL = Field::period("until", "Until").alias(&["to", "end"]),
    DECIDES = Field::long("decides", "May decide").alias(&["authority", "powers"]),
    ANSWERED_BY = Field::several("answered_by", "Who must answer", super::shared::FUNCTIONS).help("The functions that have to answer when asked."),
    ASKED_AS = Field::several("asked_as", "Asked in interviews as", super::person::ROLES).help("Questions for these roles are proposed to who holds it."),
    DUTIES = Field::long("duties", "Responsibilities").alias(&["responsibilities", "tasks"]),
    ABOUT = Field::many("about", "About", &[Kind::System, Kind::Model, Kind::DataSet, Kind::ScopeItem]),
    LETTER = Field::many("letter", "In writing", &[Kind::Evidence, Kind::Document]).help("The letter of appointment or the page of minutes."),
    APPOINTED = Field::one("appointed_by", "Appointed by", &[Kind::Person]),
    NOTES = Field::long("notes", "Notes").alias(&["comment", "comments", "remarks"]),
}

pub static SPEC: Spec = Spec {
    kind: Kind::Mandate,
    prefix: "MA",
    table: "mandate",
    name: "mandate",
    plural: "mandates",
    help: "Who holds which role of the management system, since when, with what power and share of time.",
    fields: FIELDS,
    title: ROLE,
    owner: Some(PERSON),
    holds: Some(UNTIL),
    state: Some(STATE),
    starts: &[(STATE, StartValue::Word(Standing::Active as u8))],
    detail: |view, mandate| view.cell(mandate, PERSON),
    compared: true,
    imports: Some('w'),
    sections: &[Section::new("Power and duties", SINCE)],
    keeps: Some(NOTES),
    clause: "5.3",
    ready: true,
    ..Spec::BASE
};

/// Whether it is in force and names the lead of the AIMS (clause 5.3).
pub fn is_lead(mandate: &Record) -> bool {
    let role = mandate.title().to_lowercase();
    Standing::of(mandate, STATE) == Some(Standing::Active) && role.contains("lead") && role.contains("aims")
}
