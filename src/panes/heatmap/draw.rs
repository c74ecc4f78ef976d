//! How the heatmap looks. The grid takes any matrix from 3 by 3 to 6 by 6.

mod register;

use super::Heatmap;
use crate::{
    domain::{
        Id, Kind, Record,
        kinds::{finding, risk},
    },
    panes::detail,
    parts::Canvas,
    shown::cells,
    ui::World,
};
use ratatui::{layout::Rect, style::Style};

/// From this width on cells are wider and the whole register stands below.
const WIDE: u16 = 120;

/// Cells taken by the words of the consequence scale.
const LABEL: u16 = 12;

/// How large the grid is drawn: all of it is seen, whatever that costs.
#[derive(Clone, Copy)]
struct Shape {
    /// Rows above the cells: the heading, and the steps of the likelihood; on tiny screens they go.
    head: u16,
    cell: (u16, u16),
    /// A line between the rows of cells.
    edges: bool,
}

impl Shape {
    fn of(size: (u8, u8), area: Rect) -> Shape {
        let wide = area.width >= WIDE;
        let width = match (wide, size.0) {
            (true, _) => 11,
            (false, 6) => 6,
            (false, _) => 7,
        };
        // Every cell is seen: on a narrow screen each holds its letter and count and nothing else.
        let room = area.width.saturating_sub(LABEL + 1) / u16::from(size.0).max(1);
        let width = width.min(room.saturating_sub(1)).max(2);
        let head = area.height.saturating_sub(size.1.into()).min(2);
        let shapes =
            [(3, true), (1, true), (1, false)].map(|(height, edges)| Shape { head, cell: (width, height), edges });
        let fits = |s: &&Shape| (wide || s.cell.1 == 1) && s.height(size.1) + 4 <= area.height;
        *shapes.iter().find(fits).unwrap_or(&shapes[2])
    }
    /// Rows of the grid without the words above it.
    fn height(self, consequences: u8) -> u16 {
        let rows = u16::from(consequences);
        if self.edges { rows * (self.cell.1 + 1) + 1 } else { rows * self.cell.1 }
    }
    fn width(self, likelihoods: u8) -> u16 {
        LABEL + u16::from(likelihoods) * (self.cell.0 + 1) + 1
    }
    /// The first line of a row of cells, counted from the top of the grid.
    fn line(self, row: u16) -> u16 {
        if self.edges { row * (self.cell.1 + 1) + 1 } else { row * self.cell.1 }
    }
}

pub fn draw(map: &Heatmap, world: &World, canvas: &mut Canvas, area: Rect) {
    if area.is_empty() {
        return;
    }
    let size = world.records.matrix().size();
    let shape = Shape::of(size, area);
    let (grid_w, grid_h) = (shape.width(size.0).min(area.width), shape.height(size.1));
    draw_grid(map, world, canvas, Rect::new(area.x, area.y, grid_w, area.height), shape);
    let under =
        |y: u16| Rect::new(area.x + 1, y.min(area.bottom()), grid_w.saturating_sub(1), area.bottom().saturating_sub(y));
    let below = area.y + shape.head + grid_h;
    let below = draw_sums(map, world, canvas, under(below));
    // The lists stand below over the whole width; the side tells of one risk.
    let wide = area.width >= WIDE;
    let lists = Rect::new(area.x, below, area.width.saturating_sub(1), area.bottom().saturating_sub(below));
    let side_x = area.x + grid_w + 1;
    let side_height = if wide { below - area.y } else { area.height.min(below - area.y) };
    let side = Rect::new(side_x, area.y, area.right().saturating_sub(side_x + 1), side_height);
    let beside = side_x + 16 < area.right();
    if map.sums(world).worst_first.is_empty() {
        let room = if beside { side } else { under(below) };
        return draw_nothing(world, canvas, room);
    }
    if beside {
        draw_side(map, world, canvas, side, wide);
    }
    register::draw(map, world, canvas, lists, !wide);
}

