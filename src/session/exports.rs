//! Records that leave: one register or everything, in each format of [`Outlet`].

use super::Reading;
use crate::{
    document::PaperSize,
    domain::{Kind, Record, Records, View, kinds::organisation},
    exchange::{
        ListTable,
        calendar::{self, Counted},
        export, grid,
    },
    workbook::{self, Cell, Column, Print, Sheet},
};
use std::io::Write;

impl Reading<'_> {
    /// A register as CSV for Excel, with how many records it has.
    pub fn csv_for_excel(&self, kind: Kind) -> Result<(Vec<u8>, usize), String> {
        let records = self.records()?;
        let list: Vec<&Record> = records.all(kind).collect();
        Ok((grid::csv_for_excel(self.view(&records), kind, &list).into_bytes(), list.len()))
    }

    /// A workbook of one register, with how many records it has.
    pub fn workbook_of(&self, kind: Kind, size: PaperSize) -> Result<(Vec<u8>, usize), String> {
        let records = self.records()?;
        let list: Vec<&Record> = records.all(kind).collect();
        let sheet = grid::sheet(self.view(&records), kind, &list);
        Ok((workbook::write(&[sheet], self.now.local(), Print(size.number()))?, list.len()))
    }

    /// A workbook with a sheet for each register that has records, and a list of them in front; with their number.
    pub fn workbook(&self, size: PaperSize) -> Result<(Vec<u8>, usize), String> {
        let (records, seq, head) = self.settled()?;
        let bytes = workbook::write(&self.sheets(&records, (seq, &head)), self.now.local(), Print(size.number()))?;
        Ok((bytes, records.every().filter(|r| !r.hidden).count()))
    }

    /// The sheets of such a workbook.
    pub(super) fn sheets(&self, records: &Records, (seq, head): (u64, &str)) -> Vec<Sheet> {
        let view = self.view(records);
        let filled = Kind::ALL.iter().filter(|kind| records.count(**kind) > 0);
        let registers = filled.map(|kind| {
            let list: Vec<&Record> = records.all(*kind).collect();
            grid::sheet(view, *kind, &list)
        });
        let registers: Vec<Sheet> = registers.collect();
        let name = records.single(Kind::Organisation).map_or("", |o| o.text(organisation::NAME));
        let made = format!("Made {} {} from step {seq}. Journal head: {head}", self.now.date(), self.now.clock());
        let column = |head: &str, width| Column { head: head.into(), width, words: Vec::new() };
        let row = |sheet: &Sheet| vec![Cell::Text(sheet.name.clone()), Cell::Number(sheet.rows.len() as i64)];
        let contents = Sheet {
            name: "Contents".into(),
            above: vec![format!("{name}: all registers"), made],
            columns: vec![column("Register", 40), column("Records", 10)],
            rows: registers.iter().map(row).collect(),
        };
        std::iter::once(contents).chain(registers).collect()
    }

    /// Everything as one JSON document, exact and complete, one record a line, and with how many records there are.
    pub fn json_of_all(&self) -> Result<(Vec<u8>, usize), String> {
        let (records, seq, head) = self.settled()?;
        let mut out = Vec::new();
        let count = self.write_json(&records, (seq, &head), &mut out)?;
        Ok((out, count))
    }

    pub(super) fn write_json(
        &self,
        records: &Records,
        (seq, head): (u64, &str),
        out: &mut Vec<u8>,
    ) -> Result<usize, String> {
        let said = |e: std::io::Error| e.to_string();
        let mut count = 0;
        writeln!(out, "{{\"format\":\"aims file\",\"head\":\"{head}\",\"kinds\":{{").map_err(said)?;
        let mut tables: Vec<&Kind> = Kind::ALL.iter().filter(|kind| records.count(**kind) > 0).collect();
        tables.sort_by_key(|kind| kind.spec().table);
        for (at, kind) in tables.iter().enumerate() {
            let more = self.more(**kind)?;
            let lines: Vec<String> = records.all(**kind).map(|record| export::json_line(record, &more)).collect();
            count += lines.len();
            let end = if at + 1 < tables.len() { "," } else { "" };
            writeln!(out, "\"{}\":[\n{}\n]{end}", kind.spec().table, lines.join(",\n")).map_err(said)?;
        }
        writeln!(out, "}},\"step\":{seq},\"version\":1}}").map_err(said)?;
        Ok(count)
    }

    /// Interviews, promises and due days as a calendar; e-mail addresses only with `addresses`.
    pub fn calendar(&self, addresses: bool) -> Result<(Vec<u8>, Counted), String> {
        let records = self.records()?;
        let (text, counted) = calendar::write(self.view(&records), self.now, addresses);
        Ok((text.into_bytes(), counted))
    }

    /// A list as it is seen, as a workbook.
    pub fn table_as_workbook(&self, table: &ListTable, size: PaperSize) -> Result<Vec<u8>, String> {
        let records = self.load(|_| false)?;
        workbook::write(&[table.sheet(self.view(&records))], self.now.local(), Print(size.number()))
    }

    pub(super) fn view<'r>(&self, records: &'r Records) -> View<'r> {
        View { records, today: self.now.date() }
    }
}
