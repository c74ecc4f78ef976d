//! Marking rows: one, a range, a sweep with Shift, all.

use super::Register;
use crate::{
    command::Command,
    domain::Id,
    panes::merging,
    ui::{Effect, World},
};

impl Register {
    /// Marked records, or the current one if none is marked.
    pub(super) fn chosen(&self) -> Vec<Id> {
        if self.marks.is_empty() {
            self.current().into_iter().collect()
        } else {
            self.rows.ids.iter().copied().filter(|id| self.marks.contains(id)).collect()
        }
    }
    /// Merges the two marked records, or the one with the cursor and another that is asked for.
    pub(super) fn merge(&self, world: &World) -> Vec<Effect> {
        match self.chosen()[..] {
            [] => Vec::new(),
            [id] => merging::ask(id, world),
            [one, other] => merging::with(one, Some(other)),
            _ => vec![Effect::Say("two records are merged at a time: mark two, or none".into())],
        }
    }
    pub(super) fn extend_range(&mut self) {
        if let Some(from) = self.range_from {
            self.forget_foot();
            let (a, b) = (from.min(self.window.cursor), from.max(self.window.cursor));
            self.marks =
                self.rows.ids[a.min(self.rows.ids.len())..(b + 1).min(self.rows.ids.len())].iter().copied().collect();
        }
    }

    pub(super) fn mark(&mut self, command: Command) -> bool {
        self.forget_foot();
        let len = self.rows.ids.len();
        match command {
            Command::Mark => self.toggle_mark(),
            Command::MarkDown | Command::MarkUp => self.sweep_to(command, len),
            Command::MarkAll if self.marks.len() == len => self.marks.clear(),
            Command::MarkAll => self.marks = self.rows.ids.iter().copied().collect(),
            Command::MarkRange => match self.range_from.take() {
                Some(_) => {}
                None => {
                    self.range_from = Some(self.window.cursor);
                    self.extend_range();
                }
            },
            _ => return false,
        }
        true
    }
    fn sweep_to(&mut self, command: Command, len: usize) {
        let (from, before) = self.sweep.take().unwrap_or_else(|| (self.window.cursor, self.marks.clone()));
        match command {
            Command::MarkDown => self.window.down(1, len),
            _ => self.window.up(1),
        }
        let (a, b) = (from.min(self.window.cursor), from.max(self.window.cursor));
        self.marks = before.clone();
        self.marks.extend(self.rows.ids.iter().skip(a).take(b + 1 - a).copied());
        self.sweep = Some((from, before));
    }
    fn toggle_mark(&mut self) {
        if let Some(id) = self.current()
            && !self.marks.remove(&id)
        {
            self.marks.insert(id);
        }
        self.window.down(1, self.rows.ids.len());
    }
}
