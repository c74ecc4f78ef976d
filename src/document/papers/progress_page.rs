//! Progress on one page: how much is done, what is late, what comes next, phase by phase.

use super::{
    PaperDraft,
    desk::{Desk, facts, heading, or, table},
};
use crate::{
    document::{Block, Column, PaperKind},
    domain::{
        Kind, Record,
        kinds::{
            organisation,
            plan_item::{self, Type},
        },
        plan, progress,
        share::Share,
        stand::Bars,
    },
};
use jiff::ToSpan;

/// Rows of each table; the rest is counted, so that the page stays one.
const ROWS: usize = 4;
const PHASES: usize = 5;
/// Days that count as lately, and as next.
const NEAR: i64 = 30;

pub fn build(desk: Desk) -> PaperDraft {
    let work = work(desk);
    let done = work.iter().filter(|r| progress::is_done(r)).count();
    let late: Vec<&Record> = sorted(desk, work.iter().copied().filter(|r| is_late(desk, r)));
    let today = desk.view.today;
    let soon = today.checked_add(NEAR.days()).unwrap_or(today);
    let next = |r: &&Record| !is_late(desk, r) && progress::waits_for(r).is_some_and(|day| day <= soon);
    let next: Vec<&Record> = sorted(desk, work.iter().copied().filter(next));
    let since = today.checked_sub(NEAR.days()).unwrap_or(today);
    let lately = |r: &&Record| done_on(r).is_some_and(|day| day >= since && day <= today);
    let mut lately: Vec<&Record> = work.iter().copied().filter(lately).collect();
    lately.sort_by_key(|r| (std::cmp::Reverse(done_on(r)), r.id));
    let bars = Bars::of(desk.view);
    let percent = |share: Share| share.percent().map_or("-".into(), |n| format!("{n} %"));
    let counted = |all: usize| if all > ROWS { format!("{all}, the first {ROWS} below") } else { all.to_string() };
    let rows = late.iter().take(ROWS).chain(next.iter().take(ROWS)).chain(lately.iter().take(ROWS));
    let blocks = vec![
        facts([
            ("Done", format!("{done} of {} pieces of work", work.len())),
            ("Late", counted(late.len())),
            ("Next 30 days", counted(next.len())),
            ("Done in the last 30 days", counted(lately.len())),
            (
                "Plan, people, leadership, risks",
                [bars.plan, bars.people, bars.leadership, bars.risks].map(percent).join(", "),
            ),
        ]),
        heading("By phase"),
        phases(desk),
        heading("Late, next, done"),
        listed(desk, rows.copied()),
    ];
    let name = desk.view.records.single(Kind::Organisation).map_or("", |o| o.text(organisation::NAME));
    let title = match name {
        "" => PaperKind::Progress.title().to_string(),
        name => format!("{}, {name}", PaperKind::Progress.title()),
    };
    (title, vec![format!("state of {today}")], blocks)
}

/// Steps and milestones of the plan, and actions: what was dropped does not count.
fn work(desk: Desk<'_>) -> Vec<&Record> {
    let steps = desk.all(Kind::PlanItem).into_iter();
    let steps = steps.filter(|p| matches!(plan_item::typ(p), Type::Step | Type::Milestone));
    steps.chain(desk.all(Kind::Action)).filter(|r| !progress::is_over(r)).collect()
}

fn done_on(record: &Record) -> Option<jiff::civil::Date> {
    record.date(record.id.kind.spec().done_on()?).filter(|_| progress::is_done(record))
}

fn is_late(desk: Desk, record: &Record) -> bool {
    progress::late_days(desk.view, record).is_some()
}

fn sorted<'a>(_: Desk<'a>, rows: impl Iterator<Item = &'a Record>) -> Vec<&'a Record> {
    let mut all: Vec<&Record> = rows.collect();
    all.sort_by_key(|r| (progress::waits_for(r), r.id));
    all
}

fn phases(desk: Desk) -> Block {
    let is = |p: &&Record| plan_item::typ(p) == Type::Phase && !progress::is_over(p);
    let mut all: Vec<&Record> = desk.all(Kind::PlanItem).into_iter().filter(is).collect();
    all.sort_by_key(|p| (plan::order(p), p.id));
    let late = |p: &Record| {
        let within = desk.linked(p.id, Kind::PlanItem, plan_item::PART_OF);
        let n = within.iter().chain([&p]).filter(|r| is_late(desk, r)).count();
        if n == 0 { String::new() } else { format!("{n} late") }
    };
    let columns: &[Column<&Record>] = &[
        ("No", 1, &|p| p.text(plan_item::NUMBER).to_string()),
        ("Phase", 5, &|p| p.title().to_string()),
        ("State", 2, &|p| desk.cell(p, plan_item::STATE)),
        ("Steps done", 2, &|p| plan::steps(desk.view, p.id).told()),
        ("Late", 2, &|p| late(p)),
        ("Due", 2, &|p| p.period(plan_item::DUE).map_or(String::new(), |d| d.to_string())),
    ];
    table("", all.into_iter().take(PHASES), columns, "The plan has no phase yet.")
}

fn listed<'a>(desk: Desk<'a>, rows: impl Iterator<Item = &'a Record>) -> Block {
    let day = |r: &Record| match (progress::late_days(desk.view, r), progress::waits_for(r), done_on(r)) {
        (Some(days), ..) => format!("late {days} d"),
        (_, Some(day), _) => day.to_string(),
        (_, None, Some(day)) => format!("done {day}"),
        _ => String::new(),
    };
    let owner = |r: &Record| r.id.kind.spec().owner.map_or(String::new(), |owner| desk.person(r, owner));
    let columns: &[Column<&Record>] = &[
        ("ID", 1, &|r| r.id.to_string()),
        ("What", 6, &|r| r.title().to_string()),
        ("Owner", 3, &|r| or(&owner(r), "nobody")),
        ("When", 4, &|r| day(r)),
    ];
    table("", rows, columns, "Nothing is late, nothing is due, nothing was done.")
}
