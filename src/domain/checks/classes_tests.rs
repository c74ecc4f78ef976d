//! Rules over several registers: each with records that trip it, and with what puts it right.

use super::tests::{day, one, rec, spots, text, to};
use crate::domain::{
    Record, Value,
    kinds::{
        action, alteration, commitment, component, control_at, decision, document, evidence,
        item::{self, Use},
        model, plan_item, risk,
        shared::{APPROVED, InPlace, Level, YES},
        supplier,
        system::{self, Scope, State, Tier},
    },
};
use jiff::civil::date;

/// Rules that have tests of their own here.
pub(super) const OWN: &[&str] = &[
    "inventory.under-controlled",
    "inventory.over-controlled",
    "inventory.excluded-but-needed",
    "inventory.left-out-against-law",
    "inventory.no-parts",
    "supplier.rhythm-passed",
    "supplier.not-acceptable-but-used",
    "risk.theme-not-looked-at",
    "risk.stage-not-looked-at",
    "soa.evidence-expired",
    "soa.proof-thin",
    "soa.orphan",
    "principle.no-policy",
    "change.rests-undone",
];

fn found(rule: &str, records: &[Record]) -> Vec<String> {
    spots(rule, records).iter().map(|s| format!("{} {}", s.id, s.detail)).collect()
}

fn bought(class: Tier) -> Record {
    let words = |field: usize, codes: &str| Value::read(&system::FIELDS[field], codes).unwrap();
    rec("S-1")
        .with(system::NAME, text("filter"))
        .with(system::TIER, class.value())
        .with(system::STATE, State::Idea.value())
        .with(system::ORIGIN, system::Origin::External.value())
        .with(system::AI_ROLES, words(system::AI_ROLES, "customer"))
}

fn here(control: &str, n: u32) -> Record {
    Record::new(format!("CS-{n}").parse().unwrap())
        .with(control_at::CONTROL, one(control))
        .with(control_at::SYSTEM, one("S-1"))
        .with(control_at::USE, control_at::Use::Applies.value())
        .with(control_at::STATE, InPlace::Partly.value())
}

#[test]
fn a_control_on_which_duties_lean_is_not_left_out() {
    let words = |field: usize, codes: &str| Value::read(&system::FIELDS[field], codes).unwrap();
    let filter = rec("S-1")
        .with(system::NAME, text("filter"))
        .with(system::ACT_MARKS, words(system::ACT_MARKS, "IN III.4a"))
        .with(system::ACT_ROLES_HELD, words(system::ACT_ROLES_HELD, "deployer"));
    let out = |control: &str| rec(control).with(item::USE, Use::No.value());
    let rule = "inventory.left-out-against-law";
    assert_eq!(found(rule, &[filter.clone(), out("A.6.2.8")]), ["S-01 filter: A.6.2.8 is left out, yet logs are owed"]);
    assert_eq!(found(rule, &[filter.clone(), out("A.8.5")]), [""; 0], "nobody outside is owed anything");
    let decides = filter.clone().with(system::ACT_FACTS, words(system::ACT_FACTS, "decides_on_people"));
    assert!(found(rule, &[decides, out("A.8.5")])[0].contains("owed information"));
    let gone = filter.with(system::STATE, State::Retired.value());
    assert_eq!(found(rule, &[gone, out("A.6.2.8")]), [""; 0]);
}

#[test]
fn a_system_is_short_of_the_controls_that_its_class_asks_for_in_its_state() {
    let idea = bought(Tier::Low);
    assert_eq!(
        found("inventory.under-controlled", std::slice::from_ref(&idea)),
        ["S-01 filter: 2 short: A.3.2, A.4.2"]
    );
    let both = [idea.clone(), here("A.3.2", 1), here("A.4.2", 2)];
    assert_eq!(found("inventory.under-controlled", &both), [""; 0]);
    // Somewhere else is not here, and another state asks for more.
    let everywhere = rec("A.3.2").with(item::STATE, InPlace::Works.value());
    assert_eq!(found("inventory.under-controlled", &[idea.clone(), everywhere, here("A.4.2", 2)]).len(), 1);
    let live = idea.with(system::STATE, State::Live.value());
    assert!(found("inventory.under-controlled", &[live, here("A.3.2", 1), here("A.4.2", 2)])[0].contains("A.5.3"));
}

