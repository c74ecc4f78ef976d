//! Reads the files of `sample-data/` into records as they stand today, whatever their past.
//!
//! Headings and keys are the field names of the kind. People may be named by surname, answers as `I-03/q7`.

use super::{Error, when::Now};
use crate::domain::{Field, Id, Kind, Period, Type, Value, kinds::answer, own};
use std::collections::BTreeMap;

/// The flat registers: kind, name of the file for messages, content.
const TABLES: &[(Kind, &str, &str)] = &[
    (Kind::Person, "people.csv", include_str!("../../sample-data/people.csv")),
    (Kind::Supplier, "suppliers.csv", include_str!("../../sample-data/suppliers.csv")),
    (Kind::System, "systems.csv", include_str!("../../sample-data/systems.csv")),
    (Kind::Risk, "risks.csv", include_str!("../../sample-data/risks.csv")),
    (Kind::Item, "controls.csv", include_str!("../../sample-data/controls.csv")),
    (Kind::Question, "questions.csv", include_str!("../../sample-data/questions.csv")),
    (Kind::Evidence, "evidence.csv", include_str!("../../sample-data/evidence.csv")),
    (Kind::Request, "requests.csv", include_str!("../../sample-data/requests.csv")),
    (Kind::Decision, "decisions.csv", include_str!("../../sample-data/decisions.csv")),
    (Kind::Sample, "samples.csv", include_str!("../../sample-data/samples.csv")),
    (Kind::Drawn, "sample_items.csv", include_str!("../../sample-data/sample_items.csv")),
    (Kind::Certificate, "certificates.csv", include_str!("../../sample-data/certificates.csv")),
    (Kind::Review, "reviews.csv", include_str!("../../sample-data/reviews.csv")),
    (Kind::ReviewInput, "review-inputs.csv", include_str!("../../sample-data/review-inputs.csv")),
    (Kind::Programme, "programmes.csv", include_str!("../../sample-data/programmes.csv")),
    (Kind::ProgrammeArea, "programme-areas.csv", include_str!("../../sample-data/programme-areas.csv")),
    (Kind::Action, "actions.csv", include_str!("../../sample-data/actions.csv")),
    (Kind::Document, "documents.csv", include_str!("../../sample-data/documents.csv")),
    (Kind::Obligation, "obligations.csv", include_str!("../../sample-data/obligations.csv")),
    (Kind::ScopeItem, "scope-items.csv", include_str!("../../sample-data/scope-items.csv")),
    (Kind::Model, "models.csv", include_str!("../../sample-data/models.csv")),
    (Kind::DataSet, "data-sets.csv", include_str!("../../sample-data/data-sets.csv")),
    (Kind::Component, "components.csv", include_str!("../../sample-data/components.csv")),
    (Kind::Assessment, "assessments.csv", include_str!("../../sample-data/assessments.csv")),
    (Kind::Group, "affected-groups.csv", include_str!("../../sample-data/affected-groups.csv")),
    (Kind::Alteration, "changes.csv", include_str!("../../sample-data/changes.csv")),
    (Kind::ControlAt, "controls-at-systems.csv", include_str!("../../sample-data/controls-at-systems.csv")),
    (Kind::PlanItem, "plan.csv", include_str!("../../sample-data/plan.csv")),
    (Kind::Resource, "resources.csv", include_str!("../../sample-data/resources.csv")),
    (Kind::Objective, "objectives.csv", include_str!("../../sample-data/objectives.csv")),
    (Kind::Body, "bodies.csv", include_str!("../../sample-data/bodies.csv")),
    (Kind::Meeting, "meetings.csv", include_str!("../../sample-data/meetings.csv")),
    (Kind::Mandate, "mandates.csv", include_str!("../../sample-data/mandates.csv")),
    (Kind::Issue, "context.csv", include_str!("../../sample-data/context.csv")),
    (Kind::Party, "parties.csv", include_str!("../../sample-data/parties.csv")),
    (Kind::Incident, "incidents.csv", include_str!("../../sample-data/incidents.csv")),
    (Kind::Improvement, "improvements.csv", include_str!("../../sample-data/improvements.csv")),
    (Kind::Task, "tasks.csv", include_str!("../../sample-data/tasks.csv")),
    (Kind::Metric, "metrics.csv", include_str!("../../sample-data/metrics.csv")),
    (Kind::Reading, "readings.csv", include_str!("../../sample-data/readings.csv")),
    (Kind::Commitment, "commitments.csv", include_str!("../../sample-data/commitments.csv")),
    (Kind::Communication, "communications.csv", include_str!("../../sample-data/communications.csv")),
    (Kind::Training, "trainings.csv", include_str!("../../sample-data/trainings.csv")),
    (Kind::Attendance, "training-records.csv", include_str!("../../sample-data/training-records.csv")),
    (Kind::Mapping, "other-standards.csv", include_str!("../../sample-data/other-standards.csv")),
    (Kind::OwnColumn, "own-columns.csv", include_str!("../../sample-data/own-columns.csv")),
    (Kind::Silence, "silenced.csv", include_str!("../../sample-data/silenced.csv")),
];

