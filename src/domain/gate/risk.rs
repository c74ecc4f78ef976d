//! When a risk above the appetite may be accepted: by name, on a day, until a day.

use super::{Broken, near::Near};
use crate::domain::{Record, kinds::risk};

pub(super) fn broken(near: &dyn Near, risk: &Record) -> Vec<Broken> {
    if !risk::is_open(risk) || !risk::is_accepted(risk) || risk::against(&near.matrix(), risk) != "above" {
        return Vec::new();
    }
    let day = risk.date(risk::ACCEPTED_ON);
    let expires = risk.date(risk::REVIEW).is_some_and(|until| day.is_none_or(|day| until > day));
    let missing: Vec<(&str, &str)> = [
        (risk.one(risk::ACCEPTED_BY).is_none(), "risk accepted: name", "who accepts it"),
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
