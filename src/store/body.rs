//! The canonical text of a record in the journal: sorted lines, one for each field that is not empty.
//!
//! `field=value` for numbers, days, moments and words of a list, `field@ids` for references, `field#n` for texts, where
//! `n` is a word of the journal. The shape never changes: the hash of an entry covers it.

use super::{
    rows,
    words::{self, Adder},
};
use crate::domain::{Field, Id, Record, Type, Value, own};
use rusqlite::Connection;
use std::{borrow::Cow, collections::BTreeMap};

/// How a line of a body holds its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Held {
    Plain(String),
    Ids(String),
    Word(i64),
}

/// The lines of a body by field.
pub(super) type Lines = BTreeMap<String, Held>;

/// One line of a body as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line<'a> {
    pub field: &'a str,
    /// `=`, `@` or `#`.
    pub sign: u8,
    pub value: &'a str,
}

/// Takes a line apart; `None` if it is none.
pub(super) fn line(line: &str) -> Option<Line<'_>> {
    // Byte by byte: this is asked of every line of the journal.
    let at = line.bytes().position(|b| matches!(b, b'=' | b'@' | b'#'))?;
    Some(Line { field: &line[..at], sign: line.as_bytes()[at], value: &line[at + 1..] })
}

/// The lines of a body one by one; what is no line is left out.
pub(super) fn split(body: &str) -> impl Iterator<Item = Line<'_>> {
    body.lines().filter_map(line)
}

/// Whether a text can be read as a body.
pub(super) fn is_body(text: &str) -> bool {
    let is_line = |line: Line<'_>| line.sign != b'#' || line.value.parse::<i64>().is_ok();
    text.lines().all(|text| line(text).is_some_and(is_line))
}

/// Reads a body; `None` if it is none.
pub(super) fn parse(body: &str) -> Option<Lines> {
    body.lines().map(|text| line(text).and_then(held)).collect()
}

fn held(line: Line<'_>) -> Option<(String, Held)> {
    let held = match line.sign {
        b'=' => Held::Plain(line.value.into()),
        b'@' => Held::Ids(line.value.into()),
        _ => Held::Word(line.value.parse().ok()?),
    };
    Some((line.field.to_string(), held))
}

/// The text of lines.
pub(super) fn write(lines: &Lines) -> String {
    let mut out = String::new();
    for (field, held) in lines {
        let line = match held {
            Held::Plain(value) => format!("{field}={value}\n"),
            Held::Ids(ids) => format!("{field}@{ids}\n"),
            Held::Word(n) => format!("{field}#{n}\n"),
        };
        out += &line;
    }
    out
}

/// The lines of a record. A text that stands in `before` already keeps its word, another becomes a new one. What the
/// lines before are known to say, `old`, is not compared with them again.
pub(super) fn of(
    conn: &Connection,
    record: &Record,
    before: Option<&Lines>,
    old: Option<&Record>,
    words: &mut Adder<'_>,
) -> rusqlite::Result<Lines> {
    lines_of(record, |i, text| match before.and_then(|b| b.get(&*own::name(record.id.kind, i))) {
        Some(Held::Word(n)) if old.is_some_and(|old| old.values[i] == record.values[i]) => Ok(*n),
        Some(Held::Word(n)) if words::is(conn, *n, text)? => Ok(*n),
        _ => words.add(text),
    })
}

/// The texts of a record, in the order in which they become words where no entry knows it yet.
pub(super) fn texts(record: &Record) -> impl Iterator<Item = &str> {
    let own = record.values.own().map(|(_, value)| value);
    let values = stored(record).map(|(_, value)| value).chain(own);
    values.filter_map(|value| if let Value::Text(text) = value { Some(&**text) } else { None })
}

