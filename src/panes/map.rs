//! The map of the management system: every register by clause, with how many records it holds, how many are late and
//! about how many something is not settled.
//!
//! It is made from the descriptions: a list stands under the clause that its kind serves.

use super::{
    asking::CheckRun,
    outline::{Fresh, Line},
    outlined::Outlined,
};
use crate::{
    command::Command,
    domain::{Id, Kind, Listing, Record, plan::numbers, progress},
    framework,
    ui::{Effect, Header, Place, World},
};
use std::collections::BTreeSet;

/// How many rules are asked between two keys.
const PIECE: usize = 4;

/// The open map.
#[derive(Default)]
pub struct MapPane {
    list: Fresh<(Kind, usize)>,
    /// Records of which a rule is not met, once all rules have been asked.
    missing: Option<BTreeSet<Id>>,
    asking: CheckRun,
}

fn lines(missing: Option<&BTreeSet<Id>>, world: &World) -> Vec<Line<(Kind, usize)>> {
    let mut lists: Vec<(usize, Listing)> = Listing::all().into_iter().enumerate().collect();
    // What serves no clause stands last.
    let clause = |l: &Listing| (l.kind().spec().clause.is_empty(), numbers(l.kind().spec().clause));
    lists.sort_by_key(|(at, l)| (clause(l), *at));
    let mut lines = Vec::new();
    let mut heading = None;
    for (at, list) in lists {
        let top = list.kind().spec().clause.split('.').next().unwrap_or_default();
        if heading != Some(top) {
            heading = Some(top);
            let title = framework::heading(top).map_or("More", |h| h.title);
            let title = if top.is_empty() { "More".to_string() } else { format!("{top} {title}") };
            if !lines.is_empty() {
                lines.push(Line::plain(""));
            }
            lines.push(Line::heading(title));
        }
        lines.push(Line::row(row(list, missing, world), (list.kind(), at)));
    }
    lines
}

fn row(list: Listing, missing: Option<&BTreeSet<Id>>, world: &World) -> String {
    let kind = list.kind();
    let is_late = |r: &Record| usize::from(progress::late_days(world.view(), r).is_some());
    let held = world.records.all(kind).filter(|r| list.holds(r));
    let (all, late) = held.fold((0, 0), |(all, late), r| (all + 1, late + is_late(r)));
    let word = |n: usize, what: &str| if n > 0 { format!("{n} {what}") } else { String::new() };
    let held = |id: &&Id| id.kind == kind && world.records.live(**id).is_some_and(|r| list.holds(r));
    let missing = missing.map_or(0, |ids| ids.iter().filter(held).count());
    let name = crate::shown::cut(list.name(), 30);
    let line = format!(
        "  {:<5} {name:<31} {all:>5}  {:<9} {}",
        kind.spec().clause,
        word(late, "late"),
        word(missing, "to settle")
    );
    line.trim_end().to_string()
}

impl Outlined for MapPane {
    type Target = (Kind, usize);

    fn fresh(&self) -> &Fresh<(Kind, usize)> {
        &self.list
    }
    fn fresh_mut(&mut self) -> &mut Fresh<(Kind, usize)> {
        &mut self.list
    }
    fn lines(&self, world: &World) -> Vec<Line<(Kind, usize)>> {
        lines(self.missing.as_ref(), world)
    }
    fn is_here(&self, place: &Place) -> bool {
        matches!(place, Place::Map)
    }
    fn footer(&self) -> &'static [Command] {
        use Command::*;
        &[Open, Filter, CopyText, GoChecks, GoDuties, Back, Palette]
    }
    fn title(&self, world: &World) -> Header {
        let middle = self.asking.told().unwrap_or_else(|| format!("{} registers", self.list(world).all()));
        Header { left: format!("{}  map of the AIMS", world.banner()), middle }
    }
    fn empty(&self) -> &'static str {
        "No register."
    }
    fn changed(&mut self) {
        self.asking.begin();
        self.list.forget();
    }
    fn next_piece(&self) -> Option<u64> {
        self.asking.deadline()
    }
    fn goes_on(&mut self, world: &World) {
        if let Some(found) = self.asking.go_on(world, PIECE) {
            self.missing = Some(found.iter().flat_map(|(_, spots)| spots.iter().map(|s| s.id)).collect());
            self.list.forget();
        }
    }
    fn act(&mut self, command: Command, world: &World) -> Option<Vec<Effect>> {
        match command {
            Command::Open | Command::Edit => {
                let all = Listing::all();
                let chosen = self.list(world).current().and_then(|(_, at)| all.get(*at).copied());
                Some(chosen.map(|list| Effect::Go(Place::listing(list))).into_iter().collect())
            }
            Command::CopyText => Some(self.copied("the map", world)),
            _ => None,
        }
    }
}
