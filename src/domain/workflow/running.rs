//! What one key does with work that runs: done today, a new reading, what follows from a bad one.

use crate::domain::{
    Act, Change, Decimal, Id, Kind, Record, Stage, Stamp, Value,
    gate::{Near, linked},
    kinds::{
        self, body, finding, incident, mandate, meeting, metric,
        reading::{self, From, Outcome},
        task, training,
    },
    measures, progress,
    value::join_ids,
};
use jiff::ToSpan;

/// Sets records to done with today as the day; of a recurring task it is a passed run.
pub fn done(near: &dyn Near, ids: &[Id], now: Stamp, by: Option<Id>) -> Result<Change, String> {
    let mut change = Change::new(format!("{} done", join_ids(ids, ", ")));
    let mut next = near.next_id(Kind::Reading);
    for record in ids.iter().filter_map(|id| near.record(*id)).filter(|r| !r.hidden) {
        if record.id.kind == Kind::Task {
            change = run(change, &record, next, Run { result: Some(Outcome::Passed), ..Run::at(now, by) });
            next.n += 1;
            continue;
        }
        let spec = record.id.kind.spec();
        let Some(state) = spec.state.filter(|_| !progress::is_done(&record)) else { continue };
        let words = spec.fields[state].choices();
        let Some(word) = words.iter().position(|w| w.stage == Some(Stage::Done)) else { continue };
        let mut values = vec![(state, Value::Choice(word as u8))];
        values.extend(spec.set_by(Act::Done).map(|day| (day, Value::Date(now.date()))));
        change = change.set(&record, values);
    }
    if change.is_empty() { Err("nothing of these is still to be done".into()) } else { Ok(change) }
}

/// One reading as it is typed or sent.
pub struct Run {
    pub at: Stamp,
    pub value: Option<Decimal>,
    pub result: Option<Outcome>,
    pub run_id: String,
    pub from: From,
    pub by: Option<Id>,
    pub note: String,
}

impl Run {
    /// A reading by hand in which nothing is said yet.
    pub fn at(now: Stamp, by: Option<Id>) -> Run {
        Run { at: now, value: None, result: None, run_id: String::new(), from: From::Hand, by, note: String::new() }
    }

    /// Its value, else its result.
    fn told(&self) -> String {
        let result = || self.result.map_or("", Outcome::label).into();
        self.value.as_ref().map_or_else(result, Decimal::to_string)
    }

    /// Reads what was typed: a number for a metric, passed, partly or failed for a task; a note may follow.
    pub fn read(self, of: &Record, text: &str) -> Result<Run, String> {
        let (first, note) = text.trim().split_once(char::is_whitespace).unwrap_or((text.trim(), ""));
        let note = note.trim().to_string();
        if of.id.kind == Kind::Metric {
            let value = Decimal::read(first)
                .map_err(|_| format!("“{first}” is no number; a reading of {} is a number such as 0.93", of.id))?;
            return Ok(Run { value: Some(value), note, ..self });
        }
        let word = first.to_lowercase();
        let fits = |o: &&Outcome| !word.is_empty() && o.label().starts_with(&word);
        let result = Outcome::ALL.iter().find(fits).copied();
        let result = result.ok_or_else(|| format!("“{first}” is none of passed, partly, failed"))?;
        Ok(Run { result: Some(result), note, ..self })
    }
}

/// The step that adds a reading to a metric or task and moves its next day on.
pub fn measure(near: &dyn Near, of: Id, run: Run) -> Result<Change, String> {
    let record = near.record(of).filter(|r| !r.hidden);
    let record = record.ok_or_else(|| format!("{of} is not there"))?;
    if !matches!(of.kind, Kind::Metric | Kind::Task) {
        return Err(format!("{of} is neither a metric nor a recurring task"));
    }
    if progress::is_over(&record) {
        return Err(format!("{of} has ended; set its state to active before it is measured"));
    }
    let change = Change::new(format!("{of} measured {}", run.told()));
    Ok(self::run(change, &record, near.next_id(Kind::Reading), run))
}

fn run(change: Change, of: &Record, id: Id, run: Run) -> Change {
    let title = format!("{} {}", of.id, run.told());
    let day = run.at.date();
    let values = vec![
        (reading::TITLE, Value::text(title)),
        (reading::OF, Value::Ref(of.id)),
        (reading::AT, Value::Stamp(run.at)),
        (reading::VALUE, run.value.map_or(Value::Empty, Value::Decimal)),
        (reading::RESULT, run.result.map_or(Value::Empty, Outcome::value)),
        (reading::RUN, Value::text(run.run_id)),
        (reading::FROM, run.from.value()),
        (reading::BY, Value::one(run.by)),
        (reading::NOTE, Value::text(run.note)),
    ];
    let (rhythm, next) = match of.id.kind {
        Kind::Task => (task::RHYTHM, task::NEXT),
        _ => (metric::RHYTHM, metric::NEXT),
    };
    let change = change.create(id, values);
    match of.number(rhythm).and_then(|days| day.checked_add(days.days()).ok()) {
        Some(on) if of.date(next) != Some(on) => change.set(of, vec![(next, Value::Date(on))]),
        _ => change,
    }
}

