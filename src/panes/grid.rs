//! Which policy carries which theme and principle; blanks are named.

use super::{
    outline::{Fresh, Line, Outline},
    place_of,
};
use crate::{
    command::{Command, Context},
    domain::{Id, grid},
    keymap::Key,
    parts::Canvas,
    shown::{cut, pad},
    ui::{Effect, Header, Pane, Place, World},
};
use ratatui::layout::Rect;

/// Cells of the name of a line, and of a policy.
const NAME: usize = 34;
const CELL: usize = 9;

/// The open grid.
#[derive(Default)]
pub struct Grid {
    list: Fresh<Id>,
}

impl Grid {
    fn list(&self, world: &World) -> &Outline<Id> {
        self.list.get(|| lines(world))
    }
    fn list_mut(&mut self, world: &World) -> &mut Outline<Id> {
        self.list.get_mut(|| lines(world))
    }
}

fn lines(world: &World) -> Vec<Line<Id>> {
    let (policies, rows) = grid::grid(world.view());
    let heads: Vec<String> = policies.iter().map(|p| pad(&p.id.to_string(), CELL)).collect();
    let mut lines = vec![Line::heading(format!("{}{}", pad("THEMES", NAME), heads.join("")))];
    let text = |row: &grid::Line| {
        let cell = |c: &Option<String>| match c.as_deref() {
            None => pad(".", CELL),
            Some("") => pad("x", CELL),
            Some(section) => pad(&cut(section, CELL - 1), CELL),
        };
        let cells: String = row.cells.iter().map(cell).collect();
        let blank = if row.is_blank() { "BLANK" } else { "" };
        format!("{}{cells}{blank}", pad(&cut(&row.name, NAME - 1), NAME)).trim_end().to_string()
    };
    let (themes, principles): (Vec<_>, Vec<_>) = rows.iter().partition(|row| row.id.is_none());
    lines.extend(themes.into_iter().map(|row| Line::plain(format!(" {}", text(row)))));
    lines.extend([Line::plain(""), Line::heading("PRINCIPLES")]);
    if principles.is_empty() {
        lines.push(Line::plain("none yet; p in the list of commitments proposes ten"));
    }
    lines.extend(principles.into_iter().filter_map(|row| Some(Line::row(text(row), row.id?))));
    lines.extend([Line::plain(""), Line::heading("POLICIES")]);
    if policies.is_empty() {
        lines.push(Line::plain("none yet; n in the list of policies adds one"));
    }
    lines.extend(policies.iter().map(|p| Line::row(format!("{:<7} {}", p.id.to_string(), p.title()), p.id)));
    lines
}

impl Pane for Grid {
    fn is_at(&self, place: &Place) -> bool {
        matches!(place, Place::Grid)
    }
    fn contexts(&self, _: &World) -> Vec<Context> {
        self.list.contexts(&[Context::List])
    }
    fn hints(&self, _: &World) -> Vec<Command> {
        use Command::*;
        match self.list.is_typing() {
            true => vec![Accept, Cancel],
            false => vec![Open, Filter, CopyText, GoMap, Back, Palette],
        }
    }
    fn header(&self, world: &World) -> Header {
        let middle = "x carried, a number is the section".into();
        Header { left: format!("{}  policies by theme and principle", world.banner()), middle }
    }
    fn subject(&self, world: &World) -> Option<Id> {
        self.list(world).current().copied()
    }
    fn opened(&mut self, _: &World) -> Vec<Effect> {
        self.list.forget();
        Vec::new()
    }
    fn touched(&mut self, _: &[Id], _: &World) {
        self.list.forget();
    }
    fn run(&mut self, command: Command, _: Option<Key>, world: &World) -> Option<Vec<Effect>> {
        if let Some(effects) = self.list_mut(world).run(command) {
            return Some(effects);
        }
        let current = self.list(world).current().copied();
        match command {
            Command::Open | Command::Edit => {
                Some(current.map(|id| Effect::Go(place_of(id, world))).into_iter().collect())
            }
            Command::CopyText => Some(vec![Effect::Copy { what: "the grid".into(), text: self.list(world).text() }]),
            _ => None,
        }
    }
    fn input(&mut self, key: Key, world: &World) -> Option<Vec<Effect>> {
        self.list_mut(world).input(key)
    }
    fn paste(&mut self, text: &str, world: &World) -> Option<Vec<Effect>> {
        self.list_mut(world).paste(text)
    }
    fn draw(&self, world: &World, canvas: &mut Canvas, area: Rect) {
        self.list(world).draw(canvas, area, "No policies and no principles.");
    }
}
