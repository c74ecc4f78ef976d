//! What goes along with a change: it is added before the change is judged.

mod finding;

use super::{
    action as done, again,
    near::{Near, around},
    road::Road,
    running, seen,
};
use crate::domain::{
    Field, Id, Kind, Record, Type,
    change::{Change, Edit},
    kinds::{
        WITHDRAWN, action,
        answer::{self, Facts},
        assessment, body, document,
        interview::{self, Recap},
        meeting, plan_item, risk, round, sighting, supplier,
    },
    period::Period,
    progress, rounds, score,
    value::Value,
    workflow::release,
};
use jiff::ToSpan;

/// The change with what goes along with it. Doing it twice adds nothing.
///
/// - Who changes what was agreed takes the agreement away.
/// - Evidence that an answer gains was seen today, unless the change itself says how; what it loses was not seen.
/// - The day and the person that a sheet gives for evidence become a sighting.
/// - An action that becomes done has the day, an acceptance of a risk and an approved paper too; an approved impact
///   assessment holds for a year unless it says until when.
/// - The reason that work was let through with as done without a proof stands at it.
/// - A plan of an auditee that is accepted or sent back has the day and the lead auditor; why it was sent back stays.
/// - A meeting that is held sets the next day of its body.
/// - A release that is approved says what it rests on, and the version that an approved document replaces is withdrawn.
/// - What is approved or rated on the day of a change, after it, is noted there as looked at again.
/// - The review of a supplier that is closed sets its day and result there.
/// - A finding that becomes done or closed has the day, one that is no longer closed has none; one that was judged not
///   effective begins again, and that judgement stays behind the next one.
pub fn follow_ups(near: &dyn Near, mut change: Change) -> Change {
    if !change.road.is_by_hand() {
        return change;
    }
    let mut opened: Vec<Id> = Vec::new();
    let dropped: Vec<Id> =
        change.edits.iter().filter(|e| matches!(e, Edit::Hide { hidden: true, .. })).map(Edit::id).collect();
    for answer in dropped.iter().filter(|id| id.kind == Kind::Answer).filter_map(|id| near.record(*id)) {
        let interview = answer.one(answer::INTERVIEW).filter(|_| rounds::was_asked(&answer));
        opened.extend(interview.filter(|id| !dropped.contains(id)));
    }
    for edit in &mut change.edits {
        let Edit::Set { id, values, .. } = edit else { continue };
        let Some(record) = near.record(*id) else { continue };
        match id.kind {
            Kind::Answer => opened.extend(fact_changed(&record, values)),
            Kind::Sighting => {
                let answer = record.one(sighting::ANSWER).and_then(|id| near.record(id));
                opened.extend(answer.and_then(|a| a.one(answer::INTERVIEW)));
            }
            Kind::Finding => finding::follow(near, &record, values),
            kind if change.road != Road::Import && (kind == Kind::Risk || kind.spec().done_on().is_some()) => {
                signed_today(near, &record, values)
            }
            _ => {}
        }
    }
    opened.sort_unstable();
    opened.dedup();
    for id in opened {
        agreement_ends(near, &mut change, id);
    }
    told_without_proof(near, &mut change);
    supplier_reviewed(near, &mut change);
    meeting_held(near, &mut change);
    if change.road != Road::Import {
        release::follow(near, &mut change);
        replaced_documents(near, &mut change);
        again::follow(near, &mut change);
    }
    seen::follow(near, change)
}

fn sets(values: &[(usize, Value)], field: usize) -> bool {
    values.iter().any(|(f, _)| *f == field)
}

/// Takes the word of the person to this fact away; returns the interview whose recap is no longer what was agreed.
fn fact_changed(answer: &Record, values: &mut Vec<(usize, Value)>) -> Option<Id> {
    let changed = |field: usize| values.iter().any(|(f, value)| *f == field && value != answer.value(field));
    let fact = changed(answer::NOTE) || changed(answer::EVIDENCE);
    let any = fact || changed(answer::VERDICT);
    if fact && Facts::of(answer, answer::FACTS) == Some(Facts::Confirmed) && !sets(values, answer::FACTS) {
        values.push((answer::FACTS, Value::Empty));
    }
    answer.one(answer::INTERVIEW).filter(|_| any)
}

