//! After a letter took a choice: who types the whole word means nothing by the rest of it.

use super::{App, Effect};
use crate::keymap::{Code, Key};

/// Milliseconds within which a letter goes on with the word.
const WITHIN: u64 = 2_000;

/// The word that was begun.
pub(super) struct GoesOn {
    rest: Vec<char>,
    /// Letters that went on with it; a text field gets them back if they began a word of their own.
    kept: Vec<Key>,
    last: u64,
}

impl App {
    pub(super) fn word_goes_on(&mut self, rest: &str) {
        self.goes_on = Some(GoesOn { rest: rest.chars().collect(), kept: Vec::new(), last: self.world.tick });
    }

    /// Whether a key goes on with the word of the choice that a letter took.
    pub(super) fn swallows(&mut self, key: Key, out: &mut Vec<Effect>) -> bool {
        let Some(mut word) = self.goes_on.take() else { return false };
        if self.world.tick > word.last + WITHIN {
            return false;
        }
        let at = word.kept.len();
        let next = word.rest.get(at).zip(key.typed());
        if next.is_some_and(|(a, b)| a.to_lowercase().eq(b.to_lowercase())) {
            word.kept.push(key);
            word.last = self.world.tick;
            self.goes_on = Some(word);
            return true;
        }
        if at > 0 && key.code == Code::Enter && !key.alt {
            return true;
        }
        // In a text field it was the beginning of what is written there.
        if self.contexts().first().is_some_and(|c| c.is_text()) {
            word.kept.into_iter().for_each(|key| self.key_or_esc(key, out));
        }
        false
    }
}
