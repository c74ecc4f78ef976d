//! Whether a row holds the words of a filter: in its id, in the text of its fields, in the names it refers to.
//!
//! A filter looks at every row of a register between two keys, so no text is built where none can be found: choices and
//! references are looked at once for all rows, and dates only for words that a date can hold.

use crate::{
    app::World,
    domain::{Field, Id, Kind, Record, Type, Value},
    framework,
    parts::matching::fold,
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
pub fn words(filter: &str) -> Vec<String> {
    filter.split_whitespace().map(fold).take(WORDS - 1).collect()
}

/// Looks for words in many rows of one kind.
pub struct Finder<'a> {
    world: &'a World,
    columns: &'a [usize],
    words: &'a [String],
    all: Found,
    /// The words that signs of dates and numbers can make up, and those that the kind's ids can.
    dated: Found,
    idlike: Found,
    /// For each choice field what its choices hold.
    choices: Vec<Vec<Found>>,
    /// What names and ids of referred records hold, by kind and number.
    names: Vec<Vec<Found>>,
    ids: Vec<Vec<Found>>,
    /// Computed cells are searched in registers of ordinary size only.
    derived: bool,
    text: String,
}

impl<'a> Finder<'a> {
    pub fn new(world: &'a World, kind: Kind, columns: &'a [usize], words: &'a [String]) -> Finder<'a> {
        let spec = kind.spec();
        let made_of = |signs: &str| {
            let fits = |word: &String| word.chars().all(|c| c.is_ascii_digit() || signs.contains(c));
            words.iter().enumerate().filter(|(_, w)| fits(w)).fold(0, |found, (i, _)| found | 1 << i)
        };
        let labels = |f: &Field| f.choices().iter().map(|c| found_in(words, c.label)).collect();
        Finder {
            world,
            columns,
            words,
            all: (1 << words.len()) - 1,
            dated: made_of("-:t+z"),
            idlike: if kind == Kind::Item { Found::MAX } else { made_of(&format!("-{}", spec.prefix.to_lowercase())) },
            choices: spec.fields.iter().map(labels).collect(),
            names: vec![Vec::new(); Kind::ALL.len()],
            ids: vec![Vec::new(); Kind::ALL.len()],
            derived: world.records.next_id(kind).n <= 3_000,
            text: String::new(),
        }
    }

    /// Whether all the words are in the row.
    pub fn matches(&mut self, record: &Record) -> bool {
        let mut found = self.head(record);
        for i in 0..record.values.len() {
            if found == self.all {
                return true;
            }
            found |= self.field(record, i);
        }
        found == self.all
    }

    /// Id, and for a clause or control the heading it stands under.
    fn head(&mut self, record: &Record) -> Found {
        let mut found = 0;
        if self.idlike & self.all != 0 {
            found |= self.written(|text| text.push_str(&record.id.to_string()));
        }
        if record.id.kind == Kind::Item
            && let Some(heading) = framework::heading_of(record.id)
        {
            found |= found_in(self.words, heading.title);
        }
        found
    }

    fn field(&mut self, record: &Record, i: usize) -> Found {
        let field = &record.id.kind.spec().fields[i];
        match (&record.values[i], field.typ) {
            (Value::Text(text), _) => found_in(self.words, text),
            (Value::Choice(c), Type::Choice(_)) => self.choices[i].get(usize::from(*c)).copied().unwrap_or(0),
            (Value::Ref(id), _) => self.name(*id),
            (Value::Refs(ids), _) => ids.iter().fold(0, |found, id| found | self.id(*id)),
            (Value::Empty | Value::Unread, Type::Derived(_)) if self.derived && self.columns.contains(&i) => {
                found_in(self.words, &self.world.view().cell(record, i))
            }
            (Value::Empty | Value::Unread, _) => 0,
            (_, _) if self.dated & self.all == 0 => 0,
            (other, _) => self.written(|text| text.push_str(&other.written(field))),
        }
    }

    fn written(&mut self, write: impl FnOnce(&mut String)) -> Found {
        self.text.clear();
        write(&mut self.text);
        found_in(self.words, &self.text)
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
fn found_in(words: &[String], text: &str) -> Found {
    if text.is_ascii() {
        return bits(words, |word| holds(text.as_bytes(), word.as_bytes()));
    }
    let folded = fold(text);
    bits(words, |word| folded.contains(word))
}

fn bits(words: &[String], holds: impl Fn(&str) -> bool) -> Found {
    words.iter().enumerate().fold(0, |found, (i, word)| found | Found::from(holds(word)) << i)
}

/// Whether ASCII text in any case holds a word in small letters.
fn holds(text: &[u8], word: &[u8]) -> bool {
    let Some((first, rest)) = word.split_first() else { return true };
    let starts = text.iter().take((text.len() + 1).saturating_sub(word.len())).enumerate();
    let mut starts = starts.filter(|(_, byte)| byte.to_ascii_lowercase() == *first);
    starts.any(|(i, _)| text[i + 1..i + word.len()].eq_ignore_ascii_case(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

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
    }
}
