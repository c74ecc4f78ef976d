//! A name that is typed into a list and is in no row of it: kept while it is typed, and given back.

use super::{MenuPane, NEW};
use crate::{
    panes::left::Left,
    parts::Typing,
    store::Typed,
    ui::{Effect, World},
};

impl MenuPane {
    /// A name that is in no row, or that others only resemble; what narrows the list is no text of the record.
    pub(super) fn typed_name(&self) -> Option<&str> {
        let typed = self.query.text().trim();
        let none = self.asked == typed || self.shown.iter().all(|row| *row >= NEW);
        (none && !typed.is_empty() && self.menu.then.writes()).then_some(typed)
    }

    /// A name that was typed here and not taken can be brought back.
    pub(super) fn offer(&mut self, world: &World) -> Vec<Effect> {
        if !self.left.is_in_use() {
            self.left = Left::at(&self.menu.title, world);
        }
        let offered = self.menu.then.writes() && self.query.is_empty();
        let Some(left) = self.left.newest().filter(|_| offered).map(String::from) else { return Vec::new() };
        self.query.give_back(&left);
        vec![Effect::Say(format!("“{left}” was typed here before; ^Y brings it back"))]
    }
    /// What was kept is answered.
    pub(super) fn forget(&mut self, world: &World) -> Vec<Effect> {
        self.typing = Typing::default();
        self.left.forget(world)
    }
    /// A name that was typed does not vanish: it is kept for the next time, and stands in the list of messages.
    pub(super) fn keep(&mut self, world: &World) -> Vec<Effect> {
        self.typing = Typing::default();
        let Some(typed) = self.typed_name().map(String::from) else { return Vec::new() };
        let said = format!("not taken: {typed}; it is kept, ^Y brings it back when this is asked again");
        vec![self.left.keep(&typed, world), Effect::Say(said)]
    }
    /// Keeps a name as it stands, for a person who does not come back to it here.
    pub(super) fn keep_beside(&mut self, world: &World) -> Vec<Effect> {
        if !self.typing.is_open() {
            return Vec::new();
        }
        self.typing.written();
        let effect = match self.typed_name().map(String::from) {
            Some(typed) => Some(self.left.keep(&typed, world)),
            // It narrows the list only: what was kept before it did is no text any more.
            None => self.left.drop_own(),
        };
        effect.into_iter().collect()
    }
    /// What is typed and was not kept yet.
    pub(super) fn unkept(&self, world: &World) -> Vec<Typed> {
        let kept = self.typed_name().filter(|_| self.typing.is_open());
        let kept = kept.map(|typed| Effect::Keep(self.left.slot(world), typed.to_string()));
        kept.and_then(|effect| effect.kept_by(&world.actor)).map(Typed::Kept).into_iter().collect()
    }
}
