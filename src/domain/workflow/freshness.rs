//! What is no longer fresh: what a change, an incident, a new risk or a year has made due again.

use crate::domain::{
    Id, Kind, Record, View, behind,
    gate::{Near, linked},
    kinds::{
        alteration,
        assessment::{self, Outcome},
        incident, risk,
        shared::Level,
        system,
    },
    progress,
};
use jiff::{Span, civil::Date};
use std::borrow::Cow;

/// The newest significant change that touches a system, or anything behind it, since its last review.
pub fn changed(view: View, system: &Record) -> Option<Id> {
    if progress::is_over(system) || view.records.all(Kind::Alteration).next().is_none() {
        return None;
    }
    changed_since(view, system, (system.id, progress::reviewed_on(system)))
}

/// The newest significant change of a system, or of anything behind it, that came after somebody looked at a record.
pub fn changed_since(view: View, system: &Record, (looked_at, on): (Id, Option<Date>)) -> Option<Id> {
    let all = [system.id].into_iter().chain(behind::everything(&view, system));
    all.flat_map(|id| view.records.linked(id, Kind::Alteration, alteration::TOUCHES))
        .filter(|change| alteration::came_after(change, looked_at, on))
        .max_by_key(|change| alteration::counts(change))
        .map(|change| change.id)
}

/// Whether no later one of the same system stands in its place.
pub fn is_newest(view: View, assessment: &Record) -> bool {
    let Some(system) = assessment.one(assessment::SYSTEM) else { return true };
    let later = |a: &Record| {
        assessment::is_approved(a) && a.date(assessment::APPROVED_ON) > assessment.date(assessment::APPROVED_ON)
    };
    !view.records.linked(system, Kind::Assessment, assessment::SYSTEM).any(later)
}

/// Why an approved assessment is due again: its day, a change, an incident, a risk that came later, or a year.
pub fn due(view: View, assessment: &Record) -> Option<String> {
    let on = assessment.date(assessment::APPROVED_ON).filter(|_| assessment::is_approved(assessment))?;
    let system = view.records.live(assessment.one(assessment::SYSTEM)?).filter(|s| !progress::is_over(s))?;
    if let Some(by) = changed_since(view, system, (assessment.id, Some(on))) {
        return Some(format!("{by} changed what was assessed"));
    }
    let incidents = view.records.linked(system.id, Kind::Incident, incident::SYSTEMS);
    // Of one day the approval came first, unless an incident is what it was asked for by.
    let trigger = assessment.choice(assessment::TRIGGER).map(|word| assessment::TRIGGERS[usize::from(word)].code);
    let answers = trigger == Some("incident");
    let later = |day: Date| day > on || day == on && !answers;
    if let Some(by) = incidents.filter(|i| weighs(i) && happened(i).is_some_and(later)).map(|i| i.id).max() {
        return Some(format!("{by} happened since"));
    }
    let risks = view.records.linked(system.id, Kind::Risk, risk::SYSTEMS);
    let new = risks.filter(|r| r.date(risk::IDENTIFIED).is_some_and(|day| day > on)).map(|r| r.id).max();
    if let Some(risk) = new {
        return Some(format!("{risk} is a new risk"));
    }
    match assessment.date(assessment::VALID) {
        Some(until) if until < view.today => Some(format!("it held until {until}")),
        None if on.saturating_add(Span::new().years(1)) < view.today => Some("it is over a year old".into()),
        _ => None,
    }
}

/// A serious incident, or one of a high severity.
pub fn weighs(incident: &Record) -> bool {
    let serious = incident::Type::of(incident, incident::TYPE) == Some(incident::Type::Serious);
    serious || Level::of(incident, incident::SEVERITY) >= Some(Level::High)
}

fn happened(incident: &Record) -> Option<Date> {
    incident.stamp(incident::HAPPENED).or(incident.stamp(incident::FOUND)).map(|stamp| stamp.date())
}

/// The approved assessments of a system.
pub fn approved<'a>(near: &'a dyn Near, system: &Record) -> impl Iterator<Item = Cow<'a, Record>> {
    linked(near, system.id, (Kind::Assessment, assessment::SYSTEM)).filter(|a| assessment::is_approved(a))
}

/// The day of the newest approved assessment of a system: of its record, or the day that stands on the system itself.
pub fn assessed_on(near: &dyn Near, system: &Record) -> Option<Date> {
    let approved = approved(near, system).filter_map(|a| a.date(assessment::APPROVED_ON)).max();
    approved.max(system.date(system::IMPACT))
}

/// Why a system does not go live on its impact assessment: what is missing, in words that follow *without*. A screening
/// is none for a high class, and one that says stop lets nothing go.
pub fn not_assessed(near: &dyn Near, system: &Record) -> Option<String> {
    let today = near.today();
    let screening = |a: &Record| assessment::Type::of(a, assessment::TYPE) == Some(assessment::Type::Screening);
    let fitting = approved(near, system).filter(|a| !(system::is_high(system) && screening(a)));
    let dated = fitting.filter_map(|a| Some((a.date(assessment::APPROVED_ON).filter(|on| *on <= today)?, a)));
    let newest = dated.max_by_key(|(on, a)| (*on, a.id));
    // A day alone, as an inventory brings it, holds for a year.
    let year_ago = today.saturating_sub(Span::new().years(1));
    let noted = system.date(system::IMPACT).filter(|on| (year_ago..=today).contains(on));
    match newest {
        Some((_, a)) => {
            let outcome = Outcome::of(&a, assessment::OUTCOME);
            let lets = matches!(outcome, Some(Outcome::Go | Outcome::Conditions));
            let says = outcome.map_or("nothing of its decision".to_string(), |o| format!("“{}”", o.label()));
            (!lets).then(|| format!("an impact assessment that lets it go live ({} says {says})", a.id))
        }
        None if noted.is_some() => None,
        None => Some("an approved impact assessment".into()),
    }
}
