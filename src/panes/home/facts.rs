//! What Home says, counted once after each change. A part whose kinds are not loaded yet is `None`.

use super::{
    kept::KeptCounts,
    resume,
    steps::{self, NextStep},
};
use crate::{
    domain::{
        Id, Kind, Record, View,
        checks::RulesStanding,
        coverage::{Coverage, Span},
        effect::DutyAndEffect,
        kinds::{
            action, finding, interview, item, plan_item, request,
            risk::{self, Picture},
            round::{self, State},
            system,
        },
        plan, progress,
        sorted::Sorted,
        stand::Bars,
    },
    ui::World,
};
use jiff::{ToSpan, civil::Date};

pub struct HomeFacts {
    /// The day they were counted for.
    pub day: Date,
    pub steps: Vec<NextStep>,
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
    /// How far plan, people, leadership and risk work are.
    pub bars: Option<Bars>,
    /// How much of what is owed is done, and what it brings.
    pub duty: Option<DutyAndEffect>,
    /// The phase of the plan, and when it ends.
    pub stage: Option<String>,
    /// The round that is at work.
    pub round: Option<String>,
}

/// One row that can be opened.
pub struct HomeRow {
    pub id: Id,
    pub left: String,
    pub right: String,
}

pub struct Systems {
    pub all: usize,
    /// Systems about which something is not settled.
    pub unsettled: usize,
    /// The first of them.
    pub rows: Vec<HomeRow>,
}

/// Open risks.
pub struct Risks {
    /// Counts by band now, lowest first.
    pub bands: Vec<usize>,
    pub unrated: usize,
    pub now: RiskCounts,
    pub before: RiskCounts,
}

/// Counts of risks by consequence, then likelihood, from 0.
pub type RiskCounts = Vec<Vec<usize>>;

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
    pub rows: Vec<HomeRow>,
}

impl Interviews {
    /// `4 of 6 held`
    pub fn told(&self) -> String {
        match self.all {
            0 => "none planned".into(),
            all => format!("{} of {all} held", self.held),
        }
    }
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

impl HomeFacts {
    pub fn of(world: &World, kept: &mut KeptCounts) -> HomeFacts {
        use Kind::{Answer, Interview, Item, Method, Person, Risk, Round, System};
        let view = world.view();
        let has = |kinds: &[Kind]| kinds.iter().all(|k| world.is_loaded(*k));
        let audit = has(&[Round, Interview, Answer]);
        let complete = has(Kind::ALL);
        let current = audit.then(|| round_at_work(view)).flatten();
        kept.old.take_if(|old| old.day != view.today);
        if kept.old.is_none() || !complete {
            kept.steps = steps::KeptSteps::default();
        }
        kept.steps.touch(&kept.touched);
        kept.follow(world, complete);
        let asked = kept.standing.as_ref().is_some_and(RulesStanding::is_whole);
        let week = kept.reuse(|f| &mut f.week, WEEK);
        let coverage = kept.reuse(|f| &mut f.coverage, &[Item, Answer, Interview, Round]);
        let decided = kept.reuse(|f| &mut f.decided, &[Item]);
        let systems = kept.reuse(|f| &mut f.systems, &[System, Person]);
        let risks = kept.reuse(|f| &mut f.risks, &[Risk, Method]);
        let interviews = kept.reuse(|f| &mut f.interviews, &[Round, Interview, Answer, Person]);
        let bars = kept.reuse(|f| &mut f.bars, Bars::KINDS);
        let duty = kept.reuse(|f| &mut f.duty, DutyAndEffect::KINDS);
        let found = kept.findings.as_ref();
        let facts = HomeFacts {
            day: view.today,
            steps: steps::of(world, audit, kept.standing.as_ref().filter(|_| asked), &mut kept.steps),
            complete: asked,
            coverage: coverage.or_else(|| (audit && has(&[Item])).then(|| Coverage::of(view, Span::Newest))),
            decided: decided.or_else(|| has(&[Item]).then(|| self::decided(view))),
            systems: systems.or_else(|| has(&[System, Person]).then(|| self::systems(view))),
            risks: risks.or_else(|| has(&[Risk, Method]).then(|| self::risks(view))),
            findings: found.filter(|_| has(&[Kind::Finding])).map(findings),
            interviews: interviews
                .or_else(|| (audit && has(&[Person])).then(|| self::interviews(view, current.map(|r| r.id)))),
            week: week.or_else(|| found.filter(|_| complete).map(|found| self::week(view, found))),
            bars: bars.or_else(|| has(Bars::KINDS).then(|| Bars::of(view))),
            duty: duty.or_else(|| has(DutyAndEffect::KINDS).then(|| DutyAndEffect::of(view))),
            stage: has(&[Kind::PlanItem]).then(|| plan::phase(view).map(told_phase)).flatten(),
            round: current.map(|r| title(view, r)),
        };
        kept.old = None;
        kept.touched.clear();
        facts
    }
}

/// The newest round that runs, else the newest that is not closed, else the newest.
fn round_at_work(view: View<'_>) -> Option<&Record> {
    let newest =
        |is: &dyn Fn(Option<State>) -> bool| view.records.all(Kind::Round).rfind(|r| is(State::of(r, round::STATE)));
    newest(&|state| state == Some(State::Running))
        .or_else(|| newest(&|state| state != Some(State::Closed)))
        .or_else(|| newest(&|_| true))
}

/// Number and name of a phase, and the test of its end.
fn told_phase(phase: &Record) -> String {
    let name = format!("{} {}", phase.text(plan_item::NUMBER), phase.title()).trim().to_string();
    match phase.text(plan_item::EXIT) {
        "" => name,
        exit => format!("{name}, until: {exit}"),
    }
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
            found.rows.push(HomeRow { id: s.id, left: s.title().to_string(), right });
        }
    }
    found
}

