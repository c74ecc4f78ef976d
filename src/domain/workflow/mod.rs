//! What may be done with a record: pure functions from the records to a change or a sentence. Panes ask and show.

pub mod assessment;
pub mod decision;
pub mod finding;
pub mod freshness;
pub mod interview;
pub mod judging;
pub mod linking;
pub mod merging;
pub mod next_version;
pub mod release;
pub mod review;
pub mod risk;
pub mod running;
pub mod sample;
