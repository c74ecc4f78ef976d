//! People: what was taught and told to whom, which skills and functions a team has, what falls to whom.

use super::{
    Id, Kind, Record, View,
    kinds::{
        attendance::{self, Outcome},
        communication, mandate,
        person::{self, SKILL_WORDS},
        task, training,
    },
    progress,
    share::Share,
};
use std::collections::{BTreeMap, BTreeSet};

/// People whose record of a training still counts, and how many have to do it.
pub fn trained(view: View, training: &Record) -> Share {
    let all: Vec<&Record> = view.records.linked(training.id, Kind::Attendance, attendance::TRAINING).collect();
    let counts = |r: &&&Record| {
        let runs = r.date(attendance::UNTIL).is_none_or(|until| until >= view.today);
        runs && Outcome::of(r, attendance::RESULT) != Some(Outcome::Failed)
    };
    let person = |r: &&Record| r.one(attendance::PERSON).unwrap_or(r.id);
    let done: BTreeSet<Id> = all.iter().filter(counts).map(person).collect();
    let named: BTreeSet<Id> = all.iter().map(person).collect();
    let meant = training.number(training::MEANT).map_or(named.len(), |n| n as usize);
    Share { done: done.len(), all: meant.max(done.len()) }
}

/// `12 of 14`, nothing where nobody has to do it.
pub fn training_text(view: View, training: &Record) -> String {
    trained(view, training).told()
}

pub fn training_rank(view: View, training: &Record) -> i64 {
    trained(view, training).percent().map_or(-1, |percent| percent as i64)
}

/// How many of each audience have done what it has to do.
pub fn by_audience(view: View) -> Vec<(&'static str, Share)> {
    let list = training::FIELDS[training::AUDIENCE].choices();
    let mut sums: BTreeMap<usize, Share> = BTreeMap::new();
    for record in view.records.all(Kind::Training).filter(|t| !progress::is_over(t)) {
        let share = trained(view, record);
        for code in record.words(training::AUDIENCE) {
            let Some(at) = list.iter().position(|c| c.code == code) else { continue };
            let sum = sums.entry(at).or_default();
            *sum = *sum + share;
        }
    }
    sums.into_iter().map(|(at, share)| (list[at].label, share)).collect()
}

/// Reached in per cent of those who were meant.
pub fn reach_text(_: View, communication: &Record) -> String {
    let count = |field: usize| communication.number(field);
    match (count(communication::REACHED), count(communication::MEANT)) {
        (Some(reached), Some(meant)) if meant > 0 => format!("{} %", 100 * reached / meant),
        (Some(reached), _) => reached.to_string(),
        _ => String::new(),
    }
}

pub fn reach_rank(_: View, communication: &Record) -> i64 {
    let count = |field: usize| communication.number(field);
    match (count(communication::REACHED), count(communication::MEANT)) {
        (Some(reached), Some(meant)) if meant > 0 => 100 * reached / meant,
        _ => -1,
    }
}

/// The people of the team: those with a mandate in force.
pub fn team(view: View<'_>) -> Vec<&Record> {
    let holders: BTreeSet<Id> = view
        .records
        .all(Kind::Mandate)
        .filter(|m| !progress::is_over(m))
        .filter_map(|m| m.one(mandate::PERSON))
        .collect();
    holders.into_iter().filter_map(|id| view.records.live(id)).collect()
}

/// How many of the skills an AIMS needs at its table.
pub const NEEDED: usize = 5;

/// The skills that an AIMS needs at its table, and nobody of the team has.
pub fn missing_skills(view: View) -> Vec<&'static str> {
    let team = team(view);
    let has = |code: &str| team.iter().any(|p| p.words(person::SKILLS).any(|w| w == code));
    SKILL_WORDS[..NEEDED].iter().filter(|c| !has(c.code)).map(|c| c.label).collect()
}

/// How many of the team have a technical skill, and how many one of governance.
pub fn balance(view: View) -> (usize, usize) {
    let team = team(view);
    let count = |codes: &[&str]| team.iter().filter(|p| p.words(person::SKILLS).any(|w| codes.contains(&w))).count();
    (count(&["ai", "security", "data"]), count(&["risk", "compliance", "legal", "ethics", "audit"]))
}

/// Minutes a month that a person's recurring tasks take.
pub fn minutes_a_month(view: View, person: Id) -> i64 {
    let tasks = view.records.linked(person, Kind::Task, task::OWNER).filter(|t| !progress::is_over(t));
    tasks.filter_map(|t| Some(t.number(task::MINUTES)? * 30 / t.number(task::RHYTHM)?.max(1))).sum()
}
