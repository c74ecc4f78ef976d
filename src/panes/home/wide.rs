//! Home in three columns: verdicts as letters, both heatmaps in small, systems, findings, the week. No action is only here.

use super::{
    HomePart,
    draw::{HomeColumn, Page, READING, bars, draw_foot, findings_text, recent, risks_text, row, stage, steps},
    facts::RiskCounts,
};
use crate::{
    domain::{
        coverage::{CLAUSE_HEADINGS, Coverage, HEADINGS, Tally},
        kinds::finding::{Grade, Step},
    },
    panes::strip,
    parts::Canvas,
};
use ratatui::layout::Rect;

/// Cells of the column in the middle, which holds no text that could be cut.
const MIDDLE: u16 = 42;

pub fn draw(page: &Page, canvas: &mut Canvas, area: Rect) {
    let second = MIDDLE.max(heatmaps_width(page) + 3);
    let first = area.width.saturating_sub(second) / 2;
    canvas.vrule(area.x + first, area.y, area.height);
    canvas.vrule(area.x + first + second, area.y, area.height);
    let column = |x: u16, width: u16| HomeColumn { area: Rect::new(area.x + x, area.y, width, area.height) };
    draw_left(page, canvas, column(0, first));
    draw_middle(page, canvas, column(first + 1, second - 1));
    draw_right(page, canvas, column(first + second + 1, area.width.saturating_sub(first + second + 1)));
}

fn draw_left(page: &Page, canvas: &mut Canvas, mut column: HomeColumn) {
    let height = column.area.height;
    let foot = if height >= 30 { 8 } else { 0 };
    let whole = column.area;
    let recents = (page.world.latest().count().max(1) as u16 + 2).min(12).min(height.saturating_sub(foot) / 3);
    steps(page, canvas, &mut column, height.saturating_sub(foot + recents + 2), true);
    column.skip(1);
    recent(page, canvas, &mut column, recents.saturating_sub(2));
    if foot > 0 {
        let mut below = HomeColumn { area: Rect::new(whole.x, whole.bottom() - foot, whole.width, foot) };
        below.skip(1);
        this_file(page, canvas, &mut below);
        below.skip(1);
        draw_foot(page, canvas, below.area);
    }
}

fn this_file(page: &Page, canvas: &mut Canvas, column: &mut HomeColumn) {
    let world = page.world;
    column.heading(canvas, "THIS FILE", "");
    let Some(file) = &world.file else { return column.line(canvas, "none") };
    let name = file.path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let opened = match file.others.len() {
        0 => "opened by you only".into(),
        1 => format!("{}@{} has it open too", file.others[0].user, file.others[0].host),
        n => format!("{n} others have it open too"),
    };
    let waiting = match world.saved.waiting {
        0 => "nothing waiting to save".into(),
        n => format!("{n} waiting to save"),
    };
    column.line(canvas, &format!("{name}   {waiting}"));
    column.line(canvas, &opened);
}

fn draw_middle(page: &Page, canvas: &mut Canvas, mut column: HomeColumn) {
    match &page.facts.coverage {
        Some(coverage) => {
            let clauses: Vec<usize> = (0..CLAUSE_HEADINGS).collect();
            split(page, canvas, &mut column, "WHERE WE STAND", coverage, &clauses, coverage.clauses());
            column.skip(1);
            let controls = CLAUSE_HEADINGS..HEADINGS.len();
            let controls: Vec<usize> = controls.filter(|i| coverage.headings[*i].total > 0).collect();
            split(page, canvas, &mut column, "CONTROLS", coverage, &controls, coverage.controls());
        }
        None => {
            column.heading(canvas, "WHERE WE STAND", "");
            column.line(canvas, READING);
        }
    }
    if let Some((done, all)) = page.facts.decided {
        column.line(canvas, &format!("   {done} of {all} decided for the SoA"));
    }
    column.skip(1);
    heatmaps(page, canvas, &mut column);
}

