//! Reasons that were given with steps: why something was let through, or that it was taken over from a file.

use super::{id::Id, value::Stamp};

/// The reason of one step, with the records that the step changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// When, if the step is in the file already.
    pub at: Option<Stamp>,
    /// `user@host`, or the name that a step was taken over with.
    pub actor: String,
    pub label: String,
    pub why: String,
    pub about: Vec<Id>,
}

/// How the reason of an import begins that brought records which were closed, accepted or live already.
const TAKEN_OVER: &str = "taken over from ";

/// What is kept with such a step; `file` may be empty.
pub fn taken_over(file: &str) -> String {
    let file = if file.is_empty() { "a sheet" } else { file };
    format!("{TAKEN_OVER}{file}, not checked here")
}

impl Reason {
    /// Whether records came with it as they are, without being checked.
    pub fn is_taken_over(&self) -> bool {
        self.why.starts_with(TAKEN_OVER)
    }
    /// `2026-06-30 M. Berg, F-009 closed: ten of ten samples were signed`
    pub fn line(&self) -> String {
        let day = self.at.map_or(String::new(), |at| format!("{} ", at.date()));
        let name = self.actor.split('@').next().unwrap_or_default();
        format!("{day}{name}, {}: {}", self.label, self.why)
    }
}
