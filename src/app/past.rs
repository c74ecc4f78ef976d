//! What a pane of a closed round reads: the records as the closing step left them, and today's beside them.

use super::{App, Effect, World, shared::Shared};
use crate::{
    domain::{
        Id, Kind, Records, Stamp, View,
        closing::{self, Turn},
        gate,
    },
    panes::Pane,
    parts::Canvas,
};
use ratatui::layout::Rect;
use std::{collections::BTreeMap, sync::Arc};

/// The past of a round as it was read.
#[derive(Debug)]
pub struct RoundPast {
    pub turns: Vec<Turn>,
    /// The records of its closing step, if it is closed.
    pub closed: Option<Shared<Records>>,
}

impl RoundPast {
    pub(super) fn of(read: closing::RoundPast) -> RoundPast {
        let closed = read.closed.map(|all| {
            let mut by_kind: BTreeMap<usize, Vec<_>> = BTreeMap::new();
            all.into_iter().for_each(|record| by_kind.entry(record.id.kind as usize).or_default().push(record));
            let mut records = Records::default();
            by_kind.into_values().for_each(|list| records.load(list[0].id.kind, list));
            records.into()
        });
        RoundPast { turns: read.turns, closed }
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
    fn seen(&self, part: Option<Id>) -> Seen<'_> {
        let Some(round) = part.and_then(|id| gate::closed_round(&self.view(), id)) else { return Seen::Today(self) };
        let Some(past) = self.rounds.get(&round) else { return Seen::Unread(self, round) };
        let (Some(records), Some(turn)) = (&past.closed, past.turns.last()) else { return Seen::Today(self) };
        let closed = Past { round, at: turn.at, today: self.records.clone(), now: self.now };
        Seen::Closed(Box::new(World { records: records.clone(), now: turn.at, past: Some(closed), ..self.clone() }))
    }
}

impl App {
    /// The world that a pane is to read.
    pub fn seen_by(&self, pane: &dyn Pane) -> Seen<'_> {
        self.world.seen(pane.part_of())
    }
    /// Runs something on a pane with the world that it is to read.
    pub(super) fn with<T>(&mut self, at: usize, act: impl FnOnce(&mut dyn Pane, &World) -> T) -> Option<T> {
        let pane = self.stack.get_mut(at)?;
        let seen = self.world.seen(pane.part_of());
        Some(act(&mut **pane, seen.world()))
    }
    pub(super) fn with_all(&mut self, act: impl Fn(&mut dyn Pane, &World)) {
        for pane in &mut self.stack {
            let seen = self.world.seen(pane.part_of());
            act(&mut **pane, seen.world());
        }
    }

    /// Asks for the past of the rounds that panes show and that was not read yet.
    pub(super) fn ask_for_rounds(&mut self, out: &mut Vec<Effect>) {
        let rounds: Vec<Id> = self
            .stack
            .iter()
            .filter_map(|p| p.part_of())
            .filter_map(|id| gate::round_of(&self.world.view(), id))
            .collect();
        for round in rounds {
            if !self.world.rounds.contains_key(&round) && !self.asked.contains(&round) {
                self.asked.push(round);
                out.push(Effect::ReadRound(round));
            }
        }
    }
    /// Takes in the past of a round.
    pub(super) fn round_read(&mut self, read: closing::RoundPast) {
        let round = read.round;
        let ids: Vec<Id> = read.closed.iter().flatten().map(|r| r.id).collect();
        self.asked.retain(|id| *id != round);
        self.world.rounds.insert(round, Arc::new(RoundPast::of(read)));
        self.with_all(|pane, world| {
            pane.touched(&ids, world);
            pane.supplied(&ids, world);
        });
    }
    /// Forgets what was read about rounds that change.
    pub(super) fn forget_rounds(&mut self, ids: &[Id]) {
        let rounds: Vec<Id> = ids.iter().filter(|id| id.kind == Kind::Round).copied().collect();
        if !rounds.is_empty() {
            self.world.rounds.retain(|id, _| !rounds.contains(id));
            self.asked.retain(|id| !rounds.contains(id));
        }
    }

    /// Records whose long texts the next frame shows.
    pub fn needs(&self) -> Vec<Id> {
        let from = self.first_drawn();
        let unread = |id: &Id| self.world.records.get(*id).is_some_and(|r| !r.is_read());
        let panes = self.stack[from..].iter().flat_map(|p| match self.seen_by(&**p) {
            // What was closed is read whole; what was added to its round later is read as it is today.
            Seen::Closed(world) => world.past.iter().map(|past| past.round).collect(),
            Seen::Today(world) | Seen::Unread(world, _) => p.needs(world),
        });
        // The method's scales and bands are long texts, and every level on every screen rests on them.
        let method = self.world.records.single(Kind::Method).map(|r| r.id);
        panes.chain(method).filter(unread).collect()
    }
    /// Takes in records that were read for [`App::needs`].
    pub fn supply(&mut self, records: Vec<crate::domain::Record>) {
        let ids: Vec<Id> = records.iter().map(|r| r.id).collect();
        self.world.records.put(records);
        self.with_all(|pane, world| pane.supplied(&ids, world));
    }
}

/// A pane is opened; what it needs of a closed round is there already.
pub(super) fn enter(pane: &mut dyn Pane, world: &World) -> Vec<Effect> {
    let seen = world.seen(pane.part_of());
    if let Seen::Closed(world) = &seen {
        pane.supplied(&[], world);
    }
    pane.opened(seen.world())
}

/// The frame until the past of a closed round is read.
pub(super) fn draw_unread(round: Id, canvas: &mut Canvas, area: Rect) {
    let text = format!("{round} is closed; its records are being read as they were then …");
    canvas.wrapped(Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area }, &text, canvas.theme.plain());
}
