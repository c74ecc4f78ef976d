//! Where a list of names in one cell parts: at commas, but not in brackets and not before the legal form of a firm.

use super::fold::key;

/// Endings of company names that a comma sets off.
const LEGAL_FORMS: &[&str] =
    &["inc", "ltd", "llc", "gmbh", "corp", "co", "limited", "plc", "ag", "bv", "nv", "sa", "spa", "srl", "lp", "pbc"];

/// Parts between commas that stand in no brackets.
fn outside_brackets(piece: &str) -> Vec<&str> {
    let (mut depth, mut from) = (0_usize, 0);
    let mut parts = Vec::new();
    for (at, sign) in piece.char_indices() {
        match sign {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                parts.push(&piece[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&piece[from..]);
    parts
}

/// Parts between commas, where `Acme, Inc.` stays one.
pub(super) fn comma_parts(piece: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for part in outside_brackets(piece).into_iter().map(str::trim).filter(|p| !p.is_empty()) {
        match parts.last_mut() {
            Some(last) if LEGAL_FORMS.contains(&key(part).as_str()) => {
                last.push_str(", ");
                last.push_str(part);
            }
            _ => parts.push(part.to_string()),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_part_names_but_not_in_brackets_nor_before_a_legal_form() {
        assert_eq!(comma_parts("Acme, Inc., Beta (EU, UK), Gamma"), ["Acme, Inc.", "Beta (EU, UK)", "Gamma"]);
        assert_eq!(comma_parts(" , one ,"), ["one"]);
    }
}
