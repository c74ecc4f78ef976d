//! A file with so many findings, made through the store: titles, owners, due dates, references, and notes of two
//! thousand characters in every fourth. The same number gives the same file.

use aims::{
    domain::{Change, Decimal, Id, Kind, Period, Stamp, Type, Value, kinds::*},
    framework,
    store::{self, FoundingStep},
};
use std::path::Path;

/// The moment the file was made and is looked at.
pub const NOW: Stamp = Stamp { utc: 1_780_000_000, offset: 120 };
/// Findings of one step of the journal.
const STEP: u32 = 1_000;
/// Characters of a long note.
const NOTE: usize = 2_000;
/// The finding whose note has 50 KB.
pub const LONG_NOTE: u32 = 7;

const WHAT: [&str; 12] = [
    "approval",
    "drift report",
    "impact assessment",
    "model card",
    "bias test",
    "training record",
    "data sheet",
    "supplier contract",
    "incident log",
    "rollback plan",
    "access review",
    "release note",
];
const WRONG: [&str; 8] = [
    "is missing for",
    "names nobody for",
    "is older than",
    "contradicts",
    "was signed after",
    "does not cover",
    "was not seen for",
    "has no date for",
];
const WHERE: [&str; 10] = [
    "the résumé screening",
    "release 2.14",
    "the claims model",
    "the Hamburg site",
    "the chat assistant",
    "batch scoring",
    "the fraud rules",
    "the spring campaign",
    "the second supplier",
    "the pilot in Łódź",
];
const NAMES: [&str; 10] =
    ["Adler", "Brandão", "Cole", "Duarte", "Eriksen", "Fontana", "Gómez", "Hale", "Ito", "Jansen"];

/// Numbers that look drawn by lot and are the same every time.
pub struct Lot(u64);

