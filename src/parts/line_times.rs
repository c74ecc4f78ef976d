//! The minute of the first key of each line of a note, kept in step with the lines while they are edited.
//!
//! It sees only where an edit began and ended, never the keys, and touches only the lines concerned.

use crate::domain::value::Stamp;
use std::{
    collections::VecDeque,
    fmt,
    hash::{DefaultHasher, Hash, Hasher},
};

/// Minute of the day.
type Minute = Option<u16>;

/// Times of lines that were taken away and may come back by undo.
const REMEMBERED: usize = 512;

/// One time for each line; an empty line has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineTimes {
    minutes: Vec<Minute>,
    gone: VecDeque<(u64, u16)>,
}

/// A line as it was before an edit, in case its time is wanted again.
pub(super) type Watched = (u64, Minute);

impl LineTimes {
    /// Reads `HH:MM` or `-` for each of `lines` lines; what is missing or cannot be read is no time.
    pub fn read(text: &str, lines: usize) -> LineTimes {
        let mut minutes: Vec<Minute> = text.split_whitespace().take(lines).map(minute).collect();
        minutes.resize(lines, None);
        LineTimes { minutes, gone: VecDeque::new() }
    }
    pub fn len(&self) -> usize {
        self.minutes.len()
    }
    pub fn is_empty(&self) -> bool {
        self.minutes.is_empty()
    }
    /// `10:41`, if the line has a time.
    pub fn clock(&self, line: usize) -> Option<Clock> {
        self.minutes.get(line).copied().flatten().map(Clock)
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
        let (old, new) = (self.minutes[first], Some(minute_of(now)));
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
        let same = middle.len() == was.len();
        let time = |(i, line): (usize, &String)| {
            let kept = if same || i == 0 { was.get(i).copied().flatten() } else { None };
            let (first, second) = if same { (kept, self.recall(line)) } else { (self.recall(line), kept) };
            first.or(second).or(now.map(minute_of)).filter(|_| !line.is_empty())
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
            match self.clock(line) {
                Some(clock) => write!(f, "{blank}{clock}")?,
                None => write!(f, "{blank}-")?,
            }
        }
        Ok(())
    }
}

/// A time of day, written `10:41`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock(u16);

impl Clock {
    /// The five characters, without allocating.
    pub fn chars(self) -> [u8; 5] {
        let digit = |n: u16| b'0' + (n % 10) as u8;
        let (h, m) = (self.0 / 60, self.0 % 60);
        [digit(h / 10), digit(h), b':', digit(m / 10), digit(m)]
    }
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.chars().iter().try_for_each(|c| write!(f, "{}", char::from(*c)))
    }
}

fn minute(word: &str) -> Minute {
    let (h, m) = word.split_once(':')?;
    let (h, m) = (h.parse::<u16>().ok()?, m.parse::<u16>().ok()?);
    (h < 24 && m < 60).then_some(h * 60 + m)
}

fn minute_of(now: Stamp) -> u16 {
    let time = now.local();
    time.hour() as u16 * 60 + time.minute() as u16
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
            ("10:36 10:37 10:38", 1, "10:36"),
            ("25:00 10:61 nonsense 1:2", 4, "- - - 01:02"),
        ] {
            assert_eq!(LineTimes::read(text, lines).to_string(), written);
        }
    }
}
