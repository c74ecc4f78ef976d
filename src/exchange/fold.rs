//! How words and names of different files are compared. Only comparisons use these forms; they are never stored.

use crate::shown::without_ignorables;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The form in which headings and words of a list are compared: case, blanks, underscores and punctuation do not count.
pub fn key(text: &str) -> String {
    folded(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The form in which names are compared to find look-alikes: case, width, invisible characters and extra blanks do
/// not count. Names that are equal here but written differently are a question to a person, never merged.
pub fn same(text: &str) -> String {
    folded(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The form in which a name that a person types is compared: as [`same`], and accents do not count either.
pub fn plain(text: &str) -> String {
    let same = same(text);
    if same.is_ascii() { same } else { same.nfd().filter(|c| !is_combining_mark(*c)).collect() }
}

fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let plain: String = without_ignorables(text).nfkc().collect();
    // Up, then down: so that ß equals ss and final sigma equals sigma.
    plain.to_uppercase().to_lowercase().nfkc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_does_not_count_but_letters_do() {
        assert_eq!(key("Ｓystem_Name "), key("system name"));
        assert_eq!(key("Purpose/Use Case"), "purposeusecase");
        assert_eq!(same("Ro\u{200b}sa  OKAFOR "), same("rosa okafor"));
        assert_eq!(same("Groß"), same("GROSS"));
        assert_eq!(same("é"), same("e\u{301}"));
        assert_ne!(same("Okafor"), same("Okafar"));
        assert_eq!(plain("JOSÉ  Núñez"), plain("Jose\u{301} Nunez"));
    }
}
