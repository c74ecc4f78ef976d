//! Records that a step makes, built of their edits whenever they are asked for: an import of a hundred thousand rows is
//! held once, as the change that it came as.

use crate::domain::{Change, Edit, Id, Record, Value};

/// A record that a change makes.
pub(super) struct Made<'a> {
    pub id: Id,
    change: &'a Change,
    /// The edit that makes it, and those that follow.
    first: usize,
    more: Vec<usize>,
}

impl<'a> Made<'a> {
    pub(super) fn new(change: &'a Change, first: usize) -> Made<'a> {
        Made { id: change.edits[first].id(), change, first, more: Vec::new() }
    }
    pub(super) fn then(&mut self, edit: usize) {
        self.more.push(edit);
    }
    pub(super) fn edits(&self) -> impl Iterator<Item = &'a Edit> + '_ {
        std::iter::once(&self.first).chain(&self.more).map(|i| &self.change.edits[*i])
    }

    /// The record as the step leaves it. That every edit fits was found out before.
    pub(super) fn record(&self) -> Record {
        let mut record = Record { rev: 0, ..Record::new(self.id) };
        for edit in self.edits() {
            match edit {
                Edit::Create { values, .. } | Edit::Set { values, .. } => {
                    let read = values.iter().filter(|(_, value)| *value != Value::Unread);
                    read.for_each(|(field, value)| record.values.set(*field, value.clone()));
                }
                Edit::Hide { hidden, .. } => record.hidden = *hidden,
            }
            record.rev += 1;
        }
        record
    }
}
