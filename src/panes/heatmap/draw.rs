//! How the heatmap looks. The grid takes any matrix from 3 by 3 to 6 by 6.

use super::Heatmap;
use crate::{
    app::World,
    domain::{
        Id, Kind, Record,
        kinds::{finding, risk},
    },
    panes::detail,
    parts::Canvas,
};
use ratatui::layout::Rect;

/// From this width on cells are wider and the whole register stands below.
const WIDE: u16 = 120;

/// How the grid lies in its area. On a small screen the lines between the cells go first, then the words above.
#[derive(Clone, Copy)]
struct Grid {
    /// Rows above the cells: the heading, and the steps of the likelihood.
    head: u16,
    cell: (u16, u16),
    /// Lines between the rows of cells.
    edges: bool,
}

/// The words of the consequence, left of the cells.
const LABEL: u16 = 12;

impl Grid {
    fn of(area: Rect, (columns, rows): (u8, u8)) -> Grid {
        let (columns, rows) = (u16::from(columns), u16::from(rows));
        let (width, height) = if area.width >= WIDE { (11, 3) } else { (7, 1) };
        let edges = area.height >= rows * (height + 1) + 3;
        let height = if edges { height } else { 1 };
        let room = area.width.saturating_sub(LABEL + 1) / columns;
        let head = if edges { 2 } else { area.height.saturating_sub(rows).min(2) };
        Grid { head, cell: (width.min(room.saturating_sub(1)).max(3), height), edges }
    }
    fn row_height(self) -> u16 {
        self.cell.1 + u16::from(self.edges)
    }
    fn width(self, columns: u8) -> u16 {
        LABEL + u16::from(columns) * (self.cell.0 + 1) + 1
    }
    fn height(self, rows: u8) -> u16 {
        self.head + u16::from(rows) * self.row_height() + u16::from(self.edges)
    }
}

pub fn draw(map: &Heatmap, world: &World, canvas: &mut Canvas, area: Rect) {
    if area.is_empty() {
        return;
    }
    let (likelihoods, consequences) = world.records.matrix().size();
    let grid = Grid::of(area, (likelihoods, consequences));
    let width = grid.width(likelihoods);
    draw_grid(map, world, canvas, Rect::new(area.x, area.y, width.min(area.width), area.height), grid);
    let below = area.y + grid.height(consequences);
    let sums =
        Rect::new(area.x + 1, below, width.min(area.width).saturating_sub(1), area.bottom().saturating_sub(below));
    draw_sums(map, world, canvas, sums);
    let side_x = area.x + width + 1;
    if side_x + 16 < area.right() {
        draw_side(map, world, canvas, Rect::new(side_x, area.y, area.right() - side_x - 1, area.height));
    }
    let table_y = below + 4;
    if area.width >= WIDE && table_y + 3 < area.bottom() {
        draw_register(map, world, canvas, Rect::new(area.x + 1, table_y, width, area.bottom() - table_y));
    }
}

fn draw_grid(map: &Heatmap, world: &World, canvas: &mut Canvas, area: Rect, grid: Grid) {
    let matrix = world.records.matrix();
    let (likelihoods, consequences) = matrix.size();
    let (cell_w, cell_h) = grid.cell;
    let x0 = area.x + LABEL;
    if grid.head > 1 {
        canvas.put(x0 + 1, area.y, area.width.saturating_sub(LABEL + 1), "LIKELIHOOD", canvas.theme.heading());
    }
    if grid.head > 0 {
        let y = area.y + grid.head - 1;
        canvas.put(area.x + 1, y, LABEL, "CONSEQUENCE", canvas.theme.heading());
        for l in 1..=likelihoods {
            let word = format!("{l} {}", matrix.likelihood[usize::from(l) - 1]);
            canvas.put(x0 + 1 + u16::from(l - 1) * (cell_w + 1), y, cell_w, &word, canvas.theme.plain());
        }
    }
    let edge = u16::from(grid.edges);
    for (row, c) in (1..=consequences).rev().enumerate() {
        let y = area.y + grid.head + row as u16 * grid.row_height();
        if grid.edges {
            draw_edge(map, canvas, (x0, y), cell_w, likelihoods, (c, c + 1));
        }
        let word = format!("{c} {}", matrix.consequence[usize::from(c) - 1]);
        canvas.put(area.x + 1, y + edge + cell_h / 2, LABEL - 1, &word, canvas.theme.plain());
        for l in 1..=likelihoods {
            let x = x0 + u16::from(l - 1) * (cell_w + 1);
            draw_cell(map, world, canvas, Rect::new(x, y + edge, cell_w + 2, cell_h), (l, c));
        }
    }
    if grid.edges {
        let bottom = area.y + grid.height(consequences) - 1;
        draw_edge(map, canvas, (x0, bottom), cell_w, likelihoods, (0, 1));
    }
}

