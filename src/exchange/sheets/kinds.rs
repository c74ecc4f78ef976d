//! What one row of a table is: a system, a risk, a control, an answer of a round.
//!
//! Neither the name of the file nor refused rows decide, and where two kinds fit the person is asked.

use super::{
    facts::{HeadingFacts, HeadingNames, KnownHeading, norm},
    fit::{self, Cells, HeadingFit},
    map::cells_of,
    shape::FoundTable,
};
use crate::domain::{Kind, kinds::item};
use std::collections::HashMap;

/// How much better the best kind must fit than the next.
const MARGIN: f64 = 1.45;

/// The same for a rarer kind that a heading names.
const RARER: f64 = 1.2;

/// What a row is.
#[derive(Clone, Debug, PartialEq)]
pub enum RowSort {
    Sure(Kind),
    /// Any of these, the most likely first; nothing fits where there is none.
    Ask(Vec<Kind>),
}

/// Headings that every register has.
const PLAIN: [&str; 17] = [
    "id",
    "no",
    "nr",
    "ref",
    "name",
    "title",
    "description",
    "status",
    "state",
    "owner",
    "due",
    "due date",
    "date",
    "comment",
    "comments",
    "notes",
    "remarks",
];

/// Headings that an audit has and a Statement of Applicability does not.
const AUDITED: [&str; 8] = [
    "audit",
    "audit title",
    "audit date",
    "auditor",
    "auditor notes",
    "auditor comments",
    "audit notes",
    "audit result",
];

/// Decides what a row of the table is.
pub fn decide(facts: &HeadingFacts, table: &FoundTable) -> RowSort {
    let headings: Vec<(usize, &str)> =
        table.headings.iter().enumerate().filter(|(_, h)| !h.is_empty()).map(|(i, h)| (i, h.as_str())).collect();
    let kinds = considered(facts, &headings);
    let scores = scores(facts, table, &headings, &kinds);
    let best = scores.first().map_or(0.0, |s| s.1);
    let score = |kind: Kind| scores.iter().find(|s| s.0 == kind).map_or(0.0, |s| s.1);
    let judged = score(Kind::Item).max(score(Kind::Answer));
    let numbered = headings
        .iter()
        .take(4)
        .any(|(i, _)| fit::fit(facts, Kind::Item, &HeadingNames::Id, &cells_of(table, *i)) == HeadingFit::For);
    if let Some(kind) = own_word(facts, &headings) {
        let fits = if is_judged(kind) { judged } else { score(kind) };
        // The word alone does not mean a rarer kind where another one knows the headings as well.
        let other = scores.iter().filter(|(other, _)| *other != kind).map(|(_, score)| *score).fold(0.0, f64::max);
        let close_by = facts.is_rare(kind) && fits < RARER * other;
        return match fits * MARGIN >= best && !close_by {
            true if is_judged(kind) && numbered => control_or_answer(facts, table, &headings),
            true if !is_judged(kind) => RowSort::Sure(kind),
            _ => RowSort::Ask(close(&scores, &[kind])),
        };
    }
    if numbered {
        return match judged * MARGIN >= best {
            true => control_or_answer(facts, table, &headings),
            false => RowSort::Ask(close(&scores, &[Kind::Item, Kind::Answer])),
        };
    }
    let second = scores.get(1).map_or(0.0, |s| s.1);
    let plain = headings.iter().all(|(_, h)| PLAIN.contains(&norm(h).as_str()));
    let by_words = told_by_words(facts, table, &headings, &kinds);
    match scores.first() {
        Some((kind, _)) if is_judged(*kind) => RowSort::Ask(close(&scores, &[])),
        Some((kind, _)) if plain && by_words.as_slice() != [*kind] => RowSort::Ask(close(&scores, &[])),
        Some((kind, best)) if *best >= 0.5 && *best >= MARGIN * second => RowSort::Sure(*kind),
        _ => RowSort::Ask(close(&scores, &[])),
    }
}

fn is_judged(kind: Kind) -> bool {
    matches!(kind, Kind::Item | Kind::Answer)
}

/// Those that fit about as well as the best, four at most.
fn close(scores: &[(Kind, f64)], first: &[Kind]) -> Vec<Kind> {
    let best = scores.first().map_or(0.0, |s| s.1);
    let rest = scores.iter().filter(|(kind, s)| *s > 0.0 && *s * 2.0 >= best && !first.contains(kind)).map(|s| s.0);
    first.iter().copied().chain(rest).take(4).collect()
}

/// The kind that one of the first four headings names by itself.
fn own_word(facts: &HeadingFacts, headings: &[(usize, &str)]) -> Option<Kind> {
    for (_, heading) in headings.iter().take(4) {
        if matches!(norm(heading).as_str(), "name" | "title") {
            return None;
        }
        if let Some([kind]) = facts.names_kind(heading) {
            return Some(*kind);
        }
    }
    None
}

