//! Policies and documents by keys: principles and themes, approval, readers, law; what covers a requirement.

use crate::desk::{Desk, id};
use aims::domain::{
    Kind,
    kinds::{
        alteration, assessment, commitment, document, item, obligation, plan_item, reading, risk, scope_item, system,
        task, training,
    },
};

/// A policy with a commitment that it carries, in its section 3.2.
fn with_policy(theme: &str) -> Desk {
    let mut desk = Desk::with_people();
    desk.keys("gLpolicies<Enter>nAI policy<Enter>q");
    desk.keys("gLcommitments<Enter>nPeople are treated alike<Enter>");
    desk.field(commitment::TYPE)
        .keys("principle<Enter>")
        .field(commitment::THEMES)
        .keys(&format!("{theme}<Space><Enter>"));
    desk.field(commitment::POLICY).keys("DO-01<Enter>").field(commitment::SECTION).keys("3.2<Enter>").reopen();
    desk
}

/// The line of the grid that begins so.
fn grid_line(desk: &mut Desk, name: &str) -> String {
    desk.keys("gG");
    let seen = desk.wide();
    let line = seen.lines().find(|l| l.trim_start_matches(['>', ' ']).starts_with(name));
    line.unwrap_or_else(|| panic!("{name} is not in\n{seen}")).to_string()
}

#[test]
fn s0_23_principles_stand_by_policy_and_blanks_are_shown() {
    let mut desk = with_policy("fairness");
    assert!(grid_line(&mut desk, "People are treated alike").contains("3.2"));
    desk.keys("gLcommitments<Enter>nNobody is watched<Enter>")
        .field(commitment::TYPE)
        .keys("principle<Enter>")
        .reopen();
    assert!(grid_line(&mut desk, "Nobody is watched").contains("BLANK"));
    assert_eq!(desk.spots("principle.no-policy"), [id("CM-02")]);
}

#[test]
fn s0_24_themes_are_ticked_by_policy_and_uncovered_ones_are_named() {
    let mut desk = with_policy("fairness");
    assert!(grid_line(&mut desk, "fairness").contains("3.2"));
    assert!(grid_line(&mut desk, "privacy").contains("BLANK"));
    desk.field_of("DO-01", document::TOPICS).keys("privacy<Space><Enter>").reopen();
    let line = grid_line(&mut desk, "privacy");
    assert!(!line.contains("BLANK") && line.contains('x'), "{line}");
}

#[test]
fn s0_25_the_integrity_of_data_is_a_line_of_its_own() {
    let mut desk = with_policy("data integrity");
    assert!(grid_line(&mut desk, "data integrity").contains("3.2"));
    desk.field_of("CM-01", commitment::CONTROLS).keys("A.7.4<Enter>").reopen();
    assert_eq!(desk.record("CM-01").refs(commitment::CONTROLS), [id("A.7.4")]);
}

#[test]
fn s0_26_the_traceability_of_decisions_is_a_line_of_its_own() {
    let mut desk = with_policy("decision traceability");
    assert!(grid_line(&mut desk, "decision traceability").contains("3.2"));
    assert!(grid_line(&mut desk, "data integrity").contains("BLANK"));
}

#[test]
fn s0_45_a_policy_is_approved_only_by_name_role_and_day() {
    let mut desk = Desk::with_people();
    desk.keys("gLpolicies<Enter>nAI policy<Enter>");
    desk.field(document::STATE).keys("approved<Enter>");
    assert!(desk.wide().contains("is not approved without who approves it"), "{}", desk.wide());
    desk.keys("<Esc><Esc>");
    assert!(!document::is_approved(&desk.record("DO-01")));
    desk.field_of("DO-01", document::APPROVED_BY).keys("Ada<Enter>");
    desk.field(document::APPROVED_AS)
        .keys("chief executive<Enter>")
        .field(document::STATE)
        .keys("approved<Enter>")
        .reopen();
    let policy = desk.record("DO-01");
    assert!(document::is_approved(&policy) && policy.date(document::APPROVED_ON).is_some());
}

#[test]
fn s2_08_top_management_approves_the_ai_policy() {
    let mut desk = Desk::with_people();
    desk.keys("gLpolicies<Enter>nAI policy<Enter>q");
    assert_eq!(desk.spots("policy.not-approved"), [id("DO-01")]);
    desk.keys("D<Enter>Ada<Enter>It is ours<Enter><Enter>").reopen();
    let policy = desk.record("DO-01");
    assert!(document::is_approved(&policy), "the endorsement approves it");
    assert_eq!(policy.one(document::APPROVED_BY), Some(id("P-01")));
    assert_eq!(desk.spots("policy.not-approved"), []);
}

