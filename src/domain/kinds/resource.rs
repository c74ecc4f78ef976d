//! Resources: people, money, tools, data and computing that were asked for (clause 7.1, controls A.4).

use super::prelude::*;

choices! {
    /// What kind of resource it is.
    Type TYPES {
        People = choice("people", "people", 'p').alias(&["staff", "human"]),
        Money = choice("money", "money", 'm').alias(&["budget"]),
        Tooling = choice("tooling", "tooling", 't').alias(&["tools", "tool"]),
        Data = choice("data", "data", 'd'),
        Computing = choice("computing", "system and computing", 'c').alias(&["system", "computing", "infrastructure"]),
    }
}
choices! {
    /// How far it is written down (control A.4.2).
    Documented DOCUMENTATION {
        None = choice("none", "none", 'n'),
        Draft = choice("draft", "draft", 'd'),
        Approved = choice("approved", "approved", 'a'),
    }
}

fields! {
    TITLE = Field::line("title", "What").column(30).alias(&["name", "resource", "item"]),
    TYPE = Field::choice("type", "Type", TYPES).column(10),
    OWNER = Field::one("owner", "Owner", &[Kind::Person]).column(13).alias(&["responsible"]),
    STATE = Field::choice("state", "State", AGREEMENT_WORDS).column(8).alias(&["status"]),
    ASKED = Field::decimal("asked", "Asked", 0, 1_000_000_000_000).column(9).alias(&["requested", "planned"]),
    APPROVED = Field::decimal("approved", "Approved", 0, 1_000_000_000_000).column(9).alias(&["granted", "budget"]),
    SPENT = Field::decimal("spent", "Spent", 0, 1_000_000_000_000).column(9).alias(&["used", "actual"]),
    UNIT = Field::line("unit", "Unit").column(8).help("Euro, days, hours, licences."),
    YEAR = Field::number("year", "For the year", 2000, 2100),
    FOR = Field::many("for", "For", &[Kind::PlanItem, Kind::Objective, Kind::System, Kind::Alteration]).column(10),
    DOCUMENTED = Field::choice("documented", "Documented", DOCUMENTATION).help("Control A.4.2 asks that resources are documented."),
    APPROVER = Field::one("approver", "Approved by", &[Kind::Person]),
    REFUSAL = Field::line("refusal", "Why refused"),
    NOTES = Field::long("notes", "Notes").alias(&["comment", "comments", "remarks"]),
}

pub static SPEC: Spec = Spec {
    kind: Kind::Resource,
    prefix: "RS",
    table: "resource",
    name: "resource",
    plural: "resources",
    help: "People, money, tools, data and computing: what was asked, approved and spent, and for what.",
    fields: FIELDS,
    title: TITLE,
    owner: Some(OWNER),
    state: Some(STATE),
    starts: &[(STATE, StartValue::Word(Agreement::Asked as u8))],
    detail: |view, resource| view.cell(resource, TYPE),
    compared: true,
    imports: Some('M'),
    sections: &[Section::new("What it is for", YEAR)],
    keeps: Some(NOTES),
    clause: "7.1",
    ..Spec::BASE
};
