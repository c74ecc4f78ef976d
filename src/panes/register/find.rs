//! Whether a row holds the words of a filter: in its id, in its short fields, in the names it refers to.
//!
//! A filter looks at every row of a register between two keys, so no text is built where none can be found: choices and
//! references are looked at once for all rows, and dates only for words that a date can hold.

use crate::{
    domain::{
        Id, Kind, Record, Type, Value,
        angle::{self, Angles},
        own, words as listed,
    },
    framework,
    parts::matching::{self, FilterWord, fold},
    ui::World,
};

/// Which of the words were found, one bit each.
type Found = u64;
/// Words that are looked for; nobody types more.
const WORDS: usize = 64;
/// Numbers of records below which what their name holds is remembered.
const REMEMBERED: u32 = 1 << 20;
/// Not looked at yet: no set of words, since one that holds all ends the search.
const UNKNOWN: Found = Found::MAX;

/// The words of a filter in small letters without accents; every one has to be in a row.
pub fn words(filter: &str) -> Vec<FilterWord> {
    let mut words = matching::words(filter);
    words.truncate(WORDS - 1);
    words
}

/// What a row without an owner answers.
const NOBODY: &str = "nobody";

/// The words that have # before them, by their number, without it.
fn asked(words: &[FilterWord]) -> impl Iterator<Item = (usize, &str)> {
    words.iter().enumerate().filter_map(|(at, word)| Some((at, word.text.strip_prefix('#')?)))
}

/// Looks for words in many rows of one kind.
pub struct Finder<'a> {
    world: &'a World,
    words: &'a [FilterWord],
    all: Found,
    /// The fields that can hold one of the words at all.
    fields: Vec<usize>,
    /// Some word may be an id of the kind.
    idlike: bool,
    /// For each choice field what its choices hold.
    choices: Vec<Vec<Found>>,
    /// What names and ids of referred records hold, by kind and number.
    names: Vec<Vec<Found>>,
    ids: Vec<Vec<Found>>,
    /// What words with # before them ask a row to be about, by the number of the word.
    about: Vec<(usize, Angles)>,
    /// The word that asks for rows that nobody owns.
    nobody: Option<usize>,
    /// Words of which only the # is there yet: they let every row through.
    begun: Found,
}

