//! The plan of the project: how far its steps are, which of its six parts are filled, what it leaves uncovered.

use super::{
    Id, Kind, Record, View,
    gate::{Near, linked},
    kinds::{
        decision::Type as Decided,
        objective,
        plan_item::{self, Type},
        resource,
    },
    progress,
    share::Share,
    workflow::decision::in_force,
};

/// How deep a plan is walked; a ring of parts ends there.
const DEEPEST: usize = 6;

/// Steps done below an item, and all of them; dropped ones do not count.
pub fn steps(view: View, item: Id) -> Share {
    below(view, item, DEEPEST)
}

fn below(view: View, item: Id, depth: usize) -> Share {
    let parts = view.records.linked(item, Kind::PlanItem, plan_item::PART_OF);
    parts.filter(|part| !progress::is_over(part)).fold(Share::default(), |sum, part| {
        let own = Share::count([progress::is_done(part)]);
        let parts = if depth == 0 { Share::default() } else { below(view, part.id, depth - 1) };
        sum + if parts.all == 0 { own } else { parts }
    })
}

/// `3 of 5`, nothing for an item without parts.
pub fn progress_text(view: View, item: &Record) -> String {
    steps(view, item.id).told()
}

/// The least done first.
pub fn progress_rank(view: View, item: &Record) -> i64 {
    steps(view, item.id).percent().map_or(101, |percent| percent as i64)
}

/// The six parts of a plan, each with whether something stands there.
pub fn parts(view: View, plan: &Record) -> [(&'static str, bool); 6] {
    let says = |field: usize| !plan.value(field).is_empty();
    let dated = |item: &Record| item.period(plan_item::DUE).is_some();
    let milestones = view.records.linked(plan.id, Kind::PlanItem, plan_item::PART_OF).any(dated);
    let resources = view.records.linked(plan.id, Kind::Resource, resource::FOR).next().is_some();
    let objectives = view.records.linked(plan.id, Kind::Objective, objective::PLAN).next().is_some();
    [
        ("scope", says(plan_item::SCOPE)),
        ("team", says(plan_item::TEAM)),
        ("milestones", milestones),
        ("resources", resources),
        ("policies and objectives", objectives),
        ("changes", says(plan_item::CHANGES)),
    ]
}

/// The parts of a plan in which nothing stands.
pub fn empty_parts(view: View, plan: &Record) -> Vec<&'static str> {
    parts(view, plan).into_iter().filter(|(_, filled)| !filled).map(|(name, _)| name).collect()
}

/// `4 of 6` for a plan, nothing for its parts.
pub fn parts_text(view: View, item: &Record) -> String {
    match plan_item::typ(item) {
        Type::Plan => format!("{} of 6", 6 - empty_parts(view, item).len()),
        _ => String::new(),
    }
}

/// The emptiest plan first.
pub fn parts_rank(view: View, item: &Record) -> i64 {
    match plan_item::typ(item) {
        Type::Plan => 6 - empty_parts(view, item).len() as i64,
        _ => 7,
    }
}

/// The phase in which the plan is: the first one that is not done, by number and id.
pub fn phase(view: View<'_>) -> Option<&Record> {
    let open = |item: &&Record| plan_item::typ(item) == Type::Phase && !progress::is_done(item);
    let phases = view.records.all(Kind::PlanItem).filter(open);
    phases.min_by(|a, b| (order(a), a.id).cmp(&(order(b), b.id)))
}

/// The number of an item as it is sorted.
pub fn order(item: &Record) -> Vec<u32> {
    numbers(item.text(plan_item::NUMBER))
}

/// The numbers of a text, by which it is sorted: 2.10 after 2.9.
pub fn numbers(text: &str) -> Vec<u32> {
    text.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse().ok()).collect()
}

/// Whether a decision that holds approves the plan.
pub fn is_approved(near: &dyn Near, plan: Id) -> bool {
    in_force(near, plan, Decided::Project).is_some()
}

/// Whether somebody answers for an item: its owner, or that of what it is a part of.
pub fn owner(near: &dyn Near, item: &Record) -> Option<Id> {
    let mut at = item.clone();
    for _ in 0..DEEPEST {
        if let Some(owner) = at.one(plan_item::OWNER) {
            return Some(owner);
        }
        at = near.record(at.one(plan_item::PART_OF)?).filter(|r| !r.hidden)?.into_owned();
    }
    None
}

/// Whether an item has parts.
pub fn has_parts(near: &dyn Near, item: Id) -> bool {
    linked(near, item, (Kind::PlanItem, plan_item::PART_OF)).next().is_some()
}