/// What was judged by heading, a letter an item, with the number of gaps, and their sum.
fn split(
    page: &Page,
    canvas: &mut Canvas,
    column: &mut HomeColumn,
    title: &str,
    of: &Coverage,
    rows: &[usize],
    sum: Tally,
) {
    let hidden = page.world.hide_verdicts;
    column.heading(canvas, &format!("{title:<16}judged"), if hidden { "" } else { "gaps" });
    for i in rows {
        let (area, tally) = (column.area, &of.headings[*i]);
        let heading = HEADINGS[*i];
        let label = match heading.reference {
            "own" => heading.short.to_string(),
            reference => format!("{reference:<2} {}", heading.short),
        };
        if area.height > 0 {
            canvas.put_cut(area.x + 1, area.y, 15, &label, canvas.theme.plain());
            strip::draw(canvas, (area.x + 17, area.y, 15), tally, hidden);
            let gaps = if hidden { String::new() } else { tally.gaps().to_string() };
            canvas.put_right(area.x, area.y, area.width.saturating_sub(1), &gaps, canvas.theme.plain());
        }
        column.skip(1);
    }
    let in_place = match sum.percent_in_place() {
        Some(percent) if !hidden => format!(", {percent} % in place"),
        _ => String::new(),
    };
    column.line(canvas, &format!("   all {} of {} judged{in_place}", sum.judged(), sum.total));
}

/// Cells that one number of the small heatmaps takes, and where the second of them begins.
fn heatmap_cells(page: &Page) -> (u16, u16) {
    let counts = page.facts.risks.iter().flat_map(|risks| risks.now.iter().chain(&risks.before).flatten());
    let cell = counts.max().copied().unwrap_or(0).to_string().len() as u16 + 1;
    (cell, 4 + u16::from(page.world.records.matrix().size().0) * cell + 4)
}
fn heatmaps_width(page: &Page) -> u16 {
    let (cell, second) = heatmap_cells(page);
    second + (u16::from(page.world.records.matrix().size().0) * cell).max("before controls".len() as u16)
}

/// The open risks by consequence and likelihood, now and before controls.
fn heatmaps(page: &Page, canvas: &mut Canvas, column: &mut HomeColumn) {
    let Some(risks) = &page.facts.risks else {
        column.heading(canvas, "RISKS", "");
        return column.line(canvas, READING);
    };
    let (likelihoods, consequences) = page.world.records.matrix().size();
    let (cell, second) = heatmap_cells(page);
    let x = column.area.x + second;
    canvas.heading(
        x,
        column.area.y,
        if column.area.height > 0 { column.area.right().saturating_sub(x) } else { 0 },
        "before controls",
    );
    column.heading(canvas, "RISKS  now", "");
    for c in (1..=consequences).rev() {
        if column.area.height > 0 {
            let (x, y) = (column.area.x + 2, column.area.y);
            canvas.put(x, y, 2, &c.to_string(), canvas.theme.plain());
            grid_row(page, canvas, (x + 2, y), cell, c, &risks.now);
            grid_row(page, canvas, (x + 2 + second - 4, y), cell, c, &risks.before);
        }
        column.skip(1);
    }
    if column.area.height > 0 {
        let (x, y) = (column.area.x + 4, column.area.y);
        for (l, i) in (1..=likelihoods).zip(0u16..) {
            for start in [x, x + second - 4] {
                canvas.put_right(start + i * cell, y, cell - 1, &l.to_string(), canvas.theme.plain());
            }
        }
    }
    column.skip(1);
    column.line(canvas, &format!("   {}", risks_text(page, " ").unwrap_or_default()));
}

fn grid_row(page: &Page, canvas: &mut Canvas, (x, y): (u16, u16), cell: u16, consequence: u8, grid: &RiskCounts) {
    let matrix = page.world.records.matrix();
    let Some(row) = grid.get(usize::from(consequence) - 1) else { return };
    for ((l, n), i) in (1..).zip(row).zip(0u16..) {
        let style = match n {
            0 => canvas.theme.plain(),
            _ => canvas.theme.band(matrix.band_index(l, consequence), matrix.bands.len()),
        };
        let text = if *n == 0 { ".".to_string() } else { n.to_string() };
        canvas.put_right(x + i * cell, y, cell - 1, &text, style);
    }
}

