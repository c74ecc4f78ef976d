//! The page of one record: its fields to edit, and everything that is linked with it, to jump to.

mod draw;
mod lines;

use super::{answering, detail, findings, register::act, risks};
use crate::{
    command::{Command, Context},
    domain::{
        Change, Field, Id, Kind, Listing, Record, Type, Value,
        kinds::*,
        own, refusal,
        wants::{self, WantsWay},
    },
    keymap::Key,
    parts::{Canvas, Window},
    shown::cells,
    ui::{
        AfterChoice, AfterText, Answer, Effect, Fetched, Header, Pane, Place as Goal, Plain, Query, RecordsFor, World,
        place::{Menu, MenuRow, Prompt},
    },
};
use lines::PageLine;
use ratatui::layout::Rect;
use std::{cell::Cell, ops::Range};

/// The open page.
pub struct RecordPane {
    id: Id,
    /// Label and text of fields that a newer program brought.
    foreign: Vec<(String, String)>,
    /// Whether fields that are not filled have lines of their own; decided when the page is opened.
    unfolded: Option<bool>,
    /// The field that was opened last while the cursor is at it: what is typed there may bring lines above it or take
    /// them away, and the cursor stays at the field.
    opened_at: Option<usize>,
    window: Window,
    page: Cell<usize>,
    /// The first line of the last drawing, so that the next one moves no more than it must.
    top: Cell<usize>,
    /// The same for what stands beside the fields on a wide screen.
    top_beside: Cell<usize>,
}

impl RecordPane {
    pub fn new(id: Id) -> RecordPane {
        RecordPane {
            id,
            foreign: Vec::new(),
            unfolded: None,
            opened_at: None,
            window: Window::default(),
            page: Cell::new(10),
            top: Cell::new(0),
            top_beside: Cell::new(0),
        }
    }

    /// Opens the editor of a field, or says why it has none.
    fn edit(&self, world: &World, field: usize) -> Vec<Effect> {
        let described = world.records.field(self.id.kind, field);
        if !described.editable() {
            return vec![Effect::Say(format!("{} is computed from other records", described.label))];
        }
        if let Some(why) = refusal::refusal(&world.records, self.id, field, &Value::Empty) {
            return vec![Effect::Say(why)];
        }
        match self.id.kind.spec().within.iter().find(|(within, _)| *within == field) {
            Some((_, act)) => act::opens(*act, field, self.id, world),
            None => vec![Effect::Go(Goal::Field(vec![self.id], field))],
        }
    }

    fn enter(&mut self, world: &World) -> Vec<Effect> {
        match self.lines(world).get(self.window.cursor) {
            Some(PageLine::Field(field)) => {
                self.opened_at = Some(*field);
                self.edit(world, *field)
            }
            Some(PageLine::Empty(_)) => {
                self.unfolded = Some(true);
                self.window.cursor = self.lines(world).iter().position(|l| self.is_blank(world, l)).unwrap_or(0);
                Vec::new()
            }
            Some(PageLine::Foreign(i)) => {
                vec![Effect::Say(format!("“{}” is not known to this program and only shown", self.foreign[*i].0))]
            }
            Some(PageLine::Told(id, of, _, part)) if *id == self.id && *part == lines::NEEDED => self.settle(of, world),
            Some(PageLine::Link(id, _) | PageLine::Told(id, ..)) => vec![Effect::Go(super::place_of(*id, world))],
            None => Vec::new(),
        }
    }

    /// Goes where what a system still needs is done: a field, a key of its own, a record that names it.
    fn settle(&mut self, of: &str, world: &World) -> Vec<Effect> {
        let Some(system) = world.records.live(self.id) else { return Vec::new() };
        let way = wants::of(world.view(), system).into_iter().find(|w| w.of == of).map(|w| w.way);
        match way {
            Some(WantsWay::At(id)) => vec![Effect::Go(super::place_of(id, world))],
            Some(WantsWay::Field(field)) => self.edit(world, field),
            Some(WantsWay::Act(act)) => act::perform(act, &[self.id], world),
            Some(WantsWay::New(kind, field)) => {
                let mut values = kind.spec().starting(world.now);
                values.push((field, Value::refs([self.id])));
                vec![Effect::Go(answering::ask_new(kind, values))]
            }
            Some(WantsWay::Below) => {
                let below = |l: &PageLine| matches!(l, PageLine::Told(.., part) if *part == lines::CONTROLS);
                self.window.cursor = self.lines(world).iter().position(below).unwrap_or(self.window.cursor);
                Vec::new()
            }
            None => Vec::new(),
        }
    }

    /// The field that a key fills on the way of a finding: the one that it opens, else what the step asks for that it
    /// takes. Its page is long, and what was filled is to be seen.
    fn filled_by(&self, effects: &[Effect], world: &World) -> Option<usize> {
        if self.id.kind != Kind::Finding {
            return None;
        }
        effects.iter().find_map(|effect| match effect {
            Effect::Go(Goal::Field(ids, field) | Goal::Quick(ids, field)) => ids.contains(&self.id).then_some(*field),
            Effect::Save(change) => findings::asked_after(change, self.id, world),
            _ => None,
        })
    }

