//! Facts on which duties under the EU AI Act hang and that no question of the walk asks: what would follow from each at
//! one system, and the step that says whether it holds.
//!
//! What was denied is kept with the answers of the walk: a fact that nobody said is another thing than one that does not
//! hold. Own words, no legal advice.

use super::{
    act_walk::{Walk, questions},
    ai_act::{ActStanding, Duty, EVENTS},
};
use crate::domain::{Change, Record, Value, kinds::system, marks};

/// A fact with what hangs on it at a system.
#[derive(Clone, Debug)]
pub struct Hanging {
    pub fact: &'static str,
    pub label: &'static str,
    /// What follows, a sentence each.
    pub so: Vec<String>,
}

/// The facts on which something hangs: what of the duties is owed, from when, and whether it is lighter.
pub fn hanging(standing: &ActStanding<'static>) -> Vec<Hanging> {
    let asked = |fact: &str| questions().iter().flat_map(|q| &q.answers).any(|a| a.facts.contains(&fact));
    let open = marks::FACTS.iter().filter(|f| !EVENTS.contains(&f.code) && !asked(f.code));
    let all = open.map(|f| Hanging { fact: f.code, label: f.label, so: effects(standing, f.code) });
    all.filter(|h| !h.so.is_empty()).collect()
}

/// Events that have not happened, or have, with the duties that are owed from then on.
pub fn awaited(standing: &ActStanding<'static>) -> Vec<Hanging> {
    let events = marks::FACTS.iter().filter(|f| EVENTS.contains(&f.code));
    let so = |fact: &'static str| {
        let before = standing.if_so(fact, false);
        named(before.duties().into_iter().filter(|d| before.event(d) == Some(fact)))
    };
    let all = events.map(|f| Hanging { fact: f.code, label: f.label, so: so(f.code).into_iter().collect() });
    all.filter(|h| !h.so.is_empty()).collect()
}

