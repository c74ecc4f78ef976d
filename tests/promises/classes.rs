//! What follows from the class of a system and the tier of a supplier: controls, duties, reviews, marks of the law.

use crate::desk::{Desk, id};
use aims::domain::{
    Kind, Record,
    kinds::{
        alteration, answer, component, control_at, decision, document, item, obligation, risk, round, supplier,
        system::{self, Tier},
    },
};

/// A new system on its page.
fn system(desk: &mut Desk, name: &str) {
    desk.keys(&format!("gin{name}<Enter>"));
}

/// The end of the page of a record.
fn foot(desk: &mut Desk, of: &str) -> String {
    desk.field_of(of, of.parse::<aims::domain::Id>().unwrap().kind.spec().title).keys("<Esc><End>");
    desk.bench.text(140, 120)
}

#[test]
fn s1_26_the_class_asks_for_controls_and_too_few_and_too_many_are_listed() {
    let mut desk = Desk::with_people();
    system(&mut desk, "Filter of applications");
    desk.field(system::TIER).keys("L<Enter>").field(system::ORIGIN).keys("e<Enter>");
    desk.field(system::AI_ROLES).keys("customer<Space><Enter>").field(system::STATE).keys("i<Enter>");
    assert_eq!(desk.spots("inventory.under-controlled"), [id("S-01")]);
    let page = foot(&mut desk, "S-01");
    assert!(page.contains("CONTROLS AGAINST ITS CLASS") && page.contains("A.4.2"), "{page}");
    assert!(page.contains("Without a sheet nobody knows what the system is made of"), "the reason is there\n{page}");
    // One key takes them over; they are worked on as records of their own.
    desk.keys("giC");
    let taken: Vec<Record> = desk.records().all(Kind::ControlAt).cloned().collect();
    assert_eq!(taken.iter().filter_map(|c| c.one(control_at::CONTROL)).collect::<Vec<_>>(), [id("A.3.2"), id("A.4.2")]);
    desk.keys("giC");
    assert!(desk.status().contains("is listed"), "{}", desk.status());
    for at in ["CS-01", "CS-02"] {
        desk.field_of(at, control_at::STATE).keys("in place<Enter>");
    }
    desk.reopen();
    assert_eq!(desk.spots("inventory.under-controlled"), []);
    // A control that is beyond the class and has no reason.
    desk.keys("gLlocal controls<Enter>nBuilt by rule<Enter>");
    desk.field(control_at::CONTROL).keys("A.6.1.2<Enter>").field(control_at::SYSTEM).keys("S-01<Enter>");
    desk.field(control_at::USE).keys("applies<Enter>").reopen();
    assert_eq!(desk.spots("inventory.over-controlled"), [id("S-01")]);
}

/// Answers the questions of the Act about the system at the cursor: letters of the rows, from the first one on.
fn answer_act(desk: &mut Desk, downs: &[usize]) {
    for n in downs {
        desk.keys(&format!("<Home>{}<Enter>", "<Down>".repeat(*n)));
    }
}