/// What a raised record is, and the step that makes it: an incident of the newest bad reading, a finding of an
/// incident.
pub fn raise(near: &dyn Near, from: Id, now: Stamp) -> Result<(Id, Change), String> {
    let record = near.record(from).filter(|r| !r.hidden).ok_or_else(|| format!("{from} is not there"))?;
    match from.kind {
        Kind::Incident => {
            let id = near.next_id(Kind::Finding);
            let values = vec![
                (finding::TITLE, Value::text(record.title())),
                (finding::SOURCE, finding::Source::Incident.value()),
                (finding::INCIDENT, Value::Ref(from)),
                (finding::SYSTEMS, Value::refs(record.refs(incident::SYSTEMS).iter().copied())),
            ];
            let starting = Kind::Finding.spec().starting(now);
            let values = starting.into_iter().filter(|(f, _)| values.iter().all(|(g, _)| f != g)).chain(values.clone());
            Ok((id, Change::new(format!("finding {id} from {from}")).create(id, values.collect())))
        }
        Kind::Metric | Kind::Task => {
            let readings = linked(near, from, (Kind::Reading, reading::OF));
            let newest = readings.max_by_key(|r| (r.stamp(reading::AT), r.id));
            let newest = newest.ok_or_else(|| format!("{from} has no reading yet"))?;
            if !measures::is_bad(&record, &newest) {
                return Err(format!("the newest reading of {from} breaks no limit and did not fail"));
            }
            if let Some(there) = linked(near, newest.id, (Kind::Incident, incident::FROM)).next() {
                return Err(format!("{} was opened from it already", there.id));
            }
            let id = near.next_id(Kind::Incident);
            let systems = if from.kind == Kind::Task { task::SYSTEMS } else { metric::SYSTEMS };
            let limit = (from.kind == Kind::Metric).then(|| record.decimal(metric::LIMIT)).flatten();
            let limit = limit.map_or(String::new(), |limit| format!(", limit {limit}"));
            let values = vec![
                (incident::TITLE, Value::text(format!("{}: {}{limit}", record.title(), newest.title()))),
                (incident::TYPE, incident::Type::Breach.value()),
                (incident::STATE, kinds::shared::Work::Open.value()),
                (incident::FOUND, Value::Stamp(now)),
                (incident::HAPPENED, newest.value(reading::AT).clone()),
                (incident::OWNER, Value::one(record.id.kind.spec().owner.and_then(|owner| record.one(owner)))),
                (incident::SYSTEMS, Value::refs(record.refs(systems).iter().copied())),
                (incident::FROM, Value::Ref(newest.id)),
            ];
            Ok((id, Change::new(format!("incident {id} from {from}")).create(id, values)))
        }
        Kind::Body => Ok(meeting_of(near, &record, now)),
        _ => Err(format!("nothing is opened from {}", from.kind.spec().plural)),
    }
}

/// The next meeting of a body: its day and standing agenda, its members as those who come.
fn meeting_of(near: &dyn Near, body: &Record, now: Stamp) -> (Id, Change) {
    let id = near.next_id(Kind::Meeting);
    let day = body.date(body::NEXT).unwrap_or_else(|| now.date());
    let sits = linked(near, body.id, (Kind::Mandate, mandate::BODY)).filter(|m| !progress::is_over(m));
    let mut members: Vec<Id> = sits.filter_map(|m| m.one(mandate::PERSON)).collect();
    members.extend(body.one(body::CHAIR));
    members.sort_unstable();
    members.dedup();
    let values = vec![
        (meeting::TITLE, Value::text(format!("{}, {day}", body.title()))),
        (meeting::BODY, Value::Ref(body.id)),
        (meeting::DAY, Value::Date(day)),
        (meeting::STATE, meeting::State::Planned.value()),
        (meeting::CHAIR, Value::one(body.one(body::CHAIR))),
        (meeting::ATTENDEES, Value::refs(members)),
        (meeting::AGENDA, body.value(body::AGENDA).clone()),
    ];
    (id, Change::new(format!("meeting {id} of {}", body.id)).create(id, values))
}

/// The step that records that people did a training today, each valid for its rhythm.
pub fn attended(near: &dyn Near, of: Id, people: &[Id], now: Stamp) -> Result<Change, String> {
    use crate::domain::kinds::attendance::{self, Outcome};
    let record = near.record(of).filter(|r| !r.hidden).ok_or_else(|| format!("{of} is not there"))?;
    let mut id = near.next_id(Kind::Attendance);
    let until = record.number(training::RHYTHM).and_then(|m| now.date().checked_add(m.months()).ok());
    let mut change = Change::new(format!("{of} done by {}", join_ids(people, ", ")));
    for person in people.iter().filter_map(|id| near.record(*id)) {
        let values = vec![
            (attendance::TITLE, Value::text(format!("{}, {}", record.title(), person.title()))),
            (attendance::TRAINING, Value::Ref(of)),
            (attendance::PERSON, Value::Ref(person.id)),
            (attendance::WHEN, Value::Date(now.date())),
            (attendance::RESULT, Outcome::Done.value()),
            (attendance::UNTIL, until.map_or(Value::Empty, Value::Date)),
        ];
        change = change.create(id, values);
        id.n += 1;
    }
    if change.is_empty() { Err("nobody was chosen".into()) } else { Ok(change) }
}