impl<'a> Finder<'a> {
    pub fn new(world: &'a World, kind: Kind, columns: &[usize], words: &'a [FilterWord]) -> Finder<'a> {
        let fields = kind.spec().fields;
        let made_of = |signs: &str| {
            let fits = |word: &FilterWord| word.text.chars().all(|c| c.is_ascii_digit() || signs.contains(c));
            words.iter().any(fits)
        };
        let choices: Vec<Vec<Found>> = fields
            .iter()
            .map(|f| f.choices().iter().map(|c| found_in(words, c.label) | found_in(words, c.short)).collect())
            .collect();
        let is_newer = world.file.as_ref().is_some_and(|file| file.newer.is_some());
        // Computed cells are searched in registers of ordinary size only.
        let (dated, derived) = (made_of("-:t+zq."), world.records.next_id(kind).n <= 3_000);
        let can = |i: &usize| match fields[*i].typ {
            // A newer program may have written words that are in no list here.
            Type::Choice(_) => is_newer || choices[*i].iter().any(|found| *found != 0),
            Type::Number(..) | Type::Decimal(..) | Type::Date | Type::Period | Type::Stamp => dated,
            Type::Derived(_) => derived && columns.contains(i),
            Type::Line | Type::Words(_) | Type::Ref(_) | Type::Refs(_) | Type::Any => true,
            // Only those of the rows that were looked at are in memory; the search over the file reads them all.
            Type::Long => false,
        };
        Finder {
            world,
            words,
            all: (1 << words.len()) - 1,
            fields: (0..fields.len()).filter(can).chain(world.records.own(kind).map(|(at, _)| at)).collect(),
            idlike: kind == Kind::Item || made_of(&format!("-{}", kind.spec().prefix.to_lowercase())),
            choices,
            names: vec![Vec::new(); Kind::ALL.len()],
            about: asked(words).filter_map(|(at, word)| Some((at, angle::named(word)?))).collect(),
            nobody: asked(words).find(|(_, w)| w.len() > 2 && NOBODY.starts_with(w)).map(|(at, _)| at),
            begun: asked(words).filter(|(_, word)| word.is_empty()).fold(0, |found, (at, _)| found | 1 << at),
            ids: vec![Vec::new(); Kind::ALL.len()],
        }
    }

    /// Whether all the words are in the row.
    pub fn matches(&mut self, record: &Record) -> bool {
        let mut found = self.head(record);
        for i in 0..self.fields.len() {
            if found == self.all {
                return true;
            }
            found |= self.field(record, self.fields[i]);
        }
        found == self.all
    }

    /// Id, and for a clause or control the heading it stands under.
    fn head(&self, record: &Record) -> Found {
        let id = if self.idlike { found_in(self.words, &record.id.to_string()) } else { 0 } | self.about(record);
        if record.id.kind != Kind::Item {
            return id;
        }
        let heading = framework::heading_of(record.id);
        heading.map_or(id, |heading| id | found_in(self.words, heading.title))
    }

    /// The words with # before them that the row answers.
    fn about(&self, record: &Record) -> Found {
        let mut found = self.begun;
        if let Some(at) = self.nobody {
            let owner = record.id.kind.spec().owner;
            found |= Found::from(owner.is_some_and(|owner| record.one(owner).is_none())) << at;
        }
        if !self.about.is_empty() {
            let angles = angle::of(self.world.view(), record);
            let meets = self.about.iter().filter(|(_, wanted)| angles.meets(*wanted));
            found = meets.fold(found, |found, (at, _)| found | 1 << at);
        }
        found
    }

    fn field(&mut self, record: &Record, i: usize) -> Found {
        let Some(field) = own::stored(record.id.kind, i) else { return 0 };
        match (&record.values[i], field.typ) {
            (Value::Text(text), _) => found_in(self.words, text),
            (Value::Choice(c), Type::Choice(_)) => self.choices[i].get(usize::from(*c)).copied().unwrap_or(0),
            (Value::Words(text), _) => {
                let codes = listed::codes(text).map(|code| found_in(self.words, listed::label(field.choices(), code)));
                codes.fold(0, |found, more| found | more)
            }
            (Value::Ref(id), _) => self.name(*id),
            (Value::Refs(ids), _) => ids.iter().fold(0, |found, id| found | self.id(*id)),
            (Value::Empty | Value::Unread, Type::Derived(_)) => {
                found_in(self.words, &self.world.view().cell(record, i))
            }
            (Value::Empty | Value::Unread, _) => 0,
            (other, _) => found_in(self.words, &other.written(field)),
        }
    }

    fn name(&mut self, id: Id) -> Found {
        let (world, words) = (self.world, self.words);
        remembered(&mut self.names, id, || found_in(words, &world.records.name(id)))
    }
    fn id(&mut self, id: Id) -> Found {
        let words = self.words;
        remembered(&mut self.ids, id, || found_in(words, &id.to_string()))
    }
}

fn remembered(known: &mut [Vec<Found>], id: Id, look: impl FnOnce() -> Found) -> Found {
    if id.n >= REMEMBERED {
        return look();
    }
    let (known, at) = (&mut known[id.kind as usize], id.n as usize);
    if known.len() <= at {
        known.resize(at + 1, UNKNOWN);
    }
    if known[at] == UNKNOWN {
        known[at] = look();
    }
    known[at]
}

/// The words that a text holds.
fn found_in(words: &[FilterWord], text: &str) -> Found {
    if text.is_ascii() {
        return bits(words, |word| holds(text.as_bytes(), word));
    }
    let folded = fold(text);
    bits(words, |word| word.is_in(&folded))
}

