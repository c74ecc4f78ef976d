//! What comes at once and reads as words is text, not keys: a terminal that does not mark a paste sends it so.
//!
//! A run of keys is let through as far as it opens a field before its words, as a script does. Words with a line end or
//! a tab that meet a list are held back, and the person says what they are.

use super::{App, Msg, everywhere};
use crate::{
    command::{Command, Context},
    keymap::{Code, Key, KeyStep},
    panes::{self, held},
    ui::{Effect, HeldText, Place},
};

/// Fewer signs are keys.
const LEAST: usize = 4;

impl App {
    /// The message for the first `n` of a run of messages that came at once, if these are words and no keys; `ended`
    /// if the part of the run that was handled already held a line end or a tab.
    pub fn hold_run<'a>(&self, run: impl Iterator<Item = &'a Msg>, ended: bool) -> Option<(Msg, usize)> {
        let keys: Vec<Key> = run.map_while(plain).collect();
        let text: String = keys.iter().map(sign).collect();
        let count = keys.len();
        if self.is_holding() && count > 1 {
            return Some((Msg::Paste(text), count));
        }
        let ends = ended || text.contains(['\n', '\t']);
        if count < LEAST || !ends || !self.pending.is_empty() {
            return None;
        }
        let (taken, contexts) = match self.takes_commands() {
            true => (0, self.contexts()),
            false => self.after_answer(&text)?,
        };
        let rest = &keys[taken..];
        let token = &rest[..rest.iter().position(|k| sign(k).is_whitespace()).unwrap_or(rest.len())];
        let bound = self.walk(token, contexts)?;
        let words = words_of(&text);
        let ends_there = rest.get(token.len()).is_some_and(|key| sign(key) == '\n');
        let is_script = taken == 0 && token.is_empty() || bound && token.len() < LEAST && ends_there;
        let reads_as_words = words > 1 || words == 1 && token.len() >= LEAST && !bound;
        (!is_script && reads_as_words).then(|| {
            let held = HeldText { text, keys };
            (Msg::Go(Place::Held(Box::new(held))), count)
        })
    }

    /// Where a list stands in which a letter sets a field at once: how many signs of the text are that answer, and what
    /// the next ones would meet. Nothing where it is the whole line, or where it asks for a reason and this may be one.
    fn after_answer(&self, text: &str) -> Option<(usize, Vec<Context>)> {
        let (taken, mut effects) = self.top()?.taken_at_once(text, &self.world)?;
        let mut lines = text.split(['\n', '\t']);
        if taken >= lines.next().unwrap_or_default().chars().count() {
            return None;
        }
        let (questions, _) = self.judge(&mut effects).ok()?;
        if !questions.is_empty() || effects.iter().any(|e| matches!(e, Effect::Go(_))) {
            return lines.any(|line| words_of(line) > 1).then(|| (taken, vec![Context::Input]));
        }
        let beneath = self.panes().nth_back(1)?;
        let mut contexts = beneath.contexts(&self.world);
        contexts.push(Context::Everywhere);
        Some((taken, contexts))
    }

    fn is_holding(&self) -> bool {
        self.top().is_some_and(|pane| pane.holds_text())
    }
    fn takes_commands(&self) -> bool {
        let first = self.contexts().first().copied();
        first.is_some_and(|c| !c.is_text() && !matches!(c, Context::Menu | Context::Help | Context::Columns))
    }

    /// Goes through keys as if they were typed; nothing if one of them opens a field, else whether a
    /// script could have them.
    fn walk(&self, keys: &[Key], mut contexts: Vec<Context>) -> Option<bool> {
        let (mut pending, mut bound) = (Vec::new(), true);
        for key in keys {
            match self.world.keymap.step(&contexts, &pending, *key) {
                KeyStep::Pending => {
                    pending.push(*key);
                    continue;
                }
                // A script presses no key in vain.
                KeyStep::Run(command) if bound && command.opens_field() => return None,
                KeyStep::Run(command) => match everywhere::place_of(command, self) {
                    Some(place) => {
                        contexts = panes::open(&place, &self.world).contexts(&self.world);
                        contexts.push(Context::Everywhere);
                    }
                    None => bound &= command.only_moves(),
                },
                KeyStep::None => bound = false,
            }
            pending.clear();
        }
        Some(bound)
    }

    /// Puts text that was kept for the next field into it.
    pub(super) fn put_carried(&mut self, out: &mut Vec<Effect>) {
        let field = self.contexts().first().is_some_and(|c| c.is_text());
        if let Some(text) = self.carried.take_if(|_| field) {
            self.paste(&text, out);
            let before = out.len();
            self.flush(out);
            // The field keeps it from here on; one that only looks for something does not.
            if out.len() > before {
                let taken = held::taken(&text, &self.world);
                self.carry_out(taken.into_iter().collect(), out);
            }
        }
    }
}

fn words_of(text: &str) -> usize {
    text.split_whitespace().filter(|w| w.chars().filter(|c| c.is_alphabetic()).count() > 1).count()
}

/// A key that pasted text can be.
fn plain(msg: &Msg) -> Option<Key> {
    let Msg::Key(key) = msg else { return None };
    let newline = *key == Key::new(Code::Char('j'), true, false, false);
    let typed = key.is_plain_char() || matches!(key.code, Code::Enter | Code::Tab) && !key.alt && !key.shift;
    (newline || typed).then_some(*key)
}

fn sign(key: &Key) -> char {
    match key.code {
        Code::Tab => '\t',
        Code::Char(c) if !key.ctrl => c,
        _ => '\n',
    }
}

impl Command {
    /// What a script does on the way to the field that it fills.
    fn only_moves(self) -> bool {
        use Command::*;
        let moves = matches!(self, Down | Up | Left | Right | PageDown | PageUp | First | Last | OtherPart);
        moves || matches!(self, Mark | MarkAll | MarkRange | MarkDown | MarkUp | Back | Leave)
    }
    /// What is typed after it is text or the letters of a choice.
    fn opens_field(self) -> bool {
        use Command::*;
        let asks = matches!(
            self,
            Search
                | Palette
                | Help
                | Filter
                | Add
                | Write
                | Hold
                | Raise
                | EvidenceSeen
                | EvidenceAsk
                | ParkWhy
                | Erase
        ) || matches!(
            self,
            FindQuestion | NotApplicable | SetUse | SetReason | MoveRisk | RateRisk | AddAction | Whys
        ) || matches!(
            self,
            Correct | AuditFrom | Proof | Works | ItemJudged | AboutSystem | Who | Delete | Arrived | DiscardNote
        );
        asks || self.info().label.ends_with("...")
    }
}
