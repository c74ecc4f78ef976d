//! What the rows of a list are sorted by: made once for each record, and kept until the record changes or something that
//! the column rests on.
//!
//! Numbers, days and choices take eight bytes a row; a column of texts keeps them as they are compared.

use crate::{
    domain::{Decimal, Id, Kind, Record, Type, Value, View, own},
    parts::matching::fold,
};
use jiff::civil::Date;
use std::{borrow::Cow, cmp::Ordering};

/// What a row is sorted by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Number(i64),
    Exact(Decimal),
    Text(Box<str>),
    /// Empty cells come last.
    Nothing,
}

/// Stands for an empty cell among numbers.
const NOTHING: i64 = i64::MAX;

/// The keys of one column of a list, in the order of ids.
#[derive(Default)]
pub struct Keys {
    /// The column and the day for which they were made; a column of `None` is the id.
    pub of: Option<(Option<usize>, Date)>,
    numbers: Vec<u32>,
    held: Held,
}

enum Held {
    Numbers(Vec<i64>),
    Any(Vec<Key>),
}

impl Default for Held {
    fn default() -> Held {
        Held::Numbers(Vec::new())
    }
}

impl Keys {
    /// The keys of records that come in the order of ids.
    pub fn made<'a>(view: View, field: Option<usize>, records: impl Iterator<Item = &'a Record>) -> Keys {
        let mut keys = Keys { of: Some((field, view.today)), ..Keys::default() };
        for record in records {
            keys.numbers.push(record.id.n);
            keys.held.put(keys.numbers.len() - 1, key(view, record, field), false);
        }
        keys
    }

    /// Makes the key of one record anew, or takes it out where the record is not in the list.
    pub fn touch(&mut self, view: View, id: Id, record: Option<&Record>) {
        let Some((field, _)) = self.of else { return };
        match (self.place(id.n), record) {
            (Ok(at), Some(record)) => self.held.put(at, key(view, record, field), true),
            (Ok(at), None) => {
                self.numbers.remove(at);
                self.held.remove(at);
            }
            (Err(at), Some(record)) => {
                self.numbers.insert(at, id.n);
                self.held.put(at, key(view, record, field), false);
            }
            (Err(_), None) => {}
        }
    }

    fn place(&self, n: u32) -> Result<usize, usize> {
        match self.numbers.get((n as usize).wrapping_sub(1)) {
            // Numbers are given in a row, so most stand at theirs.
            Some(other) if *other == n => Ok(n as usize - 1),
            _ => self.numbers.binary_search(&n),
        }
    }

    /// All records of the list, sorted.
    pub fn sorted(&self, kind: Kind, reverse: bool) -> Vec<Id> {
        let ids = |order: Vec<u32>| order.into_iter().map(|n| Id::new(kind, n)).collect();
        match &self.held {
            Held::Numbers(keys) => {
                let turned = keys.iter().map(|key| turned(*key, reverse)).zip(&self.numbers);
                let mut order: Vec<(i64, u32)> = turned.map(|(key, n)| (key, *n)).collect();
                order.sort_unstable();
                ids(order.into_iter().map(|(_, n)| n).collect())
            }
            Held::Any(keys) => {
                // Most texts differ in their first letters, which are compared as one number.
                let mut order: Vec<(u64, u32)> = keys.iter().map(|key| key.head(reverse)).zip(0..).collect();
                order.sort_unstable_by(|(head, a), (other, b)| {
                    let by_key = || by_key(&keys[*a as usize], &keys[*b as usize], reverse);
                    head.cmp(other).then_with(by_key).then(a.cmp(b))
                });
                ids(order.into_iter().map(|(_, at)| self.numbers[at as usize]).collect())
            }
        }
    }

    /// The order of two records of the list.
    pub fn order(&self, a: u32, b: u32, reverse: bool) -> Ordering {
        let (Ok(x), Ok(y)) = (self.place(a), self.place(b)) else { return a.cmp(&b) };
        let by_key = match &self.held {
            Held::Numbers(keys) => turned(keys[x], reverse).cmp(&turned(keys[y], reverse)),
            Held::Any(keys) => by_key(&keys[x], &keys[y], reverse),
        };
        by_key.then(a.cmp(&b))
    }
}

impl Held {
    /// Puts a key in, or in the place of another.
    fn put(&mut self, at: usize, key: Key, replaces: bool) {
        if replaces {
            match (&mut *self, &key) {
                (Held::Numbers(keys), Key::Number(n)) => return keys[at] = (*n).min(NOTHING - 1),
                (Held::Numbers(keys), Key::Nothing) => return keys[at] = NOTHING,
                (Held::Any(keys), _) => return keys[at] = key,
                _ => self.remove(at),
            }
        }
        match (&mut *self, key) {
            (Held::Numbers(keys), Key::Number(n)) => keys.insert(at, n.min(NOTHING - 1)),
            (Held::Numbers(keys), Key::Nothing) => keys.insert(at, NOTHING),
            (Held::Any(keys), key) => keys.insert(at, key),
            (Held::Numbers(keys), key) => {
                // A column takes its form with its first value that is no number.
                let known = keys.drain(..).map(|n| if n == NOTHING { Key::Nothing } else { Key::Number(n) });
                let mut all: Vec<Key> = known.collect();
                all.insert(at, key);
                *self = Held::Any(all);
            }
        }
    }
    fn remove(&mut self, at: usize) {
        match self {
            Held::Numbers(keys) => drop(keys.remove(at)),
            Held::Any(keys) => drop(keys.remove(at)),
        }
    }
}

