//! Duties under the EU AI Act by mark, role and day: what follows from the marks of a system.
//!
//! Texts are in own words and no legal advice; days are those of the Act as amended in 2026.

use crate::domain::{
    Change, Id, Kind, Record, Value, View,
    kinds::{
        obligation::{self, Bound, Source, UNSURE},
        shared::InPlace,
        system,
    },
    law::Law,
    marks,
    period::Period,
};
use jiff::civil::Date;
use serde::Deserialize;
use std::sync::OnceLock;

/// A duty of the Act.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duty {
    pub id: &'static str,
    pub article: &'static str,
    pub title: &'static str,
    pub duty: &'static str,
    pub roles: Vec<&'static str>,
    pub marks: Vec<&'static str>,
    /// Controls whose work carries over.
    pub controls: Vec<&'static str>,
    pub confidence: &'static str,
    /// Where it does not hold, or less.
    #[serde(default)]
    pub exceptions: Vec<&'static str>,
    /// Facts that make it lighter, whether they hold or not, and how.
    #[serde(default)]
    pub eases: Vec<(&'static str, bool, &'static str)>,
    /// What it is where it is no duty: voluntary, or a permission.
    #[serde(default)]
    pub free: Option<&'static str>,
    /// Mark or fact, day, how sure.
    from: Vec<(&'static str, &'static str, &'static str)>,
    #[serde(default)]
    needs_mark: Option<&'static str>,
    #[serde(default)]
    needs_all: Vec<&'static str>,
    #[serde(default)]
    needs_any: Vec<&'static str>,
    #[serde(default)]
    needs_duty: Vec<&'static str>,
    #[serde(default)]
    unless: Vec<&'static str>,
    #[serde(default)]
    unless_marks: Vec<&'static str>,
}

#[derive(Debug, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"), deny_unknown_fields)]
struct Pack {
    duties: Vec<Duty>,
}

fn pack() -> &'static Pack {
    static PACK: OnceLock<Pack> = OnceLock::new();
    PACK.get_or_init(|| {
        // The text is part of the program, and a test parses it.
        serde_json::from_str(include_str!("ai_act.json")).expect("the built-in duties are sound")
    })
}

/// What is left of the duties where a practice is banned: it is neither supplied nor used.
const UNDER_BAN: &[&str] = &["AD-04", "AD-05", "AD-05-GEN", "AD-05-H"];

/// Facts that are off until something happens; a duty that hangs on one stands by.
pub const EVENTS: &[&str] = &[
    "serious_incident",
    "risk_found",
    "nonconforming",
    "authority_request",
    "explanation_request",
    "other_provider_took_over",
];

/// What is known of a system under the Act: marks and facts that were set, roles that are held.
#[derive(Clone, Debug, Default)]
pub struct ActStanding<'a> {
    pub marks: Vec<&'a str>,
    pub facts: Vec<&'a str>,
    pub roles: Vec<&'a str>,
}

