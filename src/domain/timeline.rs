//! The phases of the plans on the way of time: from when to when, how far, and what of them is late.

use super::{
    Id, Kind, Record, View,
    kinds::plan_item::{self, Type},
    period::Period,
    plan, progress,
    share::Share,
};
use jiff::civil::Date;

/// A phase with its days, as far as it or its steps say them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    pub id: Id,
    pub from: Option<Date>,
    pub until: Option<Date>,
    /// Steps that are done, of all.
    pub steps: Share,
    /// Its parts, itself among them, whose day has passed.
    pub late: usize,
    pub is_done: bool,
}

/// The phases of all plans, and the steps that stand in none: the late ones first, then in the order of the plan.
pub fn phases(view: View) -> Vec<Stretch> {
    let is_part = |p: &&Record| p.one(plan_item::PART_OF).and_then(|id| view.records.live(id)).is_some();
    let stands = |p: &&Record| match plan_item::typ(p) {
        Type::Phase => true,
        Type::Plan => false,
        _ => p
            .one(plan_item::PART_OF)
            .and_then(|id| view.records.live(id))
            .is_none_or(|whole| plan_item::typ(whole) == Type::Plan && !is_part(&whole)),
    };
    let open = view.records.all(Kind::PlanItem).filter(|p| !progress::is_over(p)).filter(stands);
    let mut all: Vec<(bool, Vec<u32>, Stretch)> = open
        .map(|p| {
            let stretch = stretch(view, p);
            (stretch.late == 0, plan::order(p), stretch)
        })
        .collect();
    all.sort_by(|a, b| (a.0, &a.1, a.2.id).cmp(&(b.0, &b.1, b.2.id)));
    all.into_iter().map(|(.., stretch)| stretch).collect()
}

fn stretch(view: View, phase: &Record) -> Stretch {
    let parts: Vec<&Record> = view.records.linked(phase.id, Kind::PlanItem, plan_item::PART_OF).collect();
    let parts = || parts.iter().copied().filter(|p| !progress::is_over(p)).chain([phase]);
    let days = |field: usize| parts().filter_map(move |p| p.period(field));
    let own = |field: usize| phase.period(field);
    Stretch {
        id: phase.id,
        from: own(plan_item::START).or(days(plan_item::START).min_by_key(|d| d.first())).map(Period::first),
        until: own(plan_item::DUE).or(days(plan_item::DUE).max_by_key(|d| d.last())).map(Period::last),
        steps: plan::steps(view, phase.id),
        late: parts().filter(|p| progress::late_days(view, p).is_some()).count(),
        is_done: progress::is_done(phase),
    }
}

/// The days that all of them reach over, today among them.
pub fn reach(view: View, all: &[Stretch]) -> (Date, Date) {
    let days = || all.iter().flat_map(|s| [s.from, s.until]).flatten();
    let (first, last) = (days().min().unwrap_or(view.today), days().max().unwrap_or(view.today));
    (first.min(view.today), last.max(view.today))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Records, Value};
    use jiff::civil::date;

    #[test]
    fn late_phases_stand_first_and_days_come_from_their_steps() {
        let id = |text: &str| -> Id { text.parse().unwrap() };
        let item = |of: &str, typ: Type, part_of: Option<&str>, due: Option<Date>| {
            let due = due.map_or(Value::Empty, |d| Value::Period(Period::Day(d)));
            Record::new(id(of))
                .with(plan_item::TITLE, Value::text(of))
                .with(plan_item::TYPE, typ.value())
                .with(plan_item::PART_OF, Value::one(part_of.map(id)))
                .with(plan_item::DUE, due)
        };
        let mut records = Records::default();
        records.put([
            item("PL-01", Type::Plan, None, None),
            item("PL-02", Type::Phase, Some("PL-01"), None).with(plan_item::NUMBER, Value::text("1")),
            item("PL-03", Type::Step, Some("PL-02"), Some(date(2026, 12, 1))),
            item("PL-04", Type::Phase, Some("PL-01"), Some(date(2026, 10, 1)))
                .with(plan_item::NUMBER, Value::text("2")),
            item("PL-05", Type::Step, None, None),
        ]);
        let view = View { records: &records, today: date(2026, 11, 1) };
        let all = phases(view);
        let told: Vec<_> = all.iter().map(|s| (s.id, s.until, s.late)).collect();
        let day = |m, d| Some(date(2026, m, d));
        assert_eq!(told, [(id("PL-04"), day(10, 1), 1), (id("PL-05"), None, 0), (id("PL-02"), day(12, 1), 0)]);
        assert_eq!(reach(view, &all), (date(2026, 10, 1), date(2026, 12, 1)));
    }
}
