//! The plan: loaded, owned, dated, complete, done with proof, printed.

use crate::desk::Desk;
use aims::domain::{
    Id, Kind,
    kinds::{
        decision, objective, plan_item, resource,
        shared::{Agreement, Work},
    },
};

fn id(text: &str) -> Option<Id> {
    Some(text.parse().unwrap())
}

/// An empty file with two people and one plan of which one step is named.
fn planned() -> Desk {
    let mut desk = Desk::with_people();
    desk.keys("gLplan items<Enter>nThe way to the AIMS<Enter>");
    desk.field(plan_item::TYPE).keys("plan<Enter>").keys("q").keys("nWrite the policy<Enter>");
    desk.field(plan_item::PART_OF).keys("PL-01<Enter>");
    desk
}

#[test]
fn s0_02_the_plan_is_one_record_and_prints() {
    let mut desk = Desk::demo();
    desk.keys("gLplan items<Enter>/certification<Enter><Enter>");
    assert!(desk.wide().contains("PL-01"), "{}", desk.wide());
    let (code, paper) = desk.shell(&["report", "implementation-plan", "demo.aims"]);
    assert_eq!(code, 0, "{paper}");
    for part in
        ["AIMS to certification", "Progress by phase", "Empty parts", "Release process with a named approver", "late "]
    {
        assert!(paper.contains(part), "{part} is not in\n{paper}");
    }
}

#[test]
fn s0_08_work_has_owner_start_day_milestone_deliverable_and_state_late_first() {
    let mut desk = planned();
    desk.field(plan_item::OWNER).keys("Ada<Enter>").field(plan_item::START).keys("2026-10<Enter>");
    desk.field(plan_item::DUE).keys("2026-11-01<Enter>").field(plan_item::DELIVERABLE).keys("A policy<Enter>");
    desk.keys("q").keys("nReview held<Enter>");
    desk.field(plan_item::TYPE).keys("milestone<Enter>").field(plan_item::DUE).keys("2027-01-10<Enter>").keys("q");
    let seen = desk.wide();
    assert!(seen.contains("LATE 23d"), "{seen}");
    assert!(seen.find("Write the policy") < seen.find("Review held"), "{seen}");
    desk.reopen();
    let step = desk.record("PL-02");
    assert_eq!((step.one(plan_item::OWNER), step.text(plan_item::DELIVERABLE)), (id("P-01"), "A policy"));
    assert!(step.period(plan_item::START).is_some());
    assert_eq!(plan_item::typ(&desk.record("PL-03")), plan_item::Type::Milestone);
}

#[test]
fn s0_21_the_six_parts_are_filled_in_and_empty_ones_are_named() {
    let mut desk = planned();
    desk.field_of("PL-01", plan_item::SCOPE).keys("All systems<Esc>");
    assert_eq!(desk.spots("plan.part-empty"), [id("PL-01").unwrap()]);
    desk.keys("gk/empty parts<Enter>");
    let seen = desk.wide();
    assert!(seen.contains("nothing on team, milestones, resources"), "{seen}");
    desk.reopen();
    assert_eq!(desk.record("PL-01").text(plan_item::SCOPE), "All systems");
}

#[test]
fn s0_22_decisions_name_what_they_follow_or_depart_from() {
    let mut desk = planned();
    desk.keys("gLdecisions<Enter>nNo policy this year<Enter>");
    desk.field(decision::FOLLOWS).keys("PL-01<Enter>").field(decision::DEPARTS).keys("PL-02<Enter>").reopen();
    let made = desk.newest(Kind::Decision);
    assert_eq!(made.refs(decision::FOLLOWS), [id("PL-01").unwrap()]);
    assert_eq!(made.refs(decision::DEPARTS), [id("PL-02").unwrap()]);
    // From the plan item too: its page names the decision.
    desk.keys("gLplan items<Enter>/policy<Enter><Enter>");
    assert!(desk.wide().contains("D-01"), "{}", desk.wide());
}

#[test]
fn s0_39_the_plan_is_complete_when_its_six_parts_are_there() {
    let mut desk = planned();
    desk.field_of("PL-02", plan_item::DUE).keys("2027<Enter>");
    desk.field_of("PL-01", plan_item::SCOPE).keys("All<Esc>");
    desk.field_of("PL-01", plan_item::TEAM).keys("Ada leads<Esc>");
    desk.field_of("PL-01", plan_item::CHANGES).keys("By the committee<Esc>");
    desk.keys("gLresources<Enter>nA consultant<Enter>").field(resource::FOR).keys("PL-01<Enter>");
    assert_eq!(desk.spots("plan.part-empty").len(), 1);
    desk.keys("gLobjectives<Enter>nAll systems known<Enter>").field(objective::PLAN).keys("PL-01<Enter>");
    desk.reopen();
    assert_eq!(desk.spots("plan.part-empty"), []);
}

