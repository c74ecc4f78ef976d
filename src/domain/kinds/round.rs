//! Rounds: a gap analysis or an internal audit, made of interviews (clause 9.2).

use super::prelude::*;
use crate::domain::Change;

choices! {
    Type TYPES {
        Gap = choice("gap", "gap analysis", 'g'),
        Audit = choice("audit", "internal audit", 'a'),
        Rehearsal = choice("rehearsal", "rehearsal of Stage 2", 'h').alias(&["mock audit"]),
        Stage1 = choice("stage_1", "Stage 1", '1').alias(&["stage 1 audit"]),
        Stage2 = choice("stage_2", "Stage 2", '2').alias(&["stage 2 audit", "certification audit"]),
        Surveillance = choice("surveillance", "surveillance", 's').alias(&["surveillance audit"]),
        Documents = choice("document_review", "document review", 'd').alias(&["documents"]),
        Supplier = choice("supplier", "supplier review", 'u').alias(&["supplier assessment", "vendor review"]),
    }
}
choices! {
    State STATES {
        Planned = choice("planned", "planned", 'p'),
        Running = choice("running", "running", 'r'),
        Closed = choice("closed", "closed", 'c').alias(&["done", "held"]),
    }
}
choices! {
    /// What the body says at the end of its audit.
    Recommendation RECOMMENDATIONS {
        Yes = choice("recommended", "recommended", 'r').alias(&["positive", "passed"]),
        AfterAnswers = choice("after_answers", "once findings are answered", 'a').alias(&["conditional"]),
        No = choice("not_recommended", "not recommended", 'n').alias(&["negative", "failed"]),
    }
}

fields! {
    TITLE = Field::line("title", "Title").column(30),
    TYPE = Field::choice("type", "Type", TYPES).column(14),
    STATE = Field::choice("state", "State", STATES).column(8),
    FROM = Field::date("start_day", "From").column(10),
    TO = Field::date("end_day", "To").column(10),
    BODY = Field::one("body", "Body", &[Kind::Supplier]).help("Who audits, if somebody from outside."),
    SUPPLIER = Field::one("supplier", "Supplier", &[Kind::Supplier]).help("Who is reviewed, in a review of a supplier."),
    LEAD = Field::one("lead", "Lead auditor", &[Kind::Person]).column(14),
    TEAM = Field::many("team", "Team", &[Kind::Person]),
    OBJECTIVE = Field::long("objective", "Objectives"),
    SCOPE = Field::long("scope", "Scope").help("Units, period, what is left out and why."),
    CRITERIA = Field::long("criteria", "Criteria").help("The standard, own rules, law, contracts."),
    ITEMS = Field::many("requirements", "Clauses and controls", &[Kind::Item]).alias(&["items"]).help("Empty means all of them."),
    SYSTEMS = Field::many("systems", "AI systems", &[Kind::System]),
    INDEPENDENCE = Field::long("independence", "Independence").help("What the team declared, conflicts that were known, and how they were settled."),
    PLACES = Field::line("places", "Places"),
    METHODS = Field::long("methods", "Methods and sampling").help("What was sampled, out of how many, and how it was chosen."),
    BASE = Field::one("base", "Started from", &[Kind::Round]).help("An earlier round whose answers are the starting point."),
    OPENING = Field::line("opening", "Opening meeting"),
    CLOSING = Field::line("closing", "Closing meeting"),
    STRENGTHS = Field::long("strengths", "Strengths"),
    CONCLUSION = Field::long("conclusion", "Conclusion"),
    RECOMMENDATION = Field::choice("recommendation", "Recommendation", RECOMMENDATIONS).help("What the body said at the end: of Stage 1 whether Stage 2 may come, of the others whether the certificate is given or kept."),
    ANSWERS_DUE = Field::date("answers_due", "Answers due").help("By when causes, corrections and corrective actions are to be answered."),
    LIMITS = Field::long("limits", "Limits").help("What was not covered and why."),
    DISTRIBUTION = Field::line("distribution", "Distribution"),
    SECOND_ON = Field::one("second_on", "Second opinion on", &[Kind::Round]).help("Judged apart by other people; neither side sees the other's results until both are closed."),
    PROGRAMME = Field::one("programme", "Programme", &[Kind::Programme]),
    /// The question pack that it is walked with, name and version.
    PACK = Field::line("pack", "Question pack").hidden(),
    /// What was written down after it was closed: only ever longer, see [`late`].
    LATE = Field::long("late_notes", "Late notes").hidden(),
}

pub static SPEC: Spec = Spec {
    kind: Kind::Round,
    prefix: "RD",
    table: "round",
    name: "round",
    plural: "rounds",
    help: "A gap analysis or an internal audit: scope, plan, interviews, conclusion.",
    fields: FIELDS,
    title: TITLE,
    owner: Some(LEAD),
    acts: &[Act::Interview, Act::Close, Act::Follow, Act::Second],
    keys: Some("rounds"),
    adding: Adding::Started,
    detail: |view, round| view.cell(round, STATE),
    sections: &[Section::new("Plan", OBJECTIVE), Section::new("Meetings and outcome", OPENING)],
    clause: "9.2",
    ..Spec::BASE
};

impl Type {
    /// Conformity is judged and findings are raised; a gap analysis compares and helps, a document review prepares.
    pub fn is_audit(self) -> bool {
        !matches!(self, Type::Gap | Type::Documents)
    }
}

/// Whether a round judges conformity; see [`Type::is_audit`].
pub fn is_audit(round: &Record) -> bool {
    Type::of(round, TYPE).is_some_and(Type::is_audit)
}

/// How the line above a late note begins.
pub const LATE_HEAD: &str = "Late note by ";

/// The late notes of a round with one more, under a line that says whose it is, of which day and about what.
pub fn late(round: &Record, who: &str, day: Date, about: Option<&str>, text: &str) -> Value {
    let about = about.map_or(String::new(), |place| format!(", on {place}"));
    let before = match round.text(LATE) {
        "" => String::new(),
        before => format!("{before}\n\n"),
    };
    Value::text(format!("{before}{LATE_HEAD}{who}, {day}{about}:\n{}", text.trim()))
}

/// Adds to a change with which question pack a round is walked, where that is not kept yet or the pack is a newer one.
pub fn walked_with(round: &Record, pack: &str, change: Change) -> Change {
    let known = round.text(PACK);
    let kept = match known {
        "" => pack.to_string(),
        known if known.ends_with(pack) => return change,
        known => format!("{known}; later {pack}"),
    };
    change.set(round, vec![(PACK, Value::text(kept))])
}

/// The questions that a round is walked with, as people read it.
pub fn questions(round: &Record) -> String {
    match round.text(PACK) {
        "" => "question pack not recorded".into(),
        pack => format!("questions: {pack}"),
    }
}
