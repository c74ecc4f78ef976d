//! What falls due by month, and by person in each month; and what it weighs.

use super::{
    outline::{Fresh, Line},
    outlined::{Outlined, on_records},
};
use crate::{
    command::Command,
    domain::{Id, Kind, Record, bodies::hours, loops, people, progress},
    shown::pad,
    ui::{Effect, Header, Place, World},
};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The open pane.
#[derive(Default)]
pub struct Duties {
    list: Fresh<Id>,
}

/// Months that are listed, the late things before them.
const MONTHS: i64 = 3;

/// Months from the month of today, before it below nothing.
fn month(day: Date, today: Date) -> i64 {
    let count = |d: Date| i64::from(d.year()) * 12 + i64::from(d.month());
    count(day) - count(today)
}

fn day(record: &Record) -> Option<Date> {
    match record.id.kind.spec().day() {
        Some(day) => Some(record.period(day)?.last()),
        None => progress::next_review(record),
    }
}

/// What is still to be done, by month and person: 0 is late, 1 this month.
fn due(world: &World) -> BTreeMap<(i64, Option<String>), Vec<&Record>> {
    let view = world.view();
    let mut all: BTreeMap<(i64, Option<String>), Vec<&Record>> = BTreeMap::new();
    let with_day = |kind: &&Kind| (kind.spec().day().is_some() || kind.spec().reviewed.is_some()) && !kind.is_single();
    for record in Kind::ALL.iter().filter(with_day).flat_map(|kind| world.records.all(*kind)) {
        let spec = record.id.kind.spec();
        let ended = if spec.due.is_some() { progress::is_done(record) } else { progress::is_over(record) };
        let Some(day) = day(record).filter(|_| !ended) else { continue };
        let late = progress::late_days(view, record).is_some() || spec.day().is_none() && day < view.today;
        let at = if late { 0 } else { month(day, view.today) + 1 };
        if at > MONTHS {
            continue;
        }
        let owner = spec.owner.and_then(|owner| record.one(owner)).map(|id| world.records.name(id));
        all.entry((at, owner)).or_default().push(record);
    }
    all
}

/// The loops of the management system, each with its last and its next day; a row leads to what comes next.
fn turning(world: &World) -> Vec<Line<Id>> {
    let all = loops::all(world.view());
    if all.iter().all(|l| l.count == 0) {
        return Vec::new();
    }
    let mut lines = vec![Line::heading("LOOPS                        last         next")];
    lines.extend(all.iter().map(|l| {
        let day = |at: Option<(Date, Id)>| at.map_or("-".to_string(), |(day, _)| day.to_string());
        let text = format!("  {} {} {} {}", pad(l.name, 26), pad(&day(l.last), 12), pad(&day(l.next), 12), l.lacks());
        match l.next.or(l.last) {
            Some((_, id)) => Line::row(text.trim_end(), id),
            None => Line::plain(text.trim_end()),
        }
    }));
    lines.push(Line::plain(""));
    lines
}

fn lines(world: &World) -> Vec<Line<Id>> {
    let mut lines = turning(world);
    let mut heading = None;
    let all = due(world);
    for ((at, owner), mut records) in all {
        if heading != Some(at) {
            heading = Some(at);
            if lines.last().is_some_and(|line| !line.text.is_empty()) {
                lines.push(Line::plain(""));
            }
            lines.push(Line::heading(named(at, world.now.date())));
        }
        let nobody = "nobody";
        lines.push(Line::plain(format!("  {}: {}", owner.as_deref().unwrap_or(nobody), records.len())));
        records.sort_by_key(|r| (day(r), r.id));
        lines.extend(records.iter().map(|r| {
            let day = day(r).map_or(String::new(), |d| d.to_string());
            Line::row(format!("    {day:<11} {:<7} {}", r.id.to_string(), r.title()), r.id)
        }));
    }
    lines.extend(loads(world));
    lines.extend(taught(world));
    lines
}

fn named(at: i64, today: Date) -> String {
    match at {
        0 => "LATE".into(),
        1 => format!("THIS MONTH, {}", today.strftime("%B")),
        n => {
            let first = today.first_of_month();
            let month = (1..n).fold(first, |d, _| d.last_of_month().tomorrow().unwrap_or(d));
            month.strftime("%B %Y").to_string().to_uppercase()
        }
    }
}

/// What recurring tasks take of each person a month.
fn loads(world: &World) -> Vec<Line<Id>> {
    let all = world.records.all(Kind::Person).map(|p| (people::minutes_a_month(world.view(), p.id), p));
    let mut people: Vec<(i64, &Record)> = all.filter(|(minutes, _)| *minutes > 0).collect();
    people.sort_by_key(|(minutes, p)| (-minutes, p.id));
    if people.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![Line::plain(""), Line::heading("HOURS A MONTH OF RECURRING TASKS")];
    lines.extend(people.iter().map(|(n, p)| Line::row(format!("  {:>6}  {}", hours(*n), p.title()), p.id)));
    lines
}

/// How much of its training each audience has done; it leads to the first training.
fn taught(world: &World) -> Vec<Line<Id>> {
    let Some(first) = world.records.all(Kind::Training).next() else { return Vec::new() };
    let mut lines = vec![Line::plain(""), Line::heading("TRAINING DONE BY AUDIENCE")];
    lines.extend(people::by_audience(world.view()).into_iter().map(|(audience, share)| {
        let percent = share.percent().map_or("  -  ".into(), |n| format!("{n:>3} %"));
        Line::row(format!("  {percent}  {audience}: {} of {}", share.done, share.all), first.id)
    }));
    lines
}

impl Outlined for Duties {
    type Target = Id;

    fn fresh(&self) -> &Fresh<Id> {
        &self.list
    }
    fn fresh_mut(&mut self) -> &mut Fresh<Id> {
        &mut self.list
    }
    fn lines(&self, world: &World) -> Vec<Line<Id>> {
        lines(world)
    }
    fn is_here(&self, place: &Place) -> bool {
        matches!(place, Place::Duties)
    }
    fn footer(&self) -> &'static [Command] {
        use Command::*;
        &[Open, Filter, CopyText, GoMap, Back, Palette]
    }
    fn title(&self, world: &World) -> Header {
        Header {
            left: format!("{}  due by person", world.banner()),
            middle: "loops, what is late, the next three months".into(),
        }
    }
    fn empty(&self) -> &'static str {
        "Nothing is late and nothing falls due in the next three months. What does stands here by month and person; later days stand in the registers (g A)."
    }
    fn marked(&self, world: &World) -> Option<Id> {
        self.list(world).current().copied()
    }
    fn act(&mut self, command: Command, world: &World) -> Option<Vec<Effect>> {
        on_records(self, command, "what is due", world)
    }
}