#[test]
fn the_questions_of_the_act_are_walked_with_reasons_and_end_in_marks_and_duties() {
    let mut desk = Desk::with_people();
    system(&mut desk, "Filter of applications");
    desk.keys("giW");
    let seen = desk.screen();
    assert!(seen.contains("QUESTION 1 OF 12") && seen.contains("Is it an AI system as the Act means it"), "{seen}");
    // Yes; we use it; none banned; no product; employment; hiring, with the reason.
    answer_act(&mut desk, &[0, 1]);
    assert!(desk.record("S-01").value(system::ACT_MARKS).is_empty(), "nothing is set from half a walk");
    // Left and opened again: it goes on where it stopped.
    desk.keys("q").reopen().keys("giW");
    assert!(desk.screen().contains("QUESTION 3 OF 12"), "{}", desk.screen());
    answer_act(&mut desk, &[0, 0, 4]);
    assert!(desk.screen().contains("QUESTION 6 OF 12"), "{}", desk.screen());
    desk.keys("wIt ranks who is read<Enter>");
    answer_act(&mut desk, &[0]);
    // It profiles; talks with people; no model; two facts together.
    answer_act(&mut desk, &[0, 0, 0]);
    assert!(desk.screen().contains("QUESTION 12 OF 12"), "{}", desk.screen());
    desk.keys("<Home><Down><Down><Down><Down><Down><Space><Down><Space><Enter><Enter>Ada<Enter>");
    let seen = desk.bench.text(140, 120);
    for words in [
        "no legal advice",
        "Decided on 2026-11-24 by Ada Berg",
        "III.4a Hiring and selection",
        "High risk by Annex III",
        "deployer",
        "2027-12-02 Article 26(1), (3): Use as instructed",
        "(low confidence)",
        "It ranks who is read",
    ] {
        assert!(seen.contains(words), "{words} is not in\n{seen}");
    }
    desk.keys("L").reopen();
    let system = desk.record("S-01");
    assert_eq!(system.words(system::ACT_MARKS).collect::<Vec<_>>(), ["III.4a", "50.1", "IN"]);
    assert_eq!(system.one(system::ACT_BY), Some(id("P-01")));
    assert!(system.text(system::ACT_REASON).contains("Exact use: Hiring and selection. It ranks who is read"));
    let owed: Vec<String> =
        desk.records().all(Kind::Obligation).map(|l| l.text(obligation::CODE).to_string()).collect();
    assert!(owed.iter().any(|c| c == "AD-26-7") && owed.iter().any(|c| c == "AD-26-11"), "{owed:?}");
    // One answer is given anew, and undo takes it back.
    desk.keys("giW/").keys("<Esc>").keys("giW<End><Enter>");
    assert!(desk.screen().contains("QUESTION 12 OF 12"), "{}", desk.screen());
    desk.keys("<Left>");
    assert!(desk.screen().contains("QUESTION 11 OF 12"), "{}", desk.screen());
}

/// Moves the cursor of a walk down to a line with some words.
fn to_line(desk: &mut Desk, words: &str) {
    for _ in 0..80 {
        if desk.wide().lines().any(|l| l.starts_with('>') && l.contains(words)) {
            return;
        }
        desk.keys("<Down>");
    }
    panic!("{words} is not reached\n{}", desk.wide());
}

#[test]
fn enter_without_a_tick_claims_nothing_and_answers_can_be_looked_through() {
    let mut desk = Desk::with_people();
    system(&mut desk, "Filter of applications");
    let people = desk.records().all(Kind::Person).count();
    desk.keys("giW<Enter><Enter>");
    assert!(
        desk.screen().contains("QUESTION 1 OF 12") && desk.status().contains("move to what holds"),
        "{}",
        desk.screen()
    );
    answer_act(&mut desk, &[0, 1]);
    // From here on Enter alone: none of these, no, in none, none, no, none.
    desk.keys("<Enter><Enter><Enter><Enter><Enter><Enter>").reopen();
    let record = desk.record("S-01");
    assert_eq!(record.words(system::ACT_MARKS).collect::<Vec<_>>(), ["IN"]);
    assert_eq!(record.words(system::ACT_FACTS).count(), 0);
    assert_eq!(desk.records().all(Kind::Person).count(), people, "no person is made by keys that are typed on");
    // Back to a question with one answer: Enter leaves it as it is, and leads on to the next that was answered.
    desk.keys("giW<Left><Left>");
    assert!(desk.screen().contains("QUESTION 11 OF 12"), "{}", desk.screen());
    desk.keys("<Left><Left><Left>");
    assert!(desk.screen().contains("QUESTION 4 OF 12"), "{}", desk.screen());
    desk.keys("<Down><Space><Enter>");
    assert!(desk.screen().contains("QUESTION 5 OF 12"), "{}", desk.screen());
    desk.keys("<Right>");
    assert!(desk.screen().contains("QUESTION 10 OF 12"), "{}", desk.screen());
    desk.keys("<Left><Left><Enter><Right><Right><Right><Right>").reopen();
    assert!(desk.record("S-01").words(system::ACT_MARKS).any(|m| m == "I.A"), "what was ticked stands");
    // What is ticked and not given yet is kept by going back.
    desk.keys("giW<Left><Home><Down><Space><Left>").reopen();
    assert_eq!(desk.record("S-01").words(system::ACT_FACTS).collect::<Vec<_>>(), ["public_body"]);
    // Home and End stay among the answers, labels are never cut.
    desk.keys("giW<Left><Left><Left><Left><Left><End>");
    let seen = desk.screen();
    assert!(seen.contains("QUESTION 4 OF 12") && seen.lines().any(|l| l.starts_with("> [ ] Only comfort")), "{seen}");
    assert!(seen.contains("spectrum") && !seen.lines().skip(2).any(|l| l.contains('…')), "{seen}");
}

