//! Samples of an audit: from how many, how chosen, of which size and why, by which seed (clause 9.2).

use super::{drawn, prelude::*};

choices! {
    /// How the items of a sample are chosen.
    Method METHODS {
        Random = choice("random", "random", 'r'),
        Systematic = choice("systematic", "systematic", 's').alias(&["interval"]),
        Stratified = choice("stratified", "stratified", 't').alias(&["by group"]),
        RiskBased = choice("risk_based", "risk-based", 'k').alias(&["risk based", "by risk"]),
        Judgement = choice("judgement", "judgement", 'j').alias(&["judgment", "judgemental"]),
        All = choice("all", "all of them", 'a').alias(&["full"]),
    }
}

fields! {
    OF = Field::line("of", "Sample of").column(26).alias(&["of what", "title", "population of"]),
    ANSWER = Field::one("answer", "For the answer", &[Kind::Answer]).column(8),
    METHOD = Field::choice("method", "Method", METHODS).column(12),
    POPULATION = Field::number("population", "Population", 0, 10_000_000).adds().column(6).head("Of").help("How many there are in all."),
    SIZE = Field::number("size", "Size", 0, 100_000).adds().column(5),
    TESTED = Field::derived("tested", "Looked at", 9, Derived { show: tested, rank: |v, r| counts(v, r).tested as i64 }).reads(&[Kind::Drawn]),
    EXCEPTIONS = Field::derived("exceptions", "Exceptions", 10, Derived {
        show: |v, r| counts(v, r).exceptions().to_string(), rank: |v, r| -(counts(v, r).exceptions() as i64),
    }).reads(&[Kind::Drawn]),
    WHY = Field::line("why_this_size", "Why this size or choice"),
    SEED = Field::line("seed", "Seed").help("Whoever has it and the list draws the same items: see the guide."),
    REGISTER = Field::line("register", "From the register"),
    LIST = Field::long("list", "List of the population").help("One line an item, as it was when the sample was drawn."),
    DIGEST = Field::line("digest", "SHA-256 of the list"),
    DRAWN = Field::date("drawn_on", "Drawn on").column(10),
    BY = Field::one("drawn_by", "Drawn by", &[Kind::Person]).column(14),
    NOTES = Field::long("notes", "Notes"),
}

pub static SPEC: Spec = Spec {
    kind: Kind::Sample,
    prefix: "SA",
    table: "sample",
    name: "sample",
    plural: "samples",
    help: "What was looked at, out of how many, how it was chosen, and what came of it.",
    fields: FIELDS,
    title: OF,
    owner: Some(BY),
    adding: Adding::Elsewhere("samples are drawn at a question: S on the card of an interview"),
    sections: &[Section::new("How it was chosen", WHY)],
    detail: |view, sample| told(view, sample),
    keeps: Some(NOTES),
    ..Spec::BASE
};

/// What came of a sample so far; what was replaced is not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub drawn: usize,
    pub tested: usize,
    pub failed: usize,
    pub missing: usize,
}

impl Counts {
    /// Items that were not as asked, or that could not be shown.
    pub fn exceptions(self) -> usize {
        self.failed + self.missing
    }
}

/// The drawn items of a sample in the order of drawing, replaced ones too.
pub fn items<'a>(view: View<'a>, sample: Id) -> Vec<&'a Record> {
    let mut list: Vec<&Record> = view.records.linked(sample, Kind::Drawn, drawn::SAMPLE).collect();
    list.sort_by_key(|r| (r.number(drawn::PLACE).unwrap_or(i64::MAX), r.id));
    list
}

/// Whether another item took the place of this one.
pub fn is_replaced(view: View, item: Id) -> bool {
    view.records.linked(item, Kind::Drawn, drawn::REPLACES).next().is_some()
}

pub fn counts(view: View, sample: &Record) -> Counts {
    let mut sums = Counts::default();
    for item in items(view, sample.id).into_iter().filter(|i| !is_replaced(view, i.id)) {
        sums.drawn += 1;
        let result = drawn::Outcome::of(item, drawn::RESULT);
        sums.tested += usize::from(result.is_some());
        sums.failed += usize::from(result == Some(drawn::Outcome::Exception));
        sums.missing += usize::from(result == Some(drawn::Outcome::Missing));
    }
    sums
}

fn tested(view: View, sample: &Record) -> String {
    let sums = counts(view, sample);
    format!("{}/{}", sums.tested, sums.drawn)
}

/// The samples of an answer, the first drawn first.
pub fn of_answer<'a>(view: View<'a>, answer: Id) -> Vec<&'a Record> {
    let mut all: Vec<&Record> = view.records.linked(answer, Kind::Sample, ANSWER).collect();
    all.sort_by_key(|s| s.id);
    all
}

/// `3 of 4 looked at, 1 exception`
pub fn told(view: View, sample: &Record) -> String {
    let sums = counts(view, sample);
    let exceptions = match sums.exceptions() {
        0 => "no exception".to_string(),
        1 => "1 exception".to_string(),
        n => format!("{n} exceptions"),
    };
    format!("{} of {} looked at, {exceptions}", sums.tested, sums.drawn)
}
