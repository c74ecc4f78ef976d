//! The open risks below the grid of a wide heatmap, worst first.

use super::super::Heatmap;
use crate::{domain::kinds::risk, parts::Canvas, shown::cut, ui::World};
use ratatui::layout::Rect;

pub fn draw(map: &Heatmap, world: &World, canvas: &mut Canvas, area: Rect) {
    let view = world.view();
    let ids = &map.sums(world).worst_first;
    let all = ids.iter().filter_map(|id| world.records.get(*id));
    let room = usize::from(area.height.saturating_sub(2));
    let more = ids.len().saturating_sub(room);
    let rest = if more > 0 { format!(", {more} more in the list") } else { String::new() };
    let title = format!("ALL OPEN RISKS, worst first{rest} (g R)");
    canvas.put_cut(area.x, area.y, area.width, &title, canvas.theme.heading());
    canvas.put_cut(area.x, area.y + 1, area.width, &line(" ", HEADS, area.width), canvas.theme.heading());
    for (y, risk) in (area.y + 2..area.bottom()).zip(all) {
        let here = map.picture.cell(risk) == Some(map.cell);
        let cell = |field| view.cell(risk, field);
        let id = risk.id.to_string();
        let cells = [
            id.as_str(),
            &cell(risk::LEVEL),
            &cell(risk::WAS),
            &cell(risk::LIKELIHOOD),
            &cell(risk::CONSEQUENCE),
            risk.title(),
            &cell(risk::SYSTEMS),
            &cell(risk::OWNER),
            &cell(risk::PLAN),
        ];
        canvas.put_cut(
            area.x,
            y,
            area.width,
            &line(if here { ">" } else { " " }, cells, area.width),
            canvas.theme.plain(),
        );
    }
}

const HEADS: [&str; 9] = ["Id", "Lvl", "Was", "L", "C", "Title", "Systems", "Owner", "Plan"];

/// One line with its columns; the title takes what the others leave.
fn line(sign: &str, cells: [&str; 9], width: u16) -> String {
    let title = usize::from(width).saturating_sub(56).max(8);
    let widths = [5, 3, 3, 1, 1, title, 10, 12, 5];
    let padded = cells.iter().zip(widths).map(|(text, width)| {
        let text = cut(text, width);
        let pad = width.saturating_sub(crate::shown::cells(&text));
        format!("{text}{}", " ".repeat(pad))
    });
    format!("{sign} {}", padded.collect::<Vec<_>>().join(" ")).trim_end().to_string()
}
