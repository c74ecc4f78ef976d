//! The registers of the management system by keys: plan, metrics, trainings, incidents, proposals, silenced checks.

use crate::desk::Desk;
use aims::domain::{
    Kind, Listing,
    kinds::{
        attendance, finding, incident, metric, plan_item, reading,
        shared::{Standing, Work},
        silence, task,
    },
};
use std::fs;

fn live(desk: &Desk, kind: Kind) -> usize {
    desk.records().all(kind).filter(|r| !r.hidden).count()
}

#[test]
fn every_register_adds_fills_finds_exports_and_takes_back() {
    let mut desk = Desk::with_people();
    const KINDS: &[Kind] = &[
        Kind::PlanItem,
        Kind::Resource,
        Kind::Objective,
        Kind::Body,
        Kind::Mandate,
        Kind::Issue,
        Kind::Party,
        Kind::Incident,
        Kind::Improvement,
        Kind::Task,
        Kind::Metric,
        Kind::Commitment,
        Kind::Communication,
        Kind::Training,
        Kind::Mapping,
    ];
    for kind in KINDS {
        let name = Listing::first(*kind).name();
        desk.keys(&format!("gL{name}<Enter>nAlpha of it<Enter>q"));
        assert_eq!(live(&desk, *kind), 1, "{name}: nothing was added\n{}", desk.screen());
        desk.keys("/alpha<Enter>");
        assert!(desk.screen().contains("Alpha of it"), "{name}\n{}", desk.screen());
        desk.keys("<Esc>xd");
        assert_eq!(live(&desk, *kind), 0, "{name}");
        desk.keys("u");
        assert_eq!(live(&desk, *kind), 1, "{name}");
        if let Some(owner) = kind.spec().owner {
            desk.keys("ggoAda<Enter>");
            assert!(desk.newest(*kind).one(owner).is_some(), "{name}\n{}", desk.screen());
        }
        desk.keys("q");
    }
    desk.reopen();
}

#[test]
fn a_plan_is_loaded_in_one_act_and_is_a_tree() {
    let mut desk = Desk::with_people();
    desk.keys("gLplan items<Enter>p5 phases<Enter><Enter>");
    let all = live(&desk, Kind::PlanItem);
    assert!(all >= 24, "{all}\n{}", desk.screen());
    let steps = desk.records().all(Kind::PlanItem).filter(|p| plan_item::typ(p) == plan_item::Type::Step).count();
    assert_eq!(steps, 18);
    assert!(desk.record("PL-02").one(plan_item::PART_OF).is_some_and(|id| id.to_string() == "PL-01"));
    desk.keys("u");
    assert_eq!(live(&desk, Kind::PlanItem), 0);
}

#[test]
fn work_is_done_with_a_proof_or_a_reason() {
    let mut desk = Desk::with_people();
    desk.keys("gLplan items<Enter>nWrite the policy<Enter>q").keys("c");
    assert!(desk.screen().contains("without a proof: why?"), "{}", desk.screen());
    assert_eq!(Work::of(&desk.record("PL-01"), plan_item::STATE), Some(Work::Open));
    desk.keys("It stands in the minutes<Enter>").reopen();
    let item = desk.record("PL-01");
    assert_eq!(Work::of(&item, plan_item::STATE), Some(Work::Done));
    assert!(item.date(plan_item::DONE).is_some());
}

#[test]
fn a_reading_beyond_the_limit_opens_an_incident_and_that_a_finding() {
    let mut desk = Desk::with_people();
    desk.keys("gLmetrics<Enter>nWrong refusals<Enter>");
    desk.field(metric::BETTER).keys("lower<Enter>").field(metric::LIMIT).keys("2<Enter>");
    desk.field(metric::RHYTHM).keys("30<Enter>");
    desk.keys("m1.4<Enter>").keys("F");
    assert!(desk.status().contains("breaks no limit"), "{}", desk.status());
    desk.keys("mabc<Enter>");
    assert!(desk.screen().contains("is no number"), "{}", desk.screen());
    desk.keys("<Esc>").keys("m2.6 after the new table<Enter>").keys("F");
    let opened = desk.newest(Kind::Incident);
    assert_eq!(incident::Type::of(&opened, incident::TYPE), Some(incident::Type::Breach));
    assert_eq!(desk.newest(Kind::Reading).text(reading::NOTE), "after the new table");
    desk.keys("F");
    assert_eq!(desk.newest(Kind::Finding).one(finding::INCIDENT), Some(opened.id));
    desk.reopen();
    assert_eq!(desk.record("ME-01").date(metric::NEXT).map(|d| d.to_string()), Some("2026-12-24".into()));
    // A reading stays as it was; a further one follows it.
    let (code, said) = desk.shell(&["set", "MV-001", "value", "9", "nord.aims"]);
    assert!(code != 0 && said.contains("stays as it is"), "{code} {said}");
}

