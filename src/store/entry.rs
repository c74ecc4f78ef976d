//! The rows of the journal's entries with their words as numbers, and the text that an entry's hash covers begins with.

use super::journal::{self, Hash, hex};
use std::fmt::Write;

/// One row of `entry`, its words as numbers.
pub(super) struct Row {
    pub seq: u64,
    at: String,
    actor: i64,
    action: String,
    label: i64,
    reason: Option<i64>,
    pub words: i64,
    pub prev: Hash,
    pub hash: Hash,
}

/// The rows of `entry` as [`Row::of`] takes them.
pub(super) const ROWS: &str = "SELECT seq, at, actor, action, label, reason, words, prev, hash FROM entry";

impl Row {
    pub(super) fn of(r: &rusqlite::Row<'_>) -> rusqlite::Result<Row> {
        Ok(Row {
            seq: journal::seq(r)?,
            at: r.get(1)?,
            actor: r.get(2)?,
            action: r.get(3)?,
            label: r.get(4)?,
            reason: r.get(5)?,
            words: r.get(6)?,
            prev: r.get(7)?,
            hash: r.get(8)?,
        })
    }
}

/// The first lines of the text that an entry's hash covers.
pub(super) fn head_lines(row: &Row) -> String {
    let mut text = format!("aims 2\nprev {}\nseq {}\nat {}\n", hex(&row.prev), row.seq, row.at);
    let _ = writeln!(text, "actor {}\naction {}\nlabel {}", row.actor, row.action, row.label);
    let _ = writeln!(text, "reason {}\nwords {}", row.reason.unwrap_or(0), row.words);
    text
}
