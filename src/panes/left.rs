//! Lines that were typed and not taken. Each is kept under a key of its own, so that the next one that is left at the
//! same question, here or in another window of the same person, does not take its place.

use crate::{
    domain::Id,
    store::fitting,
    ui::{Effect, World},
};

/// Characters of a question by which its lines are known again, besides a digest of all of it.
const LONGEST: usize = 60;

/// The lines that wait at one question.
#[derive(Default)]
pub struct Left {
    question: String,
    /// Key and text of each, the newest last.
    lines: Vec<(String, String)>,
    /// The one that was brought back last.
    at: Option<usize>,
    /// Under what the line of now is kept, once it was.
    slot: Option<String>,
}

impl Left {
    /// Those that wait at this question.
    pub fn at(question: &str, world: &World) -> Left {
        // As it was kept before windows were told apart.
        let plain = format!("line/{question}");
        let question = format!("line/{}", fitting(question, LONGEST));
        let slots = format!("{question}~");
        let plain = world.settings.get_key_value(&plain);
        let mine = world.settings.range(slots.clone()..).take_while(|(key, _)| key.starts_with(&slots));
        let lines = plain
            .into_iter()
            .chain(mine)
            .filter(|(_, text)| !text.is_empty())
            .map(|(key, text)| (key.clone(), text.clone()))
            .collect();
        Left { question, lines, ..Left::default() }
    }
    /// A text from elsewhere that waits too; its key is no setting.
    pub fn and(mut self, text: Option<String>) -> Left {
        self.lines.extend(text.filter(|text| !text.is_empty()).map(|text| (String::new(), text)));
        self
    }

    /// The one with this text is the line of now.
    pub fn adopt(mut self, text: &str) -> Left {
        if let Some(at) = self.lines.iter().position(|(key, line)| line == text && !key.is_empty()) {
            self.slot = Some(self.lines.remove(at).0);
        }
        self
    }

    pub fn newest(&self) -> Option<&str> {
        self.lines.last().map(|(_, text)| text.as_str())
    }
    pub fn count(&self) -> usize {
        self.lines.len()
    }
    /// The line of now is kept.
    pub fn is_in_use(&self) -> bool {
        self.slot.is_some()
    }
    /// One was brought back and is written on.
    pub fn is_taken(&self) -> bool {
        self.at.is_some()
    }
    /// The newest, and each time it is asked for again the one before.
    pub fn bring_back(&mut self) -> Option<&str> {
        let at = self.at.unwrap_or(0).checked_sub(1).unwrap_or(self.lines.len().checked_sub(1)?);
        self.at = Some(at);
        Some(&self.lines[at].1)
    }

    /// Keeps the line as it stands.
    pub fn keep(&mut self, text: &str, world: &World) -> Effect {
        let slot = self.slot(world);
        self.slot = Some(slot.clone());
        Effect::Keep(slot, text.to_string())
    }
    /// Under what the line of now is kept.
    pub fn slot(&self, world: &World) -> String {
        self.slot.clone().unwrap_or_else(|| free(&self.question, world))
    }
    /// What an answer does: nothing waits at the question any more, but for what another window of this person holds.
    pub fn forget(&self, world: &World) -> Vec<Effect> {
        let taken = |key: &String| self.at.is_some_and(|at| self.lines[at].0 == *key);
        let lines = self.lines.iter().map(|(key, _)| key);
        let mine = lines.filter(|key| !key.is_empty() && (taken(key) || !is_held(key, world)));
        mine.chain(&self.slot).map(|key| Effect::Keep(key.clone(), String::new())).collect()
    }
    /// The line of now is none any more; the others wait on.
    pub fn drop_own(&mut self) -> Option<Effect> {
        self.slot.take().map(|key| Effect::Keep(key, String::new()))
    }
}

/// The question of a field.
pub fn of_field(id: Id, field: usize, world: &World) -> String {
    format!("{id} {}", world.records.field(id.kind, field).name)
}

/// A key for one more line of this window.
fn free(question: &str, world: &World) -> String {
    let slot = |n: usize| format!("{question}~{}.{n}", world.window);
    let is_free = |key: &String| world.settings.get(key).is_none_or(String::is_empty);
    (0..).map(slot).find(is_free).unwrap_or_default()
}

/// Whether a window that is open holds it.
fn is_held(key: &str, world: &World) -> bool {
    let window = key.rsplit_once('~').and_then(|(_, tag)| tag.split('.').next()?.parse().ok());
    let others = world.file.iter().flat_map(|file| &file.others);
    others.into_iter().any(|other| Some(other.pid) == window)
}
