//! When a decision is approved: by name, on a day that has come, and with what its type stands on.

use super::{
    Broken,
    near::{Near, live},
    system,
};
use crate::domain::{
    Id, Kind, Record,
    kinds::{
        decision::{self, Type},
        item::{self, Use},
        plan_item,
    },
    marks,
    period::Period,
    plan, progress,
    value::join_ids,
    workflow::decision as workflow,
};

pub(super) fn broken(near: &dyn Near, decision: &Record) -> Vec<Broken> {
    if !progress::is_done(decision) || progress::is_over(decision) {
        return Vec::new();
    }
    let mut all = unsigned(near, decision);
    match Type::of(decision, decision::TYPE) {
        Some(typ) if workflow::needs_end(typ) => all.extend(endless(decision)),
        Some(Type::Exclusion) => all.extend(not_left_out(near, decision)),
        Some(Type::Release) => all.extend(unready(near, decision)),
        Some(Type::Project) => all.extend(unplanned(near, decision)),
        _ => {}
    }
    all
}

/// A dated act of authority has a name and a day.
fn unsigned(near: &dyn Near, decision: &Record) -> Vec<Broken> {
    let day = decision.period(decision::DECIDED).map(Period::first);
    let coming = day.is_some_and(|day| day > near.today());
    let lacks = [
        (decision.one(decision::BY).is_none(), "decision approved: name", "without who decided it"),
        (day.is_none(), "decision approved: day", "without the day on which it was decided"),
        (coming, "decision approved: day to come", "on a day that is still to come"),
    ];
    lacks
        .into_iter()
        .filter(|(is, ..)| *is)
        .map(|(_, rule, what)| Broken::refused(rule, format!("{} is not approved {what}", decision.id)))
        .collect()
}

/// What was accepted is accepted until a day.
fn endless(decision: &Record) -> Option<Broken> {
    let on = decision.period(decision::DECIDED).map(Period::first);
    let ends = decision.period(decision::UNTIL).is_some_and(|until| on.is_none_or(|on| until.last() > on));
    let why = format!("{} accepts only until a day: valid until has to be after the day it was decided", decision.id);
    (!ends).then(|| Broken::refused("decision approved: end", why))
}

/// The exclusion of a control is approved where it is left out and says why (clause 6.1.3); clauses are never left out.
fn not_left_out(near: &dyn Near, decision: &Record) -> Vec<Broken> {
    let controls = decision.refs(decision::ABOUT).iter().filter(|id| id.kind == Kind::Item);
    let controls: Vec<_> = controls.filter_map(|id| live(near, *id)).collect();
    let ids =
        |wrong: &dyn Fn(&Record) -> bool| -> Vec<Id> { controls.iter().filter(|c| wrong(c)).map(|c| c.id).collect() };
    let clauses = ids(&|c| !item::is_control(c));
    let used = ids(&|c| item::is_control(c) && Use::of(c, item::USE) != Some(Use::No));
    let bare = ids(&|c| Use::of(c, item::USE) == Some(Use::No) && c.value(item::WHY_AGAINST).is_empty());
    let told = [
        (clauses, "exclusion approved: clause", "a clause is never left out"),
        (used, "exclusion approved: used", "it is not left out of the Statement"),
        (bare, "exclusion approved: reason", "it has no reason of its own for leaving it out"),
    ];
    told.into_iter()
        .filter(|(ids, ..)| !ids.is_empty())
        .map(|(ids, rule, why)| {
            Broken::refused(
                rule,
                format!("{} does not approve the exclusion of {}: {why}", decision.id, join_ids(&ids, ", ")),
            )
        })
        .collect()
}

/// A plan is approved with its six parts, or with a reason.
fn unplanned(near: &dyn Near, decision: &Record) -> Option<Broken> {
    let plans = decision.refs(decision::ABOUT).iter().filter(|id| id.kind == Kind::PlanItem);
    let plans = plans.filter_map(|id| live(near, *id)).filter(|p| plan_item::typ(p) == plan_item::Type::Plan);
    let (id, empty) = plans.map(|p| (p.id, plan::empty_parts_near(near, &p))).find(|(_, empty)| !empty.is_empty())?;
    let why = format!("{} approves {id}, which says nothing of {}: why?", decision.id, empty.join(", "));
    Some(Broken::asks("project approved: parts", why))
}

/// A release rests on a risk class, a decision on scope and an earlier assessment, or on a reason; what the law bans is
/// never released.
fn unready(near: &dyn Near, decision: &Record) -> Option<Broken> {
    let systems = decision.refs(decision::ABOUT).iter().filter(|id| id.kind == Kind::System);
    let systems: Vec<_> = systems.filter_map(|id| live(near, *id)).collect();
    if let Some((id, mark)) = systems.iter().find_map(|s| Some((s.id, marks::banned(s)?))) {
        let why = format!(
            "{} does not release {id}: it is marked as a banned practice ({mark}), which W looks at again",
            decision.id
        );
        return Some(Broken::refused("release approved: banned", why));
    }
    let bare = systems.iter().find_map(|system| {
        let missing = system::missing(near, system);
        let words: Vec<&str> = missing.iter().map(|(_, what)| what.as_str()).collect();
        (!words.is_empty())
            .then(|| format!("{} releases {} without {}: why?", decision.id, system.id, words.join(", without ")))
    });
    bare.map(|why| Broken::asks("release approved: basis", why))
}
