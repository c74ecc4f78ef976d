//! From a nonconformity to its proven end: correction, cause, elsewhere, actions, effect; and where it came from.

use crate::desk::Desk;
use aims::domain::{
    Kind, View,
    kinds::{
        action,
        finding::{self, Effective, Elsewhere, Grade, Method, Source, Step},
    },
    progress,
};

/// A new finding typed into the list; its page is open.
fn raised(desk: &mut Desk) {
    desk.keys("gfnAlarm was off for a week<Enter>");
    desk.field(finding::GRADE).keys("m<Enter>");
    desk.field(finding::OWNER).keys("Dana Lind<Enter>");
}

fn step(desk: &Desk, id: &str) -> Step {
    finding::step(&desk.record(id))
}

/// Presses the key of the next step until a step is reached; where a reason is asked, it is given.
fn up_to(desk: &mut Desk, wanted: Step) {
    desk.keys("gf");
    for _ in 0..Step::ALL.len() {
        if step(desk, "F-001") == wanted {
            return;
        }
        desk.keys(">");
        if desk.screen().contains("A reason is needed") {
            desk.keys("the auditor comes in May<Enter>");
        }
    }
    panic!("{:?} is not reached: {}", wanted, desk.status());
}

#[test]
fn nc_02_correction_apart_from_corrective_action() {
    let mut desk = Desk::empty();
    raised(&mut desk);
    desk.field(finding::CORRECTION).keys("Alarm switched on, the week looked through by hand.<Esc>");
    desk.keys("gfAAlarm checks itself each hour<Enter>");
    desk.reopen();
    let f = desk.record("F-001");
    assert_eq!(f.text(finding::CORRECTION), "Alarm switched on, the week looked through by hand.");
    let act = desk.newest(Kind::Action);
    assert_eq!(action::Purpose::of(&act, action::PURPOSE), Some(action::Purpose::Corrective));
    assert_eq!(act.refs(action::ABOUT), [f.id]);
    let paper = desk.paper("finding sheet", "md");
    assert!(paper.contains("looked through by hand") && paper.contains("Alarm checks itself"), "{paper}");
}

#[test]
fn nc_03_no_closing_without_a_cause() {
    let mut desk = Desk::empty();
    raised(&mut desk);
    up_to(&mut desk, Step::Check);
    desk.keys(">");
    assert_eq!(step(&desk, "F-001"), Step::Check);
    assert!(desk.status().contains("its cause is not written"), "{}", desk.status());
    assert_eq!(desk.spots("finding.cause-missing"), ["F-001".parse().unwrap()]);
    desk.keys("wThe alarm was muted\nfor a test\nnobody was told\nno list of mutes\nno owner of alarms<Esc>");
    desk.reopen();
    let f = desk.record("F-001");
    assert_eq!(Method::of(&f, finding::METHOD), Some(Method::FiveWhys));
    assert_eq!(f.text(finding::CAUSE).lines().count(), 5);
    assert_eq!(desk.spots("finding.cause-missing"), []);
}

#[test]
fn nc_04_could_it_be_elsewhere() {
    let mut desk = Desk::empty();
    raised(&mut desk);
    desk.field(finding::ELSEWHERE).keys("y<Enter>");
    desk.field(finding::PLACES).keys("Fraud scorer: muted too\nForecast: not muted<Esc>");
    desk.reopen();
    let f = desk.record("F-001");
    assert_eq!(Elsewhere::of(&f, finding::ELSEWHERE), Some(Elsewhere::Yes));
    assert_eq!(f.text(finding::PLACES), "Fraud scorer: muted too\nForecast: not muted");
    let paper = desk.paper("finding sheet", "md");
    assert!(paper.contains("Fraud scorer: muted too"), "{paper}");
}

#[test]
fn nc_05_actions_with_owner_due_and_proof() {
    let mut desk = Desk::empty();
    raised(&mut desk);
    for (what, who) in [("Alarm checks itself", "Dana Lind"), ("List of mutes", "Ivo Falk")] {
        desk.keys(&format!("gfA{what}<Enter>"));
        desk.field(action::OWNER).keys(&format!("{who}<Enter>")).field(action::DUE).keys("+14<Enter>");
    }
    desk.keys("gagg").keys("c").keys("It rings each hour<Enter>");
    desk.keys("O").field(action::PROOF).keys("log of June<Enter>");
    desk.reopen();
    let records = desk.records();
    let actions: Vec<_> = records.linked("F-001".parse().unwrap(), Kind::Action, action::ABOUT).collect();
    assert_eq!(actions.len(), 2);
    for act in &actions {
        assert!(act.one(action::OWNER).is_some());
        assert_eq!(act.date(action::DUE).unwrap().to_string(), "2026-12-08");
    }
    let done = actions.iter().find(|a| progress::is_done(a)).expect("one is done");
    assert_eq!(records.name(done.refs(action::PROOF)[0]), "log of June");
    assert_eq!(done.date(action::DONE).unwrap().to_string(), "2026-11-24");
    // The other one still stands in the way of closing.
    assert!(actions.iter().any(|a| !progress::is_done(a)));
}

