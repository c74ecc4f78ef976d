//! A control at one system, where it differs from the answer of the organisation (clause 6.1.3).

use super::{item, prelude::*};

choices! {
    Use USES {
        Default = choice("as_everywhere", "as everywhere", 'e').alias(&["default"]),
        Applies = choice("applies", "applies", 'a').alias(&["yes"]),
        Not = choice("does_not", "does not apply", 'n').alias(&["no"]),
    }
}

fields! {
    TITLE = Field::line("title", "What it is here").column(24).alias(&["title", "name"]),
    CONTROL = Field::one("control", "Control", &[Kind::Item]).column(10),
    SYSTEM = Field::one("system", "System", &[Kind::System]).column(10),
    USE = Field::choice("use", "Use", USES).column(13),
    STATE = Field::choice("state", "State", IN_PLACE_WORDS).column(11),
    OWNER = Field::one("owner", "Owner", &[Kind::Person]).column(12),
    LATE = progress::LATE.head("By"),
    OUTCOME = Field::derived("outcome", "Outcome to meet", 20, Derived { show: |v, at| at.one(CONTROL).and_then(|id| v.records.live(id)).map_or(String::new(), |c| c.text(item::OUTCOME).into()), rank: |_, _| 0 }).form(),
    WAY = Field::long("way", "Way").help("How the outcome of the control is met at this system."),
    REASON = Field::long("reason", "Reason").help("Why it differs here from everywhere else."),
    DUE = Field::date("due", "Due"),
    TESTED = Field::date("tested", "Last tested"),
    EVIDENCE = Field::many("evidence", "Evidence", &[Kind::Evidence]),
}

pub static SPEC: Spec = Spec {
    kind: Kind::ControlAt,
    prefix: "CS",
    table: "local_control",
    name: "local control",
    plural: "local controls",
    help: "Where a control is used, met or not met otherwise at one system than everywhere.",
    fields: FIELDS,
    title: TITLE,
    owner: Some(OWNER),
    due: Some(DUE),
    state: Some(STATE),
    starts: &[(STATE, StartValue::Word(InPlace::NotStarted as u8))],
    follows: &[Follow { after: USE, word: Use::Not as u8, then: REASON }],
    detail: |view, at| format!("{} {}", view.cell(at, CONTROL), view.cell(at, SYSTEM)),
    compared: true,
    row: true,
    clause: "8.1",
    ..Spec::BASE
};
