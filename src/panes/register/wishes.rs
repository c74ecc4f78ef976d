//! The columns of a list by key: shown or not, in which order, how wide, and which stay when the others are moved.
//!
//! What is wished is kept for this person in this file at once; the list beneath takes it when this is closed.

use super::{
    columns::{BY, ColumnWish, is_choosable},
    rows::columns_key,
};
use crate::{
    command::{Command, Context},
    domain::{Kind, Listing},
    keymap::Key,
    parts::{Canvas, Window, overlay},
    ui::{Covers, Effect, Pane, Place, Plain, World},
};
use ratatui::layout::Rect;
use std::ops::Range;

/// The open list of columns: those that are shown in their order, then the others.
pub struct Wishes {
    list: Listing,
    wish: ColumnWish,
    window: Window,
    /// As it was when it was opened.
    before: String,
}

impl Wishes {
    pub fn new(list: Listing, world: &World) -> Wishes {
        let before = world.setting(&columns_key(list)).unwrap_or_default().to_string();
        let wish = match before.as_str() {
            "" => ColumnWish::of(&world.records, list.kind()),
            text => ColumnWish::read(&world.records, list.kind(), text),
        };
        Wishes { list, wish, window: Window::default(), before }
    }

    fn kind(&self) -> Kind {
        self.list.kind()
    }
    /// All fields: the shown ones in their order, then the others.
    fn fields(&self, world: &World) -> Vec<usize> {
        let all = world.records.fields(self.kind()).map(|(at, _)| at);
        let others = all.filter(|f| is_choosable(&world.records, self.kind(), *f));
        let others = others.filter(|f| !self.wish.fields.contains(f));
        self.wish.fields.iter().copied().chain(others).collect()
    }
    fn at(&self, world: &World) -> usize {
        let fields = self.fields(world);
        fields[self.window.cursor.min(fields.len().saturating_sub(1))]
    }
    fn keep(&self, world: &World) -> Vec<Effect> {
        let text = match self.wish == ColumnWish::of(&world.records, self.kind()) {
            true => String::new(),
            false => self.wish.written(self.kind()),
        };
        vec![Effect::Keep(columns_key(self.list), text)]
    }
    /// Columns besides the name that stand before this one, itself among them.
    fn before(&self, field: usize) -> usize {
        let title = self.kind().spec().title;
        let upto = self.wish.fields.iter().position(|f| *f == field).map_or(0, |at| at + 1);
        self.wish.fields[..upto].iter().filter(|f| **f != title).count()
    }

    fn turn(&mut self, world: &World) -> Vec<Effect> {
        let field = self.at(world);
        if field == self.kind().spec().title {
            return vec![Effect::Say("the name always stays: it says which row is which".into())];
        }
        match self.wish.fields.iter().position(|f| *f == field) {
            Some(at) => {
                if self.before(field) <= self.wish.frozen {
                    self.wish.frozen = self.wish.frozen.saturating_sub(1);
                }
                self.wish.fields.remove(at);
            }
            None => {
                self.wish.fields.push(field);
                self.window = Window::at(self.wish.fields.len() - 1);
            }
        }
        self.keep(world)
    }
    fn shift(&mut self, by: isize, world: &World) -> Vec<Effect> {
        let Some(at) = self.wish.fields.iter().position(|f| *f == self.at(world)) else {
            return vec![Effect::Say("this column is not shown; show it first".into())];
        };
        match at.checked_add_signed(by).filter(|to| *to < self.wish.fields.len()) {
            Some(to) => {
                self.wish.fields.swap(at, to);
                self.window = Window::at(to);
                self.keep(world)
            }
            None => vec![Effect::Say(format!("this is the {} column", if by < 0 { "first" } else { "last" }))],
        }
    }
    fn widen(&mut self, by: i16, world: &World) -> Vec<Effect> {
        let field = self.at(world);
        let (kind, before) = (self.kind(), self.wish.wanted(&world.records, self.kind(), field));
        *self.wish.wider.entry(field).or_insert(0) += by;
        if self.wish.wanted(&world.records, kind, field) == before {
            *self.wish.wider.entry(field).or_insert(0) -= by;
            return vec![Effect::Say(format!("it is {before} cells wide, and that is as far as it goes"))];
        }
        self.wish.wider.retain(|_, by| *by != 0);
        self.keep(world)
    }
    fn freeze(&mut self, world: &World) -> Vec<Effect> {
        let upto = self.before(self.at(world));
        if !self.wish.fields.contains(&self.at(world)) {
            return vec![Effect::Say("this column is not shown; show it first".into())];
        }
        self.wish.frozen = if self.wish.frozen == upto { 0 } else { upto };
        self.keep(world)
    }

