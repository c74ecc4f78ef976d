//! What a management review looks at (clause 9.3.2): each input with its numbers of today and the records behind them.
//!
//! What is to be decided stands before what is only to be known. Own and customary inputs say that they are not required.

use super::{
    Id, Kind, Record, Stage, Value, View, checks,
    kinds::{
        action, assessment, certificate, document, finding, improvement, incident, issue, metric, objective,
        obligation, organisation, party, request, resource,
        review::{self, State},
        review_input::{self, Input, Outcome},
        risk, round,
        shared::YES,
        supplier, system,
    },
    measures, progress,
};
use jiff::civil::Date;

/// A number of an input and the records that it counts.
pub struct Number {
    pub label: &'static str,
    pub ids: Vec<Id>,
    /// What is said in place of how many there are.
    pub text: Option<String>,
}

impl Number {
    /// `findings open: 3`
    pub fn told(&self) -> String {
        match &self.text {
            Some(text) => format!("{}: {text}", self.label),
            None => format!("{}: {}", self.label, self.ids.len()),
        }
    }
}

/// What is said of an input before anybody speaks.
pub struct Said {
    pub input: Input,
    pub title: &'static str,
    /// The clause that it serves.
    pub clause: &'static str,
    /// Clause 9.3.2 asks for it.
    pub required: bool,
    /// Something is to be decided, not only to be known.
    pub decides: bool,
    pub questions: &'static [&'static str],
}

const fn must(input: Input, title: &'static str, decides: bool, questions: &'static [&'static str]) -> Said {
    Said { input, title, clause: "9.3.2", required: true, decides, questions }
}
const fn more(
    input: Input,
    clause: &'static str,
    title: &'static str,
    decides: bool,
    questions: &'static [&'static str],
) -> Said {
    Said { input, title, clause, required: false, decides, questions }
}

/// The inputs, the required ones first.
#[rustfmt::skip]
pub static INPUTS: &[Said] = &[
    must(Input::Actions, "What became of the actions of earlier reviews", false, &["Which action is late for the second time, and what would free it?", "Did the finished ones have the effect we wanted?"]),
    must(Input::Context, "Changes outside and inside that matter for the AIMS", true, &["Which change in law, market or technology asks for a different course?", "Is our position on climate change still right?"]),
    must(Input::Needs, "Changes in what interested parties need and expect", true, &["Whose expectation do we not meet, and do we want to?", "Which need becomes an obligation from now on?"]),
    must(Input::Findings, "Trend of nonconformities and corrective actions", false, &["Which cause keeps coming back?", "Is anything open that could hurt people?"]),
    must(Input::Measures, "Trend of what was watched and measured", false, &["Which measure moved, and why?", "Which measures can go?"]),
    must(Input::Audits, "Trend of audit results", false, &["What do the audits say about how well it works, not only whether it exists?", "Was the programme big and independent enough?"]),
    must(Input::Improvements, "Where the AIMS can become better", true, &["Which improvement gives most for the effort?", "What do we simplify or stop?"]),
    more(Input::Objectives, "6.2", "Progress on AI objectives", false, &["Which objective is out of reach, and is the objective or the plan wrong?"]),
    more(Input::Risks, "6.1.3", "Risks above appetite and acceptances running out", true, &["Do we treat, accept once more, or stop the use?"]),
    more(Input::Impacts, "8.4", "Results of impact assessments and open conditions", true, &["Which use do we limit or end because of what it does to people?"]),
    more(Input::Incidents, "A.8.4", "Incidents, near misses and concerns", false, &["What did we learn, and who outside was told?"]),
    more(Input::Suppliers, "A.10.3", "Suppliers: reviews and refused duties", true, &["Which supplier do we press, replace or accept with open eyes?"]),
    more(Input::Resources, "7.1", "Resources and competence", true, &["What is not staffed, and what is given up instead?"]),
    more(Input::Law, "4.2", "Law and obligations", true, &["Which duty starts before the next review, and are we ready?"]),
    more(Input::Policy, "A.2.4", "AI policy and commitments", true, &["Does the policy still fit, suffice and work?"]),
    more(Input::Certification, "9.2.2", "Certification matters", false, &["What does the body expect next, and by when?"]),
];

