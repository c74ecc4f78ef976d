//! What people know of the policy and of their part in it (clause 7.3), by function: how many were asked, and how it stands.

use super::{
    Id, Record, View, coverage,
    kinds::{
        answer::{self, Verdict},
        interview, person,
    },
};
use std::collections::BTreeMap;

/// What was heard of one function.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FunctionHeard {
    pub asked: usize,
    pub knows: usize,
    pub gaps: usize,
    /// The answers, in the order of the round.
    pub answers: Vec<Id>,
}

/// The functions for which somebody spoke about 7.3 in a round, in the order of their names; all rounds without one.
pub fn by_function(view: View, round: Option<Id>) -> Vec<(String, FunctionHeard)> {
    let item = Id::item("7.3");
    let mut all: BTreeMap<String, FunctionHeard> = BTreeMap::new();
    for answer in coverage::answers(view, round).into_iter().filter(|a| a.one(answer::ITEM) == item && item.is_some()) {
        let verdict = answer::verdict(answer);
        if !verdict.is_judged() {
            continue;
        }
        for function in functions(view, answer) {
            let heard = all.entry(function).or_default();
            heard.asked += 1;
            heard.knows += usize::from(verdict == Verdict::Conforms);
            heard.gaps += usize::from(verdict.is_gap());
            heard.answers.push(answer.id);
        }
    }
    all.into_iter().collect()
}

/// The functions of those who were asked: as they stand with the person, else the unit, else the role.
fn functions(view: View, answer: &Record) -> Vec<String> {
    let talk = answer.one(answer::INTERVIEW).and_then(|id| view.records.get(id));
    let people = talk.map_or(&[][..], |t| t.refs(interview::WITH)).iter().filter_map(|id| view.records.get(*id));
    let mut all: Vec<String> = people
        .flat_map(|p| {
            let named = view.cell(p, person::FUNCTIONS);
            match (named.is_empty(), p.text(person::UNIT).trim()) {
                (false, _) => named.split(", ").map(str::to_string).collect(),
                (true, "") => vec![view.cell(p, person::ROLE)],
                (true, unit) => vec![unit.to_string()],
            }
        })
        .map(|f| if f.is_empty() { "no function named".into() } else { f })
        .collect();
    all.sort();
    all.dedup();
    if all.is_empty() { vec!["nobody named".into()] } else { all }
}
