//! What a record is about, whatever its kind: themes of responsible AI, domains, stages of the life cycle, everyday words.
//!
//! Nothing of it is typed for this alone. It comes from the record's own words and choices, from the clauses and controls
//! that it names, else from the records it is linked with, and its domain at last from the function of who owns it.

mod items;

use super::{
    everyday,
    field::Choice,
    kind::Kind,
    kinds::{
        risk::STAGES,
        shared::{DOMAINS, EVERYDAY, THEMES},
    },
    record::Record,
    records::View,
    skeleton,
    value::Value,
    words,
};
use std::sync::OnceLock;

/// A set of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Angles(u64);

impl Angles {
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
    /// Whether both have one in common.
    pub fn meets(self, other: Angles) -> bool {
        self.0 & other.0 != 0
    }
    pub fn and(self, other: Angles) -> Angles {
        Angles(self.0 | other.0)
    }
    fn on(self, axis: &Axis) -> Angles {
        Angles(self.0 & axis.bits)
    }
}

/// A list of words of which each is one angle.
pub struct Axis {
    pub name: &'static str,
    pub words: &'static [Choice],
    first: u32,
    bits: u64,
}

impl Axis {
    /// The angle of its word with this number.
    pub fn angle(&self, at: usize) -> Angles {
        Angles(1 << (self.first + at as u32))
    }
}

const fn axis(name: &'static str, words: &'static [Choice], first: u32) -> Axis {
    Axis { name, words, first, bits: ((1 << words.len()) - 1) << first }
}

/// Every list, in the order in which people look.
pub static AXES: &[Axis] = &[
    axis("themes", THEMES, 0),
    axis("domains", DOMAINS, 16),
    axis("stages of the life cycle", STAGES, 24),
    axis("everyday words", EVERYDAY, 32),
];

/// Wider words, each for several angles: how the whole is looked at.
pub static VIEWS: &[(&str, &[&str])] = &[
    ("responsible", &["fairness", "accountability", "safety", "environment", "social", "ethical"]),
    ("transparent", &["transparency", "traceability"]),
    ("secure", &["security", "privacy", "data_integrity"]),
];

/// Which angles a word names: a wider word, a word of a list, an alias or how one of these begins, blanks as dashes.
/// Nothing if it names none.
pub fn named(word: &str) -> Option<Angles> {
    let word = word.to_lowercase();
    let whole = Some(of_codes(VIEWS.iter().filter(|(name, _)| *name == word).flat_map(|(_, codes)| codes.iter())));
    let exact = || found(|name| name == word);
    let begun = || found(|name| name.starts_with(&word));
    [whole, Some(exact()), Some(begun())].into_iter().flatten().find(|angles| !angles.is_empty() && !word.is_empty())
}

/// How a word of a list is typed: `decision-traceability`.
pub fn typed(word: &Choice) -> String {
    word.label.to_lowercase().replace(' ', "-")
}

fn found(fits: impl Fn(&str) -> bool) -> Angles {
    let mut all = Angles::default();
    for axis in AXES {
        for (at, word) in axis.words.iter().enumerate() {
            let aliases = word.aliases.iter().map(|a| a.replace(' ', "-"));
            if aliases.chain([word.code.replace('_', "-"), typed(word)]).any(|name| fits(&name)) {
                all = all.and(axis.angle(at));
            }
        }
    }
    all
}

fn of_code(code: &str) -> Angles {
    let at = |axis: &Axis| axis.words.iter().position(|w| w.code == code).map(|at| axis.angle(at));
    AXES.iter().filter_map(at).fold(Angles::default(), Angles::and)
}

fn of_codes<'a>(codes: impl Iterator<Item = &'a &'a str>) -> Angles {
    codes.fold(Angles::default(), |all, code| all.and(of_code(code)))
}

/// How many records that point at one are asked what they are about.
const NEAR: usize = 24;

