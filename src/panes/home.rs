//! Home: what to do next, in the order of what hurts, and where we stand. Every number comes from the live records.
//!
//! The numbers are counted when Home is drawn for the first time after a change and kept until the next one, so that
//! drawing costs the same however large the file is, and a change costs nothing while another pane covers Home.

mod draw;
mod facts;
mod found;
mod kept;
mod plain;
mod resume;
mod steps;
#[cfg(test)]
mod tests;
mod tips;
mod wide;

use crate::{
    command::{Command, Context},
    domain::{Id, Kind, Listing},
    keymap::Key,
    panes::asking::PIECE,
    parts::Canvas,
    ui::{Effect, Header, Pane, Place, Plain, World},
};
use facts::HomeFacts;
pub use found::found_text;
use kept::KeptCounts;
use ratatui::layout::Rect;
use std::{
    cell::{OnceCell, RefCell},
    ops::Range,
};
use steps::NextStep;

/// The open pane.
#[derive(Default)]
pub struct Home {
    facts: OnceCell<HomeFacts>,
    /// What they are counted from, kept from change to change.
    kept: RefCell<KeptCounts>,
    part: HomePart,
    /// The marked step, known by its name while the list changes, and its place in case it leaves.
    step: (&'static str, usize),
    /// The marked row of the other parts, in the order of [`HomePart`].
    rows: [usize; 4],
    /// Something was done in an interview since Home was seen last.
    worked: bool,
    /// When the next rules are asked that are owed.
    goes_on: u64,
}

/// A list of Home whose rows can be opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum HomePart {
    #[default]
    Steps,
    Recent,
    Systems,
    Interviews,
}

/// From this width on there are three columns.
const WIDE: u16 = 120;
/// From this width on there are two.
const TWO: u16 = 70;

impl Home {
    fn facts(&self, world: &World) -> &HomeFacts {
        self.facts.get_or_init(|| HomeFacts::of(world, &mut self.kept.borrow_mut()))
    }

    /// The facts are to be looked at again, and these records counted anew.
    fn outdated(&mut self, ids: &[Id]) {
        let old = self.facts.take();
        self.kept.get_mut().touch(old, ids);
    }

    /// The steps that may be seen.
    fn steps<'a>(&'a self, world: &World) -> Vec<&'a NextStep> {
        self.facts(world).steps.iter().filter(|s| !(s.secret && world.hide_verdicts)).collect()
    }
    fn step_at(&self, steps: &[&NextStep]) -> usize {
        let known = steps.iter().position(|s| s.name == self.step.0);
        known.unwrap_or(self.step.1.min(steps.len().saturating_sub(1)))
    }
    fn mark_step(&mut self, at: usize, world: &World) {
        let name = self.steps(world).get(at).map_or("", |s| s.name);
        self.step = (name, at);
    }

    fn parts(world: &World) -> &'static [HomePart] {
        match world.size.0 {
            WIDE.. => &[HomePart::Steps, HomePart::Recent, HomePart::Systems, HomePart::Interviews],
            _ => &[HomePart::Steps, HomePart::Recent],
        }
    }
    /// The part that has the cursor; a screen that became narrow may have lost it.
    fn part(&self, world: &World) -> HomePart {
        if Home::parts(world).contains(&self.part) { self.part } else { HomePart::Steps }
    }
    fn next_part(&mut self, world: &World) {
        let parts = Home::parts(world);
        let at = parts.iter().position(|p| *p == self.part(world)).unwrap_or(0);
        let filled = |p: &HomePart| *p == HomePart::Steps || self.len(*p, world) > 0;
        let next = (1..=parts.len()).map(|i| parts[(at + i) % parts.len()]).find(filled);
        self.part = next.unwrap_or_default();
    }

    fn len(&self, part: HomePart, world: &World) -> usize {
        let facts = self.facts(world);
        match part {
            HomePart::Steps => self.steps(world).len(),
            HomePart::Recent => world.latest().count(),
            HomePart::Systems => facts.systems.as_ref().map_or(0, |s| s.rows.len()),
            HomePart::Interviews => facts.interviews.as_ref().map_or(0, |i| i.rows.len()),
        }
    }
    /// The marked row of a part.
    fn row(&self, part: HomePart, world: &World) -> usize {
        match part {
            HomePart::Steps => self.step_at(&self.steps(world)),
            other => self.rows[other as usize].min(self.len(other, world).saturating_sub(1)),
        }
    }

    fn move_to(&mut self, command: Command, world: &World) -> bool {
        let part = self.part(world);
        let (at, last) = (self.row(part, world), self.len(part, world).saturating_sub(1));
        let to = match command {
            Command::Down => at + 1,
            Command::Up => at.saturating_sub(1),
            Command::PageDown => at + 8,
            Command::PageUp => at.saturating_sub(8),
            Command::First => 0,
            Command::Last => last,
            _ => return false,
        };
        match part {
            HomePart::Steps => self.mark_step(to.min(last), world),
            other => self.rows[other as usize] = to.min(last),
        }
        true
    }

    fn current(&self, world: &World) -> Option<Id> {
        let facts = self.facts(world);
        let part = self.part(world);
        let at = self.row(part, world);
        match part {
            HomePart::Steps => match self.steps(world).get(at)?.place {
                Place::Card(id, _) | Place::Plan(id) | Place::Record(id) => Some(id),
                _ => None,
            },
            HomePart::Recent => None,
            HomePart::Systems => facts.systems.as_ref()?.rows.get(at).map(|r| r.id),
            HomePart::Interviews => facts.interviews.as_ref()?.rows.get(at).map(|r| r.id),
        }
    }

    fn enter(&self, world: &World) -> Vec<Effect> {
        let part = self.part(world);
        let place = match part {
            HomePart::Steps => self.steps(world).get(self.row(part, world)).map(|s| s.place.clone()),
            HomePart::Recent => Some(Place::Recent),
            HomePart::Systems => self.current(world).map(Place::Record),
            HomePart::Interviews => self.current(world).map(|id| resume::place(id, world)),
        };
        match place {
            Some(place) => {
                // A list in which nothing stands yet opens with the form for its first record.
                let empty = match &place {
                    Place::List(kind, filter) if filter.is_empty() => Some(*kind),
                    _ => None,
                };
                let empty = empty.filter(|kind| world.records.all(*kind).next().is_none());
                let form = empty.map_or(Vec::new(), |kind| super::register::act::add(Listing::whole(kind), world));
                [Effect::Go(place)].into_iter().chain(form).collect()
            }
            None if !self.facts(world).complete => {
                vec![Effect::Say("still reading the file; again in a moment".into())]
            }
            None => vec![Effect::Say("nothing waits here".into())],
        }
    }
}

