//! The inventory of AI systems and the scope that follows from it.

use crate::desk::Desk;
use aims::command::Context;
use aims::domain::{
    Id, Kind, Value,
    kinds::{
        answer, document, item,
        system::{self, ActClass, Decisions, Origin, Scope, State, Technique, Tier},
    },
};
use std::fs;

/// Types a new system; its page is open afterwards.
fn add(desk: &mut Desk, name: &str) {
    desk.keys(&format!("gin{name}<Enter>"));
}

#[test]
fn s1_03_systems_in_use_or_planned() {
    let mut desk = Desk::empty();
    let states = [
        ('i', State::Idea, "idea"),
        ('p', State::Planned, "planned"),
        ('d', State::Development, "in development"),
        ('t', State::Pilot, "pilot"),
        ('l', State::Live, "live"),
        ('r', State::Retired, "retired"),
    ];
    for (letter, state, _) in states {
        add(&mut desk, &format!("System {state:?}"));
        desk.field(system::STATE).keys(&format!("{letter}<Enter>"));
        if state == State::Live {
            let seen = desk.screen();
            assert!(seen.contains("is live without a risk class") && seen.contains("impact"), "{seen}");
            desk.keys("it ran before this file<Enter>");
        }
    }
    desk.reopen().keys("gi");
    let seen = desk.screen();
    for (i, (_, state, label)) in states.into_iter().enumerate() {
        let record = desk.record(&format!("S-{:02}", i + 1));
        assert_eq!(State::of(&record, system::STATE), Some(state));
        let row = seen.lines().find(|l| l.contains(&format!("System {state:?}"))).expect("a row for the system");
        assert!(row.contains(label), "{row}");
    }
}

#[test]
fn s1_04_what_rests_on_models_and_what_decides() {
    let mut desk = Desk::empty();
    let cases = [
        ("m", Technique::Learned, "a", Decisions::Automated),
        ("r", Technique::Rules, "n", Decisions::No),
        ("g", Technique::Generative, "h", Decisions::WithHuman),
    ];
    for ((technique, _, decides, _), name) in cases.into_iter().zip(["Sorter", "Price table", "Writer"]) {
        add(&mut desk, name);
        desk.field(system::TECHNIQUE).keys(&format!("{technique}<Enter>"));
        desk.field(system::DECISIONS).keys(&format!("{decides}<Enter>"));
    }
    desk.reopen();
    for (i, (_, technique, _, decides)) in cases.into_iter().enumerate() {
        let record = desk.record(&format!("S-{:02}", i + 1));
        assert_eq!(Technique::of(&record, system::TECHNIQUE), Some(technique));
        assert_eq!(Decisions::of(&record, system::DECISIONS), Some(decides));
    }
    // Which systems are model-based is a filter away.
    desk.keys("gi/model-based<Enter>");
    assert!(desk.screen().contains("1 of 3 rows"), "{}", desk.screen());
    desk.keys("<Esc>/automated<Enter>");
    assert!(desk.screen().contains("1 of 3 rows"), "{}", desk.screen());
}

#[test]
fn s1_05_origin_and_a_supplier_when_it_comes_from_outside() {
    let mut desk = Desk::empty();
    for (letter, name) in [("h", "Reader of bills"), ("e", "Voice reader"), ("b", "Plate reader")] {
        add(&mut desk, name);
        desk.field(system::ORIGIN).keys(&format!("{letter}<Enter>"));
    }
    let outside = ["S-02".parse().unwrap(), "S-03".parse().unwrap()];
    assert_eq!(desk.spots("inventory.external-without-supplier"), outside);
    desk.keys("gk/no<Space>supplier<Space>reader<Enter>");
    assert!(desk.wide().contains("2 AI systems come from outside and name no supplier"), "{}", desk.wide());
    // Enter on the spot leads to the system; a supplier is typed where it is asked for.
    desk.keys("<Home><Enter>").field(system::SUPPLIERS).keys("Skribent<Enter>");
    assert_eq!(desk.spots("inventory.external-without-supplier"), outside[1..]);
    desk.reopen();
    let record = desk.record("S-02");
    assert_eq!(Origin::of(&record, system::ORIGIN), Some(Origin::External));
    assert_eq!(desk.records().name(record.refs(system::SUPPLIERS)[0]), "Skribent");
    desk.keys("gs");
    assert!(desk.screen().contains("Skribent"));
}

