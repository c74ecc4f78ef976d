//! Words of other tools for the choices of ours, and the common words of risk scales.
//!
//! Words that people use for a choice stand with the choice; here are only the codes that other programs write.

use super::fold::key;
use crate::domain::{Choice, Field, Kind, Value, field::Type, kinds::*, words};

/// Kind, field, foreign word, code of the choice; an empty code means: that tool says there is none.
type Word = (Kind, usize, &'static str, &'static str);

const WORDS: &[Word] = &[
    // CISO Assistant, VerifyWise, checklists and OSCAL on the verdict of an item.
    (Kind::Answer, answer::VERDICT, "not_started", "open"),
    (Kind::Answer, answer::VERDICT, "conformity_confirmed", "conforms"),
    (Kind::Answer, answer::VERDICT, "satisfied", "conforms"),
    (Kind::Answer, answer::VERDICT, "implemented", "conforms"),
    (Kind::Answer, answer::VERDICT, "good_practice", "conforms"),
    (Kind::Answer, answer::VERDICT, "observation_sensitive_point", "improve"),
    (Kind::Answer, answer::VERDICT, "in_progress", "minor"),
    (Kind::Answer, answer::VERDICT, "draft", "minor"),
    (Kind::Answer, answer::VERDICT, "nc_minor", "minor"),
    (Kind::Answer, answer::VERDICT, "nc_major", "major"),
    (Kind::Answer, answer::VERDICT, "not_sampled", "open"),
    (Kind::Finding, finding::GRADE, "opportunity_for_improvement", "improve"),
    (Kind::Finding, finding::GRADE, "observation_sensitive_point", "improve"),
    (Kind::Finding, finding::GRADE, "minor_nonconformity", "minor"),
    (Kind::Finding, finding::GRADE, "minor_nc", "minor"),
    (Kind::Finding, finding::GRADE, "nc_minor", "minor"),
    (Kind::Finding, finding::GRADE, "major_nonconformity", "major"),
    (Kind::Finding, finding::GRADE, "major_nc", "major"),
    (Kind::Finding, finding::GRADE, "nc_major", "major"),
    (Kind::Finding, finding::STEP, "identified", "new"),
    (Kind::Finding, finding::STEP, "confirmed", "new"),
    (Kind::Finding, finding::STEP, "assigned", "action"),
    (Kind::Finding, finding::STEP, "in_progress", "action"),
    (Kind::Finding, finding::STEP, "mitigated", "done"),
    (Kind::Finding, finding::STEP, "resolved", "done"),
    // Treatment is "open" in CISO Assistant while nobody has decided.
    (Kind::Risk, risk::TREATMENT, "open", ""),
    (Kind::Risk, risk::STATUS, "deferred", "open"),
    (Kind::Risk, risk::STATUS, "requires_review", "open"),
    (Kind::Item, item::STATE, "to_do", "not_started"),
    (Kind::Item, item::STATE, "on_hold", "planned"),
    (Kind::System, system::TIER, "l", "low"),
    (Kind::System, system::TIER, "m", "medium"),
    (Kind::System, system::TIER, "h", "high"),
    (Kind::System, system::TIER, "c", "critical"),
    (Kind::System, system::TIER, "high_risk", "high"),
    (Kind::System, system::TIER, "medium_risk", "medium"),
    (Kind::System, system::TIER, "low_risk", "low"),
    (Kind::System, system::STATE, "staging", "pilot"),
    (Kind::System, system::STATE, "none", ""),
];

/// Reads a word of a choice list: code, label, alias, or a word of another tool, however it is spelled.
pub fn choice(kind: Kind, field: usize, text: &str) -> Option<Value> {
    let described: &Field = &kind.spec().fields[field];
    let Type::Choice(list) = described.typ else { return None };
    if let Ok(value) = Value::read(described, text) {
        return Some(value);
    }
    let word = key(text);
    let at = |code: &str| list.iter().position(|c| c.code == code).map(|i| Value::Choice(i as u8));
    let known = WORDS.iter().find(|(k, f, w, _)| (*k, *f) == (kind, field) && key(w) == word);
    match known {
        Some((_, _, _, "")) => return Some(Value::Empty),
        Some((_, _, _, code)) => return at(code),
        None if word.is_empty() => return None,
        None => {}
    }
    spelled(list, &word).map(|i| Value::Choice(i as u8))
}

