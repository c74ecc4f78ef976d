//! What a gate can see: one record, who points at it, the risk method, the day. Never a list of all records.

use crate::domain::{
    change::{Change, Edit},
    field::Type,
    gate::Road,
    id::Id,
    kind::Kind,
    matrix::Matrix,
    own,
    record::Record,
    records::View,
    value::Value,
};
use jiff::civil::Date;
use std::{
    borrow::Cow,
    cell::OnceCell,
    collections::{BTreeMap, HashMap},
};

/// The records near a change. Long texts may be [`Value::Unread`]: a gate asks whether a text is there, never what it
/// says.
pub trait Near {
    /// The record, hidden or not.
    fn record(&self, id: Id) -> Option<Cow<'_, Record>>;
    /// Ids of records that are not hidden and point at `id`, with the field that does.
    fn pointing_at(&self, id: Id) -> Vec<(Id, usize)>;
    /// Those of one kind that point with one field.
    fn linked_to(&self, id: Id, (kind, field): (Kind, usize)) -> Vec<Id> {
        let all = self.pointing_at(id).into_iter().filter(|(from, f)| from.kind == kind && *f == field);
        all.map(|(from, _)| from).collect()
    }
    /// The id that a further record of a kind gets.
    fn next_id(&self, kind: Kind) -> Id;
    /// The risk method in force.
    fn matrix(&self) -> Cow<'_, Matrix>;
    fn today(&self) -> Date;
}

impl Near for View<'_> {
    fn record(&self, id: Id) -> Option<Cow<'_, Record>> {
        self.records.get(id).map(Cow::Borrowed)
    }
    fn pointing_at(&self, id: Id) -> Vec<(Id, usize)> {
        self.records.pointing_at(id).map(|(r, field)| (r.id, field)).collect()
    }
    /// The others are not even looked up: a system may have a thousand answers and one document.
    fn linked_to(&self, id: Id, (kind, field): (Kind, usize)) -> Vec<Id> {
        self.records.linked(id, kind, field).map(|r| r.id).collect()
    }
    fn next_id(&self, kind: Kind) -> Id {
        self.records.next_id(kind)
    }
    fn matrix(&self) -> Cow<'_, Matrix> {
        Cow::Borrowed(self.records.matrix())
    }
    fn today(&self) -> Date {
        self.today
    }
}

/// The record unless it is hidden.
pub(super) fn live(near: &dyn Near, id: Id) -> Option<Cow<'_, Record>> {
    near.record(id).filter(|r| !r.hidden)
}

/// Live records that point at `id` with a field.
pub fn linked(near: &dyn Near, id: Id, field: (Kind, usize)) -> impl Iterator<Item = Cow<'_, Record>> {
    near.linked_to(id, field).into_iter().filter_map(|from| live(near, from))
}

/// Whether words that were there are others now. What was empty is only completed; of a text that was not read the file
/// asks again, which knows it.
pub(super) fn is_other(was: &Value, now: &Value) -> bool {
    !was.is_empty() && *was != Value::Unread && was != now
}

/// The record that an edit makes or sets, before and after it; one that is made is empty before.
pub fn around(near: &dyn Near, edit: &Edit) -> Option<(Record, Record)> {
    let (Edit::Create { id, values, .. } | Edit::Set { id, values, .. }) = edit else { return None };
    let before = near.record(*id).map_or_else(|| Record::new(*id), Cow::into_owned);
    let after = values.iter().fold(before.clone(), |r, (field, value)| r.with(*field, value.clone()));
    Some((before, after))
}

/// The records as they will stand: others laid over those that are there.
pub struct After<'a> {
    base: &'a dyn Near,
    over: BTreeMap<Id, Record>,
    /// Who of the records laid over points at whom, found when somebody asks first.
    pointing: OnceCell<HashMap<Id, Vec<(Id, usize)>>>,
}

impl<'a> After<'a> {
    /// Nothing laid over yet.
    pub fn of(base: &'a dyn Near) -> After<'a> {
        After { base, over: BTreeMap::new(), pointing: OnceCell::new() }
    }
    /// Lays a record over, as it will be.
    pub fn put(&mut self, record: Record) {
        self.over.insert(record.id, record);
        self.pointing.take();
    }
    /// The pointers of all records laid over, by where they point: an import asks for each of its records.
    fn pointers(&self) -> &HashMap<Id, Vec<(Id, usize)>> {
        self.pointing.get_or_init(|| {
            let mut all: HashMap<Id, Vec<(Id, usize)>> = HashMap::new();
            for record in self.over.values().filter(|r| !r.hidden) {
                record.links().for_each(|(field, to)| all.entry(to).or_default().push((record.id, field)));
            }
            all
        })
    }
    /// Lays over what a change makes of the records.
    pub fn apply(&mut self, change: &Change) {
        for edit in &change.edits {
            let mut record = match (edit, self.record(edit.id())) {
                (Edit::Create { id, .. }, _) => Record::new(*id),
                (_, Some(record)) => Record { rev: record.rev + 1, ..record.into_owned() },
                (_, None) => continue,
            };
            match edit {
                Edit::Create { values, .. } if change.road == Road::Import => {
                    values.iter().for_each(|(field, value)| laid(&mut record, *field, value));
                }
                Edit::Create { values, .. } | Edit::Set { values, .. } => {
                    let known = values.iter().filter(|(field, v)| {
                        *v != Value::Unread && (own::is_own(*field) || *field < record.values.len())
                    });
                    let known: Vec<_> = known.cloned().collect();
                    known.into_iter().for_each(|(field, value)| record.values[field] = value);
                }
                Edit::Hide { hidden, .. } => record.hidden = *hidden,
            }
            self.put(record);
        }
    }
}

/// Lays a value of an imported record over. There may be very many of them, so long texts stay where they are.
fn laid(record: &mut Record, field: usize, value: &Value) {
    let Some(described) = own::stored(record.id.kind, field) else { return };
    let is_long = matches!(described.typ, Type::Long) && !described.ruled;
    match value {
        Value::Unread => {}
        Value::Text(text) if is_long && !text.trim_start().is_empty() => record.values.set(field, Value::Unread),
        value => record.values.set(field, value.clone()),
    }
}

impl Near for After<'_> {
    fn record(&self, id: Id) -> Option<Cow<'_, Record>> {
        self.over.get(&id).map(Cow::Borrowed).or_else(|| self.base.record(id))
    }
    fn pointing_at(&self, id: Id) -> Vec<(Id, usize)> {
        let mut all = self.base.pointing_at(id);
        all.retain(|(from, _)| !self.over.contains_key(from));
        all.extend(self.pointers().get(&id).into_iter().flatten());
        all
    }
    fn next_id(&self, kind: Kind) -> Id {
        let laid = self.over.range(Id::new(kind, 0)..=Id::new(kind, u32::MAX)).next_back();
        let base = self.base.next_id(kind);
        laid.map_or(base, |(id, _)| base.max(Id::new(kind, id.n + 1)))
    }
    fn matrix(&self) -> Cow<'_, Matrix> {
        self.base.matrix()
    }
    fn today(&self) -> Date {
        self.base.today()
    }
}
