//! Decisions: who decided what, when, about what, why, under which conditions and until when (clauses 5.1 and 9.3).

use super::prelude::*;

choices! {
    /// What is decided; a dated act of authority has one type.
    Type TYPES {
        Endorsement = choice("endorsement", "endorsement", 'e'),
        /// Of an assessment, a method or a document, by whoever may.
        Approval = choice("approval", "approval", 'v').alias(&["approved"]),
        Direction = choice("policy_direction", "policy direction", 'p'),
        Accountability = choice("accountability", "accountability set", 'c'),
        Project = choice("project_approval", "project approval", 'j'),
        Budget = choice("budget", "budget", 'b'),
        Scope = choice("scope", "scope", 's'),
        Release = choice("release", "release", 'l').alias(&["go-live", "go live"]),
        Acceptance = choice("risk_acceptance", "risk acceptance", 'a').alias(&["acceptance", "accepted risk"]),
        Shadow = choice("shadow_ai", "shadow AI", 'h'),
        Exclusion = choice("exclusion", "exclusion from the SoA", 'x').alias(&["exclusion from soa"]),
        Exception = choice("exception", "exception", 'n').alias(&["waiver"]),
        Independence = choice("independence", "independence overruled", 'i'),
        Other = choice("other", "other", 'o'),
    }
}

fields! {
    TITLE = Field::line("title", "Title").column(30).alias(&["name", "decision", "what"]),
    TYPE = Field::choice("type", "Type", TYPES).column(16),
    STATE = Field::choice("state", "State", PAPER_WORDS).column(9).alias(&["status"]),
    BY = Field::one("decided_by", "Decided by", &[Kind::Person]).column(14).alias(&["approver", "approved by", "decision maker"]),
    DECIDED = Field::period("decided_on", "Decided on").column(10).alias(&["date", "decision date", "approved on"]),
    LATE = progress::LATE.head("Until"),
    ABOUT = Field::many("about", "About", &[Kind::System, Kind::Risk, Kind::Item, Kind::Supplier, Kind::Method,
        Kind::Document, Kind::Obligation, Kind::ScopeItem, Kind::Model, Kind::DataSet, Kind::Component, Kind::Assessment, Kind::Alteration,
        Kind::PlanItem, Kind::Objective, Kind::Resource, Kind::Commitment, Kind::Mandate, Kind::Programme]).column(14)
        .help("What it decides; one acceptance may cover many risks."),
    REASON = Field::long("reason", "Reason").alias(&["rationale", "justification"]),
    CONDITIONS = Field::long("conditions", "Conditions").help("What has to be kept for it to hold."),
    UNTIL = Field::period("valid_until", "Valid until").alias(&["expiry", "expires", "valid to"]),
    /// What a release rested on when it was approved; the program keeps it.
    RESTED = Field::long("rested_on", "Rested on").hidden(),
    RESTS = Field::derived("rests", "What it rested on", 20, Derived { show: |_, d| d.text(RESTED).into(), rank: |_, d| i64::from(d.value(RESTED).is_empty()) }).form(),
    MEETING = Field::one("meeting", "Meeting", &[Kind::Round, Kind::Review, Kind::Meeting]),
    MINUTES = Field::many("minutes", "Minutes", &[Kind::Evidence, Kind::Document]),
    REPLACES = Field::one("replaces", "Replaces", &[Kind::Decision]),
    FOLLOWS = Field::many("follows", "Follows", &[Kind::PlanItem]).help("The plan item that it carries out."),
    DEPARTS = Field::many("departs_from", "Departs from", &[Kind::PlanItem]).help("The plan item that it does otherwise, with the reason above."),
    BODY = Field::one("body", "Body", &[Kind::Body]).help("The body in which it was decided."),
    KEEP = Field::number("keep_years", "Keep for years", 0, 100).alias(&["retention", "retention years"])
        .help("How long the decision and its minutes are kept."),
    NOTES = Field::long("notes", "Notes").alias(&["comment", "comments", "remarks"]),
}

pub static SPEC: Spec = Spec {
    kind: Kind::Decision,
    prefix: "D",
    table: "decision",
    name: "decision",
    plural: "decisions",
    help: "Who decided what, on which day, why, under which conditions and until when.",
    fields: FIELDS,
    title: TITLE,
    owner: Some(BY),
    holds: Some(UNTIL),
    state: Some(STATE),
    signed: Some(SignedBy { by: BY, role: None, on: DECIDED, words: |_| false }),
    starts: &[(STATE, StartValue::Word(DRAFT))],
    detail: |view, decision| view.cell(decision, STATE),
    compared: true,
    imports: Some('d'),
    sections: &[Section::new("Why", ABOUT), Section::new("How long, and on what it stands", UNTIL)],
    keeps: Some(NOTES),
    clause: "5.1",
    ..Spec::BASE
};
