//! Rules about certificates and the audits of the body.

use super::{Spot, spot};
use crate::domain::{
    Kind, Record, View,
    kinds::certificate::{self, STATE, State},
    value::join_ids,
    way,
};

/// Days before the end of a certificate from which on somebody has to deal with it.
const AHEAD: i32 = 180;

fn those<'a>(view: View<'a>, wanted: impl Fn(&Record) -> bool + 'a) -> impl Iterator<Item = &'a Record> {
    view.records.all(Kind::Certificate).filter(move |c| wanted(c))
}

fn is_held(c: &Record) -> bool {
    State::of(c, STATE) == Some(State::Held)
}

/// Held, and its last day has passed or is near.
pub fn runs_out(view: View) -> Vec<Spot> {
    let days =
        |c: &Record| c.period(certificate::UNTIL).map(|p| p.last().since(view.today).map_or(0, |s| s.get_days()));
    let near = those(view, is_held).filter_map(|c| Some((c, days(c).filter(|d| *d <= AHEAD)?)));
    near.map(|(c, d)| {
        let what = if d < 0 { format!("ran out {} days ago", -d) } else { format!("runs out in {d} days") };
        spot(view.records, c.id, &what)
    })
    .collect()
}

/// The visit of the body is overdue.
pub fn surveillance_due(view: View) -> Vec<Spot> {
    let late = |c: &Record| is_held(c) && c.period(certificate::SURVEILLANCE).is_some_and(|p| p.is_past(view.today));
    those(view, late).map(|c| spot(view.records, c.id, "its surveillance is overdue")).collect()
}

/// The body waits for an answer whose day has passed.
pub fn answers_late(view: View) -> Vec<Spot> {
    let late = way::owed(view).into_iter().filter(|owed| owed.is_late(view.today));
    late.map(|owed| {
        let due = owed.due.map_or(String::new(), |day| day.to_string());
        spot(view.records, owed.finding, &format!("{} wanted an answer by {due}", owed.round))
    })
    .collect()
}

/// Open majors of the body stand in the way of the certificate.
pub fn open_majors(view: View) -> Vec<Spot> {
    let open = |c: &Record| State::of(c, STATE) != Some(State::Ended) && !certificate::open_majors(view, c).is_empty();
    those(view, open)
        .map(|c| {
            let ids: Vec<_> = certificate::open_majors(view, c).iter().map(|f| f.id).collect();
            spot(view.records, c.id, &format!("open: {}", join_ids(&ids, ", ")))
        })
        .collect()
}
