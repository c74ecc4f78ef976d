//! Makes the past out of the present: which step created a record, and what its fields held before.
//!
//! The files hold the present state. Walking the steps backwards, each `was` gives the value before that step, so the
//! value a step writes is always the one that held until the next change.

use super::{Error, PastStep, live, register::DemoRegister, sightings};
use crate::domain::{Change, Edit, Id, Kind, Stamp, Value, gate::Road, kinds::answer, skeleton};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};

const FILE: &str = "history.toml";
const TEXT: &str = include_str!("../../sample-data/history.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    step: Vec<RawStep>,
}

/// One step as it stands in the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawStep {
    at: String,
    by: String,
    label: String,
    /// Why, where the gate would have asked for it.
    because: Option<String>,
    /// Ids, ranges `R-01..R-14`, or kinds `P`, that this step adds.
    #[serde(default)]
    new: Vec<String>,
    /// Fields as `table.field` that stay empty until this step.
    #[serde(default)]
    fill: Vec<String>,
    /// What fields of a record held before this step.
    #[serde(default)]
    was: BTreeMap<String, BTreeMap<String, String>>,
}

/// A step before it becomes a change.
pub struct DemoStep {
    pub at: Stamp,
    pub by: String,
    pub label: String,
    pub because: Option<String>,
    /// Records that it adds.
    pub new: Vec<Id>,
    /// Fields that it changes, with what they held before.
    pub was: Vec<(Id, usize, Value)>,
}

/// All steps, oldest first.
pub fn build(register: DemoRegister) -> Result<Vec<PastStep>, Error> {
    let file: File = toml::from_str(TEXT).map_err(|e| Error::new(FILE, e.to_string()))?;
    let mut steps = Vec::new();
    for raw in &file.step {
        let step = read_step(&register, raw).map_err(|why| Error::new(FILE, format!("{}: {why}", raw.label)))?;
        steps.push(step);
    }
    let listed: BTreeSet<Id> = steps.iter().flat_map(|s| s.new.iter().copied()).collect();
    steps.extend(live::steps(&register, &listed));
    steps.sort_by_key(|s| s.at.utc);
    Ok(write(register.records, steps))
}

fn read_step(register: &DemoRegister, raw: &RawStep) -> Result<DemoStep, String> {
    let mut step = DemoStep {
        at: register.now.moment(&raw.at)?,
        by: raw.by.clone(),
        label: register.now.text(&raw.label)?,
        because: raw.because.clone(),
        new: Vec::new(),
        was: Vec::new(),
    };
    for words in &raw.new {
        step.new.extend(named(register, words)?);
    }
    for path in &raw.fill {
        let earlier = filled(register, path)?.into_iter().filter(|(id, _, _)| !step.new.contains(id));
        step.was.extend(earlier);
    }
    for (name, fields) in &raw.was {
        let id = register.answers.get(name).map_or_else(|| read_id(name), |id| Ok(*id))?;
        for (name, text) in fields {
            let (field, value) = register.value(id.kind, name, text)?;
            if (id.kind, field) == (Kind::Answer, answer::EVIDENCE) {
                step.new.extend(sightings::with(register, id));
            }
            step.was.push((id, field, value));
        }
    }
    Ok(step)
}

/// The records that a word of `new` means. An interview brings its answers along, and these
/// what was seen.
fn named(register: &DemoRegister, words: &str) -> Result<Vec<Id>, String> {
    let of_kind = Kind::ALL.iter().find(|k| k.spec().prefix == words || k.spec().table == words);
    let (from, to) = match (of_kind, words.split_once("..")) {
        (Some(kind), _) => (Id::new(*kind, 0), Id::new(*kind, u32::MAX)),
        (None, Some((from, to))) => (read_id(from)?, read_id(to)?),
        (None, None) => (read_id(words)?, read_id(words)?),
    };
    let mut ids: Vec<Id> = register.records.range(from..=to).map(|(id, _)| *id).collect();
    if ids.is_empty() {
        return Err(format!("“{words}” names no record"));
    }
    if from.kind == Kind::Interview {
        let theirs: Vec<Id> = ids.iter().flat_map(|i| answers_of(register, *i)).collect();
        ids.extend(theirs);
    }
    let settled = ids.iter().filter(|id| !live::is_asked(register, **id));
    let seen: Vec<Id> = settled.flat_map(|id| sightings::with(register, *id)).collect();
    ids.extend(seen);
    Ok(ids)
}

