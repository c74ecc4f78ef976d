//! The heat map of risks: consequence upwards, likelihood to the right, each cell with its level, its number and its risks.

use super::{Anchor, Drawing, Tint, fitting};
use crate::document::Table;

/// One cell of the map.
pub struct MapCell {
    /// Its level, from the lowest.
    pub level: usize,
    pub letter: char,
    /// The risks in it.
    pub ids: Vec<String>,
    /// Beyond what is borne.
    pub beyond: bool,
}

/// What a heat map shows.
pub struct HeatGrid {
    /// Steps of likelihood, the lowest first.
    pub columns: Vec<String>,
    /// Steps of consequence, the highest first, each with its cells.
    pub rows: Vec<(String, Vec<MapCell>)>,
    /// Names of the levels, the lowest first.
    pub levels: Vec<String>,
}

const LEFT: i16 = 104;
const HEIGHT: i16 = 46;
const WIDTH: i16 = 500;

/// Draws it; `table` says the same.
pub fn heatmap(caption: &str, grid: &HeatGrid, table: Table) -> Drawing {
    let wide = (WIDTH - LEFT) / (grid.columns.len().max(1) as i16);
    let low = 14 + HEIGHT * grid.rows.len() as i16;
    let mut drawing = Drawing {
        caption: caption.into(),
        said: said(grid),
        size: (WIDTH + 4, low + 62),
        table: Some(table),
        ..Drawing::default()
    };
    drawing.text((0, 8), Anchor::Start, (7, true), Tint::Gray, "CONSEQUENCE, the highest above");
    for (n, (label, cells)) in grid.rows.iter().enumerate() {
        let top = 14 + HEIGHT * n as i16;
        drawing.text((0, top + HEIGHT / 2 + 3), Anchor::Start, (8, false), Tint::Ink, fitting(label, 8, LEFT - 6));
        for (m, cell) in cells.iter().enumerate() {
            self::cell(&mut drawing, cell, grid.levels.len(), (LEFT + wide * m as i16, top), wide);
        }
    }
    borders(&mut drawing, grid, wide);
    for (m, label) in grid.columns.iter().enumerate() {
        let at = (LEFT + wide * m as i16 + wide / 2, low + 12);
        drawing.text(at, Anchor::Middle, (8, false), Tint::Ink, fitting(label, 8, wide - 4));
    }
    drawing.text((LEFT, low + 25), Anchor::Start, (7, true), Tint::Gray, "LIKELIHOOD, the highest to the right");
    let count = grid.levels.len();
    let legend: Vec<(Tint, String)> =
        grid.levels.iter().enumerate().map(|(at, name)| (Tint::of_level(at, count), name.clone())).collect();
    drawing.legend((LEFT, low + 36), &legend);
    let line = "The thick line is the appetite: above it and right of it lies more than is borne.";
    drawing.text((LEFT, low + 58), Anchor::Start, (7, false), Tint::Gray, line);
    drawing
}

fn cell(drawing: &mut Drawing, cell: &MapCell, levels: usize, at: (i16, i16), wide: i16) {
    const LISTED: usize = 6;
    drawing.framed(at, (wide, HEIGHT), Tint::of_level(cell.level, levels));
    drawing.text((at.0 + 4, at.1 + 10), Anchor::Start, (7, false), Tint::Gray, cell.letter.to_string());
    if cell.ids.is_empty() {
        return;
    }
    let count = cell.ids.len().to_string();
    drawing.text((at.0 + wide / 2, at.1 + 20), Anchor::Middle, (14, true), Tint::Ink, count);
    let more = cell.ids.len().saturating_sub(LISTED);
    let rows: Vec<String> = cell.ids.iter().take(LISTED).cloned().collect();
    for (n, ids) in rows.chunks(3).take(2).enumerate() {
        let last = n == 1 || rows.len() <= 3;
        let tail = if last && more > 0 { format!(" +{more}") } else { String::new() };
        let text = fitting(&format!("{}{tail}", ids.join(" ")), 6, wide - 4);
        drawing.text((at.0 + wide / 2, at.1 + 30 + 9 * n as i16), Anchor::Middle, (6, false), Tint::Ink, text);
    }
}

