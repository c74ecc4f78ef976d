//! Rows that only moved: found by comparing two frames, so that the terminal can move them itself.
//!
//! A list that scrolls by a row would else be sent whole. Whole rows of the screen are moved; what else stands on them,
//! such as a pane beside the list, is mended afterwards, so a move is made only where it saves more than that costs.

use ratatui::buffer::{Buffer, Cell};
use std::hash::{Hash, Hasher};

/// Rows from `top` to `bottom` (both included) go up by `by`, or down if it is negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shift {
    pub top: u16,
    pub bottom: u16,
    pub by: i16,
}

/// Fewer changed rows than this are cheaper to send, and need no further look.
const ROWS: usize = 4;
/// Cells of a piece of a row; pieces are compared as wholes.
const PIECE: usize = 10;
/// The move itself costs about 25 bytes; a piece that need not be sent saves about ten.
const WORTH: i32 = 6;

/// The rows that differ between two frames of one size.
pub fn changed(before: &Buffer, after: &Buffer) -> Vec<u16> {
    let width = usize::from(after.area.width).max(1);
    let pairs = before.content.chunks(width).zip(after.content.chunks(width));
    (0..).zip(pairs).filter(|(_, (a, b))| a != b).map(|(y, _)| y).collect()
}

/// The pieces of the frame that is shown, as numbers: each frame makes only those of the rows that changed.
#[derive(Default)]
pub struct FramePieces(Vec<u64>);

impl FramePieces {
    /// A frame of blanks.
    pub fn blank(width: u16, height: u16) -> FramePieces {
        FramePieces(vec![number(&[]); usize::from(width).div_ceil(PIECE) * usize::from(height)])
    }

    /// The one move that saves most on the way to this frame, if any is worth it. From now on it is known.
    pub fn follow(&mut self, after: &Buffer, changed: &[u16]) -> Option<Shift> {
        let width = usize::from(after.area.width);
        let per_row = width.div_ceil(PIECE);
        let mut new = self.0.clone();
        for y in changed.iter().map(|y| usize::from(*y)) {
            let row = after.content[y * width..(y + 1) * width].chunks(PIECE).map(number);
            new[y * per_row..(y + 1) * per_row].iter_mut().zip(row).for_each(|(known, now)| *known = now);
        }
        let old = std::mem::replace(&mut self.0, new);
        if changed.len() < ROWS {
            return None;
        }
        let frames = Frames { old, new: &self.0, per_row };
        best_of(&frames, after.area.height)
    }
}

fn best_of(frames: &Frames<'_>, height: u16) -> Option<Shift> {
    let most = height as i16 - 1;
    let moves = (1..=most).flat_map(|by| [by, -by]).map(|by| frames.best(by));
    let (saved, shift) = moves.max_by_key(|(saved, shift)| (*saved, -shift.by.abs()))?;
    (saved >= WORTH).then_some(shift)
}

/// Makes in a frame what the terminal makes of the move: rows go, and blank ones come in.
pub fn apply(frame: &mut Buffer, shift: Shift) {
    let width = usize::from(frame.area.width);
    let rows = &mut frame.content[usize::from(shift.top) * width..(usize::from(shift.bottom) + 1) * width];
    let cells = usize::from(shift.by.unsigned_abs()) * width;
    if shift.by > 0 {
        rows.rotate_left(cells);
        let kept = rows.len() - cells;
        rows[kept..].fill(Cell::default());
    } else {
        rows.rotate_right(cells);
        rows[..cells].fill(Cell::default());
    }
}

/// What is written to move the rows, and to give the whole screen back. The cursor is in the corner afterwards, and
/// the rows that come in are blank in the colours that are set.
pub fn sequence(shift: Shift) -> String {
    let (letter, by) = if shift.by > 0 { ('S', shift.by) } else { ('T', -shift.by) };
    format!("\x1b[{};{}r\x1b[{by}{letter}\x1b[r", shift.top + 1, shift.bottom + 1)
}

/// Two frames as numbers that stand for their pieces.
struct Frames<'a> {
    old: Vec<u64>,
    new: &'a [u64],
    per_row: usize,
}

impl Frames<'_> {
    fn row<'a>(&self, pieces: &'a [u64], y: usize) -> &'a [u64] {
        &pieces[y * self.per_row..(y + 1) * self.per_row]
    }
    fn same(&self, from: usize, to: usize) -> i32 {
        let pairs = self.row(&self.old, from).iter().zip(self.row(self.new, to));
        pairs.filter(|(a, b)| a == b).count() as i32
    }

    /// The best run of rows to move by so many, and how many pieces that saves.
    fn best(&self, by: i16) -> (i32, Shift) {
        let height = self.new.len() / self.per_row;
        let (mut best, mut sum, mut start) = ((0, 0, 0), 0, 0);
        for y in 0..height {
            let Some(from) = y.checked_add_signed(by.into()).filter(|from| *from < height) else { continue };
            if sum <= 0 {
                (sum, start) = (0, y);
            }
            sum += self.same(from, y) - self.same(y, y);
            if sum > best.0 {
                best = (sum, start, y);
            }
        }
        let (saved, first, last) = best;
        // Going up, row y comes from y + by: the region reaches `by` rows further down; going down, further up.
        let far = usize::from(by.unsigned_abs());
        let (top, bottom, blanked) = match by > 0 {
            true => (first, last + far, last + 1..last + far + 1),
            false => (first.saturating_sub(far), last, first.saturating_sub(far)..first),
        };
        let blank = number(&[]);
        let lost = |y: usize| {
            let pairs = self.row(&self.old, y).iter().zip(self.row(self.new, y));
            pairs.map(|(old, new)| i32::from(old == new) - i32::from(*new == blank)).sum::<i32>()
        };
        let lost: i32 = if saved > 0 { blanked.map(lost).sum() } else { 0 };
        (saved - lost, Shift { top: top as u16, bottom: bottom as u16, by })
    }
}