#[test]
fn what_it_must_is_waived_by_a_decision_and_what_it_should_by_a_reason() {
    let system = bought(Tier::Low).with(system::STATE, State::Planned.value());
    let there = [here("A.3.2", 1), here("A.4.2", 2), here("A.5.3", 3)];
    let with = |more: Record| [vec![system.clone(), more], there.to_vec()].concat();
    let none = here("A.5.4", 4).with(control_at::STATE, InPlace::NotStarted.value());
    assert_eq!(found("inventory.under-controlled", &with(none.clone())).len(), 1);
    assert_eq!(found("inventory.under-controlled", &with(none.with(control_at::REASON, text("few users")))), [""; 0]);
    let must = |more: Record| [vec![system.clone(), more, here("A.5.4", 4)], there[..2].to_vec()].concat();
    let bare = here("A.5.3", 3).with(control_at::STATE, Value::Empty).with(control_at::REASON, text("small"));
    assert_eq!(found("inventory.under-controlled", &must(bare)), ["S-01 filter: 1 short: A.5.3"]);
    let waived = rec("D-1")
        .with(decision::TYPE, decision::Type::Exception.value())
        .with(decision::ABOUT, to("S-1 A.5.3"))
        .with(decision::STATE, Value::Choice(APPROVED))
        .with(decision::BY, one("P-1"))
        .with(decision::DECIDED, Value::Period(crate::domain::Period::Day(date(2025, 6, 1))));
    assert_eq!(found("inventory.under-controlled", &must(waived)), [""; 0]);
}

#[test]
fn controls_beyond_the_class_need_a_risk_a_law_or_a_reason() {
    let system = bought(Tier::Low).with(system::STATE, State::Live.value());
    // Nothing is developed here.
    let beyond = here("A.6.1.2", 1);
    let over = |records: &[Record]| found("inventory.over-controlled", records);
    assert!(over(&[system.clone(), beyond.clone()])[0].contains("A.6.1.2"));
    let law = rec("A.6.1.2").with(item::BASIS, item::Basis::Law.value());
    assert_eq!(over(&[system.clone(), beyond.clone(), law]), [""; 0]);
    let treats = rec("R-1").with(risk::SYSTEMS, to("S-1")).with(risk::CONTROLS, to("A.6.1.2"));
    assert_eq!(over(&[system.clone(), beyond.clone(), treats]), [""; 0]);
    assert_eq!(over(&[system, beyond.with(control_at::REASON, text("we may build it"))]), [""; 0]);
}

#[test]
fn a_control_that_is_left_out_and_needed_is_told_first() {
    let system = bought(Tier::Low);
    let out = rec("A.4.2").with(item::USE, item::Use::No.value());
    assert!(found("inventory.excluded-but-needed", &[system.clone(), out.clone()])[0].contains("A.4.2"));
    assert_eq!(found("inventory.excluded-but-needed", &[system, out.with(item::USE, Value::Empty)]), [""; 0]);
}

#[test]
fn a_system_in_use_names_what_it_is_made_of() {
    let live = rec("S-1").with(system::STATE, State::Live.value());
    assert_eq!(found("inventory.no-parts", std::slice::from_ref(&live)).len(), 1);
    assert_eq!(found("inventory.no-parts", &[live.with(system::SUPPLIERS, to("SU-1")), rec("SU-1")]), [""; 0]);
}

#[test]
fn suppliers_are_reviewed_in_the_rhythm_of_their_tier() {
    let system = rec("S-1").with(system::TIER, Tier::High.value()).with(system::PARTS, to("CO-1"));
    let part = rec("CO-1").with(component::SUPPLIER, one("SU-1")).with(component::WEIGHT, Level::Critical.value());
    let of = |day: Value| rec("SU-1").with(supplier::NAME, text("Lexora")).with(supplier::ASSESSED, day);
    let late = |s: Record| found("supplier.rhythm-passed", &[system.clone(), part.clone(), s]);
    assert_eq!(late(of(Value::Empty)), ["SU-01 Lexora: tier 1, every 6 months: never assessed"]);
    assert_eq!(late(of(Value::Date(date(2024, 12, 9)))).len(), 1);
    assert_eq!(late(of(Value::Date(date(2024, 12, 10)))), [""; 0], "half a year is not over");
    assert_eq!(found("supplier.rhythm-passed", &[of(Value::Empty)]), [""; 0], "it stands behind nothing");
    let bad = of(day(6, 1)).with(supplier::RESULT, supplier::Result::NotAcceptable.value());
    assert_eq!(found("supplier.not-acceptable-but-used", &[system, part, bad.clone()]).len(), 1);
    assert_eq!(found("supplier.not-acceptable-but-used", &[bad]), [""; 0]);
}

#[test]
fn each_theme_has_a_risk_or_a_reason() {
    let system = rec("S-1")
        .with(system::NAME, text("filter"))
        .with(system::STATE, State::Pilot.value())
        .with(system::SCOPE, Scope::In.value());
    let area = |code: &str| {
        let at = risk::AREAS.iter().position(|a| a.code == code).unwrap();
        rec("R-1").with(risk::SYSTEMS, to("S-1")).with(risk::AREA, Value::Choice(at as u8))
    };
    let open = |records: &[Record]| found("risk.theme-not-looked-at", records);
    let all = "S-01 filter: no risk or reason on privacy, transparency, bias, social, environment";
    assert_eq!(open(std::slice::from_ref(&system)), [all]);
    assert_eq!(open(&[system.clone(), area("bias")]), [all.replace(" bias,", "")]);
    let clear = Value::read(&system::FIELDS[system::CLEAR], "privacy transparency social environment").unwrap();
    let said = system.clone().with(system::CLEAR, clear);
    assert_eq!(open(&[said.clone(), area("bias")]).len(), 1, "ticked without a word why");
    assert_eq!(open(&[said.with(system::CLEAR_WHY, text("counts districts")), area("bias")]), [""; 0]);
    assert_eq!(open(&[system.with(system::SCOPE, Scope::Out.value())]), [""; 0]);
}

