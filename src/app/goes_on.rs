//! After a letter took a choice: who types the whole word means nothing by the rest of it, or by another word the row
//! that begins so.

use super::App;
use crate::{
    keymap::{Code, Key},
    panes::menu::{MenuPane, same},
    ui::{AfterChoice, Covers, Effect, TakenRow},
};

/// Milliseconds within which a letter goes on with the word.
const WITHIN: u64 = 2_000;

/// Letters behind the first one from which on a whole word is meant as one, not as the beginning of another text.
const WORD: usize = 3;

/// The word that was begun.
pub(super) struct GoesOn {
    taken: TakenRow,
    /// Taking it made a step.
    saved: bool,
    /// Open panes right after it was taken without what it asks next.
    depth: usize,
    /// Letters that went on with it; a text field gets them back if they began a word of their own.
    kept: Vec<Key>,
    last: u64,
}

impl GoesOn {
    /// Whether a row's word begins with these letters.
    fn is_in(&self, row: usize, typed: &[char]) -> bool {
        let mut label = self.taken.menu.rows[row].label.chars();
        typed.iter().all(|c| label.next().is_some_and(|l| same(l, *c)))
    }
    fn typed(&self) -> Vec<char> {
        [self.taken.letter].into_iter().chain(self.kept.iter().filter_map(|k| k.typed())).collect()
    }
    /// The row of the word that was typed so far: the one that is this word, the one that was taken, else another one
    /// of the same field.
    fn of(&self, typed: &[char]) -> Option<usize> {
        let rows = &self.taken.menu.rows;
        let field = matches!(self.taken.menu.then, AfterChoice::SetField { .. });
        let others = || (0..rows.len()).filter(|_| field);
        let whole = others().filter(|row| rows[*row].label.chars().count() == typed.len());
        whole.chain([self.taken.row]).chain(others()).find(|row| self.is_in(*row, typed))
    }
    fn meant(&self) -> Option<usize> {
        self.of(&self.typed())
    }
    fn goes_on_in(&self, key: Key) -> Option<usize> {
        let mut typed = self.typed();
        typed.push(key.typed()?);
        self.of(&typed)
    }
    fn is_whole(&self, row: usize) -> bool {
        self.taken.menu.rows[row].label.chars().count() == self.kept.len() + 1
    }
}

/// The steps among effects.
fn saves(effects: &[Effect]) -> usize {
    effects.iter().filter(|effect| matches!(effect, Effect::Save(_))).count()
}

impl App {
    pub(super) fn word_goes_on(&mut self, taken: TakenRow, out: &[Effect]) {
        let (depth, saved) = (self.screens(), saves(out) > 0);
        self.goes_on = Some(GoesOn { taken, saved, depth, kept: Vec::new(), last: self.world.tick });
    }

    /// Panes without the overlays on top of them.
    fn screens(&self) -> usize {
        self.stack.iter().rposition(|p| p.covers() == Covers::Screen).map_or(0, |at| at + 1)
    }

    /// Whether a key goes on with the word of the choice that a letter took, or with another word that begins so.
    pub(super) fn swallows(&mut self, key: Key, out: &mut Vec<Effect>) -> bool {
        let Some(mut word) = self.goes_on.take() else { return false };
        if self.world.tick > word.last + WITHIN {
            return false;
        }
        let asked = self.stack.len() > word.depth;
        if let Some(row) = word.goes_on_in(key) {
            word.kept.push(key);
            word.last = self.world.tick;
            // While the choice asks something, these letters may be the answer: only a whole word is another choice.
            match row == word.taken.row || asked && !word.is_whole(row) {
                true => self.goes_on = Some(word),
                false => self.take_instead(word, row, out),
            }
            return true;
        }
        if key.code == Code::Enter && !key.alt && !word.kept.is_empty() {
            if let Some(row) = word.meant().filter(|row| *row != word.taken.row) {
                self.take_instead(word, row, out);
            }
            return true;
        }
        // It was the beginning of what is written in the field that is open now, unless it was a whole word of some length.
        let whole = word.kept.len() >= WORD && word.meant().is_some_and(|row| word.is_whole(row));
        if !whole && (asked || self.contexts().first().is_some_and(|c| c.is_text())) {
            word.kept.into_iter().for_each(|key| self.key_or_esc(key, out));
        }
        false
    }

    /// Another row was meant: it is taken instead, and what the first one asked is not asked any more.
    fn take_instead(&mut self, mut word: GoesOn, row: usize, out: &mut Vec<Effect>) {
        let first = word.taken.menu.rows[word.taken.row].label.clone();
        self.held = None;
        self.stack.truncate(word.depth);
        let mut menu = MenuPane::new(word.taken.menu.clone());
        let effects = menu.pick(row, &self.world);
        self.stack.push(Box::new(menu));
        let before = saves(out);
        self.carry_out(effects, out);
        let meant = &word.taken.menu.rows[row].label;
        let saved = saves(out) > before;
        match saved || self.held.is_some() {
            // Nothing of the first one is there: it asked for a reason too.
            true if !word.saved && !saved => {}
            true => self.say(format!("“{meant}”, not “{first}”; Undo takes back one, then the other"), false),
            // Why not stands on the screen; what was not meant does not stay for it.
            false if word.saved => out.push(Effect::Undo(None)),
            false => {}
        }
        word.saved = saved;
        word.taken.row = row;
        self.goes_on = Some(word);
    }
}
