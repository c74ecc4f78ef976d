//! Tables on pages: columns by their shares and their words, rows that stay together where they can, the head again on
//! each further page.

use super::{
    face::Faces,
    sheet::{BESIDE, Dress, Element, Inset, LINE, Op, PdfPages, SHADE, Sort},
};
use crate::document::Table;

/// Points between a rule and what it encloses.
const PAD: f32 = 3.0;
/// Sizes of signs, by how many columns there are.
const SIZE: f32 = 8.0;
const SMALL: f32 = 6.6;
/// The widest word that widens its column, in parts of the whole width.
const WORD: f32 = 0.18;
/// A text of at most so many signs stands in one line where there is room: a name, a level, a day.
const WHOLE: usize = 14;
/// A table that takes no more of a page stands on one.
const TOGETHER: f32 = 0.5;
/// A head that takes more of a page is not repeated.
const HEAD: f32 = 0.4;

/// A row that is ready to be placed.
struct Row {
    cells: Vec<Vec<String>>,
    bold: Vec<bool>,
    /// A head: shaded.
    head: bool,
    lines: usize,
}

/// A table with its measures.
struct Grid {
    widths: Vec<f32>,
    size: f32,
    head: Option<Row>,
}

impl Grid {
    fn dress(&self, bold: bool) -> Dress {
        Dress { size: self.size, bold, ..Dress::BODY }
    }
    fn height(&self, lines: usize) -> f32 {
        lines as f32 * self.dress(false).lead() + 2.0 * PAD
    }
    fn row(&self, sheet: &mut PdfPages, texts: &[String], bold: &[bool], head: bool) -> Row {
        let wrap = |sheet: &mut PdfPages, at: usize| {
            let text = sheet.take(&texts[at]);
            sheet.faces.wrap(text.trim(), bold[at], self.size, self.widths[at] - 2.0 * PAD)
        };
        let cells: Vec<Vec<String>> = (0..texts.len()).map(|at| wrap(sheet, at)).collect();
        let lines = cells.iter().map(Vec::len).max().unwrap_or(0).max(1);
        Row { cells, bold: bold.to_vec(), head, lines }
    }
}

/// A table with a head.
pub fn table(sheet: &mut PdfPages, t: &Table) {
    if t.heads.is_empty() {
        return;
    }
    let size = if t.is_wide() { SMALL } else { SIZE };
    let rows: Vec<&Vec<String>> = std::iter::once(&t.heads).chain(&t.rows).collect();
    let widths = widths(&sheet.faces, &t.widths, &rows, size, sheet.room());
    let bold = vec![true; t.heads.len()];
    let mut grid = Grid { widths, size, head: None };
    let head = grid.row(sheet, &t.heads, &bold, true);
    let mut whole = Element::new(Sort::Table);
    let plain = vec![false; t.heads.len()];
    let rows: Vec<Row> = t.rows.iter().map(|texts| grid.row(sheet, texts, &plain, false)).collect();
    sheet.need_with_headings(together(&grid, &head, &rows, sheet.bottom() - super::sheet::ABOVE));
    if !t.caption.is_empty() {
        let mut caption = Element::new(Sort::Caption);
        let dress = Dress { bold: true, ..Dress::BODY };
        sheet.lines_of(&mut caption, &t.caption, dress, Inset::default());
        whole.parts.push(caption);
    }
    let mut above = Element::new(Sort::Head);
    place(sheet, &grid, &head, &mut above, &|_| Sort::ColumnHead);
    whole.parts.push(above);
    let fits = grid.height(head.lines) < HEAD * (sheet.bottom() - super::sheet::ABOVE);
    grid.head = Some(head).filter(|_| fits);
    let mut body = Element::new(Sort::Body);
    for row in &rows {
        place(sheet, &grid, row, &mut body, &|_| Sort::Cell);
    }
    ended(sheet, whole, body);
}

