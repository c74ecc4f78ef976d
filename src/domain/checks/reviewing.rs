//! Rules about management reviews, audit programmes, plans of auditees, questions asked of us, and controls gone round.

use super::{Spot, spot};
use crate::domain::{
    Kind, View,
    kinds::{
        finding::{self, Plan},
        item::{self, Bypass},
        request,
        review::{self, State},
    },
    programme, progress, review as inputs,
};

/// Held and not signed, with required inputs that nobody treated or left out with a reason (clause 9.3.2).
pub fn input_missing(view: View) -> Vec<Spot> {
    let held = view.records.all(Kind::Review).filter(|r| State::of(r, review::STATE) == Some(State::Held));
    let missing = held.map(|r| (r, inputs::missing(view, r.id))).filter(|(_, missing)| !missing.is_empty());
    missing.map(|(r, m)| spot(view.records, r.id, &format!("{} required inputs are open", m.len()))).collect()
}

/// The planned day has passed, or that of the next one after the last, and none is planned (clause 9.3.1).
pub fn review_overdue(view: View) -> Vec<Spot> {
    let late = |r: &&crate::domain::Record| progress::late_days(view, r).is_some();
    let mut spots: Vec<Spot> = view
        .records
        .all(Kind::Review)
        .filter(late)
        .map(|r| spot(view.records, r.id, "not signed, its day has passed"))
        .collect();
    let next = inputs::last_signed(view).filter(|r| r.date(review::NEXT).is_some_and(|d| d < view.today));
    if let Some(last) = next.filter(|_| inputs::coming(view).is_none()) {
        spots.push(spot(view.records, last.id, "the next one is due and none is planned"));
    }
    spots
}

/// An approved programme leaves out clauses, used controls or AI systems of a high class (clause 9.2.2).
pub fn unreached(view: View) -> Vec<Spot> {
    let approved = view.records.all(Kind::Programme).filter(|p| progress::is_done(p) && !progress::is_over(p));
    let left = approved.map(|p| (p, programme::unreached(view, p.id)));
    left.filter(|(_, (items, systems))| !items.is_empty() || !systems.is_empty())
        .map(|(p, (items, systems))| {
            let what = format!("{} clauses and controls, {} AI systems", items.len(), systems.len());
            spot(view.records, p.id, &what)
        })
        .collect()
}

/// Two planned interviews at once need the same person or the same room.
pub fn clash(view: View) -> Vec<Spot> {
    let told = |c: programme::Clash| spot(view.records, c.one, &format!("needs {} as {} does", c.over, c.other));
    programme::clashes(view).into_iter().map(told).collect()
}

/// A body, customer or authority waits for an answer whose day has passed.
pub fn unanswered(view: View) -> Vec<Spot> {
    let late = view.records.all(Kind::Request).filter(|r| request::is_theirs(r));
    late.filter_map(|r| Some(spot(view.records, r.id, &format!("late {} d", progress::late_days(view, r)?)))).collect()
}

/// A plan that is sent back says why.
pub fn plan_no_reason(view: View) -> Vec<Spot> {
    let bare = view
        .records
        .all(Kind::Finding)
        .filter(|f| Plan::of(f, finding::PLAN) == Some(Plan::SentBack) && f.value(finding::PLAN_WHY).is_empty());
    bare.map(|f| spot(view.records, f.id, "plan sent back without a reason")).collect()
}

/// Those who carry it out say that it is often gone round.
pub fn bypassed(view: View) -> Vec<Spot> {
    let often = view.records.all(Kind::Item).filter(|i| Bypass::of(i, item::BYPASSED) == Some(Bypass::Often));
    often.map(|i| spot(view.records, i.id, i.text(item::BURDEN_SAID))).collect()
}
