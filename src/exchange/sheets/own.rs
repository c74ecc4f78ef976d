//! Columns of a sheet that no field takes: each becomes an own column of the kind, whose cells are kept as they stand.

use super::{
    cells::{CellReading, ColumnReading},
    days::{self, Decision, Order},
    facts::{HeadingFacts, norm},
    map::{ColumnTarget, MappedColumn},
};
use crate::{
    domain::{Decimal, Kind, Period, Records, Type, kinds::own_column::Sort, own},
    exchange::{preview::NewColumn, refs::PROVISIONAL},
    shown::{cut, shown_line},
};
use jiff::civil::Date;
use std::collections::HashSet;

/// The own columns of a kind that a file has: field and label.
pub type OwnColumns = Vec<(usize, String)>;

/// Letters of a label.
const LABEL: usize = 60;
/// A cell of this many letters, or of several lines, makes a column of long texts.
const LONG: usize = 120;
/// Words that a column of one word a cell has at most, and how often each stands there on the average.
const WORDS: usize = 12;
const OFTEN: usize = 3;

/// Whether a column that no field takes becomes an own column. An answer is a row of an interview and has no list.
pub fn takes(kind: Kind) -> bool {
    let spec = kind.spec();
    spec.imports.is_some() && !spec.single && !spec.row && kind != Kind::Answer
}

/// Those of a kind, with the retired ones.
pub fn known(records: &Records, kind: Kind) -> OwnColumns {
    records.own(kind).map(|(field, described)| (field, described.label.to_string())).collect()
}

/// What each column would be called as an own column: its heading, unless a field or another column is called so.
pub fn labels(kind: Kind, headings: &[String]) -> Vec<String> {
    let fields = kind.spec().fields;
    let taken = |label: &str| {
        let label = norm(label);
        fields.iter().any(|f| norm(f.label) == label || norm(f.name) == label)
    };
    let mut used: HashSet<String> = HashSet::new();
    let one = |(at, heading): (usize, &String)| {
        let plain = heading.split_whitespace().collect::<Vec<_>>().join(" ");
        let plain = shown_line(&plain).into_owned();
        let plain = if norm(&plain).is_empty() { format!("Column {}", at + 1) } else { cut(&plain, LABEL) };
        let plain = if taken(&plain) { format!("Their {plain}") } else { plain };
        let mut label = plain.clone();
        let mut n = 2;
        while !used.insert(norm(&label)) {
            label = format!("{plain} {n}");
            n += 1;
        }
        label
    };
    headings.iter().enumerate().map(one).collect()
}

/// The own column with this label, or a new one.
pub fn target(known: &OwnColumns, label: &str, sort: Sort) -> ColumnTarget {
    let here = known.iter().find(|(_, l)| norm(l) == norm(label));
    here.map_or(ColumnTarget::New(sort), |(field, _)| ColumnTarget::Field(*field))
}

/// What the cells of a column are.
pub fn sort(facts: &HeadingFacts, heading: &str, cells: &[(String, usize)], today: Date) -> Sort {
    let says = || cells.iter().map(|(cell, n)| (cell.trim(), *n)).filter(|(cell, _)| !facts.is_nothing(cell));
    let (different, all) = says().fold((0, 0), |(d, a), (_, n)| (d + 1, a + n));
    if different == 0 {
        return Sort::Text;
    }
    let named =
        norm(heading).split(' ').any(|word| ["id", "no", "nr", "number", "ref", "reference", "code"].contains(&word));
    let order = order(heading, cells);
    if !named && says().all(|(cell, _)| number(cell).is_some()) {
        return Sort::Number;
    }
    if order.is_ok_and(|order| says().all(|(cell, _)| day(cell, order, today).is_some())) {
        return Sort::Day;
    }
    if says().any(|(cell, _)| cell.chars().count() > LONG || cell.contains('\n')) {
        return Sort::Long;
    }
    let short = || says().all(|(cell, _)| cell.chars().count() <= 40);
    if !named && (2..=WORDS).contains(&different) && all >= different * OFTEN && short() {
        return Sort::Choice;
    }
    Sort::Text
}

fn number(cell: &str) -> Option<Decimal> {
    let zero = cell.len() > 1 && cell.starts_with('0') && !cell.starts_with("0.") && !cell.starts_with("0,");
    Decimal::read(cell).ok().filter(|_| !zero && cell.len() <= 15)
}

