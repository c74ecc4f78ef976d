//! What a key of one step leads to, and the step as it is drawn.

use super::{Import, Step, Then};
use crate::{
    parts::{Canvas, Window},
    shown::wrap,
    ui::Effect,
};
use ratatui::layout::Rect;

/// What a key of a step did.
pub(super) enum Done {
    NotMine,
    Moved,
    /// The whole step is said.
    Through,
    Effects(Vec<Effect>),
    /// A sentence why not.
    Refused(String),
}

/// Puts the cursor on the next line that is open, round the end; through where none is.
pub(super) fn next_open(window: &mut Window, lines: usize, is_open: impl Fn(usize) -> bool) -> Done {
    let here = window.cursor;
    match (here..lines).chain(0..here).find(|at| is_open(*at)) {
        Some(at) => {
            window.cursor = at;
            Done::Moved
        }
        None => Done::Through,
    }
}

impl Import {
    /// Enter: yes to what is marked, and on. It never writes.
    pub(super) fn accept(&mut self) -> Vec<Effect> {
        let done = match &mut self.step {
            Step::Reading | Step::Stopped => return self.reads(self.then),
            Step::Sheets(sheets) => {
                let Some(name) = sheets.current().map(str::to_string) else { return Vec::new() };
                return self.sheet_said(name);
            }
            Step::Fault(_) => return self.back(),
            Step::Kinds(kinds) => {
                let Some(kind) = kinds.current() else { return Vec::new() };
                return self.kind_said(kind);
            }
            Step::Map(map) => map.accept(),
            Step::Words(words) => words.accept(),
            Step::Preview(_) => Done::Refused("T takes the rows in".into()),
        };
        self.done(done)
    }

    pub(super) fn done(&mut self, done: Done) -> Vec<Effect> {
        match (done, &mut self.step) {
            (Done::Through, Step::Map(map)) => {
                self.said.map.extend(map.said());
                self.reads(Then::Next)
            }
            (Done::Through, Step::Words(words)) => {
                self.said.words.extend(words.said());
                self.reads(Then::Preview)
            }
            (Done::Effects(effects), _) => effects,
            (Done::Refused(why), _) => {
                self.refused = why.clone();
                vec![Effect::Say(why)]
            }
            _ => Vec::new(),
        }
    }

    /// What is said on the screen and not yet in the answers.
    pub(super) fn gather(&mut self) {
        match &mut self.step {
            Step::Map(map) => self.said.map.extend(map.said()),
            Step::Words(words) => self.said.words.extend(words.said()),
            _ => {}
        }
    }

    pub(super) fn draw_step(&self, canvas: &mut Canvas, inside: Rect) {
        let Some(reading) = &self.read else {
            return match &self.step {
                Step::Kinds(kinds) => kinds.draw(canvas, inside),
                Step::Sheets(sheets) => sheets.draw(canvas, inside),
                _ => {}
            };
        };
        match &self.step {
            Step::Kinds(kinds) => kinds.draw(canvas, inside),
            Step::Sheets(sheets) => sheets.draw(canvas, inside),
            Step::Map(map) => map.draw(reading, canvas, inside),
            Step::Words(words) => words.draw(reading, canvas, inside),
            Step::Preview(shown) => {
                let foot = match self.refused.as_str() {
                    "" => self.preview_foot(reading),
                    why => format!("{why}. {}", self.preview_foot(reading)),
                };
                let wide = usize::from(inside.width).max(1);
                let rows = wrap(&foot, wide).len().min(usize::from(inside.height / 2).max(1)) as u16;
                let list = Rect { height: inside.height.saturating_sub(rows), ..inside };
                shown.draw(canvas, list);
                let below = Rect::new(inside.x, list.bottom(), inside.width, inside.height - list.height);
                canvas.wrapped(below, &foot, canvas.theme.heading());
            }
            Step::Reading | Step::Stopped | Step::Fault(_) => {}
        }
    }
}
