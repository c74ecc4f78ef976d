//! The past of the closed rounds that panes show: asked for once, and given to each pane that is part of one.

use super::App;
use crate::{
    domain::{Id, Kind, closing, gate, veil},
    parts::Canvas,
    ui::{
        Effect, Pane, World,
        past::{RoundThen, Seen},
        world::FOCUS,
    },
};
use ratatui::layout::Rect;
use std::sync::Arc;

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
        self.world.rounds.insert(round, Arc::new(RoundThen::of(read, self.world.records.sealed())));
        self.with_all(|pane, world| {
            pane.touched(&ids, world);
            pane.supplied(&ids, world);
        });
    }
    /// Forgets what was read about rounds that change.
    pub(super) fn forget_rounds(&mut self, ids: &[Id]) {
        let rounds: Vec<Id> = ids.iter().filter(|id| id.kind == Kind::Round).copied().collect();
        if rounds.iter().any(|id| !veil::pairs_of(&self.world.records, *id).is_empty()) {
            // Who may see what of the other one may be different now.
            self.world.rounds.clear();
            self.world.trend = None;
        }
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
    /// Keeps a setting of this person, and lets the panes follow it.
    pub(super) fn keep(&mut self, key: String, value: String, out: &mut Vec<Effect>) {
        self.world.settings.insert(key.clone(), value.clone());
        self.note_me(&key);
        if key == FOCUS {
            self.left.clear();
            self.with_all(|pane, world| pane.narrowed(world));
        }
        out.push(Effect::Keep(key, value));
    }
    /// Hides or shows verdicts; panes that keep lines make them anew.
    pub(super) fn hide_verdicts(&mut self, hide: bool) {
        self.world.hide_verdicts = hide;
        self.touched(&[]);
    }
    /// Who sits here may be somebody else now: what is out of sight for them is.
    fn note_me(&mut self, key: &str) {
        if key != crate::store::ME {
            return;
        }
        self.world.look_as_me();
        self.world.rounds.clear();
        self.world.trend = None;
        let ids: Vec<Id> = self.world.records.every().map(|r| r.id).collect();
        self.with_all(|pane, world| pane.touched(&ids, world));
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
