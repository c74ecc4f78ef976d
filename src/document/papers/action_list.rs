//! The action list: open actions, late ones first, then by due date; those done below them.

use super::{
    Draft,
    desk::{Desk, counted, day, facts, heading, or, table},
};
use crate::{
    document::{Block, PaperKind, Table},
    domain::{Kind, Record, kinds::action, progress, value::join_ids},
};

pub fn build(desk: Desk) -> Draft {
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
    let heads = [
        ("ID", 1),
        ("What", 5),
        ("For", 2),
        ("Purpose", 2),
        ("Owner", 2),
        ("Due", 2),
        ("State", 2),
        ("Proof and check", 3),
    ];
    let mut t = Table::new(caption, &heads);
    for a in actions {
        let mut what = a.title().to_string();
        if !a.text(action::DELIVERABLE).is_empty() {
            what.push_str(&format!("\nDeliverable: {}", a.text(action::DELIVERABLE)));
        }
        let checker = desk.person(a, action::CHECKER);
        let checker = if checker.is_empty() { String::new() } else { format!("checked by {checker}") };
        let done = a.date(action::DONE).map_or(String::new(), |d| format!(" {d}"));
        t.row([
            a.id.to_string(),
            what,
            desk.view.records.called_all(a.refs(action::ABOUT), ", "),
            desk.cell(a, action::PURPOSE),
            or(&desk.person(a, action::OWNER), "no owner"),
            or(&day(a.date(action::DUE)), "no date"),
            format!("{}{done}", desk.action_state(a)),
            format!("{}\n{checker}", join_ids(a.refs(action::PROOF), " ")).trim().to_string(),
        ]);
    }
    table(t, none)
}