/// What must find room on the page on which a table begins: a small one whole, of a longer one caption, head and the
/// first row, if that fits on a page at all.
fn together(grid: &Grid, head: &Row, rows: &[Row], page: f32) -> f32 {
    const CAPTION: f32 = 16.0;
    let above = grid.height(head.lines) + CAPTION;
    let whole = above + rows.iter().map(|row| grid.height(row.lines)).sum::<f32>();
    let first = above + rows.first().map_or(0.0, |row| grid.height(row.lines));
    match (whole <= page * TOGETHER, first <= page) {
        (true, _) => whole,
        (false, true) => first,
        (false, false) => above + grid.height(2),
    }
}

/// Labels with their texts: the first column names the row.
pub fn facts(sheet: &mut PdfPages, facts: &[(String, String)]) {
    let label = (sheet.room() * 0.24).min(150.0);
    let grid = Grid { widths: vec![label, sheet.room() - label], size: SIZE + 0.6, head: None };
    let mut body = Element::new(Sort::Body);
    for (name, text) in facts {
        let row = grid.row(sheet, &[name.clone(), text.clone()], &[true, false], false);
        place(sheet, &grid, &row, &mut body, &|at| if at == 0 { Sort::RowHead } else { Sort::Cell });
    }
    ended(sheet, Element::new(Sort::Table), body);
}

/// Lines to sign on.
pub fn sign(sheet: &mut PdfPages, people: &[String]) {
    let heads = ["", "Name", "Date", "Signature"].map(String::from).to_vec();
    // Room for a hand.
    let lines =
        people.iter().map(|who| vec![who.clone(), String::new(), String::new(), "\u{a0}\n\u{a0}\n\u{a0}".into()]);
    let table = Table { caption: String::new(), heads, widths: vec![3, 3, 2, 3], rows: lines.collect() };
    self::table(sheet, &table);
}

fn ended(sheet: &mut PdfPages, mut whole: Element, body: Element) {
    if !body.parts.is_empty() {
        whole.parts.push(body);
    }
    if !whole.parts.is_empty() {
        sheet.elements.push(whole);
    }
    sheet.gap(10.0);
}

/// Puts a row, in pieces where it is higher than a page.
fn place(sheet: &mut PdfPages, grid: &Grid, row: &Row, into: &mut Element, sort: &dyn Fn(usize) -> Sort) {
    let mut tagged = Element::new(Sort::Row);
    tagged.parts = (0..row.cells.len()).map(|at| Element::new(sort(at))).collect();
    let head = grid.head.as_ref().map_or(0.0, |head| grid.height(head.lines));
    let page = sheet.bottom() - super::sheet::ABOVE - head;
    let mut from = 0;
    while from < row.lines {
        let left = row.lines - from;
        let fitting = ((sheet.bottom() - sheet.y - 2.0 * PAD) / grid.dress(false).lead()).floor().max(0.0) as usize;
        let waits = fitting < left && from == 0 && grid.height(left) <= page;
        if (fitting == 0 || waits) && !sheet.is_at_top() {
            sheet.new_page();
            if let Some(head) = &grid.head {
                piece(sheet, grid, head, (0, head.lines), None);
            }
            continue;
        }
        let taken = left.min(fitting.max(1));
        piece(sheet, grid, row, (from, taken), Some(&mut tagged));
        from += taken;
    }
    into.parts.push(tagged);
}

/// Some lines of a row. Without an element they are a repetition, which nobody needs to hear again.
fn piece(
    sheet: &mut PdfPages,
    grid: &Grid,
    row: &Row,
    (from, count): (usize, usize),
    mut tagged: Option<&mut Element>,
) {
    let (top, height) = (sheet.y, grid.height(count));
    let all: f32 = grid.widths.iter().sum();
    if row.head {
        sheet.push(Op::Fill { at: (BESIDE, top), size: (all, height), color: SHADE });
    }
    let mut x = BESIDE;
    for (at, cell) in row.cells.iter().enumerate() {
        let dress = grid.dress(row.bold[at]);
        let right = grid.head.is_some() && !row.head && cell.len() == 1 && is_number(&cell[0]);
        for (n, line) in cell.iter().skip(from).take(count).enumerate() {
            let shift =
                if right { grid.widths[at] - 2.0 * PAD - sheet.faces.width(line, dress.bold, dress.size) } else { 0.0 };
            let spot = (x + PAD + shift, top + PAD + n as f32 * dress.lead());
            let put = sheet.text(spot, line, dress, tagged.is_none());
            if let Some(element) = tagged.as_deref_mut() {
                element.parts[at].spots.extend(put);
            }
        }
        x += grid.widths[at];
    }
    lines(sheet, grid, (top, top + height));
    sheet.y = top + height;
}