/// A thick line between what is borne and what is not.
fn borders(drawing: &mut Drawing, grid: &HeatGrid, wide: i16) {
    let beyond = |n: usize, m: usize| grid.rows.get(n).and_then(|(_, cells)| cells.get(m)).map(|cell| cell.beyond);
    for n in 0..grid.rows.len() {
        for m in 0..grid.columns.len() {
            let (left, top) = (LEFT + wide * m as i16, 14 + HEIGHT * n as i16);
            let here = beyond(n, m);
            if beyond(n, m + 1).is_some_and(|right| Some(right) != here) {
                drawing.line((left + wide, top), (left + wide, top + HEIGHT), Tint::Ink, 2);
            }
            if beyond(n + 1, m).is_some_and(|below| Some(below) != here) {
                drawing.line((left, top + HEIGHT), (left + wide, top + HEIGHT), Tint::Ink, 2);
            }
        }
    }
}

fn said(grid: &HeatGrid) -> String {
    let filled = grid.rows.iter().flat_map(|(row, cells)| {
        let cells = cells.iter().zip(&grid.columns).filter(|(cell, _)| !cell.ids.is_empty());
        cells.map(move |(cell, column)| {
            format!("consequence {row}, likelihood {column}, level {}: {}", cell.letter, cell.ids.join(", "))
        })
    });
    let filled: Vec<String> = filled.collect();
    match filled.is_empty() {
        true => "Heat map without a risk in it.".into(),
        false => format!("Heat map. {}.", filled.join("; ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::drawing::DrawnMark;

    fn grid() -> HeatGrid {
        let cell = |level, letter, ids: &[&str], beyond| MapCell {
            level,
            letter,
            ids: ids.iter().map(|id| id.to_string()).collect(),
            beyond,
        };
        let many: Vec<String> = (1..=9).map(|n| format!("R-{n:02}")).collect();
        HeatGrid {
            columns: vec!["1 rare".into(), "2 often".into()],
            rows: vec![
                (
                    "2 grave".into(),
                    vec![cell(1, 'M', &["R-20"], false), MapCell { ids: many, ..cell(2, 'H', &[], true) }],
                ),
                ("1 slight".into(), vec![cell(0, 'L', &[], false), cell(1, 'M', &[], false)]),
            ],
            levels: ["low", "medium", "high"].map(String::from).to_vec(),
        }
    }

    #[test]
    fn each_cell_is_shaded_says_its_level_and_number_and_what_is_borne_is_drawn_off() {
        let drawing = heatmap("Risks now", &grid(), Table::default());
        let texts: Vec<&str> = drawing
            .marks
            .iter()
            .filter_map(|m| if let DrawnMark::Words { text, .. } = m { Some(text.as_str()) } else { None })
            .collect();
        assert!(texts.contains(&"9") && texts.contains(&"R-20") && texts.contains(&"M"), "{texts:?}");
        assert!(texts.iter().any(|t| t.ends_with("+3")), "what is not named is counted: {texts:?}");
        assert!(
            texts.iter().any(|t| t.starts_with("LIKELIHOOD")) && texts.iter().any(|t| t.starts_with("CONSEQUENCE"))
        );
        let thick = drawing.marks.iter().filter(|m| matches!(m, DrawnMark::Line { width: 2, .. })).count();
        assert_eq!(thick, 2, "left of the one cell and below it");
        let shaded = |tint| drawing.marks.iter().any(|m| matches!(m, DrawnMark::Box { tint: t, .. } if *t == tint));
        assert!(shaded(Tint::Low) && shaded(Tint::Critical));
        assert!(drawing.said.contains("consequence 2 grave, likelihood 1 rare, level M: R-20"), "{}", drawing.said);
    }
}
