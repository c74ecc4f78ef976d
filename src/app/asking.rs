//! The one place on the screen where the gate is asked: of all changes of a key, before anything of it is carried out.
//!
//! A no leaves overlay and typed text where they were. Where a reason is asked for, the effects are held back until one
//! is typed.

use super::App;
use crate::{
    command::Context,
    domain::{
        Change, Id, Kind,
        gate::{self, After, Asker, Outcome},
    },
    panes,
    store::StepOrigin,
    ui::{AfterText, Answer, Effect, Fetched, Place, place::Prompt},
};

/// Effects that wait for a reason.
pub(super) struct HeldBack {
    effects: Vec<Effect>,
    /// Places of the changes that need it.
    asking: Vec<usize>,
}

impl HeldBack {
    /// The changes that wait.
    pub(super) fn changes(&self) -> impl Iterator<Item = &Change> {
        self.effects.iter().filter_map(|e| if let Effect::Save(change) = e { Some(change) } else { None })
    }
}

impl App {
    /// The effects with what goes along with their changes, if the gate lets all of these through.
    pub(super) fn ask(&mut self, mut effects: Vec<Effect>, out: &mut Vec<Effect>) -> Option<Vec<Effect>> {
        let has_change = effects.iter().any(|e| matches!(e, Effect::Save(_)));
        if let Some(version) = self.world.file.as_ref().and_then(|f| f.older).filter(|_| has_change) {
            self.go(panes::answering::upgrade_menu(version), out);
            return None;
        }
        let newer = self.newer().filter(|_| has_change);
        if !has_change || self.is_read_only() && newer.is_none() {
            return Some(effects);
        }
        let (questions, asking) = match newer.map_or_else(|| self.judge(&mut effects), Err) {
            Ok(asked) => asked,
            Err(why) => {
                self.with_top(|pane, world| pane.refused(&why, world));
                self.say(why, true);
                return None;
            }
        };
        let Some(question) = questions.into_iter().next() else { return Some(effects) };
        // The rest of the word that was begun is no reason.
        let word = effects.pop_if(|effect| matches!(effect, Effect::GoesOn(_)));
        self.hold(HeldBack { effects, asking }, &question, out);
        if let Some(Effect::GoesOn(taken)) = word {
            self.word_goes_on(*taken, out);
        }
        None
    }

    /// Holds effects back and asks for their reason.
    fn hold(&mut self, held: HeldBack, question: &str, out: &mut Vec<Effect>) {
        self.held = Some(held);
        let stop = if question.ends_with(['?', '.', '!']) { "" } else { "." };
        let help = format!("{question}{stop} The reason is kept with the step; Esc changes nothing.");
        self.go(Prompt::ask("A reason is needed", help, AfterText::Because), out);
    }

    /// The questions that are to be answered, and at which effects they are; the error says why it is a no.
    pub(super) fn judge(&self, effects: &mut [Effect]) -> Result<(Vec<String>, Vec<usize>), String> {
        let view = self.world.view();
        let asker =
            Asker { actor: self.world.actor.clone(), person: self.world.me(), drafts: self.world.open_drafts() };
        let mut after = After::of(&view);
        let (mut questions, mut asking) = (Vec::new(), Vec::new());
        let mut opened: Vec<Id> = Vec::new();
        let last = effects.iter().rposition(|e| matches!(e, Effect::Save(_)));
        for (at, effect) in effects.iter_mut().enumerate() {
            let Effect::Save(change) = effect else { continue };
            let before = change.edits.len();
            *change = gate::follow_ups(&view, std::mem::replace(change, Change::new("")));
            // An interview among what goes along is an agreement that ends.
            opened.extend(change.edits[before..].iter().map(|e| e.id()).filter(|id| id.kind == Kind::Interview));
            match gate::validate(&after, change, &asker) {
                Outcome::LetThrough => {}
                Outcome::Refused(why) => return Err(why),
                Outcome::AsksReason(question) => {
                    questions.push(question);
                    asking.push(at);
                }
            }
            if Some(at) != last {
                after.apply(change);
            }
        }
        opened.dedup();
        if let (Some(interview), Some(Effect::Say(said))) = (opened.first(), effects.last_mut()) {
            said.push_str(&format!("; the recap of {interview} is agreed no longer"));
        }
        Ok((questions, asking))
    }

