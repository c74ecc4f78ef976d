//! When a line of an interview note was begun and who wrote it, as it is kept beside the note: a word a line.
//!
//! A word is `10:41`, `2026-11-27T10:41` or `2026-11-27T10:41/P-05`; `-` says that nothing is known.

use super::{Record, Records, kinds::interview, value::Stamp};
use jiff::civil::Date;

/// When a line was begun, and by whom it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineTime<'a> {
    /// The day; a line from before days were kept has none.
    pub day: Option<Date>,
    /// Minute of the day.
    pub minute: u16,
    /// The id of a person, else `user@host`; empty if it is not known.
    pub by: &'a str,
}

impl<'a> LineTime<'a> {
    /// Reads a word; nothing for `-` and for what is none.
    pub fn read(word: &'a str) -> Option<LineTime<'a>> {
        let (at, by) = word.split_once('/').unwrap_or((word, ""));
        let (day, clock) = match at.split_once('T') {
            Some((day, clock)) => (Some(day.parse().ok()?), clock),
            None => (None, at),
        };
        let (hour, minute) = clock.split_once(':')?;
        let (hour, minute) = (hour.parse::<u16>().ok()?, minute.parse::<u16>().ok()?);
        (hour < 24 && minute < 60).then_some(LineTime { day, minute: hour * 60 + minute, by })
    }
    /// A line that is begun now.
    pub fn of(now: Stamp, by: &'a str) -> LineTime<'a> {
        let time = now.local();
        LineTime { day: Some(now.date()), minute: time.hour() as u16 * 60 + time.minute() as u16, by }
    }
    /// `10:41`
    pub fn clock(&self) -> String {
        format!("{:02}:{:02}", self.minute / 60, self.minute % 60)
    }
    /// `2026-11-27 10:41`; the clock alone where the day is not known.
    pub fn told(&self) -> String {
        self.day.map_or_else(|| self.clock(), |day| format!("{day} {}", self.clock()))
    }
}

impl std::fmt::Display for LineTime<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(day) = self.day {
            write!(f, "{day}T")?;
        }
        f.write_str(&self.clock())?;
        if self.by.is_empty() { Ok(()) } else { write!(f, "/{}", self.by) }
    }
}

/// Who writes, as it is kept beside a line: without blanks and slashes, which part words.
pub fn writer(who: &str) -> String {
    who.chars().map(|c| if c.is_whitespace() || c == '/' { '_' } else { c }).collect()
}

/// The name of a writer: that of the person, else what is kept.
pub fn name(records: &Records, by: &str) -> String {
    by.parse().ok().filter(|id| records.get(*id).is_some()).map_or_else(|| by.to_string(), |id| records.name(id))
}

/// The word of line `at`; a line without a day is of the day on which its interview began.
pub fn of_line<'a>(times: &'a str, at: usize, interview: Option<&Record>) -> Option<LineTime<'a>> {
    let time = LineTime::read(times.split_whitespace().nth(at)?)?;
    let began = || interview.and_then(|i| i.stamp(interview::STARTED).or(i.stamp(interview::START))).map(Stamp::date);
    Some(LineTime { day: time.day.or_else(began), ..time })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_and_written_in_one_form() {
        for word in ["10:41", "2026-11-27T10:41", "2026-11-27T10:41/P-05", "00:00/root@vm"] {
            assert_eq!(LineTime::read(word).unwrap().to_string(), word);
        }
        for word in ["-", "", "25:00", "10:61", "nonsense", "2026-13-01T10:00"] {
            assert_eq!(LineTime::read(word), None, "{word}");
        }
        let time = LineTime::read("2026-11-27T10:41/P-05").unwrap();
        assert_eq!((time.told().as_str(), time.by), ("2026-11-27 10:41", "P-05"));
        assert_eq!(writer("a b/c"), "a_b_c");
    }
}