/// Interviews whose agreement ends with records as undo or redo will leave them, as they will be then. Of an interview
/// that is among these the recap comes back or goes with its facts.
pub fn ended_agreements(near: &dyn Near, now: &[&Record]) -> Vec<Record> {
    let mut ended: Vec<Id> = Vec::new();
    for answer in now.iter().filter(|r| r.id.kind == Kind::Answer) {
        let Some(before) = near.record(answer.id) else { continue };
        let same = |field: usize| before.value(field) == answer.value(field);
        let is_same =
            before.hidden == answer.hidden && [answer::NOTE, answer::EVIDENCE, answer::VERDICT].into_iter().all(same);
        ended.extend(before.one(answer::INTERVIEW).filter(|_| !is_same));
    }
    ended.sort_unstable();
    ended.dedup();
    ended.retain(|id| now.iter().all(|record| record.id != *id));
    let agreed = |r: &Record| Recap::of(r, interview::RECAP) == Some(Recap::Agreed);
    let open = |r: Record| {
        let rev = r.rev + 1;
        Record { rev, ..r }.with(interview::RECAP, Value::Empty).with(interview::RECAP_AT, Value::Empty)
    };
    ended.into_iter().filter_map(|id| near.record(id)).filter(|r| agreed(r)).map(|r| open(r.into_owned())).collect()
}

fn agreement_ends(near: &dyn Near, change: &mut Change, interview: Id) {
    let Some(record) = near.record(interview) else { return };
    let said = |edit: &Edit| matches!(edit, Edit::Set { id, values, .. } if *id == interview && sets(values, interview::RECAP));
    if Recap::of(&record, interview::RECAP) != Some(Recap::Agreed) || change.edits.iter().any(said) {
        return;
    }
    let before = change.edits.iter().filter(|e| e.id() == interview).count() as u32;
    let values = vec![(interview::RECAP, Value::Empty), (interview::RECAP_AT, Value::Empty)];
    change.edits.push(Edit::Set { id: interview, rev: record.rev + before, values });
}

/// A meeting that is held sets the next day of its body by the rhythm, unless a later one stands there already.
fn meeting_held(near: &dyn Near, change: &mut Change) {
    let held = |edit: &Edit| match edit {
        Edit::Set { id, values, .. } if id.kind == Kind::Meeting => {
            values.contains(&(meeting::STATE, meeting::State::Held.value())).then_some(*id)
        }
        _ => None,
    };
    let ids: Vec<Id> = change.edits.iter().filter_map(held).collect();
    for meeting in ids.into_iter().filter_map(|id| near.record(id)) {
        let body = meeting.one(meeting::BODY).and_then(|id| near.record(id)).filter(|b| !b.hidden);
        let (Some(body), Some(day)) = (body, meeting.date(meeting::DAY)) else { continue };
        let next = body.number(body::RHYTHM).and_then(|months| day.checked_add(months.months()).ok());
        let later = |next: &jiff::civil::Date| body.date(body::NEXT).is_none_or(|there| there < *next);
        if let Some(next) = next.filter(later).filter(|_| change.edits.iter().all(|edit| edit.id() != body.id)) {
            change.edits.push(Edit::Set { id: body.id, rev: body.rev, values: vec![(body::NEXT, Value::Date(next))] });
        }
    }
}