/// Records with longer texts: each table in them is one record, its name is the id.
const TEXTS: &[(&str, &str)] = &[
    ("organisation.toml", include_str!("../../sample-data/organisation.toml")),
    ("rounds.toml", include_str!("../../sample-data/rounds.toml")),
    ("findings.toml", include_str!("../../sample-data/findings.toml")),
];

/// One file an interview, in the order of ids.
pub const INTERVIEWS: &[(&str, &str)] = &[
    ("interviews/I-01.toml", include_str!("../../sample-data/interviews/I-01.toml")),
    ("interviews/I-02.toml", include_str!("../../sample-data/interviews/I-02.toml")),
    ("interviews/I-03.toml", include_str!("../../sample-data/interviews/I-03.toml")),
    ("interviews/I-04.toml", include_str!("../../sample-data/interviews/I-04.toml")),
    ("interviews/I-05.toml", include_str!("../../sample-data/interviews/I-05.toml")),
    ("interviews/I-06.toml", include_str!("../../sample-data/interviews/I-06.toml")),
    ("interviews/I-07.toml", include_str!("../../sample-data/interviews/I-07.toml")),
    ("interviews/I-08.toml", include_str!("../../sample-data/interviews/I-08.toml")),
    ("interviews/I-09.toml", include_str!("../../sample-data/interviews/I-09.toml")),
    ("interviews/I-10.toml", include_str!("../../sample-data/interviews/I-10.toml")),
    ("interviews/I-11.toml", include_str!("../../sample-data/interviews/I-11.toml")),
];

/// The records of the demo as they stand today: for each id its filled fields.
pub struct DemoRegister {
    pub now: Now,
    pub records: BTreeMap<Id, BTreeMap<usize, Value>>,
    /// Surname to person.
    people: BTreeMap<String, Id>,
    /// `I-03/q7` to answer.
    pub answers: BTreeMap<String, Id>,
}

/// Field names and texts of one record before they are read.
pub type Raw = Vec<(String, String)>;

impl DemoRegister {
    /// Reads every file. An error names the file, the record and the field.
    pub fn read(now: Now) -> Result<DemoRegister, Error> {
        let mut all = Vec::new();
        for (kind, file, text) in TABLES {
            read_table(*kind, file, text, &mut all)?;
        }
        for (file, text) in TEXTS {
            read_texts(file, text, &mut all)?;
        }
        let mut answers = BTreeMap::new();
        for (file, text) in INTERVIEWS {
            super::interviews::read(file, text, &mut answers, &mut all)?;
        }
        let people = surnames(&all);
        let mut register = DemoRegister { now, records: BTreeMap::new(), people, answers };
        for (file, id, raw) in all {
            let values = register.values(id, &raw).map_err(|why| Error::new(file, format!("{id}: {why}")))?;
            if register.records.insert(id, values).is_some() {
                return Err(Error::new(file, format!("{id} stands there twice")));
            }
        }
        super::sightings::add(&mut register)?;
        Ok(register)
    }

    fn values(&self, id: Id, raw: &Raw) -> Result<BTreeMap<usize, Value>, String> {
        let mut values = BTreeMap::new();
        for (name, text) in raw {
            let (field, value) = self.value(id.kind, name, text)?;
            if !value.is_empty() {
                values.insert(field, value);
            }
        }
        Ok(values)
    }

