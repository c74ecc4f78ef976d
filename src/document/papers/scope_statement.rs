//! The scope statement: what the management system covers, what it leaves out and why, what it had to take account of.

use super::{
    PaperDraft,
    desk::{Desk, facts, heading, list, or, para, table},
};
use crate::{
    document::{Block, Column, PaperKind},
    domain::{
        Kind, Record,
        kinds::{
            issue, obligation, organisation, party, scope_item,
            system::{self, Scope},
        },
        progress,
    },
};

pub fn build(desk: Desk) -> PaperDraft {
    let organisation = desk.view.records.single(Kind::Organisation);
    let text = |field: usize| organisation.map_or("", |o| o.text(field));
    let cell = |field: usize| organisation.map_or(String::new(), |o| desk.cell(o, field));
    let blocks = vec![
        heading("Scope"),
        para(text(organisation::SCOPE), "No scope has been written yet."),
        facts([
            ("Organisation", text(organisation::NAME).to_string()),
            ("Sectors", or(&cell(organisation::SECTORS), text(organisation::SECTOR))),
            ("AI roles", or(&cell(organisation::ROLES), text(organisation::ROLES_BEFORE))),
            ("Executive owner", cell(organisation::EXECUTIVE)),
            ("Climate change matters", climate(desk, organisation)),
        ]),
        heading("AI systems within the scope"),
        systems(desk, Scope::In),
        heading("Processes, units and sites within the scope"),
        items(desk, Scope::In),
        heading("Left out, with the reason"),
        left_out(desk),
        heading("Not decided yet"),
        undecided(desk),
        heading("What inside and outside was taken account of"),
        issues(desk),
        heading("Interested parties and their requirements"),
        parties(desk),
        heading("Duties taken account of"),
        duties(desk),
        Block::Sign(vec!["Top management".into(), "AIMS lead".into()]),
    ];
    (PaperKind::Scope.title().into(), vec![format!("state of {}", desk.view.today)], blocks)
}

fn climate(desk: Desk, organisation: Option<&Record>) -> String {
    let Some(o) = organisation else { return String::new() };
    let why = o.text(organisation::CLIMATE_WHY);
    let said = or(&desk.cell(o, organisation::CLIMATE), "not determined");
    if why.is_empty() { said } else { format!("{said}: {why}") }
}

fn of_scope<'a>(desk: Desk<'a>, scope: Option<Scope>) -> Vec<&'a Record> {
    let all = desk.all(Kind::System).into_iter().filter(|s| !progress::is_over(s));
    all.filter(|s| Scope::of(s, system::SCOPE).filter(|s| *s != Scope::Undecided) == scope).collect()
}

fn systems(desk: Desk, scope: Scope) -> Block {
    let columns: &[Column<&Record>] = &[
        ("ID", 1, &|s| s.id.to_string()),
        ("Name", 3, &|s| s.title().to_string()),
        ("Purpose", 5, &|s| s.text(system::PURPOSE).to_string()),
        ("State", 2, &|s| desk.cell(s, system::STATE)),
        ("Our role", 2, &|s| or(&desk.cell(s, system::AI_ROLES), &desk.cell(s, system::ACT_ROLE))),
        ("Owner", 2, &|s| or(&desk.person(s, system::OWNER), "no owner")),
    ];
    table("AI systems", of_scope(desk, Some(scope)), columns, "No AI system is within the scope yet.")
}

fn items(desk: Desk, scope: Scope) -> Block {
    let all = desk.all(Kind::ScopeItem).into_iter();
    let columns: &[Column<&Record>] = &[
        ("ID", 1, &|s| s.id.to_string()),
        ("Name", 4, &|s| s.title().to_string()),
        ("Type", 2, &|s| desk.cell(s, scope_item::TYPE)),
        ("AI systems", 3, &|s| desk.view.records.called_all(s.refs(scope_item::SYSTEMS), " ")),
        ("Owner", 2, &|s| or(&desk.person(s, scope_item::OWNER), "no owner")),
    ];
    let within = all.filter(|s| Scope::of(s, scope_item::SCOPE) == Some(scope));
    table("Scope items", within, columns, "No process, unit or site is named; the scope stands in its text alone.")
}

fn left_out(desk: Desk) -> Block {
    let out = of_scope(desk, Some(Scope::Out)).into_iter();
    let system = out.map(|s| format!("{}: {}", desk.item(s.id), or(s.text(system::SCOPE_REASON), "no reason written")));
    let items = desk.all(Kind::ScopeItem).into_iter();
    let items = items.filter(|s| Scope::of(s, scope_item::SCOPE) == Some(Scope::Out));
    let items = items.map(|s| format!("{}: {}", desk.item(s.id), or(s.text(scope_item::REASON), "no reason written")));
    list(system.chain(items).collect(), "Nothing is left out.")
}

fn undecided(desk: Desk) -> Block {
    list(of_scope(desk, None).iter().map(|s| desk.item(s.id)).collect(), "Every AI system is in or out.")
}

fn issues(desk: Desk) -> Block {
    let standing = desk.all(Kind::Issue).into_iter().filter(|i| !progress::is_over(i));
    let columns: &[Column<&Record>] = &[
        ("Issue", 4, &|i| i.title().to_string()),
        ("Side", 1, &|i| desk.cell(i, issue::SIDE)),
        ("Effect", 4, &|i| i.text(issue::EFFECT).to_string()),
        ("Our answer", 4, &|i| i.text(issue::ANSWER).to_string()),
    ];
    table("Issues", standing, columns, "No issue of the context is on file.")
}

fn parties(desk: Desk) -> Block {
    let standing = desk.all(Kind::Party).into_iter().filter(|p| !progress::is_over(p));
    let columns: &[Column<&Record>] = &[
        ("Party", 3, &|p| p.title().to_string()),
        ("Expects", 5, &|p| p.text(party::EXPECTS).to_string()),
        ("Met by", 4, &|p| desk.named(p.refs(party::MET_BY))),
    ];
    table("Interested parties", standing, columns, "No interested party is on file.")
}

fn duties(desk: Desk) -> Block {
    let ours = desk.all(Kind::Obligation).into_iter().filter(|l| !obligation::is_supplier_duty(l));
    let line = |l: &Record| {
        let reference = l.text(obligation::REFERENCE);
        if reference.is_empty() { l.title().to_string() } else { format!("{reference}: {}", l.title()) }
    };
    list(ours.map(line).collect(), "No duty is on file.")
}
