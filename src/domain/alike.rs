//! Records that may be the same thing twice: of a kind that is known by its name, and called alike.

use super::{Id, Kind, Records};
use std::collections::HashMap;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// What a name is compared by: letters and digits, without case and accents.
pub fn key(name: &str) -> String {
    if name.is_ascii() {
        return name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    }
    let plain = name.nfkd().filter(|c| !is_combining_mark(*c));
    plain.flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).collect()
}

/// A name as it is compared with others of its kind.
struct Compared {
    key: String,
    /// Of a person: the first letter and the last word, and whether only that letter stands for what comes before.
    short: Option<(char, String, bool)>,
}

impl Compared {
    fn of(kind: Kind, name: &str) -> Compared {
        Compared { key: key(name), short: (kind == Kind::Person).then(|| short(name)).flatten() }
    }
    fn is_like(&self, other: &Compared) -> bool {
        let kin = || match (&self.short, &other.short) {
            (Some((i, last, bare)), Some((j, other, plain))) => i == j && last == other && (*bare || *plain),
            _ => false,
        };
        !self.key.is_empty() && !other.key.is_empty() && (self.key == other.key || kin())
    }
    /// All names that may be alike stand under one.
    fn place(&self) -> String {
        match &self.short {
            Some((first, last, _)) => format!("{first} {last}"),
            None => self.key.clone(),
        }
    }
}

fn short(name: &str) -> Option<(char, String, bool)> {
    let words: Vec<String> = name.split(|c: char| !c.is_alphanumeric()).map(key).filter(|w| !w.is_empty()).collect();
    let (last, before) = words.split_last()?;
    let first = before.first()?;
    Some((first.chars().next()?, last.clone(), first.chars().count() == 1))
}

/// Whether two names may mean the same.
pub fn is_alike(kind: Kind, a: &str, b: &str) -> bool {
    Compared::of(kind, a).is_like(&Compared::of(kind, b))
}

/// The records of a kind that are called as another one is, each with the first of those.
pub fn doubles(records: &Records, kind: Kind) -> Vec<(Id, Id)> {
    let mut known: HashMap<String, Vec<(Compared, Id)>> = HashMap::new();
    let mut found = Vec::new();
    for record in records.all(kind).filter(|r| !r.title().trim().is_empty()) {
        let name = Compared::of(kind, record.title());
        let same = known.entry(name.place()).or_default();
        if let Some((_, first)) = same.iter().find(|(other, _)| other.is_like(&name)) {
            found.push((record.id, *first));
        }
        same.push((name, record.id));
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
