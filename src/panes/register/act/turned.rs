//! Turning the state of records to the next or the last word.

use crate::{
    command::Command,
    domain::{Change, Id, Kind, Record, Value},
    ui::{Effect, World},
};

/// Says that a kind has no field for a key of another.
pub(super) fn lacks(kind: Kind, command: Command) -> String {
    let what = match command {
        Command::SetOwner => "owner",
        Command::SetDue => "due day",
        _ => "state",
    };
    format!("{} have no {what}", kind.spec().plural)
}

/// Turns the state of records to the next or the last word; who is at the end stays there.
pub(super) fn turned(kind: Kind, command: Command, ids: &[Id], world: &World) -> Effect {
    let Some(state) = kind.spec().state else { return Effect::Say(lacks(kind, command)) };
    let words = kind.spec().fields[state].choices();
    let next = |record: &Record| match (record.choice(state).map(usize::from), command) {
        (None, Command::StateNext) => Some(0),
        (Some(at), Command::StateNext) => Some(at + 1).filter(|at| *at < words.len()),
        (at, _) => at?.checked_sub(1),
    };
    let label = kind.spec().fields[state].label.to_lowercase();
    let mut change = Change::new(format!("{label} of {}", crate::domain::value::join_ids(ids, ", ")));
    for record in ids.iter().filter_map(|id| world.records.live(*id)) {
        if let Some(word) = next(record) {
            change = change.set(record, vec![(state, Value::Choice(word as u8))]);
        }
    }
    match (change.is_empty(), command) {
        (false, _) => Effect::Save(change),
        (true, Command::StateNext) => Effect::Say(format!("no {label} follows this one")),
        (true, _) => Effect::Say(format!("no {label} goes before this one")),
    }
}
