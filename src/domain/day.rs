//! Days as people and spreadsheets write them: the one reader of forms, prompts, imports and the shell.
//!
//! What can mean two days is never guessed: the reason names both.

use super::{period::Period, value::Stamp};
use jiff::{
    Span,
    civil::{Date, Time, Weekday},
};

/// What may be written for a day, for every refusal.
pub const ALLOWED: &str = "31.12.2026, 2026-12-31, 31 December 2026, today, fri, +14, +2w or +1y";
/// What may be written for a period.
pub const PERIOD_ALLOWED: &str =
    "a year 2026, a quarter 2026-Q2, a month 2026-03 or a day such as 31.3.2026, fri, +2w or +1y";

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// The reason for a text that looks like no day at all.
const NO_DAY: &str = "this is no day";

/// Days ahead at most that a number of days or weeks may mean.
const FAR: i64 = 40_000;

/// The day that is meant; the error is a reason without the text, such as *there is no such day*.
pub fn read(text: &str, today: Date) -> Result<Date, String> {
    let text = text.trim();
    if let Some(day) = in_words(text, today) {
        return Ok(day);
    }
    if let Some(date) = iso(text) {
        return Ok(date);
    }
    if let Some(reason) = serial(text) {
        return Err(reason);
    }
    if let Some(read) = with_month_name(text) {
        return read;
    }
    let not_a_day = || NO_DAY.to_string();
    let sign = text.chars().find(|c| !c.is_ascii_digit()).filter(|c| matches!(c, '.' | '/' | '-'));
    let parts: Vec<&str> = sign.map_or(Vec::new(), |s| text.split(s).collect());
    let &[a, b, c] = parts.as_slice() else { return Err(not_a_day()) };
    let (Some(a_n), Some(b_n), Some(c_n)) = (number(a), number(b), number(c)) else { return Err(not_a_day()) };
    match (a.len(), b.len(), c.len()) {
        (4, 1..=2, 1..=2) => day(a_n, b_n, c_n),
        (1..=2, 1..=2, 4) if sign == Some('.') => day(c_n, b_n, a_n),
        (1..=2, 1..=2, 4) => day_or_month_first(a_n, b_n, c_n),
        (1..=2, 1..=2, 2) => Err("the year has two digits only".into()),
        _ => Err(not_a_day()),
    }
}

/// A day as precise as it is known: besides a day `2026`, `2026-Q2`, `Q2 2026`, `March 2026`, `3/2026`, `2026/03`.
pub fn read_period(text: &str, today: Date) -> Result<Period, String> {
    let text = text.trim();
    match Period::canonical(text).or_else(|| part_of_year(text)) {
        Some(period) => Ok(period),
        None => match read(text, today) {
            Err(reason) if reason == NO_DAY => Err("this is no day or period".into()),
            read => read.map(Period::Day),
        },
    }
}

/// A day and a clock at the offset of now: `31.3.2026 10:00`, `fri 10:00`, or a clock alone.
pub fn read_moment(text: &str, now: Stamp) -> Option<Stamp> {
    let (day, clock) = text.trim().rsplit_once(' ').unwrap_or(("today", text.trim()));
    let date = read(day, now.date()).ok()?;
    let (hour, minute) = clock.split_once(':')?;
    let time = Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()?;
    Some(Stamp::at(date.to_datetime(time), now.offset))
}

/// A refusal as a sentence: what was written, why it is no day, what is allowed.
pub fn refused(text: &str, reason: &str) -> String {
    format!("“{}”: {reason}; write {ALLOWED}", text.trim())
}

/// `Monday`
pub fn weekday(date: Date) -> &'static str {
    WEEKDAYS[usize::from(date.weekday().to_monday_zero_offset().unsigned_abs())]
}

/// `Mon`
pub fn weekday_short(date: Date) -> &'static str {
    &weekday(date)[..3]
}

/// `January`
pub fn month_name(date: Date) -> &'static str {
    MONTHS[usize::from(date.month().unsigned_abs()) - 1]
}

/// `Jan`
pub fn month_short(date: Date) -> &'static str {
    &month_name(date)[..3]
}

/// `today`, `tomorrow`, `+3` (days), `+2w`, `+6m`, `+1y`, `fri`: the next one, never today.
fn in_words(text: &str, today: Date) -> Option<Date> {
    let text = text.to_lowercase();
    let count = |text: &str| number(text.trim()).map(i64::from);
    let months = text.strip_prefix('+').and_then(|n| match n.strip_suffix('y') {
        Some(years) => count(years).map(|y| y * 12),
        None => n.strip_suffix('m').and_then(count),
    });
    if let Some(months) = months.filter(|m| *m <= FAR / 30) {
        return today.checked_add(Span::new().months(months)).ok();
    }
    let days = match text.as_str() {
        "today" => Some(0),
        "tomorrow" => Some(1),
        "yesterday" => Some(-1),
        _ => text.strip_prefix('+').and_then(|n| match n.strip_suffix('w') {
            Some(weeks) => count(weeks).map(|w| w * 7),
            None => count(n.strip_suffix('d').unwrap_or(n)),
        }),
    };
    if let Some(days) = days.filter(|d| *d < FAR) {
        return today.checked_add(Span::new().days(days)).ok();
    }
    let hit = |name: &&str| text.len() >= 3 && name.to_lowercase().starts_with(&text);
    let at = WEEKDAYS.iter().position(hit)?;
    today.nth_weekday(1, Weekday::from_monday_zero_offset(at as i8).ok()?).ok()
}

