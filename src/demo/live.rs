//! The steps of the running round, as they came about one by one: start, each answer, evidence, findings, recap.
//!
//! Earlier rounds were typed in from paper in one go and stand in `history.toml`.

use super::{
    history::{DemoStep, answers_of},
    register::DemoRegister,
    sightings,
};
use crate::domain::{
    Id, Kind, Stamp, Value,
    kinds::{
        answer::{self, Verdict},
        evidence, finding, interview, person, round,
    },
    value::join_ids,
};
use std::collections::{BTreeMap, BTreeSet};

type Fields = BTreeMap<usize, Value>;

/// What is empty in a planned question and filled while it is asked.
const GIVEN: &[usize] = &[
    answer::VERDICT,
    answer::PROOF,
    answer::WORKS,
    answer::EVIDENCE,
    answer::PARKED,
    answer::PARKED_FOR,
    answer::WHY_NOT,
    answer::NOTE,
    answer::TIMES,
    answer::JUDGED,
];

/// All of them, in no order. Records in `listed` are added elsewhere.
pub fn steps(register: &DemoRegister, listed: &BTreeSet<Id>) -> Vec<DemoStep> {
    let mut steps = Vec::new();
    let mut first_cited: BTreeMap<Id, (Stamp, String)> = BTreeMap::new();
    for (id, fields) in of_kind(register, Kind::Interview).filter(|(_, f)| is_live(register, f, interview::ROUND)) {
        let Some(Value::Stamp(started)) = fields.get(&interview::STARTED) else { continue };
        let live = Live { register, interview: id, fields, started: *started, by: auditor(register, fields), listed };
        let asked = live.asked();
        live.note_evidence(&asked, &mut first_cited);
        steps.push(live.start());
        steps.extend(asked.iter().map(|(answer, q, at)| live.answer(*answer, *q, *at)));
        live.end(&mut steps);
    }
    let seen = first_cited.into_iter().filter(|(id, _)| !listed.contains(id));
    steps.extend(seen.map(|(id, (at, by))| evidence_seen(register, id, at, by)));
    steps.extend(findings(register, listed));
    steps
}

struct Live<'a> {
    register: &'a DemoRegister,
    interview: Id,
    fields: &'a Fields,
    started: Stamp,
    by: String,
    /// What other steps add.
    listed: &'a BTreeSet<Id>,
}

impl Live<'_> {
    fn step(&self, at: Stamp, label: String) -> DemoStep {
        DemoStep { at, by: self.by.clone(), label, because: None, new: Vec::new(), was: Vec::new() }
    }

    /// Answers that were touched, with their number and the moment.
    fn asked(&self) -> Vec<(Id, usize, Stamp)> {
        let all = answers_of(self.register, self.interview).into_iter().enumerate();
        let touched = all.filter_map(|(i, id)| Some((id, i + 1, self.moment(&self.register.records[&id])?)));
        let mut asked: Vec<_> = touched.collect();
        asked.sort_by_key(|(_, _, at)| at.utc);
        asked
    }

    /// When an answer was judged, or else the minute of its last line.
    fn moment(&self, fields: &Fields) -> Option<Stamp> {
        if let Some(Value::Stamp(at)) = fields.get(&answer::JUDGED) {
            return Some(*at);
        }
        let Some(Value::Text(times)) = fields.get(&answer::TIMES) else { return None };
        let (hour, minute) = times.split(' ').rfind(|t| *t != "-")?.split_once(':')?;
        let clock = jiff::civil::Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()?;
        Some(Stamp::at(self.started.date().to_datetime(clock), self.started.offset))
    }

    fn start(&self) -> DemoStep {
        let mut step = self.step(self.started, format!("{} started", self.interview));
        step.was = vec![
            (self.interview, interview::STATE, interview::State::Planned.value()),
            (self.interview, interview::STARTED, Value::Empty),
            (self.interview, interview::CURRENT, Value::Empty),
        ];
        step
    }

    fn answer(&self, id: Id, q: usize, at: Stamp) -> DemoStep {
        let fields = &self.register.records[&id];
        let verdict = match fields.get(&answer::VERDICT) {
            Some(Value::Choice(i)) => Verdict::ALL.get(usize::from(*i)).copied(),
            _ => None,
        };
        let what = match verdict {
            None => "note".to_string(),
            Some(Verdict::Parked) => "parked".to_string(),
            Some(Verdict::Improve) => format!("verdict {}", Verdict::Improve.short()),
            Some(v) => format!("verdict {}", v.label().trim_end_matches(" nonconformity")),
        };
        let mut step = self.step(at, format!("{what}, {} q{q}", self.interview));
        let given = GIVEN.iter().filter(|f| fields.contains_key(f));
        step.was = given.map(|f| (id, *f, Value::Empty)).collect();
        step.new = sightings::with(self.register, id);
        step.new.retain(|id| !self.listed.contains(id));
        step
    }

    /// Adds the recap of a held interview; a running one was left with its last note.
    fn end(&self, steps: &mut Vec<DemoStep>) {
        let first = answers_of(self.register, self.interview).first().copied();
        let mut was = vec![(interview::CURRENT, Value::one(first)), (interview::TALKED, Value::Empty)];
        let Some(Value::Stamp(ended)) = self.fields.get(&interview::ENDED) else {
            was.push((interview::CLOCK_PAUSED, Value::Empty));
            if let Some(last) = steps.last_mut() {
                last.was.extend(self.changed(was));
            }
            return;
        };
        was.push((interview::STATE, interview::State::Running.value()));
        let empty = [interview::ENDED, interview::RECAP, interview::RECAP_AT, interview::CORRECTION];
        was.extend(empty.map(|field| (field, Value::Empty)));
        let recap = match self.fields.get(&interview::RECAP) {
            Some(Value::Choice(i)) => interview::RECAPS[usize::from(*i)].label,
            _ => interview::Recap::NotDiscussed.label(),
        };
        let mut step = self.step(*ended, format!("{} held, recap {recap}", self.interview));
        step.was = self.changed(was);
        step.was.extend(self.agreed());
        steps.push(step);
    }

    /// Those fields of the interview that hold something else today.
    fn changed(&self, was: Vec<(usize, Value)>) -> Vec<(Id, usize, Value)> {
        let differs = |(field, was): &(usize, Value)| self.fields.get(field).unwrap_or(&Value::Empty) != was;
        was.into_iter().filter(differs).map(|(field, was)| (self.interview, field, was)).collect()
    }

    /// What the person said to the facts of each answer.
    fn agreed(&self) -> Vec<(Id, usize, Value)> {
        let fields = [answer::FACTS, answer::DISPUTE];
        let answers = answers_of(self.register, self.interview).into_iter();
        let all = answers.flat_map(|id| fields.map(|field| (id, field, Value::Empty)));
        all.filter(|(id, field, _)| self.register.records[id].contains_key(field)).collect()
    }

    fn note_evidence(&self, asked: &[(Id, usize, Stamp)], first: &mut BTreeMap<Id, (Stamp, String)>) {
        for (id, _, at) in asked {
            let Some(Value::Refs(seen)) = self.register.records[id].get(&answer::EVIDENCE) else { continue };
            let before = Stamp { utc: at.utc - 60, ..*at };
            for evidence in seen {
                let entry = first.entry(*evidence).or_insert_with(|| (before, self.by.clone()));
                if before < entry.0 {
                    *entry = (before, self.by.clone());
                }
            }
        }
    }
}

