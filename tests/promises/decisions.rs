//! Decisions: who decided what on which day, kept and found again.

use crate::desk::Desk;
use aims::domain::{
    Kind,
    kinds::decision::{self, Type},
};

#[test]
fn s0_04_what_the_board_decided_stands_with_day_person_and_minutes() {
    let mut desk = Desk::demo();
    desk.keys("gLdecisions<Enter>nThe board wants a yearly look at every live system<Enter>");
    desk.field(decision::TYPE).keys("policy<Enter>");
    desk.field(decision::BY).keys("Vance<Enter>");
    desk.field(decision::DECIDED).keys("20.11.2026<Enter>");
    desk.field(decision::MINUTES).keys("E-02<Enter>");
    desk.field(decision::STATE).keys("approved<Enter>");
    desk.reopen();
    let made = desk.newest(Kind::Decision);
    assert_eq!(Type::of(&made, decision::TYPE), Some(Type::Direction));
    assert!(made.one(decision::BY).is_some() && made.period(decision::DECIDED).is_some());
    assert_eq!(made.refs(decision::MINUTES).len(), 1);
    assert_eq!(made.choice(decision::STATE), Some(2));
}

#[test]
fn s4_04_the_approval_that_starts_the_project_has_day_name_and_conditions() {
    let mut desk = Desk::empty();
    desk.keys("gPnHelen Vance<Enter>q").keys("gLdecisions<Enter>nThe AIMS project starts<Enter>");
    desk.field(decision::TYPE).keys("project<Enter>");
    // Nobody approves it without a name; the day is the day of the approval.
    desk.field(decision::STATE).keys("approved<Enter>");
    assert!(desk.screen().contains("is not approved without who decided it"), "{}", desk.screen());
    desk.keys("<Esc>").field(decision::BY).keys("Helen<Enter>");
    desk.field(decision::CONDITIONS).keys("Two people for a year<Esc>");
    desk.field(decision::STATE).keys("approved<Enter>");
    desk.reopen();
    let made = desk.newest(Kind::Decision);
    assert_eq!(Type::of(&made, decision::TYPE), Some(Type::Project));
    assert_eq!(made.period(decision::DECIDED).map(|day| day.to_string()), Some("2026-11-24".into()));
    assert_eq!(made.text(decision::CONDITIONS), "Two people for a year");
}

#[test]
fn s1_12_earlier_decisions_are_found_before_a_new_one_is_taken() {
    let mut desk = Desk::demo();
    desk.keys("gLdecisions<Enter>/acceptance<Enter>");
    let seen = desk.screen();
    assert!(seen.contains("D-02") && !seen.contains("D-01"), "{seen}");
    // From the record, too: what was decided about it stands on its page.
    desk.keys("<Esc>q").keys("gi/S-02<Enter><Enter>");
    desk.keys("<End>");
    let page = desk.bench.text(140, 200);
    assert!(page.contains("D-03"), "{page}");
}
