//! The last row: a message until the next key, else how far the job beside the loop is. And what is typed and not sent.

use super::{App, asking};
use crate::{
    command::Context,
    store::{Request, Typed},
    ui::world,
};

/// The message on the last row.
#[derive(Debug, Clone)]
pub(super) struct Status {
    text: String,
    warning: bool,
}

impl App {
    pub(super) fn say(&mut self, text: String, warning: bool) {
        self.world.messages.push(world::Message { at: self.world.now, text: text.clone(), warning, read: !warning });
        self.status = Some(Status { text, warning });
    }
    /// Says what came from elsewhere: a warning that nobody has answered by a key stays in its place, and this stands in
    /// the list of messages only.
    pub(super) fn tell(&mut self, text: String) {
        let unread = self.status.take().filter(|status| status.warning);
        self.say(text, false);
        self.status = unread.or(self.status.take());
    }
    pub(super) fn clear_status(&mut self) {
        if self.status.take().is_some_and(|s| s.warning)
            && let Some(last) = self.world.messages.iter_mut().rfind(|m| m.warning)
        {
            last.read = true;
        }
    }

    /// The status message and whether it is a warning.
    pub fn status(&self) -> Option<(&str, bool)> {
        self.status.as_ref().map(|s| (s.text.as_str(), s.warning))
    }

    /// How far the job beside the loop is, with the key that stops it here.
    pub fn job_text(&self) -> Option<String> {
        let told = self.job.as_ref()?;
        Some(match self.stops_job(&self.contexts()) {
            true => format!("{told}   Esc stops it"),
            false => told.clone(),
        })
    }

    /// Whether Esc stops the job beside the loop. While text is typed or a key is half pressed, Esc belongs to that.
    pub(super) fn stops_job(&self, contexts: &[Context]) -> bool {
        self.job.is_some() && self.pending.is_empty() && !contexts.first().is_some_and(|c| c.is_text())
    }

    /// Everything that is typed and was not sent, for the thread that saves when the loop cannot: in every pane, and the
    /// changes that wait for their reason.
    pub fn unsaved(&self) -> Vec<Typed> {
        let mut typed: Vec<Typed> = self.panes().flat_map(|p| p.unsaved(self.seen_by(p).world())).collect();
        let held = self.held.iter().flat_map(asking::HeldBack::changes);
        typed.extend(held.map(|c| Typed::Beside(Request::Save { change: c.clone(), at: self.world.now })));
        typed
    }

    pub(super) fn is_read_only(&self) -> bool {
        self.world.file.as_ref().is_some_and(|f| f.read_only.is_some())
    }
}
