//! Cells from CSV text (RFC 4180 with any of three separators), and the guard against cells that run as formulas.
//!
//! Reading is strict where leniency would shift cells: broken quoting is an error that names the row. Rows are
//! counted as a spreadsheet shows them, which is why blank lines count here though they give no row.

use super::{
    import::ImportError,
    sheet::{CELL_MAX, CELLS_MAX, COLUMNS_MAX, ROWS_MAX, SheetLine},
};

/// Heading of the last column of a file in which cells were guarded; its cells name the columns of their row.
pub const GUARDED: &str = "apostrophe added to";
/// Between two names in that column.
const BETWEEN: char = '|';
const SEPARATORS: [char; 3] = [',', ';', '\t'];

/// Reads all rows of a text, whatever they are. Of the separators, the one wins that makes the most cells of one row
/// `known`, then the most columns.
pub fn rows(text: &str, known: impl Fn(&str) -> bool) -> Result<Vec<SheetLine>, ImportError> {
    let mut rows = CsvRows::default();
    rows.take(text, &known, true)?;
    rows.all()
}

/// Bytes by which the separator is known, and of a row that is not whole yet.
const HEAD: usize = 1 << 20;
const ROW_MAX: usize = 16 << 20;

/// Rows of a text that comes piece by piece: only what is not a whole row yet is held beside them.
#[derive(Default)]
pub struct CsvRows {
    rest: String,
    separator: Option<char>,
    number: usize,
    rows: Vec<SheetLine>,
    cells: usize,
}

impl CsvRows {
    /// Takes the next piece; after the last one nothing is left open.
    pub fn take(&mut self, piece: &str, known: &impl Fn(&str) -> bool, last: bool) -> Result<(), ImportError> {
        self.rest.push_str(piece);
        let Some(separator) = self.separator.or_else(|| self.found(known, last)) else { return Ok(()) };
        let rest = std::mem::take(&mut self.rest);
        let mut lines = Lines { text: &rest, separator, at: 0, number: self.number };
        let mut done = 0;
        while let Some(line) = lines.next() {
            // What ends with the piece may go on in the next one, and so may a cell whose quotes are open.
            let open = lines.at >= rest.len();
            if open && !last {
                break;
            }
            self.put(line?)?;
            (done, self.number) = (lines.at, lines.number);
        }
        self.rest = if last { String::new() } else { rest[done..].to_string() };
        match self.rest.len() > ROW_MAX {
            true => Err(ImportError::OpenQuote(self.number + 1)),
            false => Ok(()),
        }
    }

    /// The separator, once enough is there to know it.
    fn found(&mut self, known: &impl Fn(&str) -> bool, last: bool) -> Option<char> {
        if self.rest.len() < HEAD && !last {
            return None;
        }
        let separator = match declared_separator(&self.rest) {
            Some((separator, rest)) => {
                self.rest = rest.to_string();
                separator
            }
            None => widest_separator(&self.rest, known),
        };
        self.separator = Some(separator);
        self.separator
    }

    fn put(&mut self, line: SheetLine) -> Result<(), ImportError> {
        if self.rows.len() > ROWS_MAX {
            return Err(ImportError::TooManyRows);
        }
        self.cells += line.cells.len();
        if self.cells > CELLS_MAX {
            return Err(ImportError::TooManyCells);
        }
        let filled = line.cells.iter().rposition(|c| !c.trim().is_empty()).map_or(0, |i| i + 1);
        if filled > COLUMNS_MAX {
            return Err(ImportError::TooManyColumns(filled));
        }
        self.rows.push(line);
        Ok(())
    }

    /// All rows, after the last piece.
    pub fn all(self) -> Result<Vec<SheetLine>, ImportError> {
        if self.rows.iter().all(SheetLine::is_blank) { Err(ImportError::Empty) } else { Ok(self.rows) }
    }
}

/// The cells of a block as a spreadsheet copies it: rows of cells with tabs between them, quoted where a cell has
/// several lines.
pub fn cells(text: &str) -> Result<Vec<Vec<String>>, ImportError> {
    let lines = Lines { text, separator: '\t', at: 0, number: 0 };
    lines.map(|line| line.map(|line| line.cells)).collect()
}

/// A table that was written as CSV, as a spreadsheet pastes it into its cells.
pub fn as_cells(text: &str) -> String {
    let lines = Lines { text, separator: ',', at: 0, number: 0 };
    let mut rows = lines.map_while(Result::ok).map(|line| line.cells);
    let head = rows.next().unwrap_or_default();
    copied(&head.iter().map(String::as_str).collect::<Vec<_>>(), rows)
}

