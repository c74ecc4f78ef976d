//! The implementation plan: its six parts, progress by phase, every step with who, when, what comes out and how it is
//! known to be done, and what it needs.

use super::{
    PaperDraft,
    desk::{Desk, counted, facts, heading, or, para, sub, table},
};
use crate::{
    document::{
        Block, Column, PaperKind,
        drawing::{self, Bar, Tint},
    },
    domain::{
        Kind, Record,
        kinds::{
            decision::{self, Type as Decided},
            plan_item::{self, Type},
            resource,
        },
        period::Period,
        plan, progress,
        share::Share,
        workflow::decision::in_force,
    },
};

pub fn build(desk: Desk) -> PaperDraft {
    let plans: Vec<&Record> = items(desk, |p| plan_item::typ(p) == Type::Plan);
    let mut blocks = Vec::new();
    if plans.is_empty() {
        blocks.push(para("", "No plan has been written yet."));
    }
    for item in plans {
        blocks.extend(whole(desk, item));
    }
    let loose = items(desk, |p| plan_item::typ(p) != Type::Plan && p.one(plan_item::PART_OF).is_none());
    if !loose.is_empty() {
        blocks.push(heading("Outside any plan"));
        blocks.push(steps(desk, &loose, "Steps that are part of no plan"));
    }
    (PaperKind::Plan.title().into(), vec![format!("state of {}", desk.view.today)], blocks)
}

/// Live plan items in the order of their numbers.
fn items(desk: Desk<'_>, is: impl Fn(&Record) -> bool) -> Vec<&Record> {
    let mut all: Vec<&Record> = desk.all(Kind::PlanItem).into_iter().filter(|p| is(p)).collect();
    all.sort_by_key(|p| (plan::order(p), p.id));
    all
}

fn whole(desk: Desk, item: &Record) -> Vec<Block> {
    let Share { done, all } = plan::steps(desk.view, item.id);
    let approved = in_force(&desk.view, item.id, Decided::Project).map_or("no decision approves it".into(), |d| {
        let day = d.period(decision::DECIDED).map_or(String::new(), |p| p.to_string());
        format!("{}, {day} ({})", desk.person(&d, decision::BY), d.id)
    });
    let empty = plan::empty_parts(desk.view, item);
    let mut blocks = vec![
        heading(item.title()),
        facts([
            ("Led by", or(&desk.person(item, plan_item::OWNER), "nobody")),
            ("Approved", approved),
            ("Steps done", format!("{done} of {all}")),
            ("Empty parts", or(&empty.join(", "), "none")),
        ]),
        sub("Scope"),
        para(item.text(plan_item::SCOPE), "No scope has been written yet."),
        sub("Team and who leads it"),
        para(item.text(plan_item::TEAM), "No team has been written yet."),
        sub("How changes are managed"),
        para(item.text(plan_item::CHANGES), "Nothing has been written yet."),
    ];
    let parts = items(desk, |p| p.one(plan_item::PART_OF) == Some(item.id));
    blocks.push(sub("Progress by phase"));
    blocks.extend(over_time(desk, &parts));
    blocks.push(phases(desk, &parts));
    for phase in parts.iter().filter(|p| plan::steps(desk.view, p.id).all > 0) {
        let below = items(desk, |p| p.one(plan_item::PART_OF) == Some(phase.id));
        blocks.push(sub(phase.title()));
        blocks.push(steps(desk, &below, "Late ones are marked"));
    }
    let loose: Vec<&Record> = parts.into_iter().filter(|p| plan::steps(desk.view, p.id).all == 0).collect();
    if !loose.is_empty() {
        blocks.push(sub("Steps and milestones"));
        blocks.push(steps(desk, &loose, "Late ones are marked"));
    }
    blocks.push(sub("Resources"));
    blocks.push(resources(desk, item));
    blocks
}

fn due(desk: Desk, item: &Record) -> String {
    let day = item.period(plan_item::DUE).map_or(String::new(), |day: Period| day.to_string());
    let late = progress::late_days(desk.view, item).map_or(String::new(), |days| format!("\nlate {days} d"));
    or(&format!("{day}{late}"), "no date")
}

