//! A word of a sheet to a word of a list: known, only proposed, or unknown.

use super::facts::{HeadingFacts, word};
use crate::{
    domain::{Kind, Value, field::Type, kinds::risk},
    exchange::words as own,
};
use std::collections::HashMap;

/// What a word is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WordSense {
    /// It means this; as it is written for the field.
    Sure(String),
    /// It may mean this.
    Perhaps(String),
    Unknown,
}

impl WordSense {
    pub fn is_known(&self) -> bool {
        matches!(self, WordSense::Sure(_))
    }
}

/// Words that turn a text round, so that a part of it says nothing.
const NOT: [&str; 12] = ["not", "non", "no", "never", "without", "nicht", "kein", "pas", "sin", "niet", "geen", "un"];

/// Reads a word of a choice. Lists are read word by word by the caller.
pub fn read(facts: &HeadingFacts, kind: Kind, field: usize, text: &str) -> WordSense {
    let described = &kind.spec().fields[field];
    let vocabulary = vocabulary(facts, kind, field);
    let sure = |t: &str| -> Option<String> {
        if let Some(code) = vocabulary.and_then(|v| v.get(&word(t))) {
            return Some(code.clone());
        }
        match described.typ {
            // A severity is no grade: what only our own list says of it is asked.
            _ if proposal(facts, kind, field, t).is_some() => None,
            Type::Choice(_) => own::choice(kind, field, t).map(|v| v.written(described)),
            _ => own::several(kind, field, t).ok().map(|v: Value| v.written(described)),
        }
    };
    // `partially_compliant`: a code of another program means one thing only.
    let coded = text.contains('_').then(|| own::choice(kind, field, text)).flatten();
    if let Some(code) = coded.map(|v| v.written(described)).or_else(|| sure(text)) {
        return WordSense::Sure(code);
    }
    if let Some(code) = proposal(facts, kind, field, text) {
        return WordSense::Perhaps(code);
    }
    let bare = without_prefix(text);
    if bare != text.trim() {
        match (sure(bare), proposal(facts, kind, field, bare)) {
            (Some(code), _) => return WordSense::Sure(code),
            (_, Some(code)) => return WordSense::Perhaps(code),
            _ => {}
        }
    }
    let (head, tail) = cut_off(bare);
    if let Some(tail) = tail {
        let turned = word(tail).split(' ').any(|w| NOT.contains(&w));
        let other = vocabulary.is_some_and(|v| single(v, tail).is_some_and(|code| Some(code) != sure(head)));
        match (sure(head), proposal(facts, kind, field, head)) {
            (Some(code), _) if !turned && !other => return WordSense::Sure(code),
            (Some(code), _) | (_, Some(code)) => return WordSense::Perhaps(code),
            _ => {}
        }
    }
    match vocabulary.and_then(|v| single(v, bare)) {
        Some(code) if !word(bare).split(' ').any(|w| NOT.contains(&w)) => WordSense::Perhaps(code),
        _ => WordSense::Unknown,
    }
}

fn vocabulary(facts: &HeadingFacts, kind: Kind, field: usize) -> Option<&HashMap<String, String>> {
    let spec = kind.spec();
    let described = &spec.fields[field];
    let own = facts.sure.get(&format!("{}.{}", spec.table, described.name));
    let plain = || {
        let codes: Vec<&str> = described.choices().iter().map(|c| c.code).collect();
        (codes == ["yes", "no"]).then(|| facts.sure.get("yes_no")).flatten()
    };
    own.or_else(plain)
}

fn proposal(facts: &HeadingFacts, kind: Kind, field: usize, text: &str) -> Option<String> {
    let spec = kind.spec();
    facts.propose.get(&format!("{}.{}", spec.table, spec.fields[field].name))?.get(&word(text)).cloned()
}

/// The one value that all known words in a text lead to.
fn single(vocabulary: &HashMap<String, String>, text: &str) -> Option<String> {
    let text = format!(" {} ", word(text));
    let mut found: Option<&String> = None;
    let known = vocabulary.iter().filter(|(w, _)| w.chars().count() > 3 && text.contains(&format!(" {w} ")));
    for (_, code) in known {
        if found.is_some_and(|f| f != code) {
            return None;
        }
        found = Some(code);
    }
    found.cloned()
}

