//! What lies untouched, the longest first, and what is thinly proven: alone, old, or by what was made by ourselves.

use super::{
    outline::{Fresh, Line},
    place_of,
};
use crate::{
    command::{Command, Context},
    domain::{Id, Kind, Record, Stamp, checks, progress},
    keymap::Key,
    parts::Canvas,
    shown::{cut, pad},
    ui::{Effect, Fetched, Header, Pane, Place, Query, World},
};
use ratatui::layout::Rect;

/// Days after which something counts as untouched.
pub const DAYS: i64 = 60;

/// The open pane.
#[derive(Default)]
pub struct Untouched {
    list: Fresh<Id>,
    /// When each record was touched last, once it was read.
    touched: Option<Vec<(Id, Stamp)>>,
}

/// Whether it is there to be kept up: it has an owner or a state and is neither done nor over.
fn counts(record: &Record) -> bool {
    let spec = record.id.kind.spec();
    let kept = (spec.owner.is_some() || spec.state.is_some()) && !spec.row && record.id.kind != Kind::Person;
    let ended = if spec.due.is_some() { progress::is_done(record) } else { progress::is_over(record) };
    kept && !ended
}

fn lines(touched: &[(Id, Stamp)], world: &World) -> Vec<Line<Id>> {
    let today = world.now.date();
    let days = |at: Stamp| i64::from(today.since(at.date()).map_or(0, |span| span.get_days()));
    let mut old: Vec<(i64, &Record)> = touched
        .iter()
        .map(|(id, at)| (days(*at), *id))
        .filter(|(days, _)| *days >= DAYS)
        .filter_map(|(days, id)| Some((days, world.records.live(id).filter(|r| counts(r))?)))
        .collect();
    old.sort_by_key(|(days, r)| (-days, r.id));
    let mut lines = vec![Line::heading(format!("UNTOUCHED FOR {DAYS} DAYS OR MORE  {}", old.len()))];
    lines.extend(old.iter().map(|(days, r)| {
        let owner = r.id.kind.spec().owner.and_then(|owner| r.one(owner)).map(|id| world.records.name(id));
        let owner = owner.unwrap_or_else(|| "nobody".into());
        let id = pad(&world.records.called(r.id), 8);
        Line::row(format!("  {id}{days:>5} d  {}{}", pad(&cut(&owner, 16), 17), r.title()), r.id)
    }));
    if old.is_empty() {
        lines.push(Line::plain("  nothing"));
    }
    let thin = checks::find("soa.proof-thin").map_or(Vec::new(), |check| (check.find)(world.view()));
    lines.extend([Line::plain(""), Line::heading(format!("THINLY PROVEN  {}", thin.len()))]);
    lines.extend(thin.iter().map(|s| Line::row(format!("  {:<8} {}", world.records.called(s.id), s.detail), s.id)));
    if thin.is_empty() {
        lines.push(Line::plain("  nothing"));
    }
    lines
}

fn found(touched: &Option<Vec<(Id, Stamp)>>, world: &World) -> Vec<Line<Id>> {
    match touched {
        Some(touched) => lines(touched, world),
        None => vec![Line::plain("The journal is being read …")],
    }
}

impl Pane for Untouched {
    fn is_at(&self, place: &Place) -> bool {
        matches!(place, Place::Untouched)
    }
    fn contexts(&self, _: &World) -> Vec<Context> {
        self.list.contexts(&[Context::List])
    }
    fn hints(&self, _: &World) -> Vec<Command> {
        use Command::*;
        match self.list.is_typing() {
            true => vec![Accept, Cancel],
            false => vec![Open, Filter, CopyText, GoChecks, Back, Palette],
        }
    }
    fn header(&self, world: &World) -> Header {
        let middle = "the longest first".into();
        Header { left: format!("{}  untouched and thin", world.banner()), middle }
    }
    fn subject(&self, world: &World) -> Option<Id> {
        self.list.get(|| found(&self.touched, world)).current().copied()
    }
    fn opened(&mut self, _: &World) -> Vec<Effect> {
        self.list.forget();
        vec![Effect::Fetch(Query::Touches)]
    }
    fn touched(&mut self, ids: &[Id], world: &World) {
        if let Some(touched) = &mut self.touched {
            touched.retain(|(id, _)| !ids.contains(id));
            touched.extend(ids.iter().map(|id| (*id, world.now)));
        }
        self.list.forget();
    }
    fn fetched(&mut self, fetched: Fetched, _: &World) -> Result<Vec<Effect>, Fetched> {
        let Fetched::Touches(touched) = fetched else { return Err(fetched) };
        self.touched = Some(touched);
        self.list.forget();
        Ok(Vec::new())
    }

    fn run(&mut self, command: Command, _: Option<Key>, world: &World) -> Option<Vec<Effect>> {
        if let Some(effects) = self.list.get_mut(|| found(&self.touched, world)).run(command) {
            return Some(effects);
        }
        match command {
            Command::Open | Command::Edit => {
                let current = self.subject(world);
                Some(current.map(|id| Effect::Go(place_of(id, world))).into_iter().collect())
            }
            Command::CopyText => {
                let text = self.list.get(|| found(&self.touched, world)).text();
                Some(vec![Effect::Copy { what: "untouched and thin".into(), text }])
            }
            _ => None,
        }
    }
    fn input(&mut self, key: Key, world: &World) -> Option<Vec<Effect>> {
        self.list.get_mut(|| found(&self.touched, world)).input(key)
    }
    fn paste(&mut self, text: &str, world: &World) -> Option<Vec<Effect>> {
        self.list.get_mut(|| found(&self.touched, world)).paste(text)
    }
    fn draw(&self, world: &World, canvas: &mut Canvas, area: Rect) {
        self.list.get(|| found(&self.touched, world)).draw(canvas, area, "Nothing.");
    }
}
