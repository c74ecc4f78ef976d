//! Words of an outline in as many lines as they need.

use super::Line;
use crate::{
    shown::{cells, wrap},
    ui::World,
};

/// The widest that a sentence is set: longer lines are hard to read.
const WIDEST: usize = 110;

/// A sentence in as many lines as the screen needs for it, all of them indented alike.
pub fn sentence<T>(text: &str, indent: usize, world: &World) -> Vec<Line<T>> {
    let room = usize::from(world.size.0).saturating_sub(indent + 2).clamp(20, WIDEST);
    wrap(text, room).into_iter().map(|row| Line::plain(format!("{:indent$}{row}", ""))).collect()
}

/// Short phrases in as many lines as the screen needs for them; none is broken that fits into a line.
pub fn phrases<T>(parts: &[String], between: &str, indent: usize, world: &World) -> Vec<Line<T>> {
    let room = usize::from(world.size.0).saturating_sub(indent + 2).clamp(20, WIDEST);
    let mut rows: Vec<String> = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        let part = if at + 1 < parts.len() { format!("{part}{between}") } else { part.clone() };
        match rows.last_mut().filter(|row| cells(row) + cells(part.trim_end()) <= room) {
            Some(row) => row.push_str(&part),
            None => rows.push(part),
        }
    }
    let broken = rows.iter().flat_map(|row| wrap(row.trim_end(), room));
    broken.map(|row| Line::plain(format!("{:indent$}{row}", ""))).collect()
}

/// A row in as many lines as it needs, so that none of its words is cut; the cursor stands on the first of them.
pub fn whole_row<T>(text: &str, [first, rest]: [usize; 2], target: T, world: &World) -> Vec<Line<T>> {
    let room = usize::from(world.size.0).saturating_sub(3).max(20);
    if first + cells(text) <= room {
        return vec![Line::row(format!("{:first$}{text}", ""), target)];
    }
    let mut rows = wrap(text, room.saturating_sub(rest).max(10)).into_iter();
    let head = rows.next().unwrap_or_default();
    let below = rows.map(|row| Line::plain(format!("{:rest$}{row}", "")));
    [Line::row(format!("{:first$}{head}", ""), target)].into_iter().chain(below).collect()
}
