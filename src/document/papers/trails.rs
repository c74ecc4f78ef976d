//! The AI systems that a round followed: station by station where it was asked, the verdict, what was on file; and what
//! nobody reached.

use super::desk::{Desk, heading, note, or};
use crate::{
    document::{Block, Column, Table},
    domain::{
        Id, Record,
        trail::{self, Reached},
    },
};

/// Records on file that a row names.
const NAMED: usize = 6;

/// One table a system; nothing where no system was followed.
pub fn blocks(desk: Desk, round: &Record) -> Vec<Block> {
    let systems = trail::systems(desk.view, round.id);
    let followed = |id: &Id| trail::of_system(desk.view, round.id, *id).iter().any(|r| !r.asked.is_empty());
    let (followed, left): (Vec<Id>, Vec<Id>) = systems.into_iter().partition(followed);
    if followed.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![heading("AI systems followed")];
    followed.into_iter().for_each(|id| blocks.extend(one(desk, round, id)));
    if !left.is_empty() {
        let named = desk.named(&left).replace('\n', ", ");
        blocks.push(note(format!("In scope, but not followed station by station: {named}.")));
    }
    blocks
}

fn one(desk: Desk, round: &Record, system: Id) -> Vec<Block> {
    let reached = trail::of_system(desk.view, round.id, system);
    let told = format!("{} {}: {}.", system, desk.view.records.name(system), trail::summary(&reached));
    let asked = |r: &Reached| r.asked.iter().map(|a| desk.question(a)).collect::<Vec<_>>().join(", ");
    let facts = |r: &Reached| {
        let mut all = trail::facts(desk.view, system, r.station);
        let more = all.len().saturating_sub(NAMED);
        all.truncate(NAMED);
        all.extend((more > 0).then(|| format!("and {more} more")));
        all.join("\n")
    };
    let columns: &[Column<Reached>] = &[
        ("Station", 3, &|r| r.station.label.to_string()),
        ("Counts for", 2, &|r| r.station.item.to_string()),
        ("Asked in", 2, &|r| or(&asked(r), "nobody reached it")),
        ("Verdict", 3, &|r| r.verdict().label().to_string()),
        ("On file", 6, &facts),
    ];
    vec![Block::Para(told), Block::Table(Table::of("", reached, columns))]
}
