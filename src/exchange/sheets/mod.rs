//! Sheets that other people made: where the table is, what one row is, what each heading and each word means, and what
//! has to be asked before anything is taken in.

mod asked;
pub mod cells;
mod content;
mod days;
pub mod facts;
mod fit;
pub mod kinds;
pub mod map;
pub mod own;
pub mod read;
pub mod said;
pub mod shape;
mod told;
mod words;

pub use asked::{SheetAsked, SheetFrom, SheetRead};
pub use content::Content;
pub use read::{SheetOutcome, SheetReading, read, understand};
pub use said::GivenAnswers;
pub use told::{which_kind, which_sheet};
