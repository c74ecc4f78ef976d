//! The app without a screen: what the pane on top says in lines, and which command words ask for.

use super::{App, Msg};
use crate::{
    command::{Command, Context},
    domain::veil,
    keymap::{self, KeyStep},
    panes::{self, palette::Goal},
    parts::Canvas,
    ui::{Effect, Place, Plain, past::Seen},
};
use ratatui::{buffer::Buffer, layout::Rect};
use std::ops::Range;

/// The sheet on which a pane is drawn that has no lines of its own.
const SHEET: (u16, u16) = (78, 120);

/// What words ask for.
#[derive(Debug)]
pub enum PlainRequest {
    Run(Command),
    Go(Place),
    /// Several are meant as well: the word of each, and what it does.
    Several(Vec<(String, String)>),
    Nothing,
}

impl App {
    /// What the pane on top says in lines; of a long list only these stops.
    pub fn plain(&self, stops: Range<usize>) -> Plain {
        let Some(pane) = self.top() else { return Plain::default() };
        let apart = pane.part_of().and_then(|id| veil::refusal(self.seen_by(pane).world().view(), id));
        let mut plain = match self.seen_by(pane) {
            _ if apart.is_some() => Plain::new(apart.unwrap_or_default()),
            Seen::Unread(_, round) => Plain::new(format!("{round} is being read")),
            seen => pane.plain(seen.world(), stops).unwrap_or_else(|| self.drawn()),
        };
        if plain.title.is_empty() {
            let header = self.screen().map(|p| p.header(self.seen_by(p).world())).unwrap_or_default();
            plain.title = format!("{}  {}", header.left, header.middle).trim().to_string();
            plain.place = header.left;
        } else {
            plain.place = plain.title.clone();
        }
        let demo = self.world.is_demo() && !plain.title.starts_with("DEMO");
        if demo {
            plain.title = format!("DEMO  {}", plain.title);
        }
        plain
    }

    /// What the pane on top draws, read off a sheet without its lines.
    fn drawn(&self) -> Plain {
        let mut plain = Plain::default();
        let Some(pane) = self.top() else { return plain };
        let area = Rect::new(0, 0, SHEET.0, SHEET.1);
        let mut buffer = Buffer::empty(area);
        let mut canvas = Canvas::new(&mut buffer, &self.world.theme);
        pane.draw(self.seen_by(pane).world(), &mut canvas, area);
        for y in 0..SHEET.1 {
            let row: String = (0..SHEET.0).map(|x| buffer[(x, y)].symbol()).collect();
            let row = row.replace(|c| ('\u{2500}'..='\u{257f}').contains(&c), " ");
            match row.trim_start().strip_prefix('>').filter(|_| row.starts_with(['>', ' '])) {
                Some(text) if plain.current.is_empty() => {
                    plain.current = text.trim().to_string();
                    plain.said(text.trim());
                }
                _ => plain.said(row.trim()),
            }
        }
        plain
    }

    /// In which contexts words are commands: those of the keys, and while a note is written those of its card.
    pub fn word_contexts(&self) -> Vec<Context> {
        let mut contexts = self.contexts();
        if contexts.first() == Some(&Context::Writing) {
            contexts.extend([Context::Card, Context::Everywhere]);
        }
        contexts
    }

    /// The commands that words can run here, in the order of their contexts.
    pub fn here(&self) -> Vec<Command> {
        let mut found: Vec<Command> = Vec::new();
        for context in self.word_contexts() {
            for command in Command::ALL.iter().filter(|c| c.info().contexts.contains(&context)) {
                if !command.draws() && !found.contains(command) {
                    found.push(*command);
                }
            }
        }
        found
    }

    /// What a line of words asks for: the name of a command, its keys, or everyday words as in the palette.
    pub fn asked(&self, words: &str) -> PlainRequest {
        let typed = words.trim().to_lowercase();
        if let Some(command) = self.named(&typed) {
            return PlainRequest::Run(command);
        }
        if let Some(command) = self.keyed(words.trim()) {
            return PlainRequest::Run(command);
        }
        let contexts = self.word_contexts();
        let (goals, sure) = panes::palette::meant(words.trim(), &contexts);
        let alone = goals.len() == 1 || goals.first().is_some_and(|g| g.label().to_lowercase().starts_with(&typed));
        match goals.first() {
            None => PlainRequest::Nothing,
            Some(Goal::Run(command)) if sure && alone => PlainRequest::Run(*command),
            Some(Goal::List(list)) if sure && alone => PlainRequest::Go(Place::listing(*list)),
            Some(_) => PlainRequest::Several(goals.iter().take(6).map(|goal| (goal.word(), goal.label())).collect()),
        }
    }

