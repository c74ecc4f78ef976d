//! The rows of a sheet before anything is understood, whatever kind of file they come from.

use super::facts::facts;
use crate::exchange::{
    csv,
    file::size,
    import::ImportError,
    sheet::{FILE_MAX, STREAM_MAX, SheetLine},
    text,
    workbook::{Book, Listed},
};
use std::{
    fs::File,
    io::{Read, Seek},
};

/// What a file holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Content {
    pub rows: Vec<SheetLine>,
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

    /// Of a table of text in a file, read piece by piece: once to know how its bytes are text, once for its rows.
    /// `go_on` is told how many bytes of how many were read, and ends it by an error.
    pub fn of_stream(file: &mut File, go_on: &dyn Fn(u64, u64) -> Result<(), String>) -> Result<Content, String> {
        let failed = |e: std::io::Error| format!("it could not be read: {e}");
        let said = |e: ImportError| e.to_string();
        let total = file.metadata().map_err(failed)?.len();
        if total > STREAM_MAX {
            return Err(format!("the file is larger than {}, the most that is read", size(STREAM_MAX)));
        }
        let mut look = text::EncodingProbe::default();
        pieces(file, &mut |piece, done| {
            go_on(done / 2, total)?;
            look.take(piece).map_err(said)
        })?;
        let (sort, notice) = look.end().map_err(said)?;
        file.rewind().map_err(failed)?;
        let facts = facts();
        let knows = |cell: &str| facts.kinds().any(|k| facts.is_known(k, cell));
        let (mut decoder, mut rows) = (text::TextDecoder::new(sort), csv::CsvRows::default());
        pieces(file, &mut |piece, done| {
            go_on(total / 2 + done / 2, total)?;
            rows.take(&decoder.take(piece).map_err(said)?, &knows, false).map_err(said)
        })?;
        decoder.end().map_err(said)?;
        rows.take("", &knows, true).map_err(said)?;
        let rows = rows.all().map_err(said)?;
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

/// Takes a piece of a file, with the bytes that were read by then.
type Take<'a> = dyn FnMut(&[u8], u64) -> Result<(), String> + 'a;

/// Gives a file piece by piece.
fn pieces(file: &mut File, take: &mut Take) -> Result<(), String> {
    let mut piece = vec![0; 1 << 20];
    let mut done = 0;
    loop {
        match file.read(&mut piece) {
            Ok(0) => return Ok(()),
            Ok(n) => {
                done += n as u64;
                // It may grow while it is read.
                if done > STREAM_MAX {
                    return Err(format!("the file is larger than {}, the most that is read", size(STREAM_MAX)));
                }
                take(&piece[..n], done)?;
            }
            Err(e) if e.kind() == std::io::ErrorKind::Interrupted => {}
            Err(e) => return Err(format!("it could not be read: {e}")),
        }
    }
}