    /// Goes to the record that the line names; of several the person chooses.
    fn follow(&self, world: &World) -> Vec<Effect> {
        let ids = match self.lines(world).get(self.window.cursor) {
            Some(PageLine::Field(field)) => world.records.get(self.id).map_or(Vec::new(), |r| r.refs(*field).to_vec()),
            Some(PageLine::Link(id, _) | PageLine::Told(id, ..)) => vec![*id],
            _ => Vec::new(),
        };
        match ids[..] {
            [] => vec![Effect::Say("this line names no record to go to".into())],
            [id] => vec![Effect::Go(super::place_of(id, world))],
            _ => {
                let row = |id: &Id| MenuRow { label: world.records.in_full(*id), id: Some(*id), ..MenuRow::default() };
                let places = ids.iter().map(|id| super::place_of(*id, world)).collect();
                let rows = ids.iter().map(row).collect();
                vec![Effect::Go(Goal::Menu(Menu::list("Go to", rows, AfterChoice::Go(places))))]
            }
        }
    }

    /// Asks why the words of the field at the cursor are erased for good; the error says which fields hold words.
    fn ask_to_erase(&self, world: &World) -> Effect {
        let described = |field: usize| world.records.field(self.id.kind, field);
        let field = match self.lines(world).get(self.window.cursor) {
            Some(PageLine::Field(field)) if is_words(*field, described(*field)) => *field,
            _ => return Effect::Say("only words are erased: move to a field that holds text".into()),
        };
        let help = format!(
            "All versions of {} of {} go out of the file and its history; undo does not bring them back. Copies of the \
             file are named. The reason stays; Esc erases nothing.",
            described(field).label.to_lowercase(),
            self.id
        );
        Effect::Go(Prompt::ask("Erase for good: why?", help, AfterText::Erase(self.id, field)))
    }

    fn delete(&self, world: &World) -> Vec<Effect> {
        let Some(record) = world.records.live(self.id) else { return Vec::new() };
        if let Some(why) = refusal::deletion(self.id) {
            return vec![Effect::Say(why)];
        }
        let label = format!("deletion of {} {}", self.id, record.title());
        vec![
            Effect::Save(Change::new(label.clone()).hide(record)),
            Effect::Close,
            Effect::Say(detail::deleted(&label, &[self.id], world)),
        ]
    }
}

/// Whether a record holds nothing but its title and what it started with.
fn is_bare(record: &Record, world: &World) -> bool {
    let spec = record.id.kind.spec();
    let starting = spec.starting(world.now);
    let started = |field: usize| field == spec.title || starting.iter().any(|(f, _)| *f == field);
    let holds = |(field, value): (usize, &Value)| !value.is_empty() && !started(field);
    !record.values.iter().enumerate().any(holds)
}

/// Whether a field holds words that can be erased; an own column holds words whatever they mean.
fn is_words(field: usize, described: &Field) -> bool {
    own::is_own(field) || matches!(described.typ, Type::Line | Type::Long)
}

/// Cells of a header beside title and kind: that it was saved, and what stands between them.
const BESIDE: usize = 30;

impl Pane for RecordPane {
    fn is_at(&self, place: &Goal) -> bool {
        matches!(place, Goal::Record(id) if *id == self.id)
    }
    fn contexts(&self, _: &World) -> Vec<Context> {
        act::contexts(self.id.kind).chain([Context::Record]).collect()
    }
    /// The record, and what it is linked with: that is said on its page.
    fn shows(&self, id: Id, world: &World) -> bool {
        let linked = |a: Id, b: Id| world.records.pointing_at(a).any(|(from, _)| from.id == b);
        id == self.id || linked(self.id, id) || linked(id, self.id)
    }
    fn hints(&self, _: &World) -> Vec<Command> {
        use Command::*;
        let own = act::own_hints(self.id.kind);
        let rest = [Back, Follow, OtherPart, AddAction, Add, History, CopyText, Undo, Palette];
        let mut all = vec![Open];
        all.extend(rest.into_iter().filter(|command| !own.contains(command)));
        all.splice(1..1, own);
        all
    }
    fn header(&self, world: &World) -> Header {
        let spec = self.id.kind.spec();
        let title = format!("{} {}", self.id, world.records.name(self.id));
        // The id says the kind already: its word goes before the title is cut.
        let room = usize::from(world.size.0).saturating_sub(cells(&title) + BESIDE);
        let kind = world.records.get(self.id).map_or(spec.name.into(), |r| match self.id.kind {
            Kind::Item => world.view().cell(r, item::GROUP),
            _ => spec.name.into(),
        });
        let middle = if cells(&kind) <= room { kind } else { String::new() };
        Header { left: format!("{}  {title}", world.banner()), middle }
    }
    fn at_field(&self, world: &World) -> Option<usize> {
        match self.lines(world).get(self.window.cursor) {
            Some(PageLine::Field(field)) if self.unfolded.is_some() => Some(*field),
            _ => None,
        }
    }
    fn opened(&mut self, world: &World) -> Vec<Effect> {
        // A page opens at the field where the one before was left; that of a new record begins at its first.
        let is_new = world.records.get(self.id).is_some_and(|r| r.rev <= 1 && is_bare(r, world));
        if self.unfolded.is_none()
            && !is_new
            && let Some(field) = world.at_field.get(&self.id.kind)
        {
            self.unfolded = Some(self.is_unfolded(world));
            let at = self.lines(world).iter().position(|l| matches!(l, PageLine::Field(f) if f == field));
            self.window = Window::at(at.unwrap_or(0));
        }
        match world.foreign.is_empty() {
            true => Vec::new(),
            false => vec![Effect::Fetch(Query::ForeignOf(self.id))],
        }
    }
    fn touched(&mut self, ids: &[Id], world: &World) {
        let Some(field) = self.opened_at.filter(|_| ids.contains(&self.id)) else { return };
        let at = self.lines(world).iter().position(|l| matches!(l, PageLine::Field(f) if *f == field));
        self.window.cursor = at.unwrap_or(self.window.cursor);
    }
    fn needs(&self, world: &World) -> Vec<Id> {
        act::read_along(self.id, world)
    }
    fn part_of(&self) -> Option<Id> {
        Some(self.id)
    }
    fn subject(&self, _: &World) -> Option<Id> {
        Some(self.id)
    }

