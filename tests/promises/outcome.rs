//! Progress, outcome, other standards, readiness for one's own purposes, results of a pipeline, sector and roles.

use crate::desk::{Desk, id};
use aims::domain::{
    Kind,
    kinds::{
        communication, decision, document, item, mapping, meeting, obligation, organisation, plan_item, reading, risk,
        shared::Work, system,
    },
};

#[test]
fn s3_14_one_page_says_what_is_done_late_and_next_by_phase() {
    let mut desk = Desk::demo();
    let paper = desk.paper("progress", "md");
    for part in ["By phase", "Late", "Next 30 days", "Done in the last 30 days", "Build", "late 9 d"] {
        assert!(paper.contains(part), "{part} is not in\n{paper}");
    }
    let pdf = desk.shell(&["report", "progress", "demo.aims", "--out", "page.pdf"]);
    assert_eq!(pdf.0, 0, "{}", pdf.1);
    let bytes = std::fs::read(desk.path().with_file_name("page.pdf")).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    assert_eq!(text.matches("/Type/Page/").count() + text.matches("/Type /Page\n").count(), 1, "it is one page");
}

#[test]
fn s1_55_the_outcome_is_printed_risks_duties_systems_statements() {
    let mut desk = Desk::with_people();
    desk.keys("gLcommunications<Enter>nWhat our software decides<Enter>");
    desk.field(communication::TYPE).keys("public<Enter>").keys("c");
    desk.keys("gLlegal register<Enter>nSay that it is AI<Enter>").field(obligation::STATE).keys("in place<Enter>");
    desk.keys("ginScorer<Enter>").field(system::SCOPE).keys("in<Enter>").reopen();
    let paper = desk.paper("outcome", "md");
    for part in ["What our software decides", "1 of 1 (100 %)", "In scope", "Lower than before controls"] {
        assert!(paper.contains(part), "{part} is not in\n{paper}");
    }
}

#[test]
fn s1_53_one_answer_counts_for_several_standards() {
    let mut desk = Desk::with_people();
    for (standard, name) in [("27001", "ISO/IEC 27001 7.2"), ("9001", "ISO 9001 7.2")] {
        desk.keys(&format!("gLitems of other<Enter>n{name}<Enter>"));
        desk.field(mapping::STANDARD).keys(&format!("{standard}<Enter>")).field(mapping::OURS).keys("7.2<Enter>q");
    }
    desk.keys("gLitems of other<Enter>");
    let told =
        |desk: &mut Desk, word: &str| desk.wide().lines().filter(|l| l.contains(" 7.2 ") && l.contains(word)).count();
    assert_eq!(told(&mut desk, " left "), 2, "{}", desk.wide());
    // Answered once, on our side.
    desk.field_of("7.2", item::STATE).keys("in place<Enter>").reopen();
    desk.keys("gLitems of other<Enter>");
    assert_eq!(told(&mut desk, " covered "), 2, "{}", desk.wide());
}

#[test]
fn s1_54_for_another_standard_is_seen_what_is_covered_and_what_is_left() {
    let mut desk = Desk::demo();
    let paper = desk.paper("other standards", "md");
    for part in ["ISO/IEC 27001", "Covered", "Left: nobody looked at these yet", "ISO/IEC 27001 4.1"] {
        assert!(paper.contains(part), "{part} is not in\n{paper}");
    }
    desk.keys("gLitems of other<Enter>/27001<Enter>");
    assert!(desk.wide().contains("OS-01") && !desk.wide().contains("OS-03"), "{}", desk.wide());
}

#[test]
fn s3_45_answers_on_clauses_4_to_10_are_used_for_another_management_system() {
    let mut desk = Desk::with_people();
    desk.field_of("7.5.1", item::HOW).keys("One master list for all systems<Esc>");
    desk.field_of("7.5.1", item::STATE).keys("in place<Enter>");
    desk.keys("gLitems of other<Enter>p27001<Space>7.5.1<Enter>").reopen();
    let made = desk.newest(Kind::Mapping);
    assert_eq!(made.refs(mapping::OURS), [id("7.5.1")]);
    let paper = desk.paper("other standards", "md");
    assert!(paper.contains("One master list for all systems") && paper.contains("7.5.1 in place"), "{paper}");
}

