//! Records as rows: one piece of code for every kind, driven by its description.
//!
//! An empty value is NULL, anything else its canonical text, or a number. Texts go in and out byte for byte.

use super::error::damaged;
use crate::domain::{
    Decimal, Field, Id, Kind, Period, Record, Spec, Stamp, Type, Value, own, value::held_refs, values::Values, words,
};
use rusqlite::{
    Connection, OptionalExtension, Row, params_from_iter,
    types::{Value as Sql, ValueRef},
};
use std::{
    collections::{BTreeMap, HashMap},
    fmt::Write,
    sync::Arc,
};

/// What becomes of a field whose bytes are no value of its type.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Spoilt {
    /// It is shown as damaged, its bytes written out, and the rest of the record is there.
    Shown,
    /// It is an error: nothing may be written over it.
    Refused,
}

/// What becomes of the long texts of many records.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Texts {
    All,
    /// Those that rules read, and blank ones; others come as [`Value::Unread`].
    Rules,
    /// None is looked at; one that is not empty comes as [`Value::Unread`].
    Left,
}

/// Reads one record with all its texts, to be shown.
pub(super) fn read(conn: &Connection, id: Id) -> rusqlite::Result<Option<Record>> {
    read_as(conn, id, Spoilt::Shown)
}

/// The same for whoever writes it again: a damaged field is an error.
pub(super) fn read_exact(conn: &Connection, id: Id) -> rusqlite::Result<Option<Record>> {
    read_as(conn, id, Spoilt::Refused)
}

fn read_as(conn: &Connection, id: Id, spoilt: Spoilt) -> rusqlite::Result<Option<Record>> {
    let spec = id.kind.spec();
    let sql = format!("SELECT {} FROM \"{}\" WHERE n = ?1", columns(spec, Texts::All), spec.table);
    conn.prepare_cached(&sql)?
        .query_row([id.n], |row| {
            record(row, spec, Texts::All, spoilt, (0, &mut Known { one: true, ..Known::default() }))
        })
        .optional()
}

/// Reads all records of a kind in the order of their numbers.
pub(super) fn load(conn: &Connection, kind: Kind, texts: Texts) -> rusqlite::Result<Vec<Record>> {
    slice(conn, kind, texts, (0, i64::MAX), &mut Known::default())
}

/// Those of these kinds that have a row.
pub(super) fn filled(conn: &Connection, kinds: &[Kind]) -> rusqlite::Result<Vec<Kind>> {
    let asked: Vec<String> = kinds.iter().map(|k| format!("EXISTS (SELECT 1 FROM \"{}\")", k.spec().table)).collect();
    conn.query_row(&format!("SELECT {}", asked.join(", ")), [], |row| {
        let has = |i: usize| row.get::<_, bool>(i);
        kinds.iter().enumerate().filter_map(|(i, kind)| has(i).map(|has| has.then_some(*kind)).transpose()).collect()
    })
}

/// Reads the records of a kind with numbers after `after`, at most so many.
pub(super) fn slice(
    conn: &Connection,
    kind: Kind,
    texts: Texts,
    (after, most): (u32, i64),
    known: &mut Known,
) -> rusqlite::Result<Vec<Record>> {
    let spec = kind.spec();
    let texts = if spec.whole { Texts::All } else { texts };
    let sql = format!("SELECT {} FROM \"{}\" WHERE n > ?1 ORDER BY n LIMIT ?2", columns(spec, texts), spec.table);
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query((after, most))?;
    let mut records: Vec<Record> = Vec::new();
    while let Some(row) = rows.next()? {
        // Most records of a kind hold as much as the one before.
        let room = records.last().map_or(0, |last| last.values.held());
        records.push(record(row, spec, texts, Spoilt::Shown, (room, &mut *known))?);
    }
    Ok(records)
}

/// Adds a row.
pub(super) fn insert(conn: &Connection, record: &Record) -> rusqlite::Result<()> {
    let spec = record.id.kind.spec();
    let mut sql = format!("INSERT INTO \"{}\" (n, rev, hidden, own", spec.table);
    for (_, field) in stored(spec) {
        let _ = write!(sql, ", \"{}\"", field.name);
    }
    sql += ") VALUES (?1, ?2, ?3, ?4";
    for i in 0..stored(spec).count() {
        let _ = write!(sql, ", ?{}", i + 5);
    }
    sql += ")";
    conn.prepare_cached(&sql)?.execute(params_from_iter(parameters(record)))?;
    Ok(())
}

