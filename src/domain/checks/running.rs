//! Rules about what is measured, done again and again, and what went wrong; other standards and silenced checks.

use super::{
    Spot,
    management::{is_linked, late, open, standing, those},
    says_something,
};
use crate::domain::{
    Kind, Record, View,
    kinds::{
        finding, improvement,
        incident::{self, Report, Type as Happened},
        mapping, metric, reading, silence, task,
    },
    measures, progress,
    workflow::freshness,
};

pub fn breach_unanswered(view: View) -> Vec<Spot> {
    standing(view, Kind::Metric, |m| measures::unanswered(view, m).is_some(), "beyond its limit, nothing opened")
}

pub fn metric_no_reading(view: View) -> Vec<Spot> {
    standing(view, Kind::Metric, |m| !is_linked(view, m.id, Kind::Reading, reading::OF), "never measured")
}

pub fn metric_late(view: View) -> Vec<Spot> {
    late(view, Kind::Metric)
}

pub fn metric_serves_nothing(view: View) -> Vec<Spot> {
    standing(view, Kind::Metric, |m| m.value(metric::SERVES).is_empty(), "serves no decision")
}

pub fn metric_unused(view: View) -> Vec<Spot> {
    standing(view, Kind::Metric, |m| m.number(metric::UNUSED).is_some_and(|n| n >= 2), "used at no review")
}

pub fn task_overdue(view: View) -> Vec<Spot> {
    late(view, Kind::Task)
}

pub fn task_failed(view: View) -> Vec<Spot> {
    standing(view, Kind::Task, |t| measures::unanswered(view, t).is_some(), "last run failed, nothing opened")
}

pub fn task_no_performer(view: View) -> Vec<Spot> {
    standing(
        view,
        Kind::Task,
        |t| t.one(task::OWNER).is_none() || t.number(task::RHYTHM).is_none(),
        "no performer or no rhythm",
    )
}

// incidents and improvements

pub fn report_day_passed(view: View) -> Vec<Spot> {
    let late = |i: &Record| {
        Report::of(i, incident::REPORT) != Some(Report::No)
            && i.date(incident::REPORTED).is_none()
            && i.date(incident::DUE).is_some_and(|due| due < view.today)
    };
    standing(view, Kind::Incident, late, "to be reported by a day that has passed")
}

/// It has to be reported, and nobody set the day from which it can be late.
pub fn report_undated(view: View) -> Vec<Spot> {
    let undated = |i: &Record| {
        Report::of(i, incident::REPORT) == Some(Report::Yes)
            && i.date(incident::REPORTED).is_none()
            && i.date(incident::DUE).is_none()
    };
    standing(view, Kind::Incident, undated, "must be reported, no day by when")
}

/// A serious incident, or one of a high severity, that is not done.
pub fn incident_grave(view: View) -> Vec<Spot> {
    open(view, Kind::Incident, freshness::weighs, "grave and not done")
}

pub fn incident_no_risk(view: View) -> Vec<Spot> {
    let bare = |i: &Record| i.refs(incident::RISKS).is_empty() && progress::is_done(i);
    standing(view, Kind::Incident, bare, "no risk was looked at again")
}

pub fn serious_no_finding(view: View) -> Vec<Spot> {
    let bare = |i: &Record| {
        Happened::of(i, incident::TYPE) == Some(Happened::Serious)
            && !is_linked(view, i.id, Kind::Finding, finding::INCIDENT)
    };
    standing(view, Kind::Incident, bare, "serious, no finding")
}

pub fn incident_no_owner(view: View) -> Vec<Spot> {
    open(view, Kind::Incident, |i| i.one(incident::OWNER).is_none(), "nobody looks after it")
}

pub fn improvement_untouched(view: View) -> Vec<Spot> {
    open(view, Kind::Improvement, |i| i.one(improvement::OWNER).is_none(), "nobody took it up")
}

// other standards and silence

pub fn mapping_low(view: View) -> Vec<Spot> {
    use mapping::{Cover, Sure};
    let low = |m: &Record| {
        Sure::of(m, mapping::SURE) == Some(Sure::Low) && Cover::of(m, mapping::COVER) == Some(Cover::Covered)
    };
    those(view, Kind::Mapping, low, "covered, but hardly sure")
}

pub fn inherited_no_addition(view: View) -> Vec<Spot> {
    let bare = |m: &Record| !m.value(mapping::INHERITED).is_empty() && !says_something(m, mapping::ADDITION);
    those(view, Kind::Mapping, bare, "inherited, nothing added for AI")
}

pub fn silence_ran_out(view: View) -> Vec<Spot> {
    let gone = |s: &Record| s.date(silence::UNTIL).is_some_and(|until| until < view.today);
    those(view, Kind::Silence, gone, "counts again")
}
