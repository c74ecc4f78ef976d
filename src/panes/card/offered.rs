//! Which commands the card offers, and by which words: a round that is no audit knows no nonconformity, and at a meeting
//! nothing is judged.

use super::Card;
use crate::{
    command::Command,
    domain::kinds::{answer::Verdict, interview},
    ui::World,
};

/// The verdict that a command gives.
pub(super) fn verdict_of(command: Command) -> Option<Verdict> {
    match command {
        Command::Conforms => Some(Verdict::Conforms),
        Command::Improve => Some(Verdict::Improve),
        Command::Minor => Some(Verdict::Minor),
        Command::Major => Some(Verdict::Major),
        Command::NotApplicable => Some(Verdict::NotApplicable),
        Command::ClearVerdict => Some(Verdict::NotLookedAt),
        _ => None,
    }
}

/// What only a question that is judged has a use for.
const JUDGES: [Command; 10] = [
    Command::Conforms,
    Command::Improve,
    Command::Minor,
    Command::Major,
    Command::NotApplicable,
    Command::ClearVerdict,
    Command::Proof,
    Command::Works,
    Command::ItemJudged,
    Command::Raise,
];

impl Card {
    /// Whether this is the opening or the closing meeting of a round.
    pub(super) fn is_meeting(&self, world: &World) -> bool {
        world.records.get(self.interview).is_some_and(interview::is_meeting)
    }

    /// The commands of the footer, the most important first.
    pub(super) fn offered(&self, world: &World) -> Vec<Command> {
        use Command::*;
        match (&self.drawer, self.writing) {
            (None, false) if world.past.is_some() => {
                vec![NextQuestion, PrevQuestion, Jump, LateNote, Recap, History, Leave, Palette]
            }
            (Some(_), _) => vec![DrawerKeep, DrawerNext, DrawerBack],
            (None, true) if self.is_meeting(world) => {
                vec![LeaveNote, TicksOpen, Who, EndInterview, NextQuestion, PrevQuestion, EvidenceSeen, EvidenceAsk]
            }
            (None, false) if self.is_meeting(world) => {
                vec![TicksOpen, Who, Write, EndInterview, EvidenceSeen, EvidenceAsk, Leave, Palette]
            }
            (None, true) => {
                vec![LeaveNote, NextQuestion, PrevQuestion, Conforms, Improve, Minor, Major, Raise, EvidenceSeen, Park]
            }
            (None, false) => vec![
                Conforms,
                Improve,
                Minor,
                Major,
                NotApplicable,
                Raise,
                EvidenceSeen,
                Write,
                Park,
                Recap,
                Leave,
                Palette,
            ],
        }
    }

    /// The word of a command here, where that of an audit would be wrong.
    pub(super) fn called_here(&self, command: Command, world: &World) -> Option<&'static str> {
        let verdict = verdict_of(command).filter(|v| *v != Verdict::NotLookedAt && self.is_gap(world))?;
        Some(verdict.gap_word())
    }

    /// Commands that are of no use in this interview.
    pub(super) fn useless(&self, world: &World) -> Vec<Command> {
        if self.is_meeting(world) { JUDGES.to_vec() } else { Vec::new() }
    }
}
