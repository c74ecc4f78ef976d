//! A checklist to fill in by hand: the items of a round under their headings, with the questions planned for them.

use super::{
    PaperDraft,
    desk::{Desk, by_heading, facts, note, or},
    titled,
};
use crate::{
    document::{Column, PaperKind},
    domain::{
        Record, coverage,
        kinds::{answer, round},
    },
};

pub fn build(desk: Desk, round: &Record) -> PaperDraft {
    let answers = desk.answers(round);
    let questions = |item: &Record| -> Vec<String> {
        let about = answers.iter().filter(|a| a.one(answer::ITEM) == Some(item.id));
        about.map(|a| format!("{}: {}", desk.question(a), a.title())).collect()
    };
    let by_hand = |_: &&Record| String::new();
    let columns: &[Column<&Record>] = &[
        ("Ref", 1, &|item| item.id.to_string()),
        ("Requirement", 3, &|item| item.title().to_string()),
        ("Questions", 5, &|item| questions(item).join("\n")),
        ("Seen and said", 6, &by_hand),
        ("Verdict", 2, &by_hand),
        ("Evidence", 3, &by_hand),
    ];
    let items = coverage::items(desk.view, coverage::Span::Round(round.id));
    let mut blocks = vec![
        facts([
            ("Lead auditor", or(&desk.person(round, round::LEAD), "not named yet")),
            ("Clauses and controls", desk.items_of(round)),
            ("Questions", or(round.text(round::PACK), "question pack not recorded")),
        ]),
        note(
            "c conforms, o opportunity for improvement, m minor, M major, a not applicable, P parked. Marks before a line: ! maybe a finding, ? ask later, > shown, \" said.",
        ),
    ];
    let rows = items.into_iter().map(|item| (item.id, item));
    blocks.extend(by_heading(rows, columns, "This file holds no clauses or controls."));
    (titled(PaperKind::BlankChecklist, round), vec![desk.days(round)], blocks)
}