/// A table as a spreadsheet pastes it into its cells.
pub fn copied(headings: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let quoted = |cell: &str| match cell.contains(['\t', '\n', '\r', '"']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.to_string(),
    };
    let head: Vec<String> = headings.iter().map(|h| (*h).to_string()).collect();
    let rows: Vec<Vec<String>> = std::iter::once(head).chain(rows).collect();
    // A cell that begins like a formula is text here: a blank before it keeps a spreadsheet from running it.
    let safe = |cell: &String| if is_risky(cell) { format!(" {cell}") } else { cell.clone() };
    let line = |row: &Vec<String>| row.iter().map(|cell| quoted(&safe(cell))).collect::<Vec<_>>().join("\t");
    rows.iter().map(|row| line(row) + "\n").collect()
}

/// The separator of the first rows, among which the headings stand.
fn widest_separator(text: &str, known: impl Fn(&str) -> bool) -> char {
    let score = |separator: &char| {
        let lines = Lines { text, separator: *separator, at: 0, number: 0 };
        let rows = lines.take(30).map_while(Result::ok);
        let rows: Vec<_> = rows.map(|l| (l.cells.iter().filter(|c| known(c)).count(), l.cells.len())).collect();
        let (known, wide) = rows.iter().copied().max().unwrap_or_default();
        (known, wide, rows.iter().filter(|row| row.1 == wide).count())
    };
    // `max_by_key` takes the last of equals; the comma is to win those.
    SEPARATORS.iter().rev().copied().max_by_key(score).unwrap_or(',')
}

/// `sep=;` as the first line: how Excel is told the separator.
fn declared_separator(text: &str) -> Option<(char, &str)> {
    let (first, rest) = text.split_once('\n')?;
    let sign = first.trim_end_matches('\r').trim_matches('"').strip_prefix("sep=")?;
    SEPARATORS.iter().find(|s| sign == s.to_string()).map(|s| (*s, rest))
}

/// The rows of a text, one after the other.
struct Lines<'a> {
    text: &'a str,
    separator: char,
    at: usize,
    number: usize,
}

impl Iterator for Lines<'_> {
    type Item = Result<SheetLine, ImportError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.at >= self.text.len() {
            return None;
        }
        self.number += 1;
        let line = self.line();
        if line.is_err() {
            self.at = self.text.len();
        }
        Some(line)
    }
}

impl Lines<'_> {
    fn line(&mut self) -> Result<SheetLine, ImportError> {
        let mut cells = Vec::new();
        loop {
            let cell = self.cell()?;
            if cell.len() > CELL_MAX {
                return Err(ImportError::CellTooLong(self.number));
            }
            if cells.len() > 4 * COLUMNS_MAX {
                return Err(ImportError::TooManyColumns(cells.len()));
            }
            cells.push(cell);
            let rest = &self.text[self.at..];
            if rest.starts_with(self.separator) {
                self.at += 1;
                continue;
            }
            self.at += match rest.as_bytes() {
                [b'\r', b'\n', ..] => 2,
                [_, ..] => 1,
                [] => 0,
            };
            return Ok(SheetLine { number: self.number, cells });
        }
    }

    /// One cell; afterwards stands at a separator, a line end or the end.
    fn cell(&mut self) -> Result<String, ImportError> {
        let rest = &self.text[self.at..];
        let ends = |c: char| c == self.separator || c == '\n' || c == '\r';
        if !rest.starts_with('"') {
            let end = rest.find(ends).unwrap_or(rest.len());
            self.at += end;
            return Ok(rest[..end].to_string());
        }
        let mut cell = String::new();
        let mut rest = &rest[1..];
        loop {
            let quote = rest.find('"').ok_or(ImportError::OpenQuote(self.number))?;
            cell.push_str(&rest[..quote]);
            rest = &rest[quote + 1..];
            match rest.strip_prefix('"') {
                Some(tail) => {
                    cell.push('"');
                    rest = tail;
                }
                None => break,
            }
        }
        self.at = self.text.len() - rest.len();
        if rest.is_empty() || rest.starts_with(ends) { Ok(cell) } else { Err(ImportError::AfterQuote(self.number)) }
    }
}

/// Whether a spreadsheet could take the cell for a formula. A plain negative number is none.
pub fn is_risky(cell: &str) -> bool {
    match cell.chars().next() {
        Some('-') => !is_number(&cell[1..]),
        Some('=' | '+' | '@' | '\t' | '\r' | '\n' | '\0' | '＝' | '＋' | '－' | '＠') => true,
        _ => false,
    }
}

fn is_number(text: &str) -> bool {
    let digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    match text.split_once('.') {
        Some((whole, part)) => digits(whole) && digits(part),
        None => digits(text),
    }
}

/// Puts an apostrophe before risky cells and adds the column that names them, if there are any.
pub fn guard(headings: &mut Vec<String>, rows: &mut [Vec<String>]) {
    let mut any = false;
    let mut declared = Vec::with_capacity(rows.len());
    for row in rows.iter_mut() {
        let mut names: Vec<&str> = Vec::new();
        for (cell, heading) in row.iter_mut().zip(headings.iter()) {
            if is_risky(cell) {
                cell.insert(0, '\'');
                names.push(heading);
            }
        }
        any |= !names.is_empty();
        declared.push(names.join(&BETWEEN.to_string()));
    }
    if any {
        headings.push(GUARDED.to_string());
        rows.iter_mut().zip(declared).for_each(|(row, names)| row.push(names));
    }
}

