//! What a field refuses although its type would take it: the sentence says what is wrong and what is allowed.
//!
//! Half-filled is always legal; refused is only what would silently change the meaning of other records, such as a
//! scale that cannot be read.

use super::{
    Id, Kind, Records, Value,
    kinds::{item, method, risk},
    matrix::{self, Matrix},
    skeleton,
};

/// A name as a sentence says it for the first time: an action, a risk.
pub fn a(name: &str) -> String {
    let vowel = name.starts_with(|c: char| "aeioAEIO".contains(c));
    format!("{} {name}", if vowel { "an" } else { "a" })
}

/// Why the field of this record cannot take the value; `None` if it can.
pub fn refusal(records: &Records, id: Id, field: usize, value: &Value) -> Option<String> {
    match (id.kind, value) {
        (_, Value::Unread) => None,
        (Kind::Item, _) if field == item::TITLE && skeleton::reference(id.n).is_some() => Some(format!(
            "{id} keeps the title it has in ISO/IEC 42001; the words of the house belong into how it is met"
        )),
        (Kind::Risk, Value::Number(n)) => off_scale(records.matrix(), field, *n),
        (Kind::Method, Value::Text(text)) => method_text(records.matrix(), field, text).err(),
        _ => None,
    }
}

/// Why a record cannot be deleted; `None` if it can.
pub fn deletion(id: Id) -> Option<String> {
    let stays = "the 32 clauses and 38 controls of the standard stay; a control that is not used gets use: no";
    match id.kind {
        Kind::Item if skeleton::reference(id.n).is_some() => Some(stays.into()),
        kind if kind.is_single() => Some(format!("the {} belongs to every file and stays", kind.spec().name)),
        _ => None,
    }
}

fn off_scale(matrix: &Matrix, field: usize, step: i64) -> Option<String> {
    let steps = risk::scale(field, matrix)?;
    let count = steps.len() as i64;
    let words: Vec<String> = steps.iter().enumerate().map(|(i, w)| format!("{} {w}", i + 1)).collect();
    (!(1..=count).contains(&step)).then(|| format!("the scale in force has {count} steps: {}", words.join(", ")))
}

fn method_text(now: &Matrix, field: usize, text: &str) -> Result<(), String> {
    match field {
        method::LIKELIHOOD | method::CONSEQUENCE => matrix::steps(text).map(|_| ()),
        method::BANDS => matrix::bands(text).map(|_| ()),
        method::APPETITE => now.read_appetite(text.trim()).map(|_| ()).ok_or_else(|| no_band(now, text)),
        method::AREAS => text.lines().filter(|l| !l.trim().is_empty()).try_for_each(|line| area_line(now, line)),
        _ => Ok(()),
    }
}

fn area_line(now: &Matrix, line: &str) -> Result<(), String> {
    let (area, word) = line.split_once(':').ok_or_else(|| format!("“{line}” is not: area, colon, letter of a band"))?;
    if matrix::area_code(area).is_none() {
        let known: Vec<&str> = risk::AREAS.iter().map(|a| a.code).collect();
        return Err(format!("“{}” is no area; there are: {}", area.trim(), known.join(", ")));
    }
    now.read_appetite(word.trim()).map(|_| ()).ok_or_else(|| no_band(now, word))
}

fn no_band(now: &Matrix, word: &str) -> String {
    let bands: Vec<String> = now.bands.iter().map(|b| format!("{} {}", b.letter, b.label)).collect();
    format!("“{}” is no band; there are: {}, or none", word.trim(), bands.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(kind: Kind, n: u32, field: usize, value: Value) -> Option<String> {
        refusal(&Records::default(), Id::new(kind, n), field, &value)
    }

    #[test]
    fn a_scale_that_cannot_be_read_is_refused_with_a_sentence() {
        let method = |field, text: &str| refused(Kind::Method, 1, field, Value::text(text));
        assert!(method(method::LIKELIHOOD, "a\nb").unwrap().contains("3 to 6"));
        assert!(method(method::BANDS, "L low 2\nH high 3").is_some());
        assert!(method(method::APPETITE, "Q").unwrap().contains("M medium"));
        assert!(method(method::AREAS, "wheels: L").unwrap().contains("privacy"));
        for (field, good) in [
            (method::CONSEQUENCE, "a: x\nb\nc"),
            (method::BANDS, "L low 1\nH high 6"),
            (method::APPETITE, "m"),
            (method::APPETITE, "none"),
            (method::AREAS, "Bias and fairness: low\nprivacy: none"),
        ] {
            assert_eq!(method(field, good), None, "{good}");
        }
    }

    #[test]
    fn ratings_keep_to_the_scale_and_titles_of_the_standard_stay() {
        assert!(refused(Kind::Risk, 1, risk::TARGET_LIKELIHOOD, Value::Number(6)).unwrap().contains("5 sure"));
        assert_eq!(refused(Kind::Risk, 1, risk::CONSEQUENCE, Value::Number(5)), None);
        let item = Id::item("A.6.2.4").unwrap();
        assert!(refused(Kind::Item, item.n, item::TITLE, Value::text("mine")).is_some());
        assert_eq!(refused(Kind::Item, skeleton::FIRST_OWN, item::TITLE, Value::text("mine")), None);
    }
}
