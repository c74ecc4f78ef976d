//! Findings and their way to closure (clause 10.2).

use super::{answer::Verdict, prelude::*, round};

choices! {
    Grade GRADES {
        Improve = choice("improve", "opportunity for improvement", 'o').short("OFI").alias(&["ofi", "improvement", "observation", "low"]).tone(Tone::Note),
        Minor = choice("minor", "minor", 'm').alias(&["minor nc", "minor nonconformity", "medium"]).tone(Tone::Warn),
        Major = choice("major", "major", 'M').alias(&["major nc", "major nonconformity", "high", "critical"]).tone(Tone::Bad),
    }
}
choices! {
    /// The short test behind a grade.
    Test TESTS {
        Absent = choice("absent", "absent altogether", 'a'),
        Systemic = choice("systemic", "systemic", 's'),
        Isolated = choice("isolated", "isolated", 'i'),
        NoBreach = choice("no_breach", "not a breach", 'n'),
    }
}
choices! {
    /// The seven steps from raised to closed. Where the action is done the finding is not: its due day counts until it
    /// is closed.
    Step STEPS {
        New = choice("new", "new", '1').alias(&["open"]).stage(Stage::Open),
        FixNow = choice("fix_now", "fix now", '2').alias(&["correction"]).stage(Stage::InWork),
        Cause = choice("cause", "cause", '3').stage(Stage::InWork),
        Action = choice("action", "action", '4').alias(&["in progress", "corrective action"]).stage(Stage::InWork),
        Done = choice("done", "done", '5').alias(&["implemented"]).stage(Stage::InWork),
        Check = choice("check", "check", '6').alias(&["verification"]).stage(Stage::InWork),
        Closed = choice("closed", "closed", '7').stage(Stage::Closed),
    }
}
choices! {
    Method METHODS {
        FiveWhys = choice("five_whys", "five whys", '5'),
        Free = choice("free", "free text", 'f'),
    }
}
choices! {
    Elsewhere ELSEWHERE_LIST {
        NotChecked = choice("not_checked", "not checked", '?'),
        No = choice("no", "no", 'n'),
        Yes = choice("yes", "yes", 'y'),
    }
}
choices! {
    /// What the auditor says to the plan of the auditee.
    Plan PLANS {
        Accepted = choice("accepted", "accepted", 'a').alias(&["yes", "ok"]).tone(Tone::Good),
        SentBack = choice("sent_back", "sent back", 's').alias(&["rejected", "refused"]).tone(Tone::Warn),
    }
}
choices! {
    Effective EFFECTIVE_LIST {
        Yes = choice("effective", "effective", 'y').alias(&["yes"]).tone(Tone::Good),
        No = choice("not_effective", "not effective", 'n').alias(&["no"]).tone(Tone::Bad),
    }
}
choices! {
    /// Where a finding came from.
    Source SOURCES {
        Audit = choice("audit", "internal audit", 'a').alias(&["internal audit"]),
        Gap = choice("gap", "gap analysis", 'g'),
        Incident = choice("incident", "incident", 'i'),
        Monitoring = choice("monitoring", "monitoring", 'm'),
        Complaint = choice("complaint", "complaint", 'c'),
        Supplier = choice("supplier", "supplier", 's'),
        Review = choice("review", "management review", 'r'),
        Outside = choice("outside", "outside audit", 'o').alias(&["external audit", "certification"]),
    }
}