#[test]
fn facts_on_which_duties_hang_are_said_in_what_follows() {
    let mut desk = Desk::with_people();
    system(&mut desk, "Reader of pictures");
    desk.keys("giW");
    answer_act(&mut desk, &[0, 1]);
    desk.keys("<Enter>");
    answer_act(&mut desk, &[1]);
    desk.keys("<Enter><Enter><Enter><Enter>");
    let seen = desk.bench.text(80, 90);
    for words in [
        "HANGS ON",
        "[ ? ] Deployer controls the input data",
        "If so, owed: Fit input data (Article 26(4))",
        "[ ? ] Logs are under own control",
        "STANDS BY UNTIL",
        "[ - ] A serious incident has become known",
        "In the inventory: class high risk, role deployer",
    ] {
        assert!(seen.contains(words), "{words} is not in\n{seen}");
    }
    assert!(!seen.contains("Article 26(4): Fit input data"), "{seen}");
    to_line(&mut desk, "Deployer controls");
    desk.keys("<Space>");
    assert!(desk.bench.text(80, 90).contains("2028-08-02 Article 26(4): Fit input data"), "{}", desk.screen());
    to_line(&mut desk, "Logs are under");
    desk.keys("n").reopen();
    let record = desk.record("S-01");
    assert_eq!(record.words(system::ACT_FACTS).collect::<Vec<_>>(), ["controls_input"]);
    desk.keys("giW");
    let seen = desk.bench.text(80, 90);
    assert!(seen.contains("[no ] Logs are under own control") && seen.contains("[yes] Deployer controls"), "{seen}");
    // A duty says what it asks; Enter leads to its line in the register once it stands there.
    to_line(&mut desk, "2028-08-02 Article 26(4)");
    assert!(desk.wide().contains("relevant and representative for the purpose"), "{}", desk.wide());
    desk.keys("<Enter>");
    assert!(desk.status().contains("L puts the duties there"), "{}", desk.status());
    desk.keys("L<Enter>");
    assert!(desk.screen().contains("Fit input data"), "{}", desk.screen());
    let duty = desk.records().all(Kind::Obligation).find(|l| l.text(obligation::CODE) == "AD-26-6").is_none();
    assert!(duty, "what was denied is not owed");
}

#[test]
fn a_banned_practice_stands_first_and_leaves_no_duty_of_use() {
    let mut desk = Desk::with_people();
    system(&mut desk, "Mood of the desk");
    desk.keys("giW");
    // We use it; emotions at work; biometrics; reading emotions; it profiles.
    answer_act(&mut desk, &[0, 1, 8]);
    desk.keys("<Enter>");
    answer_act(&mut desk, &[1, 2, 0]);
    desk.keys("<Enter><Enter><Enter>");
    let seen = desk.bench.text(140, 90);
    let stop = seen.find("STOP").unwrap_or_else(|| panic!("{seen}"));
    assert!(stop < seen.find("WHAT FOLLOWS").unwrap() && seen.contains("5f Emotions at work or school"), "{seen}");
    assert!(seen.contains("DUTIES  2") && !seen.contains("Article 26("), "{seen}");
    assert!(seen.contains("In the inventory: class prohibited, role deployer"), "{seen}");
}

#[test]
fn the_questions_of_a_part_stay_in_sight_while_it_is_written() {
    let mut desk = Desk::demo();
    desk.keys("gLimpact assessments<Enter>/CV screening<Enter>W");
    assert!(desk.screen().contains("Enter write  l next part  h part before"), "{}", desk.screen());
    desk.keys("?");
    let help = desk.screen();
    assert!(help.contains("PARTS OF AN IMPACT ASSESSMENT") && !help.contains("QUESTIONS OF THE EU AI ACT"), "{help}");
    desk.keys("<Esc>");
    let before = desk.wide();
    let ask = before.lines().find(|l| l.trim_start().starts_with("- ")).unwrap_or_else(|| panic!("{before}"));
    let ask: String = ask.trim().chars().take(40).collect();
    desk.keys("<Enter>In plain words");
    let seen = desk.screen();
    assert!(seen.contains(&ask) && seen.contains("In plain words"), "{ask}\n{seen}");
}

/// A supplier behind a system of a high class by a part that is critical.
fn supplied() -> Desk {
    let mut desk = Desk::with_people();
    desk.keys("gsnLexora<Enter>");
    desk.keys("gLcomponents<Enter>nSpeech service<Enter>");
    desk.field(component::SUPPLIER).keys("Lexora<Enter>").field(component::WEIGHT).keys("critical<Enter>");
    system(&mut desk, "Hotline");
    desk.field(system::TIER).keys("H<Enter>").field(system::PARTS).keys("CO-01<Enter>");
    desk
}