/// What is said of an input; nothing of a point of one's own.
pub fn said(input: Input) -> Option<&'static Said> {
    INPUTS.iter().find(|s| s.input == input)
}

/// The record of an input in a review.
pub fn record_of<'a>(view: View<'a>, review: Id, input: Input) -> Option<&'a Record> {
    let all = view.records.linked(review, Kind::ReviewInput, review_input::REVIEW);
    all.filter(|r| Input::of(r, review_input::INPUT) == Some(input)).min_by_key(|r| r.id)
}

/// All records of a review's inputs, in the order of ids.
pub fn records_of<'a>(view: View<'a>, review: Id) -> Vec<&'a Record> {
    let mut all: Vec<&Record> = view.records.linked(review, Kind::ReviewInput, review_input::REVIEW).collect();
    all.sort_by_key(|r| r.id);
    all
}

/// Whether an input was treated, or left out with a reason.
pub fn is_settled(input: &Record) -> bool {
    match Outcome::of(input, review_input::OUTCOME) {
        Some(Outcome::Treated) => true,
        Some(Outcome::Left) => !input.text(review_input::WHY_NOT).trim().is_empty(),
        None => false,
    }
}

/// The required inputs that nobody has treated or left out with a reason.
pub fn missing(view: View, review: Id) -> Vec<&'static Said> {
    missing_among(
        &records_of(view, review).into_iter().filter(|r| is_settled(r)).filter_map(input_of).collect::<Vec<_>>(),
    )
}

/// The required inputs that are not among these.
pub fn missing_among(settled: &[Input]) -> Vec<&'static Said> {
    INPUTS.iter().filter(|s| s.required && !settled.contains(&s.input)).collect()
}

/// Which input a record is of.
pub fn input_of(record: &Record) -> Option<Input> {
    Input::of(record, review_input::INPUT)
}

/// `5/7`: required inputs that are settled.
pub fn treated_text(view: View, review: &Record) -> String {
    let all = INPUTS.iter().filter(|s| s.required).count();
    format!("{}/{all}", all - missing(view, review.id).len())
}

pub fn treated_rank(view: View, review: &Record) -> i64 {
    -(missing(view, review.id).len() as i64)
}

/// The day of the review before, from which on something is new.
pub fn begins(view: View, review: &Record) -> Date {
    let last = review.one(review::LAST).and_then(|id| view.records.live(id));
    last.and_then(|r| r.date(review::DAY)).unwrap_or(Date::MIN)
}

/// What a review or one of its inputs decided: its actions, in the order of ids.
pub fn actions<'a>(view: View<'a>, review: Id) -> Vec<&'a Record> {
    let inputs = records_of(view, review).into_iter().map(|r| r.id);
    let of = |id: Id| view.records.linked(id, Kind::Action, action::ABOUT);
    let mut all: Vec<&Record> = [review].into_iter().chain(inputs).flat_map(of).collect();
    all.sort_by_key(|a| a.id);
    all.dedup_by_key(|a| a.id);
    all
}

/// Actions that the reviews before this one decided: those that are not closed, and those of the last review.
pub fn earlier<'a>(view: View<'a>, review: &Record) -> Vec<&'a Record> {
    let last = review.one(review::LAST);
    let others = view.records.all(Kind::Review).filter(|r| r.id != review.id);
    let day = review.date(review::DAY).unwrap_or(Date::MAX);
    let before = others.filter(|r| Some(r.id) == last || r.date(review::DAY).is_some_and(|d| d < day));
    let mut all: Vec<&Record> = before
        .flat_map(|r| actions(view, r.id).into_iter().map(move |a| (r.id, a)))
        .filter(|(of, a)| Some(*of) == last || !progress::is_done(a))
        .map(|(_, a)| a)
        .collect();
    all.sort_by_key(|a| a.id);
    all.dedup_by_key(|a| a.id);
    all
}

/// The last signed review, by its day.
pub fn last_signed(view: View<'_>) -> Option<&Record> {
    view.records.all(Kind::Review).filter(|r| review::is_signed(r)).max_by_key(|r| (r.date(review::DAY), r.id))
}

