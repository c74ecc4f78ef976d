//! From a preview to the one change that takes it in, and that one undo takes back.

use super::{
    brought,
    names::{NameIndex, NameMatch},
    preview::{Existing, Preview, PreviewRow, first_line},
    refs::PROVISIONAL,
};
use crate::domain::{Change, Id, Kind, Record, Records, Value, View, gate::Road, kinds::*, own};
use std::collections::{BTreeSet, HashMap};

impl Preview {
    /// The change. Rows in doubt are left out with `good_rows_only`, otherwise they stop the whole import.
    ///
    /// Ids are given from what `records` hold now, which may be more than at the time of the preview.
    pub fn change(&self, records: &Records, good_rows_only: bool, existing: Existing) -> Result<Change, String> {
        if self.refused() > 0 && !good_rows_only {
            let rows = if self.refused() == 1 { "1 row is" } else { &format!("{} rows are", self.refused()) };
            return Err(format!("nothing was taken in: {rows} in doubt; mend the file, or take the good rows only"));
        }
        self.change_without(records, existing, &BTreeSet::new()).map(|(change, _)| change)
    }

    /// The change without some rows, by their numbers, and for each record the row that it comes from.
    pub fn change_without(
        &self,
        records: &Records,
        existing: Existing,
        left_out: &BTreeSet<usize>,
    ) -> Result<(Change, HashMap<Id, usize>), String> {
        let mut plan = Plan::new(self, records);
        for row in self.good.iter().filter(|row| !left_out.contains(&row.number)) {
            plan.row(row, existing)?;
        }
        if plan.added + plan.updated == 0 {
            return Err(format!("nothing to take in: {}", self.why_nothing(existing)));
        }
        let from = std::mem::take(&mut plan.from);
        Ok((plan.change(), from))
    }

    /// Whether every row is here already just as it comes, so that there is nothing to write.
    pub fn is_the_same(&self, records: &Records) -> bool {
        let same = |row: &PreviewRow| {
            let record = row.looks_like.filter(|found| found.exact).and_then(|found| records.live(found.id));
            record.is_some_and(|record| {
                let title = self.kind.spec().title;
                let values = row.values.iter().filter(|(f, _)| !(row.title_made && *f == title)).cloned().collect();
                with_kept(self.kind, values, row, Some(record)).iter().all(|(f, v)| record.value(*f) == v)
                    && row.actions.iter().all(|text| has_action(records, record.id, &first_line(text)))
            })
        };
        !self.good.is_empty() && self.refused() == 0 && self.good.iter().all(same)
    }

    /// What an update would change, a line a record: `A-03 Notes: (empty) → done in May`.
    pub fn differences(&self, records: &Records) -> Vec<String> {
        let kind = self.kind;
        let view = View { records, today: jiff::civil::Date::default() };
        let line = |row: &PreviewRow| {
            let record = row.looks_like.filter(|found| found.exact).and_then(|found| records.live(found.id))?;
            let title = kind.spec().title;
            let values = row.values.iter().filter(|(f, _)| !(row.title_made && *f == title)).cloned().collect();
            let turned: Vec<String> = with_kept(kind, values, row, Some(record))
                .iter()
                .filter(|(field, value)| record.value(*field) != value)
                .map(|(field, value)| {
                    let described = records.field(kind, *field);
                    let new = self.new_columns.iter().find(|new| new.field == *field);
                    let label = new.map_or(described.label, |new| new.label.as_str());
                    let then = view.cell(&Record::new(record.id).with(*field, value.clone()), *field);
                    let or_none = |text: String| if text.is_empty() { "(empty)".to_string() } else { text };
                    format!("{label}: {} → {}", or_none(view.cell(record, *field)), or_none(then))
                })
                .collect();
            (!turned.is_empty()).then(|| format!("{} {}", records.called(record.id), turned.join("; ")))
        };
        self.good.iter().filter_map(line).collect()
    }

    fn why_nothing(&self, existing: Existing) -> &'static str {
        match (self.matches().count(), existing) {
            _ if self.total == 0 => "the file has no rows",
            (0, _) => "every row is refused",
            (_, Existing::Skip) => "the rows look like records that are here; they can be updated or added",
            (_, _) => "no row says anything that is not here already",
        }
    }
}

/// The values with what the sheet says beyond the fields: lines below the text that comes, or else that is here. What
/// is here already is not said twice.
fn with_kept(
    kind: Kind,
    mut values: Vec<(usize, Value)>,
    row: &PreviewRow,
    record: Option<&Record>,
) -> Vec<(usize, Value)> {
    let Some(field) = kind.spec().keeps.filter(|_| !row.kept.is_empty()) else { return values };
    let at = values.iter().position(|(f, _)| *f == field);
    let mut text = match (at.map(|at| &values[at].1), record) {
        (Some(Value::Text(text)), _) => text.to_string(),
        (None, Some(record)) => record.text(field).to_string(),
        _ => String::new(),
    };
    for line in row.kept.iter().filter(|line| !line.trim().is_empty()) {
        if !text.contains(line.as_str()) {
            text = if text.is_empty() { line.clone() } else { format!("{text}\n{line}") };
        }
    }
    let value = (field, Value::text(text));
    match at {
        Some(at) => values[at] = value,
        None => values.push(value),
    }
    values
}

