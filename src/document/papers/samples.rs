//! The samples of a round or an interview: each with its population, how it was drawn, and every item with what it showed.

use super::desk::{Desk, day, facts, note, or};
use crate::{
    document::{Block, Column, Table},
    domain::{
        Record,
        kinds::{
            drawn,
            sample::{self, Method},
        },
    },
};

/// Every sample that was drawn for these answers; nothing where none was.
pub fn blocks(desk: Desk, answers: &[&Record]) -> Vec<Block> {
    let all: Vec<&Record> = answers.iter().flat_map(|a| sample::of_answer(desk.view, a.id)).collect();
    if all.is_empty() {
        return vec![note("No sample was drawn in the file.")];
    }
    let mut blocks = vec![overview(desk, &all)];
    all.iter().for_each(|s| blocks.extend(one(desk, s)));
    blocks
}

fn overview(desk: Desk, all: &[&Record]) -> Block {
    let counts = |s: &Record| sample::counts(desk.view, s);
    let number = |s: &Record, field| s.number(field).map_or(String::new(), |n| n.to_string());
    let question = |s: &Record| s.one(sample::ANSWER).map_or(String::new(), |id| desk.view.records.called(id));
    let columns: &[Column<&Record>] = &[
        ("Sample", 1, &|s| s.id.to_string()),
        ("Of", 4, &|s| s.title().to_string()),
        ("For", 2, &|s| question(s)),
        ("Population", 1, &|s| number(s, sample::POPULATION)),
        ("Drawn", 1, &|s| counts(s).drawn.to_string()),
        ("Looked at", 1, &|s| counts(s).tested.to_string()),
        ("Exceptions", 1, &|s| counts(s).exceptions().to_string()),
    ];
    Block::Table(Table::of("Samples", all.iter().copied(), columns))
}

fn one(desk: Desk, sample: &Record) -> Vec<Block> {
    let by_seed =
        !matches!(Method::of(sample, sample::METHOD), Some(Method::RiskBased | Method::Judgement | Method::All) | None);
    let mut said = vec![
        ("Method", desk.cell(sample, sample::METHOD)),
        ("Size", or(sample.text(sample::WHY), "no reason noted")),
        ("Drawn", [day(sample.date(sample::DRAWN)), desk.person(sample, sample::BY)].join(" ").trim().to_string()),
    ];
    if by_seed {
        said.push(("Seed", sample.text(sample::SEED).into()));
    }
    if !sample.text(sample::DIGEST).is_empty() {
        said.push(("SHA-256 of the list", sample.text(sample::DIGEST).into()));
    }
    let items = sample::items(desk.view, sample.id);
    let replaced = |item: &Record| {
        let by = items.iter().find(|other| other.one(drawn::REPLACES) == Some(item.id));
        by.map(|other| format!("replaced by {}: {}", other.title(), other.text(drawn::BECAUSE)))
    };
    let result = |item: &Record| replaced(item).unwrap_or_else(|| or(&desk.cell(item, drawn::RESULT), "not looked at"));
    let columns: &[Column<&Record>] = &[
        ("Place", 1, &|i| i.number(drawn::PLACE).map_or(String::new(), |n| n.to_string())),
        ("Item", 4, &|i| i.title().to_string()),
        ("Result", 4, &|i| result(i)),
        ("Note", 4, &|i| i.text(drawn::NOTE).to_string()),
    ];
    let title = format!("{} {}", sample.id, sample.title());
    vec![Block::Heading(3, title), facts(said), Block::Table(Table::of("", items.iter().copied(), columns))]
}