fn bits(words: &[FilterWord], holds: impl Fn(&FilterWord) -> bool) -> Found {
    words.iter().enumerate().fold(0, |found, (i, word)| found | Found::from(holds(word)) << i)
}

/// Whether ASCII text in any case holds a word in small letters; an id only where one begins.
fn holds(text: &[u8], wanted: &FilterWord) -> bool {
    let word = wanted.text.as_bytes();
    let Some((first, rest)) = word.split_first() else { return true };
    let starts = text.iter().take((text.len() + 1).saturating_sub(word.len())).enumerate();
    let mut starts = starts.filter(|(_, byte)| byte.to_ascii_lowercase() == *first);
    let begins = |i: usize| !wanted.is_id || i == 0 || !text[i - 1].is_ascii_alphanumeric();
    starts.any(|(i, _)| text[i + 1..i + word.len()].eq_ignore_ascii_case(rest) && begins(i))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{domain::field::Placement, panes::testing::halden};

    #[test]
    fn words_are_found_in_any_case_and_without_accents() {
        let found = |filter: &str, text: &str| {
            let words = words(filter);
            found_in(&words, text).count_ones() as usize == words.len()
        };
        assert!(found("model CARD", "The Card of a Model") && !found("model cart", "The Card of a Model"));
        assert!(found("resume", "the résumé screening") && found("résumé", "THE RESUME"));
        assert!(found("d", "d") && !found("dd", "d") && found("", "") && !found("e", ""));
        assert!(found("aab", "aaab"));
        assert!(found("s-01", "S-01") && found("S-01", "DS-01 S-01") && found("s-01", "é S-01"));
        assert!(!found("s-01", "DS-01") && !found("s-0", "é DS-01"), "an id is found from its start");
    }

    /// Everything of a row that a filter can find, as one text.
    fn text_of(world: &World, record: &Record) -> String {
        let fields = record.id.kind.spec().fields;
        let mut pieces = vec![record.id.to_string()];
        if record.id.kind == Kind::Item {
            pieces.extend(framework::heading_of(record.id).map(|h| h.title.to_string()));
        }
        pieces.extend(record.values.own().map(|(field, _)| record.text(field).to_string()));
        for (field_at, (value, field)) in record.values.iter().zip(fields).enumerate() {
            pieces.push(match (value, field.typ) {
                (Value::Choice(c), _) => field.choices()[usize::from(*c)].label.to_string(),
                (Value::Words(_), _) => world.view().cell(record, field_at),
                (Value::Ref(id), _) => world.records.name(*id),
                (_, Type::Long) => String::new(),
                (_, Type::Derived(derived)) if matches!(field.place, Placement::Column(_)) => {
                    (derived.show)(world.view(), record)
                }
                (value, _) => value.written(field),
            });
        }
        fold(&pieces.join(" "))
    }

    #[test]
    fn a_filter_finds_what_the_text_of_a_row_holds() {
        let world = halden();
        let filters = [
            "e",
            "minor",
            "A.6",
            "f-0 late",
            "2026-11",
            "10:",
            "ne kowa",
            "r-01",
            "life cycle",
            "s-0",
            "-",
            "x y z",
            "7",
        ];
        let mut hits = 0;
        for kind in Kind::ALL {
            let fields = kind.spec().fields;
            let columns: Vec<usize> =
                (0..fields.len()).filter(|f| matches!(fields[*f].place, Placement::Column(_))).collect();
            for filter in filters {
                let words = words(filter);
                let mut finder = Finder::new(&world, *kind, &columns, &words);
                for record in world.records.all(*kind) {
                    let text = text_of(&world, record);
                    let wanted = words.iter().all(|word| word.is_in(&text));
                    assert_eq!(finder.matches(record), wanted, "“{filter}” in {}: {text}", record.id);
                    hits += usize::from(wanted);
                }
            }
        }
        assert!(hits > 300, "{hits}");
    }
}