impl Key {
    /// A number in whose order keys stand, or which two of them share.
    fn head(&self, reverse: bool) -> u64 {
        let head = match self {
            Key::Nothing => return u64::MAX,
            Key::Text(text) => {
                let mut first = [0; 8];
                let len = text.len().min(8);
                first[..len].copy_from_slice(&text.as_bytes()[..len]);
                u64::from_be_bytes(first)
            }
            Key::Number(_) | Key::Exact(_) => 0,
        };
        if reverse { !head } else { head }
    }
}

/// The place of a number: nothing comes last in both directions.
fn turned(key: i64, reverse: bool) -> i64 {
    match key {
        NOTHING => NOTHING,
        key if reverse => key.saturating_neg().min(NOTHING - 1),
        key => key,
    }
}

/// Rows with nothing in the column come last in both directions.
fn by_key(a: &Key, b: &Key, reverse: bool) -> Ordering {
    match (a, b) {
        (Key::Nothing, Key::Nothing) => Ordering::Equal,
        (Key::Nothing, _) => Ordering::Greater,
        (_, Key::Nothing) => Ordering::Less,
        (x, y) if reverse => y.cmp(x),
        (x, y) => x.cmp(y),
    }
}

fn key(view: View, record: &Record, field: Option<usize>) -> Key {
    let Some(field) = field else { return Key::Number(i64::from(record.id.n)) };
    let text = |text: &str| Key::Text(natural(fold(text)).into());
    let described = view.records.field(record.id.kind, field);
    let meant = match record.value(field) {
        Value::Text(text) if own::is_own(field) => Cow::Owned(own::meant(described, text)),
        value => Cow::Borrowed(value),
    };
    match (&described.typ, &*meant) {
        (Type::Derived(derived), _) => Key::Number((derived.rank)(view, record)),
        (_, Value::Empty | Value::Unread) => Key::Nothing,
        (_, Value::Number(n)) => Key::Number(*n),
        (_, Value::Choice(c)) => Key::Number(i64::from(*c)),
        (_, Value::Stamp(s)) => Key::Number(s.utc),
        (_, Value::Date(d)) => Key::Number(day_number(*d)),
        (_, Value::Decimal(d)) => Key::Exact(d.clone()),
        (_, Value::Period(p)) => Key::Number(day_number(p.first()) * 4 + p.precision()),
        (_, Value::Text(t)) => text(t),
        _ => text(&view.cell(record, field)),
    }
}

/// A text in which a number stands by its size: before its digits comes how many they are, so that 9 is before 10.
fn natural(text: String) -> String {
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return text;
    }
    let mut sorted = String::with_capacity(text.len() + 8);
    let mut rest = text.as_str();
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, number) = rest.split_at(at);
        let end = number.find(|c: char| !c.is_ascii_digit()).unwrap_or(number.len());
        let digits = number[..end].trim_start_matches('0');
        sorted.push_str(before);
        // Numbers stay between the signs before and after the digits.
        sorted.push('0');
        sorted.push(char::from(b' ' + digits.len().min(90) as u8));
        sorted.push_str(digits);
        rest = &number[end..];
    }
    sorted + rest
}

/// A number that grows with the day.
fn day_number(day: Date) -> i64 {
    i64::from(day.year()) * 400 + i64::from(day.day_of_year())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(held: &[Key]) -> Keys {
        let mut keys = Keys::default();
        for (at, key) in held.iter().enumerate() {
            keys.numbers.push(at as u32 + 1);
            keys.held.put(at, key.clone(), false);
        }
        keys
    }

    #[test]
    fn rows_are_sorted_as_any_two_of_them_stand_and_empty_ones_come_last() {
        let numbers = [3, -2, 7, 3, i64::MAX, i64::MIN].map(Key::Number).into_iter();
        let texts = ["b", "", "a very long one", "a very long two", "ä", "b"].map(|t| Key::Text(t.into())).into_iter();
        let some: [Vec<Key>; 3] = [
            numbers.clone().chain([Key::Nothing, Key::Nothing]).collect(),
            [Key::Nothing].into_iter().chain(texts).chain([Key::Nothing]).collect(),
            numbers.chain([Key::Nothing, Key::Text("x".into())]).collect(),
        ];
        for held in some {
            for reverse in [false, true] {
                let keys = keys(&held);
                let sorted = keys.sorted(Kind::Risk, reverse);
                assert_eq!(sorted.len(), held.len());
                assert!(sorted.is_sorted_by(|a, b| keys.order(a.n, b.n, reverse) == Ordering::Less), "{held:?}");
                let nothing = held.iter().filter(|key| **key == Key::Nothing).count();
                let last = sorted.iter().rev().take(nothing).map(|id| &held[id.n as usize - 1]);
                assert!(last.clone().all(|key| *key == Key::Nothing) && last.count() == nothing);
            }
        }
    }

    #[test]
    fn nine_stands_before_ten() {
        let mut texts = [
            "10 boats", "boat 2b", "9 boats", "boat 10", "boat", "boat 02a", "A.10.3", "a.6.2", "100", "v1.10", "v1.9",
        ];
        texts.sort_by_key(|text| natural(fold(text)));
        let wanted = [
            "9 boats", "10 boats", "100", "a.6.2", "A.10.3", "boat", "boat 02a", "boat 2b", "boat 10", "v1.9", "v1.10",
        ];
        assert_eq!(texts, wanted);
    }
}
