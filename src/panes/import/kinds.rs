//! What one row of a sheet is, where its headings fit more than one register, or where a person says otherwise.

use crate::{
    command::Command,
    domain::Kind,
    keymap::{Code, Key},
    parts::{Canvas, Window},
};
use ratatui::layout::Rect;

/// The kinds to choose from.
pub(super) struct Kinds {
    kinds: Vec<Kind>,
    /// All that a sheet may bring, not only those that fit.
    all: bool,
    row: usize,
    window: Window,
}

fn brought() -> Vec<Kind> {
    Kind::ALL.iter().copied().filter(|kind| kind.spec().imports.is_some()).collect()
}

impl Kinds {
    /// Those that fit, the likeliest first; all where none does.
    pub fn asked(kinds: Vec<Kind>, row: usize) -> Kinds {
        let none = kinds.is_empty();
        Kinds { kinds: if none { brought() } else { kinds }, all: none, row, window: Window::default() }
    }
    pub fn all(kind: Kind, row: usize) -> Kinds {
        let kinds = brought();
        let at = kinds.iter().position(|k| *k == kind).unwrap_or(0);
        Kinds { kinds, all: true, row, window: Window::at(at) }
    }
    pub fn current(&self) -> Option<Kind> {
        self.kinds.get(self.window.cursor).copied()
    }
    pub fn moved(&mut self, command: Command) -> Option<()> {
        match command {
            Command::Down => self.window.down(1, self.kinds.len()),
            Command::Up => self.window.up(1),
            Command::First => self.window.first(),
            Command::Last => self.window.last(self.kinds.len()),
            _ => return None,
        }
        Some(())
    }
    /// The kind of a letter, whether it is listed or not.
    pub fn letter(&self, key: Key) -> Option<Kind> {
        let Code::Char(letter) = key.code else { return None };
        brought().into_iter().find(|kind| kind.spec().imports == Some(letter))
    }

    pub fn draw(&self, canvas: &mut Canvas, area: Rect) {
        let plain = canvas.theme.plain();
        let head = match self.all {
            true => format!("What is one row? The headings stand in row {}.", self.row),
            false => format!("What is one row? The headings in row {} fit more than one register.", self.row),
        };
        let used = canvas.wrapped(area, &head, canvas.theme.heading()) + 1;
        let height = area.height.saturating_sub(used + 2);
        let top = self.window.top_for(height.into(), self.kinds.len());
        for (i, kind) in self.kinds.iter().enumerate().skip(top).take(height.into()) {
            let y = area.y + used + (i - top) as u16;
            let spec = kind.spec();
            let here = i == self.window.cursor;
            let style = if here { canvas.theme.selected() } else { plain };
            let sign = if here { ">" } else { " " };
            let letter = spec.imports.unwrap_or(' ');
            canvas.put_cut(area.x, y, area.width, &format!("{sign}{letter} {:<22} {}", spec.plural, spec.help), style);
        }
        let foot = "Enter takes the marked one, its letter goes straight to it; any other letter is its kind too";
        canvas.wrapped(Rect { y: area.bottom().saturating_sub(2), height: 2.min(area.height), ..area }, foot, plain);
    }
}
