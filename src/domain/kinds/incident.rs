//! Incidents, near misses, concerns, complaints (clauses 9.1 and 10.2, control A.8.4).

use super::prelude::*;

choices! {
    Type TYPES {
        Incident = choice("incident", "incident", 'i'),
        Serious = choice("serious", "serious incident", 's').tone(Tone::Bad).alias(&["serious"]),
        NearMiss = choice("near_miss", "near miss", 'n').alias(&["near-miss"]),
        Concern = choice("concern", "concern", 'c'),
        Complaint = choice("complaint", "complaint", 'p'),
        Misuse = choice("misuse", "misuse", 'm'),
        Breach = choice("breach", "limit of a metric broken", 'b').alias(&["breach"]),
    }
}
choices! {
    /// Whether an authority or customer has to be told.
    Report REPORTS {
        No = choice("no", "no", 'n'),
        Yes = choice("yes", "yes", 'y'),
        Unclear = choice("unclear", "unclear", 'u').tone(Tone::Warn),
    }
}

fields! {
    TITLE = Field::line("title", "Title").column(32).alias(&["name", "incident", "summary"]),
    TYPE = Field::choice("type", "Type", TYPES).column(12),
    SEVERITY = Field::choice("severity", "Severity", LEVEL_WORDS).column(8).alias(&["impact", "priority"]),
    OWNER = Field::one("owner", "Owner", &[Kind::Person]).column(13).alias(&["responsible", "handler"]),
    LATE = progress::LATE.head("Report by"),
    STATE = Field::choice("state", "State", WORK_WORDS).column(8).alias(&["status"]),
    SYSTEMS = Field::many("systems", "Systems", &[Kind::System]).column(10).alias(&["system", "ai system"]),
    HAPPENED = Field::stamp("happened", "Happened").alias(&["date", "occurred", "occurred on"]),
    FOUND = Field::stamp("found", "Found").alias(&["detected", "discovered"]),
    WHAT = Field::long("what", "What happened").alias(&["description"]),
    AT_ONCE = Field::long("at_once", "Done at once").alias(&["correction", "containment"]),
    CAUSE = Field::long("cause", "Cause").alias(&["root cause"]),
    HARMED = Field::long("harmed", "Persons harmed"),
    REPORT = Field::choice("report", "Must be reported", REPORTS),
    DUE = Field::date("due", "Report by").alias(&["due date"]),
    REPORTED = Field::date("reported", "Reported on"),
    SUPPLIER = Field::one("supplier", "Supplier", &[Kind::Supplier]),
    RISKS = Field::many("risks", "Risks", &[Kind::Risk]).help("The risks that came true or that are looked at again."),
    FROM = Field::one("from", "Opened from", &[Kind::Reading, Kind::Metric]).help("The reading that broke a limit."),
    LESSON = Field::long("lesson", "Lesson").alias(&["lessons learned"]),
    REPORTER = Field::line("reporter", "Reported by"),
    NOTES = Field::long("notes", "Notes").alias(&["comment", "comments", "remarks"]),
}

pub static SPEC: Spec = Spec {
    kind: Kind::Incident,
    prefix: "IN",
    table: "incident",
    name: "incident",
    plural: "incidents",
    help: "What went wrong or nearly did: when, how grave, what was done at once, who had to be told.",
    fields: FIELDS,
    title: TITLE,
    owner: Some(OWNER),
    due: Some(DUE),
    state: Some(STATE),
    starts: &[(STATE, StartValue::Word(Work::Open as u8)), (FOUND, StartValue::Now)],
    acts: &[Act::Raise, Act::Owner, Act::Day, Act::State, Act::Action],
    keys: Some("running"),
    detail: |view, incident| view.cell(incident, SEVERITY),
    compared: true,
    imports: Some('i'),
    sections: &[
        Section::new("What happened", HAPPENED),
        Section::new("Who has to be told", REPORT),
        Section::new("What follows", SUPPLIER),
    ],
    keeps: Some(NOTES),
    clause: "10.2",
    ready: true,
    angles: &["incidents"],
    ..Spec::BASE
};
