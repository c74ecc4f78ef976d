//! Workbooks (XLSX): sheets with a header that stays, days that are days, and drop-downs. Text is always text: what a
//! spreadsheet could run as a formula is never written as one.

use jiff::civil::{Date, DateTime};
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, FormatAlign, Formula, Workbook,
    Worksheet, XlsxError,
};
use std::collections::{BTreeSet, HashMap};

/// What one cell of a workbook holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Empty,
    Text(String),
    Number(i64),
    Day(Date),
}

/// A column: its head, its width in signs, and the words that a drop-down offers.
#[derive(Clone, Debug, Default)]
pub struct SheetColumn {
    pub head: String,
    pub width: u16,
    pub words: Vec<String>,
}

/// One sheet.
#[derive(Clone, Debug, Default)]
pub struct WorkbookSheet {
    pub name: String,
    /// Lines above the header.
    pub above: Vec<String>,
    pub columns: Vec<SheetColumn>,
    pub rows: Vec<Vec<Cell>>,
}

/// How a sheet is printed: the number that spreadsheets give a size of paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Print(pub u8);

/// Signs that a cell can hold, counted in units of UTF-16.
const CELL_MAX: usize = 32_767;
/// What stands at the end of a text that is too long for a cell.
const CUT: &str = " … (cut here: a cell of a workbook holds no more)";
/// Signs of the name of a sheet.
const NAME_MAX: usize = 31;
/// The sheet in which the words of drop-downs stand.
const LISTS: &str = "Lists";
/// Rows below the last one that have drop-downs too, for new records.
const SPARE: u32 = 500;
const WIDEST: u16 = 60;

/// The bytes of a workbook; `made` is the moment it says that it was made.
pub fn write(sheets: &[WorkbookSheet], made: DateTime, print: Print) -> Result<Vec<u8>, String> {
    filled(sheets, made, print).map_err(|e| format!("the workbook cannot be made: {e}"))
}

fn filled(sheets: &[WorkbookSheet], made: DateTime, print: Print) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let stamp = ExcelDateTime::from_ymd(made.year() as u16, made.month() as u8, made.day() as u8)?;
    let stamp = stamp.and_hms(made.hour() as u16, made.minute() as u8, made.second() as u8)?;
    book.set_properties(&DocProperties::new().set_author("aims").set_creation_datetime(&stamp));
    let mut lists = Lists::default();
    let mut names = BTreeSet::from([LISTS.to_lowercase()]);
    for sheet in sheets {
        let page = book.add_worksheet();
        page.set_name(name_of(&sheet.name, &mut names))?;
        page.set_paper_size(print.0).set_landscape().set_print_fit_to_pages(1, 0);
        fill(page, sheet, &mut lists)?;
    }
    lists.write(&mut book)?;
    book.save_to_buffer()
}

fn fill(page: &mut Worksheet, sheet: &WorkbookSheet, lists: &mut Lists) -> Result<(), XlsxError> {
    let (head, day) = (Format::new().set_bold().set_text_wrap(), Format::new().set_num_format("yyyy-mm-dd"));
    let (head, day) = (head.set_background_color("EEEEEE"), day.set_align(FormatAlign::Top));
    let text = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    for (row, line) in sheet.above.iter().enumerate() {
        page.write_string(row as u32, 0, fitting(line))?;
    }
    if sheet.columns.is_empty() {
        page.set_column_width(0, f64::from(WIDEST) * 2.0)?;
        return Ok(());
    }
    let first = sheet.above.len() as u32;
    for (at, column) in sheet.columns.iter().enumerate() {
        let at = at as u16;
        page.write_string_with_format(first, at, fitting(&column.head), &head)?;
        page.set_column_width(at, f64::from(column.width.clamp(6, WIDEST)))?;
        if let Some(list) = lists.of(&column.words) {
            let rule = DataValidation::new().allow_list_formula(Formula::new(list));
            let rule = rule.set_error_style(DataValidationErrorStyle::Warning);
            page.add_data_validation(first + 1, at, first + SPARE + sheet.rows.len() as u32, at, &rule)?;
        }
    }
    for (row, cells) in (first + 1..).zip(&sheet.rows) {
        for (at, cell) in (0u16..).zip(cells) {
            match cell {
                Cell::Empty => continue,
                Cell::Text(t) => page.write_string_with_format(row, at, fitting(t), &text)?,
                Cell::Number(n) => page.write_number_with_format(row, at, *n as f64, &text)?,
                Cell::Day(d) => match ExcelDateTime::from_ymd(d.year() as u16, d.month() as u8, d.day() as u8) {
                    Ok(moment) => page.write_datetime_with_format(row, at, &moment, &day)?,
                    // Before 1900 there are no days in a spreadsheet.
                    Err(_) => page.write_string_with_format(row, at, d.to_string(), &text)?,
                },
            };
        }
    }
    page.set_freeze_panes(first + 1, 1)?;
    page.set_repeat_rows(first, first)?;
    page.autofilter(first, 0, first + sheet.rows.len() as u32, sheet.columns.len() as u16 - 1)?;
    Ok(())
}

