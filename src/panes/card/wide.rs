//! What a wide screen adds beside the note: the questions on the left, the context on the right. No power is only here.

use super::{
    Card,
    draw::{evidence_lines, promise, promises},
};
use crate::{
    domain::{
        Kind, Record,
        kinds::{
            answer::{self, Verdict},
            finding, interview, risk, round,
        },
        notes::{self, Mark},
        value::join_ids,
    },
    framework,
    panes::round::verdict_word,
    parts::{Canvas, VEILED},
    shown::wrap_first,
    ui::World,
};
use ratatui::layout::Rect;

const LEFT: u16 = 36;
const RIGHT: u16 = 34;

/// Draws both sides and returns the middle.
pub fn draw(card: &Card, world: &World, canvas: &mut Canvas, area: Rect) -> Rect {
    draw_left(card, world, canvas, Rect::new(area.x, area.y, LEFT, area.height));
    canvas.vrule(area.x + LEFT, area.y, area.height);
    let right = area.right() - RIGHT;
    canvas.vrule(right - 1, area.y, area.height);
    if let Some(record) = card.current(world) {
        draw_right(card, world, record, canvas, Rect::new(right, area.y, RIGHT, area.height));
    }
    let middle = Rect::new(area.x + LEFT + 1, area.y, right - 1 - (area.x + LEFT + 1), area.height);
    let extra = draw_below(card, world, canvas, middle);
    Rect::new(middle.x, middle.y, middle.width, middle.height - extra)
}

/// A column of lines under headings, cut at its foot.
struct SideColumn<'a, 'b> {
    canvas: &'a mut Canvas<'b>,
    area: Rect,
    y: u16,
}

impl SideColumn<'_, '_> {
    fn head(&mut self, text: &str) {
        if self.y > 0 {
            self.y += 1;
        }
        let style = self.canvas.theme.heading();
        self.put(text, style);
    }
    fn line(&mut self, text: &str) {
        let style = self.canvas.theme.plain();
        self.put(text, style);
    }
    /// Something that is read, not only recognised: on as many rows as it takes, three at most, those after the first
    /// set in.
    fn text(&mut self, text: &str, indent: usize) {
        let style = self.canvas.theme.plain();
        let width = usize::from(self.area.width.saturating_sub(2));
        let mut rows = wrap_first(text, width, 1);
        let first = rows.pop().unwrap_or_default();
        self.put(first.trim_end(), style);
        let rest = text[first.len()..].trim_start();
        if rest.is_empty() {
            return;
        }
        let rows = wrap_first(rest, width.saturating_sub(indent), 3);
        for (i, row) in rows.iter().take(2).enumerate() {
            let more = if i == 1 && rows.len() > 2 { self.canvas.glyphs().more } else { "" };
            self.put(&format!("{:indent$}{}{more}", "", row.trim_end()), style);
        }
    }
    fn put(&mut self, text: &str, style: ratatui::style::Style) {
        if self.y < self.area.height {
            self.canvas.put_cut(self.area.x + 1, self.area.y + self.y, self.area.width.saturating_sub(2), text, style);
            self.y += 1;
        }
    }
}

fn draw_left(card: &Card, world: &World, canvas: &mut Canvas, area: Rect) {
    let answers = card.answers(world);
    let rows = usize::from(area.height / 2).max(6);
    let at = card.number(world).saturating_sub(1);
    let top = at.saturating_sub(rows / 2).min(answers.len().saturating_sub(rows));
    let mut column = SideColumn { canvas, area, y: 0 };
    column.head(&format!("QUESTIONS                 {}", answers.len()));
    for (i, a) in answers.iter().enumerate().skip(top).take(rows) {
        let item = a.one(answer::ITEM).map_or(String::new(), |id| id.to_string());
        let sign = if Some(a.id) == card.at { ">" } else { " " };
        let text = format!("{sign}{:>2} {} {item:<7} {}", i + 1, card.letter(a, world), short_title(world, a));
        if Some(a.id) == card.at { column.head_inline(&text) } else { column.line(&text) }
    }
    let follow_ups: Vec<String> = answers
        .iter()
        .enumerate()
        .flat_map(|(i, a)| {
            notes::marked(a.text(answer::NOTE), Mark::Ask).map(move |l| format!("q{} {}", i + 1, l.text))
        })
        .collect();
    column.head(&format!("FOLLOW-UPS                {}", follow_ups.len()));
    follow_ups.iter().take(5).for_each(|l| column.text(l, 3));
    let parked: Vec<String> = answers
        .iter()
        .enumerate()
        .filter(|(_, a)| answer::verdict(a) == Verdict::Parked)
        .map(|(i, a)| format!("q{} {}", i + 1, why_parked(world, a)))
        .collect();
    column.head(&format!("PARKED                    {}", parked.len()));
    parked.iter().take(5).for_each(|l| column.text(l, 3));
    if world.past.is_none() {
        draw_today(card, world, &mut column);
    }
}

impl SideColumn<'_, '_> {
    /// The row with the cursor.
    fn head_inline(&mut self, text: &str) {
        let style = self.canvas.theme.heading();
        self.put(text, style);
    }
}

fn short_title(world: &World, a: &Record) -> String {
    let Some(id) = a.one(answer::ITEM) else { return a.title().to_string() };
    framework::short(id).map_or_else(|| world.records.name(id), str::to_string)
}

fn why_parked(world: &World, a: &Record) -> String {
    let who = a.one(answer::PARKED_FOR).map_or(String::new(), |p| format!("for {} ", world.records.name(p)));
    format!("{who}{}", a.text(answer::PARKED))
}

