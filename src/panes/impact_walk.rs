//! An impact assessment part by part, as an interview is walked: what to think of with its number in Annex B, what is
//! said so far, what was said last time.

use super::{
    outline::{Line, Outline},
    register::act,
};
use crate::{
    command::{Command, Context},
    domain::{Change, Id, Kind, Record, Type, Value, kinds::assessment},
    framework::impact::{Part, parts_of},
    keymap::Key,
    parts::Canvas,
    shown::wrap,
    ui::{AfterText, Answer, Effect, Header, Pane, Place, TextFor, World, place::Prompt},
};
use ratatui::layout::Rect;

/// What a row leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Target {
    /// A field of the part that is asked.
    Field(usize),
    /// A part, by its place.
    Part(usize),
}

/// The open walk.
pub struct ImpactWalk {
    id: Id,
    at: usize,
    list: Outline<Target>,
}

impl ImpactWalk {
    /// Begins at the first part of which something is still to be said.
    pub fn new(id: Id, world: &World) -> ImpactWalk {
        let mut walk = ImpactWalk { id, at: 0, list: Outline::default() };
        let open = walk.assessment(world).and_then(|a| parts_of(a).iter().position(|p| is_open(a, p)));
        walk.at = open.unwrap_or(0);
        walk
    }

    fn assessment<'a>(&self, world: &'a World) -> Option<&'a Record> {
        world.records.live(self.id)
    }
    fn part(&self, world: &World) -> Option<&'static Part> {
        self.assessment(world).and_then(|a| parts_of(a).get(self.at).copied())
    }

    /// The field that one key fills: the first long text of the part.
    fn text_field(&self, world: &World) -> Option<usize> {
        let long = |f: &usize| matches!(assessment::FIELDS[*f].typ, Type::Long);
        self.part(world)?.fields().into_iter().find(long)
    }

    fn refresh(&mut self, world: &World) {
        let lines = self.assessment(world).map_or(Vec::new(), |a| self.lines(a, world));
        self.list.set(lines);
    }

    fn lines(&self, a: &Record, world: &World) -> Vec<Line<Target>> {
        let width = usize::from(world.size.0).saturating_sub(4).max(20);
        let parts = parts_of(a);
        let Some(part) = parts.get(self.at) else { return Vec::new() };
        let head = format!("PART {} OF {}  {} ({})", self.at + 1, parts.len(), part.name, part.annex_b);
        let mut lines = vec![Line::heading(head)];
        lines.extend(wrap(part.purpose, width).into_iter().map(Line::plain));
        for question in &part.questions {
            let rows = wrap(question, width - 2);
            lines.extend(
                rows.iter()
                    .enumerate()
                    .map(|(i, row)| Line::plain(format!("{} {row}", if i == 0 { "-" } else { " " }))),
            );
        }
        lines.push(Line::plain(""));
        let before = a.one(assessment::COPIED).and_then(|id| world.records.get(id));
        for field in part.fields() {
            lines.extend(field_lines(a, field, world, width));
            let then = before.map(|b| (b.id, said(b, field, world)));
            if let Some((id, then)) = then.filter(|(_, then)| !then.is_empty() && *then != said(a, field, world)) {
                let text = format!("last time, {id}: {then}");
                lines.extend(wrap(&text, width - 4).into_iter().map(|row| Line::plain(format!("    {row}"))));
            }
        }
        lines.extend([Line::plain(""), Line::heading("ALL PARTS")]);
        lines.extend(parts.iter().enumerate().map(|(i, p)| {
            let sign = if is_open(a, p) { "[ ]" } else { "[x]" };
            let here = if i == self.at { "  (here)" } else { "" };
            Line::row(format!("{sign} {:>2}  {}{here}", i + 1, p.name), Target::Part(i))
        }));
        lines
    }

    fn go(&mut self, at: usize, world: &World) {
        self.at = at;
        self.refresh(world);
        self.list.run(Command::First);
    }

    fn step(&mut self, on: bool, world: &World) -> Vec<Effect> {
        let count = self.assessment(world).map_or(0, |a| parts_of(a).len());
        match (on, self.at) {
            (true, at) if at + 1 < count => self.go(at + 1, world),
            (true, _) => return vec![Effect::Say("this is the last part; s sets the state when it is through".into())],
            (false, 0) => return vec![Effect::Say("this is the first part".into())],
            (false, at) => self.go(at - 1, world),
        }
        Vec::new()
    }

    /// Asks why the part does not apply; that is said in it and counts as an answer.
    fn ask_none(&self, world: &World) -> Effect {
        let Some(part) = self.part(world).filter(|_| self.text_field(world).is_some()) else {
            return Effect::Say("this part is rated, not written; Enter on a line fills it".into());
        };
        let help = "Kept as the text of the part; nothing is left empty without a word.";
        Effect::Go(Prompt::ask(format!("{} does not apply: why?", part.name), help, AfterText::Tell(TextFor::PartNone)))
    }
}

