//! The card that shows what an unfinished prefix can become.

use crate::{
    command::Command,
    keymap::{Key, Next},
    parts::{Canvas, overlay},
    shown::cells,
};
use ratatui::layout::Rect;

/// Draws the keys that may follow `pending`, at the bottom of the area: an entry a command, in as few rows as fit. A
/// command has the short word by which it is called here.
pub fn draw(
    next: Vec<(String, Next)>,
    word: &dyn Fn(Command) -> &'static str,
    pending: &[Key],
    canvas: &mut Canvas,
    area: Rect,
) {
    let entries = entries(next, word);
    let keys = entries.iter().map(|(keys, _)| cells(keys)).max().unwrap_or(0) as u16;
    let words = entries.iter().map(|(_, words)| cells(words)).max().unwrap_or(0) as u16;
    let wide = (keys + words + 4).clamp(8, area.width.max(8));
    let columns = (area.width.saturating_sub(1) / wide).max(1);
    let height = (entries.len() as u16).div_ceil(columns);
    let title = pending.iter().map(|k| k.shown()).collect::<Vec<_>>().join(" ");
    let inside = overlay(canvas, area, &format!("{title} …"), height);
    for (i, (key, what)) in entries.iter().enumerate() {
        let (column, row) = ((i as u16) / height.max(1), (i as u16) % height.max(1));
        let (x, y) = (inside.x + 1 + column * wide, inside.y + row);
        if y < inside.bottom() {
            canvas.put_cut(x, y, keys, key, canvas.theme.heading());
            let room = wide.saturating_sub(keys + 2).min(inside.right().saturating_sub(x + keys + 1));
            canvas.put_cut(x + keys + 1, y, room, what, canvas.theme.plain());
        }
    }
    // A cursor that blinks inside the card says that words could be typed there.
    canvas.cursor = None;
}

/// The keys of each command, and its short name.
fn entries(next: Vec<(String, Next)>, word: &dyn Fn(Command) -> &'static str) -> Vec<(String, &'static str)> {
    let mut entries: Vec<(Option<Command>, String, &'static str)> = Vec::new();
    for (key, what) in next {
        let (command, words) = match what {
            Next::Run(command) if word(command).is_empty() => (Some(command), command.info().label),
            Next::Run(command) => (Some(command), word(command)),
            Next::Prefix => (None, "…"),
        };
        match entries.iter_mut().find(|(c, ..)| c.is_some() && *c == command) {
            Some((_, keys, _)) => *keys = format!("{keys} {key}"),
            None => entries.push((command, key.to_string(), words)),
        }
    }
    entries.into_iter().map(|(_, keys, words)| (keys, words)).collect()
}
