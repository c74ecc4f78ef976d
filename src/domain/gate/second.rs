//! A second opinion is another person's: nobody judges on both sides, and the two stay apart until both are done.

use super::{
    Asker, Broken,
    near::{Near, linked, live},
};
use crate::domain::{
    Id, Kind, Record,
    kinds::{
        interview,
        round::{self, State},
    },
};
use std::collections::BTreeSet;

/// Lead, team and auditors of a round.
fn judges(near: &dyn Near, id: Id) -> BTreeSet<Id> {
    let Some(of) = live(near, id) else { return BTreeSet::new() };
    let team = of.refs(round::LEAD).iter().chain(of.refs(round::TEAM)).copied();
    let asking = linked(near, id, (Kind::Interview, interview::ROUND)).filter_map(|i| i.one(interview::AUDITOR));
    team.chain(asking).collect()
}

/// The rounds that this one is the other side of.
fn others(near: &dyn Near, of: &Record) -> Vec<Id> {
    let first = of.one(round::SECOND_ON).filter(|id| live(near, *id).is_some());
    first.into_iter().chain(linked(near, of.id, (Kind::Round, round::SECOND_ON)).map(|r| r.id)).collect()
}

/// What a round must be to be a second opinion on another.
pub(super) fn of_round(near: &dyn Near, of: &Record) -> Vec<Broken> {
    let mut all = Vec::new();
    if let Some(first) = of.one(round::SECOND_ON) {
        let chained = live(near, first).is_some_and(|r| r.one(round::SECOND_ON).is_some());
        if first == of.id || chained {
            let why = match first == of.id {
                true => format!("{first} cannot be a second opinion on itself"),
                false => format!("{first} is a second opinion itself; give one on the round that it is on"),
            };
            all.push(Broken::refused("second opinion: on what", why));
        }
    }
    all.extend(both_sides(near, of));
    all
}

/// Who asks in an interview does not judge on the other side.
pub(super) fn of_interview(near: &dyn Near, asked: &Record) -> Vec<Broken> {
    let round = asked.one(interview::ROUND).and_then(|id| live(near, id));
    round.into_iter().flat_map(|round| both_sides(near, &round)).collect()
}

fn both_sides(near: &dyn Near, of: &Record) -> Option<Broken> {
    let mine = judges(near, of.id);
    others(near, of).into_iter().find_map(|other| {
        let who = *mine.intersection(&judges(near, other)).next()?;
        let name = live(near, who).map_or(who.to_string(), |p| p.title().to_string());
        let why =
            format!("{name} judges in {other}: a second opinion is given by people who do not judge in the first");
        Some(Broken::refused("second opinion: both sides", why))
    })
}

/// Whoever judges on one side does not close the other.
pub(super) fn other_hand(before: &dyn Near, after: &dyn Near, id: Id, asker: &Asker) -> Option<Broken> {
    let person = asker.person.filter(|_| id.kind == Kind::Round)?;
    let (was, now) = (live(before, id)?, live(after, id)?);
    let closed = |r: &Record| State::of(r, round::STATE) == Some(State::Closed);
    let other = others(before, &was).into_iter().find(|other| judges(before, *other).contains(&person))?;
    let strange = !judges(before, id).contains(&person) && !closed(&was) && closed(&now);
    let why = format!("you judge in {other}; {id} is closed by who judges in it");
    strange.then(|| Broken::refused("second opinion: other hand", why))
}

/// While one of the two is not closed, nothing but closing both lifts what keeps them apart.
pub(super) fn lifted(before: &dyn Near, after: &dyn Near, id: Id) -> Option<Broken> {
    if id.kind != Kind::Round {
        return None;
    }
    let was = live(before, id)?;
    let closed = |r: &Record| State::of(r, round::STATE) == Some(State::Closed);
    let apart = |other: &Id| !closed(&was) || live(before, *other).is_some_and(|r| !closed(&r));
    let other = others(before, &was).into_iter().find(apart)?;
    let stays = live(after, id).is_some_and(|now| others(after, &now).contains(&other));
    let why = format!("{id} and {other} are judged apart until both are closed: why are they to be seen now?");
    (!stays && live(after, other).is_some_and(|_| true)).then(|| Broken::asks("second opinion: lifted", why))
}
