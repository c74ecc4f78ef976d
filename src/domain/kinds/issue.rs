//! Context: what inside and outside matters for the management system (clause 4.1).

use super::prelude::*;

choices! {
    Side SIDES {
        Internal = choice("internal", "internal", 'i').alias(&["inside"]),
        External = choice("external", "external", 'e').alias(&["outside"]),
    }
}
choices! {
    Area AREAS {
        Law = choice("law", "law", 'l'),
        Market = choice("market", "market", 'm'),
        Technology = choice("technology", "technology", 't'),
        People = choice("people", "people", 'p'),
        Culture = choice("culture", "culture", 'u'),
        Climate = choice("climate", "climate", 'c'),
        Society = choice("society", "society", 's'),
        Other = choice("other", "other", 'o'),
    }
}

fields! {
    TITLE = Field::line("title", "Issue").column(36).alias(&["name", "issue", "topic"]),
    SIDE = Field::choice("side", "Side", SIDES).column(9).alias(&["internal or external"]),
    AREA = Field::choice("area", "Area", AREAS).column(10),
    OWNER = Field::one("owner", "Owner", &[Kind::Person]).column(13),
    STATE = Field::choice("state", "State", STANDING_WORDS).column(8).alias(&["status"]),
    LATE = progress::LATE.head("Look again"),
    EFFECT = Field::long("effect", "Effect on the AIMS").alias(&["effect", "impact"]),
    ANSWER = Field::long("answer", "Our answer").alias(&["response", "treatment"]),
    LEADS_TO = Field::many("leads_to", "Leads to", &[Kind::Risk, Kind::Objective, Kind::Obligation, Kind::Document, Kind::Alteration]),
    CHECKED = Field::date("checked", "Checked on").alias(&["last review"]),
    NEXT = Field::date("next", "Check again").alias(&["next review"]),
    NOTES = Field::long("notes", "Notes").alias(&["comment", "comments", "remarks"]),
}

pub static SPEC: Spec = Spec {
    kind: Kind::Issue,
    prefix: "CI",
    table: "context_issue",
    name: "context issue",
    plural: "context issues",
    help: "What inside and outside the organisation matters for the management system, climate included.",
    fields: FIELDS,
    title: TITLE,
    owner: Some(OWNER),
    holds: Some(NEXT),
    reviewed: Some(Reviewed { on: CHECKED, again: Again::On(NEXT) }),
    state: Some(STATE),
    starts: &[(STATE, StartValue::Word(Standing::Active as u8))],
    acts: &[Act::Owner, Act::Day, Act::State, Act::Action],
    keys: Some("running"),
    detail: |view, issue| view.cell(issue, SIDE),
    compared: true,
    imports: Some('x'),
    sections: &[Section::new("What it means", EFFECT), Section::new("Looked at", CHECKED)],
    keeps: Some(NOTES),
    clause: "4.1",
    ready: true,
    ..Spec::BASE
};