/// Without `a)`, `1.`, `4 -`, `Stage 4 -` before it.
pub fn without_prefix(text: &str) -> &str {
    let text = text.trim();
    let staged = ["stage", "phase", "level", "step", "tier"].iter().find_map(|lead| {
        let head = text.get(..lead.len())?;
        head.eq_ignore_ascii_case(lead).then(|| text[lead.len()..].trim_start())
    });
    let body = staged.filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit())).unwrap_or(text);
    let marked = body.trim_start_matches(|c: char| c.is_ascii_digit());
    let marked = match marked.len() < body.len() {
        true => marked,
        false => match body.char_indices().nth(1) {
            Some((at, ')' | '.')) if body.starts_with(|c: char| c.is_ascii_alphabetic()) => &body[at..],
            _ => return text,
        },
    };
    let rest = marked.trim_start().trim_start_matches([')', '.', '-', '–', ':', '=']).trim_start();
    let signed = marked.trim_start().starts_with([')', '.', '-', '–', ':', '=']) || marked.starts_with(' ');
    if rest.is_empty() || !signed { text } else { rest }
}

/// A text before ` – `, `: ` or `(`, and what follows.
fn cut_off(text: &str) -> (&str, Option<&str>) {
    let signs = [" – ", " - ", " — ", ":", "(", ";"];
    let at = signs.iter().filter_map(|sign| text.find(sign)).min().filter(|at| *at > 0);
    at.map_or((text, None), |at| {
        (text[..at].trim(), Some(text[at..].trim_matches([' ', '–', '-', '—', ':', '(', ')', ';'])))
    })
}

/// The vocabulary of a step of a risk scale.
fn scale(kind: Kind, field: usize) -> Option<&'static str> {
    use risk::{INHERENT_LIKELIHOOD, LIKELIHOOD, RESIDUAL_LIKELIHOOD, TARGET_LIKELIHOOD};
    let name = kind.spec().fields[field].name;
    match (kind, field) {
        (Kind::Risk, LIKELIHOOD | INHERENT_LIKELIHOOD | RESIDUAL_LIKELIHOOD | TARGET_LIKELIHOOD) => {
            Some("scale.likelihood5")
        }
        (Kind::Risk, _) if name.ends_with("consequence") => Some("scale.consequence5"),
        _ => None,
    }
}

/// Whether a field is a step of the risk method.
pub fn is_scale(kind: Kind, field: usize) -> bool {
    scale(kind, field).is_some()
}

/// Whether a cell looks like a number, or like a step of a scale.
pub fn step_like(facts: &HeadingFacts, kind: Kind, field: usize, cell: &str) -> bool {
    number(cell).is_some()
        || scale(kind, field)
            .is_some_and(|v| facts.sure.get(v).is_some_and(|v| v.contains_key(&word(without_prefix(cell)))))
        || cell.trim().starts_with(|c: char| ('1'..='9').contains(&c)) && cell.chars().count() < 40
}

/// `4`, `4.0`, `4,0`, `80 %` as a number.
pub fn number(cell: &str) -> Option<f64> {
    let cell = cell.trim().trim_end_matches('%').trim().replace(',', ".");
    let plain = cell.bytes().all(|b| b.is_ascii_digit() || b == b'.') && !cell.is_empty();
    cell.parse::<f64>().ok().filter(|_| plain)
}

/// Reads a step of a scale of five words; whole numbers however they are written.
pub fn step(facts: &HeadingFacts, kind: Kind, field: usize, steps: &[String], cell: &str) -> WordSense {
    if let Some(n) = number(cell).filter(|n| n.fract() == 0.0 && *n >= 1.0 && *n <= steps.len() as f64) {
        return WordSense::Sure(format!("{n:.0}"));
    }
    if let Ok(Value::Number(n)) = own::step(steps, cell) {
        return WordSense::Sure(n.to_string());
    }
    let vocabulary = scale(kind, field).and_then(|v| facts.sure.get(v));
    match vocabulary.and_then(|v| v.get(&word(without_prefix(cell)))).filter(|_| steps.len() == 5) {
        Some(n) => WordSense::Sure(n.clone()),
        None => WordSense::Unknown,
    }
}

