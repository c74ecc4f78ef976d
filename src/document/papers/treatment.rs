//! The treatment plan: what is done about every open risk, by whom and by when, and who accepted what is left (6.1.3).

use super::{
    PaperDraft,
    desk::{Desk, counted, heading, list, or, table},
    risk_register::rating,
};
use crate::{
    document::{Block, Column, PaperKind},
    domain::{
        Kind, Record,
        kinds::{
            action,
            risk::{self, Picture},
        },
        progress,
        value::join_ids,
        workflow::{decision::acceptance, risk::unplanned},
    },
};

pub fn build(desk: Desk) -> PaperDraft {
    let open: Vec<&Record> = desk.all(Kind::Risk).into_iter().filter(|r| risk::is_open(r)).collect();
    let bare: Vec<String> = open
        .iter()
        .filter_map(|r| {
            let lacks = unplanned(desk.view, r);
            (!lacks.is_empty()).then(|| format!("{}: without {}", desk.item(r.id), lacks.join(", ")))
        })
        .collect();
    let blocks = vec![
        heading("Risks above the appetite that are left without a plan"),
        list(bare, "None: each has an option, a control, an owner and a day."),
        heading("Plan"),
        plan(desk, &open),
        heading("Actions"),
        actions(desk, &open),
    ];
    let count = counted(open.len(), "open risk", "open risks");
    (PaperKind::Treatment.title().into(), vec![format!("state of {}", desk.view.today), count], blocks)
}

fn plan(desk: Desk, open: &[&Record]) -> Block {
    let accepted = |r: &Record| {
        let accepted = acceptance(&desk.view, r);
        let until = accepted.until.map_or(String::new(), |day| format!(" until {day}"));
        accepted.by.map_or(String::new(), |by| format!("{}{until}", desk.view.records.name(by)))
    };
    let columns: &[Column<&Record>] = &[
        ("ID", 1, &|r| r.id.to_string()),
        ("Risk", 4, &|r| r.title().to_string()),
        ("Now", 1, &|r| rating(desk, r, Picture::Current)),
        ("After", 1, &|r| rating(desk, r, Picture::Residual)),
        ("Option", 2, &|r| or(&desk.cell(r, risk::TREATMENT), "none")),
        ("Controls", 3, &|r| join_ids(r.refs(risk::CONTROLS), " ")),
        ("Owner", 2, &|r| or(&desk.person(r, risk::OWNER), "nobody")),
        ("By", 2, &|r| or(&desk.cell(r, risk::DUE), "no day")),
        ("Accepted", 3, &|r| accepted(r)),
    ];
    table("Open risks", open.iter().copied(), columns, "No risk is open.")
}

fn actions(desk: Desk, open: &[&Record]) -> Block {
    let mut all: Vec<&Record> = open.iter().flat_map(|r| desk.linked(r.id, Kind::Action, action::ABOUT)).collect();
    all.sort_by_key(|a| a.id);
    all.dedup_by_key(|a| a.id);
    let columns: &[Column<&Record>] = &[
        ("ID", 1, &|a| a.id.to_string()),
        ("Action", 4, &|a| a.title().to_string()),
        ("For", 2, &|a| join_ids(a.refs(action::ABOUT), " ")),
        ("Owner", 2, &|a| or(&desk.person(a, action::OWNER), "nobody")),
        ("Due", 2, &|a| desk.cell(a, action::DUE)),
        ("State", 2, &|a| progress::word(a).map_or("open".into(), |word| word.label.to_string())),
    ];
    table("Actions of these risks", all, columns, "No action is planned.")
}