/// What a record is about.
pub fn of(view: View, record: &Record) -> Angles {
    let mut all = own(record);
    let ahead = || record.links().filter(|(_, id)| id.kind != Kind::Person).filter_map(|(_, id)| view.records.live(id));
    for item in ahead().filter(|r| r.id.kind == Kind::Item) {
        all = all.and(own(item));
    }
    if is_whole(all) {
        return all;
    }
    let mut further = Angles::default();
    for other in ahead().filter(|r| r.id.kind != Kind::Item) {
        further = further.and(own(other));
        let items = other.links().filter(|(_, id)| id.kind == Kind::Item).filter_map(|(_, id)| view.records.live(id));
        further = items.fold(further, |all, item| all.and(own(item)));
    }
    all = filled(all, further);
    if !is_whole(all) && record.id.kind != Kind::Person {
        let behind = view.records.pointing_at(record.id).take(NEAR).map(|(other, _)| own(other));
        all = filled(all, behind.fold(Angles::default(), Angles::and));
    }
    let owner = record.id.kind.spec().owner.and_then(|owner| record.one(owner));
    match owner.and_then(|id| view.records.live(id)) {
        Some(person) => filled(all, own(person).on(&AXES[1])),
        None => all,
    }
}

/// What is said of lists on which nothing stands yet.
fn filled(known: Angles, more: Angles) -> Angles {
    let silent = AXES.iter().filter(|axis| known.on(axis).is_empty());
    silent.fold(known, |all, axis| all.and(more.on(axis)))
}

fn is_whole(angles: Angles) -> bool {
    AXES.iter().all(|axis| !angles.on(axis).is_empty())
}

/// What a record says itself: by its kind, its choices, its short texts; a clause or control by its number as well.
pub fn own(record: &Record) -> Angles {
    let spec = record.id.kind.spec();
    let mut all = of_codes(spec.angles.iter());
    if record.id.kind == Kind::Item {
        all = all.and(of_item(record.id.n));
        all = everyday::everyday(record).into_iter().fold(all, |all, word| all.and(of_choice(EVERYDAY, word)));
        all = everyday::stages(record).into_iter().fold(all, |all, stage| all.and(of_choice(STAGES, stage)));
    }
    for (value, field) in record.values.iter().zip(spec.fields) {
        let list = field.choices();
        match value {
            Value::Choice(at) => list.get(usize::from(*at)).into_iter().for_each(|c| all = all.and(of_choice(list, c))),
            Value::Words(text) => {
                for choice in words::codes(text).filter_map(|code| list.iter().find(|c| c.code == code)) {
                    all = all.and(of_choice(list, choice));
                }
            }
            _ => {}
        }
    }
    all.and(of_text(record.title()))
}

/// What a chosen word is about: itself where its list is one of ours, else what it says of itself.
fn of_choice(list: &'static [Choice], choice: &Choice) -> Angles {
    let ours = AXES.iter().any(|axis| std::ptr::eq(axis.words, list));
    let own = if ours { of_code(choice.code) } else { Angles::default() };
    if choice.about.is_empty() { own } else { own.and(of_codes(choice.about.iter())) }
}

fn of_item(n: u32) -> Angles {
    static ALL: OnceLock<Vec<(u32, Angles)>> = OnceLock::new();
    let all = ALL.get_or_init(|| {
        let read = |(reference, codes): &items::About| {
            Some((skeleton::number(reference)?, codes.split(' ').fold(Angles::default(), |a, c| a.and(of_code(c)))))
        };
        items::ITEMS.iter().filter_map(read).collect()
    });
    all.iter().find(|(item, _)| *item == n).map_or(Angles::default(), |(_, angles)| *angles)
}

