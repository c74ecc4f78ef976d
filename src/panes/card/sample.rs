//! Samples on the card: the one that was drawn for this question, or from what one is to be drawn.

use super::Card;
use crate::{
    domain::kinds::sample,
    panes::sample as samples,
    ui::{Answer, Effect, Place, RowsFor, TextFor, World},
};

impl Card {
    pub(super) fn sample(&mut self, world: &World) -> Vec<Effect> {
        let mut effects = self.finish_note(world);
        let Some(record) = self.current(world) else { return effects };
        let drawn = !sample::of_answer(world.view(), record.id).is_empty();
        let locked = self.locked(world);
        effects.push(match (drawn, locked) {
            (true, _) => Effect::Go(Place::Samples(record.id)),
            (false, Some(_)) => Effect::Say("no sample was drawn for this question".into()),
            (false, None) => Effect::Go(samples::whence(record.id, world)),
        });
        effects
    }

    pub(super) fn receive_sample(&mut self, answer: Answer, world: &World) -> Vec<Effect> {
        let mut effects = self.begin(world);
        match (answer, self.at) {
            (Answer::Rows(RowsFor::SampleOf(answer), rows), _) => {
                effects.extend(samples::chosen(answer, rows.first().copied(), world));
            }
            (Answer::Text(what @ (TextFor::SampleCount | TextFor::SampleOfList), text), Some(at)) => {
                effects.extend(samples::named(at, what, &text, world));
            }
            _ => {}
        }
        effects
    }
}
