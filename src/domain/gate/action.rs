//! When an action may be done: with a proof, or with a reason that says what was done.

use super::Broken;
use crate::domain::{Record, kinds::action, progress};

/// Done on a day, and nothing says by what.
pub(super) fn is_bare(action: &Record) -> bool {
    let shown = [action::PROOF, action::WITHOUT, action::NOTES].iter().any(|f| !action.value(*f).is_empty());
    progress::stands(action) && !shown && !action.value(action::DONE).is_empty()
}

pub(super) fn broken(action: &Record) -> Vec<Broken> {
    if is_bare(action) {
        return vec![Broken::asks(
            "action done: proof",
            format!("{} is done without a proof: what was done?", action.id),
        )];
    }
    let told = [action::DONE, action::PROOF, action::NOTES].iter().any(|f| !action.value(*f).is_empty());
    if !progress::is_done(action) || told {
        return Vec::new();
    }
    let why = format!("{} is not done: it has neither a day, nor a proof, nor a note of what was done", action.id);
    vec![Broken::refused("action done: what was done", why)]
}
