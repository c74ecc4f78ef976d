//! Metrics of systems, suppliers and of the management system itself (clause 9.1).

use super::prelude::*;
use crate::domain::measures;

choices! {
    /// What is measured.
    Measured MEASURED {
        System = choice("system", "AI system", 's').alias(&["system"]),
        Aims = choice("aims", "AIMS", 'a').alias(&["management system"]),
        Supplier = choice("supplier", "supplier", 'u'),
    }
}
choices! {
    /// Which way is better.
    Better DIRECTIONS {
        Higher = choice("higher", "higher", 'h').alias(&["up", "more"]),
        Lower = choice("lower", "lower", 'l').alias(&["down", "less"]),
        Within = choice("within", "within", 'w').alias(&["between", "range"]),
    }
}

fields! {
    NAME = Field::line("name", "Metric").column(30).alias(&["metric", "measure", "indicator", "kpi", "title"]),
    OF = Field::choice("of", "Of", MEASURED).column(9).alias(&["measured of"]),
    LATEST = Field::derived("latest", "Latest", 8, Derived { show: measures::latest_text, rank: measures::latest_rank }).reads(&[Kind::Reading]).toned(measures::latest_tone),
    TREND = Field::derived("trend", "Trend", 10, Derived { show: measures::trend_text, rank: |_, _| 0 }).reads(&[Kind::Reading]),
    TARGET = Field::decimal("target", "Target", -1_000_000_000, 1_000_000_000).column(8).alias(&["goal"]),
    LIMIT = Field::decimal("limit", "Limit", -1_000_000_000, 1_000_000_000).column(8).alias(&["threshold", "alert limit"])
        .help("Beyond it something is wrong, and an incident or a finding is opened."),
    UNIT = Field::line("unit", "Unit").column(7),
    OWNER = Field::one("owner", "Owner", &[Kind::Person]).column(13).alias(&["responsible"]),
    LATE = progress::LATE.head("Next"),
    STATE = Field::choice("state", "State", STANDING_WORDS).column(8).alias(&["status"]),
    BETTER = Field::choice("better", "Better is", DIRECTIONS).alias(&["direction"])
        .help("Within: the value stays between target and limit."),
    RHYTHM = Field::number("rhythm_days", "Every (days)", 1, 3_660).alias(&["rhythm", "frequency"]),
    NEXT = Field::date("next", "Next on").alias(&["next measurement"]),
    SERVES = Field::line("serves", "Decision it serves").alias(&["decision", "used for"]),
    SYSTEMS = Field::many("systems", "Systems", &[Kind::System]).alias(&["system"]),
    FOR = Field::many("for", "For", &[Kind::Objective, Kind::Commitment, Kind::Risk, Kind::Item, Kind::Obligation]),
    METHOD = Field::long("method", "Method").alias(&["how measured", "source"]),
    UNUSED = Field::number("unused", "Reviews without use", 0, 100)
        .help("How many management reviews in a row nobody used it; twice is enough to retire it."),
    NOTES = Field::long("notes", "Notes").alias(&["comment", "comments", "remarks"]),
}

pub static SPEC: Spec = Spec {
    kind: Kind::Metric,
    prefix: "ME",
    table: "metric",
    name: "metric",
    plural: "metrics",
    also: &["kpi", "kpis", "indicators"],
    help: "What is measured of systems and of the management system, its target and limit, and the decision it serves.",
    fields: FIELDS,
    title: NAME,
    owner: Some(OWNER),
    holds: Some(NEXT),
    state: Some(STATE),
    starts: &[(STATE, StartValue::Word(Standing::Active as u8))],
    acts: &[Act::Measure, Act::Raise, Act::Owner, Act::Day, Act::State, Act::Action],
    keys: Some("running"),
    compared: true,
    imports: Some('K'),
    sections: &[Section::new("How it is measured", BETTER), Section::new("What it serves", SERVES)],
    keeps: Some(NOTES),
    clause: "9.1",
    ready: true,
    angles: &["monitoring"],
    ..Spec::BASE
};