/// The next review that is planned or held and not signed yet.
pub fn coming(view: View<'_>) -> Option<&Record> {
    let open = |r: &&Record| !progress::is_done(r) && !progress::is_over(r);
    view.records
        .all(Kind::Review)
        .filter(open)
        .min_by_key(|r| (r.date(review::DAY).is_none(), r.date(review::DAY), r.id))
}

/// The numbers of an input as they are today, new ones counted from the day of the last review on.
pub fn numbers(view: View, review: &Record, input: Input) -> Vec<Number> {
    let from = begins(view, review);
    match input {
        Input::Actions => of_actions(view, review),
        Input::Context => of_context(view, from),
        Input::Needs => of_needs(view, from),
        Input::Findings => of_findings(view),
        Input::Measures => of_measures(view),
        Input::Audits => of_audits(view, from),
        Input::Improvements => of_improvements(view, from),
        Input::Own => Vec::new(),
        other => of_custom(view, review, from, other),
    }
}

fn counted(label: &'static str, ids: Vec<Id>) -> Number {
    Number { label, ids, text: None }
}

fn those(view: View, kind: Kind, label: &'static str, is: impl Fn(&Record) -> bool) -> Number {
    counted(label, view.records.all(kind).filter(|r| is(r)).map(|r| r.id).collect())
}

/// The records at which a rule is not met.
fn spots(view: View, label: &'static str, rule: &str) -> Number {
    let found = checks::find(rule).map(|check| (check.find)(view)).unwrap_or_default();
    let mut ids: Vec<Id> = found.into_iter().map(|s| s.id).collect();
    ids.dedup();
    counted(label, ids)
}

fn is_late(view: View, record: &Record) -> bool {
    progress::late_days(view, record).is_some()
}

fn of_actions(view: View, review: &Record) -> Vec<Number> {
    let all = earlier(view, review);
    let pick =
        |label, is: &dyn Fn(&Record) -> bool| counted(label, all.iter().filter(|a| is(a)).map(|a| a.id).collect());
    vec![
        pick("open", &|a| !progress::is_done(a)),
        pick("late", &|a| is_late(view, a)),
        pick("done", &progress::is_done),
        pick("done without proof", &|a| progress::is_done(a) && a.refs(action::PROOF).is_empty()),
    ]
}

fn of_context(view: View, from: Date) -> Vec<Number> {
    let climate = view.records.single(Kind::Organisation);
    let climate = climate.map(|o| view.cell(o, organisation::CLIMATE)).filter(|c| !c.is_empty());
    let mut all = vec![
        those(view, Kind::Issue, "issues looked at since", |i| i.date(issue::CHECKED).is_some_and(|d| d >= from)),
        spots(view, "issues past their check day", "context.stale"),
        spots(view, "AI systems found without approval", "inventory.found-without-approval"),
        those(view, Kind::Alteration, "changes made since", |c| {
            c.date(super::kinds::alteration::MADE).is_some_and(|d| d >= from)
        }),
        those(view, Kind::System, "AI systems gone live since", |s| {
            s.date(system::LIVE_SINCE).is_some_and(|d| d >= from)
        }),
    ];
    let text = Some(climate.unwrap_or_else(|| "no position yet".into()));
    all.push(Number { label: "climate change matters", ids: Vec::new(), text });
    all
}

fn of_needs(view: View, from: Date) -> Vec<Number> {
    let complaint = |i: &Record| {
        incident::Type::of(i, incident::TYPE) == Some(incident::Type::Complaint)
            && i.stamp(incident::HAPPENED).is_none_or(|s| s.date() >= from)
    };
    vec![
        those(view, Kind::Party, "parties looked at since", |p| p.date(party::CHECKED).is_some_and(|d| d >= from)),
        spots(view, "needs that nothing answers", "party.need-unmet"),
        spots(view, "parties to be looked at again", "party.stale"),
        those(view, Kind::Incident, "complaints since", complaint),
    ]
}