fn effects(standing: &ActStanding<'static>, fact: &'static str) -> Vec<String> {
    let (with, without) = (standing.if_so(fact, true), standing.if_so(fact, false));
    let (on, off) = (with.follows(), without.follows());
    let has = |all: &[&'static Duty], duty: &Duty| all.iter().any(|d| d.id == duty.id);
    let both = || on.iter().copied().filter(|d| has(&off, d));
    let mut told = Vec::new();
    let owed = named(on.iter().copied().filter(|d| !has(&off, d)));
    told.extend(owed.map(|duties| format!("If so, owed: {duties}")));
    let gone = named(off.iter().copied().filter(|d| !has(&on, d)));
    told.extend(gone.map(|duties| format!("If so, not owed: {duties}")));
    let later = named(both().filter(|d| with.from(d) != without.from(d)));
    let day = both().find(|d| with.from(d) != without.from(d)).and_then(|d| with.from(d));
    told.extend(later.zip(day).map(|(duties, (day, _))| format!("If so, only from {day}: {duties}")));
    for duty in &on {
        for (_, holds, so) in duty.eases.iter().filter(|(of, ..)| *of == fact) {
            let case = if *holds { "If so" } else { "If not" };
            told.push(format!("{case}, lighter: {}: {so}", name(duty)));
        }
    }
    let said = |s: &ActStanding<'static>| [s.law().contradictions(), s.law().to_mind()].concat();
    let (then, else_) = (said(&with), said(&without));
    told.extend(then.iter().filter(|t| !else_.contains(t)).map(|t| format!("If so: {t}")));
    told.extend(else_.iter().filter(|t| !then.contains(t)).map(|t| format!("If not: {t}")));
    told
}

fn name(duty: &Duty) -> String {
    format!("{} ({})", duty.title, duty.article)
}
fn named(duties: impl Iterator<Item = &'static Duty>) -> Option<String> {
    let names: Vec<String> = duties.map(name).collect();
    (!names.is_empty()).then(|| names.join("; "))
}

/// Whether a fact holds at a system, as far as somebody said so.
pub fn said(system: &Record, fact: &str) -> Option<bool> {
    match marks::codes(system, system::ACT_FACTS).contains(&fact) {
        true => Some(true),
        false => Walk::of(system).denies(fact).then_some(false),
    }
}

/// The step that says whether a fact holds, or that nobody knows.
pub fn say(system: &Record, fact: &'static str, holds: Option<bool>) -> Change {
    let mut facts = marks::codes(system, system::ACT_FACTS);
    facts.retain(|f| *f != fact);
    facts.extend((holds == Some(true)).then_some(fact));
    let facts = Value::words(system::FIELDS[system::ACT_FACTS].choices(), facts.iter().copied());
    let walk = Walk::of(system).denying(fact, holds == Some(false));
    let mut sets = vec![(system::ACT_FACTS, facts), (system::ACT_WALK, Value::text(walk.text()))];
    sets.retain(|(field, value)| system.value(*field) != value);
    let word = match holds {
        Some(true) => "holds",
        Some(false) => "does not hold",
        None => "is not said",
    };
    let label = marks::FACTS.iter().find(|c| c.code == fact).map_or(fact, |c| c.label);
    Change::new(format!("{}: “{label}” {word}", system.id)).set(system, sets)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(set: &'static str, facts: &'static str, roles: &'static str) -> ActStanding<'static> {
        let codes = |text: &'static str| text.split_whitespace().collect::<Vec<_>>();
        ActStanding { marks: codes(set), facts: codes(facts), roles: codes(roles) }
    }
    fn so(of: &ActStanding<'static>, fact: &str) -> String {
        hanging(of).into_iter().find(|h| h.fact == fact).map_or(String::new(), |h| h.so.join(" | "))
    }

    #[test]
    fn what_hangs_on_a_fact_is_told_for_this_system() {
        let hospital = standing("IN I.A", "", "deployer");
        assert_eq!(so(&hospital, "controls_input"), "If so, owed: Fit input data (Article 26(4))");
        assert_eq!(so(&hospital, "logs_controlled"), "If so, owed: Keep logs (Article 26(6))");
        assert_eq!(so(&hospital, "editorial_review"), "", "nothing hangs on it here");
        let paper = standing("IN 50.2 50.4a 50.4b", "", "deployer provider");
        assert!(so(&paper, "editorial_review").contains("If so, not owed: Disclose AI text on public matters"));
        assert!(so(&paper, "artistic_work").contains("If so, lighter: Disclose deep fakes"));
        assert!(so(&paper, "standard_editing").contains("If so, not owed: Mark synthetic content"));
        assert!(so(&paper, "on_market_before_2026_08_02").contains("If so, only from 2026-12-02: Mark synthetic"));
        let maker = standing("IN III.4a", "", "provider");
        assert!(so(&maker, "trains_model").contains("If not, lighter: Data and data governance"));
        assert!(so(&maker, "open_component").contains("If so, not owed: Written agreement"));
        assert!(so(&maker, "sme").contains("a simplified form is enough"));
        assert!(so(&standing("IN III.1a", "", "provider"), "verification_only").contains("is not point 1(a)"));
        assert!(so(&standing("IN III.1a", "", "provider"), "standards_fully_applied").contains("If not: Biometrics"));
        assert!(so(&standing("GPAI", "", "gpai_provider"), "model_before_2025_08_02").contains("2027-08-02"));
        let older = standing("IN III.4a", "on_market_before_hr_date", "provider");
        assert!(so(&older, "design_changed_since").contains("If not: A system older"));
        assert!(so(&maker, "design_changed_since").is_empty());
    }

    #[test]
    fn events_are_awaited_until_they_happen() {
        let maker = standing("IN III.4a", "", "provider");
        let of = |s: &ActStanding<'static>| awaited(s).into_iter().map(|h| h.fact).collect::<Vec<_>>();
        assert_eq!(of(&maker), ["serious_incident", "nonconforming", "authority_request", "other_provider_took_over"]);
        assert!(awaited(&maker)[0].so[0].contains("Report serious incidents"));
        assert_eq!(of(&maker.if_so("serious_incident", true)), of(&maker), "what happened can be taken back");
        assert_eq!(of(&standing("IN 50.1", "", "provider")), [""; 0]);
    }

    #[test]
    fn a_fact_is_said_denied_and_taken_back() {
        let mut records = crate::domain::Records::default();
        records.put([Record::new("S-1".parse().unwrap())]);
        let id = "S-1".parse().unwrap();
        for (holds, facts) in [(Some(true), "sme"), (Some(false), ""), (None, ""), (Some(true), "sme")] {
            let change = say(records.get(id).unwrap(), "sme", holds);
            records.apply(&change);
            let system = records.get(id).unwrap();
            assert_eq!(said(system, "sme"), holds);
            assert_eq!(system.words(system::ACT_FACTS).collect::<Vec<_>>().join(" "), facts);
        }
    }
}