#[test]
fn s1_06_the_scope_follows_from_the_inventory() {
    let mut desk = Desk::empty();
    for name in ["Fraud scorer", "Lunch planner", "Route finder"] {
        add(&mut desk, name);
    }
    assert_eq!(desk.spots("inventory.scope-undecided").len(), 3);
    desk.keys("gi<Home>O").field(system::SCOPE).keys("i<Enter>");
    desk.keys("gi<Home><Down>O").field(system::SCOPE).keys("o<Enter><Esc>");
    assert_eq!(desk.spots("inventory.out-without-reason"), ["S-02".parse().unwrap()]);
    desk.field(system::SCOPE_REASON).keys("no person is touched by it<Enter>");
    assert_eq!(desk.spots("inventory.out-without-reason"), []);
    assert_eq!(desk.spots("inventory.scope-undecided"), ["S-03".parse().unwrap()]);
    desk.keys("gi<Home><Down><Down>O").field(system::SCOPE).keys("i<Enter>");
    desk.reopen();
    assert_eq!(desk.spots("inventory.scope-undecided"), []);
    assert_eq!(Scope::of(&desk.record("S-02"), system::SCOPE), Some(Scope::Out));
    let paper = desk.paper("inventory", "md");
    for words in ["Fraud scorer", "Lunch planner", "no person is touched by it"] {
        assert!(paper.contains(words), "{paper}");
    }
}

#[test]
fn s1_07_no_system_of_high_risk_is_overlooked() {
    let mut desk = Desk::empty();
    add(&mut desk, "Screening");
    add(&mut desk, "Triage");
    assert_eq!(desk.spots("inventory.no-risk-class").len(), 2);
    // Both at once, in one step.
    desk.keys("gi*=risk<Space>class<Enter>H<Enter>");
    assert_eq!(desk.spots("inventory.no-risk-class"), []);
    desk.keys("<Esc><Home>O").field(system::SCOPE).keys("o<Enter>a reason<Enter>");
    assert_eq!(desk.spots("inventory.high-out-of-scope"), ["S-01".parse().unwrap()]);
    desk.keys("gk/high<Space>class<Enter>");
    let seen = desk.wide();
    let blockers = seen.split("WARNINGS").next().unwrap();
    assert!(blockers.contains("BLOCKER") && blockers.contains("AI system of a high class is out of scope"), "{seen}");
    desk.keys("gi<Home>O").field(system::SCOPE).keys("i<Enter>");
    desk.reopen();
    assert_eq!(desk.spots("inventory.high-out-of-scope"), []);
    assert_eq!(Tier::of(&desk.record("S-02"), system::TIER), Some(Tier::High));
}

#[test]
fn s1_50_rough_lines_first_or_a_whole_sheet() {
    let mut desk = Desk::empty();
    assert!(crate::desk::count("n<Enter>") == 2, "besides its name a system costs two keys");
    add(&mut desk, "Something in HR");
    desk.keys("q");
    let sheet = desk.folder.path().join("sheet.csv");
    fs::write(
        &sheet,
        "System Name,Deployment Status,Risk Level,Owner,Remarks\n\
         Yard watch,Pilot,Medium,Paulo Reis,no faces\n\
         Customs code finder,Live,High,Mina Dahl,\n",
    )
    .unwrap();
    desk.keys(&format!(":import<Enter>{}<Enter>", sheet.display()));
    assert!(desk.screen().contains("2"), "{}", desk.screen());
    desk.keys("T");
    assert!(desk.screen().contains("1 new record comes"), "{}", desk.screen());
    desk.keys("T");
    desk.reopen();
    let records = desk.records();
    assert_eq!(records.count(Kind::System), 3);
    let yard = records.all(Kind::System).find(|s| s.title() == "Yard watch").unwrap();
    assert_eq!(State::of(yard, system::STATE), Some(State::Pilot));
    assert_eq!(records.name(yard.one(system::OWNER).unwrap()), "Paulo Reis");
    // The rough one is refined later.
    desk.keys("gi<Home>O").field(system::PURPOSE).keys("Sorts applications.<Esc>");
    desk.reopen();
    assert_eq!(desk.record("S-01").text(system::PURPOSE), "Sorts applications.");
}

#[test]
fn s2_04_class_of_the_eu_ai_act_with_reason_and_name() {
    let mut desk = Desk::empty();
    let classes = [
        ('p', ActClass::Prohibited),
        ('h', ActClass::High),
        ('l', ActClass::Limited),
        ('m', ActClass::Minimal),
        ('g', ActClass::GeneralPurpose),
    ];
    let names = ["Face finder", "Hiring help", "Chat", "Sorter", "Writer"];
    for ((letter, _), name) in classes.into_iter().zip(names) {
        add(&mut desk, name);
        desk.field(system::ACT_CLASS).keys(&format!("{letter}<Enter>"));
        // The reason is asked for at once; it may wait.
        assert_eq!(desk.context(), Context::Text);
        desk.keys("<Esc>");
    }
    assert_eq!(desk.spots("inventory.act-class-unfounded").len(), 5);
    assert_eq!(desk.spots("inventory.prohibited"), ["S-01".parse().unwrap()]);
    desk.keys("gi<Home><Down>O").field(system::ACT_REASON).keys("Selects people for work.<Esc>");
    desk.field(system::ACT_BY).keys("L. Petrov<Enter>");
    desk.reopen();
    for (i, (_, class)) in classes.into_iter().enumerate() {
        assert_eq!(ActClass::of(&desk.record(&format!("S-{:02}", i + 1)), system::ACT_CLASS), Some(class));
    }
    assert_eq!(desk.spots("inventory.act-class-unfounded").len(), 4);
    let high = desk.record("S-02");
    assert_eq!(high.value(system::ACT_REASON), &Value::text("Selects people for work."));
    assert_eq!(desk.records().name(high.one(system::ACT_BY).unwrap()), "L. Petrov");
    desk.keys("gi<Home><Down>");
    assert!(desk.wide().contains("Selects people for work."), "{}", desk.wide());
}

