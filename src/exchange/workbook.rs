//! Workbooks (XLSX, ODS): the cells of one sheet as rows of text, as the program that saved it last left them.
//!
//! A workbook is taken apart in a process of its own whose memory and time are limited ([`answer`] is its whole work),
//! because a small file can unpack to a large one. What comes back is text, checked again on this side ([`Receiving`]).
//! Formulas are not calculated and macros are never run: only the values that were saved are read.

use super::{
    file::size,
    sheet::{CELL_MAX, CELLS_MAX, COLUMNS_MAX, FILE_MAX, ROWS_MAX, SheetLine},
};
use calamine::{Data, DataRef, ExcelDateTime, Ods, Reader, SheetVisible, Xlsx};
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    io::{Cursor, Read, Write, copy, sink},
};

/// Bytes to which a workbook may unpack, and bytes of the text of one sheet.
pub const UNPACKED_MAX: u64 = 64 * 1024 * 1024;
/// Sheets of a workbook.
pub const SHEETS_MAX: usize = 64;
/// Parts of the package.
const PARTS_MAX: usize = 10_000;

/// A sheet of a workbook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    pub name: String,
    /// Rows that are not blank.
    pub rows: usize,
    /// Whether it can be a table: shown, and with a row below its headings.
    pub table: bool,
}

/// What is read of a workbook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Book {
    pub sheets: Vec<Listed>,
    /// The sheet whose rows these are; nothing where several could be meant.
    pub taken: Option<usize>,
    pub rows: Vec<SheetLine>,
    /// What was noticed, as sentences.
    pub notices: Vec<String>,
}

/// The first line of an answer.
#[derive(Default, Serialize, Deserialize)]
struct Head {
    sheets: Vec<Listed>,
    taken: Option<usize>,
    notices: Vec<String>,
    /// Why the workbook cannot be read.
    fault: Option<String>,
}

/// The last line of an answer; without it the answer was cut off.
const END: &str = "\"end\"";

/// Whether these first bytes are those of a package, as workbooks are.
pub fn is_package(start: &[u8]) -> bool {
    start.starts_with(b"PK\x03\x04")
}

/// What the limited process does: reads a workbook, and writes the rows of one sheet.
pub fn answer(from: impl Read, wanted: Option<&str>, mut to: impl Write) -> std::io::Result<()> {
    let mut bytes = Vec::new();
    from.take(FILE_MAX + 1).read_to_end(&mut bytes)?;
    let book = match bytes.len() as u64 > FILE_MAX {
        true => Err(format!("the workbook is larger than {}, the most that is read", size(FILE_MAX))),
        false => read(&bytes, wanted),
    };
    let line = |to: &mut dyn Write, text: String| writeln!(to, "{text}");
    let head = match &book {
        Ok(book) => Head { sheets: book.sheets.clone(), taken: book.taken, notices: book.notices.clone(), fault: None },
        Err(why) => Head { fault: Some(why.clone()), ..Head::default() },
    };
    line(&mut to, serde_json::to_string(&head)?)?;
    for row in book.iter().flat_map(|book| &book.rows) {
        line(&mut to, serde_json::to_string(&(row.number, &row.cells))?)?;
    }
    line(&mut to, END.into())?;
    to.flush()
}

/// An answer as it comes in, line by line.
#[derive(Default)]
pub struct Receiving {
    head: Option<Head>,
    rows: Vec<SheetLine>,
    rest: Vec<u8>,
    bytes: u64,
    ended: bool,
}

impl Receiving {
    /// Takes some bytes; the error says that this is no answer.
    pub fn take(&mut self, bytes: &[u8]) -> Result<(), String> {
        self.bytes += bytes.len() as u64;
        if self.bytes > 4 * UNPACKED_MAX {
            return Err(DAMAGED.into());
        }
        self.rest.extend_from_slice(bytes);
        let mut from = 0;
        while let Some(n) = self.rest[from..].iter().position(|b| *b == b'\n') {
            let line = self.rest[from..from + n].to_vec();
            from += n + 1;
            self.line(&line)?;
        }
        self.rest.drain(..from);
        Ok(())
    }

    fn line(&mut self, line: &[u8]) -> Result<(), String> {
        let broken = |_| DAMAGED.to_string();
        if self.head.is_none() {
            self.head = Some(serde_json::from_slice(line).map_err(broken)?);
        } else if line == END.as_bytes() {
            self.ended = true;
        } else {
            let (number, cells) = serde_json::from_slice(line).map_err(broken)?;
            if self.rows.len() == ROWS_MAX {
                return Err(DAMAGED.into());
            }
            self.rows.push(SheetLine { number, cells });
        }
        Ok(())
    }

