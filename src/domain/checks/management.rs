//! Rules about the plan, leadership, context, policies and people.

use super::{Spot, says_something, spot};
use crate::domain::{
    Id, Kind, Record, View,
    kinds::{
        attendance, body, commitment,
        communication::{self, Type as Told},
        issue::{self, Area},
        mandate, metric, objective, organisation, party,
        plan_item::{self, Type as Item},
        resource,
        shared::{Agreement, Work, YES},
        training,
    },
    people, plan, progress,
    share::Share,
    workflow::decision as decided,
};

pub(super) fn those(view: View, kind: Kind, is_wrong: impl Fn(&Record) -> bool, what: &str) -> Vec<Spot> {
    let list = view.records.all(kind).filter(|r| is_wrong(r));
    list.map(|r| spot(view.records, r.id, what)).collect()
}

/// Those that go on: neither ended, dropped nor refused.
pub(super) fn standing(view: View, kind: Kind, is_wrong: impl Fn(&Record) -> bool, what: &str) -> Vec<Spot> {
    those(view, kind, |r| !progress::is_over(r) && is_wrong(r), what)
}

/// Those of which work is still to be done.
pub(super) fn open(view: View, kind: Kind, is_wrong: impl Fn(&Record) -> bool, what: &str) -> Vec<Spot> {
    those(view, kind, |r| !progress::is_done(r) && is_wrong(r), what)
}

pub(super) fn late(view: View, kind: Kind) -> Vec<Spot> {
    let mut list: Vec<(i64, Id)> =
        view.records.all(kind).filter_map(|r| progress::late_days(view, r).map(|d| (d, r.id))).collect();
    list.sort_by_key(|(days, id)| (-days, *id));
    list.iter().map(|(days, id)| spot(view.records, *id, &format!("late {days} d"))).collect()
}

pub(super) fn is_linked(view: View, id: Id, kind: Kind, field: usize) -> bool {
    view.records.linked(id, kind, field).next().is_some()
}

// the plan

pub fn plan_parts(view: View) -> Vec<Spot> {
    let plans = view.records.all(Kind::PlanItem).filter(|p| !progress::is_done(p));
    let empty = plans.filter(|p| plan_item::typ(p) == Item::Plan).map(|p| (p, plan::empty_parts(view, p)));
    let told = empty.filter(|(_, parts)| !parts.is_empty());
    told.map(|(p, parts)| spot(view.records, p.id, &format!("nothing on {}", parts.join(", ")))).collect()
}

fn is_work(item: &Record) -> bool {
    matches!(plan_item::typ(item), Item::Step | Item::Milestone)
}

pub fn plan_no_deliverable(view: View) -> Vec<Spot> {
    open(view, Kind::PlanItem, |p| is_work(p) && p.value(plan_item::DELIVERABLE).is_empty(), "no deliverable")
}

pub fn plan_no_done_test(view: View) -> Vec<Spot> {
    open(view, Kind::PlanItem, |p| is_work(p) && p.value(plan_item::DONE_TEST).is_empty(), "no test of done")
}

pub fn plan_unstaffed(view: View) -> Vec<Spot> {
    open(view, Kind::PlanItem, |p| p.one(plan_item::OWNER).is_none() && is_work(p), "nobody does it")
}

pub fn plan_late(view: View) -> Vec<Spot> {
    late(view, Kind::PlanItem)
}

pub fn plan_not_approved(view: View) -> Vec<Spot> {
    let begun = |p: &Record| plan_item::typ(p) == Item::Plan && Work::of(p, plan_item::STATE) == Some(Work::InWork);
    those(view, Kind::PlanItem, |p| begun(p) && !plan::is_approved(&view, p.id), "no decision approves it")
}

// resources and objectives

pub fn resource_unanswered(view: View) -> Vec<Spot> {
    let asked = |r: &Record| Agreement::of(r, resource::STATE) == Some(Agreement::Asked);
    those(view, Kind::Resource, asked, "asked, not answered")
}

pub fn resource_overspent(view: View) -> Vec<Spot> {
    let over = |r: &Record| match (r.decimal(resource::SPENT), r.decimal(resource::APPROVED)) {
        (Some(spent), Some(approved)) => spent.order(approved).is_gt(),
        _ => false,
    };
    those(view, Kind::Resource, over, "more spent than approved")
}

pub fn resource_undocumented(view: View) -> Vec<Spot> {
    use resource::Documented;
    let bare = |r: &Record| Documented::of(r, resource::DOCUMENTED).is_none_or(|d| d == Documented::None);
    standing(view, Kind::Resource, bare, "not documented")
}

