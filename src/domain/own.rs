//! Own columns: fields that the organisation adds to a kind. Their definitions are records of the kind *own column*; a
//! record holds their values as canonical text, by the number of the definition.
//!
//! A field of a kind is an index into its description; an index from [`FIRST`] on is an own column, whose definition is
//! asked at run time: [`Columns::field`].

use super::{
    decimal::Decimal,
    field::{Choice, Field, Type},
    id::Id,
    kind::Kind,
    kinds::own_column::{self, Sort},
    period::Period,
    record::Record,
    value::Value,
};
use std::{
    borrow::Cow,
    collections::HashMap,
    sync::{LazyLock, Mutex, PoisonError},
};

/// The index of no described field: own columns begin after it.
pub const FIRST: usize = 1_000;
/// What stands before the number of a definition where a field is named in the file.
pub const PREFIX: &str = "own.";
/// Cells of a column whose definition says nothing.
const WIDTH: i64 = 16;
/// The greatest number that one takes.
const MOST: i64 = 999_999_999_999;

/// How an own column stands in the file, whatever it holds: as text.
pub static TEXT: Field = Field::long("own", "Own column").ruled();
/// The same where nothing is known of it.
static UNKNOWN: Field = Field::line("own", "Own column").hidden();

pub const fn is_own(field: usize) -> bool {
    field >= FIRST
}

/// The field of a definition.
pub const fn field_of(n: u32) -> usize {
    FIRST + n as usize
}

/// The number of the definition of a field.
pub fn number(field: usize) -> Option<u32> {
    field.checked_sub(FIRST).and_then(|n| u32::try_from(n).ok())
}

/// The name of a field in the journal and in settings.
pub fn name(kind: Kind, field: usize) -> Cow<'static, str> {
    match number(field) {
        Some(n) => Cow::Owned(format!("{PREFIX}{n}")),
        None => Cow::Borrowed(kind.spec().fields.get(field).map_or("", |f| f.name)),
    }
}

/// The field with this name.
pub fn named(kind: Kind, name: &str) -> Option<usize> {
    let own = |digits: &str| digits.parse::<u32>().ok().filter(|n| n.to_string() == digits && *n > 0).map(field_of);
    kind.spec().field(name).or_else(|| name.strip_prefix(PREFIX).and_then(own))
}

/// The id of the definition of an own column, as its values are told by in JSON and in the file.
pub fn key(field: usize) -> Option<String> {
    number(field).map(|n| Id::new(Kind::OwnColumn, n).to_string())
}

/// The field of such a key.
pub fn keyed(key: &str) -> Option<usize> {
    key.parse::<Id>().ok().filter(|id| id.kind == Kind::OwnColumn && id.to_string() == key).map(|id| field_of(id.n))
}

/// The text of an own column as JSON.
pub fn json(value: &Value) -> serde_json::Value {
    serde_json::Value::from(match value {
        Value::Text(text) => text,
        _ => "",
    })
}

/// How a field stands in the file; nothing for an index that is no field.
pub fn stored(kind: Kind, field: usize) -> Option<&'static Field> {
    if is_own(field) { Some(&TEXT) } else { kind.spec().fields.get(field) }
}

/// The value as a record holds it: an own column holds canonical text, a described field the value itself.
pub fn held(field: usize, described: &Field, value: Value) -> Value {
    match value {
        Value::Empty | Value::Unread | Value::Text(_) => value,
        value if is_own(field) => Value::text(value.written(described)),
        value => value,
    }
}

/// The value that the text of an own column means; the text itself where it is none of its kind.
pub fn meant(described: &Field, text: &str) -> Value {
    match described.typ {
        Type::Decimal(..) => Decimal::canonical(text).map_or_else(|| Value::text(text), Value::Decimal),
        Type::Period => Period::canonical(text).map_or_else(|| Value::text(text), Value::Period),
        Type::Choice(list) => {
            let at = list.iter().position(|c| c.label == text);
            at.map_or_else(|| Value::text(text), |at| Value::Choice(at as u8))
        }
        _ => Value::text(text),
    }
}

/// One own column.
#[derive(Clone, Copy)]
struct Column {
    kind: Kind,
    index: usize,
    field: &'static Field,
    /// Its definition was deleted: what it holds stays and is not shown.
    hidden: bool,
}

/// The own columns of a file, in the order of their definitions.
#[derive(Clone, Default)]
pub struct Columns(Vec<Column>);

impl std::fmt::Debug for Columns {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.0.iter().map(|c| (c.kind, c.field.label))).finish()
    }
}

impl Columns {
    /// Those that these definitions make.
    pub fn of<'a>(definitions: impl Iterator<Item = &'a Record>) -> Columns {
        Columns(definitions.filter_map(column).collect())
    }
    /// The fields of a kind that are own columns.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = (usize, &'static Field)> + '_ {
        self.0.iter().filter(move |c| c.kind == kind && !c.hidden).map(|c| (c.index, c.field))
    }
    /// The description of a field, an own column or not.
    pub fn field(&self, kind: Kind, index: usize) -> &'static Field {
        if !is_own(index) {
            return &kind.spec().fields[index];
        }
        self.0.iter().find(|c| c.index == index && c.kind == kind).map_or(&UNKNOWN, |c| c.field)
    }
}

