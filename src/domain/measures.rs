//! Readings of metrics and runs of tasks: the latest, how it went, whether a limit is broken.

use super::{
    Decimal, Kind, Record, Tone, View,
    kinds::{
        incident,
        metric::{self, Better},
        reading::{self, Outcome},
        task,
    },
    progress,
};
use std::cmp::Ordering;

/// How many readings the trend draws.
const DRAWN: usize = 10;

/// Whether a value is on the wrong side of the limit of its metric.
pub fn is_beyond(metric: &Record, value: &Decimal) -> bool {
    let Some(limit) = metric.decimal(metric::LIMIT) else { return false };
    match Better::of(metric, metric::BETTER) {
        Some(Better::Higher) => value.order(limit) == Ordering::Less,
        Some(Better::Lower) => value.order(limit) == Ordering::Greater,
        // Between target and limit, whichever is the greater.
        Some(Better::Within) => match metric.decimal(metric::TARGET) {
            Some(target) => {
                let (low, high) = if target.order(limit).is_le() { (target, limit) } else { (limit, target) };
                value.order(low).is_lt() || value.order(high).is_gt()
            }
            None => value.order(limit).is_gt(),
        },
        None => false,
    }
}

/// Whether the target is reached; nothing where there is none.
pub fn is_on_target(metric: &Record, value: &Decimal) -> Option<bool> {
    let target = metric.decimal(metric::TARGET)?;
    match Better::of(metric, metric::BETTER)? {
        Better::Higher => Some(value.order(target).is_ge()),
        Better::Lower => Some(value.order(target).is_le()),
        Better::Within => Some(!is_beyond(metric, value)),
    }
}

/// The newest reading of a metric or task.
pub fn latest<'a>(view: View<'a>, of: &Record) -> Option<&'a Record> {
    let all = view.records.linked(of.id, Kind::Reading, reading::OF);
    all.max_by_key(|r| (r.stamp(reading::AT), r.id))
}

/// Whether a reading shows that something is wrong.
pub fn is_bad(of: &Record, reading: &Record) -> bool {
    let broke = of.id.kind == Kind::Metric && reading.decimal(reading::VALUE).is_some_and(|v| is_beyond(of, v));
    broke || Outcome::of(reading, reading::RESULT) == Some(Outcome::Failed)
}

/// The newest reading where it shows that something is wrong and nothing was opened from it.
pub fn unanswered<'a>(view: View<'a>, of: &Record) -> Option<&'a Record> {
    let newest = latest(view, of).filter(|r| is_bad(of, r))?;
    let opened = |id| view.records.linked(id, Kind::Incident, incident::FROM).next().is_some();
    (!opened(newest.id)).then_some(newest)
}

pub fn latest_text(view: View, metric: &Record) -> String {
    latest(view, metric).and_then(|r| r.decimal(reading::VALUE)).map_or(String::new(), |v| v.to_string())
}

/// Those beyond their limit first, then those without a reading.
pub fn latest_rank(view: View, metric: &Record) -> i64 {
    match latest(view, metric) {
        Some(r) if is_bad(metric, r) => 0,
        None => 1,
        Some(_) => 2,
    }
}

pub fn latest_tone(view: View, metric: &Record) -> Tone {
    match latest(view, metric) {
        Some(r) if is_bad(metric, r) => Tone::Bad,
        Some(r) => match r.decimal(reading::VALUE).and_then(|v| is_on_target(metric, v)) {
            Some(true) => Tone::Good,
            Some(false) => Tone::Warn,
            None => Tone::Plain,
        },
        None => Tone::Plain,
    }
}

/// The last readings as heights from 1 to 9, the oldest first; a point where all are the same.
pub fn trend_text(view: View, metric: &Record) -> String {
    let mut all: Vec<&Record> = view.records.linked(metric.id, Kind::Reading, reading::OF).collect();
    all.sort_by_key(|r| (r.stamp(reading::AT), r.id));
    let from = all.len().saturating_sub(DRAWN);
    let values: Vec<f64> =
        all[from..].iter().filter_map(|r| r.decimal(reading::VALUE)?.as_str().parse().ok()).collect();
    let (low, high) = values.iter().fold((f64::MAX, f64::MIN), |(l, h), v| (l.min(*v), h.max(*v)));
    let height = |v: &f64| if high > low { (1.0 + 8.0 * (v - low) / (high - low)).round() as u32 } else { 0 };
    values.iter().map(|v| if high > low { char::from_digit(height(v), 10).unwrap_or('.') } else { '.' }).collect()
}

/// The result of the newest run of a task.
pub fn last_text(view: View, task: &Record) -> String {
    latest(view, task).map_or(String::new(), |r| view.cell(r, reading::RESULT))
}

pub fn last_rank(view: View, task: &Record) -> i64 {
    let result = latest(view, task).and_then(|r| Outcome::of(r, reading::RESULT));
    result.map_or(1, |r| match r {
        Outcome::Failed => 0,
        Outcome::Partly => 1,
        Outcome::Passed => 2,
    })
}

pub fn last_tone(view: View, task: &Record) -> Tone {
    match latest(view, task).and_then(|r| Outcome::of(r, reading::RESULT)) {
        Some(outcome) => outcome.choice().tone,
        None => Tone::Plain,
    }
}
/// The tasks that keep a control alive, those that ended left out.
fn tasks<'a>(view: View<'a>, item: &Record) -> impl Iterator<Item = &'a Record> + use<'a> {
    let id = item.id;
    view.records.linked(id, Kind::Task, task::CONTROLS).filter(|t| !progress::is_over(t))
}

/// How the tasks of a control last went: `2 passed, 1 failed`.
pub fn runs_text(view: View, item: &Record) -> String {
    let last: Vec<Option<Outcome>> =
        tasks(view, item).map(|t| latest(view, t).and_then(|r| Outcome::of(r, reading::RESULT))).collect();
    let count = |of: Option<Outcome>| last.iter().filter(|o| **o == of).count();
    let mut told: Vec<String> = Outcome::ALL
        .iter()
        .map(|o| (count(Some(*o)), o.label()))
        .chain([(count(None), "never run")])
        .filter(|(n, _)| *n > 0)
        .map(|(n, label)| format!("{n} {label}"))
        .collect();
    told.dedup();
    told.join(", ")
}

pub fn runs_rank(view: View, item: &Record) -> i64 {
    let failed = |t: &&Record| latest(view, t).is_some_and(|r| is_bad(t, r));
    -(tasks(view, item).filter(failed).count() as i64)
}
