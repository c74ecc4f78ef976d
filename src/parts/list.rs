//! Where lists and tables stand: cursor, first visible row, and which columns fit.
//!
//! Arithmetic only: what the rows are and how they look is the pane's matter.

use std::cell::Cell;

/// The cursor of a list and its first visible row, both from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Window {
    pub top: usize,
    pub cursor: usize,
    /// The first row of the last drawing, so that the next one moves no more than it must.
    seen: Cell<usize>,
}

impl Window {
    /// Moves the cursor down, stopping at the end.
    pub fn down(&mut self, by: usize, len: usize) {
        self.cursor = self.cursor.saturating_add(by).min(len.saturating_sub(1));
    }
    /// Moves the cursor up, stopping at the start.
    pub fn up(&mut self, by: usize) {
        self.cursor = self.cursor.saturating_sub(by);
    }
    /// The first visible row of a list drawn `height` rows high.
    pub fn top_for(&self, height: usize, len: usize) -> usize {
        let height = height.min(u16::MAX.into()) as u16;
        let top = Window { top: self.seen.get(), ..self.clone() }.shown(height, len).top;
        self.seen.set(top);
        top
    }
    /// Moves the cursor by rows, stopping at both ends.
    pub fn step(&mut self, by: isize, len: usize) {
        self.cursor = self.cursor.saturating_add_signed(by).min(len.saturating_sub(1));
    }
    /// A page down (true) or up: the last row seen becomes the first, so that the eye keeps its place.
    pub fn page(&mut self, down: bool, height: u16, len: usize) {
        self.scroll(down, usize::from(height).saturating_sub(1).max(1), len);
    }
    pub fn half(&mut self, down: bool, height: u16, len: usize) {
        self.scroll(down, (usize::from(height) / 2).max(1), len);
    }
    /// A window with its cursor on a row.
    pub fn at(cursor: usize) -> Window {
        Window { cursor, ..Window::default() }
    }
    pub fn first(&mut self) {
        *self = Window::default();
    }
    pub fn last(&mut self, len: usize) {
        self.cursor = len.saturating_sub(1);
    }
    /// Puts the cursor on a row.
    pub fn go(&mut self, row: usize, len: usize) {
        self.cursor = row.min(len.saturating_sub(1));
    }
    /// Moves the window no more than needed to show the cursor, and leaves no empty rows below while rows are hidden
    /// above; also mends a cursor that the list became too short for.
    pub fn keep_visible(&mut self, height: u16, len: usize) {
        *self = self.shown(height, len);
    }
    /// The same as a value, for drawing.
    pub fn shown(&self, height: u16, len: usize) -> Window {
        let height = usize::from(height).max(1);
        let cursor = self.cursor.min(len.saturating_sub(1));
        let top = self.top.clamp((cursor + 1).saturating_sub(height), cursor).min(len.saturating_sub(height));
        Window { top, cursor, seen: Cell::new(top) }
    }
    /// The visible rows.
    pub fn rows(&self, height: u16, len: usize) -> std::ops::Range<usize> {
        let top = self.top.min(len);
        top..top.saturating_add(height.into()).min(len)
    }

    fn scroll(&mut self, down: bool, by: usize, len: usize) {
        let by = by.min(isize::MAX as usize) as isize;
        let by = if down { by } else { -by };
        self.top = self.top.saturating_add_signed(by).min(len.saturating_sub(1));
        self.step(by, len);
    }
}

/// Blank cells between columns.
pub const COLUMN_GAP: u16 = 1;

/// The columns that are seen from column `first` on: index, cell from the left, width; the last one takes the rest.
///
/// A column that does not fit whole is left out, unless it is the first: that one is cut. Width 0 hides a column.
pub fn column_layout(widths: &[u16], available: u16, first: usize) -> Vec<(usize, u16, u16)> {
    let mut seen: Vec<(usize, u16, u16)> = Vec::new();
    let mut x = 0;
    for (index, width) in widths.iter().copied().enumerate().skip(first).filter(|(_, width)| *width > 0) {
        if available - x < width && !seen.is_empty() {
            break;
        }
        let width = width.min(available - x);
        seen.push((index, x, width));
        x = x.saturating_add(width).saturating_add(COLUMN_GAP);
        if x >= available {
            break;
        }
    }
    if let Some((_, x, width)) = seen.last_mut() {
        *width = available - *x;
    }
    seen.retain(|(.., width)| *width > 0);
    seen
}

