//! How rounds and their interviews are worked: the order of questions, the next free time, an audit that starts from
//! an earlier round, and the facts of a recap.
//!
//! It says what would change and writes nothing; which questions to ask is the framework's matter.

use super::{
    change::{Change, Edit},
    id::Id,
    kind::Kind,
    kinds::{
        answer::{self, Verdict},
        interview,
    },
    notes::{self, Mark},
    record::Record,
    records::View,
    value::Value,
};

/// Distance between the positions of two questions, so that others fit between.
pub const STEP: i64 = 100;

/// Field values of a record.
pub type Values = Vec<(usize, Value)>;

/// The highest position in an interview, 0 if it has no question.
pub fn last_position(view: View, interview: Id) -> i64 {
    view.records
        .linked(interview, Kind::Answer, answer::INTERVIEW)
        .filter_map(|a| a.number(answer::POSITION))
        .max()
        .unwrap_or(0)
}

/// The values of the same question asked again in an interview: no verdict, no note; the old answer stands behind it.
pub fn copy_of(answer: &Record, interview: Id, position: i64) -> Values {
    const KEPT: [usize; 5] = [answer::QUESTION, answer::ITEM, answer::KEY, answer::SOURCE, answer::SYSTEMS];
    let kept = KEPT.iter().filter(|f| !answer.value(**f).is_empty()).map(|f| (*f, answer.value(*f).clone()));
    let mut values: Values = kept.collect();
    values.extend([
        (answer::INTERVIEW, Value::Ref(interview)),
        (answer::POSITION, Value::Number(position)),
        (answer::BASE, Value::Ref(answer.id)),
    ]);
    values
}

/// A new question right after another one, or at the end if none is named.
///
/// It gets the position in the middle; where no number is free between two questions, all are numbered anew. The new
/// answer has the id that [`Records::next_id`](super::Records::next_id) gives now.
pub fn insert_after(view: View, interview: Id, after: Option<Id>, values: Values) -> Change {
    let list = interview::answers(view, interview);
    let at = after.and_then(|id| list.iter().position(|a| a.id == id)).map_or(list.len(), |i| i + 1);
    let mut change = Change::new(format!("question added to {interview}"));
    let position = match position_at(&list, at) {
        Some(position) => position,
        None => {
            for (i, a) in list.iter().enumerate() {
                let place = if i < at { i } else { i + 1 };
                change = number(change, a, place);
            }
            (at as i64 + 1) * STEP
        }
    };
    let mut all: Values =
        values.into_iter().filter(|(f, _)| ![answer::INTERVIEW, answer::POSITION].contains(f)).collect();
    all.extend([(answer::INTERVIEW, Value::Ref(interview)), (answer::POSITION, Value::Number(position))]);
    change.create(view.records.next_id(Kind::Answer), all)
}

/// A free position before place `at` of a list; nothing if its neighbours leave none.
fn position_at(list: &[&Record], at: usize) -> Option<i64> {
    let number = |a: &&Record| a.number(answer::POSITION);
    let before = match at.checked_sub(1).and_then(|i| list.get(i)) {
        Some(a) => number(a)?,
        None => 0,
    };
    match list.get(at) {
        None => Some(before + STEP),
        Some(a) => Some((before + number(a)?) / 2).filter(|middle| *middle > before),
    }
}

/// Gives a question the number of its place, if it has another one.
fn number(change: Change, answer: &Record, place: usize) -> Change {
    let position = (place as i64 + 1) * STEP;
    match answer.number(answer::POSITION) == Some(position) {
        true => change,
        false => change.set(answer, vec![(answer::POSITION, Value::Number(position))]),
    }
}