#[test]
fn each_stage_has_a_risk() {
    let staged =
        |n: u32, stage: u8| Record::new(format!("R-{n}").parse().unwrap()).with(risk::STAGE, Value::Choice(stage));
    let all: Vec<Record> = (0..7).map(|i| staged(u32::from(i) + 1, i)).chain([rec("RM-1")]).collect();
    assert_eq!(found("risk.stage-not-looked-at", &all), [""; 0]);
    assert!(found("risk.stage-not-looked-at", &all[1..])[0].contains("no risk in inception"));
    assert_eq!(found("risk.stage-not-looked-at", &[rec("RM-1")]), [""; 0], "no register yet");
}

#[test]
fn expired_evidence_proves_nothing() {
    let control = rec("A.6.2.4")
        .with(item::USE, item::Use::Yes.value())
        .with(item::STATE, InPlace::InPlace.value())
        .with(item::EVIDENCE, to("E-1"));
    let until = |day: Value| rec("E-1").with(evidence::TITLE, text("minutes")).with(evidence::TO, day);
    for rule in ["soa.used-no-evidence", "soa.in-place-without-evidence", "soa.evidence-expired"] {
        assert_eq!(found(rule, &[control.clone(), until(day(6, 9))]).len(), 1, "{rule}");
        assert_eq!(found(rule, &[control.clone(), until(day(6, 10))]), [""; 0], "{rule}");
    }
}

#[test]
fn one_piece_and_old_pieces_are_thin() {
    let control = |ids: &str| rec("A.6.2.4").with(item::STATE, InPlace::InPlace.value()).with(item::EVIDENCE, to(ids));
    let seen = |id: &str, on: jiff::civil::Date| rec(id).with(evidence::SEEN, Value::Date(on));
    let (old, new) = (date(2024, 6, 9), date(2025, 6, 1));
    let thin = |records: &[Record]| found("soa.proof-thin", records);
    assert!(thin(&[control("E-1")])[0].contains("E-01 alone"));
    assert!(thin(&[control("E-1 E-2"), seen("E-1", old), seen("E-2", old)])[0].contains("within a year"));
    assert_eq!(thin(&[control("E-1 E-2"), seen("E-1", old), seen("E-2", new)]), [""; 0]);
}

#[test]
fn a_requirement_is_covered_by_a_plan_an_action_or_an_owner() {
    let plan = rec("PL-1").with(plan_item::COVERS, to("5.2"));
    let bare = |more: Record| found("soa.orphan", &[rec("4.1"), rec("5.2"), plan.clone(), more]);
    assert_eq!(bare(rec("A-1")), ["4.1 4.1: no plan, action or owner"]);
    assert_eq!(bare(rec("A-1").with(action::ABOUT, to("4.1"))), [""; 0]);
    assert_eq!(bare(rec("4.1").with(item::OWNER, one("P-1"))), [""; 0]);
    assert_eq!(found("soa.orphan", &[rec("4.1")]), [""; 0], "there is no plan yet");
}

#[test]
fn a_significant_change_makes_due_what_rests_on_what_it_touches() {
    let change = rec("CH-1")
        .with(alteration::TOUCHES, to("DS-1"))
        .with(alteration::SIGNIFICANT, Value::Choice(YES))
        .with(alteration::MADE, day(6, 1));
    // A data set behind a model behind a system.
    let parts = [
        rec("DS-1"),
        rec("M-1").with(model::DATA, to("DS-1")),
        rec("S-1").with(system::PARTS, to("M-1")).with(system::LAST_REVIEW, day(5, 1)),
        rec("R-1").with(risk::SYSTEMS, to("S-1")).with(risk::RATED, day(5, 1)),
    ];
    let due =
        |more: &[Record]| found("change.rests-undone", &[&parts[..], std::slice::from_ref(&change), more].concat());
    assert_eq!(due(&[]), ["CH-01 CH-01: due since then: S-01, R-01"]);
    let looked = [parts[2].clone().with(system::LAST_REVIEW, day(6, 2)), parts[3].clone().with(risk::RATED, day(6, 2))];
    assert_eq!(due(&looked), [""; 0]);
}

#[test]
fn principles_are_carried_by_policies() {
    let principle = rec("CM-1").with(commitment::TYPE, commitment::Type::Principle.value());
    assert_eq!(found("principle.no-policy", std::slice::from_ref(&principle)).len(), 1);
    let policy = rec("DO-1").with(document::TYPE, document::Type::Policy.value());
    assert_eq!(found("principle.no-policy", &[principle.with(commitment::POLICY, to("DO-1")), policy]), [""; 0]);
}