/// Takes the declared apostrophes away again.
pub fn unguard(headings: &[String], rows: &mut [SheetLine]) {
    let Some(column) = headings.iter().position(|h| h == GUARDED) else { return };
    for row in rows {
        let Some(names) = row.cells.get(column).cloned() else { continue };
        for name in names.split(BETWEEN) {
            let at = headings.iter().position(|h| h == name);
            if let Some(cell) = at.and_then(|at| row.cells.get_mut(at)).filter(|c| c.starts_with('\'')) {
                cell.remove(0);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn below(text: &str) -> Vec<Vec<String>> {
        rows(text, |_| false).unwrap().into_iter().skip(1).map(|r| r.cells).collect()
    }

    #[test]
    fn quoting_line_ends_and_separators() {
        assert_eq!(below("a,b\r\n\"x \"\"y\"\"\",\" 1\n2 \"\r\n"), [["x \"y\"", " 1\n2 "]]);
        assert_eq!(below("a;b\n1,5;2"), [["1,5", "2"]]);
        assert_eq!(below("a\tb\n1\t"), [["1", ""]]);
        assert_eq!(below("sep=;\na,a;b\n1;2"), [["1", "2"]]);
        assert_eq!(rows("a,b;c\n", |h| h == "b;c").unwrap()[0].cells, ["a", "b;c"]);
        assert_eq!(below("a,b\n5\" disk,2\n"), [["5\" disk", "2"]]);
    }

    #[test]
    fn rows_are_counted_as_a_spreadsheet_shows_them() {
        let read = rows("a,b\n\n\"x\ny\",1\n , \n2,3\n", |_| false).unwrap();
        let filled = read.iter().filter(|r| !r.is_blank());
        assert_eq!(filled.map(|r| r.number).collect::<Vec<_>>(), [1, 3, 5]);
    }

    #[test]
    fn broken_quoting_names_its_row() {
        assert_eq!(rows("a,b\n1,2\n\"x,3\n4,5\n", |_| false), Err(ImportError::OpenQuote(3)));
        assert_eq!(rows("a,b\n\"x\"y,3\n", |_| false), Err(ImportError::AfterQuote(2)));
        assert_eq!(rows("\n\n", |_| false), Err(ImportError::Empty));
    }

    #[test]
    fn pieces_give_the_same_rows_as_the_whole() {
        let text = "sep=;\na;b\r\n\"x \"\"y\"\";\n z\";1\n\n5\" disk;é\r\nlast;\"q\"";
        let whole = rows(text, |_| false).unwrap();
        for at in (1..text.len()).filter(|at| text.is_char_boundary(*at)) {
            // The separator is known by now, as after the first megabyte.
            let mut pieces = CsvRows { separator: Some(';'), ..CsvRows::default() };
            let begun = text.find('\n').unwrap() + 1;
            let text = &text[begun..];
            let at = at.min(text.len());
            if !text.is_char_boundary(at) {
                continue;
            }
            pieces.take(&text[..at], &|_: &str| false, false).unwrap();
            pieces.take(&text[at..], &|_: &str| false, true).unwrap();
            assert_eq!(pieces.all().unwrap(), whole, "cut at {at}");
        }
        let mut open = CsvRows { separator: Some(','), ..CsvRows::default() };
        open.take("a,b\n\"x", &|_: &str| false, false).unwrap();
        assert_eq!(open.take("y", &|_: &str| false, true), Err(ImportError::OpenQuote(2)));
    }

    #[test]
    fn sizes_are_capped() {
        let many = format!("a\n{}", "1\n".repeat(ROWS_MAX));
        assert_eq!(rows(&many, |_| false).unwrap().len(), ROWS_MAX + 1);
        assert_eq!(rows(&(many + "1\n"), |_| false), Err(ImportError::TooManyRows));
        assert_eq!(rows(&"a,".repeat(COLUMNS_MAX + 1), |_| false), Err(ImportError::TooManyColumns(COLUMNS_MAX + 1)));
        assert_eq!(rows(&format!("a\n{}", "x".repeat(CELL_MAX + 1)), |_| false), Err(ImportError::CellTooLong(2)));
    }

    #[test]
    fn formulas_are_risky_and_numbers_are_not() {
        for risky in ["=1+1", "+49", "-cmd", "@x", "\tx", "\rx", "＝1", "-1+2", "-"] {
            assert!(is_risky(risky), "{risky}");
        }
        for plain in ["", "a=b", "-5", "-0.5", "2026-01-02", "'x", "S-04"] {
            assert!(!is_risky(plain), "{plain}");
        }
    }
}