/// Writes a row over the one at revision `rev`; says whether that revision was there.
pub(super) fn update(conn: &Connection, record: &Record, rev: u32) -> rusqlite::Result<bool> {
    let spec = record.id.kind.spec();
    let mut sql = format!("UPDATE \"{}\" SET rev = ?2, hidden = ?3, own = ?4", spec.table);
    for (i, (_, field)) in stored(spec).enumerate() {
        let _ = write!(sql, ", \"{}\" = ?{}", field.name, i + 5);
    }
    let _ = write!(sql, " WHERE n = ?1 AND rev = ?{}", stored(spec).count() + 5);
    let mut values = parameters(record);
    values.push(Sql::from(rev));
    Ok(conn.prepare_cached(&sql)?.execute(params_from_iter(values))? == 1)
}

/// Whether a record, hidden or not, has this id.
pub(super) fn exists(conn: &Connection, id: Id) -> rusqlite::Result<bool> {
    let sql = format!("SELECT 1 FROM \"{}\" WHERE n = ?1", id.kind.spec().table);
    conn.prepare_cached(&sql)?.exists([id.n])
}

/// Whether a record is there and not hidden.
pub(super) fn is_live(conn: &Connection, id: Id) -> rusqlite::Result<bool> {
    let sql = format!("SELECT 1 FROM \"{}\" WHERE n = ?1 AND hidden = 0", id.kind.spec().table);
    conn.prepare_cached(&sql)?.exists([id.n])
}

/// The ids of all records that are hidden.
pub(super) fn hidden(conn: &Connection) -> rusqlite::Result<Vec<Id>> {
    let mut ids = Vec::new();
    for kind in Kind::ALL {
        let sql = format!("SELECT n FROM \"{}\" WHERE hidden ORDER BY n", kind.spec().table);
        let mut statement = conn.prepare_cached(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            ids.push(Id::new(*kind, row.get(0)?));
        }
    }
    Ok(ids)
}

/// The highest number of a kind, 0 if there is no record.
pub(super) fn highest(conn: &Connection, kind: Kind) -> rusqlite::Result<u32> {
    let sql = format!("SELECT coalesce(max(n), 0) FROM \"{}\"", kind.spec().table);
    conn.prepare_cached(&sql)?.query_row([], |row| row.get(0))
}

/// Refuses, with a sentence, what the field does not take.
pub(super) fn check(field: &Field, value: &Value) -> Result<(), String> {
    let limit = match (field.typ, value) {
        (_, Value::Empty | Value::Unread) => return Ok(()),
        (Type::Line, Value::Text(_)) => Field::LINE_MAX,
        (Type::Long, Value::Text(_)) => field.longest(),
        (Type::Line | Type::Long, _) => return Err(format!("{}: text is needed", field.label)),
        (Type::Choice(list), Value::Choice(i)) if usize::from(*i) < list.len() => return Ok(()),
        // Words that this program does not know are carried along.
        (Type::Choice(_), Value::Word(word)) if !word.contains(' ') && words::is_held(word) => return Ok(()),
        (Type::Words(_), Value::Words(text)) if words::is_held(text) => return Ok(()),
        (Type::Ref(_) | Type::Any, Value::Carried(refs)) if held_refs(&refs.text, false).is_some() => return Ok(()),
        (Type::Refs(_), Value::Carried(refs)) if held_refs(&refs.text, true).is_some() => return Ok(()),
        (Type::Derived(_), _) => return Err(format!("{} is computed and cannot be set", field.label)),
        _ => {
            let read = Value::read(field, &value.written(field))?;
            let same = read == *value;
            return if same { Ok(()) } else { Err(format!("{}: this value does not fit the field", field.label)) };
        }
    };
    match value {
        Value::Text(t) if t.chars().count() > limit => Err(format!("{}: longer than {limit} characters", field.label)),
        Value::Text(t) if matches!(field.typ, Type::Line) && t.contains('\n') => {
            Err(format!("{}: one line only", field.label))
        }
        Value::Text(t) if t.starts_with('\0') => Err(format!("{}: text cannot start with a NUL", field.label)),
        _ => Ok(()),
    }
}

