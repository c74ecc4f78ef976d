//! The filter of a list while it is typed, and how far it has looked.

use super::{Register, grid::CellGrid};
use crate::{
    command::Command,
    domain::Id,
    parts::LineInput,
    ui::{Effect, World},
};
use std::collections::BTreeSet;

/// What an Esc took away.
pub(super) struct BeforeEsc {
    typing: Option<LineInput>,
    filter: String,
    marks: BTreeSet<Id>,
    range_from: Option<usize>,
    grid: Option<CellGrid>,
}

impl Register {
    pub(super) fn refilter(&mut self, filter: &str, world: &World) {
        self.sweep = None;
        // To a long list, nothing is to be done where nothing changes.
        if self.rows.filter == filter && self.rows.is_through() {
            return;
        }
        let on = self.current();
        self.rows.set_filter(filter, world);
        self.goes_on = world.tick + 1;
        self.keep_cursor(on);
    }
    /// What needs to know more rows than a screen shows has all of them looked at.
    pub(super) fn look_on(&mut self, command: Command, world: &World) {
        let ahead = self.window.cursor + 2 * self.page.get().max(1);
        match command {
            Command::Up | Command::PageUp | Command::First | Command::PrevMatch => {}
            Command::Left | Command::Right | Command::Filter | Command::Back | Command::Cancel => {}
            Command::Down | Command::PageDown | Command::NextMatch | Command::Accept if ahead < self.rows.ids.len() => {
            }
            _ => self.rows.finish(world),
        }
    }

    /// A key while the filter is typed.
    pub(super) fn run_filter(&mut self, command: Command, world: &World) -> Option<Vec<Effect>> {
        match command {
            Command::Accept => {
                self.typing = None;
                if self.rows.ids.is_empty() {
                    return Some(vec![Effect::Say(format!(
                        "nothing here holds “{}”; Esc clears, // searches the whole file",
                        self.rows.filter
                    ))]);
                }
            }
            Command::Cancel => {
                let typing = self.typing.take();
                self.note_esc(typing);
                self.refilter("", world);
            }
            Command::NextMatch => self.window.down(1, self.rows.ids.len()),
            Command::PrevMatch => self.window.up(1),
            Command::PageDown => self.window.down(self.page.get().max(1), self.rows.ids.len()),
            Command::PageUp => self.window.up(self.page.get().max(1)),
            Command::TextUndo => {
                let text = self.typing.as_mut().map(|input| {
                    input.undo();
                    input.text().to_string()
                });
                self.refilter(&text.unwrap_or_default(), world);
            }
            Command::Complete => {}
            _ => return None,
        }
        Some(Vec::new())
    }

    /// Keeps what an Esc takes away, in case it was none.
    pub(super) fn note_esc(&mut self, typing: Option<LineInput>) {
        self.before_esc = Some(BeforeEsc {
            typing,
            filter: self.rows.filter.clone(),
            marks: self.marks.clone(),
            range_from: self.range_from,
            grid: self.grid.clone(),
        });
    }
    /// It was none.
    pub(super) fn take_back_esc(&mut self, world: &World) {
        let Some(before) = self.before_esc.take() else { return };
        self.refilter(&before.filter, world);
        (self.typing, self.marks, self.range_from) = (before.typing, before.marks, before.range_from);
        self.grid = before.grid;
        // What was typed was kept when it seemed to be left: taking it forgets that.
        self.grid.iter_mut().filter_map(|grid| grid.writing.as_mut()).for_each(|writing| writing.wrote());
    }
}
