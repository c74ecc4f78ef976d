//! Choosing in a list: by letter, by numbers, or by words of a row.

use super::Plainly;
use crate::{app::PlainWord, command::Command};
use std::io;

impl Plainly<'_> {
    /// A line for a list to choose from: a letter, numbers, or words of a row. Nothing takes what is marked or ticked.
    pub(super) fn choose(&mut self, text: &str) -> io::Result<()> {
        let plain = self.bench.app.plain(0..usize::MAX);
        if !plain.choice {
            // It was read; what is typed is for what lies beneath.
            self.run(Command::Cancel);
            return if text.is_empty() { Ok(()) } else { self.take(text) };
        }
        if text.is_empty() {
            self.run(Command::Accept);
            return Ok(());
        }
        let numbers: Vec<usize> = text.split([' ', ',']).filter_map(|n| n.parse().ok()).collect();
        let all = numbers.len() == text.split([' ', ',']).filter(|t| !t.is_empty()).count();
        let letter = text.chars().next().filter(|_| text.chars().count() == 1);
        let stops = || plain.lines.iter().filter(|l| l.stop);
        let same = |line: &&crate::ui::PlainLine, exact: bool| match (line.letter, letter) {
            (Some(a), Some(b)) => {
                if exact {
                    a == b
                } else {
                    a.eq_ignore_ascii_case(&b)
                }
            }
            _ => false,
        };
        let lettered = stops().position(|l| same(&l, true)).or_else(|| stops().position(|l| same(&l, false)));
        if let Some(row) = lettered {
            self.pick(row, plain.many);
        } else if all && numbers.iter().all(|n| (1..=plain.total).contains(n)) {
            numbers.iter().for_each(|n| self.pick(n - 1, plain.many));
        } else {
            return self.choose_by_words(text);
        }
        Ok(())
    }
    fn pick(&mut self, row: usize, many: bool) {
        self.send(PlainWord::Stand(row));
        self.run(if many { Command::Toggle } else { Command::Accept });
    }
    pub(super) fn choose_by_words(&mut self, text: &str) -> io::Result<()> {
        self.send(PlainWord::Line(text.into()));
        let plain = self.bench.app.plain(0..usize::MAX);
        let first = plain.lines.iter().find(|l| l.stop);
        let exact = first.is_some_and(|l| l.name.eq_ignore_ascii_case(text));
        if plain.total == 1 || exact {
            self.pick(0, plain.many);
            if plain.many && self.plain().choice {
                self.send(PlainWord::Line(String::new()));
            }
            return Ok(());
        }
        if plain.total == 0 {
            self.send(PlainWord::Line(String::new()));
            return self.words(text);
        }
        self.told.whole = true;
        Ok(())
    }
}