/// The body of a record that no entry knows yet, whose [`texts`] became the words after `last`; and its lines of
/// references: field and ids.
pub(super) fn made(record: &Record, mut last: i64) -> (String, Vec<(&'static str, String)>) {
    let (mut lines, mut links) = (Vec::new(), Vec::new());
    for (field, value) in stored(record) {
        let line = match value {
            Value::Empty | Value::Unread => continue,
            Value::Text(_) => {
                last += 1;
                ('#', last.to_string())
            }
            Value::Ref(_) | Value::Refs(_) | Value::Carried(_) => {
                links.push((field.name, value.written(field)));
                ('@', value.written(field))
            }
            other => ('=', other.written(field)),
        };
        lines.push((Cow::Borrowed(field.name), line));
    }
    for (at, _) in record.values.own() {
        last += 1;
        lines.push((own::name(record.id.kind, at), ('#', last.to_string())));
    }
    lines.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
    let mut body = String::with_capacity(lines.iter().map(|(name, (_, value))| name.len() + value.len() + 2).sum());
    for (name, (sign, value)) in lines {
        body.push_str(&name);
        body.push(sign);
        body.push_str(&value);
        body.push('\n');
    }
    (body, links)
}

fn lines_of(record: &Record, mut word: impl FnMut(usize, &str) -> rusqlite::Result<i64>) -> rusqlite::Result<Lines> {
    let mut lines = Lines::new();
    for (i, (field, value)) in record.id.kind.spec().fields.iter().zip(&record.values).enumerate() {
        let held = match value {
            _ if !field.stored() => continue,
            Value::Empty | Value::Unread => continue,
            Value::Text(text) => Held::Word(word(i, text)?),
            Value::Ref(_) | Value::Refs(_) | Value::Carried(_) => Held::Ids(value.written(field)),
            other => Held::Plain(other.written(field)),
        };
        lines.insert(field.name.to_string(), held);
    }
    for (at, value) in record.values.own() {
        let Value::Text(text) = value else { continue };
        lines.insert(own::name(record.id.kind, at).into_owned(), Held::Word(word(at, text)?));
    }
    Ok(lines)
}

/// Whether a record is what the lines say.
pub(super) fn matches(conn: &Connection, record: &Record, lines: &Lines) -> rusqlite::Result<bool> {
    let mut met = 0;
    for (field, value) in stored(record).filter(|(_, v)| !v.is_empty()) {
        let same = match (lines.get(field.name), value) {
            (Some(Held::Word(n)), Value::Text(text)) => words::is(conn, *n, text)?,
            (Some(Held::Plain(text) | Held::Ids(text)), value) => *text == value.written(field),
            _ => false,
        };
        if !same {
            return Ok(false);
        }
        met += 1;
    }
    for (at, value) in record.values.own() {
        let same = match (lines.get(&*own::name(record.id.kind, at)), value) {
            (Some(Held::Word(n)), Value::Text(text)) => words::is(conn, *n, text)?,
            _ => false,
        };
        if !same {
            return Ok(false);
        }
        met += 1;
    }
    if met < lines.len() {
        // A word that was erased stands nowhere else.
        for held in lines.values() {
            if let Held::Word(n) = held
                && words::is_erased(conn, *n)?
            {
                met += 1;
            }
        }
    }
    Ok(met == lines.len())
}

pub(super) fn stored(record: &Record) -> impl Iterator<Item = (&'static Field, &Value)> {
    record.id.kind.spec().fields.iter().zip(&record.values).filter(|(f, _)| f.stored())
}

/// The value that a line holds for a described field; erased texts are empty. A sentence names what cannot be read.
pub(super) fn value(conn: &Connection, field: &Field, held: &Held) -> rusqlite::Result<Value> {
    let read = |text: &str| rows::value(field, text).map_err(super::error::damaged);
    match held {
        Held::Word(n) => words::text(conn, *n)?.map_or(Ok(Value::Empty), |text| match field.typ {
            Type::Line | Type::Long => Ok(Value::text(text)),
            _ => read(&text),
        }),
        Held::Plain(text) | Held::Ids(text) => read(text),
    }
}

/// The record that the lines describe; lines of fields that this program does not know are left out. Without `texts`, a
/// long text that is not empty comes as [`Value::Unread`].
pub(super) fn record(
    conn: &Connection,
    id: Id,
    (rev, hidden): (u32, bool),
    lines: &Lines,
    texts: bool,
) -> rusqlite::Result<Record> {
    let mut record = Record { rev, hidden, ..Record::new(id) };
    for (i, field) in id.kind.spec().fields.iter().enumerate() {
        let Some(held) = lines.get(field.name).filter(|_| field.stored()) else { continue };
        record.values[i] = match (field.typ, held) {
            (Type::Long, Held::Word(n)) if !texts && words::is_erased(conn, *n)? => Value::Empty,
            (Type::Long, Held::Word(_)) if !texts => Value::Unread,
            _ => value(conn, field, held)?,
        };
    }
    for (name, held) in lines.iter().filter(|(name, _)| name.starts_with(own::PREFIX)) {
        if let Some(at) = own::named(id.kind, name) {
            record.values.set(at, value(conn, &own::TEXT, held)?);
        }
    }
    Ok(record)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_that_is_made_has_the_body_that_it_has_by_its_lines() {
        use crate::domain::{Kind, kinds::finding};
        let refs = Value::refs([Id::new(Kind::System, 2), Id::new(Kind::System, 1)]);
        let record = Record::new(Id::new(Kind::Finding, 1))
            .with(finding::TITLE, Value::text("a"))
            .with(finding::CONDITION, Value::text("b = c"))
            .with(finding::SYSTEMS, refs)
            .with(finding::OWNER, Value::Ref(Id::new(Kind::Person, 3)))
            .with(finding::GRADE, finding::Grade::ALL[1].value())
            .with(own::field_of(12), Value::text("own text"));
        let mut last = 7;
        let lines = lines_of(&record, |_, _| {
            last += 1;
            Ok(last)
        });
        let lines = lines.unwrap();
        let (body, links) = made(&record, 7);
        assert_eq!((body, links.len()), (write(&lines), 2));
        assert_eq!(texts(&record).count(), 3);
        let turned = super::super::links::Turn::made(&links);
        assert_eq!(turned, super::super::links::Turn::of(None, &lines));
    }

    #[test]
    fn bodies_read_back() {
        let text = "against@4.1 A.6.2.4\nstate=a=b#c\ntitle#12\n";
        let lines = parse(text).unwrap();
        assert_eq!(lines["state"], Held::Plain("a=b#c".into()));
        assert_eq!(lines["title"], Held::Word(12));
        assert_eq!(write(&lines), text);
        assert_eq!(parse("no sign"), None);
        assert_eq!(parse("a#b"), None);
        for text in [text, "no sign", "a#b", "", "a=\n", "a#1\nb"] {
            assert_eq!(is_body(text), parse(text).is_some(), "{text}");
        }
    }
}
