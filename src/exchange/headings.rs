//! Which column of a table is which field, once that is known.

/// Heading of the column that holds the ids of this program.
pub const OWN_ID: &str = "aims id";

/// What a column is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadAs {
    OwnId,
    Field(usize),
    /// Read as nothing: kept beside, left out, or still to be said.
    Nothing,
}

/// The columns of a table as they were understood.
#[derive(Debug, Default)]
pub struct Headings {
    pub columns: Vec<ReadAs>,
}

impl Headings {
    pub fn has(&self, field: usize) -> bool {
        self.columns.contains(&ReadAs::Field(field))
    }
    pub fn has_own_id(&self) -> bool {
        self.columns.contains(&ReadAs::OwnId)
    }
    /// The column from which a field is read first.
    pub fn column_of(&self, field: usize) -> Option<usize> {
        self.columns.iter().position(|c| *c == ReadAs::Field(field))
    }
}
