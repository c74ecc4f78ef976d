//! Finding records by what people call them: names, e-mail addresses, numbers of other tools.
//!
//! Only what is written the same is the same; look-alikes are reported, and a person decides.

use super::fold::{plain, same};
use crate::domain::{Id, Kind, Records};
use std::collections::HashMap;

/// Records of a kind that a typed name may mean, the likeliest first: written the same but for case and accents, a
/// longer or shorter form of a person's name, or one slip of the keys away.
pub fn look_alikes(records: &Records, kind: Kind, name: &str) -> Vec<Id> {
    let typed = plain(name);
    let mine: Vec<&str> = parts(&typed).collect();
    if mine.is_empty() {
        return Vec::new();
    }
    let rank = |title: &str| {
        let other = plain(title);
        let theirs: Vec<&str> = parts(&other).collect();
        match () {
            () if theirs.is_empty() => None,
            () if other == typed => Some(0),
            () if kind == Kind::Person && is_kin(&mine, &theirs) => Some(1),
            () if mine.len() == theirs.len() && is_slip(&mine, &theirs) => Some(2),
            () => None,
        }
    };
    let mut found: Vec<(u8, Id)> = records.all(kind).filter_map(|r| Some((rank(r.title())?, r.id))).collect();
    found.sort_unstable();
    found.into_iter().map(|(_, id)| id).collect()
}

/// Whether its records are people or firms: one of the same name is hardly wanted twice.
pub fn is_somebody(kind: Kind) -> bool {
    matches!(kind, Kind::Person | Kind::Supplier)
}

/// The records of these kinds that a typed name means: those of exactly this name, else those that differ in case and
/// accents only.
pub fn bearing(records: &Records, kinds: &[Kind], name: &str) -> Vec<Id> {
    let named = |fits: &dyn Fn(&str) -> bool| -> Vec<Id> {
        let all = kinds.iter().flat_map(|kind| records.all(*kind));
        all.filter(|r| !r.title().trim().is_empty() && fits(r.title())).map(|r| r.id).collect()
    };
    let exact = named(&|title| title.trim() == name.trim());
    if !exact.is_empty() {
        return exact;
    }
    let typed = plain(name);
    named(&|title| plain(title) == typed)
}

/// One word of several letters is a slip of the keys away, and all others are the same. Numbers tell things apart.
fn is_slip(a: &[&str], b: &[&str]) -> bool {
    let mut other = a.iter().zip(b).filter(|(a, b)| a != b);
    let (Some((a, b)), None) = (other.next(), other.next()) else { return false };
    let is_word = |w: &str| w.chars().count() >= 4 && !w.chars().any(char::is_numeric);
    is_word(a) && is_word(b) && one_off(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>())
}

/// One letter more, less or another, or two neighbours exchanged.
fn one_off(a: &[char], b: &[char]) -> bool {
    let from = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[from..], &b[from..]);
    let swapped = a.len() >= 2 && b.len() >= 2 && a[0] == b[1] && a[1] == b[0] && a[2..] == b[2..];
    match (a, b) {
        ([_, x @ ..], [_, y @ ..]) if x == y => true,
        ([_, x @ ..], y) | (y, [_, x @ ..]) if x == y => true,
        (x, [_, y @ ..]) if x == y => true,
        _ => swapped,
    }
}

/// A word that more names than this have in common says nothing about any of them.
const KIN_MAX: usize = 50;

/// A name as the records of a kind answer to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameMatch {
    One(Id),
    /// Several records bear it.
    Several(Vec<Id>),
    /// Equal but for case, width, blanks or invisible characters.
    Alike(Id),
    None,
}

/// The names of all records of one kind.
#[derive(Debug)]
pub struct NameIndex {
    exact: HashMap<String, Vec<Id>>,
    alike: HashMap<String, Vec<Id>>,
    /// For each word of a folded name the names that hold it.
    words: HashMap<String, Vec<(String, Id)>>,
    /// E-mail addresses in lower case, or numbers elsewhere.
    refs: HashMap<String, Vec<Id>>,
}

impl NameIndex {
    pub fn of(records: &Records, kind: Kind) -> NameIndex {
        let empty = HashMap::new();
        let mut names = NameIndex { exact: empty.clone(), alike: empty.clone(), words: HashMap::new(), refs: empty };
        let reference = kind.spec().reference;
        for record in records.all(kind) {
            names.add(record.title(), record.id);
            if let Some(field) = reference {
                names.add_reference(record.text(field), record.id);
            }
        }
        names
    }

    pub fn add(&mut self, name: &str, id: Id) {
        if name.trim().is_empty() {
            return;
        }
        let folded = same(name);
        self.exact.entry(name.trim().to_string()).or_default().push(id);
        if id.kind == Kind::Person {
            for word in parts(&folded) {
                self.words.entry(word.to_string()).or_default().push((folded.clone(), id));
            }
        }
        self.alike.entry(folded).or_default().push(id);
    }

    pub fn add_reference(&mut self, reference: &str, id: Id) {
        if !reference.trim().is_empty() {
            self.refs.entry(same(reference)).or_default().push(id);
        }
    }

    /// The record with this name; blanks around it do not count.
    pub fn named(&self, name: &str) -> NameMatch {
        match self.exact.get(name.trim()).map(Vec::as_slice) {
            Some([id]) => return NameMatch::One(*id),
            Some(ids) => return NameMatch::Several(ids.to_vec()),
            None => {}
        }
        self.alike.get(&same(name)).map_or(NameMatch::None, |ids| NameMatch::Alike(ids[0]))
    }

