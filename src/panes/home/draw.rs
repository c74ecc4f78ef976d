//! How Home looks in one and in two columns, and the pieces that three columns use too.

use super::{Home, HomePart, facts::HomeFacts, steps::NextStep, tips};
use crate::{
    domain::{
        Record, View,
        coverage::{CLAUSE_HEADINGS, HEADINGS, Tally},
        share::Share,
    },
    panes::strip,
    parts::Canvas,
    shown::wrap_first,
    ui::World,
};
use ratatui::layout::Rect;

/// What stands where records are not loaded yet.
pub const READING: &str = "reading …";

/// What is needed to draw.
pub struct Page<'a> {
    pub home: &'a Home,
    pub facts: &'a HomeFacts,
    pub world: &'a World,
}

/// What is left of a column, from the top.
pub struct HomeColumn {
    pub area: Rect,
}

impl HomeColumn {
    /// Leaves rows behind.
    pub fn skip(&mut self, rows: u16) {
        let rows = rows.min(self.area.height);
        self.area = Rect::new(self.area.x, self.area.y + rows, self.area.width, self.area.height - rows);
    }
    /// One row of a column that is read only.
    pub fn line(&mut self, canvas: &mut Canvas, text: &str) {
        if self.area.height > 0 {
            let style = canvas.theme.plain();
            // A blank stays free at each side: nothing touches an edge.
            canvas.put_cut(self.area.x.saturating_add(1), self.area.y, self.area.width.saturating_sub(2), text, style);
        }
        self.skip(1);
    }
    /// A heading with a word at its right end.
    pub fn heading(&mut self, canvas: &mut Canvas, text: &str, right: &str) {
        if self.area.height > 0 {
            let (x, y, width) = (self.area.x.saturating_add(1), self.area.y, self.area.width.saturating_sub(1));
            canvas.heading(x, y, width, text);
            canvas.put_right(x, y, width.saturating_sub(1), right, canvas.theme.plain());
        }
        self.skip(1);
    }
}

/// `I-03 q8`
pub fn question_name(view: View, a: &Record) -> String {
    view.records.called(a.id)
}

pub fn one_column(page: &Page, canvas: &mut Canvas, area: Rect) {
    let mut column = HomeColumn { area };
    match page.home.part(page.world) {
        HomePart::Recent => recent(page, canvas, &mut column, area.height.saturating_sub(1)),
        _ => steps(page, canvas, &mut column, area.height.saturating_sub(1), false),
    }
    column.skip(1);
    stand(page, canvas, &mut column, true);
}

pub fn two_columns(page: &Page, canvas: &mut Canvas, area: Rect) {
    let foot = if area.height >= 12 { 2 } else { 0 };
    let body = Rect::new(area.x, area.y, area.width, area.height - foot);
    let left = area.width * 45 / 80;
    let mut column = HomeColumn { area: Rect::new(area.x, body.y, left, body.height) };
    let rows = page.world.latest().count().clamp(1, 4) as u16;
    let kept = if body.height >= 14 { rows + 2 } else { 0 };
    match page.home.part(page.world) {
        HomePart::Recent if kept == 0 => recent(page, canvas, &mut column, body.height.saturating_sub(1)),
        _ => {
            steps(page, canvas, &mut column, body.height.saturating_sub(kept + 1), false);
            column.skip(1);
            let height = column.area.height.saturating_sub(1);
            if height > 0 {
                recent(page, canvas, &mut column, height.saturating_sub(u16::from(foot > 0)));
            }
        }
    }
    let mut column = HomeColumn { area: Rect::new(area.x + left, area.y, area.width - left, area.height) };
    stand(page, canvas, &mut column, area.height > STANDS_IN);
    column.skip(1);
    by_clause(page, canvas, &mut column);
    if foot > 0 {
        draw_foot(page, canvas, Rect::new(area.x, area.bottom() - foot, left, foot));
    }
}

/// Rows that where we stand and the clauses take together; the phase of the plan stands there only where there are more.
const STANDS_IN: u16 = 20;

/// The tip, in two rows if it is long, else with the sentence that everything is saved.
pub fn draw_foot(page: &Page, canvas: &mut Canvas, area: Rect) {
    let mut column = HomeColumn { area };
    let read_only = page.world.file.as_ref().is_some_and(|f| f.read_only.is_some());
    // Text that waits stands before a tip, whole.
    let found = super::found_text(page.world);
    let told = found.clone().or_else(|| tips::of_today(page.world)).unwrap_or_default();
    let rows = wrap_first(&told, usize::from(area.width.saturating_sub(2)), 2);
    column.line(canvas, rows.first().map_or("", |row| row.trim_end()));
    if let Some(second) = rows.get(1).filter(|_| !read_only || found.is_some()) {
        return column.line(canvas, second);
    }
    column.line(canvas, if read_only { "This file is read only." } else { "Changes are saved as you make them." });
}