#[test]
fn s1_45_without_certification_ready_means_ready_for_ones_own_purposes() {
    let mut desk = Desk::with_people();
    desk.keys("gZ");
    assert!(desk.wide().contains("STAGE 1") && desk.wide().contains("no certificate"), "{}", desk.wide());
    desk.keys("gO").field(organisation::CERTIFICATION).keys("switched<Enter>").reopen();
    desk.keys("gZ");
    let seen = desk.wide();
    assert!(seen.contains("ON PAPER") && seen.contains("your own purposes"), "{seen}");
    assert!(!seen.contains("STAGE 1") && !seen.contains("Facts for the body"), "{seen}");
    assert!(desk.paper("readiness", "md").contains("your own purposes"));
}

#[test]
fn s3_27_controls_are_marked_and_a_pipeline_reports_their_results() {
    let mut desk = Desk::with_people();
    desk.field_of("A.6.2.6", item::AUTOMATION).keys("automatic<Enter>");
    desk.keys("gLrecurring tasks<Enter>nRestore the model<Enter>");
    desk.field(aims::domain::kinds::task::CONTROLS).keys("A.6.2.6<Enter>").reopen();
    let results = desk.path().with_file_name("results.json");
    let text = r#"[{"task": "T-01", "result": "failed", "run_id": "build-7", "at": "2026-11-20T03:00:00Z"}]"#;
    std::fs::write(&results, text).unwrap();
    let (code, said) = desk.shell(&["measure", "nord.aims", "--from", "results.json"]);
    assert!(code == 1 && said.contains("failed"), "{code} {said}");
    let (code, said) = desk.shell(&["measure", "nord.aims", "--from", "results.json"]);
    assert!(code == 0 && said.contains("here already"), "the same run counts once: {code} {said}");
    desk.reopen();
    let made = desk.newest(Kind::Reading);
    assert_eq!((made.text(reading::RUN), made.one(reading::OF)), ("build-7", Some(id("T-01"))));
    assert_eq!(made.stamp(reading::AT).map(|at| at.date().to_string()), Some("2026-11-20".into()));
    assert_eq!(reading::From::of(&made, reading::FROM), Some(reading::From::File));
    desk.field_of("A.6.2.6", item::AUTOMATION).keys("<Esc>");
    assert!(desk.wide().contains("1 failed") && desk.wide().contains("automatic"), "{}", desk.wide());
}

#[test]
fn s2_37_sector_and_roles_choose_questions_risks_and_duties() {
    let mut desk = Desk::with_people();
    desk.keys("gRc");
    assert!(!desk.wide().contains("your sector"), "{}", desk.wide());
    desk.keys("<Esc>gO").field(organisation::SECTORS).keys("health<Space><Enter>");
    desk.field(organisation::ROLES).keys("customer<Space><Enter>").reopen();
    // Risks of the sector stand first in the catalogue, all others below them.
    desk.keys("gRc");
    let seen = desk.wide();
    assert!(seen.contains("your sector"), "{seen}");
    desk.keys("<Enter>").reopen();
    assert_eq!(desk.records().all(Kind::Risk).count(), 1);
    // A question of the sector is proposed, and what those who build are asked is not first.
    let records = desk.records();
    let wish = aims::framework::QuestionWish {
        roles: &[],
        round: aims::domain::kinds::round::Type::Gap,
        scope: &[],
        systems: &[],
        elsewhere: &[],
        room: 200,
    };
    let asked = aims::framework::propose::propose(&records, &wish).asked;
    assert!(asked.iter().any(|q| q.source.starts_with("iso42001:A.6.2.3")), "nothing is hidden for good");
    assert!(asked.iter().any(|q| q.source.starts_with("sector:health")), "{asked:?}");
    // Duties follow from the organisation's role where the system says none.
    desk.keys("ginTriage<Enter>").field(system::ACT_MARKS).keys("III.4a<Enter>").keys("gi/Triage<Enter>L").reopen();
    assert!(desk.records().all(Kind::Obligation).count() > 0, "{}", desk.screen());
    assert!(!desk.record("R-01").text(risk::TITLE).is_empty());
}

