//! The days of one column: whether the day or the month stands first is one decision for all of them.

use crate::domain::{Period, day};
use jiff::{Span, civil::Date};

/// Which number of `03/04/2025` is the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    DayFirst,
    MonthFirst,
}

/// What the cells of a column say about the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// No cell needs it.
    Needless,
    Cells(Order),
    /// Every cell can be read both ways.
    Open,
    /// Cells contradict each other.
    Clash,
}

/// Two small numbers and a year between slashes, dashes or dots, perhaps with a time behind.
pub fn parts(cell: &str) -> Option<(i8, i8, i16)> {
    let first = cell.trim().split([' ', 'T']).next()?;
    let sign = first.chars().find(|c| matches!(c, '/' | '-' | '.'))?;
    let &[a, b, c] = first.split(sign).collect::<Vec<_>>().as_slice() else { return None };
    let short = |t: &str| (1..=2).contains(&t.len()).then(|| t.parse::<i8>().ok()).flatten();
    let year = (c.len() == 4).then(|| c.parse().ok()).flatten()?;
    Some((short(a)?, short(b)?, year)).filter(|(a, b, _)| *a > 0 && *b > 0)
}

/// Looks at a whole column. A heading that says `dd/mm/yyyy` decides; dots always mean that the day is first.
pub fn decide<'a>(heading: &str, cells: impl Iterator<Item = &'a str>) -> Decision {
    let heading = heading.to_lowercase();
    if ["dd/mm", "dd-mm", "tt.mm", "jj/mm"].iter().any(|t| heading.contains(t)) {
        return Decision::Cells(Order::DayFirst);
    }
    if ["mm/dd", "mm-dd"].iter().any(|t| heading.contains(t)) {
        return Decision::Cells(Order::MonthFirst);
    }
    let (mut day, mut month, mut open) = (false, false, false);
    for (a, b, _) in cells.filter(|c| !c.contains('.')).filter_map(parts) {
        match (a > 12, b > 12) {
            (true, false) => day = true,
            (false, true) => month = true,
            (false, false) if a != b => open = true,
            _ => {}
        }
    }
    match (day, month, open) {
        (true, true, _) => Decision::Clash,
        (true, false, _) => Decision::Cells(Order::DayFirst),
        (false, true, _) => Decision::Cells(Order::MonthFirst),
        (false, false, true) => Decision::Open,
        (false, false, false) => Decision::Needless,
    }
}

/// The day that a spreadsheet keeps under a number.
pub fn serial(cell: &str) -> Option<Date> {
    let whole = cell.trim().split_once('.').map_or(cell.trim(), |(whole, _)| whole);
    let n: i32 = (whole.len() == 5).then(|| whole.parse().ok()).flatten()?;
    jiff::civil::date(1899, 12, 30).checked_add(Span::new().days(n)).ok().filter(|_| (20_000..80_000).contains(&n))
}

/// Reads a cell as precisely as it is written.
pub fn read(cell: &str, order: Option<Order>, today: Date) -> Option<Period> {
    let cell = cell.trim();
    if let Some(date) = serial(cell) {
        return Some(Period::Day(date));
    }
    if let (Some((a, b, year)), Some(order)) = (parts(cell), order.filter(|_| !cell.contains('.'))) {
        let (day, month) = if order == Order::DayFirst { (a, b) } else { (b, a) };
        return Date::new(year, month, day).ok().map(Period::Day);
    }
    let first = cell.split(' ').next().unwrap_or(cell);
    day::read_period(cell, today)
        .ok()
        .or_else(|| parts(first).and_then(|_| day::read_period(first, today).ok()))
        .or_else(|| timed(cell).map(Period::Day))
        .or_else(|| short_year(cell))
}

/// `2025-03-31 10:00:00`, `2025-03-31T10:00:00Z`: the day of a moment.
fn timed(cell: &str) -> Option<Date> {
    let (date, time) = cell.split_once([' ', 'T'])?;
    time.starts_with(|c: char| c.is_ascii_digit()).then(|| date.parse().ok()).flatten()
}

/// `Jul-25`, `July 25` as a month of this century.
fn short_year(cell: &str) -> Option<Period> {
    let (name, year) = cell.split_once(['-', ' ', '\''])?;
    let year = year.trim_start_matches('\'');
    let plain = year.len() == 2 && year.bytes().all(|b| b.is_ascii_digit()) && name.chars().all(char::is_alphabetic);
    day::read_period(&format!("{name} 20{year}"), jiff::civil::date(2000, 1, 1))
        .ok()
        .filter(|_| plain && name.len() >= 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_cell_decides_a_column_and_a_clash_is_none() {
        let decide = |cells: &[&str]| decide("Go-live", cells.iter().copied());
        assert_eq!(decide(&["03/04/2025", "25/04/2025"]), Decision::Cells(Order::DayFirst));
        assert_eq!(decide(&["03/04/2025", "04/25/2025 00:00:00"]), Decision::Cells(Order::MonthFirst));
        assert_eq!(decide(&["03/04/2025"]), Decision::Open);
        assert_eq!(decide(&["25/04/2025", "04/25/2025"]), Decision::Clash);
        assert_eq!(decide(&["2025-03-04", "45292", "05/05/2025", "3.4.2025"]), Decision::Needless);
        assert_eq!(super::decide("Due (mm/dd/yyyy)", ["03/04/2025"].into_iter()), Decision::Cells(Order::MonthFirst));
    }

    #[test]
    fn days_are_read_as_precisely_as_they_are_written() {
        let today = jiff::civil::date(2026, 1, 1);
        let read = |cell: &str| read(cell, Some(Order::DayFirst), today).map(|p| p.to_string());
        for (cell, expected) in [
            ("45383.5", "2024-04-01"),
            ("05/10/2024", "2024-10-05"),
            ("02/03/2024 00:00:00", "2024-03-02"),
            ("2025", "2025"),
            ("Q2 2025", "2025-Q2"),
            ("Jul-25", "2025-07"),
            ("01/2024", "2024-01"),
            ("2025-03-31 10:00:00", "2025-03-31"),
            ("31.3.2026", "2026-03-31"),
        ] {
            assert_eq!(read(cell).as_deref(), Some(expected), "{cell}");
        }
        assert_eq!(read("soon"), None);
        assert_eq!(read("31/02/2025"), None);
    }
}
