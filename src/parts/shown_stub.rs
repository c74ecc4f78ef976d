//! How text of any origin is made fit for a terminal, and how many cells it takes.

use std::borrow::Cow;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The text with every character that could move the cursor or turn the line replaced by a visible sign.
pub fn shown(text: &str) -> Cow<'_, str> {
    let odd = |c: char| {
        c.is_control() || matches!(c, '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    match text.contains(odd) {
        false => Cow::Borrowed(text),
        true => Cow::Owned(text.chars().map(|c| if odd(c) { '?' } else { c }).collect()),
    }
}

/// Cells that the text takes.
pub fn cells(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// As much of the text as fits.
#[allow(dead_code)]
pub fn cut(text: &str, width: usize) -> String {
    let mut used = 0;
    let fits = |g: &&str| {
        used += cells(g);
        used <= width
    };
    text.graphemes(true).take_while(fits).collect()
}

/// The text in rows of at most `width` cells.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut rows = Vec::new();
    for line in text.split('\n') {
        let mut row = String::new();
        for word in line.split_inclusive(' ') {
            if !row.is_empty() && cells(&row) + cells(word.trim_end()) > width {
                rows.push(std::mem::take(&mut row));
            }
            for g in word.graphemes(true) {
                if !row.is_empty() && cells(&row) + cells(g) > width && g != " " {
                    rows.push(std::mem::take(&mut row));
                }
                row.push_str(g);
            }
        }
        rows.push(row);
    }
    rows
}
