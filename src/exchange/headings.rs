//! Which column of a table is which field, once that is known.

/// Heading of the column that holds the ids of this program.
pub const OWN_ID: &str = "aims id";

/// What a column is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    OwnId,
    Field(usize),
    /// Read as nothing: kept beside, left out, or still to be said.
    Nothing,
}

/// The columns of a table as they were understood.
#[derive(Debug, Default)]
pub struct Headings {
    pub columns: Vec<Column>,
}

impl Headings {
    pub fn has(&self, field: usize) -> bool {
        self.columns.contains(&Column::Field(field))
    }
    pub fn has_own_id(&self) -> bool {
        self.columns.contains(&Column::OwnId)
    }
    /// The column from which a field is read first.
    pub fn column_of(&self, field: usize) -> Option<usize> {
        self.columns.iter().position(|c| *c == Column::Field(field))
    }
}