/// A number for a piece; blank ones of any length have the same. Two pieces with one number by chance cost bytes,
/// never a wrong screen.
fn number(piece: &[Cell]) -> u64 {
    let mut fold = Fold(0);
    for (i, cell) in piece.iter().enumerate() {
        if *cell != Cell::EMPTY {
            i.hash(&mut fold);
            cell.symbol().hash(&mut fold);
            (cell.fg, cell.bg, cell.modifier).hash(&mut fold);
        }
    }
    fold.0
}

/// A quick hash, made anew for every frame and kept nowhere.
struct Fold(u64);

impl Hasher for Fold {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.0 = (self.0.rotate_left(5) ^ u64::from_le_bytes(word)).wrapping_mul(0x517c_c1b7_2722_0a95);
        }
    }
    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::{layout::Rect, style::Style};

    fn find(before: &Buffer, after: &Buffer) -> Option<Shift> {
        let mut known = FramePieces::blank(before.area.width, before.area.height);
        let blank = Buffer::empty(before.area);
        known.follow(before, &changed(&blank, before));
        known.follow(after, &changed(before, after))
    }

    fn frame(rows: &[String]) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 40, rows.len() as u16));
        rows.iter().enumerate().for_each(|(y, row)| {
            buffer.set_string(0, y as u16, row, Style::default());
        });
        buffer
    }
    /// A row that looks like no other.
    fn row(n: usize) -> String {
        let letter = |i: usize| char::from(b'a' + ((n * 7 + i * (n + 3)) % 26) as u8);
        (0..30).map(letter).collect()
    }
    fn list(from: usize, len: usize) -> Buffer {
        frame(&(from..from + len).map(row).collect::<Vec<_>>())
    }

    #[test]
    fn a_scrolled_list_is_one_move() {
        assert_eq!(find(&list(0, 10), &list(1, 10)), Some(Shift { top: 0, bottom: 9, by: 1 }));
        assert_eq!(find(&list(3, 10), &list(1, 10)), Some(Shift { top: 0, bottom: 9, by: -2 }));
        assert_eq!(find(&list(0, 10), &list(0, 10)), None);
        assert_eq!(find(&list(0, 10), &frame(&vec![String::new(); 10])), None);
    }

    #[test]
    fn what_stands_still_around_a_list_stays() {
        let around = |from: usize| {
            let head = ["the head of it all, all the way", "-"].map(String::from);
            let foot = ["-", "the foot of it all, all the way"].map(String::from);
            frame(&head.into_iter().chain((from..from + 8).map(row)).chain(foot).collect::<Vec<_>>())
        };
        assert_eq!(find(&around(0), &around(1)), Some(Shift { top: 2, bottom: 9, by: 1 }));
        assert_eq!(find(&around(5), &around(2)), Some(Shift { top: 2, bottom: 9, by: -3 }));
    }

    #[test]
    fn a_pane_beside_a_list_that_would_have_to_be_sent_again_weighs_against_the_move() {
        let still = |from: usize| {
            let rows = (0..6).map(|y| format!("row {:<6}{}", from + y, row(y)));
            frame(&rows.collect::<Vec<_>>())
        };
        assert_eq!(find(&still(0), &still(1)), None);
        let narrow =
            |from: usize| frame(&(0..6).map(|y| format!("{}{}", row(from + y), row(y + 9))).collect::<Vec<_>>());
        assert!(find(&narrow(0), &narrow(1)).is_some());
    }

    #[test]
    fn a_move_leaves_blank_rows_behind() {
        fn starts_of<const N: usize>(rows: [usize; N]) -> String {
            rows.iter().map(|n| row(*n).remove(0)).collect()
        }
        let mut buffer = list(0, 6);
        apply(&mut buffer, Shift { top: 1, bottom: 4, by: 2 });
        let starts = |b: &Buffer| (0..6).map(|y| b[(0, y)].symbol().to_string()).collect::<String>();
        assert_eq!(starts(&buffer), starts_of([0, 3, 4]) + "  " + &starts_of([5]));
        apply(&mut buffer, Shift { top: 0, bottom: 3, by: -1 });
        assert_eq!(starts(&buffer), format!(" {} {}", starts_of([0, 3, 4]), starts_of([5])));
        assert_eq!(sequence(Shift { top: 1, bottom: 4, by: -2 }), "\x1b[2;5r\x1b[2T\x1b[r");
    }
}
