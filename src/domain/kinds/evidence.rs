//! Evidence: what was seen, by whom shown, where it is kept.

use super::{prelude::*, sighting};
use crate::domain::rules;

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
    LAST_SEEN = Field::derived("last_seen", "Last seen", 10, Derived {
        show: |v, r| last_seen(v, r).map_or(String::new(), |d| d.to_string()),
        rank: |v, r| last_seen(v, r).map_or(i64::MAX, |d| -rules::day_rank(d)),
    }).reads(&[Kind::Sighting]),
    SHOWER = Field::derived("shower", "Shown by", 14, Derived {
        show: |v, r| shower(v, r).map_or(String::new(), |id| v.records.name(id)),
        rank: |v, r| shower(v, r).map_or(i64::MAX, |id| i64::from(id.n)),
    }).reads(&[Kind::Person, Kind::Sighting]),
    /// The day of a sighting that a sheet brings; before file version 3 the day on which it was first seen.
    SEEN = Field::date("seen", "Date seen").sheet().alias(&["date", "date collected", "collected", "collected on"]),
    /// The person of a sighting that a sheet brings, as [`SEEN`].
    SHOWN_BY = Field::one("shown_by", "Shown by", &[Kind::Person]).sheet(),
    WHERE = Field::line("kept", "Where kept").column(20).alias(&["location", "link", "path", "url", "href", "file"]),
    FROM = Field::date("valid_from", "Effective from").alias(&["effective date", "start date"]),
    TO = Field::date("valid_to", "Effective to").alias(&["expiry", "expiry date", "expires", "valid until"]),
    STATE = Field::derived("state", "State", 7, Derived { show: |v, r| state(v, r).into(), rank: |v, r| state(v, r).len() as i64 }).reads(&[Kind::Sighting]),
    HASH = Field::line("sha256", "SHA-256").alias(&["hash", "checksum"]).help("As sha256sum prints it."),
    RUN = Field::line("run", "Run").alias(&["run id", "build", "pipeline run"]).help("The pipeline run that produced it, by its id."),
    OWN = Field::choice("made_by_us", "Made by ourselves", YES_NO).alias(&["self made", "internal"]).help("Written by those who are judged by it: it proves little alone."),
    NOTES = Field::long("notes", "Notes").alias(&["description", "comment", "comments", "remarks"]),
}

pub static SPEC: Spec = Spec {
    kind: Kind::Evidence,
    prefix: "E",
    table: "evidence",
    name: "evidence",
    plural: "evidence",
    help: "Documents, records and observations that prove a verdict.",
    fields: FIELDS,
    title: TITLE,
    compared: true,
    imports: Some('e'),
    detail: |view, evidence| view.cell(evidence, LAST_SEEN),
    named: true,
    keeps: Some(NOTES),
    clause: "7.5",
    ..Spec::BASE
};

/// The day on which it was last seen.
pub fn last_seen(view: View, evidence: &Record) -> Option<Date> {
    sighting::last_of(view, evidence.id).and_then(|s| s.date(sighting::SEEN_ON)).or(evidence.date(SEEN))
}

/// Who showed it then.
pub fn shower(view: View, evidence: &Record) -> Option<Id> {
    match sighting::last_of(view, evidence.id) {
        Some(last) => last.one(sighting::SHOWN_BY),
        None => evidence.one(SHOWN_BY),
    }
}

/// `seen`, `on file` (named but not seen) or `expired`.
pub fn state(view: View, evidence: &Record) -> &'static str {
    match (evidence.date(TO), last_seen(view, evidence)) {
        (Some(to), _) if to < view.today => "expired",
        (_, Some(_)) => "seen",
        (_, None) => "on file",
    }
}