fn of_kind(register: &DemoRegister, kind: Kind) -> impl Iterator<Item = (Id, &Fields)> {
    register.records.iter().filter(move |(id, _)| id.kind == kind).map(|(id, f)| (*id, f))
}

/// Whether it is an answer of the running round, whose sightings come with the step that judges it.
pub fn is_asked(register: &DemoRegister, id: Id) -> bool {
    let interview = match register.records.get(&id).and_then(|f| f.get(&answer::INTERVIEW)) {
        Some(Value::Ref(interview)) if id.kind == Kind::Answer => register.records.get(interview),
        _ => None,
    };
    interview.is_some_and(|fields| is_live(register, fields, interview::ROUND))
}

/// Whether the round that a field names is running.
fn is_live(register: &DemoRegister, fields: &Fields, field: usize) -> bool {
    let Some(Value::Ref(id)) = fields.get(&field) else { return false };
    let state = register.records.get(id).and_then(|r| r.get(&round::STATE));
    state == Some(&round::State::Running.value())
}

fn auditor(register: &DemoRegister, fields: &Fields) -> String {
    let Some(Value::Ref(id)) = fields.get(&interview::AUDITOR) else { return String::new() };
    text(register, *id, person::NAME)
}

fn text(register: &DemoRegister, id: Id, field: usize) -> String {
    match register.records.get(&id).and_then(|r| r.get(&field)) {
        Some(Value::Text(t)) => t.to_string(),
        _ => String::new(),
    }
}

fn evidence_seen(register: &DemoRegister, id: Id, at: Stamp, by: String) -> DemoStep {
    let label = format!("evidence {id}, {}", text(register, id, evidence::TITLE));
    let new = [id].into_iter().chain(sightings::with(register, id)).collect();
    DemoStep { at, by, label, because: None, new, was: Vec::new() }
}

/// Findings of the running round, each at the moment it was raised.
fn findings(register: &DemoRegister, listed: &BTreeSet<Id>) -> Vec<DemoStep> {
    let live = |(id, f): &(Id, &Fields)| is_live(register, f, finding::ROUND) && !listed.contains(id);
    let raised = of_kind(register, Kind::Finding).filter(live);
    raised
        .filter_map(|(id, fields)| {
            let (Some(Value::Stamp(at)), Some(Value::Choice(grade))) =
                (fields.get(&finding::RAISED), fields.get(&finding::GRADE))
            else {
                return None;
            };
            let grade = finding::GRADES[usize::from(*grade)].short;
            let against = match fields.get(&finding::AGAINST) {
                Some(Value::Refs(items)) => join_ids(items, " "),
                _ => String::new(),
            };
            let label = format!("finding {id}, {grade}, {against}");
            let by = text(register, id, finding::RAISED_BY);
            Some(DemoStep { at: *at, by, label, because: None, new: vec![id], was: Vec::new() })
        })
        .collect()
}
