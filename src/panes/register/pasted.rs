//! Cells that were pasted into a cell: each is read as if it had been typed there, shown before anything is written,
//! and taken as one step.

use super::{Register, grid, value};
use crate::{
    domain::Value,
    ui::{
        AfterChoice, Place, World,
        place::{Menu, MenuRow},
    },
};

/// Rows of the preview that tell one cell each.
const SHOWN: usize = 200;

/// Asks whether the cells are to be taken; where one cannot be read, nothing can be.
pub fn preview(register: &Register, rows: &[Vec<String>], world: &World) -> Place {
    let (ids, columns) = register.cells_from_here(world).unwrap_or_default();
    let wide = rows.iter().map(Vec::len).max().unwrap_or(0);
    let (mut told, mut bad, mut cells) = (Vec::new(), Vec::new(), Vec::new());
    for (id, row) in ids.iter().zip(rows) {
        for (column, text) in columns.iter().zip(row) {
            let Some(field) = grid::target(&world.records, id.kind, *column) else { continue };
            let label = world.records.field(id.kind, field).label;
            let had = value::written(world, *id, field);
            match value::read(world, *id, field, text) {
                Err(why) => bad.push(line(format!("{id}"), why)),
                Ok(value) if world.records.get(*id).is_some_and(|r| r.value(field) == &value) => {}
                Ok(value) => {
                    let becomes = match value {
                        Value::Empty => "(empty)".to_string(),
                        _ => value::meant(world, *id, field, text).unwrap_or_else(|| text.trim().to_string()),
                    };
                    let from = if had.is_empty() { String::new() } else { format!("{had} → ") };
                    told.push(line(format!("{id} {label}"), format!("{from}{becomes}")));
                    cells.push((*id, field, value));
                }
            }
        }
    }
    bad.extend(beyond(rows, wide, ids.len(), columns.len()));
    let title = format!("Paste {} x {wide} cells", rows.len());
    let keep = MenuRow { letter: Some('k'), label: "Keep everything as it is".into(), ..MenuRow::default() };
    if !bad.is_empty() || cells.is_empty() {
        let why = if bad.is_empty() { "all of them are here already" } else { "nothing can be taken" };
        let rows = std::iter::once(keep).chain(bad).take(SHOWN).collect();
        return Place::Menu(Menu::letters(format!("{title}: {why}"), rows, AfterChoice::Nothing));
    }
    let count = cells.len();
    let take = MenuRow {
        letter: Some('t'),
        label: format!("Take {count} {}", if count == 1 { "cell" } else { "cells" }),
        detail: "one step, one undo".into(),
        ..MenuRow::default()
    };
    let more = (count > SHOWN).then(|| line("…".into(), format!("and {} more", count - SHOWN)));
    let rows = [take, keep].into_iter().chain(told.into_iter().take(SHOWN)).chain(more).collect();
    Place::Menu(Menu::letters(title, rows, AfterChoice::Take(Box::new(grid::all_at_once(cells, world)))))
}

/// What does not fit into the list from the cell on.
fn beyond(rows: &[Vec<String>], wide: usize, below: usize, right: usize) -> Vec<MenuRow> {
    let said = |count: usize, of: usize, what: &str| {
        (count > of)
            .then(|| line("beyond".into(), format!("{count} {what} are pasted and {of} are here from this cell on")))
    };
    [said(rows.len(), below, "rows"), said(wide, right, "columns")].into_iter().flatten().collect()
}

fn line(label: String, detail: String) -> MenuRow {
    MenuRow { label, detail, ..MenuRow::default() }
}
