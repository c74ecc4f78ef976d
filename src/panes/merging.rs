//! Two records that are the same thing: what the one that is kept takes over, what differs, who points at it then.
//!
//! Both are read whole before anything is merged; Tab turns round which one is kept.

use super::{lines::scrolled, place_of};
use crate::{
    command::{Command, Context},
    domain::{Id, Value, alike, workflow::merging},
    exchange::look_alikes,
    keymap::Key,
    parts::{Canvas, overlay},
    shown::wrap,
    ui::{
        AfterChoice, Covers, Effect, Pane, Place, Plain, RecordsFor, World,
        place::{Menu, MenuRow},
    },
};
use ratatui::layout::Rect;
use std::ops::Range;

/// The open question.
pub struct Merging {
    keep: Id,
    gone: Id,
    top: usize,
}

/// Asks with which record this one is merged: those that may be the same first.
pub fn ask(id: Id, world: &World) -> Vec<Effect> {
    let name = world.records.name(id);
    let title = id.kind.spec().title;
    let like = look_alikes(&world.records, id.kind, &name);
    let is_like = |other: Id| {
        let title = world.records.get(other).map_or("", |r| r.text(title));
        like.contains(&other) || alike::is_alike(id.kind, &name, title)
    };
    let mut ids: Vec<Id> = world.records.all(id.kind).map(|r| r.id).filter(|other| *other != id).collect();
    if ids.is_empty() {
        return vec![Effect::Say(format!("{id} is the only {} here", id.kind.spec().name))];
    }
    ids.sort_by_key(|other| !is_like(*other));
    let row = |other: &Id| MenuRow {
        label: world.records.name(*other),
        detail: if is_like(*other) { "may be the same".into() } else { String::new() },
        id: Some(*other),
        ..MenuRow::default()
    };
    let rows = ids.iter().map(row).collect();
    let title = format!("Merge {} {name} with which one?", world.records.called(id));
    vec![Effect::Go(Place::Menu(Menu::list(title, rows, AfterChoice::Records(RecordsFor::MergeWith(id)))))]
}

/// Opens the question about two records.
pub fn with(id: Id, other: Option<Id>) -> Vec<Effect> {
    // The older one is kept unless somebody turns it round.
    other.map(|other| Effect::Go(Place::Merge(id.min(other), id.max(other)))).into_iter().collect()
}

impl Merging {
    pub fn new(keep: Id, gone: Id) -> Merging {
        Merging { keep, gone, top: 0 }
    }

    fn is_read(&self, world: &World) -> bool {
        let read = |id: Id| {
            let fields = 0..id.kind.spec().fields.len();
            world.records.live(id).is_some_and(|r| fields.into_iter().all(|f| *r.value(f) != Value::Unread))
        };
        read(self.keep) && read(self.gone)
    }

    fn lines(&self, world: &World) -> Vec<String> {
        let named = |id: Id| format!("{} {}", world.records.called(id), world.records.name(id));
        let merged = match merging::merge(world.view(), self.keep, self.gone) {
            Ok(merged) => merged,
            Err(why) => return vec![why],
        };
        let mut lines = vec![
            format!("Kept:    {}", named(self.keep)),
            format!("Merged:  {}; its history stays under its id", named(self.gone)),
        ];
        if !merged.taken.is_empty() {
            lines.push(format!("Taken over:  {}", merged.taken.join(", ")));
        }
        let kept_in = self.keep.kind.spec().keeps.map(|f| self.keep.kind.spec().fields[f].label.to_lowercase());
        let stays =
            kept_in.map_or("it stays in the history".to_string(), |label| format!("kept as a line of the {label}"));
        for (label, mine, theirs) in &merged.differs {
            lines.push(format!("{label}:  {mine}  (the other said {theirs}; {stays})"));
        }
        lines.push(format!("Links that move:  {}", merged.moved));
        if merged.stay > 0 {
            lines.push(format!("Links of closed rounds and issued papers that stay as they were:  {}", merged.stay));
        }
        lines.push(String::new());
        lines.push("Enter merges them in one step, Tab keeps the other one, Esc leaves both.".into());
        lines
    }

    fn merge(&self, world: &World) -> Vec<Effect> {
        if !self.is_read(world) {
            return vec![Effect::Say("still reading the two records; again in a moment".into())];
        }
        match merging::merge(world.view(), self.keep, self.gone) {
            Ok(merged) => {
                let told = merged.told(self.keep, self.gone);
                // The page of the one that is gone closes with the question.
                let place = place_of(self.keep, world);
                vec![Effect::Close, Effect::Save(merged.change), Effect::Go(place), Effect::Say(told)]
            }
            Err(why) => vec![Effect::Close, Effect::Say(why)],
        }
    }
}

impl Pane for Merging {
    fn is_at(&self, _: &Place) -> bool {
        false
    }
    fn covers(&self) -> Covers {
        Covers::Part
    }
    fn contexts(&self, _: &World) -> Vec<Context> {
        vec![Context::Menu]
    }
    fn hints(&self, _: &World) -> Vec<Command> {
        vec![Command::Accept, Command::Toggle, Command::Cancel]
    }
    fn needs(&self, _: &World) -> Vec<Id> {
        vec![self.keep, self.gone]
    }
    fn run(&mut self, command: Command, _: Option<Key>, world: &World) -> Option<Vec<Effect>> {
        match command {
            Command::Accept | Command::Open => return Some(self.merge(world)),
            Command::Cancel | Command::Back => return Some(vec![Effect::Close]),
            Command::Toggle => std::mem::swap(&mut self.keep, &mut self.gone),
            _ => {
                let last = self.lines(world).len().saturating_sub(1);
                self.top = scrolled(self.top, command, world.size.1.saturating_sub(8), last)?;
            }
        }
        Some(Vec::new())
    }
    fn plain(&self, world: &World, _: Range<usize>) -> Option<Plain> {
        let mut plain = Plain::new(format!("Merge {} and {}", self.keep, self.gone));
        self.lines(world).into_iter().for_each(|line| plain.said(line));
        plain.choice = true;
        Some(plain)
    }
    fn draw(&self, world: &World, canvas: &mut Canvas, area: Rect) {
        let width = usize::from(area.width).saturating_sub(3).max(1);
        let blank = |line: &String| if line.is_empty() { vec![String::new()] } else { wrap(line, width) };
        let lines: Vec<String> = self.lines(world).iter().flat_map(blank).collect();
        let height = (lines.len() as u16).clamp(3, area.height.saturating_sub(2).max(3));
        let inside = overlay(canvas, area, &format!("Merge {} and {}", self.keep, self.gone), height);
        for (row, line) in lines.iter().skip(self.top).take(inside.height.into()).enumerate() {
            canvas.put(inside.x + 1, inside.y + row as u16, inside.width.saturating_sub(2), line, canvas.theme.plain());
        }
        canvas.set_cursor(inside.x, inside.y);
    }
}
