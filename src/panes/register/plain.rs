//! A list in lines, for plain mode: each row with the heads of its columns, or the cell that has the keyboard.

use super::Register;
use crate::{
    domain::Id,
    ui::{Plain, World, labelled},
};
use std::ops::Range;

/// Cells that a row says beside its name; its page says the rest.
const CELLS: usize = 5;

impl Register {
    pub(super) fn in_lines(&self, world: &World, stops: Range<usize>) -> Plain {
        let mut plain = Plain::default();
        let ids = &self.rows.ids;
        let (field, reverse) = self.rows.sort_in_force();
        let sorted = field.map_or("id", |f| world.records.field(self.kind(), f).heading());
        let turned = if reverse { ", turned round" } else { "" };
        let marked = if self.marks.is_empty() { String::new() } else { format!(", {} marked", self.marks.len()) };
        plain.head(format!("{} of {} rows, sorted by {sorted}{turned}{marked}", ids.len(), self.rows.all()));
        plain.head(labelled("Filter", &self.rows.filter));
        plain.head(self.foot(world));
        if let Some((id, field)) = self.cell(world) {
            let label = world.records.field(id.kind, field).label;
            let text = super::value::written(world, id, field);
            let text = if text.is_empty() { "empty".into() } else { text };
            plain.head(format!("Cell {label} of {} {}: {text}", world.records.called(id), world.records.name(id)));
        }
        if ids.is_empty() {
            let add = crate::command::Command::Add.info().short;
            plain.said(format!("No {} here; {add} adds one.", self.kind().spec().name));
        }
        let from = stops.start.min(ids.len());
        for id in &ids[from..stops.end.min(ids.len())] {
            plain.row(self.row_text(*id, world)).name = world.records.name(*id);
        }
        (plain.first, plain.total) = (from, ids.len());
        if let Some(id) = self.current() {
            (plain.at, plain.current) = (Some(self.window.cursor), self.row_text(id, world));
        }
        plain
    }

    /// Chosen columns are all said.
    fn cells_told(&self) -> usize {
        if self.rows.wished.is_some() { usize::MAX } else { CELLS }
    }

    /// `S-04 Chat support; State: live; Owner: D. Lind`
    fn row_text(&self, id: Id, world: &World) -> String {
        let Some(record) = world.records.get(id) else { return id.to_string() };
        let spec = id.kind.spec();
        let mut parts = vec![format!("{} {}", world.records.called(id), record.title())];
        for field in self.rows.columns.iter().copied().filter(|f| *f != spec.title).take(self.cells_told()) {
            let hidden = world.hide_verdicts && spec.judged.contains(&field);
            if !hidden {
                parts.push(labelled(world.records.field(id.kind, field).heading(), &world.view().cell(record, field)));
            }
        }
        parts.retain(|p| !p.is_empty());
        let mark = if self.marks.contains(&id) { "marked, " } else { "" };
        format!("{mark}{}", parts.join("; "))
    }
}
