//! One line to be typed; a bad one stays open with the reason.

use super::{
    answering,
    ground::Ground,
    left::{self, Left},
};
use crate::{
    command::{Command, Context},
    domain::{Id, alike},
    exchange::{is_somebody, look_alikes},
    keymap::Key,
    parts::{Canvas, LineInput, Typing, overlay},
    shown::{cells, wrap_first},
    store::{Draft, Typed},
    ui::{AfterText, Covers, Effect, Pane, Place, Plain, World, labelled, place::Prompt},
};
use ratatui::layout::Rect;
use std::ops::Range;

/// The open prompt.
pub struct PromptPane {
    prompt: Prompt,
    input: LineInput,
    problem: String,
    ground: Ground,
    /// What was typed here before and left with Esc; Up brings it back.
    left: Left,
    /// The new name about which the person was asked whether one that is here is meant.
    asked: String,
    typing: Typing,
    /// What is typed here was kept meanwhile.
    wrote: bool,
}

/// Rows of the box beside its title; a longer explanation gets more.
const USUAL_ROWS: u16 = 4;

impl PromptPane {
    /// Title and explanation; of a title that is too wide the last sentence begins the explanation.
    fn head_and_help(&self, width: u16) -> (String, String) {
        let Prompt { title, help, .. } = &self.prompt;
        let fits = cells(title) + 6 <= usize::from(width);
        match title.rfind(". ").filter(|_| !fits) {
            Some(at) => (title[..at].to_string(), format!("{} {help}", &title[at + 2..])),
            None => (title.clone(), help.clone()),
        }
    }

    pub fn new(prompt: Prompt) -> PromptPane {
        let input = LineInput::new(&prompt.text);
        PromptPane {
            prompt,
            input,
            problem: String::new(),
            ground: Ground::default(),
            left: Left::default(),
            asked: String::new(),
            typing: Typing::default(),
            wrote: false,
        }
    }

    /// The field of the one record that is written.
    fn field(&self) -> Option<(Id, usize)> {
        match &self.prompt.then {
            AfterText::SetField { ids, field } if ids.len() == 1 => Some((ids[0], *field)),
            _ => None,
        }
    }
    /// The question by which its lines are known again.
    fn question(&self, _: &World) -> String {
        match self.field() {
            Some((id, field)) => left::of_field(id, field),
            None => format!("{} {}", self.prompt.title, self.prompt.help),
        }
    }
    fn find_left(&self, world: &World) -> Left {
        let draft = self.field().and_then(|key| world.drafts.get(&key)).map(|draft| draft.text.clone());
        Left::at(&self.question(world), world).and(draft)
    }

    /// A line that was typed does not vanish: it is kept for the next time it is asked for.
    fn keep(&mut self, world: &World) -> Vec<Effect> {
        let typed = self.input.text().to_string();
        if typed.trim().is_empty() || typed == LineInput::new(&self.prompt.text).text() {
            return Vec::new();
        }
        let waits = "; it is kept, Up brings it back when this is asked again";
        // What nobody may change keeps no draft either.
        if world.file.as_ref().is_some_and(|f| f.read_only.is_some()) {
            return vec![Effect::Say(format!("not taken: {typed}"))];
        }
        let kept = self.beside(world);
        let said = Effect::Say(format!("not taken: {typed}{}", if kept.is_empty() { "" } else { waits }));
        kept.into_iter().chain([said]).collect()
    }
    /// The line as it stands, if it is more than it was; a jump is none.
    fn line(&self) -> Option<&str> {
        let typed = self.input.text();
        let is_new = !typed.trim().is_empty() && typed != LineInput::new(&self.prompt.text).text();
        (is_new && self.prompt.then.is_kept()).then_some(typed)
    }
    fn draft(&self, typed: &str, world: &World) -> Option<Effect> {
        let (id, field) = self.field()?;
        Some(Effect::Draft(Draft { id, field, text: typed.into(), extra: String::new(), at: world.now }))
    }
    /// Keeps the line as it stands. A draft that waited in the field and was not brought back makes room for it.
    fn beside(&mut self, world: &World) -> Vec<Effect> {
        let Some(typed) = self.line().map(String::from) else { return Vec::new() };
        let Some(draft) = self.draft(&typed, world) else { return vec![self.left.keep(&typed, world)] };
        let before = self.field().and_then(|key| world.drafts.get(&key));
        let before = before.filter(|d| !self.wrote && !self.left.is_taken() && d.text != typed).map(|d| d.text.clone());
        let aside = before.filter(|text| !text.is_empty()).map(|text| self.left.keep(&text, world));
        self.wrote = true;
        aside.into_iter().chain([draft]).collect()
    }
    fn key(&mut self, world: &World) {
        if self.prompt.then.is_kept() {
            self.typing.key(world.tick);
        }
    }
    /// What was kept is not offered any more.
    fn forget(&mut self, world: &World) -> Vec<Effect> {
        self.typing = Typing::default();
        let draft = self.field().filter(|key| self.wrote || world.drafts.contains_key(key));
        let draft = draft.map(|(id, field)| Effect::DropDraft(id, field));
        draft.into_iter().chain(self.left.forget(world)).collect()
    }

    /// Before somebody or something of this name is added: whether one that is here is meant; asked once for a name.
    fn asks(&mut self, world: &World) -> Option<String> {
        let AfterText::Create { kind, .. } = &self.prompt.then else { return None };
        let typed = self.input.text().trim();
        if !kind.spec().named || self.asked == typed {
            return None;
        }
        let like = look_alikes(&world.records, *kind, typed);
        let same = |id: &&Id| is_somebody(*kind) || alike::is_alike(*kind, typed, &world.records.name(**id));
        let id = *like.iter().find(same)?;
        self.asked = typed.to_string();
        let (name, new) = (world.records.name(id), kind.spec().name);
        Some(format!("Did you mean {id} {name}? Enter again adds a new {new}; Esc adds nothing."))
    }

