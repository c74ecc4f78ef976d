//! What a field of a record holds, and how it is written in the file, in JSON and by people.

use super::{
    day,
    decimal::Decimal,
    field::{Choice, Field, Type},
    id::Id,
    period::Period,
    words,
};
use jiff::{Timestamp, civil::Date, tz::Offset};
use serde_json::Value as Json;

/// A moment with the offset of the place it was written at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Stamp {
    /// Seconds since 1970-01-01 00:00 UTC.
    pub utc: i64,
    /// Minutes east of UTC.
    pub offset: i16,
}

impl Stamp {
    /// Year, day and clock at the place it was written.
    pub fn local(self) -> jiff::civil::DateTime {
        let offset = Offset::from_seconds(i32::from(self.offset) * 60).unwrap_or(Offset::UTC);
        offset.to_datetime(Timestamp::from_second(self.utc).unwrap_or_default())
    }
    pub fn date(self) -> Date {
        self.local().date()
    }
    /// `10:41`
    pub fn clock(self) -> String {
        let t = self.local();
        format!("{:02}:{:02}", t.hour(), t.minute())
    }
    /// `10:41:07`
    pub fn clock_seconds(self) -> String {
        let t = self.local();
        format!("{:02}:{:02}:{:02}", t.hour(), t.minute(), t.second())
    }
    /// The stamp of a day and clock at an offset in minutes.
    pub fn at(local: jiff::civil::DateTime, offset: i16) -> Stamp {
        let tz = Offset::from_seconds(i32::from(offset) * 60).unwrap_or(Offset::UTC);
        Stamp { utc: tz.to_timestamp(local).map(|t| t.as_second()).unwrap_or(0), offset }
    }
    pub fn of(zoned: &jiff::Zoned) -> Stamp {
        Stamp { utc: zoned.timestamp().as_second(), offset: (zoned.offset().seconds() / 60) as i16 }
    }
    /// Reads `2025-06-10T10:41:07+02:00`; the offset is needed, seconds are not.
    pub fn parse(text: &str) -> Option<Stamp> {
        let pieces = jiff::fmt::temporal::DateTimeParser::new().parse_timestamp(text).ok()?;
        let sign_at = text.rfind(['+', '-', 'Z', 'z'])?;
        let tail = &text[sign_at..];
        let offset = match tail.as_bytes().first()? {
            b'Z' | b'z' => 0,
            sign => {
                let (h, m) = tail[1..].split_once(':')?;
                let minutes = h.parse::<i16>().ok()? * 60 + m.get(..2)?.parse::<i16>().ok()?;
                if *sign == b'-' { -minutes } else { minutes }
            }
        };
        Some(Stamp { utc: pieces.as_second(), offset })
    }
}

impl std::fmt::Display for Stamp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let t = self.local();
        let (sign, minutes) = if self.offset < 0 { ('-', -self.offset) } else { ('+', self.offset) };
        write!(f, "{}T{}{sign}{:02}:{:02}", t.date(), self.clock_seconds(), minutes / 60, minutes % 60)
    }
}

/// The content of one field.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Value {
    #[default]
    Empty,
    /// A long text that is in the file and has not been read.
    Unread,
    Text(Box<str>),
    Number(i64),
    Decimal(Decimal),
    Date(Date),
    Period(Period),
    Stamp(Stamp),
    /// Index into the field's choices.
    Choice(u8),
    /// A word of a list that this program does not know: carried along and shown as it is.
    Word(Box<str>),
    /// Several words of a list, as their field writes them; see [`words`].
    Words(Box<str>),
    Ref(Id),
    Refs(Box<[Id]>),
    /// References of which some name a kind that this program does not know.
    Carried(Box<Carried>),
}

/// References that are carried along: those that this program knows, and all of them as they are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    pub ids: Box<[Id]>,
    pub text: Box<str>,
}

