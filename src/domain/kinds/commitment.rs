//! Commitments and principles of policies, each with a measure and an owner (clauses 5.2 and 6.2, control A.2.2).

use super::prelude::*;

choices! {
    Type TYPES {
        Principle = choice("principle", "principle", 'p'),
        Commitment = choice("commitment", "commitment", 'c').alias(&["promise"]),
    }
}

fields! {
    TITLE = Field::line("title", "Text").column(40).alias(&["name", "text", "commitment", "principle"]),
    TYPE = Field::choice("type", "Type", TYPES).column(11),
    THEMES = Field::several("themes", "Themes", super::shared::THEMES).column(18).alias(&["theme"]),
    OWNER = Field::one("owner", "Owner", &[Kind::Person]).column(13).alias(&["responsible"]),
    STATE = Field::choice("state", "State", STANDING_WORDS).column(8).alias(&["status"]),
    POLICY = Field::many("policy", "Policies", &[Kind::Document]).column(9).alias(&["policies", "document"]).help("The policies in which it stands."),
    CONTROLS = Field::many("controls", "Controls", &[Kind::Item]).column(10).alias(&["control"]),
    PRINCIPLE = Field::many("principle", "Principle", &[Kind::Commitment]).help("The principle that it carries out."),
    SECTION = Field::line("section", "Section").help("Where it stands in the policy."),
    TEST = Field::line("test", "Measure or test").alias(&["measure", "metric"]).help("How it is seen whether it is kept."),
    BREACH = Field::long("breach", "Consequence of a breach").alias(&["consequence", "on breach"]),
    NOTES = Field::long("notes", "Notes").alias(&["comment", "comments", "remarks"]),
}

pub static SPEC: Spec = Spec {
    kind: Kind::Commitment,
    prefix: "CM",
    table: "commitment",
    name: "commitment",
    plural: "commitments",
    help: "What a policy promises, by which measure it is kept, who owns it and what a breach means.",
    fields: FIELDS,
    also: &["principles"],
    title: TITLE,
    owner: Some(OWNER),
    state: Some(STATE),
    starts: &[(STATE, StartValue::Word(Standing::Active as u8)), (TYPE, StartValue::Word(Type::Commitment as u8))],
    detail: |view, commitment| view.cell(commitment, TYPE),
    compared: true,
    imports: Some('h'),
    sections: &[Section::new("How it is kept", PRINCIPLE)],
    keeps: Some(NOTES),
    clause: "5.2",
    ready: true,
    ..Spec::BASE
};
