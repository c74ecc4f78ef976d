//! Drawing for all panes: text, rules, bars, boxes, into one buffer with one cursor.
//!
//! Positions are cells of the whole screen. Everything is cut at its width and at the screen's edge, so no size panics.
//! Text goes through `shown`, so nothing that was read from a file can steer the terminal.
//! It knows no pane and no layout.

use super::theme::{Glyphs, Theme};
use crate::shown::{cells, shown, wrap_first};
use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    style::Style,
};
use unicode_segmentation::UnicodeSegmentation;

/// What is drawn on: the screen's cells, the theme, and where the terminal's own cursor will stand.
pub struct Canvas<'a> {
    buf: &'a mut Buffer,
    /// Nothing is drawn outside of it.
    bounds: Rect,
    /// What of it will be seen in the end; the rest is drawn over.
    seen: Rect,
    pub theme: &'a Theme,
    /// The real cursor; none hides it. Screen readers and input methods follow it.
    pub cursor: Option<Position>,
    /// Lines of the topmost pane that do not fit and lie below the last one it drew.
    pub below: usize,
}

impl<'a> Canvas<'a> {
    pub fn new(buf: &'a mut Buffer, theme: &'a Theme) -> Canvas<'a> {
        let bounds = buf.area;
        Canvas { buf, bounds, seen: bounds, theme, cursor: None, below: 0 }
    }
    /// From now on nothing is drawn outside of this part of the screen: what a pane draws too far does not hide the
    /// bars around it.
    pub fn keep_to(&mut self, area: Rect) {
        self.bounds = area.intersection(self.buf.area);
        self.seen = self.bounds;
    }
    /// From now on only this part will be seen in the end: what lies outside of it need not be drawn.
    pub fn see(&mut self, area: Rect) {
        self.seen = self.clip(area);
    }
    /// Whether something of an area will be seen in the end.
    pub fn shows(&self, area: Rect) -> bool {
        self.seen.intersects(area)
    }
    /// The whole screen.
    pub fn area(&self) -> Rect {
        self.buf.area
    }
    pub fn glyphs(&self) -> &'static Glyphs {
        self.theme.glyphs()
    }

    /// Writes at most `width` cells and returns how many were used.
    pub fn put(&mut self, x: u16, y: u16, width: u16, text: &str, style: Style) -> u16 {
        let width = self.room(x, y, width);
        if is_plain(text) {
            return self.put_plain(x, y, &text[..text.len().min(width.into())], style);
        }
        let mut used = 0;
        for grapheme in shown(text).graphemes(true) {
            let wide = cells(grapheme) as u16;
            if used + wide > width {
                break;
            }
            used += self.put_one(x + used, y, grapheme, wide, style);
        }
        used
    }

    /// The same, with a sign in the last cell when the text did not fit.
    pub fn put_cut(&mut self, x: u16, y: u16, width: u16, text: &str, style: Style) -> u16 {
        let width = self.room(x, y, width);
        if width == 0 || text_cells(text) <= width.into() {
            return self.put(x, y, width, text, style);
        }
        let used = self.put(x, y, width - 1, text, style);
        self.fill(Rect::new(x + used, y, width - used, 1), " ", style);
        self.put(x + width - 1, y, 1, "…", style);
        width
    }

    /// The same, and the rest of the width in the same style: one whole row.
    pub fn put_full(&mut self, x: u16, y: u16, width: u16, text: &str, style: Style) {
        let used = self.put_cut(x, y, width, text, style);
        self.fill(Rect::new(x.saturating_add(used), y, width.saturating_sub(used), 1), " ", style);
    }

    /// Writes the text so that it ends at `x + width`.
    pub fn put_right(&mut self, x: u16, y: u16, width: u16, text: &str, style: Style) -> u16 {
        let wide = text_cells(text).min(width.into()) as u16;
        self.put(x.saturating_add(width - wide), y, wide, text, style)
    }

    /// Writes pieces one after the other within `width` cells and returns how many were used.
    pub fn spans(&mut self, x: u16, y: u16, width: u16, spans: &[(&str, Style)]) -> u16 {
        let mut used = 0;
        for (text, style) in spans {
            used += self.put(x.saturating_add(used), y, width - used, text, *style);
        }
        used
    }

    pub fn heading(&mut self, x: u16, y: u16, width: u16, text: &str) -> u16 {
        self.put(x, y, width, text, self.theme.heading())
    }

    /// Writes wrapped text into the area and returns the rows used; what does not fit is left out.
    pub fn wrapped(&mut self, area: Rect, text: &str, style: Style) -> u16 {
        if area.is_empty() {
            return 0;
        }
        if text.len() <= area.width.into() && is_plain(text) {
            self.put(area.x, area.y, area.width, text, style);
            return 1;
        }
        let rows = wrap_first(text, area.width.into(), area.height.into());
        let used = rows.len() as u16;
        for (i, row) in (0..used).zip(&rows) {
            self.put(area.x, area.y.saturating_add(i), area.width, row.trim_end_matches(' '), style);
        }
        used
    }

    /// A line across the whole screen.
    pub fn rule(&mut self, y: u16) {
        self.rule_in(self.area().x, y, self.area().width);
    }
    pub fn rule_in(&mut self, x: u16, y: u16, width: u16) {
        self.fill(Rect::new(x, y, width, 1), self.glyphs().line, self.theme.plain());
    }
    /// Words near the right end of a rule: how many lines lie below it.
    pub fn rule_more(&mut self, area: Rect, y: u16) {
        if self.below == 0 || area.width < 24 {
            return;
        }
        let text = format!(" {} more {} ", self.below, self.glyphs().down);
        self.put_right(area.x, y, area.width - 2, &text, self.theme.plain());
    }
    /// A line downwards.
    pub fn vrule(&mut self, x: u16, y: u16, height: u16) {
        self.fill(Rect::new(x, y, 1, height), self.glyphs().vline, self.theme.plain());
    }
    /// A double line with words on it: `== RAISE FINDING F-014 ====== draft saved ==`.
    pub fn titled(&mut self, x: u16, y: u16, width: u16, left: &str, right: &str) {
        self.fill(Rect::new(x, y, width, 1), self.glyphs().double, self.theme.plain());
        let room = width.saturating_sub(6);
        let mut used = 0;
        if !left.is_empty() && room > 0 {
            used = self.put_cut(x.saturating_add(3), y, room, left, self.theme.heading()) + 2;
            self.blank(x.saturating_add(2), y);
            self.blank(x.saturating_add(1 + used), y);
        }
        let wide = text_cells(right) as u16;
        if wide > 0 && used + wide + 6 <= width {
            let at = x.saturating_add(width - 3 - wide);
            self.put(at, y, wide, right, self.theme.plain());
            self.blank(at.saturating_sub(1), y);
            self.blank(at.saturating_add(wide), y);
        }
    }

    /// Fills an area with one sign.
    pub fn fill(&mut self, area: Rect, sign: &str, style: Style) {
        for position in self.clip(area).positions() {
            self.buf[position].set_symbol(sign).set_style(style);
        }
    }
    /// Makes an area as if nothing had been drawn there.
    pub fn clear(&mut self, area: Rect) {
        for position in self.clip(area).positions() {
            self.buf[position].reset();
        }
    }
    /// Adds a style to what is drawn already, as for the row with the cursor.
    pub fn restyle(&mut self, area: Rect, style: Style) {
        let area = self.clip(area);
        self.buf.set_style(area, style);
    }

    /// A bar of `done` out of `all`; something done shows, and only all of it is full.
    pub fn bar(&mut self, x: u16, y: u16, width: u16, done: usize, all: usize) {
        let full = bar_cells(width, done, all);
        self.fill(Rect::new(x, y, full, 1), self.glyphs().bar_full, self.theme.plain());
        let rest = Rect::new(x.saturating_add(full), y, width - full, 1);
        self.fill(rest, self.glyphs().bar_empty, self.theme.plain());
    }

    /// An empty box with a title on its edge; returns the inside.
    pub fn boxed(&mut self, area: Rect, title: &str) -> Rect {
        let area = self.clip(area);
        self.clear(area);
        if area.width < 2 || area.height < 2 {
            return Rect::new(area.x, area.y, 0, 0);
        }
        let (g, plain) = (self.glyphs(), self.theme.plain());
        let (right, bottom) = (area.right() - 1, area.bottom() - 1);
        for y in [area.y, bottom] {
            self.rule_in(area.x, y, area.width);
        }
        for x in [area.x, right] {
            self.vrule(x, area.y, area.height);
        }
        let at = [(area.x, area.y), (right, area.y), (area.x, bottom), (right, bottom)];
        for ((x, y), sign) in at.into_iter().zip(g.corners) {
            self.put(x, y, 1, sign, plain);
        }
        if !title.is_empty() && area.width > 6 {
            let used = self.put_cut(area.x + 3, area.y, area.width - 6, title, self.theme.heading());
            self.blank(area.x + 2, area.y);
            self.blank(area.x + 3 + used, area.y);
        }
        Rect::new(area.x + 1, area.y + 1, area.width - 2, area.height - 2)
    }

    /// Puts the terminal's cursor on a cell, if the screen has it.
    pub fn set_cursor(&mut self, x: u16, y: u16) {
        let position = Position::new(x, y);
        self.cursor = self.bounds.contains(position).then_some(position);
    }

    fn put_plain(&mut self, x: u16, y: u16, text: &str, style: Style) -> u16 {
        for at in 0..text.len() {
            self.buf[(x + at as u16, y)].set_symbol(&text[at..=at]).set_style(style);
        }
        text.len() as u16
    }
    fn put_one(&mut self, x: u16, y: u16, grapheme: &str, wide: u16, style: Style) -> u16 {
        if wide > 0 {
            self.buf[(x, y)].set_symbol(grapheme).set_style(style);
        }
        // The cells under the rest of a wide sign must be empty, or the terminal is sent something for them.
        for rest in x + 1..x + wide {
            self.buf[(rest, y)].reset();
        }
        wide
    }
    fn blank(&mut self, x: u16, y: u16) {
        self.put(x, y, 1, " ", self.theme.plain());
    }
    /// Cells from `x` that can be drawn on.
    fn room(&self, x: u16, y: u16, width: u16) -> u16 {
        match self.bounds.contains(Position::new(x, y)) {
            true => width.min(self.bounds.right() - x),
            false => 0,
        }
    }
    fn clip(&self, area: Rect) -> Rect {
        area.intersection(self.bounds)
    }
}

