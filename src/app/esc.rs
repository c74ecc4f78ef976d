//! An Esc that turns out to have been the beginning of an answer of the terminal: what it did is taken back.

use super::{App, asking::HeldBack};
use crate::{
    keymap::{Code, Key},
    ui::{Effect, Pane},
};

/// What the last Esc did.
#[derive(Default)]
pub(super) struct Esc {
    /// The pane that it closed.
    closed: Option<Box<dyn Pane>>,
    /// Keys of the prefix that it ended.
    pending: Vec<Key>,
    /// The changes that waited for a reason when it closed the question for it.
    held: Option<HeldBack>,
    /// It reached a pane, or ended a prefix or a card of keys.
    ran: bool,
}

impl App {
    /// Handles a key; what an Esc does is remembered until the next one.
    pub(super) fn key_or_esc(&mut self, key: Key, out: &mut Vec<Effect>) {
        self.esc = None;
        if key != Key::plain(Code::Esc) {
            return self.key(key, out);
        }
        let before = (self.stack.len(), self.pending.clone());
        let ran = before.1.is_empty() && !self.card_shown;
        self.esc = Some(Esc { pending: before.1, ran, ..Esc::default() });
        self.key(key, out);
        if self.stack.len() >= before.0
            && let Some(esc) = &mut self.esc
        {
            esc.closed = None;
        }
    }

    /// Takes the pane on top away.
    pub(super) fn pop(&mut self) {
        let pane = self.stack.pop();
        match self.esc.as_mut().filter(|esc| esc.closed.is_none()) {
            Some(esc) => esc.closed = pane,
            None => pane.into_iter().for_each(|pane| self.put_away(pane)),
        }
    }

    /// The Esc before was no key.
    pub(super) fn esc_was_none(&mut self) {
        let Some(esc) = self.esc.take() else { return };
        self.clear_status();
        self.pending = esc.pending;
        match esc.closed {
            Some(pane) => {
                self.stack.push(pane);
                self.held = esc.held.or(self.held.take());
            }
            None if !esc.ran => return,
            None => {}
        }
        self.with_top(|pane, world| pane.esc_was_none(world));
    }

    /// Changes are given up, unless the Esc that says so turns out to be none.
    pub(super) fn give_up(&mut self, held: HeldBack) {
        if let Some(esc) = &mut self.esc {
            esc.held = Some(held);
        }
    }
}
