//! What an AI system still needs, told on its own page: whoever adds one sees plan, risks, assessment, controls and
//! documents that are missing for it, each with where it is done.

use super::{
    Act, Id, Kind, Record, View, bundles, checks,
    kinds::{
        alteration, assessment, document, plan_item, risk,
        system::{self, Approval, State},
    },
    progress,
    workflow::{
        assessment::newest,
        decision::{self, in_force},
        freshness, release,
    },
};

/// One thing that a system still needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Want {
    /// Of what it is: scope, risks, plan.
    pub of: &'static str,
    pub what: String,
    pub way: WantsWay,
}

/// Where it is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WantsWay {
    /// At another record.
    At(Id),
    /// In a field of the system.
    Field(usize),
    /// By one key on the system.
    Act(Act),
    /// By a new record that names the system in this field.
    New(Kind, usize),
    /// Further down on its page.
    Below,
}

/// Everything a system still needs in its state; nothing of one that is retired.
pub fn of(view: View, system: &Record) -> Vec<Want> {
    if progress::is_over(system) || system.hidden {
        return Vec::new();
    }
    let mut all = Vec::new();
    let mut want = |of: &'static str, what: String, way: WantsWay| {
        if !what.is_empty() {
            all.push(Want { of, what, way });
        }
    };
    let settle = system::unsettled(system);
    let first = settle.first().map_or(system::TIER, |(field, _)| *field);
    want("settle", system::open_points(system).join(", "), WantsWay::Field(first));
    want("approval", approval(system).into(), WantsWay::Field(system::APPROVAL));
    let unmarked = if has_marks(system) { "" } else { "the questions of the EU AI Act are not answered" };
    want("marks", unmarked.into(), WantsWay::Act(Act::Walk));
    let (what, at) = assessed(view, system);
    want("assessment", what, at.map_or(WantsWay::Act(Act::Assess), WantsWay::At));
    let (what, at) = risks(view, system);
    want("risks", what, at.map_or(WantsWay::Act(Act::Catalogue), WantsWay::At));
    let under = bundles::fit(view, system).under;
    let short = if under.is_empty() { String::new() } else { format!("{} short, see below", under.len()) };
    want("controls", short, WantsWay::Below);
    want("documents", lacking(&view, system), WantsWay::New(Kind::Document, document::SYSTEMS));
    let unplanned = if is_unplanned(view, system) { "no plan item names it" } else { "" };
    want("plan", unplanned.into(), WantsWay::New(Kind::PlanItem, plan_item::SYSTEMS));
    let named = system.one(system::OVERSEER).is_some();
    want(
        "oversight",
        oversight(view, system).into(),
        WantsWay::Field(if named { system::TRIED } else { system::OVERSEER }),
    );
    let (what, at) = released(view, system);
    want("release", what, at.map_or(WantsWay::Act(Act::Decide), WantsWay::At));
    if let Some(by) = freshness::changed(view, system) {
        want("review", format!("changed by {by} since its last review"), WantsWay::At(by));
    }
    all
}

/// In one line, for lists: `risks, plan, assessment`.
pub fn told(view: View, system: &Record) -> String {
    of(view, system).iter().map(|w| w.of).collect::<Vec<_>>().join(", ")
}

fn approval(system: &Record) -> &'static str {
    match Approval::of(system, system::APPROVAL) {
        Some(Approval::Found) => "found without approval: decide it (D)",
        Some(Approval::Asked) => "asked for, not decided yet",
        Some(Approval::Refused) => "refused, and not retired",
        None => "nobody asked whether it may be used",
        Some(Approval::Approved) => "",
    }
}

fn has_marks(system: &Record) -> bool {
    !system.value(system::ACT_MARKS).is_empty() || system::ActClass::of(system, system::ACT_CLASS).is_some()
}

fn assessed(view: View, system: &Record) -> (String, Option<Id>) {
    let Some(last) = newest(view, system.id) else {
        return match freshness::assessed_on(&view, system) {
            Some(day) if day.saturating_add(jiff::Span::new().years(1)) < view.today => {
                (format!("last assessed on {day}, over a year ago; F begins the next"), None)
            }
            Some(_) => (String::new(), None),
            None => ("none yet; F begins one".into(), None),
        };
    };
    let word = progress::word(last).map_or("open", |w| w.label);
    match freshness::due(view, last) {
        _ if !assessment::is_approved(last) => (format!("{} is {word}", last.id), Some(last.id)),
        Some(why) => (format!("{} is due again: {why}", last.id), Some(last.id)),
        None => (String::new(), None),
    }
}

/// In words, and the first risk that is not rated where nothing else is to be done.
fn risks(view: View, system: &Record) -> (String, Option<Id>) {
    let named: Vec<&Record> = view.records.linked(system.id, Kind::Risk, risk::SYSTEMS).collect();
    let themes = checks::open_themes(view, system);
    let is_unrated = |r: &&&Record| risk::is_open(r) && risk::Picture::Current.cell(r).is_none();
    let unrated: Vec<Id> = named.iter().filter(is_unrated).map(|r| r.id).collect();
    let told = [
        (named.is_empty(), "no risk names it; c picks from the catalogue".to_string()),
        (!themes.is_empty(), format!("not looked at: {}", themes.join(", "))),
        (!unrated.is_empty(), format!("{} not rated", unrated.len())),
    ];
    let rate = unrated.first().copied().filter(|_| themes.is_empty());
    (told.into_iter().filter(|(is, _)| *is).map(|(_, what)| what).collect::<Vec<_>>().join("; "), rate)
}

fn lacking(view: &View, system: &Record) -> String {
    let words: Vec<&str> = system::lacking(view, system).iter().map(|w| w.label()).collect();
    if words.is_empty() { String::new() } else { format!("none of {}", words.join(", ")) }
}

/// Once there is a plan, a system that is not in use yet stands in it, or a change of it does.
pub fn is_unplanned(view: View, system: &Record) -> bool {
    let coming = matches!(State::of(system, system::STATE), None | Some(State::Planned | State::Development));
    let is_there =
        |kind: Kind, field: usize| view.records.linked(system.id, kind, field).any(|r| !progress::is_over(r));
    let named = || is_there(Kind::PlanItem, plan_item::SYSTEMS) || is_there(Kind::Alteration, alteration::TOUCHES);
    coming && view.records.all(Kind::PlanItem).next().is_some() && !named()
}

fn oversight(view: View, system: &Record) -> &'static str {
    let runs = matches!(State::of(system, system::STATE), Some(State::Pilot | State::Live));
    let year_ago = view.today.saturating_sub(jiff::Span::new().years(1));
    match (system.one(system::OVERSEER), system.date(system::TRIED)) {
        _ if !system::is_high(system) => "",
        (None, _) => "nobody is named who can stop it",
        (Some(_), tried) if runs && tried.is_none_or(|day| day < year_ago) => "stopping it was not tried within a year",
        _ => "",
    }
}

fn released(view: View, system: &Record) -> (String, Option<Id>) {
    if State::of(system, system::STATE) != Some(State::Live) {
        return (String::new(), None);
    }
    match (release::stale(view, system), in_force(&view, system.id, decision::usual(Kind::System))) {
        (Some((id, why)), _) => (format!("the release is to be looked at again: {why}"), Some(id)),
        (None, None) => ("live without a release decision; D makes one".into(), None),
        (None, Some(_)) => (String::new(), None),
    }
}
