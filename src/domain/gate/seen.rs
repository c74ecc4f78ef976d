//! What goes along with evidence that is seen: a sighting for each answer that gains it.

use super::{
    lock::locked,
    near::{After, Near, linked},
};
use crate::domain::{
    Id, Kind, Record,
    change::{Change, Edit},
    kinds::{answer, evidence, sighting},
    value::Value,
};
use jiff::civil::Date;
use std::{borrow::Cow, collections::BTreeSet, mem};

/// The change with the sightings that go along with it. Doing it twice adds nothing.
///
/// An answer that is made from one of an earlier round takes over what that rested on; it was not seen again.
pub(super) fn follow(near: &dyn Near, mut change: Change) -> Change {
    let told = from_sheet(&mut change);
    let touched: BTreeSet<Id> = change.edits.iter().filter_map(rests_anew).collect();
    let named: BTreeSet<Id> = change.edits.iter().filter_map(|edit| names(near, edit)).collect();
    if told.is_empty() && touched.is_empty() && named.is_empty() {
        return change;
    }
    let mut after = After::of(near);
    after.apply(&change);
    let mut next = after.next_id(Kind::Sighting);
    let mut add = |change: &mut Change, values| {
        change.edits.push(Edit::Create { id: next, values });
        next.n += 1;
    };
    for (id, day, person) in told {
        if let Some(values) = sheet_values(&after, id, day, person) {
            add(&mut change, values);
        }
    }
    for id in touched {
        let (gained, lost) = difference(near, &after, id);
        for evidence in gained.into_iter().filter(|e| sighting_of(&after, id, *e).is_none()) {
            add(&mut change, values(&after, id, evidence));
        }
        for gone in lost.into_iter().filter_map(|e| sighting_of(near, id, e)) {
            if !change.edits.iter().any(|e| e.id() == gone.id) {
                change.edits.push(Edit::Hide { id: gone.id, rev: gone.rev, hidden: true });
            }
        }
    }
    for id in named {
        name_sightings(near, &after, id, &mut change);
    }
    change
}

/// What evidence says of itself and each sighting of it.
const SAID: [(usize, usize); 2] = [(evidence::VERSION, sighting::VERSION), (evidence::WHERE, sighting::PLACE)];

/// The evidence that an edit gives a version or a place, which it had not.
fn names(near: &dyn Near, edit: &Edit) -> Option<Id> {
    let Edit::Set { id, values, .. } = edit else { return None };
    let record = (id.kind == Kind::Evidence).then(|| near.record(*id))??;
    let first = |(field, _): &(usize, usize)| {
        record.value(*field).is_empty() && values.iter().any(|(f, v)| f == field && !v.is_empty())
    };
    SAID.iter().any(first).then_some(*id)
}

/// The first version and place that evidence is given are those that were seen, where a sighting says none.
fn name_sightings(before: &dyn Near, after: &dyn Near, id: Id, change: &mut Change) {
    let (Some(old), Some(new)) = (before.record(id), after.record(id)) else { return };
    for s in linked(before, id, (Kind::Sighting, sighting::WHAT)).filter(|s| locked(before, s.id).is_none()) {
        let told = SAID.iter().filter(|(of, at)| old.value(*of).is_empty() && s.value(*at).is_empty());
        let values: Vec<_> =
            told.map(|(of, at)| (*at, new.value(*of).clone())).filter(|(_, v)| !v.is_empty()).collect();
        if !values.is_empty() && !change.edits.iter().any(|e| e.id() == s.id) {
            change.edits.push(Edit::Set { id: s.id, rev: s.rev, values });
        }
    }
}

/// The answer whose evidence an edit sets.
fn rests_anew(edit: &Edit) -> Option<Id> {
    let (Edit::Create { id, values } | Edit::Set { id, values, .. }) = edit else { return None };
    (id.kind == Kind::Answer && values.iter().any(|(f, _)| *f == answer::EVIDENCE)).then_some(*id)
}

/// Takes day and person of evidence that a sheet brings out of the change.
fn from_sheet(change: &mut Change) -> Vec<(Id, Option<Date>, Value)> {
    let mut told = Vec::new();
    for edit in &mut change.edits {
        let (Edit::Create { id, values } | Edit::Set { id, values, .. }) = edit else { continue };
        if id.kind != Kind::Evidence {
            continue;
        }
        let (mut day, mut person) = (None, Value::Empty);
        for (field, value) in mem::take(values) {
            match (field, &value) {
                (evidence::SEEN, Value::Date(d)) => day = Some(*d),
                (evidence::SHOWN_BY, _) => person = value,
                (evidence::SEEN, _) => {}
                _ => values.push((field, value)),
            }
        }
        if day.is_some() || !person.is_empty() {
            told.push((*id, day, person));
        }
    }
    change
        .edits
        .retain(|edit| !matches!(edit, Edit::Set { id, values, .. } if id.kind == Kind::Evidence && values.is_empty()));
    told
}

