//! Which policy carries which theme and principle; blanks are named.

use super::{
    outline::{Fresh, Line},
    outlined::{Outlined, on_records},
};
use crate::{
    command::Command,
    domain::{Id, grid},
    shown::{cut, pad},
    ui::{Effect, Header, Place, World},
};

/// Cells of the name of a line, and of a policy.
const NAME: usize = 34;
const CELL: usize = 9;

/// The open grid.
#[derive(Default)]
pub struct Grid {
    list: Fresh<Id>,
}

fn lines(world: &World) -> Vec<Line<Id>> {
    let (policies, rows) = grid::grid(world.view());
    let heads: Vec<String> = policies.iter().map(|p| pad(&p.id.to_string(), CELL)).collect();
    let mut lines = vec![Line::plain("x: the policy carries it; a number is the section that does"), Line::plain("")];
    lines.push(Line::heading(format!("{}{}", pad("THEMES", NAME), heads.join(""))));
    let text = |row: &grid::GridLine| {
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

impl Outlined for Grid {
    type Target = Id;

    fn fresh(&self) -> &Fresh<Id> {
        &self.list
    }
    fn fresh_mut(&mut self) -> &mut Fresh<Id> {
        &mut self.list
    }
    fn lines(&self, world: &World) -> Vec<Line<Id>> {
        lines(world)
    }
    fn is_here(&self, place: &Place) -> bool {
        matches!(place, Place::Grid)
    }
    fn footer(&self) -> &'static [Command] {
        use Command::*;
        &[Open, Filter, CopyText, GoMap, Back, Palette]
    }
    fn title(&self, world: &World) -> Header {
        Header { left: format!("{}  policies by theme and principle", world.banner()), middle: String::new() }
    }
    fn empty(&self) -> &'static str {
        "No policies and no principles."
    }
    fn marked(&self, world: &World) -> Option<Id> {
        self.list(world).current().copied()
    }
    fn act(&mut self, command: Command, world: &World) -> Option<Vec<Effect>> {
        on_records(self, command, "the grid", world)
    }
}
