//! Changes of one key that touch a record more than once follow each other's revisions.

use crate::domain::{Change, Edit, Id};
use std::collections::HashMap;

/// How often each record was changed within one set of effects.
#[derive(Default)]
pub(super) struct Raised(HashMap<Id, u32>);

impl Raised {
    /// The change with revisions as they are after the changes that went before it.
    pub(super) fn follow(&mut self, mut change: Change) -> Change {
        for edit in &mut change.edits {
            if let Edit::Set { id, rev, .. } | Edit::Hide { id, rev, .. } = edit {
                *rev += self.0.get(id).copied().unwrap_or(0);
            }
        }
        change.edits.iter().for_each(|edit| *self.0.entry(edit.id()).or_default() += 1);
        change
    }
}
