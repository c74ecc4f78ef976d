//! The action list: open actions, late ones first, then by due date; those done below them.

use super::{
    PaperDraft,
    desk::{Desk, counted, day, facts, heading, or, table},
};
use crate::{
    document::{Block, Column, PaperKind},
    domain::{Kind, Record, kinds::action, progress},
};

pub fn build(desk: Desk) -> PaperDraft {
    let (done, mut open): (Vec<&Record>, Vec<&Record>) =
        desk.all(Kind::Action).into_iter().partition(|a| progress::is_done(a));
    open.sort_by_key(|a| (a.date(action::DUE).is_none(), a.date(action::DUE), a.id));
    let late = open.iter().filter(|a| progress::late_days(desk.view, a).is_some()).count();
    let unowned = open.iter().filter(|a| a.one(action::OWNER).is_none()).count();
    let undated = open.iter().filter(|a| a.date(action::DUE).is_none()).count();
    let blocks = vec![
        facts([
            ("Open", counted(open.len(), "action", "actions")),
            ("Late", counted(late, "action", "actions")),
            ("Without owner", counted(unowned, "action", "actions")),
            ("Without date", counted(undated, "action", "actions")),
            ("By owner", by_owner(desk, &open)),
        ]),
        heading("Open actions"),
        listed(desk, &open, "Earliest due first", "No action is open."),
        heading("Done"),
        listed(desk, &done, "Done, checked or closed", "No action is done yet."),
    ];
    (PaperKind::ActionList.title().into(), vec![format!("state of {}", desk.view.today)], blocks)
}

/// Open actions of each owner, the most first.
fn by_owner(desk: Desk, open: &[&Record]) -> String {
    let mut counts: Vec<(String, usize)> = Vec::new();
    for a in open {
        let owner = or(&desk.person(a, action::OWNER), "no owner");
        match counts.iter_mut().find(|(name, _)| *name == owner) {
            Some((_, n)) => *n += 1,
            None => counts.push((owner, 1)),
        }
    }
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counts.iter().map(|(name, n)| format!("{name} {n}")).collect::<Vec<_>>().join(", ")
}

fn listed(desk: Desk, actions: &[&Record], caption: &str, none: &str) -> Block {
    let what = |a: &Record| match a.text(action::DELIVERABLE) {
        "" => a.title().to_string(),
        deliverable => format!("{}\nDeliverable: {deliverable}", a.title()),
    };
    let done = |a: &Record| a.date(action::DONE).map_or(String::new(), |d| format!(" {d}"));
    let checker = |a: &Record| match desk.person(a, action::CHECKER) {
        none if none.is_empty() => none,
        name => format!("checked by {name}"),
    };
    let proof = |a: &Record| format!("{}\n{}", desk.proof(a, " "), checker(a));
    let columns: &[Column<&Record>] = &[
        ("ID", 1, &|a| a.id.to_string()),
        ("What", 5, &|a| what(a)),
        ("For", 2, &|a| desk.view.records.called_all(a.refs(action::ABOUT), ", ")),
        ("Purpose", 2, &|a| desk.cell(a, action::PURPOSE)),
        ("Owner", 2, &|a| or(&desk.person(a, action::OWNER), "no owner")),
        ("Due", 2, &|a| or(&day(a.date(action::DUE)), "no date")),
        ("State", 2, &|a| format!("{}{}", desk.action_state(a), done(a))),
        ("Proof and check", 3, &|a| proof(a).trim().to_string()),
    ];
    table(caption, actions.iter().copied(), columns, none)
}