/// Beginnings of words with what they speak of, by their first letter.
fn stems() -> &'static [Vec<(&'static str, Angles)>; 26] {
    static ALL: OnceLock<[Vec<(&'static str, Angles)>; 26]> = OnceLock::new();
    ALL.get_or_init(|| {
        let mut all: [Vec<(&str, Angles)>; 26] = Default::default();
        for (code, words) in items::WORDS {
            for word in *words {
                all[usize::from(word.as_bytes()[0] - b'a')].push((word, of_code(code)));
            }
        }
        all
    })
}

/// What the words of a text speak of. A stem of up to three letters is a whole word.
fn of_text(text: &str) -> Angles {
    let mut all = Angles::default();
    for word in text.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|w| w.len() > 2) {
        let first = word.as_bytes()[0].to_ascii_lowercase();
        if !first.is_ascii_lowercase() {
            continue;
        }
        for (stem, angles) in &stems()[usize::from(first - b'a')] {
            let begins =
                word.len() >= stem.len() && word.as_bytes()[..stem.len()].eq_ignore_ascii_case(stem.as_bytes());
            if begins && (stem.len() > 3 || word.len() == stem.len()) {
                all = all.and(*angles);
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        Id, Records,
        kinds::{action, finding, item, person, risk, system},
    };
    use jiff::civil::date;

    fn is(view: View, id: &str, word: &str) -> bool {
        of(view, view.records.get(id.parse().unwrap()).unwrap()).meets(named(word).unwrap())
    }

    #[test]
    fn every_clause_and_control_is_about_something_and_every_word_is_known() {
        for item in skeleton::CLAUSES.iter().chain(&skeleton::CONTROLS) {
            let angles = of_item(skeleton::number(item).unwrap());
            assert!(!angles.on(&AXES[1]).is_empty(), "{item} has no domain");
        }
        for code in items::ITEMS.iter().flat_map(|(_, codes)| codes.split(' ')) {
            assert!(!of_code(code).is_empty(), "{code}");
        }
        for (code, stems) in items::WORDS {
            assert!(!of_code(code).is_empty() && stems.iter().all(|s| s.as_bytes()[0].is_ascii_lowercase()), "{code}");
        }
        for (name, codes) in VIEWS {
            assert!(codes.iter().all(|code| !of_code(code).is_empty()) && named(name).is_some());
        }
        for kind in Kind::ALL {
            assert!(kind.spec().angles.iter().all(|code| !of_code(code).is_empty()), "{kind:?}");
            for choice in kind.spec().fields.iter().flat_map(|f| f.choices()) {
                assert!(choice.about.iter().all(|code| !of_code(code).is_empty()), "{}", choice.code);
            }
        }
        // Each list has its own bits.
        let all: u64 = AXES.iter().map(|axis| axis.bits).fold(0, |all, bits| {
            assert_eq!(all & bits, 0);
            all | bits
        });
        assert_ne!(all, 0);
    }

    #[test]
    fn a_word_is_named_whole_or_by_its_beginning_and_by_its_other_names() {
        assert_eq!(named("bias"), named("fairness"));
        assert_eq!(named("Transp"), named("transparency"));
        assert_eq!(named("decision-traceability"), named("traceability"));
        assert!(
            named("deployment").unwrap().meets(AXES[2].angle(3))
                && named("deployment").unwrap().meets(AXES[3].angle(3))
        );
        assert_eq!((named("nothing"), named("")), (None, None));
        assert!(named("secure").unwrap().meets(named("privacy").unwrap()));
    }

    #[test]
    fn it_comes_from_own_words_then_from_items_then_from_what_is_linked_and_the_domain_from_the_owner() {
        let mut records = Records::default();
        let id = |text: &str| -> Id { text.parse().unwrap() };
        let one = |text: &str| Value::Ref(id(text));
        let many = |text: &str| Value::refs([id(text)]);
        records.put([
            Record::new(id("A.7.4")).with(item::TITLE, Value::text("Quality of data")),
            Record::new(id("F-1"))
                .with(finding::TITLE, Value::text("Nobody looked"))
                .with(finding::AGAINST, many("A.7.4")),
            Record::new(id("A-1")).with(action::TITLE, Value::text("Do it")).with(action::ABOUT, many("F-1")),
            Record::new(id("A-2")).with(action::TITLE, Value::text("Write the bias report")),
            Record::new(id("A-3")).with(action::TITLE, Value::text("Ask")).with(action::OWNER, one("P-1")),
            Record::new(id("P-1")).with(person::FUNCTIONS, Value::Words("legal".into())),
            Record::new(id("R-1")).with(risk::AREA, Value::Choice(2)).with(risk::SYSTEMS, many("S-1")),
            Record::new(id("S-1")).with(system::NAME, Value::text("Scorer")),
        ]);
        let view = View { records: &records, today: date(2026, 11, 27) };
        assert!(is(view, "F-1", "data") && is(view, "A-1", "data-integrity") && !is(view, "A-1", "privacy"));
        assert!(is(view, "A-2", "bias") && is(view, "A-2", "ethical") && !is(view, "A-2", "risk"));
        assert!(is(view, "A-3", "legal") && !is(view, "A-3", "technical"));
        assert!(is(view, "S-1", "privacy") && is(view, "S-1", "risk"), "what points at it says so");
    }

    #[test]
    fn words_begin_where_a_word_begins() {
        assert!(of_text("Unbiased").is_empty() && !of_text("Bias").is_empty());
        assert!(of_text("Reconstructing a case").meets(of_code("traceability")), "long stems are beginnings");
        assert!(!of_text("logistics").meets(of_code("legal")) && of_text("the law").meets(of_code("legal")));
    }
}
