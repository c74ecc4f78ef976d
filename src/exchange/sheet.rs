//! Rows of text as any tabular file gives them, before anything is understood; and how large such a file may be.

/// Bytes of a file that is read as a whole: a workbook, JSON, stdin, cells that are pasted.
pub const FILE_MAX: u64 = 20 * 1024 * 1024;
/// Bytes of a table of text, which is read piece by piece.
pub const STREAM_MAX: u64 = 100 * 1024 * 1024;
/// Rows below the headings.
pub const ROWS_MAX: usize = 100_000;
pub const COLUMNS_MAX: usize = 256;
/// Cells in all: so many fit into 200 MiB of memory, however small they are.
pub const CELLS_MAX: usize = 3_000_000;
/// Bytes of one cell.
pub const CELL_MAX: usize = 1024 * 1024;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetLine {
    /// As a spreadsheet counts: the first row is 1, a cell with several lines is one row, blank rows count.
    pub number: usize,
    pub cells: Vec<String>,
}

impl SheetLine {
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|c| c.trim().is_empty())
    }
}

/// The content of one table of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    pub headings: Vec<String>,
    /// Rows below the headings that are not blank.
    pub rows: Vec<SheetLine>,
    /// What the reader had to assume, as sentences.
    pub notices: Vec<String>,
}
