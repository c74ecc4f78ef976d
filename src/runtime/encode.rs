//! Changed cells as the bytes that a terminal is sent: as few as is simple, and nothing that asks.
//!
//! Used instead of the library's own writer, which sends four sequences at the end of every frame and each colour in
//! its longest form. Every run of changes begins and ends in the terminal's plain style.

use crate::shown::cells;
use ratatui::{
    buffer::{Buffer, Cell},
    layout::{Position, Rect},
    style::{Color, Modifier},
};
use std::{fmt::Write, io::Write as _};

/// What cells are drawn with.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Pen {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

const PLAIN: Pen = Pen { fg: Color::Reset, bg: Color::Reset, modifier: Modifier::empty() };

/// Signs that stand unchanged between two changes are sent again up to this many: stepping over costs as much.
const GAP: u16 = 4;
/// A row's blank end is cleared in one step from this many cells on.
const BLANKS: u16 = 4;

/// Collects the bytes of one frame and knows where the terminal's cursor is meanwhile.
pub struct Encoder<'a> {
    out: &'a mut Vec<u8>,
    pen: Pen,
    /// Where the next sign goes, if that is known.
    at: Option<Position>,
    /// Nothing was written since the last absolute position whose width terminals may see differently.
    sure: bool,
}

impl<'a> Encoder<'a> {
    /// `at` is where the terminal's cursor stands, if that is certain.
    pub fn new(out: &'a mut Vec<u8>, at: Option<Position>) -> Encoder<'a> {
        Encoder { out, pen: PLAIN, at, sure: at.is_some() }
    }

    /// Writes what brings these rows of one frame to the next. `next` is as it was afterwards, `shown` of no use.
    pub fn changes(&mut self, shown: &mut Buffer, next: &mut Buffer, rows: impl IntoIterator<Item = u16>) {
        let width = usize::from(next.area.width);
        let line = Buffer::empty(Rect::new(next.area.x, 0, next.area.width, 1));
        let (mut old, mut new) = (line.clone(), line);
        for y in rows {
            // One row at a time, so that those that are the same are not looked at again.
            let cells = usize::from(y) * width..(usize::from(y) + 1) * width;
            (old.area.y, new.area.y) = (y, y);
            old.content.swap_with_slice(&mut shown.content[cells.clone()]);
            new.content.swap_with_slice(&mut next.content[cells.clone()]);
            self.row(&mut old, &new, y);
            new.content.swap_with_slice(&mut next.content[cells]);
        }
        self.use_pen(PLAIN);
    }

    fn row(&mut self, shown: &mut Buffer, next: &Buffer, y: u16) {
        doubt_halves(shown, next);
        let end = blank_from(next, y);
        for (x, _, cell) in shown.diff_iter(next) {
            self.step_to(x, y, next);
            if x >= end && next.area.right() - x >= BLANKS && pen_of(cell) == PLAIN {
                self.use_pen(PLAIN);
                self.out.extend(b"\x1b[K");
                return;
            }
            self.put(x, y, cell, next.area.right());
        }
    }

    /// Where the cursor stands now, if that is certain.
    pub fn place(&self) -> Option<Position> {
        self.at.filter(|_| self.sure)
    }

    /// Moves the cursor, if it is not there.
    pub fn move_to(&mut self, x: u16, y: u16) {
        match self.at {
            Some(at) if self.sure && (at.x, at.y) == (x, y) => return,
            Some(at) if self.sure && at.y == y && at.x < x => match x - at.x {
                1 => self.out.extend(b"\x1b[C"),
                n => self.write(format_args!("\x1b[{n}C")),
            },
            Some(at) if self.sure && x == 0 && y == at.y + 1 => self.out.extend(b"\r\n"),
            _ if x == 0 => self.write(format_args!("\x1b[{}H", y + 1)),
            _ => self.write(format_args!("\x1b[{};{}H", y + 1, x + 1)),
        }
        (self.at, self.sure) = (Some(Position::new(x, y)), true);
    }

    /// Goes to the next change; few signs in between that look as what is being written are written again.
    fn step_to(&mut self, x: u16, y: u16, next: &Buffer) {
        let Some(at) = self.at.filter(|at| at.y == y && at.x <= x && x - at.x <= GAP) else {
            return self.move_to(x, y);
        };
        let between = || (at.x..x).map(|x| &next[(x, y)]);
        if between().all(|cell| pen_of(cell) == self.pen && is_ascii(cell)) {
            between().for_each(|cell| self.out.extend(cell.symbol().as_bytes()));
            self.at = Some(Position::new(x, y));
        } else {
            self.move_to(x, y);
        }
    }

    fn put(&mut self, x: u16, y: u16, cell: &Cell, width: u16) {
        self.use_pen(pen_of(cell));
        self.out.extend(cell.symbol().as_bytes());
        let one = is_ascii(cell);
        self.sure &= one;
        // In the last column the cursor hangs, and after a wide sign terminals do not agree.
        let goes_on = x + 1 < width && (one || cells(cell.symbol()) == 1);
        self.at = goes_on.then(|| Position::new(x + 1, y));
    }

    fn use_pen(&mut self, pen: Pen) {
        let was = std::mem::replace(&mut self.pen, pen);
        if was == pen {
            return;
        }
        let mut codes = String::new();
        // Switching one thing off is longer than starting anew.
        let anew = !pen.modifier.contains(was.modifier)
            || (pen.fg == Color::Reset && was.fg != pen.fg)
            || (pen.bg == Color::Reset && was.bg != pen.bg);
        let was = if anew { PLAIN } else { was };
        if anew && pen != PLAIN {
            codes.push_str(";0");
        }
        for (modifier, code) in MODIFIERS {
            if pen.modifier.contains(*modifier) && !was.modifier.contains(*modifier) {
                let _ = write!(codes, ";{code}");
            }
        }
        if pen.fg != was.fg {
            colour(&mut codes, pen.fg, 30);
        }
        if pen.bg != was.bg {
            colour(&mut codes, pen.bg, 40);
        }
        self.write(format_args!("\x1b[{}m", codes.get(1..).unwrap_or_default()));
    }

    fn write(&mut self, text: std::fmt::Arguments<'_>) {
        // Memory takes everything.
        let _ = self.out.write_fmt(text);
    }
}

const MODIFIERS: &[(Modifier, u8)] = &[
    (Modifier::BOLD, 1),
    (Modifier::DIM, 2),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::SLOW_BLINK, 5),
    (Modifier::RAPID_BLINK, 6),
    (Modifier::REVERSED, 7),
    (Modifier::HIDDEN, 8),
    (Modifier::CROSSED_OUT, 9),
];

