//! Rules about parts of systems, documents, scope, obligations, assessments and changes: each with a record that trips
//! it and with what puts it right.

use super::{
    Spot,
    tests::{Case, day, one, rec, spots, text, to},
};
use crate::domain::{
    Period, Record, Value,
    kinds::{
        alteration, assessment, component, data_set, document, group, model, obligation, risk, scope_item,
        shared::{APPROVED, Agreement, InPlace, Level, YES},
        system,
    },
};
use jiff::civil::date;

pub(super) fn cases() -> Vec<Case> {
    [systems(), parts(), papers(), duties(), assessments(), changes()].into_iter().flatten().collect()
}

fn old() -> Value {
    Value::Date(date(2024, 6, 9))
}

fn systems() -> Vec<Case> {
    let live = rec("S-1")
        .with(system::STATE, system::State::Live.value())
        .with(system::TIER, system::Tier::High.value())
        .with(system::OVERSEER, one("P-1"))
        .with(system::TRIED, old());
    let found = rec("S-1").with(system::APPROVAL, system::Approval::Found.value());
    let words = |field: usize, codes: &str| Value::read(&system::FIELDS[field], codes).unwrap();
    let banned = rec("S-1").with(system::ACT_MARKS, words(system::ACT_MARKS, "IN 5f"));
    let banned = banned.with(system::STATE, system::State::Pilot.value());
    let claimed = rec("S-1").with(system::ACT_MARKS, words(system::ACT_MARKS, "IN III.4a 6.3 6.3a"));
    let claimed = claimed.with(system::ACT_ROLES_HELD, words(system::ACT_ROLES_HELD, "provider"));
    let sway = words(system::ACT_FACTS, "no_significant_risk");
    let refused = system::Approval::Refused.value();
    vec![
        ("inventory.found-without-approval", found, vec![(system::APPROVAL, refused)]),
        (
            "inventory.live-unapproved",
            live.clone().with(system::APPROVAL, system::Approval::Asked.value()),
            vec![(system::APPROVAL, system::Approval::Approved.value())],
        ),
        ("inventory.act-banned", banned, vec![(system::STATE, system::State::Idea.value())]),
        ("inventory.act-contradicts", claimed, vec![(system::ACT_FACTS, sway)]),
        ("inventory.oversight-untried", live, vec![(system::TRIED, day(1, 1))]),
    ]
}

fn parts() -> Vec<Case> {
    let bought = rec("M-1").with(model::ORIGIN, model::Origin::Service.value()).with(model::LICENCE, Value::Choice(3));
    let live = rec("M-1").with(model::STATE, system::State::Live.value());
    let personal = rec("DS-1").with(data_set::PERSONAL, data_set::Personal::Special.value());
    let agent = rec("CO-1").with(component::TYPE, component::Type::Agent.value());
    let running = agent.clone().with(component::STATE, system::State::Live.value()).with(component::TRIED, old());
    let stage = rec("CO-1").with(component::TYPE, component::Type::Stage.value());
    vec![
        ("model.no-owner", rec("M-1"), vec![(model::OWNER, one("P-1"))]),
        ("model.licence-unknown", bought, vec![(model::LICENCE, Value::Choice(0))]),
        ("model.no-tests", live, vec![(model::TESTS, text("94 percent"))]),
        ("data.no-steward", rec("DS-1"), vec![(data_set::OWNER, one("P-1"))]),
        ("data.quality-unstated", rec("DS-1"), vec![(data_set::QUALITY, text("complete"))]),
        ("data.provenance-unstated", rec("DS-1"), vec![(data_set::PROVENANCE, text("export"))]),
        ("data.personal-no-basis", personal, vec![(data_set::BASIS, text("contract"))]),
        (
            "data.kept-too-long",
            rec("DS-1").with(data_set::KEEP_UNTIL, day(6, 9)),
            vec![(data_set::KEEP_UNTIL, day(6, 10))],
        ),
        ("component.no-owner", rec("CO-1"), vec![(component::OWNER, one("P-1"))]),
        ("agent.nobody-can-stop", agent, vec![(component::STOPPER, one("P-1"))]),
        ("agent.stop-untried", running, vec![(component::TRIED, day(6, 1))]),
        ("stage.no-gate", stage, vec![(component::GATE, text("tests passed"))]),
    ]
}