fn draw_right(page: &Page, canvas: &mut Canvas, mut column: HomeColumn) {
    let height = usize::from(column.area.height);
    column.heading(canvas, "HOW FAR", "");
    bars(page, canvas, &mut column);
    stage(page, canvas, &mut column);
    column.skip(1);
    systems(page, canvas, &mut column, (height / 4).max(3));
    column.skip(1);
    findings(page, canvas, &mut column);
    column.skip(1);
    interviews(page, canvas, &mut column, (height / 4).max(3));
    column.skip(1);
    week(page, canvas, &mut column);
}

/// The rows around the marked one.
fn visible(at: usize, len: usize, height: usize) -> std::ops::Range<usize> {
    let top = (at + 1).saturating_sub(height);
    top..len.min(top + height)
}

fn systems(page: &Page, canvas: &mut Canvas, column: &mut HomeColumn, height: usize) {
    let Some(systems) = &page.facts.systems else {
        column.heading(canvas, "AI SYSTEMS", "");
        return column.line(canvas, READING);
    };
    let open = if systems.unsettled > 0 { format!(", {} to settle", systems.unsettled) } else { String::new() };
    column.heading(canvas, "AI SYSTEMS", &format!("{}{open}", systems.all));
    if systems.rows.is_empty() {
        return column.line(canvas, "none yet");
    }
    let (at, focused) = (page.home.row(HomePart::Systems, page.world), page.home.part(page.world) == HomePart::Systems);
    for i in visible(at, systems.rows.len(), height) {
        let r = &systems.rows[i];
        row(
            canvas,
            column,
            &format!("{:<5} {}", r.id.to_string(), r.left),
            &format!("{:<19}", crate::shown::cut(&r.right, 19)),
            focused && i == at,
        );
    }
}

fn findings(page: &Page, canvas: &mut Canvas, column: &mut HomeColumn) {
    column.heading(canvas, "FINDINGS", &findings_text(page).unwrap_or_default());
    let Some(f) = &page.facts.findings else { return column.line(canvas, READING) };
    if page.world.hide_verdicts {
        return;
    }
    let counted = |n: usize, label: &str| (n > 0).then(|| format!("{label} {n}"));
    let mut grades: Vec<String> =
        Grade::ALL.iter().rev().filter_map(|g| counted(f.grades[*g as usize], g.short())).collect();
    grades.extend(counted(f.ungraded, "no grade"));
    let steps: Vec<String> = Step::ALL.iter().zip(f.steps).filter_map(|(s, n)| counted(n, s.label())).collect();
    if f.open == 0 {
        return column.line(canvas, "none open");
    }
    column.line(canvas, &grades.join("   "));
    let room = usize::from(column.area.width.saturating_sub(2));
    for row in crate::shown::wrap_first(&steps.join("  "), room, 2) {
        column.line(canvas, row.trim_end());
    }
}

fn interviews(page: &Page, canvas: &mut Canvas, column: &mut HomeColumn, height: usize) {
    let Some(list) = &page.facts.interviews else {
        column.heading(canvas, "INTERVIEWS", "");
        return column.line(canvas, READING);
    };
    column.heading(canvas, "INTERVIEWS", &list.told());
    if list.rows.is_empty() {
        return column.line(canvas, "none planned");
    }
    let (at, focused) =
        (page.home.row(HomePart::Interviews, page.world), page.home.part(page.world) == HomePart::Interviews);
    for i in visible(at, list.rows.len(), height) {
        let r = &list.rows[i];
        row(canvas, column, &format!("{:<5} {}", r.id.to_string(), r.left), &r.right, focused && i == at);
    }
}

/// Days with what falls due on them; the day is written once.
fn week(page: &Page, canvas: &mut Canvas, column: &mut HomeColumn) {
    column.heading(canvas, "NEXT SEVEN DAYS", "");
    let Some(week) = &page.facts.week else { return column.line(canvas, READING) };
    let mut seen = week.iter().filter(|d| !(d.secret && page.world.hide_verdicts)).peekable();
    if seen.peek().is_none() {
        return column.line(canvas, "nothing falls due");
    }
    let mut before = None;
    for due in seen {
        let day = if before == Some(due.day) { String::new() } else { due.day.strftime("%a %d").to_string() };
        before = Some(due.day);
        column.line(canvas, &format!("{day:<6}  {:<5} {}", due.clock, due.text));
    }
}
