//! When an AI system may go live.

use super::{Broken, near::Near};
use crate::domain::{
    Record,
    kinds::{
        decision::Type,
        system::{self, Scope, State},
    },
    workflow::{decision::in_force, freshness},
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
pub fn missing(near: &dyn Near, system: &Record) -> Vec<(&'static str, &'static str)> {
    let decided = matches!(Scope::of(system, system::SCOPE), Some(Scope::In | Scope::Out));
    let assessed = freshness::assessed_on(near, system).is_some_and(|day| day <= near.today());
    let overseen = !system::is_high(system) || system.one(system::OVERSEER).is_some();
    let lacks = [
        (system.choice(system::TIER).is_none(), "system live: class", "a risk class"),
        (!decided, "system live: scope", "a decision on its scope"),
        (!assessed, "system live: impact", "an approved impact assessment"),
        (system.one(system::OWNER).is_none(), "system live: owner", "an owner"),
        (!overseen, "system live: oversight", "somebody who can stop or overrule it"),
        (
            !is_documented(near, system),
            "system live: documents",
            "documents of purpose, design, data, tests and instructions",
        ),
    ];
    lacks.into_iter().filter_map(|(lacks, rule, what)| lacks.then_some((rule, what))).collect()
}

/// A system of a high class goes live with every document that it needs.
fn is_documented(near: &dyn Near, system: &Record) -> bool {
    let live = system.clone().with(system::STATE, State::Live.value());
    !system::is_high(system) || system::lacking(near, &live).is_empty()
}
