//! The rows of a list to choose from, in columns.

use super::{MenuPane, NEW};
use crate::{
    domain::{Id, Kind},
    parts::Canvas,
    shown::{cells, pad, wrap_first},
    ui::{Plain, World, place::MenuRow},
};
use ratatui::layout::Rect;

impl MenuPane {
    /// What a row makes that stands for a new record.
    pub(super) fn new_kind(&self, row: usize) -> Option<Kind> {
        self.menu.new.get(row.checked_sub(NEW)?).copied()
    }
    /// The row that stands for a new record of one of the kinds.
    pub(super) fn new_row(&self, row: usize) -> MenuRow {
        let name = self.new_kind(row).map_or("", |kind| kind.spec().name);
        MenuRow { label: format!("+ new {name} “{}”", self.query.text().trim()), ..MenuRow::default() }
    }

    pub(super) fn ticked_ids(&self) -> Vec<Id> {
        self.menu.rows.iter().filter(|r| r.ticked).filter_map(|r| r.id).collect()
    }

    /// The row of a record; one that was not among them is added.
    pub(super) fn row_of(&mut self, id: Id, world: &World) -> usize {
        let known = self.menu.rows.iter().position(|r| r.id == Some(id));
        known.unwrap_or_else(|| {
            self.menu.rows.push(MenuRow { label: world.records.name(id), id: Some(id), ..MenuRow::default() });
            self.menu.rows.len() - 1
        })
    }

    /// Rows that name the record which a typed reference means: `8.4` is not `A.8.4`.
    pub(super) fn exact(&self, typed: &str) -> Vec<usize> {
        let typed = typed.trim();
        if typed.parse::<Id>().is_err() && typed.to_uppercase().parse::<Id>().is_err() {
            return Vec::new();
        }
        let own = |row: &MenuRow| row.id.is_some_and(|id| id.to_string().eq_ignore_ascii_case(typed));
        let names =
            |row: &MenuRow| own(row) || row.label.split_whitespace().any(|word| word.eq_ignore_ascii_case(typed));
        let mut found: Vec<usize> = (0..self.menu.rows.len()).filter(|i| names(&self.menu.rows[*i])).collect();
        // The record itself stands before those that are called after it.
        found.sort_by_key(|i| !own(&self.menu.rows[*i]));
        found
    }

    /// The rows that match, each with its letter or tick.
    pub(super) fn in_lines(&self, world: &World) -> Plain {
        let mut plain = Plain::new(self.menu.title.clone());
        for i in &self.shown {
            let new = self.new_row(*i);
            let row = self.menu.rows.get(*i).unwrap_or(&new);
            let tick = match (self.menu.many, row.ticked) {
                (true, true) => "ticked, ",
                _ => "",
            };
            let letter = row.letter.map_or(String::new(), |l| format!("{l}  "));
            let id = row.id.map_or(String::new(), |id| format!("{} ", world.records.called(id)));
            let detail = if row.detail.is_empty() { String::new() } else { format!(", {}", row.detail) };
            let line = plain.row(format!("{tick}{letter}{id}{}{detail}", row.label));
            (line.letter, line.name) = (row.letter, row.label.clone());
        }
        if self.shown.is_empty() {
            plain.said(if self.menu.new.is_empty() { "no line holds that" } else { "none yet; a name adds one" });
        }
        (plain.many, plain.choice) = (self.menu.many, true);
        plain.stand(self.window.cursor);
        plain
    }
}

/// Rows below a list for what the marked line says at length.
const TOLD: usize = 2;

impl MenuPane {
    /// Where what lines say beside their label is cut, the marked one says it whole below the list; the same rows are
    /// kept for each, so that nothing moves.
    pub(super) fn told(&self, world: &World, width: u16) -> Vec<String> {
        let rows = || self.shown.iter().filter_map(|i| self.menu.rows.get(*i));
        let columns = Columns::of(rows(), self.menu.many, world, width);
        if self.menu.rows.len() > SEEN || !self.menu.rows.iter().any(|row| columns.cuts(row, world, width)) {
            return Vec::new();
        }
        let marked = self.shown.get(self.window.cursor).and_then(|i| self.menu.rows.get(*i));
        let text = marked.map_or("", |row| row.detail.as_str());
        let mut told = wrap_first(text, usize::from(width).saturating_sub(4), TOLD);
        told.resize(TOLD, String::new());
        told
    }
}

/// So many of the shown rows decide how wide the columns are.
const SEEN: usize = 200;

/// The cells that ids and labels get, so that what stands behind them stands in columns.
#[derive(Clone, Copy)]
pub(super) struct Columns {
    ids: usize,
    /// Nothing where only a few rows say more than their label.
    labels: usize,
    /// Rows are ticked.
    many: bool,
}

impl Columns {
    /// Those of the rows that are shown.
    pub fn of<'a>(shown: impl Iterator<Item = &'a MenuRow>, many: bool, world: &World, width: u16) -> Columns {
        let rows: Vec<&MenuRow> = shown.take(SEEN).collect();
        let ids = rows.iter().filter_map(|r| r.id).map(|id| cells(&world.records.called(id))).max().unwrap_or(0);
        let labels: Vec<usize> = rows.iter().filter(|r| !r.detail.is_empty()).map(|r| cells(&r.label)).collect();
        let labels = match labels.len() {
            0..3 => 0,
            _ => labels.into_iter().max().unwrap_or(0).min(usize::from(width) / 2),
        };
        Columns { ids, labels, many }
    }

    /// Whether what a row says beside its label has no room.
    fn cuts(self, row: &MenuRow, world: &World, width: u16) -> bool {
        !row.detail.is_empty() && cells(&self.text(row, false, world)) > usize::from(width)
    }

    /// Draws one row on its line.
    pub fn draw(self, row: &MenuRow, marked: bool, world: &World, canvas: &mut Canvas, line: Rect) {
        let style = if marked { canvas.theme.selected() } else { canvas.theme.plain() };
        canvas.put_full(line.x, line.y, line.width, &self.text(row, marked, world), style);
    }

    fn text(self, row: &MenuRow, marked: bool, world: &World) -> String {
        let mark = if marked { ">" } else { " " };
        let tick = match (self.many, row.ticked) {
            (true, true) => "[x] ",
            (true, false) => "[ ] ",
            _ => "",
        };
        let letter = row.letter.map(|l| format!("{l}  ")).unwrap_or_default();
        let id = row.id.map(|id| format!("{}  ", pad(&world.records.called(id), self.ids))).unwrap_or_default();
        let is_bare = row.detail.is_empty();
        let gap = if is_bare { "" } else { "   " };
        let label = if is_bare || self.labels == 0 { row.label.clone() } else { pad(&row.label, self.labels) };
        format!("{mark} {tick}{letter}{id}{label}{gap}{}", row.detail)
    }
}
