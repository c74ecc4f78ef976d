//! What differs between two states of records: which came, which went, and which fields have another value.

use super::{field::Field, id::Id, kind::Kind, own, record::Record, records::Records, value::Value};

/// A field with both values, as the file writes them; an own column by its label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turned {
    pub field: String,
    pub before: String,
    pub after: String,
}

/// What became of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Became {
    Added,
    Removed,
    Changed,
}

impl Became {
    /// Its word in JSON.
    pub fn word(&self) -> &'static str {
        match self {
            Became::Added => "added",
            Became::Removed => "removed",
            Became::Changed => "changed",
        }
    }
    /// Its sign in text.
    pub fn sign(&self) -> char {
        match self {
            Became::Added => '+',
            Became::Removed => '-',
            Became::Changed => '~',
        }
    }
}

/// A record that is not the same in both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub id: Id,
    pub title: String,
    pub became: Became,
    pub fields: Vec<Turned>,
}

/// Every record that differs, in the order of kinds and ids. Of what was deleted only that it went is said.
pub fn between(old: &Records, new: &Records) -> Vec<Difference> {
    let mut found = Vec::new();
    for kind in Kind::ALL {
        let mut ids: Vec<Id> = old.all(*kind).chain(new.all(*kind)).map(|r| r.id).collect();
        ids.sort_unstable();
        ids.dedup();
        let called = |at: usize| match new.field(*kind, at) {
            field if field.shown() => field.label,
            _ => old.field(*kind, at).label,
        };
        found.extend(ids.into_iter().filter_map(|id| of(id, old.live(id), new.live(id), &called)));
    }
    found
}

/// Every value of every record, as if all of them had come: a text in which each change is a line.
pub fn all(records: &Records) -> Vec<Difference> {
    between(&Records::default(), records)
}

fn of(
    id: Id,
    old: Option<&Record>,
    new: Option<&Record>,
    called: &dyn Fn(usize) -> &'static str,
) -> Option<Difference> {
    let shown = new.or(old)?;
    let became = match (old, new) {
        (None, _) => Became::Added,
        (_, None) => Became::Removed,
        _ => Became::Changed,
    };
    let nothing = Record::new(id);
    let (before, after) = (old.unwrap_or(&nothing), new.unwrap_or(&nothing));
    let all = before.values.fields_of_both(&after.values).into_iter();
    let stored = |at: usize| own::stored(id.kind, at).filter(|field| field.stored());
    let name = |at: usize, field: &Field| if own::is_own(at) { called(at) } else { field.name }.to_string();
    let one = |at: usize| turned(name(at, stored(at)?), stored(at)?, before.value(at), after.value(at));
    let fields: Vec<Turned> = all.filter_map(one).collect();
    if fields.is_empty() && became == Became::Changed {
        return None;
    }
    Some(Difference { id, title: shown.title().to_string(), became, fields })
}

fn turned(name: String, field: &Field, before: &Value, after: &Value) -> Option<Turned> {
    if before == after {
        return None;
    }
    Some(Turned { field: name, before: before.written(field), after: after.written(field) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Change, kinds::risk};

    #[test]
    fn what_came_went_and_changed_is_found_and_the_same_is_not() {
        let named = |n: u32, title: &str| Record::new(Id::new(Kind::Risk, n)).with(risk::TITLE, Value::text(title));
        let (mut old, mut new) = (Records::default(), Records::default());
        old.put([named(1, "same"), named(2, "before"), named(3, "went"), named(5, "hidden")]);
        new.put([named(1, "same"), named(2, "after"), named(4, "came"), named(5, "hidden")]);
        let hide = Change::new("x").hide(new.get(Id::new(Kind::Risk, 5)).unwrap());
        new.apply(&hide);
        let found = between(&old, &new);
        let told: Vec<(u32, &str, char)> = found.iter().map(|d| (d.id.n, d.title.as_str(), d.became.sign())).collect();
        assert_eq!(told, [(2, "after", '~'), (3, "went", '-'), (4, "came", '+'), (5, "hidden", '-')]);
        let wanted = Turned { field: "title".into(), before: "before".into(), after: "after".into() };
        assert_eq!(found[0].fields, [wanted]);
        assert!(between(&old, &old).is_empty() && all(&old).len() == 4);
    }
}
