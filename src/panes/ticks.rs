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
    shown::{cells, wrap},
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

    /// Each check with its place among them, on as many lines as it needs.
    fn lines(&self, checks: &[String], text: &str, width: usize) -> Vec<(usize, String)> {
        let of = |(i, check): (usize, &String)| {
            let sign = if i == self.window.cursor { ">" } else { " " };
            let head = format!("{sign}{:>2}  {}  ", i + 1, mark(text, check));
            let indent = " ".repeat(cells(&head));
            let wrapped = wrap(check, width.saturating_sub(cells(&head)).max(8)).into_iter().enumerate();
            wrapped
                .map(|(n, part)| (i, if n == 0 { format!("{head}{part}") } else { format!("{indent}{part}") }))
                .collect()
        };
        checks.iter().enumerate().flat_map(|check| -> Vec<(usize, String)> { of(check) }).collect()
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
        let lines = self.lines(&checks, text, usize::from(area.width).saturating_sub(4));
        let rows = (lines.len() as u16).clamp(1, (area.height * 3 / 5).max(3));
        let told = ticks::told(text);
        let title = format!("CHECKS  {}", if told.is_empty() { "none looked at" } else { &told });
        let inside = overlay(canvas, area, &title, rows);
        if checks.is_empty() {
            canvas.put_cut(inside.x + 1, inside.y, inside.width, "This question has no checks.", canvas.theme.plain());
        }
        let height = usize::from(inside.height);
        // What is at the cursor is seen whole: the auditor says it aloud.
        let of_cursor = |(i, _): &(usize, String)| *i == self.window.cursor;
        let first = lines.iter().position(of_cursor).unwrap_or(0);
        let end = lines.iter().rposition(of_cursor).map_or(0, |at| at + 1);
        let top = end.saturating_sub(height).min(first);
        for (row, (i, line)) in lines.iter().skip(top).take(height).enumerate() {
            let cursor = *i == self.window.cursor;
            let style = if cursor { canvas.theme.selected() } else { canvas.theme.plain() };
            canvas.put_full(inside.x, inside.y + row as u16, inside.width, line, style);
        }
    }
}
