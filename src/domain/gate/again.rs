//! Who looks at a record again after a change was made: it is kept with the change, so that what was approved or rated
//! on the same day is not due for what it took in already.

use super::near::{Near, around, linked};
use crate::domain::{
    Id, Kind, Record, behind,
    change::{Change, Edit},
    kinds::{
        alteration,
        assessment::{self, TRIGGERS},
        decision, risk,
    },
    period::Period,
    progress,
    value::Value,
};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Notes at the changes that were made today, and at those that an assessment was asked for, what this step looks at
/// again.
pub(super) fn follow(near: &dyn Near, change: &mut Change) {
    let looked: Vec<Record> = change.edits.iter().filter_map(|edit| looked(near, edit)).collect();
    let mut again: BTreeMap<Id, Vec<Id>> = BTreeMap::new();
    for record in &looked {
        for made in reaching(near, record).into_iter().filter(|made| is_meant(near, made, record)) {
            again.entry(made.id).or_default().push(record.id);
        }
    }
    for (id, ids) in again {
        let Some(made) = near.record(id).filter(|_| change.edits.iter().all(|edit| edit.id() != id)) else { continue };
        let before = made.refs(alteration::AGAIN);
        if ids.iter().any(|id| !before.contains(id)) {
            let values = vec![(alteration::AGAIN, Value::refs(before.iter().copied().chain(ids)))];
            change.edits.push(Edit::Set { id, rev: made.rev, values });
        }
    }
}

/// The record as a step leaves it that approves, rates or reviews it today.
fn looked(near: &dyn Near, edit: &Edit) -> Option<Record> {
    let (Edit::Create { id, values, .. } | Edit::Set { id, values, .. }) = edit else { return None };
    let spec = id.kind.spec();
    let on = spec.reviewed.map(|r| r.on).or((id.kind == Kind::Decision).then_some(decision::DECIDED))?;
    let rating = [risk::LIKELIHOOD, risk::CONSEQUENCE, risk::REASON];
    let tells =
        |field: usize| field == on || Some(field) == spec.state || (id.kind == Kind::Risk && rating.contains(&field));
    if !values.iter().any(|(field, _)| tells(*field)) {
        return None;
    }
    let (_, after) = around(near, edit)?;
    (looked_on(&after) == Some(near.today())).then_some(after)
}

fn looked_on(record: &Record) -> Option<Date> {
    match record.id.kind {
        Kind::Decision => record.period(decision::DECIDED).map(Period::first).filter(|_| progress::is_done(record)),
        _ => progress::reviewed_on(record),
    }
}

/// The changes that touch a record, what it names, or anything behind that.
fn reaching(near: &dyn Near, record: &Record) -> Vec<Record> {
    let named: Vec<Id> = (0..record.values.len()).flat_map(|field| record.refs(field)).copied().collect();
    let mut seen = BTreeSet::from([record.id]);
    seen.extend(behind::everything(near, record));
    for of in named.iter().filter_map(|id| near.record(*id)) {
        seen.insert(of.id);
        seen.extend(behind::everything(near, &of));
    }
    let touching = |id: &Id| linked(near, *id, (Kind::Alteration, alteration::TOUCHES)).map(|c| c.into_owned());
    let all: BTreeMap<Id, Record> =
        seen.iter().flat_map(|id| touching(id).collect::<Vec<_>>()).map(|c| (c.id, c)).collect();
    all.into_values().collect()
}

/// A change of today; one still to be made where an assessment says that it was asked for by a change.
fn is_meant(near: &dyn Near, made: &Record, record: &Record) -> bool {
    let for_change = record.id.kind == Kind::Assessment
        && record.choice(assessment::TRIGGER).is_some_and(|word| TRIGGERS[usize::from(word)].code == "change");
    match made.date(alteration::MADE) {
        Some(day) => day == near.today(),
        None => for_change && !progress::is_over(made),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        Records, View,
        gate::follow_ups,
        kinds::{YES, system},
        workflow::freshness,
    };
    use jiff::civil::date;

    const TODAY: Date = date(2026, 6, 10);

    fn id(text: &str) -> Id {
        text.parse().unwrap()
    }

    /// A system, its assessment of today, its risk rated today, and a significant change of today.
    fn records() -> Records {
        let today = Value::Date(TODAY);
        let mut records = Records::default();
        records.put([
            Record::new(id("S-01")).with(system::NAME, Value::text("Scoring")),
            Record::new(id("IA-01"))
                .with(assessment::SYSTEM, Value::Ref(id("S-01")))
                .with(assessment::STATE, Value::Choice(crate::domain::kinds::APPROVED))
                .with(assessment::APPROVED_ON, today.clone()),
            Record::new(id("R-01")).with(risk::SYSTEMS, Value::refs([id("S-01")])).with(risk::RATED, today.clone()),
            Record::new(id("CH-01"))
                .with(alteration::SIGNIFICANT, Value::Choice(YES))
                .with(alteration::TOUCHES, Value::refs([id("S-01")]))
                .with(alteration::MADE, today),
        ]);
        records
    }

    #[test]
    fn what_was_looked_at_on_the_day_of_a_change_is_due_until_it_is_looked_at_again() {
        let mut records = records();
        let due = |records: &Records| {
            let view = View { records, today: TODAY };
            alteration::due(view, records.get(id("CH-01")).unwrap())
        };
        assert_eq!(due(&records), [id("S-01"), id("R-01"), id("IA-01")]);
        let change = |records: &Records| {
            let risk = records.get(id("R-01")).unwrap();
            Change::new("rated").set(risk, vec![(risk::REASON, Value::text("the new model errs more"))])
        };
        let change = follow_ups(&View { records: &records, today: TODAY }, change(&records));
        assert_eq!(change.edits.len(), 2, "{change:?}");
        records.apply(&change);
        assert_eq!(due(&records), [id("S-01"), id("IA-01")]);
        // Words that say nothing of a look leave it due.
        let other =
            Change::new("notes").set(records.get(id("IA-01")).unwrap(), vec![(assessment::NOTES, Value::text("x"))]);
        assert_eq!(follow_ups(&View { records: &records, today: TODAY }, other).edits.len(), 1);
        let view = View { records: &records, today: TODAY };
        assert!(freshness::due(view, records.get(id("IA-01")).unwrap()).is_some_and(|why| why.starts_with("CH-01")));
    }

    #[test]
    fn an_assessment_for_a_change_to_come_is_not_due_when_the_change_is_made() {
        let mut records = records();
        let to_come = records.get(id("CH-01")).unwrap().clone().with(alteration::MADE, Value::Empty);
        let asked = records.get(id("IA-01")).unwrap().clone();
        let draft = asked.with(assessment::STATE, Value::Choice(crate::domain::kinds::DRAFT));
        records.put([to_come, draft.with(assessment::TRIGGER, Value::Choice(2))]);
        let approve = Change::new("approved").set(
            records.get(id("IA-01")).unwrap(),
            vec![(assessment::STATE, Value::Choice(crate::domain::kinds::APPROVED))],
        );
        let change = follow_ups(&View { records: &records, today: TODAY }, approve);
        records.apply(&change);
        assert_eq!(records.get(id("CH-01")).unwrap().refs(alteration::AGAIN), [id("IA-01")]);
    }
}
