//! What systems are made of, documents, duties, scope, impact assessments, changes.

use crate::desk::{Desk, id};
use aims::domain::{
    Kind, Record,
    kinds::{
        alteration, assessment, component, data_set, document, group, model, obligation, risk, scope_item, system,
    },
};

/// Adds a record on a list of the demo and fills fields of its page; it is read again after closing the file.
fn made(list: &str, title: &str, kind: Kind, fills: &[(usize, &str)]) -> (Desk, Record) {
    let mut desk = Desk::demo();
    desk.keys(&format!("gL{list}<Enter>n{title}<Enter>"));
    for (field, keys) in fills {
        desk.field(*field).keys(keys);
    }
    desk.reopen();
    let made = desk.newest(kind);
    assert_eq!(made.title(), title);
    for (field, _) in fills {
        assert!(!made.value(*field).is_empty(), "{} is empty", kind.spec().fields[*field].label);
    }
    (desk, made)
}

fn checked(desk: &Desk, rule: &str) -> String {
    let text = desk.shell(&["check", "demo.aims"]).1;
    assert!(text.contains(rule), "{rule} is not in\n{text}");
    text
}

#[test]
fn s2_10_each_data_set_has_a_steward() {
    let (desk, made) = made("data sets", "Depot photos", Kind::DataSet, &[(data_set::OWNER, "Ruiz<Enter>")]);
    assert!(made.one(data_set::OWNER).is_some());
    checked(&desk, "has no steward");
}

#[test]
fn s2_11_each_model_has_an_owner() {
    let (desk, _) = made("models", "Depot forecast", Kind::Model, &[(model::OWNER, "Silva<Enter>")]);
    checked(&desk, "model has no owner");
}

#[test]
fn s2_06_stages_of_a_pipeline_have_owner_gate_and_evidence() {
    let fills = [
        (component::OWNER, "Okafor<Enter>"),
        (component::GATE, "Tests passed<Enter>"),
        (component::PROOF, "E-14<Enter>"),
    ];
    let (desk, made) = made("pipeline stages", "Validation of the forecast", Kind::Component, &fills);
    assert!(component::is_stage(&made));
    checked(&desk, "pipeline stage has no gate");
}

#[test]
fn s2_30_systems_data_and_models_point_to_each_other() {
    let (mut desk, made) = made("models", "Wear estimate 1", Kind::Model, &[(model::DATA, "DS-01<Enter>")]);
    desk.field_of("S-11", system::PARTS).keys(&format!("{}<Enter>", made.id));
    desk.reopen();
    assert_eq!(desk.record("S-11").refs(system::PARTS), [made.id]);
    let page = desk.field_of(&made.id.to_string(), model::OWNER).keys("<Esc><End>").wide();
    assert!(page.contains("S-11"), "the way back is there\n{page}");
}

#[test]
fn s1_25_somebody_can_stop_a_system_and_tried_it() {
    let mut desk = Desk::demo();
    checked(&desk, "no oversight that was tried within a year");
    desk.field_of("S-05", system::OVERSEER).keys("Lind<Enter>");
    desk.field(system::OVERSIGHT).keys("All payouts go to a person<Esc>");
    desk.field(system::TRIED).keys("2026-11-02<Enter>");
    desk.reopen();
    let system = desk.record("S-05");
    assert!(system.one(system::OVERSEER).is_some() && system.date(system::TRIED).is_some());
    assert_eq!(system.text(system::OVERSIGHT), "All payouts go to a person");
}

#[test]
fn s4_07_ai_work_without_a_system_is_registered() {
    let fills = [(scope_item::OWNER, "Lind<Enter>"), (scope_item::SCOPE, "in<Enter>")];
    let (_, made) = made("AI activities", "Advice on routes", Kind::ScopeItem, &fills);
    assert_eq!(scope_item::Type::of(&made, scope_item::TYPE), Some(scope_item::Type::Activity));
}

#[test]
fn s2_39_duties_of_any_country_are_kept() {
    let fills = [(obligation::COUNTRY, "Norway<Enter>"), (obligation::REFERENCE, "Working act 4-2<Enter>")];
    let (_, made) = made("legal register", "Talk with the works council", Kind::Obligation, &fills);
    assert!(obligation::is_legal(&made));
}

