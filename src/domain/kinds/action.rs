//! Actions: risk treatment, gap closing, correction, corrective action, decision; one kind.

use super::prelude::*;

choices! {
    Purpose PURPOSES {
        Corrective = choice("corrective", "corrective action", 'c'),
        Correction = choice("correction", "correction", 'x'),
        Treatment = choice("treatment", "risk treatment", 't'),
        Gap = choice("gap", "gap closing", 'g'),
        Decision = choice("decision", "review decision", 'd'),
    }
}
choices! {
    /// Progress of a piece of work; overdue is a flag, not a state.
    State STATES {
        Open = choice("open", "open", 'o').alias(&["new", "to do", "planned"]).stage(Stage::Open),
        InWork = choice("in_work", "in work", 'w').alias(&["in progress", "in_progress"]).stage(Stage::InWork),
        Done = choice("done", "done", 'd').alias(&["completed", "complete", "implemented", "finished", "resolved"]).stage(Stage::Done),
        Checked = choice("checked", "checked", 'k').alias(&["verified"]).stage(Stage::Checked),
        Closed = choice("closed", "closed", 'c').stage(Stage::Closed),
    }
}

fields! {
    TITLE = Field::line("title", "What").column(34).alias(&["name", "action", "description"]),
    OWNER = Field::one("owner", "Owner", &[Kind::Person]).column(14)
        .alias(&["responsible", "action owner", "assigned to", "assignee", "ca owner", "remediation owner"]),
    DUE = Field::date("due", "Due date").alias(&["eta", "due date", "deadline", "target date", "remediation due date"]),
    LATE = progress::LATE,
    STATE = Field::choice("state", "State", STATES).column(8).alias(&["status"]),
    PURPOSE = Field::choice("purpose", "Purpose", PURPOSES).column(12).alias(&["type", "action type"]),
    ABOUT = Field::many("about", "For", &[Kind::Finding, Kind::Risk, Kind::Item, Kind::Answer, Kind::System,
        Kind::Supplier, Kind::Obligation, Kind::Assessment, Kind::Alteration, Kind::PlanItem, Kind::Objective,
        Kind::Issue, Kind::Incident, Kind::Improvement, Kind::Task, Kind::Metric, Kind::Review, Kind::ReviewInput, Kind::Mapping, Kind::Meeting, Kind::Body]).column(12),
    WEIGHT = weight::WEIGHT,
    DELIVERABLE = Field::line("deliverable", "Deliverable").alias(&["output", "expected result"]),
    DONE_TEST = Field::line("done_test", "Done when").alias(&["done test", "acceptance criteria"]).help("How somebody else sees that it is done."),
    DOMAIN = Field::choice("domain", "Domain", DOMAINS),
    OUTSIDE = Field::choice("outside", "Done from outside", YES_NO).alias(&["outsourced", "external"]),
    EFFORT = Field::decimal("effort_days", "Effort in days", 0, 100_000).adds().alias(&["effort", "person days", "estimate"])
        .help("Days of work that it takes, such as 0.5."),
    DONE = Field::date("done", "Done on").alias(&["completed on", "completion date", "actual date", "date completed"]),
    PROOF = Field::many("proof", "Proof", &[Kind::Evidence]).alias(&["evidence", "evidences", "associated_evidences"]),
    WITHOUT = Field::line("without_proof", "Why without proof").help("Why it counts as done though nothing proves it."),
    CHECKER = Field::one("checker", "Checked by", &[Kind::Person]),
    NOTES = Field::long("notes", "Notes").alias(&["comment", "comments", "remarks", "observation"]),
}

pub static SPEC: Spec = Spec {
    kind: Kind::Action,
    prefix: "A",
    table: "action",
    name: "action",
    plural: "actions",
    help: "Who does what by when, and what proves it.",
    fields: FIELDS,
    title: TITLE,
    owner: Some(OWNER),
    due: Some(DUE),
    state: Some(STATE),
    sort: Some(LATE),
    acts: &[Act::Done, Act::Owner, Act::Day],
    keys: Some("actions"),
    sets: &[(Act::Done, DONE)],
    compared: true,
    imports: Some('a'),
    sections: &[Section::new("What it is for", PURPOSE), Section::new("Done", DONE)],
    keeps: Some(NOTES),
    clause: "10.2",
    ..Spec::BASE
};

pub fn is_open(action: &Record) -> bool {
    !progress::is_done(action)
}
