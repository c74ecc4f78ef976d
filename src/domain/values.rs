//! The values of a record, by field. Most fields of most records are empty; only what is there takes room.

use super::value::Value;
use std::ops::{Index, IndexMut};

/// Fields that a kind may have.
pub const MOST: usize = 64;

/// One value for each field of a kind.
#[derive(Clone, Debug)]
pub struct Values {
    /// How many fields there are.
    len: u8,
    /// The fields that have a place in `held`, one bit each.
    has: u64,
    held: Vec<Value>,
}

impl Values {
    /// So many empty fields.
    pub fn empty(len: usize) -> Values {
        assert!(len <= MOST, "a kind has {len} fields");
        Values { len: len as u8, has: 0, held: Vec::new() }
    }
    pub fn len(&self) -> usize {
        usize::from(self.len)
    }
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }
    /// Sets one value; an empty one takes no room.
    pub fn set(&mut self, field: usize, value: Value) {
        if value != Value::Empty || self.has(field) {
            self[field] = value;
        }
    }
    /// So many fields of which those are there that follow each other in `some`, in room for `most`.
    pub fn of(len: usize, most: usize, some: impl Iterator<Item = (usize, Value)>) -> Values {
        let mut values = Values { held: Vec::with_capacity(most), ..Values::empty(len) };
        for (field, value) in some.filter(|(_, value)| *value != Value::Empty) {
            // Those before it stand in their places already.
            match values.has >> field {
                0 => {
                    values.held.push(value);
                    values.has |= 1 << field;
                }
                _ => values[field] = value,
            }
        }
        values.fit();
        values
    }
    /// How many fields are there.
    pub fn held(&self) -> usize {
        self.held.len()
    }
    /// Gives back what room is left over.
    pub fn fit(&mut self) {
        self.held.shrink_to_fit();
    }
    pub fn iter(&self) -> Iter<'_> {
        Iter { values: self, next: 0 }
    }
    pub fn contains(&self, value: &Value) -> bool {
        self.iter().any(|held| held == value)
    }

    fn has(&self, field: usize) -> bool {
        assert!(field < self.len(), "field {field} of {}", self.len);
        self.has >> field & 1 == 1
    }
    /// Where a field has its place in `held`, or would have it.
    fn place(&self, field: usize) -> usize {
        (self.has & ((1 << field) - 1)).count_ones() as usize
    }
}

impl Index<usize> for Values {
    type Output = Value;
    fn index(&self, field: usize) -> &Value {
        if self.has(field) { &self.held[self.place(field)] } else { &Value::Empty }
    }
}

impl IndexMut<usize> for Values {
    fn index_mut(&mut self, field: usize) -> &mut Value {
        let at = self.place(field);
        if !self.has(field) {
            self.held.insert(at, Value::Empty);
            self.has |= 1 << field;
        }
        &mut self.held[at]
    }
}

impl PartialEq for Values {
    fn eq(&self, other: &Values) -> bool {
        self.len == other.len && self.iter().eq(other.iter())
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
                values.fit();
            }
            prop_assert!(values.iter().eq(plain.iter()) && (0..MOST).all(|i| values[i] == plain[i]));
            prop_assert_eq!(values.contains(&Value::Number(1)), plain.contains(&Value::Number(1)));
            let some = || plain.iter().cloned().enumerate();
            prop_assert_eq!(&Values::of(MOST, 3, some()), &values);
            prop_assert_eq!(&Values::of(MOST, 70, some().rev()), &values);
            let mut again = Values::empty(MOST);
            plain.iter().enumerate().for_each(|(i, value)| again.set(i, value.clone()));
            prop_assert_eq!(again, values);
        }
    }

    #[test]
    fn what_is_empty_takes_no_room() {
        let mut values = Values::empty(37);
        values.set(5, Value::Number(1));
        values.set(36, Value::Empty);
        values.fit();
        assert_eq!((values.held.len(), values.held.capacity(), values.len()), (1, 1, 37));
        assert!(values[36] == Value::Empty && values[5] == Value::Number(1));
    }
}
