//! One line to be typed; a bad one stays open with the reason.

use super::{Covers, Pane, answering, frame, ground::Ground};
use crate::{
    app::{Effect, Place, Then, World, lines, place::Prompt},
    command::{Command, Context},
    keymap::Key,
    parts::{Canvas, LineInput, Typing},
    store::Typed,
};
use ratatui::layout::Rect;

/// The open prompt.
pub struct PromptPane {
    prompt: Prompt,
    input: LineInput,
    problem: String,
    ground: Ground,
    typing: Typing,
}

impl PromptPane {
    pub fn new(prompt: Prompt) -> PromptPane {
        let input = LineInput::new(&prompt.text);
        PromptPane { prompt, input, problem: String::new(), ground: Ground::default(), typing: Typing::default() }
    }

    /// The line that was left at this question before.
    fn left(&self, world: &World) -> Option<String> {
        let left = lines::left(world, &self.prompt.title);
        left.filter(|_| self.prompt.then.takes_text() && !self.typing.is_changed())
    }
    /// Whether something stands here that nobody has taken yet and that is of a record.
    fn holds_text(&self) -> bool {
        let text = self.input.text();
        self.prompt.then.takes_text() && !text.trim().is_empty() && text != self.prompt.text
    }
    fn key(&mut self, world: &World) {
        if self.prompt.then.takes_text() {
            self.typing.key(world.tick);
        }
    }
    /// The request of the loop that keeps the line, or forgets it once it is taken.
    fn kept(&self, taken: bool, world: &World) -> Option<Effect> {
        let text = Some(self.input.text()).filter(|_| !taken && self.holds_text());
        let value = lines::with(world, &self.prompt.title, text)?;
        Some(Effect::Keep(lines::SETTING.into(), value))
    }
    /// Leaves with these effects: what was typed is taken now.
    fn taken(&mut self, mut effects: Vec<Effect>, world: &World) -> Vec<Effect> {
        self.typing = Typing::default();
        effects.extend(self.kept(true, world));
        effects
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
        // A reason was asked for above it and not given: the line is not taken.
        if self.holds_text() {
            self.typing.key(world.tick);
        }
        Vec::new()
    }
    fn run(&mut self, command: Command, _: Option<Key>, world: &World) -> Option<Vec<Effect>> {
        match command {
            // A line cannot show every text as it is stored (line breaks): what was not touched is not written again.
            Command::Accept if self.is_field_untouched() => return Some(vec![Effect::Close]),
            Command::Accept => match answering::typed(&self.prompt.then, self.input.text(), world) {
                Ok(effects) => {
                    let effects = self.ground.under(effects, world);
                    return Some(self.taken(effects, world));
                }
                Err(problem) => self.problem = problem,
            },
            Command::Cancel if matches!(self.prompt.then, Then::Because) => {
                self.typing = Typing::default();
                return Some(self.kept(false, world).into_iter().chain([Effect::Because(None)]).collect());
            }
            Command::Cancel => {
                // A line that was typed does not vanish: it waits for the same question, and is told.
                self.typing = Typing::default();
                let typed = self.input.text();
                let lost = !typed.trim().is_empty() && typed != self.prompt.text;
                let waits = if self.holds_text() { "; Up brings it back here" } else { "" };
                let say = lost.then(|| Effect::Say(format!("not taken: {typed}{waits}")));
                return Some(self.kept(false, world).into_iter().chain([Effect::Close]).chain(say).collect());
            }
            Command::TextUndo => {
                self.input.undo();
                self.key(world);
            }
            Command::PrevMatch if self.left(world).is_some() => {
                let line = self.left(world).unwrap_or_default();
                self.input.set(&line);
                self.key(world);
            }
            Command::Complete | Command::NextMatch | Command::PrevMatch | Command::PageDown | Command::PageUp => {}
            _ => return None,
        }
        Some(Vec::new())
    }

    fn input(&mut self, key: Key, world: &World) -> Option<Vec<Effect>> {
        if self.input.input(key) {
            self.key(world);
        }
        self.problem.clear();
        Some(Vec::new())
    }
    fn paste(&mut self, text: &str, world: &World) -> Option<Vec<Effect>> {
        self.input.paste(text);
        self.key(world);
        Some(Vec::new())
    }

    fn refused(&mut self, _: &str, world: &World) {
        self.key(world);
    }
    fn deadline(&self, _: &World) -> Option<u64> {
        self.typing.due()
    }
    fn tick(&mut self, world: &World) -> Vec<Effect> {
        self.flush(world)
    }
    fn flush(&mut self, world: &World) -> Vec<Effect> {
        if !self.typing.is_open() {
            return Vec::new();
        }
        self.typing.written();
        self.kept(false, world).into_iter().collect()
    }
    fn unsaved(&self, world: &World) -> Vec<Typed> {
        let kept = self.kept(false, world).filter(|_| self.typing.is_open());
        let request = kept.and_then(|effect| lines::request(effect, world));
        request.into_iter().map(Typed::Kept).collect()
    }

    fn draw(&self, world: &World, canvas: &mut Canvas, area: Rect) {
        let inside = frame::overlay(canvas, area, &self.prompt.title, 4);
        if inside.height == 0 {
            return;
        }
        canvas.put(inside.x, inside.y, 2, ">", canvas.theme.heading());
        self.input.draw(canvas, Rect::new(inside.x + 2, inside.y, inside.width.saturating_sub(3), 1), true);
        let below = Rect::new(inside.x + 2, inside.y + 1, inside.width.saturating_sub(3), inside.height - 1);
        if self.problem.is_empty() {
            let left = self.left(world).filter(|line| self.input.text() != line);
            let left = left.map_or(String::new(), |line| format!(" Up brings back: {line}"));
            canvas.wrapped(below, &format!("{}{left}", self.prompt.help), canvas.theme.plain());
        } else {
            canvas.wrapped(below, &self.problem, canvas.theme.bad());
        }
    }
}
