//! The next free time for an interview of a round.

use crate::domain::{
    kind::Kind,
    kinds::{interview, round},
    record::Record,
    records::View,
    rules::working_days_after,
    value::Stamp,
};
use jiff::{
    Span,
    civil::{Date, DateTime},
};

/// The hour at which the interviews of a day begin, and the last one at which one may still begin.
const DAY: std::ops::RangeInclusive<i8> = 10..=16;

/// The next time at which the lead of a round can hold an interview.
///
/// The first one is at ten on the next working day, or on the round's first day if that is later; while the days of the
/// round run, at the next full hour of today, if there is one. Each further one
/// follows the last planned one of the round by whole hours. Nothing starts after 16:00 or on a weekend, and hours at
/// which the same auditor has a planned interview of another round are passed over.
pub fn next_slot(view: View, round: &Record, now: Stamp) -> Stamp {
    let planned: Vec<&Record> = view
        .records
        .all(Kind::Interview)
        .filter(|i| interview::State::of(i, interview::STATE) != Some(interview::State::Held))
        .filter(|i| i.stamp(interview::START).is_some_and(|s| s.utc >= now.utc))
        .collect();
    let lead = round.one(round::LEAD);
    let in_round = |i: &&&Record| i.one(interview::ROUND) == Some(round.id);
    let last = planned.iter().filter(in_round).filter_map(|i| ending(i)).max();
    let mut slot = last.map_or_else(|| first_slot(round, now), in_hours);
    let clashes = |slot: DateTime| {
        planned.iter().any(|i| {
            let begin = i.stamp(interview::START).map(Stamp::local);
            let same = i.one(interview::ROUND) == Some(round.id) || lead.is_some() && i.one(interview::AUDITOR) == lead;
            same && begin.is_some_and(|b| b < hours_after(slot, 1)) && ending(i).is_some_and(|e| e > slot)
        })
    };
    while clashes(slot) {
        slot = in_hours(hours_after(slot, 1));
    }
    Stamp::at(slot, now.offset)
}

fn first_slot(round: &Record, now: Stamp) -> DateTime {
    let next = working_days_after(now.date(), 1);
    let from = round.date(round::FROM).filter(|from| *from > next).map(|from| {
        // A first day on a weekend moves to the working day after it.
        working_days_after(from.saturating_sub(Span::new().days(1)), 1)
    });
    let local = now.local();
    let hour = local.hour() + 1;
    let runs = round.date(round::TO).is_some_and(|to| to >= now.date() && to < next)
        && round.date(round::FROM).is_none_or(|from| from <= now.date());
    match runs && DAY.contains(&hour) {
        true => local.date().at(hour, 0, 0, 0),
        false => from.unwrap_or(next).at(*DAY.start(), 0, 0, 0),
    }
}

/// When a planned interview is over, at its full hour.
fn ending(interview: &Record) -> Option<DateTime> {
    let start = interview.stamp(interview::START)?.local();
    let minutes = interview.number(interview::MINUTES).unwrap_or(60).clamp(1, 600);
    Some(hours_after(start, (minutes + 59) / 60))
}

fn hours_after(at: DateTime, hours: i64) -> DateTime {
    at.saturating_add(Span::new().hours(hours))
}

/// The moment itself, or ten on the next working day if it is too early, too late, or on a weekend.
fn in_hours(at: DateTime) -> DateTime {
    let day = at.date();
    let eve = day.saturating_sub(Span::new().days(1));
    let begin = |day: Date| day.at(*DAY.start(), 0, 0, 0);
    match (working_days_after(eve, 1) == day, at.hour()) {
        (true, hour) if DAY.contains(&hour) && (hour < *DAY.end() || at.minute() == 0) => at,
        (true, hour) if hour < *DAY.start() => begin(day),
        _ => begin(working_days_after(day, 1)),
    }
}
