//! Text that came at once where no field was open: it is shown, and the person says what it is.

use super::left::Left;
use crate::{
    command::{Command, Context},
    keymap::{Code, Key},
    parts::{Canvas, overlay},
    shown::wrap,
    ui::{Covers, Effect, HeldText, Pane, Place, World},
};
use ratatui::layout::Rect;

/// The open question.
pub struct Held {
    held: HeldText,
    left: Left,
    top: usize,
}

const CHOICES: &str = "t keeps it as text for the next field you open   k runs it as keys   Esc drops it";

/// Under what such texts are kept until the person said what they are, or the next field took them.
const HELD: &str = "held";

/// Text as the keys that it would be.
pub fn keys_of(text: &str) -> impl Iterator<Item = Key> {
    text.chars().map(|c| match c {
        '\n' => Key::plain(Code::Enter),
        '\t' => Key::plain(Code::Tab),
        c => Key::char(c),
    })
}

/// The question about text that was kept when the program ended over it.
pub fn again(world: &World) -> Option<Place> {
    let text = Left::at(HELD, world).newest()?.to_string();
    let keys = keys_of(&text).collect();
    Some(Place::Held(Box::new(HeldText { text, keys })))
}

/// A field took the text.
pub fn taken(text: &str, world: &World) -> Option<Effect> {
    Left::at(HELD, world).adopt(text).drop_own()
}

impl Held {
    pub fn new(held: HeldText) -> Held {
        Held { held, left: Left::default(), top: 0 }
    }
    fn lines(&self, width: u16) -> Vec<String> {
        let width = usize::from(width).saturating_sub(3).max(1);
        self.held.text.replace('\t', "  →  ").lines().flat_map(|line| wrap(line, width)).collect()
    }
}

impl Pane for Held {
    fn is_at(&self, _: &Place) -> bool {
        false
    }
    fn covers(&self) -> Covers {
        Covers::Part
    }
    fn contexts(&self, _: &World) -> Vec<Context> {
        vec![Context::Menu]
    }
    fn hints(&self, _: &World) -> Vec<Command> {
        vec![Command::Down, Command::PageDown, Command::Cancel]
    }
    fn holds_text(&self) -> bool {
        true
    }
    fn opened(&mut self, world: &World) -> Vec<Effect> {
        self.left = Left::at(HELD, world).adopt(&self.held.text);
        vec![self.left.keep(&self.held.text, world)]
    }
    fn run(&mut self, command: Command, _: Option<Key>, world: &World) -> Option<Vec<Effect>> {
        let last = self.lines(world.size.0).len().saturating_sub(1);
        self.top = match command {
            Command::Accept => return Some(vec![Effect::Say(format!("a letter decides: {CHOICES}"))]),
            Command::Cancel => {
                let said = format!("not taken: {}", self.held.text.trim_end());
                let dropped = self.left.drop_own();
                return Some([Effect::Close].into_iter().chain(dropped).chain([Effect::Say(said)]).collect());
            }
            _ => super::lines::scrolled(self.top, command, world.size.1.saturating_sub(8), last)?,
        };
        Some(Vec::new())
    }
    fn input(&mut self, key: Key, _: &World) -> Option<Vec<Effect>> {
        match key.code {
            Code::Char('t') => {
                let said = "kept: it goes into the next text field that you open".to_string();
                Some(vec![Effect::Close, Effect::Carry(self.held.text.clone()), Effect::Say(said)])
            }
            Code::Char('k') => {
                let (dropped, keys) = (self.left.drop_own(), Effect::Type(self.held.keys.clone()));
                Some([Effect::Close].into_iter().chain(dropped).chain([keys]).collect())
            }
            Code::Char(_) => Some(vec![Effect::Say(CHOICES.into())]),
            _ => None,
        }
    }
    /// More of the same text.
    fn paste(&mut self, text: &str, world: &World) -> Option<Vec<Effect>> {
        self.held.text.push_str(text);
        self.held.keys.extend(keys_of(text));
        Some(vec![self.left.keep(&self.held.text, world)])
    }
    fn draw(&self, _: &World, canvas: &mut Canvas, area: Rect) {
        let lines = self.lines(area.width);
        let height = (lines.len() as u16 + 2).clamp(4, area.height.saturating_sub(2).max(4));
        let inside = overlay(canvas, area, "This came at once and reads as text; nothing of it was run", height);
        let rows = usize::from(inside.height.saturating_sub(2));
        for (row, line) in lines.iter().skip(self.top).take(rows).enumerate() {
            canvas.put(inside.x + 1, inside.y + row as u16, inside.width.saturating_sub(2), line, canvas.theme.plain());
        }
        if inside.height > 1 {
            let foot = Rect::new(inside.x + 1, inside.bottom() - 2, inside.width.saturating_sub(2), 2);
            canvas.wrapped(foot, CHOICES, canvas.theme.heading());
        }
    }
}
