//! Records as CSV and JSON text. Where the text goes is the caller's matter, see [`super::file`].
//!
//! CSV is RFC 4180: commas, CRLF, quotes where needed, UTF-8. A cell that a spreadsheet could run as a formula gets an
//! apostrophe in front; a last column `apostrophe added to` then names these columns row by row, and an import takes
//! exactly those apostrophes away again. JSON is never changed in this way.

use super::{csv, headings::OWN_ID};
use crate::{
    domain::{
        Id, Kind, Record, Records, Value, View,
        foreign::{ForeignField, ForeignKind, ForeignRecord},
        own,
        records::DELETED,
        trend::{MEASURES, Point, Trend},
    },
    shown::json_escaped,
};
use serde_json::{Map, Value as Json};
use std::collections::HashMap;

/// What Excel needs at the start of a CSV file to read it as UTF-8.
pub const BYTE_ORDER_MARK: &str = "\u{FEFF}";

/// A table as CSV. With `neutralise`, cells are guarded against running as formulas.
pub fn csv_table(headings: &[&str], rows: impl Iterator<Item = Vec<String>>, neutralise: bool) -> String {
    let mut headings: Vec<String> = headings.iter().map(|h| h.to_string()).collect();
    let mut rows: Vec<Vec<String>> = rows.collect();
    if neutralise {
        csv::guard(&mut headings, &mut rows);
    }
    let mut out = String::new();
    push_row(&mut out, &headings);
    rows.iter().for_each(|row| push_row(&mut out, row));
    out
}

fn push_row(out: &mut String, cells: &[String]) {
    // A lone empty cell would be a blank line, which is no row.
    let lone = cells.len() == 1 && cells[0].trim().is_empty();
    for (i, cell) in cells.iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        match lone || cell.contains([',', '"', '\r', '\n']) {
            true => out.extend(["\"", &cell.replace('"', "\"\""), "\""]),
            false => out.push_str(cell),
        }
    }
    out.push_str("\r\n");
}

/// Records of one kind with their ids and the given fields in canonical text, which an import reads back.
///
/// `fields` are positions in the description of the kind; computed ones are left out. Long texts must have been read.
pub fn csv_records(view: View, kind: Kind, ids: &[Id], fields: &[usize]) -> Result<String, String> {
    csv_with(view, kind, ids, fields, &More::default())
}

/// What a file holds of these records beside what this program describes.
#[derive(Default)]
pub struct More {
    /// Names of the fields in the file.
    pub names: Vec<String>,
    /// For each number of a record its texts, in that order.
    pub texts: HashMap<u32, Vec<String>>,
}

impl More {
    fn of(&self, id: Id) -> impl Iterator<Item = (&str, &str)> {
        let texts = self.texts.get(&id.n);
        self.names.iter().enumerate().map(move |(i, name)| (name.as_str(), texts.map_or("", |t| t[i].as_str())))
    }
}

/// The same with fields that this program does not describe, after its own.
fn csv_with(view: View, kind: Kind, ids: &[Id], fields: &[usize], more: &More) -> Result<String, String> {
    let table = ExportTable::new(view.records, kind, fields, more);
    let is_deleted = |id| view.records.is_deleted(id);
    let rows = records(view, kind, ids)?.into_iter().map(|record| table.cells(record, &is_deleted));
    let headings: Vec<&str> = table.headings.iter().map(String::as_str).collect();
    Ok(csv_table(&headings, rows, true))
}

/// Records of one kind as CSV, row by row: what [`csv_records`] gives at once.
pub struct ExportTable<'a> {
    kind: Kind,
    fields: Vec<usize>,
    more: &'a More,
    headings: Vec<String>,
}

