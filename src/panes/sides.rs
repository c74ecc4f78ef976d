//! Two texts of one field beside each other: the same lines in the same row, what differs marked, long runs of what is
//! equal folded.

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Equal lines in a row that are still shown.
const SHOWN: usize = 2;

/// A row of both texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Side<'a> {
    /// A line of both.
    Same(&'a str),
    /// So many lines of both that are not shown.
    Folded(usize),
    /// A line of the one, of the other, or one of each that stand for each other.
    Differs(Option<&'a str>, Option<&'a str>),
}

/// The rows of two texts.
pub fn sides<'a>(mine: &'a str, theirs: &'a str) -> Vec<Side<'a>> {
    let [left, right] = [mine, theirs].map(|text| text.lines().collect::<Vec<&str>>());
    let mut rows = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &left, &right) {
        match op {
            DiffOp::Equal { old_index, len, .. } if len <= SHOWN => {
                rows.extend(left[old_index..old_index + len].iter().map(|line| Side::Same(line)));
            }
            DiffOp::Equal { len, .. } => rows.push(Side::Folded(len)),
            other => {
                let (old, new) = (&left[other.old_range()], &right[other.new_range()]);
                let longest = old.len().max(new.len());
                rows.extend((0..longest).map(|i| Side::Differs(old.get(i).copied(), new.get(i).copied())));
            }
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_equal_is_folded_and_what_differs_stands_side_by_side() {
        let mine = "one\ntwo\nthree\nfour\nfive mine\nsix\nonly here";
        let theirs = "one\ntwo\nthree\nfour\nfive theirs\nsix";
        let rows = sides(mine, theirs);
        let wanted = [
            Side::Folded(4),
            Side::Differs(Some("five mine"), Some("five theirs")),
            Side::Same("six"),
            Side::Differs(Some("only here"), None),
        ];
        assert_eq!(rows, wanted);
        assert_eq!(sides("a", "b"), [Side::Differs(Some("a"), Some("b"))]);
        assert_eq!(sides("", "b"), [Side::Differs(None, Some("b"))]);
    }
}
