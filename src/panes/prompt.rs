//! One line to be typed; a bad one stays open with the reason.

use super::{Covers, Pane, answering, frame, ground::Ground};
use crate::{
    app::{Effect, Place, Then, World, place::Prompt},
    command::{Command, Context},
    keymap::Key,
    parts::{Canvas, LineInput},
};
use ratatui::layout::Rect;

/// The open prompt.
pub struct PromptPane {
    prompt: Prompt,
    input: LineInput,
    problem: String,
    ground: Ground,
}

impl PromptPane {
    pub fn new(prompt: Prompt) -> PromptPane {
        let input = LineInput::new(&prompt.text);
        PromptPane { prompt, input, problem: String::new(), ground: Ground::default() }
    }

    fn is_field_untouched(&self) -> bool {
        let first = &self.prompt.text;
        let field = matches!(self.prompt.then, Then::SetField { .. });
        field && !first.is_empty() && LineInput::new(first).text() == self.input.text()
    }
}

impl Pane for PromptPane {
    fn is_at(&self, _: &Place) -> bool {
        false
    }
    fn covers(&self) -> Covers {
        Covers::Part
    }
    fn contexts(&self, _: &World) -> Vec<Context> {
        vec![Context::Input]
    }
    fn hints(&self, _: &World) -> Vec<Command> {
        vec![Command::Accept, Command::Cancel]
    }

    fn opened(&mut self, world: &World) -> Vec<Effect> {
        self.ground.note(&self.prompt.then, world);
        Vec::new()
    }
    fn run(&mut self, command: Command, _: Option<Key>, world: &World) -> Option<Vec<Effect>> {
        match command {
            // A line cannot show every text as it is stored (line breaks): what was not touched is not written again.
            Command::Accept if self.is_field_untouched() => return Some(vec![Effect::Close]),
            Command::Accept => match answering::typed(&self.prompt.then, self.input.text(), world) {
                Ok(effects) => return Some(self.ground.under(effects, world)),
                Err(problem) => self.problem = problem,
            },
            Command::Cancel if matches!(self.prompt.then, Then::Because) => return Some(vec![Effect::Because(None)]),
            Command::Cancel => {
                // A line that was typed does not vanish without a trace: it stands in the list of messages.
                let typed = self.input.text();
                let lost = !typed.trim().is_empty() && typed != self.prompt.text;
                let say = lost.then(|| Effect::Say(format!("not taken: {typed}")));
                return Some([Effect::Close].into_iter().chain(say).collect());
            }
            Command::TextUndo => {
                self.input.undo();
            }
            Command::Complete | Command::NextMatch | Command::PrevMatch | Command::PageDown | Command::PageUp => {}
            _ => return None,
        }
        Some(Vec::new())
    }

    fn input(&mut self, key: Key, _: &World) -> Option<Vec<Effect>> {
        self.input.input(key);
        self.problem.clear();
        Some(Vec::new())
    }
    fn paste(&mut self, text: &str, _: &World) -> Option<Vec<Effect>> {
        self.input.paste(text);
        Some(Vec::new())
    }

    fn draw(&self, _: &World, canvas: &mut Canvas, area: Rect) {
        let inside = frame::overlay(canvas, area, &self.prompt.title, 4);
        if inside.height == 0 {
            return;
        }
        canvas.put(inside.x, inside.y, 2, ">", canvas.theme.heading());
        self.input.draw(canvas, Rect::new(inside.x + 2, inside.y, inside.width.saturating_sub(3), 1), true);
        let below = Rect::new(inside.x + 2, inside.y + 1, inside.width.saturating_sub(3), inside.height - 1);
        if self.problem.is_empty() {
            canvas.wrapped(below, &self.prompt.help, canvas.theme.plain());
        } else {
            canvas.wrapped(below, &self.problem, canvas.theme.bad());
        }
    }
}
