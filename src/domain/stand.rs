//! How far plan, people, leadership and risk work are, counted from the records.

use super::{
    Kind, Record, View,
    kinds::{
        mandate, organisation,
        plan_item::{self, Type},
        risk::{self, Treatment},
    },
    people, plan, progress,
    share::Share,
    workflow::decision as decided,
};

/// The four bars.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bars {
    /// Steps of the plan that are done.
    pub plan: Share,
    /// Roles that somebody holds, and skills that the team has.
    pub people: Share,
    /// Endorsement, executive, lead, approved plan, a body that meets.
    pub leadership: Share,
    /// Open risks that are rated and, above the appetite, have a treatment and an owner.
    pub risks: Share,
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

    /// The same with the work that a page of progress lists.
    pub const PAPER: &'static [Kind] = &[
        Kind::PlanItem,
        Kind::Action,
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

fn plan_bar(view: View) -> Share {
    let work = view.records.all(Kind::PlanItem).filter(|p| !progress::is_over(p));
    let steps = work.filter(|p| matches!(plan_item::typ(p), Type::Step | Type::Milestone));
    Share::count(steps.map(progress::is_done))
}

fn people_bar(view: View) -> Share {
    let roles: Vec<bool> = view
        .records
        .all(Kind::Mandate)
        .filter(|m| !progress::is_over(m))
        .map(|m| m.one(mandate::PERSON).is_some() && progress::late_days(view, m).is_none())
        .collect();
    if roles.is_empty() {
        return Share::default();
    }
    let missing = people::missing_skills(view).len();
    Share::count(roles.into_iter().chain((0..people::NEEDED).map(|at| at >= missing)))
}

fn leadership(view: View) -> Share {
    let organisation = view.records.single(Kind::Organisation);
    let lead = |m: &Record| mandate::is_lead(m) && m.one(mandate::PERSON).is_some();
    let bodies = view.records.all(Kind::Body).filter(|b| !progress::is_over(b));
    let meets =
        bodies.into_iter().any(|b| super::bodies::members(view, b) > 0 && progress::late_days(view, b).is_none());
    let plans = view.records.all(Kind::PlanItem).filter(|p| plan_item::typ(p) == Type::Plan);
    Share::count([
        view.records.all(Kind::Decision).any(|d| decided::endorses(d) && decided::holds(d, view.today)),
        organisation.is_some_and(|o| o.one(organisation::EXECUTIVE).is_some()),
        view.records.all(Kind::Mandate).any(lead),
        plans.into_iter().any(|p| plan::is_approved(&view, p.id)),
        meets,
    ])
}

fn risks(view: View) -> Share {
    let settled = |r: &Record| match risk::against_appetite(view, r) {
        "" => false,
        "above" => Treatment::of(r, risk::TREATMENT).is_some() && r.one(risk::OWNER).is_some(),
        _ => true,
    };
    Share::count(view.records.all(Kind::Risk).filter(|r| risk::is_open(r)).map(settled))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        Id, Records, Value,
        kinds::shared::{Standing, Work},
    };
    use jiff::civil::date;

    #[test]
    fn the_bars_count_what_is_there_and_nothing_where_nothing_is() {
        let mut records = Records::default();
        let today = date(2026, 11, 24);
        let bars = Bars::of(View { records: &records, today });
        assert_eq!((bars.plan.percent(), bars.people.percent(), bars.risks.percent()), (None, None, None));
        assert_eq!(bars.leadership, Share { done: 0, all: 5 });
        let step = |n: u32, state: Work| Record::new(Id::new(Kind::PlanItem, n)).with(plan_item::STATE, state.value());
        let lead = Record::new(Id::new(Kind::Mandate, 1))
            .with(mandate::ROLE, Value::text("AIMS lead"))
            .with(mandate::PERSON, Value::Ref(Id::new(Kind::Person, 1)))
            .with(mandate::STATE, Standing::Active.value());
        let bare = Record::new(Id::new(Kind::Risk, 1));
        records.put([step(1, Work::Done), step(2, Work::Open), step(3, Work::Dropped), lead, bare]);
        records.put([Record::new(Id::new(Kind::Person, 1))]);
        let bars = Bars::of(View { records: &records, today });
        assert_eq!(bars.plan, Share { done: 1, all: 2 });
        assert_eq!(bars.people, Share { done: 1, all: 6 });
        assert_eq!((bars.leadership.done, bars.risks), (1, Share { done: 0, all: 1 }));
    }
}
