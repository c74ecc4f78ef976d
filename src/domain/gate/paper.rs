//! When a document or an impact assessment is approved, and when a change is closed.

use super::{
    Broken, Road,
    near::{Near, is_other, linked},
};
use crate::domain::{
    Id, Kind, Record, SignedBy, Stage, Value,
    kinds::{alteration, assessment, method},
    progress,
};
use jiff::civil::Date;

/// Nothing is approved without name, role and day; an assessment not with empty sections, nor by who made it unless a
/// reason says why.
pub(super) fn broken(near: &dyn Near, paper: &Record) -> Vec<Broken> {
    let Some(SignedBy { by, role, on, .. }) = paper.id.kind.spec().signed else { return Vec::new() };
    if !progress::is_done(paper) || progress::is_over(paper) {
        return Vec::new();
    }
    let word = progress::word(paper).filter(|w| w.code == "signed").map_or("approved", |w| w.label);
    let coming = paper.date(on).is_some_and(|day| day > near.today());
    let lacks = [
        (paper.one(by).is_none(), "paper approved: name", "without who approves it"),
        (
            role.is_some_and(|role| paper.text(role).trim().is_empty()),
            "paper approved: role",
            "without the role in which it is approved",
        ),
        (paper.date(on).is_none(), "paper approved: day", "without the day on which it is approved"),
        (coming, "paper approved: day to come", "on a day that is still to come"),
    ];
    let told = lacks.into_iter().filter(|(is, ..)| *is);
    let mut all: Vec<Broken> = told
        .map(|(_, rule, what)| {
            let what = if word == "approved" {
                what.into()
            } else {
                what.replace("approved", "signed").replace("approves", "signs")
            };
            Broken::refused(rule, format!("{} is not {word} {what}", paper.id))
        })
        .collect();
    if paper.id.kind == Kind::Assessment {
        all.extend(unassessed(paper));
    }
    all
}

fn unassessed(paper: &Record) -> Vec<Broken> {
    let names = |fields: Vec<usize>| {
        let labels = fields.iter().map(|f| assessment::FIELDS[*f].label.to_lowercase());
        labels.collect::<Vec<_>>().join(", ")
    };
    let (empty, unrated) = (assessment::empty_sections(paper), assessment::unrated(paper));
    let own = paper.one(assessment::APPROVED_BY).is_some_and(|by| paper.one(assessment::OWNER) == Some(by));
    let mut all = Vec::new();
    if !empty.is_empty() {
        let why = format!(
            "{} says nothing on {}; write there that it does not apply, or give a reason",
            paper.id,
            names(empty)
        );
        all.push(Broken::asks("assessment approved: sections", why));
    }
    if !unrated.is_empty() {
        let why = format!("{} does not rate with a reason: {}; why is it approved?", paper.id, names(unrated));
        all.push(Broken::asks("assessment approved: effects", why));
    }
    if paper.value(assessment::OUTCOME).is_empty() {
        let why = format!("{} is approved and its “Decision” says nothing: why?", paper.id);
        all.push(Broken::asks("assessment approved: decision", why));
    }
    if own {
        let why = format!("{} is approved by its assessor: why?", paper.id);
        all.push(Broken::asks("assessment approved: own", why));
    }
    all
}

/// What was approved of a record changes with a reason, or while it is a draft again (clause 7.5.3).
pub(super) fn approved_stays(before: &dyn Near, after: &dyn Near, id: Id, road: Road) -> Option<Broken> {
    let signed = id.kind.spec().signed.filter(|_| !matches!(road, Road::Undo | Road::Redo))?;
    let (old, new) = (before.record(id)?, after.record(id)?);
    let stands = progress::stands(&old) && progress::stands(&new) && !new.hidden;
    let is_word = |field: &usize| (signed.words)(*field) && is_other(old.value(*field), new.value(*field));
    let field = (0..id.kind.spec().fields.len()).find(is_word).filter(|_| stands)?;
    let why = format!(
        "{id} is approved: why is its “{}” another one now? What is a draft again is changed without a reason",
        id.kind.spec().fields[field].label
    );
    Some(Broken::asks("paper approved: words", why))
}

/// An approved risk method changes only with another version, or while it is a draft again; else a reason is asked for
/// (clause 6.1.2).
pub(super) fn method_stays(before: &dyn Near, after: &dyn Near, id: Id) -> Option<Broken> {
    if id.kind != Kind::Method {
        return None;
    }
    let (old, new) = (before.record(id)?, after.record(id)?);
    let differs = |field: &usize| *new.value(*field) != Value::Unread && old.value(*field) != new.value(*field);
    let changed = method::WORDS.iter().any(differs);
    let same = old.text(method::VERSION) == new.text(method::VERSION);
    let stands = progress::stands(&old) && progress::stands(&new);
    let version = old.text(method::VERSION);
    let why = format!(
        "the risk method is approved as version {version}: why is it changed? Give it another version, or make it a \
         draft first"
    );
    (changed && same && stands).then(|| Broken::asks("method approved: version", why))
}

/// A change is closed when it was told and checked, and nothing that it made due is left.
pub(super) fn closed(near: &dyn Near, change: &Record) -> Vec<Broken> {
    if progress::stage(change) != Stage::Closed || progress::is_over(change) {
        return Vec::new();
    }
    let made = change.date(alteration::MADE);
    let significant = alteration::counts(change).is_some();
    let due =
        change.refs(alteration::TOUCHES).iter().filter(|_| significant).find_map(|id| outdated(near, *id, change));
    let lacks = [
        (made.is_none(), "change closed: made", "without the day on which it was made".to_string()),
        (change.date(alteration::TOLD).is_none(), "change closed: told", "although nobody was told".to_string()),
        (change.value(alteration::RESULT).is_empty(), "change closed: result", "without a result".to_string()),
        (
            due.is_some(),
            "change closed: due",
            format!("although {} is due", due.map_or(String::new(), |id| id.to_string())),
        ),
    ];
    let told = lacks.into_iter().filter(|(is, ..)| *is);
    told.map(|(_, rule, what)| Broken::asks(rule, format!("{} is closed {what}: why?", change.id))).collect()
}

/// The first approved assessment of a system, where none of them was made after the change.
fn outdated(near: &dyn Near, system: Id, change: &Record) -> Option<Id> {
    let all = linked(near, system, (Kind::Assessment, assessment::SYSTEM)).filter(|a| assessment::is_approved(a));
    let all: Vec<(Id, Option<Date>)> = all.map(|a| (a.id, progress::reviewed_on(&a))).collect();
    let is_old = all.iter().all(|(id, on)| alteration::came_after(change, *id, *on));
    all.first().map(|(id, _)| *id).filter(|_| is_old)
}
