//! How well the cells of a column fit a field: what decides between fields where a heading may mean several.

use super::{
    facts::{HeadingFacts, HeadingNames, word},
    words::{self, WordSense},
};
use crate::domain::{Id, Kind, day, field::Type};

/// How the cells of a column speak for what its heading may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HeadingFit {
    /// They cannot be it.
    Against,
    /// They say nothing: free text, or nothing is filled.
    Silent,
    /// At least seven of ten are what it holds.
    For,
}

/// The different filled cells of a column with their counts.
pub type Cells = Vec<(String, usize)>;

/// How a column fits what a heading names.
pub fn fit(facts: &HeadingFacts, kind: Kind, names: &HeadingNames, cells: &Cells) -> HeadingFit {
    let cells: Vec<&(String, usize)> = cells.iter().filter(|(c, _)| !facts.is_nothing(c)).collect();
    let all: usize = cells.iter().map(|(_, n)| n).sum();
    let share = |test: &dyn Fn(&str) -> bool| {
        let hits: usize = cells.iter().filter(|(c, _)| test(c)).map(|(_, n)| n).sum();
        if all == 0 {
            HeadingFit::Silent
        } else if hits * 10 >= all * 7 {
            HeadingFit::For
        } else {
            HeadingFit::Against
        }
    };
    let is_number = |c: &str| item_number(c);
    let HeadingNames::Field(field) = names else {
        return if *names == HeadingNames::Id { share(&is_number) } else { HeadingFit::Silent };
    };
    let described = &kind.spec().fields[*field];
    match described.typ {
        Type::Choice(_) | Type::Words(_) => match share(&|c| words::read(facts, kind, *field, c).is_known()) {
            HeadingFit::Against => match share(&|c| words::read(facts, kind, *field, c) != WordSense::Unknown) {
                HeadingFit::For => HeadingFit::Silent,
                other => other,
            },
            other => other,
        },
        Type::Number(..) => share(&|c| words::step_like(facts, kind, *field, c)),
        Type::Decimal(..) => share(&|c| c.trim().replace(',', ".").parse::<f64>().is_ok()),
        Type::Date | Type::Period | Type::Stamp => share(&|c| dated(c)),
        Type::Ref([Kind::Item]) | Type::Refs([Kind::Item]) => {
            share(&|c| c.split([';', ',', '|', '\n']).all(item_number))
        }
        Type::Ref(_) | Type::Refs(_) | Type::Any => match share(&|c| c.chars().count() <= 60 && !dated(c)) {
            HeadingFit::For => HeadingFit::Silent,
            other => other,
        },
        // Numbers of clauses are no titles.
        Type::Line if *field == kind.spec().title && share(&is_number) == HeadingFit::For => HeadingFit::Against,
        _ => HeadingFit::Silent,
    }
}

/// Whether a cell begins with the number of a clause or control.
pub fn item_number(cell: &str) -> bool {
    number_of(cell).parse::<Id>().is_ok_and(|id| id.kind == Kind::Item)
}

/// The number of a clause or control with which a cell begins.
pub fn number_of(cell: &str) -> String {
    let cell = cell.trim().trim_start_matches(['§', ' ']);
    let cell = ["Clause ", "clause ", "Control ", "Annex "].iter().fold(cell, |c, lead| c.trim_start_matches(lead));
    cell.split([' ', ':', '–']).next().unwrap_or_default().to_string()
}

/// Whether a cell looks like a day or a period.
fn dated(cell: &str) -> bool {
    let today = jiff::civil::date(2000, 1, 1);
    let cell = cell.trim();
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    digits >= 2
        && (day::read_period(cell, today).is_ok()
            || super::days::parts(cell).is_some()
            || super::days::serial(cell).is_some())
}

/// Whether most of the words of a column are known for a choice of a kind.
pub fn known_words(facts: &HeadingFacts, kind: Kind, field: usize, cells: &Cells) -> bool {
    fit(facts, kind, &HeadingNames::Field(field), cells) == HeadingFit::For
}

/// Whether more words are verdicts of an audit than states of a control, or the other way round.
pub fn verdicts(facts: &HeadingFacts, cells: &Cells) -> std::cmp::Ordering {
    let has = |vocabulary: &str, c: &str| facts.sure.get(vocabulary).is_some_and(|v| v.contains_key(&word(c)));
    let only = |of: &str, other: &str| -> usize {
        cells.iter().filter(|(c, _)| has(of, c) && !has(other, c)).map(|(_, n)| n).sum()
    };
    only("answer.verdict", "requirement.state").cmp(&only("requirement.state", "answer.verdict"))
}
