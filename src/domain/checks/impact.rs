//! Rules about impact assessments, changes and obligations.

use super::{
    Spot,
    parts::{is_old, of_kind},
    says_something, spot,
};
use crate::domain::{
    Kind, Record, View,
    kinds::{
        alteration, assessment, group, obligation,
        shared::{Agreement, Level, YES},
        system::{self, State},
    },
    progress,
    workflow::{assessment::owes_rights, freshness},
};

pub fn found_without_approval(view: View) -> Vec<Spot> {
    let found = |s: &Record| system::Approval::of(s, system::APPROVAL) == Some(system::Approval::Found);
    of_kind(view, Kind::System, found, "found without approval")
}

/// In use although its approval is still asked for, or was refused.
pub fn live_unapproved(view: View) -> Vec<Spot> {
    use system::Approval;
    let word = |s: &Record| Approval::of(s, system::APPROVAL);
    let open = |s: &Record| matches!(word(s), Some(Approval::Asked | Approval::Refused));
    let live = |s: &Record| matches!(State::of(s, system::STATE), Some(State::Live | State::Pilot));
    of_kind(view, Kind::System, |s| live(s) && open(s), "in use, approval not given")
}

pub fn oversight_untried(view: View) -> Vec<Spot> {
    let runs = |s: &Record| State::of(s, system::STATE) == Some(State::Live) && system::is_high(s);
    let untried = |s: &Record| s.one(system::OVERSEER).is_none() || is_old(view, s.date(system::TRIED));
    of_kind(view, Kind::System, |s| runs(s) && untried(s), "nobody tried within a year to stop or overrule it")
}

pub fn changed_since_review(view: View) -> Vec<Spot> {
    let found = view.records.all(Kind::System).filter_map(|s| Some((s.id, freshness::changed(view, s)?)));
    found.map(|(id, by)| spot(view.records, id, &format!("changed by {by} since its last review"))).collect()
}

pub fn assessment_due(view: View) -> Vec<Spot> {
    let standing = view.records.all(Kind::Assessment).filter(|a| freshness::is_newest(view, a));
    let due = standing.filter_map(|a| Some((a.id, freshness::due(view, a)?)));
    due.map(|(id, why)| spot(view.records, id, &format!("due again: {why}"))).collect()
}

/// Article 27 of the EU AI Act asks certain deployers for an assessment of fundamental rights.
pub fn rights_owed(view: View) -> Vec<Spot> {
    let has = |s: &Record| {
        let all = view.records.linked(s.id, Kind::Assessment, assessment::SYSTEM);
        all.filter(|a| assessment::Type::of(a, assessment::TYPE) == Some(assessment::Type::Rights)).count() > 0
    };
    let owes = |s: &Record| owes_rights(view, s) && !has(s);
    of_kind(view, Kind::System, owes, "no assessment of fundamental rights, which Article 27 asks for before use")
}

/// A whole assessment tells who is affected group by group: harm, benefit, how they are told and can object (B.5.4).
pub fn no_groups(view: View) -> Vec<Spot> {
    let listed = |a: &Record| view.records.linked(a.id, Kind::Group, group::ASSESSMENT).next().is_some();
    let bare = |a: &Record| assessment::is_approved(a) && assessment::is_whole(a) && !listed(a);
    of_kind(view, Kind::Assessment, bare, "no affected group is listed")
}

pub fn sections_empty(view: View) -> Vec<Spot> {
    let named = |a: &Record| {
        let empty = assessment::empty_sections(a);
        let label = |f: &usize| assessment::FIELDS[*f].label.to_lowercase();
        (!empty.is_empty())
            .then(|| format!("nothing said on {}", empty.iter().map(label).collect::<Vec<_>>().join(", ")))
    };
    in_review(view).filter_map(|a| Some(spot(view.records, a.id, &named(a)?))).collect()
}

pub fn effects_unrated(view: View) -> Vec<Spot> {
    let named = |a: &Record| {
        let open = assessment::unrated(a);
        let label = |f: &usize| assessment::FIELDS[*f].label.to_lowercase();
        (!open.is_empty())
            .then(|| format!("not rated with a reason: {}", open.iter().map(label).collect::<Vec<_>>().join(", ")))
    };
    in_review(view).filter_map(|a| Some(spot(view.records, a.id, &named(a)?))).collect()
}