impl Value {
    /// Text, or nothing if there is none.
    pub fn text(text: impl AsRef<str>) -> Value {
        match text.as_ref() {
            "" => Value::Empty,
            t => Value::Text(t.into()),
        }
    }
    /// Several words of a list by their codes; nothing if there is none.
    pub fn words<'a>(list: &[Choice], codes: impl IntoIterator<Item = &'a str>) -> Value {
        match words::canonical(list, codes) {
            text if text.is_empty() => Value::Empty,
            text => Value::Words(text.into()),
        }
    }
    pub fn refs(ids: impl IntoIterator<Item = Id>) -> Value {
        let mut list: Vec<Id> = Vec::new();
        for id in ids {
            if !list.contains(&id) {
                list.push(id);
            }
        }
        if list.is_empty() { Value::Empty } else { Value::Refs(list.into()) }
    }
    pub fn one(id: Option<Id>) -> Value {
        id.map_or(Value::Empty, Value::Ref)
    }
    pub fn date(date: Option<Date>) -> Value {
        date.map_or(Value::Empty, Value::Date)
    }
    pub fn is_empty(&self) -> bool {
        matches!(self, Value::Empty)
    }

    /// The form in files, journal and JSON: `null`, a number or a string.
    pub fn to_json(&self, field: &Field) -> Json {
        match self {
            Value::Empty | Value::Unread => Json::Null,
            Value::Number(n) => Json::from(*n),
            other => Json::from(other.written(field)),
        }
    }

    /// Reads what [`Value::to_json`] wrote; a sentence names what is wrong.
    pub fn from_json(field: &Field, json: &Json) -> Result<Value, String> {
        match json {
            Json::Null => Ok(Value::Empty),
            Json::Number(n) => Value::read(field, &n.to_string()),
            Json::String(s) => Value::read(field, s),
            other => Err(format!("{}: {other} is neither text, number nor null", field.label)),
        }
    }

    /// The canonical text: codes for choices, ISO dates, ids with single blanks between.
    pub fn written(&self, field: &Field) -> String {
        match self {
            Value::Empty | Value::Unread => String::new(),
            Value::Text(t) | Value::Word(t) | Value::Words(t) => t.to_string(),
            Value::Number(n) => n.to_string(),
            Value::Decimal(d) => d.to_string(),
            Value::Date(d) => d.to_string(),
            Value::Period(p) => p.to_string(),
            Value::Stamp(s) => s.to_string(),
            Value::Choice(i) => field.choices().get(usize::from(*i)).map(|c| c.code).unwrap_or_default().to_string(),
            Value::Ref(id) => id.to_string(),
            Value::Refs(ids) => join_ids(ids, " "),
            Value::Carried(refs) => refs.text.to_string(),
        }
    }

    /// Reads canonical text, and what people type where it needs no day of today: for days see [`day`]. The error says what is wrong and what is allowed.
    pub fn read(field: &Field, text: &str) -> Result<Value, String> {
        if text.trim().is_empty() {
            return Ok(Value::Empty);
        }
        match field.typ {
            Type::Line => read_line(field, text),
            Type::Long if text.chars().count() > Field::LONG_MAX => {
                Err(format!("{}: longer than {} characters", field.label, Field::LONG_MAX))
            }
            Type::Long => Ok(Value::text(text)),
            Type::Number(min, max) => match text.trim().parse::<i64>() {
                Ok(n) if (min..=max).contains(&n) => Ok(Value::Number(n)),
                _ => Err(format!("{}: “{}” is not a whole number from {min} to {max}", field.label, text.trim())),
            },
            Type::Date => text.trim().parse::<Date>().map(Value::Date).map_err(|_| {
                format!("{}: “{}” is no day as a file holds it, such as 2026-03-31", field.label, text.trim())
            }),
            Type::Decimal(min, max) => read_decimal(field, min, max, text.trim()),
            Type::Period => Period::canonical(text.trim()).map(Value::Period).ok_or_else(|| {
                format!("{}: “{}” is no day or period; write {}", field.label, text.trim(), day::PERIOD_ALLOWED)
            }),
            Type::Stamp => Stamp::parse(text.trim()).map(Value::Stamp).ok_or_else(|| {
                format!("{}: “{}” is not a moment such as 2026-03-31T10:00:00+02:00", field.label, text.trim())
            }),
            Type::Choice(list) => read_choice(field, list, text),
            Type::Words(list) => read_words(field, list, text),
            Type::Ref(_) | Type::Refs(_) | Type::Any => read_refs(field, text),
            Type::Derived(_) => Err(format!("{} is computed and cannot be set", field.label)),
        }
    }
}

