//! Rules about releases, plans of systems, stages and documents: each with records that trip it, and with what puts it right.

use super::tests::{day, one, rec, spots, text, to};
use crate::domain::{
    Period, Record, Value,
    kinds::{
        APPROVED, YES, alteration, assessment, control_at, decision, document, finding, incident, item, method,
        obligation, plan_item, risk, round,
        shared::Level,
        system::{self, State, Tier},
    },
};
use jiff::civil::date;

/// Rules that have tests of their own here.
pub(super) const OWN: &[&str] = &[
    "inventory.release-stale",
    "inventory.live-without-release",
    "inventory.in-no-plan",
    "risk.rated-before-method",
    "soa.stage-uncovered",
    "document.expected-missing",
    "inventory.assessment-old",
    "impact.rights-owed",
    "inventory.unreviewed",
    "risk.rating-undated",
    "soa.unreviewed",
    "control.test-old",
    "document.no-review-day",
    "stage.answer-late",
];

fn found(rule: &str, records: &[Record]) -> Vec<String> {
    spots(rule, records).iter().map(|s| s.id.to_string()).collect()
}

fn live() -> Record {
    rec("S-1").with(system::STATE, State::Live.value()).with(system::TIER, Tier::High.value())
}

fn release(on: i8) -> Record {
    rec("D-1")
        .with(decision::TYPE, decision::Type::Release.value())
        .with(decision::STATE, Value::Choice(APPROVED))
        .with(decision::BY, one("P-1"))
        .with(decision::DECIDED, Value::Period(Period::Day(date(2025, 3, on))))
        .with(decision::ABOUT, to("S-1"))
}

#[test]
fn an_answer_to_the_body_is_late_from_the_day_after_its_last() {
    let stage =
        |due: i8| rec("RD-1").with(round::TYPE, round::Type::Stage1.value()).with(round::ANSWERS_DUE, day(6, due));
    let point = || rec("F-1").with(finding::ROUND, one("RD-1"));
    assert_eq!(found("stage.answer-late", &[stage(9), point()]), ["F-001"]);
    assert_eq!(found("stage.answer-late", &[stage(11), point()]), [""; 0]);
    assert_eq!(found("stage.answer-late", &[stage(9), point().with(finding::ANSWERED, day(6, 8))]), [""; 0]);
}

#[test]
fn a_live_system_of_a_high_class_is_released_and_looked_at_again_after_a_change() {
    assert_eq!(found("inventory.live-without-release", &[live()]), ["S-01"]);
    assert_eq!(found("inventory.live-without-release", &[live(), release(1)]), [""; 0]);
    let low = live().with(system::TIER, Tier::Low.value());
    assert_eq!(found("inventory.live-without-release", &[low]), [""; 0]);
    let change = rec("CH-1")
        .with(alteration::TOUCHES, to("S-1"))
        .with(alteration::SIGNIFICANT, Value::Choice(YES))
        .with(alteration::MADE, day(3, 10));
    assert_eq!(found("inventory.release-stale", &[live(), release(1), change.clone()]), ["S-01"]);
    assert_eq!(found("inventory.release-stale", &[live(), release(12), change.clone()]), [""; 0]);
    assert_eq!(found("inventory.release-stale", &[live(), change]), [""; 0], "nothing was released");
}

#[test]
fn what_is_planned_stands_in_the_plan_once_there_is_one() {
    let planned = rec("S-1").with(system::STATE, State::Planned.value());
    assert_eq!(found("inventory.in-no-plan", std::slice::from_ref(&planned)), [""; 0]);
    assert_eq!(found("inventory.in-no-plan", &[planned.clone(), rec("PL-1")]), ["S-01"]);
    let step = rec("PL-1").with(plan_item::SYSTEMS, to("S-1"));
    assert_eq!(found("inventory.in-no-plan", &[planned, step]), [""; 0]);
}

#[test]
fn ratings_are_as_new_as_the_method() {
    let method = rec("RM-1").with(method::STATE, Value::Choice(APPROVED)).with(method::APPROVED_ON, day(3, 1));
    let rated = |month| rec("R-1").with(risk::RATED, day(month, 1));
    assert_eq!(found("risk.rated-before-method", &[method.clone(), rated(2)]), ["R-01"]);
    assert_eq!(found("risk.rated-before-method", &[method.clone(), rated(4)]), [""; 0]);
    let draft = method.with(method::STATE, Value::Choice(0));
    assert_eq!(found("risk.rated-before-method", &[draft, rated(2)]), [""; 0]);
}

#[test]
fn stages_are_covered_by_controls_in_use() {
    let control = |reference: &str, used: item::Use| {
        rec(reference).with(item::GROUP, item::Group::Control.value()).with(item::USE, used.value())
    };
    let of = |records: &[Record]| {
        let all: Vec<Record> = [rec("ORG-1")].into_iter().chain(records.iter().cloned()).collect();
        spots("soa.stage-uncovered", &all).first().map(|s| s.detail.clone())
    };
    assert_eq!(of(&[control("A.6.2.4", item::Use::No)]), None, "nothing is decided yet");
    let told = of(&[control("A.6.2.4", item::Use::Yes)]).unwrap();
    assert!(told.contains("retirement") && !told.contains("verification"), "{told}");
    let all =
        "inception design_development verification_validation deployment operation_monitoring re_evaluation retirement";
    let everywhere = control("A.6.2.4", item::Use::Yes)
        .with(item::OWN_STAGES, Value::read(&item::FIELDS[item::OWN_STAGES], all).unwrap());
    assert_eq!(of(&[everywhere]), None);
}

