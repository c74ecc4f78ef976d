//! Evidence and requests: what is on file with its place and digest, what proof has run out, what is still awaited.

use super::{
    PaperDraft,
    desk::{Desk, counted, day, heading, list, or, table},
    parts,
};
use crate::{
    document::{Block, Column, PaperKind},
    domain::{
        Kind, Record,
        kinds::{evidence, item, request},
        progress,
    },
};

pub fn build(desk: Desk) -> PaperDraft {
    let all = desk.all(Kind::Evidence);
    let expired: Vec<&Record> = all.iter().copied().filter(|e| item::is_expired(desk.view, e.id)).collect();
    let requests = desk.all(Kind::Request);
    let (asked, open): (Vec<&Record>, Vec<&Record>) = requests.iter().copied().partition(|r| !progress::is_open(r));
    let theirs = |r: &&Record| request::Direction::of(r, request::DIRECTION) == Some(request::Direction::TheyAsk);
    let (of_body, ours): (Vec<&Record>, Vec<&Record>) = open.into_iter().partition(|r| theirs(r));
    let blocks = vec![
        heading("Evidence on file"),
        register(desk, &all),
        heading("Run out"),
        list(expired.iter().map(|e| desk.item(e.id)).collect(), "No evidence has run out."),
        heading("Awaited by us"),
        awaited(desk, &ours, "What was promised to us", "Nothing is awaited."),
        heading("Asked of us"),
        awaited(desk, &of_body, "What others ask of us", "Nobody waits for anything from us."),
        heading("Settled requests"),
        list(asked.iter().map(|r| parts::request_line(desk, r)).collect(), "No request was settled yet."),
    ];
    let facts =
        vec![format!("state of {}", desk.view.today), counted(all.len(), "piece of evidence", "pieces of evidence")];
    (PaperKind::Evidence.title().into(), facts, blocks)
}

fn register(desk: Desk, all: &[&Record]) -> Block {
    let until = |e: &Record| {
        let gone = if item::is_expired(desk.view, e.id) { "\nexpired" } else { "" };
        format!("{}{gone}", desk.cell(e, evidence::TO))
    };
    let kept = |e: &Record| match e.text(evidence::HASH) {
        "" => e.text(evidence::WHERE).to_string(),
        hash => format!("{}\nSHA-256 {hash}", e.text(evidence::WHERE)).trim().to_string(),
    };
    let columns: &[Column<&Record>] = &[
        ("ID", 1, &|e| e.id.to_string()),
        ("Title", 4, &|e| e.title().to_string()),
        ("Version", 1, &|e| e.text(evidence::VERSION).to_string()),
        ("Form", 2, &|e| desk.cell(e, evidence::FORM)),
        ("Last seen", 2, &|e| or(&day(evidence::last_seen(desk.view, e)), "not seen")),
        ("Valid until", 2, &|e| until(e)),
        ("Where kept", 4, &|e| kept(e)),
    ];
    table("Every piece of evidence", all.iter().copied(), columns, "No evidence is on file.")
}

fn awaited(desk: Desk, requests: &[&Record], caption: &str, instead: &str) -> Block {
    let due = |r: &Record| match progress::late_days(desk.view, r) {
        Some(days) => format!("{}\nlate {days} d", day(r.date(request::DUE))),
        None => day(r.date(request::DUE)),
    };
    let columns: &[Column<&Record>] = &[
        ("ID", 1, &|r| r.id.to_string()),
        ("What", 5, &|r| r.title().to_string()),
        ("From", 2, &|r| or(&desk.person(r, request::FROM), "nobody named")),
        ("For", 2, &|r| desk.view.records.called_all(r.refs(request::ITEM), " ")),
        ("Due", 2, &|r| or(&due(r), "no date")),
        ("State", 2, &|r| desk.cell(r, request::STATE)),
    ];
    table(caption, requests.iter().copied(), columns, instead)
}
