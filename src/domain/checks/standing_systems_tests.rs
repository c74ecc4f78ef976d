//! Rules about releases, plans of systems, stages and documents: each with records that trip it, and with what puts it right.

use super::tests::{day, one, rec, spots, text, to};
use crate::domain::{
    Period, Record, Value,
    kinds::{
        APPROVED, YES, alteration, decision, document, item, method, plan_item, risk,
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
