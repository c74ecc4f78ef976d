//! The seven steps of a finding. What refuses a step is the gate's matter; here is what a step sets and still asks for.

use crate::domain::progress;
use crate::domain::{
    Change, Field, Kind, Record, Value, View,
    kinds::{
        action,
        finding::{self, Effective, Plan, Step},
    },
};
use jiff::civil::Date;

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
        Step::Action => {
            let failed = failed_on(finding).filter(|day| !actions(view, finding).any(|a| is_done_after(a, *day)))?;
            need(
                &format!("Action: it was not effective on {failed}; what will stop it now? (A adds one)"),
                finding::CORRECTION,
            )
        }
        Step::Done if lacks(finding::CHECK_ON) => need("Check: when will it be looked at again?", finding::CHECK_ON),
        Step::Check if lacks(finding::CHECKER) => need("Check: who judges it? Not the owner.", finding::CHECKER),
        Step::Check if lacks(finding::EFFECTIVE) => need("Check: was it effective?", finding::EFFECTIVE),
        Step::Check if basis(finding).is_empty() => need("Check: what was it judged on?", finding::CHECK_BASIS),
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

/// What was judged not effective starts again at its cause.
fn back_to_cause(view: View, finding: &Record) -> Change {
    let mut values = vec![(finding::STEP, Step::Cause.value())];
    values.extend(starts_again(finding, view.today));
    Change::new(format!("{} not effective, back to its cause", finding.id)).set(finding, values)
}

/// What a finding that was judged not effective holds for the next try: the judgement stays on its sheet under what it
/// rested on, the fields of the check are free, and a plan that was accepted is to be judged anew.
pub fn starts_again(finding: &Record, today: Date) -> Vec<(usize, Value)> {
    let mut values = vec![(finding::CHECK_BASIS, Value::text(failed(finding, today)))];
    let free = [finding::EFFECTIVE, finding::DONE, finding::CHECK_ON, finding::CLOSED];
    values.extend(free.map(|field| (field, Value::Empty)));
    if Plan::of(finding, finding::PLAN) == Some(Plan::Accepted) {
        values.extend([finding::PLAN, finding::PLAN_ON, finding::PLAN_BY].map(|field| (field, Value::Empty)));
    }
    values
}

/// How the judgement of an earlier try begins, and the reason of an earlier sending back.
const NOT_EFFECTIVE: &str = "not effective on ";
const SENT_BACK: &str = "sent back on ";
/// What stands between new words and those of before.
const BEFORE: &str = "before:";

/// `not effective on 2026-11-28: three cases of May`: on the day of its check, today where that is still to come.
pub fn failed(finding: &Record, today: Date) -> String {
    let checked = finding.date(finding::CHECK_ON).filter(|day| *day <= today);
    dated(NOT_EFFECTIVE, checked.unwrap_or(today), finding.text(finding::CHECK_BASIS))
}

/// `sent back on 2026-11-20: it does not reach the cause`
pub fn sent_back(finding: &Record, today: Date) -> String {
    dated(SENT_BACK, finding.date(finding::PLAN_ON).unwrap_or(today), finding.text(finding::PLAN_WHY))
}

fn dated(mark: &str, day: Date, words: &str) -> String {
    let words = match words.trim() {
        "" => String::new(),
        words => format!(": {words}"),
    };
    cut(format!("{mark}{day}{words}"))
}

/// New words with those of before behind them. What is longer than a line holds is refused where it is written, so that
/// neither is cut.
pub fn with_before(new: &str, before: &str) -> String {
    match new.trim() {
        "" => before.to_string(),
        new if new.contains(before) => new.to_string(),
        new => format!("{new}; {BEFORE} {before}"),
    }
}

fn cut(text: String) -> String {
    text.chars().take(Field::LINE_MAX).collect()
}

/// A line in two parts: the words of now, and those of before with their day.
fn parted<'a>(text: &'a str, mark: &str) -> (&'a str, Option<(Date, &'a str)>) {
    let day = |at: usize| text.get(at + mark.len()..)?.get(..10)?.parse::<Date>().ok();
    let Some((at, day)) = text.match_indices(mark).find_map(|(at, _)| Some((at, day(at)?))) else {
        return (text.trim(), None);
    };
    let now = text[..at].trim();
    let now = now.strip_suffix(BEFORE).unwrap_or(now);
    (now.trim_matches(|c: char| c.is_whitespace() || c == ';'), Some((day, &text[at..])))
}

