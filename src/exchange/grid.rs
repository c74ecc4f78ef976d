//! A register as a person reads it in a spreadsheet: labels over the columns, words of lists as labels, days as days,
//! and the names of what is pointed at beside their ids. A workbook and the CSV for Excel are made from it.

use super::{
    csv,
    export::{BYTE_ORDER_MARK, pointed_at},
    headings::OWN_ID,
};
use crate::{
    domain::{
        Field, Id, Kind, Record, Records, Value, View,
        field::{Placement, Type},
        own,
        period::Period,
    },
    workbook::{Cell, SheetColumn, WorkbookSheet},
};

/// What stands behind the label of a column of names.
const NAMES: &str = "names";
/// The separator that Excel takes where people write 1,5.
const SEPARATOR: char = ';';

/// A column of the grid: a field, or the names of what it points at.
#[derive(Clone, Copy)]
enum Of {
    Id,
    Field(usize),
    Names(usize),
}

/// The fields of a kind that a person may see and edit, and the names beside references.
fn columns(records: &Records, kind: Kind) -> Vec<Of> {
    let mut all = vec![Of::Id];
    for (at, field) in records.fields(kind).filter(|(_, f)| f.offered()) {
        all.push(Of::Field(at));
        all.extend(field.targets().map(|_| Of::Names(at)));
    }
    all
}

fn head(records: &Records, kind: Kind, of: Of) -> String {
    let label = |at: usize| records.field(kind, at).label;
    match of {
        Of::Id => OWN_ID.into(),
        Of::Field(at) => label(at).into(),
        Of::Names(at) => format!("{}: {NAMES}", label(at)),
    }
}

fn cell(view: View, record: &Record, of: Of) -> Cell {
    let text = |text: String| if text.is_empty() { Cell::Empty } else { Cell::Text(text) };
    let at = match of {
        Of::Id => return Cell::Text(record.id.to_string()),
        Of::Field(at) | Of::Names(at) => at,
    };
    let is_deleted = |id: Id| view.records.is_deleted(id);
    let ids = match record.value(at) {
        Value::Ref(id) => vec![*id],
        Value::Refs(ids) => ids.to_vec(),
        _ => Vec::new(),
    };
    let described = view.records.field(record.id.kind, at);
    let value = match record.value(at) {
        Value::Text(text) if own::is_own(at) => own::meant(described, text),
        value => value.clone(),
    };
    match (of, &value) {
        (Of::Names(_), _) => text(ids.iter().map(|id| view.records.name(*id)).collect::<Vec<_>>().join("\n")),
        (_, Value::Ref(_) | Value::Refs(_)) => text(pointed_at(&ids, &is_deleted)),
        (_, Value::Number(n)) => Cell::Number(*n),
        (_, Value::Date(day)) | (_, Value::Period(Period::Day(day))) => Cell::Day(*day),
        (_, Value::Choice(_) | Value::Words(_)) => text(view.cell(record, at)),
        (_, Value::Decimal(n)) if own::is_own(at) => match n.to_string().parse() {
            Ok(whole) => Cell::Number(whole),
            Err(_) => text(n.to_string()),
        },
        (_, value) => text(value.written(described)),
    }
}

fn width(field: &Field) -> u16 {
    match (field.place, field.typ) {
        (_, Type::Long) => 50,
        (Placement::Column(width), _) => width + 4,
        _ => 18,
    }
}

/// A sheet of a workbook with these records.
pub fn sheet(view: View, kind: Kind, records: &[&Record]) -> WorkbookSheet {
    with_columns(view, kind, records, &columns(view.records, kind))
}

/// The same with some fields alone.
pub fn sheet_of(view: View, kind: Kind, records: &[&Record], fields: &[usize]) -> WorkbookSheet {
    let mut all = vec![Of::Id];
    for at in fields {
        all.push(Of::Field(*at));
        all.extend(view.records.field(kind, *at).targets().map(|_| Of::Names(*at)));
    }
    with_columns(view, kind, records, &all)
}

