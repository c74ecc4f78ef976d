//! A closed round stays as it was: itself, its interviews, its answers, what was seen. Closing with open points (see
//! [`left_open`]) and reopening ask why.

use super::{
    Asker, Broken, left_open,
    near::{Near, linked, live},
};
use crate::domain::{
    Id, Kind, Record, Value,
    kinds::{
        answer, drawn, interview,
        round::{self, State},
        sample, sighting,
    },
};

/// The round that a record is part of.
pub fn round_of(near: &dyn Near, id: Id) -> Option<Id> {
    match id.kind {
        Kind::Round => Some(id),
        Kind::Interview => near.record(id)?.one(interview::ROUND),
        Kind::Answer => near.record(near.record(id)?.one(answer::INTERVIEW)?)?.one(interview::ROUND),
        Kind::Sighting => round_of(near, near.record(id)?.one(sighting::ANSWER)?),
        Kind::Sample => round_of(near, near.record(id)?.one(sample::ANSWER)?),
        Kind::Drawn => round_of(near, near.record(id)?.one(drawn::SAMPLE)?),
        _ => None,
    }
}

/// The closed round that a record is part of.
pub fn closed_round(near: &dyn Near, id: Id) -> Option<Id> {
    round_of(near, id).filter(|round| is_round_closed(near, *round))
}

fn is_closed(round: &Record) -> bool {
    State::of(round, round::STATE) == Some(State::Closed)
}

fn is_round_closed(near: &dyn Near, id: Id) -> bool {
    live(near, id).is_some_and(|r| is_closed(&r))
}

/// Why a record cannot be changed: the sentence names the closed round that it is part of.
pub fn locked(near: &dyn Near, id: Id) -> Option<String> {
    closed_round(near, id).map(|round| sentence(round, id.kind))
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
        Kind::Sighting => "what was seen in it",
        Kind::Sample | Kind::Drawn => "its samples",
        _ => "it",
    };
    format!("{round} is closed; reopen it with a reason to change {what}")
}

/// What a closed round says to the change of a record, and a round to being closed or opened again.
pub(super) fn broken(before: &dyn Near, after: &dyn Near, id: Id, asker: &Asker) -> Vec<Broken> {
    let mut rounds: Vec<Id> = [round_of(before, id), round_of(after, id)].into_iter().flatten().collect();
    rounds.dedup();
    let mut all = Vec::new();
    if !rounds.is_empty() && is_same(before, after, id) {
        return all;
    }
    for round in rounds {
        match (is_round_closed(before, round), live(after, round).map(|r| is_closed(&r))) {
            (true, Some(true)) if id == round && only_adds_a_late_note(before, after, round) => {}
            // Hiding it is no way to open it.
            (true, Some(true) | None) => all.push(Broken::refused("round locked", sentence(round, id.kind))),
            (true, Some(false)) if id == round => {
                all.push(Broken::asks("round reopened", format!("{round} is closed: why is it opened again?")));
            }
            (false, Some(true)) if id == round && before.record(round).is_some_and(|r| !is_closed(&r)) => {
                all.extend(left_open::told(after, round, asker));
            }
            _ => {}
        }
    }
    all
}

/// Whether a closed round only gets a late note: what it was closed with stays, and so does every earlier one.
fn only_adds_a_late_note(before: &dyn Near, after: &dyn Near, round: Id) -> bool {
    let (Some(old), Some(new)) = (before.record(round), after.record(round)) else { return false };
    let same = |field: usize| field == round::LATE || old.value(field) == new.value(field);
    let rest = old.values.fields_of_both(&new.values).into_iter().all(same);
    // Not read on the screen; the file knows what it says.
    let grows = old.value(round::LATE) == &Value::Unread || new.text(round::LATE).starts_with(old.text(round::LATE));
    rest && grows && old.hidden == new.hidden
}

/// Whether nothing of a record is changed.
fn is_same(before: &dyn Near, after: &dyn Near, id: Id) -> bool {
    match (before.record(id), after.record(id)) {
        (Some(old), Some(new)) => old.hidden == new.hidden && old.values == new.values,
        (old, new) => old.is_none() && new.is_none(),
    }
}

/// How people call a record: `I-03 q7` for an answer.
pub(super) fn called(near: &dyn Near, id: Id) -> String {
    let Some(answer) = near.record(id).filter(|_| id.kind == Kind::Answer) else { return id.to_string() };
    let Some(interview) = answer.one(answer::INTERVIEW) else { return id.to_string() };
    let place = |a: &Record| (a.number(answer::POSITION).unwrap_or(i64::MAX), a.id);
    let of = linked(near, interview, (Kind::Answer, answer::INTERVIEW));
    format!("{interview} q{}", of.filter(|a| place(a) < place(&answer)).count() + 1)
}