/// Phases and their steps as bars over months; nothing where none has a day.
fn over_time(desk: Desk, parts: &[&Record]) -> Option<Block> {
    let below = |p: &Record| items(desk, |q| q.one(plan_item::PART_OF) == Some(p.id));
    let bar = |p: &Record, is_head: bool| {
        let due = p.period(plan_item::DUE).map(Period::last);
        let start = p.period(plan_item::START).map(Period::first).or(due);
        let late = progress::late_days(desk.view, p).is_some();
        let (tint, note) = match (progress::is_done(p), late) {
            (true, _) => (Tint::Low, "done"),
            (false, true) => (Tint::Critical, "late"),
            (false, false) => (Tint::Plain, ""),
        };
        let label = format!("{} {}", p.text(plan_item::NUMBER), p.title());
        let days = start.zip(due.or(start)).map(|(from, to)| (from.min(to), from.max(to)));
        Bar { label: label.trim().into(), days, tint, note: note.into(), is_head }
    };
    let bars: Vec<Bar> = parts
        .iter()
        .flat_map(|p| {
            let steps = below(p);
            let head = bar(p, !steps.is_empty());
            std::iter::once(head).chain(steps.into_iter().map(|step| bar(step, false))).collect::<Vec<_>>()
        })
        .collect();
    let legend = [(Tint::Low, "done".to_string()), (Tint::Plain, "to come".into()), (Tint::Critical, "late".into())];
    drawing::timeline("Phases and steps by month", &bars, desk.view.today, &legend).map(Block::Drawing)
}

fn phases(desk: Desk, parts: &[&Record]) -> Block {
    let columns: &[Column<&Record>] = &[
        ("No", 1, &|p| p.text(plan_item::NUMBER).to_string()),
        ("Part", 4, &|p| p.title().to_string()),
        ("Done", 2, &|p| plan::progress_text(desk.view, p)),
        ("State", 2, &|p| desk.cell(p, plan_item::STATE)),
        ("Due", 2, &|p| due(desk, p)),
        ("Ends when", 4, &|p| p.text(plan_item::EXIT).to_string()),
    ];
    table("Phases", parts.iter().copied(), columns, "The plan has no phase yet.")
}

fn steps(desk: Desk, list: &[&Record], caption: &str) -> Block {
    let proof = |p: &Record| match p.refs(plan_item::PROOF) {
        [] => p.text(plan_item::WITHOUT).to_string(),
        ids => desk.view.records.called_all(ids, " "),
    };
    let columns: &[Column<&Record>] = &[
        ("No", 1, &|p| p.text(plan_item::NUMBER).to_string()),
        ("Step", 4, &|p| p.title().to_string()),
        ("Owner", 2, &|p| or(&desk.person(p, plan_item::OWNER), "nobody")),
        ("Due", 2, &|p| due(desk, p)),
        ("State", 2, &|p| desk.cell(p, plan_item::STATE)),
        ("Deliverable", 3, &|p| p.text(plan_item::DELIVERABLE).to_string()),
        ("Done when", 3, &|p| p.text(plan_item::DONE_TEST).to_string()),
        ("Proof", 2, &|p| proof(p)),
    ];
    table(caption, list.iter().copied(), columns, "No step yet.")
}

/// What was asked for the plan or one of its parts.
fn resources(desk: Desk, item: &Record) -> Block {
    let within = |id: &crate::domain::Id| {
        let mut at = Some(*id);
        for _ in 0..6 {
            match at {
                Some(id) if id == item.id => return true,
                Some(id) => at = desk.view.records.live(id).and_then(|p| p.one(plan_item::PART_OF)),
                None => return false,
            }
        }
        false
    };
    let is = |r: &&Record| r.refs(resource::FOR).iter().filter(|id| id.kind == Kind::PlanItem).any(within);
    let list: Vec<&Record> = desk.all(Kind::Resource).into_iter().filter(is).collect();
    let columns: &[Column<&Record>] = &[
        ("ID", 1, &|r| r.id.to_string()),
        ("What", 4, &|r| r.title().to_string()),
        ("For", 2, &|r| desk.view.records.called_all(r.refs(resource::FOR), ", ")),
        ("State", 2, &|r| desk.cell(r, resource::STATE)),
        ("Asked", 2, &|r| desk.cell(r, resource::ASKED)),
        ("Approved", 2, &|r| desk.cell(r, resource::APPROVED)),
        ("Spent", 2, &|r| desk.cell(r, resource::SPENT)),
        ("Unit", 1, &|r| r.text(resource::UNIT).to_string()),
    ];
    let caption = counted(list.len(), "resource", "resources");
    table(&caption, list, columns, "No resource was asked for.")
}
