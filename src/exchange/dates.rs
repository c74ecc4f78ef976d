//! Days as spreadsheets and people write them. What can mean two days is never guessed.

use jiff::civil::Date;

/// What to write instead, for every refusal here.
pub const ALLOWED: &str = "year-month-day such as 2026-03-31, 31.3.2026, 2026/03/31 or 31 March 2026";

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The day a cell means; the error says why it cannot be told. A time of day after an ISO date is left out.
pub fn read(text: &str) -> Result<Date, String> {
    let text = text.trim();
    if let Some(date) = iso(text) {
        return Ok(date);
    }
    if let Some(reason) = serial(text) {
        return Err(reason);
    }
    if let Some(read) = with_month_name(text) {
        return read;
    }
    let not_a_date = || "this is not a date".to_string();
    let sign = text.chars().find(|c| !c.is_ascii_digit()).filter(|c| matches!(c, '.' | '/' | '-'));
    let parts: Vec<&str> = sign.map_or(Vec::new(), |s| text.split(s).collect());
    let &[a, b, c] = parts.as_slice() else { return Err(not_a_date()) };
    let (Some(a_n), Some(b_n), Some(c_n)) = (number(a), number(b), number(c)) else { return Err(not_a_date()) };
    match (a.len(), b.len(), c.len()) {
        (4, 1..=2, 1..=2) => day(a_n, b_n, c_n),
        (1..=2, 1..=2, 4) if sign == Some('.') => day(c_n, b_n, a_n),
        (1..=2, 1..=2, 4) => day_or_month_first(a_n, b_n, c_n),
        (1..=2, 1..=2, 2) => Err("the year has two digits only".into()),
        _ => Err(not_a_date()),
    }
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
    let date = epoch.checked_add(jiff::Span::new().days(n)).ok().filter(|_| (20_000..80_000).contains(&n))?;
    Some(format!("this looks like the day number of a spreadsheet, which would be {date}"))
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

fn month(word: &str) -> Option<i32> {
    let word = word.to_lowercase();
    let hit = |m: &&str| **m == word || word == m[..3] || (word == "sept" && m.starts_with("sept"));
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

    #[test]
    fn usual_ways_of_writing_a_day() {
        let march = jiff::civil::date(2026, 3, 31);
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
            assert_eq!(read(text), Ok(march), "{text}");
        }
        assert_eq!(read("5/5/2026"), Ok(jiff::civil::date(2026, 5, 5)));
    }

    #[test]
    fn what_can_mean_two_days_is_refused() {
        let error = read("03/04/2026").unwrap_err();
        assert!(error.contains("2026-04-03") && error.contains("2026-03-04"), "{error}");
        assert!(read("46112").unwrap_err().contains("2026-03-31"));
        assert!(read("46112.5").unwrap_err().contains("day number"));
        assert!(read("31.3.26").unwrap_err().contains("two digits"));
        assert!(read("31.2.2026").unwrap_err().contains("no such day"));
        for text in ["soon", "Q3 2026", "2026", "2026-03", "1.2.3.4", "12345678", "//", "é", "20é6-03-31"] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
