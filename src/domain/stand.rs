//! How far plan, people, leadership and risk work are, counted from the records.

use super::{
    Kind, Record, View,
    kinds::{
        decision::{self, Type as Decided},
        mandate, organisation,
        plan_item::{self, Type},
        risk::{self, Treatment},
        shared::Standing,
    },
    people, plan, progress,
    workflow::decision as decided,
};

/// What is done of what there is to do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bar {
    pub done: usize,
    pub all: usize,
}

impl Bar {
    fn count(marks: impl IntoIterator<Item = bool>) -> Bar {
        marks.into_iter().fold(Bar::default(), |bar, done| Bar { done: bar.done + usize::from(done), all: bar.all + 1 })
    }
    /// In per cent; nothing where there is nothing to do yet.
    pub fn percent(self) -> Option<usize> {
        (self.all > 0).then(|| 100 * self.done / self.all)
    }
}

/// The four bars.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bars {
    /// Steps of the plan that are done.
    pub plan: Bar,
    /// Roles that somebody holds, and skills that the team has.
    pub people: Bar,
    /// Endorsement, executive, lead, approved plan, a body that meets.
    pub leadership: Bar,
    /// Open risks that are rated and, above the appetite, have a treatment and an owner.
    pub risks: Bar,
}

impl Bars {
    /// The kinds that are counted.
    pub const KINDS: &'static [Kind] = &[
        Kind::PlanItem,
        Kind::Mandate,
        Kind::Person,
        Kind::Decision,
        Kind::Body,
        Kind::Risk,
        Kind::Method,
        Kind::Organisation,
    ];

    pub fn of(view: View) -> Bars {
        Bars { plan: plan_bar(view), people: people_bar(view), leadership: leadership(view), risks: risks(view) }
    }
}

fn plan_bar(view: View) -> Bar {
    let work = view.records.all(Kind::PlanItem).filter(|p| !p.hidden && !progress::is_over(p));
    let steps = work.filter(|p| matches!(plan_item::typ(p), Type::Step | Type::Milestone));
    Bar::count(steps.map(progress::is_done))
}

fn in_force(mandate: &Record) -> bool {
    !mandate.hidden && Standing::of(mandate, mandate::STATE) == Some(Standing::Active)
}

fn people_bar(view: View) -> Bar {
    let roles: Vec<bool> = view
        .records
        .all(Kind::Mandate)
        .filter(|m| !m.hidden && !progress::is_over(m))
        .map(|m| m.one(mandate::PERSON).is_some() && progress::late_days(view, m).is_none())
        .collect();
    if roles.is_empty() {
        return Bar::default();
    }
    let missing = people::missing_skills(view).len();
    Bar::count(roles.into_iter().chain((0..people::NEEDED).map(|at| at >= missing)))
}

fn leadership(view: View) -> Bar {
    let holds = |typ: Decided| {
        view.records
            .all(Kind::Decision)
            .any(|d| Decided::of(d, decision::TYPE) == Some(typ) && decided::holds(d, view.today))
    };
    let organisation = view.records.single(Kind::Organisation);
    let lead =
        |m: &Record| in_force(m) && m.one(mandate::PERSON).is_some() && m.title().to_lowercase().contains("lead");
    let bodies = view.records.all(Kind::Body).filter(|b| !b.hidden && !progress::is_over(b));
    let meets =
        bodies.into_iter().any(|b| super::bodies::members(view, b) > 0 && progress::late_days(view, b).is_none());
    let plans = view.records.all(Kind::PlanItem).filter(|p| plan_item::typ(p) == Type::Plan);
    Bar::count([
        holds(Decided::Endorsement),
        organisation.is_some_and(|o| o.one(organisation::EXECUTIVE).is_some()),
        view.records.all(Kind::Mandate).any(lead),
        plans.into_iter().any(|p| plan::is_approved(&view, p.id)),
        meets,
    ])
}

fn risks(view: View) -> Bar {
    let settled = |r: &Record| match risk::against_appetite(view, r) {
        "" => false,
        "above" => Treatment::of(r, risk::TREATMENT).is_some() && r.one(risk::OWNER).is_some(),
        _ => true,
    };
    Bar::count(view.records.all(Kind::Risk).filter(|r| risk::is_open(r)).map(settled))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Id, Records, Value, kinds::shared::Work};
    use jiff::civil::date;

    #[test]
    fn the_bars_count_what_is_there_and_nothing_where_nothing_is() {
        let mut records = Records::default();
        let today = date(2026, 11, 24);
        let bars = Bars::of(View { records: &records, today });
        assert_eq!((bars.plan.percent(), bars.people.percent(), bars.risks.percent()), (None, None, None));
        assert_eq!(bars.leadership, Bar { done: 0, all: 5 });
        let step = |n: u32, state: Work| Record::new(Id::new(Kind::PlanItem, n)).with(plan_item::STATE, state.value());
        let lead = Record::new(Id::new(Kind::Mandate, 1))
            .with(mandate::ROLE, Value::text("AIMS lead"))
            .with(mandate::PERSON, Value::Ref(Id::new(Kind::Person, 1)))
            .with(mandate::STATE, Standing::Active.value());
        let bare = Record::new(Id::new(Kind::Risk, 1));
        records.put([step(1, Work::Done), step(2, Work::Open), step(3, Work::Dropped), lead, bare]);
        records.put([Record::new(Id::new(Kind::Person, 1))]);
        let bars = Bars::of(View { records: &records, today });
        assert_eq!(bars.plan, Bar { done: 1, all: 2 });
        assert_eq!(bars.people, Bar { done: 1, all: 6 });
        assert_eq!((bars.leadership.done, bars.risks), (1, Bar { done: 0, all: 1 }));
    }
}
