//! The sightings of the demo: for each answer and each piece of evidence that it rests on.
//!
//! An answer saw it on the day of its interview; `evidence.csv` says who showed it first, and when what no answer names.
//! `sightings.csv` names what was another version than today's.

use super::{Error, history::answers_of, register::DemoRegister};
use crate::domain::{
    Id, Kind, Record, Value,
    kinds::{answer, evidence, interview, sighting},
};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

const FILE: &str = "sightings.csv";
const TEXT: &str = include_str!("../../sample-data/sightings.csv");

/// Adds the sightings to what was read, and takes day and person out of the evidence.
pub fn add(register: &mut DemoRegister) -> Result<(), Error> {
    let mut made = Vec::new();
    let mut met: BTreeSet<Id> = BTreeSet::new();
    let versions = versions(register)?;
    for (day, answer) in asked(register) {
        for seen in refs(register, answer, answer::EVIDENCE) {
            let Some(Value::Date(first)) = register.records[&seen].get(&evidence::SEEN).cloned() else { continue };
            // Who showed it elsewhere on another day is not who shows it here.
            let is_first = met.insert(seen) && first == day;
            let mut thing = record(register, seen);
            if let Some(version) = versions.get(&(answer, seen)) {
                thing = thing.with(evidence::VERSION, Value::text(version));
            }
            let talk = register.records[&answer].get(&answer::INTERVIEW).and_then(id_of).map(|i| record(register, i));
            let before = made.iter().rfind(|s: &&Record| s.one(sighting::WHAT) == Some(seen));
            let values = sighting::values(&thing, before, Some((answer, talk.as_ref())), Some(day));
            made.push(filled(made.len(), values, is_first.then(|| thing.value(evidence::SHOWN_BY).clone())));
        }
    }
    let loose: Vec<Id> = of_kind(register, Kind::Evidence).filter(|id| !met.contains(id)).collect();
    for id in loose {
        let thing = record(register, id);
        if let Some(day) = thing.date(evidence::SEEN) {
            let values = sighting::values(&thing, None, None, Some(day));
            made.push(filled(made.len(), values, Some(thing.value(evidence::SHOWN_BY).clone())));
        }
    }
    for fields in register.records.iter_mut().filter(|(id, _)| id.kind == Kind::Evidence).map(|(_, f)| f) {
        fields.retain(|field, _| ![evidence::SEEN, evidence::SHOWN_BY].contains(field));
    }
    for s in made {
        let fields = s.values.iter().cloned().enumerate().filter(|(_, v)| !v.is_empty()).collect();
        register.records.insert(s.id, fields);
    }
    Ok(())
}

/// The sightings that come with a record: with an answer those for it, with evidence those for no answer.
pub fn with(register: &DemoRegister, id: Id) -> Vec<Id> {
    let belongs = |sighting: &Id| {
        let of = |field: usize| register.records[sighting].get(&field).and_then(id_of);
        match of(sighting::ANSWER) {
            Some(answer) => answer == id,
            None => of(sighting::WHAT) == Some(id),
        }
    };
    of_kind(register, Kind::Sighting).filter(belongs).collect()
}

fn filled(made: usize, values: Vec<(usize, Value)>, shown_by: Option<Value>) -> Record {
    let id = Id::new(Kind::Sighting, made as u32 + 1);
    let record = values.into_iter().fold(Record::new(id), |r, (field, value)| r.with(field, value));
    match shown_by.filter(|person| !person.is_empty()) {
        Some(person) => record.with(sighting::SHOWN_BY, person),
        None => record,
    }
}

/// All answers of interviews that have a day, in the order of days.
fn asked(register: &DemoRegister) -> Vec<(Date, Id)> {
    // One that began before its time was held when it began.
    let day = |id: &Id| match [interview::STARTED, interview::START].map(|f| register.records[id].get(&f)) {
        [Some(Value::Stamp(start)), _] | [_, Some(Value::Stamp(start))] => Some(start.date()),
        _ => None,
    };
    let interviews = of_kind(register, Kind::Interview).filter_map(|id| Some((day(&id)?, id)));
    let mut all: Vec<(Date, Id)> =
        interviews.flat_map(|(day, id)| answers_of(register, id).into_iter().map(move |a| (day, a))).collect();
    all.sort_by_key(|(day, _)| *day);
    all
}

/// What the sheet of other versions says, by answer and evidence.
fn versions(register: &DemoRegister) -> Result<BTreeMap<(Id, Id), String>, Error> {
    let wrong = |why: String| Error::new(FILE, why);
    let mut found = BTreeMap::new();
    for row in csv::Reader::from_reader(TEXT.as_bytes()).records() {
        let row = row.map_err(|e| wrong(e.to_string()))?;
        let cell = |i: usize| row.get(i).unwrap_or_default();
        let answer = register.answers.get(cell(0)).ok_or_else(|| wrong(format!("there is no {}", cell(0))))?;
        let seen = super::register::parse_id(FILE, cell(1))?;
        found.insert((*answer, seen), cell(2).to_string());
    }
    Ok(found)
}

fn of_kind(register: &DemoRegister, kind: Kind) -> impl Iterator<Item = Id> {
    register.records.keys().copied().filter(move |id| id.kind == kind)
}

fn record(register: &DemoRegister, id: Id) -> Record {
    let fields = register.records[&id].iter();
    fields.fold(Record::new(id), |r, (field, value)| r.with(*field, value.clone()))
}

fn refs(register: &DemoRegister, id: Id, field: usize) -> Vec<Id> {
    match register.records[&id].get(&field) {
        Some(Value::Refs(ids)) => ids.to_vec(),
        _ => Vec::new(),
    }
}

fn id_of(value: &Value) -> Option<Id> {
    match value {
        Value::Ref(id) => Some(*id),
        _ => None,
    }
}
