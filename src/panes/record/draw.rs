//! How a record's page looks: where it stands in its steps, then its lines under the heads of their parts.

use super::{RecordPane, lines::PageLine};
use crate::{
    domain::{Record, Stage, progress},
    parts::Canvas,
    shown::{cells, wrap_first},
    ui::World,
};
use ratatui::{layout::Rect, style::Style};
use std::cell::Cell;

/// Rows that a text takes at least before it is cut, however low the page is.
const LEAST: usize = 3;
/// From this width on what is linked stands beside the fields.
const WIDE: u16 = 120;

pub(super) fn draw(page: &RecordPane, world: &World, canvas: &mut Canvas, area: Rect) {
    let Some(record) = world.records.get(page.id) else {
        canvas.wrapped(area, "This record is not here.", canvas.theme.plain());
        return;
    };
    let head = draw_head(record, canvas, area);
    let help_rows = u16::from(area.height > 6) * 2;
    let body = Rect::new(area.x, area.y + head, area.width, area.height.saturating_sub(help_rows + head));
    page.page.set(usize::from(body.height.max(2) / 2));
    let lines = page.lines(world);
    for (sheet, lines) in sheets(page, world, record, &lines, body) {
        if sheet.body.x > body.x {
            canvas.vrule(sheet.body.x - 1, body.y, body.height);
        }
        sheet.draw(canvas, lines);
    }
    if help_rows > 0
        && let Some(line) = lines.get(page.window.cursor)
    {
        let help = page.help_of(world, record, line);
        canvas.put_cut(area.x + 2, area.bottom() - 1, area.width.saturating_sub(3), &help, canvas.theme.plain());
    }
}

/// The page in one column; on a wide screen what is linked stands beside the fields.
fn sheets<'a>(
    page: &'a RecordPane,
    world: &'a World,
    record: &'a Record,
    lines: &'a [PageLine],
    body: Rect,
) -> Vec<(Sheet<'a>, &'a [PageLine])> {
    let links = lines.iter().position(|l| matches!(l, PageLine::Link(..))).unwrap_or(lines.len());
    let at = page.window.cursor.min(lines.len().saturating_sub(1));
    if body.width < WIDE || links == lines.len() {
        return vec![(Sheet::new(page, world, record, body, Some(at), &page.top), lines)];
    }
    let left = Rect { width: body.width * 3 / 5, ..body };
    let right = Rect::new(left.right() + 1, body.y, body.width - left.width - 1, body.height);
    let (fields, linked) = lines.split_at(links);
    let beside = at.checked_sub(links);
    let first = Sheet::new(page, world, record, left, beside.is_none().then_some(at), &page.top);
    let mut second = Sheet::new(page, world, record, right, beside, &page.top_beside);
    let labels = linked.iter().map(|l| page.line_text(world, record, l).0);
    second.label = labels.map(|l| cells(&l)).max().unwrap_or(0).clamp(8, 20) as u16;
    second.text = right.width.saturating_sub(second.label + 5).max(1);
    vec![(first, fields), (second, linked)]
}

/// Where the record stands in its steps, or that it was deleted; answers with the rows used.
fn draw_head(record: &Record, canvas: &mut Canvas, area: Rect) -> u16 {
    if record.hidden {
        canvas.put(area.x + 1, area.y, area.width, "DELETED; u brings it back", canvas.theme.bad());
        return 1;
    }
    let Some(steps) = steps(record).filter(|_| area.height > 8) else { return 0 };
    let mut x = area.x + 1;
    let room = area.width.saturating_sub(2);
    let wide: usize = steps.iter().map(|(text, _)| cells(text) + 3).sum();
    for (text, now) in steps.iter().filter(|(_, now)| *now || wide <= usize::from(room) + 3) {
        if x > area.x + 1 {
            x += canvas.put(x, area.y, area.right().saturating_sub(x), " - ", canvas.theme.plain());
        }
        let style = if *now { canvas.theme.heading() } else { canvas.theme.plain() };
        x += canvas.put_cut(x, area.y, area.right().saturating_sub(x + 1), text, style);
    }
    1
}

/// The words of its state in their order, the one that it has in brackets; none for a state that is no work or has no
/// more than begun and ended.
fn steps(record: &Record) -> Option<Vec<(String, bool)>> {
    let spec = record.id.kind.spec();
    let words = spec.fields[spec.state?].choices();
    let work = words.iter().all(|w| w.stage.is_some()) && words.len() > 2;
    let now = progress::word(record).or(words.iter().find(|w| w.stage == Some(Stage::Open)));
    let named = |w: &'static crate::domain::Choice| {
        let is_now = now.is_some_and(|now| now.code == w.code);
        let text = if w.letter.is_ascii_digit() { format!("{} {}", w.letter, w.label) } else { w.label.into() };
        (if is_now { format!("[{text}]") } else { text }, is_now)
    };
    work.then(|| words.iter().filter(|w| !w.over || now.is_some_and(|n| n.code == w.code)).map(named).collect())
}