    /// Reads one field by its name in the file.
    pub fn value(&self, kind: Kind, name: &str, text: &str) -> Result<(usize, Value), String> {
        let spec = kind.spec();
        let at = own::named(kind, name).ok_or_else(|| format!("{} has no field “{name}”", spec.name))?;
        let field: &Field = own::stored(kind, at).unwrap_or(&own::TEXT);
        if text.trim().is_empty() {
            return Ok((at, Value::Empty));
        }
        let value = match field.typ {
            Type::Date => Value::Date(self.now.date(text)?),
            Type::Stamp => Value::Stamp(self.now.moment(text)?),
            Type::Period if text.starts_with('@') => Value::Period(Period::Day(self.now.date(text)?)),
            Type::Period => Value::read(field, &self.now.text(text)?)?,
            Type::Line => Value::read(field, self.now.text(text)?.trim())?,
            // The line times of a note are parallel to its lines, so nothing is trimmed away.
            Type::Long if kind == Kind::Answer && at == answer::NOTE => Value::read(field, &self.now.text(text)?)?,
            Type::Long => Value::read(field, self.now.text(text)?.trim())?,
            Type::Ref(_) | Type::Refs(_) | Type::Any => Value::read(field, &self.ids(text)?)?,
            _ => Value::read(field, text)?,
        };
        Ok((at, value))
    }

    /// Puts ids for surnames and for questions of an interview.
    pub fn ids(&self, text: &str) -> Result<String, String> {
        let id = |word: &str| match (self.people.get(word), self.answers.get(word)) {
            (Some(id), _) | (None, Some(id)) => Ok(id.to_string()),
            (None, None) => word.parse::<Id>().map(|id| id.to_string()).map_err(|e| e.to_string()),
        };
        let words: Result<Vec<String>, String> = text.split_whitespace().map(id).collect();
        words.map(|w| w.join(" "))
    }
}

/// A record that was read as text, with the file it stands in.
pub type SourceRecord = (&'static str, Id, Raw);

fn read_table(kind: Kind, file: &'static str, text: &str, into: &mut Vec<SourceRecord>) -> Result<(), Error> {
    let wrong = |why: String| Error::new(file, why);
    // Cells at the end of a row that hold nothing may be left out.
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let headings = reader.headers().map_err(|e| wrong(e.to_string()))?.clone();
    for row in reader.records() {
        let row = row.map_err(|e| wrong(e.to_string()))?;
        let id = parse_id(file, row.get(0).unwrap_or_default())?;
        if row.len() > headings.len() {
            return Err(wrong(format!("{id} has more cells than there are headings")));
        }
        if id.kind != kind {
            return Err(wrong(format!("{id} is no {}", kind.spec().name)));
        }
        let cells = headings.iter().zip(row.iter()).skip(1);
        into.push((file, id, cells.map(|(name, cell)| (name.to_string(), cell.to_string())).collect()));
    }
    Ok(())
}

fn read_texts(file: &'static str, text: &str, into: &mut Vec<SourceRecord>) -> Result<(), Error> {
    let table: toml::Table = text.parse().map_err(|e: toml::de::Error| Error::new(file, e.to_string()))?;
    for (name, fields) in &table {
        let id = parse_id(file, name)?;
        let fields = fields.as_table().ok_or_else(|| Error::new(file, format!("{id} has no fields")))?;
        into.push((file, id, fields.iter().map(|(k, v)| (k.clone(), written(v))).collect()));
    }
    Ok(())
}

/// A TOML value as text: strings as they are, numbers in digits.
pub fn written(value: &toml::Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_string)
}

/// Reads an id and names the file if it is none.
pub fn parse_id(file: &'static str, text: &str) -> Result<Id, Error> {
    text.parse().map_err(|e| Error::new(file, format!("{e}")))
}

fn surnames(all: &[SourceRecord]) -> BTreeMap<String, Id> {
    let people = all.iter().filter(|(_, id, _)| id.kind == Kind::Person);
    let surname = |raw: &Raw| {
        raw.iter().find(|(k, _)| k == "name").and_then(|(_, n)| n.split(' ').next_back().map(str::to_string))
    };
    people.filter_map(|(_, id, raw)| Some((surname(raw)?, *id))).collect()
}