#[test]
fn s3_31_the_tier_follows_from_the_class_and_the_part_and_sets_depth_and_rhythm() {
    let mut desk = supplied();
    desk.keys("gs<Enter>");
    let page = desk.wide();
    assert!(page.contains("every 6 months: interview, proof seen"), "{page}");
    assert_eq!(desk.spots("supplier.rhythm-passed"), [id("SU-01")]);
    desk.field_of("CO-01", component::WEIGHT).keys("low<Enter>").reopen();
    desk.keys("gs<Enter>");
    assert!(desk.wide().contains("every 24 months"), "{}", desk.wide());
}

#[test]
fn s1_29_suppliers_are_reviewed_by_tier_with_incidents_and_changes() {
    let mut desk = supplied();
    desk.field_of("SU-01", supplier::ASSESSED).keys("2026-05-23<Enter>").reopen();
    assert_eq!(desk.spots("supplier.rhythm-passed"), [id("SU-01")], "half a year and a day");
    desk.field_of("SU-01", supplier::ASSESSED).keys("<C-u>2026-05-24<Enter>").reopen();
    assert_eq!(desk.spots("supplier.rhythm-passed"), []);
    desk.keys("gLincidents<Enter>nWrong words<Enter>");
    desk.field(aims::domain::kinds::incident::SUPPLIER).keys("Lexora<Enter>");
    desk.keys("gLchanges<Enter>nNew version of the service<Enter>");
    desk.field(alteration::TOUCHES).keys("SU-01<Enter>").reopen();
    let page = foot(&mut desk, "SU-01");
    assert!(page.contains("IN-01") && page.contains("CH-01"), "{page}");
}

#[test]
fn s1_27_a_supplier_is_asked_and_the_answers_give_a_score_and_a_day() {
    let mut desk = supplied();
    desk.keys("gsF");
    let asked = desk.records().all(Kind::Answer).count();
    assert_eq!(asked, 20, "the closest tier is asked everything");
    let review = desk.newest(Kind::Round);
    assert_eq!(review.one(round::SUPPLIER), Some(id("SU-01")));
    // The first question is shown with proof, the second only said.
    for (at, proof) in [("AW-001", "proven"), ("AW-002", "told")] {
        desk.field_of(at, answer::VERDICT).keys("conforms<Enter>");
        desk.field_of(at, answer::PROOF).keys(&format!("{proof}<Enter>"));
    }
    desk.reopen();
    let answers: Vec<Record> = desk.records().all(Kind::Answer).cloned().collect();
    assert!(
        answers.iter().filter(|a| a.choice(answer::VERDICT).is_some_and(|v| v > 0)).count() == 2,
        "{}",
        desk.screen()
    );
    desk.keys("gs<Enter>");
    assert!(desk.wide().contains("2.00 of 3, with conditions, RD-01"), "{}", desk.wide());
}

#[test]
fn s1_30_who_stands_behind_a_system_is_seen_over_several_levels() {
    let mut desk = supplied();
    desk.keys("gsnUnder cloud<Enter>");
    desk.field_of("SU-01", supplier::THROUGH).keys("Under cloud<Enter>").reopen();
    let page = foot(&mut desk, "S-01");
    let tree: Vec<&str> = page.lines().skip_while(|l| !l.contains("BEHIND IT")).take(4).collect();
    assert!(tree[1].contains("CO-01") && tree[2].contains("SU-01") && tree[3].contains("SU-02"), "{page}");
    let deep = |line: &str| line.len() - line.trim_start_matches(['>', ' ']).len();
    assert!(deep(tree[1]) < deep(tree[2]) && deep(tree[2]) < deep(tree[3]), "{page}");
}

#[test]
fn s3_30_providers_are_governed_from_list_of_duties_to_review() {
    let mut desk = supplied();
    desk.keys("gsL").reopen();
    let duties: Vec<Record> = desk.records().all(Kind::Obligation).cloned().collect();
    assert_eq!(duties.len(), 20);
    assert!(duties.iter().all(|l| obligation::is_supplier_duty(l) && l.one(obligation::SUPPLIER) == Some(id("SU-01"))));
    desk.keys("gsL");
    assert!(desk.status().contains("on the list"), "{}", desk.status());
    desk.field_of("L-01", obligation::AGREED).keys("agreed<Enter>").reopen();
    desk.keys("gs<Enter>");
    assert!(desk.wide().contains("1 of 20"), "{}", desk.wide());
    assert_eq!(desk.spots("duty.not-agreed").len(), 19);
}

