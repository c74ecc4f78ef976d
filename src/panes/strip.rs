//! How a part of the standard stands, as a row of verdict letters: good or bad at a glance, not only how much.

use crate::{
    domain::{coverage::Tally, kinds::answer::Verdict},
    parts::Canvas,
};

/// The verdicts in the order of their letters; what is not judged comes last.
const ORDER: [Verdict; 7] = [
    Verdict::Conforms,
    Verdict::Improve,
    Verdict::Minor,
    Verdict::Major,
    Verdict::NotApplicable,
    Verdict::Parked,
    Verdict::NotLookedAt,
];

/// Draws a letter an item, or as many as there is room for, in proportion; with verdicts hidden a bar of what is judged.
pub fn draw(canvas: &mut Canvas, (x, y, width): (u16, u16, u16), tally: &Tally, hidden: bool) {
    if hidden {
        return canvas.bar(x, y, width, tally.judged(), tally.total);
    }
    let mut at = x;
    for (verdict, cells) in ORDER.into_iter().zip(cells(tally, width.into())) {
        let letter = verdict.letter().to_string();
        for _ in 0..cells {
            at += canvas.put(at, y, 1, &letter, canvas.theme.verdict(verdict));
        }
    }
}

/// How many cells each verdict of [`ORDER`] takes: one an item where they fit, else in proportion, and what is there
/// has at least one as far as they reach.
fn cells(tally: &Tally, width: usize) -> [usize; ORDER.len()] {
    let counts = ORDER.map(|v| tally.of(v));
    if tally.total <= width {
        return counts;
    }
    let mut cells = counts.map(|n| (n * width).div_ceil(tally.total));
    while cells.iter().sum::<usize>() > width {
        // What took most gives first; of equal ones the better news.
        let (at, most) = cells.iter().enumerate().rev().max_by_key(|(_, n)| **n).map_or((0, 0), |(i, n)| (i, *n));
        if most == 0 {
            break;
        }
        cells[at] -= 1;
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(counts: &[(Verdict, usize)]) -> Tally {
        Tally::made(counts)
    }

    #[test]
    fn few_items_have_a_letter_each() {
        let cells = cells(&tally(&[(Verdict::Conforms, 2), (Verdict::Major, 1), (Verdict::NotLookedAt, 3)]), 10);
        assert_eq!(cells, [2, 0, 0, 1, 0, 0, 3]);
    }

    #[test]
    fn many_items_share_the_room_and_no_verdict_vanishes() {
        let cells = cells(&tally(&[(Verdict::Conforms, 90), (Verdict::Major, 1), (Verdict::NotLookedAt, 9)]), 10);
        assert_eq!(cells.iter().sum::<usize>(), 10);
        assert_eq!((cells[3], cells[6]), (1, 1));
    }
}