fn read_id(text: &str) -> Result<Id, String> {
    text.parse::<Id>().map_err(|e| e.to_string())
}

/// The answers of an interview, in the order they are asked.
pub fn answers_of(register: &DemoRegister, interview: Id) -> Vec<Id> {
    let asked_in = Value::Ref(interview);
    let answers = register.records.iter().filter(|(id, _)| id.kind == Kind::Answer);
    answers.filter(|(_, v)| v.get(&answer::INTERVIEW) == Some(&asked_in)).map(|(id, _)| *id).collect()
}

/// Every record that has the field, which was empty until this step.
fn filled(register: &DemoRegister, path: &str) -> Result<Vec<(Id, usize, Value)>, String> {
    let at = path.split_once('.').and_then(|(table, name)| {
        let kind = Kind::ALL.iter().find(|k| k.spec().table == table)?;
        Some((*kind, kind.spec().field(name)?))
    });
    let (kind, field) = at.ok_or_else(|| format!("“{path}” is not a table and a field such as finding.answer"))?;
    let has = register.records.iter().filter(|(id, v)| id.kind == kind && v.contains_key(&field));
    Ok(has.map(|(id, _)| (*id, field, Value::Empty)).collect())
}

/// The present state while the steps are walked backwards.
type State = BTreeMap<Id, BTreeMap<usize, Value>>;

/// Turns steps, sorted by time, into changes with the values and revisions that each had in its time.
fn write(mut state: State, steps: Vec<DemoStep>) -> Vec<PastStep> {
    let mut past: Vec<PastStep> = steps.into_iter().rev().map(|step| undo(&mut state, step)).collect();
    past.reverse();
    let mut revisions: HashMap<Id, u32> = HashMap::new();
    for edit in past.iter_mut().flat_map(|p| &mut p.change.edits) {
        let next = revisions.entry(edit.id()).or_insert(1);
        if let Edit::Set { rev, .. } = edit {
            *rev = *next;
            *next += 1;
        }
    }
    past
}

/// Takes one step back and says what it must have written.
fn undo(state: &mut State, step: DemoStep) -> PastStep {
    let mut sets: BTreeMap<Id, Vec<(usize, Value)>> = BTreeMap::new();
    for (id, field, was) in step.was {
        let fields = state.entry(id).or_default();
        let now = fields.get(&field).cloned().unwrap_or_default();
        if now != was {
            fields.insert(field, was);
            sets.entry(id).or_default().push((field, now));
        }
    }
    let mut change = Change::new(step.label).by(Road::Founding);
    for id in step.new {
        let fields = state.get(&id).into_iter().flatten();
        let values: Vec<(usize, Value)> = fields.filter(|(_, v)| !v.is_empty()).map(|(f, v)| (*f, v.clone())).collect();
        change.edits.push(match exists_before(id) {
            true => Edit::Set { id, rev: 0, values },
            false => Edit::Create { id, values },
        });
    }
    if let Some(why) = &step.because {
        change = change.because(why);
    }
    change.edits.extend(sets.into_iter().map(|(id, values)| Edit::Set { id, rev: 0, values }));
    PastStep { at: step.at, actor: step.by, change }
}

/// Records that every new file has: the organisation, the risk method, clauses and controls.
fn exists_before(id: Id) -> bool {
    match id.kind {
        Kind::Organisation | Kind::Method => true,
        Kind::Item => id.n < skeleton::FIRST_OWN,
        _ => false,
    }
}
