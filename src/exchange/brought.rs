//! The round that the answers of a foreign sheet come in: one for each file, so that the same file meets itself again.

use crate::domain::{Id, Kind, Record, Records, Value, kinds::*};

fn title(source: &str) -> String {
    let source = if source.is_empty() { "a sheet" } else { source };
    format!("Taken over from {source}")
}

/// The round that was made of this file.
pub fn round<'a>(records: &'a Records, source: &str) -> Option<&'a Record> {
    // A sheet to fill in names the round that it was made for.
    let named = source.split(' ').next().and_then(|word| word.parse::<Id>().ok()).filter(|id| id.kind == Kind::Round);
    if let Some(round) = named.and_then(|id| records.live(id)) {
        return Some(round);
    }
    let title = title(source);
    records.all(Kind::Round).find(|round| !round.hidden && round.title() == title)
}

/// The answer about a clause or control that this file brought before.
pub fn answer_of(records: &Records, source: &str, item: Id) -> Option<Id> {
    let round = round(records, source)?.id;
    let mut answers = records.linked(item, Kind::Answer, answer::ITEM).filter(|a| !a.hidden);
    answers.find(|a| answer::round_of(records, a) == Some(round)).map(|a| a.id)
}

pub fn of_round(source: &str) -> Vec<(usize, Value)> {
    vec![
        (round::TITLE, Value::text(title(source))),
        (round::TYPE, round::Type::Audit.value()),
        (round::STATE, round::State::Running.value()),
        (round::LIMITS, Value::text("The answers were taken over from a sheet of another tool and not asked here.")),
    ]
}

pub fn of_interview(source: &str, of: Id) -> Vec<(usize, Value)> {
    vec![
        (
            interview::TITLE,
            Value::text(if source.starts_with(&of.to_string()) {
                "Filled in on a sheet".into()
            } else {
                title(source)
            }),
        ),
        (interview::ROUND, Value::Ref(of)),
        (interview::STATE, interview::State::Held.value()),
    ]
}