/// What to do where there is no open risk yet.
fn draw_nothing(world: &World, canvas: &mut Canvas, area: Rect) {
    use crate::command::Command;
    let key = |c| crate::panes::palette::key_of(world, c);
    let (add, pick) = (key(Command::Add), key(Command::Catalogue));
    let text = format!("No open risk. {add} adds one, {pick} picks from the catalogue, : import reads a sheet.");
    canvas.wrapped(area, &text, canvas.theme.plain());
}

fn draw_grid(map: &Heatmap, world: &World, canvas: &mut Canvas, area: Rect, shape: Shape) {
    let matrix = world.records.matrix();
    let (likelihoods, consequences) = matrix.size();
    let ((cell_w, cell_h), plain) = (shape.cell, canvas.theme.plain());
    let x0 = area.x + LABEL;
    if shape.head > 1 {
        canvas.put(x0 + 1, area.y, area.width.saturating_sub(LABEL + 1), "LIKELIHOOD", canvas.theme.heading());
    }
    if shape.head > 0 {
        let y = area.y + shape.head - 1;
        canvas.put(area.x + 1, y, LABEL.min(area.width), "CONSEQUENCE", canvas.theme.heading());
        for l in 1..=likelihoods {
            let x = x0 + 1 + u16::from(l - 1) * (cell_w + 1);
            let word = format!("{l} {}", matrix.likelihood[usize::from(l) - 1]);
            canvas.put_cut(x, y, cell_w.min(area.right().saturating_sub(x)), &word, plain);
        }
    }
    for (row, c) in (1..=consequences).rev().enumerate() {
        let y = area.y + shape.head + shape.line(row as u16);
        if y + cell_h > area.bottom() {
            return;
        }
        if shape.edges {
            draw_edge(world, canvas, (x0, y - 1), cell_w, c);
        }
        let word = format!("{c} {}", matrix.consequence[usize::from(c) - 1]);
        canvas.put_cut(area.x + 1, y + cell_h / 2, LABEL - 1, &word, plain);
        for l in 1..=likelihoods {
            let x = x0 + u16::from(l - 1) * (cell_w + 1);
            draw_cell(map, world, canvas, Rect::new(x, y, cell_w + 2, cell_h), (l, c));
        }
    }
    let bottom = area.y + shape.head + shape.height(consequences) - 1;
    if shape.edges && bottom < area.bottom() {
        draw_edge(world, canvas, (x0, bottom), cell_w, 0);
    }
}

/// Whether a cell is above what is borne without treatment; cells off the scale are not.
fn is_above(world: &World, (l, c): (u8, u8)) -> bool {
    let matrix = world.records.matrix();
    let (likelihoods, consequences) = matrix.size();
    let there = (1..=likelihoods).contains(&l) && (1..=consequences).contains(&c);
    there && Some(matrix.band_index(l, c)) > matrix.appetite("")
}

/// The line over the row of cells of consequence `c`; doubled where the appetite ends.
fn draw_edge(world: &World, canvas: &mut Canvas, (x0, y): (u16, u16), cell_w: u16, c: u8) {
    let (g, plain) = (canvas.glyphs(), canvas.theme.plain());
    let (columns, rows) = world.records.matrix().size();
    let outer = c == 0 || c == rows;
    for l in 0..=columns {
        let x = x0 + u16::from(l) * (cell_w + 1);
        let corner = match (c, l) {
            (0, 0) => g.corners[2],
            (0, l) if l == columns => g.corners[3],
            (_, 0) if outer => g.corners[0],
            (_, l) if outer && l == columns => g.corners[1],
            (_, l) if l == 0 || l == columns => g.vline,
            _ if outer => g.line,
            _ => g.cross,
        };
        canvas.put(x, y, 1, corner, plain);
        if l < columns {
            let ends = !outer && is_above(world, (l + 1, c)) != is_above(world, (l + 1, c + 1));
            let style = if ends { canvas.theme.heading() } else { plain };
            canvas.fill(Rect::new(x + 1, y, cell_w, 1), if ends { g.double } else { g.line }, style);
        }
    }
}

