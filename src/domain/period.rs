//! A day as precise as it is known: a year, a quarter, a month or one day.

use jiff::civil::Date;
use std::{cmp::Ordering, fmt};

/// `2025`, `2025-Q2`, `2025-06` or `2025-06-30`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Period {
    Year(i16),
    /// Year and quarter, 1 to 4.
    Quarter(i16, i8),
    /// Year and month, 1 to 12.
    Month(i16, i8),
    Day(Date),
}

impl Period {
    /// Reads canonical text; `None` if it is anything else.
    pub fn canonical(text: &str) -> Option<Period> {
        let year = year(text.get(..4)?)?;
        match text.get(4..)? {
            "" => Some(Period::Year(year)),
            rest if rest.len() == 6 => text.parse().ok().filter(|d: &Date| d.to_string() == text).map(Period::Day),
            rest => match rest.strip_prefix('-')?.as_bytes() {
                [b'Q', q @ b'1'..=b'4'] => Some(Period::Quarter(year, (q - b'0') as i8)),
                [a @ b'0'..=b'1', b @ b'0'..=b'9'] => month(year, ((a - b'0') * 10 + (b - b'0')) as i8),
                _ => None,
            },
        }
    }

    pub fn first(self) -> Date {
        match self {
            Period::Year(year) => day(year, 1, 1),
            Period::Quarter(year, quarter) => day(year, quarter * 3 - 2, 1),
            Period::Month(year, month) => day(year, month, 1),
            Period::Day(date) => date,
        }
    }
    pub fn last(self) -> Date {
        match self {
            Period::Year(year) => day(year, 12, 31),
            Period::Quarter(year, quarter) => day(year, quarter * 3, 1).last_of_month(),
            Period::Month(year, month) => day(year, month, 1).last_of_month(),
            Period::Day(date) => date,
        }
    }
    /// Whether its last day has passed: what is due in a quarter is late after the quarter.
    pub fn is_past(self, today: Date) -> bool {
        self.last() < today
    }
    /// 0 for a year to 3 for a day.
    pub fn precision(self) -> i64 {
        match self {
            Period::Year(_) => 0,
            Period::Quarter(..) => 1,
            Period::Month(..) => 2,
            Period::Day(_) => 3,
        }
    }
}

/// Four digits, from the year 1000 on.
fn year(text: &str) -> Option<i16> {
    (text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
        .filter(|y| *y >= 1000)
}

fn month(year: i16, month: i8) -> Option<Period> {
    (1..=12).contains(&month).then_some(Period::Month(year, month))
}

/// Years have four digits and months are checked when a period is read.
fn day(year: i16, month: i8, day: i8) -> Date {
    Date::new(year, month, day).unwrap_or(Date::ZERO)
}

impl From<Date> for Period {
    fn from(date: Date) -> Period {
        Period::Day(date)
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Period::Year(year) => write!(f, "{year:04}"),
            Period::Quarter(year, quarter) => write!(f, "{year:04}-Q{quarter}"),
            Period::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Period::Day(date) => write!(f, "{date}"),
        }
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Period) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// By the first day; of those that begin together the longer one comes first.
impl Ord for Period {
    fn cmp(&self, other: &Period) -> Ordering {
        self.first().cmp(&other.first()).then(self.precision().cmp(&other.precision()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn only_canonical_text_is_held_for_a_period() {
        for text in ["2026", "2026-Q2", "2026-03", "2026-03-31"] {
            assert_eq!(Period::canonical(text).map(|p| p.to_string()).as_deref(), Some(text));
        }
        for text in ["2026-q2", "2026-3", "2026/03", "2026-03-31T00:00", "20260331", "2026-13", "0999", ""] {
            assert_eq!(Period::canonical(text), None, "{text}");
        }
    }

    #[test]
    fn a_period_has_a_first_and_a_last_day_and_is_late_after_the_last() {
        let days = |text: &str| Period::canonical(text).map(|p| (p.first(), p.last()));
        assert_eq!(days("2024"), Some((date(2024, 1, 1), date(2024, 12, 31))));
        assert_eq!(days("2024-Q2"), Some((date(2024, 4, 1), date(2024, 6, 30))));
        assert_eq!(days("2024-02"), Some((date(2024, 2, 1), date(2024, 2, 29))));
        assert_eq!(days("2024-02-03"), Some((date(2024, 2, 3), date(2024, 2, 3))));
        let quarter = Period::Quarter(2025, 2);
        assert!(!quarter.is_past(date(2025, 6, 30)) && quarter.is_past(date(2025, 7, 1)));
    }

    #[test]
    fn they_sort_by_the_first_day() {
        let sorted = ["2024", "2025", "2025-Q1", "2025-01", "2025-01-01", "2025-01-02", "2025-02", "2025-Q2", "2026"];
        let mut periods: Vec<Period> = sorted.iter().rev().map(|t| Period::canonical(t).unwrap()).collect();
        periods.sort();
        assert_eq!(periods.iter().map(Period::to_string).collect::<Vec<_>>(), sorted);
    }
}
