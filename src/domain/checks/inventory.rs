//! Rules about AI systems. A retired system needs nothing more.

use super::{Spot, says_something, spot};
use crate::domain::{
    Kind, Record, View,
    kinds::system::{self, ActClass, Origin, Scope, State},
    marks, progress,
    workflow::freshness,
};

fn systems(view: View, is_wrong: impl Fn(&Record) -> bool, what: &str) -> Vec<Spot> {
    view.records
        .all(Kind::System)
        .filter(|s| State::of(s, system::STATE) != Some(State::Retired) && is_wrong(s))
        .map(|s| spot(view.records, s.id, what))
        .collect()
}

fn is_out(system: &Record) -> bool {
    Scope::of(system, system::SCOPE) == Some(Scope::Out)
}

pub fn prohibited(view: View) -> Vec<Spot> {
    systems(view, |s| ActClass::of(s, system::ACT_CLASS) == Some(ActClass::Prohibited), "prohibited by the EU AI Act")
}

pub fn high_out_of_scope(view: View) -> Vec<Spot> {
    systems(view, |s| is_out(s) && system::is_high(s), "high class, yet out of scope")
}

pub fn out_without_reason(view: View) -> Vec<Spot> {
    systems(view, |s| is_out(s) && !says_something(s, system::SCOPE_REASON), "out of scope, no reason")
}

pub fn no_impact(view: View) -> Vec<Spot> {
    let runs = |s: &Record| matches!(State::of(s, system::STATE), Some(State::Pilot | State::Live));
    systems(view, |s| runs(s) && freshness::assessed_on(&view, s).is_none(), "no impact assessment")
}

pub fn no_supplier(view: View) -> Vec<Spot> {
    let from_outside = |s: &Record| matches!(Origin::of(s, system::ORIGIN), Some(Origin::External | Origin::Both));
    systems(view, |s| from_outside(s) && s.refs(system::SUPPLIERS).is_empty(), "no supplier")
}

pub fn act_class_unfounded(view: View) -> Vec<Spot> {
    let founded = |s: &Record| says_something(s, system::ACT_REASON) && s.one(system::ACT_BY).is_some();
    systems(view, |s| s.choice(system::ACT_CLASS).is_some() && !founded(s), "EU AI Act class without reason or name")
}

pub fn review_overdue(view: View) -> Vec<Spot> {
    systems(view, |s| progress::review_is_late(view, s), "review overdue")
}

pub fn supplier_review_overdue(view: View) -> Vec<Spot> {
    let late = |s: &&Record| progress::review_is_late(view, s);
    view.records.all(Kind::Supplier).filter(late).map(|s| spot(view.records, s.id, "review overdue")).collect()
}

pub fn no_risk_class(view: View) -> Vec<Spot> {
    systems(view, |s| s.choice(system::TIER).is_none(), "no risk class")
}

pub fn scope_undecided(view: View) -> Vec<Spot> {
    let undecided = |s: &Record| matches!(Scope::of(s, system::SCOPE), None | Some(Scope::Undecided));
    systems(view, undecided, "scope undecided")
}

pub fn no_owner(view: View) -> Vec<Spot> {
    systems(view, |s| s.one(system::OWNER).is_none(), "no owner")
}

pub fn act_contradicts(view: View) -> Vec<Spot> {
    let told = |s: &Record| system::contradictions(s).first().copied();
    let standing = view.records.all(Kind::System).filter(|s| State::of(s, system::STATE) != Some(State::Retired));
    standing.filter_map(|s| Some(spot(view.records, s.id, told(s)?))).collect()
}

pub fn banned_in_use(view: View) -> Vec<Spot> {
    let runs = |s: &Record| matches!(State::of(s, system::STATE), Some(State::Pilot | State::Live));
    systems(view, |s| runs(s) && marks::banned(s).is_some(), "a banned practice is marked and it is in use")
}
