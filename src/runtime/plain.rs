//! The app without a screen: a line in, lines out. For screen readers, bad links and pipes.
//!
//! It is the same app on the same panes: a word runs the command that a key runs, a number goes to a row, and where text
//! is wanted a line is text. Nothing that places a cursor is ever written.

mod choose;
mod told;

use super::{Outside, Workbench};
use crate::{
    app::{Msg, PlainRequest, PlainWord},
    command::{Command, Context},
    domain::Id,
    panes,
    ui::{Answer, Place, Plain},
};
use std::io::{self, BufRead, Write};
use told::Told;

/// Rows that are printed at once; “more” prints the next ones.
const ROWS: usize = 20;

/// How the lines ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spoken {
    /// Everything is in the file.
    pub saved: bool,
    /// Every line was understood.
    pub understood: bool,
}

/// Runs a workbench on lines until they end or the program is left. `prompt`: somebody sits there and types.
pub fn run_plain(bench: Workbench, lines: impl BufRead, out: &mut dyn Write, prompt: bool) -> io::Result<Spoken> {
    let mut plainly = Plainly { bench, told: Told::default(), out, understood: true };
    let ended = plainly.turn(lines, prompt);
    let saved = plainly.bench.close();
    if !saved {
        let left = plainly.bench.left_behind();
        plainly.say(&left)?;
    }
    ended?;
    Ok(Spoken { saved, understood: plainly.understood })
}

struct Plainly<'a> {
    bench: Workbench,
    told: Told,
    out: &'a mut dyn Write,
    understood: bool,
}

