//! Who owns what, in every register: what nobody owns first, then each person with their load.

use super::{
    outline::{Fresh, Line},
    outlined::Outlined,
    place_of,
};
use crate::{
    command::Command,
    domain::{
        Id, Kind, Record,
        kinds::{
            item::{self, Use},
            shared::YES,
        },
        progress,
    },
    ui::{Effect, Header, Place, World},
};
use std::collections::{BTreeMap, BTreeSet};

/// A line: a person (nobody without one), a kind of what they own, or a record.
#[derive(Clone, PartialEq)]
pub enum OwnerLine {
    Owner(Option<Id>, Kind),
    Record(Id),
}

/// The open pane.
#[derive(Default)]
pub struct Owners {
    list: Fresh<OwnerLine>,
    opened: BTreeSet<(Option<Id>, Kind)>,
}

/// Whether somebody has to answer for it: neither over nor left out, and no row of another record.
fn counts(record: &Record) -> bool {
    let left_out = record.id.kind == Kind::Item && Use::of(record, item::USE) == Some(Use::No);
    let person = record.id.kind == Kind::Person;
    !person && !left_out && !record.id.kind.spec().row && !progress::is_over(record) && !is_closed(record)
}

/// Work that is closed is nobody's any more.
fn is_closed(record: &Record) -> bool {
    record.id.kind.spec().due.is_some() && progress::stage(record) == crate::domain::Stage::Closed
}

type Owned<'a> = BTreeMap<Option<Id>, BTreeMap<Kind, Vec<&'a Record>>>;

fn owned(world: &World) -> Owned<'_> {
    let mut all: Owned = BTreeMap::new();
    let kinds = Kind::ALL.iter().filter(|kind| kind.spec().owner.is_some() && !kind.is_single());
    for record in kinds.flat_map(|kind| world.records.all(*kind)).filter(|r| counts(r)) {
        let owner = record.id.kind.spec().owner.and_then(|owner| record.one(owner));
        let owner = owner.filter(|id| world.records.live(*id).is_some());
        all.entry(owner).or_default().entry(record.id.kind).or_default().push(record);
    }
    all
}

fn late(records: &[&Record], world: &World) -> usize {
    records.iter().filter(|r| progress::late_days(world.view(), r).is_some()).count()
}

fn outside(records: &[&Record]) -> usize {
    let is = |r: &&&Record| r.id.kind.spec().field("outside").is_some_and(|f| r.choice(f) == Some(YES));
    records.iter().filter(is).count()
}

impl Outlined for Owners {
    type Target = OwnerLine;

    fn fresh(&self) -> &Fresh<OwnerLine> {
        &self.list
    }
    fn fresh_mut(&mut self) -> &mut Fresh<OwnerLine> {
        &mut self.list
    }
    fn lines(&self, world: &World) -> Vec<Line<OwnerLine>> {
        let all = owned(world);
        let mut people: Vec<_> = all.into_iter().collect();
        let size = |kinds: &BTreeMap<Kind, Vec<&Record>>| kinds.values().map(Vec::len).sum::<usize>();
        people.sort_by_key(|(owner, kinds)| (owner.is_some(), std::cmp::Reverse(size(kinds)), *owner));
        let mut lines = Vec::new();
        for (owner, kinds) in people {
            if !lines.is_empty() {
                lines.push(Line::plain(""));
            }
            let records: Vec<&Record> = kinds.values().flatten().copied().collect();
            let name = owner.map_or("NOBODY".into(), |id| world.records.name(id));
            let late = match late(&records, world) {
                0 => String::new(),
                n => format!(", {n} late"),
            };
            lines.push(Line::heading(format!("{name}: {}{late}", records.len())));
            for (kind, records) in kinds {
                let spec = kind.spec();
                let word = if records.len() == 1 { spec.name } else { spec.plural };
                let outside = match outside(&records) {
                    0 => String::new(),
                    n => format!(", {n} done from outside"),
                };
                let text = format!("  {:>5}  {word}{outside}", records.len());
                lines.push(Line::row(text, OwnerLine::Owner(owner, kind)));
                if self.opened.contains(&(owner, kind)) {
                    let row = |r: &&Record| {
                        let called = world.records.called(r.id);
                        Line::row(format!("         {called:<8} {}", r.title()), OwnerLine::Record(r.id))
                    };
                    lines.extend(records.iter().map(row));
                }
            }
        }
        lines
    }
    fn is_here(&self, place: &Place) -> bool {
        matches!(place, Place::Owners)
    }
    fn footer(&self) -> &'static [Command] {
        use Command::*;
        &[Open, Filter, CopyText, GoDuties, GoWork, Back, Palette]
    }
    fn title(&self, world: &World) -> Header {
        let nobody = owned(world).get(&None).map_or(0, |kinds| kinds.values().map(Vec::len).sum());
        Header { left: format!("{}  who owns what", world.banner()), middle: format!("{nobody} owned by nobody") }
    }
    fn empty(&self) -> &'static str {
        "Nothing is there that somebody could own. Who owns what stands here, what nobody owns first; g A leads to the registers."
    }
    fn marked(&self, world: &World) -> Option<Id> {
        match self.list(world).current() {
            Some(OwnerLine::Record(id)) => Some(*id),
            _ => None,
        }
    }
    fn act(&mut self, command: Command, world: &World) -> Option<Vec<Effect>> {
        match command {
            Command::Open | Command::Edit => match self.list(world).current().cloned()? {
                OwnerLine::Record(id) => Some(vec![Effect::Go(place_of(id, world))]),
                OwnerLine::Owner(owner, kind) => {
                    if !self.opened.remove(&(owner, kind)) {
                        self.opened.insert((owner, kind));
                    }
                    self.list.forget();
                    Some(Vec::new())
                }
            },
            Command::CopyText => Some(self.copied("who owns what", world)),
            _ => None,
        }
    }
}