/// The next steps in at most `height` rows below their heading.
pub fn steps(page: &Page, canvas: &mut Canvas, column: &mut HomeColumn, height: u16, details: bool) {
    let list = page.home.steps(page.world);
    let at = page.home.step_at(&list);
    let focused = page.home.part(page.world) == HomePart::Steps;
    column.heading(canvas, "NEXT STEPS", if page.facts.complete { "" } else { READING });
    if list.is_empty() {
        let text = if page.facts.complete { "Nothing waits. ? shows what can be done." } else { READING };
        return column.line(canvas, text);
    }
    let rows = |step: &NextStep| 1 + if step.full || details { step.detail.len() as u16 } else { 0 };
    // The first step that is shown: as far up as the marked one allows.
    let mut top = at + 1;
    let mut used = 0;
    while top > 0 && used + rows(list[top - 1]) <= height.max(rows(list[at])) {
        top -= 1;
        used += rows(list[top]);
    }
    let end = column.area.y + height.min(column.area.height);
    for (i, step) in list.iter().enumerate().skip(top) {
        if column.area.y >= end {
            return;
        }
        step_row(canvas, column.area, step, i == at, focused);
        column.skip(1);
        let shown: &[String] = if step.full || details { &step.detail } else { &[] };
        for text in shown {
            if column.area.height > 0 && column.area.y < end {
                column.line(canvas, &format!("   {text}"));
            }
        }
    }
}

fn step_row(canvas: &mut Canvas, area: Rect, step: &NextStep, current: bool, focused: bool) {
    if area.is_empty() {
        return;
    }
    let width = area.width.saturating_sub(1);
    let style = if current && focused { canvas.theme.selected() } else { canvas.theme.plain() };
    let sign = if current { ">" } else { " " };
    let at = width.saturating_sub(10).max(2);
    canvas.put_full(area.x, area.y, width, sign, style);
    let room = if step.count.is_empty() { width.saturating_sub(2) } else { at.saturating_sub(3) };
    canvas.put_cut(area.x.saturating_add(2), area.y, room, &step.label, style);
    let marked = current && focused;
    let style = if step.grave && !marked { canvas.theme.bad() } else { style };
    canvas.put_cut(area.x.saturating_add(at), area.y, width - at.min(width), &step.count, style);
    if current && focused {
        canvas.set_cursor(area.x, area.y);
    }
}

/// The latest changes in at most `height` rows below their heading.
pub fn recent(page: &Page, canvas: &mut Canvas, column: &mut HomeColumn, height: u16) {
    let world = page.world;
    column.heading(canvas, "RECENT", "");
    if world.latest().next().is_none() {
        return column.line(canvas, "nothing yet");
    }
    let (at, focused) = (page.home.row(HomePart::Recent, world), page.home.part(world) == HomePart::Recent);
    let height = usize::from(height.min(column.area.height));
    let top = (at + 1).saturating_sub(height.max(1));
    for (i, r) in world.latest().enumerate().skip(top).take(height) {
        let when = if r.at.date() == page.facts.day { r.at.clock() } else { r.at.date().strftime("%d %b").to_string() };
        let who = if r.actor == world.actor {
            String::new()
        } else {
            format!("{}: ", r.actor.split('@').next().unwrap_or(""))
        };
        row(canvas, column, &format!("{when:<6} {who}{}", world.discreet(&r.label)), "", focused && i == at);
    }
}

/// A row that can be opened, with a text at its right end.
pub fn row(canvas: &mut Canvas, column: &mut HomeColumn, left: &str, right: &str, current: bool) {
    let area = column.area;
    if area.is_empty() {
        return;
    }
    let style = if current { canvas.theme.selected() } else { canvas.theme.plain() };
    let width = area.width.saturating_sub(1);
    canvas.put_full(area.x, area.y, width, if current { ">" } else { " " }, style);
    let taken = crate::parts::paint::text_cells(right) as u16;
    let room = width.saturating_sub(1 + if taken > 0 { taken + 1 } else { 0 });
    canvas.put_cut(area.x.saturating_add(1), area.y, room, left, style);
    canvas.put_right(area.x.saturating_add(1), area.y, width.saturating_sub(1), right, style);
    if current {
        canvas.set_cursor(area.x, area.y);
    }
    column.skip(1);
}

/// Six lines: how far clauses, controls, inventory, risks, findings and interviews are.
fn stand(page: &Page, canvas: &mut Canvas, column: &mut HomeColumn, roomy: bool) {
    column.heading(canvas, "WHERE WE STAND", "");
    bars(page, canvas, column);
    if roomy {
        stage(page, canvas, column);
    }
    for (label, text) in stand_lines(page) {
        column.line(canvas, &format!("{label:<14} {text}"));
    }
}

