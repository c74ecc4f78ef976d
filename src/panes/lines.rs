//! Plain text to be read and scrolled: messages, version and paths, the key table, a guide.

use crate::{
    command::{Command, Context},
    keymap::{Code, Key},
    parts::{Canvas, overlay},
    shown::{cells, wrap},
    ui::{Covers, Effect, Pane, Place, Plain, World},
};
use ratatui::layout::Rect;
use std::ops::Range;

/// The open text.
pub struct Lines {
    title: String,
    lines: Vec<String>,
    top: usize,
    /// What does not fit in its last column goes on in that column.
    columns: bool,
}

impl Lines {
    pub fn new(title: &str, lines: Vec<String>) -> Lines {
        Lines { title: title.into(), lines, top: 0, columns: false }
    }
    /// Lines with columns that two blanks or more part.
    pub fn in_columns(title: &str, lines: Vec<String>) -> Lines {
        Lines { columns: true, ..Lines::new(title, lines) }
    }
    /// Everything that was said in this session, newest first.
    pub fn messages(world: &World) -> Lines {
        let lines: Vec<String> = world
            .messages
            .iter()
            .rev()
            .map(|m| format!("{}  {} {}", m.at.clock_seconds(), if m.warning { "!" } else { " " }, m.text))
            .collect();
        Lines::new("MESSAGES OF THIS SESSION", if lines.is_empty() { vec!["none yet".into()] } else { lines })
    }
    pub fn about(world: &World) -> Lines {
        let mut lines = world.about.clone();
        if let Some(file) = &world.file {
            lines.push(format!("file       {}", file.path.display()));
            lines.extend(file.read_only.iter().map(|why| format!("read only  {why}")));
        }
        lines.push(format!("screen     {} x {}", world.size.0, world.size.1));
        Lines::new("ABOUT", lines)
    }
    /// The whole key table.
    pub fn keys(world: &World) -> Lines {
        let card = world.keymap.card();
        let wide = card.iter().map(|(_, keys)| keys.chars().count()).max().unwrap_or(0);
        let mut lines = vec![format!("The card of your keys ({}); other hands: g ,", world.keymap.files.join(" + "))];
        lines.extend(card.iter().map(|(label, keys)| format!("  {keys:<wide$}  {label}")));
        lines.push(String::new());
        let all: Vec<Context> = Context::NAMES.iter().map(|(c, ..)| *c).collect();
        lines.extend(world.keymap.table_text(&all).lines().map(String::from));
        Lines::new("KEYS", lines)
    }

    fn wrapped(&self, width: usize) -> Vec<String> {
        let wrapped = |line: &String| match (line.is_empty(), self.columns) {
            (true, _) => vec![String::new()],
            (false, true) => in_last_column(line, width),
            (false, false) => wrap(line, width),
        };
        self.lines.iter().flat_map(wrapped).collect()
    }
}

/// The least room for the last column; where there is less a line goes on at its beginning.
const LAST_COLUMN: usize = 12;

/// A line of columns, wrapped so that the last one keeps its place.
fn in_last_column(line: &str, width: usize) -> Vec<String> {
    let Some(at) = line.trim_end().rfind("  ").map(|at| at + 2) else { return wrap(line, width) };
    let (before, last) = line.split_at(at);
    let indent = cells(before);
    if before.trim().is_empty() || indent + LAST_COLUMN > width {
        return wrap(line, width);
    }
    let rows = wrap(last, width - indent).into_iter().enumerate();
    rows.map(|(n, row)| if n == 0 { format!("{before}{row}") } else { format!("{}{row}", " ".repeat(indent)) })
        .collect()
}

/// The first line of a text that scrolls, after a moving command; `None` if the command does not move.
///
/// `last` is the last line, `rows` the height of the screen that a page goes by.
pub fn scrolled(top: usize, command: Command, rows: u16, last: usize) -> Option<usize> {
    let page = usize::from(rows).max(1);
    // Half a page stays in view: nobody is asked about an empty screen.
    let last = last.saturating_sub(page / 2);
    Some(match command {
        Command::Down => (top + 1).min(last),
        Command::Up => top.saturating_sub(1),
        Command::PageDown | Command::Toggle => (top + page).min(last),
        Command::PageUp => top.saturating_sub(page),
        Command::First => 0,
        Command::Last => last,
        _ => return None,
    })
}

impl Pane for Lines {
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
        vec![Command::Cancel, Command::Down, Command::PageDown]
    }
    fn run(&mut self, command: Command, _: Option<Key>, world: &World) -> Option<Vec<Effect>> {
        let last = self.wrapped(usize::from(world.size.0).saturating_sub(3).max(1)).len().saturating_sub(1);
        self.top = match command {
            Command::Accept | Command::Cancel | Command::Back | Command::Open => return Some(vec![Effect::Close]),
            _ => scrolled(self.top, command, world.size.1.saturating_sub(6), last)?,
        };
        Some(Vec::new())
    }
    /// A pager's letters scroll; any other closes.
    fn input(&mut self, key: Key, world: &World) -> Option<Vec<Effect>> {
        let command = match key.code {
            Code::Char('j') => Command::Down,
            Code::Char('k') => Command::Up,
            Code::Char('b') => Command::PageUp,
            Code::Char('g') => Command::First,
            Code::Char('G') => Command::Last,
            _ => Command::Cancel,
        };
        self.run(command, None, world)
    }
    fn plain(&self, _: &World, _: Range<usize>) -> Option<Plain> {
        let mut plain = Plain::new(self.title.clone());
        self.lines.iter().for_each(|line| plain.said(line.as_str()));
        Some(plain)
    }
    fn draw(&self, _: &World, canvas: &mut Canvas, area: Rect) {
        let lines = self.wrapped(usize::from(area.width).saturating_sub(3).max(1));
        let height = (lines.len() as u16).clamp(3, area.height.saturating_sub(2).max(3));
        let inside = overlay(canvas, area, &self.title, height);
        for (row, line) in lines.iter().skip(self.top).take(inside.height as usize).enumerate() {
            canvas.put(inside.x + 1, inside.y + row as u16, inside.width.saturating_sub(2), line, canvas.theme.plain());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_column_keeps_its_place_where_a_line_is_wrapped() {
        let line = "  4.3       not in place -> conforms      Determining the scope of the system";
        let rows = in_last_column(line, 62);
        assert_eq!(rows.len(), 2, "{rows:?}");
        assert_eq!(rows[1].find(|c: char| c != ' '), line.find("Determining"), "{rows:?}");
        assert!(rows.iter().all(|row| cells(row) <= 62), "{rows:?}");
        assert_eq!(in_last_column(line, 100), [line]);
        // Where the last column has no room, and where there are no columns, it is wrapped as any text.
        assert_eq!(in_last_column(line, 44), wrap(line, 44));
        assert_eq!(in_last_column("  one two three", 9), wrap("  one two three", 9));
    }
}
