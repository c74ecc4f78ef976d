//! The next steps, in the order of what hurts: what runs, what waits, what is late, what contradicts, what is missing.
//!
//! Apart from the first ones each comes from the table of checks; a check stands behind one step only, so that no two
//! steps say the same.

use super::resume;
use crate::{
    domain::{
        Id, Kind, View,
        checks::{CHECKS, Check, RuleSpots, RulesStanding, Severity},
        coverage,
        kinds::request,
        progress,
        value::join_ids,
    },
    panes,
    ui::{Place, World},
};

#[derive(Clone)]
pub struct NextStep {
    /// Its name while the list changes.
    pub name: &'static str,
    pub label: String,
    /// How many, for a column of its own.
    pub count: String,
    /// What stands below it where there is room.
    pub detail: Vec<String>,
    /// The detail is needed to understand the step and is always shown.
    pub full: bool,
    /// It says something about findings or verdicts.
    pub secret: bool,
    /// Late, or a blocker.
    pub grave: bool,
    pub place: Place,
}

/// Where a step that comes from checks leads to.
#[derive(Clone, Copy)]
enum To {
    List(Kind),
    Controls,
    /// The list of checks, at the first of its rules.
    Checks,
}

/// A step made of rules. The name is the id of its first rule.
struct Rules {
    label: &'static str,
    rules: &'static [&'static str],
    to: To,
}

const fn rules(label: &'static str, rules: &'static [&'static str], to: To) -> Rules {
    Rules { label, rules, to }
}

const LATE: &[Rules] = &[
    rules("Findings past due", &["finding.late"], To::List(Kind::Finding)),
    rules("Actions past due", &["action.late"], To::List(Kind::Action)),
    rules(
        "Incidents: grave or to be reported",
        &["incident.report-day-passed", "incident.report-undated", "incident.grave-open"],
        To::List(Kind::Incident),
    ),
];
const MISSING: &[Rules] = &[
    rules("AI systems with no risk class", &["inventory.no-risk-class"], To::Checks),
    rules("AI systems, scope undecided", &["inventory.scope-undecided"], To::Checks),
    rules("AI systems with no impact check", &["inventory.no-impact-assessment"], To::Checks),
    rules("Risks above appetite, no plan", &["risk.above-without-treatment", "risk.above-without-control"], To::Checks),
    rules("Controls used, no evidence yet", &["soa.used-no-evidence"], To::Checks),
    rules("Controls not decided", &["soa.undecided"], To::Controls),
];
/// Rules whose spots the first steps count already.
const ELSEWHERE: &[&str] = &["audit.parked", "request.late", "request.open"];

/// The sets of rules for which records are counted: one for each step that comes from rules.
pub fn groups() -> Vec<Vec<&'static str>> {
    let named = LATE.iter().chain(MISSING).map(|r| r.rules.to_vec());
    named.chain([others(Severity::Blocker), others(Severity::Warning)]).collect()
}

/// Rules of a severity that no other step counts.
fn others(severity: Severity) -> Vec<&'static str> {
    let counted = |id: &str| ELSEWHERE.contains(&id) || LATE.iter().chain(MISSING).any(|r| r.rules.contains(&id));
    CHECKS.iter().filter(|c| c.severity == severity && !counted(c.id)).map(|c| c.id).collect()
}

/// Steps that are counted by themselves, and the kinds that they rest on.
const PARKED: (&str, &[Kind]) = ("parked", &[Kind::Answer, Kind::Interview, Kind::Round]);
const REQUESTS: (&str, &[Kind]) = ("requests", &[Kind::Request, Kind::Person]);

/// Steps that are kept until something is touched that they rest on.
#[derive(Default)]
pub struct KeptSteps(Vec<(&'static str, &'static [Kind], Option<NextStep>)>);