/// What is counted there, with its label.
pub fn stand_lines(page: &Page) -> [(&'static str, String); 6] {
    let facts = page.facts;
    let or_reading = |text: Option<String>| text.unwrap_or_else(|| READING.into());
    let tally = |t: Tally| format!("{}/{} judged", t.judged(), t.total);
    [
        ("Clauses 4-10", or_reading(facts.coverage.as_ref().map(|c| tally(c.clauses())))),
        ("Controls", or_reading(facts.decided.map(|(done, all)| format!("{done}/{all} decided")))),
        ("Inventory", or_reading(inventory_text(facts))),
        ("Risks", or_reading(risks_text(page, ""))),
        ("Findings", or_reading(findings_text(page))),
        ("Interviews", or_reading(facts.interviews.as_ref().map(|i| i.told()))),
    ]
}

/// Plan, people, leadership and risk work as four bars in two lines.
pub fn bars(page: &Page, canvas: &mut Canvas, column: &mut HomeColumn) {
    let Some(bars) = page.facts.bars else { return column.line(canvas, READING) };
    let pairs = [[("Plan", bars.plan), ("People", bars.people)], [("Lead", bars.leadership), ("Risks", bars.risks)]];
    for [left, right] in pairs {
        column.line(canvas, &format!("{} {}", bar_text(left.0, 4, left.1), bar_text(right.0, 6, right.1)));
    }
    if let Some(both) = page.facts.duty.filter(|both| both.duty.all + both.effect.all > 0) {
        column.line(canvas, &format!("{} {}", bar_text("Duty", 4, both.duty), bar_text("Effect", 6, both.effect)));
    }
}

/// The phase of the plan, and what ends it.
pub fn stage(page: &Page, canvas: &mut Canvas, column: &mut HomeColumn) {
    let Some(stage) = &page.facts.stage else { return };
    let room = usize::from(column.area.width.saturating_sub(2));
    for row in wrap_first(&format!("Stage {stage}"), room, 2) {
        column.line(canvas, row.trim_end());
    }
}

/// `Plan ##...  40%`
fn bar_text(label: &str, width: usize, bar: Share) -> String {
    match bar.percent() {
        Some(percent) => {
            let filled = percent / 20;
            format!("{label:<width$} {}{} {percent:>3}%", "#".repeat(filled), ".".repeat(5 - filled))
        }
        None => format!("{label:<width$} .....   - "),
    }
}

fn inventory_text(facts: &HomeFacts) -> Option<String> {
    let s = facts.systems.as_ref()?;
    let open = if s.unsettled > 0 { format!(", {} to settle", s.unsettled) } else { String::new() };
    Some(format!("{}{open}", s.all))
}

/// `2C 4H 6M 2L`, with a sign between number and letter.
pub fn risks_text(page: &Page, between: &str) -> Option<String> {
    let risks = page.facts.risks.as_ref()?;
    let bands = &page.world.records.matrix().bands;
    let mut parts: Vec<String> =
        bands.iter().zip(&risks.bands).rev().map(|(b, n)| format!("{n}{between}{}", b.letter)).collect();
    match risks.unrated {
        0 => {}
        // Beside the sums by band, in the narrow place: so many more that nobody rated.
        n if between.is_empty() => parts.push(format!("+{n}")),
        n => parts.push(format!("{n} unrated")),
    }
    Some(parts.join(if between.is_empty() { " " } else { "  " }))
}

/// `11 open, 1 late`
pub fn findings_text(page: &Page) -> Option<String> {
    if page.world.hide_verdicts {
        return Some("hidden".into());
    }
    let f = page.facts.findings.as_ref()?;
    let late = if f.late > 0 { format!(", {} late", f.late) } else { String::new() };
    Some(format!("{} open{late}", f.open))
}

fn by_clause(page: &Page, canvas: &mut Canvas, column: &mut HomeColumn) {
    let hidden = page.world.hide_verdicts;
    column.heading(canvas, "BY CLAUSE      judged", if hidden { "" } else { "gaps" });
    let Some(coverage) = &page.facts.coverage else { return column.line(canvas, READING) };
    for (i, heading) in HEADINGS.iter().enumerate().take(CLAUSE_HEADINGS) {
        bar_row(canvas, column, &format!("{:<2} {}", heading.reference, heading.short), &coverage.headings[i], hidden);
    }
    bar_row(canvas, column, "A  Controls", &coverage.controls(), hidden);
}

fn bar_row(canvas: &mut Canvas, column: &mut HomeColumn, label: &str, tally: &Tally, hidden: bool) {
    let area = column.area;
    if area.height > 0 {
        canvas.put_cut(area.x.saturating_add(1), area.y, 14.min(area.width), label, canvas.theme.plain());
        let bar = (area.x.saturating_add(16), area.y, 10.min(area.width.saturating_sub(16)));
        strip::draw(canvas, bar, tally, hidden);
        if !hidden {
            let gaps = tally.gaps().to_string();
            canvas.put_right(
                area.x.saturating_add(26),
                area.y,
                area.width.saturating_sub(27),
                &gaps,
                canvas.theme.plain(),
            );
        }
    }
    column.skip(1);
}
