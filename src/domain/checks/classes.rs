//! Rules about what belongs together over several registers: controls by class of system, suppliers by tier, themes and
//! stages that no risk looks at, requirements that nothing covers, proof that is thin.

use super::{Spot, spot};
use crate::domain::kinds::YES;
use crate::domain::{
    Id, Kind, Record, View, behind,
    bundles::{self, BundleFit, Everywhere, Need},
    everyday, expected,
    kinds::{
        action, alteration, commitment, control_at, decision, evidence,
        item::{self, Use},
        plan_item, risk,
        shared::InPlace,
        supplier,
        system::{self, Scope, State},
    },
    law::Law,
    progress, wants,
    workflow::{decision::in_force, release},
};
use jiff::Span;
use std::collections::BTreeSet;

/// Systems that are not retired, with how their controls fit.
fn fits(view: View, which: impl Fn(&Record) -> bool, of: impl Fn(BundleFit) -> Vec<Need>, told: &str) -> Vec<Spot> {
    let everywhere = Everywhere::of(view);
    let standing = view.records.all(Kind::System).filter(|s| !progress::is_over(s) && which(s));
    let found = standing.map(|s| (s.id, of(bundles::fit_with(view, s, &everywhere))));
    let wrong = found.filter(|(_, needs)| !needs.is_empty());
    wrong
        .map(|(id, needs)| spot(view.records, id, &format!("{} {told}: {}", needs.len(), BundleFit::told(&needs))))
        .collect()
}

pub fn excluded_but_needed(view: View) -> Vec<Spot> {
    let any = Everywhere::of(view).leaves_out();
    fits(view, |_| any, |fit| fit.excluded, "left out of the Statement, its class needs them")
}

/// Controls left out of the Statement of Applicability on which duties under the EU AI Act lean.
pub fn left_out_against_law(view: View) -> Vec<Spot> {
    if !Everywhere::of(view).leaves_out() {
        return Vec::new();
    }
    let out = |control: &str| {
        let item = Id::item(control).and_then(|id| view.records.live(id));
        item.is_some_and(|i| Use::of(i, item::USE) == Some(Use::No))
    };
    let told = |system: &Record| {
        let all = Law::of(system).leans_on().into_iter().filter(|(control, _)| out(control));
        all.map(|(control, why)| format!("{control} is left out, yet {why}")).collect::<Vec<_>>().join("; ")
    };
    let standing = view.records.all(Kind::System).filter(|s| !progress::is_over(s));
    let found = standing.map(|s| (s.id, told(s))).filter(|(_, told)| !told.is_empty());
    found.map(|(id, told)| spot(view.records, id, &told)).collect()
}

pub fn under_controlled(view: View) -> Vec<Spot> {
    fits(view, |_| true, |fit| fit.under, "short")
}

/// Only systems that have controls of their own can have too many.
pub fn over_controlled(view: View) -> Vec<Spot> {
    let own: BTreeSet<Id> = view.records.all(Kind::ControlAt).filter_map(|c| c.one(control_at::SYSTEM)).collect();
    fits(view, |s| own.contains(&s.id), |fit| fit.over, "beyond what its class asks for, without a reason")
}

/// A supplier behind a running system that was not looked at within the rhythm of its tier.
pub fn supplier_rhythm(view: View) -> Vec<Spot> {
    let tiers = behind::all_closeness(view);
    let late = |s: &Record| {
        let tier = tiers.get(&s.id)?;
        let since = s.date(supplier::ASSESSED);
        let due = since.is_none_or(|on| on.saturating_add(Span::new().months(tier.months())) < view.today);
        let on = since.map_or("never assessed".into(), |on| format!("assessed {on}"));
        due.then(|| format!("tier {}, every {} months: {on}", tier.0, tier.months()))
    };
    let all = view.records.all(Kind::Supplier).filter_map(|s| Some((s.id, late(s)?)));
    all.map(|(id, why)| spot(view.records, id, &why)).collect()
}

/// A supplier that was found not acceptable stands behind a running system.
pub fn supplier_not_acceptable(view: View) -> Vec<Spot> {
    let bad = |s: &&Record| supplier::Result::of(s, supplier::RESULT) == Some(supplier::Result::NotAcceptable);
    let tiers = behind::all_closeness(view);
    let used = view.records.all(Kind::Supplier).filter(bad).filter(|s| tiers.contains_key(&s.id));
    used.map(|s| spot(view.records, s.id, "not acceptable, yet in use")).collect()
}

