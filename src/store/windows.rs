//! One person, two windows on one file: a step of the other window is not taken back unseen.

use super::{error::Failure, undo};
use rusqlite::Connection;
use std::collections::HashSet;

/// Which steps of the actor were made here since the file was opened.
pub(super) struct Windows {
    opened: u64,
    mine: HashSet<u64>,
    /// The step of another window that was named instead of being taken back.
    named: Option<u64>,
}

impl Windows {
    pub(super) fn at(opened: u64) -> Windows {
        Windows { opened, mine: HashSet::new(), named: None }
    }
    /// A step was made here.
    pub(super) fn made(&mut self, seq: u64) {
        self.mine.insert(seq);
    }

    /// Refuses once to take back a step that the same person made in another window since this one is open.
    pub(super) fn look(&mut self, conn: &Connection, actor: &str) -> Result<(), Failure> {
        let Some((step, label)) = undo::next(conn, actor)? else { return Ok(()) };
        let here = step <= self.opened || self.mine.contains(&step);
        if here || self.named.replace(step) == Some(step) {
            return Ok(());
        }
        let why = format!("your newest step, “{label}”, was made in another window; undo once more takes it back");
        Err(Failure::Refused(why))
    }
}