/// The codes of a colour; `base` is 30 for the sign and 40 for what is behind it.
fn colour(codes: &mut String, colour: Color, base: u8) {
    use Color::*;
    let plain = [Black, Red, Green, Yellow, Blue, Magenta, Cyan, Gray];
    let bright = [DarkGray, LightRed, LightGreen, LightYellow, LightBlue, LightMagenta, LightCyan, White];
    let at = |list: [Color; 8]| list.iter().position(|c| *c == colour);
    let _ = match (colour, at(plain), at(bright)) {
        (_, Some(i), _) => write!(codes, ";{}", usize::from(base) + i),
        (_, _, Some(i)) => write!(codes, ";{}", usize::from(base) + 60 + i),
        (Indexed(n), ..) => write!(codes, ";{};5;{n}", base + 8),
        (Rgb(r, g, b), ..) => write!(codes, ";{};2;{r};{g};{b}", base + 8),
        _ => Ok(()),
    };
}

fn pen_of(cell: &Cell) -> Pen {
    Pen { fg: cell.fg, bg: cell.bg, modifier: cell.modifier }
}

fn is_ascii(cell: &Cell) -> bool {
    matches!(cell.symbol().as_bytes(), [b' '..=b'~'])
}

/// What a terminal leaves of a wide sign whose first half is written over, nobody knows: the second is sent too.
fn doubt_halves(shown: &mut Buffer, next: &Buffer) {
    let width = usize::from(next.area.width);
    for i in 0..shown.content.len().min(next.content.len()) {
        let old = &shown.content[i];
        let gone = old.symbol().len() > 1 && cells(old.symbol()) > 1 && *old != next.content[i];
        if gone && (i + 1) % width != 0 {
            shown.content[i + 1].set_symbol("\u{fffd}");
        }
    }
}

/// The column from which on a row is blank and plain.
fn blank_from(frame: &Buffer, y: u16) -> u16 {
    let last = (frame.area.x..frame.area.right()).rev().find(|x| frame[(*x, y)] != Cell::EMPTY);
    last.map_or(frame.area.x, |x| x + cells(frame[(x, y)].symbol()).max(1) as u16)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::Style;

    fn sent(old: &[(&str, Style)], new: &[(&str, Style)]) -> String {
        let frame = |pieces: &[(&str, Style)]| {
            let mut buffer = Buffer::empty(Rect::new(0, 0, 30, 2));
            let mut x = 0;
            for (text, style) in pieces {
                buffer.set_string(x, 0, text, *style);
                x += cells(text) as u16;
            }
            buffer
        };
        let mut bytes = Vec::new();
        Encoder::new(&mut bytes, None).changes(&mut frame(old), &mut frame(new), 0..2);
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn plain_signs_cost_themselves() {
        let plain = Style::new();
        assert_eq!(sent(&[("one two", plain)], &[("one tvo", plain)]), "\x1b[1;6Hv");
        assert_eq!(sent(&[("abc", plain)], &[("xbz", plain)]), "\x1b[1Hxbz");
        assert_eq!(sent(&[("abcdefgh", plain)], &[("xbcdefgz", plain)]), "\x1b[1Hx\x1b[6Cz");
        assert_eq!(sent(&[("a long row of words", plain)], &[("a", plain)]), "\x1b[1;3H\x1b[K");
        assert_eq!(sent(&[("same", plain)], &[("same", plain)]), "");
    }

    #[test]
    fn styles_are_switched_once_and_left_at_the_end() {
        let (plain, bold) = (Style::new(), Style::new().add_modifier(Modifier::BOLD));
        assert_eq!(sent(&[], &[("ab", bold)]), "\x1b[1H\x1b[1mab\x1b[m");
        assert_eq!(sent(&[], &[("ab", bold), ("cd", plain)]), "\x1b[1H\x1b[1mab\x1b[mcd");
        assert_eq!(sent(&[], &[("a", bold), ("b", bold.fg(Color::Red))]), "\x1b[1H\x1b[1ma\x1b[31mb\x1b[m");
        assert_eq!(sent(&[], &[("a", bold), ("b", plain.bg(Color::LightBlue))]), "\x1b[1H\x1b[1ma\x1b[0;104mb\x1b[m");
        assert_eq!(sent(&[], &[("a", plain.fg(Color::Indexed(200)))]), "\x1b[1H\x1b[38;5;200ma\x1b[m");
    }

    #[test]
    fn after_a_sign_of_doubtful_width_places_are_absolute() {
        let plain = Style::new();
        assert_eq!(sent(&[("é bcdefgh", plain)], &[("è bcdefgz", plain)]), "\x1b[1Hè\x1b[1;9Hz");
        assert_eq!(sent(&[("日本 x", plain)], &[("月本 y", plain)]), "\x1b[1H月\x1b[1;6Hy");
    }
}
