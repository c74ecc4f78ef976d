//! A typed reference means exactly that: the question about it in this interview, or one that is added for it.

use super::Card;
use crate::{
    domain::{
        Id, Kind, Value,
        kinds::{YES, answer},
    },
    framework::propose,
    panes::plan,
    ui::{Effect, World},
};

/// The record that a typed text names and nothing similar: `8.4`, `a.7.4`, `S-03`.
pub fn named(text: &str, world: &World) -> Option<Id> {
    let text = text.trim();
    let id: Id = text.to_uppercase().parse().or_else(|_| text.parse()).ok()?;
    world.records.live(id).map(|r| r.id)
}

impl Card {
    /// The question that asks about a record here.
    fn about(&self, id: Id, world: &World) -> Option<Id> {
        let answers = self.answers(world);
        let at = self.number(world);
        let rank = |(i, a): &(usize, &&crate::domain::Record)| {
            let hit = a.id == id || a.one(answer::ITEM) == Some(id) || a.refs(answer::SYSTEMS).contains(&id);
            // The next one about it, round the end; a question of its own before one that touches it.
            hit.then_some((a.one(answer::ITEM) != Some(id), (*i + answers.len() - at) % answers.len().max(1)))
        };
        let hits = answers.iter().enumerate().filter_map(|hit| Some((rank(&hit)?, hit.1.id)));
        hits.min_by_key(|(rank, _)| *rank).map(|(_, id)| id)
    }

    /// Goes to the question about a record; where none asks about it, one is added right after this one.
    pub(super) fn go_to_reference(&mut self, id: Id, world: &World) -> Vec<Effect> {
        match self.about(id, world) {
            Some(answer) => self.go_to(answer, world),
            None => {
                let (mut effects, new) = self.ask_about(id, world);
                effects.extend(self.awaits(new, world));
                effects
            }
        }
    }

    /// Adds the key question about a record right after this one.
    pub(super) fn ask_about(&mut self, id: Id, world: &World) -> (Vec<Effect>, Id) {
        let mut effects = self.finish_note(world);
        let new = world.records.next_id(Kind::Answer);
        let proposed = match id.kind {
            Kind::Item => propose::for_items(&world.records, &[id]),
            _ => Vec::new(),
        };
        let mut values = match proposed.iter().find(|p| p.key).or(proposed.first()) {
            Some(p) => vec![
                (answer::QUESTION, Value::text(&p.text)),
                (answer::ITEM, Value::one(p.item)),
                (answer::SOURCE, Value::text(&p.source)),
            ],
            None => vec![(answer::QUESTION, Value::text(format!("{id} {}: tell me about it", world.records.name(id))))],
        };
        if id.kind == Kind::Item {
            values.push((answer::KEY, Value::Choice(YES)));
        }
        if id.kind == Kind::System {
            values.push((answer::SYSTEMS, Value::refs([id])));
        }
        effects.push(Effect::Save(plan::insert_after(world, self.interview, self.at, values)));
        let back = self.key(crate::command::Command::JumpBack, world);
        effects.push(Effect::Say(format!("a question about {id} is added; {back} goes back to where you came from")));
        (effects, new)
    }

    /// Goes to a question that was added, now that it is there.
    pub(super) fn arrive(&mut self, ids: &[Id], world: &World) -> bool {
        let Some(new) = self.coming.filter(|new| ids.contains(new) && world.records.live(*new).is_some()) else {
            return false;
        };
        (self.coming, self.at) = (None, Some(new));
        (self.ready, self.drawer, self.cursor) = (false, None, None);
        self.load(world);
        true
    }

    /// The card stands at a question that is being added, as soon as it is there.
    fn awaits(&mut self, new: Id, world: &World) -> Vec<Effect> {
        let effects = self.flush_note(world);
        self.trail.extend(self.at);
        self.coming = Some(new);
        effects
    }
}
