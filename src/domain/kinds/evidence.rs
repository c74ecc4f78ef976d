//! Evidence: what was seen, by whom shown, where it is kept.

use crate::{
    choices,
    domain::{Derived, Field, Kind, Record, Spec, View, field::choice},
    fields,
};

choices! {
    Form FORMS {
        Document = choice("document", "document", 'd'),
        Record = choice("record", "record", 'r'),
        Statement = choice("statement", "statement", 's').alias(&["interview"]),
        Observation = choice("observation", "observation", 'o'),
        Measurement = choice("measurement", "measurement", 'm').alias(&["test"]),
        Screen = choice("screen", "screen or log", 'l').alias(&["screenshot", "log"]),
    }
}

fields! {
    TITLE = Field::line("title", "Title").column(30).alias(&["name", "evidence", "document", "document title"]),
    VERSION = Field::line("version", "Version").column(8),
    FORM = Field::choice("form", "Form", FORMS).column(11).alias(&["type"]),
    SEEN = Field::date("seen", "Date seen").column(10).alias(&["date", "date collected", "collected", "collected on"]),
    SHOWN_BY = Field::one("shown_by", "Shown by", &[Kind::Person]).column(14),
    WHERE = Field::line("kept", "Where kept").column(20).alias(&["location", "link", "path", "url", "href", "file"]),
    FROM = Field::date("valid_from", "Effective from").alias(&["effective date", "start date"]),
    TO = Field::date("valid_to", "Effective to").alias(&["expiry", "expiry date", "expires", "valid until"]),
    STATE = Field::derived("state", "State", 7, Derived { show: |v, r| state(v, r).into(), rank: |v, r| state(v, r).len() as i64 }),
    HASH = Field::line("sha256", "SHA-256").alias(&["hash", "checksum"]).help("As sha256sum prints it."),
    NOTES = Field::long("notes", "Notes").alias(&["description", "comment", "comments", "remarks"]),
}

pub static SPEC: Spec = Spec {
    kind: Kind::Evidence,
    prefix: "E",
    digits: 2,
    table: "evidence",
    name: "evidence",
    plural: "evidence",
    help: "Documents, records and observations that prove a verdict.",
    fields: FIELDS,
    title: TITLE,
};

/// `seen`, `on file` (named but not seen) or `expired`.
pub fn state(view: View, evidence: &Record) -> &'static str {
    match (evidence.date(TO), evidence.date(SEEN)) {
        (Some(to), _) if to < view.today => "expired",
        (_, Some(_)) => "seen",
        (_, None) => "on file",
    }
}
