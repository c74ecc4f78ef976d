//! A list as it is seen on the screen, as CSV, as cells for a spreadsheet, or as a sheet of a workbook.

use super::{csv, export, headings::OWN_ID};
use crate::{
    domain::{Id, Kind, Record, Value, View, progress},
    workbook::{Cell, SheetColumn, WorkbookSheet},
};

/// A list as it is seen: its columns, and its rows in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListTable {
    pub kind: Kind,
    pub columns: Vec<usize>,
    pub ids: Vec<Id>,
}

impl ListTable {
    /// What it is, for sentences.
    pub fn told(&self) -> String {
        let spec = self.kind.spec();
        format!("{} {}", self.ids.len(), if self.ids.len() == 1 { spec.name } else { spec.plural })
    }
    /// As a sheet of a workbook, with the ids first.
    pub fn sheet(&self, view: View) -> WorkbookSheet {
        let spec = self.kind.spec();
        let described = |field: usize| view.records.field(self.kind, field);
        let width = |field: usize| match described(field).place {
            crate::domain::field::Placement::Column(width) => width + 4,
            _ => 18,
        };
        let column = |head: &str, width| SheetColumn { head: head.into(), width, words: Vec::new() };
        let fields = self.columns.iter().map(|f| column(described(*f).label, width(*f)));
        let rows = self.ids.iter().filter_map(|id| view.records.get(*id)).map(|r| {
            let cells = self.columns.iter().map(|f| match r.value(*f) {
                Value::Date(day) => Cell::Day(*day),
                Value::Number(n) => Cell::Number(*n),
                _ => Some(view.cell(r, *f)).filter(|text| !text.is_empty()).map_or(Cell::Empty, Cell::Text),
            });
            std::iter::once(Cell::Text(r.id.to_string())).chain(cells).collect()
        });
        WorkbookSheet {
            name: spec.plural.into(),
            columns: std::iter::once(column(OWN_ID, 10)).chain(fields).collect(),
            rows: rows.collect(),
            ..WorkbookSheet::default()
        }
    }
    /// As CSV, with the ids first.
    pub fn csv(&self, view: View) -> String {
        let label = |field: &usize| view.records.field(self.kind, *field).label;
        let heads: Vec<&str> = [OWN_ID].into_iter().chain(self.columns.iter().map(label)).collect();
        let rows = self.ids.iter().filter_map(|id| view.records.get(*id)).map(|r| {
            let cells = self.columns.iter().map(|f| view.cell(r, *f));
            [r.id.to_string()].into_iter().chain(cells).collect()
        });
        export::csv_table(&heads, rows, true)
    }
    /// As cells for a spreadsheet, with the ids first: days as days, names as names.
    pub fn cells(&self, view: View) -> String {
        let described = |field: usize| view.records.field(self.kind, field);
        let of = |column: usize| match described(column).name == progress::LATE.name {
            true => self.kind.spec().day().unwrap_or(column),
            false => column,
        };
        let columns: Vec<usize> = self.columns.iter().map(|c| of(*c)).collect();
        let heads: Vec<&str> = ["Id"].into_iter().chain(columns.iter().map(|f| described(*f).label)).collect();
        let cells = |r: &Record| -> Vec<String> {
            std::iter::once(r.id.to_string()).chain(columns.iter().map(|f| view.cell(r, *f))).collect()
        };
        csv::copied(&heads, self.ids.iter().filter_map(|id| view.records.get(*id)).map(cells))
    }
}
