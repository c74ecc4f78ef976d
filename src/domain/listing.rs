//! The lists that a person goes to: all records of a kind, or the part of them that a description names.

use super::{Kind, Record};

/// A part of the records of a kind that has a list of its own.
pub struct Part {
    pub name: &'static str,
    /// Whether a record stands in it; each record stands in one part.
    pub holds: fn(&Record) -> bool,
    pub counted: Counted,
}

/// What the head of a list says of all its records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    All,
    /// How many there are, with their name.
    Named,
    /// How many are not done, and how many of them are late.
    Open,
    /// In how many of them a field is filled, and the word for that.
    Filled(usize, &'static str),
}

/// A list: a kind, and a part of it if its description names some.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listing {
    kind: Kind,
    part: Option<usize>,
}

impl Listing {
    /// All records of a kind.
    pub const fn whole(kind: Kind) -> Listing {
        Listing { kind, part: None }
    }
    /// The part of a kind with this number.
    pub const fn part(kind: Kind, part: usize) -> Listing {
        Listing { kind, part: Some(part) }
    }
    /// The first list of a kind.
    pub fn first(kind: Kind) -> Listing {
        Listing { kind, part: (!kind.spec().parts.is_empty()).then_some(0) }
    }
    /// The list a record stands in.
    pub fn of(record: &Record) -> Listing {
        let kind = record.id.kind;
        Listing { kind, part: kind.spec().parts.iter().position(|part| (part.holds)(record)) }
    }
    /// Every list there is: parts where a description names some, rows of other records last.
    pub fn all() -> Vec<Listing> {
        let mut kinds: Vec<Kind> = Kind::ALL.iter().filter(|kind| !kind.is_single()).copied().collect();
        kinds.sort_by_key(|kind| kind.spec().row);
        let lists = |kind: Kind| match kind.spec().parts.len() {
            0 => vec![Listing::whole(kind)],
            parts => (0..parts).map(|part| Listing::part(kind, part)).collect(),
        };
        kinds.into_iter().flat_map(lists).collect()
    }

    pub fn kind(self) -> Kind {
        self.kind
    }
    pub fn name(self) -> &'static str {
        self.described().map_or(self.kind.spec().plural, |part| part.name)
    }
    pub fn counted(self) -> Counted {
        self.described().map_or(self.kind.spec().counted, |part| part.counted)
    }
    pub fn holds(self, record: &Record) -> bool {
        !record.hidden && self.described().is_none_or(|part| (part.holds)(record))
    }

    fn described(self) -> Option<&'static Part> {
        self.kind.spec().parts.get(self.part?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Id, skeleton};
    use std::collections::HashSet;

    #[test]
    fn a_record_stands_in_one_list_and_every_list_has_a_name_of_its_own() {
        let all = Listing::all();
        assert_eq!(all.iter().map(|l| l.name()).collect::<HashSet<_>>().len(), all.len());
        for n in [1, 101, skeleton::FIRST_OWN] {
            let record = Record::new(Id::new(Kind::Item, n));
            let found: Vec<_> = all.iter().filter(|l| l.kind() == Kind::Item && l.holds(&record)).collect();
            assert_eq!(found, [&Listing::of(&record)]);
        }
        assert_eq!(Listing::of(&Record::new(Id::new(Kind::Risk, 1))), Listing::whole(Kind::Risk));
        assert!(all.iter().all(|l| !l.kind().is_single()));
        let first_row = all.iter().position(|l| l.kind().spec().row).unwrap();
        assert!(all[first_row..].iter().all(|l| l.kind().spec().row));
    }
}