/// Which number is the day; an error where no cell says it.
fn order(heading: &str, cells: &[(String, usize)]) -> Result<Option<Order>, ()> {
    match days::decide(heading, cells.iter().map(|(cell, _)| cell.as_str())) {
        Decision::Needless => Ok(None),
        Decision::Cells(order) => Ok(Some(order)),
        Decision::Open | Decision::Clash => Err(()),
    }
}

/// A cell that is written as a day is; a number alone may be anything but a year.
fn day(cell: &str, order: Option<Order>, today: Date) -> Option<Period> {
    let plain = cell.bytes().all(|b| b.is_ascii_digit()) && cell.len() != 4;
    let dated = cell.bytes().any(|b| b.is_ascii_digit());
    days::read(cell, order, today).filter(|_| dated && !plain)
}

/// What a described own column holds.
pub fn sort_of(typ: Type) -> Sort {
    match typ {
        Type::Long => Sort::Long,
        Type::Decimal(..) => Sort::Number,
        Type::Period => Sort::Day,
        Type::Choice(_) => Sort::Choice,
        _ => Sort::Text,
    }
}

/// Reads the cells of an own column: numbers and days as they are written here, all else as it stands. None is refused.
pub fn read(sort: Sort, column: &MappedColumn, today: Date) -> ColumnReading {
    let mut read = ColumnReading::default();
    let order = order(&column.heading, &column.cells).ok().flatten();
    for (cell, _) in &column.cells {
        let text = cell.trim();
        let became = match sort {
            Sort::Number => number(text).map(|n| n.to_string()),
            Sort::Day => day(text, order, today).map(|day| day.to_string()),
            Sort::Long => Some(cell.clone()),
            Sort::Text | Sort::Choice => None,
        };
        let plain = || {
            if text.contains(['\n', '\r']) {
                text.split_whitespace().collect::<Vec<_>>().join(" ")
            } else {
                text.into()
            }
        };
        read.cells.insert(cell.clone(), CellReading::Is(became.unwrap_or_else(plain)));
    }
    read
}

/// The new own columns of a table, with the field under which its rows hold them until they are made.
pub fn new_columns(columns: &[MappedColumn]) -> Vec<(usize, NewColumn)> {
    let new = columns.iter().enumerate().filter(|(_, c)| !c.is_open());
    let new = new.filter_map(|(at, c)| if let ColumnTarget::New(sort) = c.target { Some((at, c, sort)) } else { None });
    let made = new.enumerate().map(|(n, (at, column, sort))| {
        let words = match sort {
            Sort::Choice => column.cells.iter().map(|(cell, _)| cell.trim().to_string()).collect(),
            _ => Vec::new(),
        };
        let field = own::field_of(PROVISIONAL + n as u32);
        (at, NewColumn { field, label: column.label.clone(), sort, words })
    });
    made.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::sheets::facts::facts;

    fn sorted(heading: &str, cells: &[&str]) -> Sort {
        let cells: Vec<(String, usize)> = cells.iter().map(|c| (c.to_string(), 1)).collect();
        sort(facts(), heading, &cells, jiff::civil::date(2026, 11, 27))
    }

    #[test]
    fn what_cells_hold_is_found_and_never_asked() {
        assert_eq!(sorted("Cost", &["12.50", "1300", "N/A"]), Sort::Number);
        assert_eq!([sorted("Cost centre", &["0012", "0013"]), sorted("Case no", &["12", "13"])], [Sort::Text; 2]);
        assert_eq!(sorted("Since", &["31.12.2025", "2026-02-01", "2025"]), Sort::Day);
        assert_eq!(sorted("Since", &["03/04/2025", "05/06/2025"]), Sort::Text, "no cell says which is the day");
        assert_eq!(sorted("Since", &["03/14/2025", "05/06/2025"]), Sort::Day);
        assert_eq!(sorted("Purpose", &["short", &"long ".repeat(40)]), Sort::Long);
        let often = |n| vec![("health".to_string(), n), ("transport".to_string(), n)];
        let today = jiff::civil::date(2026, 11, 27);
        assert_eq!(sort(facts(), "Topic", &often(4), today), Sort::Choice);
        assert_eq!(sort(facts(), "Topic", &often(1), today), Sort::Text);
    }

    #[test]
    fn an_own_column_is_called_like_no_field_and_no_other_column() {
        let headings = ["Topic", "State", "topic", "", "Lifecycle\nphase"].map(String::from);
        let labels = labels(Kind::System, &headings);
        assert_eq!(labels, ["Topic", "Their State", "topic 2", "Column 4", "Lifecycle phase"]);
    }
}
