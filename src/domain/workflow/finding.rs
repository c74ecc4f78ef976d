//! The seven steps of a finding. What refuses a step is the gate's matter; here is what a step sets and still asks for.

use crate::domain::progress;
use crate::domain::{
    Change, Field, Kind, Record, Value, View,
    kinds::{
        action,
        finding::{self, Effective, Step},
    },
};

/// The actions about a finding.
pub fn actions<'a>(view: View<'a>, finding: &Record) -> impl Iterator<Item = &'a Record> {
    view.records.linked(finding.id, Kind::Action, action::ABOUT)
}

/// What its step still asks for, as a sentence, with the field for it.
pub fn missing(view: View, finding: &Record) -> Option<(String, usize)> {
    let lacks = |field: usize| finding.value(field).is_empty();
    let need = |text: &str, field| Some((text.to_string(), field));
    match finding::step(finding) {
        Step::New if lacks(finding::OWNER) => need("Owner: who answers for it?", finding::OWNER),
        Step::New | Step::FixNow if lacks(finding::CORRECTION) => {
            need("Fix now: what was done at once for this case?", finding::CORRECTION)
        }
        Step::Cause if lacks(finding::CAUSE) => need("Cause: why could it happen? (w asks five whys)", finding::CAUSE),
        Step::Action if actions(view, finding).next().is_none() => {
            need("Action: what will stop it happening again? (A adds one)", finding::CORRECTION)
        }
        Step::Action if actions(view, finding).any(|a| !progress::is_done(a)) => {
            need("Action: not every action is done yet", finding::DONE)
        }
        Step::Done if lacks(finding::CHECK_ON) => need("Check: when will it be looked at again?", finding::CHECK_ON),
        Step::Check if lacks(finding::CHECKER) => need("Check: who judges it? Not the owner.", finding::CHECKER),
        Step::Check if lacks(finding::EFFECTIVE) => need("Check: was it effective?", finding::EFFECTIVE),
        Step::Check if lacks(finding::CHECK_BASIS) => need("Check: what was it judged on?", finding::CHECK_BASIS),
        Step::Check if lacks(finding::CHECK_ON) => need("Check: on which day?", finding::CHECK_ON),
        _ => None,
    }
}

/// The checker is the owner; somebody else should check.
pub fn same_person(finding: &Record) -> bool {
    finding.one(finding::CHECKER).is_some() && finding.one(finding::CHECKER) == finding.one(finding::OWNER)
}

pub fn is_not_effective(finding: &Record) -> bool {
    Effective::of(finding, finding::EFFECTIVE) == Some(Effective::No)
}

/// To the next step, and which that is; one that was judged not effective goes back to its cause. The error is a sentence.
pub fn step_on(view: View, finding: &Record) -> Result<(Change, Step), String> {
    let now = finding::step(finding);
    let next = Step::ALL.get(now as usize + 1).copied().ok_or_else(|| format!("{} is closed", finding.id))?;
    if next == Step::Closed && is_not_effective(finding) {
        return Ok((back_to_cause(view, finding), Step::Cause));
    }
    let label = format!("{} to step {}", finding.id, next.label());
    Ok((Change::new(label).set(finding, vec![(finding::STEP, next.value())]), next))
}

/// To the step before.
pub fn step_back(view: View, finding: &Record) -> Result<(Change, Step), String> {
    let now = finding::step(finding);
    let back = match now {
        _ if is_not_effective(finding) && now >= Step::Done => {
            return Ok((back_to_cause(view, finding), Step::Cause));
        }
        Step::New => return Err(format!("{} is at its first step", finding.id)),
        _ => Step::ALL[now as usize - 1],
    };
    let label = format!("{} back to step {}", finding.id, back.label());
    Ok((Change::new(label).set(finding, vec![(finding::STEP, back.value())]), back))
}

/// What was judged not effective starts again at its cause. The judgement stays on the sheet under what it rested on;
/// the fields of the check are free for the next try.
fn back_to_cause(view: View, finding: &Record) -> Change {
    let basis = match finding.text(finding::CHECK_BASIS).trim() {
        "" => String::new(),
        basis => format!(": {basis}"),
    };
    let judged: String = format!("not effective on {}{basis}", view.today).chars().take(Field::LINE_MAX).collect();
    let values = vec![
        (finding::STEP, Step::Cause.value()),
        (finding::CHECK_BASIS, Value::text(judged)),
        (finding::EFFECTIVE, Value::Empty),
        (finding::DONE, Value::Empty),
        (finding::CHECK_ON, Value::Empty),
        (finding::CLOSED, Value::Empty),
    ];
    Change::new(format!("{} not effective, back to its cause", finding.id)).set(finding, values)
}