/// A sighting for no answer, unless evidence was seen on that day already.
fn sheet_values(near: &dyn Near, id: Id, day: Option<Date>, person: Value) -> Option<Vec<(usize, Value)>> {
    let evidence = near.record(id)?;
    if linked(near, id, (Kind::Sighting, sighting::WHAT)).any(|s| s.date(sighting::SEEN_ON) == day) {
        return None;
    }
    let mut values = sighting::values(&evidence, None, None, day);
    values.push((sighting::SHOWN_BY, person));
    values.retain(|(_, v)| !v.is_empty());
    Some(values)
}

/// Evidence that an answer has and had not, and the other way round. What came along from its base is no gain.
fn difference(before: &dyn Near, after: &dyn Near, answer: Id) -> (Vec<Id>, Vec<Id>) {
    let list = |near: &dyn Near, id: Id| near.record(id).map_or(Vec::new(), |a| a.refs(answer::EVIDENCE).to_vec());
    let mut old = list(before, answer);
    let new = list(after, answer);
    if before.record(answer).is_none()
        && let Some(base) = after.record(answer).and_then(|a| a.one(answer::BASE))
    {
        old.extend(list(after, base));
    }
    let gained = new.iter().filter(|e| !old.contains(e)).copied().collect();
    (gained, old.into_iter().filter(|e| !new.contains(e)).collect())
}

/// The sighting of evidence for an answer.
fn sighting_of(near: &dyn Near, answer: Id, evidence: Id) -> Option<Cow<'_, Record>> {
    linked(near, answer, (Kind::Sighting, sighting::ANSWER)).find(|s| s.one(sighting::WHAT) == Some(evidence))
}

