//! How ready the AIMS is for the audits of a body: what stands in the way, then each must of both stages with what shows it.

use super::{
    outline::{Fresh, Line, sentence, whole_row},
    outlined::Outlined,
    place_of,
};
use crate::{
    command::{Command, Context},
    domain::{
        Change, Id, Kind, Value,
        kinds::{action, scope_item},
        readiness::{self, AuditStage},
        second, way,
    },
    shown::pad,
    ui::{
        AfterChoice, Effect, Header, Place, World,
        place::{Menu, MenuRow},
    },
};

/// What a line leads to: a must, or a blocker, by its place.
#[derive(Clone, Copy, PartialEq)]
pub enum ReadinessTarget {
    Must(usize),
    Blocker(usize),
    /// A station of the way, or a finding of the body.
    Record(Id),
}

/// The open pane: of the whole, or of one AI system.
pub struct ReadinessPane {
    system: Option<Id>,
    list: Fresh<ReadinessTarget>,
}

impl ReadinessPane {
    pub fn new(system: Option<Id>) -> ReadinessPane {
        ReadinessPane { system, list: Fresh::default() }
    }

    /// The records that show what is marked, or that stand in the way.
    fn open(&self, world: &World) -> Vec<Effect> {
        let view = world.view();
        let (title, test, ids) = match self.list(world).current() {
            Some(ReadinessTarget::Must(at)) => {
                let must = &readiness::MUSTS[*at];
                let found = (must.look)(&readiness::ReadinessScope { view, system: self.system });
                (must.what.to_string(), format!("Fit to be shown when: {}.", must.test), found.proof)
            }
            Some(ReadinessTarget::Blocker(at)) => {
                let Some(blocker) = readiness::blockers(view, self.system).into_iter().nth(*at) else {
                    return Vec::new();
                };
                (blocker.what, String::new(), blocker.ids)
            }
            Some(ReadinessTarget::Record(id)) => return vec![Effect::Go(place_of(*id, world))],
            None => return Vec::new(),
        };
        if ids.is_empty() {
            let lines =
                vec![test, "Nothing on file shows it yet.".into(), String::new(), readiness::told(world.view()).into()];
            return vec![Effect::Go(Place::Guide { title, lines })];
        }
        let row = |id: &Id| MenuRow { label: world.records.in_full(*id), id: Some(*id), ..MenuRow::default() };
        let places = ids.iter().map(|id| place_of(*id, world)).collect();
        vec![Effect::Go(Place::Menu(Menu::list(title, ids.iter().map(row).collect(), AfterChoice::Go(places))))]
    }

    fn scopes(&self, world: &World) -> Place {
        let mut rows = vec![MenuRow { label: "the whole AIMS".into(), ..MenuRow::default() }];
        let mut places = vec![Place::Readiness(None)];
        for system in world.records.all(Kind::System) {
            rows.push(MenuRow { label: system.title().into(), id: Some(system.id), ..MenuRow::default() });
            places.push(Place::Readiness(Some(system.id)));
        }
        for unit in world.records.all(Kind::ScopeItem).filter(|s| !scope_item::is_activity(s)) {
            let detail = world.view().cell(unit, scope_item::TYPE);
            rows.push(MenuRow { label: unit.title().into(), detail, id: Some(unit.id), ..MenuRow::default() });
            places.push(Place::Readiness(Some(unit.id)));
        }
        Place::Menu(Menu::list("Readiness of what?", rows, AfterChoice::Go(places)))
    }

    /// One action for each blocker that none was made for yet.
    fn plan(&self, world: &World) -> Vec<Effect> {
        let there: Vec<&str> = world.records.all(Kind::Action).map(|a| a.title()).collect();
        let longest = action::FIELDS[action::TITLE].longest();
        let mut change = Change::new("actions against what stands in the way");
        let mut next = world.records.next_id(Kind::Action);
        let targets = Kind::Action.spec().fields[action::ABOUT].targets().map_or(&[][..], |(kinds, _)| kinds);
        for blocker in readiness::blockers(world.view(), self.system) {
            let title: String = format!("Close: {}", blocker.what).chars().take(longest).collect();
            if there.contains(&title.as_str()) {
                continue;
            }
            let about = blocker.about.iter().copied().filter(|id| targets.contains(&id.kind));
            let values = vec![
                (action::TITLE, Value::text(title)),
                (action::STATE, action::State::Open.value()),
                (action::PURPOSE, action::Purpose::Gap.value()),
                (action::ABOUT, Value::refs(about)),
            ];
            change = change.create(next, values);
            next.n += 1;
        }
        match change.edits.len() {
            0 => vec![Effect::Say("every blocker has its action already".into())],
            n => {
                let said = format!("{n} actions made, without owner and day yet; u takes them back");
                vec![Effect::Save(change), Effect::Go(Place::List(Kind::Action, "Close:".into())), Effect::Say(said)]
            }
        }
    }
}

