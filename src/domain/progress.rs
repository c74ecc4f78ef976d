//! How far a record is and whether it is late, for every kind whose description names a state and a day.

use super::{
    Again,
    field::{Choice, Derived, Field, Stage, Tone},
    record::Record,
    records::View,
    rules,
};
use jiff::{ToSpan, civil::Date};

/// The shared column of a day: the day, or by how much it has passed. Late ones stand first.
pub const LATE: Field =
    Field::derived("late", "Due or late", 10, Derived { show, rank }).reads(&[]).head("Due").toned(tone);

/// The word of its state.
pub fn word(record: &Record) -> Option<&'static Choice> {
    let spec = record.id.kind.spec();
    let state = spec.state?;
    spec.fields[state].choices().get(usize::from(record.choice(state)?))
}

/// How far its work is; a state that is empty is *open*.
pub fn stage(record: &Record) -> Stage {
    word(record).map_or(Stage::Open, |word| word.stage.unwrap_or(Stage::Open))
}

/// The work is done, or beyond.
pub fn is_done(record: &Record) -> bool {
    stage(record) >= Stage::Done
}

/// Its state says that it is no more: withdrawn, retired.
pub fn is_over(record: &Record) -> bool {
    word(record).is_some_and(|word| word.over)
}

/// Still to be done: neither done nor over.
pub fn is_open(record: &Record) -> bool {
    !is_done(record) && !is_over(record)
}

/// Done and not over: it holds.
pub fn stands(record: &Record) -> bool {
    is_done(record) && !is_over(record)
}

/// Days past the day of the record: due and not done, or held until then and not over.
pub fn late_days(view: View, record: &Record) -> Option<i64> {
    rules::days_late(day(record).filter(|_| counts(record)), view.today)
}

/// The day on which it was last looked at.
pub fn reviewed_on(record: &Record) -> Option<Date> {
    record.date(record.id.kind.spec().reviewed?.on)
}

/// Whether the day has passed on which it was to be looked at again.
pub fn review_is_late(view: View, record: &Record) -> bool {
    next_review(record).is_some_and(|day| day < view.today)
}

/// The day until which something is to be done or holds, while that still counts.
pub fn waits_for(record: &Record) -> Option<Date> {
    day(record).filter(|_| counts(record))
}

/// The day on which it is to be looked at again.
pub fn next_review(record: &Record) -> Option<Date> {
    match record.id.kind.spec().reviewed?.again {
        Again::On(day) => record.date(day),
        Again::Months(n) => reviewed_on(record)?.checked_add(record.number(n)?.months()).ok(),
    }
}

/// Whether its day still counts.
fn counts(record: &Record) -> bool {
    match record.id.kind.spec().due {
        Some(_) => !record.hidden && !is_done(record),
        None => !record.hidden && !is_over(record),
    }
}

/// The last day of the period that is named, where only a period is known.
fn day(record: &Record) -> Option<Date> {
    let field = record.id.kind.spec().day()?;
    Some(record.period(field)?.last())
}

fn show(view: View, record: &Record) -> String {
    rules::due_text(day(record), counts(record), view.today)
}

fn tone(view: View, record: &Record) -> Tone {
    if late_days(view, record).is_some() { Tone::Bad } else { Tone::Plain }
}

fn rank(view: View, record: &Record) -> i64 {
    rules::due_rank(day(record), counts(record), view.today)
}
