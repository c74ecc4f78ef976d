//! Where an interview goes on: the one order of reasons, for the card and for Home.

use crate::{
    domain::{
        Id,
        kinds::{
            answer,
            interview::{self, State},
        },
    },
    ui::World,
};

/// The question an interview goes on with, and where its cursor stood.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bookmark {
    pub answer: Option<Id>,
    /// Line and column, if this question was left last.
    pub cursor: Option<(usize, usize)>,
}

/// The key of what is remembered about an interview: its `place`, its `clock`.
pub fn setting(what: &str, interview: Id) -> String {
    format!("{what}/{interview}")
}

/// A question with a draft, else the one left last, else the record's, else the first that is not judged.
pub fn spot(interview: Id, world: &World) -> Bookmark {
    let record = world.records.get(interview);
    // Who only looked through the questions of a planned interview begins it at the first one.
    let begun = record.and_then(|i| State::of(i, interview::STATE)).unwrap_or(State::Planned) != State::Planned;
    let answers = interview::answers(world.view(), interview);
    let known = |id: Id| answers.iter().any(|a| a.id == id).then_some(id);
    let drafts = world.drafts.values().filter(|d| d.field == answer::NOTE && known(d.id).is_some());
    let drafted = drafts.max_by_key(|d| d.at).map(|d| d.id);
    let left = world
        .setting(&setting("place", interview))
        .filter(|_| begun)
        .and_then(read)
        .filter(|(id, _)| known(*id).is_some());
    let current = record.and_then(|i| i.one(interview::CURRENT)).and_then(known);
    let open = answers.iter().find(|a| !answer::verdict(a).is_judged()).map(|a| a.id);
    let answer = drafted.or(left.map(|(id, _)| id)).or(current).or(open).or(answers.first().map(|a| a.id));
    Bookmark { answer, cursor: left.filter(|(id, _)| Some(*id) == answer).map(|(_, cursor)| cursor) }
}

/// Reads `AW-032 5 17`: the question, line and column.
fn read(text: &str) -> Option<(Id, (usize, usize))> {
    let mut words = text.split(' ');
    Some((words.next()?.parse().ok()?, (words.next()?.parse().ok()?, words.next()?.parse().ok()?)))
}
