//! The values of a record, by field. Most fields of most records are empty; only what is there takes room. Values that
//! many records have, such as a word, a day or a person, may be there once for all of them.

use super::{own, value::Value};
use std::{
    collections::BTreeMap,
    ops::{Index, IndexMut},
    sync::Arc,
};

/// Fields that a kind may have.
pub const MOST: usize = 64;

/// One value for each field of a kind.
#[derive(Clone, Debug)]
pub struct Values {
    /// How many fields there are.
    len: u8,
    /// The fields that have a place in `held`, one bit each.
    has: u64,
    held: Box<[Arc<Value>]>,
    /// Those of own columns, by their field; most records have none.
    #[expect(clippy::box_collection, reason = "a word a record instead of three; most have none")]
    own: Option<Box<BTreeMap<usize, Value>>>,
}

impl Values {
    /// So many empty fields.
    pub fn empty(len: usize) -> Values {
        assert!(len <= MOST, "a kind has {len} fields");
        Values { len: len as u8, has: 0, held: Box::default(), own: None }
    }
    /// So many fields, of which some are there, in their order; none of those is empty. `room` is how many are expected.
    pub fn of(len: usize, room: usize, some: impl Iterator<Item = (usize, Arc<Value>)>) -> Values {
        let (mut values, mut held) = (Values::empty(len), Vec::with_capacity(room));
        for (field, value) in some {
            debug_assert!(values.has >> field == 0, "they come in the order of fields");
            values.has |= 1 << field;
            held.push(value);
        }
        values.held = held.into();
        values
    }
    pub fn len(&self) -> usize {
        usize::from(self.len)
    }
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }
    /// How many fields are there.
    pub fn held(&self) -> usize {
        self.held.len()
    }
    /// Sets one value; an empty one takes no room.
    pub fn set(&mut self, field: usize, value: Value) {
        if own::is_own(field) {
            self.set_own(field, value);
            return;
        }
        if self.has(field) {
            let at = self.place(field);
            self.held[at] = Arc::new(value);
        } else if value != Value::Empty {
            self.insert(field, Arc::new(value));
        }
    }
    fn set_own(&mut self, field: usize, value: Value) {
        let held = self.own.get_or_insert_default();
        match value {
            Value::Empty => held.remove(&field),
            value => held.insert(field, value),
        };
        if held.is_empty() {
            self.own = None;
        }
    }
    /// The own columns that are filled, in the order of their fields.
    pub fn own(&self) -> impl Iterator<Item = (usize, &Value)> {
        self.own.iter().flat_map(|held| held.iter()).filter(|(_, v)| **v != Value::Empty).map(|(at, v)| (*at, v))
    }
    /// Every described field, empty or not, and every own column that is filled here or there.
    pub fn fields_of_both(&self, other: &Values) -> Vec<usize> {
        let mut own: Vec<usize> = self.own().chain(other.own()).map(|(at, _)| at).collect();
        own.sort_unstable();
        own.dedup();
        (0..self.len().max(other.len())).chain(own).collect()
    }
    /// The values of the described fields.
    pub fn iter(&self) -> Iter<'_> {
        Iter { values: self, next: 0 }
    }
    pub fn contains(&self, value: &Value) -> bool {
        self.iter().chain(self.own().map(|(_, held)| held)).any(|held| held == value)
    }

    fn has(&self, field: usize) -> bool {
        assert!(field < self.len(), "field {field} of {}", self.len);
        self.has >> field & 1 == 1
    }
    fn insert(&mut self, field: usize, value: Arc<Value>) {
        let at = self.place(field);
        let mut held = std::mem::take(&mut self.held).into_vec();
        held.insert(at, value);
        self.held = held.into();
        self.has |= 1 << field;
    }
    /// Where a field has its place in `held`, or would have it.
    fn place(&self, field: usize) -> usize {
        (self.has & ((1 << field) - 1)).count_ones() as usize
    }
}

