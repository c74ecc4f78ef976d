//! A sample stays as it was drawn: drawing anew over results, those that were taken back among them, taking an item out and replacing one each need a reason, so
//! that nobody picks what is looked at (clause 9.2).

use super::{
    Broken,
    near::{Near, linked, live},
};
use crate::domain::{
    Id, Kind, Record,
    kinds::{drawn, sample},
};

/// What decides which items are drawn.
const DRAWN_BY: &[usize] = &[sample::METHOD, sample::POPULATION, sample::SIZE, sample::SEED, sample::DIGEST];

/// The revision of an item that nobody touched since it was drawn.
const DRAWN: u32 = 1;

/// What is wrong with an item as it stands.
pub(super) fn broken(item: &Record) -> Vec<Broken> {
    let bare = !item.refs(drawn::REPLACES).is_empty() && item.value(drawn::BECAUSE).is_empty();
    let why = || format!("{} takes the place of another item: say why that one could not be looked at", item.id);
    if bare { vec![Broken::refused("sample item: replaced", why())] } else { Vec::new() }
}

/// What a change does to a draw that has results.
pub(super) fn redrawn(before: &dyn Near, after: &dyn Near, id: Id) -> Option<Broken> {
    match id.kind {
        Kind::Sample => {
            let (old, new) = (live(before, id)?, after.record(id)?);
            let other = new.hidden || DRAWN_BY.iter().any(|f| old.value(*f) != new.value(*f));
            let why = || format!("{id} has results already: why is it drawn anew?");
            (other && has_results(before, id)).then(|| Broken::asks("sample redrawn", why()))
        }
        Kind::Drawn => {
            let (old, new) = (live(before, id)?, after.record(id)?);
            if new.hidden {
                return taken_out(before, after, &old);
            }
            let other = [drawn::ITEM, drawn::PLACE, drawn::SAMPLE].iter().any(|f| old.value(*f) != new.value(*f));
            let why = || format!("{id} was drawn as it is; R on it replaces it with a reason");
            other.then(|| Broken::refused("sample item: other", why()))
        }
        _ => None,
    }
}

/// An item leaves a sample that goes on as it was drawn.
fn taken_out(before: &dyn Near, after: &dyn Near, item: &Record) -> Option<Broken> {
    let sample = item.one(drawn::SAMPLE)?;
    let (old, new) = (live(before, sample)?, live(after, sample)?);
    let same = old.rev == new.rev;
    let why = || format!("{} was drawn for {sample}: why is it taken out?", item.id);
    same.then(|| Broken::asks("sample item: taken out", why()))
}

/// Whether an item has a result, or was touched since it was drawn: one that is taken back was a result once.
fn has_results(near: &dyn Near, sample: Id) -> bool {
    linked(near, sample, (Kind::Drawn, drawn::SAMPLE)).any(|i| !i.value(drawn::RESULT).is_empty() || i.rev > DRAWN)
}
