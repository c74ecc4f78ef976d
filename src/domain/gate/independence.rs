//! Nobody audits their own work (clause 9.2.2): it is asked at assignment, in a round, an interview or a programme, and
//! overruled only with a reason that the report prints.
//!
//! Own work is what somebody answers for, wrote, assessed or helped to set up. The AIMS manager audits no part of the
//! AIMS, whoever is asked does not audit in the same round, and who leads is kept as an auditor.

use super::{
    Broken,
    near::{Near, linked, live},
};
use crate::domain::{
    Id, Kind, Record,
    coverage::heading_index,
    kinds::{
        YES, answer, assessment, document, interview, item,
        person::{self, AIMS_MANAGER},
        programme_area::{self, Area},
        round::{self, Type},
        system,
    },
    skeleton,
};

fn name(near: &dyn Near, id: Id) -> String {
    let title = near.record(id).map(|r| r.title().to_string()).unwrap_or_default();
    if title.is_empty() { id.to_string() } else { title }
}

/// What ties a person to a thing that is to be audited, as a sentence says it after the name.
fn tie(near: &dyn Near, person: Id, thing: Id) -> Option<String> {
    let owner = match thing.kind {
        Kind::System => system::OWNER,
        _ => item::OWNER,
    };
    if live(near, thing).is_some_and(|r| r.one(owner) == Some(person)) {
        return Some(format!("{thing} and is its owner"));
    }
    let papers = match thing.kind {
        Kind::System => (Kind::Document, document::SYSTEMS),
        _ => (Kind::Document, document::ITEMS),
    };
    let wrote = |field, by: usize| linked(near, thing, field).find(|r| r.one(by) == Some(person)).map(|r| r.id);
    if let Some(paper) = wrote(papers, document::OWNER) {
        return Some(format!("{thing} and answers for {paper} about it"));
    }
    if let Some(paper) = wrote((Kind::Assessment, assessment::SYSTEM), assessment::OWNER) {
        return Some(format!("{thing} and made {paper} about it"));
    }
    let helped = live(near, person).is_some_and(|p| p.refs(person::HELPED).contains(&thing));
    helped.then(|| format!("{thing} and helped to set it up"))
}

/// The first of some people who is tied to one of some things: with that thing and what ties them.
pub fn own_work(near: &dyn Near, people: &[Id], things: &[Id]) -> Option<(Id, String)> {
    let pairs = people.iter().flat_map(|who| things.iter().map(move |thing| (*who, *thing)));
    pairs.into_iter().find_map(|(who, thing)| Some((who, tie(near, who, thing)?)))
}

/// The first of some people who runs the AIMS.
fn manager(near: &dyn Near, people: &[Id]) -> Option<Id> {
    let runs = |id: &&Id| live(near, **id).is_some_and(|p| p.choice(person::ROLE) == Some(AIMS_MANAGER));
    people.iter().find(runs).copied()
}

/// What stands against people who audit some things in a place (`In I-03, `); `lead` is the one of them who leads or asks.
fn against(near: &dyn Near, lead: Option<Id>, people: &[Id], things: &[Id], place: &str) -> Vec<Broken> {
    let mut all = Vec::new();
    if let Some((who, what)) = own_work(near, people, things) {
        let why = format!("{place}{} would audit {what}: why may that stand?", name(near, who));
        all.push(Broken::asks("audit: own work", why));
    }
    if let Some(who) = manager(near, people) {
        let would = if Some(who) == lead { "lead its audit" } else { "audit it" };
        let why = format!("{place}{} runs the AIMS and would {would}: why may that stand?", name(near, who));
        all.push(Broken::asks("audit: by the AIMS manager", why));
    }
    let unknown = |id: &Id| live(near, *id).is_some_and(|p| p.choice(person::AUDITOR).is_some_and(|word| word != YES));
    if let Some(who) = lead.filter(|id| unknown(id) && manager(near, &[*id]).is_none()) {
        let why = format!(
            "{place}{} is not kept as an auditor (page of the person, Is an auditor): why may they audit?",
            name(near, who)
        );
        all.push(Broken::asks("audit: competence", why));
    }
    all
}

fn is_internal_audit(round: &Record) -> bool {
    let open = round::State::of(round, round::STATE) != Some(round::State::Closed);
    Type::of(round, round::TYPE) == Some(Type::Audit) && open
}

fn team(round: &Record) -> Vec<Id> {
    round.refs(round::LEAD).iter().chain(round.refs(round::TEAM)).copied().collect()
}

