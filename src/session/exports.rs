//! Records that leave: one register or everything, in each format of [`Outlet`].

use super::Reading;
use crate::{
    document::PaperSize,
    domain::{Id, Kind, Record, Records, Stamp, View, kinds::organisation, veil},
    exchange::{
        ListTable, asking,
        calendar::{self, CalendarCounts},
        ciso, export, grid, oscal,
    },
    shown::trouble,
    workbook::{self, Cell, Print, SheetColumn, WorkbookSheet},
};
use std::io::Write;

impl Reading<'_> {
    /// A register as CSV for Excel, with how many records it has.
    pub fn csv_for_excel(&self, kind: Kind) -> Result<(Vec<u8>, usize), String> {
        let records = self.records()?;
        let list: Vec<&Record> = records.all(kind).collect();
        Ok((grid::csv_for_excel(self.view(&records), kind, &list).into_bytes(), list.len()))
    }

    /// A register in the columns of CISO Assistant, with how many rows it has.
    pub fn for_ciso(&self, kind: Kind, about: Option<Id>, notes: bool) -> Result<(Vec<u8>, usize), String> {
        let records = self.records()?;
        ciso::table(self.view(&records), kind, about, notes).map(|(text, rows)| (text.into_bytes(), rows))
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

    /// A workbook to fill in, for a person or a round, with how many rows it has.
    pub fn asking(&self, about: Id, size: PaperSize) -> Result<(Vec<u8>, usize), String> {
        let records = self.records()?;
        let sheets = asking::sheets(self.view(&records), about)?;
        let rows = sheets.iter().map(|sheet| sheet.rows.len()).sum();
        Ok((workbook::write(&sheets, self.now.local(), Print(size.number()))?, rows))
    }

    /// The sheets of such a workbook.
    pub(super) fn sheets(&self, records: &Records, (seq, head): (u64, &str)) -> Vec<WorkbookSheet> {
        let view = self.view(records);
        let filled = Kind::ALL.iter().filter(|kind| records.count(**kind) > 0);
        let registers = filled.map(|kind| {
            let list: Vec<&Record> = records.all(*kind).collect();
            grid::sheet(view, *kind, &list)
        });
        let registers: Vec<WorkbookSheet> = registers.collect();
        let name = records.single(Kind::Organisation).map_or("", |o| o.text(organisation::NAME));
        let made = format!("Made {} {} from step {seq}. Journal head: {head}", self.now.date(), self.now.clock());
        let column = |head: &str, width| SheetColumn { head: head.into(), width, words: Vec::new() };
        let row = |sheet: &WorkbookSheet| vec![Cell::Text(sheet.name.clone()), Cell::Number(sheet.rows.len() as i64)];
        let contents = WorkbookSheet {
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
        let said = |e: std::io::Error| trouble(&e);
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
    pub fn calendar(&self, addresses: bool) -> Result<(Vec<u8>, CalendarCounts), String> {
        let records = self.records()?;
        let (text, counted) = calendar::write(self.view(&records), self.now, addresses);
        Ok((text.into_bytes(), counted))
    }

    /// The results of a round as OSCAL; those of a closed one as it was closed.
    pub fn oscal_results(&self, id: Id) -> Result<Vec<u8>, String> {
        let live = self.settled()?;
        if let Some(why) = veil::refusal(self.view(&live.0), id) {
            return Err(why);
        }
        let (records, made, head) = self.closed_or(id, live)?;
        let view = View { records: &records, today: made.date() };
        json_bytes(&oscal::results(oscal::OscalSource { view, made, head: &head }, id)?)
    }

    /// The open actions as a plan of action of OSCAL.
    pub fn oscal_actions(&self) -> Result<Vec<u8>, String> {
        let (records, _, head) = self.settled()?;
        let source = oscal::OscalSource { view: self.view(&records), made: self.now, head: &head };
        json_bytes(&oscal::plan_of_action(source)?)
    }

    /// The records of the step with which a round was closed, or those of now.
    fn closed_or(&self, round: Id, live: (Records, u64, String)) -> Result<(Records, Stamp, String), String> {
        let turns = self.reader.turns(round).map_err(|e| self.said(e))?;
        let Some(seq) = turns.last().filter(|turn| turn.closed).map(|turn| turn.seq) else {
            return Ok((live.0, self.now, live.2));
        };
        let (at, head) =
            self.reader.entry_at(seq).map_err(|e| self.said(e))?.ok_or(format!("step {seq} is missing"))?;
        Ok((self.records_at(seq)?, at, head))
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

fn json_bytes(json: &serde_json::Value) -> Result<Vec<u8>, String> {
    Ok(crate::shown::json_escaped(&format!("{json:#}\n")).into_owned().into_bytes())
}
