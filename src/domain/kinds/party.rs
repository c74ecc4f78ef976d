//! Interested parties: who has a stake, and what they expect (clause 4.2).

use super::prelude::*;

choices! {
    Type TYPES {
        Customer = choice("customer", "customer", 'c'),
        User = choice("user", "user", 'u'),
        Affected = choice("affected", "affected person", 'a').alias(&["affected"]),
        Employee = choice("employee", "employee", 'e').alias(&["staff"]),
        Regulator = choice("regulator", "regulator", 'r').alias(&["authority"]),
        Partner = choice("partner", "partner", 'p'),
        Supplier = choice("supplier", "supplier", 's'),
        Owner = choice("owner", "owner", 'o').alias(&["shareholder", "investor"]),
        Society = choice("society", "society", 'i').alias(&["public"]),
        Other = choice("other", "other", 't'),
    }
}

fields! {
    NAME = Field::line("name", "Name").column(28).alias(&["party", "stakeholder", "interested party", "title"]),
    TYPE = Field::choice("type", "Type", TYPES).column(12).alias(&["kind"]),
    INFLUENCE = Field::choice("influence", "Influence", LEVEL_WORDS).column(9).alias(&["power"]),
    OWNER = Field::one("owner", "Owner", &[Kind::Person]).column(13),
    STATE = Field::choice("state", "State", STANDING_WORDS).column(8).alias(&["status"]),
    LATE = progress::LATE.head("Look again"),
    EXPECTS = Field::long("expectations", "Expectations").alias(&["needs", "requirements"]),
    HEARD = Field::line("heard", "How they are heard").alias(&["channel", "engagement"]),
    MET_BY = Field::many("met_by", "Met by", &[Kind::Item, Kind::Objective, Kind::Obligation, Kind::Document]).help("Clauses, controls and objectives that answer the needs."),
    CHECKED = Field::date("checked", "Checked on").alias(&["last review"]),
    NEXT = Field::date("next", "Check again").alias(&["next review"]),
    NOTES = Field::long("notes", "Notes").alias(&["comment", "comments", "remarks"]),
}

pub static SPEC: Spec = Spec {
    kind: Kind::Party,
    prefix: "IP",
    table: "interested_party",
    name: "interested party",
    plural: "interested parties",
    help: "Who has a stake in the use of AI, what they expect, and how it is met.",
    fields: FIELDS,
    title: NAME,
    owner: Some(OWNER),
    holds: Some(NEXT),
    reviewed: Some(Reviewed { on: CHECKED, again: Again::On(NEXT) }),
    state: Some(STATE),
    starts: &[(STATE, StartValue::Word(Standing::Active as u8))],
    detail: |view, party| view.cell(party, TYPE),
    compared: true,
    imports: Some('y'),
    sections: &[Section::new("What they need", EXPECTS), Section::new("Looked at", CHECKED)],
    keeps: Some(NOTES),
    clause: "4.2",
    ready: true,
    ..Spec::BASE
};
