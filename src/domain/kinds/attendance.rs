//! Training records: one person has done one training (clause 7.2).

use super::prelude::*;

choices! {
    Outcome OUTCOMES {
        Done = choice("done", "done", 'd').alias(&["attended", "completed"]),
        Passed = choice("passed", "passed", 'p').tone(Tone::Good),
        Failed = choice("failed", "failed", 'f').tone(Tone::Bad),
    }
}

fields! {
    TITLE = Field::line("title", "Training and person").column(30).alias(&["name"]),
    TRAINING = Field::one("training", "Training", &[Kind::Training]).column(9).alias(&["course"]),
    PERSON = Field::one("person", "Person", &[Kind::Person]).column(14).alias(&["who", "participant", "employee"]),
    WHEN = Field::date("when", "On").column(10).alias(&["date", "done on", "completed on"]),
    RESULT = Field::choice("result", "Result", OUTCOMES).column(8).alias(&["outcome"]),
    UNTIL = Field::date("until", "Valid until").column(10).alias(&["expires", "valid to"]),
    PROOF = Field::many("proof", "Proof", &[Kind::Evidence]).alias(&["evidence", "certificate"]),
    NOTE = Field::line("note", "Note").alias(&["comment", "notes"]),
}

pub static SPEC: Spec = Spec {
    kind: Kind::Attendance,
    prefix: "TD",
    table: "training_record",
    name: "training record",
    plural: "training records",
    help: "One person has done one training: when, with what result, valid until when.",
    fields: FIELDS,
    title: TITLE,
    owner: Some(PERSON),
    holds: Some(UNTIL),
    adding: Adding::Elsewhere("a training record is made on its training: c there"),
    compared: true,
    row: true,
    imports: Some('z'),
    clause: "7.2",
    ..Spec::BASE
};
