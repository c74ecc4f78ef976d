//! How a sample looks: how it was drawn on one line, below it each item with its result.

use super::Samples;
use crate::{
    domain::{
        kinds::{
            drawn::{self, Outcome},
            sample,
        },
        workflow,
    },
    parts::{Canvas, overlay},
    shown::cells,
    ui::World,
};
use ratatui::layout::Rect;

/// Rows of the overlay; the question stays in view above.
pub fn rows(area: Rect, items: usize) -> u16 {
    (items as u16 + 2).clamp(4, (area.height * 3 / 5).clamp(4, 16))
}

pub fn draw(pane: &Samples, world: &World, canvas: &mut Canvas, area: Rect) {
    let view = world.view();
    let Some(sample) = pane.sample(world) else {
        let inside = overlay(canvas, area, "SAMPLE", 3);
        canvas.put_cut(
            inside.x + 1,
            inside.y,
            inside.width.saturating_sub(2),
            "No sample yet; + draws one.",
            canvas.theme.plain(),
        );
        return;
    };
    let items = pane.items(world);
    let title = format!("SAMPLE {}  {}", sample.id, sample::told(view, sample));
    let inside = overlay(canvas, area, &title, rows(area, items.len()));
    let width = inside.width.saturating_sub(2);
    let head = match items.is_empty() {
        true => "Nothing is drawn yet: type or paste the list, one item a line, then draw.".to_string(),
        false => workflow::sample::how(view, sample, items.len()),
    };
    canvas.put_cut(inside.x + 1, inside.y, width, &head, canvas.theme.heading());
    let why = sample.text(sample::WHY);
    canvas.put_cut(inside.x + 1, inside.y + 1, width, why, canvas.theme.plain());
    let height = usize::from(inside.height.saturating_sub(2));
    let top = pane.window.top_for(height, items.len());
    canvas.below = items.len().saturating_sub(top + height);
    for (row, (i, item)) in items.iter().enumerate().skip(top).take(height).enumerate() {
        let y = inside.y + 2 + row as u16;
        let outcome = Outcome::of(item, drawn::RESULT);
        let word = outcome.map_or("not looked at", Outcome::label);
        let mark = if i == pane.window.cursor { ">" } else { " " };
        let note = item.text(drawn::NOTE);
        let replaced = item.text(drawn::BECAUSE);
        let note =
            if replaced.is_empty() { note.to_string() } else { format!("(in place of another: {replaced}) {note}") };
        let place = item.number(drawn::PLACE).unwrap_or(0);
        let text = format!("{mark}{place:>4}  {word:<13} {}", item.title());
        let style = if i == pane.window.cursor { canvas.theme.selected() } else { canvas.theme.plain() };
        canvas.put_full(inside.x, y, inside.width, &text, style);
        let used = cells(&text) as u16 + 2;
        if !note.is_empty() && used + 8 < inside.width {
            canvas.put_cut(inside.x + used, y, inside.width - used, &note, style);
        }
    }
}