/// Assessments that somebody has handed on.
fn in_review(view: View<'_>) -> impl Iterator<Item = &Record> {
    let standing = |a: &&Record| progress::stage(a) > crate::domain::Stage::Open && !progress::is_over(a);
    view.records.all(Kind::Assessment).filter(standing)
}

pub fn figures_undated(view: View) -> Vec<Spot> {
    let figures = |a: &Record| a.decimal(assessment::ENERGY).is_some() || a.decimal(assessment::CARBON).is_some();
    let known = |a: &Record| a.date(assessment::FIGURE_OF).is_some() && says_something(a, assessment::FIGURE_FROM);
    of_kind(view, Kind::Assessment, |a| figures(a) && !known(a), "figures of energy without source or day")
}

pub fn harm_no_measure(view: View) -> Vec<Spot> {
    let grave = |g: &Record| group::level(g) >= Some(Level::High);
    of_kind(view, Kind::Group, |g| grave(g) && g.refs(group::MEASURES).is_empty(), "grave harm and no measure")
}

pub fn group_bare(view: View) -> Vec<Spot> {
    let bare = |g: &Record| !says_something(g, group::HARM) && !says_something(g, group::BENEFIT);
    of_kind(view, Kind::Group, bare, "neither harm nor benefit")
}

pub fn change_late(view: View) -> Vec<Spot> {
    of_kind(view, Kind::Alteration, |c| progress::late_days(view, c).is_some(), "planned for a day that has passed")
}

pub fn change_not_told(view: View) -> Vec<Spot> {
    let untold = |c: &Record| c.date(alteration::MADE).is_some() && c.date(alteration::TOLD).is_none();
    of_kind(view, Kind::Alteration, untold, "made and told to nobody")
}

pub fn change_not_checked(view: View) -> Vec<Spot> {
    let passed = |c: &Record| c.date(alteration::CHECK).is_some_and(|day| day < view.today);
    of_kind(
        view,
        Kind::Alteration,
        |c| passed(c) && !says_something(c, alteration::RESULT),
        "not checked after its day",
    )
}

pub fn change_unjudged(view: View) -> Vec<Spot> {
    let made = |c: &Record| c.date(alteration::MADE).is_some() && c.choice(alteration::SIGNIFICANT).is_none();
    of_kind(view, Kind::Alteration, made, "nobody said whether it is significant")
}

pub fn duty_unmet(view: View) -> Vec<Spot> {
    let applies = |l: &Record| l.period(obligation::FROM).is_some_and(|from| from.first() <= view.today);
    let unmet = |l: &Record| !obligation::is_supplier_duty(l) && applies(l) && !progress::is_done(l);
    of_kind(view, Kind::Obligation, unmet, "applies and is not met")
}

pub fn duty_no_control(view: View) -> Vec<Spot> {
    let bare = |l: &Record| obligation::is_legal(l) && l.refs(obligation::MET_BY).is_empty();
    of_kind(view, Kind::Obligation, bare, "no control or document meets it")
}

pub fn supplier_duty_open(view: View) -> Vec<Spot> {
    use Agreement::{Missing, Refused};
    let open = |l: &Record| matches!(Agreement::of(l, obligation::AGREED), None | Some(Missing | Refused));
    of_kind(view, Kind::Obligation, |l| obligation::is_supplier_duty(l) && open(l), "missing or refused")
}

pub fn duty_check_overdue(view: View) -> Vec<Spot> {
    of_kind(view, Kind::Obligation, |l| progress::review_is_late(view, l), "check overdue")
}

pub fn duty_unsure(view: View) -> Vec<Spot> {
    let unsure = |l: &Record| l.choice(obligation::CERTAINTY) == Some(obligation::UNSURE);
    of_kind(view, Kind::Obligation, unsure, "not sure that it applies")
}

/// An agent that acts alone where personal data is used.
pub fn personal_agent_alone(view: View) -> Vec<Spot> {
    use crate::domain::kinds::component::{self, Autonomy};
    let alone = |s: &Record| {
        s.choice(system::PERSONAL) == Some(YES)
            && s.refs(system::PARTS)
                .iter()
                .filter_map(|id| view.records.live(*id))
                .any(|c| c.id.kind == Kind::Component && Autonomy::of(c, component::AUTONOMY) == Some(Autonomy::Alone))
    };
    of_kind(view, Kind::System, alone, "an agent acts alone on personal data")
}
