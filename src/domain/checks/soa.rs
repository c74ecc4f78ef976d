//! Rules about controls: Annex A and own ones, never clauses.

use super::{Spot, says_something, spot};
use crate::domain::{
    Id, Kind, Record, View,
    kinds::{
        decision::Type,
        item::{self, State, Use},
        risk,
    },
    progress,
    value::join_ids,
    workflow::decision::in_force,
};

fn controls(view: View, is_wrong: impl Fn(&Record) -> bool, what: &str) -> Vec<Spot> {
    view.records
        .all(Kind::Item)
        .filter(|i| item::is_control(i) && is_wrong(i))
        .map(|i| spot(view.records, i.id, what))
        .collect()
}

fn is_used(control: &Record) -> bool {
    Use::of(control, item::USE) == Some(Use::Yes)
}
fn is_out(control: &Record) -> bool {
    Use::of(control, item::USE) == Some(Use::No)
}
fn is_bare(view: View, control: &Record) -> bool {
    item::valid_evidence(view, control).is_empty()
}

pub fn exclusion_without_reason(view: View) -> Vec<Spot> {
    controls(view, |c| is_out(c) && !says_something(c, item::WHY_AGAINST), "left out, no reason")
}

/// A decision of the type *exclusion* approves that a control is left out.
pub fn exclusion_not_approved(view: View) -> Vec<Spot> {
    let approved = |c: &Record| in_force(&view, c.id, Type::Exclusion).is_some();
    controls(view, |c| is_out(c) && !approved(c), "left out, no decision approves it")
}

pub fn undecided(view: View) -> Vec<Spot> {
    controls(view, |c| c.choice(item::USE).is_none(), "not decided")
}

/// A control that is left out cannot be what treats a risk.
pub fn excluded_but_used(view: View) -> Vec<Spot> {
    let risks_of = |c: &Record| {
        let open = view.records.linked(c.id, Kind::Risk, risk::CONTROLS).filter(|r| risk::is_open(r));
        let mut ids: Vec<Id> = open.map(|r| r.id).collect();
        ids.sort_unstable();
        ids
    };
    view.records
        .all(Kind::Item)
        .filter(|c| item::is_control(c) && is_out(c))
        .map(|c| (c.id, risks_of(c)))
        .filter(|(_, risks)| !risks.is_empty())
        .map(|(id, risks)| spot(view.records, id, &format!("left out, treats {}", join_ids(&risks, ", "))))
        .collect()
}

pub fn use_without_reason(view: View) -> Vec<Spot> {
    let founded = |c: &Record| c.choice(item::BASIS).is_some() || says_something(c, item::WHY_FOR);
    controls(view, |c| is_used(c) && !founded(c), "used, no basis or reason")
}

pub fn in_place_without_evidence(view: View) -> Vec<Spot> {
    let claimed = |c: &Record| State::of(c, item::STATE) >= Some(State::InPlace);
    controls(view, |c| !is_out(c) && claimed(c) && is_bare(view, c), "called in place, no evidence")
}

pub fn review_overdue(view: View) -> Vec<Spot> {
    controls(view, |c| !is_out(c) && progress::review_is_late(view, c), "review overdue")
}

pub fn used_no_evidence(view: View) -> Vec<Spot> {
    controls(view, |c| is_used(c) && is_bare(view, c), "used, no evidence")
}

pub fn used_no_owner(view: View) -> Vec<Spot> {
    controls(view, |c| is_used(c) && c.one(item::OWNER).is_none(), "used, no owner")
}
