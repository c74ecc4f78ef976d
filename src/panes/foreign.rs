//! The records of a kind that a newer program brought, as the dictionary of the file names them: a list and a page, both
//! only read.

use super::outline::{Line, Outline};
use crate::{
    command::{Command, Context},
    domain::foreign::{ForeignKind, ForeignRecord},
    keymap::Key,
    parts::Canvas,
    ui::{Effect, Fetched, Header, Pane, Place, Plain, Query, World},
};
use ratatui::layout::Rect;
use std::ops::Range;

/// The open list.
pub struct ForeignList {
    prefix: String,
    /// By number; `None` until they were read.
    records: Option<Vec<ForeignRecord>>,
    list: Outline<usize>,
}

impl ForeignList {
    pub fn new(prefix: &str) -> ForeignList {
        ForeignList { prefix: prefix.into(), records: None, list: Outline::default() }
    }

    fn kind<'a>(&self, world: &'a World) -> Option<&'a ForeignKind> {
        world.foreign.kind(&self.prefix)
    }

    /// The page of a record: a line for each field that holds something.
    fn page(&self, world: &World) -> Vec<Effect> {
        let marked = self.list.current().and_then(|i| self.records.as_ref()?.get(*i));
        let (Some(kind), Some(record)) = (self.kind(world), marked) else { return Vec::new() };
        let told = kind.fields.iter().zip(&record.values).filter(|(_, text)| !text.is_empty());
        let lines = told.flat_map(|(field, text)| facts(&field.label, &field.shown(text))).collect();
        let title = format!("{} {}", kind.called(record.n), kind.title_of(record));
        vec![Effect::Go(Place::Guide { title, lines })]
    }
}

/// A label and its text; further lines of the text stand below each other.
fn facts(label: &str, text: &str) -> Vec<String> {
    let mut lines = text.lines();
    let first = format!("{label}: {}", lines.next().unwrap_or_default());
    std::iter::once(first).chain(lines.map(|line| format!("  {line}"))).collect()
}

impl Pane for ForeignList {
    fn is_at(&self, place: &Place) -> bool {
        matches!(place, Place::Foreign(prefix) if *prefix == self.prefix)
    }
    fn contexts(&self, _: &World) -> Vec<Context> {
        self.list.contexts(&[Context::List])
    }
    fn hints(&self, _: &World) -> Vec<Command> {
        use Command::*;
        if self.list.is_typing() { vec![Accept, Cancel] } else { vec![Open, Filter, CopyText, Back, Palette] }
    }
    fn header(&self, world: &World) -> Header {
        let plural = self.kind(world).map_or("", |kind| &kind.plural);
        let count = self.records.as_ref().map_or(0, Vec::len);
        Header { left: format!("{}  {plural}", world.banner()), middle: format!("{count}, not known to this program") }
    }
    fn opened(&mut self, _: &World) -> Vec<Effect> {
        match self.records {
            None => vec![Effect::Fetch(Query::Foreign(self.prefix.clone()))],
            Some(_) => Vec::new(),
        }
    }
    fn fetched(&mut self, fetched: Fetched, world: &World) -> Result<Vec<Effect>, Fetched> {
        let records = match fetched {
            Fetched::Foreign(prefix, records) if prefix == self.prefix => records,
            other => return Err(other),
        };
        if let Some(kind) = self.kind(world) {
            let line =
                |(i, r): (usize, &ForeignRecord)| Line::row(format!("{}  {}", kind.called(r.n), kind.title_of(r)), i);
            // Its own heading, since a narrow header has no room for the name.
            let heading = format!("{}: {} of a kind that this program does not know", kind.plural, records.len());
            let rows = records.iter().enumerate().map(line);
            self.list.set([Line::heading(heading)].into_iter().chain(rows).collect());
            self.records = Some(records);
        }
        Ok(Vec::new())
    }

    fn run(&mut self, command: Command, _: Option<Key>, world: &World) -> Option<Vec<Effect>> {
        if let Some(effects) = self.list.run(command) {
            return Some(effects);
        }
        match command {
            Command::Open => Some(self.page(world)),
            Command::CopyText | Command::CopyTable => {
                let what = self.kind(world).map_or("", |kind| &kind.plural).to_string();
                Some(vec![Effect::Copy { what, text: self.list.text() }])
            }
            _ => None,
        }
    }
    fn input(&mut self, key: Key, _: &World) -> Option<Vec<Effect>> {
        self.list.input(key)
    }
    fn paste(&mut self, text: &str, _: &World) -> Option<Vec<Effect>> {
        self.list.paste(text)
    }
    fn esc_was_none(&mut self, _: &World) {
        self.list.esc_was_none();
    }

    fn plain(&self, _: &World, _: Range<usize>) -> Option<Plain> {
        Some(self.list.plain("Nothing stands here."))
    }
    fn draw(&self, _: &World, canvas: &mut Canvas, area: Rect) {
        let empty = if self.records.is_none() { "reading …" } else { "No record of this kind." };
        self.list.draw(canvas, area, empty);
    }
}