impl<'a> ActStanding<'a> {
    /// As it stands in the record of a system.
    pub fn of(system: &'a Record) -> ActStanding<'a> {
        ActStanding {
            marks: marks::codes(system, system::ACT_MARKS),
            facts: marks::codes(system, system::ACT_FACTS),
            roles: marks::codes(system, system::ACT_ROLES_HELD),
        }
    }

    /// The same where one fact holds, or does not.
    pub fn if_so(&self, fact: &'a str, holds: bool) -> ActStanding<'a> {
        let mut other = self.clone();
        other.facts.retain(|f| *f != fact);
        other.facts.extend(holds.then_some(fact));
        other
    }
    pub fn law(&self) -> Law<'a> {
        Law::new(&self.marks, &self.facts, &self.roles)
    }

    /// Everything that follows, in the order of its days: what stands by until something happens comes last.
    pub fn follows(&self) -> Vec<&'static Duty> {
        let mut facts = self.facts.clone();
        if facts.iter().any(|f| f.starts_with("flip_")) {
            facts.push("flip");
        }
        let held = marks::held(&self.marks, &facts);
        let banned = !self.law().bans().is_empty();
        let applies = |duty: &Duty, so_far: &[&'static Duty]| {
            duty.roles.iter().any(|r| self.roles.contains(r))
                && duty.marks.iter().any(|m| held.contains(m))
                && duty.needs_mark.is_none_or(|m| held.contains(&m))
                && duty.needs_all.iter().all(|f| facts.contains(f) || EVENTS.contains(f))
                && (duty.needs_any.is_empty() || duty.needs_any.iter().any(|f| facts.contains(f) || EVENTS.contains(f)))
                && (duty.needs_duty.is_empty() || so_far.iter().any(|d| duty.needs_duty.contains(&d.id)))
                && !duty.unless.iter().any(|f| facts.contains(f))
                && !duty.unless_marks.iter().any(|m| held.contains(m))
                && (!banned || UNDER_BAN.contains(&duty.id))
        };
        let mut all: Vec<&'static Duty> = Vec::new();
        let (first, resting): (Vec<_>, Vec<_>) = pack().duties.iter().partition(|d| d.needs_duty.is_empty());
        for duty in first.into_iter().chain(resting) {
            if applies(duty, &all) {
                all.push(duty);
            }
        }
        let place = |duty: &Duty| pack().duties.iter().position(|d| d.id == duty.id);
        all.sort_by_key(|d| (self.waits_for(d).is_some(), self.from(d).map(|(day, _)| day), place(d)));
        all
    }

    /// The duties among them.
    pub fn duties(&self) -> Vec<&'static Duty> {
        self.follows().into_iter().filter(|d| d.free.is_none()).collect()
    }

    /// What has to happen before a duty that stands by is owed.
    pub fn waits_for(&self, duty: &Duty) -> Option<&'static str> {
        let event = self.event(duty)?;
        marks::FACTS.iter().find(|c| c.code == event).map(|c| c.label)
    }
    /// The same by the code of the fact.
    pub fn event(&self, duty: &Duty) -> Option<&'static str> {
        let met = duty.needs_any.iter().any(|f| self.facts.contains(f));
        let any = duty.needs_any.iter().filter(|_| !met);
        duty.needs_all.iter().chain(any).find(|f| EVENTS.contains(f) && !self.facts.contains(f)).copied()
    }

    /// From which day a duty applies here, and whether that is sure. The day of a fact is a day of grace: it stands
    /// above that of a mark.
    pub fn from(&self, duty: &Duty) -> Option<(Date, bool)> {
        let held = marks::held(&self.marks, &self.facts);
        let graced = duty.from.iter().filter(|(of, ..)| self.facts.contains(of)).max_by_key(|(_, day, _)| *day);
        let marked = || duty.from.iter().filter(|(of, ..)| held.contains(of)).min_by_key(|(_, day, _)| *day);
        let first = graced.or_else(marked)?;
        Some((first.1.parse().ok()?, first.2 == "high" && duty.confidence == "high"))
    }

    /// How a duty is lighter here than it is as a rule.
    pub fn eased(&self, duty: &Duty) -> Vec<&'static str> {
        let eases = duty.eases.iter().filter(|(fact, holds, _)| *holds && self.facts.contains(fact));
        eases.map(|(_, _, so)| *so).collect()
    }
}

/// The step that puts the duties of a system into the legal register; those that stand there stay as they are.
pub fn register(view: View, system: &Record) -> Result<Change, String> {
    let mut standing = ActStanding::of(system);
    if standing.roles.is_empty() {
        // What the organisation is says it where the system does not.
        standing.roles = super::act_roles(view.records);
    }
    if standing.marks.is_empty() || standing.roles.is_empty() {
        return Err(format!("{} has no marks or no role under the EU AI Act yet", system.id));
    }
    let known: Vec<&str> = view
        .records
        .linked(system.id, Kind::Obligation, obligation::SYSTEMS)
        .map(|l| l.text(obligation::CODE))
        .collect();
    let owed = standing.duties();
    let new: Vec<&&Duty> = owed.iter().filter(|d| !known.contains(&d.id)).collect();
    let mut next = view.records.next_id(Kind::Obligation);
    let mut change = Change::new(format!("{} duties of {} under the EU AI Act", new.len(), system.id));
    for duty in new {
        change = change.create(next, values(&standing, duty, system));
        next.n += 1;
    }
    match change.is_empty() {
        true => Err(format!("all {} duties of {} are in the legal register", owed.len(), system.id)),
        false => Ok(change),
    }
}

