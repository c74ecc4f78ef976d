//! The box in which menus, fields and cards lie over a pane.

use super::Canvas;
use ratatui::layout::Rect;

/// Where a box of so many rows lies in an area.
pub fn overlay_area(area: Rect, rows: u16) -> Rect {
    let height = (rows + 2).min(area.height);
    Rect::new(area.x, area.bottom() - height, area.width, height)
}

/// A box in the middle or at the bottom of an area, cleared, with a title; returns its inside.
pub fn overlay(canvas: &mut Canvas, area: Rect, title: &str, rows: u16) -> Rect {
    let outer = overlay_area(area, rows);
    let height = outer.height;
    canvas.clear(outer);
    if height == 0 {
        return outer;
    }
    canvas.titled(outer.x, outer.y, outer.width, title, "");
    let inside = height.saturating_sub(1);
    Rect::new(outer.x, outer.y + 1, outer.width, inside)
}
