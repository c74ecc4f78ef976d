//! When an AI system may go live.

use super::{Broken, near::Near};
use crate::domain::{
    Record,
    kinds::{
        decision::Type,
        system::{self, Scope, State},
    },
    workflow::decision::in_force,
};

/// A release that holds answers for what is missing: it was asked when it was decided.
pub(super) fn broken(near: &dyn Near, system: &Record) -> Vec<Broken> {
    if State::of(system, system::STATE) != Some(State::Live) {
        return Vec::new();
    }
    let missing = missing(near, system);
    if missing.is_empty() || in_force(near, system.id, Type::Release).is_some() {
        return Vec::new();
    }
    let words: Vec<&str> = missing.iter().map(|(_, what)| *what).collect();
    let why = format!("{} is live without {}: why?", system.id, words.join(", without "));
    missing.iter().map(|(rule, _)| Broken::asks(rule, why.clone())).collect()
}

/// What a live system has and this one has not, each with the name of its rule.
pub(super) fn missing(near: &dyn Near, system: &Record) -> Vec<(&'static str, &'static str)> {
    let decided = matches!(Scope::of(system, system::SCOPE), Some(Scope::In | Scope::Out));
    let assessed = system.date(system::IMPACT).is_some_and(|day| day <= near.today());
    let lacks = [
        (system.choice(system::TIER).is_none(), "system live: class", "a risk class"),
        (!decided, "system live: scope", "a decision on its scope"),
        (!assessed, "system live: impact", "an approved impact assessment"),
    ];
    lacks.into_iter().filter_map(|(lacks, rule, what)| lacks.then_some((rule, what))).collect()
}