/// A cell: an empty one only names its band, a filled one has its fill and its count.
fn draw_cell(map: &Heatmap, world: &World, canvas: &mut Canvas, area: Rect, cell: (u8, u8)) {
    let matrix = world.records.matrix();
    let (index, bands) = (matrix.band_index(cell.0, cell.1), matrix.bands.len());
    let count = map.sums(world).in_cell(cell).len();
    let inner = Rect::new(area.x + 1, area.y, area.width.saturating_sub(2), area.height);
    let middle = area.y + area.height / 2;
    let style = canvas.theme.band(index, bands);
    let letter = matrix.bands[index].letter;
    canvas.fill(inner, " ", canvas.theme.plain());
    if count == 0 {
        canvas.put(inner.x + inner.width / 2 - u16::from(inner.width > 5), middle, 1, &letter.to_string(), style);
    } else {
        draw_count(canvas, inner, (canvas.glyphs().fill(index, bands), letter, count), style);
    }
    let marked = map.cell == cell;
    let g = canvas.glyphs();
    let side = |ends: bool| if ends { g.double_vline } else { g.vline };
    let (l, c) = cell;
    let above = is_above(world, cell);
    let left = if marked { "[" } else { side(l > 1 && above != is_above(world, (l - 1, c))) };
    let last = l == matrix.size().0;
    let right = if marked { "]" } else { side(!last && above != is_above(world, (l + 1, c))) };
    for y in area.y..area.bottom() {
        if marked || l == 1 || map.cell != (l - 1, c) {
            canvas.put(area.x, y, 1, left, canvas.theme.plain());
        }
        canvas.put(area.right().saturating_sub(1), y, 1, right, canvas.theme.plain());
    }
    if marked {
        canvas.restyle(inner, canvas.theme.selected());
        if !map.in_list {
            canvas.set_cursor(inner.x, middle);
        }
    }
}

/// `# C  2 #`, over the height of the cell filled with the sign of its band.
fn draw_count(canvas: &mut Canvas, inner: Rect, (fill, letter, count): (&str, char, usize), style: Style) {
    if inner.height > 1 {
        canvas.fill(inner, fill, style);
    }
    let middle = inner.y + inner.height / 2;
    let text = match inner.width {
        0..5 => format!("{letter}{count}"),
        5..7 => format!("{letter}{count:>3}"),
        width => format!("{:^1$}", format!("{letter} {count:>2}"), usize::from(width) - 2),
    };
    let at = if inner.width < 5 { inner.x } else { inner.x + 1 };
    canvas.fill(Rect::new(inner.x, middle, inner.width, 1), fill, style);
    let room = inner.width.saturating_sub(if inner.width < 5 { 0 } else { 2 });
    canvas.fill(Rect::new(at, middle, room, 1), " ", style);
    canvas.put(at, middle, room, &text, style.add_modifier(ratatui::style::Modifier::BOLD));
}

/// Bands, counts and appetite; returns the first free row below.
fn draw_sums(map: &Heatmap, world: &World, canvas: &mut Canvas, area: Rect) -> u16 {
    let matrix = world.records.matrix();
    let of = map.sums(world);
    let (counts, unrated, off) = (&of.bands, of.unrated, of.off_scale);
    let legend: Vec<String> = matrix
        .bands
        .iter()
        .enumerate()
        .rev()
        .map(|(i, b)| format!("{} {} {}", canvas.glyphs().fill(i, matrix.bands.len()), b.letter, b.label))
        .collect();
    let sums: Vec<String> = matrix.bands.iter().zip(counts).rev().map(|(b, n)| format!("{n} {}", b.letter)).collect();
    let appetite = matrix.appetite_letter();
    let told = |n: usize, what: &str| if n > 0 { format!("   {n} {what}") } else { String::new() };
    let rest = format!("{}{}", told(unrated, "not rated"), told(off, "off the scale"));
    let sign = canvas.glyphs().double;
    let sum = format!("Sum {}   {sign} appetite {appetite}", sums.join("  "));
    // The line on the map is the appetite in general; an area may have its own.
    let areas: Vec<String> = matrix.appetite_by_area().map(|(area, letter)| format!("{area} {letter}")).collect();
    let areas = if areas.is_empty() { String::new() } else { format!("   by area: {}", areas.join(", ")) };
    let mut rows = vec![legend.join("  ")];
    match cells(&sum) + cells(&rest) + cells(&areas) <= area.width.into() {
        true => rows.push(sum + &rest + &areas),
        false => rows.extend([sum, (rest + &areas).trim_start().to_string()]),
    }
    let mut left = area;
    for row in rows {
        let used = canvas.wrapped(left, &row, canvas.theme.plain());
        left = Rect::new(left.x, left.y + used, left.width, left.height - used);
    }
    left.y
}