fn of_findings(view: View) -> Vec<Number> {
    let graded = |grade| move |f: &Record| finding::is_open(f) && finding::Grade::of(f, finding::GRADE) == Some(grade);
    let failed = |f: &Record| f.text(finding::CHECK_BASIS).starts_with("not effective") || is_not_effective(f);
    let closed = |f: &&Record| finding::step(f) == finding::Step::Closed;
    let mut days: Vec<i64> =
        view.records.all(Kind::Finding).filter(closed).filter_map(|f| finding::days_open(view, f)).collect();
    days.sort_unstable();
    let median = days.get(days.len() / 2).map_or("nothing closed yet".into(), |d| format!("{d} days"));
    vec![
        those(view, Kind::Finding, "majors open", graded(finding::Grade::Major)),
        those(view, Kind::Finding, "minors open", graded(finding::Grade::Minor)),
        those(view, Kind::Finding, "late", |f| finding::is_open(f) && is_late(view, f)),
        those(view, Kind::Finding, "not effective at the check", failed),
        Number { label: "half of them closed within", ids: Vec::new(), text: Some(median) },
    ]
}

fn is_not_effective(finding: &Record) -> bool {
    finding::Effective::of(finding, finding::EFFECTIVE) == Some(finding::Effective::No)
}

fn of_measures(view: View) -> Vec<Number> {
    let bad = |m: &Record| measures::latest(view, m).is_some_and(|r| measures::is_bad(m, r));
    vec![
        those(view, Kind::Metric, "metrics beyond their limit", bad),
        spots(view, "metrics without a reading", "metric.no-reading"),
        those(view, Kind::Task, "recurring tasks that failed", bad),
        spots(view, "recurring tasks overdue", "task.overdue"),
        those(view, Kind::Metric, "metrics nobody used twice in a row", |m| m.number(metric::UNUSED) >= Some(2)),
    ]
}

fn of_audits(view: View, from: Date) -> Vec<Number> {
    let audit = |r: &Record| round::Type::of(r, round::TYPE).is_some_and(round::Type::is_audit);
    let since = |r: &Record| audit(r) && super::rounds::day(view, r).is_some_and(|d| d >= from);
    let theirs = |q: &Record| request::is_theirs(q) && request::is_open(q);
    let outside =
        |f: &Record| finding::is_open(f) && finding::Source::of(f, finding::SOURCE) == Some(finding::Source::Outside);
    vec![
        those(view, Kind::Round, "audits since", since),
        counted("clauses and controls no audit has judged", super::programme::never_judged(view)),
        those(view, Kind::Finding, "open findings of the body", outside),
        those(view, Kind::Request, "questions of the body without an answer", theirs),
    ]
}

fn of_improvements(view: View, from: Date) -> Vec<Number> {
    let stage =
        |stages: &'static [Stage]| move |i: &Record| !progress::is_over(i) && stages.contains(&progress::stage(i));
    let own = view.records.all(Kind::Improvement).filter(|i| i.choice(improvement::PROACTIVE) == Some(YES)).count();
    let all = view.records.count(Kind::Improvement);
    let share = if all == 0 { "no idea yet".to_string() } else { format!("{own} of {all}") };
    let _ = from;
    vec![
        those(view, Kind::Improvement, "ideas new", stage(&[Stage::Open])),
        those(view, Kind::Improvement, "ideas in work", stage(&[Stage::InWork])),
        those(view, Kind::Improvement, "ideas finished", stage(&[Stage::Done, Stage::Checked, Stage::Closed])),
        Number { label: "not forced by an event", ids: Vec::new(), text: Some(share) },
    ]
}