fn read_line(field: &Field, text: &str) -> Result<Value, String> {
    if text.contains('\n') {
        return Err(format!("{}: one line only", field.label));
    }
    if text.chars().count() > Field::LINE_MAX {
        return Err(format!("{}: longer than {} characters", field.label, Field::LINE_MAX));
    }
    Ok(Value::text(text))
}

fn read_choice(field: &Field, list: &'static [Choice], text: &str) -> Result<Value, String> {
    let t = text.trim().to_lowercase();
    let hit = |c: &Choice| c.code == t || c.label.to_lowercase() == t || c.aliases.contains(&t.as_str());
    match list.iter().position(hit) {
        Some(i) => Ok(Value::Choice(i as u8)),
        None => {
            let allowed: Vec<&str> = list.iter().map(|c| c.label).collect();
            Err(format!("{}: “{}” is not in the list; allowed: {}", field.label, text.trim(), allowed.join(", ")))
        }
    }
}

fn read_words(field: &Field, list: &'static [Choice], text: &str) -> Result<Value, String> {
    match words::read(list, text) {
        Ok(codes) => Ok(Value::words(list, words::codes(&codes))),
        Err(word) => {
            let allowed: Vec<&str> = list.iter().map(|c| c.label).collect();
            Err(format!("{}: “{word}” is not in the list; allowed are several of: {}", field.label, allowed.join(", ")))
        }
    }
}

fn read_decimal(field: &Field, min: i64, max: i64, text: &str) -> Result<Value, String> {
    let wrong =
        |why: String| format!("{}: “{text}” is refused: {why}; allowed is a number such as 1250.50", field.label);
    let number = Decimal::read(text).map_err(wrong)?;
    match number.is_within(min, max) {
        true => Ok(Value::Decimal(number)),
        false => Err(format!("{}: “{text}” is not a number from {min} to {max}", field.label)),
    }
}

fn read_refs(field: &Field, text: &str) -> Result<Value, String> {
    let (kinds, many) = field.targets().unwrap_or_default();
    let mut ids = Vec::new();
    for word in text.split([' ', ',', ';', '\n', '\t']).filter(|w| !w.is_empty()) {
        let id: Id = word.parse().map_err(|e| format!("{}: {e}", field.label))?;
        if !kinds.contains(&id.kind) {
            let allowed: Vec<&str> = kinds.iter().map(|k| k.spec().name).collect();
            return Err(format!("{}: {id} is not one of: {}", field.label, allowed.join(", ")));
        }
        ids.push(id);
    }
    match (many, ids.len()) {
        (true, _) => Ok(Value::refs(ids)),
        (false, 1) => Ok(Value::Ref(ids[0])),
        (false, _) => Err(format!("{}: one record only", field.label)),
    }
}

/// References as a file writes them, with single blanks between; what is no id of this program is carried along if it
/// has the shape of one. `None` for any other text.
pub fn held_refs(text: &str, many: bool) -> Option<Value> {
    let mut ids = Vec::new();
    let mut all_known = true;
    for word in text.split(' ') {
        match word.parse::<Id>() {
            Ok(id) => ids.push(id),
            Err(_) if is_foreign_id(word) => all_known = false,
            Err(_) => return None,
        }
    }
    match (all_known, many, ids.len()) {
        (true, true, _) => Some(Value::Refs(ids.into())),
        (true, false, 1) => Some(Value::Ref(ids[0])),
        (true, false, _) => None,
        (false, ..) => Some(Value::Carried(Box::new(Carried { ids: ids.into(), text: text.into() }))),
    }
}

/// Whether a word is the id of a kind that this program does not know.
fn is_foreign_id(word: &str) -> bool {
    let Some((prefix, n)) = word.split_once('-') else { return false };
    let known = super::kind::Kind::ALL.iter().any(|k| k.spec().prefix == prefix);
    let are =
        |text: &str, fits: fn(&u8) -> bool| !text.is_empty() && text.len() <= 10 && text.as_bytes().iter().all(fits);
    !known && are(prefix, u8::is_ascii_uppercase) && are(n, u8::is_ascii_digit)
}