/// What a sighting of evidence for an answer holds when it is seen today.
fn values(near: &dyn Near, answer: Id, evidence: Id) -> Vec<(usize, Value)> {
    let talk = near.record(answer).and_then(|a| a.one(answer::INTERVIEW)).and_then(|id| near.record(id));
    let last =
        linked(near, evidence, (Kind::Sighting, sighting::WHAT)).max_by_key(|s| (s.date(sighting::SEEN_ON), s.id));
    let named = near.record(evidence).unwrap_or_else(|| Cow::Owned(Record::new(evidence)));
    sighting::values(&named, last.as_deref(), Some((answer, talk.as_deref())), Some(near.today()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        Records, View,
        gate::{Road, follow_ups},
        kinds::{interview, person, round},
    };
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 24);

    fn id(text: &str) -> Id {
        text.parse().unwrap()
    }

    /// E-01 was seen for AW-001 in the round RD-01; AW-002 of RD-02 is made from it.
    fn records() -> Records {
        let mut records = Records::default();
        let to = |text: &str| Value::Ref(id(text));
        let talk = |n: &str, round: &str| {
            let with = Value::refs([id("P-02")]);
            Record::new(id(n)).with(interview::ROUND, to(round)).with(interview::WITH, with)
        };
        records.put([
            Record::new(id("P-01")).with(person::NAME, Value::text("Ada")),
            Record::new(id("RD-01")).with(round::STATE, round::State::Running.value()),
            talk("I-01", "RD-01").with(interview::AUDITOR, to("P-01")),
            talk("I-02", "RD-02"),
            Record::new(id("E-01"))
                .with(evidence::TITLE, Value::text("Rule"))
                .with(evidence::VERSION, Value::text("4")),
            Record::new(id("E-02")).with(evidence::TITLE, Value::text("Log")),
            Record::new(id("AW-001"))
                .with(answer::INTERVIEW, to("I-01"))
                .with(answer::EVIDENCE, Value::refs([id("E-01")])),
            Record::new(id("AW-002"))
                .with(answer::INTERVIEW, to("I-02"))
                .with(answer::BASE, to("AW-001"))
                .with(answer::EVIDENCE, Value::refs([id("E-01")])),
            Record::new(id("SG-001"))
                .with(sighting::ANSWER, to("AW-001"))
                .with(sighting::WHAT, to("E-01"))
                .with(sighting::VERSION, Value::text("3"))
                .with(sighting::SEEN_ON, Value::Date(date(2026, 1, 7))),
        ]);
        records
    }

    fn followed(records: &Records, change: Change) -> Change {
        let view = View { records, today: TODAY };
        let once = follow_ups(&view, change);
        assert_eq!(follow_ups(&view, once.clone()), once, "twice adds nothing");
        once
    }

    fn rests_on(records: &Records, answer: &str, evidence: &[&str]) -> Change {
        let list = Value::refs(evidence.iter().map(|e| id(e)));
        Change::new("x").by(Road::Form).set(records.get(id(answer)).unwrap(), vec![(answer::EVIDENCE, list)])
    }

    fn made(change: &Change) -> Vec<Record> {
        let new = change.edits.iter().filter_map(|edit| match edit {
            Edit::Create { id, values } if id.kind == Kind::Sighting => Some((*id, values.clone())),
            _ => None,
        });
        new.map(|(id, values)| values.into_iter().fold(Record::new(id), |r, (f, v)| r.with(f, v))).collect()
    }

    #[test]
    fn evidence_that_an_answer_gains_was_seen_today_by_the_auditor() {
        let records = records();
        let seen = made(&followed(&records, rests_on(&records, "AW-001", &["E-01", "E-02"])));
        let [seen] = &seen[..] else { panic!("{seen:?}") };
        assert_eq!((seen.id, seen.title(), seen.date(sighting::SEEN_ON)), (id("SG-002"), "Log", Some(TODAY)));
        assert_eq!((seen.one(sighting::ANSWER), seen.one(sighting::WHAT)), (Some(id("AW-001")), Some(id("E-02"))));
        assert_eq!((seen.one(sighting::SHOWN_BY), seen.one(sighting::SEEN_BY)), (Some(id("P-02")), Some(id("P-01"))));
    }

    #[test]
    fn what_came_along_is_not_seen_again_until_it_is() {
        let records = records();
        let taken_over = Change::new("audit").create(
            id("AW-003"),
            vec![(answer::BASE, Value::Ref(id("AW-001"))), (answer::EVIDENCE, Value::refs([id("E-01")]))],
        );
        assert!(made(&followed(&records, taken_over)).is_empty());
        let view = View { records: &records, today: TODAY };
        let line = |answer: &str| sighting::line(view, id(answer), records.get(id("E-01")).unwrap(), |d| d.to_string());
        assert_eq!(line("AW-001"), "E-01 Rule, version 3, seen 2026-01-07");
        assert_eq!(line("AW-002"), "E-01 Rule, version 4, not seen here");
    }

    #[test]
    fn what_an_answer_loses_was_not_seen() {
        let records = records();
        let change = followed(&records, rests_on(&records, "AW-001", &[]));
        assert!(change.edits.contains(&Edit::Hide { id: id("SG-001"), rev: 1, hidden: true }), "{change:?}");
    }

    #[test]
    fn a_sheet_says_when_evidence_was_seen_and_the_first_version_is_that_of_the_sighting() {
        let records = records();
        let values = vec![
            (evidence::TITLE, Value::text("Minutes")),
            (evidence::SEEN, Value::Date(date(2026, 5, 2))),
            (evidence::SHOWN_BY, Value::Ref(id("P-01"))),
        ];
        let change = followed(&records, Change::new("import").by(Road::Import).create(id("E-03"), values));
        let Edit::Create { values, .. } = &change.edits[0] else { panic!() };
        assert_eq!(values.len(), 1, "day and person are those of the sighting");
        let [seen] = &made(&change)[..] else { panic!() };
        assert_eq!((seen.title(), seen.one(sighting::SHOWN_BY)), ("Minutes", Some(id("P-01"))));
        assert_eq!(seen.date(sighting::SEEN_ON), Some(date(2026, 5, 2)));

        let mut records = records;
        let unnamed = |n: &str, what: &str, answer: &str| {
            Record::new(id(n)).with(sighting::WHAT, Value::Ref(id(what))).with(sighting::ANSWER, Value::Ref(id(answer)))
        };
        records.put([unnamed("SG-002", "E-02", "AW-001")]);
        let e = records.get(id("E-02")).unwrap();
        let change = Change::new("x").set(e, vec![(evidence::VERSION, Value::text("7"))]);
        let change = followed(&records, change);
        let told = vec![(sighting::VERSION, Value::text("7"))];
        assert!(change.edits.contains(&Edit::Set { id: id("SG-002"), rev: 1, values: told }), "{change:?}");
    }
}
