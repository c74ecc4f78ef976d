//! The gate: every change is judged here before it is written, on whatever road it comes.
//!
//! It judges the whole step as it will stand, and speaks only of what is broken after it and was not before. A rule is
//! told about its *subjects*: deleting an action meets the gate of the finding that the action is about. It changes
//! nothing; what goes along with a change is in [`follow_ups`].

mod action;
mod again;
mod answer;
mod decision;
mod finding;
mod follow;
mod independence;
mod issued;
mod left_open;
mod lock;
mod meeting;
mod near;
mod own;
mod paper;
mod request;
mod review;
mod risk;
mod road;
mod running;
mod sample;
mod second;
mod seen;
mod stages;
mod system;
#[cfg(test)]
mod tests;

pub use answer::needs_why_not;
pub use follow::{ended_agreements, follow_ups};
pub use independence::own_work;
pub use lock::{closed_round, locked, may_begin, round_of};
pub use near::{After, Near, around, linked};
pub use road::{Bearing, Road};
pub use system::missing as unready;

use super::{change::Change, id::Id, kind::Kind, kinds, record::Record};
use std::collections::BTreeSet;

/// Who asks.
#[derive(Clone, Debug, Default)]
pub struct Asker {
    /// `user@host`
    pub actor: String,
    /// The person of the file, if one is known.
    pub person: Option<Id>,
    /// Text that somebody is typing and that is no step yet.
    pub drafts: Vec<OpenDraft>,
}

impl Asker {
    /// Who writes: the id of the person, else `user@host`.
    pub fn writer(&self) -> String {
        self.person.map_or_else(|| self.actor.clone(), |id| id.to_string())
    }
}

/// Text that somebody is typing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenDraft {
    pub id: Id,
    /// `user@host`
    pub actor: String,
}

/// What the gate says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    LetThrough,
    /// With the sentence that says why.
    Refused(String),
    /// It may go on with a reason that is kept; the sentence is the question.
    AsksReason(String),
}

/// One thing that stands against a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The record that would be broken.
    pub subject: Id,
    /// The record whose change breaks it.
    pub by: Id,
    pub why: String,
    /// A reason lifts it.
    pub asks: bool,
    /// It stands at a record that is new and taken over as it is.
    pub taken_over: bool,
}

/// What is broken at one record, before it is known whether it was so already.
#[derive(Clone)]
pub(crate) struct Broken {
    /// Names the rule; what was broken by the same rule before is not told again.
    rule: &'static str,
    why: String,
    asks: bool,
}

impl Broken {
    fn refused(rule: &'static str, why: String) -> Broken {
        Broken { rule, why, asks: false }
    }
    fn asks(rule: &'static str, why: String) -> Broken {
        Broken { rule, why, asks: true }
    }
}

/// Judges a change against the records as they are.
pub fn validate(near: &dyn Near, change: &Change, asker: &Asker) -> Outcome {
    judged(near, change, |step| step.outcome(asker)).unwrap_or(Outcome::LetThrough)
}

/// Everything that stands against a change, for lists.
pub fn faults(near: &dyn Near, change: &Change, asker: &Asker) -> Vec<Fault> {
    judged(near, change, |step| step.faults(asker)).unwrap_or_default()
}

/// Asks about a change as a step; nothing on a road that passes.
fn judged<T>(near: &dyn Near, change: &Change, ask: impl FnOnce(&Step<'_>) -> T) -> Option<T> {
    // A step of an import that is brought back takes over what it took over then.
    let road = match change.road {
        Road::Rescue if change.taken_over.is_some() => Road::Import,
        road => road,
    };
    if road.bearing() == Bearing::Passes {
        return None;
    }
    let mut after = After::of(near);
    after.apply(change);
    let touched: Vec<Id> = change.edits.iter().map(|e| e.id()).collect();
    let reason = change.reason.as_deref();
    Some(ask(&Step { before: near, after: &after, touched: &touched, road, reason }))
}

/// A step as two views: for who has the records of before and after, as undo has, and no change.
pub struct Step<'a> {
    pub before: &'a dyn Near,
    pub after: &'a dyn Near,
    pub touched: &'a [Id],
    pub road: Road,
    pub reason: Option<&'a str>,
}

