//! Help: the keys of the pane beneath first, then those everywhere; typing narrows, Enter runs.

use crate::{
    command::{Command, Context},
    keymap::{Code, Key},
    parts::{Canvas, LineInput, Window, matching},
    shown::{cells, pad},
    ui::{Covers, Effect, Pane, Place, World},
};
use ratatui::layout::Rect;

/// Cells of the keys before what they do.
const KEYS: usize = 18;
const KEYS_IN_COLUMNS: usize = 10;
/// Cells of a column from which on the keys have all their room.
const ROOMY: u16 = 70;

/// The open help.
pub struct Help {
    contexts: Vec<Context>,
    query: LineInput,
    rows: Vec<HelpRow>,
    shown: Vec<usize>,
    window: Window,
    /// A line is marked once something was typed or the cursor moved: whoever only looks and presses Enter runs
    /// nothing.
    marked: bool,
}

struct HelpRow {
    heading: Option<&'static str>,
    keys: String,
    command: Option<Command>,
    text: String,
}

impl Help {
    /// Help for whatever is on top; the app fills the contexts in by [`Help::about`].
    pub fn new(_: &World) -> Help {
        Help {
            contexts: Vec::new(),
            query: LineInput::new(""),
            rows: Vec::new(),
            shown: Vec::new(),
            window: Window::default(),
            marked: false,
        }
    }

    /// Help for a pane with these contexts, innermost first, but for what it has no use for, in its words.
    pub fn about(
        contexts: Vec<Context>,
        without: &[Command],
        label: &dyn Fn(Command) -> String,
        world: &World,
    ) -> Help {
        let mut help = Help::new(world);
        for context in contexts.iter().copied().chain(all_after(&contexts)) {
            help.add_context(context, without, label, world);
        }
        if contexts.iter().any(|c| matches!(c, Context::Writing | Context::Card)) {
            help.add_marks();
        }
        help.contexts = contexts;
        help.shown = (0..help.rows.len()).collect();
        help.window.cursor = help.first_row();
        help
    }

    fn add_context(&mut self, context: Context, without: &[Command], label: &dyn Fn(Command) -> String, world: &World) {
        let mut rows: Vec<(Command, Vec<String>)> = Vec::new();
        for (keys, command) in world.keymap.bindings(context).into_iter().filter(|(_, c)| !without.contains(c)) {
            match rows.iter_mut().find(|(c, _)| *c == command) {
                Some((_, list)) => list.push(keys),
                None => rows.push((command, vec![keys])),
            }
        }
        // What the pane does itself comes first, moving in it last.
        let shared = |c: Command| context != Context::Everywhere && c.info().contexts.contains(&Context::Everywhere);
        rows.sort_by_key(|(c, _)| (shared(*c), c.info().id.starts_with("move."), *c));
        if rows.is_empty() {
            return;
        }
        self.rows.push(HelpRow {
            heading: Some(context.heading()),
            keys: String::new(),
            command: None,
            text: String::new(),
        });
        for (command, keys) in rows {
            self.rows.push(HelpRow {
                heading: None,
                keys: keys.join("  "),
                command: Some(command),
                text: label(command),
            });
        }
    }

    fn add_marks(&mut self) {
        let marks = [
            ("!", "at the start of a line: maybe a finding"),
            ("?", "at the start of a line: ask later, goes to the follow-ups"),
            (">", "at the start of a line: shown to me"),
            ("\"", "at the start of a line: said word for word"),
        ];
        self.rows.push(HelpRow {
            heading: Some("Line marks"),
            keys: String::new(),
            command: None,
            text: String::new(),
        });
        for (keys, text) in marks {
            self.rows.push(HelpRow { heading: None, keys: keys.into(), command: None, text: text.into() });
        }
    }

    fn first_row(&self) -> usize {
        self.shown.iter().position(|i| self.rows[*i].command.is_some()).unwrap_or(0)
    }

    /// The first line below the next heading; after the last one the top.
    fn next_part(&mut self) {
        let from = self.window.cursor + 1;
        let is_heading = |at: &usize| self.rows[self.shown[*at]].heading.is_some();
        let next = (from..self.shown.len()).find(is_heading).map_or(self.first_row(), |at| at + 1);
        self.window.cursor = next.min(self.shown.len().saturating_sub(1));
    }

    fn narrow(&mut self) {
        let typed = self.query.text();
        self.shown = if typed.trim().is_empty() {
            (0..self.rows.len()).collect()
        } else {
            let texts = self
                .rows
                .iter()
                .map(|r| format!("{} {} {}", r.keys, r.text, r.command.map_or("", |c| c.info().synonyms)));
            matching::best(typed, texts).into_iter().filter(|i| self.rows[*i].heading.is_none()).collect()
        };
        self.window = Window::at(self.first_row());
        self.marked = true;
    }
    fn chosen(&self) -> Option<Command> {
        let row = self.shown.get(self.window.cursor).filter(|_| self.marked)?;
        self.rows[*row].command.filter(|c| *c != Command::Help)
    }
}

