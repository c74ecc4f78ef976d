//! What a text or a choice is for: whether it is one of the record, and of which field.

use super::{AfterChoice, AfterText, RecordsFor, RowsFor, TextFor};
use crate::domain::Id;

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
                | NewOrganisation(_)
                | NewFile
                | OpenFile
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
            SetField { .. } | Ready(_) | Attended(_) | Me | Decide(_) | AuditFrom(..) | Take(_) => true,
            Records(asked) => *asked != RecordsFor::FindQuestion,
            Rows(asked) => !matches!(asked, RowsFor::SortColumn | RowsFor::SheetField),
            _ => false,
        }
    }
    /// Whether taking nothing does nothing: the marked row is meant where none is ticked.
    pub fn needs_one(&self) -> bool {
        matches!(self, AfterChoice::Ready(_) | AfterChoice::Attended(_))
    }
    /// The field that is set, and of which records.
    pub fn field(&self) -> Option<(&[Id], usize)> {
        match self {
            AfterChoice::SetField { ids, field } => Some((ids, *field)),
            _ => None,
        }
    }
}
