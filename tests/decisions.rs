//! A kind gets everything from its description: decisions, of which no pane knows.

use crate::desk::Desk;
use aims::domain::{
    Kind, Period, Value,
    kinds::{
        decision::{self, Type},
        item, risk,
    },
    progress,
};
use std::fs;

const DRAFT: Value = Value::Choice(0);
const APPROVED: Value = Value::Choice(2);

/// Three decisions and two persons, on the list of decisions.
fn three() -> Desk {
    let mut desk = Desk::empty();
    desk.keys("gPnAda Berg<Enter>qnBen Cole<Enter>q").keys("gLdecisions<Enter>");
    for title in ["Release of the sorter", "Budget of the year", "Accept the late answers"] {
        desk.keys(&format!("n{title}<Enter>q"));
    }
    desk
}

#[test]
fn a_decision_has_a_list_a_page_quick_keys_history_and_undo() {
    let mut desk = three();
    assert_eq!(desk.record("D-01").value(decision::STATE), &DRAFT);
    let seen = desk.wide();
    for head in ["Decided by", "Until", "o owner", "d due", "s state"] {
        assert!(seen.contains(head), "{head} is not in\n{seen}");
    }
    desk.keys("gg").keys("oAda<Enter>").keys("d2026-Q2<Enter>").keys("sa");
    let first = desk.record("D-01");
    assert_eq!(first.value(decision::STATE), &APPROVED);
    assert_eq!(first.one(decision::BY).map(|id| id.to_string()), Some("P-01".into()));
    assert_eq!(first.period(decision::UNTIL), Period::canonical("2026-Q2"));
    // What held until the end of June ran out in November, whatever its state is.
    assert!(desk.wide().contains("LATE 147d"), "{}", desk.wide());
    desk.keys(">>");
    assert_eq!(desk.record("D-01").value(decision::STATE), &Value::Choice(4));
    assert!(!desk.wide().contains("LATE"), "a withdrawn one holds no more\n{}", desk.wide());
    desk.keys(">");
    assert!(desk.status().contains("no state follows this one"), "{}", desk.status());
    desk.keys("<lt><lt>");
    assert_eq!(desk.record("D-01").value(decision::STATE), &APPROVED);
    // The page has the same keys, and every field can be filled there.
    desk.keys("<Enter>s").keys("d");
    assert_eq!(desk.record("D-01").value(decision::STATE), &DRAFT);
    desk.field(decision::TYPE).keys("release<Enter>").field(decision::REPLACES).keys("D-02<Enter>");
    desk.reopen();
    let first = desk.record("D-01");
    assert_eq!(Type::of(&first, decision::TYPE), Some(Type::Release));
    assert_eq!(first.one(decision::REPLACES).map(|id| id.to_string()), Some("D-02".into()));
    assert_eq!(desk.history("D-01").len(), 11);
    desk.keys("u").reopen();
    assert_eq!(desk.record("D-01").one(decision::REPLACES), None);
}

#[test]
fn decisions_are_filtered_sorted_filled_found_and_deleted() {
    let mut desk = three();
    desk.keys("/budget<Enter>");
    assert!(desk.screen().contains("Budget of the year") && !desk.screen().contains("Release of"), "{}", desk.screen());
    desk.keys("<Esc>").keys("*=Decided by<Enter>Ben<Enter>");
    let ben = desk.records().all(Kind::Decision).filter(|d| d.one(decision::BY).is_some()).count();
    assert_eq!(ben, 3);
    desk.keys("<Esc>STitle<Enter>");
    let seen = desk.screen();
    let at = |title: &str| seen.find(title).unwrap_or_else(|| panic!("{title} is not in\n{seen}"));
    assert!(at("Accept the late") < at("Budget of the") && at("Budget of the") < at("Release of the"), "{seen}");
    desk.keys("//sorter<Enter>");
    assert!(desk.screen().contains("D-01"), "{}", desk.screen());
    desk.keys("<Enter>");
    assert!(desk.screen().contains("D-01 Release of the sorter"), "{}", desk.screen());
    desk.reopen().keys("gLdecisions<Enter>").keys("gg").keys("xd");
    assert_eq!(desk.records().all(Kind::Decision).filter(|d| !d.hidden).count(), 2);
    desk.keys("u");
    assert_eq!(desk.records().all(Kind::Decision).filter(|d| !d.hidden).count(), 3);
}

