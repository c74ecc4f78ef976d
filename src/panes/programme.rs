//! An audit programme: its areas, the most pressing first, with month and auditor; what no audit reaches; what clashes.

mod first;

use super::{
    outline::{Fresh, Line, sentence},
    outlined::Outlined,
    place_of,
};
use crate::{
    command::{Command, Context},
    domain::{
        Id, Kind, Listing, Record, Value,
        coverage::HEADINGS,
        kinds::{
            programme,
            programme_area::{self, Area, Weight},
        },
        programme as plans, progress,
    },
    shown::{cut, pad},
    ui::{
        AfterChoice, AfterText, Answer, Effect, Header, Place, RowsFor, World,
        place::{Menu, MenuRow, Prompt},
    },
};

/// What a line leads to.
#[derive(Clone, Copy, PartialEq)]
pub enum ProgrammeTarget {
    /// An area of the standard by its heading, with the line that plans it.
    Area(usize, Option<Id>),
    Record(Id),
}

/// The open programme.
pub struct ProgrammePane {
    id: Id,
    list: Fresh<ProgrammeTarget>,
}

impl ProgrammePane {
    pub fn new(id: Id) -> ProgrammePane {
        ProgrammePane { id, list: Fresh::default() }
    }

    /// The line of the marked area, or the area while nothing is planned for it; a planned audit is its own line.
    fn marked_line(&self, world: &World) -> Option<Result<Id, usize>> {
        match self.list(world).current()? {
            ProgrammeTarget::Area(_, Some(id)) => Some(Ok(*id)),
            ProgrammeTarget::Record(id) => (id.kind == Kind::ProgrammeArea).then_some(Ok(*id)),
            ProgrammeTarget::Area(heading, None) => Some(Err(*heading)),
        }
    }

    fn field(&self, field: usize, world: &World) -> Vec<Effect> {
        match self.marked_line(world) {
            Some(Ok(id)) => vec![Effect::Go(Place::Field(vec![id], field))],
            Some(Err(heading)) => vec![Effect::Go(first::ask(heading, field, world))],
            None => vec![Effect::Say("this is for an area or a planned audit; move to one".into())],
        }
    }

    /// Begins the round that carries out an area, or names one that is there.
    fn round(&self, world: &World) -> Vec<Effect> {
        let Some(line) = self.marked_line(world) else {
            return vec![Effect::Say("this is for an area or a planned audit; move to one".into())];
        };
        let named = line.ok().and_then(|id| world.records.live(id)?.one(programme_area::ROUND));
        let row = |letter, label: String| MenuRow { letter: Some(letter), label, ..MenuRow::default() };
        let mut rows = vec![
            row('b', "begin the audit: a new round with this scope, auditor and month".into()),
            row('n', "name a round that is there".into()),
        ];
        rows.extend(named.map(|round| row('g', format!("go to {}", world.records.in_full(round)))));
        let asked = match line {
            Ok(id) => RowsFor::AreaRound(id),
            Err(heading) => RowsFor::NewArea(heading, programme_area::ROUND),
        };
        let menu = Menu::letters("The round of this area".to_string(), rows, AfterChoice::Rows(asked));
        vec![Effect::Go(Place::Menu(Menu { at: if named.is_some() { 2 } else { 0 }, ..menu }))]
    }

    /// The page of a planned audit; of an area that is not planned the month is asked, and nothing is made before it is
    /// said.
    fn open(&self, world: &World) -> Vec<Effect> {
        match (self.list(world).current(), self.marked_line(world)) {
            (Some(ProgrammeTarget::Record(id)), _) => vec![Effect::Go(place_of(*id, world))],
            (_, Some(Ok(id))) => vec![Effect::Go(Place::Record(id))],
            _ => self.field(programme_area::MONTH, world),
        }
    }

    fn own(&self, command: Command, world: &World) -> Option<Vec<Effect>> {
        Some(match command {
            Command::Open => self.open(world),
            Command::ProgrammeMonth => self.field(programme_area::MONTH, world),
            Command::ProgrammeAuditor => self.field(programme_area::LEAD, world),
            Command::ProgrammePlace => self.field(programme_area::WEIGHT, world),
            Command::ProgrammeRound => self.round(world),
            Command::Add => {
                let values = vec![(programme_area::PROGRAMME, Value::Ref(self.id))];
                let then = AfterText::Create { kind: Kind::ProgrammeArea, values, open: true };
                vec![Effect::Go(Prompt::ask("What else is audited?", "AI systems, month and auditor follow.", then))]
            }
            Command::Edit => vec![Effect::Go(Place::Record(self.id))],
            Command::Paper => vec![Effect::Go(Place::Papers(Some(self.id)))],
            Command::History => vec![Effect::Go(Place::History(self.id))],
            Command::CopyText => self.copied(self.id.to_string(), world),
            _ => return None,
        })
    }
}

/// `2027-02 S. Brandt RD-03`, or that nothing is planned.
fn planned(line: Option<&Record>, world: &World) -> String {
    let Some(line) = line else { return "not planned".into() };
    let cell = |field: usize| world.view().cell(line, field);
    let all = [cell(programme_area::MONTH), cell(programme_area::LEAD), cell(programme_area::ROUND)];
    let told: Vec<String> = all.into_iter().filter(|t| !t.is_empty()).collect();
    if told.is_empty() { "no month yet".into() } else { told.join(" ") }
}