fields! {
    GRADE = Field::choice("grade", "Grade", GRADES).column(8).alias(&["severity", "finding type", "severity_preliminary"]),
    DUE = Field::date("due", "Due date").alias(&["due date", "due_date", "eta"]),
    LATE = progress::LATE,
    OWNER = Field::one("owner", "Owner", &[Kind::Person]).column(11).alias(&["ca owner", "responsible", "assigned to", "assignee"]),
    AGE = Field::derived("age", "Days open", 5, Derived { show: |v, r| days_open(v, r).map_or(String::new(), |days| days.to_string()), rank: |v, r| -days_open(v, r).unwrap_or(-1) }).reads(&[Kind::Round]).head("Open"),
    STEP = Field::choice("step", "Step", STEPS).column(8).alias(&["status", "state"]),
    TITLE = Field::line("title", "Title").column(28).alias(&["name", "statement", "finding", "nonconformity", "summary"]),
    AGAINST = Field::many("against", "Against", &[Kind::Item]).column(10).alias(&["clause", "clauses", "control", "controls", "requirement", "requirements", "control.identifier"]),
    REPEATS = Field::derived("repeats", "Repeat of", 10, Derived { show: |v, r| v.records.called_all(&repeats(v, r), ", "), rank: |v, r| -(repeats(v, r).len() as i64) }).form().reads(&[Kind::Round, Kind::Finding]),
    RULE = Field::line("own_rule", "Own rule").help("A rule of the organisation that was not kept, with its section."),
    SYSTEMS = Field::many("systems", "AI systems", &[Kind::System]).column(8).alias(&["ai system", "system", "asset", "assets"]),
    SOURCE = Field::choice("source", "Source", SOURCES).column(12),
    INCIDENT = Field::one("incident", "Incident", &[Kind::Incident]).help("The incident that it was opened from."),
    TEST = Field::choice("test", "Grade test", TESTS).help("Absent or systemic points to major, isolated to minor, not a breach to an improvement."),
    CRITERION = Field::long("criterion", "Asked for").alias(&["criteria"]).help("What is demanded, in short, with its reference."),
    CONDITION = Field::long("condition", "Seen").alias(&["description", "observation", "facts"]).help("What was seen or heard, where, when, how many."),
    EXTENT = Field::long("extent", "How far").alias(&["extent"]).help("How many were looked at, how many failed, since when, and where."),
    EFFECT = Field::long("effect", "So").alias(&["risk_statement", "effect", "impact"]).help("What follows from it."),
    ADVICE = Field::long("advice", "Advice").alias(&["recommendation"]),
    EVIDENCE = Field::many("evidence", "Evidence", &[Kind::Evidence]).alias(&["evidences", "evidence_refs"]),
    RISKS = Field::many("risks", "Risks", &[Kind::Risk]),
    ANSWERED = Field::long("auditee_answer", "Auditee's answer").help("The auditee's own words, apart from the auditor's check."),
    PLAN = Field::choice("plan_answer", "Plan of the auditee", PLANS).help("What the auditor says to cause, correction and action that are planned."),
    PLAN_WHY = Field::line("plan_reason", "Why it is sent back"),
    PLAN_ON = Field::date("plan_on", "Plan judged on"),
    PLAN_BY = Field::one("plan_by", "Plan judged by", &[Kind::Person]).help("The auditor, not the owner."),
    CORRECTION = Field::long("correction", "Fix now").alias(&["immediate action", "correction", "containment"]).help("What was done at once for this case."),
    METHOD = Field::choice("cause_method", "Cause found by", METHODS),
    CAUSE = Field::long("cause", "Cause").alias(&["root cause", "root_cause"]).help("Why it could happen. Five whys: one line each."),
    ELSEWHERE = Field::choice("elsewhere", "Could it be elsewhere?", ELSEWHERE_LIST),
    PLACES = Field::long("places", "Places checked"),
    DONE = Field::date("done", "Action done on"),
    CHECK_HOW = Field::line("check_how", "How will we know it worked?").alias(&["effectiveness check"]),
    CHECK_ON = Field::date("check_on", "Check on"),
    CHECKER = Field::one("checker", "Checked by", &[Kind::Person]).help("Somebody else than the owner."),
    EFFECTIVE = Field::choice("effective", "Effective?", EFFECTIVE_LIST).help("'Not effective': the next step is the cause again."),
    CHECK_BASIS = Field::line("check_basis", "Judged on").help("What the judgement of effectiveness rests on."),
    CLOSED = Field::date("closed", "Closed on").alias(&["date closed", "closed date", "closing date"]),
    ROUND = Field::one("round", "Round", &[Kind::Round]).column(6),
    ANSWER = Field::one("answer", "Raised from", &[Kind::Answer]).column(8),
    RAISED = Field::stamp("raised", "Raised").hidden(),
    RAISED_BY = Field::line("raised_by", "Raised by").hidden(),
    CHANGES = Field::line("system_change", "Change to the AIMS").help("Policy, risk, control or training that was changed because of it."),
    CHANGED = Field::many("changed", "Changed by it", &[Kind::Document, Kind::Risk, Kind::Item, Kind::Training, Kind::Commitment, Kind::Alteration])
        .help("The policy, risk, control or training that was changed because of it."),
    EXTERNAL_REF = Field::line("external_ref", "Reference elsewhere").alias(&["id", "ncr id", "nc id", "ref_id", "finding id", "ncr number", "nc number"]),
}

