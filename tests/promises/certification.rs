//! The road to the certificate: rehearsal, the stages of the body, the certificate itself; and who may audit.

use crate::desk::Desk;
use aims::domain::{
    Kind,
    kinds::{
        certificate, finding, interview, person,
        round::{self, Type},
    },
};

#[test]
fn ia_03_competence_is_on_file_and_nobody_audits_their_own_work_without_a_reason() {
    let mut desk = Desk::demo();
    assert!(!desk.record("P-05").text(person::COMPETENCE).is_empty());
    let bare = desk.spots("audit.no-competence");
    assert!(!bare.is_empty() && !bare.contains(&"P-05".parse().unwrap()), "{bare:?}");
    // Okafor answers for what is asked in I-03; as its auditor that is asked at once.
    let before = desk.record("I-03").one(interview::AUDITOR);
    desk.field_of("I-03", interview::AUDITOR).keys("Okafor<Enter>");
    assert!(desk.screen().contains("why may that stand?"), "{}", desk.screen());
    desk.keys("<Esc>");
    assert_eq!(desk.record("I-03").one(interview::AUDITOR), before);
    desk.keys("<Enter>").keys("nobody else knows the models; Brandt reads it again<Enter>");
    desk.reopen();
    assert_ne!(desk.record("I-03").one(interview::AUDITOR), before, "{}", desk.screen());
    let path = desk.path().to_string_lossy().into_owned();
    let (_, report) = desk.shell(&["report", "audit-report", &path, "--about", "RD-03"]);
    assert!(report.contains("nobody else knows the models"), "{report}");
    assert!(report.contains("advised on the risk method"), "{report}");
}

#[test]
fn rd_04_a_rehearsal_of_stage_2_is_a_round_of_its_own() {
    let mut desk = Desk::demo();
    desk.keys("gonh<Enter>").keys("nNora Berg<Enter>AIMS<Space>manager<Enter>");
    let round = desk.newest(Kind::Round);
    assert_eq!(Type::of(&round, round::TYPE), Some(Type::Rehearsal));
    let talk = desk.newest(Kind::Interview);
    assert_eq!(talk.one(interview::ROUND), Some(round.id));
    desk.reopen();
    assert_eq!(desk.record(&round.id.to_string()).title(), "Rehearsal 2026");
}

#[test]
fn rd_05_stage_1_and_stage_2_keep_their_days_findings_and_verdict() {
    let mut desk = Desk::demo();
    desk.keys("gon1<Enter>e").field(round::BODY).keys("Nordcert<Enter>");
    desk.field(round::FROM).keys("<C-u>2027-03-02<Enter>").field(round::CONCLUSION).keys("Stage 2 may be held.<Esc>");
    let round = desk.newest(Kind::Round);
    assert_eq!(Type::of(&round, round::TYPE), Some(Type::Stage1));
    assert_eq!(desk.records().name(round.one(round::BODY).unwrap()), "Nordcert");
    assert_eq!(round.text(round::CONCLUSION), "Stage 2 may be held.");
    let path = desk.path().to_string_lossy().into_owned();
    desk.reopen();
    let (_, report) = desk.shell(&["report", "audit-report", &path, "--about", &round.id.to_string()]);
    assert!(report.contains("Nordcert") && report.contains("Stage 2 may be held."), "{report}");
}

#[test]
fn stage_2_begins_with_the_body_and_scope_of_stage_1_and_asks_why_it_comes_first() {
    let mut desk = Desk::demo();
    desk.field_of("RD-04", round::BODY).keys("Nordcert<Enter>");
    desk.keys("gon").keys("2").keys("<Enter>");
    let (first, second) = (desk.record("RD-04"), desk.newest(Kind::Round));
    assert_eq!(Type::of(&second, round::TYPE), Some(Type::Stage2));
    for field in [round::BODY, round::SCOPE, round::PLACES] {
        assert!(!first.value(field).is_empty() && second.value(field) == first.value(field), "{field}");
    }
    assert!(second.date(round::FROM).is_none(), "Stage 1 is still to come");
    let id = second.id.to_string();
    desk.field_of(&id, round::STATE).keys("r<Enter>");
    assert!(desk.screen().contains("begins and Stage 1, RD-04, is not over"), "{}", desk.screen());
    desk.keys("<Esc>");
    assert_eq!(round::State::of(&desk.record(&id), round::STATE), Some(round::State::Planned));
    // Stage 1 is not over before its first day without a word, and its last day stays behind its first one.
    desk.field_of("RD-04", round::STATE).keys("closed<Enter>");
    assert!(desk.screen().contains("still to come"), "{}", desk.screen());
}

