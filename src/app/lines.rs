//! Lines that were typed at a question and not taken yet: they wait for the same question, and survive the program.
//!
//! They are one setting of the person in the file, newest last.

use super::{Effect, World};
use crate::store::{Request, lines::{read, written}};

pub use crate::store::lines::SETTING;

/// The line that waits at a question.
pub fn left(world: &World, question: &str) -> Option<String> {
    let lines = read(world.setting(SETTING)?);
    lines.into_iter().find(|(q, _)| q == question).map(|(_, line)| line)
}

/// The setting with this line at the question, or none; `None` if that changes nothing.
pub fn with(world: &World, question: &str, line: Option<&str>) -> Option<String> {
    let mut lines = read(world.setting(SETTING).unwrap_or_default());
    let before = lines.clone();
    lines.retain(|(q, _)| q != question);
    lines.extend(line.map(|line| (question.to_string(), line.to_string())));
    (lines != before).then(|| written(lines))
}

/// The request that keeps a setting of this person.
pub fn request(effect: Effect, world: &World) -> Option<Request> {
    match effect {
        Effect::Keep(key, value) => Some(Request::Keep { key: format!("{}{key}", prefix(&world.actor)), value }),
        _ => None,
    }
}

/// The beginning of the keys of a person's settings in a file: two people keep their own.
pub fn prefix(actor: &str) -> String {
    format!("{actor}/")
}