/// What a system that is in scope and past the idea has to have looked at, each with the areas of risk that it is.
const THEMES: [(&str, &[&str]); 5] = [
    ("privacy", &["privacy"]),
    ("transparency", &["transparency"]),
    ("bias", &["bias"]),
    ("social", &["societal"]),
    ("environment", &["environmental"]),
];

/// The themes of a system that no risk is about and nobody called clear.
pub fn open_themes(view: View, system: &Record) -> Vec<&'static str> {
    let risks: Vec<&Record> = view.records.linked(system.id, Kind::Risk, risk::SYSTEMS).collect();
    let has = |areas: &[&str]| {
        let area = |r: &&Record| r.choice(risk::AREA).map(|a| risk::AREAS[usize::from(a)].code);
        risks.iter().filter_map(area).any(|code| areas.contains(&code))
    };
    let reasoned = !system.value(system::CLEAR_WHY).is_empty();
    let said = |theme: &str| reasoned && system.words(system::CLEAR).any(|w| w == theme);
    THEMES.iter().filter(|(theme, areas)| !has(areas) && !said(theme)).map(|(theme, _)| *theme).collect()
}

/// Themes of a system for which there is neither a risk nor a word that it has none.
pub fn themes_not_looked_at(view: View) -> Vec<Spot> {
    let wanted = |s: &&Record| {
        let begun = !matches!(State::of(s, system::STATE), None | Some(State::Idea | State::Retired));
        begun && Scope::of(s, system::SCOPE) == Some(Scope::In)
    };
    let found = view
        .records
        .all(Kind::System)
        .filter(wanted)
        .map(|s| (s.id, open_themes(view, s)))
        .filter(|(_, o)| !o.is_empty());
    found.map(|(id, open)| spot(view.records, id, &format!("no risk or reason on {}", open.join(", ")))).collect()
}

/// Stages of the life cycle that no risk is about; told of the method, once there are risks.
pub fn stages_not_looked_at(view: View) -> Vec<Spot> {
    let Some(method) = view.records.single(Kind::Method) else { return Vec::new() };
    if view.records.all(Kind::Risk).next().is_none() {
        return Vec::new();
    }
    let seen: Vec<u8> = view.records.all(Kind::Risk).filter_map(|r| r.choice(risk::STAGE)).collect();
    let open = risk::STAGES.iter().enumerate().filter(|(i, _)| !seen.contains(&(*i as u8))).map(|(_, s)| s.label);
    let open: Vec<&str> = open.collect();
    match open.is_empty() {
        true => Vec::new(),
        false => vec![spot(view.records, method.id, &format!("no risk in {}", open.join(", ")))],
    }
}

/// Stages of the life cycle that no control in use covers; told of the organisation, once controls are decided.
pub fn stages_uncovered(view: View) -> Vec<Spot> {
    let Some(organisation) = view.records.single(Kind::Organisation) else { return Vec::new() };
    let stages = everyday::by_stage(view);
    if stages.iter().all(|(_, controls)| controls.is_empty()) {
        return Vec::new();
    }
    let bare: Vec<&str> = stages.iter().filter(|(_, controls)| controls.is_empty()).map(|(s, _)| s.label).collect();
    match bare.is_empty() {
        true => Vec::new(),
        false => vec![spot(view.records, organisation.id, &format!("no control in use covers {}", bare.join(", ")))],
    }
}

/// Systems that still need to be put into the plan, once there is one.
pub fn in_no_plan(view: View) -> Vec<Spot> {
    let wanted = view.records.all(Kind::System).filter(|s| wants::is_unplanned(view, s));
    wanted.map(|s| spot(view.records, s.id, "no plan item or change names it")).collect()
}

/// A live system of a high class that nobody released, or whose release no longer stands on what is so.
pub fn released_no_more(view: View) -> Vec<Spot> {
    let live = |s: &&Record| State::of(s, system::STATE) == Some(State::Live);
    let all = view.records.all(Kind::System).filter(live);
    let found = all.filter_map(|s| Some((s.id, release::stale(view, s)?.1)));
    found.map(|(id, why)| spot(view.records, id, &why)).collect()
}

pub fn live_without_release(view: View) -> Vec<Spot> {
    let live = |s: &&Record| State::of(s, system::STATE) == Some(State::Live) && system::is_high(s);
    let bare = view.records.all(Kind::System).filter(live);
    let bare = bare.filter(|s| in_force(&view, s.id, decision::Type::Release).is_none());
    bare.map(|s| spot(view.records, s.id, "no release decision holds")).collect()
}