impl Step<'_> {
    pub fn outcome(&self, asker: &Asker) -> Outcome {
        let mut against = self.faults(asker);
        against.retain(|f| !f.taken_over);
        let refused: Vec<&Fault> = against.iter().filter(|f| !f.asks).collect();
        if !refused.is_empty() {
            return Outcome::Refused(told(&refused));
        }
        let asking: Vec<&Fault> = against.iter().collect();
        if asking.is_empty() { Outcome::LetThrough } else { Outcome::AsksReason(told(&asking)) }
    }

    /// All that stands against it; what a reason lifts only while none is given.
    pub fn faults(&self, asker: &Asker) -> Vec<Fault> {
        let takes_over = match self.road.bearing() {
            Bearing::Passes => return Vec::new(),
            Bearing::TakesOver => true,
            Bearing::Asks => false,
        };
        let is_new = |id: Id| self.before.record(id).is_none();
        let reasoned = self.reason.is_some_and(|r| !r.trim().is_empty());
        let mut seen: BTreeSet<Id> = BTreeSet::new();
        let mut all = Vec::new();
        for by in self.touched {
            let locked = if seen.contains(by) { Vec::new() } else { lock::broken(self.before, self.after, *by, asker) };
            all.extend(locked.into_iter().map(|b| fault(*by, *by, b, false)));
            all.extend(
                finding::own_hand(self.before, self.after, *by, asker)
                    .map(|b| fault(*by, *by, b, takes_over && is_new(*by))),
            );
            all.extend(self.stays(*by, asker).into_iter().map(|b| fault(*by, *by, b, false)));
            for subject in subjects(self, *by) {
                if seen.insert(subject) {
                    let taken_over = takes_over && is_new(subject);
                    all.extend(self.news(subject).into_iter().map(|b| fault(subject, *by, b, taken_over)));
                }
            }
        }
        all.retain(|f| f.taken_over || !(f.asks && reasoned));
        all
    }

    /// What a record keeps, or is asked about, because of how it stood before the step.
    fn stays(&self, by: Id, asker: &Asker) -> Vec<Broken> {
        let (before, after) = (self.before, self.after);
        let one = [
            finding::reported(before, after, by, self.road),
            finding::judgement_gone(before, after, by, self.road),
            system::redefined(before, after, by, self.road),
            sample::redrawn(before, after, by),
            second::other_hand(before, after, by, asker),
            second::lifted(before, after, by),
            review::stays(before, after, by),
            paper::method_stays(before, after, by),
            paper::approved_stays(before, after, by, self.road),
        ];
        let mut all: Vec<Broken> = one.into_iter().flatten().collect();
        all.extend(issued::broken(before, after, by, self.road));
        all.extend(own::broken(before, after, by));
        all.extend(running::reading(before, after, by, self.road));
        all
    }

    /// What is broken at a record after the step and was not before.
    fn news(&self, subject: Id) -> Vec<Broken> {
        let Some(now) = near::live(self.after, subject) else { return Vec::new() };
        let was = near::live(self.before, subject);
        let old = was.as_deref().map_or(Vec::new(), |r| broken(self.before, r, None));
        let mut news = broken(self.after, &now, was.as_deref());
        // Another person or another thing is told again, although somebody was let through by that rule before.
        let told =
            |b: &Broken| old.iter().any(|o| o.rule == b.rule && (o.why == b.why || !b.rule.starts_with("audit: ")));
        news.retain(|b| !told(b));
        if let Some(was) = was.as_deref().filter(|_| subject.kind == Kind::Finding) {
            news.extend(finding::taken_away(self.before, self.after, was, &now));
        }
        news
    }
}

/// What its gate has against a record as it stands, as sentences: what a record lacks that came closed, accepted or live.
pub fn lacking(near: &dyn Near, record: &Record) -> Vec<String> {
    broken(near, record, None).into_iter().map(|b| b.why).collect()
}

