//! The numbering of ISO/IEC 42001:2023: 32 auditable clauses and 38 Annex A controls, in their order.
//!
//! Only the numbers live here, because ids are made of them; titles and guidance are in `framework`.
//! Control numbers have gaps by design: `.1` is the objective of its group.

/// The 32 auditable clauses, in order.
pub const CLAUSES: [&str; 32] = [
    "4.1", "4.2", "4.3", "4.4", "5.1", "5.2", "5.3", "6.1.1", "6.1.2", "6.1.3", "6.1.4", "6.2", "6.3", "7.1", "7.2",
    "7.3", "7.4", "7.5.1", "7.5.2", "7.5.3", "8.1", "8.2", "8.3", "8.4", "9.1", "9.2.1", "9.2.2", "9.3.1", "9.3.2",
    "9.3.3", "10.1", "10.2",
];

/// The 38 controls of Annex A, in order.
pub const CONTROLS: [&str; 38] = [
    "A.2.2", "A.2.3", "A.2.4", "A.3.2", "A.3.3", "A.4.2", "A.4.3", "A.4.4", "A.4.5", "A.4.6", "A.5.2", "A.5.3",
    "A.5.4", "A.5.5", "A.6.1.2", "A.6.1.3", "A.6.2.2", "A.6.2.3", "A.6.2.4", "A.6.2.5", "A.6.2.6", "A.6.2.7",
    "A.6.2.8", "A.7.2", "A.7.3", "A.7.4", "A.7.5", "A.7.6", "A.8.2", "A.8.3", "A.8.4", "A.8.5", "A.9.2", "A.9.3",
    "A.9.4", "A.10.2", "A.10.3", "A.10.4",
];

/// The number of the first control; clauses are 1 to 32.
pub const FIRST_CONTROL: u32 = 101;
/// The number of the first control a user adds.
pub const FIRST_OWN: u32 = 1001;

/// The published reference behind the number of a clause or control, `None` for own controls.
pub fn reference(n: u32) -> Option<&'static str> {
    match n {
        1..=32 => Some(CLAUSES[n as usize - 1]),
        FIRST_CONTROL..FIRST_OWN => CONTROLS.get((n - FIRST_CONTROL) as usize).copied(),
        _ => None,
    }
}

/// The number behind a published reference, letters in any case; `None` if there is no such clause or control.
pub fn number(reference: &str) -> Option<u32> {
    let mark = mark_of(reference);
    let is = |known: &str| known.eq_ignore_ascii_case(reference);
    let at = |marks: &[u32], list: &[&str]| (0..marks.len()).find(|i| marks[*i] == mark && is(list[*i]));
    let clause = at(&CLAUSE_MARKS, &CLAUSES).map(|i| i as u32 + 1);
    clause.or_else(|| at(&CONTROL_MARKS, &CONTROLS).map(|i| i as u32 + FIRST_CONTROL))
}

/// A number by which references are told apart quickly: a file of many records names thousands of them.
const fn mark_of(reference: &str) -> u32 {
    let (bytes, mut mark, mut i) = (reference.as_bytes(), 0x811c_9dc5_u32, 0);
    while i < bytes.len() {
        mark = (mark ^ bytes[i].to_ascii_uppercase() as u32).wrapping_mul(0x0100_0193);
        i += 1;
    }
    mark
}
const fn marks<const N: usize>(list: &[&str; N]) -> [u32; N] {
    let (mut marks, mut i) = ([0; N], 0);
    while i < N {
        marks[i] = mark_of(list[i]);
        i += 1;
    }
    marks
}
const CLAUSE_MARKS: [u32; 32] = marks(&CLAUSES);
const CONTROL_MARKS: [u32; 38] = marks(&CONTROLS);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_and_groups_are_those_of_the_standard() {
        assert_eq!((CLAUSES.len(), CONTROLS.len()), (32, 38));
        let per_group: Vec<usize> =
            (2..=10).map(|g| CONTROLS.iter().filter(|c| c.starts_with(&format!("A.{g}."))).count()).collect();
        assert_eq!(per_group, [3, 2, 5, 4, 9, 5, 4, 3, 3]);
    }

    #[test]
    fn numbers_and_references_are_inverse() {
        for r in CLAUSES.iter().chain(&CONTROLS) {
            assert_eq!(reference(number(r).unwrap()), Some(*r));
        }
        assert_eq!(number("a.6.2.4"), number("A.6.2.4"));
        assert_eq!(number("8.5"), None);
        assert_eq!(number("A.5.1"), None);
        assert_eq!(reference(0), None);
        assert_eq!(reference(139), None);
    }
}
