//! How the recap looks: headings, lines that wrap beside their number, and a window that follows the cursor.

use super::{
    Recap, Stop,
    lines::{self, LinePiece, RecapPart},
};
use crate::{
    parts::Canvas,
    shown::{cells, wrap},
    ui::World,
};
use ratatui::layout::Rect;

/// A text on a row of the page, from a column on.
struct Text {
    x: u16,
    text: String,
    stop: Option<Stop>,
    heading: bool,
}
type TextRow = Vec<Text>;

pub fn draw(pane: &Recap, world: &World, canvas: &mut Canvas, area: Rect) {
    if area.is_empty() {
        return;
    }
    if world.records.live(pane.interview).is_none() {
        canvas.wrapped(area, "This interview is deleted; u brings it back.", canvas.theme.plain());
        return;
    }
    let rows = page(pane, world, area.width.saturating_sub(2).max(1));
    let marked = pane.marked(world);
    let here = |row: &TextRow| row.iter().any(|t| t.stop.is_some() && t.stop == marked);
    let first = rows.iter().position(here).unwrap_or(0);
    let last = rows.iter().rposition(here).unwrap_or(0);
    let top = top_for(pane.top.get(), (first, last), area.height.into(), rows.len());
    pane.top.set(top);
    canvas.below = rows.len().saturating_sub(top + usize::from(area.height));
    for (y, row) in (area.y..area.bottom()).zip(rows.iter().skip(top)) {
        draw_row(canvas, Rect::new(area.x + 1, y, area.width.saturating_sub(1), 1), row, marked);
    }
    let x = rows.get(first).and_then(|r| r.iter().find(|t| t.stop == marked)).map_or(0, |t| t.x);
    let y = first.saturating_sub(top).min(usize::from(area.height) - 1) as u16;
    if marked.is_some() {
        // The marked line is told by a sign too, for terminals and eyes that tell no styles apart.
        let pointer = canvas.glyphs().here;
        canvas.put(area.x + (1 + x).saturating_sub(2), area.y + y, 1, pointer, canvas.theme.heading());
    }
    canvas.set_cursor(area.x + (1 + x).min(area.width - 1), area.y + y);
}

/// The first row of the window: moved no more than needed, and the head is seen again as soon as there is room.
fn top_for(before: usize, (first, last): (usize, usize), height: usize, len: usize) -> usize {
    let mut top = before.min(len.saturating_sub(height));
    if first < top {
        top = if last < height { 0 } else { first };
    }
    if last >= top + height {
        top = (last + 1 - height).min(first);
    }
    top
}

fn draw_row(canvas: &mut Canvas, area: Rect, row: &TextRow, marked: Option<Stop>) {
    for text in row {
        let style = match (text.stop.is_some() && text.stop == marked, text.heading) {
            (true, _) => canvas.theme.selected(),
            (_, true) => canvas.theme.heading(),
            _ => canvas.theme.plain(),
        };
        let x = text.x.min(area.width);
        canvas.put_cut(area.x + x, area.y, area.width - x, &text.text, style);
    }
}

fn page(pane: &Recap, world: &World, width: u16) -> Vec<TextRow> {
    let mut rows: Vec<TextRow> = wrap(&lines::opening(pane, world), width.into())
        .into_iter()
        .map(|line| vec![Text { x: 0, text: line, stop: None, heading: false }])
        .collect();
    for part in lines::parts(pane, world) {
        if !part.stops().any(|s| s == Stop::Correction) {
            rows.push(Vec::new());
        }
        rows.extend(if part.in_a_row { beside(&part, width) } else { below(&part, width) });
    }
    rows
}

fn heading(part: &RecapPart) -> Text {
    Text { x: 0, text: part.heading.into(), stop: None, heading: true }
}

/// Heading and pieces on one row if they fit, else the pieces on the next.
fn beside(part: &RecapPart, width: u16) -> Vec<TextRow> {
    const GAP: usize = 3;
    let wanted: usize = part.pieces.iter().map(|p| GAP + cells(&p.text)).sum();
    let fits = cells(part.heading) + wanted <= usize::from(width);
    let mut x = if fits { cells(part.heading) + GAP } else { 2 };
    let mut texts: TextRow = Vec::new();
    for piece in &part.pieces {
        texts.push(Text { x: x as u16, text: piece.text.clone(), stop: piece.stop, heading: false });
        x += cells(&piece.text) + GAP;
    }
    if fits {
        texts.insert(0, heading(part));
        return vec![texts];
    }
    vec![vec![heading(part)], texts]
}

fn below(part: &RecapPart, width: u16) -> Vec<TextRow> {
    let indent = if part.heading.is_empty() { 0 } else { 2 };
    let head = (!part.heading.is_empty()).then(|| vec![heading(part)]);
    head.into_iter().chain(part.pieces.iter().flat_map(|piece| wrapped(piece, indent, width))).collect()
}

/// A piece with its lead; further rows stand under the text.
fn wrapped(piece: &LinePiece, indent: u16, width: u16) -> Vec<TextRow> {
    let hanging = indent + cells(&piece.lead).min(20) as u16;
    let room = usize::from(width.saturating_sub(hanging)).max(8);
    let row = |(i, line): (usize, String)| {
        let line = line.trim_end();
        let (x, text) = if i == 0 { (indent, format!("{}{line}", piece.lead)) } else { (hanging, line.to_string()) };
        vec![Text { x, text, stop: piece.stop, heading: false }]
    };
    wrap(&piece.text, room).into_iter().enumerate().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::top_for;

    #[test]
    fn the_window_follows_the_cursor_and_shows_the_head_when_it_can() {
        assert_eq!(top_for(0, (3, 3), 10, 30), 0);
        assert_eq!(top_for(0, (12, 13), 10, 30), 4);
        assert_eq!(top_for(4, (12, 13), 10, 30), 4);
        assert_eq!(top_for(9, (5, 5), 10, 30), 0);
        assert_eq!(top_for(25, (29, 29), 10, 30), 20);
        assert_eq!(top_for(20, (15, 15), 10, 30), 15);
        assert_eq!(top_for(0, (2, 6), 3, 30), 2);
    }
}