#[test]
fn s4_09_the_law_has_who_is_bound_systems_owner_and_day_of_check() {
    let fills = [
        (obligation::SYSTEMS, "S-09<Enter>"),
        (obligation::OWNER, "Silva<Enter>"),
        (obligation::CHECKED, "2026-11-02<Enter>"),
        (obligation::AGAIN, "2027-11-02<Enter>"),
    ];
    let (mut desk, made) = made("legal register", "Notice of shifts", Kind::Obligation, &fills);
    assert_eq!(obligation::Bound::of(&made, obligation::BOUND), Some(obligation::Bound::Us));
    assert_eq!(obligation::Source::of(&made, obligation::SOURCE), Some(obligation::Source::Law));
    assert_eq!(made.refs(obligation::SYSTEMS), ["S-09".parse().unwrap()]);
    // The day of the next check passes, and it is told until it was checked again.
    assert!(!desk.spots("duty.check-overdue").contains(&made.id));
    desk.field_of(&made.id.to_string(), obligation::AGAIN).keys("<C-u>2026-11-03<Enter>").reopen();
    assert!(desk.spots("duty.check-overdue").contains(&made.id));
    desk.keys("gLlegal register<Enter>/notice<Space>of<Space>shifts<Enter>");
    assert!(desk.wide().contains("LATE 21d"), "{}", desk.wide());
    desk.field_of(&made.id.to_string(), obligation::STATE).keys("in place<Enter>");
    desk.field(obligation::CHECKED).keys("<C-u>2026-11-24<Enter>");
    desk.field(obligation::AGAIN).keys("<C-u>2027-11-24<Enter>").reopen();
    assert!(!desk.spots("duty.check-overdue").contains(&made.id));
}

#[test]
fn s1_28_duties_of_a_supplier_are_agreed_missing_or_refused() {
    let fills = [(obligation::SUPPLIER, "SU-01<Enter>"), (obligation::CONTRACT, "C-2231<Enter>")];
    let (desk, made) = made("supplier duties", "Logs for half a year", Kind::Obligation, &fills);
    assert!(obligation::is_supplier_duty(&made));
    checked(&desk, "missing or refused");
}

#[test]
fn s1_13_rules_of_use_have_their_audience() {
    let fills = [(document::TYPE, "acceptable<Enter>"), (document::OWNER, "Castell<Enter>")];
    let (mut desk, made) = made("policies", "Rules of use for meeting notes", Kind::Document, &fills);
    desk.field_of(&made.id.to_string(), document::AUDIENCE).keys("everyone<Enter>");
    desk.reopen();
    let kept = desk.record(&made.id.to_string());
    assert!(document::is_policy(&kept) && kept.words(document::AUDIENCE).eq(["everyone"]));
}

#[test]
fn s3_15_documents_stand_under_each_other() {
    let fills = [(document::UNDER, "DO-01<Enter>"), (document::OWNER, "Berg<Enter>")];
    let (mut desk, made) = made("procedures", "Approving a system", Kind::Document, &fills);
    let page = desk.field_of("DO-01", document::OWNER).keys("<Esc><End>").wide();
    assert!(page.contains(&made.id.to_string()), "{page}");
}

#[test]
fn s3_17_policies_without_a_procedure_are_told() {
    let mut desk = Desk::demo();
    desk.keys("gLpolicies<Enter>nRules of data<Enter>");
    desk.field(document::APPROVED_BY).keys("Vance<Enter>");
    desk.field(document::APPROVED_AS).keys("executive owner<Enter>");
    desk.field(document::STATE).keys("approved<Enter>");
    desk.reopen();
    assert!(desk.newest(Kind::Document).date(document::APPROVED_ON).is_some(), "the day is that of the approval");
    checked(&desk, "carried out by no document");
}

#[test]
fn s4_13_a_misuse_says_who_does_what_how_with_what_effect() {
    let mut desk = Desk::demo();
    desk.field_of("R-09", risk::TYPE).keys("misuse<Enter>");
    for (field, text) in [
        (risk::ACTOR, "A rider with two accounts"),
        (risk::ACT, "asks for payouts twice"),
        (risk::PATH, "small sums below the limit"),
        (risk::EFFECT, "others wait longer"),
    ] {
        desk.field(field).keys(&format!("{text}<Enter>"));
    }
    desk.reopen();
    assert_eq!(desk.record("R-09").text(risk::EFFECT), "others wait longer");
}

#[test]
fn s2_05_duties_follow_from_marks_and_roles_and_are_tied_to_controls() {
    let mut desk = Desk::demo();
    desk.keys("gi/S-09<Enter>L");
    assert!(desk.status().contains("no marks or no role"), "{}", desk.status());
    desk.field_of("S-09", system::ACT_MARKS).keys("III.4a<Enter>");
    desk.field(system::ACT_ROLES_HELD).keys("deployer<Enter>");
    desk.keys("gi/S-09<Enter>L").reopen();
    let records = desk.records();
    let owed: Vec<&Record> = records.all(Kind::Obligation).filter(|l| l.text(obligation::CODE) == "AD-26-1").collect();
    let owed: Vec<&Record> = owed.into_iter().filter(|l| l.refs(obligation::SYSTEMS).contains(&id("S-09"))).collect();
    assert_eq!(owed.len(), 1);
    assert!(!owed[0].refs(obligation::MET_BY).is_empty() && owed[0].period(obligation::FROM).is_some());
}