    /// How many rows have come.
    pub fn rows(&self) -> usize {
        self.rows.len()
    }
    /// What came, if it came whole.
    pub fn book(self) -> Option<Result<Book, String>> {
        let head = self.head.filter(|_| self.ended)?;
        Some(match head.fault {
            Some(why) => Err(why),
            None => Ok(Book { sheets: head.sheets, taken: head.taken, rows: self.rows, notices: head.notices }),
        })
    }
}

/// What is said of a workbook that cannot be taken apart.
pub const DAMAGED: &str = "the workbook is damaged; open it in a spreadsheet program and save it again";

/// What a package is.
enum Package {
    Xlsx,
    Ods,
}

/// Reads a workbook: all its sheets by name and size, and the rows of the one that is wanted or the only one that can
/// be a table.
pub fn read(bytes: &[u8], wanted: Option<&str>) -> Result<Book, String> {
    let (package, macros) = looked_through(bytes)?;
    let mut sheets = Sheets { wanted, book: Book::default() };
    match package {
        Package::Xlsx => sheets.of_xlsx(bytes)?,
        Package::Ods => sheets.of_ods(bytes)?,
    }
    let mut book = sheets.done()?;
    if macros {
        book.notices.push("The workbook holds macros; they are not read and never run.".into());
    }
    Ok(book)
}

/// Unpacks everything once and counts it, so that nothing later can unpack to more.
fn looked_through(bytes: &[u8]) -> Result<(Package, bool), String> {
    let damaged = |_| DAMAGED.to_string();
    let mut parts = zip::ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let too_large = || format!("the workbook unpacks to more than {}, the most that is read", size(UNPACKED_MAX));
    if parts.len() > PARTS_MAX {
        return Err(too_large());
    }
    let mut left = UNPACKED_MAX;
    let mut names = Vec::new();
    for i in 0..parts.len() {
        let part = parts.by_index(i).map_err(|e| match e {
            zip::result::ZipError::UnsupportedArchive(_) => {
                "the workbook is protected by a password or packed in an unusual way; save it without".to_string()
            }
            _ => DAMAGED.to_string(),
        })?;
        names.push(part.name().map_err(|_| DAMAGED.to_string())?.to_ascii_lowercase());
        let n = copy(&mut part.take(left + 1), &mut sink()).map_err(|_| DAMAGED.to_string())?;
        left = left.checked_sub(n).ok_or_else(too_large)?;
    }
    let has = |name: &str| names.iter().any(|n| n == name);
    let macros =
        names.iter().any(|n| n.ends_with("vbaproject.bin") || n.starts_with("basic/") || n.starts_with("scripts/"));
    match () {
        () if has("xl/workbook.xml") => Ok((Package::Xlsx, macros)),
        () if has("content.xml") && has("mimetype") => Ok((Package::Ods, macros)),
        () if has("xl/workbook.bin") => Err("the file is a binary workbook (XLSB); save it as XLSX".into()),
        () if has("word/document.xml") => Err("the file is a Word document, not a workbook".into()),
        () => Err("the file is a zip file, but no workbook; unpack it first".into()),
    }
}

/// The sheets as they are read.
struct Sheets<'a> {
    wanted: Option<&'a str>,
    book: Book,
}

impl Sheets<'_> {
    fn of_xlsx(&mut self, bytes: &[u8]) -> Result<(), String> {
        let damaged = |_| DAMAGED.to_string();
        let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
        for sheet in named(workbook.sheets_metadata())? {
            let mut rows = Rows::default();
            let read = workbook.worksheet_cells_reader(&sheet.0);
            // A sheet that is a chart has no cells.
            let Ok(mut cells) = read else { continue };
            while let Some(cell) = cells.next_cell().map_err(damaged)? {
                rows.put(cell.get_position(), text_of(cell.get_value()))?;
            }
            self.take(sheet, rows)?;
        }
        Ok(())
    }

    fn of_ods(&mut self, bytes: &[u8]) -> Result<(), String> {
        let mut workbook: Ods<_> = Ods::new(Cursor::new(bytes)).map_err(|e| match e {
            calamine::OdsError::Password => "the workbook is protected by a password; save it without".to_string(),
            _ => DAMAGED.to_string(),
        })?;
        for sheet in named(workbook.sheets_metadata())? {
            let range = workbook.worksheet_range(&sheet.0).map_err(|_| DAMAGED.to_string())?;
            let (top, left) = range.start().unwrap_or_default();
            let mut rows = Rows::default();
            for (row, column, cell) in range.used_cells() {
                rows.put((top + row as u32, left + column as u32), text_of_data(cell))?;
            }
            self.take(sheet, rows)?;
        }
        Ok(())
    }

    fn take(&mut self, (name, shown): (String, bool), rows: Rows) -> Result<(), String> {
        let at = self.book.sheets.len();
        let wide = rows.rows.values().any(|cells| cells.iter().filter(|c| !c.trim().is_empty()).count() > 1);
        let table = shown && rows.rows.len() > 1 && wide;
        let meant = self.wanted.is_some_and(|w| w == name || w.trim().to_lowercase() == name.trim().to_lowercase());
        let first = self.wanted.is_none() && table && !self.book.sheets.iter().any(|s| s.table);
        self.book.sheets.push(Listed { name, rows: rows.rows.len(), table });
        if meant || first {
            self.book.taken = Some(at);
            self.book.rows = rows.lines();
        }
        Ok(())
    }

    fn done(self) -> Result<Book, String> {
        let mut book = self.book;
        let tables = book.sheets.iter().filter(|s| s.table).count();
        match (self.wanted, book.taken) {
            (Some(wanted), None) => {
                let names: Vec<String> = book.sheets.iter().map(|s| s.name.clone()).collect();
                Err(format!("no sheet is called “{wanted}”; there are: {}", names.join(", ")))
            }
            (None, None) => Err("no sheet of the workbook holds a row of headings and a row below it".into()),
            (None, Some(_)) if tables > 1 => {
                (book.taken, book.rows) = (None, Vec::new());
                Ok(book)
            }
            _ if book.rows.is_empty() => Err("that sheet is empty".into()),
            _ => Ok(book),
        }
    }
}

