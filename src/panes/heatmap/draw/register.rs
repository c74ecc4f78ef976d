//! The risks below the grid: those of the marked cell, and all open ones, worst first.

use super::super::Heatmap;
use crate::{
    domain::{Id, Record, kinds::risk},
    parts::Canvas,
    shown::pad,
    ui::World,
};
use ratatui::layout::Rect;

/// Rows below which the list of all risks says too little.
const LEAST: u16 = 5;

/// Both lists, or on a wide screen, where the side has those of the cell, only all of them.
pub fn draw(map: &Heatmap, world: &World, canvas: &mut Canvas, area: Rect, both: bool) {
    let mut left = area;
    if both {
        let used = draw_cell(map, world, canvas, area);
        left = Rect::new(area.x, area.y + used, area.width, area.height - used);
    }
    if left.height > LEAST {
        draw_all(map, world, canvas, Rect::new(left.x + 1, left.y + 1, left.width.saturating_sub(1), left.height - 1));
    }
}

/// The risks of the marked cell; answers with the rows used.
fn draw_cell(map: &Heatmap, world: &World, canvas: &mut Canvas, area: Rect) -> u16 {
    let list = map.in_cell(world);
    let height = usize::from(area.height).min(list.len());
    let cursor = map.window.cursor.min(list.len().saturating_sub(1));
    let top = map.window.top_for(height.max(1), list.len());
    for (i, id) in list.iter().enumerate().skip(top).take(height) {
        let Some(risk) = world.records.get(*id) else { continue };
        let y = area.y + (i - top) as u16;
        let marked = i == cursor && map.in_list;
        let style = if marked { canvas.theme.selected() } else { canvas.theme.plain() };
        // The sign says where the keyboard is, without any colour.
        let text = line(if marked { ">" } else { " " }, &cells(world, risk), area.width);
        canvas.put_full(area.x, y, area.width, &text, style);
        if !marked {
            levels(world, risk, canvas, (area.x, y));
        }
        if marked {
            canvas.set_cursor(area.x, y);
        }
    }
    height as u16
}

fn draw_all(map: &Heatmap, world: &World, canvas: &mut Canvas, area: Rect) {
    let ids: &[Id] = &map.sums(world).worst_first;
    let room = usize::from(area.height.saturating_sub(2));
    let more = ids.len().saturating_sub(room);
    let rest = if more > 0 { format!(", {more} more in the list") } else { String::new() };
    let title = format!("ALL OPEN RISKS, worst first{rest} (g R)");
    canvas.put_cut(area.x, area.y, area.width, &title, canvas.theme.heading());
    let heads = HEADS.map(String::from);
    canvas.put_cut(area.x, area.y + 1, area.width, &line(" ", &heads, area.width), canvas.theme.heading());
    let all = ids.iter().filter_map(|id| world.records.get(*id));
    for (y, risk) in (area.y + 2..area.bottom()).zip(all) {
        let here = map.picture.cell(risk) == Some(map.cell);
        let text = line(if here { "*" } else { " " }, &cells(world, risk), area.width);
        canvas.put_cut(area.x, y, area.width, &text, canvas.theme.plain());
        levels(world, risk, canvas, (area.x, y));
    }
}

/// The two levels once more in the hue of their band.
fn levels(world: &World, risk: &Record, canvas: &mut Canvas, (x, y): (u16, u16)) {
    let view = world.view();
    for (field, at) in [(risk::LEVEL, LEVEL_AT), (risk::WAS, LEVEL_AT + 4)] {
        let tone = world.records.field(risk.id.kind, field).tone_of(view, risk, field);
        canvas.put(x + at, y, 3, &view.cell(risk, field), canvas.theme.tone(tone));
    }
}

fn cells(world: &World, risk: &Record) -> [String; 9] {
    let cell = |field| world.view().cell(risk, field);
    [
        risk.id.to_string(),
        cell(risk::LEVEL),
        cell(risk::WAS),
        cell(risk::LIKELIHOOD),
        cell(risk::CONSEQUENCE),
        risk.title().to_string(),
        cell(risk::SYSTEMS),
        cell(risk::OWNER),
        cell(risk::PLAN),
    ]
}

/// Where the level stands in a line: behind the sign and the id.
const LEVEL_AT: u16 = 8;

const HEADS: [&str; 9] = ["Id", "Lvl", "Was", "L", "C", "Title", "Systems", "Owner", "Plan"];

/// One line with its columns; the title takes what the others leave.
fn line(sign: &str, cells: &[String; 9], width: u16) -> String {
    let title = usize::from(width).saturating_sub(56).max(8);
    let widths = [5, 3, 3, 1, 1, title, 10, 12, 5];
    let padded = cells.iter().zip(widths).map(|(text, width)| pad(text, width));
    format!("{sign} {}", padded.collect::<Vec<_>>().join(" ")).trim_end().to_string()
}