#[test]
fn s1_49_the_certificate_with_body_days_and_what_stands_in_its_way() {
    let mut desk = Desk::demo();
    assert_eq!(desk.record("CT-01").title(), "ISO/IEC 42001:2023");
    desk.field_of("CT-01", certificate::STATE).keys("held<Enter>");
    desk.field(certificate::UNTIL)
        .keys("<C-u>2027-02<Enter>")
        .field(certificate::SURVEILLANCE)
        .keys("<C-u>2026-10<Enter>");
    desk.reopen();
    let id = "CT-01".parse().unwrap();
    assert_eq!(desk.spots("certificate.runs-out"), [id]);
    assert_eq!(desk.spots("certificate.surveillance-due"), [id]);
    assert!(desk.spots("certificate.open-majors").is_empty());
}

#[test]
fn s2_36_the_body_with_its_accreditation_and_the_findings_of_its_stages() {
    let mut desk = Desk::demo();
    desk.field_of("CT-01", certificate::BODY).keys("Nordcert<Enter>");
    desk.field(certificate::ACCREDITED).keys("national body, no. 7<Enter>");
    desk.keys("gon2<Enter>");
    let stage = desk.newest(Kind::Round);
    desk.field_of("CT-01", certificate::ROUNDS).keys(&format!("{}<Enter>", stage.id));
    desk.field_of("F-012", finding::ROUND).keys(&format!("<C-u>{}<Enter>", stage.id));
    // The grading test said that it is isolated.
    desk.field_of("F-012", finding::GRADE).keys("M<Enter>").keys("the body says so<Enter>");
    desk.reopen();
    let kept = desk.record("CT-01");
    assert_eq!(kept.text(certificate::ACCREDITED), "national body, no. 7");
    assert_eq!(kept.refs(certificate::ROUNDS), [stage.id]);
    assert_eq!(desk.spots("certificate.open-majors"), [kept.id], "{}", desk.screen());
}

#[test]
fn rd_01_what_a_certification_audit_asks_for_is_there_dated_and_approved() {
    let mut desk = Desk::demo();
    desk.keys("gZ");
    let seen = desk.bench.text(110, 140);
    for words in [
        "STAGE 1",
        "STAGE 2",
        "AI policy, approved and known inside",
        "Statement of Applicability",
        "Management review",
    ] {
        assert!(seen.contains(words), "{words}: {seen}");
    }
    assert!(seen.contains("absent") && seen.contains("lacks"), "{seen}");
    let of = |seen: &str| seen.lines().find(|l| l.contains("Facts for the body agree")).unwrap().to_string();
    assert!(of(&seen).contains("lacks") && seen.contains("no body is named"), "{seen}");
    desk.field_of("CT-01", certificate::BODY).keys("Nordcert<Enter>").reopen();
    desk.keys("gZ");
    let seen = desk.bench.text(110, 140);
    assert!(of(&seen).contains("there"), "{seen}");
}

#[test]
fn rd_02_what_stands_in_the_way() {
    let mut desk = Desk::demo();
    desk.field_of("F-012", finding::GRADE).keys("M<Enter>");
    desk.keys("<Esc><Esc>").reopen();
    desk.keys("gZ");
    let seen = desk.bench.text(110, 140);
    assert!(seen.contains("IN THE WAY") && seen.contains("open major"), "{seen}");
    desk.keys("<Home><Enter>");
    assert!(desk.wide().contains("F-0"), "the records behind it: {}", desk.wide());
}

#[test]
fn s4_25_the_blockers_alone_made_into_work() {
    let mut desk = Desk::demo();
    let before = desk.records().count(Kind::Action);
    desk.keys("gZ").keys("A");
    desk.reopen();
    let records = desk.records();
    let made: Vec<_> = records.all(Kind::Action).filter(|a| a.title().starts_with("Close: ")).collect();
    assert!(made.len() > 3 && records.count(Kind::Action) == before + made.len());
    desk.keys("gZ").keys("A");
    assert_eq!(desk.records().count(Kind::Action), records.count(Kind::Action), "none is made twice");
}

