//! Days and moments of the demo, written relative to today so that it never goes stale.
//!
//! `@-12` is twelve days ago, `@+3w` three working days ahead, `@-1w 16:20` a moment of the last working day.
//! In texts `{day -7w}` becomes `3 June`; also `weekday`, `month`, `this year`, `last year`.

use crate::domain::{
    Stamp,
    day::{month_name as month, weekday},
    rules::working_days_after,
};
use jiff::{
    Span,
    civil::{Date, Time, Weekday},
};

/// What everything in the demo is relative to.
#[derive(Clone, Copy)]
pub struct Now {
    pub today: Date,
    /// Minutes east of UTC.
    pub offset: i16,
}

impl Now {
    /// Reads `-12`, `+3` (days), `-1w`, `0w` (working days, Monday to Friday).
    pub fn day(self, text: &str) -> Result<Date, String> {
        let (number, working) = match text.strip_suffix('w') {
            Some(number) => (number, true),
            None => (text, false),
        };
        let n: i32 = number.parse().map_err(|_| format!("“{text}” is not a number of days such as -12 or +3w"))?;
        Ok(if working { self.working_day(n) } else { plus_days(self.today, n) })
    }

    /// At a weekend today's work was that of Friday: what the demo tells of has happened.
    fn working_day(self, n: i32) -> Date {
        if n > 0 {
            return working_days_after(self.today, n.unsigned_abs());
        }
        let worked = |mut day: Date| {
            while is_weekend(day) {
                day = plus_days(day, -1);
            }
            day
        };
        (0..n.unsigned_abs()).fold(worked(self.today), |day, _| worked(plus_days(day, -1)))
    }

    /// Reads `@-12` as a day.
    pub fn date(self, text: &str) -> Result<Date, String> {
        match text.trim().strip_prefix('@') {
            Some(days) => self.day(days),
            None => Err(format!("“{text}”: a date of the demo is written relative to today, for example @-12 or @+3w")),
        }
    }

    /// Reads `@-1w 16:20` as a moment.
    pub fn moment(self, text: &str) -> Result<Stamp, String> {
        let wrong = || format!("“{text}” is not a moment such as @-1w 16:20");
        let (day, clock) = text.trim().split_once(' ').ok_or_else(wrong)?;
        let (hour, minute) = clock.trim().split_once(':').ok_or_else(wrong)?;
        let (hour, minute) = (hour.parse().map_err(|_| wrong())?, minute.parse().map_err(|_| wrong())?);
        let time = Time::new(hour, minute, 0, 0).map_err(|_| wrong())?;
        Ok(Stamp::at(self.date(day)?.to_datetime(time), self.offset))
    }

    /// Fills in the days that a text speaks of: `{day -7w}`, `{weekday +3w}`, `{month -30}`, `{last year}`.
    pub fn text(self, text: &str) -> Result<String, String> {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, tail)) = rest.split_once('{') {
            let (inside, after) = tail.split_once('}').ok_or_else(|| format!("“{{{tail}” is not closed"))?;
            out.push_str(before);
            out.push_str(&self.placeholder(inside)?);
            rest = after;
        }
        out.push_str(rest);
        Ok(out)
    }

    fn placeholder(self, inside: &str) -> Result<String, String> {
        let unknown = || format!("“{{{inside}}}” is none of: day, weekday, month, this year, last year");
        let (word, rest) = inside.split_once(' ').ok_or_else(unknown)?;
        match (word, rest) {
            ("this", "year") => Ok(self.today.year().to_string()),
            ("last", "year") => Ok((self.today.year() - 1).to_string()),
            ("day", n) => self.day(n).map(|d| format!("{} {}", d.day(), month(d))),
            ("month", n) => self.day(n).map(|d| month(d).to_string()),
            ("weekday", n) => self.day(n).map(|d| weekday(d).to_string()),
            _ => Err(unknown()),
        }
    }
}

fn plus_days(day: Date, n: i32) -> Date {
    day.saturating_add(Span::new().days(n))
}

fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const NOW: Now = Now { today: date(2026, 11, 23), offset: 60 };

    #[test]
    fn days_count_from_today_and_working_days_pass_over_weekends() {
        assert_eq!(NOW.date("@-12"), Ok(date(2026, 11, 11)));
        assert_eq!(NOW.date("@-1w"), Ok(date(2026, 11, 20)));
        assert_eq!(NOW.date("@+5w"), Ok(date(2026, 11, 30)));
        let saturday = Now { today: date(2026, 11, 21), offset: 0 };
        assert_eq!((saturday.date("@0w"), saturday.date("@-1w")), (Ok(date(2026, 11, 20)), Ok(date(2026, 11, 19))));
        assert_eq!(saturday.date("@+1w"), Ok(date(2026, 11, 23)));
        assert_eq!(NOW.moment("@-1w 16:20").map(|s| s.to_string()), Ok("2026-11-20T16:20:00+01:00".into()));
    }

    #[test]
    fn texts_speak_of_days_and_fixed_dates_are_refused() {
        assert_eq!(NOW.text("by {weekday +1}, {day -20}").as_deref(), Ok("by Tuesday, 3 November"));
        assert_eq!(NOW.text("audit {last year}").as_deref(), Ok("audit 2025"));
        assert!(NOW.text("{dey 3}").is_err() && NOW.text("{day 3").is_err());
        assert!(NOW.date("2026-01-01").unwrap_err().contains("@-12"));
        assert!(NOW.moment("@-1w").is_err());
    }
}