#[test]
fn a_pipeline_adds_readings_and_hears_of_a_broken_limit() {
    let desk = Desk::demo();
    let (code, said) = desk.shell(&["measure", "demo.aims", "ME-02", "0.07", "--run-id", "run-1200"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("ME-02 0.07"), "{said}");
    let (code, said) = desk.shell(&["measure", "demo.aims", "ME-02", "0.4"]);
    assert!(code == 1 && said.contains("limit"), "{code} {said}");
    let (code, said) = desk.shell(&["measure", "demo.aims", "T-03", "passed"]);
    assert_eq!(code, 0, "{said}");
    let (code, said) = desk.shell(&["measure", "demo.aims", "ME-02", "lots"]);
    assert!(code == 2 && said.contains("is no number"), "{code} {said}");
    let (code, said) = desk.shell(&["measure", "demo.aims", "S-02", "1"]);
    assert_eq!(code, 2, "{said}");
}

#[test]
fn a_task_is_done_today_and_a_training_by_several_people() {
    let mut desk = Desk::with_people();
    desk.keys("gLrecurring tasks<Enter>nRead the logs<Enter>");
    desk.field(task::RHYTHM).keys("7<Enter>").keys("q").keys("ggc");
    let run = desk.newest(Kind::Reading);
    assert_eq!(reading::Outcome::of(&run, reading::RESULT), Some(reading::Outcome::Passed));
    assert_eq!(desk.record("T-01").date(task::NEXT).map(|d| d.to_string()), Some("2026-12-01".into()));
    desk.keys("mf two were missing<Enter>");
    assert_eq!(reading::Outcome::of(&desk.newest(Kind::Reading), reading::RESULT), Some(reading::Outcome::Failed));
    desk.keys("gLtrainings<Enter>nSafe use<Enter>q").keys("ggc<Space><Down><Space><Enter>").reopen();
    assert_eq!(live(&desk, Kind::Attendance), 2);
    assert!(desk.newest(Kind::Attendance).one(attendance::PERSON).is_some());
    assert_eq!(Standing::of(&desk.record("TR-01"), aims::domain::kinds::training::STATE), Some(Standing::Active));
}

#[test]
fn a_check_is_silenced_with_a_reason_and_listed() {
    let mut desk = Desk::with_people();
    desk.keys("gLrecurring tasks<Enter>nRead the logs<Enter>q").keys("gk/no performer<Enter>");
    assert!(desk.screen().contains("no performer"), "{}", desk.screen());
    desk.keys("xsThe pipeline does it<Enter>");
    assert!(!desk.screen().contains("Read the logs: no performer"), "{}", desk.screen());
    let made = desk.newest(Kind::Silence);
    assert_eq!((made.title(), made.text(silence::REASON)), ("task.no-performer", "The pipeline does it"));
    desk.reopen();
    let (_, said) = desk.shell(&["check", "nord.aims"]);
    assert!(said.contains("1 silenced with a reason") && !said.contains("task.no-performer"), "{said}");
}

#[test]
fn the_map_leads_to_every_register_and_due_days_stand_by_person() {
    let mut desk = Desk::demo();
    desk.keys("gA");
    let map = desk.bench.text(140, 100);
    for line in ["4 Context of the organization", "context issues", "metrics", "recurring tasks", "late"] {
        assert!(map.contains(line), "{line} is not in\n{map}");
    }
    desk.keys("/metrics<Enter><Enter>");
    assert!(desk.screen().contains("ME-01"), "{}", desk.screen());
    desk.keys("gD");
    let seen = desk.bench.text(140, 120);
    assert!(seen.contains("LATE") && seen.contains("THIS MONTH") && seen.contains("F. Keller"), "{seen}");
}

#[test]
fn sheets_bring_plan_items_incidents_and_metrics() {
    let mut desk = Desk::with_people();
    let bring = |desk: &mut Desk, letter: char, text: &str| {
        let sheet = desk.folder.path().join(format!("{letter}.csv"));
        fs::write(&sheet, text).unwrap();
        desk.keys(&format!(":import<Enter>{}<Enter>", sheet.display()));
        if !desk.screen().contains("What is one row?") {
            desk.keys("K");
        }
        desk.keys(&letter.to_string());
        for _ in 0..3 {
            if !desk.screen().contains("T take") {
                desk.keys("<Enter>");
            }
        }
        desk.keys("T");
    };
    bring(
        &mut desk,
        'L',
        "Title,Owner,Due date,Status,Deliverable\nWrite it,Ada Berg,2027-01-10,in progress,A paper\n",
    );
    bring(&mut desk, 'i', "Incident,Severity,Status,Description\nWrong refusals,high,open,Thirty were wrong\n");
    bring(&mut desk, 'K', "Metric,Unit,Direction,Target,Limit\nDrift,PSI,lower,0.1,0.25\n");
    desk.reopen();
    assert_eq!(Work::of(&desk.record("PL-01"), plan_item::STATE), Some(Work::InWork));
    assert_eq!(desk.record("IN-01").text(incident::WHAT), "Thirty were wrong");
    assert_eq!(metric::Better::of(&desk.record("ME-01"), metric::BETTER), Some(metric::Better::Lower));
}
