//! The Statement of Applicability, and what is said of verdicts without evidence.

use crate::desk::Desk;
use aims::domain::{
    Id, Kind,
    kinds::{
        answer::{self, Proof, Verdict},
        item::{self, Basis, Papers, State, Use},
        question, risk, system,
    },
};

fn item(id: &str) -> Id {
    Id::item(id).unwrap()
}

#[test]
fn s4_17_applies_reason_state_evidence_owner() {
    let mut desk = Desk::empty();
    desk.keys("gc/A.2.2<Enter>ayspwa rule of the board<Enter>oNora Berg<Enter>");
    desk.keys("O").field(item::BASIS).keys("l<Enter>").field(item::EVIDENCE).keys("AI policy v2<Enter>");
    desk.keys("gc/A.9.4<Enter>an<Esc>");
    // Left out without a reason: refused by the check, and the paper says so on its first page.
    assert_eq!(desk.spots("soa.exclusion-without-reason"), [item("A.9.4")]);
    let paper = desk.paper("applicability", "md");
    assert!(paper.contains("1 control is left out without a reason: A.9.4"), "{paper}");
    assert!(paper.contains("not ready for approval"), "{paper}");
    desk.keys("gk/A.9.4<Enter>");
    assert!(desk.screen().contains("BLOCKER") && desk.screen().contains("left out, no reason"), "{}", desk.screen());
    desk.keys("gc/A.9.4<Enter>");
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
    desk.keys("<Enter><Esc>n");
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

#[test]
fn s0_07_how_a_control_works_and_what_proves_it() {
    let mut desk = Desk::empty();
    desk.keys("gc/A.6.2.6<Enter>ays").keys("i");
    assert_eq!(desk.spots("soa.in-place-without-evidence"), [item("A.6.2.6")]);
    desk.keys("O").field(item::HOW).keys("An alarm fires when scores drift.\nIda looks at it each Monday.<Esc>");
    desk.field(item::EVIDENCE).keys("alarm log of May<Enter>");
    desk.field(item::STATE).keys("w<Enter>");
    desk.reopen();
    assert_eq!(desk.spots("soa.in-place-without-evidence"), []);
    let control = desk.record("A.6.2.6");
    assert_eq!(State::of(&control, item::STATE), Some(State::Works));
    assert_eq!(control.text(item::HOW), "An alarm fires when scores drift.\nIda looks at it each Monday.");
    assert_eq!(desk.records().name(control.refs(item::EVIDENCE)[0]), "alarm log of May");
    desk.keys("gc/A.6.2.6<Enter>");
    let seen = desk.wide();
    assert!(seen.contains("An alarm fires when scores drift.") && seen.contains("alarm log of May"), "{seen}");
    let paper = desk.paper("applicability", "md");
    assert!(paper.contains("Ida looks at it each Monday.") && paper.contains("alarm log of May"), "{paper}");
}

#[test]
fn s2_33_put_in_place_and_written_down_are_two_states() {
    let mut desk = Desk::empty();
    desk.keys("gc/A.7.<Enter>*=State<Enter>i<Enter>");
    // One of the five is in place and not written down; the others are written down in a draft.
    desk.keys("*<Home>j<Space><Space><Space>=Documentation<Enter>d<Enter>");
    desk.field_of("A.7.6", item::PAPERS_STATE).keys("a<Enter>");
    desk.reopen();
    let states: Vec<_> = ["A.7.2", "A.7.3", "A.7.4", "A.7.5", "A.7.6"]
        .map(|id| desk.record(id))
        .iter()
        .map(|c| (State::of(c, item::STATE), Papers::of(c, item::PAPERS_STATE)))
        .collect();
    let in_place = |papers| (Some(State::InPlace), papers);
    let draft = in_place(Some(Papers::Draft));
    assert_eq!(states, [in_place(None), draft, draft, draft, in_place(Some(Papers::Approved))]);
    let paper = desk.paper("applicability", "md");
    let row = paper.lines().find(|l| l.starts_with("| A.7.6 ")).expect("a row of the Statement");
    assert!(row.contains("in place") && row.contains("approved"), "{row}");
}

#[test]
fn s3_49_controls_and_questions_name_no_product() {
    // Those that come with the program, word by word.
    let known = ["openai", "chatgpt", "copilot", "tensorflow", "pytorch", "mlflow", "kubernetes", "azure", "aws"];
    let texts = aims::framework::items().iter().map(|i| {
        let lists = [&i.checks, &i.evidence, &i.questions].map(|list| list.join(" "));
        (i.reference(), format!("{} {} {}", i.statement, i.note.unwrap_or_default(), lists.join(" ")).to_lowercase())
    });
    for (reference, text) in texts {
        let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
        assert!(words.len() > 10, "{reference} has no words");
        assert!(known.iter().all(|product| !words.contains(product)), "{reference}: {text}");
    }
    // Of one's own: the product stands on the system, and the papers about controls and questions do without it.
    let mut desk = Desk::empty();
    desk.keys("ginClaims triage<Enter>").field(system::MODEL).keys("Vendomatic 7<Enter>");
    desk.keys("gcnA second look at each refusal<Enter>");
    let own = desk.newest(Kind::Item).id;
    desk.keys("gqnWho takes the second look?<Enter>").field(question::ITEM).keys("second<Space>look<Enter>");
    desk.reopen();
    assert_eq!(desk.record("S-01").text(system::MODEL), "Vendomatic 7");
    assert_eq!(desk.newest(Kind::Question).one(question::ITEM), Some(own));
    assert!(desk.paper("inventory", "md").contains("Vendomatic 7"));
    let paper = desk.paper("applicability", "md");
    assert!(paper.contains("A second look at each refusal") && !paper.contains("Vendomatic"), "{paper}");
}

#[test]
fn s4_18_from_a_risk_to_its_controls_and_back() {
    let mut desk = Desk::empty();
    desk.keys("gRnPrompt leaks<Enter>").field(risk::CONTROLS).keys("A.6.2.6<Space><Enter>");
    // From the risk to its control ...
    assert!(desk.screen().lines().any(|l| l.starts_with("> Treated by")), "{}", desk.screen());
    desk.keys("l");
    assert!(desk.screen().contains(" A.6.2.6 AI system operation"), "{}", desk.screen());
    // ... and from the row of the Statement back to the risk.
    desk.reopen().keys("gc/A.6.2.6<Enter><Enter><Home><Tab>");
    assert!(desk.screen().lines().any(|l| l.starts_with("> risk") && l.contains("Prompt leaks")), "{}", desk.screen());
    desk.keys("<Enter>");
    assert!(desk.screen().contains("R-01 Prompt leaks"), "{}", desk.screen());
    // Left out, it cannot be what treats the risk.
    assert_eq!(desk.spots("soa.excluded-but-used"), []);
    desk.keys("gc/A.6.2.6<Enter>anno such system<Enter>");
    desk.reopen();
    assert_eq!(desk.spots("soa.excluded-but-used"), [item("A.6.2.6")]);
    desk.keys("gk/treats<Enter>");
    assert!(desk.screen().contains("left out, treats R-01"), "{}", desk.screen());
}