fn columns(width: u16) -> u16 {
    match width {
        0..100 => 1,
        100..140 => 2,
        _ => 3,
    }
}

fn draw_row(canvas: &mut Canvas, cell: Rect, row: &HelpRow, marked: bool) {
    if let Some(heading) = row.heading {
        canvas.put(cell.x + 1, cell.y, cell.width.saturating_sub(2), &heading.to_uppercase(), canvas.theme.heading());
        return;
    }
    let style = if marked { canvas.theme.selected() } else { canvas.theme.plain() };
    let room = if cell.width < ROOMY { KEYS_IN_COLUMNS } else { KEYS };
    let keys = if cells(&row.keys) > room { row.keys.clone() } else { pad(&row.keys, room) };
    let line = format!("{} {keys} {}", if marked { ">" } else { " " }, row.text);
    canvas.put_full(cell.x, cell.y, cell.width.saturating_sub(1), &line, style);
}

/// The contexts that come after those of the pane, so that the whole table can be read.
fn all_after(first: &[Context]) -> Vec<Context> {
    let rest = Context::NAMES.iter().map(|(c, ..)| *c).filter(|c| !first.contains(c));
    let mut rest: Vec<Context> = rest.collect();
    rest.sort_by_key(|c| *c != Context::Everywhere);
    rest
}

impl Pane for Help {
    fn is_at(&self, place: &Place) -> bool {
        matches!(place, Place::Help)
    }
    fn covers(&self) -> Covers {
        Covers::Part
    }
    fn contexts(&self, _: &World) -> Vec<Context> {
        vec![Context::Help]
    }
    fn hints(&self, _: &World) -> Vec<Command> {
        vec![Command::Accept, Command::Cancel]
    }

    fn run(&mut self, command: Command, _: Option<Key>, _: &World) -> Option<Vec<Effect>> {
        let len = self.shown.len();
        match command {
            Command::Accept | Command::Open => {
                let mut effects = vec![Effect::Close];
                effects.extend(self.chosen().map(Effect::Run));
                return Some(effects);
            }
            Command::Cancel | Command::Back => return Some(vec![Effect::Close]),
            Command::Down | Command::NextMatch if !self.marked => {}
            Command::Down | Command::NextMatch => self.window.down(1, len),
            Command::Up | Command::PrevMatch => self.window.up(1),
            Command::PageDown => self.window.down(12, len),
            Command::PageUp => self.window.up(12),
            Command::First => self.window.first(),
            Command::Last => self.window.last(len),
            Command::OtherPart => self.next_part(),
            Command::TextUndo => {
                self.query.undo();
                self.narrow();
            }
            Command::Complete | Command::Filter => return Some(Vec::new()),
            _ => return None,
        }
        self.marked = true;
        Some(Vec::new())
    }

    fn input(&mut self, key: Key, _: &World) -> Option<Vec<Effect>> {
        if key.code == Code::Char('?') && self.query.text().is_empty() {
            return Some(vec![Effect::Close]);
        }
        if self.query.input(key) {
            self.narrow();
        }
        Some(Vec::new())
    }

    fn draw(&self, _: &World, canvas: &mut Canvas, area: Rect) {
        canvas.clear(area);
        let x = area.x + 1;
        canvas.put(x, area.y, area.width, "HELP: KEYS   type to filter, Enter runs, Esc back", canvas.theme.heading());
        if area.height < 3 {
            return;
        }
        canvas.put(x, area.y + 1, 8, "filter:", canvas.theme.plain());
        self.query.draw(canvas, Rect::new(x + 8, area.y + 1, area.width.saturating_sub(10), 1), true);
        let list = Rect::new(area.x, area.y + 2, area.width, area.height - 2);
        // Read down a column, then on at the top of the next.
        let (columns, height) = (columns(area.width), usize::from(list.height));
        let width = list.width / columns;
        let page = height * usize::from(columns);
        let top = self.window.top_for(page, self.shown.len());
        canvas.below = self.shown.len().saturating_sub(top + page);
        for (at, i) in self.shown.iter().skip(top).take(page).enumerate() {
            let column = (at / height) as u16;
            let cell = Rect::new(list.x + column * width, list.y + (at % height) as u16, width, 1);
            let marked = self.marked && top + at == self.window.cursor;
            draw_row(canvas, cell, &self.rows[*i], marked);
        }
    }
}
