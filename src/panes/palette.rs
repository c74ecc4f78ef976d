//! The palette: every command by name, with its key.

use crate::{
    command::{Command, Context},
    keymap::Key,
    parts::{Canvas, LineInput, Window, matching, overlay},
    ui::{Covers, Effect, Pane, Place, World},
};
use ratatui::layout::Rect;

/// Rows of a page, fewer than are on the screen.
const PAGE: usize = 8;

/// The open palette.
pub struct Palette {
    query: LineInput,
    shown: Vec<usize>,
    window: Window,
    /// Label, synonyms and id of each command, as they are searched.
    texts: Vec<String>,
    /// What can be run from where it was opened; it comes first.
    usable: Vec<bool>,
}

impl Palette {
    /// The palette over a pane in which keys are read in these contexts.
    pub fn over(contexts: &[Context]) -> Palette {
        let texts: Vec<String> =
            Command::ALL.iter().map(|c| format!("{} {} {}", c.info().label, c.info().synonyms, c.info().id)).collect();
        let mut here = vec![Context::Everywhere];
        here.extend(contexts);
        if contexts.contains(&Context::Writing) {
            here.push(Context::Card);
        }
        let usable = Command::ALL.iter().map(|c| c.info().contexts.iter().any(|at| here.contains(at))).collect();
        let mut palette =
            Palette { query: LineInput::new(""), shown: Vec::new(), window: Window::default(), texts, usable };
        palette.narrow();
        palette
    }

    fn narrow(&mut self) {
        self.window = Window::default();
        let typed = self.query.text();
        self.shown = matching::best(typed, self.texts.iter().cloned());
        let typed = matching::fold(typed.trim());
        if typed.is_empty() {
            // What this pane does, then what can be done everywhere; moving is known.
            return self.shown.sort_by_key(|i| {
                let info = Command::ALL[*i].info();
                (!self.usable[*i], info.id.starts_with("move."), info.contexts.contains(&Context::Everywhere))
            });
        }
        // Letters that are scattered over a name mean nothing where a name has the word.
        let of_word = |i: &usize| matching::begins(&typed, &self.texts[*i]);
        if self.shown.iter().any(of_word) {
            self.shown.retain(of_word);
        }
        // The very name (a short word only where it can be used), then names in which every typed word begins a word,
        // then what holds its letters somewhere.
        self.shown.sort_by_key(|i| {
            let info = Command::ALL[*i].info();
            let is = |name: &str| matching::fold(name) == typed;
            let named = is(info.label) || is(info.id) || self.usable[*i] && is(info.short);
            let begins = matching::begins(&typed, &self.texts[*i]);
            (!named, !begins, !self.usable[*i], !matching::fold(info.label).starts_with(&typed))
        });
    }
}

/// The key of a command wherever it is bound, or that it has none.
pub fn key_of(world: &World, command: Command) -> String {
    let contexts = command.info().contexts;
    world.keymap.keys_of(contexts, command).into_iter().next().unwrap_or_else(|| "(no key)".into())
}

impl Pane for Palette {
    fn is_at(&self, place: &Place) -> bool {
        matches!(place, Place::Palette)
    }
    fn covers(&self) -> Covers {
        Covers::Part
    }
    fn contexts(&self, _: &World) -> Vec<Context> {
        vec![Context::Input]
    }
    fn hints(&self, _: &World) -> Vec<Command> {
        vec![Command::Accept, Command::NextMatch, Command::PrevMatch, Command::Cancel]
    }

    fn run(&mut self, command: Command, _: Option<Key>, _: &World) -> Option<Vec<Effect>> {
        match command {
            Command::Accept => {
                let chosen = self.shown.get(self.window.cursor).map(|i| Command::ALL[*i]);
                let mut effects = vec![Effect::Close];
                effects.extend(chosen.map(Effect::Run));
                return Some(effects);
            }
            Command::Cancel => return Some(vec![Effect::Close]),
            Command::NextMatch | Command::Down => self.window.down(1, self.shown.len()),
            Command::PrevMatch | Command::Up => self.window.up(1),
            Command::PageDown => self.window.down(PAGE, self.shown.len()),
            Command::PageUp => self.window.up(PAGE),
            Command::TextUndo => {
                self.query.undo();
                self.narrow();
            }
            Command::Complete => {}
            _ => return None,
        }
        Some(Vec::new())
    }

    fn input(&mut self, key: Key, _: &World) -> Option<Vec<Effect>> {
        if self.query.input(key) {
            self.narrow();
        }
        Some(Vec::new())
    }
    fn paste(&mut self, text: &str, _: &World) -> Option<Vec<Effect>> {
        self.query.paste(text);
        self.narrow();
        Some(Vec::new())
    }

    fn draw(&self, world: &World, canvas: &mut Canvas, area: Rect) {
        let inside = overlay(canvas, area, "COMMANDS", area.height.saturating_sub(3).clamp(4, 16));
        if inside.height < 2 {
            return;
        }
        canvas.put(inside.x + 1, inside.y, 2, ":", canvas.theme.heading());
        let count = format!("{} of {}", self.shown.len(), Command::ALL.len());
        canvas.put_right(inside.x, inside.y, inside.width.saturating_sub(1), &count, canvas.theme.plain());
        let field = Rect::new(inside.x + 3, inside.y, inside.width.saturating_sub(16), 1);
        self.query.draw(canvas, field, true);
        let rows = (inside.height - 1) as usize;
        let top = self.window.top_for(rows, self.shown.len());
        for (row, i) in self.shown.iter().skip(top).take(rows).enumerate() {
            let command = Command::ALL[*i];
            let marked = top + row == self.window.cursor;
            let style = if marked { canvas.theme.selected() } else { canvas.theme.plain() };
            let y = inside.y + 1 + row as u16;
            let key = key_of(world, command);
            let label = format!("{} {}", if marked { ">" } else { " " }, command.info().label);
            canvas.put_full(inside.x, y, inside.width, &label, style);
            canvas.put_right(inside.x, y, inside.width.saturating_sub(2), &key, style);
        }
    }
}