fn risks(view: View) -> Risks {
    let matrix = view.records.matrix();
    let (l, c) = matrix.size();
    let empty: RiskCounts = vec![vec![0; l.into()]; c.into()];
    let mut found = Risks { bands: vec![0; matrix.bands.len()], unrated: 0, now: empty.clone(), before: empty };
    let count = |grid: &mut RiskCounts, (l, c): (u8, u8)| {
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

/// Where an open finding stands: grade, step, whether it is late, and on which days of the week from today it is due and
/// to be checked.
pub(super) type Where = (Option<finding::Grade>, finding::Step, bool, [Option<Date>; 2]);
/// The fields of those days, and what is said of each.
const SOON: [(usize, &str); 2] = [(finding::DUE, "due"), (finding::CHECK_ON, "to be checked")];

pub(super) fn where_it_stands(view: View, f: &Record) -> Option<Where> {
    let soon = |(field, _): (usize, &str)| f.date(field).filter(|day| is_soon(view, *day));
    finding::is_open(f).then(|| {
        let grade = finding::Grade::of(f, finding::GRADE);
        let late = progress::late_days(view, f).is_some();
        (grade, finding::step(f), late, SOON.map(soon))
    })
}

fn findings(sorted: &Sorted<Where>) -> Findings {
    let mut found = Findings::default();
    for ((grade, step, late, _), numbers) in sorted.groups() {
        let count = numbers.len();
        found.open += count;
        found.late += if *late { count } else { 0 };
        match grade {
            Some(grade) => found.grades[*grade as usize] += count,
            None => found.ungraded += count,
        }
        if let Some(n) = found.steps.get_mut(*step as usize) {
            *n += count;
        }
    }
    found
}

/// In the week from today.
fn is_soon(view: View, day: Date) -> bool {
    view.today <= day && day <= view.today.saturating_add(6.days())
}

fn interviews(view: View, round: Option<Id>) -> Interviews {
    let list = round.map(|id| crate::domain::coverage::interviews(view.records, id)).unwrap_or_default();
    let held = |i: &&&Record| interview::State::of(i, interview::STATE) == Some(interview::State::Held);
    // Meetings stand in the list, but nobody is interviewed there.
    let asked = || list.iter().filter(|i| !interview::is_meeting(i));
    let row = |i: &&Record| HomeRow { id: i.id, left: view.records.name(i.id), right: resume::progress(view, i) };
    Interviews {
        held: asked().filter(held).count(),
        all: asked().count(),
        rows: list.iter().take(KEPT).map(row).collect(),
    }
}

/// The kinds that have days in the week, and people, whose names are told.
const WEEK: &[Kind] = &[Kind::Request, Kind::Finding, Kind::Action, Kind::Round, Kind::Interview, Kind::Person];

/// Interviews, promised evidence, findings, actions and rounds with a day in the week from today, in order of time.
fn week(view: View, findings: &Sorted<Where>) -> Vec<Due> {
    let soon = |day: Date| is_soon(view, day);
    let mut list: Vec<Due> = Vec::new();
    let mut add = |day: Option<Date>, text: &dyn Fn() -> String, secret: bool| {
        if let Some(day) = day.filter(|d| soon(*d)) {
            list.push(Due { day, clock: String::new(), text: text(), secret });
        }
    };
    for r in view.records.all(Kind::Request).filter(|r| request::is_open(r)) {
        add(r.date(request::DUE), &|| format!("{} promised: {}", r.id, r.title()), false);
    }
    for (day, n, what) in soonest(findings) {
        let Some(f) = view.records.live(Id::new(Kind::Finding, n)) else { continue };
        add(Some(day), &|| format!("{} {what}: {}", f.id, f.title()), true);
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

/// The findings with a day in the week, as many as Home shows: day, number, and what the day is.
fn soonest(findings: &Sorted<Where>) -> Vec<(Date, u32, &'static str)> {
    let mut list: Vec<(Date, u32, &str)> = Vec::new();
    for ((.., soon), numbers) in findings.groups() {
        for (day, (_, what)) in soon.iter().zip(SOON) {
            // No more of one group can be among the first of all.
            list.extend(day.iter().flat_map(|day| numbers.iter().take(DUE).map(|n| (*day, *n, what))));
        }
    }
    list.sort_unstable();
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
