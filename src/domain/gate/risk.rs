//! When a risk above the appetite may be accepted: by name, on a day, until a day; a decision or the
//! risk itself says so.

use super::{Broken, near::Near};
use crate::domain::{
    Record,
    kinds::risk,
    workflow::decision::{Acceptance, acceptance},
};

pub(super) fn broken(near: &dyn Near, risk: &Record) -> Vec<Broken> {
    if !risk::is_open(risk) || !risk::is_accepted(risk) || risk::against(&near.matrix(), risk) != "above" {
        return Vec::new();
    }
    let Acceptance { by, on: day, until, .. } = acceptance(near, risk);
    let expires = until.is_some_and(|until| day.is_none_or(|day| until > day));
    let missing: Vec<(&str, &str)> = [
        (by.is_none(), "risk accepted: name", "who accepts it"),
        (day.is_none(), "risk accepted: day", "the day"),
        (!expires, "risk accepted: expiry", "a next review after that day"),
    ]
    .into_iter()
    .filter_map(|(lacks, rule, what)| lacks.then_some((rule, what)))
    .collect();
    let words: Vec<&str> = missing.iter().map(|(_, what)| *what).collect();
    let why = format!("{} is above the appetite and is not accepted without {}", risk.id, words.join(", "));
    missing.iter().map(|(rule, _)| Broken::refused(rule, why.clone())).collect()
}
