//! Rules about what systems are made of, and about documents and scope.

use super::{Spot, says_something, spot};
use crate::domain::{
    Kind, Record, View,
    kinds::{
        component, data_set, document, model, scope_item,
        shared::Level,
        system::{self, State as Life},
    },
    progress,
};

/// Spots of live records of a kind that are not over.
pub(super) fn of_kind(view: View, kind: Kind, is_wrong: impl Fn(&Record) -> bool, what: &str) -> Vec<Spot> {
    let standing = view.records.all(kind).filter(|r| !progress::is_over(r) && is_wrong(r));
    standing.map(|r| spot(view.records, r.id, what)).collect()
}

/// A day on which something was tried grows old within a year.
pub(super) fn is_old(view: View, day: Option<jiff::civil::Date>) -> bool {
    day.is_none_or(|day| day.saturating_add(jiff::Span::new().years(1)) < view.today)
}

pub fn model_no_owner(view: View) -> Vec<Spot> {
    of_kind(view, Kind::Model, |m| m.one(model::OWNER).is_none(), "no owner")
}

pub fn model_licence_unknown(view: View) -> Vec<Spot> {
    let bought = |m: &Record| !matches!(model::Origin::of(m, model::ORIGIN), None | Some(model::Origin::Own));
    let unknown = |m: &Record| m.choice(model::LICENCE).is_none_or(|l| l == model::UNKNOWN);
    of_kind(view, Kind::Model, |m| bought(m) && unknown(m), "from outside, licence unknown")
}

pub fn model_no_tests(view: View) -> Vec<Spot> {
    let live = |m: &Record| Life::of(m, model::STATE) == Some(Life::Live);
    of_kind(view, Kind::Model, |m| live(m) && !says_something(m, model::TESTS), "live without test results")
}

pub fn used_but_retired(view: View) -> Vec<Spot> {
    let runs = |s: &&Record| matches!(Life::of(s, system::STATE), Some(Life::Pilot | Life::Live));
    let over = |s: &Record| {
        let parts = s.refs(system::PARTS).iter().filter_map(|id| view.records.live(*id));
        parts.filter(|part| progress::is_over(part)).map(|part| part.id).collect::<Vec<_>>()
    };
    let found =
        view.records.all(Kind::System).filter(runs).map(|s| (s.id, over(s))).filter(|(_, over)| !over.is_empty());
    found.map(|(id, over)| spot(view.records, id, &format!("runs on {}, which is retired", over[0]))).collect()
}

pub fn data_no_steward(view: View) -> Vec<Spot> {
    of_kind(view, Kind::DataSet, |d| d.one(data_set::OWNER).is_none(), "no steward")
}

pub fn data_quality_unstated(view: View) -> Vec<Spot> {
    of_kind(view, Kind::DataSet, |d| !says_something(d, data_set::QUALITY), "quality not stated")
}

pub fn data_provenance_unstated(view: View) -> Vec<Spot> {
    of_kind(view, Kind::DataSet, |d| !says_something(d, data_set::PROVENANCE), "provenance not stated")
}

pub fn data_no_basis(view: View) -> Vec<Spot> {
    let personal = |d: &Record| {
        use data_set::Personal::{Ordinary, Special};
        matches!(data_set::Personal::of(d, data_set::PERSONAL), Some(Ordinary | Special))
    };
    of_kind(
        view,
        Kind::DataSet,
        |d| personal(d) && !says_something(d, data_set::BASIS),
        "personal data without a basis",
    )
}

pub fn data_kept_too_long(view: View) -> Vec<Spot> {
    let past = |d: &Record| d.date(data_set::KEEP_UNTIL).is_some_and(|day| day < view.today);
    of_kind(view, Kind::DataSet, past, "kept beyond its day")
}

pub fn component_no_owner(view: View) -> Vec<Spot> {
    of_kind(view, Kind::Component, |c| c.one(component::OWNER).is_none(), "no owner")
}

pub fn agent_nobody_can_stop(view: View) -> Vec<Spot> {
    let nobody = |c: &Record| component::is_agent(c) && c.one(component::STOPPER).is_none();
    of_kind(view, Kind::Component, nobody, "nobody can stop it")
}

pub fn agent_stop_untried(view: View) -> Vec<Spot> {
    let live = |c: &Record| Life::of(c, component::STATE) == Some(Life::Live);
    let untried = |c: &Record| component::is_agent(c) && live(c) && is_old(view, c.date(component::TRIED));
    of_kind(view, Kind::Component, untried, "stopping it was not tried within a year")
}

pub fn stage_no_gate(view: View) -> Vec<Spot> {
    let bare = |c: &Record| component::is_stage(c) && !says_something(c, component::GATE);
    of_kind(view, Kind::Component, bare, "no gate")
}

pub fn document_review_overdue(view: View) -> Vec<Spot> {
    of_kind(view, Kind::Document, |d| progress::review_is_late(view, d), "review overdue")
}

pub fn policy_not_approved(view: View) -> Vec<Spot> {
    of_kind(view, Kind::Document, |d| document::is_policy(d) && !document::is_approved(d), "not approved")
}

pub fn policy_no_procedure(view: View) -> Vec<Spot> {
    let carried = |d: &Record| view.records.linked(d.id, Kind::Document, document::UNDER).next().is_some();
    let bare = |d: &Record| document::is_policy(d) && document::is_approved(d) && !carried(d);
    of_kind(view, Kind::Document, bare, "no procedure carries it out")
}

/// Words of a policy that a person still reads; a proposal of ours.
const READABLE: i64 = 2000;

pub fn policy_too_long(view: View) -> Vec<Spot> {
    let long = |d: &Record| document::is_policy(d) && d.number(document::WORDS).is_some_and(|n| n > READABLE);
    of_kind(view, Kind::Document, long, "longer than 2000 words")
}

pub fn documents_missing(view: View) -> Vec<Spot> {
    let found =
        view.records.all(Kind::System).map(|s| (s.id, system::lacking(&view, s))).filter(|(_, l)| !l.is_empty());
    let words = |l: &[document::Serves]| l.iter().map(|w| w.label()).collect::<Vec<_>>().join(", ");
    found.map(|(id, l)| spot(view.records, id, &format!("no document of {}", words(&l)))).collect()
}

pub fn scope_undecided(view: View) -> Vec<Spot> {
    let open = |s: &Record| matches!(system::Scope::of(s, scope_item::SCOPE), None | Some(system::Scope::Undecided));
    of_kind(view, Kind::ScopeItem, open, "scope undecided")
}

pub fn scope_out_without_reason(view: View) -> Vec<Spot> {
    let bare = |s: &Record| is_out(s) && !says_something(s, scope_item::REASON);
    of_kind(view, Kind::ScopeItem, bare, "out of scope, no reason")
}

pub fn scope_critical_but_out(view: View) -> Vec<Spot> {
    let weighs = |s: &Record| Level::of(s, scope_item::WEIGHT) >= Some(Level::High);
    of_kind(view, Kind::ScopeItem, |s| is_out(s) && weighs(s), "critical, yet out of scope")
}

fn is_out(item: &Record) -> bool {
    system::Scope::of(item, scope_item::SCOPE) == Some(system::Scope::Out)
}
