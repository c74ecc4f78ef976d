//! What a field held when an overlay that writes it was opened, so that a change by somebody else meanwhile is shown
//! and not written over.

use crate::{
    domain::{Begun, Edit, Id},
    ui::{Effect, World},
};

/// The one field of the one record that an overlay writes; nothing for other overlays and for many records at once.
#[derive(Default)]
pub struct Ground(Option<(Id, usize, Begun)>);

impl Ground {
    /// Notes what the field holds, the first time.
    pub fn note(&mut self, field: Option<(&[Id], usize)>, world: &World) {
        let Some((ids, field)) = field else { return };
        let [id] = ids[..] else { return };
        if self.0.is_none() {
            self.0 = world.records.get(id).map(|record| (id, field, Begun::on(record, field)));
        }
    }

    /// The same effects, their step resting on what was noted.
    pub fn under(&self, mut effects: Vec<Effect>, world: &World) -> Vec<Effect> {
        let Some((id, field, begun)) = &self.0 else { return effects };
        let Some(record) = world.records.get(*id) else { return effects };
        for effect in &mut effects {
            let Effect::Save(change) = effect else { continue };
            for edit in &mut change.edits {
                match edit {
                    Edit::Set { id: of, rev, .. } if of == id => *rev = begun.rev(record, *field),
                    _ => {}
                }
            }
        }
        effects
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        app::{App, Msg},
        domain::{Edit, Id, Kind, Value, kinds::system},
        panes::testing::{halden, press},
        ui::{Effect, Place},
    };

    /// The revision that the last step of these keys rests on, when somebody else changes `field` before Enter.
    fn rests_on(field: usize) -> (u32, u32) {
        let id = Id::new(Kind::System, 1);
        let mut app = App::new(halden(), Place::Home);
        app.update(app.world.now, app.world.tick, Msg::Go(Place::Field(vec![id], system::NAME)));
        press(&mut app, " two");
        let mut record = app.world.records.get(id).unwrap().clone();
        let before = record.rev;
        record.rev += 1;
        app.world.records.put([record.with(field, Value::text("theirs"))]);
        let saved = press(&mut app, "<Enter>").into_iter().find_map(|effect| match effect {
            Effect::Save(change) => Some(change),
            _ => None,
        });
        match saved.unwrap().edits[..] {
            [Edit::Set { rev, .. }] => (before, rev),
            _ => panic!(),
        }
    }

    #[test]
    fn a_step_rests_on_what_the_line_was_typed_on() {
        let (before, rev) = rests_on(system::NAME);
        assert_eq!(rev, before, "the store shows both names");
        let (before, rev) = rests_on(system::PURPOSE);
        assert_eq!(rev, before + 1, "another field stands beside it");
    }
}