/// The text as a cell can hold it.
fn fitting(text: &str) -> String {
    let clean = text.replace(['\u{FFFE}', '\u{FFFF}'], "\u{FFFD}");
    if clean.encode_utf16().count() <= CELL_MAX {
        return clean;
    }
    let room = CELL_MAX - CUT.encode_utf16().count();
    let mut used = 0;
    let kept = clean.chars().take_while(|c| {
        used += c.len_utf16();
        used <= room
    });
    kept.collect::<String>() + CUT
}

/// A name that a sheet may bear and no other one bears.
fn name_of(wanted: &str, taken: &mut BTreeSet<String>) -> String {
    let plain: String =
        wanted.chars().map(|c| if c.is_control() || "[]:*?/\\".contains(c) { ' ' } else { c }).collect();
    let plain = plain.trim().trim_matches('\'').trim().to_string();
    let plain = if plain.is_empty() { "Sheet".to_string() } else { plain };
    for n in 1.. {
        let tail = if n == 1 { String::new() } else { format!(" {n}") };
        let mut room = NAME_MAX - tail.len();
        let fits = |c: &char| {
            room = room.checked_sub(c.len_utf16()).unwrap_or(usize::MAX);
            room != usize::MAX
        };
        let name = plain.chars().take_while(fits).collect::<String>().trim_end().to_string() + &tail;
        if taken.insert(name.to_lowercase()) {
            return name;
        }
    }
    plain
}

/// The words of drop-downs, each list once.
#[derive(Default)]
struct Lists {
    all: Vec<Vec<String>>,
    known: HashMap<Vec<String>, usize>,
}

impl Lists {
    /// Where the words stand; nothing where there are none.
    fn of(&mut self, words: &[String]) -> Option<String> {
        if words.is_empty() {
            return None;
        }
        let at = *self.known.entry(words.to_vec()).or_insert_with(|| {
            self.all.push(words.to_vec());
            self.all.len() - 1
        });
        let column = rust_xlsxwriter::utility::column_number_to_name(at as u16);
        Some(format!("={LISTS}!${column}$1:${column}${}", words.len()))
    }
    fn write(&self, book: &mut Workbook) -> Result<(), XlsxError> {
        if self.all.is_empty() {
            return Ok(());
        }
        let page = book.add_worksheet();
        page.set_name(LISTS)?.set_hidden(true);
        for (at, words) in (0u16..).zip(&self.all) {
            for (row, word) in (0u32..).zip(words) {
                page.write_string(row, at, word)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{Data, Reader, Xlsx};
    use std::io::Cursor;

    fn column(head: &str, words: &[&str]) -> SheetColumn {
        SheetColumn { head: head.into(), width: 12, words: words.iter().map(|w| w.to_string()).collect() }
    }

    #[test]
    fn another_reader_finds_text_as_text_days_as_days_and_lists() {
        let day = jiff::civil::date(2026, 11, 27);
        let sheet = WorkbookSheet {
            name: "Findings: [open]".into(),
            columns: vec![column("Id", &[]), column("State", &["open", "closed, for good"]), column("Due", &[])],
            rows: vec![
                vec![Cell::Text("=1+1".into()), Cell::Text("open".into()), Cell::Day(day)],
                vec![Cell::Text("-x\u{1b}".into()), Cell::Empty, Cell::Number(7)],
                vec![Cell::Text("é".repeat(40_000)), Cell::Empty, Cell::Empty],
            ],
            ..WorkbookSheet::default()
        };
        let bytes = write(&[sheet.clone(), sheet], day.at(9, 0, 0, 0), Print(9)).unwrap();
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.clone())).unwrap();
        assert_eq!(book.sheet_names(), ["Findings   open", "Findings   open 2", LISTS]);
        let range = book.worksheet_range("Findings   open").unwrap();
        assert_eq!(range.get_value((1, 0)), Some(&Data::String("=1+1".into())));
        assert!(book.worksheet_formula("Findings   open").unwrap().used_cells().next().is_none());
        let Some(Data::DateTime(due)) = range.get_value((1, 2)) else { panic!("{:?}", range.get_value((1, 2))) };
        assert_eq!(due.as_f64(), 46353.0);
        assert_eq!(range.get_value((2, 2)), Some(&Data::Float(7.0)));
        let Some(Data::String(long)) = range.get_value((3, 0)) else { panic!() };
        assert!(long.encode_utf16().count() == CELL_MAX && long.ends_with(CUT));
        let lists = book.worksheet_range(LISTS).unwrap();
        assert_eq!(lists.get_value((1, 0)), Some(&Data::String("closed, for good".into())));
        let xml = part(&bytes, "xl/worksheets/sheet1.xml");
        assert!(xml.contains("Lists!$A$1:$A$2") && xml.contains("state=\"frozen\""), "{xml}");
    }

    fn part(bytes: &[u8], name: &str) -> String {
        let mut package = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        std::io::read_to_string(package.by_name(name).unwrap()).unwrap()
    }

    #[test]
    fn a_workbook_of_the_same_records_is_the_same_to_the_byte() {
        let sheet = WorkbookSheet { name: "A".into(), columns: vec![column("Id", &["x"])], ..WorkbookSheet::default() };
        let at = jiff::civil::date(2026, 11, 27).at(9, 0, 0, 0);
        let once = || write(std::slice::from_ref(&sheet), at, Print(9)).unwrap();
        assert_eq!(once(), once());
    }
}