/// Names of the sheets, and whether each is shown.
fn named(sheets: &[calamine::Sheet]) -> Result<Vec<(String, bool)>, String> {
    if sheets.len() > SHEETS_MAX {
        return Err(format!("the workbook has {} sheets; at most {SHEETS_MAX} are read", sheets.len()));
    }
    Ok(sheets.iter().map(|s| (s.name.clone(), s.visible == SheetVisible::Visible)).collect())
}

/// Rows of a sheet as their cells come.
#[derive(Default)]
struct Rows {
    rows: BTreeMap<u32, Vec<String>>,
    cells: usize,
    bytes: u64,
}

impl Rows {
    fn put(&mut self, (row, column): (u32, u32), text: String) -> Result<(), String> {
        let (number, at) = (row as usize + 1, column as usize);
        if text.trim().is_empty() {
            return Ok(());
        }
        if at >= COLUMNS_MAX {
            return Err(format!(
                "row {number} has a cell in column {}; at most {COLUMNS_MAX} columns are read",
                at + 1
            ));
        }
        if text.len() > CELL_MAX {
            return Err(format!(
                "row {number}: a cell is larger than {}, the most that is read",
                size(CELL_MAX as u64)
            ));
        }
        let cells = self.rows.entry(row).or_default();
        if cells.len() <= at {
            self.cells += at + 1 - cells.len();
            cells.resize(at + 1, String::new());
        }
        self.bytes += text.len() as u64;
        cells[at] = text;
        match () {
            () if self.rows.len() > ROWS_MAX => Err(format!("a sheet has more than {ROWS_MAX} rows; cut it in parts")),
            () if self.cells > CELLS_MAX => Err(format!("a sheet has more than {CELLS_MAX} cells; cut it in parts")),
            () if self.bytes > UNPACKED_MAX => {
                Err(format!("the text of a sheet is larger than {}, the most that is read", size(UNPACKED_MAX)))
            }
            () => Ok(()),
        }
    }

    fn lines(self) -> Vec<SheetLine> {
        self.rows.into_iter().map(|(row, cells)| SheetLine { number: row as usize + 1, cells }).collect()
    }
}

fn text_of(cell: &DataRef) -> String {
    match cell {
        DataRef::SharedString(text) => (*text).to_string(),
        other => text_of_data(&Data::from(other.clone())),
    }
}

/// A value as a person would have typed it.
fn text_of_data(cell: &Data) -> String {
    match cell {
        Data::Int(n) => n.to_string(),
        Data::Float(n) => number(*n),
        Data::String(text) => text.clone(),
        Data::Bool(yes) => if *yes { "TRUE" } else { "FALSE" }.into(),
        Data::DateTime(moment) => day(moment),
        Data::DateTimeIso(text) => text.strip_suffix("T00:00:00").unwrap_or(text).replacen('T', " ", 1),
        Data::DurationIso(text) => text.clone(),
        Data::Error(error) => error.to_string(),
        Data::Empty => String::new(),
    }
}

/// Fifteen digits, as spreadsheets show them, without zeros that say nothing.
fn number(n: f64) -> String {
    if n.fract() == 0.0 && n.abs() < 1e15 {
        return format!("{n:.0}");
    }
    let digits = 15_i32 - 1 - n.abs().log10().floor() as i32;
    let text = format!("{n:.*}", digits.clamp(0, 17) as usize);
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_string() } else { text }
}