    fn run(&mut self, command: Command, _: Option<Key>, world: &World) -> Option<Vec<Effect>> {
        self.unfolded = Some(self.is_unfolded(world));
        let lines = self.lines(world);
        let len = lines.len();
        if !matches!(command, Command::Open | Command::Edit) {
            self.opened_at = None;
        }
        match command {
            Command::Down => self.window.down(1, len),
            Command::Up => self.window.up(1),
            Command::PageDown => self.window.down(self.page.get(), len),
            Command::PageUp => self.window.up(self.page.get()),
            Command::First => self.window.first(),
            Command::Last => self.window.last(len),
            Command::OtherPart => {
                let first_link = lines.iter().position(|l| matches!(l, PageLine::Link(..)));
                self.window.cursor = match first_link {
                    Some(at) if self.window.cursor < at => at,
                    _ => 0,
                };
            }
            Command::Open | Command::Edit => return Some(self.enter(world)),
            Command::Follow => return Some(self.follow(world)),
            Command::Add if self.id.kind.is_single() => {
                return Some(vec![Effect::Say(format!("a file has one {}", self.id.kind.spec().name))]);
            }
            Command::Add => {
                let list = world.records.get(self.id).map_or_else(|| Listing::first(self.id.kind), Listing::of);
                let add = act::add(list, world);
                return Some([Effect::Close].into_iter().chain(add).collect());
            }
            Command::Like => return Some(act::like(self.id, world)),
            Command::Again => return Some(act::again(&[self.id], world)),
            Command::Erase => return Some(vec![self.ask_to_erase(world)]),
            Command::Merge => return Some(super::merging::ask(self.id, world)),
            Command::Link => return Some(vec![Effect::Go(Goal::LinkAs(self.id))]),
            Command::Delete => return Some(self.delete(world)),
            Command::History => return Some(vec![Effect::Go(Goal::History(self.id))]),
            Command::Decide => return Some(vec![super::deciding::ask(&[self.id])]),
            Command::AddAction => return Some(vec![Effect::Go(findings::ask_action(self.id, world))]),
            Command::Paper => return Some(vec![Effect::Go(Goal::Papers(Some(self.id)))]),
            Command::CopyText => {
                return Some(vec![Effect::Copy { what: self.id.to_string(), text: detail::as_text(world, self.id) }]);
            }
            _ => {
                let effects = act::on_records(self.id.kind, command, &[self.id], world)?;
                self.opened_at = self.filled_by(&effects, world);
                return Some(effects);
            }
        }
        Some(Vec::new())
    }

    fn receive(&mut self, answer: Answer, world: &World) -> Vec<Effect> {
        if let Answer::Records(RecordsFor::MergeWith(id), ids) = &answer {
            return super::merging::with(*id, ids.first().copied());
        }
        risks::receive(answer, world)
    }
    fn fetched(&mut self, fetched: Fetched, _: &World) -> Result<Vec<Effect>, Fetched> {
        match fetched {
            Fetched::ForeignOf(id, values) if id == self.id => self.foreign = values,
            other => return Err(other),
        }
        Ok(Vec::new())
    }

    fn plain(&self, world: &World, _: Range<usize>) -> Option<Plain> {
        Some(self.in_lines(world))
    }
    fn draw(&self, world: &World, canvas: &mut Canvas, area: Rect) {
        draw::draw(self, world, canvas, area);
    }
}