pub static SPEC: Spec = Spec {
    kind: Kind::Finding,
    prefix: "F",
    digits: 3,
    table: "finding",
    name: "finding",
    plural: "findings",
    help: "What an audit or an event showed, and the steps until it is closed.",
    fields: FIELDS,
    title: TITLE,
    starts: &[(RAISED, StartValue::Now)],
    owner: Some(OWNER),
    due: Some(DUE),
    state: Some(STEP),
    reference: Some(EXTERNAL_REF),
    sort: Some(LATE),
    acts: &[
        Act::Fill,
        Act::Forward,
        Act::Owner,
        Act::Day,
        Act::Whys,
        Act::Plan,
        Act::Action,
        Act::State,
        Act::Back,
        Act::Grade,
        Act::PlanGaps,
    ],
    keys: Some("findings"),
    sets: &[(Act::Grade, GRADE), (Act::Plan, PLAN)],
    follows: &[Follow { after: PLAN, word: Plan::SentBack as u8, then: PLAN_WHY }],
    counted: Counting::Open,
    detail: |view, finding| view.cell(finding, STEP),
    judged: &[GRADE],
    imports: Some('f'),
    sections: &[
        Section::new("What", CRITERION),
        Section::new("Put right", ANSWERED),
        Section::new("Proof", DONE),
        Section::new("Where from", ROUND),
    ],
    keeps: Some(CONDITION),
    clause: "10.2",
    ..Spec::BASE
};

impl Grade {
    /// The verdict of the answer that a finding of this grade was raised from.
    pub fn verdict(self) -> Verdict {
        match self {
            Grade::Improve => Verdict::Improve,
            Grade::Minor => Verdict::Minor,
            Grade::Major => Verdict::Major,
        }
    }
    /// The word of it in an audit, or in a round that is none and knows no nonconformity.
    pub fn word(self, audit: bool) -> &'static str {
        if audit { self.label() } else { self.verdict().gap_label() }
    }
}

/// For how many days it is open, or was until it was closed: from the moment it was raised, else from the first day of
/// its round. Nothing where neither is known, or where it is closed without a day.
pub fn days_open(view: View, finding: &Record) -> Option<i64> {
    let from = raised_on(view, finding)?;
    let to = if step(finding) == Step::Closed { finding.date(CLOSED)? } else { view.today };
    from.until(to).ok().map(|span| i64::from(span.get_days()).max(0))
}

/// Nonconformities of other rounds and sources against an item, earliest first; where systems are named on both sides, those
/// that share one.
pub fn earlier(view: View, item: Id, systems: &[Id]) -> Vec<Id> {
    let shares = |f: &Record| {
        let theirs = f.refs(SYSTEMS);
        theirs.is_empty() || systems.is_empty() || theirs.iter().any(|s| systems.contains(s))
    };
    let same = view.records.linked(item, Kind::Finding, AGAINST).filter(|f| !is_improvement(f) && shares(f));
    let mut all: Vec<(Option<Date>, Id)> = same.map(|f| (raised_on(view, f), f.id)).collect();
    all.sort_unstable();
    all.into_iter().map(|(_, id)| id).collect()
}

/// The day on which it was raised, else the first day of its round.
fn raised_on(view: View, finding: &Record) -> Option<Date> {
    let round = || view.records.get(finding.one(ROUND)?)?.date(round::FROM);
    finding.stamp(RAISED).map(|at| at.date()).or_else(round)
}

/// Earlier nonconformities of which this one is a repeat: against the same clause or control, of another round or source.
pub fn repeats(view: View, finding: &Record) -> Vec<Id> {
    let Some(day) = raised_on(view, finding).filter(|_| !is_improvement(finding)) else { return Vec::new() };
    let before = |id: &Id| {
        let Some(other) = view.records.live(*id).filter(|f| f.id != finding.id) else { return false };
        let apart = other.one(ROUND) != finding.one(ROUND) || finding.one(ROUND).is_none();
        apart && raised_on(view, other).is_some_and(|d| d < day || d == day && other.id < finding.id)
    };
    let of = |item: &Id| earlier(view, *item, finding.refs(SYSTEMS));
    let mut all: Vec<Id> = finding.refs(AGAINST).iter().flat_map(of).filter(before).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Its step; an empty field is *new*.
pub fn step(finding: &Record) -> Step {
    Step::of(finding, STEP).unwrap_or(Step::New)
}

/// Graded as an opportunity for improvement.
pub fn is_improvement(finding: &Record) -> bool {
    Grade::of(finding, GRADE) == Some(Grade::Improve)
}

/// A nonconformity of which nothing seen is written and to which no evidence is linked.
pub fn rests_on_nothing(finding: &Record) -> bool {
    let seen = matches!(finding.value(CONDITION), Value::Unread) || !finding.text(CONDITION).trim().is_empty();
    Grade::of(finding, GRADE) >= Some(Grade::Minor) && !seen && finding.refs(EVIDENCE).is_empty()
}

/// Not closed and not hidden.
pub fn is_open(finding: &Record) -> bool {
    !finding.hidden && step(finding) != Step::Closed
}
