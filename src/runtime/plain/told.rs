//! What plain mode has said already, so that a line says only what is new.

use crate::{
    app::App,
    command::Context,
    ui::{Plain, PlainLine},
};
use std::collections::HashMap;

#[derive(Default)]
pub(super) struct Told {
    before: Plain,
    contexts: Vec<Context>,
    /// The first row that was printed last, and how many messages and steps were told.
    pub from: usize,
    messages: usize,
    steps: Option<(crate::domain::Stamp, String)>,
    /// Everything is to be said again.
    pub whole: bool,
    /// The places that were told whole, as they were left.
    seen: HashMap<String, Plain>,
    /// The row with the cursor is to be said.
    pub row: bool,
    pub went_to_row: bool,
    pub copied: Vec<(String, String)>,
}

impl Told {
    /// The lines that are new.
    pub fn since(&mut self, app: &App, rows: usize, first: bool) -> Vec<String> {
        let mut out = Vec::new();
        for (what, text) in self.copied.drain(..) {
            out.push(format!("Copied, {what}:"));
            out.extend(text.lines().map(String::from));
        }
        let step = app.world.recent.first().map(|r| (r.at, r.label.clone()));
        if step != self.steps && !first {
            let label = app.world.recent.first().map_or(String::new(), |r| app.world.discreet(&r.label));
            out.push(format!("Saved: {label}"));
        }
        self.steps = step;
        let messages = &app.world.messages;
        for message in messages.iter().skip(self.messages.min(messages.len())) {
            out.push(if message.warning { format!("Warning: {}", message.text) } else { message.text.clone() });
        }
        self.messages = messages.len();
        let contexts = app.contexts();
        let mut plain = app.plain(self.from..self.from.saturating_add(rows));
        let other = plain.place != self.before.place;
        let asked = std::mem::take(&mut self.whole);
        if first || other || asked {
            let at = plain.at.unwrap_or(0);
            self.from = at / rows * rows;
            plain = app.plain(self.from..self.from + rows);
            out.push(String::new());
            match self.seen.get(&plain.place).filter(|_| !plain.choice && !asked) {
                Some(left) => out.extend(back(left, &plain, rows)),
                None => out.extend(whole(&plain, self.from, rows)),
            }
        } else {
            out.extend(changed(&self.before, &plain, rows));
        }
        let moved = plain.at != self.before.at || plain.current != self.before.current;
        if !other && !first && (moved || self.row) && !plain.current.is_empty() {
            let row = numbered(plain.at.map(|at| at + 1), &plain.current);
            out.retain(|line| *line != row);
            out.push(format!("> {row}"));
        }
        self.row = false;
        if contexts != self.contexts || other {
            out.extend(waits(contexts.first().copied(), plain.many).map(String::from));
        }
        self.seen.insert(plain.place.clone(), plain.clone());
        (self.before, self.contexts) = (plain, contexts);
        out
    }

    /// The rows after those that were said last.
    pub fn more(&mut self, app: &App, rows: usize) -> Vec<String> {
        let total = self.before.total;
        if self.from + 20 >= total && rows <= 20 {
            return vec!["that is all".into()];
        }
        if rows > 20 {
            self.from = 0;
        } else {
            self.from += 20;
        }
        let plain = app.plain(self.from..self.from.saturating_add(rows));
        lines_of(&plain, self.from, rows)
    }
}

/// What is waited for, where it is not a command.
fn waits(context: Option<Context>, many: bool) -> Option<&'static str> {
    match context? {
        Context::Writing => {
            Some("(a line is a line of the note; :keys leaves it, :next goes on, :help lists the rest)")
        }
        Context::Text => Some("(a line is a line of the text; a dot alone takes it)"),
        Context::Input => Some("(a line is the text; an empty line takes what stands there, :back leaves it)"),
        Context::Cells => Some("(a line is the value, then the next row; :take, right goes right, :leave leaves)"),
        Context::Menu if many => Some("(numbers or words tick; an empty line takes what is ticked, :back leaves it)"),
        Context::Menu => Some("(a letter, a number or words choose; :back leaves it)"),
        _ => None,
    }
}

fn numbered(number: Option<usize>, text: &str) -> String {
    number.map_or(text.to_string(), |n| format!("{n}. {text}"))
}

/// A place that was told before: what changed in it, and where the cursor stands.
fn back(left: &Plain, now: &Plain, rows: usize) -> Vec<String> {
    let mut out = vec![now.title.clone()];
    out.extend(changed(left, now, rows));
    if !now.current.is_empty() {
        let row = numbered(now.at.map(|at| at + 1), &now.current);
        out.retain(|line| *line != row);
        out.push(format!("> {row}"));
    }
    out.push("(again prints it whole)".into());
    out
}

fn whole(plain: &Plain, from: usize, rows: usize) -> Vec<String> {
    let mut out = vec![plain.title.clone()];
    out.extend(plain.head.iter().cloned());
    out.extend(lines_of(plain, from, rows));
    out
}

/// The lines with numbers, the stops from `from` on, and how many are left.
fn lines_of(plain: &Plain, from: usize, rows: usize) -> Vec<String> {
    let (mut out, mut number, mut waiting) = (Vec::new(), plain.first, Vec::new());
    for line in &plain.lines {
        if !line.stop {
            waiting.push(line.text.clone());
            continue;
        }
        number += 1;
        if number <= from || number > from.saturating_add(rows) {
            waiting.clear();
            continue;
        }
        out.append(&mut waiting);
        let sign = if plain.at == Some(number - 1) { "> " } else { "" };
        out.push(format!("{sign}{}", numbered(Some(number), &line.text)));
    }
    if from.saturating_add(rows) >= plain.total {
        out.append(&mut waiting);
    }
    let shown = from.saturating_add(rows).min(plain.total);
    if shown < plain.total {
        out.push(format!("{} more; more prints them", plain.total - shown));
    }
    out
}

/// What of the same place is not as it was.
fn changed(before: &Plain, now: &Plain, rows: usize) -> Vec<String> {
    let mut out: Vec<String> = now.head.iter().filter(|line| !before.head.contains(line)).cloned().collect();
    let known = |line: &PlainLine| before.lines.iter().any(|b| b.text == line.text);
    let mut number = now.first;
    for line in &now.lines {
        number += usize::from(line.stop);
        if !known(line) && out.len() < rows {
            out.push(if line.stop { numbered(Some(number), &line.text) } else { line.text.clone() });
        }
    }
    out
}
