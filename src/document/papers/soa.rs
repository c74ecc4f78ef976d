//! The Statement of Applicability (clause 6.1.3): every control, used or left out, and why.

use super::{
    PaperDraft,
    desk::{Desk, by_heading, counted, facts, heading, list, or, para},
};
use crate::{
    document::{Block, Column, PaperKind, PaperStanding},
    domain::{
        Id, Kind, Record, checks,
        kinds::{
            decision::{self, Type},
            item::{self, Use},
            organisation, risk,
        },
        skeleton,
        value::join_ids,
        workflow::decision::in_force,
    },
};

pub fn build(desk: Desk, standing: &PaperStanding) -> PaperDraft {
    let controls: Vec<&Record> = desk.all(Kind::Item).into_iter().filter(|i| item::is_control(i)).collect();
    let blockers = blockers(desk, &controls);
    let state = match (blockers.is_empty(), standing) {
        (true, _) => "complete",
        (false, PaperStanding::Issued(_)) => "with the open points below",
        (false, _) => "not ready for approval",
    };
    let organisation = desk.view.records.single(Kind::Organisation);
    let scope = organisation.map_or("", |o| o.text(organisation::SCOPE));
    let uses = |u: Option<Use>| controls.iter().filter(|c| Use::of(c, item::USE) == u).count();
    let mut blocks = vec![
        facts([
            ("State of", desk.view.today.to_string()),
            ("Version", format!("{} ({state})", standing.version())),
            ("Used", counted(uses(Some(Use::Yes)), "control", "controls")),
            ("Left out", counted(uses(Some(Use::No)), "control", "controls")),
            ("Not decided", counted(uses(None), "control", "controls")),
        ]),
        heading("Scope of the AI management system"),
        para(scope, "No scope has been written yet."),
        heading("What stands in the way of approval"),
        list(blockers, "Nothing: every control is decided and no exclusion lacks its reason."),
        heading("Controls"),
    ];
    blocks.extend(tables(desk, &controls));
    blocks.extend([heading("Approval"), Block::Sign(approvers(desk, organisation))]);
    (PaperKind::Soa.title().into(), vec![format!("state of {}", desk.view.today)], blocks)
}

fn approvers(desk: Desk, organisation: Option<&Record>) -> Vec<String> {
    let named = |what: &str, field| match organisation.map(|o| desk.person(o, field)) {
        Some(name) if !name.is_empty() => format!("{what} ({name})"),
        _ => what.to_string(),
    };
    vec![named("Prepared by: AIMS lead", organisation::LEAD), named("Approved by: management", organisation::EXECUTIVE)]
}

/// Contradictions of the Statement, by the same rules as everywhere, and published controls missing from the file.
fn blockers(desk: Desk, controls: &[&Record]) -> Vec<String> {
    let mut lines = Vec::new();
    for rule in checks::CHECKS.iter().filter(|c| c.area() == "soa" && c.severity == checks::Severity::Blocker) {
        let spots = (rule.find)(desk.view);
        if !spots.is_empty() {
            let ids: Vec<String> = spots.iter().map(|s| s.id.to_string()).collect();
            lines.push(format!("{}: {}", rule.sentence(spots.len()), ids.join(", ")));
        }
    }
    let held = |reference: &&&str| controls.iter().any(|c| Some(c.id) == Id::item(reference));
    let missing: Vec<&str> = skeleton::CONTROLS.iter().filter(|r| !held(r)).copied().collect();
    if !missing.is_empty() {
        let count = counted(missing.len(), "control of Annex A is", "controls of Annex A are");
        lines.push(format!("{count} missing from this file: {}", missing.join(", ")));
    }
    lines
}

/// Who approved that a control is left out, on a line of its own; nothing of one that is used.
fn approval(desk: Desk, control: &Record) -> String {
    if Use::of(control, item::USE) != Some(Use::No) {
        return String::new();
    }
    match in_force(&desk.view, control.id, Type::Exclusion) {
        Some(d) => {
            let on = d.period(decision::DECIDED).map_or(String::new(), |day| format!(", {day}"));
            format!("\nExclusion approved: {}{on} ({})", desk.person(&d, decision::BY), d.id)
        }
        None => "\nExclusion not approved".into(),
    }
}

fn tables(desk: Desk, controls: &[&Record]) -> Vec<Block> {
    // What is left out has no state: nothing is said there where it is empty.
    let if_used = |c: &Record, said: String, none: &str| match Use::of(c, item::USE) == Some(Use::No) {
        true => String::new(),
        false => or(&said, none),
    };
    let risks = |c: &Record| -> Vec<Id> {
        let linked = desk.linked(c.id, Kind::Risk, risk::CONTROLS).into_iter();
        linked.filter(|r| risk::is_open(r)).map(|r| r.id).collect()
    };
    let evidence = |c: &Record| match desk.evidence(&item::evidence(desk.view, c), &[]) {
        none if none.trim().is_empty() => if_used(c, none, "none"),
        seen => seen,
    };
    let columns: &[Column<&Record>] = &[
        ("Ref", 2, &|c| c.id.to_string()),
        ("Control", 4, &|c| c.title().to_string()),
        ("Use", 2, &|c| or(&desk.cell(c, item::USE), "not decided")),
        ("Basis and reason", 5, &|c| format!("{}{}", or(&item::why(c), "none given"), approval(desk, c))),
        ("State", 2, &|c| if_used(c, desk.cell(c, item::STATE), "not started")),
        ("Documentation", 2, &|c| if_used(c, desk.cell(c, item::PAPERS_STATE), "none")),
        ("How it is met", 6, &|c| c.text(item::HOW).to_string()),
        ("Owner", 3, &|c| desk.person(c, item::OWNER)),
        ("Evidence", 5, &|c| evidence(c)),
        ("Risks", 2, &|c| join_ids(&risks(c), " ")),
    ];
    by_heading(controls.iter().map(|c| (c.id, *c)), columns, "This file holds no controls.")
}
