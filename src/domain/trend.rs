//! How the AIMS did over time: a few measures at up to sixty days of the past (clauses 9.1 and 10.1).

use super::{
    coverage::{Coverage, Span},
    kind::Kind,
    kinds::{
        finding,
        item::{self, State, Use},
        risk,
    },
    progress,
    record::Record,
    records::View,
};
use jiff::civil::Date;

/// The most days that are looked at.
pub const POINTS: usize = 60;

/// Whether a higher value is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Good {
    Up,
    Down,
}

/// One thing that is counted.
pub struct Measure {
    /// Stable, for scripts.
    pub id: &'static str,
    pub label: &'static str,
    pub good: Good,
    /// The kind that is counted.
    pub about: Kind,
    /// Nothing where there is nothing to count yet.
    pub count: fn(View) -> Option<i64>,
}

/// All that is counted.
pub static MEASURES: &[Measure] = &[
    Measure {
        id: "conformity",
        label: "In place, % of the judged",
        good: Good::Up,
        about: Kind::Item,
        count: conformity,
    },
    Measure {
        id: "controls-in-place",
        label: "Used controls in place, %",
        good: Good::Up,
        about: Kind::Item,
        count: controls_in_place,
    },
    Measure {
        id: "open-nonconformities",
        label: "Open nonconformities",
        good: Good::Down,
        about: Kind::Finding,
        count: open,
    },
    Measure {
        id: "open-major",
        label: "Open major nonconformities",
        good: Good::Down,
        about: Kind::Finding,
        count: open_major,
    },
    Measure {
        id: "findings-late",
        label: "Findings past due",
        good: Good::Down,
        about: Kind::Finding,
        count: |v| late(v, Kind::Finding),
    },
    Measure {
        id: "actions-late",
        label: "Actions past due",
        good: Good::Down,
        about: Kind::Action,
        count: |v| late(v, Kind::Action),
    },
    Measure {
        id: "risks-above",
        label: "Open risks above appetite",
        good: Good::Down,
        about: Kind::Risk,
        count: risks_above,
    },
    Measure {
        id: "systems-unclassed",
        label: "AI systems without a class",
        good: Good::Down,
        about: Kind::System,
        count: systems_unclassed,
    },
];

/// The kinds of record that the measures read.
pub const READ: &[Kind] = &[
    Kind::Method,
    Kind::Item,
    Kind::System,
    Kind::Risk,
    Kind::Action,
    Kind::Round,
    Kind::Interview,
    Kind::Answer,
    Kind::Finding,
];

/// The measures on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    pub day: Date,
    /// One for each of [`MEASURES`].
    pub values: Vec<Option<i64>>,
}

impl Point {
    pub fn of(view: View) -> Point {
        Point { day: view.today, values: MEASURES.iter().map(|m| (m.count)(view)).collect() }
    }
}

/// All points, oldest first, and the step that the last of them was read after.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trend {
    pub points: Vec<Point>,
    pub seq: u64,
}

impl Trend {
    /// The same with the records of now at its end: the past stands, today goes on.
    pub fn up_to(&self, view: View) -> Trend {
        let mut points = self.points.clone();
        let today = Point::of(view);
        match points.last_mut() {
            Some(last) if last.day >= today.day => *last = today,
            _ => points.push(today),
        }
        Trend { points, seq: self.seq }
    }
    /// The values of one measure, oldest first.
    pub fn of(&self, measure: usize) -> Vec<Option<i64>> {
        self.points.iter().map(|point| point.values[measure]).collect()
    }
}

/// Up to [`POINTS`] days from the first to the last, evenly apart, both among them.
pub fn days(first: Date, last: Date) -> Vec<Date> {
    let span = first.until(last).map_or(0, |span| i64::from(span.get_days())).max(0);
    let steps = span.min(POINTS as i64 - 1);
    let day = |i: i64| first.saturating_add(jiff::Span::new().days(if steps == 0 { span } else { span * i / steps }));
    (0..=steps).map(day).collect()
}

fn percent(part: usize, all: usize) -> Option<i64> {
    (all > 0).then(|| (part * 100 / all) as i64)
}

fn conformity(view: View) -> Option<i64> {
    Coverage::of(view, Span::Newest).total().percent_in_place().map(|n| n as i64)
}

fn controls_in_place(view: View) -> Option<i64> {
    let used =
        || view.records.all(Kind::Item).filter(|c| item::is_control(c) && Use::of(c, item::USE) == Some(Use::Yes));
    percent(used().filter(|c| State::of(c, item::STATE) >= Some(State::InPlace)).count(), used().count())
}

fn counted<'a>(view: View<'a>, kind: Kind, is: impl Fn(&Record) -> bool) -> Option<i64> {
    (view.records.count(kind) > 0).then(|| view.records.all(kind).filter(|r| is(r)).count() as i64)
}

fn open(view: View) -> Option<i64> {
    counted(view, Kind::Finding, |f| finding::is_open(f) && !finding::is_improvement(f))
}

fn open_major(view: View) -> Option<i64> {
    let major = |f: &Record| finding::Grade::of(f, finding::GRADE) == Some(finding::Grade::Major);
    counted(view, Kind::Finding, |f| finding::is_open(f) && major(f))
}

fn late(view: View, kind: Kind) -> Option<i64> {
    counted(view, kind, |r| progress::late_days(view, r).is_some())
}

fn risks_above(view: View) -> Option<i64> {
    counted(view, Kind::Risk, |r| risk::is_open(r) && risk::against_appetite(view, r) == "above")
}

fn systems_unclassed(view: View) -> Option<i64> {
    use super::kinds::system;
    counted(view, Kind::System, |s| s.choice(system::TIER).is_none() && !progress::is_over(s))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_days_are_even_and_hold_both_ends() {
        let (first, last) = (date(2025, 1, 1), date(2026, 11, 24));
        let all = days(first, last);
        assert_eq!((all.len(), all[0], all[POINTS - 1]), (POINTS, first, last));
        let gaps: Vec<i32> = all.windows(2).map(|w| w[0].until(w[1]).unwrap().get_days()).collect();
        assert!(gaps.iter().all(|gap| (11..=12).contains(gap)), "{gaps:?}");
        assert_eq!(days(first, date(2025, 1, 3)), [first, date(2025, 1, 2), date(2025, 1, 3)]);
        assert_eq!(days(first, first), [first]);
        assert_eq!(days(last, first), [last], "a clock that was put back");
    }
}