/// The marked cell and one of its risks; `wide` lists the risks of the cell here too.
fn draw_side(map: &Heatmap, world: &World, canvas: &mut Canvas, area: Rect, wide: bool) {
    let matrix = world.records.matrix();
    let (l, c) = map.cell;
    let list = map.in_cell(world);
    let count = if list.len() == 1 { "1 risk".into() } else { format!("{} risks", list.len()) };
    let title = format!("L{l} x C{c}  {}  {count}", matrix.band(l, c).label);
    canvas.put_cut(area.x, area.y, area.width, &title, canvas.theme.heading());
    let rows = if wide { (area.height / 2).clamp(2, 10).min(list.len().min(5) as u16 * 2) } else { 0 };
    let shown = usize::from(rows / 2).max(1);
    let cursor = map.window.cursor.min(list.len().saturating_sub(1));
    let top = map.window.top_for(shown, list.len());
    let risks = list.iter().skip(top).take(shown).filter_map(|id| world.records.get(*id)).take(usize::from(rows / 2));
    for (i, risk) in risks.enumerate() {
        let y = area.y + 1 + i as u16 * 2;
        let marked = top + i == cursor;
        let style = if marked && map.in_list { canvas.theme.selected() } else { canvas.theme.plain() };
        // The sign says where the keyboard is, without any colour.
        let sign = if marked && map.in_list { ">" } else { " " };
        let text = format!("{sign} {} {}", risk.id, risk.title());
        canvas.put_cut(area.x, y, area.width, &text, style);
        if y + 1 < area.bottom() {
            let room = area.width.saturating_sub(4);
            canvas.put_cut(area.x + 4, y + 1, room, &second_line(world, risk), canvas.theme.plain());
        }
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
    canvas.put_cut(area.x, area.y, area.width, &format!("{}  HOW IT GOT HERE", risk.id), canvas.theme.heading());
    let letter = |p: &risk::Picture| match p.on(risk, matrix) {
        Some((l, c)) => format!("L{l} C{c}  {}", matrix.band(l, c).letter),
        None => p.told(risk, matrix),
    };
    let mut facts: Vec<detail::Fact> =
        risk::Picture::ALL.iter().map(|p| detail::Fact::new(p.label(), letter(p))).collect();
    facts.push(detail::Fact::new("appetite", risk::against_appetite(world.view(), risk)));
    let cell = |field| world.view().cell(risk, field);
    let findings: Vec<Id> = world.records.linked(risk.id, Kind::Finding, finding::RISKS).map(|f| f.id).collect();
    facts.push(detail::Fact::new("treat", cell(risk::TREATMENT)));
    facts.push(detail::Fact::new("controls", cell(risk::CONTROLS)));
    facts.push(detail::Fact::new("findings", crate::domain::value::join_ids(&findings, " ")));
    facts.push(detail::Fact::new("why", cell(risk::REASON)));
    facts.retain(|f| !f.is_empty());
    detail::draw_facts(world, &facts, canvas, Rect::new(area.x, area.y + 1, area.width, area.height.saturating_sub(1)));
}

/// `S-02, R. Okafor, was C, plan 3/5`; what is not there is left out.
fn second_line(world: &World, risk: &Record) -> String {
    let view = world.view();
    let cell = |field| view.cell(risk, field);
    let late = risk.date(risk::DUE).is_some_and(|d| d < world.now.date());
    let plan = risk::actions(view, risk).map_or("no plan".into(), |(done, all)| format!("plan {done}/{all}"));
    let was =
        if risk::Picture::Inherent.cell(risk).is_some() { format!("was {}", cell(risk::WAS)) } else { String::new() };
    let late = if late { "OVERDUE" } else { "" };
    let mut parts = vec![cell(risk::SYSTEMS), was, late.into(), plan, cell(risk::OWNER)];
    parts.retain(|p| !p.is_empty());
    parts.join(", ")
}
