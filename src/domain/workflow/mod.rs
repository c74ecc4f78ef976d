//! What may be done with a record: pure functions from the records to a change or a sentence. Panes ask and show.

pub mod decision;
pub mod finding;
pub mod interview;
pub mod sample;
