//! Where the card is: its question, the number of it as people say it, and who is asked.

use super::Card;
use crate::{
    command::Command,
    domain::{Id, Record, kinds::interview},
    ui::{Pane, World},
};

impl Card {
    /// The key of a command as it is typed in the state the card is in.
    pub(super) fn key(&self, command: Command, world: &World) -> String {
        let keys = world.keymap.keys_of(&self.contexts(world), command);
        keys.into_iter().next().unwrap_or_else(|| "(no key)".into())
    }
    pub(super) fn answers<'a>(&self, world: &'a World) -> Vec<&'a Record> {
        interview::answers(world.view(), self.interview)
    }
    pub(super) fn current<'a>(&self, world: &'a World) -> Option<&'a Record> {
        world.records.live(self.at?)
    }
    /// Number of the question from 1, as people say it.
    pub(super) fn number(&self, world: &World) -> usize {
        self.answers(world).iter().position(|a| Some(a.id) == self.at).map_or(0, |i| i + 1)
    }
    /// `I-03 q7`
    pub(super) fn place_name(&self, world: &World) -> String {
        format!("{} q{}", self.interview, self.number(world))
    }
    /// The last person named in this interview's parked questions, else whoever is asked.
    pub(super) fn person(&self, world: &World) -> Option<Id> {
        world.records.get(self.interview)?.refs(interview::WITH).first().copied()
    }
}
