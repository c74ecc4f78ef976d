//! Records that may be the same thing twice: of a kind that is known by its name, and called alike.

use super::{Id, Kind, Record, Records};
use std::collections::BTreeMap;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// What a name is compared by: letters and digits, without case and accents.
pub fn key(name: &str) -> String {
    let plain = name.nfkd().filter(|c| !is_combining_mark(*c));
    plain.flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).collect()
}

/// The first letter and the last word of a person's name, and whether only that letter stands for what comes before.
fn short(name: &str) -> Option<(char, String, bool)> {
    let words: Vec<String> = name.split(|c: char| !c.is_alphanumeric()).map(key).filter(|w| !w.is_empty()).collect();
    let (last, before) = words.split_last()?;
    let first = before.first()?;
    Some((first.chars().next()?, last.clone(), first.chars().count() == 1))
}

/// Whether two names may mean the same.
pub fn is_alike(kind: Kind, a: &str, b: &str) -> bool {
    let (one, other) = (key(a), key(b));
    if one.is_empty() || other.is_empty() {
        return false;
    }
    let kin = || match (short(a), short(b)) {
        (Some((i, last, bare)), Some((j, other, plain))) => i == j && last == other && (bare || plain),
        _ => false,
    };
    one == other || kind == Kind::Person && kin()
}

/// The records of a kind that are called as another one is, each with the first of those.
pub fn doubles(records: &Records, kind: Kind) -> Vec<(Id, Id)> {
    let mut known: BTreeMap<String, Vec<&Record>> = BTreeMap::new();
    let mut found = Vec::new();
    for record in records.all(kind).filter(|r| !r.title().trim().is_empty()) {
        let place = match (kind, short(record.title())) {
            (Kind::Person, Some((first, last, _))) => format!("{first} {last}"),
            _ => key(record.title()),
        };
        let same = known.entry(place).or_default();
        if let Some(first) = same.iter().find(|r| is_alike(kind, r.title(), record.title())) {
            found.push((record.id, first.id));
        }
        same.push(record);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_alike_without_case_accents_and_signs_and_people_by_their_initial() {
        let alike = |a: &str, b: &str| is_alike(Kind::System, a, b);
        assert!(alike("Claims-Triage", "claims triage") && alike("Étude", "etude") && !alike("Claims 1", "Claims 2"));
        let person = |a: &str, b: &str| is_alike(Kind::Person, a, b);
        assert!(person("R. Okafor", "Rosa Okafor") && person("rosa OKAFOR", "Rosa Okafor"));
        assert!(!person("Rosa Okafor", "Rita Okafor") && !person("R. Okafor", "R. Sato"));
        assert!(!alike("", ""));
    }
}