pub fn objective_no_business(view: View) -> Vec<Spot> {
    use objective::Level;
    let loose = |o: &Record| Level::of(o, objective::LEVEL) == Some(Level::Ai) && o.refs(objective::SERVES).is_empty();
    standing(view, Kind::Objective, loose, "serves no business objective")
}

pub fn objective_no_measure(view: View) -> Vec<Spot> {
    let bare = |o: &Record| o.value(objective::TARGET).is_empty() && !is_linked(view, o.id, Kind::Metric, metric::FOR);
    open(view, Kind::Objective, bare, "no target, no metric")
}

pub fn objective_late(view: View) -> Vec<Spot> {
    late(view, Kind::Objective)
}

// leadership

pub fn no_endorsement(view: View) -> Vec<Spot> {
    let signed = |d: &Record| decided::endorses(d) && decided::holds(d, view.today);
    let begun =
        view.records.all(Kind::PlanItem).next().is_some() || view.records.all(Kind::Commitment).next().is_some();
    if !begun || view.records.all(Kind::Decision).any(signed) {
        return Vec::new();
    }
    Id::item("5.1").map(|id| spot(view.records, id, "no endorsement by name and day")).into_iter().collect()
}

pub fn lead_none_or_two(view: View) -> Vec<Spot> {
    let leads: Vec<&Record> = view.records.all(Kind::Mandate).filter(|m| mandate::is_lead(m)).collect();
    match (&leads[..], view.records.all(Kind::Mandate).next()) {
        ([], Some(any)) => vec![spot(view.records, any.id, "no mandate in force names the AIMS lead")],
        ([_, second, ..], _) => vec![spot(view.records, second.id, "a second AIMS lead")],
        _ => Vec::new(),
    }
}

pub fn mandate_no_letter(view: View) -> Vec<Spot> {
    let bare = |m: &Record| m.one(mandate::PERSON).is_some() && m.refs(mandate::LETTER).is_empty();
    standing(view, Kind::Mandate, bare, "not in writing")
}

pub fn mandate_ran_out(view: View) -> Vec<Spot> {
    late(view, Kind::Mandate)
}

pub fn role_unfilled(view: View) -> Vec<Spot> {
    standing(view, Kind::Mandate, |m| m.one(mandate::PERSON).is_none(), "nobody holds it")
}

pub fn body_no_mandate(view: View) -> Vec<Spot> {
    standing(view, Kind::Body, |b| !says_something(b, body::MANDATE), "no mandate")
}

pub fn body_no_meeting(view: View) -> Vec<Spot> {
    late(view, Kind::Body)
}

pub fn body_no_members(view: View) -> Vec<Spot> {
    standing(view, Kind::Body, |b| crate::domain::bodies::members(view, b) == 0, "nobody sits on it")
}

pub fn skill_missing(view: View) -> Vec<Spot> {
    let team = people::team(view);
    let missing = people::missing_skills(view);
    match team.first() {
        Some(first) if !missing.is_empty() => {
            vec![spot(view.records, first.id, &format!("nobody with a mandate has {}", missing.join(", ")))]
        }
        _ => Vec::new(),
    }
}

pub fn one_sided(view: View) -> Vec<Spot> {
    let team = people::team(view);
    let what = match people::balance(view) {
        (0, governing) if governing > 0 => "the team has no technical side",
        (technical, 0) if technical > 0 => "the team has no side of risk, compliance and law",
        _ => return Vec::new(),
    };
    team.first().map(|p| spot(view.records, p.id, what)).into_iter().collect()
}

// context

pub fn one_side_of_context(view: View) -> Vec<Spot> {
    use issue::Side;
    let known = |side: Side| view.records.all(Kind::Issue).any(|c| Side::of(c, issue::SIDE) == Some(side));
    let first = view.records.all(Kind::Issue).next();
    let what = match (known(Side::Internal), known(Side::External)) {
        (true, false) => "no external issue beside it",
        (false, true) => "no internal issue beside it",
        _ => return Vec::new(),
    };
    first.map(|c| spot(view.records, c.id, what)).into_iter().collect()
}

pub fn climate_open(view: View) -> Vec<Spot> {
    let begun = view.records.all(Kind::Issue).next().is_some();
    let told = |c: &Record| Area::of(c, issue::AREA) == Some(Area::Climate);
    let undecided = |o: &&Record| o.choice(organisation::CLIMATE).is_none_or(|at| at > 1);
    let org = view.records.single(Kind::Organisation).filter(undecided);
    match begun && !view.records.all(Kind::Issue).any(told) {
        true => org.map(|o| spot(view.records, o.id, "climate: neither yes nor no")).into_iter().collect(),
        false => Vec::new(),
    }
}