fn papers() -> Vec<Case> {
    let policy = rec("DO-1").with(document::TYPE, document::Type::Policy.value());
    let approved = policy.clone().with(document::STATE, Value::Choice(APPROVED));
    let out = rec("SC-1").with(scope_item::SCOPE, system::Scope::Out.value());
    let critical = out.clone().with(scope_item::WEIGHT, Level::High.value());
    vec![
        (
            "document.review-overdue",
            rec("DO-1").with(document::REVIEW, day(6, 9)),
            vec![(document::REVIEW, day(6, 10))],
        ),
        ("policy.not-approved", policy.clone(), vec![(document::STATE, Value::Choice(APPROVED))]),
        ("policy.no-procedure", approved, vec![(document::TYPE, document::Type::Record.value())]),
        (
            "policy.too-long",
            policy.with(document::WORDS, Value::Number(2001)),
            vec![(document::WORDS, Value::Number(2000))],
        ),
        ("scope.undecided", rec("SC-1"), vec![(scope_item::SCOPE, system::Scope::In.value())]),
        ("scope.out-without-reason", out, vec![(scope_item::REASON, text("no AI there"))]),
        ("scope.critical-but-out", critical, vec![(scope_item::WEIGHT, Level::Low.value())]),
    ]
}

fn duties() -> Vec<Case> {
    let law = rec("L-1").with(obligation::SOURCE, obligation::Source::Law.value());
    let applies = law.clone().with(obligation::FROM, Value::Period(Period::Day(date(2025, 6, 10))));
    let theirs = rec("L-1").with(obligation::BOUND, obligation::Bound::Supplier.value());
    let coming = Value::Period(Period::Day(date(2025, 6, 11)));
    vec![
        ("duty.unmet", applies.clone(), vec![(obligation::STATE, InPlace::InPlace.value())]),
        ("duty.unmet", applies, vec![(obligation::FROM, coming)]),
        ("duty.no-control", law, vec![(obligation::MET_BY, to("A.8.2"))]),
        ("duty.not-agreed", theirs, vec![(obligation::AGREED, Agreement::Agreed.value())]),
        ("duty.check-overdue", rec("L-1").with(obligation::AGAIN, day(6, 9)), vec![(obligation::AGAIN, day(6, 10))]),
        (
            "duty.unsure",
            rec("L-1").with(obligation::CERTAINTY, Value::Choice(obligation::UNSURE)),
            vec![(obligation::CERTAINTY, Value::Choice(0))],
        ),
    ]
}

fn assessments() -> Vec<Case> {
    let screening = assessment::Type::Screening.value();
    let handed_on = rec("IA-1").with(assessment::STATE, Value::Choice(1));
    let bare = handed_on.clone().with(assessment::TYPE, screening).with(assessment::SCREENING, text("short"));
    let rated = [assessment::PERSONS, assessment::CUSTOMERS, assessment::SOCIETY]
        .iter()
        .fold(handed_on.with(assessment::TYPE, assessment::Type::Short.value()), |r, f| r.with(*f, Level::Low.value()))
        .with(assessment::PERSONS_WHY, text("a"))
        .with(assessment::CUSTOMERS_WHY, text("b"));
    let whole =
        rec("IA-1").with(assessment::STATE, Value::Choice(2)).with(assessment::TYPE, assessment::Type::Full.value());
    let energy = rec("IA-1")
        .with(assessment::ENERGY, Value::read(&assessment::FIELDS[assessment::ENERGY], "12.5").unwrap())
        .with(assessment::FIGURE_FROM, text("meter"));
    let grave = rec("AG-1")
        .with(group::HARM, text("out of work"))
        .with(group::SEVERITY, Value::Number(4))
        .with(group::LIKELIHOOD, Value::Number(3));
    vec![
        ("impact.section-empty", bare, vec![(assessment::CONCLUSION, text("go"))]),
        ("impact.unrated", rated, vec![(assessment::SOCIETY_WHY, text("c"))]),
        ("impact.no-groups", whole, vec![(assessment::TYPE, assessment::Type::Screening.value())]),
        ("impact.figures-undated", energy, vec![(assessment::FIGURE_OF, day(6, 1))]),
        ("group.harm-no-measure", grave, vec![(group::MEASURES, to("A.5.4"))]),
        ("group.bare", rec("AG-1"), vec![(group::BENEFIT, text("faster"))]),
    ]
}

fn changes() -> Vec<Case> {
    let made = rec("CH-1").with(alteration::MADE, day(6, 1));
    vec![
        ("change.late", rec("CH-1").with(alteration::PLANNED, day(6, 9)), vec![(alteration::STATE, Value::Choice(2))]),
        ("change.not-told", made.clone(), vec![(alteration::TOLD, day(6, 2))]),
        (
            "change.not-checked",
            rec("CH-1").with(alteration::CHECK, day(6, 9)),
            vec![(alteration::RESULT, text("fine"))],
        ),
        ("change.unjudged", made, vec![(alteration::SIGNIFICANT, Value::Choice(1))]),
    ]
}

