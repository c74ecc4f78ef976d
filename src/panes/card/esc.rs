//! What an Esc changed on the card, in case it turns out to have been none.

use super::{Card, Drawer};

/// The state of a card before an Esc.
pub(super) struct BeforeEsc {
    writing: bool,
    key_card: bool,
    pub(super) drawer: Option<Drawer>,
}

impl Card {
    pub(super) fn note_esc(&mut self) {
        self.said = None;
        self.before_esc = Some(BeforeEsc { writing: self.writing, key_card: self.key_card, drawer: None });
    }
    pub(super) fn take_back_esc(&mut self) {
        let Some(before) = self.before_esc.take() else { return };
        (self.writing, self.key_card) = (before.writing, before.key_card);
        self.drawer = before.drawer.or(self.drawer.take());
    }
}