/// Steps of ours that are proposed for the words or numbers of another scale, if a column holds one.
///
/// Low, medium, high are not the second, third and fourth of five before somebody says so.
pub fn other_scale(steps: usize, heading: &str, cells: &[(String, usize)]) -> Option<HashMap<String, String>> {
    const SHORT: [&[&str]; 6] = [
        &["low", "medium", "high"],
        &["l", "m", "h"],
        &["low", "moderate", "high"],
        &["gering", "mittel", "hoch"],
        &["low", "medium", "high", "critical"],
        &["low", "medium", "high", "very high"],
    ];
    if steps != 5 || cells.is_empty() {
        return None;
    }
    let words: Vec<String> = cells.iter().map(|(c, _)| word(without_prefix(c))).collect();
    if let Some(short) = SHORT.iter().find(|s| words.iter().all(|w| s.contains(&w.as_str()))) {
        let place = |w: &String| short.iter().position(|s| s == w).unwrap_or(0) + 2;
        return Some(cells.iter().zip(&words).map(|((c, _), w)| (c.clone(), place(w).to_string())).collect());
    }
    let numbers: Vec<f64> = cells.iter().map(|(c, _)| number(c)).collect::<Option<_>>()?;
    let most = numbers.iter().copied().fold(0.0, f64::max);
    let tail = heading.replace(['–', ' '], "-").replace("--", "-");
    let length =
        [("1-3)", 3.0), ("1-4)", 4.0), ("1-10)", 10.0), ("0-10)", 10.0)].iter().find(|(t, _)| tail.contains(t));
    let percent = cells.iter().any(|(c, _)| c.contains('%')) || most > 10.0;
    let length = match length {
        Some((_, n)) => *n,
        None if percent && most <= 100.0 => 100.0,
        None if most <= 1.0 && numbers.iter().any(|n| n.fract() != 0.0) => 1.0,
        None if most > 5.0 && most <= 10.0 => 10.0,
        None => return None,
    };
    let ours = |n: f64| match length {
        3.0 | 4.0 => n + 1.0,
        _ => (n * 5.0 / length).ceil(),
    };
    let read = cells.iter().zip(&numbers).map(|((c, _), n)| (c.clone(), format!("{:.0}", ours(*n).clamp(1.0, 5.0))));
    Some(read.collect())
}

#[cfg(test)]
mod tests {
    use super::super::facts::facts;
    use super::*;
    use crate::domain::kinds::{finding, item, system};

    #[test]
    fn words_are_read_without_their_numbers_and_what_follows() {
        let state = |t: &str| read(facts(), Kind::System, system::STATE, t);
        let sure = |code: &str| WordSense::Sure(code.into());
        for text in
            ["c)  Deployed – The use case is being used.", "Stage 4 - Deployed", "4. Live", "LIVE", "d) in production"]
        {
            assert_eq!(state(text), sure("live"), "{text}");
        }
        assert_eq!(
            state("b)  Pilot – The use case has been deployed in a limited test or pilot capacity."),
            sure("pilot")
        );
        assert_eq!(state("a) Pre-deployment – in acquisition"), WordSense::Perhaps("development".into()));
        assert_eq!(state("Not deployed"), WordSense::Perhaps("development".into()));
        assert_eq!(state("mysterious"), WordSense::Unknown);
        let grade = |t: &str| read(facts(), Kind::Finding, finding::GRADE, t);
        assert_eq!(grade("Low"), WordSense::Perhaps("improve".into()));
        assert_eq!(grade("Minor NC"), sure("minor"));
        let used = |t: &str| read(facts(), Kind::Item, item::STATE, t);
        assert_eq!(used("Partial"), sure("partly"));
        assert_eq!(used("Implemented (not tested)"), WordSense::Perhaps("in_place".into()));
    }

    #[test]
    fn a_scale_of_another_length_is_proposed_and_never_taken() {
        let cells = |list: &[&str]| list.iter().map(|c| (c.to_string(), 1)).collect::<Vec<_>>();
        let read = |heading: &str, list: &[&str]| {
            other_scale(5, heading, &cells(list)).map(|m| list.iter().map(|c| m[*c].clone()).collect::<Vec<_>>())
        };
        let some = |list: &[&str]| Some(list.iter().map(|c| c.to_string()).collect::<Vec<_>>());
        assert_eq!(read("Likelihood", &["Low", "Medium", "High"]), some(&["2", "3", "4"]));
        assert_eq!(read("Likelihood", &["Low", "High", "Critical"]), some(&["2", "4", "5"]));
        assert_eq!(read("Impact (1-3)", &["1", "3"]), some(&["2", "4"]));
        assert_eq!(read("Impact", &["1", "7", "10"]), some(&["1", "4", "5"]));
        assert_eq!(read("Probability", &["10 %", "90 %"]), some(&["1", "5"]));
        assert_eq!(read("Likelihood", &["1", "3", "5"]), None);
        assert_eq!(read("Likelihood", &["Likely", "Rare"]), None);
    }
}
