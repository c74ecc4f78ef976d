//! All open work of every register, what the gravest risk hangs on first; who does it, and what is done from outside.

use super::{
    outline::{Fresh, Line},
    outlined::{Outlined, on_records},
};
use crate::{
    command::Command,
    domain::{
        Id, Kind, Record,
        kinds::{person, shared::YES, training},
        people, progress, weight,
    },
    shown::{cut, pad},
    ui::{Effect, Header, Place, World},
};
use std::cmp::Reverse;

/// The open pane.
#[derive(Default)]
pub struct Work {
    list: Fresh<Id>,
}

/// Whether it is work: it has a day to be done by and a state, and no other record holds it.
fn is_work(kind: Kind) -> bool {
    let spec = kind.spec();
    spec.due.is_some() && spec.state.is_some() && !spec.row && !matches!(kind, Kind::Round | Kind::Review | Kind::Risk)
}

/// Open work by the band of its risk, the gravest first; in a band what is late longest.
fn open(world: &World) -> Vec<(Option<usize>, &Record)> {
    let view = world.view();
    let kinds = Kind::ALL.iter().filter(|kind| is_work(**kind));
    let work = kinds.flat_map(|kind| world.records.all(*kind)).filter(|r| progress::is_open(r));
    let mut all: Vec<(Option<usize>, &Record)> = work.map(|r| (weight::band(view, r), r)).collect();
    all.sort_by_key(|(band, r)| {
        let day = progress::waits_for(r);
        (Reverse(*band), day.is_none(), day, r.id)
    });
    all
}

fn row(record: &Record, world: &World) -> String {
    let spec = record.id.kind.spec();
    let late = match (progress::late_days(world.view(), record), progress::waits_for(record)) {
        (Some(days), _) => format!("late {days} d"),
        (None, Some(day)) => day.to_string(),
        (None, None) => String::new(),
    };
    let owner = spec.owner.and_then(|owner| record.one(owner)).map(|id| world.records.name(id));
    let outside = spec.field("outside").is_some_and(|f| record.choice(f) == Some(YES));
    let owner = format!("{}{}", owner.unwrap_or_else(|| "nobody".into()), if outside { " (outside)" } else { "" });
    let id = pad(&world.records.called(record.id), 8);
    format!("  {id}{}{}{}", pad(&late, 12), pad(&cut(&owner, 20), 21), record.title())
}

/// Skills that the team lacks, and the trainings that would bring them.
fn skills(world: &World) -> Vec<Line<Id>> {
    let missing = people::missing_skills(world.view());
    let list = person::FIELDS[person::SKILLS].choices();
    let mut lines = vec![Line::plain(""), Line::heading("SKILLS THAT THE TEAM LACKS")];
    for label in missing {
        let code = list.iter().find(|c| c.label == label).map_or("", |c| c.code);
        let brings = |t: &&Record| !progress::is_over(t) && t.words(training::SKILLS).any(|w| w == code);
        let plans: Vec<&Record> = world.records.all(Kind::Training).filter(brings).collect();
        if plans.is_empty() {
            lines.push(Line::plain(format!("  {label}: no training is planned")));
        }
        lines.extend(plans.iter().map(|t| {
            let owner = training::FIELDS.iter().position(|f| f.name == "owner").and_then(|f| t.one(f));
            let who = owner.map_or("nobody".into(), |id| world.records.name(id));
            Line::row(format!("  {label}: {} {}, {who}", t.id, t.title()), t.id)
        }));
    }
    if lines.len() == 2 { Vec::new() } else { lines }
}

impl Outlined for Work {
    type Target = Id;

    fn fresh(&self) -> &Fresh<Id> {
        &self.list
    }
    fn fresh_mut(&mut self) -> &mut Fresh<Id> {
        &mut self.list
    }
    fn lines(&self, world: &World) -> Vec<Line<Id>> {
        let bands = &world.records.matrix().bands;
        let mut lines = Vec::new();
        let mut heading = None;
        let all = open(world);
        for (band, record) in &all {
            if heading != Some(*band) {
                heading = Some(*band);
                if !lines.is_empty() {
                    lines.push(Line::plain(""));
                }
                let name = band.map_or("no risk behind it".into(), |at| format!("risk {}", bands[at].label));
                let count = all.iter().filter(|(other, _)| other == band).count();
                lines.push(Line::heading(format!("{}  {count}", name.to_uppercase())));
            }
            lines.push(Line::row(row(record, world), record.id));
        }
        lines.extend(skills(world));
        lines
    }
    fn is_here(&self, place: &Place) -> bool {
        matches!(place, Place::Work)
    }
    fn footer(&self) -> &'static [Command] {
        use Command::*;
        &[Open, Filter, CopyText, GoDuties, GoOwners, Back, Palette]
    }
    fn title(&self, world: &World) -> Header {
        let all = open(world);
        let outside = |r: &Record| r.id.kind.spec().field("outside").is_some_and(|f| r.choice(f) == Some(YES));
        let outside = all.iter().filter(|(_, r)| outside(r)).count();
        let middle = format!("{} open, {outside} done from outside", all.len());
        Header { left: format!("{}  work by risk", world.banner()), middle }
    }
    fn empty(&self) -> &'static str {
        "No work is open. Actions, findings and promises stand here, the gravest risk behind them first; n in the actions (g a) adds one."
    }
    fn marked(&self, world: &World) -> Option<Id> {
        self.list(world).current().copied()
    }
    fn act(&mut self, command: Command, world: &World) -> Option<Vec<Effect>> {
        on_records(self, command, "work by risk", world)
    }
}
