//! The numbers of each input of a management review as they are today.

use super::{Number, begins, earlier};
use crate::domain::{
    Id, Kind, Record, Stage, View, checks,
    kinds::{
        action, alteration, assessment, certificate, document, finding, improvement, incident, issue, metric,
        objective, obligation, organisation, party, request, resource, review,
        review_input::Input,
        risk, round,
        shared::{Agreement, YES},
        supplier, system,
    },
    measures, programme, progress, rounds,
};
use jiff::civil::Date;

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
        Input::Improvements => of_improvements(view),
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
        those(view, Kind::Alteration, "changes made since", |c| c.date(alteration::MADE).is_some_and(|d| d >= from)),
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
    let since = |r: &Record| {
        round::is_audit(r) && rounds::took_place(view, r) && rounds::day(view, r).is_some_and(|d| d >= from)
    };
    let theirs = |q: &Record| request::is_theirs(q) && request::is_open(q);
    let outside =
        |f: &Record| finding::is_open(f) && finding::Source::of(f, finding::SOURCE) == Some(finding::Source::Outside);
    vec![
        those(view, Kind::Round, "audits since", since),
        counted("clauses and controls no audit has judged", programme::never_judged(view)),
        those(view, Kind::Finding, "open findings of the body", outside),
        those(view, Kind::Request, "questions of the body without an answer", theirs),
    ]
}

fn of_improvements(view: View) -> Vec<Number> {
    let stage =
        |stages: &'static [Stage]| move |i: &Record| !progress::is_over(i) && stages.contains(&progress::stage(i));
    let own = view.records.all(Kind::Improvement).filter(|i| i.choice(improvement::PROACTIVE) == Some(YES)).count();
    let all = view.records.count(Kind::Improvement);
    let share = if all == 0 { "no idea yet".to_string() } else { format!("{own} of {all}") };
    vec![
        those(view, Kind::Improvement, "ideas new", stage(&[Stage::Open])),
        those(view, Kind::Improvement, "ideas in work", stage(&[Stage::InWork])),
        those(view, Kind::Improvement, "ideas finished", stage(&[Stage::Done, Stage::Checked, Stage::Closed])),
        Number { label: "not forced by an event", ids: Vec::new(), text: Some(share) },
    ]
}

fn of_law(view: View, review: &Record) -> Vec<Number> {
    let next = review.date(review::NEXT).unwrap_or(Date::MAX);
    let starts = |l: &Record| l.period(obligation::FROM).is_some_and(|p| p.last() >= view.today && p.last() <= next);
    vec![those(view, Kind::Obligation, "duties that start", starts), spots(view, "duties not met", "duty.unmet")]
}

fn of_custom(view: View, review: &Record, from: Date, input: Input) -> Vec<Number> {
    match input {
        Input::Objectives => vec![
            those(view, Kind::Objective, "objectives open", progress::is_open),
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
            those(view, Kind::Incident, "open", progress::is_open),
        ],
        Input::Suppliers => vec![
            spots(view, "supplier reviews overdue", "inventory.supplier-review-overdue"),
            those(view, Kind::Supplier, "not acceptable", |s| view.cell(s, supplier::RESULT).contains("not")),
            spots(view, "duties not agreed", "duty.not-agreed"),
        ],
        Input::Resources => vec![
            those(view, Kind::Resource, "asked and not answered", |r| {
                r.choice(resource::STATE) == Some(Agreement::Asked as u8)
            }),
            spots(view, "roles without a person", "role.unfilled"),
            spots(view, "mandatory trainings that too few people did", "training.below-target"),
        ],
        Input::Law => of_law(view, review),
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
