//! How a round looks: what it is about, its interviews, coverage by heading, and what nobody is asked.

use super::{
    RoundPane, RoundPart, list,
    since::{self, Since},
};
use crate::{
    domain::{
        Id, Kind, Record,
        closing::Turn,
        coverage::{self, Heading, Tally},
        kinds::{finding, round},
        second, veil,
    },
    framework::propose,
    parts::Canvas,
    ui::World,
};
use ratatui::layout::Rect;

/// From this width on the coverage stands beside the interviews.
const WIDE: u16 = 120;
/// Rows that the interviews keep, their heading among them, while the coverage is below them.
const LIST_MIN: u16 = 5;

pub fn draw(pane: &RoundPane, world: &World, canvas: &mut Canvas, area: Rect) {
    if area.is_empty() {
        return;
    }
    let Some(record) = world.records.live(pane.id) else {
        canvas.wrapped(area, "This round is deleted; u brings it back.", canvas.theme.plain());
        return;
    };
    if let Some(why) = veil::refusal(world.view(), pane.id) {
        return draw_apart(record, &why, world, canvas, area);
    }
    let coverage = pane.coverage(world);
    let lines = top(pane, record, &coverage, world);
    let gap = if area.width < 100 { "  " } else { "   " };
    let lines: Vec<String> = lines.into_iter().map(|l| l.join(gap)).collect();
    let shown = if area.height >= 8 { lines.len() as u16 } else { 1.min(area.height) };
    for (y, line) in (0..shown).zip(lines) {
        canvas.put_cut(area.x + 1, area.y + y, area.width.saturating_sub(2), &line, canvas.theme.plain());
    }
    let body = Rect::new(area.x, area.y + shown, area.width, area.height - shown);
    if body.height > 6 {
        canvas.rule_in(body.x, body.y, body.width);
    }
    let skip = u16::from(body.height > 6);
    let body = Rect::new(body.x, body.y + skip, body.width, body.height - skip);
    let Some(since) = Since::of(pane.id, world) else { return draw_parts(pane, world, canvas, body, &coverage) };
    draw_closed(pane, world, canvas, body, &coverage, &since);
}

/// What stands above the parts, a line each.
pub(super) fn top(pane: &RoundPane, record: &Record, coverage: &[HeadingRow], world: &World) -> Vec<Vec<String>> {
    let mut lines = vec![frame(record, world), scope(record, world), sums(pane, coverage, world)];
    lines.extend(turned(record, world).map(|told| vec![told]));
    lines
}

/// A round that others judge apart: its frame, and why no more of it is seen.
fn draw_apart(record: &Record, why: &str, world: &World, canvas: &mut Canvas, area: Rect) {
    let gap = if area.width < 100 { "  " } else { "   " };
    for (y, line) in (0..2.min(area.height)).zip([frame(record, world), scope(record, world)]) {
        let line = line.join(gap);
        canvas.put_cut(area.x + 1, area.y + y, area.width.saturating_sub(2), &line, canvas.theme.plain());
    }
    let me = match world.me() {
        Some(id) => format!("You are {} in this file.", world.records.name(id)),
        None => "Nobody said who sits here; : and “who I am” says it, and shows your own side.".to_string(),
    };
    let text = format!(
        "{why}. That holds for lists, search, checks, papers and exports too; the file itself is not sealed. {me}"
    );
    let rest = Rect::new(area.x + 1, area.y + 3, area.width.saturating_sub(2), area.height.saturating_sub(3));
    canvas.wrapped(rest, &text, canvas.theme.plain());
}

