//! A checklist to fill in by hand: the items of a round under their headings, with the questions planned for them.

use super::{
    Draft,
    desk::{Desk, facts, note, or},
    titled,
};
use crate::{
    document::{Block, PaperKind, Table},
    domain::{
        Record, coverage,
        kinds::{answer, round},
    },
};

pub fn build(desk: Desk, round: &Record) -> Draft {
    let answers = desk.answers(round);
    let heads =
        [("Ref", 1), ("Requirement", 3), ("Questions", 5), ("Seen and said", 6), ("Verdict", 2), ("Evidence", 3)];
    let mut parts: Vec<Table> = coverage::HEADINGS.iter().map(|h| Table::new(h.label(), &heads)).collect();
    for item in coverage::items(desk.view, coverage::Span::Round(round.id)) {
        let about = answers.iter().filter(|a| a.one(answer::ITEM) == Some(item.id));
        let questions: Vec<String> = about.map(|a| format!("{}: {}", desk.question(a), a.title())).collect();
        parts[coverage::heading_index(item.id)].row([
            item.id.to_string(),
            item.title().to_string(),
            questions.join("\n"),
        ]);
    }
    let mut blocks = vec![
        facts([
            ("Lead auditor", or(&desk.person(round, round::LEAD), "not named yet")),
            ("Clauses and controls", desk.items_of(round)),
            ("Questions", or(round.text(round::PACK), "question pack not recorded")),
        ]),
        note(
            "c conforms, o improve, m minor, M major, a not applicable, P parked. Marks before a line: ! maybe a finding, ? ask later, > shown, \" said.",
        ),
    ];
    let filled: Vec<Block> = parts.into_iter().filter(|t| !t.rows.is_empty()).map(Block::Table).collect();
    blocks.extend(if filled.is_empty() { vec![note("This file holds no clauses or controls.")] } else { filled });
    (titled(PaperKind::BlankChecklist, round), vec![desk.days(round)], blocks)
}