/// The word of a list that a text means, however it is spelled; `word` is its key.
fn spelled(list: &[Choice], word: &str) -> Option<usize> {
    list.iter().position(|c| key(c.code) == word || key(c.label) == word || c.aliases.iter().any(|a| key(a) == word))
}

/// Reads several words of a list; the error is the piece that is in no list.
pub fn several(kind: Kind, field: usize, text: &str) -> Result<Value, String> {
    let list = kind.spec().fields[field].choices();
    if let Ok(codes) = words::read(list, text) {
        return Ok(Value::words(list, words::codes(&codes)));
    }
    let pieces = text.split([',', ';', '|', '/', '\n']).map(str::trim).filter(|piece| !piece.is_empty());
    let codes: Vec<&str> = pieces
        .map(|piece| spelled(list, &key(piece)).map(|i| list[i].code).ok_or_else(|| piece.to_string()))
        .collect::<Result<_, _>>()?;
    Ok(Value::words(list, codes))
}

/// Words for the steps of a scale of five, lowest first, as they are common in registers.
const FIVE: [&[&str]; 5] = [
    &["very low", "very unlikely", "rare", "negligible", "insignificant", "very minor"],
    &["low", "unlikely", "minor"],
    &["medium", "moderate", "possible"],
    &["high", "likely", "major"],
    &["very high", "very likely", "almost certain", "certain", "catastrophic", "severe", "critical"],
];

/// Reads a step of a risk scale: its number, a word of the scale, number and word, or a common word if there are five.
pub fn step(scale: &[String], text: &str) -> Result<Value, String> {
    let text = text.trim();
    let step = |n: usize| Ok(Value::Number(n as i64));
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &text[digits..];
    // `4 - likely` and `4 (likely)` say a number; `4.5` and `4-5` do not say one.
    let labelled =
        rest.starts_with([' ', '-', '–', ':', '(', '.', '=']) && !rest.contains(|c: char| c.is_ascii_digit());
    if digits > 0 && (rest.is_empty() || labelled) {
        return match text[..digits].parse::<usize>() {
            Ok(n) if (1..=scale.len()).contains(&n) => step(n),
            _ => Err(format!("the scale in force has {} steps", scale.len())),
        };
    }
    let word = key(text);
    if let Some(i) = scale.iter().position(|s| !word.is_empty() && key(s) == word) {
        return step(i + 1);
    }
    let common = FIVE.iter().position(|words| words.iter().any(|w| key(w) == word));
    match common {
        Some(i) if scale.len() == FIVE.len() => step(i + 1),
        Some(_) => Err(format!("this is a word of a scale of five, and the scale in force has {} steps", scale.len())),
        None => Err("this is no step of the scale in force".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::matrix::Matrix;

    #[test]
    fn every_foreign_word_leads_to_a_choice() {
        for (kind, field, word, code) in WORDS {
            let value = choice(*kind, *field, word).unwrap_or_else(|| panic!("{word}"));
            assert_eq!(value.written(&kind.spec().fields[*field]), *code, "{word}");
        }
        let verdict = |w| choice(Kind::Answer, answer::VERDICT, w).unwrap().written(&answer::FIELDS[answer::VERDICT]);
        assert_eq!(
            [verdict("C"), verdict("PC"), verdict("NA"), verdict("Not assessed")],
            ["conforms", "minor", "not_applicable", "open"]
        );
        assert_eq!(choice(Kind::System, system::STATE, "sleeping"), None);
        assert_eq!(choice(Kind::System, system::SCOPE, "?"), Some(Value::Choice(2)));
    }

    #[test]
    fn steps_of_the_scale_in_force() {
        let scale = Matrix::default().likelihood;
        for (text, n) in
            [("3", 3), ("often", 4), ("Almost Certain", 5), ("2 - Low", 2), ("4 (likely)", 4), ("very_low", 1)]
        {
            assert_eq!(step(&scale, text), Ok(Value::Number(n)), "{text}");
        }
        for text in ["6", "0", "4.5", "3-4", "sometimes"] {
            assert!(step(&scale, text).is_err(), "{text}");
        }
        let three = ["never", "now and then", "always"].map(String::from);
        assert!(step(&three, "likely").unwrap_err().contains("3 steps"));
        assert_eq!(step(&three, "ALWAYS"), Ok(Value::Number(3)));
    }
}
