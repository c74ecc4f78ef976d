//! When an AI system may go live.

use super::{Broken, near::Near};
use crate::domain::{
    Record,
    kinds::system::{self, Scope, State},
};

pub(super) fn broken(near: &dyn Near, system: &Record) -> Vec<Broken> {
    if State::of(system, system::STATE) != Some(State::Live) {
        return Vec::new();
    }
    let decided = matches!(Scope::of(system, system::SCOPE), Some(Scope::In | Scope::Out));
    let assessed = system.date(system::IMPACT).is_some_and(|day| day <= near.today());
    let missing: Vec<(&str, &str)> = [
        (system.choice(system::TIER).is_none(), "system live: class", "a risk class"),
        (!decided, "system live: scope", "a decision on its scope"),
        (!assessed, "system live: impact", "an approved impact assessment"),
    ]
    .into_iter()
    .filter_map(|(lacks, rule, what)| lacks.then_some((rule, what)))
    .collect();
    let words: Vec<&str> = missing.iter().map(|(_, what)| *what).collect();
    let why = format!("{} is live without {}: why?", system.id, words.join(", without "));
    missing.iter().map(|(rule, _)| Broken::asks(rule, why.clone())).collect()
}