#[test]
fn s1_14_guidelines_are_kept_and_tied_to_principles() {
    let mut desk = Desk::with_people();
    desk.keys("gLcommitments<Enter>nPeople can object<Enter>").field(commitment::TYPE).keys("principle<Enter>");
    desk.keys("gLpolicies<Enter>nGuideline on hard cases<Enter>").field(document::TYPE).keys("guideline<Enter>");
    desk.field_of("CM-01", commitment::POLICY).keys("DO-01<Enter>").reopen();
    assert_eq!(document::Type::of(&desk.record("DO-01"), document::TYPE), Some(document::Type::Guideline));
    assert!(grid_line(&mut desk, "People can object").contains('x'));
}

#[test]
fn s1_16_a_policy_is_tied_to_values_and_to_law() {
    let mut desk = with_policy("fairness");
    desk.keys("gLlegal register<Enter>nEqual treatment<Enter>").field(obligation::MET_BY).keys("DO-01<Enter>").reopen();
    desk.keys("gLpolicies<Enter><Enter>");
    let page = desk.wide();
    assert!(page.contains("L-01") && page.contains("CM-01"), "{page}");
}

#[test]
fn s1_17_a_policy_is_followed_to_its_control_task_and_last_proof() {
    let mut desk = with_policy("fairness");
    desk.field_of("CM-01", commitment::CONTROLS).keys("A.9.3<Enter>");
    desk.keys("gLrecurring tasks<Enter>nCompare refusals by group<Enter>").field(task::CONTROLS).keys("A.9.3<Enter>");
    desk.keys("c").reopen();
    assert_eq!(desk.newest(Kind::Reading).one(reading::OF), Some(id("T-01")));
    // From the policy over commitment and control to the task and its run, a line at a time.
    desk.keys("gLpolicies<Enter><Enter><Tab>");
    for _ in 0..4 {
        let on = desk.bench.app.top().and_then(|p| p.subject(&desk.bench.app.world)).unwrap();
        let seen = desk.bench.text(140, 120);
        let next =
            ["CM-01", "A.9.3", "T-01", "MV-"].into_iter().find(|n| seen.contains(n) && !on.to_string().starts_with(n));
        assert!(next.is_some(), "nothing leads on from {on}\n{seen}");
        let to = match on.kind {
            Kind::Document => "CM-01",
            Kind::Commitment => "A.9.3",
            Kind::Item => "T-01",
            _ => break,
        };
        desk.bench.message(aims::app::Msg::Go(aims::ui::Place::Record(id(to))));
        desk.bench.settle();
    }
}

#[test]
fn s3_16_how_long_a_policy_is_and_who_has_read_it_is_seen() {
    let mut desk = Desk::with_people();
    desk.keys("gLpolicies<Enter>nAI policy<Enter>").field(document::WORDS).keys("2400<Enter>");
    desk.field(document::READERS).keys("Ada<Enter>").reopen();
    assert_eq!(desk.record("DO-01").refs(document::READERS), [id("P-01")]);
    assert_eq!(desk.spots("policy.too-long"), [id("DO-01")]);
}

#[test]
fn s3_22_one_list_has_type_clause_owner_version_and_place() {
    let mut desk = Desk::with_people();
    desk.keys("gLdocuments<Enter>nScope statement<Enter>").field(document::TYPE).keys("record<Enter>");
    desk.field(document::ITEMS).keys("4.3<Enter>").field(document::OWNER).keys("Ben<Enter>");
    desk.field(document::VERSION).keys("1.4<Enter>").field(document::KEPT).keys("git: docs at 3f2a<Enter>").reopen();
    desk.keys("gLdocuments<Enter>");
    let seen = desk.bench.text(160, 30);
    for words in ["Scope statement", "record", "4.3", "Ben Cole", "1.4"] {
        assert!(seen.contains(words), "{words} is not in\n{seen}");
    }
    assert_eq!(desk.record("DO-01").text(document::KEPT), "git: docs at 3f2a");
}