/// A system of a high class in pilot, with scope and owner; its page is open.
fn in_pilot(desk: &mut Desk) {
    add(desk, "Claims triage");
    desk.field(system::STATE)
        .keys("t<Enter>")
        .field(system::TIER)
        .keys("H<Enter>")
        .field(system::SCOPE)
        .keys("i<Enter>")
        .field(system::OWNER)
        .keys("Dana Lind<Enter>");
}

/// What a system of a high class needs besides: somebody who can stop it, and what is written about it.
fn overseen_and_documented(desk: &mut Desk) {
    desk.field_of("S-01", system::OVERSEER).keys("Dana Lind<Enter>");
    desk.keys("gLdocuments<Enter>nDescription of claims triage<Enter>");
    desk.field(document::SYSTEMS).keys("S-01<Enter>");
    desk.field(document::SERVES)
        .keys("purpose<Space><C-u>design<Space><C-u>data<Space><C-u>tests<Space><C-u>instructions<Space><Enter>");
}

fn state(desk: &Desk) -> Option<State> {
    State::of(&desk.record("S-01"), system::STATE)
}

#[test]
fn s1_24_deployment_and_operation_are_asked_about_and_a_release_is_held() {
    let mut desk = Desk::empty();
    desk.keys("gong<Enter>nDana Lind<Enter>MLOps<Space>engineer<Enter>");
    desk.keys("aA.6.2.5<Space><Enter>aA.6.2.6<Space><Enter>");
    desk.keys("gc/A.6.2.6<Enter>oDana Lind<Enter>O").field(item::EVIDENCE).keys("alarm log of May<Enter>");
    in_pilot(&mut desk);
    desk.field(system::STATE).keys("l<Enter>");
    let seen = desk.wide();
    for lacks in
        ["without an approved impact assessment", "without somebody who can stop", "without documents of purpose"]
    {
        assert!(seen.contains(lacks), "{lacks}: {seen}");
    }
    desk.keys("<Esc><Esc>");
    assert_eq!(state(&desk), Some(State::Pilot));
    // One after the other is put right; what is left is still asked about.
    overseen_and_documented(&mut desk);
    desk.field_of("S-01", system::STATE).keys("l<Enter>");
    assert!(desk.screen().contains("S-01 is live without an approved impact assessment: why?"), "{}", desk.screen());
    desk.keys("<Esc><Esc>");
    assert_eq!(state(&desk), Some(State::Pilot));
    desk.field_of("S-01", system::IMPACT).keys("2026-11-20<Enter>").field(system::STATE).keys("l<Enter>");
    desk.reopen();
    assert_eq!(state(&desk), Some(State::Live));
    assert!(desk.history("S-01").iter().all(|e| e.reason.is_none()), "nothing had to be overruled");
    let records = desk.records();
    for control in ["A.6.2.5", "A.6.2.6"] {
        let asked = records.linked(Id::item(control).unwrap(), Kind::Answer, answer::ITEM).count();
        assert!(asked > 0, "{control} is not asked about");
    }
    let operation = desk.record("A.6.2.6");
    assert_eq!(records.name(operation.one(item::OWNER).unwrap()), "Dana Lind");
    assert_eq!(records.name(operation.refs(item::EVIDENCE)[0]), "alarm log of May");
}

#[test]
fn s2_13_no_system_goes_live_unassessed_without_a_reason_on_file() {
    let mut desk = Desk::empty();
    in_pilot(&mut desk);
    overseen_and_documented(&mut desk);
    // One that is still to come is none.
    desk.field_of("S-01", system::IMPACT).keys("2026-12-24<Enter>").field(system::STATE).keys("l<Enter>");
    let seen = desk.screen();
    assert!(seen.contains("S-01 is live without an approved impact assessment: why?"), "{seen}");
    desk.keys("the old one ends today<Enter>");
    desk.reopen();
    assert_eq!(state(&desk), Some(State::Live));
    let reasons: Vec<_> = desk.history("S-01").iter().filter_map(|e| e.reason.clone()).collect();
    assert_eq!(reasons, ["the old one ends today"]);
    desk.keys("gi<Home>H");
    assert!(desk.wide().contains("the old one ends today"), "{}", desk.wide());
}