/// Of a closed round what went on since stands above the rest, in counts where there is little room; the whole list
/// where there is, or while the cursor is in it.
fn draw_closed(
    pane: &RoundPane,
    world: &World,
    canvas: &mut Canvas,
    body: Rect,
    coverage: &[HeadingRow],
    since: &Since,
) {
    if pane.is_in(RoundPart::Since) && body.height < 30 {
        return since::draw(pane, since, world, canvas, body, true);
    }
    if body.height < since::height(since) + LIST_MIN {
        return draw_parts(pane, world, canvas, body, coverage);
    }
    let whole = since::height(since) + (since.rows.len() + since.late.len()) as u16 + 1;
    let (all, rows) = match body.height >= 30 {
        true => (true, whole.min(body.height / 2)),
        false => (false, since::height(since)),
    };
    since::draw(pane, since, world, canvas, Rect { height: rows, ..body }, all);
    canvas.rule_in(body.x, body.y + rows, body.width);
    let rest = Rect::new(body.x, body.y + rows + 1, body.width, body.height.saturating_sub(rows + 1));
    draw_parts(pane, world, canvas, rest, coverage);
}

/// When it was closed or opened again last and why, and with which questions it was walked.
fn turned(record: &Record, world: &World) -> Option<String> {
    let told: Vec<String> = world.turns(record.id).iter().rev().map(Turn::told).collect();
    let (last, before) = told.split_first()?;
    let before = if before.is_empty() { String::new() } else { format!("; before: {}", before.join("; ")) };
    let mut last = last.clone();
    if let Some(first) = last.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    let mut questions = round::questions(record);
    if let Some(first) = questions.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    Some(format!("{questions}.  {last}{before}"))
}

