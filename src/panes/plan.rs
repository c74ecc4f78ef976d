//! The question list of an interview: what to ask, in which order, with the guide beside it.

use crate::{
    app::World,
    domain::{Change, Id, Record, Value, rounds},
};

/// Distance between the positions of two questions.
pub const STEP: i64 = rounds::STEP;

/// The highest position in an interview, 0 if it has no question.
pub fn last_position(world: &World, interview: Id) -> i64 {
    rounds::last_position(world.view(), interview)
}

/// The values of the same question asked again in an interview; see [`rounds::copy_of`].
pub fn copy_of(answer: &Record, interview: Id, position: i64) -> Vec<(usize, Value)> {
    rounds::copy_of(answer, interview, position)
}

/// A new question right after another one, or at the end; see [`rounds::insert_after`].
pub fn insert_after(world: &World, interview: Id, after: Option<Id>, values: Vec<(usize, Value)>) -> Change {
    rounds::insert_after(world.view(), interview, after, values)
}