#[test]
fn nc_06_judged_later_by_somebody_else_and_reopened_if_it_did_not_work() {
    let mut desk = Desk::empty();
    raised(&mut desk);
    desk.field(finding::CAUSE).keys("muted, nobody told<Esc>");
    up_to(&mut desk, Step::Done);
    assert!(desk.status().contains("when will it be looked at again"), "{}", desk.status());
    desk.keys("O").field(finding::CHECK_ON).keys("2026-11-24<Enter>");
    desk.field(finding::CHECK_HOW).keys("ten alarms at random<Enter>");
    up_to(&mut desk, Step::Check);
    desk.keys(">");
    assert!(desk.status().contains("nobody is named who checked it"), "{}", desk.status());
    // The owner may not be the judge.
    desk.keys("O").field(finding::CHECKER).keys("Dana<Enter>");
    assert_eq!(desk.spots("finding.checker-is-owner"), ["F-001".parse().unwrap()]);
    desk.field(finding::CHECKER).keys("Uma Roth<Enter>").field(finding::CHECK_BASIS).keys("nine of ten fired<Enter>");
    assert_eq!(desk.spots("finding.checker-is-owner"), []);
    desk.field(finding::EFFECTIVE).keys("n<Enter>");
    desk.keys("gf>");
    assert!(desk.status().contains("not effective"), "{}", desk.status());
    desk.reopen();
    assert_eq!(step(&desk, "F-001"), Step::Cause);
    // What was judged stays on the sheet; the check is free for the next try.
    let again = desk.record("F-001");
    assert_eq!(again.text(finding::CHECK_BASIS), "not effective on 2026-11-24: nine of ten fired");
    assert_eq!(Effective::of(&again, finding::EFFECTIVE), None);
    // Done anew, judged effective, and closed.
    desk.keys("gf>A");
    desk.keys("Mutes end by themselves<Enter>ga>");
    desk.keys("gf>>");
    assert_eq!(step(&desk, "F-001"), Step::Action, "{}", desk.status());
    assert!(desk.status().contains("F-001 is not done: action A-01 is not done"), "{}", desk.status());
    desk.keys("gac").keys("Told to both<Enter>");
    assert_eq!(desk.record("A-01").text(action::WITHOUT), "Told to both");
    desk.keys("gf>");
    assert!(desk.screen().contains("without an action after"), "{}", desk.screen());
    desk.keys("<Esc>");
    up_to(&mut desk, Step::Check);
    desk.keys("O").field(finding::EFFECTIVE).keys("y<Enter>");
    desk.field(finding::CHECK_BASIS).keys("<C-u>ten of ten fired<Enter>");
    desk.field(finding::CHECK_ON).keys("tomorrow<Enter>");
    desk.keys("gf>");
    assert!(desk.status().contains("nothing proves that action A-01 was done"), "{}", desk.status());
    desk.field_of("A-01", action::PROOF).keys("list of mutes<Enter>");
    desk.keys("gf>");
    assert!(desk.status().contains("2026-11-25, which is still to come"), "{}", desk.status());
    desk.field_of("F-001", finding::CHECK_ON).keys("<C-u>today<Enter>");
    desk.keys("gf>");
    assert!(desk.screen().contains("was checked on 2026-11-24"), "{}", desk.screen());
    desk.keys("ten alarms were set off at once<Enter>");
    desk.reopen();
    let f = desk.record("F-001");
    assert_eq!(finding::step(&f), Step::Closed);
    assert_eq!(f.date(finding::CLOSED).unwrap().to_string(), "2026-11-24");
    assert_eq!(Effective::of(&f, finding::EFFECTIVE), Some(Effective::Yes));
    let basis = "ten of ten fired; before: not effective on 2026-11-24: nine of ten fired";
    assert_eq!(f.text(finding::CHECK_BASIS), basis);
    assert_eq!(desk.records().name(f.one(finding::CHECKER).unwrap()), "Uma Roth");
    assert!(desk.history("F-001").iter().any(|e| e.label.contains("not effective, back to its cause")));
}

#[test]
fn the_page_shows_what_a_key_filled() {
    let mut desk = Desk::empty();
    raised(&mut desk);
    let at = |desk: &mut Desk, label: &str| {
        let screen = desk.screen();
        let line = screen.lines().find_map(|l| l.strip_prefix("> ")).unwrap_or_default().to_string();
        let here = line.trim_end() == label || line.starts_with(&format!("{label}  "));
        assert!(here, "{label}: {screen}");
    };
    desk.keys("a").keys("Alarm switched on.<Esc>");
    at(&mut desk, "Fix now");
    desk.keys(">>");
    assert_eq!(step(&desk, "F-001"), Step::Cause, "{}", desk.status());
    at(&mut desk, "Cause");
}

