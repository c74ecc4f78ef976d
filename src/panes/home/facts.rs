//! What Home says, counted once after each change. A part whose kinds are not loaded yet is `None`.

use super::{
    resume,
    steps::{self, Step},
};
use crate::{
    app::World,
    domain::{
        Id, Kind, Record, View,
        coverage::{Coverage, Span},
        kinds::{
            action, finding, interview, item, request,
            risk::{self, Picture},
            round::{self, State},
            system,
        },
        progress,
    },
};
use jiff::{ToSpan, civil::Date};

pub struct Facts {
    /// The day they were counted for.
    pub day: Date,
    pub steps: Vec<Step>,
    /// Every kind is loaded, so the steps are all there.
    pub complete: bool,
    pub coverage: Option<Coverage>,
    /// Controls whose use is decided, and all of them.
    pub decided: Option<(usize, usize)>,
    pub systems: Option<Systems>,
    pub risks: Option<Risks>,
    pub findings: Option<Findings>,
    pub interviews: Option<Interviews>,
    /// What falls due in the seven days from today.
    pub week: Option<Vec<Due>>,
    /// The round that is at work.
    pub round: Option<String>,
}

/// One row that can be opened.
pub struct Row {
    pub id: Id,
    pub left: String,
    pub right: String,
}

pub struct Systems {
    pub all: usize,
    /// Systems about which something is not settled.
    pub unsettled: usize,
    /// The first of them.
    pub rows: Vec<Row>,
}

/// Open risks.
pub struct Risks {
    /// Counts by band now, lowest first.
    pub bands: Vec<usize>,
    pub unrated: usize,
    pub now: Grid,
    pub before: Grid,
}

/// Counts of risks by consequence, then likelihood, from 0.
pub type Grid = Vec<Vec<usize>>;

/// Open findings.
#[derive(Default)]
pub struct Findings {
    pub open: usize,
    pub late: usize,
    /// By grade, in the order of the grades.
    pub grades: [usize; 3],
    pub ungraded: usize,
    /// By step, without the last one.
    pub steps: [usize; 6],
}

/// Interviews of the round at work.
pub struct Interviews {
    pub held: usize,
    pub all: usize,
    pub rows: Vec<Row>,
}

/// Something with a day.
pub struct Due {
    pub day: Date,
    pub clock: String,
    pub text: String,
    /// Not for the person opposite.
    pub secret: bool,
}

/// Rows of a list that Home keeps; the rest is in the register.
const KEPT: usize = 200;
/// Things due that Home keeps.
const DUE: usize = 40;

impl Facts {
    pub fn of(world: &World) -> Facts {
        let view = world.view();
        let has = |kinds: &[Kind]| kinds.iter().all(|k| world.is_loaded(*k));
        let audit = has(&[Kind::Round, Kind::Interview, Kind::Answer]);
        let complete = has(Kind::ALL);
        let current = audit.then(|| round_at_work(view)).flatten();
        Facts {
            day: view.today,
            steps: steps::of(world, audit, complete),
            complete,
            coverage: (audit && has(&[Kind::Item])).then(|| Coverage::of(view, Span::Newest)),
            decided: has(&[Kind::Item]).then(|| decided(view)),
            systems: has(&[Kind::System, Kind::Person]).then(|| systems(view)),
            risks: has(&[Kind::Risk, Kind::Method]).then(|| risks(view)),
            findings: has(&[Kind::Finding]).then(|| findings(view)),
            interviews: (audit && has(&[Kind::Person])).then(|| interviews(view, current.map(|r| r.id))),
            week: complete.then(|| week(view)),
            round: current.map(|r| title(view, r)),
        }
    }
}

/// The newest round that is not closed, else the newest.
fn round_at_work(view: View<'_>) -> Option<&Record> {
    let open = |r: &&Record| State::of(r, round::STATE) != Some(State::Closed);
    view.records.all(Kind::Round).rfind(open).or_else(|| view.records.all(Kind::Round).next_back())
}

fn title(view: View, round: &Record) -> String {
    let kind = view.cell(round, round::TYPE);
    let name = view.records.name(round.id);
    if name.to_lowercase().contains(&kind) {
        format!("{} {name}", round.id)
    } else {
        format!("{} {kind}: {name}", round.id)
    }
}

fn decided(view: View) -> (usize, usize) {
    let controls = view.records.all(Kind::Item).filter(|i| item::is_control(i));
    controls.fold((0, 0), |(done, all), c| (done + usize::from(c.choice(item::USE).is_some()), all + 1))
}