/// The line between two rows of cells; doubled where it touches the marked cell.
fn draw_edge(map: &Heatmap, canvas: &mut Canvas, (x0, y): (u16, u16), cell_w: u16, columns: u8, rows: (u8, u8)) {
    let plain = canvas.theme.plain();
    for l in 1..=columns {
        let x = x0 + u16::from(l - 1) * (cell_w + 1);
        let touches = map.cell.0 == l && (map.cell.1 == rows.0 || map.cell.1 == rows.1);
        canvas.put(x, y, 1, "+", plain);
        let sign = if touches { "=" } else { "-" };
        canvas.fill(Rect::new(x + 1, y, cell_w, 1), sign, plain);
    }
    canvas.put(x0 + u16::from(columns) * (cell_w + 1), y, 1, "+", plain);
}

fn draw_cell(map: &Heatmap, world: &World, canvas: &mut Canvas, area: Rect, cell: (u8, u8)) {
    let matrix = world.records.matrix();
    let (index, bands) = (matrix.band_index(cell.0, cell.1), matrix.bands.len());
    let band = &matrix.bands[index];
    let count = map.sums(world).in_cell(cell).len();
    let fill = canvas.glyphs().fill(index, bands);
    let style = canvas.theme.band(index, bands);
    let inner = Rect::new(area.x + 1, area.y, area.width.saturating_sub(2), area.height);
    if inner.height > 1 {
        canvas.fill(inner, fill, style);
    }
    let text = match (count, inner.width < 5) {
        (0, _) => format!("{fill}{}", band.letter),
        (_, true) => format!("{}{count}", band.letter),
        (_, false) => format!("{fill}{}{count:>3}", band.letter),
    };
    let middle = area.y + area.height / 2;
    let blank = " ".repeat(inner.width.into());
    canvas.put(inner.x, middle, inner.width, &blank, style);
    canvas.put(inner.x, middle, inner.width, &text, style);
    let marked = map.cell == cell;
    let (left, right) = if marked { ("[", "]") } else { ("|", "|") };
    for y in area.y..area.bottom() {
        if marked || cell.0 == 1 || map.cell != (cell.0 - 1, cell.1) {
            canvas.put(area.x, y, 1, left, canvas.theme.plain());
        }
        canvas.put(area.right().saturating_sub(1), y, 1, right, canvas.theme.plain());
    }
    if marked && !map.in_list {
        canvas.set_cursor(inner.x, middle);
    }
}

fn draw_sums(map: &Heatmap, world: &World, canvas: &mut Canvas, area: Rect) {
    let matrix = world.records.matrix();
    let (counts, unrated) = (&map.sums(world).bands, map.sums(world).unrated);
    let legend: Vec<String> = matrix
        .bands
        .iter()
        .enumerate()
        .rev()
        .map(|(i, b)| format!("{} {} {}", canvas.glyphs().fill(i, matrix.bands.len()), b.letter, b.label))
        .collect();
    let sums: Vec<String> = matrix.bands.iter().zip(counts).rev().map(|(b, n)| format!("{n} {}", b.letter)).collect();
    let appetite = matrix.appetite_letter();
    let unrated = if unrated > 0 { format!("   {unrated} not rated") } else { String::new() };
    let rows = [legend.join("  "), format!("Sum {}{unrated}   appetite {appetite}", sums.join("  "))];
    for (i, row) in (0..area.height).zip(rows) {
        canvas.put(area.x, area.y + i, area.width, &row, canvas.theme.plain());
    }
}

