//! When a management review is signed, that it then stays as it is, and that an area is placed by hand with a reason.

use super::{
    Broken,
    near::{Near, linked, live},
    paper,
};
use crate::domain::{
    Id, Kind, Record,
    kinds::{
        programme_area::{self, Weight},
        review, review_input,
    },
    review::{input_of, is_settled, missing_among},
};

/// Nothing is signed without name, role and day, without its verdict, or while a required input was neither treated nor
/// left out with a reason (clauses 9.3.2 and 9.3.3).
pub(super) fn broken(near: &dyn Near, review: &Record) -> Vec<Broken> {
    if !review::is_signed(review) {
        return super::running::dropped(review);
    }
    let mut all = paper::broken(near, review);
    let settled: Vec<_> = linked(near, review.id, (Kind::ReviewInput, review_input::REVIEW))
        .filter(|r| is_settled(r))
        .filter_map(|r| input_of(&r))
        .collect();
    let missing = missing_among(&settled);
    if let Some(first) = missing.first() {
        let more = if missing.len() > 1 { format!(" and {} more", missing.len() - 1) } else { String::new() };
        let why = format!(
            "{} is not signed: neither treated nor left out with a reason is {}{more}",
            review.id,
            first.title.to_lowercase()
        );
        all.push(Broken::refused("review signed: inputs", why));
    }
    let lacks = [
        (review::SUITABLE, "review signed: suitable", "without saying whether the AIMS is suitable"),
        (review::ADEQUATE, "review signed: adequate", "without saying whether it is adequate"),
        (review::EFFECTIVE, "review signed: effective", "without saying whether it is effective"),
        (review::ATTENDEES, "review signed: attendees", "without those who attended"),
        (review::CHAIR, "review signed: chair", "without who chaired it"),
        (review::DAY, "review signed: held", "without the day on which it was held"),
    ];
    let bare = lacks.into_iter().filter(|(field, ..)| review.value(*field).is_empty());
    all.extend(bare.map(|(_, rule, what)| Broken::refused(rule, format!("{} is not signed {what}", review.id))));
    all
}

/// The review that a record is part of.
fn review_of(near: &dyn Near, id: Id) -> Option<Id> {
    match id.kind {
        Kind::Review => Some(id),
        Kind::ReviewInput => near.record(id)?.one(review_input::REVIEW),
        _ => None,
    }
}

/// A signed review and its inputs stay as they are; it is opened again only with a reason.
pub(super) fn stays(before: &dyn Near, after: &dyn Near, id: Id) -> Option<Broken> {
    let review = review_of(before, id).or_else(|| review_of(after, id))?;
    let signed = |near: &dyn Near| live(near, review).is_some_and(|r| review::is_signed(&r));
    let same = match (before.record(id), after.record(id)) {
        (Some(old), Some(new)) => old.hidden == new.hidden && old.values == new.values,
        (old, new) => old.is_none() && new.is_none(),
    };
    if same || !signed(before) {
        return None;
    }
    if id == review && live(after, review).is_some_and(|r| !review::is_signed(&r)) {
        return Some(Broken::asks("review opened again", format!("{id} is signed: why is it opened again?")));
    }
    let what = if id == review { "it" } else { "what was said in it" };
    Some(Broken::refused("review stays", format!("{review} is signed; open it again with a reason to change {what}")))
}

/// An area is placed against the facts only with a reason (clause 9.2.2).
pub(super) fn placed(line: &Record) -> Vec<Broken> {
    let by_hand = matches!(Weight::of(line, programme_area::WEIGHT), Some(Weight::First | Weight::Last));
    let bare = by_hand && line.value(programme_area::WHY).is_empty();
    let why = || format!("{} is placed by hand, against risk, results, changes and time: why?", line.id);
    if bare { vec![Broken::asks("area placed: why", why())] } else { Vec::new() }
}