/// A review that is closed with something judged says so at its supplier, unless the change itself does.
fn supplier_reviewed(near: &dyn Near, change: &mut Change) {
    let closes = |edit: &Edit| match edit {
        Edit::Set { id, values, .. } if id.kind == Kind::Round => {
            values.contains(&(round::STATE, round::State::Closed.value())).then_some(*id)
        }
        _ => None,
    };
    let closed: Vec<Id> = change.edits.iter().filter_map(closes).collect();
    for review in closed.into_iter().filter_map(|id| near.record(id)) {
        let reviewed = review.one(round::SUPPLIER).and_then(|id| near.record(id)).filter(|s| !s.hidden);
        let (Some(supplier), Some(score)) = (reviewed, score::of_round(near, review.id)) else { continue };
        let of_type = round::Type::of(&review, round::TYPE) == Some(round::Type::Supplier);
        if of_type && change.edits.iter().all(|edit| edit.id() != supplier.id) {
            let values =
                vec![(supplier::ASSESSED, Value::Date(near.today())), (supplier::RESULT, score.result.value())];
            change.edits.push(Edit::Set { id: supplier.id, rev: supplier.rev, values });
        }
    }
}

/// The version before is withdrawn when the one that replaces it is approved, unless the change itself says of it.
fn replaced_documents(near: &dyn Near, change: &mut Change) {
    let approved = |edit: &Edit| {
        let (before, after) = around(near, edit)?;
        after.one(document::REPLACES).filter(|_| !progress::stands(&before) && progress::stands(&after))
    };
    let documents = change.edits.iter().filter(|edit| edit.id().kind == Kind::Document);
    let old: Vec<Id> = documents.filter_map(approved).collect();
    for old in old.into_iter().filter_map(|id| near.record(id)).filter(|d| !d.hidden && !progress::is_over(d)) {
        if change.edits.iter().all(|edit| edit.id() != old.id) {
            let values = vec![(document::STATE, Value::Choice(WITHDRAWN))];
            change.edits.push(Edit::Set { id: old.id, rev: old.rev, values });
        }
    }
}

/// Whether work is done and nothing proves it.
type IsBare = fn(&dyn Near, &Record) -> bool;

/// Work that a reason lets through as done without a proof says that reason itself, as its papers do.
fn told_without_proof(near: &dyn Near, change: &mut Change) {
    let Some(reason) = change.reason.as_deref().map(str::trim).filter(|text| !text.is_empty()) else { return };
    let words: String = reason.replace('\n', " ").chars().take(Field::LINE_MAX).collect();
    // What a file brings as done is taken over as it is.
    let road = change.road;
    let brought = |edit: &Edit| road == Road::Import && matches!(edit, Edit::Create { .. });
    for edit in change.edits.iter_mut().filter(|edit| !brought(edit)) {
        let Some((was, will)) = around(near, edit) else { continue };
        let (field, bare): (usize, IsBare) = match edit.id().kind {
            Kind::Action => (action::WITHOUT, |_, record| done::is_bare(record)),
            Kind::PlanItem => (plan_item::WITHOUT, running::is_bare),
            _ => continue,
        };
        if let Edit::Create { values, .. } | Edit::Set { values, .. } = edit
            && bare(near, &will)
            && !bare(near, &was)
        {
            values.retain(|(f, _)| *f != field);
            values.push((field, Value::text(words.clone())));
        }
    }
}

/// Who accepts a risk does so today unless a day is there; work that becomes done was done today. What a file says is
/// not added to.
fn signed_today(near: &dyn Near, record: &Record, values: &mut Vec<(usize, Value)>) {
    let will = values.iter().fold(record.clone(), |r, (field, value)| r.with(*field, value.clone()));
    let (signs, day) = match record.id.kind {
        Kind::Risk => (sets(values, risk::ACCEPTED_BY) && will.one(risk::ACCEPTED_BY).is_some(), risk::ACCEPTED_ON),
        kind => {
            let (Some(state), Some(day)) = (kind.spec().state, kind.spec().done_on()) else { return };
            (sets(values, state) && progress::stands(&will), day)
        }
    };
    if signs && record.value(day).is_empty() && !sets(values, day) {
        let today = near.today();
        let is_period = matches!(record.id.kind.spec().fields[day].typ, Type::Period);
        let ends = record.id.kind == Kind::Assessment && will.date(assessment::VALID).is_none();
        if ends {
            values.push((assessment::VALID, Value::Date(today.saturating_add(jiff::Span::new().years(1)))));
        }
        values.push((day, if is_period { Value::Period(Period::Day(today)) } else { Value::Date(today) }));
    }
}
