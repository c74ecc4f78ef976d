//! A closed round stays as it was: itself, its interviews, its answers. Closing with open points and reopening ask why.

use super::{
    Broken,
    near::{Near, linked, live},
};
use crate::domain::{
    Id, Kind, Record,
    kinds::{
        answer::{self, Verdict},
        interview,
        round::{self, State},
    },
};

/// The round that a record is part of.
fn round_of(near: &dyn Near, id: Id) -> Option<Id> {
    match id.kind {
        Kind::Round => Some(id),
        Kind::Interview => near.record(id)?.one(interview::ROUND),
        Kind::Answer => near.record(near.record(id)?.one(answer::INTERVIEW)?)?.one(interview::ROUND),
        _ => None,
    }
}

fn is_closed(round: &Record) -> bool {
    State::of(round, round::STATE) == Some(State::Closed)
}

fn is_round_closed(near: &dyn Near, id: Id) -> bool {
    live(near, id).is_some_and(|r| is_closed(&r))
}

/// Why a record cannot be changed: the sentence names the closed round that it is part of.
pub fn locked(near: &dyn Near, id: Id) -> Option<String> {
    round_of(near, id).filter(|round| is_round_closed(near, *round)).map(|round| sentence(round, id.kind))
}

/// Why a field cannot be begun on; the state of a closed round can, for that is how it is opened again.
pub fn may_begin(near: &dyn Near, id: Id, field: usize) -> Result<(), String> {
    super::issued::may_begin(id, field)?;
    match (id.kind, locked(near, id)) {
        (Kind::Round, _) if field == round::STATE => Ok(()),
        (_, Some(why)) => Err(why),
        (_, None) => Ok(()),
    }
}

fn sentence(round: Id, kind: Kind) -> String {
    let what = match kind {
        Kind::Interview => "its interviews",
        Kind::Answer => "its answers",
        _ => "it",
    };
    format!("{round} is closed; reopen it with a reason to change {what}")
}

/// What a closed round says to the change of a record, and a round to being closed or opened again.
pub(super) fn broken(before: &dyn Near, after: &dyn Near, id: Id) -> Vec<Broken> {
    let mut rounds: Vec<Id> = [round_of(before, id), round_of(after, id)].into_iter().flatten().collect();
    rounds.dedup();
    let mut all = Vec::new();
    if !rounds.is_empty() && is_same(before, after, id) {
        return all;
    }
    for round in rounds {
        match (is_round_closed(before, round), live(after, round).map(|r| is_closed(&r))) {
            // Hiding it is no way to open it.
            (true, Some(true) | None) => all.push(Broken::refused("round locked", sentence(round, id.kind))),
            (true, Some(false)) if id == round => {
                all.push(Broken::asks("round reopened", format!("{round} is closed: why is it opened again?")));
            }
            (false, Some(true)) if id == round && before.record(round).is_some_and(|r| !is_closed(&r)) => {
                all.extend(left_open(after, round));
            }
            _ => {}
        }
    }
    all
}

/// Whether nothing of a record is changed.
fn is_same(before: &dyn Near, after: &dyn Near, id: Id) -> bool {
    match (before.record(id), after.record(id)) {
        (Some(old), Some(new)) => old.hidden == new.hidden && old.values == new.values,
        (old, new) => old.is_none() && new.is_none(),
    }
}

/// Questions without a verdict ask for a reason.
fn left_open(near: &dyn Near, round: Id) -> Option<Broken> {
    let (mut unjudged, mut parked) = (0, 0);
    for interview in linked(near, round, (Kind::Interview, interview::ROUND)) {
        for answer in linked(near, interview.id, (Kind::Answer, answer::INTERVIEW)) {
            match answer::verdict(&answer) {
                Verdict::NotLookedAt => unjudged += 1,
                Verdict::Parked if waits(near, &answer, round) => parked += 1,
                _ => {}
            }
        }
    }
    let parts: Vec<String> = [(unjudged, "not judged"), (parked, "parked")]
        .into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, what)| format!("{n} {what}"))
        .collect();
    let why = || format!("{round} has questions that are still open, {}: why is it closed now?", parts.join(", "));
    (!parts.is_empty()).then(|| Broken::asks("round closed: open points", why()))
}

/// Whether a parked question was not judged meanwhile in another interview of the round.
fn waits(near: &dyn Near, answer: &Record, round: Id) -> bool {
    !linked(near, answer.id, (Kind::Answer, answer::BASE))
        .any(|again| answer::verdict(&again).is_judged() && round_of(near, again.id) == Some(round))
}
