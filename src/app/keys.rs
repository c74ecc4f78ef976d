//! A key or a paste on its way: through the key map to a command, or to the text field that has the keyboard.

use super::{App, WHICH_KEY_AFTER};
use crate::{
    command::Command,
    domain::Field,
    keymap::{Code, Key, KeyStep},
    panes,
    ui::Effect,
};

impl App {
    /// One key of the terminal: Esc with another one in it is both. In the middle of words that may not have been meant,
    /// so the pane is told what it did.
    pub(super) fn whole_key(&mut self, key: Key, out: &mut Vec<Effect>) {
        let contexts = self.contexts();
        let writing = contexts.first().is_some_and(|c| c.is_text());
        let keys = self.world.keymap.arrived(&contexts, key);
        let glued = keys.len() > 1 && writing && self.pending.is_empty();
        keys.into_iter().for_each(|key| self.key_or_esc(key, out));
        if glued && out.iter().any(|effect| matches!(effect, Effect::Save(_))) {
            let said = self.status().map_or(String::new(), |(text, _)| format!(": {text}"));
            let undo = panes::palette::key_of(&self.world, Command::Undo);
            let what = match self.world.hide_verdicts {
                true => "Esc and a letter came at once".to_string(),
                false => format!("Esc {} came at once{said}", last(key)),
            };
            let told = format!("{what}. {undo} takes it back, the words stay.");
            self.say(told.clone(), false);
            self.with_top(|pane, _| pane.glued(told));
        }
    }

    pub(super) fn key(&mut self, key: Key, out: &mut Vec<Effect>) {
        self.clear_status();
        if std::mem::take(&mut self.card_shown) && key.code == Code::Esc {
            self.pending.clear();
            return;
        }
        let contexts = self.contexts();
        if key.code == Code::Esc && self.stops_job(&contexts) {
            return out.push(Effect::StopJob);
        }
        let pending = std::mem::take(&mut self.pending);
        self.card_due = None;
        match self.world.keymap.step(&contexts, &pending, key) {
            KeyStep::Run(command) => self.run(command, Some(key), out),
            KeyStep::Pending => {
                self.pending = pending;
                self.pending.push(key);
                self.card_due = Some(self.world.tick + WHICH_KEY_AFTER);
            }
            KeyStep::None if !pending.is_empty() => {
                if key.code != Code::Esc {
                    let keys: Vec<String> = pending.iter().chain([&key]).map(|k| k.shown()).collect();
                    let told = self.idle(&keys.join(" "), key);
                    self.say(told, false);
                }
            }
            KeyStep::None => self.unbound(key, out),
        }
    }

    fn unbound(&mut self, key: Key, out: &mut Vec<Effect>) {
        if let Some(why) = self.untypable() {
            return self.say(why, true);
        }
        let taken = self.with_top(|pane, world| pane.input(key, world)).flatten();
        match taken {
            Some(effects) => self.carry_out(effects, out),
            None if key.code == Code::Esc => {}
            None => {
                let told = self.idle(&key.shown(), key);
                self.say(told, false);
            }
        }
    }

    /// That keys do nothing here; for those by which other programs save, search and end, what does so in this one.
    fn idle(&self, keys: &str, last: Key) -> String {
        let contexts = self.contexts();
        let key = |command| self.world.keymap.keys_of(&contexts, command).into_iter().next();
        let nothing = format!("{keys} does nothing here");
        let (save, end) =
            (Key::new(Code::Char('s'), true, false, false), Key::new(Code::Char('c'), true, false, false));
        match last {
            _ if last == save => {
                let find =
                    key(Command::Filter).or(key(Command::Search)).map_or(String::new(), |k| format!("; {k} finds"));
                format!("{nothing}; everything typed is saved{find}")
            }
            _ if last == end => {
                let quit = key(Command::Quit).map_or(String::new(), |k| format!("; {k} quits"));
                format!("{nothing}; everything typed is saved{quit}")
            }
            _ => nothing,
        }
    }

    pub(super) fn paste(&mut self, text: &str, out: &mut Vec<Effect>) {
        self.clear_status();
        self.pending.clear();
        let (long, most) = (text.chars().count(), Field::LONG_MAX);
        if long > most {
            return self.say(format!("not pasted: {long} characters, and a text holds at most {most}"), true);
        }
        if let Some(why) = self.untypable() {
            return self.say(why, true);
        }
        let taken = self.with_top(|pane, world| pane.paste(text, world)).flatten();
        match taken {
            Some(effects) => self.carry_out(effects, out),
            None => self.say("pasted text runs no keys; open a text field first, then paste".into(), false),
        }
    }
}

impl App {
    /// The palette over the pane on top: what its footer offers stands first, then what was run by name last.
    pub(super) fn palette(&self) -> panes::palette::Palette {
        let hints = self.top().map(|pane| pane.hints(self.seen_by(pane).world())).unwrap_or_default();
        panes::palette::Palette::over(&self.contexts(), hints.into_iter().chain(self.used.iter().copied()).collect())
    }

    pub(super) fn note_use(&mut self, command: Command) {
        self.used.retain(|used| *used != command);
        self.used.insert(0, command);
        self.used.truncate(USED);
    }
}

/// Commands run by name that are remembered.
const USED: usize = 8;

/// The key that Esc was glued to.
fn last(key: Key) -> String {
    Key { alt: false, ..key }.shown()
}