#[test]
fn s0_05_each_theme_has_a_risk_or_a_reason() {
    let mut desk = Desk::with_people();
    system(&mut desk, "Route finder");
    desk.field(system::STATE).keys("d<Enter>").field(system::SCOPE).keys("i<Enter>");
    assert_eq!(desk.spots("risk.theme-not-looked-at"), [id("S-01")]);
    desk.keys("gRnRoutes pass by some districts<Enter>").field(risk::AREA).keys("bias<Enter>");
    desk.field(risk::SYSTEMS).keys("S-01<Enter>");
    desk.keys("gk/themes<Enter>");
    assert!(desk.wide().contains("no risk or reason on privacy, transparency, social, environment"), "{}", desk.wide());
    desk.field_of("S-01", system::CLEAR)
        .keys("privacy<Space><C-u>transparency<Space><C-u>social<Space><C-u>environment<Space><Enter>");
    desk.field(system::CLEAR_WHY).keys("Counts vehicles, not people<Esc>").reopen();
    assert_eq!(desk.spots("risk.theme-not-looked-at"), []);
}

#[test]
fn s1_18_stages_of_life_that_nobody_looked_at_are_told() {
    let mut desk = Desk::with_people();
    desk.keys("gRnGrows old<Enter>").field(risk::STAGE).keys("operation<Enter>").reopen();
    assert_eq!(desk.record("R-01").choice(risk::STAGE), Some(4));
    desk.keys("gk/stages<Enter>");
    let seen = desk.wide();
    assert!(seen.contains("no risk in inception, design and development") && !seen.contains("monitoring,"), "{seen}");
}

#[test]
fn s1_52_what_changed_since_its_last_review_stands_at_the_top() {
    let mut desk = Desk::with_people();
    for name in ["Alpha", "Beta", "Gamma"] {
        system(&mut desk, name);
    }
    desk.field_of("S-03", system::LAST_REVIEW).keys("2026-10-01<Enter>");
    desk.keys("gLchanges<Enter>nNew model<Enter>").field(alteration::TOUCHES).keys("S-03<Enter>");
    desk.field(alteration::SIGNIFICANT).keys("yes<Enter>").field(alteration::MADE).keys("2026-11-01<Enter>").reopen();
    desk.keys("gi");
    let seen = desk.wide();
    let place = |name: &str| seen.find(name).unwrap();
    assert!(place("Gamma") < place("Alpha") && place("Alpha") < place("Beta"), "{seen}");
    desk.field_of("S-03", system::LAST_REVIEW).keys("<C-u>2026-11-20<Enter>").reopen();
    desk.keys("gi");
    let seen = desk.wide();
    assert!(seen.find("Alpha") < seen.find("Gamma"), "{seen}");
}

#[test]
fn s1_43_a_policy_is_looked_at_again_because_a_system_changed() {
    let mut desk = Desk::with_people();
    system(&mut desk, "Chat");
    desk.keys("gLpolicies<Enter>nRules of talking to riders<Enter>").field(document::SYSTEMS).keys("S-01<Enter>");
    desk.keys("gLchanges<Enter>pautonomy<Enter>");
    let change = desk.newest(Kind::Alteration);
    assert!(change.text(alteration::EFFECT).contains("oversight and stop test"), "what it makes due is said");
    desk.field(alteration::TOUCHES).keys("S-01<Enter>").field(alteration::MADE).keys("2026-11-20<Enter>").reopen();
    assert_eq!(desk.spots("change.rests-undone"), [change.id]);
    desk.keys("gk/looked at since<Enter>");
    assert!(desk.wide().contains("DO-01"), "{}", desk.wide());
}

#[test]
fn s1_56_a_system_of_low_risk_goes_a_short_way_and_the_time_it_took_is_seen() {
    use aims::domain::kinds::assessment;
    let mut desk = Desk::with_people();
    system(&mut desk, "Sorts photos");
    desk.field(system::TIER).keys("L<Enter>").keys("giF");
    let short = desk.newest(Kind::Assessment);
    assert_eq!(assessment::Type::of(&short, assessment::TYPE), Some(assessment::Type::Short));
    desk.field(assessment::ASKED)
        .keys("<C-u>2026-11-03<Enter>")
        .field(assessment::APPROVED_ON)
        .keys("2026-11-12<Enter>");
    desk.reopen();
    desk.keys("gLimpact assessments<Enter><Enter>");
    assert!(desk.bench.text(140, 120).contains("9 days"), "{}", desk.bench.text(140, 120));
}

