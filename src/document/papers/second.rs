//! What a second opinion judged differently; and what a readiness that was judged twice came to.

use super::desk::{Desk, heading, note};
use crate::{
    document::{Block, Column, Table},
    domain::{
        Record,
        between::ItemDifference,
        kinds::{
            answer::Verdict,
            round::{self, Type},
        },
        second::{self, Compared},
    },
};

/// The differences of each second opinion that is done; nothing where there is none.
pub fn blocks(desk: Desk, round: &Record) -> Vec<Block> {
    let mut blocks: Vec<Block> = second::compared(desk.view, round.id).iter().flat_map(|c| one(desk, c)).collect();
    if !blocks.is_empty() {
        blocks.insert(0, heading("Second opinion"));
    }
    blocks
}

fn one(desk: Desk, of: &Compared) -> Vec<Block> {
    let told = |id| desk.view.records.live(id).map_or(String::new(), |r| desk.person(r, round::LEAD));
    let (first, second) = (of.pair.first, of.pair.second);
    let mut blocks = vec![Block::Para(format!(
        "{second} by {} judged what {first} by {} asks, apart: neither saw the other's results before both were closed. {} \
         judged the same, {} differently.",
        told(second),
        told(first),
        of.same,
        of.differences.len(),
    ))];
    let word = |id, verdict: Verdict| {
        let typ = desk.view.records.live(id).and_then(|r| Type::of(r, round::TYPE));
        if typ.is_some_and(Type::is_audit) { verdict.label() } else { verdict.gap_label() }
    };
    let columns: &[Column<&ItemDifference>] = &[
        ("Item", 5, &|d| desk.item(d.item)),
        ("First", 3, &|d| word(first, d.earlier).into()),
        ("Second", 3, &|d| word(second, d.later).into()),
        ("How", 3, &|d| second::label(d.way).into()),
    ];
    if of.differences.is_empty() {
        blocks.push(note("The two opinions do not differ."));
        return blocks;
    }
    blocks.push(Block::Table(Table::of("Where the two differ", of.differences.iter(), columns)));
    blocks
}
