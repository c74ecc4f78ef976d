//! Which copies of a file are kept: a rule over days, not over files.

use jiff::civil::{Date, ISOWeekDate};
use std::collections::BTreeSet;

/// Why a copy of a file was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because {
    /// The file was opened for the first time that day.
    Day,
    /// A sheet was about to be brought in.
    Import,
    /// Somebody asked for it.
    Asked,
}

impl Because {
    const WORDS: [(Because, &str); 3] = [(Because::Day, "day"), (Because::Import, "import"), (Because::Asked, "asked")];

    /// The word that stands in the name of the copy.
    pub fn word(self) -> &'static str {
        Because::WORDS.iter().find(|(because, _)| *because == self).map_or("asked", |(_, word)| word)
    }
    pub fn of_word(word: &str) -> Option<Because> {
        Because::WORDS.iter().find(|(_, known)| *known == word).map(|(because, _)| *because)
    }
    /// The same in a list.
    pub fn label(self) -> &'static str {
        match self {
            Because::Day => "of the day",
            Because::Import => "before an import",
            Because::Asked => "asked for",
        }
    }
}

/// Copies of so many days, and one of each of so many weeks.
pub const DAYS: usize = 7;
pub const WEEKS: usize = 4;
/// Copies before so many imports.
pub const IMPORTS: usize = 7;

/// Which of these copies, newest first, are no longer kept. Days and weeks without a copy do not count, so that a file
/// that rests for a year keeps what it has; what somebody asked for is theirs to delete.
pub fn surplus(copies: &[(Date, Because)]) -> Vec<usize> {
    let (mut days, mut weeks, mut imports) = (BTreeSet::new(), BTreeSet::new(), 0);
    let mut goes = |(day, because): &(Date, Because)| match because {
        Because::Asked => false,
        Because::Import => {
            imports += 1;
            imports > IMPORTS
        }
        Because::Day => {
            let of_day = days.len() < DAYS && days.insert(*day);
            let of_week = weeks.len() < WEEKS && weeks.insert(week(*day));
            !of_day && !of_week
        }
    };
    copies.iter().enumerate().filter(|(_, copy)| goes(copy)).map(|(at, _)| at).collect()
}

/// Year and week, counted from Monday.
fn week(day: Date) -> (i16, i8) {
    let week: ISOWeekDate = day.iso_week_date();
    (week.year(), week.week())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::{ToSpan, civil::date};

    #[test]
    fn seven_days_and_four_weeks_are_kept_and_what_was_asked_for() {
        let last = date(2026, 11, 26);
        let all: Vec<(Date, Because)> = (0..60).map(|n| (last - n.days(), Because::Day)).collect();
        let gone = surplus(&all);
        let kept: Vec<Date> = (0..60).filter(|n| !gone.contains(n)).map(|n| all[n].0).collect();
        // The last seven days, and the newest of each of the two weeks before those: the two newest weeks are in them.
        let weeks = [date(2026, 11, 15), date(2026, 11, 8)];
        let days: Vec<Date> = (0..7).map(|n| last - n.days()).chain(weeks).collect();
        assert_eq!(kept, days);
        let asked: Vec<_> = all.iter().map(|(day, _)| (*day, Because::Asked)).collect();
        assert_eq!(surplus(&asked), [] as [usize; 0]);
        let imports: Vec<_> = all.iter().map(|(day, _)| (*day, Because::Import)).collect();
        assert_eq!(surplus(&imports), (IMPORTS..60).collect::<Vec<_>>());
    }

    #[test]
    fn rest_does_not_use_copies_up_and_a_second_one_of_a_day_does_not_push_out_another_day() {
        let years: Vec<_> = (0..7).map(|n| (date(2026 - n, 3, 2), Because::Day)).collect();
        assert_eq!(surplus(&years), [] as [usize; 0]);
        let twice: Vec<_> = years.iter().flat_map(|copy| [*copy, *copy]).collect();
        assert_eq!(surplus(&twice), [1, 3, 5, 7, 9, 11, 13]);
    }
}