pub fn context_stale(view: View) -> Vec<Spot> {
    late(view, Kind::Issue)
}

pub fn context_no_answer(view: View) -> Vec<Spot> {
    standing(view, Kind::Issue, |c| !says_something(c, issue::ANSWER), "no answer")
}

pub fn party_no_need(view: View) -> Vec<Spot> {
    standing(view, Kind::Party, |p| !says_something(p, party::EXPECTS), "no expectation")
}

pub fn party_unmet(view: View) -> Vec<Spot> {
    let unmet = |p: &Record| says_something(p, party::EXPECTS) && p.refs(party::MET_BY).is_empty();
    standing(view, Kind::Party, unmet, "nothing answers what they expect")
}

pub fn party_stale(view: View) -> Vec<Spot> {
    late(view, Kind::Party)
}

// policies and people

pub fn commitment_no_metric(view: View) -> Vec<Spot> {
    use commitment::Type;
    let bare = |c: &Record| {
        Type::of(c, commitment::TYPE) != Some(Type::Principle)
            && c.value(commitment::TEST).is_empty()
            && !is_linked(view, c.id, Kind::Metric, metric::FOR)
    };
    standing(view, Kind::Commitment, bare, "no measure, no test")
}

pub fn commitment_no_owner(view: View) -> Vec<Spot> {
    let bare = |c: &Record| {
        c.one(commitment::OWNER).is_none()
            || (c.refs(commitment::CONTROLS).is_empty()
                && commitment::Type::of(c, commitment::TYPE) == Some(commitment::Type::Commitment))
    };
    standing(view, Kind::Commitment, bare, "no owner or no control")
}

/// Themes of which no commitment speaks, once there are commitments.
pub fn theme_uncovered(view: View) -> Vec<Spot> {
    let Some(first) = view.records.all(Kind::Commitment).next() else { return Vec::new() };
    let covered =
        |code: &str| view.records.all(Kind::Commitment).any(|c| c.words(commitment::THEMES).any(|w| w == code));
    let bare: Vec<&str> =
        commitment::FIELDS[commitment::THEMES].choices().iter().filter(|c| !covered(c.code)).map(|c| c.label).collect();
    match bare.is_empty() {
        true => Vec::new(),
        false => vec![spot(view.records, first.id, &format!("no commitment speaks of {}", bare.join(", ")))],
    }
}

pub fn communication_late(view: View) -> Vec<Spot> {
    late(view, Kind::Communication)
}

pub fn campaign_no_reach(view: View) -> Vec<Spot> {
    let bare = |c: &Record| {
        Told::of(c, communication::TYPE) == Some(Told::Campaign)
            && progress::is_done(c)
            && c.number(communication::REACHED).is_none()
    };
    standing(view, Kind::Communication, bare, "nobody counted whom it reached")
}

pub fn not_acknowledged(view: View) -> Vec<Spot> {
    let bare = |c: &Record| {
        let acknowledged = c.number(communication::ACKNOWLEDGED).is_some() || !c.refs(communication::WHO).is_empty();
        Told::of(c, communication::TYPE) == Some(Told::Policy) && progress::is_done(c) && !acknowledged
    };
    standing(view, Kind::Communication, bare, "nobody acknowledged this version")
}

/// What a training has to reach, in per cent.
const TAUGHT: usize = 90;

pub fn training_below(view: View) -> Vec<Spot> {
    let below = |t: &Record| {
        let Share { done, all } = people::trained(view, t);
        let must = t.choice(training::MUST) == Some(YES);
        must && all > 0 && 100 * done < TAUGHT * all
    };
    standing(view, Kind::Training, below, "done by fewer than 90 %")
}

pub fn training_overdue(view: View) -> Vec<Spot> {
    late(view, Kind::Training)
}

pub fn training_ran_out(view: View) -> Vec<Spot> {
    late(view, Kind::Attendance)
}

pub fn competence_no_proof(view: View) -> Vec<Spot> {
    use attendance::Outcome;
    let bare = |a: &Record| {
        Outcome::of(a, attendance::RESULT) == Some(Outcome::Passed) && a.refs(attendance::PROOF).is_empty()
    };
    those(view, Kind::Attendance, bare, "passed, no proof")
}