fn draw_today(card: &Card, world: &World, column: &mut SideColumn) {
    let today = world.now.date();
    let mut list: Vec<&Record> = world
        .records
        .all(Kind::Interview)
        .filter(|i| i.stamp(interview::START).is_some_and(|s| s.date() == today))
        .collect();
    list.sort_by_key(|i| i.stamp(interview::START));
    if list.is_empty() {
        return;
    }
    column.head("TODAY");
    for i in list {
        let time = i.stamp(interview::START).map_or(String::new(), |s| s.clock());
        let now = if i.id == card.interview { "  now" } else { "" };
        column.line(&format!("{time} {} {}{now}", i.id, world.view().cell(i, interview::WITH)));
    }
}

fn draw_right(card: &Card, world: &World, record: &Record, canvas: &mut Canvas, area: Rect) {
    let mut column = SideColumn { canvas, area, y: 0 };
    column.head("EVIDENCE FOR THIS QUESTION");
    let seen = evidence_lines(world, record);
    seen.iter().for_each(|line| column.text(line, 5));
    if seen.is_empty() {
        column.line("none yet");
    }
    column.head("PROMISED");
    promises(world, record).for_each(|r| column.text(&promise(world, r), 6));
    let systems = systems_of(card, world, record);
    column.head("SYSTEMS IN SCOPE");
    systems.iter().take(6).for_each(|s| column.line(&format!("{} {}", s.id, s.title())));
    if let Some(item) = record.one(answer::ITEM) {
        column.head("RISKS TOUCHED");
        for r in world.records.linked(item, Kind::Risk, risk::CONTROLS).take(5) {
            column.text(&format!("{} {}  {}", r.id, world.view().cell(r, risk::LEVEL), r.title()), 5);
        }
    }
    if !world.hide_verdicts {
        let here: Vec<_> = world.records.linked(record.id, Kind::Finding, finding::ANSWER).map(|f| f.id).collect();
        column.head("FINDINGS HERE");
        column.line(if here.is_empty() { "none yet".into() } else { join_ids(&here, "  ") }.as_str());
        column.head("FINDINGS IN THIS INTERVIEW");
        for f in card.findings(world) {
            column.text(
                &format!(
                    "{} {:<5} {}",
                    f.id,
                    finding::Grade::of(f, finding::GRADE).map_or("", |g| g.short()),
                    f.title()
                ),
                6,
            );
        }
    }
    if let Some(text) = card.waiting_text(world) {
        column.head("DRAFT THAT MET THE LOCK");
        return crate::shown::wrap(&text, usize::from(RIGHT) - 2).iter().for_each(|line| column.line(line));
    }
    column.head("MARKS AT LINE START");
    let marks = ["!  maybe a finding", "?  ask later", ">  shown to me", "\"  said word for word", "%  for me alone"];
    let hidden = |mark: &&&str| world.hide_verdicts && mark.starts_with(VEILED);
    marks.iter().filter(|m| !hidden(m)).for_each(|m| column.line(m));
}

/// What the first sign of a line says, and by which letters those in the room are told apart.
pub(super) fn marks(card: &Card, world: &World) -> String {
    let interview = world.records.get(card.interview);
    let several = interview.filter(|i| i.refs(interview::WITH).len() > 1);
    let (before, after) = if world.hide_verdicts { ("", "") } else { ("! maybe a finding  ", "  % private") };
    let marks = format!("{before}? ask later  > shown  \" said by them{after}");
    let named = |i: &Record| {
        let who =
            i.refs(interview::WITH).iter().map(|id| notes::initials(&world.records.name(*id)).to_uppercase() + ":");
        who.collect::<Vec<_>>().join(" ")
    };
    let (before, after) = if world.hide_verdicts { ("", "") } else { ("! finding  ", "  % private") };
    several.map_or(marks, |i| format!("{before}? later  > shown  \" said{after}  {}", named(i)))
}

fn systems_of<'a>(card: &Card, world: &'a World, record: &Record) -> Vec<&'a Record> {
    let mut ids = record.refs(answer::SYSTEMS).to_vec();
    if ids.is_empty() {
        let round = world.records.get(card.interview).and_then(|i| i.one(interview::ROUND));
        ids = round.and_then(|r| world.records.get(r)).map(|r| r.refs(round::SYSTEMS).to_vec()).unwrap_or_default();
    }
    ids.iter().filter_map(|id| world.records.live(*id)).collect()
}

/// Last time and what good looks like, under the note; returns the rows used.
fn draw_below(card: &Card, world: &World, canvas: &mut Canvas, middle: Rect) -> u16 {
    let Some(record) = card.current(world) else { return 0 };
    if middle.height < 34 || card.drawer.is_some() {
        return 0;
    }
    let rows = 12;
    let area = Rect::new(middle.x, middle.bottom() - rows, middle.width, rows);
    canvas.rule_in(area.x, area.y, area.width);
    let mut column = SideColumn { canvas, area: Rect::new(area.x, area.y + 1, area.width, rows - 1), y: 0 };
    if let Some(base) = record.one(answer::BASE).and_then(|id| world.records.get(id)) {
        column.head("LAST TIME");
        let round = answer::round_of(&world.records, base);
        let word = verdict_word(answer::verdict(base), round, world);
        let verdict = if world.hide_verdicts { String::new() } else { format!("{word}: ") };
        let seen = |l: &&str| !world.hide_verdicts || !Mark::of(l).is_veiled();
        let first = base.text(answer::NOTE).lines().find(seen).unwrap_or_default();
        column.text(&format!("{verdict}{first}"), 0);
    }
    let guide = framework::guide_of(&world.records, record);
    column.head("WHAT GOOD LOOKS LIKE (own words, not the standard)");
    let ticks = record.text(answer::TICKS);
    guide.look_for.iter().for_each(|l| column.text(&format!("{} {l}", crate::panes::ticks::mark(ticks, l)), 4));
    rows
}
