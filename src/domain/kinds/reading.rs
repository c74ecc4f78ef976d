//! Readings: one value of a metric, or one run of a recurring task; they are only added (clause 9.1).

use super::prelude::*;

choices! {
    Outcome OUTCOMES {
        Passed = choice("passed", "passed", 'p').tone(Tone::Good).alias(&["ok", "pass", "done"]),
        Partly = choice("partly", "partly", 'y').tone(Tone::Warn).alias(&["partial"]),
        Failed = choice("failed", "failed", 'f').tone(Tone::Bad).alias(&["fail", "error"]),
    }
}
choices! {
    From FROM_WORDS {
        Hand = choice("hand", "by hand", 'h').alias(&["manual"]),
        Command = choice("command", "command", 'c').alias(&["pipeline"]),
        File = choice("file", "file", 'f').alias(&["import"]),
    }
}

fields! {
    TITLE = Field::line("title", "Reading").column(24).alias(&["name"]),
    OF = Field::one("of", "Of", &[Kind::Metric, Kind::Task]).column(9).alias(&["metric", "task"]),
    AT = Field::stamp("at", "At").column(16).alias(&["date", "time", "measured on"]),
    VALUE = Field::decimal("value", "Value", -1_000_000_000, 1_000_000_000).column(10).alias(&["result value"]),
    RESULT = Field::choice("result", "Result", OUTCOMES).column(8).alias(&["outcome"]),
    RUN = Field::line("run_id", "Run").column(14).alias(&["run id", "build", "job"]),
    FROM = Field::choice("from", "Came", FROM_WORDS).column(8).alias(&["source"]),
    BY = Field::one("by", "By", &[Kind::Person]).column(13),
    PROOF = Field::many("proof", "Proof", &[Kind::Evidence]).alias(&["evidence"]),
    NOTE = Field::line("note", "Note").alias(&["comment", "notes"]),
}

pub static SPEC: Spec = Spec {
    kind: Kind::Reading,
    prefix: "MV",
    table: "reading",
    name: "reading",
    plural: "readings",
    also: &["measurements", "measured values"],
    help: "One value of a metric or one run of a recurring task; readings are only added.",
    fields: FIELDS,
    title: TITLE,
    adding: Adding::Elsewhere("a reading is added on its metric or task: m there"),
    detail: |view, reading| view.cell(reading, OF),
    compared: true,
    row: true,
    imports: Some('v'),
    clause: "9.1",
    angles: &["monitoring"],
    ..Spec::BASE
};