/// How well each kind knows the headings: one that few kinds know says more.
fn scores(facts: &HeadingFacts, table: &FoundTable, headings: &[(usize, &str)], kinds: &[Kind]) -> Vec<(Kind, f64)> {
    let mut scores: HashMap<Kind, f64> = HashMap::new();
    for (_, heading) in headings {
        let worth = |kind: &Kind| match facts.look_up(*kind, heading) {
            KnownHeading::Sure(_) => 1.0,
            KnownHeading::Either(_) => 0.5,
            _ => 0.0,
        };
        let of: Vec<(Kind, f64)> = kinds.iter().map(|k| (*k, worth(k))).filter(|(_, w)| *w > 0.0).collect();
        let all: f64 = of.iter().map(|(_, w)| w).sum();
        of.iter().for_each(|(kind, w)| *scores.entry(*kind).or_default() += w / all.max(1.0));
    }
    let told = told_by_words(facts, table, headings, kinds);
    if told.len() <= 3 {
        told.iter().for_each(|kind| *scores.entry(*kind).or_default() += 1.0 / told.len() as f64);
    }
    let mut list: Vec<(Kind, f64)> = scores.into_iter().collect();
    list.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    list
}

/// The kinds that know the words of a status column.
fn told_by_words(facts: &HeadingFacts, table: &FoundTable, headings: &[(usize, &str)], kinds: &[Kind]) -> Vec<Kind> {
    let status = headings.iter().find(|(_, h)| matches!(norm(h).as_str(), "status" | "state" | "stage"));
    let Some((column, _)) = status else { return Vec::new() };
    let cells = cells_of(table, *column);
    let knows = |kind: &Kind| kind.spec().state.is_some_and(|f| fit::known_words(facts, *kind, f, &cells));
    kinds.iter().copied().filter(knows).collect()
}

/// The kinds that a table may be of: those of which people bring sheets every day, and a rarer one where a heading names
/// it, or where two headings or more are known to it and to hardly another.
fn considered(facts: &HeadingFacts, headings: &[(usize, &str)]) -> Vec<Kind> {
    /// Headings that speak for a rarer kind.
    const SPEAKING: usize = 2;
    let knows = |kind: Kind, heading: &str| match facts.look_up(kind, heading) {
        KnownHeading::Sure(HeadingNames::Elsewhere(_)) => false,
        KnownHeading::Sure(_) => true,
        _ => false,
    };
    let everyday: Vec<Kind> = facts.kinds().filter(|kind| !facts.is_rare(*kind)).collect();
    let own = |heading: &str| everyday.iter().filter(|kind| knows(**kind, heading)).count() <= 1;
    let speaks = |kind: Kind| headings.iter().filter(|(_, h)| knows(kind, h) && own(h)).count() >= SPEAKING;
    let named = own_word(facts, headings);
    facts.kinds().filter(|kind| !facts.is_rare(*kind) || named == Some(*kind) || speaks(*kind)).collect()
}

/// A sheet of clauses or controls: the Statement of Applicability, or the answers of a round.
fn control_or_answer(facts: &HeadingFacts, table: &FoundTable, headings: &[(usize, &str)]) -> RowSort {
    let is = |kind: Kind, field: usize, heading: &str| match facts.look_up(kind, heading) {
        KnownHeading::Sure(names) => names == HeadingNames::Field(field),
        KnownHeading::Either(list) => list.contains(&HeadingNames::Field(field)),
        _ => false,
    };
    if headings.iter().any(|(_, h)| facts.look_up(Kind::Item, h) == KnownHeading::Sure(HeadingNames::Field(item::USE)))
    {
        // Who audited is said of an audit, and of no Statement.
        let audited = headings.iter().any(|(_, h)| AUDITED.contains(&norm(h).as_str()));
        return if audited { RowSort::Ask(vec![Kind::Answer, Kind::Item]) } else { RowSort::Sure(Kind::Item) };
    }
    let judged = headings
        .iter()
        .filter(|(_, h)| is(Kind::Item, item::STATE, h) || is(Kind::Answer, crate::domain::kinds::answer::VERDICT, h));
    let cells: Cells = judged.flat_map(|(i, _)| cells_of(table, *i)).collect();
    match fit::verdicts(facts, &cells) {
        std::cmp::Ordering::Greater => RowSort::Sure(Kind::Answer),
        std::cmp::Ordering::Less => RowSort::Sure(Kind::Item),
        std::cmp::Ordering::Equal => RowSort::Ask(vec![Kind::Item, Kind::Answer]),
    }
}
