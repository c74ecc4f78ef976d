//! The last screen while the disk has not confirmed everything: what is waited for, and what a key does.

use crate::{
    parts::{Canvas, overlay},
    ui::World,
};
use ratatui::{buffer::Buffer, layout::Rect};

/// Draws it over what was shown last.
pub(super) fn draw(world: &World, buffer: &mut Buffer) {
    let area = buffer.area;
    let mut canvas = Canvas::new(buffer, &world.theme);
    let inside = overlay(&mut canvas, area, "saving …", 4);
    let text = Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside };
    canvas.wrapped(text, &told(world), canvas.theme.plain());
}

fn told(world: &World) -> String {
    let why = world.saved.failing.as_ref().map_or("the disk has not confirmed everything yet", |(_, why)| why);
    let copy = match &world.saved.rescue {
        Some(copy) => format!("the rest is in {}", copy.told()),
        None => "a copy of the rest is kept then".into(),
    };
    format!(
        "saving … {why}. Space waits on; q, or waiting 8 s, leaves: {copy}, and the next start of this file offers it."
    )
}
