//! What the screens of a closed round show: the round, what belongs to it, and what is around that.
//!
//! Read as of the closing step, link by link, so that it costs what the round holds and not what happened since.

use super::{
    Id, Kind, Record, Stamp,
    kinds::{action, answer, drawn, finding, interview, question, request, risk, sample, sighting},
    skeleton,
};
use std::collections::BTreeMap;

/// The records as they were at one step.
pub trait Then {
    /// The record, hidden or not.
    fn record(&self, id: Id) -> Option<Record>;
    /// Records of a kind that pointed at `id` with a field, hidden ones too.
    fn pointing_at(&self, id: Id, kind: Kind, field: usize) -> Vec<Id>;
    /// All records of a kind.
    fn all(&self, kind: Kind) -> Vec<Record>;
}

/// Kinds that are few and frame every screen.
const WHOLE: [Kind; 3] = [Kind::Organisation, Kind::Method, Kind::Item];

/// The records around a round, by id.
pub fn around(then: &dyn Then, round: Id) -> Vec<Record> {
    let mut found = Found { then, records: BTreeMap::new() };
    WHOLE.iter().flat_map(|kind| then.all(*kind)).for_each(|record| found.put(record));
    let mut core = vec![round];
    let interviews = found.behind(&[round], Kind::Interview, interview::ROUND);
    let answers = found.behind(&interviews, Kind::Answer, answer::INTERVIEW);
    let mut findings = found.behind(&[round], Kind::Finding, finding::ROUND);
    findings.extend(found.behind(&answers, Kind::Finding, finding::ANSWER));
    let mut seen = found.behind(&answers, Kind::Sighting, sighting::ANSWER);
    // Whether what is not seen here was seen elsewhere.
    let evidence = found.of(&answers, answer::EVIDENCE);
    seen.extend(found.behind(&evidence, Kind::Sighting, sighting::WHAT));
    let samples = found.behind(&answers, Kind::Sample, sample::ANSWER);
    let drawn = found.behind(&samples, Kind::Drawn, drawn::SAMPLE);
    let requests = found.behind(&answers, Kind::Request, request::ANSWER);
    let about: Vec<Id> = findings.iter().chain(&answers).copied().collect();
    let actions = found.behind(&about, Kind::Action, action::ABOUT);
    let items: Vec<Id> = found.of(&answers, answer::ITEM);
    let risks = found.behind(&items, Kind::Risk, risk::CONTROLS);
    let questions = found.behind(&items, Kind::Question, question::ITEM);
    let own = items.into_iter().filter(|id| id.n >= skeleton::FIRST_OWN);
    for part in [interviews, findings, evidence, seen, samples, drawn, requests, actions, risks, questions] {
        core.extend(part);
    }
    core.extend(own);
    // What was said last time, with where and when.
    let last_time = found.of(&answers, answer::BASE);
    let of_them = found.of(&last_time, answer::INTERVIEW);
    found.of(&of_them, interview::ROUND);
    core.extend(answers);
    core.push(round);
    let next = found.ahead(&core);
    found.ahead(&next);
    found.records.into_values().collect()
}

struct Found<'a> {
    then: &'a dyn Then,
    records: BTreeMap<Id, Record>,
}

impl Found<'_> {
    fn put(&mut self, record: Record) {
        self.records.insert(record.id, record);
    }
    fn take(&mut self, id: Id) {
        if !self.records.contains_key(&id)
            && let Some(record) = self.then.record(id)
        {
            self.put(record);
        }
    }
    fn take_all(&mut self, mut ids: Vec<Id>) -> Vec<Id> {
        ids.sort_unstable();
        ids.dedup();
        ids.iter().for_each(|id| self.take(*id));
        ids
    }
    /// Takes in what points at some records with a field.
    fn behind(&mut self, ids: &[Id], kind: Kind, field: usize) -> Vec<Id> {
        self.take_all(ids.iter().flat_map(|id| self.then.pointing_at(*id, kind, field)).collect())
    }
    /// Takes in what some records point at with a field.
    fn of(&mut self, ids: &[Id], field: usize) -> Vec<Id> {
        self.take_all(ids.iter().filter_map(|id| self.records.get(id)).flat_map(|r| r.refs(field).to_vec()).collect())
    }
    /// Takes in all that some records point at; returns what was not there before.
    fn ahead(&mut self, ids: &[Id]) -> Vec<Id> {
        self.take_all(ids.to_vec());
        let links: Vec<Id> =
            ids.iter().filter_map(|id| self.records.get(id)).flat_map(Record::links).map(|(_, to)| to).collect();
        let new = links.into_iter().filter(|id| !self.records.contains_key(id)).collect();
        self.take_all(new)
    }
}

