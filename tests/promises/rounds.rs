//! Who is asked what in a round, and what of it stands at the clause or control afterwards.

use crate::desk::Desk;
use aims::domain::{
    Id, Kind, Record, View, between,
    kinds::{
        answer::{self, Verdict},
        evidence::{self, Form},
        interview, item, person, question,
    },
};

fn item(reference: &str) -> Id {
    Id::item(reference).unwrap()
}

/// The answers of a file about an item.
fn about(desk: &Desk, reference: &str) -> Vec<Record> {
    let records = desk.records();
    records.linked(item(reference), Kind::Answer, answer::ITEM).cloned().collect()
}

/// What is on file as evidence of an item, by its title.
fn proof(desk: &Desk, reference: &str) -> Vec<String> {
    let records = desk.records();
    let view = View { records: &records, today: crate::desk::now().date() };
    let ids = item::evidence(view, records.live(item(reference)).unwrap());
    ids.iter().map(|id| records.live(*id).unwrap().title().to_string()).collect()
}

/// A gap round with one interview, its list of questions open.
fn planned(who: &str, role: &str) -> Desk {
    let mut desk = Desk::empty();
    desk.keys(&format!("gong<Enter>n{who}<Enter>{role}<Enter>"));
    desk
}

/// Holds the planned interview and goes to its first question about an item.
fn ask(desk: &mut Desk, reference: &str) {
    let number = {
        let records = desk.records();
        let view = View { records: &records, today: crate::desk::now().date() };
        let asked = interview::answers(view, desk.newest(Kind::Interview).id);
        asked.iter().position(|a| a.one(answer::ITEM) == Some(item(reference))).expect("it is asked") + 1
    };
    desk.keys(&format!("H<C-x>g{number}<Enter>"));
}

#[test]
fn s0_20_top_management_is_asked_about_leadership_and_its_answer_is_evidence() {
    let mut desk = planned("Hanna Vik", "top<Space>management");
    assert!(!about(&desk, "5.1").is_empty(), "questions about 5.1 are proposed from the role");
    ask(&mut desk, "5.1");
    desk.keys("we stopped the resume screener in March<C-x>estatement of the chief executive<Enter><C-x>c<C-x>q");
    let said = desk.newest(Kind::Evidence).id.to_string();
    desk.field_of(&said, evidence::FORM).keys("s<Enter>");
    desk.reopen();
    let answers = about(&desk, "5.1");
    let answered = answers.iter().find(|a| answer::verdict(a) == Verdict::Conforms).expect("one is judged");
    assert_eq!(answered.text(answer::NOTE), "we stopped the resume screener in March");
    assert_eq!(Form::of(&desk.record(&said), evidence::FORM), Some(Form::Statement));
    assert_eq!(proof(&desk, "5.1"), ["statement of the chief executive"]);
    desk.keys("gC/5.1<Enter>");
    assert!(desk.wide().contains("statement of the chief executive"), "{}", desk.wide());
}

#[test]
fn s1_22_the_data_controls_with_questions_evidence_and_owner() {
    let mut desk = planned("Dora Stein", "data<Space>steward");
    let controls = ["A.7.2", "A.7.3", "A.7.4", "A.7.5", "A.7.6"];
    for control in controls {
        desk.keys(&format!("a{control}<Space><Enter>"));
    }
    ask(&mut desk, "A.7.4");
    desk.keys("checked each night<C-x>equality report of May<Enter><C-x>m<C-x>q");
    desk.keys("gc/A.7.<Enter>");
    assert!(desk.screen().contains("5 of 38 rows"), "{}", desk.screen());
    desk.keys("*oIda Lund<Enter>");
    desk.reopen();
    for control in controls {
        let answers = about(&desk, control);
        assert!(!answers.is_empty(), "{control} is not asked");
        assert_eq!(desk.records().name(desk.record(control).one(item::OWNER).unwrap()), "Ida Lund");
        let judged = answers.iter().filter(|a| answer::verdict(a) == Verdict::Minor).count();
        assert_eq!(judged, usize::from(control == "A.7.4"), "{control}");
    }
    assert_eq!(proof(&desk, "A.7.4"), ["quality report of May"]);
    desk.keys("gc/A.7.4<Enter>");
    let seen = desk.wide();
    assert!(seen.contains("quality report of May") && seen.contains("Dora Stein"), "{seen}");
}

#[test]
fn s1_23_development_and_testing_with_links_to_test_records() {
    let mut desk = planned("Rita Okafor", "ML<Space>lead");
    for control in ["A.6.2.2", "A.6.2.3", "A.6.2.4"] {
        desk.keys(&format!("a{control}<Space><Enter>"));
        assert!(!about(&desk, control).is_empty(), "{control} is not asked");
    }
    ask(&mut desk, "A.6.2.4");
    desk.keys("<C-x>etest run 812<Enter><C-x>c<C-x>q");
    let run = desk.newest(Kind::Evidence).id.to_string();
    desk.field_of(&run, evidence::FORM).keys("m<Enter>");
    desk.field(evidence::WHERE).keys("git:models/claims@4f2a91c<Enter>");
    desk.reopen();
    let record = desk.record(&run);
    assert_eq!(Form::of(&record, evidence::FORM), Some(Form::Measurement));
    assert_eq!(record.text(evidence::WHERE), "git:models/claims@4f2a91c");
    assert_eq!(proof(&desk, "A.6.2.4"), ["test run 812"]);
    assert!(proof(&desk, "A.6.2.3").is_empty());
    // From the control over its question to the test record, and there where it is kept.
    desk.keys("ge/812<Enter>");
    assert!(desk.wide().contains("git:models/claims@4f2a91c"), "{}", desk.wide());
}