/// What is broken at a record as it stands; `was` is how it stood before, for the sentence.
fn broken(near: &dyn Near, record: &Record, was: Option<&Record>) -> Vec<Broken> {
    let mut all = of_kind(near, record, was);
    all.extend(names_itself(record));
    all
}

/// A record that names itself where another one is meant.
fn names_itself(record: &Record) -> Option<Broken> {
    let field = (0..record.id.kind.spec().fields.len()).find(|field| record.refs(*field).contains(&record.id))?;
    let label = record.id.kind.spec().fields[field].label;
    Some(Broken::refused(
        "names itself",
        format!("{label} of {} names {} itself; name another one", record.id, record.id),
    ))
}

fn of_kind(near: &dyn Near, record: &Record, was: Option<&Record>) -> Vec<Broken> {
    match record.id.kind {
        Kind::Finding => finding::broken(near, record, was),
        Kind::Action => action::broken(record),
        Kind::System => system::broken(near, record),
        Kind::Risk => risk::broken(near, record),
        Kind::Decision => decision::broken(near, record),
        Kind::Drawn => sample::broken(record),
        Kind::Answer => meeting::broken(near, record).into_iter().chain(answer::broken(near, record)).collect(),
        Kind::Round => {
            [independence::of_round(near, record), second::of_round(near, record), stages::broken(near, record)]
                .concat()
        }
        Kind::Interview => [independence::of_interview(near, record), second::of_interview(near, record)].concat(),
        Kind::PlanItem => running::plan_item(near, record, was),
        Kind::Silence => running::silence(record),
        Kind::Request => request::broken(record).into_iter().chain(running::dropped(record)).collect(),
        Kind::Document | Kind::Assessment | Kind::Programme | Kind::Method => paper::broken(near, record),
        Kind::Review => review::broken(near, record),
        Kind::ProgrammeArea => [review::placed(record), independence::of_area(near, record)].concat(),
        Kind::Alteration => paper::closed(near, record),
        _ => running::dropped(record),
    }
}

/// The records whose gates a change of this one meets, itself first.
fn subjects(step: &Step<'_>, id: Id) -> Vec<Id> {
    let mut all = vec![id];
    for near in [step.before, step.after] {
        let actions: Vec<Id> = match id.kind {
            Kind::Action => vec![id],
            Kind::Evidence => {
                let proof = (Kind::Action, kinds::action::PROOF);
                near.pointing_at(id).into_iter().filter(|(a, f)| (a.kind, *f) == proof).map(|(a, _)| a).collect()
            }
            _ => Vec::new(),
        };
        // What a decision no longer carries meets its own gate.
        if let Some(decision) = near.record(id).filter(|_| id.kind == Kind::Decision) {
            all.extend(decision.refs(kinds::decision::ABOUT));
        }
        // What a breach is raised from says the same.
        if let Some(finding) = near.record(id).filter(|_| id.kind == Kind::Finding) {
            all.extend(finding.one(kinds::finding::ANSWER));
        }
        // A question that is added is asked by somebody, who may answer for what it is about.
        if id.kind == Kind::Answer && step.before.record(id).is_none() {
            all.extend(near.record(id).and_then(|a| a.one(kinds::answer::INTERVIEW)));
        }
        for action in actions.into_iter().filter_map(|a| near.record(a)) {
            all.extend(action.refs(kinds::action::ABOUT).iter().filter(|to| to.kind == Kind::Finding));
        }
    }
    all
}

fn fault(subject: Id, by: Id, broken: Broken, taken_over: bool) -> Fault {
    Fault { subject, by, why: broken.why, asks: broken.asks, taken_over }
}

/// The first sentence, and of how many more records the same could be said.
fn told(faults: &[&Fault]) -> String {
    let first = &faults[0];
    let others: BTreeSet<Id> = faults.iter().map(|f| f.subject).filter(|s| *s != first.subject).collect();
    match others.len() {
        0 => first.why.clone(),
        n => format!("{} (and {n} more)", first.why),
    }
}