#[test]
fn s1_31_which_documents_a_system_has_and_lacks_is_seen() {
    let mut desk = Desk::with_people();
    desk.keys("ginTriage<Enter>").field(system::STATE).keys("d<Enter>");
    desk.keys("gLdocuments<Enter>nWhat it is for<Enter>").field(document::SYSTEMS).keys("S-01<Enter>");
    desk.field(document::SERVES).keys("purpose<Space><Enter>").reopen();
    assert_eq!(desk.spots("inventory.documents-missing"), [id("S-01")]);
    desk.keys("gk/lacks documents<Enter>");
    assert!(desk.wide().contains("no document of design, data"), "{}", desk.wide());
}

#[test]
fn s0_10_requirements_that_nothing_covers_are_listed() {
    let mut desk = Desk::with_people();
    desk.keys("gLplan items<Enter>nWrite the policy<Enter>").field(plan_item::COVERS).keys("5.2<Enter>").reopen();
    let bare = desk.spots("soa.orphan");
    assert!(!bare.contains(&id("5.2")) && bare.contains(&id("5.3")), "{bare:?}");
    desk.field_of("5.3", item::OWNER).keys("Ada<Enter>").reopen();
    assert!(!desk.spots("soa.orphan").contains(&id("5.3")));
}

#[test]
fn s3_12_chosen_gaps_become_plan_items_by_phase_and_owner() {
    let mut desk = Desk::with_people();
    desk.field_of("A.6.2.4", item::OWNER).keys("Ada<Enter>");
    desk.keys("gc/A.6.2<Enter>*P").reopen();
    let all: Vec<_> = desk.records().all(Kind::PlanItem).cloned().collect();
    assert_eq!(all[0].title(), "Closing the gaps");
    assert!(all.iter().any(|p| p.title() == "Gaps of Ada Berg" && p.one(plan_item::PART_OF) == Some(all[0].id)));
    assert!(all.iter().any(|p| p.title() == "Gaps without an owner"));
    let tests = all.iter().find(|p| p.refs(plan_item::COVERS) == [id("A.6.2.4")]).unwrap();
    assert_eq!(tests.one(plan_item::OWNER), Some(id("P-01")));
    desk.keys("gc/A.6.2<Enter>*P");
    assert!(desk.status().contains("covers each of these already"), "{}", desk.status());
}

#[test]
fn s1_41_controls_due_for_review_stand_in_their_month() {
    let mut desk = Desk::with_people();
    desk.field_of("A.6.2.4", item::INTERVAL).keys("6<Enter>").field(item::CHECKED).keys("2026-05-28<Enter>");
    desk.field(item::OWNER).keys("Ada<Enter>");
    desk.field_of("A.6.2.5", item::INTERVAL).keys("1<Enter>").field(item::CHECKED).keys("2026-09-01<Enter>").reopen();
    desk.keys("gD");
    let seen = desk.wide();
    let month = seen.split("THIS MONTH").nth(1).unwrap_or_else(|| panic!("{seen}"));
    assert!(month.contains("2026-11-28") && month.contains("A.6.2.4"), "{seen}");
    assert!(seen.split("THIS MONTH").next().unwrap().contains("A.6.2.5"), "late ones stand first\n{seen}");
}

#[test]
fn s0_40_a_change_has_reason_reach_approval_notice_and_check() {
    let mut desk = Desk::with_people();
    desk.keys("gLchanges<Enter>nTwo committees become one<Enter>").field(alteration::TYPE).keys("management<Enter>");
    desk.field(alteration::REASON).keys("Both decided the same<Esc>").field(alteration::TOUCHES).keys("5.3<Enter>");
    desk.field(alteration::MADE).keys("2026-11-10<Enter>").field(alteration::CHECK).keys("2026-11-20<Enter>");
    desk.keys("q").keys("D<Enter>Ada<Enter>It saves a meeting<Enter><Enter>").reopen();
    assert_eq!(desk.spots("change.not-told"), [id("CH-01")]);
    assert_eq!(desk.spots("change.not-checked"), [id("CH-01")]);
    desk.field_of("CH-01", alteration::TOLD).keys("2026-11-12<Enter>");
    desk.field(alteration::RESULT).keys("Works<Esc>").reopen();
    assert_eq!((desk.spots("change.not-told"), desk.spots("change.not-checked")), (vec![], vec![]));
    desk.keys("gLchanges<Enter><Enter>");
    assert!(desk.bench.text(140, 120).contains("D-01"), "{}", desk.wide());
}