/// The documents that every AIMS is expected to have and that are missing, each with what it is.
pub fn expected_documents(view: View) -> Vec<Spot> {
    let Some(organisation) = view.records.single(Kind::Organisation) else { return Vec::new() };
    if view.records.all(Kind::Document).next().is_none() {
        return Vec::new();
    }
    let open: Vec<&str> = expected::all(view).into_iter().filter(|e| e.documents.is_empty()).map(|e| e.what).collect();
    match open.is_empty() {
        true => Vec::new(),
        false => vec![spot(view.records, organisation.id, &format!("no document: {}", open.join(", ")))],
    }
}

/// A clause, or a control that is not left out, of which no plan item, no open action and no owner speaks. Told once
/// there is a plan.
pub fn orphans(view: View) -> Vec<Spot> {
    if view.records.all(Kind::PlanItem).next().is_none() {
        return Vec::new();
    }
    let covered = |i: &Record| {
        let planned = view.records.linked(i.id, Kind::PlanItem, plan_item::COVERS).any(|p| !progress::is_over(p));
        let acted = || view.records.linked(i.id, Kind::Action, action::ABOUT).any(|a| !progress::is_done(a));
        planned || i.one(item::OWNER).is_some() || acted()
    };
    let wanted = |i: &&Record| Use::of(i, item::USE) != Some(Use::No) && !covered(i);
    let bare = view.records.all(Kind::Item).filter(wanted);
    bare.map(|i| spot(view.records, i.id, "no plan, action or owner")).collect()
}

/// A control that counts as in place and rests on one piece of evidence, or on none that was seen within a year.
pub fn proof_thin(view: View) -> Vec<Spot> {
    let claimed = |i: &&Record| item::is_control(i) && InPlace::of(i, item::STATE) >= Some(InPlace::InPlace);
    let thin = |i: &Record| {
        let proof = item::valid_evidence(view, i);
        let old = |id: &Id| {
            let seen = view.records.live(*id).and_then(|e| evidence::last_seen(view, e));
            seen.is_none_or(|on| on.saturating_add(Span::new().years(1)) < view.today)
        };
        let own = |id: &Id| view.records.live(*id).is_some_and(|e| e.choice(evidence::OWN) == Some(YES));
        match &proof[..] {
            [] => None,
            [one] if own(one) => Some(format!("rests on {one} alone, made by ourselves")),
            [one] => Some(format!("rests on {one} alone")),
            all if all.iter().all(own) => Some("rests on what was made by ourselves alone".into()),
            all if all.iter().all(old) => Some("no piece of evidence was seen within a year".into()),
            _ => None,
        }
    };
    let found = view.records.all(Kind::Item).filter(claimed).filter_map(|i| Some((i.id, thin(i)?)));
    found.map(|(id, why)| spot(view.records, id, &why)).collect()
}

/// Evidence of a control that is in use has run out.
pub fn evidence_expired(view: View) -> Vec<Spot> {
    let used = |i: &&Record| item::is_control(i) && Use::of(i, item::USE) != Some(Use::No);
    let gone = |i: &Record| {
        let all = item::evidence(view, i);
        let ids: Vec<_> = all.iter().filter(|id| item::is_expired(view, **id)).copied().collect();
        (!ids.is_empty()).then(|| format!("{} expired", crate::domain::value::join_ids(&ids, ", ")))
    };
    let found = view.records.all(Kind::Item).filter(used).filter_map(|i| Some((i.id, gone(i)?)));
    found.map(|(id, why)| spot(view.records, id, &why)).collect()
}

/// A system that names neither a part nor a supplier although it runs.
pub fn no_parts(view: View) -> Vec<Spot> {
    let runs = |s: &&Record| matches!(State::of(s, system::STATE), Some(State::Pilot | State::Live));
    let bare = view.records.all(Kind::System).filter(runs).filter(|s| behind::tree(&view, s).is_empty());
    bare.map(|s| spot(view.records, s.id, "nobody said what it is made of")).collect()
}

/// A principle or commitment that no policy carries.
pub fn principle_no_policy(view: View) -> Vec<Spot> {
    let standing = view.records.all(Kind::Commitment).filter(|c| !progress::is_over(c));
    let bare = standing.filter(|c| c.refs(commitment::POLICY).is_empty());
    bare.map(|c| spot(view.records, c.id, "in no policy")).collect()
}

/// A significant change after which assessments, ratings, reviews or documents were not looked at again.
pub fn change_rests_undone(view: View) -> Vec<Spot> {
    let open = view.records.all(Kind::Alteration).map(|c| (c.id, alteration::due(view, c)));
    let told = |ids: &[Id]| crate::domain::value::join_ids(ids, ", ");
    let found = open.filter(|(_, due)| !due.is_empty());
    found.map(|(id, due)| spot(view.records, id, &format!("due since then: {}", told(&due)))).collect()
}