#[test]
fn s3_07_which_viewpoints_spoke_in_a_round() {
    let mut desk = planned("Nora Berg", "AIMS<Space>manager");
    desk.keys("H<Esc>c<C-x>qq");
    desk.keys("nCarl Moen<Enter>human<Space>overseer<Enter>q");
    desk.reopen().keys("goG<Enter>");
    let seen = desk.wide();
    let row = |name: &str| seen.lines().find(|l| l.contains(name)).unwrap_or_else(|| panic!("{name}:\n{seen}"));
    assert!(row("Nora Berg").contains("AIMS manager") && row("Nora Berg").contains("running"), "{seen}");
    assert!(row("Carl Moen").contains("human overs") && row("Carl Moen").contains("planned"), "{seen}");
    let report = desk.paper("gap report", "txt");
    assert!(report.contains("Nora Berg"), "{report}");
}

#[test]
fn s3_28_what_is_your_part_is_asked_and_stands_with_awareness() {
    let mut desk = Desk::empty();
    desk.keys("gqnWhat is your part in keeping our AI rules?<Enter>");
    desk.field(question::ITEM).keys("7.3<Enter>");
    desk.keys("gong<Enter>nLena Holm<Enter>end<Space>user<Enter>");
    let own = |desk: &Desk| {
        let mut all = about(desk, "7.3");
        all.retain(|a| a.title() == "What is your part in keeping our AI rules?");
        all
    };
    assert_eq!(own(&desk).len(), 1, "an own question is proposed with the others");
    desk.keys("H<Esc>/your<Space>part<Enter>iI report odd rankings to Dora<C-x>c<C-x>q");
    desk.reopen();
    let answers = own(&desk);
    assert_eq!(answers[0].text(answer::NOTE), "I report odd rankings to Dora");
    assert_eq!(answer::verdict(&answers[0]), Verdict::Conforms);
    // It stands with the clause, with the person and the function that said it.
    let with = desk.record(&answers[0].one(answer::INTERVIEW).unwrap().to_string());
    assert_eq!(person::ROLES[usize::from(with.choice(interview::ROLE).unwrap())].label, "end user");
    desk.keys("gC/7.3<Enter>");
    assert!(desk.wide().contains("Lena Holm"), "{}", desk.wide());
}

#[test]
fn s4_02_who_contributed_to_an_item_and_what_proves_it() {
    let mut desk = planned("Nora Berg", "AIMS<Space>manager");
    desk.keys("gC/5.2<Enter>");
    assert!(desk.wide().contains("not judged, RD-01") && desk.wide().contains("Evidence  none"), "{}", desk.wide());
    desk.keys("goG<Enter><Home><Enter>");
    ask(&mut desk, "5.2");
    desk.keys("<C-x>eAI policy, signed<Enter><C-x>c<C-x>q");
    desk.reopen().keys("gC/5.2<Enter>");
    let seen = desk.screen();
    for words in ["Nora Berg", "AI policy, signed", "in place", "2026-11-24"] {
        assert!(seen.contains(words), "{words}:\n{seen}");
    }
    // From the judgement to the interview in which it was made.
    desk.keys("V");
    assert!(desk.screen().contains("I-01"), "{}", desk.screen());
}

#[test]
fn s3_52_two_rounds_item_by_item() {
    let mut desk = Desk::demo();
    desk.keys("gojj<Enter>=");
    let screen = desk.screen();
    assert!(screen.contains("Compare RD-03 with") && screen.contains("Gap analysis 2026"), "{screen}");
    desk.keys("Gap<Enter>");
    let screen = desk.wide();
    assert!(screen.contains("RD-02 AGAINST RD-03"), "{screen}");
    // What the records say of both rounds stands there, worse ones first, each in the words of its round.
    let records = desk.records();
    let view = View { records: &records, today: crate::desk::now().date() };
    let found = between::between(view, "RD-02".parse().unwrap(), "RD-03".parse().unwrap());
    let worse: Vec<_> = found.iter().filter(|d| d.way == between::ItemTrend::Worse).collect();
    let better = found.iter().filter(|d| d.way == between::ItemTrend::Better).count();
    assert!(worse.len() + better > 0);
    assert!(
        screen.contains(&format!("worse: {}", worse.len())) && screen.contains(&format!("better: {better}")),
        "{screen}"
    );
    let first = found[0];
    let called = records.called(first.item);
    let row = screen.lines().find(|l| l.trim_start().starts_with(&called)).expect("the item has a row");
    assert!(row.contains(&format!("{} -> {}", first.earlier.gap_label(), first.later.label())), "{row}");
    desk.reopen().keys("gojj<Enter>=").keys("Gap<Enter>");
    assert_eq!(desk.wide(), screen, "it is there again after closing and opening");
}
