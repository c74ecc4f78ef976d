//! How one line of text breaks into screen rows: at words, and inside a word that is longer than a row.
//!
//! A line is wrapped without regard to any other, so that drawing a long note costs what is seen of it.
//! One cell of each row stays free for the cursor; the blank before the next word may stand there.

use crate::shown::{cells, shown};
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

const TAB: usize = 4;

/// Byte ranges of the rows of a line in a field of `width` cells; at least one, together the whole line.
pub(super) fn rows(line: &str, width: u16) -> Vec<Range<usize>> {
    let width = usize::from(width).saturating_sub(1).max(1);
    if line.len() <= width && line.is_ascii() && !line.contains('\t') {
        return std::iter::once(0..line.len()).collect();
    }
    let mut breaker = Breaker { width, rows: Vec::new(), start: 0, column: 0, word: None };
    let mut pieces = graphemes(line).peekable();
    while let Some((at, piece)) = pieces.next() {
        let before_word = pieces.peek().is_some_and(|(_, next)| !is_blank(next));
        breaker.add(at, piece, before_word);
    }
    breaker.rows.push(breaker.start..line.len());
    breaker.rows
}

struct Breaker {
    width: usize,
    rows: Vec<Range<usize>>,
    start: usize,
    column: usize,
    /// Where the last word of this row starts: byte and column.
    word: Option<(usize, usize)>,
}

impl Breaker {
    fn add(&mut self, at: usize, piece: &str, before_word: bool) {
        // A second turn is needed when the word that was taken along fills the new row by itself.
        while self.column > 0 && self.overflows(piece, before_word) {
            self.turn(at, is_blank(piece));
        }
        self.column += wide(piece, self.column);
        if is_blank(piece) {
            self.word = Some((at + piece.len(), self.column));
        }
    }
    fn overflows(&self, piece: &str, before_word: bool) -> bool {
        let end = self.column + wide(piece, self.column);
        let hangs = is_blank(piece) && before_word && end == self.width + 1;
        end > self.width && !hangs
    }
    /// Starts a new row with the last word, or here if there is none.
    fn turn(&mut self, at: usize, blank: bool) {
        let (from, column) = match self.word {
            Some(word) if !blank => word,
            _ => (at, self.column),
        };
        self.rows.push(self.start..from);
        self.start = from;
        self.column -= column;
        self.word = None;
    }
}

/// The row a byte of the line stands in, and the cells before it there.
pub(super) fn place(line: &str, rows: &[Range<usize>], byte: usize) -> (usize, usize) {
    let row = rows.iter().position(|r| byte < r.end).unwrap_or(rows.len().saturating_sub(1));
    let start = rows.get(row).map_or(0, |r| r.start);
    (row, measure(line.get(start..byte).unwrap_or_default()))
}

/// The byte of a row that stands at, or last before, a number of cells; never the end of a row that goes on.
pub(super) fn byte_at(line: &str, rows: &[Range<usize>], row: usize, column: usize) -> usize {
    let Some(range) = rows.get(row) else { return line.len() };
    let (mut at_column, mut last) = (0, range.start);
    for (at, piece) in graphemes(&line[range.clone()]) {
        let wide = wide(piece, at_column);
        last = range.start + at;
        if at_column + wide > column {
            return last;
        }
        at_column += wide;
    }
    if row + 1 == rows.len() { range.end } else { last }
}

/// Cells from the start of a row, tabs reaching to the next fourth cell.
pub(super) fn measure(text: &str) -> usize {
    graphemes(text).fold(0, |column, (_, piece)| column + wide(piece, column))
}

fn wide(piece: &str, column: usize) -> usize {
    match piece.as_bytes() {
        [b'\t'] => TAB - column % TAB,
        [b' '..=b'~'] => 1,
        _ => cells(&shown(piece)),
    }
}

fn is_blank(piece: &str) -> bool {
    matches!(piece, " " | "\t")
}

/// Signs as people see them, with their places; ASCII is taken byte by byte, which is much faster.
fn graphemes(text: &str) -> Box<dyn Iterator<Item = (usize, &str)> + '_> {
    match text.is_ascii() {
        true => Box::new((0..text.len()).map(move |at| (at, &text[at..=at]))),
        false => Box::new(text.grapheme_indices(true)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn wrapped(line: &str, width: u16) -> Vec<&str> {
        rows(line, width).into_iter().map(|r| &line[r]).collect()
    }

    #[test]
    fn rows_break_at_words_and_long_words_inside() {
        assert_eq!(wrapped("", 8), [""]);
        assert_eq!(wrapped("one two three", 8), ["one two ", "three"]);
        assert_eq!(wrapped("abcdefghij kl", 6), ["abcde", "fghij ", "kl"]);
        assert_eq!(wrapped("日本語テキスト", 6), ["日本", "語テ", "キス", "ト"]);
        assert_eq!(wrapped("a\tb", 6), ["a\tb"]);
        assert_eq!(wrapped("one     two", 6), ["one  ", "   ", "two"]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn rows_hold_the_whole_line_and_fit(line in "[a-c 日é\t👩]{0,60}", width in 2..20u16) {
            let rows = rows(&line, width);
            prop_assert_eq!(rows.iter().map(|r| &line[r.clone()]).collect::<String>(), line.clone());
            for (i, row) in rows.iter().enumerate() {
                prop_assert!(!row.is_empty() || line.is_empty());
                let room = if i + 1 == rows.len() { width - 1 } else { width };
                let one = line[row.clone()].graphemes(true).count() == 1;
                prop_assert!(one || measure(&line[row.clone()]) <= usize::from(room), "{:?}", row);
            }
        }

        #[test]
        fn places_read_back(line in "[a-c 日é]{0,40}", width in 3..20u16) {
            let rows = rows(&line, width);
            for (byte, _) in line.grapheme_indices(true).chain([(line.len(), "")]) {
                let (row, column) = place(&line, &rows, byte);
                prop_assert_eq!(byte_at(&line, &rows, row, column), byte);
            }
        }
    }
}
