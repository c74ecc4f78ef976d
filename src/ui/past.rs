//! What a pane of a closed round reads: the records as the closing step left them, and today's beside them.

use super::{World, shared::Shared};
use crate::domain::{
    Id, Records, Stamp, View,
    closing::{self, Turn},
    gate,
    veil::Eyes,
};
use std::collections::BTreeMap;

/// The past of a round as it was read.
#[derive(Debug)]
pub struct RoundThen {
    pub turns: Vec<Turn>,
    /// The records of its closing step, if it is closed.
    pub closed: Option<Shared<Records>>,
}

impl RoundThen {
    /// `sealed`: rounds that whoever reads does not see into today.
    pub fn of(read: closing::RoundPast, sealed: &[Id]) -> RoundThen {
        let closed = read.closed.map(|all| {
            let mut by_kind: BTreeMap<usize, Vec<_>> = BTreeMap::new();
            all.into_iter().for_each(|record| by_kind.entry(record.id.kind as usize).or_default().push(record));
            let mut records = Records::default();
            by_kind.into_values().for_each(|list| records.load(list[0].id.kind, list));
            records.seen_with(Eyes::Without(sealed.to_vec()));
            records.into()
        });
        RoundThen { turns: read.turns, closed }
    }
}

/// Whose past a world is, and what it is beside.
#[derive(Clone, Debug)]
pub struct Past {
    pub round: Id,
    /// When it was closed.
    pub at: Stamp,
    today: Shared<Records>,
    now: Stamp,
}

/// The world that a pane is to read.
pub enum Seen<'a> {
    Today(&'a World),
    Closed(Box<World>),
    /// The round is closed and its past was not read yet.
    Unread(&'a World, Id),
}

impl Seen<'_> {
    pub fn world(&self) -> &World {
        match self {
            Seen::Today(world) | Seen::Unread(world, _) => world,
            Seen::Closed(world) => world,
        }
    }
}

impl World {
    /// The records as they are today, also for a pane of a closed round.
    pub fn today(&self) -> View<'_> {
        match &self.past {
            Some(past) => View { records: &past.today, today: past.now.date() },
            None => self.view(),
        }
    }
    /// The closings and reopenings of a round, oldest first, as far as they were read.
    pub fn turns(&self, round: Id) -> &[Turn] {
        self.rounds.get(&round).map_or(&[], |past| &past.turns)
    }
    /// `as of 20 Nov 2025`, if this is the past of a closed round.
    pub fn as_of(&self) -> Option<String> {
        self.past.as_ref().map(|past| format!("as of {}", past.at.date().strftime("%-d %b %Y")))
    }
    /// The world as a pane of this record is to read it.
    pub fn seen(&self, part: Option<Id>) -> Seen<'_> {
        let Some(round) = part.and_then(|id| gate::closed_round(&self.view(), id)) else { return Seen::Today(self) };
        let Some(past) = self.rounds.get(&round) else { return Seen::Unread(self, round) };
        let (Some(records), Some(turn)) = (&past.closed, past.turns.last()) else { return Seen::Today(self) };
        let closed = Past { round, at: turn.at, today: self.records.clone(), now: self.now };
        Seen::Closed(Box::new(World { records: records.clone(), now: turn.at, past: Some(closed), ..self.clone() }))
    }
}