/// `2026-03-31`, also with a time after it.
fn iso(text: &str) -> Option<Date> {
    let (date, rest) = text.split_at_checked(10)?;
    let time = |t: &str| t.as_bytes().get(3) == Some(&b':') && t.bytes().skip(1).take(2).all(|b| b.is_ascii_digit());
    let ends = rest.is_empty() || (rest.starts_with(['T', ' ']) && time(rest));
    (ends && date.as_bytes()[4] == b'-').then(|| date.parse().ok()).flatten()
}

/// The number under which spreadsheets keep a day, from the year 1954 to the year 2119.
fn serial(text: &str) -> Option<String> {
    let whole = text.split_once('.').map_or(text, |(whole, _)| whole);
    let n: i32 = (whole.len() == 5).then(|| number(whole)).flatten()?;
    let epoch = jiff::civil::date(1899, 12, 30);
    let date = epoch.checked_add(Span::new().days(n)).ok().filter(|_| (20_000..80_000).contains(&n))?;
    Some(format!("this looks like the day number of a spreadsheet, which would be {date}"))
}

/// A day such as 3/4/2026 in the order that a person said theirs are in, `day` or `month` first; any other text stays.
pub fn in_order(text: &str, order: &str) -> String {
    let parts: Vec<&str> = text.trim().split(['/', '-']).collect();
    let &[a, b, year] = parts.as_slice() else { return text.into() };
    let (Some(a), Some(b), Some(y)) = (number(a), number(b), number(year).filter(|_| year.len() == 4)) else {
        return text.into();
    };
    let read = match order {
        "day" => day(y, b, a),
        "month" => day(y, a, b),
        _ => return text.into(),
    };
    read.map_or(text.into(), |date| date.to_string())
}

fn day_or_month_first(a: i32, b: i32, year: i32) -> Result<Date, String> {
    match (day(year, b, a), day(year, a, b)) {
        (Ok(one), Ok(other)) if one != other => Err(format!("this is {one} if the day, {other} if the month is first")),
        (Ok(date), _) | (_, Ok(date)) => Ok(date),
        (error, _) => error,
    }
}

/// `31 March 2026`, `31-Mar-2026`, `March 31, 2026`.
fn with_month_name(text: &str) -> Option<Result<Date, String>> {
    let words: Vec<&str> = text.split([' ', '-', ',', '.', '/']).filter(|w| !w.is_empty()).collect();
    let &[a, b, year] = words.as_slice() else { return None };
    let (day_word, month) = match (month(a), month(b)) {
        (Some(month), None) => (b, month),
        (None, Some(month)) => (a, month),
        _ => return None,
    };
    let day_number = number(day_word.trim_end_matches(|c: char| c.is_ascii_alphabetic()))?;
    match year.len() {
        4 => Some(day(number(year)?, month, day_number)),
        2 => Some(Err("the year has two digits only".into())),
        _ => None,
    }
}

/// A quarter or a month with its year before or behind.
fn part_of_year(text: &str) -> Option<Period> {
    let small = text.to_lowercase();
    let words: Vec<&str> = small.split([' ', '-', '/', '.', ',']).filter(|w| !w.is_empty()).collect();
    let &[a, b] = words.as_slice() else { return None };
    let year_of = |word| Period::canonical(word).map(|p| p.first().year());
    let (year, other) = match (year_of(a), year_of(b)) {
        (Some(year), None) => (year, b),
        (None, Some(year)) => (year, a),
        _ => return None,
    };
    if let Some(quarter) = other.strip_prefix('q') {
        return quarter.parse().ok().filter(|q| (1..=4).contains(q)).map(|q| Period::Quarter(year, q));
    }
    let numbered = || (other.len() <= 2).then(|| number(other)).flatten();
    let month = month(other).or_else(numbered).and_then(|m| i8::try_from(m).ok())?;
    (1..=12).contains(&month).then_some(Period::Month(year, month))
}

fn month(word: &str) -> Option<i32> {
    let word = word.to_lowercase();
    let hit = |m: &&str| {
        let name = m.to_lowercase();
        name == word || word == name[..3] || (word == "sept" && name.starts_with("sept"))
    };
    MONTHS.iter().position(hit).map(|i| i as i32 + 1)
}

fn number(text: &str) -> Option<i32> {
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) { None } else { text.parse().ok() }
}