fn of_custom(view: View, review: &Record, from: Date, input: Input) -> Vec<Number> {
    match input {
        Input::Objectives => vec![
            those(view, Kind::Objective, "objectives open", |o| !progress::is_done(o) && !progress::is_over(o)),
            those(view, Kind::Objective, "late", |o| is_late(view, o)),
            those(view, Kind::Objective, "without result", |o| o.value(objective::RESULT).is_empty()),
        ],
        Input::Risks => vec![
            those(view, Kind::Risk, "risks above appetite", |r| {
                risk::is_open(r) && risk::against_appetite(view, r) == "above"
            }),
            spots(view, "acceptances that ran out", "risk.acceptance-ran-out"),
        ],
        Input::Impacts => vec![
            spots(view, "assessments due", "impact.due"),
            those(view, Kind::Assessment, "approved with conditions", |a| {
                assessment::is_approved(a) && !a.value(assessment::CONDITIONS).is_empty()
            }),
        ],
        Input::Incidents => vec![
            those(view, Kind::Incident, "since the last review", |i| {
                i.stamp(incident::HAPPENED).is_some_and(|s| s.date() >= from)
            }),
            those(view, Kind::Incident, "open", |i| !progress::is_done(i) && !progress::is_over(i)),
        ],
        Input::Suppliers => vec![
            spots(view, "supplier reviews overdue", "inventory.supplier-review-overdue"),
            those(view, Kind::Supplier, "not acceptable", |s| view.cell(s, supplier::RESULT).contains("not")),
            spots(view, "duties not agreed", "duty.not-agreed"),
        ],
        Input::Resources => vec![
            those(view, Kind::Resource, "asked and not answered", |r| {
                r.choice(resource::STATE) == Some(super::kinds::shared::Agreement::Asked as u8)
            }),
            spots(view, "roles without a person", "role.unfilled"),
            spots(view, "trainings done by too few", "training.below-target"),
        ],
        Input::Law => {
            let next = review.date(review::NEXT).unwrap_or(Date::MAX);
            let starts =
                |l: &Record| l.period(obligation::FROM).is_some_and(|p| p.last() >= view.today && p.last() <= next);
            vec![
                those(view, Kind::Obligation, "duties that start", starts),
                spots(view, "duties not met", "duty.unmet"),
            ]
        }
        Input::Policy => vec![
            spots(view, "policies not approved", "policy.not-approved"),
            those(view, Kind::Document, "policies to be reviewed", |d| {
                document::is_policy(d) && progress::review_is_late(view, d)
            }),
            spots(view, "themes no policy covers", "policy.theme-uncovered"),
        ],
        Input::Certification => vec![
            those(view, Kind::Certificate, "certificates held or aimed at", |c| !progress::is_over(c)),
            spots(view, "visits overdue", "certificate.surveillance-due"),
            those(view, Kind::Certificate, "with open majors", |c| !certificate::open_majors(view, c).is_empty()),
        ],
        _ => Vec::new(),
    }
}

/// The numbers of an input as text, with the records behind them, as it is kept when the input is treated.
pub fn numbers_text(view: View, review: &Record, input: Input) -> String {
    const NAMED: usize = 6;
    let line = |n: Number| {
        let mut named: Vec<String> = n.ids.iter().take(NAMED).map(|id| view.records.called(*id)).collect();
        if n.ids.len() > NAMED {
            named.push(format!("and {} more", n.ids.len() - NAMED));
        }
        if named.is_empty() { n.told() } else { format!("{} ({})", n.told(), named.join(", ")) }
    };
    numbers(view, review, input).into_iter().map(line).collect::<Vec<_>>().join("\n")
}

/// What a review is still missing before it can be signed, as sentences.
pub fn unsigned(view: View, review: &Record) -> Vec<String> {
    let mut all: Vec<String> = missing(view, review.id).iter().map(|s| s.title.to_lowercase()).collect();
    let words = [
        (review::SUITABLE, "whether the AIMS is suitable"),
        (review::ADEQUATE, "whether it is adequate"),
        (review::EFFECTIVE, "whether it is effective"),
        (review::ATTENDEES, "who attended"),
        (review::CHAIR, "who chaired it"),
    ];
    all.extend(words.iter().filter(|(f, _)| review.value(*f).is_empty()).map(|(_, what)| what.to_string()));
    all
}

/// Whether its state is that of a review that was held.
pub fn is_held(review: &Record) -> bool {
    matches!(State::of(review, review::STATE), Some(State::Held | State::Signed))
}

/// The value of a text, or nothing where it is blank.
pub fn text_or_none(text: &str) -> Value {
    if text.trim().is_empty() { Value::Empty } else { Value::text(text.trim()) }
}
