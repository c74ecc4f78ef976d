//! Letters of another keyboard layout, read as the Latin letters that stand on the same keys.

use super::key::{Code, Key};

/// Pairs of characters: typed, meant. Never applied to text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyLayout {
    pairs: Vec<(char, char)>,
}

impl KeyLayout {
    /// `from` holds what the keyboard sends, `into` what is meant, one for one; spaces do not count.
    /// Capitals follow from small letters. The error is a sentence.
    pub fn new(from: &str, into: &str) -> Result<KeyLayout, String> {
        let signs = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<Vec<_>>();
        let (from, into) = (signs(from), signs(into));
        if from.len() != into.len() {
            return Err(format!(
                "from has {} characters and into has {}; they pair one for one",
                from.len(),
                into.len()
            ));
        }
        if let Some(twice) = from.iter().enumerate().find(|(at, c)| from[..*at].contains(c)) {
            return Err(format!("from has {} twice", twice.1));
        }
        let mut pairs: Vec<(char, char)> = from.into_iter().zip(into).collect();
        for (typed, meant) in pairs.clone() {
            let typed = Key::new(Code::Char(typed), false, false, true).typed().unwrap_or(typed);
            if meant.is_ascii_lowercase() && !pairs.iter().any(|(known, _)| *known == typed) {
                pairs.push((typed, meant.to_ascii_uppercase()));
            }
        }
        Ok(KeyLayout { pairs })
    }

    pub fn translate(&self, key: Key) -> Key {
        let Code::Char(typed) = key.code else { return key };
        match self.pairs.iter().find(|(known, _)| *known == typed) {
            Some((_, meant)) => Key { code: Code::Char(*meant), ..key },
            None => key,
        }
    }
}
