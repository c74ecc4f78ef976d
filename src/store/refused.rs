//! What is refused for good: it is kept for whoever typed it, as a copy beside the file and as the draft that it was.

use super::{Draft, Reply, Request, adopt, drafts, error::Failure, file::OpenFile, rescue, settings};
use crate::domain::{Change, Edit, Id, Stamp, Value};
use rusqlite::Connection;

impl OpenFile {
    pub(super) fn refused_reply(&mut self, conn: &Connection, change: &Change, at: Stamp, why: &str) -> Reply {
        let copy = self.keep_refused(&Request::Save { change: change.clone(), at }, why);
        let waits = if self.draft_stays(conn, change, at) { "; it waits as a draft" } else { "" };
        Reply::Refused(format!("not saved: “{}”: {why}{copy}{waits}", change.label))
    }

    /// Keeps what is refused for good for whoever typed it; the end of a sentence that says where.
    pub(super) fn keep_refused(&mut self, request: &Request, why: &str) -> String {
        let copy = rescue::refused(self.rescue.as_deref(), &self.place.path, &self.actor, why, request);
        copy.map_or(String::new(), |copy| format!("; what you typed is in {}", copy.told()))
    }

    /// Keeps text that is typed and can be kept nowhere in the file.
    pub(super) fn refuse_typed(&mut self, request: &Request, why: &str) -> Failure {
        let copy = self.keep_refused(request, why);
        Failure::Refused(format!("{why}{copy}"))
    }

    /// Keeps a setting; a line that is being typed and cannot be kept in the file goes beside it.
    pub(super) fn keep(
        &mut self,
        conn: &Connection,
        request: &Request,
        (key, value): (&str, &str),
    ) -> Result<(), Failure> {
        let is_line = settings::is_typed(key) && !value.is_empty();
        if let (true, Err(Failure::Refused(why))) = (is_line, self.may_write()) {
            return Err(self.refuse_typed(request, &why));
        }
        self.short(conn, |conn, _| adopt::keep(conn, key, value))
    }

    /// The draft that a refused change would have ended stays one, with the text of the change; says whether there is
    /// one.
    fn draft_stays(&mut self, conn: &Connection, change: &Change, at: Stamp) -> bool {
        let Some((id, field)) = change.ends_draft else { return false };
        let row = drafts::all(conn, self.session).unwrap_or_default();
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
        let kept = self.short(conn, |conn, session| drafts::keep(conn, &draft, &actor, session)).is_ok();
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