/// The first column to be seen so that `wanted` is seen too, moving no more than needed.
pub fn column_window(widths: &[u16], available: u16, first: usize, wanted: usize) -> usize {
    let sees = |first: usize| column_layout(widths, available, first).iter().any(|(i, ..)| *i == wanted);
    if wanted <= first {
        return wanted;
    }
    (first..wanted).find(|first| sees(*first)).unwrap_or(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_stays_in_the_window_and_the_window_in_the_list() {
        for len in 0..12 {
            for height in 0..8u16 {
                for (top, cursor) in (0..15).flat_map(|t| (0..15).map(move |c| (t, c))) {
                    let mut w = Window { top, cursor, ..Window::default() };
                    w.keep_visible(height, len);
                    let rows = w.rows(height.max(1), len);
                    assert!(rows.contains(&w.cursor) || len == 0, "{len} {height} {w:?}");
                    assert_eq!(rows.len(), len.min(height.max(1).into()));
                    let again = w.shown(height, len);
                    assert_eq!(again, w);
                }
            }
        }
    }

    #[test]
    fn pages_overlap_by_a_row_and_stop_at_the_ends() {
        let (height, len) = (10, 100);
        let mut w = Window::default();
        let mut at = |go: &dyn Fn(&mut Window)| {
            go(&mut w);
            w.keep_visible(height, len);
            (w.top, w.cursor)
        };
        assert_eq!(at(&|w| w.page(true, height, len)), (9, 9));
        assert_eq!(at(&|w| w.half(true, height, len)), (14, 14));
        assert_eq!(at(&|w| w.step(3, len)), (14, 17));
        assert_eq!(at(&|w| w.page(false, height, len)), (5, 8));
        assert_eq!(at(&|w| w.page(false, height, len)), (0, 0));
        assert_eq!(at(&|w| w.last(len)), (90, 99));
        assert_eq!(at(&|w| w.page(true, height, len)), (90, 99));
        assert_eq!(at(&|w| w.first()), (0, 0));
        assert_eq!(at(&|w| w.step(-1, len)), (0, 0));
    }

    #[test]
    fn the_last_visible_column_takes_the_rest() {
        assert_eq!(column_layout(&[5, 10, 4, 8], 22, 0), [(0, 0, 5), (1, 6, 10), (2, 17, 5)]);
        assert_eq!(column_layout(&[5, 10, 4, 8], 22, 2), [(2, 0, 4), (3, 5, 17)]);
        assert_eq!(column_layout(&[5, 10], 3, 1), [(1, 0, 3)]);
        assert!(column_layout(&[5], 0, 0).is_empty() && column_layout(&[5], 9, 1).is_empty());
    }

    #[test]
    fn columns_never_overlap_nor_leave_the_table() {
        for available in 0..40 {
            for first in 0..5 {
                let seen = column_layout(&[5, 0, 10, 4, 8], available, first);
                assert!(seen.windows(2).all(|w| w[0].1 + w[0].2 + COLUMN_GAP == w[1].1), "{available} {seen:?}");
                assert!(seen.last().is_none_or(|(_, x, w)| x + w == available));
            }
        }
    }

    #[test]
    fn the_column_window_moves_no_more_than_needed() {
        let widths = [5, 10, 4, 8];
        assert_eq!(column_window(&widths, 22, 0, 2), 0);
        assert_eq!(column_window(&widths, 22, 0, 3), 2);
        assert_eq!(column_window(&widths, 22, 2, 0), 0);
        assert_eq!(column_window(&widths, 1, 0, 3), 3);
    }
}
