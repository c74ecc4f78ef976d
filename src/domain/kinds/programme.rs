//! Audit programmes: which audits there are over a period, and what they reach (clause 9.2.2).

use super::prelude::*;
use crate::domain::programme;

fields! {
    TITLE = Field::line("title", "Title").column(30).alias(&["name", "audit programme"]),
    STATE = Field::choice("state", "State", PAPER_WORDS).column(9).alias(&["status"]),
    OWNER = Field::one("owner", "Owner", &[Kind::Person]).column(13).alias(&["responsible"]),
    FROM = Field::date("start_day", "From").column(10),
    TO = Field::date("end_day", "To"),
    LATE = progress::LATE.head("Ends"),
    REACHED = Field::derived("reached", "Clauses and controls reached", 9, Derived { show: programme::reached_text, rank: programme::reached_rank }).reads(&[Kind::System, Kind::Item, Kind::Round, Kind::Interview, Kind::Answer, Kind::ProgrammeArea]).head("Reached"),
    OBJECTIVES = Field::long("objectives", "Objectives"),
    RISKS = Field::long("programme_risks", "Risks of the programme").help("What could keep the audits from being held, or from being worth something."),
    METHOD = Field::long("methods", "Methods").help("How audits are made and reported, and to whom."),
    APPROVED_BY = Field::one("approved_by", "Approved by", &[Kind::Person]).alias(&["approver"]),
    APPROVED_AS = Field::line("approved_as", "In which role"),
    APPROVED_ON = Field::date("approved_on", "Approved on"),
    NOTES = Field::long("notes", "Notes").alias(&["comment", "comments", "remarks"]),
}

pub static SPEC: Spec = Spec {
    kind: Kind::Programme,
    prefix: "PG",
    table: "audit_programme",
    name: "audit programme",
    plural: "audit programmes",
    help: "The audits of a period: which areas, when, by whom; and what none of them reaches.",
    fields: FIELDS,
    title: TITLE,
    owner: Some(OWNER),
    holds: Some(TO),
    state: Some(STATE),
    signed: Some(SignedBy {
        by: APPROVED_BY,
        role: Some(APPROVED_AS),
        on: APPROVED_ON,
        words: |field| field == OBJECTIVES,
    }),
    starts: &[(STATE, StartValue::Word(DRAFT)), (FROM, StartValue::Today)],
    detail: |view, programme| view.cell(programme, STATE),
    sections: &[Section::new("Why and how", OBJECTIVES), Section::new("Approval", APPROVED_BY)],
    keeps: Some(NOTES),
    clause: "9.2",
    ..Spec::BASE
};
