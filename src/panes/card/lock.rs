//! The card of a closed round: it shows everything and changes nothing.

use super::Card;
use crate::{app::World, command::Command, domain::gate};

/// What would change the round, or open an editor or a list that does.
fn changes(command: Command) -> bool {
    use Command::*;
    matches!(
        command,
        Conforms
            | Improve
            | Minor
            | Major
            | NotApplicable
            | ClearVerdict
            | Park
            | ParkWhy
            | ParkRest
            | Proof
            | Works
            | AboutSystem
            | EvidenceSeen
            | EvidenceAsk
            | Who
            | MoveLine
            | QuestionAdd
            | Write
            | Editor
            | DiscardNote
            | TextUndo
            | Raise
    )
}

impl Card {
    /// Why nothing of this interview can be changed.
    pub(super) fn locked(&self, world: &World) -> Option<String> {
        gate::locked(&world.view(), self.at.unwrap_or(self.interview))
    }
    pub(super) fn locks(&self, command: Command, world: &World) -> Option<String> {
        changes(command).then(|| self.locked(world)).flatten()
    }
}
