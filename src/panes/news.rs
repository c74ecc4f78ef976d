//! What changed of what a person owns, checks or audits since they last looked, from the journal.

use super::{
    outline::{Fresh, Line, sentence},
    outlined::{Outlined, on_records},
};
use crate::{
    command::Command,
    domain::{
        Id,
        mine::{self, Concern, News},
    },
    parts::clock,
    shown::cut,
    store::{LOOKED, LOOKED_BEFORE},
    ui::{Effect, Header, Place, World, world::Recent},
};

/// The open pane.
pub struct NewsPane {
    /// The step up to which the person had looked when it was opened.
    from: u64,
    list: Fresh<Id>,
}

/// Cells of what was done last.
const LONGEST: usize = 40;

impl NewsPane {
    pub fn new(world: &World) -> NewsPane {
        NewsPane { from: world.looked(), list: Fresh::default() }
    }
}

/// That this person has looked now, and where they had looked before.
fn looked(world: &World) -> Vec<Effect> {
    let Some(last) = world.unseen.first().map(|step| step.seq).filter(|seq| *seq > world.looked()) else {
        return Vec::new();
    };
    let before = world.looked().to_string();
    vec![Effect::Keep(LOOKED_BEFORE.into(), before), Effect::Keep(LOOKED.into(), last.to_string())]
}

/// How many records there is news of; nothing where nobody said who sits here.
pub fn count(world: &World) -> Option<usize> {
    Some(found(world, world.looked(), u64::MAX)?.len())
}

/// The news between two steps.
fn found(world: &World, after: u64, until: u64) -> Option<Vec<News<'_, Recent>>> {
    let me = world.me()?;
    let steps = world.unseen.iter().filter(|step| step.seq > after && step.seq <= until);
    let steps = steps.filter(|step| step.actor != world.actor);
    Some(mine::news(world.view(), me, steps.map(|step| (step, step.about.as_slice()))))
}

fn lines(from: u64, world: &World) -> Vec<Line<Id>> {
    let (Some(new), Some(old)) = (found(world, from, u64::MAX), found(world, 0, from)) else {
        let told = "Nobody said who sits here: “: who I am” says it, then what changed for you stands here.";
        return sentence(told, 0, world);
    };
    let mut lines = Vec::new();
    if new.is_empty() {
        lines.push(Line::plain("Nothing that you own, check or audit was changed by others since you last looked."));
    }
    for concern in Concern::ALL {
        part(concern.label().into(), new.iter().filter(|n| n.concern == concern), world, &mut lines);
    }
    part("BEFORE THAT, UNTIL YOUR LAST LOOK".into(), old.iter(), world, &mut lines);
    lines
}

fn part<'a>(title: String, news: impl Iterator<Item = &'a News<'a, Recent>>, world: &World, lines: &mut Vec<Line<Id>>) {
    let rows: Vec<Line<Id>> = news.map(|news| row(news, world)).collect();
    if rows.is_empty() {
        return;
    }
    if !lines.is_empty() {
        lines.push(Line::plain(""));
    }
    lines.push(Line::heading(format!("{title}: {}", rows.len())));
    lines.extend(rows);
}

/// `  F-009 approver missing: ben, 24 Nov 10:31, F-009 to step check, and 2 more`.
fn row(news: &News<Recent>, world: &World) -> Line<Id> {
    let last = news.steps[0];
    let day = match last.at.date() == world.now.date() {
        true => String::new(),
        false => format!("{} ", clock::day(last.at.date(), world.now.date())),
    };
    let who = last.actor.split('@').next().unwrap_or(&last.actor);
    let more = match news.steps.len() {
        1 => String::new(),
        n => format!(", and {} more", n - 1),
    };
    let gone = if world.records.live(news.id).is_none() { " (deleted)" } else { "" };
    let said = cut(&world.discreet(&last.label), LONGEST);
    let name = cut(&world.records.in_full(news.id), LONGEST);
    Line::row(format!("  {name}{gone}: {who} {day}{}, {said}{more}", last.at.clock()), news.id)
}

impl Outlined for NewsPane {
    type Target = Id;

    fn fresh(&self) -> &Fresh<Id> {
        &self.list
    }
    fn fresh_mut(&mut self) -> &mut Fresh<Id> {
        &mut self.list
    }
    fn lines(&self, world: &World) -> Vec<Line<Id>> {
        lines(self.from, world)
    }
    fn is_here(&self, place: &Place) -> bool {
        matches!(place, Place::News)
    }
    fn footer(&self) -> &'static [Command] {
        use Command::*;
        &[Open, History, Filter, CopyText, GoRecent, Back, Palette]
    }
    fn title(&self, world: &World) -> Header {
        let who = world.me().map_or(String::new(), |id| world.records.name(id));
        Header { left: format!("{}  since you last looked", world.banner()), middle: who }
    }
    fn on_opening(&mut self, world: &World) -> Vec<Effect> {
        if world.me().is_some() { looked(world) } else { Vec::new() }
    }
    fn marked(&self, world: &World) -> Option<Id> {
        self.list(world).current().copied()
    }
    fn act(&mut self, command: Command, world: &World) -> Option<Vec<Effect>> {
        match command {
            Command::History => {
                let current = self.list(world).current().copied();
                Some(current.map(|id| Effect::Go(Place::History(id))).into_iter().collect())
            }
            _ => on_records(self, command, "what changed for you", world),
        }
    }
}