    /// The command of this very name: its id, the end of it, its short word, or its label.
    pub fn named(&self, typed: &str) -> Option<Command> {
        let is_called = |command: &&Command| {
            let info = command.info();
            let names =
                [info.id, info.id.split('.').next_back().unwrap_or(info.id), info.short, self.word_of(**command)];
            let label = info.label.trim_end_matches(" ...").to_lowercase();
            names.iter().any(|name| !name.is_empty() && *name == typed) || label == typed
        };
        self.here().iter().find(is_called).copied().or_else(|| Command::of(typed).filter(|c| !c.draws()))
    }

    /// The command of these keys.
    fn keyed(&self, text: &str) -> Option<Command> {
        let keys = keymap::keys(&text.replace(' ', "")).ok()?;
        let contexts: Vec<Context> = match self.contexts().first() {
            Some(Context::Writing) => vec![Context::Card, Context::Everywhere],
            _ => self.contexts(),
        };
        let (last, pending) = keys.split_last()?;
        for at in 0..pending.len() {
            if self.world.keymap.step(&contexts, &pending[..at], pending[at]) != KeyStep::Pending {
                return None;
            }
        }
        match self.world.keymap.step(&contexts, pending, *last) {
            KeyStep::Run(command) if !command.draws() => Some(command),
            _ => None,
        }
    }

    /// Takes a message of plain mode.
    pub(super) fn word(&mut self, word: PlainWord, out: &mut Vec<Effect>) {
        match word {
            PlainWord::Line(text) => self.line(&text, out),
            PlainWord::Stand(stop) => self.stand_on(stop, out),
            PlainWord::Run(command) => {
                self.clear_status();
                self.run(command, None, out);
            }
        }
    }

    /// A line of plain mode for the field or the list that has the keyboard; what takes none gets it as pasted.
    fn line(&mut self, text: &str, out: &mut Vec<Effect>) {
        self.clear_status();
        if let Some(why) = self.untypable() {
            return self.say(why, true);
        }
        match self.with_top(|pane, world| pane.line_in(text, world)).flatten() {
            Some(effects) => self.carry_out(effects, out),
            None => self.paste(text, out),
        }
    }

    /// Puts the cursor of the pane on top on a stop.
    fn stand_on(&mut self, stop: usize, out: &mut Vec<Effect>) {
        if self.with_top(|pane, _| pane.stand_on(stop)) == Some(true) {
            return;
        }
        self.run(Command::First, None, out);
        (0..stop).for_each(|_| self.run(Command::Down, None, out));
    }
}

/// A message of plain mode.
#[derive(Debug)]
pub enum PlainWord {
    Run(Command),
    Line(String),
    /// Go to this stop of the pane.
    Stand(usize),
}

impl From<PlainWord> for Msg {
    fn from(word: PlainWord) -> Msg {
        Msg::Word(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panes::testing::halden;

    #[test]
    fn every_command_that_is_not_about_drawing_is_reached_by_word() {
        let app = App::new(halden(), Place::Home);
        for command in Command::ALL.iter().filter(|c| !c.draws()) {
            assert!(
                matches!(app.asked(command.id()), PlainRequest::Run(found) if found == *command),
                "{}",
                command.id()
            );
        }
        assert!(app.here().iter().all(|c| !c.draws()));
    }

    #[test]
    fn a_short_word_means_what_it_means_here() {
        let mut app = App::new(halden(), Place::Home);
        let run = |app: &App, words: &str| match app.asked(words) {
            PlainRequest::Run(command) => Some(command),
            _ => None,
        };
        assert_eq!(run(&app, "back"), Some(Command::Back));
        assert_eq!(run(&app, "go to the people"), Some(Command::GoPeople));
        assert_eq!(run(&app, "g i"), Some(Command::GoInventory));
        assert_eq!(run(&app, "q"), Some(Command::Back));
        let id = app.world.records.all(crate::domain::Kind::Interview).next().unwrap().id;
        app.update(app.world.now, app.world.tick, Msg::Go(Place::Card(id, None)));
        assert_eq!(run(&app, "next"), Some(Command::NextQuestion));
        assert_eq!(run(&app, "m"), Some(Command::Minor));
        assert_eq!(run(&app, "back"), Some(Command::PrevQuestion));
        assert!(matches!(app.asked("quit smoking"), PlainRequest::Several(_)));
    }
}