#[test]
fn s0_41_which_functions_took_part_is_seen_by_phase() {
    let mut desk = heard();
    desk.keys("gLplan items<Enter>/start<Enter><Enter>");
    let page = desk.bench.text(119, 120);
    assert!(page.contains("legal; not yet risk, compliance, IT, security, senior leadership"), "{page}");
}

#[test]
fn s4_20_ai_law_compliance_and_business_work_together_or_it_is_seen_who_is_missing() {
    let mut desk = heard();
    desk.field_of("P-02", aims::domain::kinds::person::FUNCTIONS).keys("IT<Space><Enter>");
    desk.keys("gLplan items<Enter>/start<Enter>").keys("D<Enter>Ben<Enter>Agreed<Enter><Enter>").reopen();
    desk.keys("gLplan items<Enter>/start<Enter><Enter>");
    let page = desk.bench.text(119, 120);
    assert!(page.contains("legal, IT; not yet risk, compliance, security, senior leadership"), "{page}");
}

/// A phase with a step that somebody of the function legal has begun.
fn heard() -> Desk {
    let mut desk = Desk::with_people();
    desk.field_of("P-01", aims::domain::kinds::person::FUNCTIONS).keys("legal<Space><Enter>");
    desk.keys("gLplan items<Enter>nStart<Enter>").field(plan_item::TYPE).keys("phase<Enter>");
    desk.keys("q").keys("nRead the law<Enter>").field(plan_item::PART_OF).keys("PL-01<Enter>");
    desk.field(plan_item::OWNER)
        .keys("Ada<Enter>")
        .field(plan_item::STATE)
        .keys("in work<Enter>A small step<Enter>")
        .reopen();
    desk
}

#[test]
fn s4_19_four_ticks_say_what_a_requirement_rests_on() {
    let mut desk = Desk::with_people();
    let ticks = |desk: &mut Desk| {
        desk.field_of("A.6.2.4", item::OWNER).keys("<Esc>");
        let page = desk.bench.text(160, 120);
        page.lines().find(|l| l.contains("Policy, procedure")).unwrap_or_default().to_string()
    };
    desk.keys("gLprocedures<Enter>nHow we test<Enter>").field(document::ITEMS).keys("A.6.2.4<Enter>");
    desk.field(document::APPROVED_BY).keys("Ada<Enter>").field(document::APPROVED_AS).keys("head<Enter>");
    desk.field(document::STATE).keys("approved<Enter>").reopen();
    assert!(ticks(&mut desk).contains("procedure"), "{}", ticks(&mut desk));
    desk.keys("gLtrainings<Enter>nTesting<Enter>").field(training::REQUIREMENTS).keys("A.6.2.4<Enter>");
    desk.keys("c<Space><Enter>");
    desk.keys("gLrecurring tasks<Enter>nTest run<Enter>").field(task::CONTROLS).keys("A.6.2.4<Enter>");
    desk.field(task::DONE_BY).keys("automatic<Enter>").reopen();
    let line = ticks(&mut desk);
    assert!(line.contains("procedure, training, technical"), "{line}");
}

#[test]
fn s4_10_systems_processes_and_units_stand_in_the_scope() {
    let mut desk = Desk::with_people();
    desk.keys("ginTriage<Enter>").field(system::SCOPE).keys("i<Enter>");
    for (name, typ) in [("Claims handling", "process"), ("Depot north", "unit")] {
        desk.keys(&format!("gLscope items<Enter>n{name}<Enter>"))
            .field(scope_item::TYPE)
            .keys(&format!("{typ}<Enter>"));
        desk.field(scope_item::SCOPE).keys("in<Enter>");
    }
    desk.reopen();
    let types: Vec<_> =
        desk.records().all(Kind::ScopeItem).filter_map(|s| scope_item::Type::of(s, scope_item::TYPE)).collect();
    assert_eq!(types, [scope_item::Type::Process, scope_item::Type::Unit]);
    assert_eq!(system::Scope::of(&desk.record("S-01"), system::SCOPE), Some(system::Scope::In));
}

#[test]
fn s4_11_the_effort_is_weighed_while_systems_move_in_and_out() {
    let mut desk = Desk::with_people();
    desk.keys("ginTriage<Enter>").field(system::OWNER).keys("Ada<Enter>");
    desk.keys("gLscope items<Enter>nClaims handling<Enter>").field(scope_item::SYSTEMS).keys("S-01<Enter>").reopen();
    desk.keys("gLscope items<Enter>");
    assert!(desk.wide().contains("1 systems, 2 open, 1 owners"), "{}", desk.wide());
    desk.keys("gRnWrong order<Enter>").field(risk::SYSTEMS).keys("S-01<Enter>").reopen();
    desk.keys("gLscope items<Enter>");
    assert!(desk.wide().contains("1 systems, 3 open, 1 owners"), "{}", desk.wide());
}

