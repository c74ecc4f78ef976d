//! What goes along with a change of a finding: its days, who judged its plan, and what was judged before.

use super::sets;
use crate::domain::{
    Record,
    gate::near::Near,
    kinds::{
        finding::{self, Plan, Step},
        round,
    },
    value::Value,
    workflow::finding as workflow,
};
use jiff::civil::Date;

pub(super) fn follow(near: &dyn Near, finding: &Record, values: &mut Vec<(usize, Value)>) {
    begins_again(near.today(), finding, values);
    judged_before(near.today(), finding, values);
    plan_judged(near, finding, values);
    days(near.today(), finding, values);
}

/// The finding as the change leaves it.
fn left(finding: &Record, values: &[(usize, Value)]) -> Record {
    values.iter().fold(finding.clone(), |r, (field, value)| r.with(*field, value.clone()))
}

/// Sets a field that the change does not set itself.
fn put(finding: &Record, values: &mut Vec<(usize, Value)>, field: usize, value: Value) {
    if !sets(values, field) && *finding.value(field) != value {
        values.push((field, value));
    }
}

/// Another text in place of the one that the change sets, or beside what it sets.
fn put_text(values: &mut Vec<(usize, Value)>, field: usize, text: String) {
    values.retain(|(f, _)| *f != field);
    values.push((field, Value::text(text)));
}

/// What was judged not effective begins again with the step that it takes before *done*, by whatever key.
fn begins_again(today: Date, finding: &Record, values: &mut Vec<(usize, Value)>) {
    let will = left(finding, values);
    let (was, next) = (finding::step(finding), finding::step(&will));
    let moves = was != next && was.min(next) < Step::Done;
    if moves && workflow::is_not_effective(finding) && workflow::is_not_effective(&will) {
        for (field, value) in workflow::starts_again(finding, today) {
            put(finding, values, field, value);
        }
    }
}

/// A judgement that something did not work stays behind the one that comes after it.
fn judged_before(today: Date, finding: &Record, values: &mut Vec<(usize, Value)>) {
    let will = left(finding, values);
    let words = will.text(finding::CHECK_BASIS);
    let judged = !finding.text(finding::CHECK_BASIS).trim().is_empty();
    if judged && workflow::is_not_effective(finding) && !workflow::is_not_effective(&will) {
        let before = workflow::failed(finding, today);
        let new = if words == finding.text(finding::CHECK_BASIS) { "" } else { words };
        if !words.contains(&before) {
            put_text(values, finding::CHECK_BASIS, workflow::with_before(new, &before));
        }
        return;
    }
    let gone = workflow::failed_before(finding).filter(|before| !words.contains(before));
    if let Some(before) = gone {
        put_text(values, finding::CHECK_BASIS, workflow::with_before(words, before));
    }
}

/// The plan of the auditee is judged today, by who leads the round of the finding; what was judged is asked of the other
/// word anew, and why it was sent back stays known.
fn plan_judged(near: &dyn Near, finding: &Record, values: &mut Vec<(usize, Value)>) {
    sent_back_before(near.today(), finding, values);
    let Some(word) = values.iter().rfind(|(f, _)| *f == finding::PLAN).map(|(_, v)| v.clone()) else { return };
    let is_there = !word.is_empty();
    let lead = finding.one(finding::ROUND).and_then(|id| near.record(id)).and_then(|r| r.one(round::LEAD));
    let by = finding.one(finding::PLAN_BY).or(lead);
    put(finding, values, finding::PLAN_ON, if is_there { Value::Date(near.today()) } else { Value::Empty });
    put(finding, values, finding::PLAN_BY, if is_there { Value::one(by) } else { Value::Empty });
}

fn sent_back_before(today: Date, finding: &Record, values: &mut Vec<(usize, Value)>) {
    let will = left(finding, values);
    let is_back = |f: &Record| Plan::of(f, finding::PLAN) == Some(Plan::SentBack);
    if is_back(finding) && !is_back(&will) && !workflow::why_sent_back(finding).is_empty() {
        put(finding, values, finding::PLAN_WHY, Value::text(workflow::sent_back(finding, today)));
    }
    let words = left(finding, values).text(finding::PLAN_WHY).to_string();
    let gone = workflow::sent_back_before(finding).filter(|before| !words.contains(before));
    if let Some(before) = gone {
        put_text(values, finding::PLAN_WHY, workflow::with_before(&words, before));
    }
}