#[test]
fn s0_46_to_whom_a_policy_was_made_known_how_when_and_who_confirmed_it() {
    let mut desk = Desk::with_people();
    desk.keys("gLpolicies<Enter>nAI policy<Enter>").field(document::VERSION).keys("2<Enter>");
    desk.keys("gLcommunications<Enter>nThe policy is out<Enter>");
    desk.field(communication::TYPE).keys("policy<Enter>").field(communication::ABOUT).keys("DO-01<Enter>");
    desk.field(communication::VERSION).keys("2<Enter>").field(communication::AUDIENCE).keys("everyone<Space><Enter>");
    desk.field(communication::CHANNEL).keys("All-hands and e-mail<Enter>").keys("c");
    assert_eq!(desk.spots("policy.version-not-acknowledged"), [id("CN-01")]);
    desk.field(communication::WHO).keys("Ada<Space><Enter>").reopen();
    assert_eq!(desk.spots("policy.version-not-acknowledged"), []);
    let told = desk.record("CN-01");
    assert_eq!((told.text(communication::CHANNEL), told.text(communication::VERSION)), ("All-hands and e-mail", "2"));
    assert!(told.date(communication::SENT).is_some() && told.refs(communication::WHO) == [id("P-01")]);
    desk.keys("gLpolicies<Enter><Enter>");
    assert!(desk.wide().contains("CN-01"), "{}", desk.wide());
}

#[test]
fn s1_33_decisions_and_minutes_are_kept_for_their_time() {
    let mut desk = Desk::with_people();
    desk.keys("gLbodies<Enter>nAI committee<Enter>qF");
    desk.field(meeting::SAID).keys("The scorer may go live<Esc>").field(meeting::KEEP).keys("10<Enter>");
    desk.keys("gLdecisions<Enter>nScorer released<Enter>").field(decision::MEETING).keys("MT-01<Enter>");
    desk.field(decision::KEEP).keys("10<Enter>").reopen();
    assert_eq!(desk.record("D-01").number(decision::KEEP), Some(10));
    assert_eq!(desk.record("MT-01").number(meeting::KEEP), Some(10));
    desk.keys("gLmeetings<Enter>");
    assert!(desk.wide().contains("AI committee"), "{}", desk.wide());
}

#[test]
fn s1_02_work_is_done_with_a_proof_or_a_reason_that_is_kept() {
    let mut desk = Desk::with_people();
    desk.keys("gan<C-u>Write the rule<Enter>qc");
    assert_ne!(Work::of(&desk.record("A-01"), aims::domain::kinds::action::STATE), Some(Work::Done));
    desk.keys("Told to all by phone<Enter>").reopen();
    let done = desk.record("A-01");
    assert!(aims::domain::progress::is_done(&done), "{}", desk.screen());
    assert!(desk.history("A-01").iter().any(|e| format!("{e:?}").contains("Told to all by phone")));
    // With a proof nothing is asked.
    desk.keys("gan<C-u>Write another<Enter>").field(aims::domain::kinds::action::PROOF).keys("the<Space>rule<Enter>");
    desk.keys("c").reopen();
    assert!(aims::domain::progress::is_done(&desk.record("A-02")), "{}", desk.screen());
}

#[test]
fn s3_13_each_step_says_what_comes_out_and_how_it_is_known_to_be_done() {
    let mut desk = Desk::with_people();
    desk.keys("gLplan items<Enter>nWrite the policy<Enter>").field(plan_item::STATE).keys("in<Space>work<Enter>");
    assert_eq!(Work::of(&desk.record("PL-01"), plan_item::STATE), Some(Work::Open));
    desk.keys("<Esc>").field_of("PL-01", plan_item::DELIVERABLE).keys("A policy<Enter>");
    desk.field(plan_item::DONE_TEST).keys("Signed by the board<Enter>").field(plan_item::STATE);
    desk.keys("in<Space>work<Enter>").reopen();
    assert_eq!(Work::of(&desk.record("PL-01"), plan_item::STATE), Some(Work::InWork));
    assert_eq!(desk.spots("plan.no-done-test"), []);
}
