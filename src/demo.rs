//! The invented organisation "Halden Mobility": its records and the steps by which they came about.
//!
//! The texts live as readable files in `sample-data/` and are compiled in; every day in them is relative to today.
//! The registers there show the present state; `history.toml` says what stood before, so that each record has a past.
//! Papers that were given out are made from the records as they stood then.
//! This module makes no file and no clauses or controls: those exist already when [`steps`] is applied.

mod history;
mod interviews;
mod live;
mod papers;
mod register;
mod sightings;
#[cfg(test)]
mod tests;
mod when;

use crate::domain::{Change, Stamp};
use jiff::civil::Date;

/// One step of the past: who changed what, and when.
#[derive(Clone, Debug)]
pub struct PastStep {
    pub at: Stamp,
    pub actor: String,
    pub change: Change,
}

/// A fault in the files of the demo.
#[derive(Debug, thiserror::Error)]
#[error("demo data, {file}: {what}")]
pub struct Error {
    pub file: &'static str,
    pub what: String,
}

impl Error {
    fn new(file: &'static str, what: String) -> Error {
        Error { file, what }
    }
}

/// The whole past of the demo, oldest step first, for somebody who looks at it on `today`.
///
/// `offset_minutes` is the place's distance from UTC, eastward. The organisation, the risk method and the 70 clauses
/// and controls must exist at revision 1: they are changed here, not created.
pub fn steps(today: Date, offset_minutes: i16) -> Result<Vec<PastStep>, Error> {
    let now = when::Now { today, offset: offset_minutes };
    let register = register::DemoRegister::read(now)?;
    let papers = papers::DemoPapers::read(&register)?;
    papers.issue(history::build(register)?)
}