#[test]
fn s3_03_what_matters_most_comes_first_and_the_rest_stays_in_view() {
    let mut desk = Desk::with_people();
    for (name, wave) in [("Triage", "pilot"), ("Lunch planner", "later")] {
        desk.keys(&format!("gin{name}<Enter>")).field(system::WAVE).keys(&format!("{wave}<Enter>"));
    }
    desk.reopen().keys("gi/pilot<Enter>");
    let seen = desk.wide();
    assert!(seen.contains("1 of 2 rows") && seen.contains("Triage"), "{seen}");
    desk.keys("<Esc>/later<Enter>");
    assert!(desk.wide().contains("Lunch planner") && desk.wide().contains("1 of 2 rows"), "{}", desk.wide());
}

#[test]
fn s0_29_the_risk_and_the_effect_on_people_know_each_other() {
    let mut desk = Desk::with_people();
    desk.keys("ginTriage<Enter>giF").field(assessment::TITLE).keys("<Esc>");
    desk.keys("gRnWrong order<Enter>");
    desk.field_of("IA-01", assessment::RISKS).keys("R-01<Enter>").reopen();
    assert_eq!(desk.record("IA-01").refs(assessment::RISKS), [id("R-01")]);
    desk.field_of("R-01", risk::TITLE).keys("<Esc>");
    assert!(desk.bench.text(140, 120).contains("IA-01"), "{}", desk.wide());
}

#[test]
fn s0_32_social_ethical_and_environmental_effects_are_rated_apart_with_reasons() {
    let mut desk = Desk::with_people();
    desk.keys("ginTriage<Enter>giF");
    for (effect, why) in [
        (assessment::SOCIAL, assessment::SOCIAL_WHY),
        (assessment::ETHICAL, assessment::ETHICAL_WHY),
        (assessment::ENVIRONMENT, assessment::ENVIRONMENT_WHY),
    ] {
        desk.field_of("IA-01", effect).keys("medium<Enter>").field(why).keys("In a sentence<Esc>");
    }
    desk.reopen();
    let kept = desk.record("IA-01");
    assert_eq!(kept.choice(assessment::ETHICAL), Some(1));
    assert_eq!(kept.text(assessment::ENVIRONMENT_WHY), "In a sentence");
}

#[test]
fn s2_19_effects_are_concluded_with_verdict_and_conditions() {
    let mut desk = Desk::with_people();
    desk.keys("ginTriage<Enter>giF");
    for (field, keys) in [
        (assessment::CONDITIONS, "A person looks<Esc>"),
        (assessment::PERSONS, "high<Enter>"),
        (assessment::OUTCOME, "with conditions<Enter>"),
    ] {
        desk.field_of("IA-01", field).keys(keys);
    }
    desk.reopen();
    let kept = desk.record("IA-01");
    assert!(kept.choice(assessment::OUTCOME).is_some());
    assert_eq!(kept.text(assessment::CONDITIONS), "A person looks");
}

/// The first risk that these words leave in the catalogue, with what it is watched by.
fn picked(words: &str) {
    let mut desk = Desk::with_people();
    desk.keys(&format!("gRc{words}<Enter>")).reopen();
    let risk = desk.newest(Kind::Risk);
    assert!(!risk.text(risk::DESCRIPTION).is_empty() && !risk.text(risk::SIGNS).is_empty(), "{}", risk.title());
    assert!(!risk.refs(risk::CONTROLS).is_empty() && !risk.text(risk::WATCHED).is_empty(), "{}", risk.title());
}

#[test]
fn s2_22_drift_is_picked_with_cause_signs_controls_and_measure() {
    picked("drift");
}

#[test]
fn s2_23_attacks_are_picked_with_cause_signs_controls_and_measure() {
    picked("attacks<Space>aimed");
}

#[test]
fn s2_24_hallucination_is_picked_with_cause_signs_controls_and_measure() {
    picked("hallucination");
}

#[test]
fn s2_25_bias_is_picked_with_cause_signs_controls_and_measure() {
    picked("bias<Space>and");
}

#[test]
fn s2_27_harm_to_reputation_is_picked_with_cause_signs_controls_and_measure() {
    picked("reputation");
}
