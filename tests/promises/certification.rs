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
    desk.field_of("F-012", finding::GRADE).keys("M<Enter>");
    desk.reopen();
    let kept = desk.record("CT-01");
    assert_eq!(kept.text(certificate::ACCREDITED), "national body, no. 7");
    assert_eq!(kept.refs(certificate::ROUNDS), [stage.id]);
    assert_eq!(desk.spots("certificate.open-majors"), [kept.id], "{}", desk.screen());
}
