//! One row of one kind: an id, a revision, and a value for each described field.

use super::{
    decimal::Decimal,
    field::Type,
    id::Id,
    own,
    period::Period,
    value::{Stamp, Value},
    values::Values,
    words,
};
use jiff::civil::Date;
use serde_json::{Map, Value as Json};

/// A record. Fields are addressed by the constants of its kind, for example `system::OWNER`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    pub id: Id,
    /// Grows by one with each change; 1 after creation.
    pub rev: u32,
    /// Deleting is hiding: a hidden record keeps all its values and links.
    pub hidden: bool,
    /// One value for each field of the kind; derived fields stay empty.
    pub values: Values,
}

impl Record {
    /// An empty record of the kind of `id`, revision 1.
    pub fn new(id: Id) -> Record {
        Record { id, rev: 1, hidden: false, values: Values::empty(id.kind.spec().fields.len()) }
    }
    /// The same record with one value set.
    pub fn with(mut self, field: usize, value: Value) -> Record {
        self.values.set(field, value);
        self
    }

    pub fn value(&self, field: usize) -> &Value {
        &self.values[field]
    }
    /// The text of a line or long field; empty if there is none or it was not read.
    pub fn text(&self, field: usize) -> &str {
        match &self.values[field] {
            Value::Text(t) => t,
            _ => "",
        }
    }
    /// The record's name on screens: its title field.
    pub fn title(&self) -> &str {
        self.text(self.id.kind.spec().title)
    }
    pub fn number(&self, field: usize) -> Option<i64> {
        match self.values[field] {
            Value::Number(n) => Some(n),
            _ => None,
        }
    }
    pub fn decimal(&self, field: usize) -> Option<&Decimal> {
        match &self.values[field] {
            Value::Decimal(d) => Some(d),
            _ => None,
        }
    }
    pub fn date(&self, field: usize) -> Option<Date> {
        match self.values[field] {
            Value::Date(d) => Some(d),
            _ => None,
        }
    }
    pub fn period(&self, field: usize) -> Option<Period> {
        match self.values[field] {
            Value::Period(p) => Some(p),
            Value::Date(d) => Some(Period::Day(d)),
            _ => None,
        }
    }
    pub fn stamp(&self, field: usize) -> Option<Stamp> {
        match self.values[field] {
            Value::Stamp(s) => Some(s),
            _ => None,
        }
    }
    pub fn choice(&self, field: usize) -> Option<u8> {
        match self.values[field] {
            Value::Choice(i) => Some(i),
            _ => None,
        }
    }
    /// The codes of a field that holds several words of a list.
    pub fn words(&self, field: usize) -> impl Iterator<Item = &str> {
        words::codes(if let Value::Words(t) = &self.values[field] { t } else { "" })
    }
    pub fn one(&self, field: usize) -> Option<Id> {
        match self.values[field] {
            Value::Ref(id) => Some(id),
            _ => None,
        }
    }
    /// The records a reference field points to, one or many.
    pub fn refs(&self, field: usize) -> &[Id] {
        match &self.values[field] {
            Value::Refs(ids) => ids,
            Value::Ref(id) => std::slice::from_ref(id),
            Value::Carried(refs) => &refs.ids,
            _ => &[],
        }
    }
    /// Whether all long texts are here.
    pub fn is_read(&self) -> bool {
        !self.values.contains(&Value::Unread)
    }

    /// Every reference with the field that holds it.
    pub fn links(&self) -> impl Iterator<Item = (usize, Id)> + '_ {
        self.values.iter().enumerate().flat_map(|(field, value)| {
            let ids: &[Id] = match value {
                Value::Ref(id) => std::slice::from_ref(id),
                Value::Refs(ids) => ids,
                Value::Carried(refs) => &refs.ids,
                _ => &[],
            };
            ids.iter().map(move |id| (field, *id))
        })
    }

    /// The record as JSON with sorted keys: stored fields that are not empty, plus `id`, `rev`, `hidden` if so, and `own`
    /// where an own column is filled: id of its definition and text.
    ///
    /// This is the canonical form whose SHA-256 stands in the journal, so its shape never changes.
    pub fn to_json(&self) -> Json {
        let mut map = Map::new();
        for (field, value) in self.id.kind.spec().fields.iter().zip(&self.values) {
            if !matches!(field.typ, Type::Derived(_)) && !value.is_empty() {
                map.insert(field.name.to_string(), value.to_json(field));
            }
        }
        let own: Map<String, Json> =
            self.values.own().filter_map(|(at, v)| Some((own::key(at)?, own::json(v)))).collect();
        if !own.is_empty() {
            map.insert("own".into(), Json::Object(own));
        }
        map.insert("id".into(), Json::from(self.id.to_string()));
        map.insert("rev".into(), Json::from(self.rev));
        if self.hidden {
            map.insert("hidden".into(), Json::from(true));
        }
        Json::Object(map)
    }
}
