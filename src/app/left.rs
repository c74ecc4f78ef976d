//! Long lists that were left: they stay as they are sorted, so that going back to one costs what its screen does and
//! nothing for its length.

use super::App;
use crate::{
    domain::Id,
    ui::{Pane, Place},
};

/// So many lists are kept; each holds the ids of its rows.
const KEPT: usize = 4;

impl App {
    /// A pane was left.
    pub(super) fn put_away(&mut self, mut pane: Box<dyn Pane>) {
        if pane.put_away(&self.world) {
            self.left.insert(0, (self.world.now.date(), pane));
            self.left.truncate(KEPT);
        }
    }

    /// The panes above this one were left.
    pub(super) fn leave_above(&mut self, at: usize) {
        let above = self.stack.split_off(at);
        above.into_iter().for_each(|pane| self.put_away(pane));
    }

    /// The pane of a place as it was left today.
    pub(super) fn take_out(&mut self, place: &Place) -> Option<Box<dyn Pane>> {
        // What is late, and with it the order, changes with the day.
        let today = self.world.now.date();
        self.left.retain(|(day, _)| *day == today);
        let at = self.left.iter().position(|(_, pane)| pane.is_at(place))?;
        let mut pane = self.left.remove(at).1;
        pane.visit(place, &self.world);
        Some(pane)
    }

    /// Records changed: what cannot follow them is made anew when it is opened.
    pub(super) fn follow_left(&mut self, ids: &[Id]) {
        self.left.retain(|(_, pane)| pane.follows(ids));
        self.left.iter_mut().for_each(|(_, pane)| pane.touched(ids, &self.world));
    }
}