fn column(definition: &Record) -> Option<Column> {
    let kind = own_column::kind_of(definition)?;
    let field = described(definition);
    Some(Column { kind, index: field_of(definition.id.n), field, hidden: definition.hidden })
}

/// What a description is made of; the same always gives the same.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Key {
    n: u32,
    label: String,
    sort: Sort,
    words: Vec<String>,
    width: u16,
    secret: bool,
    retired: bool,
}

/// Descriptions that were made. Fields are described for the whole run of the program, so each is made once and kept.
static MADE: LazyLock<Mutex<HashMap<Key, &'static Field>>> = LazyLock::new(Mutex::default);

fn described(definition: &Record) -> &'static Field {
    let width = definition.number(own_column::WIDTH).unwrap_or(WIDTH).clamp(4, 60);
    let key = Key {
        n: definition.id.n,
        label: definition.title().trim().to_string(),
        sort: Sort::of(definition, own_column::SORT).unwrap_or(Sort::Text),
        words: own_column::words(definition.text(own_column::WORDS)),
        width: width as u16,
        secret: own_column::says_yes(definition, own_column::SECRET),
        retired: own_column::says_yes(definition, own_column::RETIRED),
    };
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(field) = made.get(&key) {
        return field;
    }
    let field: &'static Field = Box::leak(Box::new(field(&key)));
    made.insert(key, field);
    field
}

fn leaked(text: &str) -> &'static str {
    Box::leak(text.to_string().into_boxed_str())
}

fn field(key: &Key) -> Field {
    let (name, label) = (leaked(&format!("{PREFIX}{}", key.n)), leaked(&key.label));
    let made = match key.sort {
        Sort::Text => Field::line(name, label),
        Sort::Long => Field::long(name, label).ruled(),
        Sort::Number => Field::decimal(name, label, -MOST, MOST),
        Sort::Day => Field::period(name, label),
        Sort::Choice => {
            let words = key.words.iter().map(|word| {
                let word = leaked(word);
                super::field::choice(word, word, word.chars().next().unwrap_or('-'))
            });
            let words: &'static [Choice] = Box::leak(words.collect::<Vec<_>>().into_boxed_slice());
            Field::choice(name, label, words)
        }
    };
    let help = leaked(&format!("An own column of the house, {}.", Id::new(Kind::OwnColumn, key.n)));
    Field { retired: key.retired, secret: key.secret, ..made.column(key.width).help(help) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn definition(n: u32, label: &str, sort: Sort) -> Record {
        Record::new(Id::new(Kind::OwnColumn, n))
            .with(own_column::LABEL, Value::text(label))
            .with(own_column::OF, Value::text(Kind::Risk.spec().table))
            .with(own_column::SORT, sort.value())
            .with(own_column::WORDS, Value::text("low\nhigh\n\nlow"))
    }

    #[test]
    fn a_definition_is_a_field_of_its_kind_and_is_described_once() {
        let records = [definition(1, "Topic", Sort::Text), definition(2, "Cost", Sort::Number)];
        let columns = Columns::of(records.iter());
        let told: Vec<_> = columns.of_kind(Kind::Risk).map(|(i, f)| (i, f.name, f.label)).collect();
        assert_eq!(told, [(1_001, "own.1", "Topic"), (1_002, "own.2", "Cost")]);
        assert_eq!(columns.of_kind(Kind::System).count(), 0);
        assert!(std::ptr::eq(columns.field(Kind::Risk, 1_001), Columns::of(records.iter()).field(Kind::Risk, 1_001)));
        assert!(!columns.field(Kind::Risk, 1_009).shown());
        assert_eq!(named(Kind::Risk, "own.2"), Some(1_002));
        assert_eq!([named(Kind::Risk, "own.02"), named(Kind::Risk, "own.0"), named(Kind::Risk, "own.")], [None; 3]);
    }

    #[test]
    fn what_it_holds_is_text_that_means_a_value() {
        let choice = Columns::of([definition(3, "Tier", Sort::Choice)].iter()).field(Kind::Risk, 1_003);
        assert_eq!(choice.choices().iter().map(|c| c.label).collect::<Vec<_>>(), ["low", "high"]);
        assert_eq!(held(1_003, choice, Value::Choice(1)), Value::text("high"));
        assert_eq!((meant(choice, "high"), meant(choice, "Other")), (Value::Choice(1), Value::text("Other")));
        let day = Columns::of([definition(4, "Since", Sort::Day)].iter()).field(Kind::Risk, 1_004);
        let read = Value::read(day, "2026-Q2").unwrap();
        assert_eq!((held(1_004, day, read.clone()), meant(day, "2026-Q2")), (Value::text("2026-Q2"), read));
        assert_eq!(held(0, day, Value::Number(3)), Value::Number(3));
    }
}
