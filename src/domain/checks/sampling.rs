//! Rules about samples.

use super::{Spot, spot};
use crate::domain::{
    Kind, Record, View,
    kinds::{finding, sample},
};

fn samples<'a>(view: View<'a>) -> impl Iterator<Item = (&'a Record, sample::Counts)> {
    let answer = move |s: &&Record| s.one(sample::ANSWER).is_none_or(|id| view.records.live(id).is_some());
    view.records.all(Kind::Sample).filter(answer).map(move |s| (s, sample::counts(view, s)))
}

/// Drawn and not looked at: what the report says of the sample would not be true.
pub fn untested_items(view: View) -> Vec<Spot> {
    let left = samples(view).filter(|(_, sums)| sums.tested < sums.drawn);
    left.map(|(s, sums)| spot(view.records, s.id, &format!("{} not looked at", sums.drawn - sums.tested))).collect()
}

/// An exception is a fact against the criteria; somebody decides what it is.
pub fn exceptions_no_finding(view: View) -> Vec<Spot> {
    let raised = |s: &Record| {
        s.one(sample::ANSWER).is_some_and(|id| view.records.linked(id, Kind::Finding, finding::ANSWER).next().is_some())
    };
    let bare = samples(view).filter(|(s, sums)| sums.exceptions() > 0 && !raised(s));
    bare.map(|(s, sums)| spot(view.records, s.id, &format!("exceptions: {}, no finding", sums.exceptions()))).collect()
}
