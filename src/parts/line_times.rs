//! The moment of the first key of each line of a note and who wrote it, kept in step with the lines while they are edited.
//!
//! It sees only where an edit began and ended, never the keys, and touches only the lines concerned.

use crate::domain::{
    line_time::{self, LineTime},
    value::Stamp,
};
use jiff::civil::Date;
use std::{
    collections::VecDeque,
    fmt,
    hash::{DefaultHasher, Hash, Hasher},
};

/// When a line was begun, and the place of its writer among those of the note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Begun {
    day: Option<Date>,
    minute: u16,
    by: u16,
}

type Minute = Option<Begun>;

/// Minutes after which a further line is one of its own.
const LATE: u16 = 5;

/// Times of lines that were taken away and may come back by undo.
const REMEMBERED: usize = 512;

/// One time for each line; an empty line has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineTimes {
    minutes: Vec<Minute>,
    gone: VecDeque<(u64, Begun)>,
    /// Who wrote lines of it; the first one is nobody known, the second whoever writes now.
    writers: Vec<String>,
}

/// Place of whoever writes now.
const ME: u16 = 1;

/// A line as it was before an edit, in case its time is wanted again.
pub(super) type Watched = (u64, Minute);

impl LineTimes {
    /// Reads a word for each of `lines` lines, see [`LineTime`]; what is missing or cannot be read is no time.
    pub fn read(text: &str, lines: usize) -> LineTimes {
        let mut writers = vec![String::new(), String::new()];
        let mut place = |by: &str| match writers.iter().position(|w| w == by) {
            Some(at) => at,
            None => {
                writers.push(by.to_string());
                writers.len() - 1
            }
        } as u16;
        let mut begun =
            |word: &str| LineTime::read(word).map(|t| Begun { day: t.day, minute: t.minute, by: place(t.by) });
        let mut minutes: Vec<Minute> = text.split_whitespace().take(lines).map(&mut begun).collect();
        minutes.resize(lines, None);
        LineTimes { minutes, gone: VecDeque::new(), writers }
    }
    /// Says who writes from now on: the id of a person or `user@host`.
    pub fn by(&mut self, who: &str) {
        self.writers[usize::from(ME)] = line_time::writer(who);
    }
    fn of(&self, now: Stamp) -> Begun {
        let LineTime { day, minute, .. } = LineTime::of(now, "");
        Begun { day, minute, by: ME }
    }
    /// Whether a line was begun on another day, by somebody else, or some minutes before a moment.
    pub fn is_long_ago(&self, line: usize, now: Stamp) -> bool {
        let now = self.of(now);
        self.minutes.get(line).copied().flatten().is_some_and(|then| {
            let other = self.writers[usize::from(then.by)] != self.writers[usize::from(ME)];
            let named = then.by != 0 && other;
            named || then.day.is_some() && then.day != now.day || now.minute.abs_diff(then.minute) >= LATE
        })
    }
    /// Whether a line is the first one of another day than the line with a day before it.
    pub fn turns_day(&self, line: usize) -> Option<Date> {
        let day = self.minutes.get(line).copied().flatten()?.day?;
        let before = self.minutes[..line].iter().rev().find_map(|m| m.as_ref()?.day)?;
        (day != before).then_some(day)
    }
    pub fn len(&self) -> usize {
        self.minutes.len()
    }
    pub fn is_empty(&self) -> bool {
        self.minutes.is_empty()
    }
    /// `10:41`, if the line has a time.
    pub fn clock(&self, line: usize) -> Option<TimeOfDay> {
        self.minutes.get(line).copied().flatten().map(|begun| TimeOfDay(begun.minute))
    }

    /// Text was put in from one place (line, column) to another; `was_empty`: the first line had been empty.
    pub(super) fn inserted(
        &mut self,
        from: (usize, usize),
        to: (usize, usize),
        was_empty: bool,
        lines: &[String],
        now: Stamp,
    ) {
        let (first, last) = (from.0, to.0.max(from.0));
        let (old, new) = (self.minutes[first], Some(self.of(now)));
        let fresh = |line: usize| if lines[line].is_empty() { None } else { new };
        if first == last {
            if was_empty {
                self.minutes[first] = fresh(first);
            }
            return;
        }
        let tail = if to.1 > 0 { new } else { old.filter(|_| !lines[last].is_empty()) };
        let added = (first + 1..last).map(fresh).chain([tail]).collect::<Vec<_>>();
        self.minutes.splice(first + 1..first + 1, added);
        if from.1 == 0 {
            self.minutes[first] = fresh(first);
        }
    }