/// The words of now and those of before, in a field that keeps both.
fn parts(finding: &Record, field: usize) -> (&str, Option<(Date, &str)>) {
    parted(finding.text(field), if field == finding::PLAN_WHY { SENT_BACK } else { NOT_EFFECTIVE })
}

/// What an editor of such a field begins with, and what stays behind it; nothing where no words of before stand.
pub fn typed_before(finding: &Record, field: usize) -> Option<(&str, &str)> {
    let keeps = finding.id.kind == Kind::Finding && [finding::CHECK_BASIS, finding::PLAN_WHY].contains(&field);
    let (now, before) = keeps.then(|| parts(finding, field))?;
    before.map(|(_, before)| (now, before))
}

/// What the judgement of this try rests on, without that of an earlier one.
pub fn basis(finding: &Record) -> &str {
    parts(finding, finding::CHECK_BASIS).0
}

/// The judgement of an earlier try that was not effective.
pub fn failed_before(finding: &Record) -> Option<&str> {
    parts(finding, finding::CHECK_BASIS).1.map(|(_, text)| text)
}

/// The day on which an earlier try was judged not effective, the last one.
pub fn failed_on(finding: &Record) -> Option<Date> {
    parts(finding, finding::CHECK_BASIS).1.map(|(day, _)| day)
}

/// Why the plan is sent back now, without the reason of an earlier time.
pub fn why_sent_back(finding: &Record) -> &str {
    parts(finding, finding::PLAN_WHY).0
}

/// Why the plan was sent back before.
pub fn sent_back_before(finding: &Record) -> Option<&str> {
    parts(finding, finding::PLAN_WHY).1.map(|(_, text)| text)
}

/// Done on a later day than this one.
pub fn is_done_after(action: &Record, day: Date) -> bool {
    progress::is_done(action) && action.date(action::DONE).is_some_and(|done| done > day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 28);

    fn checked(basis: &str) -> Record {
        Record::new("F-001".parse().unwrap())
            .with(finding::STEP, Step::Check.value())
            .with(finding::EFFECTIVE, Effective::No.value())
            .with(finding::CHECK_BASIS, Value::text(basis))
    }

    fn again(finding: &Record) -> Record {
        starts_again(finding, TODAY).into_iter().fold(finding.clone(), |f, (field, value)| f.with(field, value))
    }

    #[test]
    fn a_judgement_of_before_is_no_basis_and_its_day_is_known() {
        let first = checked("three cases of May");
        assert_eq!((basis(&first), failed_on(&first)), ("three cases of May", None));
        let back = again(&first);
        assert_eq!(back.text(finding::CHECK_BASIS), "not effective on 2026-11-28: three cases of May");
        assert_eq!((basis(&back), failed_on(&back)), ("", Some(TODAY)));
        let typed = with_before("ten of ten", failed_before(&back).unwrap());
        let judged = back.with(finding::CHECK_BASIS, Value::text(typed.clone()));
        assert_eq!((basis(&judged), failed_on(&judged)), ("ten of ten", Some(TODAY)));
        assert_eq!(with_before(&typed, failed_before(&judged).unwrap()), typed, "once is enough");
        // Words that only sound like it are a basis.
        let words = checked("it was not effective on the whole");
        assert_eq!((basis(&words), failed_on(&words)), ("it was not effective on the whole", None));
    }

    #[test]
    fn a_plan_that_was_accepted_is_judged_anew_and_one_that_was_sent_back_stays_so() {
        for (plan, wanted) in [(Plan::Accepted, None), (Plan::SentBack, Some(Plan::SentBack))] {
            let back = again(&checked("x").with(finding::PLAN, plan.value()));
            assert_eq!(Plan::of(&back, finding::PLAN), wanted);
            assert!(back.value(finding::EFFECTIVE).is_empty());
        }
    }
}