    /// Undo or redo that the gate lets through only with a reason: it is asked for, and then tried again.
    pub(super) fn ask_again(&mut self, how: StepOrigin, question: &str, out: &mut Vec<Effect>) {
        let effect = if how == StepOrigin::Redid { Effect::Redo(None) } else { Effect::Undo(None) };
        self.hold(HeldBack { effects: vec![effect], asking: vec![0] }, question, out);
    }

    /// Carries out what was held back, with the reason; without one, nothing of it.
    pub(super) fn because(&mut self, reason: Option<String>, out: &mut Vec<Effect>) {
        self.close(out);
        let Some(held) = self.held.take() else { return };
        let Some(reason) = reason else {
            self.give_up(held);
            return self.say("nothing was changed: no reason was given".into(), true);
        };
        let HeldBack { mut effects, asking } = held;
        for at in asking {
            match effects.get_mut(at) {
                Some(Effect::Save(change)) => *change = change.clone().because(&reason),
                Some(Effect::Undo(because) | Effect::Redo(because)) => *because = Some(reason.trim().to_string()),
                _ => {}
            }
        }
        self.carry_out(effects, out);
    }

    /// Hands what the file answered to the pane that asked for it, wherever it lies by now. A pane that is covered takes
    /// it in and goes nowhere.
    pub(super) fn fetched(&mut self, mut fetched: Fetched, out: &mut Vec<Effect>) {
        let top = self.stack.len().saturating_sub(1);
        for at in (0..self.stack.len()).rev() {
            match self.with(at, |pane, world| pane.fetched(fetched, world)) {
                Some(Err(back)) => fetched = back,
                Some(Ok(effects)) if at == top => return self.carry_out(effects, out),
                _ => return,
            }
        }
    }

    /// Hands an answer to the pane beneath the overlay on top, which closes unless a change of that pane is refused.
    pub(super) fn answer(&mut self, answer: Answer, out: &mut Vec<Effect>) {
        self.flush(out);
        let Some(beneath) = self.stack.len().checked_sub(2) else { return };
        let mut effects = vec![Effect::Leave];
        let told = self.with(beneath, |pane, world| {
            let mut told = pane.opened(world);
            told.extend(pane.receive(answer, world));
            told
        });
        effects.extend(told.unwrap_or_default());
        self.carry_out(effects, out);
    }

    /// Why nothing is changed in a file that a newer program wrote.
    fn newer(&self) -> Option<String> {
        let file = self.world.file.as_ref().filter(|f| f.newer.is_some())?;
        Some(format!("not changed: {}", file.read_only.as_deref().unwrap_or_default()))
    }

    /// Why nothing can be kept, if so: the file is only read.
    fn unkept(&self) -> Option<String> {
        let why = self.world.file.as_ref()?.read_only.as_ref()?;
        Some(format!("not changed: {why}"))
    }

    /// Why nothing is typed into a text of a record: it could not be kept.
    pub(super) fn untypable(&self) -> Option<String> {
        let typed = self.contexts().first().is_some_and(|c| c.is_text() && *c != Context::Input);
        self.unkept().filter(|_| typed)
    }

    /// Why an editor is not opened: what it would change is locked.
    pub(super) fn locked(&self, place: &Place) -> Option<String> {
        // What is asked before a paper is issued leads to the question of the upgrade by itself.
        let older = self.world.file.as_ref().is_some_and(|f| f.older.is_some());
        let leads = |then: &AfterText| older && matches!(then, AfterText::Issue(_));
        let asks = match place {
            Place::Prompt(prompt) => prompt.then.takes_text() && !leads(&prompt.then),
            Place::Menu(menu) => menu.then.writes(),
            _ => false,
        };
        if asks || matches!(place, Place::Field(..) | Place::Quick(..) | Place::RoundStart(_) | Place::Import(..)) {
            let unkept = self.unkept();
            if unkept.is_some() {
                return unkept;
            }
        }
        let (Place::Field(ids, field) | Place::Quick(ids, field)) = place else { return None };
        ids.iter().find_map(|id| gate::may_begin(&self.world.view(), *id, *field).err())
    }
}