/// The value behind canonical text; texts stay exactly as they are, also blank ones.
pub(super) fn value(field: &Field, text: &str) -> Result<Value, String> {
    let wrong = || format!("{}: “{}” cannot be read", field.label, text.escape_debug());
    match field.typ {
        Type::Line | Type::Long => Ok(Value::text(text)),
        Type::Choice(list) => {
            let known = list.iter().position(|c| c.code == text);
            Ok(known.map_or_else(|| Value::Word(text.into()), |i| Value::Choice(i as u8)))
        }
        Type::Words(_) if words::is_held(text) => Ok(Value::Words(text.into())),
        Type::Words(_) => Err(wrong()),
        Type::Decimal(..) => Decimal::canonical(text).map(Value::Decimal).ok_or_else(wrong),
        Type::Period => Period::canonical(text).map(Value::Period).ok_or_else(wrong),
        Type::Date => text.parse().map(Value::Date).map_err(|_| wrong()),
        Type::Stamp => Stamp::parse(text).map(Value::Stamp).ok_or_else(wrong),
        Type::Ref(_) | Type::Any => held_refs(text, false).ok_or_else(wrong),
        Type::Refs(_) => held_refs(text, true).ok_or_else(wrong),
        Type::Number(..) => text.parse().map(Value::Number).map_err(|_| wrong()),
        Type::Derived(_) => Err(wrong()),
    }
}

fn stored(spec: &'static Spec) -> impl Iterator<Item = (usize, &'static Field)> {
    spec.fields.iter().enumerate().filter(|(_, f)| f.stored())
}

/// The columns in the order of the description. Whether a text is there stands in the row's head, so asking for that
/// does not read the text.
fn columns(spec: &'static Spec, texts: Texts) -> String {
    let mut out = "n, rev, hidden, own".to_string();
    for (_, field) in stored(spec) {
        let _ = match field.typ {
            Type::Long if texts == Texts::Left => write!(out, ", \"{}\" IS NOT NULL", field.name),
            _ => write!(out, ", \"{}\"", field.name),
        };
    }
    out
}

fn record(
    row: &Row<'_>,
    spec: &'static Spec,
    texts: Texts,
    how: Spoilt,
    (room, known): (usize, &mut Known),
) -> rusqlite::Result<Record> {
    let id = Id::new(spec.kind, row.get(0)?);
    let (rev, hidden) = (row.get(1)?, row.get(2)?);
    let mut wrong = None;
    let some = stored(spec).enumerate().filter_map(|(column, (i, field))| {
        let cell = match row.get_ref(column + 4) {
            Ok(ValueRef::Null) => return None,
            cell => cell,
        };
        match cell.and_then(|cell| known.value(i, field, cell, || cell_of(id, field, cell, texts, how))) {
            Ok(value) if value.is_empty() => None,
            Ok(value) => Some((i, value)),
            Err(error) => {
                wrong.get_or_insert(error);
                None
            }
        }
    });
    let mut values = Values::of(spec.fields.len(), room, some);
    match own_columns(id, row.get_ref(3)?, how) {
        Ok(own) => own.into_iter().for_each(|(at, value)| values.set(at, value)),
        Err(error) => wrong = wrong.or(Some(error)),
    }
    wrong.map_or(Ok(Record { id, rev, hidden, values }), Err)
}

/// Values that were read before, so that a word, a day or a person that many records have is read and held once.
#[derive(Default)]
pub(super) struct Known {
    fields: Vec<HashMap<Box<[u8]>, Arc<Value>>>,
    /// One record is read, so nothing is worth remembering.
    one: bool,
}

/// Values of one field that are remembered at most, and bytes of one of them.
const REMEMBERED: usize = 4_096;
const SHORT: usize = 64;
/// Stands before the bytes of a number; no text begins so.
const NUMBER: u8 = 0xff;

impl Known {
    fn value(
        &mut self,
        at: usize,
        field: &Field,
        cell: ValueRef<'_>,
        read: impl FnOnce() -> rusqlite::Result<Value>,
    ) -> rusqlite::Result<Arc<Value>> {
        let mut number = [NUMBER; 9];
        let bytes: &[u8] = match (field.typ, cell) {
            // Lines are what tells records apart.
            (Type::Line, _) => return read().map(Arc::new),
            (_, ValueRef::Text(text)) if text.len() <= SHORT => text,
            (_, ValueRef::Integer(n)) => {
                number[1..].copy_from_slice(&n.to_le_bytes());
                &number
            }
            _ => return read().map(Arc::new),
        };
        if self.one {
            return read().map(Arc::new);
        }
        if self.fields.len() <= at {
            self.fields.resize_with(at + 1, HashMap::new);
        }
        let known = &mut self.fields[at];
        if let Some(value) = known.get(bytes) {
            return Ok(value.clone());
        }
        let value = Arc::new(read()?);
        if known.len() < REMEMBERED {
            known.insert(bytes.into(), value.clone());
        }
        Ok(value)
    }
}