/// The newest assessment after the given fields of IA-03 were filled with one sentence each.
fn filled(fields: &[usize]) -> Record {
    let mut desk = Desk::demo();
    desk.field_of("IA-03", assessment::TYPE).keys("full<Enter>");
    for field in fields {
        desk.field(*field).keys("Said in a sentence<Esc>");
    }
    desk.reopen();
    let kept = desk.record("IA-03");
    assert!(fields.iter().all(|f| kept.text(*f).contains("Said in a sentence")));
    kept
}

#[test]
fn s2_14_purpose_and_scope_of_an_assessment_are_filled_in() {
    filled(&[assessment::BORDERS, assessment::DESCRIPTION]);
}

#[test]
fn s2_15_data_and_its_quality_are_filled_in() {
    filled(&[assessment::DATA]);
}

#[test]
fn s2_16_fairness_is_filled_in() {
    filled(&[assessment::FAIRNESS]);
}

#[test]
fn s2_17_what_people_are_told_is_filled_in() {
    filled(&[assessment::TOLD]);
}

#[test]
fn s2_18_human_oversight_is_filled_in() {
    filled(&[assessment::OVERSIGHT]);
}

#[test]
fn s0_34_the_effect_on_society_is_concluded() {
    filled(&[assessment::SOCIETY_WHY]);
}

#[test]
fn s1_19_persons_customers_and_society_are_rated_apart() {
    let mut desk = Desk::demo();
    for (field, word) in
        [(assessment::PERSONS, "high"), (assessment::CUSTOMERS, "medium"), (assessment::SOCIETY, "low")]
    {
        desk.field_of("IA-03", field).keys(&format!("{word}<Enter>"));
    }
    desk.reopen();
    let kept = desk.record("IA-03");
    let rated = [assessment::PERSONS, assessment::CUSTOMERS, assessment::SOCIETY].map(|f| kept.choice(f));
    assert_eq!(rated, [Some(2), Some(1), Some(0)]);
}

#[test]
fn s0_35_energy_and_carbon_have_source_and_day() {
    let mut desk = Desk::demo();
    checked(&desk, "figures of energy without source or day");
    for (field, text) in [
        (assessment::ENERGY, "12.5"),
        (assessment::CARBON, "4"),
        (assessment::FIGURE_FROM, "meter"),
        (assessment::FIGURE_OF, "2026-11-02"),
    ] {
        desk.field_of("IA-03", field).keys(&format!("{text}<Enter>"));
    }
    desk.reopen();
    let kept = desk.record("IA-03");
    assert_eq!(kept.text(assessment::FIGURE_FROM), "meter");
    assert!(kept.decimal(assessment::ENERGY).is_some() && kept.date(assessment::FIGURE_OF).is_some());
}

#[test]
fn s0_33_who_is_affected_has_harm_and_benefit() {
    let mut desk = Desk::demo();
    desk.keys("gLaffected<Enter>nNeighbours of the depot<Enter>");
    desk.field(group::ASSESSMENT).keys("IA-02<Enter>");
    for field in [group::MEETS, group::HARM, group::BENEFIT] {
        desk.field(field).keys("In a sentence<Esc>");
    }
    desk.reopen();
    let kept = desk.newest(Kind::Group);
    assert_eq!(kept.one(group::ASSESSMENT).map(|id| id.to_string()), Some("IA-02".into()));
    assert_eq!(kept.text(group::HARM), "In a sentence");
}

#[test]
fn s0_38_the_next_assessment_starts_from_the_last_and_shows_each_difference() {
    let mut desk = Desk::demo();
    desk.keys("gi/S-02<Enter>F");
    desk.field(assessment::FAIRNESS).keys("<C-u>By site alone<Esc>");
    desk.reopen();
    let next = desk.newest(Kind::Assessment);
    assert_eq!(next.one(assessment::COPIED).map(|id| id.to_string()), Some("IA-01".into()));
    assert!(desk.record("IA-01").text(assessment::FAIRNESS).starts_with("Compared"), "the last one stays");
    let paper = desk.shell(&["report", "impact-assessment", "--about", &next.id.to_string(), "demo.aims"]).1;
    assert!(paper.contains("What differs from IA-01") && paper.contains("By site alone"), "{paper}");
}

#[test]
fn s0_44_assessments_fall_due_by_a_change() {
    let mut desk = Desk::demo();
    desk.keys("gLchanges<Enter>nNew threshold<Enter>");
    desk.field(alteration::TOUCHES).keys("M-01<Enter>");
    desk.field(alteration::SIGNIFICANT).keys("yes<Enter>");
    desk.field(alteration::MADE).keys("2026-11-24<Enter>");
    desk.reopen();
    let text = checked(&desk, "impact assessment is due again");
    assert!(text.contains("changed what was assessed"), "{text}");
    let change = desk.newest(Kind::Alteration);
    let page = desk.field_of(&change.id.to_string(), alteration::TOUCHES).keys("<Esc>").wide();
    assert!(page.contains("IA-01"), "{page}");
}
