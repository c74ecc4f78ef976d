//! Rules about what is to be done: promised evidence, findings, actions.

use super::{Spot, says_something, spot};
use crate::domain::{
    Id, Kind, Record, View, gate,
    kinds::{
        action,
        finding::{self, Effective, Grade, Step},
        request,
    },
    progress, rules,
};
use std::collections::BTreeSet;

/// Spots with the days they are late, the latest first.
fn late(view: View, kind: Kind, days: fn(View, &Record) -> Option<i64>) -> Vec<Spot> {
    let mut list: Vec<(i64, Id)> = view.records.all(kind).filter_map(|r| days(view, r).map(|d| (d, r.id))).collect();
    list.sort_by_key(|(days, id)| (-days, *id));
    list.iter().map(|(days, id)| spot(view.records, *id, &format!("late {days} d"))).collect()
}

fn those(view: View, kind: Kind, is_wrong: impl Fn(&Record) -> bool, what: &str) -> Vec<Spot> {
    view.records.all(kind).filter(|r| is_wrong(r)).map(|r| spot(view.records, r.id, what)).collect()
}

/// Records that came closed, accepted or live with a file, as long as their gate would not let them through.
pub fn taken_over_unchecked(view: View) -> Vec<Spot> {
    let over = view.records.reasons().filter(|r| r.is_taken_over());
    let ids: BTreeSet<Id> = over.flat_map(|r| r.about.iter().copied()).collect();
    let lacking = |id: Id| {
        let why = gate::lacking(&view, view.records.live(id)?).into_iter().next()?;
        Some(spot(view.records, id, &why))
    };
    ids.into_iter().filter_map(lacking).collect()
}

/// Records of which a field that a person can mend points at something deleted.
/// What belongs to a closed round stays as it was, so nothing of it is to do.
pub fn points_at_deleted(view: View) -> Vec<Spot> {
    let gone = view.records.deleted();
    let mut found: Vec<(Id, usize, Id)> = gone
        .flat_map(|to| view.records.pointing_at(to).map(move |(from, field)| (from.id, field, to)))
        .filter(|(from, field, _)| from.kind.spec().fields[*field].editable())
        .filter(|(from, ..)| gate::closed_round(&view, *from).is_none())
        .collect();
    found.sort_unstable();
    let told = |(from, field, to): &(Id, usize, Id)| {
        let label = from.kind.spec().fields[*field].label;
        spot(view.records, *from, &format!("{label}: {}", view.records.in_full(*to)))
    };
    found.iter().map(told).collect()
}

pub fn requests_late(view: View) -> Vec<Spot> {
    let theirs = |s: &Spot| view.records.live(s.id).is_some_and(request::is_theirs);
    let mut spots = late(view, Kind::Request, progress::late_days);
    spots.retain(|s| !theirs(s));
    spots
}

pub fn requests_open(view: View) -> Vec<Spot> {
    those(view, Kind::Request, |r| request::is_open(r) && !request::is_theirs(r), "promised, not seen")
}

pub fn findings_late(view: View) -> Vec<Spot> {
    late(view, Kind::Finding, progress::late_days)
}

pub fn closed_not_effective(view: View) -> Vec<Spot> {
    let wrong =
        |f: &Record| finding::step(f) == Step::Closed && Effective::of(f, finding::EFFECTIVE) == Some(Effective::No);
    those(view, Kind::Finding, wrong, "closed, yet not effective")
}

fn is_nonconformity(finding: &Record) -> bool {
    Grade::of(finding, finding::GRADE) >= Some(Grade::Minor)
}

/// A nonconformity needs its cause before its action counts as done; an improvement does not.
pub fn cause_missing(view: View) -> Vec<Spot> {
    let wrong =
        |f: &Record| is_nonconformity(f) && finding::step(f) > Step::Action && !says_something(f, finding::CAUSE);
    those(view, Kind::Finding, wrong, "no cause")
}

pub fn closed_unchecked(view: View) -> Vec<Spot> {
    let wrong =
        |f: &Record| is_nonconformity(f) && finding::step(f) == Step::Closed && f.choice(finding::EFFECTIVE).is_none();
    those(view, Kind::Finding, wrong, "closed, effect not checked")
}

pub fn check_late(view: View) -> Vec<Spot> {
    late(view, Kind::Finding, |v, f| {
        let waits = finding::is_open(f) && f.choice(finding::EFFECTIVE).is_none();
        rules::days_late(f.date(finding::CHECK_ON).filter(|_| waits), v.today)
    })
}

fn same_person(record: &Record, one: usize, other: usize) -> bool {
    record.one(one).is_some() && record.one(one) == record.one(other)
}

pub fn finding_checker_is_owner(view: View) -> Vec<Spot> {
    those(view, Kind::Finding, |f| same_person(f, finding::OWNER, finding::CHECKER), "owner and checker are one")
}

pub fn no_requirement(view: View) -> Vec<Spot> {
    let wrong = |f: &Record| f.refs(finding::AGAINST).is_empty() && !says_something(f, finding::RULE);
    those(view, Kind::Finding, wrong, "no requirement")
}

pub fn finding_not_agreed(view: View) -> Vec<Spot> {
    let wrong = |f: &Record| finding::is_open(f) && (f.one(finding::OWNER).is_none() || f.date(finding::DUE).is_none());
    those(view, Kind::Finding, wrong, "owner or due date missing")
}

pub fn actions_late(view: View) -> Vec<Spot> {
    late(view, Kind::Action, progress::late_days)
}

pub fn action_checker_is_owner(view: View) -> Vec<Spot> {
    those(view, Kind::Action, |a| same_person(a, action::OWNER, action::CHECKER), "owner and checker are one")
}

pub fn action_not_agreed(view: View) -> Vec<Spot> {
    let wrong = |a: &Record| !progress::is_done(a) && (a.one(action::OWNER).is_none() || a.date(action::DUE).is_none());
    those(view, Kind::Action, wrong, "owner or due date missing")
}