/// The measures of one drawing.
struct Sheet<'a> {
    page: &'a RecordPane,
    world: &'a World,
    record: &'a Record,
    body: Rect,
    label: u16,
    text: u16,
    /// Rows that a line has at most.
    most: usize,
    /// The marked line, if it is one of these.
    at: Option<usize>,
    /// The first line of the last drawing.
    was: &'a Cell<usize>,
}

impl Sheet<'_> {
    fn new<'a>(
        page: &'a RecordPane,
        world: &'a World,
        record: &'a Record,
        body: Rect,
        at: Option<usize>,
        was: &'a Cell<usize>,
    ) -> Sheet<'a> {
        let fields = world.records.fields(page.id.kind).filter(|(_, f)| f.shown());
        let longest = fields.map(|(_, f)| cells(f.label)).max().unwrap_or(0).clamp(16, 29) as u16;
        let label = longest.min(body.width * 2 / 5);
        let text = body.width.saturating_sub(label + 5).max(1);
        let most = usize::from(body.height.saturating_sub(2)).max(LEAST);
        Sheet { page, world, record, body, label, text, most, at, was }
    }

    fn draw(&self, canvas: &mut Canvas, lines: &[PageLine]) {
        let mut y = self.body.y;
        for i in self.top(lines)..lines.len() {
            if y >= self.body.bottom() {
                canvas.below += lines.len() - i;
                break;
            }
            let room = Rect::new(self.body.x, y, self.body.width, self.body.bottom() - y);
            if !canvas.shows(room) {
                break;
            }
            y += self.draw_line(canvas, room, lines, i);
        }
    }

    /// Rows of a line with the head of its part, if it begins one.
    fn height(&self, lines: &[PageLine], i: usize) -> usize {
        let (_, text) = self.page.line_text(self.world, self.record, &lines[i]);
        wrap_first(&text, self.text.into(), self.most).len().max(1) + usize::from(self.begins(lines, i).is_some())
    }

    /// The part that begins with a line.
    fn begins(&self, lines: &[PageLine], i: usize) -> Option<&'static str> {
        let before = i.checked_sub(1).and_then(|b| self.page.part_name(&lines[b]));
        self.page.part_name(&lines[i]).filter(|name| before != Some(name))
    }

    /// The first line to draw: the marked one is seen whole, and no more is moved than that takes.
    fn top(&self, lines: &[PageLine]) -> usize {
        let marked = self.at.unwrap_or(self.was.get()).min(lines.len().saturating_sub(1));
        let room = usize::from(self.body.height);
        if lines.is_empty() {
            return 0;
        }
        let (mut first, mut used) = (marked, self.height(lines, marked));
        let was = self.was.get().min(marked);
        while first > was && used + self.height(lines, first - 1) <= room {
            first -= 1;
            used += self.height(lines, first);
        }
        // No empty rows below while lines are hidden above.
        for i in marked + 1..lines.len() {
            if used >= room {
                break;
            }
            used += self.height(lines, i);
        }
        while first > 0 && used + self.height(lines, first - 1) <= room {
            first -= 1;
            used += self.height(lines, first);
        }
        self.was.set(first);
        first
    }

    fn draw_line(&self, canvas: &mut Canvas, area: Rect, lines: &[PageLine], i: usize) -> u16 {
        let marked = Some(i) == self.at;
        let mut y = area.y;
        if let Some(name) = self.begins(lines, i) {
            canvas.put_cut(area.x + 1, y, area.width, &name.to_uppercase(), canvas.theme.heading());
            y += 1;
        }
        if y >= area.bottom() {
            return y - area.y;
        }
        let (label, text) = self.page.line_text(self.world, self.record, &lines[i]);
        let rows = wrap_first(&text, self.text.into(), self.most + 1);
        let row_style = if marked { canvas.theme.selected() } else { canvas.theme.plain() };
        let label_style = if marked { row_style } else { canvas.theme.heading() };
        canvas.put_full(area.x, y, area.width, if marked { ">" } else { " " }, row_style);
        canvas.put_cut(area.x + 2, y, self.label, &label, label_style);
        let hue = self.style(&lines[i], canvas);
        let x = area.x + self.label + 4;
        for (row, at) in rows.iter().take(self.most).zip(y..area.bottom()) {
            let style = if at == y && marked { row_style } else { hue };
            canvas.put_cut(x, at, self.text, row.trim_end(), style);
        }
        if rows.len() > self.most {
            let last = (y + self.most as u16 - 1).min(area.bottom() - 1);
            canvas.put(x + self.text.saturating_sub(1), last, 1, canvas.glyphs().down, canvas.theme.heading());
        }
        if marked {
            canvas.set_cursor(area.x, y);
        }
        y + rows.len().clamp(1, self.most) as u16 - area.y
    }

    fn style(&self, line: &PageLine, canvas: &Canvas) -> Style {
        let PageLine::Field(field) = line else { return canvas.theme.plain() };
        let hidden = self.world.hide_verdicts && self.page.id.kind.spec().judged.contains(field);
        let described = self.world.records.field(self.page.id.kind, *field);
        match hidden {
            true => canvas.theme.plain(),
            false => canvas.theme.tone(described.tone_of(self.world.view(), self.record, *field)),
        }
    }
}
