//! Where lists stand: cursor and first visible row.
//!
//! Arithmetic only: what the rows are and how they look is the pane's matter.

use std::cell::Cell;

/// Cells between two columns of a list.
pub const COLUMN_GAP: u16 = 1;

/// The cursor of a list, from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Window {
    pub cursor: usize,
    /// The first row of the last drawing, so that the next one moves no more than it must.
    seen: Cell<usize>,
}

impl Window {
    /// A window with its cursor on a row.
    pub fn at(cursor: usize) -> Window {
        Window { cursor, ..Window::default() }
    }
    /// Moves the cursor down, stopping at the end.
    pub fn down(&mut self, by: usize, len: usize) {
        self.cursor = self.cursor.saturating_add(by).min(len.saturating_sub(1));
    }
    /// Moves the cursor up, stopping at the start.
    pub fn up(&mut self, by: usize) {
        self.cursor = self.cursor.saturating_sub(by);
    }
    pub fn first(&mut self) {
        *self = Window::default();
    }
    pub fn last(&mut self, len: usize) {
        self.cursor = len.saturating_sub(1);
    }
    /// The first visible row of a list drawn `height` rows high: moved no more than needed to show the cursor, without
    /// empty rows below while rows are hidden above.
    pub fn top_for(&self, height: usize, len: usize) -> usize {
        let height = height.max(1);
        let cursor = self.cursor.min(len.saturating_sub(1));
        let top = self.seen.get().clamp((cursor + 1).saturating_sub(height), cursor).min(len.saturating_sub(height));
        self.seen.set(top);
        top
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_stays_in_the_window_and_the_window_in_the_list() {
        for len in 0..12 {
            for height in 0..8 {
                for (seen, cursor) in (0..15).flat_map(|t| (0..15).map(move |c| (t, c))) {
                    let window = Window { cursor, seen: Cell::new(seen) };
                    let top = window.top_for(height, len);
                    let rows = top..(top + height.max(1)).min(len);
                    assert!(len == 0 || rows.contains(&cursor.min(len - 1)), "{len} {height} {window:?}");
                    assert_eq!(rows.len(), len.min(height.max(1)));
                    assert_eq!(window.top_for(height, len), top);
                }
            }
        }
    }

    #[test]
    fn moves_stop_at_the_ends_and_the_window_follows_as_little_as_it_can() {
        let (height, len) = (10, 100);
        let mut window = Window::at(12);
        let mut at = |go: &dyn Fn(&mut Window)| {
            go(&mut window);
            (window.top_for(height, len), window.cursor)
        };
        assert_eq!(at(&|_| {}), (3, 12));
        assert_eq!(at(&|w| w.up(9)), (3, 3));
        assert_eq!(at(&|w| w.up(1)), (2, 2));
        assert_eq!(at(&|w| w.down(9, len)), (2, 11));
        assert_eq!(at(&|w| w.down(1, len)), (3, 12));
        assert_eq!(at(&|w| w.last(len)), (90, 99));
        assert_eq!(at(&|w| w.down(1, len)), (90, 99));
        assert_eq!(at(&|w| w.first()), (0, 0));
        assert_eq!(at(&|w| w.up(1)), (0, 0));
    }
}