impl Pane for Home {
    fn is_at(&self, place: &Place) -> bool {
        matches!(place, Place::Home)
    }
    fn contexts(&self, _: &World) -> Vec<Context> {
        vec![Context::Home]
    }
    fn hints(&self, _: &World) -> Vec<Command> {
        use Command::*;
        vec![Open, Search, Palette, Undo, OtherPart, GoChecks, Paper, Quit]
    }
    fn header(&self, world: &World) -> Header {
        let round = self.facts(world).round.clone().filter(|_| world.size.0 >= 72);
        Header { left: format!("{}  home", world.banner()), middle: round.unwrap_or_default() }
    }
    fn subject(&self, world: &World) -> Option<Id> {
        self.current(world)
    }
    /// Another day may have begun, and what was typed elsewhere may be a draft now. Whoever comes back from an
    /// interview goes on with it by one key.
    fn opened(&mut self, _: &World) -> Vec<Effect> {
        self.outdated(&[]);
        if std::mem::take(&mut self.worked) {
            self.part = HomePart::Steps;
            self.step = ("", 0);
        }
        Vec::new()
    }
    fn visit(&mut self, _: &Place, world: &World) -> Vec<Effect> {
        self.opened(world)
    }
    fn touched(&mut self, ids: &[Id], _: &World) {
        self.outdated(ids);
        self.worked |= ids.iter().any(|id| matches!(id.kind, Kind::Answer | Kind::Interview));
    }

    /// Rules look into long texts where those are read.
    fn supplied(&mut self, ids: &[Id], _: &World) {
        self.outdated(ids);
    }

    /// In a large file the rules that look at everything are asked between the keys; until then they stand as they stood.
    fn deadline(&self, _: &World) -> Option<u64> {
        self.kept.borrow().owes().then_some(self.goes_on)
    }
    fn tick(&mut self, world: &World) -> Vec<Effect> {
        self.goes_on = world.tick + 1;
        if self.kept.get_mut().go_on(world, PIECE) {
            self.outdated(&[]);
        }
        Vec::new()
    }

    fn run(&mut self, command: Command, _: Option<Key>, world: &World) -> Option<Vec<Effect>> {
        if self.facts(world).day != world.now.date() {
            self.outdated(&[]);
        }
        if self.move_to(command, world) {
            return Some(Vec::new());
        }
        match command {
            Command::Open => Some(self.enter(world)),
            Command::OtherPart => {
                self.next_part(world);
                Some(Vec::new())
            }
            Command::Paper => Some(vec![Effect::Go(Place::Papers(self.current(world)))]),
            _ => None,
        }
    }

    fn plain(&self, world: &World, _: Range<usize>) -> Option<Plain> {
        Some(plain::plain(self, world))
    }
    fn draw(&self, world: &World, canvas: &mut Canvas, area: Rect) {
        let page = draw::Page { home: self, facts: self.facts(world), world };
        match area.width {
            WIDE.. => wide::draw(&page, canvas, area),
            TWO.. => draw::two_columns(&page, canvas, area),
            _ => draw::one_column(&page, canvas, area),
        }
    }
}
