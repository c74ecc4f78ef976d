//! A closed round stays as it was: itself, its interviews, its answers, what was seen. Closing with open points and
//! reopening ask why.

use super::{
    Asker, Broken, OpenDraft,
    near::{Near, linked, live},
};
use crate::domain::{
    Id, Kind, Record, Value,
    kinds::{
        answer::{self, Verdict},
        drawn, finding, interview, request,
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
                all.extend(left_open(after, round, asker));
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

/// What else is open at an answer: a contradiction, items of a sample that nobody looked at, requests.
fn open_at(near: &dyn Near, answer: &Record) -> [usize; 3] {
    let settled = !answer.value(answer::SETTLED).is_empty();
    let contradicts = !settled && answer.refs(answer::CONTRADICTS).iter().any(|id| live(near, *id).is_some());
    let replaced = |item: Id| linked(near, item, (Kind::Drawn, drawn::REPLACES)).next().is_some();
    let untested = linked(near, answer.id, (Kind::Sample, sample::ANSWER)).map(|s| {
        let items = linked(near, s.id, (Kind::Drawn, drawn::SAMPLE));
        items.filter(|i| i.value(drawn::RESULT).is_empty() && !replaced(i.id)).count()
    });
    let asked = linked(near, answer.id, (Kind::Request, request::ANSWER)).filter(|r| request::is_open(r));
    [usize::from(contradicts), untested.sum(), asked.count()]
}

/// Questions without a verdict, contradictions, samples and requests that are open, earlier findings that nobody asked
/// after, and text that is still being typed ask for a reason.
fn left_open(near: &dyn Near, round: Id, asker: &Asker) -> Option<Broken> {
    let (mut unjudged, mut parked) = (0, 0);
    let asked = linked(near, round, (Kind::Request, request::ROUND)).filter(|r| request::is_open(r)).count();
    let mut others = [0, 0, asked, not_asked_after(near, round)];
    let talks = linked(near, round, (Kind::Interview, interview::ROUND)).filter(|i| !interview::is_meeting(i));
    for interview in talks {
        for answer in linked(near, interview.id, (Kind::Answer, answer::INTERVIEW)) {
            others.iter_mut().zip(open_at(near, &answer)).for_each(|(all, n)| *all += n);
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
    let mut open = Vec::new();
    if !parts.is_empty() {
        open.push(format!("questions that are still open, {}", parts.join(", ")));
    }
    let words = [
        ("contradiction that is not settled", "contradictions that are not settled"),
        ("drawn item that nobody looked at", "drawn items that nobody looked at"),
        ("request that is still open", "requests that are still open"),
        (
            "open finding of the round before that was not asked after",
            "open findings of the round before that were not asked after",
        ),
    ];
    let told = others.into_iter().zip(words).filter(|(n, _)| *n > 0);
    open.extend(told.map(|(n, (one, many))| format!("{n} {}", if n == 1 { one } else { many })));
    open.extend(drafted(near, round, asker));
    let why = || format!("{round} has {}: why is it closed now?", open.join("; and "));
    (!open.is_empty()).then(|| Broken::asks("round closed: open points", why()))
}

/// Findings of the round that this one continues, still open, that nobody asked after here: results of earlier audits
/// are taken into account (clause 9.2.2).
fn not_asked_after(near: &dyn Near, round: Id) -> usize {
    let base = live(near, round).and_then(|r| r.one(round::BASE));
    let earlier = base.into_iter().flat_map(|base| linked(near, base, (Kind::Finding, finding::ROUND)));
    let asked = |f: &Record| {
        let mut after = linked(near, f.id, (Kind::Answer, answer::FOLLOWS));
        after.any(|a| round_of(near, a.id) == Some(round))
    };
    earlier.filter(|f| finding::is_open(f) && !asked(f)).count()
}

/// `text that is not saved yet, of ben in I-03 q7`: whose drafts are still open in a round.
fn drafted(near: &dyn Near, round: Id, asker: &Asker) -> Option<String> {
    const NAMED: usize = 4;
    let mine = |d: &&OpenDraft| round_of(near, d.id) == Some(round);
    let mut places: Vec<String> = Vec::new();
    for draft in asker.drafts.iter().filter(mine) {
        let who = draft.actor.split('@').next().unwrap_or(&draft.actor);
        let who = if draft.actor == asker.actor { "yours" } else { who };
        let place = format!("{who} in {}", called(near, draft.id));
        if !places.contains(&place) {
            places.push(place);
        }
    }
    let more = if places.len() > NAMED { format!(" and {} more", places.len() - NAMED) } else { String::new() };
    places.truncate(NAMED);
    (!places.is_empty()).then(|| format!("text that is still a draft ({}{more})", places.join(", ")))
}

/// How people call a record: `I-03 q7` for an answer.
fn called(near: &dyn Near, id: Id) -> String {
    let Some(answer) = near.record(id).filter(|_| id.kind == Kind::Answer) else { return id.to_string() };
    let Some(interview) = answer.one(answer::INTERVIEW) else { return id.to_string() };
    let place = |a: &Record| (a.number(answer::POSITION).unwrap_or(i64::MAX), a.id);
    let of = linked(near, interview, (Kind::Answer, answer::INTERVIEW));
    format!("{interview} q{}", of.filter(|a| place(a) < place(&answer)).count() + 1)
}

/// Whether a parked question was not judged meanwhile in another interview of the round.
fn waits(near: &dyn Near, answer: &Record, round: Id) -> bool {
    !linked(near, answer.id, (Kind::Answer, answer::BASE))
        .any(|again| answer::verdict(&again).is_judged() && round_of(near, again.id) == Some(round))
}
