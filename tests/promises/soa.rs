//! The Statement of Applicability, and what is said of verdicts without evidence.

use crate::desk::Desk;
use aims::domain::{
    Id, Kind,
    kinds::{
        answer::{self, Proof, Verdict},
        item::{self, Basis, State, Use},
    },
};

fn item(id: &str) -> Id {
    Id::item(id).unwrap()
}

#[test]
fn s4_17_applies_reason_state_evidence_owner() {
    let mut desk = Desk::empty();
    desk.keys("gc/A.2.2<Enter>ayspwa rule of the board<Enter>oNora Berg<Enter>");
    desk.keys("e").field(item::BASIS).keys("l").field(item::EVIDENCE).keys("AI policy v2<Enter>");
    desk.keys("gc<Esc>/A.9.4<Enter>an<Esc>");
    // Left out without a reason: refused by the check, and the paper says so on its first page.
    assert_eq!(desk.spots("soa.exclusion-without-reason"), [item("A.9.4")]);
    let paper = desk.paper("applicability", "md");
    assert!(paper.contains("1 control is left out without a reason: A.9.4"), "{paper}");
    assert!(paper.contains("not ready for approval"), "{paper}");
    desk.keys("gk/A.9.4<Enter>");
    assert!(desk.screen().contains("BLOCKER") && desk.screen().contains("left out, no reason"), "{}", desk.screen());
    desk.keys("gc");
    desk.keys("wno system of ours is sold<Enter>");
    desk.reopen();
    assert_eq!(desk.spots("soa.exclusion-without-reason"), []);
    let used = desk.record("A.2.2");
    assert_eq!(Use::of(&used, item::USE), Some(Use::Yes));
    assert_eq!(State::of(&used, item::STATE), Some(State::Planned));
    assert_eq!(Basis::of(&used, item::BASIS), Some(Basis::Law));
    assert_eq!(used.text(item::WHY_FOR), "a rule of the board");
    let records = desk.records();
    assert_eq!(records.name(used.one(item::OWNER).unwrap()), "Nora Berg");
    assert_eq!(records.name(used.refs(item::EVIDENCE)[0]), "AI policy v2");
    let out = desk.record("A.9.4");
    assert_eq!((Use::of(&out, item::USE), out.text(item::WHY_AGAINST)), (Some(Use::No), "no system of ours is sold"));
    let paper = desk.paper("applicability", "txt");
    for words in ["a rule of the board", "no system of ours is sold", "Nora Berg", "AI policy v2"] {
        assert!(paper.contains(words), "{words}:\n{paper}");
    }
    assert!(!paper.contains("left out without a reason"), "{paper}");
}

#[test]
fn s4_27_conforms_without_evidence_is_marked() {
    let mut desk = Desk::demo();
    let before = desk.spots("audit.conforms-without-evidence");
    // Nothing stands in the way of the verdict.
    desk.keys("<Enter><Esc>gnn");
    desk.keys("c");
    let id = {
        let records = desk.records();
        records.all(Kind::Answer).max_by_key(|a| a.stamp(answer::JUDGED)).unwrap().id
    };
    assert_eq!(answer::verdict(&desk.record(&id.to_string())), Verdict::Conforms);
    assert!(desk.screen().contains("CONFORMS (told, no evidence)"), "{}", desk.screen());
    desk.reopen();
    let after = desk.spots("audit.conforms-without-evidence");
    assert!(after.contains(&id) && !before.contains(&id) && after.len() == before.len() + 1);
    assert_eq!(Proof::of(&desk.record(&id.to_string()), answer::PROOF), Some(Proof::Told));
    desk.keys("<Enter><Esc>eshown on screen<Enter>");
    desk.reopen();
    assert_eq!(desk.spots("audit.conforms-without-evidence"), before);
    assert_eq!(Proof::of(&desk.record(&id.to_string()), answer::PROOF), Some(Proof::Proven));
}