    /// Text was taken out at a place (line, column), and with it `count` line breaks.
    pub(super) fn removed(&mut self, at: (usize, usize), count: usize, before: &[Watched], lines: &[String]) {
        let line = at.0;
        if count > 0 || lines[line].is_empty() {
            before.iter().for_each(|w| self.remember(*w));
        }
        let joined = self.minutes[line + count];
        self.minutes.drain(line + 1..=line + count);
        if lines[line].is_empty() {
            self.minutes[line] = None;
        } else if at.1 == 0 && count > 0 {
            self.minutes[line] = joined;
        }
    }

    /// Everything may have changed, as after undo: lines that stayed keep their times, known ones get them back.
    pub(super) fn follow(&mut self, old: &[String], new: &[String], now: Option<Stamp>) {
        let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
        let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(|(a, b)| a == b).count();
        let was = self.minutes[head..old.len() - tail].to_vec();
        for (line, minute) in old[head..].iter().zip(&was) {
            self.remember((hash(line), *minute));
        }
        let middle = &new[head..new.len() - tail];
        let now = now.map(|now| self.of(now));
        let same = middle.len() == was.len();
        let time = |(i, line): (usize, &String)| {
            let kept = if same || i == 0 { was.get(i).copied().flatten() } else { None };
            let (first, second) = if same { (kept, self.recall(line)) } else { (self.recall(line), kept) };
            first.or(second).or(now).filter(|_| !line.is_empty())
        };
        let times: Vec<Minute> = middle.iter().enumerate().map(time).collect();
        self.minutes.splice(head..old.len() - tail, times);
    }

    /// The line as it is now, before an edit that may take it away.
    pub(super) fn watch(&self, line: usize, lines: &[String]) -> Option<Watched> {
        Some((hash(lines.get(line)?), *self.minutes.get(line)?))
    }

    fn remember(&mut self, (line, minute): Watched) {
        let Some(minute) = minute else { return };
        if self.gone.len() == REMEMBERED {
            self.gone.pop_front();
        }
        self.gone.push_back((line, minute));
    }
    fn recall(&self, line: &str) -> Minute {
        let wanted = hash(line);
        self.gone.iter().rev().find(|(line, _)| *line == wanted).map(|(_, minute)| *minute)
    }
}

impl fmt::Display for LineTimes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in 0..self.len() {
            let blank = if line > 0 { " " } else { "" };
            match self.minutes[line] {
                Some(Begun { day, minute, by }) => {
                    let by = &self.writers[usize::from(by)];
                    write!(f, "{blank}{}", LineTime { day, minute, by })?;
                }
                None => write!(f, "{blank}-")?,
            }
        }
        Ok(())
    }
}

/// A time of day, written `10:41`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeOfDay(u16);

impl TimeOfDay {
    /// The five characters, without allocating.
    pub fn chars(self) -> [u8; 5] {
        let digit = |n: u16| b'0' + (n % 10) as u8;
        let (h, m) = (self.0 / 60, self.0 % 60);
        [digit(h / 10), digit(h), b':', digit(m / 10), digit(m)]
    }
}

fn hash(line: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    line.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_and_written_in_one_form() {
        for (text, lines, written) in [
            ("10:36 - 09:05", 3, "10:36 - 09:05"),
            ("", 2, "- -"),
            ("2026-11-27T10:36/P-05 2026-11-27T10:37", 2, "2026-11-27T10:36/P-05 2026-11-27T10:37"),
            ("10:36 10:37 10:38", 1, "10:36"),
            ("25:00 10:61 nonsense 1:2", 4, "- - - 01:02"),
            ("10:36/a 10:37/b 10:38/a", 3, "10:36/a 10:37/b 10:38/a"),
        ] {
            assert_eq!(LineTimes::read(text, lines).to_string(), written);
        }
    }
}
