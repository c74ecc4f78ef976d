//! The order of a list: the column that sorts it, and which way.

use super::Register;
use crate::ui::{Effect, World};

impl Register {
    /// Finds all rows anew: another part of the AIMS is worked on.
    pub(super) fn renew(&mut self, world: &World) {
        let on = self.current();
        self.cells = Default::default();
        self.told.take();
        self.names.take();
        self.rows.rebuild(world);
        self.keep_cursor(on);
        self.marks.clear();
    }

    /// Sorts by a column; the same column again turns the order round. Kept for the next start.
    pub(super) fn sort_by(&mut self, column: usize, world: &World) -> Vec<Effect> {
        let on = self.current();
        let field = self.rows.columns.get(column).copied();
        let reverse = self.rows.sort.is_some_and(|(f, r)| f == field && !r);
        self.rows.sort = Some((field, reverse));
        self.rows.sort_again(world);
        self.keep_cursor(on);
        vec![Effect::Keep(self.rows.sort_key(), self.rows.sort_setting())]
    }

    pub(super) fn reverse(&mut self, world: &World) -> Vec<Effect> {
        let on = self.current();
        let (field, reverse) = self.rows.sort_in_force();
        self.rows.sort = Some((field, !reverse));
        self.rows.sort_again(world);
        self.keep_cursor(on);
        vec![Effect::Keep(self.rows.sort_key(), self.rows.sort_setting())]
    }
}