    fn is_field_untouched(&self) -> bool {
        let first = &self.prompt.text;
        let field = matches!(self.prompt.then, AfterText::SetField { .. });
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
        self.ground.note(self.prompt.then.field(), world);
        if !self.wrote && !self.left.is_in_use() {
            self.left = self.find_left(world);
        }
        // A reason was asked for above it and not given: the line is not taken.
        if self.input.text() != LineInput::new(&self.prompt.text).text() {
            self.key(world);
        }
        Vec::new()
    }
    fn run(&mut self, command: Command, _: Option<Key>, world: &World) -> Option<Vec<Effect>> {
        match command {
            // A line cannot show every text as it is stored (line breaks): what was not touched is not written again.
            Command::Accept if self.is_field_untouched() => {
                return Some([Effect::Close].into_iter().chain(self.forget(world)).collect());
            }
            Command::Accept if let Some(asked) = self.asks(world) => self.problem = asked,
            Command::Accept => match answering::typed(&self.prompt.then, self.input.text(), world) {
                Ok(effects) => {
                    let effects = self.ground.under(effects, world);
                    return Some(effects.into_iter().chain(self.forget(world)).collect());
                }
                Err(problem) => self.problem = problem,
            },
            Command::Cancel => {
                self.typing = Typing::default();
                let left = answering::left(&self.prompt.then);
                return Some(left.into_iter().chain(self.keep(world)).collect());
            }
            Command::PrevMatch => {
                if let Some(left) = self.left.bring_back() {
                    self.input.set(left);
                    self.key(world);
                }
            }
            Command::TextUndo => {
                self.input.undo();
                self.key(world);
            }
            Command::Complete | Command::NextMatch | Command::PageDown | Command::PageUp => {}
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

    fn esc_was_none(&mut self, world: &World) {
        // The line was kept when it seemed to be left: an answer forgets that.
        self.wrote = true;
        self.key(world);
        // The rating is made; only its reason is still asked for.
        if let AfterText::Rated(change, picture) = &self.prompt.then {
            let ids = change.edits.iter().map(|edit| edit.id()).collect();
            self.prompt.then = AfterText::SetField { ids, field: picture.account().1 };
        }
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
        if self.line().is_some() {
            return self.beside(world);
        }
        // It is as it was: what was kept of it is no text any more.
        let draft = self.field().filter(|_| std::mem::take(&mut self.wrote));
        let draft = draft.map(|(id, field)| Effect::DropDraft(id, field));
        draft.or_else(|| self.left.drop_own()).into_iter().collect()
    }
    fn unsaved(&self, world: &World) -> Vec<Typed> {
        let Some(typed) = self.line().filter(|_| self.typing.is_open()) else { return Vec::new() };
        let kept = self.draft(typed, world);
        let kept = kept.unwrap_or_else(|| Effect::Keep(self.left.slot(world), typed.to_string()));
        kept.kept_by(&world.actor).map(Typed::Kept).into_iter().collect()
    }

    fn plain(&self, _: &World, _: Range<usize>) -> Option<Plain> {
        let mut plain = Plain::new(self.prompt.title.clone());
        plain.head(self.problem.clone());
        plain.head(self.prompt.help.clone());
        plain.head(labelled("Left here before", self.left.newest().unwrap_or_default()));
        plain.head(labelled("Now", self.input.text()));
        Some(plain)
    }
    fn line_in(&mut self, text: &str, world: &World) -> Option<Vec<Effect>> {
        self.input.set(text);
        self.key(world);
        Some(Vec::new())
    }
    fn draw(&self, _: &World, canvas: &mut Canvas, area: Rect) {
        let (title, help) = self.head_and_help(area.width);
        let (bad, plain) = (canvas.theme.bad(), canvas.theme.plain());
        // What is asked stays on the screen when an answer was not taken.
        let problem = wrap_first(&self.problem, usize::from(area.width.saturating_sub(3)), area.height.into());
        let problem_rows = if self.problem.is_empty() { 0 } else { problem.len() as u16 };
        let rows = wrap_first(&help, usize::from(area.width.saturating_sub(3)), area.height.into()).len() as u16;
        let left = if self.left.newest().is_some() { 2 } else { 0 };
        let inside = overlay(canvas, area, &title, (problem_rows + rows + left + 1).max(USUAL_ROWS));
        if inside.height == 0 {
            return;
        }
        canvas.put(inside.x, inside.y, 2, ">", canvas.theme.heading());
        self.input.draw(canvas, Rect::new(inside.x + 2, inside.y, inside.width.saturating_sub(3), 1), true);
        let mut below = Rect::new(inside.x + 2, inside.y + 1, inside.width.saturating_sub(3), inside.height - 1);
        let mut say = |text: &str, style| {
            let used = canvas.wrapped(below, text, style).min(below.height);
            below = Rect::new(below.x, below.y + used, below.width, below.height - used);
        };
        if problem_rows > 0 {
            say(&self.problem, bad);
        }
        say(&help, plain);
        if let Some(left) = self.left.newest().filter(|_| problem_rows == 0) {
            let more = match self.left.count() {
                1 => String::new(),
                n => format!(" (1 of {n}; Up again for the one before)"),
            };
            say(&format!("Up brings back what was left here{more}: {left}"), plain);
        }
    }
}
