//! Each rule once with records that trip it, and once with the same records put right.

use super::*;
use crate::domain::{
    Period, Record, Records, Value,
    kinds::{
        self, action, answer, decision, evidence, finding, interview, item, method, person, request, risk, round,
        supplier, system,
    },
    reasons::{Reason, taken_over},
};
use jiff::civil::{Date, date};

const TODAY: Date = date(2025, 6, 10);

fn id(text: &str) -> Id {
    text.parse().unwrap()
}
pub fn rec(text: &str) -> Record {
    Record::new(id(text))
}
pub fn to(text: &str) -> Value {
    Value::refs(text.split(' ').map(id))
}
pub fn one(text: &str) -> Value {
    Value::Ref(id(text))
}
pub fn day(month: i8, day: i8) -> Value {
    Value::Date(date(2025, month, day))
}
pub fn text(text: &str) -> Value {
    Value::text(text)
}

/// Spots of a rule in a file with an audit, an interview, and these records.
pub fn spots(check: &str, extra: &[Record]) -> Vec<Spot> {
    let mut records = Records::default();
    records.put([
        rec("P-1"),
        rec("P-2"),
        rec("E-1").with(evidence::TITLE, text("minutes")),
        rec("RD-1").with(round::TYPE, round::Type::Audit.value()).with(round::LEAD, one("P-1")),
        rec("I-1").with(interview::ROUND, one("RD-1")).with(interview::AUDITOR, one("P-1")),
    ]);
    records.put(extra.iter().cloned());
    (find(check).unwrap_or_else(|| panic!("no rule {check}")).find)(View { records: &records, today: TODAY })
}

