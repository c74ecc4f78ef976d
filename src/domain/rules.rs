//! Small rules that several kinds share.

use jiff::civil::Date;

/// Days by which a due date has passed; `None` if it has not.
pub fn days_late(due: Option<Date>, today: Date) -> Option<i64> {
    let days = i64::from(due?.until(today).ok()?.get_days());
    (days > 0).then_some(days)
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
    fn working_days_pass_over_the_weekend() {
        assert_eq!(working_days_after(date(2026, 11, 20), 2), date(2026, 11, 24));
    }
}