/// The own columns of a record, as they stand in its row: an object of JSON with the id of each definition. What is none
/// is shown as damaged, or refused.
fn own_columns(id: Id, cell: ValueRef<'_>, how: Spoilt) -> rusqlite::Result<Vec<(usize, Value)>> {
    match own_of(cell) {
        Some(values) => Ok(values),
        None if how == Spoilt::Shown => Ok(Vec::new()),
        None => Err(spoilt(id, &own::TEXT, "it is no list of own columns")),
    }
}

/// Field and text of each own column that a row holds; `None` if they cannot be read.
pub(super) fn own_of(cell: ValueRef<'_>) -> Option<Vec<(usize, Value)>> {
    let text = match cell {
        ValueRef::Null => return Some(Vec::new()),
        ValueRef::Text(bytes) => std::str::from_utf8(bytes).ok()?,
        _ => return None,
    };
    let read: BTreeMap<String, String> = serde_json::from_str(text).ok()?;
    read.iter().map(|(key, text)| Some((own::keyed(key)?, Value::text(text)))).collect()
}

/// The same as they are written.
fn own_text(record: &Record) -> Sql {
    let all: serde_json::Map<String, serde_json::Value> =
        record.values.own().filter_map(|(at, value)| Some((own::key(at)?, own::json(value)))).collect();
    if all.is_empty() { Sql::Null } else { Sql::Text(serde_json::Value::Object(all).to_string()) }
}

/// The value in a column.
fn cell_of(id: Id, field: &Field, cell: ValueRef<'_>, texts: Texts, how: Spoilt) -> rusqlite::Result<Value> {
    Ok(match (field.typ, cell) {
        (_, ValueRef::Null) => Value::Empty,
        (Type::Long, ValueRef::Integer(there)) if texts == Texts::Left && there == 0 => Value::Empty,
        (Type::Long, ValueRef::Integer(_)) if texts == Texts::Left => Value::Unread,
        (Type::Long, ValueRef::Text(text)) if texts == Texts::Rules && !field.ruled && says_something(text) => {
            Value::Unread
        }
        (Type::Number(..), ValueRef::Integer(n)) => Value::Number(n),
        _ => match text_of(field, cell) {
            Ok(value) => value,
            Err(_) if how == Spoilt::Shown => Value::text(raw(cell)),
            Err(why) => return Err(spoilt(id, field, &why)),
        },
    })
}

/// Whether these bytes are text that is not blank.
fn says_something(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok_and(|text| !text.trim_start().is_empty())
}

fn text_of(field: &Field, cell: ValueRef<'_>) -> Result<Value, String> {
    let ValueRef::Text(bytes) = cell else { return Err("its type is wrong".into()) };
    value(field, std::str::from_utf8(bytes).map_err(|_| "it is not text")?)
}

/// The most bytes of a damaged field that are written out.
const RAW_MAX: usize = 200;

/// What is shown of a damaged field: its bytes, as signs that every terminal can show.
fn raw(cell: ValueRef<'_>) -> String {
    match cell {
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
            format!("(damaged: {})", bytes[..bytes.len().min(RAW_MAX)].escape_ascii())
        }
        ValueRef::Integer(n) => format!("(damaged: {n})"),
        ValueRef::Real(n) => format!("(damaged: {n})"),
        ValueRef::Null => String::new(),
    }
}

fn spoilt(id: Id, field: &Field, why: &str) -> rusqlite::Error {
    damaged(format!("the field “{}” of {id} is damaged: {why}", field.name))
}

fn parameters(record: &Record) -> Vec<Sql> {
    let spec = record.id.kind.spec();
    let head = [Sql::from(record.id.n), Sql::from(record.rev), Sql::from(record.hidden), own_text(record)];
    let values = stored(spec).map(|(i, field)| match &record.values[i] {
        Value::Empty | Value::Unread => Sql::Null,
        Value::Number(n) => Sql::Integer(*n),
        other => Sql::Text(other.written(field)),
    });
    head.into_iter().chain(values).collect()
}
