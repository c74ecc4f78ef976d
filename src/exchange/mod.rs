//! Records out to files of other programs, and in from them. It reads and plans; only the store writes to the AIMS file.
//!
//! An import goes bytes → [`sheet::Sheet`] (rows of text) → [`Preview`] (what each cell would become, and what is
//! doubtful) → one [`Change`](crate::domain::Change). A further format needs only a reader that makes a sheet;
//! headings, values, people, doubts and undo are shared. An export goes records → text → [`file::write_new`].

pub mod asking;
mod brought;
pub mod calendar;
pub mod ciso;
pub mod csv;
pub mod export;
pub mod file;
pub mod fold;
mod gated;
pub mod grid;
pub mod headings;
pub mod import;
mod intake;
pub mod json;
mod lists;
pub mod names;
mod nobody;
pub mod oscal;
pub mod outlet;
pub mod preview;
pub mod refs;
pub mod results;
pub mod scan;
mod set;
pub mod sheet;
pub mod sheets;
pub mod table;
mod take;
pub mod text;
pub mod values;
pub mod whole;
pub mod words;
pub mod workbook;

pub use export::{csv_records, csv_table, json_records};
pub use gated::{Gated, judged, sifted};
pub use import::{ImportError, ImportOptions};
pub use names::{bearing, is_somebody, look_alikes};
pub use preview::{Doubt, Existing, FileSpot, Match, NewColumn, Preview, PreviewRow};
pub use set::{add, set};
pub use sheets::{GivenAnswers, SheetAsked, SheetFrom, SheetOutcome, SheetRead};
pub use table::ListTable;

#[cfg(test)]
mod tests;
