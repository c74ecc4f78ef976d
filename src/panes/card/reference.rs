//! A typed reference means exactly that: the question about it in this interview, or one that is added for it. What is
//! noted there says at which question it came up.

use super::Card;
use crate::{
    domain::{
        Id, Kind, Value, follow_up,
        kinds::{YES, answer, finding, risk},
        rounds, trail,
        workflow::judging,
    },
    framework::propose,
    panes::plan,
    ui::{
        AfterChoice, Effect, Place, RecordsFor, World,
        place::{Menu, MenuRow},
    },
};

/// The record that a typed text names and nothing similar: `8.4`, `a.7.4`, `S-03`, or a question as `I-07 q3`.
pub fn named(text: &str, world: &World) -> Option<Id> {
    let text = text.trim();
    match text.to_uppercase().parse().or_else(|_| text.parse()) {
        Ok(id) => world.records.live(id).map(|r| r.id),
        Err(_) => judging::question(world.view(), text).ok(),
    }
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
            Some(answer) => self.jump(answer, world),
            None => {
                let (mut effects, new) = self.ask_about(id, world);
                effects.extend(self.awaits(new, world));
                effects
            }
        }
    }

    /// Goes to a question that was named because of the one at hand: what is noted there says so.
    pub(super) fn jump(&mut self, to: Id, world: &World) -> Vec<Effect> {
        let from = self.at.filter(|from| *from != to);
        let effects = self.go_to(to, world);
        self.came_from = from;
        effects
    }

    /// Adds the key question about a record right after this one.
    pub(super) fn ask_about(&mut self, id: Id, world: &World) -> (Vec<Effect>, Id) {
        let mut effects = self.finish_note(world);
        let new = world.records.next_id(Kind::Answer);
        let proposed = match id.kind {
            Kind::Item => propose::for_items(&world.records, &[id]),
            _ => Vec::new(),
        };
        let of_record = |id: Id| match (id.kind, world.records.live(id)) {
            (Kind::Answer, Some(before)) => plan::copy_of(before, self.interview, 0),
            (Kind::Finding, Some(f)) if finding::is_open(f) => follow_up::question(f),
            (kind, _) => {
                let control =
                    (kind == Kind::Risk).then(|| world.records.live(id)?.refs(risk::CONTROLS).first().copied());
                vec![
                    (answer::QUESTION, Value::text(format!("{id} {}: tell me about it", world.records.name(id)))),
                    (answer::SOURCE, Value::text(id.to_string())),
                    (answer::ITEM, Value::one(control.flatten())),
                ]
            }
        };
        let mut values = match proposed.iter().find(|p| p.key).or(proposed.first()) {
            Some(p) => vec![
                (answer::QUESTION, Value::text(&p.text)),
                (answer::ITEM, Value::one(p.item)),
                (answer::SOURCE, Value::text(&p.source)),
            ],
            None => of_record(id),
        };
        if id.kind == Kind::Item {
            values.push((answer::KEY, Value::Choice(YES)));
        }
        if id.kind == Kind::System {
            values.push((answer::SYSTEMS, Value::refs([id])));
        }
        values.push((answer::CAME_FROM, Value::one(self.at)));
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
        (self.ready, self.drawer, self.cursor, self.came_from) = (false, None, None, None);
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

    /// Asks which AI system is followed; those of this question and round first, with how far each was followed.
    pub(super) fn trail_menu(&self, world: &World) -> Effect {
        let round = trail::round_of(world.view(), self.interview);
        let mut near = self.current(world).map(|a| a.refs(answer::SYSTEMS).to_vec()).unwrap_or_default();
        near.extend(round.map(|r| trail::systems(world.view(), r)).unwrap_or_default());
        let told = |id: Id| round.map_or(String::new(), |r| trail::summary(&trail::of_system(world.view(), r, id)));
        let row = |s: &crate::domain::Record| MenuRow {
            label: s.title().into(),
            detail: told(s.id),
            id: Some(s.id),
            ..MenuRow::default()
        };
        let mut rows: Vec<MenuRow> = world.records.all(Kind::System).map(row).collect();
        rows.sort_by_key(|r| near.iter().position(|id| Some(*id) == r.id).unwrap_or(usize::MAX));
        Effect::Go(Place::Menu(Menu::list("Follow which AI system?", rows, AfterChoice::Records(RecordsFor::Trail))))
    }

    /// Adds the stations of a system that no interview of the round asks yet, and goes to the first.
    pub(super) fn follow(&mut self, system: Id, world: &World) -> Vec<Effect> {
        let round = trail::round_of(world.view(), self.interview);
        let mut questions = trail::questions(world.view(), round, system);
        if questions.is_empty() {
            return vec![Effect::Say(format!("every station of {system} is asked in this round already"))];
        }
        let mut effects = self.finish_note(world);
        questions.iter_mut().for_each(|values| values.push((answer::CAME_FROM, Value::one(self.at))));
        let (new, count) = (world.records.next_id(Kind::Answer), questions.len());
        let label = format!("trail of {system} in {}, {count} stations", self.interview);
        effects.push(Effect::Save(rounds::insert::all_after(world.view(), self.interview, self.at, questions, label)));
        let back = self.key(crate::command::Command::JumpBack, world);
        effects.push(Effect::Say(format!(
            "{count} stations of {system} are asked; {back} goes back to where you came from"
        )));
        effects.extend(self.awaits(new, world));
        effects
    }
}