fn systems(view: View) -> Systems {
    let mut found = Systems { all: 0, unsettled: 0, rows: Vec::new() };
    for s in view.records.all(Kind::System) {
        found.all += 1;
        let retired = system::State::of(s, system::STATE) == Some(system::State::Retired);
        found.unsettled += usize::from(!retired && !system::unsettled(s).is_empty());
        if found.rows.len() < KEPT {
            let class = system::Tier::of(s, system::TIER).map_or("no class", |t| t.label());
            let right = format!("{class:<9}{}", view.cell(s, system::OWNER));
            found.rows.push(Row { id: s.id, left: s.title().to_string(), right });
        }
    }
    found
}

fn risks(view: View) -> Risks {
    let matrix = view.records.matrix();
    let (l, c) = matrix.size();
    let empty: Grid = vec![vec![0; l.into()]; c.into()];
    let mut found = Risks { bands: vec![0; matrix.bands.len()], unrated: 0, now: empty.clone(), before: empty };
    let count = |grid: &mut Grid, (l, c): (u8, u8)| {
        let cell =
            grid.get_mut(usize::from(c).wrapping_sub(1)).and_then(|row| row.get_mut(usize::from(l).wrapping_sub(1)));
        if let Some(n) = cell {
            *n += 1;
        }
    };
    for r in view.records.all(Kind::Risk).filter(|r| risk::is_open(r)) {
        match Picture::Current.on(r, matrix) {
            Some(cell) => {
                found.bands[matrix.band_index(cell.0, cell.1)] += 1;
                count(&mut found.now, cell);
            }
            None => found.unrated += 1,
        }
        if let Some(cell) = Picture::Inherent.on(r, matrix) {
            count(&mut found.before, cell);
        }
    }
    found
}

fn findings(view: View) -> Findings {
    let mut found = Findings::default();
    for f in view.records.all(Kind::Finding).filter(|f| finding::is_open(f)) {
        found.open += 1;
        found.late += usize::from(progress::late_days(view, f).is_some());
        match finding::Grade::of(f, finding::GRADE) {
            Some(grade) => found.grades[grade as usize] += 1,
            None => found.ungraded += 1,
        }
        if let Some(n) = found.steps.get_mut(finding::step(f) as usize) {
            *n += 1;
        }
    }
    found
}

fn interviews(view: View, round: Option<Id>) -> Interviews {
    let list = round.map(|id| crate::domain::coverage::interviews(view.records, id)).unwrap_or_default();
    let held = |i: &&&Record| interview::State::of(i, interview::STATE) == Some(interview::State::Held);
    let row = |i: &&Record| Row { id: i.id, left: view.records.name(i.id), right: resume::progress(view, i) };
    Interviews {
        held: list.iter().filter(held).count(),
        all: list.len(),
        rows: list.iter().take(KEPT).map(row).collect(),
    }
}

/// Interviews, promised evidence, findings, actions and rounds with a day in the week from today, in order of time.
fn week(view: View) -> Vec<Due> {
    let last = view.today.saturating_add(6.days());
    let soon = |day: Date| view.today <= day && day <= last;
    let mut list: Vec<Due> = Vec::new();
    let mut add = |day: Option<Date>, text: &dyn Fn() -> String, secret: bool| {
        if let Some(day) = day.filter(|d| soon(*d)) {
            list.push(Due { day, clock: String::new(), text: text(), secret });
        }
    };
    for r in view.records.all(Kind::Request).filter(|r| request::is_open(r)) {
        add(r.date(request::DUE), &|| format!("{} promised: {}", r.id, r.title()), false);
    }
    for f in view.records.all(Kind::Finding).filter(|f| finding::is_open(f)) {
        add(f.date(finding::DUE), &|| format!("{} due: {}", f.id, f.title()), true);
        add(f.date(finding::CHECK_ON), &|| format!("{} to be checked: {}", f.id, f.title()), true);
    }
    for a in view.records.all(Kind::Action).filter(|a| !progress::is_done(a)) {
        add(a.date(action::DUE), &|| format!("{} due: {}", a.id, a.title()), false);
    }
    for r in view.records.all(Kind::Round).filter(|r| State::of(r, round::STATE) != Some(State::Closed)) {
        add(r.date(round::TO), &|| format!("{} ends: {}", r.id, r.title()), false);
    }
    list.extend(meetings(view).filter(|due| soon(due.day)));
    list.sort_by(|a, b| (a.day, &a.clock, &a.text).cmp(&(b.day, &b.clock, &b.text)));
    list.truncate(DUE);
    list
}

/// Interviews that are still to be held.
fn meetings(view: View<'_>) -> impl Iterator<Item = Due> {
    let open = |i: &&Record| interview::State::of(i, interview::STATE) != Some(interview::State::Held);
    view.records.all(Kind::Interview).filter(open).filter_map(move |i| {
        let start = i.stamp(interview::START)?;
        let text = format!("{} {}  {}", i.id, view.cell(i, interview::WITH), i.title());
        Some(Due { day: start.date(), clock: start.clock(), text, secret: false })
    })
}