    fn row(&self, field: usize, world: &World) -> String {
        let shown = self.wish.fields.contains(&field);
        let title = self.kind().spec().title;
        let width = self.wish.wanted(&world.records, self.kind(), field);
        let frozen = shown && (field == title || self.before(field) <= self.wish.frozen);
        let label = world.records.field(self.kind(), field).label;
        let mark = if shown { "[x]" } else { "[ ]" };
        format!("{mark} {label:<28} {width:>3} cells{}", if frozen { "  frozen" } else { "" })
    }
}

impl Pane for Wishes {
    fn is_at(&self, place: &Place) -> bool {
        matches!(place, Place::Columns(list) if *list == self.list)
    }
    fn covers(&self) -> Covers {
        Covers::Part
    }
    fn contexts(&self, _: &World) -> Vec<Context> {
        vec![Context::Columns]
    }
    fn hints(&self, _: &World) -> Vec<Command> {
        use Command::*;
        vec![ColumnShow, ColumnEarlier, ColumnLater, ColumnWider, ColumnNarrower, ColumnFreeze, Accept]
    }
    fn run(&mut self, command: Command, _: Option<Key>, world: &World) -> Option<Vec<Effect>> {
        let len = self.fields(world).len();
        match command {
            Command::Down => self.window.down(1, len),
            Command::Up => self.window.up(1),
            Command::PageDown => self.window.down(8, len),
            Command::PageUp => self.window.up(8),
            Command::First => self.window.first(),
            Command::Last => self.window.last(len),
            Command::ColumnShow | Command::Toggle => return Some(self.turn(world)),
            Command::ColumnEarlier => return Some(self.shift(-1, world)),
            Command::ColumnLater => return Some(self.shift(1, world)),
            Command::ColumnWider => return Some(self.widen(BY, world)),
            Command::ColumnNarrower => return Some(self.widen(-BY, world)),
            Command::ColumnFreeze => return Some(self.freeze(world)),
            Command::ColumnsReset => {
                self.wish = ColumnWish::of(&world.records, self.kind());
                self.window = Window::default();
                return Some(self.keep(world));
            }
            Command::Accept | Command::Open => return Some(vec![Effect::Close]),
            // Esc takes nothing: the columns are as they were.
            Command::Cancel | Command::Back => {
                return Some(vec![Effect::Keep(columns_key(self.list), self.before.clone()), Effect::Close]);
            }
            _ => return None,
        }
        Some(Vec::new())
    }
    fn plain(&self, world: &World, _: Range<usize>) -> Option<Plain> {
        let mut plain = Plain::new(format!("Columns of {}", self.list.name()));
        for field in self.fields(world) {
            plain.row(self.row(field, world)).name = world.records.field(self.kind(), field).label.into();
        }
        plain.stand(self.window.cursor);
        Some(plain)
    }
    fn draw(&self, world: &World, canvas: &mut Canvas, area: Rect) {
        let fields = self.fields(world);
        let height = (fields.len() as u16).min(area.height.saturating_sub(4)).max(1);
        let inside = overlay(canvas, area, &format!("Columns of {}", self.list.name()), height);
        let top = self.window.top_for(inside.height.into(), fields.len());
        for (row, field) in fields.iter().skip(top).take(inside.height.into()).enumerate() {
            let current = top + row == self.window.cursor;
            let style = if current { canvas.theme.selected() } else { canvas.theme.plain() };
            let sign = if current { ">" } else { " " };
            let y = inside.y + row as u16;
            canvas.put_full(inside.x, y, inside.width, &format!("{sign} {}", self.row(*field, world)), style);
            if current {
                canvas.set_cursor(inside.x, y);
            }
        }
    }
}