impl Plainly<'_> {
    fn turn(&mut self, mut lines: impl BufRead, prompt: bool) -> io::Result<()> {
        self.bench.message(Msg::Resize(78, 60));
        self.settle();
        self.tell(true)?;
        let mut bytes = Vec::new();
        while !self.bench.app.is_quitting() {
            if prompt {
                write!(self.out, "> ")?;
            }
            self.out.flush()?;
            bytes.clear();
            if lines.read_until(b'\n', &mut bytes)? == 0 {
                return Ok(());
            }
            let line = String::from_utf8_lossy(&bytes);
            self.bench.message(Msg::Tick);
            self.take(line.trim_end_matches(['\n', '\r']))?;
            // Whatever happens to this process next, what was typed is in the file.
            self.bench.message(Msg::Flush);
            self.settle();
            self.tell(false)?;
        }
        Ok(())
    }

    /// Waits until everything is saved, and does what would need a terminal.
    fn settle(&mut self) {
        self.bench.settle();
    }
    fn send(&mut self, msg: impl Into<Msg>) {
        self.bench.message(msg.into());
        while let Some(outside) = self.bench.take_outside() {
            match outside {
                Outside::Copy { what, text } => self.told.copied.push((what, text)),
                Outside::Edit { .. } => {
                    let why = "in plain mode the text is typed here, a line after the other".to_string();
                    self.bench.message(Msg::Answer(Answer::Edited(Err(why))));
                }
                Outside::Redraw => self.told.whole = true,
                Outside::Suspend => {}
            }
        }
        self.settle();
    }
    fn run(&mut self, command: Command) {
        self.send(PlainWord::Run(command));
    }
    fn plain(&self) -> Plain {
        self.bench.app.plain(self.told.from..self.told.from + ROWS)
    }
    fn context(&self) -> Option<Context> {
        self.bench.app.contexts().first().copied()
    }

    fn say(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "{}", crate::shown::shown(text))
    }
    /// Says what is new since the last line; everything, if another pane is on top.
    fn tell(&mut self, first: bool) -> io::Result<()> {
        let lines = self.told.since(&self.bench.app, ROWS, first);
        lines.iter().try_for_each(|line| self.say(line))
    }

    /// One line: text where text is wanted, a choice in a list to choose from, else words. A colon before it makes it
    /// words everywhere.
    fn take(&mut self, line: &str) -> io::Result<()> {
        let (words, forced) = match line.strip_prefix(':') {
            Some(text) if text.starts_with(':') => (text, false),
            Some(words) => (words, true),
            None => (line, false),
        };
        match self.context() {
            Some(context) if context.is_text() && !forced => {
                self.write(context, words);
                Ok(())
            }
            Some(Context::Menu | Context::Help) if !forced => self.choose(words.trim()),
            _ => self.words(words.trim()),
        }
    }

    /// A line of text.
    fn write(&mut self, context: Context, text: &str) {
        let line = || PlainWord::Line(text.to_string());
        match context {
            Context::Writing if text.trim().is_empty() => {}
            Context::Text if text.trim() == "." => self.run(Command::Accept),
            Context::Writing | Context::Text => self.send(line()),
            Context::Drawer if text.trim().is_empty() => self.run(Command::DrawerNext),
            Context::Drawer => {
                self.send(line());
                // The owner is chosen from the people.
                if self.context() == Some(Context::Menu) {
                    let told = self.choose_by_words(text);
                    if told.is_ok() && self.context() == Some(Context::Drawer) {
                        self.run(Command::DrawerNext);
                    }
                }
            }
            Context::Cells => {
                if !text.trim().is_empty() {
                    self.send(line());
                }
                self.run(Command::CellTake);
            }
            _ => {
                // A search shows what it found; a number or an empty line opens one of them.
                let search = self.bench.app.top().is_some_and(|p| p.is_at(&Place::Search(String::new())));
                let found = self.plain();
                match text.trim().parse::<usize>() {
                    Ok(n) if search && (1..=found.total).contains(&n) => {
                        (0..found.at.unwrap_or(0)).for_each(|_| self.run(Command::PrevMatch));
                        (1..n).for_each(|_| self.run(Command::NextMatch));
                        self.run(Command::Accept);
                    }
                    _ => {
                        if !text.is_empty() {
                            self.send(line());
                        }
                        if !search || text.is_empty() {
                            self.run(Command::Accept);
                        } else {
                            self.told.whole = true;
                        }
                    }
                }
            }
        }
    }

    /// Words: of plain mode itself, a number, an id, or a command, with text for what it asks.
    fn words(&mut self, words: &str) -> io::Result<()> {
        let lower = words.to_lowercase();
        match lower.as_str() {
            "" => {
                self.told.row = true;
                return Ok(());
            }
            "help" | "?" => return self.help(false),
            "help all" => return self.help(true),
            "more" => {
                let lines = self.told.more(&self.bench.app, ROWS);
                return lines.iter().try_for_each(|line| self.say(line));
            }
            "all" => {
                let lines = self.told.more(&self.bench.app, usize::MAX - ROWS);
                return lines.iter().try_for_each(|line| self.say(line));
            }
            "again" => {
                self.told.whole = true;
                return Ok(());
            }
            _ => {}
        }
        if self.go_to(&lower) {
            return Ok(());
        }
        if let Some(rest) = lower.strip_prefix("open ").map(|rest| &words[words.len() - rest.len()..])
            && self.go_to(rest.trim())
        {
            if self.told.went_to_row {
                self.run(Command::Open);
            }
            return Ok(());
        }
        if let Some(rest) = lower.strip_prefix("set ").map(|rest| &words[words.len() - rest.len()..])
            && self.set(rest.trim())
        {
            return Ok(());
        }
        self.command(words)
    }

    /// Goes to a row by its number or to a record by its id; false if it is neither.
    fn go_to(&mut self, text: &str) -> bool {
        self.told.went_to_row = false;
        if let Ok(n) = text.parse::<usize>() {
            if self.context() == Some(Context::Card) {
                self.run(Command::Jump);
                self.write(Context::Input, text);
                return true;
            }
            let total = self.plain().total;
            if !(1..=total).contains(&n) {
                return false;
            }
            self.send(PlainWord::Stand(n - 1));
            (self.told.row, self.told.went_to_row) = (true, true);
            return true;
        }
        let id = text.to_uppercase().parse::<Id>().ok().filter(|id| self.bench.app.world.records.live(*id).is_some());
        if let Some(id) = id {
            let place = panes::place_of(id, &self.bench.app.world);
            self.send(Msg::Go(place));
        }
        id.is_some()
    }

    /// `set FIELD VALUE` for the record at hand; false if there is no such field.
    fn set(&mut self, text: &str) -> bool {
        let app = &self.bench.app;
        let Some(id) = app.top().and_then(|pane| pane.subject(&app.world)) else { return false };
        let fields = id.kind.spec().fields;
        let named = |name: &str, field: &crate::domain::Field| {
            field.name.eq_ignore_ascii_case(name) || field.label.eq_ignore_ascii_case(name)
        };
        let ends = text.char_indices().filter(|(_, c)| *c == ' ').map(|(at, _)| at).chain([text.len()]);
        let ends: Vec<usize> = ends.collect();
        let found = ends.iter().rev().find_map(|end| {
            let field = fields.iter().position(|f| f.editable() && named(&text[..*end], f))?;
            Some((field, text[*end..].trim().to_string()))
        });
        let Some((field, value)) = found else { return false };
        let depth = app.panes().count();
        self.send(Msg::Go(Place::Field(vec![id], field)));
        if self.bench.app.panes().count() > depth && !value.is_empty() {
            self.feed(&value);
        }
        true
    }

    /// Gives words to what a command has asked.
    fn feed(&mut self, text: &str) {
        match self.context() {
            Some(Context::Text) => {
                self.write(Context::Text, text);
                self.run(Command::Accept);
            }
            Some(context) if context.is_text() => self.write(context, text),
            Some(Context::Menu) => drop(self.choose(text)),
            _ => {}
        }
    }

    fn command(&mut self, words: &str) -> io::Result<()> {
        match self.bench.app.asked(words) {
            PlainRequest::Run(command) => self.run(command),
            PlainRequest::Go(place) => self.send(Msg::Go(place)),
            asked => {
                let asking = match self.with_text(words) {
                    true => return Ok(()),
                    false => asked,
                };
                self.understood = false;
                if let PlainRequest::Several(goals) = asking {
                    self.say(&format!("“{words}” is not sure. Say one of these:"))?;
                    for (word, label) in goals {
                        self.say(&format!("  {word}: {label}"))?;
                    }
                } else {
                    self.say(&format!("“{words}” is no command here; help lists them"))?;
                }
            }
        }
        Ok(())
    }

    /// A command by its very name with text behind it; false if it is none.
    fn with_text(&mut self, words: &str) -> bool {
        let ends: Vec<usize> = words.char_indices().filter(|(_, c)| *c == ' ').map(|(at, _)| at).collect();
        let found = ends.iter().rev().find_map(|end| {
            let command = self.bench.app.named(&words[..*end].to_lowercase())?;
            Some((command, words[*end..].trim().to_string()))
        });
        let Some((command, text)) = found else { return false };
        let depth = self.bench.app.panes().count();
        let was = self.context();
        self.run(command);
        let asks = self.bench.app.panes().count() > depth || self.context() != was;
        if asks {
            self.feed(&text);
        }
        asks
    }

    /// The commands that can be said here, from the one table.
    fn help(&mut self, all: bool) -> io::Result<()> {
        self.say(
            "A line is a command, a number of a row, or an id. Where text is wanted a line is text: a colon before",
        )?;
        self.say("it makes it a command. more, all and again print; set FIELD VALUE sets; help all lists everything.")?;
        let here = if all { Command::ALL.to_vec() } else { self.bench.app.here() };
        for command in here.into_iter().filter(|c| !c.draws()) {
            let info = command.info();
            let short = self.bench.app.word_of(command);
            let word = if short.is_empty() { info.id } else { short };
            let id = if all && word != info.id { format!(" ({})", info.id) } else { String::new() };
            self.say(&format!("  {word}{id}: {}", self.bench.app.label_of(command)))?;
        }
        Ok(())
    }
}
