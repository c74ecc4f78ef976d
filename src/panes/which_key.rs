//! The card that shows what an unfinished prefix can become.

use crate::{
    command::Context,
    keymap::{Key, Next},
    parts::{Canvas, overlay},
    ui::World,
};
use ratatui::layout::Rect;

/// Draws the keys that may follow `pending`, at the bottom of the area.
pub fn draw(world: &World, contexts: &[Context], pending: &[Key], canvas: &mut Canvas, area: Rect) {
    let rows = world.keymap.next_keys(contexts, pending);
    let columns = (area.width / 38).max(1);
    let height = (rows.len() as u16).div_ceil(columns);
    let title = pending.iter().map(|k| k.shown()).collect::<Vec<_>>().join(" ");
    let inside = overlay(canvas, area, &format!("{title} …"), height);
    for (i, (key, what)) in rows.iter().enumerate() {
        let (column, row) = ((i as u16) / height.max(1), (i as u16) % height.max(1));
        let (x, y) = (inside.x + 1 + column * 38, inside.y + row);
        if y < inside.bottom() {
            canvas.put(x, y, 8, key, canvas.theme.heading());
            let what = match what {
                Next::Run(command) => command.info().label,
                Next::Prefix => "…",
            };
            canvas.put(x + 8, y, 29, what, canvas.theme.plain());
        }
    }
}
