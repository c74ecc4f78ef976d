//! Rules that are asked a few at a time between the keys, so that a large file holds nobody up.

use crate::{
    domain::checks::{Check, Going, Spot},
    ui::World,
};

/// Records beyond which the rules are asked between the keys, and how many rules at a time.
const MANY: usize = 4_000;
pub const PIECE: usize = 3;

/// Whether asking all rules at once would be felt in this file.
pub fn is_large(world: &World) -> bool {
    world.records.every().take(MANY + 1).count() > MANY
}

/// The rules that are not met, with their spots.
pub type Unmet = Vec<(&'static Check, Vec<Spot>)>;

/// What a pane asks; nothing until it begins.
#[derive(Default)]
pub struct CheckRun {
    going: Option<Going>,
    /// When the next rules are asked.
    goes_on: u64,
}

impl CheckRun {
    /// Asks all rules from the first one on.
    pub fn begin(&mut self) {
        self.going = Some(Going::default());
    }
    pub fn is_on(&self) -> bool {
        self.going.is_some()
    }
    /// How far it is, for the header.
    pub fn told(&self) -> Option<String> {
        let (asked, all) = self.going.as_ref()?.told();
        Some(format!("{asked} of {all} rules asked"))
    }
    /// When the pane wants its next tick.
    pub fn deadline(&self) -> Option<u64> {
        self.is_on().then_some(self.goes_on)
    }
    /// Asks so many rules more; what was found once the last one is asked.
    pub fn go_on(&mut self, world: &World, rules: usize) -> Option<Unmet> {
        let is_through = self.going.as_mut().is_some_and(|going| going.go_on(world.view(), rules));
        self.goes_on = world.tick + 1;
        self.going.take_if(|_| is_through).map(Going::found)
    }
}