#[test]
fn decisions_come_and_go_as_a_sheet() {
    let mut desk = three();
    let out = desk.folder.path().join("out.csv");
    desk.keys(&format!("ys<C-u>{}<Enter>", out.display()));
    let text = fs::read_to_string(&out).unwrap();
    assert!(text.contains("aims id,Title,Type,State,Decided by,Decided on") && text.contains("D-03"), "{text}");
    let sheet = desk.folder.path().join("in.csv");
    fs::write(
        &sheet,
        "Title,Type,Status,Approver,Decision date,Expiry,Rationale\n\
         Leave out A.10.4,exclusion from the SoA,approved,Ada Berg,2026-03-02,2027,No customers outside.\n",
    )
    .unwrap();
    desk.keys(&format!(":import<Enter>{}<Enter>", sheet.display())).keys("T").reopen();
    let came = desk.newest(Kind::Decision);
    assert_eq!(came.title(), "Leave out A.10.4");
    assert_eq!(Type::of(&came, decision::TYPE), Some(Type::Exclusion));
    assert_eq!(came.value(decision::STATE), &APPROVED);
    assert_eq!(came.one(decision::BY).map(|id| id.to_string()), Some("P-01".into()));
    assert_eq!(came.period(decision::UNTIL), Period::canonical("2027"));
    assert_eq!(came.text(decision::REASON), "No customers outside.");
    assert!(progress::is_done(&came));
}

#[test]
fn d_decides_about_marked_records_in_one_step() {
    let mut desk = Desk::demo();
    // A control is left out: the decision, the use and the reason are one step.
    desk.keys("gc").keys("/A.8.4<Enter>").keys("D<Enter>Meyer<Enter>Nobody reports to us<Enter><Enter>");
    let made = desk.newest(Kind::Decision);
    assert_eq!(Type::of(&made, decision::TYPE), Some(Type::Exclusion));
    assert_eq!(made.value(decision::STATE), &APPROVED);
    let control = desk.record("A.8.4");
    assert_eq!(item::Use::of(&control, item::USE), Some(item::Use::No));
    assert_eq!(control.text(item::WHY_AGAINST), "Nobody reports to us");
    desk.keys("u");
    assert!(desk.record(&made.id.to_string()).hidden);
    assert_ne!(item::Use::of(&desk.record("A.8.4"), item::USE), Some(item::Use::No));
    // A risk is accepted only until a day; what is wrong stays in the line.
    desk.keys("<Esc>gR").keys("/R-04<Enter>").keys("D<Enter>Meyer<Enter>Cheaper than a fix<Enter>");
    desk.keys("<Enter>");
    assert!(desk.screen().contains("a risk is accepted until a day"), "{}", desk.screen());
    desk.keys("2020<Enter>");
    assert!(desk.screen().contains("that has passed"), "{}", desk.screen());
    desk.keys("<Backspace><Backspace><Backspace><Backspace>2027-Q2<Enter>");
    let made = desk.newest(Kind::Decision);
    assert_eq!(made.refs(decision::ABOUT).iter().map(|id| id.to_string()).collect::<Vec<_>>(), ["R-04"]);
    assert_eq!(made.period(decision::UNTIL), Period::canonical("2027-Q2"));
    assert_eq!(risk::Status::of(&desk.record("R-04"), risk::STATUS), Some(risk::Status::Accepted));
    desk.reopen();
    assert_eq!(risk::Status::of(&desk.record("R-04"), risk::STATUS), Some(risk::Status::Accepted));
    // Withdrawing it while the risk is accepted above the appetite meets the gate of the risk; a kind that no decision
    // is about says so.
    desk.keys("gfD");
    assert!(desk.status().contains("a decision is not about findings"), "{}", desk.status());
}

#[test]
fn the_statement_and_the_risk_register_print_who_decided() {
    let desk = Desk::demo();
    let soa = desk.shell(&["report", "soa", "demo.aims"]).1;
    assert!(soa.contains("Exclusion approved: U. Meyer") && soa.contains("(D-01)"), "{soa}");
    assert!(soa.contains("Exclusion not approved"), "{soa}");
    let risks = desk.shell(&["report", "risk-register", "demo.aims"]).1;
    assert!(risks.contains("until ") && risks.contains("(D-02)"), "{risks}");
    let checks = desk.shell(&["check", "demo.aims"]).1;
    assert!(checks.contains("soa.exclusion-not-approved") || checks.contains("no decision approves it"), "{checks}");
}

#[test]
fn who_sits_here_is_a_person_of_the_file() {
    use aims::domain::kinds::finding;
    let mut desk = Desk::demo();
    let owner = desk.record("F-008").one(finding::OWNER).unwrap();
    desk.keys(":who I am<Enter>").keys(&format!("{owner}<Enter>"));
    assert!(desk.status().contains("you are "), "{}", desk.status());
    desk.reopen();
    // The next decision offers them first.
    desk.keys("gc/A.8.4<Enter>D<Enter>");
    let first = desk.screen().lines().find(|l| l.starts_with("> P-")).map(String::from).unwrap();
    assert!(first.contains(&owner.to_string()), "{first}");
}
