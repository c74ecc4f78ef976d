//! What went on after a round was closed: findings, actions and promised evidence as they were then and as they are
//! today, and the late notes.

use super::RoundPane;
use crate::{
    command::Command,
    domain::{
        Id, Kind, Record, View, coverage,
        kinds::{
            action,
            finding::{self, Grade},
            request, round,
        },
    },
    panes::palette::key_of,
    parts::Canvas,
    shown::{cut, pad},
    ui::World,
};
use ratatui::layout::Rect;
use std::collections::BTreeSet;

/// One thing of the round, then and today.
pub struct Followed {
    pub id: Id,
    title: String,
    then: String,
    today: String,
}

/// Findings, actions and requests of a closed round, and what was written down about it later.
pub struct Since {
    pub rows: Vec<Followed>,
    /// Counts of each kind, then and today.
    sums: Vec<[String; 3]>,
    /// Late notes, line by line.
    pub late: Vec<String>,
}

impl Since {
    /// Nothing for a round that is not closed.
    pub fn of(round: Id, world: &World) -> Option<Since> {
        world.past.as_ref()?;
        let (then, today) = (world.view(), world.today());
        let mut since = Since { rows: Vec::new(), sums: Vec::new(), late: late_notes(round, today) };
        for (name, kind, of) in PARTS {
            // What tells results is not for the person opposite.
            if world.hide_verdicts && *kind != Kind::Request {
                continue;
            }
            let (old, new) = (of(then, round), of(today, round));
            since.sums.push([name.to_string(), counted(&old), counted(&new)]);
            let ids: BTreeSet<Id> = old.iter().chain(&new).map(|r| r.id).collect();
            since.rows.extend(ids.into_iter().map(|id| row(id, then, today)));
        }
        Some(since)
    }
}

