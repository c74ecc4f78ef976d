//! Fuzzy matching by words, behind one function so that the library can change.

use crate::domain::id::reads_as_id;
use fuzzy_matcher::{FuzzyMatcher, skim::SkimMatcherV2};
use std::iter::once;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Indices of the texts that match every word of the query, best first; all in order for an empty query.
///
/// A text that holds the words next to each other beats one that has them in different places.
pub fn best(query: &str, texts: impl Iterator<Item = String>) -> Vec<usize> {
    let words: Vec<String> = query.split_whitespace().map(fold).collect();
    let phrase = words.join(" ");
    let matcher = SkimMatcherV2::default().ignore_case();
    let mut hits: Vec<(i64, usize)> = texts
        .enumerate()
        .filter_map(|(i, text)| {
            let folded = fold(&text);
            let mut score = if words.len() > 1 && folded.contains(&phrase) { 10_000 } else { 0 };
            for word in &words {
                let plain = folded.contains(word.as_str());
                score += matcher.fuzzy_match(&folded, word)? + if plain { 1_000 } else { 0 };
            }
            Some((score, i))
        })
        .collect();
    hits.sort_by_key(|(score, i)| (-score, *i));
    hits.into_iter().map(|(_, i)| i).collect()
}

/// Indices of the texts that hold every word of the query, in order.
pub fn holding(query: &str, texts: impl Iterator<Item = String>) -> Vec<usize> {
    let words = words(query);
    let holds = |text: &String| {
        let folded = fold(text);
        words.iter().all(|word| word.is_in(&folded))
    };
    texts.enumerate().filter(|(_, text)| holds(text)).map(|(i, _)| i).collect()
}

/// A word of a filter in small letters without accents. What reads like an id is found only where an id begins: S-01
/// is no part of DS-01.
#[derive(Clone, Debug)]
pub struct FilterWord {
    pub text: String,
    pub is_id: bool,
}

impl FilterWord {
    /// Whether a folded text holds it.
    pub fn is_in(&self, folded: &str) -> bool {
        let begins = |at: usize| !folded[..at].ends_with(char::is_alphanumeric);
        match self.is_id {
            false => folded.contains(&self.text),
            true => folded.match_indices(&self.text).any(|(at, _)| begins(at)),
        }
    }
}

/// The words of a filter; every one has to be in a row.
pub fn words(filter: &str) -> Vec<FilterWord> {
    filter.split_whitespace().map(|word| FilterWord { text: fold(word), is_id: reads_as_id(word) }).collect()
}

/// Rows of a short list by what is typed: letter and label of each. Best first: the row whose letter it is, the label
/// itself, labels that begin so, labels in which every word begins a word; any case, no accents.
pub fn choices<'a>(query: &str, rows: impl Iterator<Item = (Option<char>, &'a str)>) -> Vec<usize> {
    let typed = fold(query.trim());
    let mut hits: Vec<(u8, usize)> = rows
        .enumerate()
        .filter_map(|(i, (letter, label))| {
            let folded = fold(label);
            let is_letter = |fits: &dyn Fn(char) -> bool| letter.is_some_and(fits) && typed.chars().count() == 1;
            let rank = match () {
                () if typed.is_empty() => 0,
                () if is_letter(&|l| query.trim().starts_with(l)) => 0,
                () if is_letter(&|l| typed == fold(&l.to_string())) => 1,
                () if folded == typed => 2,
                () if folded.starts_with(&typed) => 3,
                () if begins(query, label) => 4,
                () => return None,
            };
            Some((rank, i))
        })
        .collect();
    hits.sort();
    hits.into_iter().map(|(_, i)| i).collect()
}

/// Whether every word of the query begins a word of the text.
pub fn begins(query: &str, text: &str) -> bool {
    let folded = fold(text);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).collect();
    query.split_whitespace().all(|q| words.iter().any(|word| word.starts_with(&fold(q))))
}

/// Small letters without accents.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        match c.is_ascii() {
            true => folded.push(c.to_ascii_lowercase()),
            false => folded.extend(once(c).nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase)),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(query: &str) -> Vec<usize> {
        let texts = ["Go to the findings", "Export findings as CSV", "Résumé screening", "Undo"];
        best(query, texts.iter().map(|t| t.to_string()))
    }

    #[test]
    fn words_begin_words() {
        assert!(begins("qu pa", "Park the question") && begins("résu", "Resume") && begins("", "x"));
        assert!(!begins("ark", "Park the question") && !begins("park here", "Park the question"));
    }

    #[test]
    fn every_word_must_match_in_any_order() {
        assert_eq!(find("findings go"), [0]);
        assert_eq!(find("csv exp"), [1]);
        assert_eq!(find("resume"), [2]);
        assert_eq!(find("zz"), [] as [usize; 0]);
        assert_eq!(find("").len(), 4);
        let papers = ["Gap report RD-03 Internal audit", "Audit plan", "Audit report RD-03"];
        assert_eq!(best("audit report", papers.iter().map(|t| t.to_string())), [2, 0]);
        let texts = ["release record 2.14", "Résumé"].map(String::from);
        assert_eq!(holding("record 2.1", texts.clone().into_iter()), [0]);
        assert_eq!(holding("record 2.15", texts.into_iter()), [] as [usize; 0]);
        let linked = ["S-01 hiring", "S-02 uses DS-01", "see (S-01)", "Résumé S-015"].map(String::from);
        assert_eq!(holding("s-01", linked.clone().into_iter()), [0, 2, 3], "an id begins where it begins");
        assert_eq!(holding("ds-01", linked.into_iter()), [1]);
    }
}