/// A rule, a record that trips it, and the values that put it right.
pub type Case = (&'static str, Record, Vec<(usize, Value)>);

fn system_cases() -> Vec<Case> {
    let s = || rec("S-1").with(system::NAME, text("scorer"));
    let out = || s().with(system::SCOPE, system::Scope::Out.value());
    vec![
        (
            "inventory.prohibited",
            s().with(system::ACT_CLASS, system::ActClass::Prohibited.value()),
            vec![(system::STATE, system::State::Retired.value())],
        ),
        (
            "inventory.high-out-of-scope",
            out().with(system::TIER, system::Tier::Critical.value()),
            vec![(system::SCOPE, system::Scope::In.value())],
        ),
        ("inventory.out-without-reason", out(), vec![(system::SCOPE_REASON, text("not ours"))]),
        (
            "inventory.no-impact-assessment",
            s().with(system::STATE, system::State::Pilot.value()),
            vec![(system::IMPACT, day(1, 1))],
        ),
        (
            "inventory.external-without-supplier",
            s().with(system::ORIGIN, system::Origin::Both.value()),
            vec![(system::SUPPLIERS, to("SU-1"))],
        ),
        (
            "inventory.act-class-unfounded",
            s().with(system::ACT_CLASS, system::ActClass::High.value()).with(system::ACT_BY, one("P-1")),
            vec![(system::ACT_REASON, text("Annex III, employment"))],
        ),
        (
            "inventory.supplier-review-overdue",
            rec("SU-1").with(supplier::REVIEW, day(6, 9)),
            vec![(supplier::REVIEW, day(6, 10))],
        ),
        ("inventory.review-overdue", s().with(system::NEXT_REVIEW, day(6, 9)), vec![(system::NEXT_REVIEW, day(6, 10))]),
        ("inventory.no-risk-class", s(), vec![(system::TIER, system::Tier::Low.value())]),
        ("inventory.scope-undecided", s(), vec![(system::SCOPE, system::Scope::In.value())]),
        ("inventory.no-owner", s(), vec![(system::OWNER, one("P-1"))]),
    ]
}

fn risk_cases() -> Vec<Case> {
    let r = || rec("R-1").with(risk::LIKELIHOOD, Value::Number(4)).with(risk::CONSEQUENCE, Value::Number(4));
    let low = vec![(risk::LIKELIHOOD, Value::Number(1))];
    vec![
        (
            "risk.off-scale",
            r().with(risk::TARGET_LIKELIHOOD, Value::Number(6)).with(risk::TARGET_CONSEQUENCE, Value::Number(1)),
            vec![(risk::TARGET_LIKELIHOOD, Value::Number(5))],
        ),
        (
            "risk.method-contradicts",
            rec("RM-1").with(method::BANDS, text("L low 1\nH high 30")),
            vec![(method::BANDS, text("L low 1\nH high 15"))],
        ),
        (
            "risk.rating-old",
            r().with(risk::RATED, Value::Date(date(2024, 6, 9))),
            vec![(risk::RATED, Value::Date(date(2024, 6, 10)))],
        ),
        (
            "risk.accepted-without-name",
            r().with(risk::STATUS, risk::Status::Accepted.value()).with(risk::ACCEPTED_BY, one("P-1")),
            vec![(risk::ACCEPTED_ON, day(1, 1))],
        ),
        ("risk.above-without-treatment", r(), vec![(risk::TREATMENT, risk::Treatment::Reduce.value())]),
        (
            "risk.above-without-control",
            r().with(risk::TREATMENT, risk::Treatment::Reduce.value()),
            vec![(risk::CONTROLS, to("A.6.2.4"))],
        ),
        ("risk.above-without-owner", r(), vec![(risk::OWNER, one("P-1"))]),
        ("risk.above-without-date", r(), vec![(risk::DUE, day(12, 1))]),
        ("risk.target-late", r().with(risk::DUE, day(6, 1)), low),
        ("risk.review-overdue", r().with(risk::REVIEW, day(6, 9)), vec![(risk::STATUS, risk::Status::Closed.value())]),
        (
            "risk.not-rated",
            rec("R-1").with(risk::LIKELIHOOD, Value::Number(2)),
            vec![(risk::CONSEQUENCE, Value::Number(2))],
        ),
    ]
}

fn control_cases() -> Vec<Case> {
    let c = || rec("A.6.2.4").with(item::GROUP, item::Group::Control.value());
    let used = || c().with(item::USE, item::Use::Yes.value());
    let out = || c().with(item::USE, item::Use::No.value());
    vec![
        (
            "soa.exclusion-without-reason",
            out().with(item::WHY_AGAINST, text("  ")),
            vec![(item::WHY_AGAINST, text("no development"))],
        ),
        ("soa.undecided", c(), vec![(item::USE, item::Use::No.value())]),
        ("soa.use-without-reason", used(), vec![(item::BASIS, item::Basis::Law.value())]),
        (
            "soa.in-place-without-evidence",
            used().with(item::STATE, item::State::Works.value()),
            vec![(item::STATE, item::State::Partly.value())],
        ),
        (
            "soa.review-overdue",
            used().with(item::CHECKED, day(1, 9)).with(item::INTERVAL, Value::Number(5)),
            vec![(item::CHECKED, day(1, 10))],
        ),
        ("soa.used-no-evidence", used(), vec![(item::EVIDENCE, to("E-1"))]),
        ("soa.used-no-owner", used(), vec![(item::OWNER, one("P-1"))]),
    ]
}

fn answer_cases() -> Vec<Case> {
    let a = |v: answer::Verdict| {
        rec("AW-1")
            .with(answer::INTERVIEW, one("I-1"))
            .with(answer::ITEM, one("A.6.2.4"))
            .with(answer::VERDICT, v.value())
    };
    vec![
        ("audit.conforms-without-evidence", a(answer::Verdict::Conforms), vec![(answer::EVIDENCE, to("E-1"))]),
        (
            "audit.not-applicable-without-why",
            a(answer::Verdict::NotApplicable),
            vec![(answer::WHY_NOT, text("bought in"))],
        ),
        (
            "audit.dispute-open",
            a(answer::Verdict::Minor).with(answer::FACTS, answer::Facts::Disputed.value()),
            vec![(answer::DISPUTE, text("second record seen, stands"))],
        ),
        ("audit.parked", a(answer::Verdict::Parked), vec![(answer::VERDICT, answer::Verdict::Minor.value())]),
        (
            "audit.maybe-without-finding",
            a(answer::Verdict::Minor).with(answer::NOTE, text("! odd")),
            vec![(answer::NOTE, text("> odd"))],
        ),
        (
            "audit.closed-without-conclusion",
            rec("RD-2").with(round::STATE, round::State::Closed.value()),
            vec![(round::CONCLUSION, text("fit"))],
        ),
    ]
}

fn work_cases() -> Vec<Case> {
    let f =
        |g: finding::Grade, s: finding::Step| rec("F-1").with(finding::GRADE, g.value()).with(finding::STEP, s.value());
    use finding::{Effective, Grade, Step};
    let closed = || f(Grade::Minor, Step::Closed);
    let open = || f(Grade::Minor, Step::Check);
    vec![
        (
            "request.late",
            rec("ER-1").with(request::DUE, day(6, 9)),
            vec![(request::STATE, request::State::Arrived.value())],
        ),
        ("request.open", rec("ER-1"), vec![(request::STATE, request::State::Withdrawn.value())]),
        (
            "finding.closed-not-effective",
            closed().with(finding::EFFECTIVE, Effective::No.value()),
            vec![(finding::STEP, Step::Cause.value())],
        ),
        ("finding.cause-missing", f(Grade::Major, Step::Done), vec![(finding::STEP, Step::Action.value())]),
        ("finding.late", open().with(finding::DUE, day(6, 9)), vec![(finding::STEP, Step::Closed.value())]),
        ("finding.closed-unchecked", closed(), vec![(finding::EFFECTIVE, Effective::Yes.value())]),
        (
            "finding.check-late",
            open().with(finding::CHECK_ON, day(6, 9)),
            vec![(finding::EFFECTIVE, Effective::Yes.value())],
        ),
        (
            "finding.checker-is-owner",
            open().with(finding::OWNER, one("P-1")).with(finding::CHECKER, one("P-1")),
            vec![(finding::CHECKER, one("P-2"))],
        ),
        ("finding.no-requirement", open(), vec![(finding::RULE, text("AI-07 section 4"))]),
        ("finding.no-owner-or-due", open().with(finding::OWNER, one("P-1")), vec![(finding::DUE, day(7, 1))]),
        ("action.late", rec("A-1").with(action::DUE, day(6, 9)), vec![(action::STATE, action::State::Done.value())]),
        (
            "action.checker-is-owner",
            rec("A-1").with(action::OWNER, one("P-1")).with(action::CHECKER, one("P-1")),
            vec![(action::OWNER, one("P-2"))],
        ),
        ("action.no-owner-or-due", rec("A-1").with(action::DUE, day(7, 1)), vec![(action::OWNER, one("P-1"))]),
    ]
}

/// Rules that need more than one record; each has its own test below.
const OWN_TESTS: &[&str] = &[
    "risk.category-unlisted",
    "record.may-be-twice",
    "inventory.changed-since-review",
    "inventory.documents-missing",
    "inventory.runs-on-retired",
    "inventory.agent-alone",
    "impact.due",
    "audit.no-competence",
    "review.overdue",
    "review.input-missing",
    "programme.unreached",
    "audit.clash",
    "question.unanswered",
    "finding.plan-no-reason",
    "control.bypassed",
    "certificate.open-majors",
    "certificate.surveillance-due",
    "certificate.runs-out",
    "claim.contradiction-open",
    "sample.untested-items",
    "sample.exceptions-no-finding",
    "soa.excluded-but-used",
    "soa.exclusion-not-approved",
    "risk.acceptance-ran-out",
    "audit.own-work",
    "audit.scope-not-asked",
    "record.taken-over",
    "record.points-at-deleted",
];

/// An approved decision about a record that holds until a day of this June.
fn decided(typ: decision::Type, about: super::Id, until: i8) -> Record {
    rec("D-1")
        .with(decision::TYPE, typ.value())
        .with(decision::STATE, Value::Choice(kinds::APPROVED))
        .with(decision::BY, one("P-1"))
        .with(decision::DECIDED, Value::Period(Period::Year(2025)))
        .with(decision::ABOUT, Value::refs([about]))
        .with(decision::UNTIL, Value::Period(Period::Day(date(2025, 6, until))))
}

#[test]
fn an_exclusion_is_approved_by_a_decision_that_holds() {
    let control = rec("A.6.2.4")
        .with(item::GROUP, item::Group::Control.value())
        .with(item::USE, item::Use::No.value())
        .with(item::WHY_AGAINST, text("no"));
    let found = |decision: Record| spots("soa.exclusion-not-approved", &[control.clone(), decision]).len();
    assert_eq!(found(rec("D-1")), 1);
    assert_eq!(found(decided(decision::Type::Exclusion, control.id, 10)), 0);
    assert_eq!(found(decided(decision::Type::Exclusion, control.id, 9)), 1, "it ran out yesterday");
    assert_eq!(found(decided(decision::Type::Release, control.id, 10)), 1);
}

#[test]
fn an_acceptance_that_ran_out_is_told_until_somebody_decides_again() {
    let risk = rec("R-1").with(risk::STATUS, risk::Status::Accepted.value());
    let found = |decisions: &[Record]| {
        let all: Vec<Record> = decisions.iter().cloned().chain([risk.clone()]).collect();
        spots("risk.acceptance-ran-out", &all).len()
    };
    let old = decided(decision::Type::Acceptance, risk.id, 9);
    assert_eq!(found(std::slice::from_ref(&old)), 1);
    assert_eq!(found(&[decided(decision::Type::Acceptance, risk.id, 10)]), 0);
    let again = Record { id: "D-2".parse().unwrap(), ..decided(decision::Type::Acceptance, risk.id, 20) };
    assert_eq!(found(&[old, again]), 0);
    assert_eq!(found(&[]), 0);
}

#[test]
fn each_rule_trips_on_its_fault_and_not_when_that_is_put_right() {
    let cases: Vec<Case> = [
        system_cases(),
        risk_cases(),
        control_cases(),
        answer_cases(),
        work_cases(),
        super::management_tests::cases(),
        super::parts_tests::cases(),
    ]
    .into_iter()
    .flatten()
    .collect();
    for (check, wrong, cure) in &cases {
        let found = spots(check, std::slice::from_ref(wrong));
        assert_eq!(found.iter().map(|s| s.id).collect::<Vec<_>>(), [wrong.id], "{check}");
        assert!(!found[0].detail.is_empty());
        let right = cure.iter().fold(wrong.clone(), |r, (field, value)| r.with(*field, value.clone()));
        assert_eq!(spots(check, &[right]), [], "{check} after the cure");
        let hidden = Record { hidden: true, ..wrong.clone() };
        assert_eq!(spots(check, &[hidden]), [], "{check} on a deleted record");
    }
    for check in CHECKS {
        let tested = cases.iter().any(|(id, ..)| *id == check.id)
            || OWN_TESTS.contains(&check.id)
            || super::management_tests::OWN.contains(&check.id)
            || super::classes_tests::OWN.contains(&check.id)
            || super::standing_systems_tests::OWN.contains(&check.id);
        assert!(tested, "{} has no test", check.id);
    }
}

#[test]
fn what_points_at_something_deleted_is_named_until_it_comes_back_or_is_pointed_at_no_more() {
    let sato = rec("P-3").with(person::NAME, Value::text("M. Sato"));
    let gone = Record { hidden: true, ..sato.clone() };
    let owned = rec("S-1").with(system::NAME, Value::text("Scorer")).with(system::OWNER, Value::Ref(sato.id));
    let found = spots("record.points-at-deleted", &[gone.clone(), owned.clone()]);
    assert_eq!(found.iter().map(|s| s.detail.as_str()).collect::<Vec<_>>(), ["Scorer: Owner: P-03 M. Sato (deleted)"]);
    assert_eq!(spots("record.points-at-deleted", &[sato, owned.clone()]), []);
    assert_eq!(spots("record.points-at-deleted", &[gone.clone(), owned.with(system::OWNER, Value::Empty)]), []);
    let both = Record { hidden: true, ..rec("S-2").with(system::OWNER, Value::Ref(gone.id)) };
    assert_eq!(spots("record.points-at-deleted", &[gone.clone(), both]), []);
    // A closed round stays as it was, and nobody can or need do anything about it.
    let round = rec("RD-1").with(round::LEAD, Value::Ref(gone.id));
    assert_eq!(spots("record.points-at-deleted", &[gone.clone(), round.clone()]).len(), 1);
    let closed = round.with(round::STATE, round::State::Closed.value());
    assert_eq!(spots("record.points-at-deleted", &[gone, closed]), []);
}

#[test]
fn what_was_taken_over_is_listed_until_its_gate_would_let_it_through() {
    let live = rec("S-1").with(system::STATE, system::State::Live.value());
    let mut records = Records::default();
    records.put([live.clone(), rec("S-2")]);
    let reason = |why: String| Reason {
        at: None,
        actor: "ann@here".into(),
        label: "import".into(),
        why,
        about: vec![live.id, rec("S-2").id],
    };
    let listed = |records: &Records| {
        (find("record.taken-over").unwrap().find)(View { records, today: TODAY })
            .iter()
            .map(|s| s.id)
            .collect::<Vec<_>>()
    };
    records.tell_reasons(vec![reason("it ran before".into())]);
    assert_eq!(listed(&records), []);
    records.tell_reasons(vec![reason(taken_over("old.csv"))]);
    assert_eq!(listed(&records), [live.id]);
    records.put([Record { rev: 2, ..live.with(system::STATE, system::State::Planned.value()) }]);
    assert_eq!(listed(&records), []);
}

#[test]
fn ids_are_unique_and_sentences_count() {
    for (i, check) in CHECKS.iter().enumerate() {
        assert!(CHECKS[..i].iter().all(|c| c.id != check.id), "{}", check.id);
        assert!(check.id.contains('.') && !check.area().is_empty());
        assert_ne!(check.sentence(1)[1..], check.sentence(2)[1..], "{}", check.id);
    }
    assert_eq!(find("inventory.no-owner").unwrap().sentence(2), "2 AI systems have no owner");
}

#[test]
fn an_empty_file_trips_nothing_and_blockers_come_first() {
    let mut records = Records::default();
    assert!(run(View { records: &records, today: TODAY }).is_empty());
    records.put([rec("S-1"), rec("A.6.2.4").with(item::GROUP, item::Group::Control.value())]);
    let hits = run(View { records: &records, today: TODAY });
    assert_eq!([hits[0].0.id, hits[1].0.id], ["inventory.no-risk-class", "soa.undecided"]);
    assert!(hits.is_sorted_by_key(|(c, _)| c.severity));
}

#[test]
fn a_control_left_out_may_not_treat_an_open_risk() {
    let control = rec("A.6.2.4").with(item::USE, item::Use::No.value());
    let treats = rec("R-3").with(risk::CONTROLS, to("A.6.2.4"));
    let found = spots("soa.excluded-but-used", &[control.clone(), treats.clone()]);
    assert!(found[0].detail.contains("R-03") && found[0].id == control.id);
    let closed = treats.with(risk::STATUS, risk::Status::Closed.value());
    assert_eq!(spots("soa.excluded-but-used", &[control, closed]), []);
}

#[test]
fn nobody_audits_what_they_own() {
    let owned = |owner: &str| rec("A.6.2.4").with(item::OWNER, one(owner));
    let asked = rec("AW-1").with(answer::INTERVIEW, one("I-1")).with(answer::ITEM, one("A.6.2.4"));
    assert_eq!(spots("audit.own-work", &[owned("P-1"), asked.clone()]).len(), 1);
    assert_eq!(spots("audit.own-work", &[owned("P-2"), asked.clone()]), []);
    let system = rec("S-1").with(system::OWNER, one("P-1"));
    let audit = rec("RD-1").with(round::LEAD, one("P-1")).with(round::SYSTEMS, to("S-1"));
    let typed = |t: round::Type| audit.clone().with(round::TYPE, t.value());
    assert_eq!(spots("audit.own-work", &[system.clone(), typed(round::Type::Audit)])[0].id, system.id);
    assert_eq!(spots("audit.own-work", &[system, typed(round::Type::Gap)]), []);
}

#[test]
fn an_item_in_scope_needs_a_question() {
    let items = [rec("4.1"), rec("A.6.2.4")];
    let asked = rec("AW-1").with(answer::INTERVIEW, one("I-1")).with(answer::ITEM, one("4.1"));
    let all = [items[0].clone(), items[1].clone(), asked.clone()];
    let found = spots("audit.scope-not-asked", &all);
    assert_eq!(found.iter().map(|s| s.id).collect::<Vec<_>>(), [items[1].id]);
    let narrow = rec("RD-1").with(round::TYPE, round::Type::Audit.value()).with(round::ITEMS, to("4.1"));
    assert_eq!(spots("audit.scope-not-asked", &[items[0].clone(), items[1].clone(), asked, narrow]), []);
}

#[test]
fn appetite_and_scale_come_from_the_method() {
    let r = rec("R-1").with(risk::LIKELIHOOD, Value::Number(4)).with(risk::CONSEQUENCE, Value::Number(3));
    let three = rec("RM-1").with(method::LIKELIHOOD, text("a\nb\nc")).with(method::APPETITE, text("C"));
    assert_eq!(spots("risk.off-scale", std::slice::from_ref(&r)), []);
    assert_eq!(spots("risk.off-scale", &[r.clone(), three.clone()]).len(), 1);
    assert_eq!(spots("risk.above-without-owner", &[r, three]), []);
}

#[test]
fn an_own_category_stands_in_the_method() {
    let r = rec("R-1").with(risk::CATEGORY, text("Model theft"));
    let method = |listed: &str| rec("RM-1").with(method::CATEGORIES, text(listed));
    assert_eq!(spots("risk.category-unlisted", &[r.clone(), method("")]), []);
    assert_eq!(spots("risk.category-unlisted", &[r.clone(), method("Conduct\nmodel  Theft")]), []);
    assert_eq!(spots("risk.category-unlisted", &[r, method("Conduct")]).len(), 1);
}
