//! What every paper says of the organisation.

use crate::desk::Desk;
use aims::domain::kinds::organisation;

#[test]
fn s0_42_one_executive_owner_stands_on_the_front_of_every_paper() {
    let mut desk = Desk::demo();
    desk.keys("gO").field(organisation::EXECUTIVE).keys("Adeyemi<Enter>");
    desk.reopen();
    let papers = [
        "applicability",
        "audit plan",
        "audit report",
        "recap",
        "working paper",
        "risk register",
        "action list",
        "inventory",
        "checklist",
    ];
    for paper in papers {
        let text = desk.paper(paper, "txt");
        let front: Vec<&str> = text.lines().take(10).collect();
        let front = front.join(" ");
        assert!(front.contains("Halden Mobility") && front.contains("executive owner S. Adeyemi"), "{paper}: {front}");
    }
    desk.keys("gf/F-009<Enter>");
    let sheet = desk.paper("finding sheet", "md");
    assert!(sheet.contains("executive owner S. Adeyemi"), "{sheet}");
    // The paper of a closed round names the one of its closing step.
    let closed = desk.paper("gap report RD-02", "txt");
    assert!(closed.contains("executive owner H. Vance") && !closed.contains("Adeyemi, "), "{closed}");
    // Nobody is named: nobody is made up.
    let mut desk = Desk::empty();
    assert!(!desk.paper("inventory", "txt").contains("executive owner"));
}