/// Whether something that the type asks for is still to be said in a part.
fn is_open(a: &Record, part: &Part) -> bool {
    let open: Vec<usize> = assessment::empty_sections(a).into_iter().chain(assessment::unrated(a)).collect();
    part.fields().iter().any(|field| open.contains(field))
}

fn said(a: &Record, field: usize, world: &World) -> String {
    match a.value(field) {
        Value::Text(text) => text.trim().to_string(),
        Value::Ref(_) | Value::Refs(_) => super::detail::names(world, a.refs(field)),
        _ => world.view().cell(a, field),
    }
}

/// A field that is filled, over as many rows as it needs; the first one leads to its editor.
fn field_lines(a: &Record, field: usize, world: &World, width: usize) -> Vec<Line<Target>> {
    let label = assessment::FIELDS[field].label;
    let text = said(a, field, world);
    let text = if text.is_empty() { format!("{label}: nothing yet") } else { format!("{label}: {text}") };
    let rows = text.lines().flat_map(|line| wrap(line, width - 2)).collect::<Vec<_>>();
    let line = |(i, row): (usize, &String)| match i {
        0 => Line::row(row.clone(), Target::Field(field)),
        _ => Line::plain(format!("  {row}")),
    };
    rows.iter().enumerate().map(line).collect()
}

impl Pane for ImpactWalk {
    fn is_at(&self, place: &Place) -> bool {
        matches!(place, Place::ImpactWalk(id) if *id == self.id)
    }
    fn contexts(&self, _: &World) -> Vec<Context> {
        vec![Context::Parts]
    }
    fn hints(&self, _: &World) -> Vec<Command> {
        use Command::*;
        vec![PartWrite, PartNext, PartBack, PartNone, SetState, Edit, CopyText, Undo, Back, Palette]
    }
    fn header(&self, world: &World) -> Header {
        let name = world.records.name(self.id);
        let open = self.assessment(world).map_or(0, |a| parts_of(a).iter().filter(|p| is_open(a, p)).count());
        let all = self.assessment(world).map_or(0, |a| parts_of(a).len());
        Header {
            left: format!("{}  {} {name}", world.banner(), self.id),
            middle: format!("{} of {all} parts said", all - open),
        }
    }
    fn subject(&self, _: &World) -> Option<Id> {
        Some(self.id)
    }
    fn part_of(&self) -> Option<Id> {
        Some(self.id)
    }
    fn needs(&self, world: &World) -> Vec<Id> {
        let before = self.assessment(world).and_then(|a| a.one(assessment::COPIED));
        [self.id].into_iter().chain(before).collect()
    }
    fn allowed(&self, command: Command, world: &World) -> Result<(), String> {
        let stays = matches!(command, Command::Back | Command::Undo | Command::Redo | Command::Help | Command::Palette);
        match self.assessment(world) {
            None if !stays => Err(format!("{} is deleted; u brings it back", self.id)),
            _ => Ok(()),
        }
    }
    fn opened(&mut self, world: &World) -> Vec<Effect> {
        self.refresh(world);
        Vec::new()
    }
    fn touched(&mut self, _: &[Id], world: &World) {
        self.refresh(world);
    }
    fn supplied(&mut self, _: &[Id], world: &World) {
        self.refresh(world);
    }
    fn run(&mut self, command: Command, _: Option<Key>, world: &World) -> Option<Vec<Effect>> {
        match command {
            Command::Open | Command::PartWrite => match self.list.current().copied() {
                Some(Target::Field(field)) => return Some(vec![Effect::Go(Place::Field(vec![self.id], field))]),
                Some(Target::Part(at)) => self.go(at, world),
                None => {}
            },
            Command::PartNext => return Some(self.step(true, world)),
            Command::PartBack => return Some(self.step(false, world)),
            Command::PartNone => return Some(vec![self.ask_none(world)]),
            Command::Edit => return Some(vec![Effect::Go(Place::Record(self.id))]),
            Command::SetState | Command::SetOwner => {
                return act::on_records(Kind::Assessment, command, &[self.id], world);
            }
            Command::CopyText => {
                return Some(vec![Effect::Copy { what: self.id.to_string(), text: self.list.text() }]);
            }
            _ => return self.list.run(command),
        }
        Some(Vec::new())
    }
    fn receive(&mut self, answer: Answer, world: &World) -> Vec<Effect> {
        let Answer::Text(TextFor::PartNone, why) = answer else { return Vec::new() };
        let (Some(a), Some(field)) = (self.assessment(world), self.text_field(world)) else { return Vec::new() };
        let why = why.trim();
        let text = if why.is_empty() { "Does not apply.".into() } else { format!("Does not apply: {why}") };
        let label = format!("{} of {}: does not apply", assessment::FIELDS[field].label, self.id);
        vec![Effect::Save(Change::new(label).set(a, vec![(field, Value::text(text))]))]
    }
    fn draw(&self, _: &World, canvas: &mut Canvas, area: Rect) {
        self.list.draw(canvas, area, "This assessment is no longer there.");
    }
}
