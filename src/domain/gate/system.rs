//! When an AI system may go live.

use super::{
    Broken, Road,
    near::{Near, is_other, linked, live},
};
use crate::domain::{
    Id, Kind, Record,
    kinds::{
        alteration,
        decision::Type,
        risk,
        system::{self, Scope, State},
    },
    marks, progress,
    value::join_ids,
    workflow::{
        decision::{acceptance, in_force},
        freshness,
    },
};
use std::collections::BTreeSet;

/// A release that holds answers for what is missing: it was asked when it was decided.
pub(super) fn broken(near: &dyn Near, system: &Record) -> Vec<Broken> {
    if State::of(system, system::STATE) != Some(State::Live) {
        return Vec::new();
    }
    let missing = missing(near, system);
    if missing.is_empty() || in_force(near, system.id, Type::Release).is_some() {
        return Vec::new();
    }
    let words: Vec<&str> = missing.iter().map(|(_, what)| what.as_str()).collect();
    let why = format!("{} is live without {}: why?", system.id, words.join(", without "));
    missing.iter().map(|(rule, _)| Broken::asks(rule, why.clone())).collect()
}

/// What a system in use is for and how it decides: another word there is another system in the same name.
const DEFINING: &[usize] = &[system::PURPOSE, system::DECISIONS];

/// A system in use is defined anew without a change on record that would make due what rests on it (clauses 6.3, 8.1).
pub(super) fn redefined(before: &dyn Near, after: &dyn Near, id: Id, road: Road) -> Option<Broken> {
    if matches!(road, Road::Undo | Road::Redo) {
        return None;
    }
    let was = live(before, id).filter(|_| id.kind == Kind::System)?;
    let now = live(after, id)?;
    let runs = |s: &Record| State::of(s, system::STATE) == Some(State::Live);
    let other = |field: &usize| is_other(was.value(*field), now.value(*field));
    let field = DEFINING.iter().copied().find(other).filter(|_| runs(&was) && runs(&now))?;
    // A change that is on its way, or was made today, is the one that this belongs to.
    let today = |c: &Record| c.date(alteration::MADE).is_none_or(|made| made == after.today());
    let mut listed = linked(after, id, (Kind::Alteration, alteration::TOUCHES));
    let listed = listed.any(|c| today(&c) && !progress::is_over(&c));
    let why = format!(
        "{id} is in use and its “{}” would be another one: why? What that makes due is told once a change of it is listed",
        system::FIELDS[field].label
    );
    (!listed).then(|| Broken::asks("system live: defined anew", why))
}

/// What a live system has and this one has not, each with the name of its rule.
pub fn missing(near: &dyn Near, system: &Record) -> Vec<(&'static str, String)> {
    let decided = matches!(Scope::of(system, system::SCOPE), Some(Scope::In | Scope::Out));
    let overseen = !system::is_high(system) || system.one(system::OVERSEER).is_some();
    let lacks = |lacks: bool, rule: &'static str, what: &str| lacks.then(|| (rule, what.to_string()));
    let documents = "documents of purpose, design, data, tests and instructions";
    let all = [
        lacks(system.choice(system::TIER).is_none(), "system live: class", "a risk class"),
        lacks(!decided, "system live: scope", "a decision on its scope"),
        marks::banned(system).map(|mark| ("system live: banned", format!("a use that the law allows ({mark})"))),
        freshness::not_assessed(near, system).map(|what| ("system live: impact", what)),
        untreated(near, system).map(|what| ("system live: risks", what)),
        lacks(system.one(system::OWNER).is_none(), "system live: owner", "an owner"),
        lacks(!overseen, "system live: oversight", "somebody who can stop or overrule it"),
        lacks(!is_documented(near, system), "system live: documents", documents),
    ];
    all.into_iter().flatten().collect()
}

/// Its risks above the appetite for which nothing is chosen and which nobody accepted.
fn untreated(near: &dyn Near, system: &Record) -> Option<String> {
    let matrix = near.matrix();
    let open = |r: &Record| {
        risk::is_open(r)
            && risk::against(&matrix, r) == "above"
            && r.choice(risk::TREATMENT).is_none()
            && acceptance(near, r).by.is_none()
    };
    let all = linked(near, system.id, (Kind::Risk, risk::SYSTEMS)).filter(|r| open(r)).map(|r| r.id);
    let ids: Vec<Id> = all.collect::<BTreeSet<Id>>().into_iter().collect();
    (!ids.is_empty()).then(|| format!("a treatment or an acceptance of {}, above the appetite", join_ids(&ids, ", ")))
}

/// A system of a high class goes live with every document that it needs.
fn is_documented(near: &dyn Near, system: &Record) -> bool {
    let live = system.clone().with(system::STATE, State::Live.value());
    !system::is_high(system) || system::lacking(near, &live).is_empty()
}
