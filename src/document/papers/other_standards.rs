//! Other standards: what our work covers of each, what is left, with our answers and what proves them, so that they can
//! be used for another management system.

use super::{
    PaperDraft,
    desk::{Desk, facts, heading, list, note, or, sub, table},
};
use crate::{
    document::{Block, Column, PaperKind},
    domain::{
        Kind, Record,
        kinds::{
            item,
            mapping::{self, Cover, Standard},
        },
        standards,
    },
    framework,
};

/// Proposals that are named one by one.
const NAMED: usize = 40;

pub fn build(desk: Desk) -> PaperDraft {
    let mut blocks = vec![note(
        "A pair says that the work on one side is usable evidence for the other, not that one replaces the other.",
    )];
    for standard in Standard::ALL {
        let all = standards::of_standard(desk.view, *standard);
        if !all.is_empty() {
            blocks.extend(of(desk, *standard, &all));
        }
    }
    if blocks.len() == 1 {
        blocks.push(note("No item of another standard is on file yet; p in their list proposes them."));
    }
    (PaperKind::Standards.title().into(), vec![format!("state of {}", desk.view.today)], blocks)
}

fn of(desk: Desk, standard: Standard, all: &[&Record]) -> Vec<Block> {
    let count = |cover: Cover| all.iter().filter(|m| standards::cover(desk.view, m) == cover).count().to_string();
    let missing = untouched(standard, all);
    let mut blocks = vec![
        heading(standard.label()),
        facts([
            ("Covered", count(Cover::Covered)),
            ("Partly", count(Cover::Partly)),
            ("Left", count(Cover::Left)),
            ("Not looked at", missing.len().to_string()),
        ]),
        items(desk, all),
    ];
    let weak = all.iter().filter(|m| standards::is_overstated(desk.view, m));
    let weak: Vec<String> = weak
        .map(|m| format!("{} is called covered, ours say {}", m.title(), standards::ours_text(desk.view, m)))
        .collect();
    if !weak.is_empty() {
        blocks.extend([sub("Called covered, and ours say less"), list(weak, "")]);
    }
    if !missing.is_empty() {
        let more = missing.len().saturating_sub(NAMED);
        let mut named: Vec<String> = missing.into_iter().take(NAMED).collect();
        if more > 0 {
            named.push(format!("and {more} more"));
        }
        blocks.extend([sub("Left: nobody looked at these yet"), list(named, "")]);
    }
    blocks
}

/// The pairs of the program with this standard that are not on file.
fn untouched(standard: Standard, all: &[&Record]) -> Vec<String> {
    let ready = framework::ready(Kind::Mapping).into_iter();
    let of = ready.filter(|r| r.title.starts_with(standard.label()));
    let new = of.filter(|r| all.iter().all(|m| m.title() != r.title));
    new.map(|r| format!("{} {}", r.title, r.detail)).collect()
}

/// What ours say: verdict or state of each of our items, and how it is met.
fn answers(desk: Desk, mapping: &Record) -> String {
    let ours = mapping.refs(mapping::OURS).iter().filter_map(|id| desk.view.records.live(*id));
    let told = ours.map(|i| {
        let verdict = desk.cell(i, item::VERDICT);
        let state = desk.cell(i, item::STATE);
        let stands = item::latest(desk.view, i).filter(|l| l.verdict.is_judged()).map(|l| l.verdict.label());
        let stands = stands.map_or_else(|| or(&state, &or(&verdict, "not looked at")), str::to_string);
        format!("{} {stands}", i.id)
    });
    or(&told.collect::<Vec<_>>().join("\n"), "names none of ours")
}

fn how(desk: Desk, mapping: &Record) -> String {
    let ours = mapping.refs(mapping::OURS).iter().filter_map(|id| desk.view.records.live(*id));
    let said = ours.map(|i| i.text(item::HOW)).filter(|text| !text.trim().is_empty());
    let inherited = mapping.text(mapping::INHERITED);
    let from = (!inherited.is_empty()).then(|| format!("Inherited: {inherited}"));
    from.into_iter().chain(said.map(str::to_string)).collect::<Vec<_>>().join("\n")
}

fn items(desk: Desk, all: &[&Record]) -> Block {
    let columns: &[Column<&Record>] = &[
        ("Item", 2, &|m| m.title().to_string()),
        ("Title", 3, &|m| m.text(mapping::NAME).to_string()),
        ("Cover", 1, &|m| standards::cover(desk.view, m).label().to_string()),
        ("Sure", 1, &|m| desk.cell(m, mapping::SURE)),
        ("Ours", 3, &|m| answers(desk, m)),
        ("How it is met", 5, &|m| how(desk, m)),
        ("Proof", 2, &|m| desk.view.records.called_all(&standards::proof(desk.view, m), " ")),
        ("What AI adds", 3, &|m| m.text(mapping::ADDITION).to_string()),
    ];
    table("Item by item", all.iter().copied(), columns, "No item is on file.")
}
