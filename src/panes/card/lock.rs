//! The card of a closed round: it shows everything and changes nothing.

use super::Card;
use crate::{
    command::Command,
    domain::{Id, gate, kinds::answer},
    panes::{palette::key_of, round::late},
    store::Draft,
    ui::{Answer, Effect, World},
};

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
            | ItemJudged
            | TrailFollow
            | AboutSystem
            | EvidenceSeen
            | EvidenceAsk
            | ClaimTie
            | EndInterview
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
    /// The text of this question that met the lock and waits.
    fn waiting<'a>(&self, world: &'a World) -> Option<&'a Draft> {
        let of = |field| world.drafts.get(&(self.at?, field));
        of(answer::NOTE).or_else(|| of(answer::SOURCE)).filter(|_| self.locked(world).is_some())
    }
    /// What is said about it where the marks of a line stand otherwise.
    pub(super) fn waiting_text(&self, world: &World) -> Option<String> {
        let text = late::text_of(self.waiting(world)?, world).split_whitespace().collect::<Vec<_>>().join(" ");
        Some(format!("{} keeps as a late note: {text}", key_of(world, Command::LateNote)))
    }
    fn round(&self, world: &World) -> Option<Id> {
        gate::closed_round(&world.today(), self.interview)
    }
    /// Keeps what waits as a late note, or asks for one about this question.
    pub(super) fn late_note(&self, world: &World) -> Vec<Effect> {
        match (self.round(world), self.waiting(world)) {
            (Some(round), Some(draft)) => late::keep(round, draft, world),
            (Some(round), None) => vec![late::prompt(round)],
            (None, _) => Vec::new(),
        }
    }
    pub(super) fn receive_late(&self, answer: Answer, world: &World) -> Vec<Effect> {
        match (answer, self.round(world), self.at) {
            (Answer::Text(_, text), Some(round), Some(at)) => {
                late::typed(round, Some(&world.records.called(at)), &text, world)
            }
            _ => Vec::new(),
        }
    }
    pub(super) fn locks(&self, command: Command, world: &World) -> Option<String> {
        changes(command).then(|| self.locked(world)).flatten()
    }
}
