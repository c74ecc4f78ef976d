//! What is refused for good: it is kept for whoever typed it, as a copy beside the file and as the draft that it was.

use super::{Draft, Reply, Request, drafts, file::OpenFile, rescue};
use crate::domain::{Change, Edit, Id, Stamp, Value};

impl OpenFile {
    pub(super) fn refused_reply(&mut self, change: &Change, at: Stamp, why: &str) -> Reply {
        let copy = self.keep_refused(&Request::Save { change: change.clone(), at }, why);
        let waits = if self.draft_stays(change, at) { "; it waits as a draft" } else { "" };
        Reply::Refused(format!("not saved: “{}”: {why}{copy}{waits}", change.label))
    }

    /// Keeps what is refused for good for whoever typed it; the end of a sentence that says where.
    pub(super) fn keep_refused(&mut self, request: &Request, why: &str) -> String {
        let copy = rescue::refused(self.rescue.as_deref(), &self.place.path, &self.actor, why, request);
        copy.map_or(String::new(), |copy| format!("; what you typed is in {}", copy.told()))
    }

    /// The draft that a refused change would have ended stays one, with the text of the change; says whether there is
    /// one.
    fn draft_stays(&mut self, change: &Change, at: Stamp) -> bool {
        let Some((id, field)) = change.ends_draft else { return false };
        let row = drafts::all(&self.conn, self.session).unwrap_or_default();
        let row = row.into_iter().rfind(|draft| (draft.id, draft.field) == (id, field));
        let draft = match (typed(change, id, field), row) {
            (Some(text), row) => {
                Draft { id, field, text: text.into(), extra: row.map(|d| d.extra).unwrap_or_default(), at }
            }
            (None, Some(row)) => row,
            (None, None) => return false,
        };
        let actor = self.actor.clone();
        // What cannot be kept as a draft is in the copy.
        let kept = self.short(|conn, session| drafts::keep(conn, &draft, &actor, session)).is_ok();
        if kept {
            self.outbox.send(Reply::Draft(draft));
        }
        kept
    }
}

/// The text that a change puts into a field.
fn typed(change: &Change, id: Id, field: usize) -> Option<&str> {
    let values = change.edits.iter().rev().filter_map(|edit| match edit {
        Edit::Set { id: of, values, .. } if *of == id => Some(values),
        _ => None,
    });
    let value = values.flatten().find(|(f, _)| *f == field).map(|(_, value)| value)?;
    match value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}
