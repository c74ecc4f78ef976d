//! What was judged, a square an item: a row a heading, letters in the squares, so that it reads without colours too.

use super::{Anchor, Drawing, Tint, fitting};

/// Squares of one sort.
pub struct SquareRun {
    pub letter: char,
    pub label: String,
    pub tint: Tint,
}

/// One row: a heading and how many squares of each sort.
pub struct Strip {
    pub label: String,
    pub counts: Vec<usize>,
}

const LEFT: i16 = 150;
const WIDTH: i16 = 500;
const ROW: i16 = 16;
const SQUARE: i16 = 14;

/// Draws the strips; the sorts stand in the order of `pieces`.
pub fn coverage(caption: &str, pieces: &[SquareRun], strips: &[Strip]) -> Drawing {
    let most = strips.iter().map(|s| s.counts.iter().sum::<usize>()).max().unwrap_or(0).max(1) as i16;
    let side = ((WIDTH - LEFT - 30) / most).clamp(3, SQUARE);
    let height = ROW * strips.len() as i16 + 28;
    let mut drawing =
        Drawing { caption: caption.into(), said: said(pieces, strips), size: (WIDTH, height), ..Drawing::default() };
    for (n, strip) in strips.iter().enumerate() {
        let top = ROW * n as i16;
        drawing.text((0, top + 11), Anchor::Start, (8, false), Tint::Ink, fitting(&strip.label, 8, LEFT - 6));
        let mut x = LEFT;
        for (piece, count) in pieces.iter().zip(&strip.counts) {
            for _ in 0..*count {
                drawing.framed((x, top + 1), (side, SQUARE), piece.tint);
                if side >= 8 {
                    let at = (x + side / 2, top + 11);
                    drawing.text(at, Anchor::Middle, (7, false), Tint::Ink, piece.letter.to_string());
                }
                x += side;
            }
        }
        let all: usize = strip.counts.iter().sum();
        drawing.text((x + 5, top + 11), Anchor::Start, (7, false), Tint::Gray, all.to_string());
    }
    let legend: Vec<(Tint, String)> =
        pieces.iter().map(|piece| (piece.tint, format!("{} {}", piece.letter, piece.label))).collect();
    let (first, second) = legend.split_at(legend.len().min(4));
    drawing.legend((0, height - 24), first);
    drawing.legend((0, height - 11), second);
    drawing
}

fn said(pieces: &[SquareRun], strips: &[Strip]) -> String {
    let row = |strip: &Strip| {
        let filled = pieces.iter().zip(&strip.counts).filter(|(_, n)| **n > 0);
        let counts: Vec<String> = filled.map(|(piece, n)| format!("{n} {}", piece.label)).collect();
        format!("{}: {}", strip.label, if counts.is_empty() { "nothing".into() } else { counts.join(", ") })
    };
    format!("A square for each clause or control. {}.", strips.iter().map(row).collect::<Vec<_>>().join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::drawing::DrawnMark;

    #[test]
    fn an_item_is_a_square_with_the_letter_of_what_was_found() {
        let piece = |letter, label: &str, tint| SquareRun { letter, label: label.into(), tint };
        let pieces = [piece('c', "conforms", Tint::Low), piece('M', "major", Tint::Critical)];
        let strips =
            [Strip { label: "4 Context".into(), counts: vec![3, 1] }, Strip { label: "5".into(), counts: vec![0, 0] }];
        let drawing = coverage("By heading", &pieces, &strips);
        let letters = |wanted: &str| {
            let all = drawing.marks.iter();
            all.filter(|m| matches!(m, DrawnMark::Words { text, .. } if text == wanted)).count()
        };
        assert_eq!((letters("c"), letters("M"), letters("4")), (3, 1, 1));
        assert!(drawing.said.contains("4 Context: 3 conforms, 1 major; 5: nothing"), "{}", drawing.said);
    }
}