fn day(moment: &ExcelDateTime) -> String {
    let value = moment.as_f64();
    if moment.is_duration() || !(1.0..2_958_466.0).contains(&value) {
        return number(value);
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second) == (0, 0, 0) { date } else { format!("{date} {hour:02}:{minute:02}:{second:02}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_xlsxwriter::{ExcelDateTime as Day, Format, Formula, Workbook};

    fn cells(book: &Book) -> Vec<Vec<&str>> {
        book.rows.iter().map(|r| r.cells.iter().map(String::as_str).collect()).collect()
    }

    #[test]
    fn values_are_read_as_they_were_saved_and_rows_keep_their_numbers() {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet().set_name("Inventory").unwrap();
        for (column, heading) in ["Name", "Start", "Score", "Yes", "Sum"].into_iter().enumerate() {
            sheet.write_string(2, column as u16, heading).unwrap();
        }
        sheet.write_string(4, 0, "Berth aid\nsecond line").unwrap();
        let format = Format::new().set_num_format("dd/mm/yyyy");
        sheet.write_datetime_with_format(4, 1, Day::from_ymd(2025, 3, 31).unwrap(), &format).unwrap();
        sheet.write_number(4, 2, 0.1 + 0.2).unwrap();
        sheet.write_boolean(4, 3, true).unwrap();
        sheet.write_formula(4, 4, Formula::new("=SUM(1,2)").set_result("3")).unwrap();
        let bytes = workbook.save_to_buffer().unwrap();
        let book = read(&bytes, None).unwrap();
        assert_eq!(book.sheets, [Listed { name: "Inventory".into(), rows: 2, table: true }]);
        assert_eq!(book.rows.iter().map(|r| r.number).collect::<Vec<_>>(), [3, 5]);
        assert_eq!(
            cells(&book),
            [
                vec!["Name", "Start", "Score", "Yes", "Sum"],
                vec!["Berth aid\nsecond line", "2025-03-31", "0.3", "TRUE", "3"]
            ]
        );
    }

    #[test]
    fn of_several_tables_one_is_named_and_notes_or_hidden_sheets_are_none() {
        let mut workbook = Workbook::new();
        let mut add = |name: &str, rows: u32, hidden: bool| {
            let sheet = workbook.add_worksheet().set_name(name).unwrap();
            (0..rows).for_each(|row| {
                sheet.write_string(row, 0, "Name").unwrap();
                sheet.write_string(row, 1, name).unwrap();
            });
            sheet.set_hidden(hidden);
        };
        add("Read me", 1, false);
        add("Systems", 3, false);
        add("Lists", 9, true);
        let one = workbook.save_to_buffer().unwrap();
        let book = read(&one, None).unwrap();
        assert_eq!((book.taken, book.rows.len()), (Some(1), 3));
        assert_eq!(read(&one, Some("lists")).unwrap().rows.len(), 9);
        let why = read(&one, Some("Risks")).unwrap_err();
        assert!(why.contains("“Risks”") && why.contains("Read me, Systems, Lists"), "{why}");
        let sheet = workbook.add_worksheet().set_name("Risks").unwrap();
        (0..2).for_each(|row| {
            sheet.write_string(row, 0, "Risk").unwrap();
            sheet.write_string(row, 1, "Level").unwrap();
        });
        let book = read(&workbook.save_to_buffer().unwrap(), None).unwrap();
        assert_eq!((book.taken, book.rows.len()), (None, 0), "which one has to be said");
    }

    #[test]
    fn an_answer_is_whole_or_none() {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        for row in 0..3 {
            sheet.write_string(row, 0, "a\u{1b}[2J\"").unwrap();
            sheet.write_string(row, 1, "b").unwrap();
        }
        let bytes = workbook.save_to_buffer().unwrap();
        let mut out = Vec::new();
        answer(&bytes[..], None, &mut out).unwrap();
        let received = |bytes: &[u8]| {
            let mut receiving = Receiving::default();
            bytes.chunks(7).try_for_each(|piece| receiving.take(piece)).map(|()| receiving.book())
        };
        assert_eq!(received(&out).unwrap().unwrap().unwrap(), read(&bytes, None).unwrap());
        assert_eq!(received(&out[..out.len() - 4]), Ok(None), "cut off");
        assert!(received(b"{}\nnonsense\n").is_err());
        let mut out = Vec::new();
        answer(&b"PK\x03\x04 broken"[..], None, &mut out).unwrap();
        assert_eq!(received(&out).unwrap().unwrap(), Err(DAMAGED.to_string()));
    }

    #[test]
    fn numbers_are_written_as_they_are_shown() {
        for (n, text) in
            [(5.0, "5"), (-0.25, "-0.25"), (1e-7, "0.0000001"), (1234.5678, "1234.5678"), (45_383.0, "45383")]
        {
            assert_eq!(number(n), text);
        }
    }
}
