//! Small rules that several kinds share.

use jiff::civil::Date;

/// Days by which a due date has passed; `None` if it has not.
pub fn days_late(due: Option<Date>, today: Date) -> Option<i64> {
    let due = due.filter(|due| *due < today)?;
    Some(i64::from(due.until(today).ok()?.get_days()))
}

/// What a column of due dates shows: the day, or by how much it is late.
pub fn due_text(due: Option<Date>, open: bool, today: Date) -> String {
    match (due, days_late(due.filter(|_| open), today)) {
        (_, Some(days)) => format!("LATE {days}d"),
        (Some(due), None) => due.to_string(),
        (None, None) => String::new(),
    }
}

/// What such a column is sorted by: late ones first, the latest at the top, then by day; no day, then what is done.
pub fn due_rank(due: Option<Date>, open: bool, today: Date) -> i64 {
    const NONE: i64 = 1 << 40;
    match due {
        _ if !open => NONE * 2,
        None => NONE,
        Some(due) => today.until(due).map_or(NONE, |span| i64::from(span.get_days())),
    }
}

/// What a column of days is sorted by: the number of the day.
pub fn day_rank(day: Date) -> i64 {
    Date::ZERO.until(day).map_or(0, |span| i64::from(span.get_days()))
}

/// The day `n` working days (Monday to Friday) after `day`.
pub fn working_days_after(day: Date, n: u32) -> Date {
    let mut day = day;
    let mut left = n;
    while left > 0 {
        day = day.saturating_add(jiff::Span::new().days(1));
        left -= u32::from(!matches!(day.weekday(), jiff::civil::Weekday::Saturday | jiff::civil::Weekday::Sunday));
    }
    day
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn late_counts_from_the_day_after_due() {
        assert_eq!(days_late(Some(date(2026, 3, 1)), date(2026, 3, 1)), None);
        assert_eq!(days_late(Some(date(2026, 2, 27)), date(2026, 3, 1)), Some(2));
        assert_eq!(days_late(None, date(2026, 3, 1)), None);
    }

    #[test]
    fn late_ones_stand_first_and_done_ones_last() {
        let today = date(2026, 3, 10);
        let mut rows = [
            (Some(date(2026, 3, 20)), true),
            (Some(date(2026, 3, 1)), true),
            (None, true),
            (Some(date(2026, 1, 1)), false),
        ];
        rows.sort_by_key(|(due, open)| due_rank(*due, *open, today));
        let shown: Vec<String> = rows.iter().map(|(due, open)| due_text(*due, *open, today)).collect();
        assert_eq!(shown, ["LATE 9d", "2026-03-20", "", "2026-01-01"]);
    }

    #[test]
    fn working_days_pass_over_the_weekend() {
        assert_eq!(working_days_after(date(2026, 11, 20), 2), date(2026, 11, 24));
    }
}