#[test]
fn ia_15_a_finding_from_the_note_in_parts_and_graded_by_a_short_test() {
    let mut desk = Desk::demo();
    desk.keys("<Enter>");
    let before = desk.records().count(Kind::Finding);
    desk.keys("<C-x>fM<Tab><C-u>No named approver<Tab><Tab><Tab>+30<Enter>");
    desk.reopen();
    assert_eq!(desk.records().count(Kind::Finding), before + 1);
    let f = desk.newest(Kind::Finding);
    assert_eq!((Grade::of(&f, finding::GRADE), f.title()), (Some(Grade::Major), "No named approver"));
    assert_eq!(Source::of(&f, finding::SOURCE), Some(Source::Audit));
    assert_eq!(f.date(finding::DUE).unwrap().to_string(), "2026-12-24");
    assert_eq!(f.refs(finding::AGAINST)[0].to_string(), "A.6.2.4");
    // The facts are those of the note, with the evidence that was seen.
    assert!(f.text(finding::CONDITION).contains("release 2.14 record"), "{}", f.text(finding::CONDITION));
    assert!(!f.text(finding::CRITERION).is_empty() && !f.refs(finding::EVIDENCE).is_empty());
    let id = f.id.to_string();
    desk.field_of(&id, finding::TEST).keys("s<Enter>").field(finding::EFFECT).keys("Anyone may release.<Esc>");
    desk.field(finding::ADVICE).keys("Name one approver.<Esc>");
    desk.reopen();
    let f = desk.record(&id);
    assert_eq!(finding::Test::of(&f, finding::TEST), Some(finding::Test::Systemic));
    assert_eq!((f.text(finding::EFFECT), f.text(finding::ADVICE)), ("Anyone may release.", "Name one approver."));
}

#[test]
fn nc_01_a_finding_from_any_source() {
    let mut desk = Desk::empty();
    let sources = [
        ('a', Source::Audit),
        ('i', Source::Incident),
        ('m', Source::Monitoring),
        ('c', Source::Complaint),
        ('s', Source::Supplier),
        ('r', Source::Review),
        ('o', Source::Outside),
    ];
    for (letter, source) in sources {
        desk.keys(&format!("gfnFrom {source:?}<Enter>")).field(finding::SOURCE).keys(&format!("{letter}<Enter>"));
    }
    desk.reopen();
    let records = desk.records();
    for (_, source) in sources {
        let raised = records.all(Kind::Finding).find(|f| f.title() == format!("From {source:?}")).expect("it is there");
        assert_eq!(Source::of(raised, finding::SOURCE), Some(source));
    }
    desk.keys("gf/complaint<Enter>");
    assert!(desk.screen().contains("1 of 7 rows") && desk.screen().contains("From Complaint"), "{}", desk.screen());
}

#[test]
fn nc_08_findings_listed_by_days_open_and_late_owner_and_grade() {
    let mut desk = Desk::demo();
    let records = desk.records();
    let view = View { records: &records, today: crate::desk::now().date() };
    let mut listed = |column: &str| -> Vec<String> {
        desk.keys("gfS").keys(&format!("{}<Enter>", column.replace(' ', "<Space>")));
        let rows: Vec<String> = desk.wide().lines().filter_map(shown_finding).collect();
        assert!(rows.len() > 8, "{}", desk.wide());
        rows
    };
    let record = |id: &String| records.get(id.parse().unwrap()).unwrap();
    let days = listed("Days open");
    assert!(days.is_sorted_by_key(|id| -finding::days_open(view, record(id)).unwrap_or(-1)), "{days:?}");
    let grades = listed("Grade");
    assert!(grades.is_sorted_by_key(|id| record(id).choice(finding::GRADE).unwrap_or(u8::MAX)), "{grades:?}");
    let owners = listed("Owner");
    let owner = |id: &String| Some(view.cell(record(id), finding::OWNER)).filter(|name| !name.is_empty());
    assert!(owners.iter().filter_map(owner).collect::<Vec<_>>().is_sorted(), "{owners:?}");
    // The oldest open one says its days, and a new one counts from the moment it was raised.
    let oldest = records.all(Kind::Finding).filter(|f| finding::is_open(f)).max_by_key(|f| finding::days_open(view, f));
    assert!(finding::days_open(view, oldest.unwrap()).unwrap() > 20);
    desk.keys("gfnRaised today<Enter>");
    desk.reopen();
    let records = desk.records();
    let new = records.all(Kind::Finding).find(|f| f.title() == "Raised today").unwrap();
    let view = View { records: &records, today: crate::desk::now().date() };
    assert_eq!((finding::days_open(view, new), view.cell(new, finding::AGE).as_str()), (Some(0), "0"));
}

/// The finding of a row on the list.
fn shown_finding(line: &str) -> Option<String> {
    let id = line.trim_start_matches(['>', ' ']).split(' ').next()?;
    (id.starts_with("F-") && id.parse::<aims::domain::Id>().is_ok()).then(|| id.to_string())
}
