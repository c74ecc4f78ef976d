//! The tables of a paper as a workbook: a sheet for what the paper says of itself, then a sheet for each table. Tables
//! with the same heads, such as the parts of the Statement of Applicability, are one sheet with their heading beside.

use super::{Block, DEMO_LINE, Drawing, Paper, PaperSize, Table};
use crate::{
    shown::shown,
    workbook::{self, Cell, Print, SheetColumn, WorkbookSheet},
};

/// Signs over all columns of a sheet.
const ROOM: u32 = 170;

/// Tables with the same heads, each row with the heading it stands under.
struct Joined<'a> {
    name: String,
    /// The heading of the highest level above the first of them.
    above: String,
    heads: &'a [String],
    widths: &'a [u16],
    rows: Vec<(String, &'a [String])>,
}

/// Writes the tables of a paper as a workbook; a paper without one is refused.
pub fn write(paper: &Paper, size: PaperSize) -> Result<Vec<u8>, String> {
    let tables = joined(&paper.blocks);
    if tables.is_empty() {
        return Err(format!("{} holds no table, so it cannot be a workbook; write it as .docx or .pdf", paper.title));
    }
    let mut sheets = vec![cover(paper)];
    sheets.extend(tables.iter().map(sheet));
    workbook::write(&sheets, paper.made.local(), Print(size.number()))
}

fn cover(paper: &Paper) -> WorkbookSheet {
    let mut above = vec![paper.title.clone()];
    above.extend(paper.demo.then(|| DEMO_LINE.to_string()));
    above.extend([paper.standing.line(), paper.subtitle.clone()]);
    for block in &paper.blocks {
        match block {
            Block::Facts(facts) => above.extend(facts.iter().map(|(label, text)| format!("{label}: {text}"))),
            Block::Note(text) => above.push(text.clone()),
            _ => {}
        }
    }
    above.push(paper.foot());
    let above = above.iter().map(|line| shown(line).replace('\n', " ")).filter(|line| !line.is_empty()).collect();
    WorkbookSheet { name: "Paper".into(), above, ..WorkbookSheet::default() }
}

fn joined(blocks: &[Block]) -> Vec<Joined<'_>> {
    let mut all: Vec<Joined> = Vec::new();
    let (mut above, mut under) = (String::new(), String::new());
    for block in blocks {
        match block {
            Block::Heading(1, text) => (above, under) = (text.clone(), String::new()),
            Block::Heading(_, text) => under = text.clone(),
            Block::Table(t) | Block::Drawing(Drawing { table: Some(t), .. }) => {
                let section = [&under, &t.caption].into_iter().find(|s| !s.is_empty()).unwrap_or(&above).clone();
                let rows = t.rows.iter().map(|row| (section.clone(), row.as_slice()));
                match all.last_mut().filter(|last| last.heads == t.heads) {
                    Some(last) => {
                        last.name.clone_from(&last.above);
                        last.rows.extend(rows);
                    }
                    None => all.push(begun(t, &above, rows.collect())),
                }
            }
            _ => {}
        }
    }
    all
}

fn begun<'a>(t: &'a Table, above: &str, rows: Vec<(String, &'a [String])>) -> Joined<'a> {
    let name = if t.caption.is_empty() { above } else { &t.caption };
    let above = shown(above).into_owned();
    Joined { name: shown(name).into_owned(), above, heads: &t.heads, widths: &t.widths, rows }
}

fn sheet(t: &Joined) -> WorkbookSheet {
    let several = t.rows.windows(2).any(|pair| pair[0].0 != pair[1].0);
    let all: u32 = t.widths.iter().map(|w| u32::from(*w)).sum::<u32>().max(1);
    let column = |(head, width): (&String, &u16)| {
        let width = (u32::from(*width) * ROOM / all) as u16;
        SheetColumn { head: shown(head).into_owned(), width, words: Vec::new() }
    };
    let mut columns: Vec<SheetColumn> = t.heads.iter().zip(t.widths).map(column).collect();
    let numbers: Vec<bool> = (0..t.heads.len()).map(|at| t.rows.iter().all(|(_, row)| is_count(&row[at]))).collect();
    let cells = |(section, row): &(String, &[String])| -> Vec<Cell> {
        let cells = row.iter().zip(&numbers).map(|(text, number)| cell(text, *number));
        several.then(|| Cell::Text(shown(section).into_owned())).into_iter().chain(cells).collect()
    };
    let rows = t.rows.iter().map(cells).collect();
    if several {
        columns.insert(0, SheetColumn { head: "Part".into(), width: 24, words: Vec::new() });
    }
    WorkbookSheet { name: t.name.clone(), columns, rows, ..WorkbookSheet::default() }
}

/// Whether a cell holds a whole number or nothing; `8.4` and `007` are no numbers.
fn is_count(text: &str) -> bool {
    let text = text.trim();
    let digits = text.len() <= 9 && text.bytes().all(|b| b.is_ascii_digit());
    digits && (text.len() < 2 || !text.starts_with('0'))
}

fn cell(text: &str, number: bool) -> Cell {
    let text = text.trim();
    match (text.is_empty(), text.parse(), text.parse::<i64>()) {
        (true, ..) => Cell::Empty,
        (_, Ok(day), _) if text.len() == 10 => Cell::Day(day),
        (_, _, Ok(n)) if number => Cell::Number(n),
        _ => Cell::Text(shown(text).into_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{document::PaperStanding, domain::Stamp};
    use calamine::{Data, Reader, Xlsx};
    use std::io::Cursor;

    fn paper(blocks: Vec<Block>) -> Paper {
        let made = Stamp { utc: 0, offset: 0 };
        let standing = PaperStanding::Draft(None);
        Paper { title: "T".into(), subtitle: "s".into(), demo: true, made, head: None, standing, blocks }
    }

    #[test]
    fn tables_with_the_same_heads_are_one_sheet_and_a_paper_without_one_is_refused() {
        let table = |n: &str| {
            Table::of("", [n.to_string()], &[("Ref", 1, &|n| n.clone()), ("Due", 1, &|_| "2026-12-31".into())])
        };
        let blocks = vec![
            Block::Heading(1, "Controls".into()),
            Block::Heading(2, "A.2".into()),
            Block::Table(table("A.2.2")),
            Block::Heading(2, "A.3".into()),
            Block::Table(table("=A.3.2")),
        ];
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(write(&paper(blocks), PaperSize::A4).unwrap())).unwrap();
        assert_eq!(book.sheet_names(), ["Paper", "Controls"]);
        let range = book.worksheet_range("Controls").unwrap();
        assert_eq!(range.get_value((2, 0)), Some(&Data::String("A.3".into())));
        assert_eq!(range.get_value((2, 1)), Some(&Data::String("=A.3.2".into())));
        assert!(matches!(range.get_value((1, 2)), Some(Data::DateTime(_))));
        let first = book.worksheet_range("Paper").unwrap();
        assert!(first.used_cells().any(|(.., c)| *c == Data::String(DEMO_LINE.into())));
        let why = write(&paper(vec![Block::Para("x".into())]), PaperSize::A4).unwrap_err();
        assert!(why.contains("no table"), "{why}");
    }
}