impl<'a> ExportTable<'a> {
    /// `fields` are positions in the description of the kind; computed ones are left out.
    pub fn new(records: &Records, kind: Kind, fields: &[usize], more: &'a More) -> ExportTable<'a> {
        let described = |f: usize| records.field(kind, f);
        let fields: Vec<usize> = fields.iter().copied().filter(|f| described(*f).stored()).collect();
        let mut headings = vec![OWN_ID.to_string()];
        // An own column is called as no field of its kind is.
        let called = |f: usize| if own::is_own(f) { described(f).label } else { described(f).name };
        headings.extend(fields.iter().map(|f| called(*f).to_string()));
        headings.extend(more.names.iter().cloned());
        ExportTable { kind, fields, more, headings }
    }

    fn cells(&self, record: &Record, is_deleted: &dyn Fn(Id) -> bool) -> Vec<String> {
        let written = |f: usize, value: &Value| own::stored(self.kind, f).map(|field| value.written(field));
        let cells = self.fields.iter().map(|f| match record.value(*f) {
            Value::Ref(id) => pointed_at(&[*id], is_deleted),
            Value::Refs(ids) => pointed_at(ids, is_deleted),
            value => written(*f, value).unwrap_or_default(),
        });
        let cells = cells.chain(self.more.of(record.id).map(|(_, text)| text.to_string()));
        std::iter::once(record.id.to_string()).chain(cells).collect()
    }

    /// Whether the row has a cell that a spreadsheet could run: then the table gets its last column.
    pub fn is_risky(&self, record: &Record) -> bool {
        self.cells(record, &|_| false).iter().any(|cell| csv::is_risky(cell))
    }

    /// The row of headings; in a table with risky cells they all have one more.
    pub fn head(&self, risky: bool) -> String {
        let mut out = String::new();
        let mut headings = self.headings.clone();
        headings.extend(risky.then(|| csv::GUARDED.to_string()));
        push_row(&mut out, &headings);
        out
    }

    /// The row of a record.
    pub fn row(&self, record: &Record, is_deleted: &dyn Fn(Id) -> bool, risky: bool) -> String {
        let mut row = [self.cells(record, is_deleted)];
        if risky {
            csv::guard(&mut self.headings.clone(), &mut row);
            row[0].resize(self.headings.len() + 1, String::new());
        }
        let mut out = String::new();
        push_row(&mut out, &row[0]);
        out
    }
}

/// Ids as the file writes them; what was deleted is called so, and an import reads it back.
pub(super) fn pointed_at(ids: &[Id], is_deleted: &dyn Fn(Id) -> bool) -> String {
    let written = |id: &Id| if is_deleted(*id) { format!("{id} {DELETED}") } else { id.to_string() };
    ids.iter().map(written).collect::<Vec<_>>().join(" ")
}

/// Records of one kind as JSON, exact and complete: one record a line, keys sorted, as in the journal.
pub fn json_records(view: View, kind: Kind, ids: &[Id]) -> Result<String, String> {
    json_with(view, kind, ids, &More::default())
}

/// The same with fields that this program does not describe.
fn json_with(view: View, kind: Kind, ids: &[Id], more: &More) -> Result<String, String> {
    let lines = records(view, kind, ids)?.into_iter().map(|record| json_line(record, more));
    Ok(json_document(kind.spec().table, lines))
}

/// A record as a line of such a document.
pub fn json_line(record: &Record, more: &More) -> String {
    let mut json = record.to_json();
    if let Some(map) = json.as_object_mut() {
        let more = more.of(record.id).filter(|(_, text)| !text.is_empty());
        map.extend(more.map(|(name, text)| (name.to_string(), text.into())));
    }
    escaped(&json)
}

fn escaped(json: &Json) -> String {
    json_escaped(&json.to_string()).into_owned()
}

/// What stands before the lines of records in a document, between two of them, and after the last.
pub fn json_around(table: &str) -> (String, &'static str, &'static str) {
    let table = escaped(&Json::from(table));
    let before = format!("{{\"format\":\"aims records\",\"kind\":{table},\"records\":[\n");
    (before, ",\n", "\n],\"version\":1}\n")
}

fn json_document(table: &str, lines: impl Iterator<Item = String>) -> String {
    let (before, between, after) = json_around(table);
    before + &lines.collect::<Vec<_>>().join(between) + after
}

/// Records of a kind that this program does not describe, as the file writes them.
pub fn csv_foreign(kind: &ForeignKind, records: &[ForeignRecord]) -> String {
    let headings: Vec<&str> = [OWN_ID].into_iter().chain(kind.fields.iter().map(|f| f.name.as_str())).collect();
    let rows = records.iter().map(|r| std::iter::once(kind.called(r.n)).chain(r.values.iter().cloned()).collect());
    csv_table(&headings, rows, true)
}

/// The same as JSON; numbers are numbers.
pub fn json_foreign(kind: &ForeignKind, records: &[ForeignRecord]) -> String {
    let value = |field: &ForeignField, text: &str| match text.parse::<i64>() {
        Ok(n) if field.typ == "number" => Json::from(n),
        _ => Json::from(text),
    };
    let json = |record: &ForeignRecord| {
        let filled = kind.fields.iter().zip(&record.values).filter(|(_, text)| !text.is_empty());
        let mut map: Map<String, Json> = filled.map(|(f, text)| (f.name.clone(), value(f, text))).collect();
        map.insert("id".into(), kind.called(record.n).into());
        map.insert("rev".into(), record.rev.into());
        Json::Object(map)
    };
    json_document(&kind.table, records.iter().map(|record| escaped(&json(record))))
}

/// The days of a trend as rows, a column for each measure.
pub fn csv_trend(trend: &Trend) -> String {
    let headings: Vec<&str> = std::iter::once("Day").chain(MEASURES.iter().map(|m| m.label)).collect();
    let cell = |value: &Option<i64>| value.map_or(String::new(), |v| v.to_string());
    let row = |p: &Point| std::iter::once(p.day.to_string()).chain(p.values.iter().map(cell)).collect();
    csv_table(&headings, trend.points.iter().map(row), true)
}

/// Every stored field of a kind, hidden ones too, and its own columns: what a complete export holds.
pub fn all_fields(records: &Records, kind: Kind) -> Vec<usize> {
    records.fields(kind).filter(|(_, f)| f.stored()).map(|(at, _)| at).collect()
}

fn records<'a>(view: View<'a>, kind: Kind, ids: &[Id]) -> Result<Vec<&'a Record>, String> {
    let one = |id: &Id| match view.records.get(*id) {
        _ if id.kind != kind => Err(format!("{id} is not one of the {}", kind.spec().plural)),
        None => Err(format!("there is no {id}")),
        // An unread text would come out as an empty cell: a loss that nobody sees.
        Some(record) if !record.is_read() => Err(format!("the long texts of {id} have not been read")),
        Some(record) => Ok(record),
    };
    ids.iter().map(one).collect()
}
