//! Rules about age: nothing dated is good for ever, and what has no day at all is told as well.

use super::{Spot, spot};
use crate::domain::{
    Kind, Record, View,
    kinds::{
        control_at, document,
        item::{self, Use},
        risk,
        shared::InPlace,
        system::{self, State},
    },
    progress,
    workflow::freshness,
};
use jiff::{Span, civil::Date};

/// Days grow old within a year, where nobody said another rhythm.
fn is_old(view: View, day: Date) -> bool {
    day.saturating_add(Span::new().years(1)) < view.today
}

fn told(view: View, kind: Kind, what: impl Fn(&Record) -> Option<String>) -> Vec<Spot> {
    let standing = view.records.all(kind).filter(|r| !progress::is_over(r));
    standing.filter_map(|r| Some(spot(view.records, r.id, &what(r)?))).collect()
}

fn runs(system: &Record) -> bool {
    matches!(State::of(system, system::STATE), Some(State::Pilot | State::Live))
}

/// A running system whose last assessment, wherever its day stands, is over a year old.
pub fn assessment_old(view: View) -> Vec<Spot> {
    let last = |s: &Record| if runs(s) { freshness::assessed_on(&view, s) } else { None };
    told(view, Kind::System, |s| Some(format!("last assessed on {}", last(s).filter(|day| is_old(view, *day))?)))
}

/// A running system that nobody looked at since it runs, or not within a year and without a next day.
pub fn system_unreviewed(view: View) -> Vec<Spot> {
    let planned = |s: &Record| progress::next_review(s).is_some_and(|day| day >= view.today);
    told(view, Kind::System, |s| match progress::reviewed_on(s) {
        _ if !runs(s) => None,
        None => Some("in use, no day of a review".into()),
        Some(day) => (is_old(view, day) && !planned(s)).then(|| format!("last reviewed on {day}, no day for the next")),
    })
}

/// A rating without a day: nobody knows how old it is.
pub fn rating_undated(view: View) -> Vec<Spot> {
    let undated =
        |r: &Record| risk::is_open(r) && risk::Picture::Current.cell(r).is_some() && progress::reviewed_on(r).is_none();
    told(view, Kind::Risk, |r| undated(r).then(|| "rated, no day of the rating".into()))
}

/// A control that counts as in place and of which no day says when it was looked at.
pub fn control_unreviewed(view: View) -> Vec<Spot> {
    let claimed = |i: &Record| {
        let used = item::is_control(i) && Use::of(i, item::USE) == Some(Use::Yes);
        used && InPlace::of(i, item::STATE) >= Some(InPlace::InPlace)
    };
    told(view, Kind::Item, |i| {
        (claimed(i) && progress::reviewed_on(i).is_none()).then(|| "in place, no day of a review".into())
    })
}

/// A control at a system that counts as tested, without a test within a year.
pub fn test_old(view: View) -> Vec<Spot> {
    let works = |at: &Record| InPlace::of(at, control_at::STATE) == Some(InPlace::Works);
    told(view, Kind::ControlAt, |at| match at.date(control_at::TESTED) {
        _ if !works(at) => None,
        None => Some("works, no day of a test".into()),
        Some(day) => is_old(view, day).then(|| format!("last tested on {day}")),
    })
}

/// A document of ours that is approved for ever.
pub fn document_without_review(view: View) -> Vec<Spot> {
    let ours = |d: &Record| {
        use document::Type::{Contract, Outside, Record as Kept};
        !matches!(document::Type::of(d, document::TYPE), Some(Contract | Outside | Kept))
    };
    let forever = |d: &Record| ours(d) && document::is_approved(d) && progress::next_review(d).is_none();
    told(view, Kind::Document, |d| forever(d).then(|| "approved, no day of the next review".into()))
}