#[test]
fn rd_07_each_paper_about_readiness_says_that_it_is_no_certificate() {
    let mut desk = Desk::demo();
    desk.keys("gw").keys("gZ");
    assert!(desk.screen().contains("holds no certificate"), "{}", desk.screen());
    let path = desk.path().to_string_lossy().into_owned();
    desk.reopen();
    for (paper, about) in [("readiness", None), ("management-review", Some("MR-02"))] {
        let mut args = vec!["report", paper, &path];
        args.extend(about.iter().flat_map(|id| ["--about", *id]));
        let (code, text) = desk.shell(&args);
        assert!(code == 0 && text.contains("holds no certificate"), "{text}");
    }
}

#[test]
fn s3_04_readiness_of_one_system_only() {
    let mut desk = Desk::demo();
    desk.keys("gZ").keys("s").keys("S-03<Enter>");
    let seen = desk.screen();
    assert!(seen.contains("S-03") && seen.contains("holds no certificate"), "{seen}");
    let records = desk.records();
    let view = aims::domain::View { records: &records, today: crate::desk::now().date() };
    let one = aims::domain::readiness::ReadinessScope { view, system: Some("S-03".parse().unwrap()) };
    assert!(one.covers(&desk.record("S-03")) && !one.covers(&desk.record("S-04")));
    assert!(one.covers(&desk.record("P-01")), "what is about no system counts for each");
}

#[test]
fn s4_26_readiness_is_assessed_before_the_outside_audit() {
    use aims::domain::{
        View,
        kinds::organisation,
        readiness::{self, AuditStage},
    };
    let mut desk = Desk::demo();
    let stand = |desk: &Desk| {
        let records = desk.records();
        let view = View { records: &records, today: crate::desk::now().date() };
        let found = readiness::found(view, None);
        (readiness::share(&found, AuditStage::One), readiness::blockers(view, None).len())
    };
    let ((there, all), blockers) = stand(&desk);
    desk.keys("gZ");
    let seen = desk.bench.text(110, 150);
    assert!(seen.contains(&format!("STAGE 1: {there} of {all} there")), "{seen}");
    assert!(seen.contains(&format!("IN THE WAY: {blockers}")), "{seen}");
    let must = "Issues, position on climate change";
    let row = |seen: &str| seen.lines().find(|l| l.contains(must) && l.contains("lacks")).map(String::from);
    assert!(row(&seen).is_some(), "{seen}");
    // What it lacks is filled, and the assessment of the same day says so: on screen, on paper, after a restart.
    desk.keys("gO").field(organisation::CLIMATE).keys("no<Enter>");
    desk.field(organisation::CLIMATE_WHY).keys("depots stand on high ground<Enter>");
    desk.reopen();
    assert_eq!(stand(&desk), ((there + 1, all), blockers - 1));
    desk.keys("gZ");
    let seen = desk.bench.text(110, 150);
    assert!(seen.contains(&format!("STAGE 1: {} of {all} there", there + 1)), "{seen}");
    assert!(row(&seen).is_none(), "{seen}");
    let text = desk.paper("readiness", "md");
    assert!(text.contains("Lacking") && text.contains("In the way"), "{text}");
    assert!(text.contains(&format!("{} of {all} there", there + 1)), "{text}");
    assert!(!text.contains("has not said whether climate matters"), "{text}");
}

#[test]
fn s3_44_the_questions_of_the_body_and_what_was_answered_when() {
    use aims::domain::kinds::request::{self, Direction, State};
    let mut desk = Desk::demo();
    desk.keys("gL").keys("questions<Space>asked<Enter>").keys("nWhich systems are in the scope?<Enter>");
    let asked = desk.newest(Kind::Request);
    assert_eq!(Direction::of(&asked, request::DIRECTION), Some(Direction::TheyAsk), "{}", desk.screen());
    let id = asked.id.to_string();
    desk.field(request::BODY).keys("TalentGrid<Enter>");
    desk.field(request::DUE).keys("<C-u>2026-11-20<Enter>");
    assert_eq!(desk.spots("question.unanswered"), [asked.id]);
    desk.field_of(&id, request::OUR_ANSWER).keys("Those of the inventory, version 4.<Esc>").keys("a");
    desk.reopen();
    let kept = desk.record(&id);
    assert_eq!(State::of(&kept, request::STATE), Some(State::Answered), "{}", desk.screen());
    assert_eq!(kept.date(request::SENT), Some(crate::desk::now().date()));
    assert!(desk.spots("question.unanswered").is_empty());
    let path = desk.path().to_string_lossy().into_owned();
    let (_, text) = desk.shell(&["report", "readiness", &path]);
    assert!(text.contains("Those of the inventory, version 4.") && text.contains("2026-11-24"), "{text}");
}