fn ids(found: &[Spot]) -> Vec<String> {
    found.iter().map(|s| s.id.to_string()).collect()
}

/// A significant change of a model, made on a day of this June.
fn change(on: i8) -> Record {
    rec("CH-1")
        .with(alteration::SIGNIFICANT, Value::Choice(YES))
        .with(alteration::MADE, day(6, on))
        .with(alteration::TOUCHES, to("M-1"))
}

#[test]
fn a_significant_change_of_a_part_makes_review_and_assessment_due() {
    let made_of = rec("S-1").with(system::PARTS, to("M-1")).with(system::LAST_REVIEW, day(6, 2));
    let assessed = rec("IA-1")
        .with(assessment::SYSTEM, one("S-1"))
        .with(assessment::STATE, Value::Choice(APPROVED))
        .with(assessment::APPROVED_ON, day(6, 2));
    let found =
        |check: &str, change: Record| ids(&spots(check, &[rec("M-1"), made_of.clone(), assessed.clone(), change]));
    for check in ["inventory.changed-since-review", "impact.due"] {
        assert_eq!(found(check, change(3)).len(), 1, "{check}");
        assert_eq!(found(check, change(1)).len(), 0, "{check}: it was looked at since");
        let small = change(3).with(alteration::SIGNIFICANT, Value::Choice(1));
        assert_eq!(found(check, small).len(), 0, "{check}: it is not significant");
    }
    assert_eq!(found("impact.due", rec("CH-1")).len(), 0);
}

#[test]
fn an_assessment_is_due_by_a_new_risk_by_its_day_and_after_a_year() {
    let assessed = |on: Value| {
        rec("IA-1")
            .with(assessment::SYSTEM, one("S-1"))
            .with(assessment::STATE, Value::Choice(APPROVED))
            .with(assessment::APPROVED_ON, on)
    };
    let found = |extra: &[Record]| {
        let all: Vec<Record> = extra.iter().cloned().chain([rec("S-1")]).collect();
        spots("impact.due", &all).len()
    };
    let risk = |on: i8| rec("R-1").with(risk::SYSTEMS, to("S-1")).with(risk::IDENTIFIED, day(6, on));
    assert_eq!(found(&[assessed(day(6, 2)), risk(3)]), 1);
    assert_eq!(found(&[assessed(day(6, 2)), risk(1)]), 0);
    assert_eq!(found(&[assessed(old())]), 1);
    assert_eq!(found(&[assessed(day(6, 2)).with(assessment::VALID, day(6, 9))]), 1);
    let next = Record { id: "IA-2".parse().unwrap(), ..assessed(day(6, 2)) };
    assert_eq!(found(&[assessed(old()), next]), 0, "a later one stands in its place");
}

#[test]
fn a_running_system_has_its_documents_and_runs_on_nothing_retired() {
    let runs = rec("S-1").with(system::STATE, system::State::Pilot.value()).with(system::PARTS, to("M-1"));
    let papers = |codes: &str| {
        let serves = Value::read(&document::FIELDS[document::SERVES], codes).unwrap();
        rec("DO-1").with(document::SYSTEMS, to("M-1")).with(document::SERVES, serves)
    };
    let found = |codes: &str| spots("inventory.documents-missing", &[runs.clone(), rec("M-1"), papers(codes)]);
    assert_eq!(found("purpose, design, data, tests, instructions"), []);
    assert!(found("purpose, design, data, tests")[0].detail.ends_with("no document of instructions"));
    let model = |state: system::State| rec("M-1").with(model::STATE, state.value());
    let retired = |state| spots("inventory.runs-on-retired", &[runs.clone(), model(state)]).len();
    assert_eq!((retired(system::State::Retired), retired(system::State::Live)), (1, 0));
}

#[test]
fn an_agent_does_not_act_alone_on_personal_data() {
    let system = rec("S-1").with(system::PERSONAL, Value::Choice(YES)).with(system::PARTS, to("CO-1"));
    let agent = |how: component::Autonomy| rec("CO-1").with(component::AUTONOMY, how.value());
    let found = |how| spots("inventory.agent-alone", &[system.clone(), agent(how)]).len();
    assert_eq!((found(component::Autonomy::Alone), found(component::Autonomy::Asks)), (1, 0));
}
