//! When a plan item is done or begun, what is dropped, and that readings are only added.

use super::{Broken, Road, near::Near};
use crate::domain::{
    Id, Kind, Record, Stage,
    kinds::{
        plan_item::{self, Type},
        shared::Work,
        silence,
    },
    plan, progress,
};

/// Work that is done, and nothing says by what.
pub(super) fn is_bare(near: &dyn Near, item: &Record) -> bool {
    let is_work = matches!(plan_item::typ(item), Type::Step | Type::Milestone);
    let shown = [plan_item::PROOF, plan_item::WITHOUT].iter().any(|f| !item.value(*f).is_empty());
    progress::stands(item) && is_work && !shown && !plan::has_parts(near, item.id)
}

/// Done is what a proof shows, or what a reason says; a plan begins when it is approved.
pub(super) fn plan_item(near: &dyn Near, item: &Record, was: Option<&Record>) -> Vec<Broken> {
    let mut all = dropped(item);
    let is_work = matches!(plan_item::typ(item), Type::Step | Type::Milestone);
    if is_bare(near, item) {
        all.push(Broken::asks("plan item done: proof", format!("{} is done without a proof: why?", item.id)));
    }
    let said = [plan_item::DELIVERABLE, plan_item::DONE_TEST].iter().all(|f| !item.value(*f).is_empty());
    let began = |old: &Record| progress::stage(old) < Stage::InWork && progress::stage(item) >= Stage::InWork;
    if was.is_some_and(began) && !progress::is_over(item) && is_work && !said {
        let lacks = match (item.value(plan_item::DELIVERABLE).is_empty(), item.value(plan_item::DONE_TEST).is_empty()) {
            (true, true) => "neither a deliverable nor a test of done",
            (true, false) => "no deliverable",
            _ => "no test of done",
        };
        let why = format!("{} begins and has {lacks}: why?", item.id);
        all.push(Broken::asks("plan item begun: deliverable and test", why));
    }
    let begun = Work::of(item, plan_item::STATE) == Some(Work::InWork) && plan_item::typ(item) == Type::Plan;
    if begun && !plan::is_approved(near, item.id) {
        let why = format!("{} begins and no decision approves it (D approves it): why?", item.id);
        all.push(Broken::asks("plan begun: approval", why));
    }
    all
}

/// What is dropped or refused says why.
pub(super) fn dropped(record: &Record) -> Vec<Broken> {
    let word = progress::word(record).filter(|word| matches!(word.code, "dropped" | "refused"));
    word.map(|word| Broken::asks("dropped", format!("{} is {}: why?", record.id, word.label))).into_iter().collect()
}

/// A check is silenced with a reason.
pub(super) fn silence(record: &Record) -> Vec<Broken> {
    let bare = record.value(silence::REASON).is_empty() || record.one(silence::RECORD).is_none();
    let why = format!("{} silences a rule without a record or a reason", record.id);
    bare.then(|| Broken::refused("silence: reason", why)).into_iter().collect()
}

/// A reading is added and never changed; a wrong one is followed by a right one.
pub(super) fn reading(before: &dyn Near, after: &dyn Near, id: Id, road: Road) -> Option<Broken> {
    if id.kind != Kind::Reading || matches!(road, Road::Undo | Road::Redo) {
        return None;
    }
    let (old, new) = (before.record(id)?, after.record(id)?);
    let same = old.hidden == new.hidden && old.values == new.values;
    let why = format!("{id} is a reading and stays as it is; add the right one beside it (m on its metric or task)");
    (!same).then(|| Broken::refused("reading stays", why))
}