impl KeptSteps {
    /// These records were touched.
    pub fn touch(&mut self, ids: &[Id]) {
        self.0.retain(|(_, kinds, _)| !ids.iter().any(|id| kinds.contains(&id.kind)));
    }
    /// The step as it was counted last, or counted now.
    fn step(
        &mut self,
        (name, kinds): (&'static str, &'static [Kind]),
        count: impl FnOnce() -> Option<NextStep>,
    ) -> Option<NextStep> {
        if let Some((_, _, known)) = self.0.iter().find(|(other, ..)| *other == name) {
            return known.clone();
        }
        self.0.push((name, kinds, count()));
        self.0.last().and_then(|(_, _, counted)| counted.clone())
    }
}

/// The steps; those from rules only when every kind is loaded, since a rule may look at any.
pub fn of(world: &World, audit: bool, standing: Option<&RulesStanding>, known: &mut KeptSteps) -> Vec<NextStep> {
    let view = world.view();
    let mut steps: Vec<NextStep> = Vec::new();
    if audit {
        steps.extend(interview(world));
    }
    if let Some(standing) = standing {
        steps.extend(news(world));
        steps.extend(first_steps(world));
        steps.extend(known.step(PARKED, || parked(view)));
        steps.extend(known.step(REQUESTS, || requests(view)));
        let from = From { view, standing, unmet: standing.unmet() };
        let missing = LATE.len();
        let rest = missing + MISSING.len();
        let grave = |step: NextStep| NextStep { grave: true, ..step };
        steps.extend(LATE.iter().enumerate().filter_map(|(i, r)| from.rules(i, r)).map(grave));
        steps.extend(from.rest(rest, Severity::Blocker, "contradictions", "Contradictions and blockers").map(grave));
        steps.extend(MISSING.iter().enumerate().filter_map(|(i, r)| from.rules(missing + i, r)));
        steps.extend(from.rest(rest + 1, Severity::Warning, "warnings", "Other things late or missing"));
    }
    steps
}

fn step(name: &'static str, label: impl Into<String>, count: impl Into<String>, place: Place) -> NextStep {
    let (label, count) = (label.into(), count.into());
    NextStep { name, label, count, detail: Vec::new(), full: false, secret: false, grave: false, place }
}

/// What others changed of what this person owns, checks or audits.
fn news(world: &World) -> Option<NextStep> {
    let count = panes::news::count(world).filter(|count| *count > 0)?;
    Some(step("news", "Changed for you since last look", count.to_string(), Place::News))
}

/// The interview that goes on, else the next one.
fn interview(world: &World) -> Option<NextStep> {
    let view = world.view();
    let with = |i: &crate::domain::Record| view.cell(i, crate::domain::kinds::interview::WITH);
    if let Some(i) = resume::running(world) {
        let (at, of) = resume::question(world, i);
        let paused = resume::left_at(world, i).map_or(String::new(), |s| match s.date() == view.today {
            true => format!(", paused {}", s.clock()),
            false => format!(", paused {}", s.date().strftime("%d %b")),
        });
        let label = if resume::is_over(world, i) { "Typed, not kept yet" } else { "Resume interview" };
        let mut step = step("interview", format!("{label}   {} {}", i.id, i.title()), "", Place::Card(i.id, None));
        step.detail = vec![join([with(i), format!("q{at} of {of}{paused}")])];
        return Some(NextStep { full: true, ..step });
    }
    let i = resume::next(world)?;
    let (_, of) = resume::question(world, i);
    let start = i.stamp(crate::domain::kinds::interview::START);
    let late = start.is_some_and(|s| s.date() < view.today);
    let label = if late { "Not held yet" } else { "Next interview" };
    let mut step = step("interview", format!("{label}   {} {}", i.id, i.title()), "", resume::place(i.id, world));
    let questions = if of == 0 { "no questions yet".into() } else { format!("{of} questions") };
    step.detail = vec![join([with(i), resume::progress(view, i), questions])];
    Some(NextStep { full: true, ..step })
}

fn join<const N: usize>(parts: [String; N]) -> String {
    parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(", ")
}

