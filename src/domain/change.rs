//! A change: what one labelled, atomic, undoable step does to the records.

use super::{id::Id, value::Value};

/// One thing done to one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// A new record. If its id was taken meanwhile by another session, the store gives the next one.
    Create { id: Id, values: Vec<(usize, Value)> },
    /// New values for some fields of a record that is at revision `rev`.
    Set { id: Id, rev: u32, values: Vec<(usize, Value)> },
    /// Hides (deletes) or shows again a record that is at revision `rev`.
    Hide { id: Id, rev: u32, hidden: bool },
}

impl Edit {
    pub fn id(&self) -> Id {
        match self {
            Edit::Create { id, .. } | Edit::Set { id, .. } | Edit::Hide { id, .. } => *id,
        }
    }
}

/// One step of the journal before it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What undo names, for example `verdict minor, I-03 q7`.
    pub label: String,
    pub edits: Vec<Edit>,
    /// The draft that this change turns into a record: dropped in the same transaction.
    pub ends_draft: Option<(Id, usize)>,
}

impl Change {
    pub fn new(label: impl Into<String>) -> Change {
        Change { label: label.into(), edits: Vec::new(), ends_draft: None }
    }
    pub fn create(mut self, id: Id, values: Vec<(usize, Value)>) -> Change {
        self.edits.push(Edit::Create { id, values });
        self
    }
    pub fn set(mut self, record: &super::Record, values: Vec<(usize, Value)>) -> Change {
        self.edits.push(Edit::Set { id: record.id, rev: record.rev, values });
        self
    }
    pub fn hide(mut self, record: &super::Record) -> Change {
        self.edits.push(Edit::Hide { id: record.id, rev: record.rev, hidden: true });
        self
    }
    pub fn ends_draft(mut self, id: Id, field: usize) -> Change {
        self.ends_draft = Some((id, field));
        self
    }
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }
}