impl Lot {
    pub fn new(seed: u64) -> Lot {
        Lot(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }
    pub fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % n
    }
    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

/// Makes the file.
pub fn make(path: &Path, findings: u32) {
    let at = |change| FoundingStep { at: NOW, actor: "ann@desk".into(), change };
    let mut lot = Lot::new(findings.into());
    let people = (findings / 20).clamp(20, 400);
    let around = around(people, &mut lot);
    let mut steps = vec![at(framework::first_records("Lot und Partner", false)), at(around)];
    for first in (1..=findings).step_by(STEP as usize) {
        let last = (first + STEP - 1).min(findings);
        let mut change = Change::new(format!("findings {first} to {last}"));
        for n in first..=last {
            change = change.create(Id::new(Kind::Finding, n), finding(n, &mut lot, people));
        }
        steps.push(at(change));
    }
    store::create(path, &steps).expect("the file can be made");
}

/// Makes a file with records of every kind, their values drawn from the description: so many findings, half as many
/// answers, a fiftieth of everything else. A kind that is new is in it by itself.
pub fn make_all(path: &Path, findings: u32) {
    let at = |change| FoundingStep { at: NOW, actor: "ann@desk".into(), change };
    let mut lot = Lot::new(u64::from(findings) + 1);
    let count = |kind: Kind| match kind {
        Kind::Finding => findings,
        Kind::Answer => findings / 2,
        _ => (findings / 50).max(20),
    };
    let mut steps = vec![at(framework::first_records("Lot und Partner", false))];
    for kind in Kind::ALL.iter().copied().filter(|kind| !kind.is_single() && *kind != Kind::Item) {
        for first in (1..=count(kind)).step_by(STEP as usize) {
            let mut change = Change::new(format!("{} from {first}", kind.spec().plural));
            for n in first..=(first + STEP - 1).min(count(kind)) {
                let fields = kind.spec().fields.iter().enumerate().filter(|(_, f)| f.stored());
                let values = fields.filter_map(|(i, f)| Some((i, value(f.typ, n, &mut lot, &count)?))).collect();
                change = change.create(Id::new(kind, n), values);
            }
            steps.push(at(change));
        }
    }
    store::create(path, &steps).expect("the file can be made");
}

/// A value of a type; a third of the fields stay empty.
fn value(typ: Type, n: u32, lot: &mut Lot, count: &impl Fn(Kind) -> u32) -> Option<Value> {
    let day = |lot: &mut Lot| NOW.date().saturating_add(jiff::Span::new().days(lot.below(700) as i64 - 90));
    let one = |kinds: &[Kind], lot: &mut Lot| match kinds[lot.below(kinds.len())] {
        Kind::Item => framework::items()[lot.below(framework::items().len())].id,
        kind if kind.is_single() => Id::new(kind, 1),
        kind => Id::new(kind, 1 + lot.below(count(kind) as usize) as u32),
    };
    if !matches!(typ, Type::Line) && lot.chance(33) {
        return None;
    }
    Some(match typ {
        Type::Line => Value::text(format!("{} {} {} ({n})", capital(lot.of(&WHAT)), lot.of(&WRONG), lot.of(&WHERE))),
        Type::Long => Value::text(note(lot, 200)),
        Type::Number(least, most) => Value::Number(least + lot.below((most - least).clamp(0, 99) as usize + 1) as i64),
        Type::Decimal(least, _) => Value::Decimal(Decimal::canonical(&least.max(1).to_string())?),
        Type::Date => Value::Date(day(lot)),
        Type::Period => Value::Period(Period::canonical(&day(lot).to_string())?),
        Type::Stamp => Value::Stamp(NOW),
        Type::Choice(list) => Value::Choice(lot.below(list.len()) as u8),
        Type::Words(list) => Value::words(list, [list[lot.below(list.len())].code]),
        Type::Ref(kinds) => Value::Ref(one(kinds, lot)),
        Type::Refs(kinds) => Value::refs([one(kinds, lot)]),
        Type::Any => Value::Ref(one(&[Kind::Finding, Kind::System], lot)),
        Type::Derived(_) => return None,
    })
}

/// So many people, and forty systems.
pub fn around(people: u32, lot: &mut Lot) -> Change {
    let mut around = Change::new("people and systems");
    for n in 1..=people {
        let name = format!("{} {}", lot.of(&NAMES), n);
        around = around.create(Id::new(Kind::Person, n), vec![(person::NAME, Value::text(name))]);
    }
    for n in 1..=40 {
        let title = lot.of(&WHERE).trim_start_matches("the ").to_string();
        around = around.create(Id::new(Kind::System, n), vec![(system::NAME, Value::text(title))]);
    }
    around
}

/// The values of a finding that names one of so many people.
pub fn finding(n: u32, lot: &mut Lot, people: u32) -> Vec<(usize, Value)> {
    let items = framework::items();
    let title = format!("{} {} {} ({n})", capital(lot.of(&WHAT)), lot.of(&WRONG), lot.of(&WHERE));
    let day = NOW.date().saturating_add(jiff::Span::new().days(lot.below(700) as i64 - 90));
    let mut values = vec![
        (finding::TITLE, Value::text(title)),
        (finding::GRADE, Value::Choice(lot.below(3) as u8)),
        (finding::STEP, Value::Choice(lot.below(7) as u8)),
        (finding::OWNER, Value::Ref(Id::new(Kind::Person, 1 + lot.below(people as usize) as u32))),
        (finding::DUE, Value::Date(day)),
        (finding::AGAINST, Value::refs([items[lot.below(items.len())].id])),
        (finding::SYSTEMS, Value::refs([Id::new(Kind::System, 1 + lot.below(40) as u32)])),
        (finding::SOURCE, Value::Choice(lot.below(8) as u8)),
        (finding::RAISED, Value::Stamp(NOW)),
    ];
    if lot.chance(25) || n == LONG_NOTE {
        let length = if n == LONG_NOTE { 25 * NOTE } else { NOTE };
        values.push((finding::CONDITION, Value::text(note(lot, length))));
    }
    if lot.chance(10) {
        values.push((finding::CAUSE, Value::text(note(lot, 300))));
    }
    values
}

/// Lines as they are typed in an interview.
pub fn note(lot: &mut Lot, length: usize) -> String {
    let mut text = String::new();
    while text.len() < length {
        let line = format!("- the {} {} {}, said {}\n", lot.of(&WHAT), lot.of(&WRONG), lot.of(&WHERE), lot.of(&NAMES));
        text.push_str(&line);
    }
    text
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}
