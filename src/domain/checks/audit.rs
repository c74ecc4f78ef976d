//! Rules about rounds, interviews and answers.

use super::{Spot, says_something, spot};
use crate::domain::{
    Id, Kind, Record, View, claims, coverage, gate,
    kinds::{
        answer::{self, Facts, Verdict},
        interview, person,
        round::{self, State, Type},
    },
};
use std::collections::{BTreeSet, HashMap};

/// Answers of live rounds; those of an interview or round that was deleted count no more.
fn answers(view: View, is_wrong: impl Fn(&Record) -> bool, what: &str) -> Vec<Spot> {
    coverage::answers(view, None)
        .into_iter()
        .filter(|a| is_wrong(a))
        .map(|a| Spot { id: a.id, detail: format!("{}: {what}", place(view, a)) })
        .collect()
}

/// Where an answer is found: interview and item.
fn place(view: View, answer: &Record) -> String {
    let interview = answer.one(answer::INTERVIEW).map_or(String::new(), |id| id.to_string());
    match answer.one(answer::ITEM) {
        Some(item) => format!("{interview} {item}"),
        None => format!("{interview} {}", view.records.name(answer.id)),
    }
}

pub fn conforms_without_evidence(view: View) -> Vec<Spot> {
    answers(view, answer::is_unsupported, "conforms, no evidence")
}

pub fn not_applicable_without_why(view: View) -> Vec<Spot> {
    let bare = |a: &Record| answer::verdict(a) == Verdict::NotApplicable && !says_something(a, answer::WHY_NOT);
    answers(view, bare, "not applicable, no reason")
}

pub fn dispute_open(view: View) -> Vec<Spot> {
    let open = |a: &Record| Facts::of(a, answer::FACTS) == Some(Facts::Disputed) && !says_something(a, answer::DISPUTE);
    answers(view, open, "facts disputed, not settled")
}

pub fn contradiction_open(view: View) -> Vec<Spot> {
    let open = claims::contradictions(view, None).into_iter().filter(claims::Contradiction::is_open);
    let told = |c: claims::Contradiction| {
        let against = view.records.called(c.other.id);
        Spot { id: c.answer.id, detail: format!("{}: contradicts {against}, not settled", place(view, c.answer)) }
    };
    open.map(told).collect()
}

pub fn parked(view: View) -> Vec<Spot> {
    let waiting = |a: &Record| match (a.text(answer::PARKED), a.one(answer::PARKED_FOR)) {
        ("", None) => "parked".to_string(),
        ("", Some(person)) => format!("parked for {}", view.records.name(person)),
        (why, None) => format!("parked, {why}"),
        (why, Some(person)) => format!("parked for {}, {why}", view.records.name(person)),
    };
    coverage::parked(view, None)
        .into_iter()
        .map(|a| Spot { id: a.id, detail: format!("{}: {}", place(view, a), waiting(a)) })
        .collect()
}

pub fn maybe_without_finding(view: View) -> Vec<Spot> {
    coverage::maybes(view, None)
        .into_iter()
        .map(|m| Spot { id: m.answer.id, detail: format!("{}: {}", place(view, m.answer), m.line.text) })
        .collect()
}

pub fn closed_without_conclusion(view: View) -> Vec<Spot> {
    let closed = |r: &&Record| State::of(r, round::STATE) == Some(State::Closed);
    view.records
        .all(Kind::Round)
        .filter(closed)
        .filter(|r| !says_something(r, round::CONCLUSION))
        .map(|r| spot(view.records, r.id, "no conclusion"))
        .collect()
}

fn audits(view: View<'_>) -> impl Iterator<Item = &Record> {
    view.records
        .all(Kind::Round)
        .filter(|r| Type::of(r, round::TYPE) == Some(Type::Audit) && State::of(r, round::STATE) != Some(State::Closed))
}

/// In audits that are not closed. A round without any interview is still being set up and is passed over.
pub fn scope_not_asked(view: View) -> Vec<Spot> {
    audits(view)
        .filter(|r| !coverage::interviews(view.records, r.id).is_empty())
        .flat_map(|r| coverage::unasked(view, r.id).into_iter().map(move |i| (r.id, i)))
        .map(|(round, item)| spot(view.records, item.id, &format!("no question in {round}")))
        .collect()
}

/// Nobody audits their own work (clause 9.2.2): lead, team and interviewer against what they own, wrote or helped to set up.
pub fn own_work(view: View) -> Vec<Spot> {
    let mut spots = Vec::new();
    // The same few people are asked about the same few things over and over.
    let mut known = Ties::new();
    for audit in audits(view) {
        let team: BTreeSet<Id> = [round::LEAD, round::TEAM].iter().flat_map(|f| audit.refs(*f)).copied().collect();
        let mut hits = BTreeSet::new();
        let named = audit.refs(round::SYSTEMS).iter().chain(audit.refs(round::ITEMS));
        owned(view, &team, named, &mut known, &mut hits);
        for interview in coverage::interviews(view.records, audit.id) {
            let asker: BTreeSet<Id> = interview.one(interview::AUDITOR).into_iter().collect();
            let by = if asker.is_empty() { &team } else { &asker };
            for a in interview::answers(view, interview.id) {
                let about = a.refs(answer::ITEM).iter().chain(a.refs(answer::SYSTEMS));
                owned(view, by, about, &mut known, &mut hits);
            }
        }
        spots.extend(hits.into_iter().map(|(auditor, thing, what)| Spot {
            id: thing,
            detail: format!("{} audits {what} ({})", view.records.name(auditor), audit.id),
        }));
    }
    spots
}

/// Competence of auditors is on record (clauses 7.2 and 9.2.2).
pub fn no_competence(view: View) -> Vec<Spot> {
    let mut people = BTreeSet::new();
    for audit in audits(view) {
        people.extend([round::LEAD, round::TEAM].iter().flat_map(|f| audit.refs(*f)).copied());
        people.extend(coverage::interviews(view.records, audit.id).iter().filter_map(|i| i.one(interview::AUDITOR)));
    }
    let bare = people.into_iter().filter_map(|id| view.records.live(id));
    bare.filter(|p| !says_something(p, person::COMPETENCE))
        .map(|p| spot(view.records, p.id, "audits, no competence noted"))
        .collect()
}

/// What ties people to things, as far as it was asked.
type Ties = HashMap<(Id, Id), Option<String>>;

fn owned<'a>(
    view: View,
    people: &BTreeSet<Id>,
    things: impl Iterator<Item = &'a Id>,
    known: &mut Ties,
    hits: &mut BTreeSet<(Id, Id, String)>,
) {
    for thing in things {
        for who in people {
            let tie = known
                .entry((*who, *thing))
                .or_insert_with(|| gate::own_work(&view, &[*who], &[*thing]).map(|(_, what)| what));
            hits.extend(tie.clone().map(|what| (*who, *thing, what)));
        }
    }
}