/// Goes to the programme that runs last; asks for the title of the first one.
pub fn go(world: &World) -> Vec<Effect> {
    let there = world.records.all(Kind::Programme).filter(|p| !progress::is_over(p));
    match there.max_by_key(|p| (p.date(programme::TO), p.id)) {
        Some(there) => vec![Effect::Go(Place::Programme(there.id))],
        None => super::register::act::add(Listing::whole(Kind::Programme), world),
    }
}

fn lines(id: Id, world: &World) -> Vec<Line<ProgrammeTarget>> {
    let view = world.view();
    let planned_audits = plans::lines(view, id);
    let mut lines = vec![Line::heading("AREAS, THE MOST PRESSING FIRST")];
    for p in plans::pressing(view, Some(id)) {
        let of =
            planned_audits.iter().find(|l| Area::of(l, programme_area::AREA).is_some_and(|a| a as usize == p.heading));
        let area = Area::ALL.get(p.heading).map_or(HEADINGS[p.heading].title, |a| a.label());
        let text = format!("{:>3}  {} {}", p.score, pad(area, 20), cut(&planned(of.copied(), world), 44));
        lines.push(Line::row(text, ProgrammeTarget::Area(p.heading, of.map(|l| l.id))));
        let placed = p.placed.as_ref().map_or(String::new(), |(weight, why)| {
            let word = if *weight == Weight::First { "first" } else { "last" };
            format!("; placed {word} by hand: {}", if why.is_empty() { "see its history" } else { why })
        });
        lines.extend(sentence(&format!("{}{placed}", p.because.join(", ")), 7, world));
    }
    let others: Vec<_> = planned_audits.iter().filter(|l| Area::of(l, programme_area::AREA).is_none()).collect();
    lines.extend([Line::plain(""), Line::heading("FURTHER AUDITS")]);
    lines.extend(others.iter().map(|l| {
        let systems = world.records.called_all(l.refs(programme_area::SYSTEMS), " ");
        let text = format!("     {} {} {systems}", pad(l.title(), 30), planned(Some(l), world));
        Line::row(text.trim_end(), ProgrammeTarget::Record(l.id))
    }));
    if others.is_empty() {
        lines.push(Line::plain("  none"));
    }
    let (items, systems) = plans::unreached(view, id);
    let reached = world.records.live(id).map_or(String::new(), |r| view.cell(r, programme::REACHED));
    lines.extend([Line::plain(""), Line::heading(format!("REACHED BY NO AUDIT: {}", items.len() + systems.len()))]);
    lines.push(Line::plain(format!("  {reached} clauses and used controls are reached")));
    let named = items.iter().chain(&systems);
    lines.extend(named.map(|id| Line::row(format!("  {}", world.records.in_full(*id)), ProgrammeTarget::Record(*id))));
    let clashes = plans::clashes(view);
    lines.extend([Line::plain(""), Line::heading(format!("CLASHES: {}", clashes.len()))]);
    lines.extend(clashes.iter().map(|c| {
        let at = c.at.strftime("%Y-%m-%d %H:%M");
        Line::row(format!("  {} and {} both need {} at {at}", c.one, c.other, c.over), ProgrammeTarget::Record(c.one))
    }));
    lines
}

impl Outlined for ProgrammePane {
    type Target = ProgrammeTarget;

    fn fresh(&self) -> &Fresh<ProgrammeTarget> {
        &self.list
    }
    fn fresh_mut(&mut self) -> &mut Fresh<ProgrammeTarget> {
        &mut self.list
    }
    fn lines(&self, world: &World) -> Vec<Line<ProgrammeTarget>> {
        lines(self.id, world)
    }
    fn is_here(&self, place: &Place) -> bool {
        matches!(place, Place::Programme(id) if *id == self.id)
    }
    fn own_contexts(&self) -> &'static [Context] {
        &[Context::Programme, Context::List]
    }
    fn footer(&self) -> &'static [Command] {
        use Command::*;
        &[Open, ProgrammeMonth, ProgrammeAuditor, ProgrammePlace, ProgrammeRound, Add, Edit, Paper, Back, Palette]
    }
    fn title(&self, world: &World) -> Header {
        let record = world.records.live(self.id);
        let title = record.map_or("", Record::title);
        let word = record.and_then(progress::word).map_or("", |w| w.label);
        Header { left: format!("{}  {} {title}", world.banner(), self.id), middle: word.to_string() }
    }
    fn marked(&self, world: &World) -> Option<Id> {
        match self.list(world).current() {
            Some(ProgrammeTarget::Area(_, Some(id)) | ProgrammeTarget::Record(id)) => Some(*id),
            _ => Some(self.id),
        }
    }
    fn about(&self) -> Option<Id> {
        Some(self.id)
    }
    fn answered(&mut self, answer: Answer, world: &World) -> Vec<Effect> {
        let Answer::Rows(RowsFor::AreaRound(id), rows) = answer else { return first::said(self.id, answer, world) };
        let named = || world.records.live(id).and_then(|l| l.one(programme_area::ROUND));
        match rows.first() {
            Some(0) => super::round::of_area(id, world),
            Some(1) => vec![Effect::Go(Place::Field(vec![id], programme_area::ROUND))],
            Some(_) => named().map(|round| Effect::Go(Place::Round(round))).into_iter().collect(),
            None => Vec::new(),
        }
    }
    fn act(&mut self, command: Command, world: &World) -> Option<Vec<Effect>> {
        self.own(command, world)
    }
}
