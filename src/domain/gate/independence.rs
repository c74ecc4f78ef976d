//! Nobody audits their own work (clause 9.2.2): it is asked at assignment, and overruled only with a reason that the report
//! prints.

use super::{
    Broken,
    near::{Near, linked, live},
};
use crate::domain::{
    Id, Kind, Record,
    kinds::{
        answer, interview, item,
        person::{self, AIMS_MANAGER},
        round::{self, Type},
        system,
    },
};

fn name(near: &dyn Near, id: Id) -> String {
    let title = near.record(id).map(|r| r.title().to_string()).unwrap_or_default();
    if title.is_empty() { id.to_string() } else { title }
}

/// The first of some items and systems that a person answers for.
fn owns(near: &dyn Near, person: Id, things: impl Iterator<Item = Id>) -> Option<Id> {
    let mut things = things;
    things.find(|id| {
        let field = match id.kind {
            Kind::System => system::OWNER,
            _ => item::OWNER,
        };
        live(near, *id).is_some_and(|r| r.one(field) == Some(person))
    })
}

fn is_internal_audit(round: &Record) -> bool {
    let open = round::State::of(round, round::STATE) != Some(round::State::Closed);
    Type::of(round, round::TYPE) == Some(Type::Audit) && open
}

/// Lead and team of an internal audit against what it names, and the AIMS manager as its lead.
pub(super) fn of_round(near: &dyn Near, round: &Record) -> Vec<Broken> {
    if !is_internal_audit(round) {
        return Vec::new();
    }
    let things = || round.refs(round::ITEMS).iter().chain(round.refs(round::SYSTEMS)).copied();
    let mut all = Vec::new();
    let team = round.refs(round::LEAD).iter().chain(round.refs(round::TEAM)).copied();
    if let Some((who, what)) = team.clone().find_map(|who| Some((who, owns(near, who, things())?))) {
        let why = format!("{} would audit {what} and answers for it: why may that stand?", name(near, who));
        all.push(Broken::asks("audit: own work", why));
    }
    let lead = round.one(round::LEAD).and_then(|id| live(near, id));
    if let Some(lead) = lead.filter(|p| p.choice(person::ROLE) == Some(AIMS_MANAGER)) {
        let why = format!("{} runs the AIMS and would lead its audit: why may that stand?", lead.title());
        all.push(Broken::asks("audit: led by the AIMS manager", why));
    }
    all
}

/// The auditor of an interview against whom and what it asks.
pub(super) fn of_interview(near: &dyn Near, interview: &Record) -> Vec<Broken> {
    let round = interview.one(interview::ROUND).and_then(|id| live(near, id));
    let (Some(auditor), true) = (interview.one(interview::AUDITOR), round.is_some_and(|r| is_internal_audit(&r)))
    else {
        return Vec::new();
    };
    let mut all = Vec::new();
    if interview.refs(interview::WITH).contains(&auditor) {
        let why = format!("{} would ask themselves in {}: why may that stand?", name(near, auditor), interview.id);
        all.push(Broken::asks("audit: asks themselves", why));
    }
    let asked: Vec<Id> = linked(near, interview.id, (Kind::Answer, answer::INTERVIEW))
        .flat_map(|a| a.refs(answer::ITEM).iter().chain(a.refs(answer::SYSTEMS)).copied().collect::<Vec<_>>())
        .collect();
    if let Some(what) = owns(near, auditor, asked.into_iter()) {
        let why = format!(
            "{} would ask about {what} in {} and answers for it: why may that stand?",
            name(near, auditor),
            interview.id
        );
        all.push(Broken::asks("audit: own work", why));
    }
    all
}
