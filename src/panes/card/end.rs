//! Ending an interview: what is left, what was said to the recap, and the time, in one step.

use super::Card;
use crate::{
    domain::{
        kinds::interview::{self, RECAPS, Recap},
        workflow,
    },
    ui::{
        AfterChoice, Effect, Place, RowsFor, World,
        place::{Menu, MenuRow},
    },
};

impl Card {
    /// Says what is left and asks how the recap went.
    pub(super) fn end(&mut self, world: &World) -> Vec<Effect> {
        let mut effects = self.finish_note(world);
        let promised: usize = self.answers(world).iter().map(|a| super::draw::promises(world, a).count()).sum();
        let minutes = self.clock.seconds(world.tick) / 60;
        let open = if self.is_meeting(world) { String::new() } else { format!("{} not judged, ", self.to_ask(world)) };
        let title = format!(
            "End {}: {minutes} min talked, {open}{promised} promised. What was said to the recap?",
            self.interview
        );
        let mut rows = vec![MenuRow { letter: Some('r'), label: "read it out first".into(), ..MenuRow::default() }];
        rows.extend(RECAPS.iter().map(|c| MenuRow {
            letter: Some(c.letter),
            label: c.label.into(),
            ..MenuRow::default()
        }));
        effects.push(Effect::Go(Place::Menu(Menu::letters(title, rows, AfterChoice::Rows(RowsFor::EndInterview)))));
        effects
    }

    pub(super) fn ended(&mut self, row: Option<usize>, world: &World) -> Vec<Effect> {
        let Some(said) = row.and_then(|row| row.checked_sub(1)).and_then(|at| Recap::ALL.get(at)).copied() else {
            return vec![Effect::Go(Place::Recap(self.interview))];
        };
        let Some(record) = world.records.live(self.interview) else { return Vec::new() };
        self.clock.stop(world.tick);
        let change = workflow::interview::ended(record, said, self.clock.seconds(world.tick) as i64, world.now);
        let mut effects = vec![Effect::Save(change)];
        if said == Recap::Corrected {
            effects.push(Effect::Go(Place::Field(vec![self.interview], interview::CORRECTION)));
        } else {
            effects.push(Effect::Go(Place::OpenItems(self.interview)));
        }
        effects.push(Effect::Say(format!("{} is held, recap {}; u takes it back", self.interview, said.label())));
        effects
    }
}