fn lines(system: Option<Id>, world: &World) -> Vec<Line<ReadinessTarget>> {
    let view = world.view();
    let found = readiness::found(view, system);
    let mut lines: Vec<Line<ReadinessTarget>> = sentence(readiness::told(view), 0, world);
    let blockers = readiness::blockers(view, system);
    lines.extend([Line::plain(""), Line::heading(format!("IN THE WAY: {}", blockers.len()))]);
    let row = |(at, b): (usize, &readiness::Blocker)| whole_row(&b.what, [2, 6], ReadinessTarget::Blocker(at), world);
    lines.extend(blockers.iter().enumerate().flat_map(row));
    if blockers.is_empty() {
        lines.push(Line::plain("  nothing that this program can see"));
    }
    if system.is_none() && way::is_wanted(view) {
        lines.extend(the_way(world));
    }
    let twice = second::lines(view);
    if !twice.is_empty() {
        lines.extend([Line::plain(""), Line::heading("JUDGED A SECOND TIME, BLIND")]);
        lines.extend(twice.iter().flat_map(|told| sentence(told, 2, world)));
    }
    for stage in [AuditStage::One, AuditStage::Two] {
        let name = stage.name(view).to_uppercase();
        let (there, all) = readiness::share(&found, stage);
        lines.extend([Line::plain(""), Line::heading(format!("{name}: {there} of {all} there"))]);
        for (at, (must, found)) in found.iter().enumerate().filter(|(_, (m, _))| m.stage == stage) {
            let sign = if must.blocker { "!" } else { " " };
            let text = format!("{} {sign} {} {}", pad(found.state().label(), 6), pad(must.what, 44), marks(found));
            lines.push(Line::row(text.trim_end(), ReadinessTarget::Must(at)));
            let told = found.told();
            if !told.is_empty() {
                lines.extend(sentence(&told, 11, world));
            }
        }
    }
    lines
}

/// The stations to the certificate with their days, what the body waits for, and what it took so far.
fn the_way(world: &World) -> Vec<Line<ReadinessTarget>> {
    let view = world.view();
    let mut lines = vec![Line::plain(""), Line::heading("THE WAY TO THE CERTIFICATE")];
    for station in way::stations(view) {
        let day = station.day.map_or("-".to_string(), |day| day.to_string());
        let text = format!("{} {} {} {}", pad(station.stand.label(), 11), pad(&day, 10), station.what, told(&station));
        lines.push(match station.id {
            Some(id) => Line::row(format!("  {}", text.trim_end()), ReadinessTarget::Record(id)),
            None => Line::plain(format!("  {}", text.trim_end())),
        });
    }
    let owed = way::owed(view);
    if !owed.is_empty() {
        lines.push(Line::plain("  the body waits for, or has, an answer to:"));
    }
    lines.extend(owed.iter().map(|owed| {
        let due = owed.due.map_or("no day".to_string(), |day| format!("by {day}"));
        let word = match (owed.answered, owed.is_late(view.today)) {
            (true, _) => "answered",
            (false, true) => "LATE",
            (false, false) => "not answered",
        };
        let text = format!("    {word}, {due}, {}: {}", owed.round, world.records.in_full(owed.finding));
        Line::row(text, ReadinessTarget::Record(owed.finding))
    }));
    let effort = way::effort(view);
    if !effort.is_empty() {
        lines.extend(sentence(&format!("so far: {}", effort.join("; ")), 2, world));
    }
    lines
}

fn told(station: &way::Station) -> String {
    if station.note.is_empty() { String::new() } else { format!("({})", station.note) }
}

/// `dated, approved`, as far as that is asked for and there.
fn marks(found: &readiness::Found) -> String {
    let words = [(found.dated, "dated"), (found.approved, "approved")];
    words.iter().filter(|(is, _)| *is == Some(true)).map(|(_, word)| *word).collect::<Vec<_>>().join(", ")
}

impl Outlined for ReadinessPane {
    type Target = ReadinessTarget;

    fn fresh(&self) -> &Fresh<ReadinessTarget> {
        &self.list
    }
    fn fresh_mut(&mut self) -> &mut Fresh<ReadinessTarget> {
        &mut self.list
    }
    fn lines(&self, world: &World) -> Vec<Line<ReadinessTarget>> {
        lines(self.system, world)
    }
    fn is_here(&self, place: &Place) -> bool {
        matches!(place, Place::Readiness(system) if *system == self.system)
    }
    fn own_contexts(&self) -> &'static [Context] {
        &[Context::Readiness, Context::List]
    }
    fn footer(&self) -> &'static [Command] {
        use Command::*;
        &[Open, ReadinessScope, ReadinessPlan, Filter, CopyText, Paper, Back, Palette]
    }
    fn title(&self, world: &World) -> Header {
        let of = self.system.map_or("the whole AIMS".into(), |id| world.records.in_full(id));
        Header { left: format!("{}  readiness", world.banner()), middle: of }
    }
    fn marked(&self, _: &World) -> Option<Id> {
        self.system
    }
    fn act(&mut self, command: Command, world: &World) -> Option<Vec<Effect>> {
        match command {
            Command::Open | Command::Edit => Some(self.open(world)),
            Command::ReadinessScope => Some(vec![Effect::Go(self.scopes(world))]),
            Command::ReadinessPlan => Some(self.plan(world)),
            Command::Paper => Some(vec![Effect::Go(Place::Papers(self.system))]),
            Command::CopyText => Some(self.copied("readiness", world)),
            _ => None,
        }
    }
}
