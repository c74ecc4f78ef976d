//! One AI system's own file: what it is, why it may run, its risks, controls, parts, findings and what is still open.

use super::{
    PaperDraft,
    desk::{Desk, day, heading, list, note, or, table},
    inventory, risk_register, titled,
};
use crate::{
    document::{Block, Column, PaperKind},
    domain::{
        Id, Kind, Record,
        kinds::{
            alteration, assessment, control_at, decision, document, finding, incident, obligation,
            risk::{self, Picture},
            system,
        },
        progress,
    },
};

pub fn build(desk: Desk, system: &Record) -> PaperDraft {
    let id = system.id;
    let mut blocks = vec![heading("The system")];
    blocks.extend(inventory::fields_of(desk, system));
    blocks.extend([
        heading("Made of"),
        list(system.refs(system::PARTS).iter().map(|id| desk.item(*id)).collect(), "No part is named."),
        heading("Why it may run"),
        decisions(desk, id),
        heading("Impact assessments"),
        assessments(desk, id),
        heading("Risks"),
        risks(desk, id),
        heading("Local controls"),
        controls(desk, id),
        heading("Documents"),
        documents(desk, id),
        heading("Duties"),
        lines(desk, desk.linked(id, Kind::Obligation, obligation::SYSTEMS), "No duty names this system."),
        heading("Changes"),
        changes(desk, id),
        heading("Incidents and findings"),
        troubles(desk, id),
        heading("To settle"),
        list(system::open_points(system).iter().map(|s| s.to_string()).collect(), "Nothing is open."),
        Block::Sign(vec!["Owner of the system".into(), "AIMS lead".into()]),
    ]);
    let state = or(&desk.cell(system, system::STATE), "no state");
    (titled(PaperKind::SystemFile, system), vec![format!("state of {}", desk.view.today), state], blocks)
}

fn lines(desk: Desk, records: Vec<&Record>, instead: &str) -> Block {
    list(records.iter().map(|r| desk.item(r.id)).collect(), instead)
}

fn decisions(desk: Desk, id: Id) -> Block {
    let mut all = desk.linked(id, Kind::Decision, decision::ABOUT);
    all.sort_by_key(|d| (d.period(decision::DECIDED).map(|p| std::cmp::Reverse(p.first())), d.id));
    let columns: &[Column<&Record>] = &[
        ("ID", 1, &|d| d.id.to_string()),
        ("Decision", 4, &|d| d.title().to_string()),
        ("Type", 2, &|d| desk.cell(d, decision::TYPE)),
        ("By", 2, &|d| desk.person(d, decision::BY)),
        ("On", 2, &|d| desk.cell(d, decision::DECIDED)),
        ("Until", 2, &|d| desk.cell(d, decision::UNTIL)),
    ];
    table("Decisions about it, the newest first", all, columns, "No decision about it is on file.")
}

fn assessments(desk: Desk, id: Id) -> Block {
    let columns: &[Column<&Record>] = &[
        ("ID", 1, &|a| a.id.to_string()),
        ("Title", 4, &|a| a.title().to_string()),
        ("State", 2, &|a| desk.cell(a, assessment::STATE)),
        ("Approved by", 2, &|a| desk.person(a, assessment::APPROVED_BY)),
        ("On", 2, &|a| day(a.date(assessment::APPROVED_ON))),
    ];
    let all = desk.linked(id, Kind::Assessment, assessment::SYSTEM);
    table("What it does to people and society", all, columns, "No impact assessment is on file.")
}

fn risks(desk: Desk, id: Id) -> Block {
    let columns: &[Column<&Record>] = &[
        ("ID", 1, &|r| r.id.to_string()),
        ("Risk", 5, &|r| r.title().to_string()),
        ("Now", 2, &|r| or(&risk_register::rating(desk, r, Picture::Current), "not rated")),
        ("After plan", 2, &|r| risk_register::rating(desk, r, Picture::Residual)),
        ("Treatment", 2, &|r| or(&desk.cell(r, risk::TREATMENT), "not decided")),
        ("Owner", 2, &|r| or(&desk.person(r, risk::OWNER), "no owner")),
        ("Status", 2, &|r| desk.cell(r, risk::STATUS)),
    ];
    let caption = "Ratings: level (likelihood x consequence)";
    table(caption, desk.linked(id, Kind::Risk, risk::SYSTEMS), columns, "No risk names this system.")
}

fn controls(desk: Desk, id: Id) -> Block {
    let columns: &[Column<&Record>] = &[
        ("ID", 1, &|c| c.id.to_string()),
        ("Control", 4, &|c| c.title().to_string()),
        ("State", 2, &|c| desk.cell(c, control_at::STATE)),
    ];
    let all = desk.linked(id, Kind::ControlAt, control_at::SYSTEM);
    table("How controls are met here", all, columns, "No local control is on file.")
}

fn documents(desk: Desk, id: Id) -> Block {
    let columns: &[Column<&Record>] = &[
        ("ID", 1, &|d| d.id.to_string()),
        ("Title", 4, &|d| d.title().to_string()),
        ("Says of it", 3, &|d| desk.cell(d, document::SERVES)),
        ("Version", 1, &|d| d.text(document::VERSION).to_string()),
        ("State", 2, &|d| desk.cell(d, document::STATE)),
    ];
    let standing = desk.linked(id, Kind::Document, document::SYSTEMS).into_iter().filter(|d| !progress::is_over(d));
    table("Documents about it", standing, columns, "No document is about this system.")
}

fn changes(desk: Desk, id: Id) -> Block {
    let columns: &[Column<&Record>] = &[
        ("ID", 1, &|c| c.id.to_string()),
        ("Change", 4, &|c| c.title().to_string()),
        ("Significant", 2, &|c| desk.cell(c, alteration::SIGNIFICANT)),
        ("State", 2, &|c| desk.cell(c, alteration::STATE)),
        ("Made on", 2, &|c| day(c.date(alteration::MADE))),
    ];
    table("Changes", desk.linked(id, Kind::Alteration, alteration::TOUCHES), columns, "No change is on file.")
}

fn troubles(desk: Desk, id: Id) -> Block {
    let incidents = desk.linked(id, Kind::Incident, incident::SYSTEMS);
    let findings = desk.linked(id, Kind::Finding, finding::SYSTEMS);
    let said = |r: &&Record| {
        let state = r.id.kind.spec().state.map_or(String::new(), |field| desk.cell(r, field));
        format!("{} ({})", desk.item(r.id), or(&state, "open"))
    };
    let all: Vec<String> = incidents.iter().chain(&findings).map(said).collect();
    if all.is_empty() { note("No incident and no finding names this system.") } else { Block::List(all) }
}