/// A closing or a reopening of a round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// The step of the journal.
    pub seq: u64,
    pub at: Stamp,
    /// `user@host`
    pub actor: String,
    pub closed: bool,
    /// What the gate was told, where it asked.
    pub reason: Option<String>,
}

impl Turn {
    /// `closed 2025-11-20 by mia: two interviews fell through`
    pub fn told(&self) -> String {
        let word = if self.closed { "closed" } else { "reopened" };
        let who = self.actor.split('@').next().unwrap_or(&self.actor);
        let why = self.reason.as_deref().map_or(String::new(), |reason| format!(": {reason}"));
        format!("{word} {} by {who}{why}", self.at.date())
    }
}

/// The past of a round: how often it was closed and reopened, and what its closing step left if it is closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoundPast {
    pub round: Id,
    /// Oldest first.
    pub turns: Vec<Turn>,
    /// The records that its screens show, if it is closed.
    pub closed: Option<Vec<Record>>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Records, Value, kinds::round};

    struct Plain(Records);
    impl Then for Plain {
        fn record(&self, id: Id) -> Option<Record> {
            self.0.get(id).cloned()
        }
        fn pointing_at(&self, id: Id, kind: Kind, field: usize) -> Vec<Id> {
            self.0.linked(id, kind, field).map(|r| r.id).collect()
        }
        fn all(&self, kind: Kind) -> Vec<Record> {
            self.0.all(kind).cloned().collect()
        }
    }

    #[test]
    fn what_is_around_a_round_is_found_link_by_link_and_nothing_else() {
        let id = |text: &str| text.parse::<Id>().unwrap();
        let of = |at: &str, links: &[(usize, &str)]| {
            links.iter().fold(Record::new(id(at)), |r, (field, to)| r.with(*field, Value::Ref(id(to))))
        };
        let mut records = Records::default();
        records.put([
            of("RD-01", &[(round::LEAD, "P-01")]),
            of("I-01", &[(interview::ROUND, "RD-01"), (interview::AUDITOR, "P-02")]),
            of("AW-001", &[(answer::INTERVIEW, "I-01"), (answer::BASE, "AW-009"), (answer::EVIDENCE, "E-01")]),
            of("E-01", &[(crate::domain::kinds::evidence::SHOWN_BY, "P-03")]),
            of("AW-009", &[(answer::INTERVIEW, "I-09"), (answer::EVIDENCE, "E-09")]),
            of("I-09", &[(interview::ROUND, "RD-09")]),
            of("RD-09", &[(round::LEAD, "P-09")]),
            of("F-001", &[(finding::ROUND, "RD-01"), (finding::OWNER, "P-04")]),
            of("A-001", &[(action::ABOUT, "F-001"), (action::OWNER, "P-05")]),
            of("SG-001", &[(sighting::ANSWER, "AW-001"), (sighting::WHAT, "E-01")]),
            of("SG-002", &[(sighting::WHAT, "E-01")]),
            of("SG-003", &[(sighting::WHAT, "E-09")]),
            of("ER-01", &[(request::ANSWER, "AW-001"), (request::FROM, "P-06")]),
            of("F-002", &[(finding::ROUND, "RD-09")]),
            of("S-01", &[]),
        ]);
        records.put((1..=9).map(|n| Record::new(Id::new(Kind::Person, n))));
        let mut found: Vec<Id> = around(&Plain(records), id("RD-01")).iter().map(|r| r.id).collect();
        found.sort_unstable_by_key(ToString::to_string);
        let told: Vec<String> = found.iter().map(Id::to_string).collect();
        let expected =
            "A-01 AW-001 AW-009 E-01 ER-01 F-001 I-01 I-09 P-01 P-02 P-03 P-04 P-05 P-06 RD-01 RD-09 SG-001 SG-002";
        assert_eq!(told.join(" "), expected);
    }
}