#[test]
fn nothing_dated_is_good_for_ever_and_a_missing_day_is_told() {
    let on = |year: i16| Value::Date(date(year, 1, 5));
    // A high-risk live system that was assessed in 2015.
    let assessed = |year| live().with(system::IMPACT, on(year));
    assert_eq!(found("inventory.assessment-old", &[assessed(2015)]), ["S-01"]);
    assert_eq!(found("inventory.assessment-old", &[assessed(2025)]), [""; 0]);
    let idea = assessed(2015).with(system::STATE, State::Idea.value());
    assert_eq!(found("inventory.assessment-old", &[idea]), [""; 0]);
    assert_eq!(found("inventory.unreviewed", &[live()]), ["S-01"]);
    assert_eq!(found("inventory.unreviewed", &[live().with(system::LAST_REVIEW, on(2015))]), ["S-01"]);
    assert_eq!(found("inventory.unreviewed", &[live().with(system::LAST_REVIEW, on(2025))]), [""; 0]);
    let rated = rec("R-1").with(risk::LIKELIHOOD, Value::Number(2)).with(risk::CONSEQUENCE, Value::Number(2));
    assert_eq!(found("risk.rating-undated", std::slice::from_ref(&rated)), ["R-01"]);
    assert_eq!(found("risk.rating-undated", &[rated.with(risk::RATED, on(2025))]), [""; 0]);
    let control = rec("A.6.2.4")
        .with(item::GROUP, item::Group::Control.value())
        .with(item::USE, item::Use::Yes.value())
        .with(item::STATE, item::State::InPlace.value());
    assert_eq!(found("soa.unreviewed", std::slice::from_ref(&control)), ["A.6.2.4"]);
    assert_eq!(found("soa.unreviewed", &[control.with(item::CHECKED, on(2025))]), [""; 0]);
    let local = rec("CS-1").with(control_at::STATE, item::State::Works.value());
    assert_eq!(found("control.test-old", std::slice::from_ref(&local)), ["CS-01"]);
    assert_eq!(found("control.test-old", &[local.clone().with(control_at::TESTED, on(2015))]), ["CS-01"]);
    assert_eq!(found("control.test-old", &[local.with(control_at::TESTED, on(2025))]), [""; 0]);
    let paper = rec("DO-1").with(document::STATE, Value::Choice(APPROVED));
    assert_eq!(found("document.no-review-day", std::slice::from_ref(&paper)), ["DO-01"]);
    assert_eq!(found("document.no-review-day", &[paper.with(document::REVIEW, on(2026))]), [""; 0]);
}

#[test]
fn an_assessment_of_fundamental_rights_is_owed_by_a_duty() {
    let duty = rec("L-1").with(obligation::SYSTEMS, to("S-1")).with(obligation::CODE, text("AD-27-1"));
    assert_eq!(found("impact.rights-owed", &[live(), duty.clone()]), ["S-01"]);
    let of =
        |typ: assessment::Type| rec("IA-1").with(assessment::SYSTEM, one("S-1")).with(assessment::TYPE, typ.value());
    assert_eq!(found("impact.rights-owed", &[live(), duty.clone(), of(assessment::Type::Full)]), ["S-01"]);
    assert_eq!(found("impact.rights-owed", &[live(), duty, of(assessment::Type::Rights)]), [""; 0]);
}

#[test]
fn a_serious_incident_makes_an_assessment_due() {
    let approved = rec("IA-1")
        .with(assessment::SYSTEM, one("S-1"))
        .with(assessment::STATE, Value::Choice(APPROVED))
        .with(assessment::APPROVED_ON, day(3, 1));
    let at = |month| Value::Stamp(crate::domain::Stamp::at(date(2025, month, 2).at(9, 0, 0, 0), 0));
    let happened = |month, level: Level| {
        rec("IN-1")
            .with(incident::SYSTEMS, to("S-1"))
            .with(incident::HAPPENED, at(month))
            .with(incident::SEVERITY, level.value())
    };
    let due = |incident: Record| found("impact.due", &[live(), approved.clone(), incident]);
    assert_eq!(due(happened(4, Level::High)), ["IA-01"]);
    assert_eq!(due(happened(4, Level::Low)), [""; 0]);
    assert_eq!(due(happened(2, Level::High)), [""; 0]);
}

#[test]
fn expected_documents_are_named_once_there_are_documents() {
    let org = rec("ORG-1");
    assert_eq!(found("document.expected-missing", std::slice::from_ref(&org)), [""; 0]);
    let some = rec("DO-1").with(document::TITLE, text("notes"));
    assert_eq!(found("document.expected-missing", &[org.clone(), some.clone()]), ["ORG-1"]);
    let items = "4.3 5.2 5.3 6.1.2 6.1.4 6.2 7.5.3 A.3.3 A.6.2.3 A.7.2 A.10.2";
    let all = some
        .with(document::TYPE, document::Type::Policy.value())
        .with(document::ITEMS, Value::read(&document::FIELDS[document::ITEMS], items).unwrap());
    assert_eq!(found("document.expected-missing", &[org, all]), [""; 0]);
}
