//! What a text or a choice is for: whether it is one of the record, and of which field.

use super::{AfterChoice, AfterText, RecordsFor, RowsFor, TextFor};
use crate::domain::{Change, Id, Records, gate::Road};

impl AfterText {
    /// Whether what is typed is kept until it is taken: all but a jump.
    pub fn is_kept(&self) -> bool {
        !matches!(self, AfterText::Tell(TextFor::JumpNumber))
    }
    /// Whether the text is one of the record: where the file is only read, it is not asked for. Names of files and jumps
    /// are not.
    pub fn takes_text(&self) -> bool {
        use AfterText::*;
        !matches!(
            self,
            Write { .. }
                | Make(_)
                | Import
                | Template
                | NewOrganisation(_)
                | NewFile
                | OpenFile
                | Pack
                | Prefer(_)
                | Tell(TextFor::JumpNumber)
        )
    }
    /// The field that is set, and of which records.
    pub fn field(&self) -> Option<(&[Id], usize)> {
        match self {
            AfterText::SetField { ids, field } => Some((ids, *field)),
            _ => None,
        }
    }
}

impl AfterChoice {
    /// Whether the chosen rows change the file, or lead to what does: where it is only read, they are not asked for, and
    /// elsewhere a word that is in no row is kept until it is taken.
    pub fn writes(&self) -> bool {
        use AfterChoice::*;
        match self {
            SetField { .. } | Ready(_) | Attended(_) | Linked(..) | Me | Decide(_) | AuditFrom(..) | Take(_) => true,
            Records(asked) => *asked != RecordsFor::FindQuestion,
            Rows(asked) => !matches!(asked, RowsFor::SortColumn | RowsFor::SheetField),
            _ => false,
        }
    }
    /// Whether taking nothing does nothing: the marked row is meant where none is ticked.
    pub fn needs_one(&self) -> bool {
        matches!(self, AfterChoice::Ready(_) | AfterChoice::Attended(_) | AfterChoice::Linked(..))
    }
    /// The field that is set, and of which records.
    pub fn field(&self) -> Option<(&[Id], usize)> {
        match self {
            AfterChoice::SetField { ids, field } => Some((ids, *field)),
            _ => None,
        }
    }
}

/// The records an edit of one field of several records makes into one change.
pub fn set_field(records: &Records, ids: &[Id], field: usize, value: &crate::domain::Value) -> Option<Change> {
    let first = ids.first()?;
    let spec = first.kind.spec();
    let who = if ids.len() == 1 { records.called(*first) } else { format!("{} {}", ids.len(), spec.plural) };
    let road = if ids.len() == 1 { Road::Form } else { Road::Bulk };
    let mut change =
        Change::new(format!("{} of {who}", records.field(first.kind, field).label.to_lowercase())).by(road);
    for record in ids.iter().filter_map(|id| records.live(*id)) {
        if record.value(field) != value {
            change = change.set(record, vec![(field, value.clone())]);
        }
    }
    (!change.is_empty()).then_some(change)
}
