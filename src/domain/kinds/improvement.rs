//! Ideas that make the management system better (clause 10.1).

use super::prelude::*;

choices! {
    Source SOURCES {
        Staff = choice("staff", "staff", 's').alias(&["employee"]),
        Audit = choice("audit", "audit", 'a'),
        Review = choice("review", "review", 'r').alias(&["management review"]),
        Incident = choice("incident", "incident", 'i'),
        Customer = choice("customer", "customer", 'c'),
        Metric = choice("metric", "metric", 'm'),
        Outside = choice("outside", "outside", 'o').alias(&["external"]),
        Other = choice("other", "other", 't'),
    }
}

fields! {
    TITLE = Field::line("title", "Idea").column(34).alias(&["name", "improvement", "title"]),
    SOURCE = Field::choice("source", "Source", SOURCES).column(10),
    PROACTIVE = Field::choice("proactive", "Not forced by an event", YES_NO).column(6).head("Own").alias(&["proactive"]),
    OWNER = Field::one("owner", "Owner", &[Kind::Person]).column(13).alias(&["responsible"]),
    STATE = Field::choice("state", "State", WORK_WORDS).column(8).alias(&["status"]),
    LATE = progress::LATE,
    DUE = Field::period("due", "By"),
    BY = Field::one("by", "Idea of", &[Kind::Person]).alias(&["proposed by"]),
    VALUE = Field::long("value", "Value expected").alias(&["benefit"]),
    RESULT = Field::long("result", "Result"),
    FROM = Field::many("from", "Comes from", &[Kind::Finding, Kind::Incident, Kind::Round, Kind::Metric, Kind::Alteration, Kind::Document]),
    MEETING = Field::one("meeting", "Meeting", &[Kind::Round, Kind::Review, Kind::Meeting]).help("The review or meeting that took it up."),
    RECOGNISED = Field::date("recognised", "Recognised on").help("The day on which it was honoured."),
    RECOGNITION = Field::line("recognition", "How it was recognised"),
    NOTES = Field::long("notes", "Notes").alias(&["comment", "comments", "remarks"]),
}

pub static SPEC: Spec = Spec {
    kind: Kind::Improvement,
    prefix: "IM",
    table: "improvement",
    name: "improvement",
    plural: "improvements",
    help: "Ideas that make the management system better: source, value, what became of them.",
    fields: FIELDS,
    title: TITLE,
    owner: Some(OWNER),
    due: Some(DUE),
    state: Some(STATE),
    starts: &[(STATE, StartValue::Word(Work::Open as u8))],
    acts: &[Act::Owner, Act::Day, Act::State, Act::Action],
    keys: Some("running"),
    counted: Counting::Part(PROACTIVE, YES, "not forced by an event"),
    compared: true,
    imports: Some('b'),
    sections: &[Section::new("Value and result", BY), Section::new("Recognised", RECOGNISED)],
    keeps: Some(NOTES),
    clause: "10.1",
    ready: true,
    ..Spec::BASE
};
