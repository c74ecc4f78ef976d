//! What the app remembers of a change and of a page for the next one.

use super::App;
use crate::domain::{Change, Edit, gate::Road};

impl App {
    /// Remembers what a change by hand made or set, for the list beneath and for setting it again.
    pub(super) fn note(&mut self, change: &Change) {
        if let [Edit::Create { id, .. }] = change.edits.as_slice() {
            self.world.made = Some(*id);
        }
        let Some(Edit::Set { id, values, .. }) = change.edits.first() else { return };
        let same = |edit: &Edit| matches!(edit, Edit::Set { id: other, values: v, .. } if other.kind == id.kind && v == values);
        if let [(field, value)] = values.as_slice()
            && matches!(change.road, Road::Form | Road::Bulk)
            && change.edits.iter().all(same)
        {
            self.world.again = Some((id.kind, *field, value.clone()));
        }
    }

    /// Remembers at which field the page on top stands.
    pub(super) fn note_field(&mut self) {
        let Some(pane) = self.top() else { return };
        let found = pane.subject(&self.world).zip(pane.at_field(&self.world));
        if let Some((id, field)) = found {
            self.world.at_field.insert(id.kind, field);
        }
    }
}
