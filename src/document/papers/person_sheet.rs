//! One person's sheet: mandates, what they own, what they promised, what falls due. To be handed over, or talked through.

use super::{
    PaperDraft,
    desk::{Desk, day, facts, heading, list, note, or, table},
    parts, titled,
};
use crate::{
    document::{Block, Column, PaperKind},
    domain::{
        Id, Kind, Record,
        kinds::{attendance, interview, mandate, person, request},
        progress,
    },
};

pub fn build(desk: Desk, who: &Record) -> PaperDraft {
    let blocks = vec![
        facts([
            ("Job title", who.text(person::TITLE).to_string()),
            ("Unit", who.text(person::UNIT).to_string()),
            ("E-mail", who.text(person::EMAIL).to_string()),
            ("Asked in interviews as", desk.cell(who, person::ROLE)),
            ("Skills", desk.cell(who, person::SKILLS)),
        ]),
        heading("Mandates"),
        mandates(desk, who.id),
        heading("To be done"),
        owned(desk, who.id, progress::is_open),
        heading("Answers for"),
        owned(desk, who.id, |r| r.id.kind.spec().due.is_none() && !progress::is_over(r)),
        heading("Promised and not seen yet"),
        promised(desk, who.id),
        heading("Interviews"),
        interviews(desk, who.id),
        heading("Training"),
        training(desk, who.id),
    ];
    (titled(PaperKind::PersonSheet, who), vec![format!("state of {}", desk.view.today)], blocks)
}

fn mandates(desk: Desk, who: Id) -> Block {
    let standing = desk.linked(who, Kind::Mandate, mandate::PERSON).into_iter().filter(|m| !progress::is_over(m));
    let columns: &[Column<&Record>] = &[
        ("Role", 3, &|m| m.title().to_string()),
        ("Body", 2, &|m| desk.cell(m, mandate::BODY)),
        ("Responsibilities", 5, &|m| m.text(mandate::DUTIES).to_string()),
        ("May decide", 4, &|m| m.text(mandate::DECIDES).to_string()),
        ("Since", 2, &|m| desk.cell(m, mandate::SINCE)),
    ];
    table("Roles held", standing, columns, "No mandate is on file.")
}

/// Records that the person owns, register by register, the earliest day first.
fn owned(desk: Desk, who: Id, wanted: fn(&Record) -> bool) -> Block {
    let own = |kind: &Kind| -> Vec<&Record> {
        let Some(owner) = kind.spec().owner.filter(|_| *kind != Kind::Round && *kind != Kind::Attendance) else {
            return Vec::new();
        };
        let mut all = desk.linked(who, *kind, owner);
        all.retain(|r| wanted(r));
        all
    };
    let mut all: Vec<&Record> = Kind::ALL.iter().flat_map(own).collect();
    all.sort_by_key(|r| (progress::waits_for(r).is_none(), progress::waits_for(r), r.id));
    let due = |r: &Record| match progress::late_days(desk.view, r) {
        Some(days) => format!("{}\nlate {days} d", day(progress::waits_for(r))),
        None => day(progress::waits_for(r)),
    };
    let state = |r: &Record| r.id.kind.spec().state.map_or(String::new(), |field| desk.cell(r, field));
    let columns: &[Column<&Record>] = &[
        ("ID", 1, &|r| r.id.to_string()),
        ("What", 2, &|r| r.id.kind.spec().name.to_string()),
        ("Title", 6, &|r| r.title().to_string()),
        ("State", 2, &|r| state(r)),
        ("Due", 2, &|r| due(r)),
    ];
    table("By day", all, columns, "Nothing.")
}

fn promised(desk: Desk, who: Id) -> Block {
    let open = desk.linked(who, Kind::Request, request::FROM).into_iter().filter(|r| progress::is_open(r));
    list(open.map(|r| parts::request_line(desk, r)).collect(), "Nothing that was promised is open.")
}

fn interviews(desk: Desk, who: Id) -> Block {
    let columns: &[Column<&Record>] = &[
        ("ID", 1, &|i| i.id.to_string()),
        ("Title", 4, &|i| i.title().to_string()),
        ("When", 3, &|i| or(&parts::when(i), "no time set")),
        ("State", 2, &|i| desk.cell(i, interview::STATE)),
        ("Place", 3, &|i| i.text(interview::PLACE).to_string()),
    ];
    table(
        "Held and to come",
        desk.linked(who, Kind::Interview, interview::WITH),
        columns,
        "No interview names this person.",
    )
}

fn training(desk: Desk, who: Id) -> Block {
    let done = desk.linked(who, Kind::Attendance, attendance::PERSON);
    if done.is_empty() {
        return note("No training is on file.");
    }
    let columns: &[Column<&Record>] = &[
        ("Training", 4, &|t| desk.cell(t, attendance::TRAINING)),
        ("On", 2, &|t| day(t.date(attendance::WHEN))),
        ("Result", 2, &|t| desk.cell(t, attendance::RESULT)),
        ("Valid until", 2, &|t| day(t.date(attendance::UNTIL))),
    ];
    table("Done", done, columns, "Nothing.")
}
