//! The lists that a person goes to: all records of a kind, or a preset of them that a description names.

use super::{Kind, Record, Stamp, StartValue, Value};

/// A part of the records of a kind that has a list of its own.
pub struct Preset {
    pub name: &'static str,
    /// Whether a record stands in it; each record stands in one preset.
    pub holds: fn(&Record) -> bool,
    pub counted: Counting,
    /// What a new one of this list holds, beside what every one of its kind does.
    pub starts: &'static [(usize, StartValue)],
}

/// What the head of a list says of all its records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counting {
    All,
    /// How many there are, with their name.
    Named,
    /// How many are not done, and how many of them are late.
    Open,
    /// In how many of them a field is filled, and the word for that.
    Filled(usize, &'static str),
    /// How many of them have a word in a field, in parts of a hundred, and what that says.
    Part(usize, u8, &'static str),
}

/// A list: a kind, and one of the presets that its description names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listing {
    kind: Kind,
    preset: Option<usize>,
}

impl Listing {
    /// All records of a kind.
    pub const fn whole(kind: Kind) -> Listing {
        Listing { kind, preset: None }
    }
    /// The preset of a kind with this number.
    pub const fn preset(kind: Kind, preset: usize) -> Listing {
        Listing { kind, preset: Some(preset) }
    }
    /// The first list of a kind.
    pub fn first(kind: Kind) -> Listing {
        Listing { kind, preset: (!kind.spec().presets.is_empty()).then_some(0) }
    }
    /// The list a record stands in.
    pub fn of(record: &Record) -> Listing {
        let kind = record.id.kind;
        Listing { kind, preset: kind.spec().presets.iter().position(|preset| (preset.holds)(record)) }
    }
    /// Every list there is: parts where a description names some, rows of other records last.
    pub fn all() -> Vec<Listing> {
        let mut kinds: Vec<Kind> = Kind::ALL.iter().filter(|kind| !kind.is_single()).copied().collect();
        kinds.sort_by_key(|kind| kind.spec().row);
        let lists = |kind: Kind| match kind.spec().presets.len() {
            0 => vec![Listing::whole(kind)],
            parts => (0..parts).map(|part| Listing::preset(kind, part)).collect(),
        };
        kinds.into_iter().flat_map(lists).collect()
    }

    /// What a new record of this list holds from the start.
    pub fn starting(self, now: Stamp) -> Vec<(usize, Value)> {
        let of_list = self.described().map_or(&[][..], |preset| preset.starts);
        let mut values = self.kind.spec().starting(now);
        values.extend(of_list.iter().map(|(field, start)| (*field, start.value(now))));
        values
    }

    pub fn kind(self) -> Kind {
        self.kind
    }
    pub fn name(self) -> &'static str {
        let spec = self.kind.spec();
        self.described().map_or(spec.list.unwrap_or(spec.plural), |preset| preset.name)
    }
    /// The word under which what a person chose for the list is kept; it never changes.
    pub fn kept_as(self) -> &'static str {
        self.described().map_or(self.kind.spec().plural, |preset| preset.name)
    }
    pub fn counted(self) -> Counting {
        self.described().map_or(self.kind.spec().counted, |preset| preset.counted)
    }
    pub fn holds(self, record: &Record) -> bool {
        !record.hidden && self.described().is_none_or(|preset| (preset.holds)(record))
    }

    fn described(self) -> Option<&'static Preset> {
        self.kind.spec().presets.get(self.preset?)
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