/// The rules around the cells of a row.
fn lines(sheet: &mut PdfPages, grid: &Grid, (top, low): (f32, f32)) {
    let right = BESIDE + grid.widths.iter().sum::<f32>();
    for y in [top, low] {
        sheet.push(Op::Line { from: (BESIDE, y), to: (right, y), color: LINE, width: 0.5 });
    }
    let mut x = BESIDE;
    for width in std::iter::once(&0.0).chain(&grid.widths) {
        x += width;
        sheet.push(Op::Line { from: (x, top), to: (x, low), color: LINE, width: 0.5 });
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit() || b == b'%')
}

/// Widths that fill the room: the widest short text of each column first, or where that is too much its widest word,
/// then by shares what its texts would take.
fn widths(faces: &Faces, shares: &[u16], rows: &[&Vec<String>], size: f32, room: f32) -> Vec<f32> {
    let count = shares.len();
    let texts = |at: usize| rows.iter().enumerate().map(move |(n, row)| (n == 0, row[at].as_str()));
    let of = |text: &str, bold: bool| faces.width(text, bold, size) + 2.0 * PAD + 0.5;
    let word = |at: usize| {
        let words = texts(at).flat_map(|(bold, text)| text.split_whitespace().map(move |word| (bold, word)));
        words.map(|(bold, word)| of(word, bold)).fold(10.0, f32::max).min(room * WORD)
    };
    let line = |at: usize| {
        let all = texts(at).flat_map(|(bold, text)| text.lines().map(move |line| (bold, line)));
        all.map(|(bold, line)| of(line, bold)).fold(10.0, f32::max)
    };
    let short = |at: usize| {
        let lines = texts(at).flat_map(|(bold, text)| text.lines().map(move |line| (bold, line)));
        let whole = lines.filter(|(bold, line)| !bold && line.chars().count() <= WHOLE);
        whole.map(|(bold, line)| of(line, bold)).fold(word(at), f32::max).min(room * WORD)
    };
    let mut least: Vec<f32> = (0..count).map(short).collect();
    if least.iter().sum::<f32>() >= room {
        least = (0..count).map(word).collect();
    }
    let used: f32 = least.iter().sum();
    if used >= room {
        return least.iter().map(|w| w * room / used).collect();
    }
    let wish: Vec<f32> =
        (0..count).map(|at| (line(at) - least[at]).clamp(0.0, room) * f32::from(shares[at].max(1))).collect();
    let all: f32 = wish.iter().sum();
    let spare = room - used;
    match all > 0.0 {
        true => (0..count).map(|at| least[at] + spare * wish[at] / all).collect(),
        false => least.iter().map(|w| w * room / used).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::pdf::face;

    #[test]
    fn columns_fill_the_room_and_hold_their_longest_word() {
        let rows = [["Ref", "What"], ["A.6.2.4", "a text of several words that goes on and on"]];
        let rows: Vec<Vec<String>> = rows.map(|r| r.map(String::from).to_vec()).to_vec();
        let found = widths(&Faces::default(), &[1, 5], &rows.iter().collect::<Vec<_>>(), 8.0, 200.0);
        assert!((found.iter().sum::<f32>() - 200.0).abs() < 0.1, "{found:?}");
        assert!(found[0] > face::width("A.6.2.4", false, 8.0) && found[1] > found[0], "{found:?}");
        let many = vec!["word".to_string(); 40];
        let narrow = widths(&Faces::default(), &[1; 40], &[&many], 8.0, 200.0);
        assert!((narrow.iter().sum::<f32>() - 200.0).abs() < 0.1);
        let rows = [vec!["Now".to_string(), "What".into()], vec!["C (5 x 4)".into(), "a long text ".repeat(20)]];
        let found = widths(&Faces::default(), &[1, 9], &rows.iter().collect::<Vec<_>>(), 8.0, 200.0);
        assert!(found[0] > face::width("C (5 x 4)", false, 8.0), "a level is not broken: {found:?}");
    }
}
