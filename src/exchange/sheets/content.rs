//! The rows of a sheet before anything is understood, whatever kind of file they come from.

use super::facts::facts;
use crate::exchange::{
    csv,
    import::ImportError,
    sheet::{FILE_MAX, Line},
    text,
    workbook::{Book, Listed},
};

/// What a file holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Content {
    pub rows: Vec<Line>,
    /// What was assumed, as sentences.
    pub notices: Vec<String>,
    /// The sheets of a workbook, and which of them these rows are; nothing where that has to be said.
    pub sheets: Vec<Listed>,
    pub sheet: Option<usize>,
}

impl Content {
    /// Of CSV, or of cells as they are pasted.
    pub fn of_text(bytes: &[u8]) -> Result<Content, String> {
        if bytes.len() as u64 > FILE_MAX {
            return Err(ImportError::TooLarge.to_string());
        }
        let facts = facts();
        let said = |e: ImportError| e.to_string();
        let (text, notice) = text::decode(bytes).map_err(said)?;
        let knows = |cell: &str| facts.kinds().any(|k| facts.is_known(k, cell));
        let rows = csv::rows(&text, knows).map_err(said)?;
        Ok(Content { rows, notices: notice.into_iter().collect(), ..Content::default() })
    }

    /// Of a workbook.
    pub fn of_book(book: Book) -> Content {
        Content { rows: book.rows, notices: book.notices, sheets: book.sheets, sheet: book.taken }
    }

    /// Which sheet these rows are, in a few words; nothing of a file that has none.
    pub fn told(&self) -> String {
        match self.sheet.and_then(|at| Some((at, self.sheets.get(at)?))) {
            Some((at, sheet)) => format!("sheet {}, {} of {}", sheet.name, at + 1, self.sheets.len()),
            None => String::new(),
        }
    }
}