#[test]
fn s3_48_a_system_is_split_into_parts_each_with_owner_and_risks() {
    let mut desk = Desk::with_people();
    desk.keys("gLcomponents<Enter>nTariff interface<Enter>").field(component::OWNER).keys("Ben<Enter>");
    desk.keys("gRnOld tariffs<Enter>").field(risk::SYSTEMS).keys("CO-01<Enter>");
    system(&mut desk, "Hotline");
    desk.field(system::PARTS).keys("CO-01<Enter>").reopen();
    assert_eq!(desk.record("CO-01").one(component::OWNER), Some(id("P-02")));
    assert!(foot(&mut desk, "CO-01").contains("R-01"), "{}", desk.wide());
    assert_eq!(desk.record("S-01").refs(system::PARTS), [id("CO-01")]);
}

#[test]
fn s1_10_owner_risk_owner_and_overseer_are_named_and_the_holes_listed() {
    let mut desk = Desk::with_people();
    system(&mut desk, "Triage");
    desk.field(system::TIER).keys("H<Enter>");
    assert_eq!(desk.spots("inventory.no-owner"), [id("S-01")]);
    desk.field(system::OWNER).keys("Ada<Enter>").field(system::OVERSEER).keys("Ben<Enter>");
    desk.keys("gRnWrong order<Enter>q").keys("r55");
    desk.keys("<Esc>").reopen();
    assert_eq!(desk.spots("risk.above-without-owner"), [id("R-01")]);
    desk.field_of("R-01", risk::OWNER).keys("Ben<Enter>").reopen();
    assert_eq!(desk.spots("risk.above-without-owner"), []);
    let system = desk.record("S-01");
    assert_eq!((system.one(system::OWNER), system.one(system::OVERSEER)), (Some(id("P-01")), Some(id("P-02"))));
    assert_eq!(Tier::of(&system, system::TIER), Some(Tier::High));
}

#[test]
fn expired_evidence_is_marked_in_the_statement_and_proves_nothing() {
    let mut desk = Desk::with_people();
    desk.keys("gc/A.6.2.4<Enter>ay<Enter>");
    desk.field_of("A.6.2.4", item::USE).keys("yes<Enter>").field(item::EVIDENCE).keys("test report<Enter>");
    assert!(!desk.spots("soa.used-no-evidence").contains(&id("A.6.2.4")));
    desk.field_of("E-01", aims::domain::kinds::evidence::TO).keys("2026-11-23<Enter>").reopen();
    assert!(desk.spots("soa.used-no-evidence").contains(&id("A.6.2.4")));
    assert_eq!(desk.spots("soa.evidence-expired"), [id("A.6.2.4")]);
    let paper = desk.paper("applicability", "md");
    assert!(paper.contains("test report (expired)"), "{paper}");
}

#[test]
fn an_id_in_a_filter_is_found_from_its_start() {
    let mut desk = Desk::demo();
    desk.keys("gi/S-01<Enter>");
    let seen = desk.wide();
    assert!(
        seen.contains("1 of 13 rows") && seen.contains("CV screening") && !seen.contains("Claims triage"),
        "{seen}"
    );
    desk.keys("<Esc>/DS-01<Enter>");
    assert!(desk.wide().contains("Claims triage"), "{}", desk.wide());
}

#[test]
fn a_must_is_waived_by_a_decision_alone() {
    let mut desk = Desk::with_people();
    system(&mut desk, "Lunch planner");
    desk.field(system::TIER).keys("L<Enter>").field(system::STATE).keys("i<Enter>");
    desk.keys("gLdecisions<Enter>nNo sheet for the lunch planner<Enter>");
    desk.field(decision::TYPE).keys("exception<Enter>").field(decision::ABOUT).keys("S-01<Enter>");
    desk.field(decision::ABOUT).keys("A.4.2<Enter>").field(decision::BY).keys("Ada<Enter>");
    desk.field(decision::DECIDED).keys("2026-11-20<Enter>").field(decision::STATE).keys("approved<Enter>").reopen();
    let page = foot(&mut desk, "S-01");
    let short = page.split("CONTROLS AGAINST").nth(1).unwrap();
    assert!(short.contains("A.3.2") && !short.contains("A.4.2"), "{page}");
}
