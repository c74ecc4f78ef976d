//! The inventory of AI systems: an overview, then each system in full, then suppliers.

use super::{
    PaperDraft,
    desk::{Desk, counted, day, facts, heading, list, note, or, para, table},
};
use crate::{
    document::{Block, Column, PaperKind},
    domain::{
        Kind, Record,
        kinds::{
            organisation, risk, supplier,
            system::{self, Scope},
        },
        value::join_ids,
    },
};

pub fn build(desk: Desk) -> PaperDraft {
    let systems = desk.all(Kind::System);
    let organisation = desk.view.records.single(Kind::Organisation);
    let scoped = |s: Scope| systems.iter().filter(|r| Scope::of(r, system::SCOPE) == Some(s)).count();
    let (inside, outside) = (scoped(Scope::In), scoped(Scope::Out));
    let mut blocks = vec![
        heading("Scope of the AI management system"),
        para(organisation.map_or("", |o| o.text(organisation::SCOPE)), "No scope has been written yet."),
        facts([
            ("AI roles", organisation.map_or(String::new(), |o| roles(desk, o))),
            ("In scope", counted(inside, "AI system", "AI systems")),
            ("Out of scope", counted(outside, "AI system", "AI systems")),
            ("Undecided", counted(systems.len() - inside - outside, "AI system", "AI systems")),
        ]),
        heading("Overview"),
        overview(desk, &systems),
        heading("To settle"),
        list(systems.iter().filter_map(|s| to_settle(desk, s)).collect(), "Nothing is open."),
        heading("AI systems in full"),
    ];
    if systems.is_empty() {
        blocks.push(note("No AI system is on file."));
    }
    systems.iter().for_each(|s| blocks.extend(in_full(desk, s)));
    blocks.extend([heading("Suppliers"), suppliers(desk)]);
    let count = counted(systems.len(), "AI system", "AI systems");
    (PaperKind::Inventory.title().into(), vec![format!("state of {}", desk.view.today), count], blocks)
}

fn overview(desk: Desk, systems: &[&Record]) -> Block {
    let columns: &[Column<&Record>] = &[
        ("ID", 1, &|s| s.id.to_string()),
        ("Name", 4, &|s| s.title().to_string()),
        ("State", 2, &|s| desk.cell(s, system::STATE)),
        ("Risk class", 2, &|s| or(&desk.cell(s, system::TIER), "not classed")),
        ("EU AI Act", 2, &|s| desk.cell(s, system::ACT_CLASS)),
        ("Role under the Act", 2, &|s| desk.cell(s, system::ACT_ROLE)),
        ("Scope", 2, &|s| or(&desk.cell(s, system::SCOPE), "undecided")),
        ("Owner", 3, &|s| or(&desk.person(s, system::OWNER), "no owner")),
    ];
    table("By id", systems.iter().copied(), columns, "No AI system is on file.")
}

/// The ticked roles, else what was written before they could be ticked.
fn roles(desk: Desk, organisation: &Record) -> String {
    match desk.cell(organisation, organisation::ROLES) {
        none if none.is_empty() => organisation.text(organisation::ROLES_BEFORE).into(),
        ticked => ticked,
    }
}

fn to_settle(desk: Desk, s: &Record) -> Option<String> {
    let open = system::open_points(s);
    (!open.is_empty()).then(|| format!("{}: {}", desk.item(s.id), open.join("; ")))
}

/// A system with its heading and all that is filled.
fn in_full(desk: Desk, s: &Record) -> Vec<Block> {
    let heading = Block::Heading(2, desk.item(s.id));
    std::iter::once(heading).chain(fields_of(desk, s)).collect()
}

/// Every field of a system that is filled, under its own label.
pub(super) fn fields_of(desk: Desk, s: &Record) -> Vec<Block> {
    let described = desk.view.records.fields(Kind::System).filter(|(i, f)| f.editable() && *i != system::NAME);
    let mut filled: Vec<(String, String)> = described
        .map(|(i, f)| match i {
            system::SUPPLIERS => (f.label.to_string(), desk.named(s.refs(i))),
            _ => (f.label.to_string(), desk.cell(s, i)),
        })
        .filter(|(_, text)| !text.trim().is_empty())
        .collect();
    let risks: Vec<_> = desk.linked(s.id, Kind::Risk, risk::SYSTEMS).iter().map(|r| r.id).collect();
    if !risks.is_empty() {
        filled.push(("Risks".into(), join_ids(&risks, " ")));
    }
    if filled.is_empty() {
        return vec![note("Nothing but the name is on file yet.")];
    }
    vec![Block::Facts(filled)]
}

fn suppliers(desk: Desk) -> Block {
    let assessed = |s: &Record| format!("{} {}", day(s.date(supplier::ASSESSED)), desk.cell(s, supplier::RESULT));
    let systems = |s: &Record| -> Vec<_> {
        desk.linked(s.id, Kind::System, system::SUPPLIERS).iter().map(|system| system.id).collect()
    };
    let columns: &[Column<&Record>] = &[
        ("ID", 1, &|s| s.id.to_string()),
        ("Name", 3, &|s| s.title().to_string()),
        ("Provides", 4, &|s| s.text(supplier::PROVIDES).to_string()),
        ("Duties agreed", 4, &|s| s.text(supplier::DUTIES).to_string()),
        ("Contract", 2, &|s| s.text(supplier::CONTRACT).to_string()),
        ("Owner", 2, &|s| desk.person(s, supplier::OWNER)),
        ("Assessed", 3, &|s| or(assessed(s).trim(), "not assessed")),
        ("Next review", 2, &|s| day(s.date(supplier::REVIEW))),
        ("AI systems", 2, &|s| desk.view.records.called_all(&systems(s), " ")),
    ];
    table("Who provides what", desk.all(Kind::Supplier), columns, "No supplier is on file.")
}