/// What a new organisation begins with, and what each gives; each leaves the list when it is done.
fn first_steps(world: &World) -> Vec<NextStep> {
    let none = |kind| world.records.all(kind).next().is_none();
    let list = |kind| Place::List(kind, String::new());
    let mut steps = Vec::new();
    let mut add = |name, label: &str, gives: &str, place| {
        steps.push(NextStep { detail: vec![gives.into()], full: true, ..step(name, label, "", place) });
    };
    if none(Kind::System) {
        add("systems", "Add the AI systems", "one line each; they make the scope", list(Kind::System));
        add("import", "Or import them from a sheet", "the sheet you have; you see it first", panes::import::ask());
    }
    if none(Kind::Person) {
        add("people", "Add the people", "to own, to answer, to audit", list(Kind::Person));
    }
    if none(Kind::Round) {
        add("gap", "Start a gap analysis", "shows what is in place and what is not", panes::round::start_menu());
    }
    steps
}

fn parked(view: View) -> Option<NextStep> {
    let list = panes::open_items::parked(view);
    let mut step = step("parked", "Parked questions", format!("{} waiting", list.len()), Place::Parked);
    step.detail = vec![list.iter().take(6).map(|a| super::draw::question_name(view, a)).collect::<Vec<_>>().join(", ")];
    (!list.is_empty()).then_some(step)
}

fn requests(view: View) -> Option<NextStep> {
    let list = coverage::open_requests(view, None);
    let late = list.iter().filter(|r| progress::late_days(view, r).is_some()).count();
    let count = if late > 0 { format!("{}, {late} late", list.len()) } else { list.len().to_string() };
    let mut step = step("requests", "Evidence promised, not seen", count, Place::List(Kind::Request, String::new()));
    step.grave = late > 0;
    step.detail = list
        .first()
        .map(|r| {
            let late = progress::late_days(view, r).map_or(String::new(), |d| format!(" late {d} d"));
            format!("{}{late}: {}", r.id, join([view.cell(r, request::FROM), r.title().to_string()]))
        })
        .into_iter()
        .collect();
    (!list.is_empty()).then_some(step)
}

/// Steps from the rules as they stand; each counts the records of one of the [`groups`].
struct From<'a> {
    view: View<'a>,
    standing: &'a RulesStanding,
    unmet: Vec<(&'static Check, &'a RuleSpots)>,
}

impl From<'_> {
    fn rules(&self, group: usize, rules: &Rules) -> Option<NextStep> {
        let first = || self.unmet.iter().map(|(c, _)| c.id).find(|id| rules.rules.contains(id));
        let place = match rules.to {
            To::List(kind) => Place::List(kind, String::new()),
            To::Controls => Place::Preset(crate::domain::kinds::item::CONTROLS),
            To::Checks => Place::Checks(first()),
        };
        let secret = rules.rules[0].starts_with("finding.");
        self.spotted(group, rules.rules[0], rules.label, place).map(|s| NextStep { secret, ..s })
    }

    /// All spots of a severity that no other step counts.
    fn rest(&self, group: usize, severity: Severity, name: &'static str, label: &str) -> Option<NextStep> {
        let others = others(severity);
        let of: Vec<_> = self.unmet.iter().filter(|(c, _)| others.contains(&c.id)).collect();
        let mut step = self.spotted(group, name, label, Place::Checks(of.first().map(|(c, _)| c.id)))?;
        step.detail = of.iter().take(2).map(|(c, hits)| c.sentence(hits.count())).collect();
        step.secret = of.iter().any(|(c, _)| matches!(c.area(), "finding" | "audit"));
        Some(step)
    }

    /// A step about records, each counted once; one or two are named.
    fn spotted(&self, group: usize, name: &'static str, label: &str, place: Place) -> Option<NextStep> {
        let (all, first) = self.standing.group(group, 8);
        let count = match first[..] {
            [] => return None,
            [one] => format!("1, {one}"),
            _ => all.to_string(),
        };
        let mut step = step(name, label, count, place);
        step.detail = match all {
            1 | 2 => {
                let spots = self.standing.spots(self.view, group, &first);
                spots.iter().take(2).map(|s| format!("{} {}", s.id, s.detail)).collect()
            }
            _ => vec![join_ids(&first, "  ")],
        };
        Some(step)
    }
}
