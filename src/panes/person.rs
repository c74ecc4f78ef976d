//! A person as an interviewee: everything to ask them, what they promised, what they answer for, what they said before.

use super::{
    outline::{Fresh, Line},
    outlined::{Outlined, on_records},
    round::verdict_word,
};
use crate::{
    command::Command,
    domain::{
        Id, Record, asking,
        kinds::{
            answer::{self, Verdict},
            finding, interview, request,
        },
        progress, rounds,
    },
    parts::clock,
    shown::{cut, pad},
    ui::{Effect, Header, Place, World},
};

/// Cells of a question and of what was said.
const LONGEST: usize = 62;
/// Past answers that are listed.
const SAID: usize = 60;

/// The open pane.
pub struct PersonPane {
    id: Id,
    list: Fresh<Id>,
}

impl PersonPane {
    pub fn new(id: Id) -> PersonPane {
        PersonPane { id, list: Fresh::default() }
    }
}

fn lines(id: Id, world: &World) -> Vec<Line<Id>> {
    let view = world.view();
    let all = asking::of(view, id);
    let mut lines = Vec::new();
    if let Some(next) = asking::next_interview(view, id) {
        let when = next
            .stamp(interview::START)
            .map_or("no time yet".into(), |s| format!("{} {}", clock::day(s.date(), world.now.date()), s.clock()));
        lines.push(Line::row(format!("next interview  {} {} ({when})", next.id, next.title()), next.id));
    }
    let mut part = |title: &str, rows: Vec<Line<Id>>| {
        if rows.is_empty() {
            return;
        }
        if !lines.is_empty() {
            lines.push(Line::plain(""));
        }
        lines.push(Line::heading(format!("{title}: {}", rows.len())));
        lines.extend(rows);
    };
    let question = |a: &&Record| {
        let item = a.one(answer::ITEM).map_or(String::new(), |item| item.to_string());
        Line::row(
            format!("  {} {} {}", pad(&world.records.called(a.id), 9), pad(&item, 8), cut(a.title(), LONGEST)),
            a.id,
        )
    };
    part("TO ASK", all.to_ask.iter().map(question).collect());
    part("PARKED, STILL TO ASK", all.parked.iter().map(question).collect());
    part("PROMISED", all.promised.iter().map(|r| promised(r, world)).collect());
    if !world.hide_verdicts {
        part("OPEN FINDINGS THEY ANSWER FOR", all.findings.iter().map(|f| owned(f, world)).collect());
    }
    part("CONTRADICTED BY SOMEBODY ELSE", all.contradictions.iter().map(question).collect());
    let said: Vec<Line<Id>> = all.said.iter().take(SAID).flat_map(|a| said(a, world)).collect();
    let count = all.said.len();
    if !said.is_empty() {
        if !lines.is_empty() {
            lines.push(Line::plain(""));
        }
        lines.push(Line::heading(format!("SAID BEFORE: {count}")));
        lines.extend(said);
    }
    lines
}

fn promised(r: &Record, world: &World) -> Line<Id> {
    let due = r.date(request::DUE).map_or("no day".into(), |day| format!("by {day}"));
    let late = progress::late_days(world.view(), r).map_or(String::new(), |days| format!(", late {days} d"));
    Line::row(format!("  {} {} ({due}{late})", pad(&r.id.to_string(), 9), cut(r.title(), LONGEST)), r.id)
}

fn owned(f: &Record, world: &World) -> Line<Id> {
    let grade = finding::Grade::of(f, finding::GRADE).map_or("", |g| g.short());
    let late = progress::late_days(world.view(), f).map_or(String::new(), |days| format!(", late {days} d"));
    let step = finding::step(f).label();
    Line::row(
        format!("  {} {} {} ({step}{late})", pad(&f.id.to_string(), 9), pad(grade, 6), cut(f.title(), LONGEST)),
        f.id,
    )
}

/// The verdict in the words of its round, then the first line that was noted.
fn said(a: &Record, world: &World) -> Vec<Line<Id>> {
    let view = world.view();
    let day = asking::day(view, a).map_or(String::new(), |day| day.to_string());
    let item = a.one(answer::ITEM).map_or(String::new(), |item| item.to_string());
    let verdict = match (answer::verdict(a), world.hide_verdicts) {
        (Verdict::NotLookedAt, _) => String::new(),
        (_, true) => "judged".into(),
        (verdict, _) => verdict_word(verdict, answer::round_of(&world.records, a), world).into(),
    };
    let text = format!("  {} {} {} {}", pad(&world.records.called(a.id), 9), pad(&item, 8), pad(&day, 10), verdict);
    let mut lines = vec![Line::row(text.trim_end(), a.id)];
    let fact = if world.hide_verdicts { rounds::fact_line(a) } else { rounds::read_out(world.view(), a) };
    lines.extend(fact.map(|fact| Line::plain(format!("            {}", cut(&fact, LONGEST)))));
    lines
}

impl Outlined for PersonPane {
    type Target = Id;

    fn fresh(&self) -> &Fresh<Id> {
        &self.list
    }
    fn fresh_mut(&mut self) -> &mut Fresh<Id> {
        &mut self.list
    }
    fn lines(&self, world: &World) -> Vec<Line<Id>> {
        lines(self.id, world)
    }
    fn is_here(&self, place: &Place) -> bool {
        matches!(place, Place::Person(id) if *id == self.id)
    }
    fn footer(&self) -> &'static [Command] {
        use Command::*;
        &[Open, Edit, Filter, CopyText, Back, Palette]
    }
    fn title(&self, world: &World) -> Header {
        let role = crate::document::issue::role_of(world.view(), self.id);
        Header { left: format!("{} {}", self.id, world.records.name(self.id)), middle: role }
    }
    fn empty(&self) -> &'static str {
        "Nothing is to be asked of this person, nothing is promised, and nothing was said yet."
    }
    fn about(&self) -> Option<Id> {
        Some(self.id)
    }
    fn marked(&self, world: &World) -> Option<Id> {
        self.list(world).current().copied()
    }
    fn long_texts(&self, world: &World) -> Vec<Id> {
        asking::of(world.view(), self.id).said.iter().take(SAID).map(|a| a.id).collect()
    }
    fn act(&mut self, command: Command, world: &World) -> Option<Vec<Effect>> {
        match command {
            Command::Edit => Some(vec![Effect::Go(Place::Record(self.id))]),
            _ => on_records(self, command, "what is to be asked", world),
        }
    }
}