#[test]
fn s0_17_what_was_asked_approved_and_spent_stands_by_phase() {
    let mut desk = planned();
    desk.keys("gLresources<Enter>nA consultant<Enter>");
    desk.field(resource::ASKED).keys("30<Enter>").field(resource::APPROVED).keys("25<Enter>");
    desk.field(resource::SPENT).keys("28<Enter>").field(resource::FOR).keys("PL-02<Enter>").reopen();
    assert_eq!(desk.spots("resource.overspent"), [id("RS-01").unwrap()]);
    let paper = desk.shell(&["report", "implementation-plan", "nord.aims"]).1;
    assert!(paper.contains("A consultant") && paper.contains("25") && paper.contains("28"), "{paper}");
}

#[test]
fn s1_09_people_money_tools_data_and_computing_stand_beside_the_work() {
    let mut desk = planned();
    for (at, typ) in ["people", "money", "tooling", "data", "system"].iter().enumerate() {
        desk.keys(&format!("gLresources<Enter>nResource {at}<Enter>"));
        desk.field(resource::TYPE).keys(&format!("{typ}<Enter>")).field(resource::FOR).keys("PL-02<Enter>").keys("q");
    }
    desk.reopen();
    let all = desk.records();
    let types: Vec<_> = all.all(Kind::Resource).filter_map(|r| resource::Type::of(r, resource::TYPE)).collect();
    assert_eq!(types, resource::Type::ALL);
    assert_eq!(Agreement::of(&desk.record("RS-01"), resource::STATE), Some(Agreement::Asked));
    desk.keys("gLplan items<Enter>/policy<Enter><Enter>");
    assert!(desk.wide().contains("RS-05"), "{}", desk.wide());
}

#[test]
fn s3_01_phases_and_steps_are_loaded_and_made_ones_own() {
    let mut desk = planned();
    desk.keys("gLplan items<Enter>p18 steps<Enter><Enter>");
    let count = |desk: &Desk| desk.records().all(Kind::PlanItem).filter(|p| !p.hidden).count();
    let all = count(&desk);
    assert!(all >= 26, "{all}");
    desk.field_of("PL-04", plan_item::TITLE).keys("<C-u>Scope of ours<Enter>").reopen();
    assert_eq!(desk.record("PL-04").title(), "Scope of ours");
    assert_eq!(count(&desk), all);
}

#[test]
fn s4_01_the_five_stages_have_tests_of_entry_and_exit() {
    let mut desk = planned();
    desk.keys("gLplan items<Enter>pfive stages<Enter>").reopen();
    let records = desk.records();
    let stages: Vec<_> = records.all(Kind::PlanItem).filter(|p| plan_item::typ(p) == plan_item::Type::Phase).collect();
    assert_eq!(stages.len(), 5);
    assert!(stages.iter().all(|s| !s.text(plan_item::ENTRY).is_empty() && !s.text(plan_item::EXIT).is_empty()));
    assert_eq!([stages[0].title(), stages[4].title()], ["Initiation", "Certification"]);
}

#[test]
fn s4_03_home_shows_the_stage_and_what_ends_it() {
    let mut desk = planned();
    desk.keys("gLplan items<Enter>pfive stages<Enter>").keys("gh");
    assert!(desk.wide().contains("Stage 1 Initiation"), "{}", desk.wide());
    desk.keys("gLplan items<Enter>/initiation<Enter>").keys("c").reopen();
    desk.keys("gh");
    assert!(desk.wide().contains("Stage 2 Planning"), "{}", desk.wide());
    assert_eq!(Work::of(&desk.record("PL-04"), plan_item::STATE), Some(Work::Done));
}

#[test]
fn s0_01_four_bars_on_home_are_counted_from_records() {
    let mut desk = planned();
    desk.keys("q").keys("gh");
    let seen = desk.screen();
    assert!(
        seen.contains("Plan ") && seen.contains("People ") && seen.contains("Lead ") && seen.contains("Risks "),
        "{seen}"
    );
    assert!(seen.contains("Plan .....   0%"), "{seen}");
    desk.keys("gLplan items<Enter>/policy<Enter>").keys("c").keys("It was told<Enter>").reopen();
    desk.keys("gh");
    assert!(desk.screen().contains("Plan ##### 100%"), "{}", desk.screen());
}