impl Index<usize> for Values {
    type Output = Value;
    fn index(&self, field: usize) -> &Value {
        if own::is_own(field) {
            return self.own.as_ref().and_then(|held| held.get(&field)).unwrap_or(&Value::Empty);
        }
        if self.has(field) { &self.held[self.place(field)] } else { &Value::Empty }
    }
}

impl IndexMut<usize> for Values {
    fn index_mut(&mut self, field: usize) -> &mut Value {
        if own::is_own(field) {
            return self.own.get_or_insert_default().entry(field).or_default();
        }
        if !self.has(field) {
            self.insert(field, Arc::default());
        }
        let at = self.place(field);
        Arc::make_mut(&mut self.held[at])
    }
}

impl PartialEq for Values {
    fn eq(&self, other: &Values) -> bool {
        self.len == other.len && self.iter().eq(other.iter()) && self.own().eq(other.own())
    }
}
impl Eq for Values {}

/// Every value in the order of the fields, empty ones too.
#[derive(Clone, Debug)]
pub struct Iter<'a> {
    values: &'a Values,
    next: usize,
}

impl<'a> Iterator for Iter<'a> {
    type Item = &'a Value;
    fn next(&mut self) -> Option<&'a Value> {
        if self.next == self.values.len() {
            return None;
        }
        self.next += 1;
        Some(&self.values[self.next - 1])
    }
}

impl<'a> IntoIterator for &'a Values {
    type Item = &'a Value;
    type IntoIter = Iter<'a>;
    fn into_iter(self) -> Iter<'a> {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn they_are_what_a_list_of_all_values_is(
            sets in prop::collection::vec((0..MOST, prop::option::of(0..3_i64), any::<bool>()), 0..80),
        ) {
            let (mut plain, mut values) = (vec![Value::Empty; MOST], Values::empty(MOST));
            for (field, number, by_index) in sets {
                let value = number.map_or(Value::Empty, Value::Number);
                plain[field] = value.clone();
                if by_index { values[field] = value } else { values.set(field, value) }
            }
            prop_assert!(values.iter().eq(plain.iter()) && (0..MOST).all(|i| values[i] == plain[i]));
            prop_assert_eq!(values.contains(&Value::Number(1)), plain.contains(&Value::Number(1)));
            let some = || plain.iter().cloned().enumerate().filter(|(_, v)| !v.is_empty()).map(|(i, v)| (i, Arc::new(v)));
            prop_assert_eq!(&Values::of(MOST, 3, some()), &values);
            prop_assert_eq!(&Values::of(MOST, 70, some()), &values);
            let mut again = Values::empty(MOST);
            plain.iter().enumerate().for_each(|(i, value)| again.set(i, value.clone()));
            prop_assert_eq!(again, values);
        }
    }

    #[test]
    fn own_columns_stand_beside_the_fields_and_an_empty_one_is_none() {
        let (mut values, mut other) = (Values::empty(3), Values::empty(3));
        let at = own::field_of(2);
        assert!(values[at] == Value::Empty && values.own().next().is_none());
        values.set(at, Value::text("x"));
        assert!(values != other && values[at] == Value::text("x") && values.contains(&Value::text("x")));
        assert_eq!(values.fields_of_both(&other), [0, 1, 2, at]);
        values.set(at, Value::Empty);
        other[at] = Value::Empty;
        assert!(values == other && values.own.is_none());
    }

    #[test]
    fn what_is_empty_takes_no_room() {
        let mut values = Values::empty(37);
        values.set(5, Value::Number(1));
        values.set(36, Value::Empty);
        assert_eq!((values.held(), values.len()), (1, 37));
        assert!(values[36] == Value::Empty && values[5] == Value::Number(1));
    }

    #[test]
    fn a_value_that_others_have_too_is_changed_for_one_alone() {
        let shared = Arc::new(Value::Number(1));
        let one = || Values::of(3, 1, std::iter::once((1, shared.clone())));
        let (mut changed, mut set, kept) = (one(), one(), one());
        changed[1] = Value::Number(2);
        set.set(1, Value::Empty);
        assert!(changed[1] == Value::Number(2) && set[1] == Value::Empty && kept[1] == Value::Number(1));
    }
}