/// Lead and team of an internal audit against what it names and whom it asks.
pub(super) fn of_round(near: &dyn Near, round: &Record) -> Vec<Broken> {
    if !is_internal_audit(round) {
        return Vec::new();
    }
    let things: Vec<Id> = round.refs(round::ITEMS).iter().chain(round.refs(round::SYSTEMS)).copied().collect();
    let team = team(round);
    let mut all = against(near, round.one(round::LEAD), &team, &things, "");
    let asked = linked(near, round.id, (Kind::Interview, interview::ROUND)).filter(|i| is_talk(i));
    let both =
        asked.into_iter().find_map(|i| Some((*i.refs(interview::WITH).iter().find(|w| team.contains(w))?, i.id)));
    all.extend(both.map(|(who, i)| asked_too(near, who, i)));
    all
}

/// Meetings ask nobody about their work.
fn is_talk(interview: &Record) -> bool {
    !interview::is_meeting(interview)
}

fn asked_too(near: &dyn Near, who: Id, interview: Id) -> Broken {
    let why = format!("{} audits in this round and is asked in {interview}: why may that stand?", name(near, who));
    Broken::asks("audit: asked too", why)
}

/// The auditor of an interview against whom and what it asks.
pub(super) fn of_interview(near: &dyn Near, interview: &Record) -> Vec<Broken> {
    let round = interview.one(interview::ROUND).and_then(|id| live(near, id)).filter(|r| is_internal_audit(r));
    let Some(round) = round else { return Vec::new() };
    let mut all = Vec::new();
    let with = interview.refs(interview::WITH);
    let auditor = interview.one(interview::AUDITOR);
    if let Some(auditor) = auditor.filter(|who| with.contains(who) && is_talk(interview)) {
        let why = format!("{} would ask themselves in {}: why may that stand?", name(near, auditor), interview.id);
        all.push(Broken::asks("audit: asks themselves", why));
    }
    let team = team(&round);
    let both = with.iter().find(|who| team.contains(who) && Some(**who) != auditor && is_talk(interview));
    all.extend(both.map(|who| asked_too(near, *who, interview.id)));
    if let Some(auditor) = auditor {
        let asked: Vec<Id> = linked(near, interview.id, (Kind::Answer, answer::INTERVIEW))
            .flat_map(|a| a.refs(answer::ITEM).iter().chain(a.refs(answer::SYSTEMS)).copied().collect::<Vec<_>>())
            .collect();
        all.extend(against(near, Some(auditor), &[auditor], &asked, &format!("In {}, ", interview.id)));
    }
    all
}

/// Who is to audit an area of a programme against what the area reaches.
pub(super) fn of_area(near: &dyn Near, line: &Record) -> Vec<Broken> {
    let people: Vec<Id> =
        line.refs(programme_area::LEAD).iter().chain(line.refs(programme_area::TEAM)).copied().collect();
    if people.is_empty() {
        return Vec::new();
    }
    let mut things = line.refs(programme_area::ITEMS).to_vec();
    if let Some(area) = Area::of(line, programme_area::AREA).filter(|_| things.is_empty()) {
        let own = (skeleton::FIRST_OWN..near.next_id(Kind::Item).n).map(|n| Id::new(Kind::Item, n));
        let known = skeleton::CLAUSES.iter().chain(&skeleton::CONTROLS).filter_map(|r| Id::item(r));
        things.extend(known.chain(own).filter(|id| heading_index(*id) == area as usize));
    }
    things.extend(line.refs(programme_area::SYSTEMS));
    against(near, line.one(programme_area::LEAD), &people, &things, &format!("In {}, ", line.id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Records, Value, View};
    use jiff::civil::date;

    #[test]
    fn the_place_stands_before_what_ties_a_person_to_a_control() {
        let id = |text: &str| -> Id { text.parse().unwrap() };
        let control = Id::item("A.2.2").unwrap();
        let mut records = Records::default();
        let line = Record::new(id("PA-005"))
            .with(programme_area::LEAD, Value::Ref(id("P-01")))
            .with(programme_area::ITEMS, Value::refs([control]));
        records.put([
            Record::new(id("P-01")).with(person::NAME, Value::text("M. Berg")),
            Record::new(control).with(item::OWNER, Value::Ref(id("P-01"))),
            line.clone(),
        ]);
        let view = View { records: &records, today: date(2026, 11, 28) };
        let said: Vec<String> = of_area(&view, &line).into_iter().map(|b| b.why).collect();
        assert_eq!(said, ["In PA-05, M. Berg would audit A.2.2 and is its owner: why may that stand?"]);
    }
}