    /// The record with this e-mail address or number elsewhere.
    pub fn referred(&self, reference: &str) -> NameMatch {
        match self.refs.get(&same(reference)).map(Vec::as_slice) {
            Some([id]) => NameMatch::One(*id),
            Some(ids) => NameMatch::Several(ids.to_vec()),
            None => NameMatch::None,
        }
    }

    /// A person whose name could be a longer or shorter form of this one: `R. Okafor`, `Okafor`, `Okafor, Rosa`.
    pub fn kin(&self, name: &str) -> Option<Id> {
        let folded = same(name);
        let mine: Vec<&str> = parts(&folded).collect();
        let telling = |list: &&Vec<(String, Id)>| list.len() <= KIN_MAX;
        let mut candidates = mine.iter().filter_map(|word| self.words.get(*word)).filter(telling).flatten();
        candidates.find(|(other, _)| is_kin(&mine, &parts(other).collect::<Vec<_>>())).map(|(_, id)| *id)
    }
}

fn parts(name: &str) -> impl Iterator<Item = &str> {
    name.split([' ', '.', ',']).filter(|w| !w.is_empty())
}

/// Each part of the shorter name is a part, or the initial of a part, of the longer one.
fn is_kin(a: &[&str], b: &[&str]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let mut free: Vec<&str> = long.to_vec();
    let mut take = |fits: &dyn Fn(&str) -> bool| {
        let at = free.iter().position(|word| fits(word));
        at.map(|at| free.remove(at)).is_some()
    };
    let is_initial = |w: &str| w.chars().count() == 1;
    // Whole words first, so that an initial does not use up a word that another part needs.
    let (initials, whole): (Vec<&str>, Vec<&str>) = short.iter().partition(|w| is_initial(w));
    let fits = |word: &str, part: &str| word == part || (is_initial(word) && part.starts_with(word));
    whole.iter().all(|part| take(&|word| fits(word, part)))
        && initials.iter().all(|part| take(&|word: &str| word.starts_with(*part)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kinds::person;
    use crate::domain::{Record, Value};

    fn people(names: &[&str]) -> NameIndex {
        let mut records = Records::default();
        for (i, name) in names.iter().enumerate() {
            let record = Record::new(Id::new(Kind::Person, i as u32 + 1)).with(person::NAME, Value::text(name));
            records.put([record.with(person::EMAIL, Value::text(format!("p{i}@example.org")))]);
        }
        NameIndex::of(&records, Kind::Person)
    }

    #[test]
    fn same_alike_and_several() {
        let names = people(&["Rosa Okafor", "Ines Park", "Ines Park"]);
        let rosa = Id::new(Kind::Person, 1);
        assert_eq!(names.named(" Rosa Okafor "), NameMatch::One(rosa));
        assert_eq!(names.named("rosa okafor"), NameMatch::Alike(rosa));
        assert_eq!(names.named("Rosa\u{200b} Okafor"), NameMatch::Alike(rosa));
        assert!(matches!(names.named("Ines Park"), NameMatch::Several(_)));
        assert_eq!(names.named("Rosa"), NameMatch::None);
        assert_eq!(names.referred("P0@Example.org"), NameMatch::One(rosa));
    }

    #[test]
    fn a_typed_name_means_the_only_one_and_looks_like_others() {
        let mut records = Records::default();
        for (n, name) in [(1, "José Núñez"), (2, "Rosa Okafor"), (3, "Ann Lee"), (4, "ann lee")] {
            records.put([Record::new(Id::new(Kind::Person, n)).with(person::NAME, Value::text(name))]);
        }
        let ids = |list: &[u32]| list.iter().map(|n| Id::new(Kind::Person, *n)).collect::<Vec<_>>();
        for (typed, meant) in
            [("jose nunez", &[1][..]), ("Ann Lee", &[3]), ("ANN LEE", &[3, 4]), ("Anna Lee", &[]), ("", &[])]
        {
            assert_eq!(bearing(&records, &[Kind::Person], typed), ids(meant), "{typed}");
        }
        for (typed, alike) in [
            ("rosa okafor", &[2][..]),
            ("R. Okafor", &[2]),
            ("Rosa Okafar", &[2]),
            ("Rosa Okafro", &[2]),
            ("Rosa Okaforr", &[2]),
            ("Rosa Okafo", &[2]),
            ("Rita Okafor", &[]),
            ("Rosa Okamoto", &[]),
            ("ann LEE", &[3, 4]),
            (" . ", &[]),
        ] {
            assert_eq!(look_alikes(&records, Kind::Person, typed), ids(alike), "{typed}");
        }
    }

    #[test]
    fn short_forms_are_kin_and_other_people_are_not() {
        let names = people(&["Rosa Okafor", "Maria Elena Lopez"]);
        let (rosa, maria) = (Some(Id::new(Kind::Person, 1)), Some(Id::new(Kind::Person, 2)));
        for short in ["R. Okafor", "Okafor", "Rosa", "Okafor, Rosa", "okafor r", "Rosa M. Okafor"] {
            assert_eq!(names.kin(short), rosa, "{short}");
        }
        assert_eq!(names.kin("M. E. Lopez"), maria);
        assert_eq!(people(&["R. Okafor"]).kin("Rosa Okafor"), Some(Id::new(Kind::Person, 1)));
        for other in ["Rita Okafor", "Maria Garcia", "B. Okafor", "R. O."] {
            assert_eq!(names.kin(other), None, "{other}");
        }
    }
}
