//! The Statement of Applicability (clause 6.1.3): every control, used or left out, and why.

use super::{
    Draft,
    desk::{Desk, counted, facts, heading, list, note, or, para},
};
use crate::{
    document::{Block, PaperKind, Standing, Table},
    domain::{
        Id, Kind, Record, checks, coverage,
        kinds::{
            item::{self, Use},
            organisation, risk,
        },
        skeleton,
        value::join_ids,
    },
};

pub fn build(desk: Desk, standing: &Standing) -> Draft {
    let controls: Vec<&Record> = desk.all(Kind::Item).into_iter().filter(|i| item::is_control(i)).collect();
    let blockers = blockers(desk, &controls);
    let state = match (blockers.is_empty(), standing) {
        (true, _) => "complete",
        (false, Standing::Issued(_)) => "with the open points below",
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

fn tables(desk: Desk, controls: &[&Record]) -> Vec<Block> {
    const HEADS: [(&str, u16); 10] = [
        ("Ref", 2),
        ("Control", 4),
        ("Use", 2),
        ("Basis and reason", 5),
        ("State", 2),
        ("Documentation", 2),
        ("How it is met", 6),
        ("Owner", 3),
        ("Evidence", 5),
        ("Risks", 2),
    ];
    let mut parts: Vec<Table> = coverage::HEADINGS.iter().map(|h| Table::new(h.label(), &HEADS)).collect();
    for c in controls {
        let out = Use::of(c, item::USE) == Some(Use::No);
        let risks: Vec<Id> = desk
            .linked(c.id, Kind::Risk, risk::CONTROLS)
            .into_iter()
            .filter(|r| risk::is_open(r))
            .map(|r| r.id)
            .collect();
        parts[coverage::heading_index(c.id)].row([
            c.id.to_string(),
            c.title().to_string(),
            or(&desk.cell(c, item::USE), "not decided"),
            or(&item::why(c), "none given"),
            if out { String::new() } else { or(&desk.cell(c, item::STATE), "not started") },
            if out { String::new() } else { or(&desk.cell(c, item::PAPERS_STATE), "none") },
            c.text(item::HOW).to_string(),
            desk.person(c, item::OWNER),
            or(&desk.evidence(&item::evidence(desk.view, c), &[]), if out { "" } else { "none" }),
            join_ids(&risks, " "),
        ]);
    }
    let filled: Vec<Block> = parts.into_iter().filter(|t| !t.rows.is_empty()).map(Block::Table).collect();
    if filled.is_empty() { vec![note("This file holds no controls.")] } else { filled }
}
