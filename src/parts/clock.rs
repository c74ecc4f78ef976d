//! Words for dates and spans of time, as screens write them: calm, short, whole minutes and days.
//!
//! It never asks what time it is.

use crate::domain::day::{month_short as month, weekday_short};
use jiff::civil::Date;

/// Minutes as a person says them: `31 min`, `1 h`, `2 h 05`; what is over is `over 4 min`.
pub fn minutes_left(minutes: i64) -> String {
    if minutes < 0 { format!("over {}", span(minutes.unsigned_abs())) } else { span(minutes.unsigned_abs()) }
}

/// A length of time in minutes, whole hours beyond an hour: `31 min`, `1 h 30`.
pub fn span(minutes: u64) -> String {
    match (minutes / 60, minutes % 60) {
        (0, m) => format!("{m} min"),
        (h, 0) => format!("{h} h"),
        (h, m) => format!("{h} h {m:02}"),
    }
}

/// Whole minutes between two moments in seconds; under way counts as the minute begun only when it is over.
pub fn minutes_between(from_utc: i64, to_utc: i64) -> i64 {
    to_utc.saturating_sub(from_utc).div_euclid(60)
}

/// `13 Jun`, with the year when it is another one than today's: `13 Jun 2027`.
pub fn day(date: Date, today: Date) -> String {
    match date.year() == today.year() {
        true => format!("{} {}", date.day(), month(date)),
        false => format!("{} {} {}", date.day(), month(date), date.year()),
    }
}

/// `Fri 13 Jun`; the year as in [`day`].
pub fn weekday(date: Date, today: Date) -> String {
    format!("{} {}", weekday_short(date), day(date, today))
}

/// When something is due: `today`, `tomorrow`, `Fri 13 Jun`, `late 2 d`.
pub fn due(date: Date, today: Date) -> String {
    match days_between(today, date) {
        0 => "today".into(),
        1 => "tomorrow".into(),
        n if n < 0 => format!("late {}", days(n.unsigned_abs().into())),
        2..=13 => weekday(date, today),
        _ => day(date, today),
    }
}

/// How long ago a day was: `today`, `yesterday`, `5 d ago`, `3 weeks ago`, `4 months ago`, `2 years ago`.
pub fn ago(date: Date, today: Date) -> String {
    match days_between(date, today) {
        n if n <= 0 => "today".into(),
        1 => "yesterday".into(),
        n @ 2..=13 => format!("{n} d ago"),
        n @ 14..=59 => format!("{} weeks ago", n / 7),
        n @ 60..=729 => format!("{} months ago", n * 12 / 365),
        n => format!("{} years ago", n / 365),
    }
}

/// `2 d`, `6 weeks` from 28 days, `14 months` from a year.
pub fn days(count: u64) -> String {
    match count {
        0..=27 => format!("{count} d"),
        28..=364 => format!("{} weeks", count / 7),
        _ => format!("{} months", count * 12 / 365),
    }
}

/// Days from one date to another; negative if it is before.
pub fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map(|s| s.get_days()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn minutes_are_words() {
        let words = [31, 0, -4, 60, 125, -61].map(minutes_left);
        assert_eq!(words, ["31 min", "0 min", "over 4 min", "1 h", "2 h 05", "over 1 h 01"]);
    }

    #[test]
    fn a_minute_counts_when_it_is_over() {
        assert_eq!([59, 60, 119].map(|to| minutes_between(0, to)), [0, 1, 1]);
    }

    #[test]
    fn due_days_are_words() {
        let today = date(2025, 6, 10);
        let words =
            [(6, 10), (6, 11), (6, 13), (6, 30), (6, 8), (5, 10), (4, 1)].map(|(m, d)| due(date(2025, m, d), today));
        assert_eq!(words, ["today", "tomorrow", "Fri 13 Jun", "30 Jun", "late 2 d", "late 4 weeks", "late 10 weeks"]);
        assert_eq!(due(date(2026, 1, 2), today), "2 Jan 2026");
        assert_eq!(due(date(2024, 1, 2), today), "late 17 months");
    }

    #[test]
    fn past_days_are_words() {
        let today = date(2025, 6, 10);
        let words = [0, 1, 5, 20, 61, 400, 800].map(|n| {
            let day = today.saturating_sub(jiff::Span::new().days(n));
            ago(day, today)
        });
        assert_eq!(
            words,
            ["today", "yesterday", "5 d ago", "2 weeks ago", "2 months ago", "13 months ago", "2 years ago"]
        );
        assert_eq!(ago(date(2025, 6, 11), today), "today");
    }
}