fn draw_side(map: &Heatmap, world: &World, canvas: &mut Canvas, area: Rect) {
    let matrix = world.records.matrix();
    let (l, c) = map.cell;
    let list = map.in_cell(world);
    let s = if list.len() == 1 { "" } else { "s" };
    let title = format!("CELL  L{l} x C{c}  {}  {} risk{s}", matrix.band(l, c).label, list.len());
    canvas.put(area.x, area.y, area.width, &title, canvas.theme.heading());
    let rows = (area.height / 2).clamp(2, 10).min(list.len().min(5) as u16 * 2);
    let shown = usize::from(rows / 2).max(1);
    let cursor = map.window.cursor.min(list.len().saturating_sub(1));
    let top = map.window.top_for(shown, list.len());
    let risks = list.iter().skip(top).take(shown).filter_map(|id| world.records.get(*id));
    for (i, risk) in risks.enumerate() {
        let y = area.y + 1 + i as u16 * 2;
        let marked = top + i == cursor;
        let style = if marked && map.in_list { canvas.theme.selected() } else { canvas.theme.plain() };
        let sign = if marked { ">" } else { " " };
        let text = format!("{sign} {} {}", risk.id, risk.title());
        canvas.put_cut(area.x, y, area.width, &text, style);
        canvas.put_cut(
            area.x + 4,
            y + 1,
            area.width.saturating_sub(4),
            &second_line(world, risk),
            canvas.theme.plain(),
        );
        if marked && map.in_list {
            canvas.set_cursor(area.x, y);
        }
    }
    let y = area.y + 2 + rows;
    if let Some(risk) = list.get(cursor).and_then(|id| world.records.get(*id))
        && y < area.bottom()
    {
        let inside = Rect::new(area.x, y, area.width, area.bottom() - y);
        if area.width >= 40 {
            detail::draw(world, risk, canvas, inside);
        } else {
            draw_short(world, risk, canvas, inside);
        }
    }
}

/// The way of one risk through its ratings, where there is little room.
fn draw_short(world: &World, risk: &Record, canvas: &mut Canvas, area: Rect) {
    let matrix = world.records.matrix();
    canvas.put(area.x, area.y, area.width, &format!("{}  HOW IT GOT HERE", risk.id), canvas.theme.heading());
    let mut facts: Vec<detail::Fact> = risk::Picture::ALL
        .iter()
        .map(|p| {
            let text =
                p.cell(risk).map_or("not rated".into(), |(l, c)| format!("L{l} C{c}  {}", matrix.band(l, c).letter));
            detail::Fact::new(p.label(), text)
        })
        .collect();
    facts.push(detail::Fact::new("appetite", risk::against_appetite(world.view(), risk)));
    let cell = |field| world.view().cell(risk, field);
    let findings: Vec<Id> = world.records.linked(risk.id, Kind::Finding, finding::RISKS).map(|f| f.id).collect();
    facts.push(detail::Fact::new("treat", cell(risk::TREATMENT)));
    facts.push(detail::Fact::new("controls", cell(risk::CONTROLS)));
    facts.push(detail::Fact::new("findings", crate::domain::value::join_ids(&findings, " ")));
    facts.push(detail::Fact::new("why", cell(risk::REASON)));
    facts.retain(|f| !f.text.is_empty());
    detail::draw_facts(&facts, canvas, Rect::new(area.x, area.y + 1, area.width, area.height.saturating_sub(1)));
}

fn second_line(world: &World, risk: &Record) -> String {
    let view = world.view();
    let owner = view.cell(risk, risk::OWNER);
    let overdue = risk.date(risk::DUE).is_some_and(|d| d < world.now.date());
    let plan = view.cell(risk, risk::PLAN);
    let late = if overdue { ", OVERDUE" } else { "" };
    format!("{} {owner}, was {}, plan {plan}{late}", view.cell(risk, risk::SYSTEMS), view.cell(risk, risk::WAS))
}

fn draw_register(map: &Heatmap, world: &World, canvas: &mut Canvas, area: Rect) {
    canvas.put(area.x, area.y, area.width, "ALL OPEN RISKS, worst first (g R opens the list)", canvas.theme.heading());
    let view = world.view();
    let all = map.sums(world).worst_first.iter().filter_map(|id| world.records.get(*id));
    for (i, risk) in (1..area.height).zip(all) {
        let here = map.picture.cell(risk) == Some(map.cell);
        let text = format!(
            "{} {}  {}  was {}  L{} C{}  {}",
            if here { ">" } else { " " },
            risk.id,
            view.cell(risk, risk::LEVEL),
            view.cell(risk, risk::WAS),
            view.cell(risk, risk::LIKELIHOOD),
            view.cell(risk, risk::CONSEQUENCE),
            risk.title()
        );
        canvas.put_cut(area.x, area.y + i, area.width, &text, canvas.theme.plain());
    }
}