type Group = (&'static str, Kind, for<'a> fn(View<'a>, Id) -> Vec<&'a Record>);
const PARTS: &[Group] =
    &[("Findings", Kind::Finding, findings), ("Actions", Kind::Action, actions), ("Promised", Kind::Request, requests)];

fn findings(view: View<'_>, round: Id) -> Vec<&Record> {
    view.records.linked(round, Kind::Finding, finding::ROUND).collect()
}

fn actions(view: View<'_>, round: Id) -> Vec<&Record> {
    let about = |f: &Record| view.records.linked(f.id, Kind::Action, action::ABOUT).collect::<Vec<_>>();
    let mut all: Vec<&Record> = findings(view, round).into_iter().flat_map(about).collect();
    all.sort_by_key(|a| a.id);
    all.dedup_by_key(|a| a.id);
    all
}

fn requests(view: View<'_>, round: Id) -> Vec<&Record> {
    let answers = coverage::answers(view, Some(round));
    answers.iter().flat_map(|a| view.records.linked(a.id, Kind::Request, request::ANSWER)).collect()
}

fn is_open(record: &Record) -> bool {
    match record.id.kind {
        Kind::Finding => finding::is_open(record),
        Kind::Action => action::is_open(record),
        _ => request::is_open(record),
    }
}

/// `5, 3 open`
fn counted(list: &[&Record]) -> String {
    match list.iter().filter(|r| is_open(r)).count() {
        _ if list.is_empty() => "none".into(),
        0 => format!("{}, none open", list.len()),
        open => format!("{}, {open} open", list.len()),
    }
}

fn row(id: Id, then: View, today: View) -> Followed {
    let (old, new) = (then.records.live(id), today.records.live(id));
    let title = old.or(new).map_or("", Record::title).to_string();
    let renamed =
        new.map(Record::title).filter(|now| *now != title).map_or(String::new(), |now| format!(", now “{now}”"));
    Followed {
        id,
        then: old.map_or("not there yet".into(), |r| state(then, r)),
        today: new.map_or("deleted".into(), |r| state(today, r)) + &renamed,
        title,
    }
}

/// How far a record is: `minor, cause`.
fn state(view: View, record: &Record) -> String {
    match record.id.kind {
        Kind::Finding => {
            let step = finding::step(record).label().to_string();
            Grade::of(record, finding::GRADE).map_or(step.clone(), |g| format!("{}, {step}", g.short()))
        }
        Kind::Action => or(view.cell(record, action::STATE), "open"),
        _ => or(view.cell(record, request::STATE), "open"),
    }
}

fn or(text: String, other: &str) -> String {
    if text.is_empty() { other.into() } else { text }
}

fn late_notes(round: Id, today: View) -> Vec<String> {
    let text = today.records.get(round).map_or("", |r| r.text(round::LATE));
    text.lines().filter(|line| !line.is_empty()).map(String::from).collect()
}

/// Widths of the columns: what, then; today takes the rest.
fn widths(width: u16) -> (usize, usize) {
    let state = if width >= 100 { 26 } else { 22 };
    (usize::from(width).saturating_sub(2 * state + 2).max(10), state)
}

fn cells_of([what, then, today]: [&str; 3], width: u16) -> String {
    let (first, state) = widths(width);
    format!("{} {} {today}", pad(&cut(what, first), first), pad(&cut(then, state), state))
}

/// Rows that the sums take, their heading among them.
pub fn height(since: &Since) -> u16 {
    since.sums.len() as u16 + 2
}

/// The sums, and below them as many single rows as there is room for; the cursor is in them if it is on a row.
pub fn draw(pane: &RoundPane, since: &Since, world: &World, canvas: &mut Canvas, area: Rect, all: bool) {
    let inside = area.width.saturating_sub(2);
    let Some(past) = &world.past else { return };
    let heads =
        ["SINCE IT WAS CLOSED", &format!("then ({})", past.at.date()), &format!("today ({})", world.today().today)]
            .map(String::from);
    let mut lines = vec![(cells_of(heads.each_ref().map(String::as_str), inside), true)];
    lines.extend(since.sums.iter().map(|sum| (cells_of(sum.each_ref().map(String::as_str), inside), false)));
    lines.push((late_line(since, world), false));
    for (y, (line, head)) in (area.y..area.bottom()).zip(&lines) {
        let style = if *head { canvas.theme.heading() } else { canvas.theme.plain() };
        canvas.put_cut(area.x + 1, y, inside, line, style);
    }
    let used = (lines.len() as u16).min(area.height);
    if all {
        let below = Rect::new(area.x, area.y + used, area.width, area.height - used);
        draw_rows(pane, since, canvas, below);
    }
}

/// How many late notes there are, or how one is written.
fn late_line(since: &Since, world: &World) -> String {
    let notes = since.late.iter().filter(|line| is_head(line)).count();
    let key = key_of(world, Command::LateNote);
    match notes {
        0 => format!("No late note; {key} adds one, apart from what was closed"),
        n => format!("Late notes {n}, apart from what was closed; {key} adds one"),
    }
}

fn is_head(line: &str) -> bool {
    line.starts_with(round::LATE_HEAD) && line.ends_with(':')
}

/// Rows that the cursor can stand on, then the late notes.
fn draw_rows(pane: &RoundPane, since: &Since, canvas: &mut Canvas, area: Rect) {
    let len = since.rows.len() + since.late.len();
    if area.height == 0 {
        return;
    }
    if pane.is_in(super::RoundPart::Since) {
        pane.page.set(usize::from(area.height.max(2)) - 1);
    }
    let top = pane.since.top_for(area.height.into(), len);
    let inside = area.width.saturating_sub(1);
    for (y, i) in (area.y..area.bottom()).zip(top..len) {
        let marked = pane.is_in(super::RoundPart::Since) && pane.since.cursor == i;
        let sign = if marked { ">" } else { " " };
        let text = match since.rows.get(i) {
            Some(row) => {
                let what = format!("{} {}", pad(&row.id.to_string(), 5), row.title);
                cells_of([&what, &row.then, &row.today], inside.saturating_sub(1))
            }
            None => since.late.get(i - since.rows.len()).cloned().unwrap_or_default(),
        };
        let changed = since.rows.get(i).is_some_and(|row| row.then != row.today);
        let style = match (marked, changed) {
            (true, _) => canvas.theme.selected(),
            (false, true) => canvas.theme.heading(),
            (false, false) => canvas.theme.plain(),
        };
        canvas.put_full(area.x, y, inside, &cut(&format!("{sign}{text}"), inside.into()), style);
        if marked {
            canvas.set_cursor(area.x, y);
        }
    }
}