fn day(year: i32, month: i32, day: i32) -> Result<Date, String> {
    let small = |n: i32| i8::try_from(n).ok();
    let date = i16::try_from(year).ok().and_then(|y| Date::new(y, small(month)?, small(day)?).ok());
    date.ok_or_else(|| "there is no such day".to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    /// A Saturday.
    const TODAY: Date = date(2026, 11, 21);

    #[test]
    fn usual_ways_of_writing_a_day() {
        for text in [
            "2026-03-31",
            " 2026-03-31 ",
            "2026-03-31T10:15:00Z",
            "2026-03-31 10:15",
            "31.3.2026",
            "31.03.2026",
            "2026/3/31",
            "31/03/2026",
            "03/31/2026",
            "31 March 2026",
            "31-Mar-2026",
            "March 31, 2026",
            "31st Mar 2026",
        ] {
            assert_eq!(read(text, TODAY), Ok(date(2026, 3, 31)), "{text}");
        }
        assert_eq!(read("5/5/2026", TODAY), Ok(date(2026, 5, 5)));
    }

    #[test]
    fn days_are_understood_in_words() {
        for (text, day) in [
            ("today", TODAY),
            ("Yesterday", date(2026, 11, 20)),
            ("+3", date(2026, 11, 24)),
            ("+3d", date(2026, 11, 24)),
            ("+2w", date(2026, 12, 5)),
            ("Friday", date(2026, 11, 27)),
            ("sat", date(2026, 11, 28)),
            ("thurs", date(2026, 11, 26)),
        ] {
            assert_eq!(read(text, TODAY), Ok(day), "{text}");
        }
        for text in ["monkey", "sa", "+", "+w", "+-3", "+99999", "-3"] {
            assert!(read(text, TODAY).is_err(), "{text}");
        }
    }

    #[test]
    fn what_can_mean_two_days_is_asked_back() {
        let error = |text| read(text, TODAY).unwrap_err();
        let two = error("03/04/2026");
        assert!(two.contains("2026-04-03") && two.contains("2026-03-04"), "{two}");
        assert!(error("46112").contains("2026-03-31") && error("46112.5").contains("day number"));
        assert!(error("31.3.26").contains("two digits") && error("31.2.2026").contains("no such day"));
        for text in ["soon", "Q3 2026", "2026", "2026-03", "1.2.3.4", "12345678", "//", "é", "20é6-03-31", ""] {
            assert!(read(text, TODAY).is_err(), "{text}");
        }
    }

    #[test]
    fn periods_are_read_as_people_write_them() {
        for (typed, wanted) in [
            ("2026", "2026"),
            ("2026-Q2", "2026-Q2"),
            ("q2 2026", "2026-Q2"),
            ("2026 Q4", "2026-Q4"),
            ("2026/q1", "2026-Q1"),
            (" 2026-03 ", "2026-03"),
            ("3/2026", "2026-03"),
            ("2026.3", "2026-03"),
            ("March 2026", "2026-03"),
            ("sept 2026", "2026-09"),
            ("31.3.2026", "2026-03-31"),
            ("31 March 2026", "2026-03-31"),
            ("fri", "2026-11-27"),
        ] {
            assert_eq!(read_period(typed, TODAY).map(|p| p.to_string()).as_deref(), Ok(wanted), "{typed}");
        }
        for bad in ["", "26", "0999", "20266", "2026-Q5", "2026-q2x", "2026-13", "2026-00", "2026-02-30", "soon", "12"]
        {
            assert!(read_period(bad, TODAY).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_moment_is_a_day_and_a_clock() {
        let now = Stamp::at(TODAY.at(9, 0, 0, 0), 60);
        let read = |text| read_moment(text, now).map(|s| s.to_string());
        assert_eq!(read("fri 10:00").as_deref(), Some("2026-11-27T10:00:00+01:00"));
        assert_eq!(read("31 March 2026 8:05").as_deref(), Some("2026-03-31T08:05:00+01:00"));
        assert_eq!(read("14:30").as_deref(), Some("2026-11-21T14:30:00+01:00"));
        assert_eq!((read("fri"), read("25:00"), read("03/04/2026 10:00")), (None, None, None));
    }

    proptest! {
        #[test]
        fn whatever_is_written_is_read_or_refused_and_every_day_reads_back(text in any::<String>(), n in 0i64..300_000) {
            let _ = (read(&text, TODAY), read_period(&text, TODAY));
            let day = date(1600, 1, 1).checked_add(Span::new().days(n)).unwrap();
            let (y, m, d) = (day.year(), day.month(), day.day());
            for written in [day.to_string(), format!("{d}.{m}.{y}"), format!("{d} {} {y}", month_name(day))] {
                prop_assert_eq!(read(&written, TODAY), Ok(day), "{}", written);
                prop_assert_eq!(read_period(&written, TODAY), Ok(Period::Day(day)));
            }
        }
    }
}
