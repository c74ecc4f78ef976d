//! Several questions that come into an interview at once.

use super::{FieldValues, STEP};
use crate::domain::{
    change::Change,
    id::Id,
    kind::Kind,
    kinds::{answer, interview},
    records::View,
    value::Value,
};

/// New questions right after another one, or at the end if none is named, as one step. The first new answer has the id that
/// [`Records::next_id`](crate::domain::Records::next_id) gives now.
pub fn all_after(view: View, interview: Id, after: Option<Id>, questions: Vec<FieldValues>, label: String) -> Change {
    let list = interview::answers(view, interview);
    let at = after.and_then(|id| list.iter().position(|a| a.id == id)).map_or(list.len(), |i| i + 1);
    let (before, behind) = list.split_at(at);
    let mut change = Change::new(label);
    let place = |n: usize| Value::Number((n as i64 + 1) * STEP);
    let number = |change: Change, a: &crate::domain::Record, n: usize| match a.value(answer::POSITION) == &place(n) {
        true => change,
        false => change.set(a, vec![(answer::POSITION, place(n))]),
    };
    for (n, a) in before.iter().enumerate() {
        change = number(change, a, n);
    }
    let count = questions.len();
    let mut id = view.records.next_id(Kind::Answer);
    for (n, mut values) in questions.into_iter().enumerate() {
        values.extend([(answer::INTERVIEW, Value::Ref(interview)), (answer::POSITION, place(at + n))]);
        change = change.create(id, values);
        id.n += 1;
    }
    for (n, a) in behind.iter().enumerate() {
        change = number(change, a, at + count + n);
    }
    change
}