fn days(today: Date, finding: &Record, values: &mut Vec<(usize, Value)>) {
    if !sets(values, finding::STEP) {
        return;
    }
    let next = finding::step(&left(finding, values));
    let today = Value::Date(today);
    if next >= Step::Done && finding::step(finding) < Step::Done && finding.value(finding::DONE).is_empty() {
        put(finding, values, finding::DONE, today.clone());
    }
    match next {
        Step::Closed if finding.value(finding::CLOSED).is_empty() => put(finding, values, finding::CLOSED, today),
        Step::Closed => {}
        _ => put(finding, values, finding::CLOSED, Value::Empty),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Change, Id, Records, View, change::Edit, gate::follow_ups, kinds::finding::Effective};
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 28);

    fn id() -> Id {
        "F-001".parse().unwrap()
    }

    /// Judged not effective, with a plan that was accepted.
    fn failed(step: Step) -> Records {
        let mut records = Records::default();
        records.put([Record::new(id())
            .with(finding::STEP, step.value())
            .with(finding::EFFECTIVE, Effective::No.value())
            .with(finding::CHECK_ON, Value::Date(date(2026, 11, 20)))
            .with(finding::CHECK_BASIS, Value::text("three cases"))
            .with(finding::PLAN, Plan::Accepted.value())]);
        records
    }

    fn with(records: &Records, values: Vec<(usize, Value)>) -> Record {
        let view = View { records, today: TODAY };
        let whole = follow_ups(&view, Change::new("x").set(records.get(id()).unwrap(), values));
        assert_eq!(follow_ups(&view, whole.clone()), whole, "once is enough");
        let [Edit::Set { values, .. }] = &whole.edits[..] else { panic!("{whole:?}") };
        left(records.get(id()).unwrap(), values)
    }

    #[test]
    fn what_did_not_work_begins_again_by_whatever_key() {
        // Set back to its cause as a state; and one that was judged at its cause and goes on from there.
        for (from, to, day) in [(Step::Check, Step::Cause, "2026-11-20"), (Step::Cause, Step::Action, "2026-11-20")] {
            let after = with(&failed(from), vec![(finding::STEP, to.value())]);
            assert_eq!(after.text(finding::CHECK_BASIS), format!("not effective on {day}: three cases"));
            for field in [finding::EFFECTIVE, finding::CHECK_ON, finding::PLAN] {
                assert!(after.value(field).is_empty(), "{from:?} {field}");
            }
        }
        // Between done and check the judgement stands as it is.
        let after = with(&failed(Step::Check), vec![(finding::STEP, Step::Done.value())]);
        assert_eq!((workflow::is_not_effective(&after), after.text(finding::CHECK_BASIS)), (true, "three cases"));
    }

    #[test]
    fn a_judgement_that_is_turned_keeps_the_one_before() {
        let yes = (finding::EFFECTIVE, Effective::Yes.value());
        let turned = with(&failed(Step::Check), vec![yes.clone()]);
        assert_eq!(turned.text(finding::CHECK_BASIS), "not effective on 2026-11-20: three cases");
        let anew = with(&failed(Step::Check), vec![yes, (finding::CHECK_BASIS, Value::text("ten of ten"))]);
        let wanted = "ten of ten; before: not effective on 2026-11-20: three cases";
        assert_eq!(anew.text(finding::CHECK_BASIS), wanted);
        // Typed after it was stepped back.
        let mut records = Records::default();
        records.put([turned.with(finding::EFFECTIVE, Value::Empty)]);
        let typed = with(&records, vec![(finding::CHECK_BASIS, Value::text("ten of ten"))]);
        assert_eq!(typed.text(finding::CHECK_BASIS), wanted);
        // Emptied again, the earlier one is left.
        records.put([typed]);
        let emptied = with(&records, vec![(finding::CHECK_BASIS, Value::Empty)]);
        assert_eq!(emptied.text(finding::CHECK_BASIS), "not effective on 2026-11-20: three cases");
    }

    #[test]
    fn why_a_plan_was_sent_back_stays_known() {
        let mut records = failed(Step::Action);
        let change = |plan: Plan| (finding::PLAN, plan.value());
        let why = |text: &str| (finding::PLAN_WHY, Value::text(text));
        let judged: [(Vec<(usize, Value)>, &str); 5] = [
            (vec![change(Plan::SentBack), why("too vague")], "too vague"),
            (vec![change(Plan::Accepted)], "sent back on 2026-11-28: too vague"),
            (vec![change(Plan::SentBack)], "sent back on 2026-11-28: too vague"),
            (vec![why("no cause")], "no cause; before: sent back on 2026-11-28: too vague"),
            (
                vec![change(Plan::Accepted)],
                "sent back on 2026-11-28: no cause; before: sent back on 2026-11-28: too vague",
            ),
        ];
        for (values, wanted) in judged {
            let after = with(&records, values);
            assert_eq!(after.text(finding::PLAN_WHY), wanted);
            records.put([after]);
        }
        let before = records.get(id()).map(|f| workflow::why_sent_back(f).is_empty());
        assert_eq!(before, Some(true), "another sending back needs words of its own");
    }
}
