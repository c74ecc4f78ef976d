//! Silenced checks: why a rule does not count for a record (clause 9.1).

use super::prelude::*;

fields! {
    RULE = Field::line("rule", "Rule").column(30).help("The id of the rule, as aims check names it.").alias(&["check", "title", "name"]),
    RECORD = Field::any("record", "Record").column(10),
    REASON = Field::line("reason", "Reason").column(30).alias(&["why"]),
    BY = Field::one("by", "By", &[Kind::Person]).column(14),
    SINCE = Field::date("made_on", "Since").column(10),
    UNTIL = Field::date("until", "Until").column(10).alias(&["expires", "valid until"]),
}

pub static SPEC: Spec = Spec {
    kind: Kind::Silence,
    prefix: "SX",
    table: "silenced_check",
    name: "silenced check",
    plural: "silenced checks",
    help: "Why a rule does not count for a record, by whom and until when.",
    fields: FIELDS,
    title: RULE,
    owner: Some(BY),
    holds: Some(UNTIL),
    starts: &[(SINCE, StartValue::Today)],
    adding: Adding::Elsewhere("a check is silenced where it is listed: g k, then x s"),
    compared: true,
    row: true,
    clause: "9.1",
    ..Spec::BASE
};