/// Whether an action of this title is about a record.
fn has_action(records: &Records, about: Id, title: &str) -> bool {
    records.linked(about, Kind::Action, action::ABOUT).any(|action| !action.hidden && action.title() == title)
}

struct Plan<'a> {
    preview: &'a Preview,
    records: &'a Records,
    /// Real ids of people and suppliers that were provisional.
    real: HashMap<Id, Id>,
    /// Own columns that are new: the field under which the rows hold them, and the one that they have.
    own: HashMap<usize, usize>,
    people: HashMap<Kind, NameIndex>,
    newcomers: Change,
    /// The interview that answers belong to.
    frame: Option<Id>,
    /// The row that each record comes from.
    from: HashMap<Id, usize>,
    rows: Change,
    /// The next id of each kind.
    next: HashMap<Kind, u32>,
    added: usize,
    updated: usize,
}

impl<'a> Plan<'a> {
    fn new(preview: &'a Preview, records: &'a Records) -> Plan<'a> {
        let given = preview.good.iter().filter_map(|r| r.id).map(|id| id.n + 1).max().unwrap_or(0);
        let first = records.next_id(preview.kind).n.max(given);
        Plan {
            preview,
            records,
            real: HashMap::new(),
            own: HashMap::new(),
            people: HashMap::new(),
            newcomers: Change::new(""),
            frame: None,
            from: HashMap::new(),
            rows: Change::new(""),
            next: HashMap::from([(preview.kind, first)]),
            added: 0,
            updated: 0,
        }
    }

    fn row(&mut self, row: &PreviewRow, existing: Existing) -> Result<(), String> {
        match (row.looks_like, existing) {
            (Some(_), Existing::Skip) => Ok(()),
            (Some(found), Existing::Update) if found.exact => self.update(row, found.id),
            (Some(_), Existing::Update) => Ok(()),
            (Some(_), Existing::Add) if self.preview.kind.is_single() => {
                Err(format!("there is only one {} in a file; it can be updated", self.preview.kind.spec().name))
            }
            _ => self.add(row),
        }
    }

    fn add(&mut self, row: &PreviewRow) -> Result<(), String> {
        // Another session may have taken the id since the preview.
        let free = row.id.filter(|id| self.records.get(*id).is_none());
        let id = free.unwrap_or_else(|| self.next_id(self.preview.kind));
        if id.kind == Kind::Item && row.looks_like.is_some() && !row.values.iter().any(|(f, _)| *f == item::TITLE) {
            return Err(format!("row {}: a clause or control of the standard cannot be added twice", row.number));
        }
        let values: Vec<_> = row.values.iter().map(|(field, v)| (self.real_field(*field), self.settle(v))).collect();
        let mut values = with_kept(self.preview.kind, values, row, None);
        if self.preview.kind == Kind::Answer && !values.iter().any(|(f, _)| *f == answer::INTERVIEW) {
            values.push((answer::INTERVIEW, Value::Ref(self.interview())));
            values.push((answer::POSITION, Value::Number(self.added as i64)));
        }
        self.rows = std::mem::replace(&mut self.rows, Change::new("")).create(id, values);
        self.from.insert(id, row.number);
        self.added += 1;
        self.actions(row, id);
        Ok(())
    }

    /// Makes an action of each thing that the sheet says is to be done about a record, unless it is there.
    fn actions(&mut self, row: &PreviewRow, about: Id) {
        for text in &row.actions {
            let title = first_line(text);
            if has_action(self.records, about, &title) {
                continue;
            }
            let mut values = vec![
                (action::TITLE, Value::text(&title)),
                (action::STATE, action::State::Open.value()),
                (action::PURPOSE, action::Purpose::Corrective.value()),
                (action::ABOUT, Value::refs([about])),
            ];
            if text.trim() != title {
                values.push((action::NOTES, Value::text(text.trim())));
            }
            let id = self.next_id(Kind::Action);
            self.rows = std::mem::replace(&mut self.rows, Change::new("")).create(id, values);
            self.from.insert(id, row.number);
        }
    }

    fn update(&mut self, row: &PreviewRow, id: Id) -> Result<(), String> {
        let record = self.records.live(id).ok_or_else(|| {
            format!(
                "nothing was taken in: {id}, which row {} belongs to, is gone; look at the preview again",
                row.number
            )
        })?;
        let title = self.preview.kind.spec().title;
        let wanted = row.values.iter().filter(|(field, _)| !(row.title_made && *field == title));
        let wanted: Vec<(usize, Value)> =
            wanted.map(|(field, value)| (self.real_field(*field), self.settle(value))).collect();
        let wanted = with_kept(self.preview.kind, wanted, row, Some(record));
        let values: Vec<_> = wanted.into_iter().filter(|(field, value)| record.value(*field) != value).collect();
        if !values.is_empty() {
            self.rows = std::mem::replace(&mut self.rows, Change::new("")).set(record, values);
            self.from.insert(id, row.number);
            self.updated += 1;
        }
        let before = self.rows.edits.len();
        self.actions(row, id);
        self.updated += usize::from(self.rows.edits.len() > before);
        Ok(())
    }

    /// The value with real ids in the place of provisional ones.
    fn settle(&mut self, value: &Value) -> Value {
        match value {
            Value::Ref(id) => Value::Ref(self.real_id(*id)),
            Value::Refs(ids) => Value::refs(ids.iter().map(|id| self.real_id(*id)).collect::<Vec<_>>()),
            other => other.clone(),
        }
    }

    /// The field of an own column, made with the first row that fills it; any other field is itself.
    fn real_field(&mut self, field: usize) -> usize {
        let Some(new) = self.preview.new_columns.iter().find(|new| new.field == field) else { return field };
        if let Some(real) = self.own.get(&field) {
            return *real;
        }
        let kind = self.preview.kind;
        // Somebody may have added it since the preview.
        let here = self.records.own(kind).find(|(_, f)| super::fold::same(f.label) == super::fold::same(&new.label));
        let real = here.map(|(at, _)| at).unwrap_or_else(|| {
            let id = self.next_id(Kind::OwnColumn);
            let mut values = vec![
                (own_column::LABEL, Value::text(&new.label)),
                (own_column::OF, Value::text(kind.spec().table)),
                (own_column::SORT, new.sort.value()),
                (own_column::WORDS, Value::text(new.words.join("\n"))),
            ];
            values.retain(|(_, value)| !value.is_empty());
            self.newcomers = std::mem::replace(&mut self.newcomers, Change::new("")).create(id, values);
            own::field_of(id.n)
        });
        self.own.insert(field, real);
        real
    }

    fn real_id(&mut self, id: Id) -> Id {
        let Some(i) = id.n.checked_sub(PROVISIONAL) else { return id };
        if let Some(real) = self.real.get(&id) {
            return *real;
        }
        let new = &self.preview.newcomers[i as usize];
        let names = self.people.entry(new.kind).or_insert_with(|| NameIndex::of(self.records, new.kind));
        // Somebody may have added this person since the preview.
        let real = match names.named(&new.name) {
            NameMatch::One(id) => id,
            _ => self.welcome(i as usize),
        };
        self.real.insert(id, real);
        real
    }

    fn welcome(&mut self, i: usize) -> Id {
        let new = &self.preview.newcomers[i];
        let id = self.next_id(new.kind);
        let values = match new.kind {
            Kind::Person => vec![(person::NAME, Value::text(&new.name)), (person::EMAIL, Value::text(&new.email))],
            Kind::Evidence => vec![(evidence::TITLE, Value::text(&new.name))],
            Kind::Training => vec![(training::TITLE, Value::text(&new.name))],
            _ => vec![(supplier::NAME, Value::text(&new.name))],
        };
        let values = values.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        self.newcomers = std::mem::replace(&mut self.newcomers, Change::new("")).create(id, values);
        id
    }

    /// The interview that answers of a sheet belong to, in a round of its own.
    fn interview(&mut self) -> Id {
        if let Some(id) = self.frame {
            return id;
        }
        let source = &self.preview.source;
        let here = brought::round(self.records, source).map(|round| round.id);
        let round = here.unwrap_or_else(|| self.next_id(Kind::Round));
        let interview = self.next_id(Kind::Interview);
        let frame = std::mem::replace(&mut self.newcomers, Change::new(""));
        let frame = match here {
            Some(_) => frame,
            None => frame.create(round, brought::of_round(source)),
        };
        self.newcomers = frame.create(interview, brought::of_interview(source, round));
        self.frame = Some(interview);
        interview
    }

    fn next_id(&mut self, kind: Kind) -> Id {
        let next = self.next.entry(kind).or_insert_with(|| self.records.next_id(kind).n);
        let id = Id::new(kind, *next);
        *next += 1;
        id
    }

    /// Newcomers first, so that every reference points at something that is there.
    fn change(self) -> Change {
        let spec = self.preview.kind.spec();
        let rows = self.added + self.updated;
        let name = if rows == 1 { spec.name } else { spec.plural };
        let updated = if self.updated > 0 { format!(" ({} updated)", self.updated) } else { String::new() };
        let from =
            if self.preview.source.is_empty() { String::new() } else { format!(" from {}", self.preview.source) };
        let mut change = Change::new(format!("import of {rows} {name}{updated}{from}")).by(Road::Import);
        change.edits = self.newcomers.edits;
        change.edits.extend(self.rows.edits);
        change
    }
}
