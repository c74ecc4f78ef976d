//! Rules about risks. Closed risks need nothing more.

use super::{Spot, spot};
use crate::domain::{
    Kind, Record, View, alike,
    kinds::{
        decision, method,
        risk::{self, Picture},
    },
    matrix::contradictions,
    progress, rules,
    workflow::{
        decision::{acceptance, holds, is_signed},
        risk::unplanned,
    },
};
use jiff::ToSpan;

fn risks(view: View, is_wrong: impl Fn(&Record) -> bool, what: &str) -> Vec<Spot> {
    view.records
        .all(Kind::Risk)
        .filter(|r| risk::is_open(r) && is_wrong(r))
        .map(|r| spot(view.records, r.id, what))
        .collect()
}

fn is_above(view: View, risk: &Record) -> bool {
    risk::against_appetite(view, risk) == "above"
}

/// After the method was changed to a smaller scale, old ratings may lie outside it.
pub fn off_scale(view: View) -> Vec<Spot> {
    let (likelihood, consequence) = view.records.matrix().size();
    let pictures = [Picture::Inherent, Picture::Current, Picture::Residual, Picture::Target];
    let off = |r: &Record| pictures.iter().filter_map(|p| p.cell(r)).any(|(l, c)| l > likelihood || c > consequence);
    risks(view, off, &format!("rated outside the {likelihood} by {consequence} scale"))
}

/// An own category that the method does not list is a slip of the pen, or a list that grew beside the method.
pub fn category_unlisted(view: View) -> Vec<Spot> {
    let Some(method) = view.records.single(Kind::Method) else { return Vec::new() };
    let listed: Vec<_> = method.text(method::CATEGORIES).lines().map(alike::key).filter(|l| !l.is_empty()).collect();
    let unlisted = |r: &Record| {
        let own = alike::key(r.text(risk::CATEGORY));
        !listed.is_empty() && !own.is_empty() && !listed.contains(&own)
    };
    risks(view, unlisted, "its own category is not among those of the risk method")
}

/// Scales, bands and appetite are changed one after the other; in between they may not fit.
pub fn method_contradicts(view: View) -> Vec<Spot> {
    let Some(method) = view.records.single(Kind::Method) else { return Vec::new() };
    let wrong = contradictions(method).join("; ");
    if wrong.is_empty() { Vec::new() } else { vec![spot(view.records, method.id, &wrong)] }
}

pub fn accepted_without_name(view: View) -> Vec<Spot> {
    let signed = |r: &Record| {
        let acceptance = acceptance(&view, r);
        acceptance.by.is_some() && acceptance.on.is_some()
    };
    // One that ran out was signed once, and another rule tells of it.
    let bare = |r: &Record| risk::is_accepted(r) && !signed(r) && !ran_out(view, r);
    risks(view, bare, "accepted, but not by name and date")
}

/// It was accepted until a day, the day has passed, and nobody decided again.
pub fn acceptance_ran_out(view: View) -> Vec<Spot> {
    risks(view, |r| risk::is_accepted(r) && ran_out(view, r), "accepted until a day that has passed")
}

fn ran_out(view: View, risk: &Record) -> bool {
    let decisions = view.records.linked(risk.id, Kind::Decision, decision::ABOUT);
    let mut acceptances = decisions
        .filter(|d| decision::Type::of(d, decision::TYPE) == Some(decision::Type::Acceptance))
        .filter(|d| is_signed(d, view.today) && !progress::is_over(d))
        .peekable();
    acceptances.peek().is_some() && acceptances.all(|d| !holds(d, view.today))
}

/// One rule for what a plan lacks, told field by field.
fn above_without(view: View, what: &str, told: &str) -> Vec<Spot> {
    risks(view, |r| unplanned(view, r).contains(&what), told)
}

pub fn above_without_treatment(view: View) -> Vec<Spot> {
    above_without(view, "an option", "above appetite, no treatment")
}

pub fn above_without_control(view: View) -> Vec<Spot> {
    above_without(view, "a control", "above appetite, no control")
}

pub fn above_without_owner(view: View) -> Vec<Spot> {
    above_without(view, "an owner", "above appetite, no owner")
}

pub fn above_without_date(view: View) -> Vec<Spot> {
    above_without(view, "a day", "above appetite, no date")
}

pub fn target_late(view: View) -> Vec<Spot> {
    let late = |r: &Record| rules::days_late(r.date(risk::DUE), view.today).is_some();
    risks(view, |r| is_above(view, r) && !risk::is_accepted(r) && late(r), "above appetite after its date")
}

pub fn review_overdue(view: View) -> Vec<Spot> {
    risks(view, |r| progress::review_is_late(view, r), "review overdue")
}

/// Risks are assessed again at planned intervals; a year is the longest that is usual (clause 8.2).
pub fn rating_old(view: View) -> Vec<Spot> {
    let months = method::interval(view.records.single(Kind::Method));
    let oldest = view.today.saturating_sub(months.months());
    let what = if months == 12 {
        "last rated more than a year ago".into()
    } else {
        format!("last rated more than {months} months ago")
    };
    risks(view, |r| progress::reviewed_on(r).is_some_and(|d| d < oldest), &what)
}

/// A method that is approved speaks for the ratings that were made by it; older ones are looked at again (clause 8.2).
pub fn rated_before_method(view: View) -> Vec<Spot> {
    let approved = view.records.single(Kind::Method).filter(|m| progress::stands(m));
    let Some(since) = approved.and_then(|m| m.date(method::APPROVED_ON)) else { return Vec::new() };
    let older = |r: &Record| progress::reviewed_on(r).is_some_and(|day| day < since);
    risks(view, older, &format!("rated before the method in force was approved on {since}"))
}

pub fn not_rated(view: View) -> Vec<Spot> {
    risks(view, |r| Picture::Current.cell(r).is_none(), "not rated")
}
