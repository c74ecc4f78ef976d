//! The checks of a question, over the card: yes, no or not looked at by one key each.

use crate::{
    command::{Command, Context},
    domain::{
        Change, Id, Record, Value, gate,
        kinds::answer,
        ticks::{self, Tick},
    },
    framework,
    keymap::{Code, Key},
    parts::{Canvas, Window, overlay},
    ui::{Covers, Effect, Pane, Place, World},
};
use ratatui::layout::Rect;

/// The checks of one answer.
pub struct Ticks {
    answer: Id,
    window: Window,
}

/// How a check stands, before its words.
pub fn mark(text: &str, check: &str) -> &'static str {
    match ticks::of(text, check) {
        Some(Tick::Yes) => "yes",
        Some(Tick::No) => "no ",
        None => " - ",
    }
}

impl Ticks {
    /// Opens at the first check that was not looked at.
    pub fn new(answer: Id, world: &World) -> Ticks {
        let mut pane = Ticks { answer, window: Window::default() };
        let text = pane.record(world).map_or("", |r| r.text(answer::TICKS));
        let open = pane.checks(world).iter().position(|c| ticks::of(text, c).is_none());
        pane.window = Window::at(open.unwrap_or(0));
        pane
    }
    fn record<'a>(&self, world: &'a World) -> Option<&'a Record> {
        world.records.live(self.answer)
    }
    fn checks(&self, world: &World) -> Vec<String> {
        self.record(world).map(|r| framework::guide_of(&world.records, r).look_for).unwrap_or_default()
    }

    fn tick(&mut self, tick: Option<Tick>, world: &World) -> Vec<Effect> {
        let checks = self.checks(world);
        let (Some(record), Some(check)) = (self.record(world), checks.get(self.window.cursor)) else {
            return Vec::new();
        };
        if record.value(answer::TICKS) == &Value::Unread {
            return vec![Effect::Say("still reading; try once more".into())];
        }
        let text = ticks::with(record.text(answer::TICKS), check, tick);
        let word = match tick {
            Some(Tick::Yes) => "yes",
            Some(Tick::No) => "no",
            None => "not looked at",
        };
        let label = format!("check {} of {}: {word}", self.window.cursor + 1, world.records.called(self.answer));
        self.window.down(1, checks.len());
        vec![Effect::Save(Change::new(label).set(record, vec![(answer::TICKS, Value::text(text))]))]
    }
}

impl Pane for Ticks {
    fn is_at(&self, place: &Place) -> bool {
        matches!(place, Place::Ticks(id) if *id == self.answer)
    }
    fn covers(&self) -> Covers {
        Covers::Part
    }
    fn contexts(&self, _: &World) -> Vec<Context> {
        vec![Context::Ticks]
    }
    fn hints(&self, _: &World) -> Vec<Command> {
        vec![Command::TickYes, Command::TickNo, Command::TickOpen, Command::Raise, Command::Undo, Command::Back]
    }
    fn part_of(&self) -> Option<Id> {
        Some(self.answer)
    }
    fn subject(&self, _: &World) -> Option<Id> {
        Some(self.answer)
    }
    fn needs(&self, _: &World) -> Vec<Id> {
        vec![self.answer]
    }
    fn allowed(&self, command: Command, world: &World) -> Result<(), String> {
        match command {
            Command::TickYes | Command::TickNo | Command::TickOpen => {
                gate::locked(&world.view(), self.answer).map_or(Ok(()), Err)
            }
            _ => Ok(()),
        }
    }
    fn run(&mut self, command: Command, key: Option<Key>, world: &World) -> Option<Vec<Effect>> {
        let len = self.checks(world).len();
        match command {
            Command::Down => self.window.down(1, len),
            Command::Up => self.window.up(1),
            Command::First => self.window.first(),
            Command::Last => self.window.last(len),
            Command::Jump => {
                let digit = key.and_then(|k| match k.code {
                    Code::Char(c) => c.to_digit(10),
                    _ => None,
                });
                self.window = Window::at((digit.unwrap_or(1).max(1) as usize - 1).min(len.saturating_sub(1)));
            }
            Command::TickYes => return Some(self.tick(Some(Tick::Yes), world)),
            Command::TickNo => return Some(self.tick(Some(Tick::No), world)),
            Command::TickOpen => return Some(self.tick(None, world)),
            // The finding is raised on the card beneath.
            Command::Raise => return Some(vec![Effect::Leave, Effect::Run(Command::Raise)]),
            Command::Back => return Some(vec![Effect::Close]),
            _ => return None,
        }
        Some(Vec::new())
    }

    fn draw(&self, world: &World, canvas: &mut Canvas, area: Rect) {
        let checks = self.checks(world);
        let text = self.record(world).map_or("", |r| r.text(answer::TICKS));
        let rows = (checks.len() as u16).clamp(1, (area.height * 3 / 5).max(3));
        let told = ticks::told(text);
        let title = format!("CHECKS  {}", if told.is_empty() { "none looked at" } else { &told });
        let inside = overlay(canvas, area, &title, rows);
        if checks.is_empty() {
            canvas.put_cut(inside.x + 1, inside.y, inside.width, "This question has no checks.", canvas.theme.plain());
        }
        let height = usize::from(inside.height);
        let top = self.window.top_for(height, checks.len());
        for (row, (i, check)) in checks.iter().enumerate().skip(top).take(height).enumerate() {
            let cursor = i == self.window.cursor;
            let line = format!("{}{:>2}  {}  {check}", if cursor { ">" } else { " " }, i + 1, mark(text, check));
            let style = if cursor { canvas.theme.selected() } else { canvas.theme.plain() };
            canvas.put_full(inside.x, inside.y + row as u16, inside.width, &line, style);
        }
    }
}