type HeadingRow = (&'static Heading, Tally);

fn draw_parts(pane: &RoundPane, world: &World, canvas: &mut Canvas, body: Rect, coverage: &[HeadingRow]) {
    if body.width >= WIDE {
        let left = body.width * 13 / 20;
        list::draw(pane, world, canvas, Rect { width: left, ..body });
        canvas.vrule(body.x + left, body.y, body.height);
        let right = Rect::new(body.x + left + 1, body.y, body.width - left - 1, body.height);
        return draw_coverage(pane, world, canvas, right, coverage, 1);
    }
    let columns = if body.width >= 70 { 2 } else { 1 };
    let needed = coverage.len().div_ceil(columns) as u16 + 2;
    if body.height >= needed + LIST_MIN {
        let list = body.height - needed;
        list::draw(pane, world, canvas, Rect { height: list, ..body });
        let below = Rect::new(body.x, body.y + list, body.width, needed);
        draw_coverage(pane, world, canvas, below, coverage, columns);
    } else if pane.is_in(RoundPart::Coverage) {
        draw_coverage(pane, world, canvas, body, coverage, 1);
    } else {
        list::draw(pane, world, canvas, body);
    }
}

/// Type, state, days, lead, and what it started from.
fn frame(record: &Record, world: &World) -> Vec<String> {
    let view = world.view();
    let days = match (record.date(round::FROM), record.date(round::TO)) {
        (Some(from), Some(to)) if from != to => format!("{from} to {to}"),
        (Some(day), _) | (None, Some(day)) => day.to_string(),
        (None, None) => "no days yet".into(),
    };
    let state = round::State::of(record, round::STATE).unwrap_or(round::State::Planned).label();
    let mut parts = vec![view.cell(record, round::TYPE), state.into(), days];
    parts.push(match record.one(round::LEAD) {
        Some(id) => format!("lead {}", world.records.name(id)),
        None => "no lead auditor yet".into(),
    });
    parts.extend(record.one(round::BASE).map(|id| format!("from {id}")));
    parts.extend(second::told(world.today(), record.id));
    if world.turns(record.id).is_empty() {
        parts.push(round::questions(record));
    }
    parts.retain(|p| !p.is_empty());
    parts
}

/// What is in scope, in one line.
fn scope(record: &Record, world: &World) -> Vec<String> {
    let all = propose::scope(&world.records, &[]).len();
    let items = match record.refs(round::ITEMS) {
        [] => format!("all {all} clauses and controls"),
        some => format!("{} of {all} clauses and controls", some.len()),
    };
    let systems = match record.refs(round::SYSTEMS) {
        [] => "no AI system in particular".to_string(),
        ids => format!("AI systems {}", world.records.called_all(ids, ", ")),
    };
    let text = record.text(round::SCOPE).lines().next().filter(|l| !l.is_empty()).map(String::from);
    [format!("Scope: {items}"), systems].into_iter().chain(text).collect()
}

/// Judged, parked, promised; what tells results only if verdicts may be seen.
fn sums(pane: &RoundPane, rows: &[HeadingRow], world: &World) -> Vec<String> {
    let sum = |f: &dyn Fn(&Tally) -> usize| rows.iter().map(|(_, t)| f(t)).sum::<usize>();
    let view = world.view();
    let mut parts = vec![format!("judged {}/{}", sum(&|t| t.judged()), sum(&|t| t.total))];
    if !world.hide_verdicts {
        parts.push(format!("gaps {}", sum(&|t| t.gaps())));
        parts.push(format!("unproven {}", sum(&|t| t.unproven)));
    }
    parts.push(format!("parked {}", coverage::parked(view, Some(pane.id)).len()));
    let requests = coverage::open_requests(view, Some(pane.id));
    let late = requests.iter().filter(|r| crate::domain::progress::late_days(view, r).is_some()).count();
    let late = if late > 0 { format!(" ({late} late)") } else { String::new() };
    parts.push(format!("promised {}{late}", requests.len()));
    if !world.hide_verdicts {
        parts.push(format!("findings {}", world.records.linked(pane.id, Kind::Finding, finding::ROUND).count()));
    }
    parts
}

fn draw_coverage(
    pane: &RoundPane,
    world: &World,
    canvas: &mut Canvas,
    area: Rect,
    rows: &[HeadingRow],
    columns: usize,
) {
    if area.height == 0 {
        return;
    }
    draw_coverage_head(canvas, area, columns == 1, world.hide_verdicts);
    let foot = if columns == 1 { 4.min(area.height / 3) } else { 1.min(area.height - 1) };
    let height = area.height.saturating_sub(1 + foot);
    if pane.is_in(RoundPart::Coverage) {
        pane.page.set(usize::from(height.max(2)) - 1);
    }
    let per_column = usize::from(height).max(1);
    let top = if rows.len() > per_column * columns { pane.headings.top_for(per_column, rows.len()) } else { 0 };
    let width = area.width / columns as u16;
    for (i, row) in rows.iter().enumerate().skip(top).take(per_column * columns).filter(|_| height > 0) {
        let (column, line) = ((i - top) / per_column, (i - top) % per_column);
        let cell = Rect::new(area.x + column as u16 * width, area.y + 1 + line as u16, width, 1);
        draw_heading(
            canvas,
            cell,
            row,
            pane.is_in(RoundPart::Coverage) && pane.headings.cursor == i,
            world.hide_verdicts,
        );
    }
    let rows_used = rows.len().div_ceil(columns).min(height.into()) as u16;
    let y = (area.y + 2 + rows_used).min(area.bottom() - foot);
    let last = Rect::new(area.x, y, area.width, area.bottom() - y);
    draw_unasked(pane, world, canvas, last, pane.is_in(RoundPart::Coverage) && pane.headings.cursor >= rows.len());
}

/// Names the numbers: over their columns where there is room for the words.
fn draw_coverage_head(canvas: &mut Canvas, area: Rect, wide: bool, hide: bool) {
    let style = canvas.theme.heading();
    let wide = wide && area.width >= NAMED;
    let title = match (wide, hide) {
        (true, _) => "COVERAGE",
        (false, true) => "COVERAGE   judged",
        (false, false) => "COVERAGE   judged, gaps, unproven",
    };
    canvas.put_cut(area.x + 1, area.y, area.width.saturating_sub(2), title, style);
    if wide {
        let heads = if hide { "judged" } else { "judged gaps unproven" };
        canvas.put(area.x + numbers_at(area.width), area.y, heads.len() as u16, heads, style);
    }
}

/// From this width on each number has its word over it.
const NAMED: u16 = 46;

/// Cells that the numbers take.
fn numbers_width(width: u16) -> u16 {
    if width >= NAMED { 21 } else { 14 }
}

/// Where the numbers of a heading begin.
fn numbers_at(width: u16) -> u16 {
    width.saturating_sub(numbers_width(width))
}

fn draw_heading(canvas: &mut Canvas, area: Rect, (heading, tally): &HeadingRow, marked: bool, hide: bool) {
    let style = if marked { canvas.theme.selected() } else { canvas.theme.plain() };
    let sign = if marked { ">" } else { " " };
    let (gaps, unproven) = if area.width >= NAMED { (5, 9) } else { (4, 4) };
    let judged = format!("{:>2}/{:<2}", tally.judged(), tally.total);
    let counts = match hide {
        true => judged,
        false => format!(
            "{judged} {:>gaps$}{:>unproven$}",
            tally.gaps(),
            tally.unproven,
            gaps = gaps - 1 + usize::from(gaps > 4)
        ),
    };
    // A bar that says little may go before the name does.
    let name_width = if area.width >= NAMED { 17 } else { 19.min(area.width.saturating_sub(16)) };
    let short = heading.short;
    let name = if heading.reference == "own" { short.to_string() } else { format!("{:<5}{short}", heading.reference) };
    canvas.put_full(area.x, area.y, area.width.saturating_sub(1), sign, style);
    canvas.put_cut(area.x + 1, area.y, name_width, &name, style);
    let bar = area.width.saturating_sub(name_width + 3 + numbers_width(area.width)).min(16);
    crate::panes::strip::draw(canvas, (area.x + name_width + 2, area.y, bar), tally, hide);
    let x = if area.width >= NAMED { numbers_at(area.width) } else { name_width + 3 + bar };
    canvas.put(area.x + x, area.y, area.width.saturating_sub(x), &counts, style);
    if marked {
        canvas.set_cursor(area.x, area.y);
    }
}

fn draw_unasked(pane: &RoundPane, world: &World, canvas: &mut Canvas, area: Rect, marked: bool) {
    let style = if marked { canvas.theme.selected() } else { canvas.theme.plain() };
    let unasked = propose::uncovered(&world.records, pane.id);
    let room = usize::from(area.width.saturating_sub(2)) * usize::from(area.height);
    let text = unasked_line(&unasked, room);
    if marked && !area.is_empty() {
        canvas.put(area.x, area.y, 1, ">", style);
        canvas.set_cursor(area.x, area.y);
    }
    canvas.wrapped(Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area }, &text, style);
}

/// `not asked in any interview (12): 5.1, A.10.3 ...`, as many as fit.
fn unasked_line(ids: &[Id], room: usize) -> String {
    if ids.is_empty() {
        return "everything in scope is asked in some interview".into();
    }
    let mut text = format!("not asked in any interview ({}): ", ids.len());
    for (i, id) in ids.iter().enumerate() {
        let next = if i == 0 { id.to_string() } else { format!(", {id}") };
        if text.chars().count() + next.chars().count() + 6 > room {
            text.push_str(" ...");
            break;
        }
        text.push_str(&next);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_unasked_items_are_named_as_fit() {
        let ids: Vec<Id> = ["4.1", "5.1", "A.10.3"].iter().filter_map(|r| Id::item(r)).collect();
        assert_eq!(unasked_line(&ids, 80), "not asked in any interview (3): 4.1, 5.1, A.10.3");
        assert_eq!(unasked_line(&ids, 46), "not asked in any interview (3): 4.1, 5.1 ...");
        assert_eq!(unasked_line(&[], 0), "everything in scope is asked in some interview");
    }
}