fn with_columns(view: View, kind: Kind, records: &[&Record], all: &[Of]) -> WorkbookSheet {
    let spec = kind.spec();
    let column = |of: &Of| {
        let (width, words) = match of {
            Of::Id => (10, Vec::new()),
            Of::Names(_) => (26, Vec::new()),
            Of::Field(at) => {
                let field = view.records.field(kind, *at);
                let list = if matches!(field.typ, Type::Choice(_)) { field.choices() } else { &[] };
                (width(field), list.iter().map(|c| c.label.to_string()).collect())
            }
        };
        SheetColumn { head: head(view.records, kind, *of), width, words }
    };
    let row = |record: &&Record| all.iter().map(|of| cell(view, record, *of)).collect();
    WorkbookSheet {
        name: spec.plural.into(),
        columns: all.iter().map(column).collect(),
        rows: records.iter().map(row).collect(),
        ..WorkbookSheet::default()
    }
}

/// A register as CSV for Excel: a byte-order mark, semicolons, and cells that could run kept as text.
pub fn csv_for_excel(view: View, kind: Kind, records: &[&Record]) -> String {
    let all = columns(view.records, kind);
    let mut heads: Vec<String> = all.iter().map(|of| head(view.records, kind, *of)).collect();
    let plain = |record: &&Record| all.iter().map(|of| written(cell(view, record, *of))).collect();
    let mut rows: Vec<Vec<String>> = records.iter().map(plain).collect();
    csv::guard(&mut heads, &mut rows);
    let mut out = BYTE_ORDER_MARK.to_string();
    for row in std::iter::once(&heads).chain(&rows) {
        let cells: Vec<String> = row.iter().map(|cell| quoted(cell)).collect();
        out.push_str(&cells.join(&SEPARATOR.to_string()));
        out.push_str("\r\n");
    }
    out
}

fn written(cell: Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text,
        Cell::Number(n) => n.to_string(),
        Cell::Day(day) => day.to_string(),
    }
}

fn quoted(cell: &str) -> String {
    match cell.contains([SEPARATOR, ',', '"', '\r', '\n', '\t']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kinds::{action, person};

    fn records() -> Records {
        let mut all = Records::default();
        let ada = Id::new(Kind::Person, 1);
        all.put([Record::new(ada).with(person::NAME, Value::text("Ada; B. \"L\""))]);
        let due = Value::Date(jiff::civil::date(2026, 12, 31));
        let action = Record::new(Id::new(Kind::Action, 1)).with(action::TITLE, Value::text("=SUM(A1)"));
        all.put([action.with(action::OWNER, Value::Ref(ada)).with(action::DUE, due)]);
        all
    }

    #[test]
    fn names_stand_beside_ids_days_are_days_and_nothing_runs() {
        let all = records();
        let view = View { records: &all, today: jiff::civil::date(2026, 11, 27) };
        let list: Vec<&Record> = all.all(Kind::Action).collect();
        let text = csv_for_excel(view, Kind::Action, &list);
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines[0].starts_with("\u{FEFF}aims id;"), "{}", lines[0]);
        assert!(lines[0].contains(";Owner;Owner: names;"), "{}", lines[0]);
        let wanted = ["A-01;", ";'=SUM(A1);", ";P-01;\"Ada; B. \"\"L\"\"\";", "2026-12-31"];
        assert!(wanted.iter().all(|part| format!(";{}", lines[1]).contains(part)), "{}", lines[1]);
        let sheet = sheet(view, Kind::Action, &list);
        let at = |head: &str| sheet.columns.iter().position(|c| c.head == head).unwrap();
        assert_eq!(sheet.rows[0][at("Due date")], Cell::Day(jiff::civil::date(2026, 12, 31)));
        let state = &sheet.columns[at("State")].words;
        assert_eq!(state.len(), action::FIELDS[action::STATE].choices().len());
    }
}