/// Ids in a row.
pub fn join_ids(ids: &[Id], between: &str) -> String {
    let mut out = String::new();
    for id in ids {
        if !out.is_empty() {
            out.push_str(between);
        }
        out.push_str(&id.to_string());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Kind, kinds::*};

    #[test]
    fn values_read_back_as_they_are_written() {
        for kind in Kind::ALL {
            for field in kind.spec().fields.iter().filter(|f| f.stored()) {
                let sample = match field.typ {
                    Type::Line => Value::text("  kept as it is "),
                    Type::Long => Value::text("two\n lines "),
                    Type::Number(min, _) => Value::Number(min),
                    Type::Decimal(min, _) => Value::Decimal(min.into()),
                    Type::Date => Value::Date(jiff::civil::date(2026, 2, 3)),
                    Type::Period => Value::Period(Period::Quarter(2026, 1)),
                    Type::Stamp => Value::Stamp(Stamp { utc: 1_750_000_000, offset: -90 }),
                    Type::Choice(list) => Value::Choice(list.len() as u8 - 1),
                    Type::Words(list) => Value::words(list, list.iter().rev().map(|c| c.code)),
                    Type::Any => Value::Ref(Id::new(Kind::Round, 3)),
                    Type::Ref(kinds) => Value::Ref(Id::new(kinds[0], 3)),
                    Type::Refs(kinds) => Value::refs([Id::new(kinds[0], 3), Id::new(kinds[0], 1)]),
                    Type::Derived(_) => continue,
                };
                assert_eq!(Value::from_json(field, &sample.to_json(field)), Ok(sample), "{}", field.name);
            }
        }
    }

    #[test]
    fn a_reference_to_a_kind_of_a_newer_program_is_carried_along() {
        let field = &risk::FIELDS[risk::SYSTEMS];
        let value = held_refs("S-01 ZZ-004 S-02", true).unwrap();
        assert_eq!(value.written(field), "S-01 ZZ-004 S-02");
        let record = crate::domain::Record::new(Id::new(Kind::Risk, 1)).with(risk::SYSTEMS, value);
        assert_eq!(record.refs(risk::SYSTEMS), [Id::new(Kind::System, 1), Id::new(Kind::System, 2)]);
        assert_eq!(record.links().count(), 2);
        assert!(matches!(held_refs("ZZ-004", false), Some(Value::Carried(_))));
        for wrong in ["S-0", "zz-1", "ZZ", "S-01  S-02", "ZZ-1x", "S-01,S-02"] {
            assert_eq!(held_refs(wrong, true), None, "{wrong}");
        }
        assert_eq!(held_refs("S-01 S-02", false), None);
    }

    #[test]
    fn a_new_type_refuses_with_what_is_allowed() {
        let refused = |field: &Field, text: &str| Value::read(field, text).unwrap_err();
        let cost = Field::decimal("cost", "Cost", 0, 1000);
        assert!(refused(&cost, "-0.5").contains("Cost: “-0.5” is not a number from 0 to 1000"));
        assert!(refused(&cost, "much").contains("“much” is refused: it is not a number"));
        assert!(refused(&Field::period("until", "Until"), "soon").contains("a quarter 2026-Q2"));
        let answer = Field::several("ask", "Ask", crate::domain::kinds::YES_NO);
        assert!(
            refused(&answer, "yes, perhaps").contains("“perhaps” is not in the list; allowed are several of: yes, no")
        );
        let about = Field::any("about", "About");
        assert!(refused(&about, "R-01 S-01").contains("one record only"));
        for kind in Kind::ALL {
            let id = Id::new(*kind, 1001);
            assert_eq!(Value::read(&about, &id.to_string()), Ok(Value::Ref(id)));
        }
    }

    #[test]
    fn a_wrong_word_is_answered_with_the_list() {
        let field = &system::FIELDS[system::STATE];
        let error = Value::read(field, "sleeping").unwrap_err();
        assert!(error.contains("sleeping") && error.contains("live") && error.contains("pilot"), "{error}");
        assert!(Value::read(&risk::FIELDS[risk::LIKELIHOOD], "9").unwrap_err().contains("from 1 to"));
        assert!(Value::read(&risk::FIELDS[risk::SYSTEMS], "F-001").unwrap_err().contains("AI system"));
    }
}