fn values(standing: &ActStanding, duty: &Duty, system: &Record) -> Vec<(usize, Value)> {
    // A duty that stands by applies from no day until its event.
    let waits = standing.waits_for(duty);
    let from = standing.from(duty).filter(|_| waits.is_none());
    let sure = from.is_none_or(|(_, sure)| sure) && duty.confidence == "high";
    let waits = waits.map_or(String::new(), |event| format!(" Stands by until: {event}."));
    let lighter: String = standing.eased(duty).iter().map(|so| format!(" Here: {so}.")).collect();
    let less = duty.exceptions.join("; ");
    let less = if less.is_empty() { less } else { format!("\nExceptions: {less}.") };
    let text = format!("{}{waits}{lighter} {}{less}", duty.duty, marks::NO_ADVICE);
    let controls = duty.controls.iter().filter_map(|c| Id::item(c));
    vec![
        (obligation::DUTY, Value::text(duty.title)),
        (obligation::SOURCE, Source::Act.value()),
        (obligation::REFERENCE, Value::text(duty.article)),
        (obligation::BOUND, Bound::Us.value()),
        (obligation::STATE, InPlace::NotStarted.value()),
        (obligation::OWNER, Value::one(system.one(system::OWNER))),
        (obligation::SYSTEMS, Value::refs([system.id])),
        (obligation::COUNTRY, Value::text("EU")),
        (obligation::TEXT, Value::text(text)),
        (obligation::FROM, from.map_or(Value::Empty, |(day, _)| Value::Period(Period::Day(day)))),
        (obligation::CERTAINTY, Value::Choice(if sure { 0 } else { UNSURE })),
        (obligation::CODE, Value::text(duty.id)),
        (obligation::MET_BY, Value::refs(controls)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Records;

    #[test]
    fn every_duty_names_words_days_and_controls_that_are_there() {
        let known = |list: &[crate::domain::Choice], code: &str| list.iter().any(|c| c.code == code);
        for duty in &pack().duties {
            assert!(duty.roles.iter().all(|r| known(marks::ROLES, r)), "{}", duty.id);
            let facts = duty.needs_all.iter().chain(&duty.needs_any).chain(&duty.unless);
            assert!(facts.into_iter().all(|f| *f == "flip" || known(marks::FACTS, f)), "{}", duty.id);
            assert!(duty.from.iter().all(|(_, day, _)| day.parse::<Date>().is_ok()), "{}", duty.id);
            assert!(duty.controls.iter().all(|c| Id::item(c).is_some()), "{}: {:?}", duty.id, duty.controls);
        }
    }

    #[test]
    fn duties_are_registered_once_with_their_days() {
        let words = |field: usize, codes: &str| (field, Value::read(&system::FIELDS[field], codes).unwrap());
        let hiring = Record::new("S-1".parse().unwrap());
        let hiring = [words(system::ACT_MARKS, "IN III.4a 50.1"), words(system::ACT_ROLES_HELD, "deployer")]
            .into_iter()
            .fold(hiring, |r, (field, value)| r.with(field, value));
        let mut records = Records::default();
        records.put([hiring.clone()]);
        fn view(records: &Records) -> View<'_> {
            View { records, today: jiff::civil::date(2026, 11, 26) }
        }
        let change = register(view(&records), &hiring).unwrap();
        records.apply(&change);
        let use_by_manual = records.all(Kind::Obligation).find(|l| l.text(obligation::CODE) == "AD-26-1").unwrap();
        assert_eq!(use_by_manual.period(obligation::FROM), Period::canonical("2027-12-02"));
        assert!(!use_by_manual.refs(obligation::MET_BY).is_empty());
        assert!(register(view(&records), &hiring).unwrap_err().contains("are in the legal register"));
        assert!(register(view(&records), &Record::new(hiring.id)).unwrap_err().contains("no marks"));
    }
}