/// Printable ASCII: one cell a byte, nothing to replace.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|b| (b' '..=b'~').contains(&b))
}

/// Cells that a text will take on the screen.
pub fn text_cells(text: &str) -> usize {
    if is_plain(text) { text.len() } else { cells(&shown(text)) }
}

fn bar_cells(width: u16, done: usize, all: usize) -> u16 {
    if done == 0 || all == 0 || width == 0 {
        return 0;
    }
    if done >= all {
        return width;
    }
    let full = (done as u128 * u128::from(width) / all as u128) as u16;
    full.clamp(1, (width - 1).max(1))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) const THEME: Theme =
        Theme { colour: true, ascii: true, contrast: false, back: crate::parts::theme::Back::Unknown, many: false };

    /// What a drawing leaves on a screen of this size, rows without their trailing blanks.
    pub(crate) fn screen(width: u16, height: u16, draw: impl FnOnce(&mut Canvas)) -> Vec<String> {
        let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
        draw(&mut Canvas::new(&mut buf, &THEME));
        rows_of(&buf)
    }
    pub(crate) fn rows_of(buf: &Buffer) -> Vec<String> {
        let row = |y| (buf.area.x..buf.area.right()).map(|x| buf[(x, y)].symbol()).collect::<String>();
        (buf.area.y..buf.area.bottom()).map(|y| row(y).trim_end().to_string()).collect()
    }

    #[test]
    fn text_is_cut_at_its_width_by_cells() {
        let plain = THEME.plain();
        let rows = screen(10, 4, |c| {
            assert_eq!(c.put(0, 0, 4, "abcdef", plain), 4);
            assert_eq!(c.put(0, 1, 4, "a日本語", plain), 3);
            assert_eq!(c.put_cut(0, 2, 5, "abcdef", plain), 5);
            assert_eq!(c.put_cut(0, 3, 4, "日本語", plain), 4);
        });
        assert_eq!(rows, ["abcd", "a日", "abcd…", "日  …"]);
    }

    #[test]
    fn what_fits_exactly_is_not_marked_as_cut() {
        let rows = screen(10, 2, |c| {
            c.put_cut(0, 0, 4, "abcd", THEME.plain());
            c.put_cut(0, 1, 3, "äöü", THEME.plain());
        });
        assert_eq!(rows, ["abcd", "äöü"]);
    }

    #[test]
    fn nothing_is_drawn_outside_of_what_is_kept_to() {
        let rows = screen(6, 4, |c| {
            c.keep_to(Rect::new(1, 1, 4, 2));
            for y in 0..5 {
                c.put(1, y, 9, "abcdefgh", THEME.plain());
                c.fill(Rect::new(0, y, 9, 1), "-", THEME.plain());
                c.put_right(1, y, 5, "z", THEME.plain());
            }
            c.put(0, 1, 6, "outside", THEME.plain());
            c.set_cursor(0, 0);
            assert_eq!(c.cursor, None);
        });
        assert_eq!(rows, ["", " ----", " ----", ""]);
    }

    #[test]
    fn no_control_character_reaches_the_screen() {
        let rows = screen(20, 1, |c| {
            c.put(0, 0, 20, "a\x1b[31m\u{202e}b\r", THEME.plain());
        });
        assert!(!rows[0].contains(|c: char| c.is_control() || c == '\u{202e}'), "{rows:?}");
        assert!(rows[0].contains("[31m"));
    }

    #[test]
    fn boxes_rules_and_titles() {
        let rows = screen(24, 5, |c| {
            let inside = c.boxed(Rect::new(0, 0, 12, 3), "Go");
            assert_eq!(inside, Rect::new(1, 1, 10, 1));
            c.titled(0, 3, 24, "RAISE", "saved");
            c.bar(0, 4, 10, 1, 1000);
            c.bar(12, 4, 10, 999, 1000);
        });
        assert_eq!(
            rows,
            ["+- Go -----+", "|          |", "+----------+", "== RAISE ====== saved ==", "#.........  #########."]
        );
    }

    #[test]
    fn wrapped_text_counts_its_rows() {
        let rows = screen(12, 3, |c| {
            assert_eq!(c.wrapped(Rect::new(0, 0, 8, 3), "one two three", THEME.plain()), 2);
            assert_eq!(c.wrapped(Rect::new(0, 2, 8, 1), "a b c d e f g h i", THEME.plain()), 1);
        });
        assert_eq!(rows[..2], ["one two", "three"]);
    }

    #[test]
    fn no_size_panics() {
        for (w, h) in [(0, 0), (1, 0), (0, 1), (1, 1), (2, 2), (5, 3), (9, 2)] {
            screen(w, h, |c| {
                for (x, y, width) in [(0, 0, 9), (3, 1, 0), (u16::MAX, 0, 5), (0, u16::MAX, u16::MAX), (4, 2, u16::MAX)]
                {
                    let area = Rect::new(x, y, width.min(u16::MAX - x), h.max(2).min(u16::MAX - y));
                    c.put(x, y, width, "日本 abc", THEME.plain());
                    c.put_cut(x, y, width, "日本 abcdefgh", THEME.plain());
                    c.put_right(x, y, width, "日本", THEME.plain());
                    c.spans(x, y, width, &[("ab", THEME.bad()), ("é", THEME.plain())]);
                    c.wrapped(area, "日本 wide\nand more of it", THEME.plain());
                    c.titled(x, y, width, "left", "right");
                    c.boxed(area, "title");
                    c.bar(x, y, width, 3, 4);
                    c.restyle(area, THEME.selected());
                    c.rule(y);
                    c.vrule(x, y, 7);
                    c.set_cursor(x, y);
                }
            });
        }
    }
}
