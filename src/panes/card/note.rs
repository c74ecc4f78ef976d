//! The note of the card: reading it, keeping it as a draft while it is typed, one step when it is left.

use super::Card;
use crate::{
    command::Command,
    domain::{
        Begun, Change, Id, Record, Value,
        gate::{self, Road},
        kinds::{answer, interview, round},
    },
    panes::ahead::{self, Ahead, is_behind},
    parts::{Canvas, NoteEditor, Typing},
    store::Draft,
    ui::{Effect, World},
};
use ratatui::layout::Rect;

impl Card {
    /// Puts the note of the current question into the editor: a draft if there is one, else what the record holds.
    pub(super) fn load(&mut self, world: &World) {
        let Some(record) = self.current(world).filter(|_| !self.ready) else { return };
        // In a closed round the record is shown; a draft that met the lock is offered beside it.
        let open = gate::locked(&world.view(), record.id).is_none();
        let kept = world.drafts.get(&(record.id, answer::NOTE)).filter(|_| open);
        if [answer::NOTE, answer::TIMES].iter().any(|field| record.value(*field) == &Value::Unread) {
            return self.wait_for(record.id, kept, world);
        }
        let ahead = self.ahead.is_of(record.id) && self.typing.is_changed();
        let own = ahead.then(|| self.draft(record.id, world));
        (self.ready, self.ahead, self.typing) = (true, Ahead::default(), Typing::default());
        let draft = own.as_ref().or(kept);
        match draft.filter(|draft| !is_behind(draft)) {
            Some(draft) => {
                let (mark, times, cursor) = read_extra(&draft.extra);
                self.editor = NoteEditor::new(&draft.text, times).by(&writer(world));
                self.editor.goes_on();
                self.begun = Begun::again(record, answer::NOTE, mark);
                self.typing.key(world.tick);
                if !ahead {
                    self.typing.written();
                }
                self.cursor = cursor.or(self.cursor);
            }
            None => {
                self.editor = NoteEditor::new(record.text(answer::NOTE), record.text(answer::TIMES)).by(&writer(world));
                self.begun = Begun::on(record, answer::NOTE);
                // What was written is whole: whoever comes back goes on behind its words, never inside them.
                let inside = |(line, column): &(usize, usize)| {
                    self.editor.lines().get(*line).is_none_or(|text| *column < text.chars().count())
                };
                self.cursor = self.cursor.filter(|at| !(self.fresh && inside(at)));
            }
        }
        self.fresh = false;
        if let Some((line, column)) = self.cursor.take() {
            self.editor.set_cursor(line, column);
        }
        if let Some(behind) = draft.filter(|draft| is_behind(draft)) {
            self.editor.add_line(&behind.text, world.now);
            self.typing.key(world.tick);
        }
        if let Some(drawer) = super::Drawer::kept(record.id, world).filter(|_| open) {
            self.drawer = Some(drawer);
        }
    }

    /// The note cannot be read yet: what is typed meanwhile goes behind it.
    fn wait_for(&mut self, id: Id, draft: Option<&Draft>, world: &World) {
        if !self.ahead.wait(id, draft) {
            return;
        }
        self.typing = Typing::default();
        let times = self.ahead.whole().map_or("", |extra| read_extra(extra).1);
        self.editor = NoteEditor::new(draft.map_or("", |draft| &draft.text), times);
        if draft.is_some() {
            self.typing.key(world.tick);
            self.typing.written();
        }
    }
    /// Draws the note, and on its last row what is to be said of it.
    pub(super) fn draw_note(&self, world: &World, canvas: &mut Canvas, area: Rect, focused: bool) {
        let said = self.told_below(world).filter(|_| area.height > 1);
        // What is said covers no line of the note, least of all that of the cursor.
        let note = Rect { height: area.height - u16::from(said.is_some()), ..area };
        match world.hide_verdicts {
            true => self.editor.draw_veiled(canvas, note, focused),
            false => self.editor.draw(canvas, note, focused),
        }
        if let Some(said) = said {
            canvas.put_full(area.x, area.bottom() - 1, area.width, &said, canvas.theme.selected());
        }
    }
    /// What is said on the last row of the note.
    fn told_below(&self, world: &World) -> Option<String> {
        let at = self.at?;
        let waits = (!self.ready).then(|| ahead::TOLD.to_string());
        let theirs = || world.whose.get(&(at, answer::NOTE)).map(|who| ahead::told_of(who));
        self.said.clone().or(waits).or_else(theirs)
    }

    /// The record changed under an editor in which nothing is typed: show the new text, keep the place.
    pub(super) fn reload(&mut self, world: &World) {
        let read = self.current(world).filter(|r| r.value(answer::NOTE) != &Value::Unread);
        if let Some(record) = read.filter(|r| r.text(answer::NOTE) == self.editor.text()) {
            self.begun = Begun::on(record, answer::NOTE);
            return;
        }
        self.cursor = Some(self.editor.cursor());
        self.ready = false;
        self.load(world);
    }

    /// The first edit of a planned interview begins it.
    pub(super) fn begin(&mut self, world: &World) -> Vec<Effect> {
        let Some(record) = world.records.live(self.interview) else { return Vec::new() };
        if !matches!(interview::State::of(record, interview::STATE), None | Some(interview::State::Planned)) {
            return Vec::new();
        }
        let values =
            vec![(interview::STATE, interview::State::Running.value()), (interview::STARTED, Value::Stamp(world.now))];
        let mut change = Change::new(format!("begin of {}", self.interview)).set(record, values);
        let planned = record
            .one(interview::ROUND)
            .and_then(|id| world.records.live(id))
            .filter(|r| round::State::of(r, round::STATE) == Some(round::State::Planned));
        if let Some(round) = planned {
            change = change.set(round, vec![(round::STATE, round::State::Running.value())]);
        }
        vec![Effect::Save(change)]
    }

    pub(super) fn draft(&self, at: Id, world: &World) -> Draft {
        let (line, column) = self.editor.cursor();
        let begun = self.begun.mark();
        let mark = match self.ahead.whole().filter(|_| !self.ready) {
            Some(extra) => read_extra(extra).0,
            None => &begun,
        };
        let extra = match self.ready || self.ahead.whole().is_some() {
            true => format!("{line} {column} {mark} {}", self.editor.times()),
            false => self.ahead.extra(),
        };
        Draft { id: at, field: answer::NOTE, text: self.editor.text(), extra, at: world.now }
    }

    /// Sends what is typed as a draft, if no draft has it.
    pub(super) fn flush_note(&mut self, world: &World) -> Vec<Effect> {
        match self.at {
            Some(at) if self.typing.is_open() => {
                self.typing.written();
                vec![Effect::Draft(self.draft(at, world))]
            }
            _ => Vec::new(),
        }
    }

    /// The typing becomes one step of the journal, however long it took.
    pub(super) fn finish_note(&mut self, world: &World) -> Vec<Effect> {
        if !self.ready {
            // It stays a draft until there is a text to put it behind.
            return self.flush_note(world);
        }
        let Some(record) = self.current(world) else { return Vec::new() };
        if !self.typing.is_changed() {
            return Vec::new();
        }
        self.typing = Typing::default();
        let text = self.editor.text();
        let blank = text.trim().is_empty();
        if text == record.text(answer::NOTE) || blank && record.value(answer::NOTE).is_empty() {
            return vec![Effect::DropDraft(record.id, answer::NOTE)];
        }
        if let Some(why) = gate::locked(&world.view(), record.id) {
            // A draft that meets a lock stays one.
            return vec![
                Effect::Draft(self.draft(record.id, world)),
                Effect::Warn(format!("{why}; your text waits here as a draft")),
            ];
        }
        let mut values = noted(&text, &self.editor.times());
        let came_from = self.came_from.take().filter(|_| record.value(answer::CAME_FROM).is_empty());
        values.extend(came_from.map(|from| (answer::CAME_FROM, Value::Ref(from))));
        let begun_by = world.begun_by(record.id, answer::NOTE);
        let change = Change::new(format!("note {}{begun_by}", self.place_name(world)))
            .by(Road::Draft)
            .set_begun(record, answer::NOTE, &self.begun, values)
            .ends_draft(record.id, answer::NOTE);
        vec![Effect::Save(change)]
    }

    pub(super) fn open_editor(&mut self, world: &World) -> Vec<Effect> {
        if !self.ready {
            return vec![Effect::Say(ahead::NOT_YET.into())];
        }
        let mut effects = self.flush_note(world);
        let text = self.editor.text();
        effects.extend(self.at.map(|id| Effect::Editor { id, field: answer::NOTE, text }));
        effects
    }

    /// Moves the line with the cursor to the end of another question's note, its minute with it, as one step: what was
    /// said about question 14 while 7 was asked.
    pub(super) fn move_line(&mut self, to: Id, world: &World) -> Vec<Effect> {
        let (Some(from), Some(target)) = (self.current(world), world.records.live(to)) else { return Vec::new() };
        let (at, _) = self.editor.cursor();
        let mut lines: Vec<String> = self.editor.lines().to_vec();
        let mut times: Vec<String> = self.editor.times().split(' ').map(String::from).collect();
        let refused = match () {
            () if !self.ready || target.value(answer::NOTE) == &Value::Unread => "still reading; try once more",
            () if from.id == to => "the line is at this question already",
            () if lines[at].trim().is_empty() => "there is no text on this line",
            () if world.drafts.contains_key(&(to, answer::NOTE)) => "that question holds text that is not kept yet",
            () => "",
        };
        if !refused.is_empty() {
            return vec![Effect::Say(refused.into())];
        }
        times.resize(lines.len(), "-".into());
        let (line, time) = (lines.remove(at), times.remove(at));
        let mut effects = self.begin(world);
        // What is typed is a step of its own, so that undoing the move brings all of it back.
        effects.extend(self.finish_note(world));
        self.editor = NoteEditor::new(&lines.join("\n"), &times.join(" ")).by(&writer(world));
        self.editor.set_cursor(at.min(lines.len().saturating_sub(1)), 0);
        let number = self.answers(world).iter().position(|a| a.id == to).map_or(0, |i| i + 1);
        let change = Change::new(format!("line of {} moved to q{number}", self.place_name(world)))
            .set(from, noted(&lines.join("\n"), &times.join(" ")))
            .set(target, with_line(target, &line, &time));
        effects.push(Effect::Save(change));
        effects.push(Effect::Say(format!("line moved to q{number}; {} undoes", self.key(Command::Undo, world))));
        effects
    }

    /// Empties the note; one undo brings it back.
    pub(super) fn discard(&mut self, world: &World) -> Vec<Effect> {
        let mut effects = self.finish_note(world);
        if !self.ready {
            return vec![Effect::Say(ahead::NOT_YET.into())];
        }
        let Some(record) = self.current(world) else { return effects };
        let empty = self.editor.text().trim().is_empty();
        self.editor = NoteEditor::new("", "").by(&writer(world));
        if empty {
            return effects;
        }
        let change = Change::new(format!("note {} discarded", self.place_name(world)))
            .set(record, vec![(answer::NOTE, Value::Empty), (answer::TIMES, Value::Empty)]);
        effects.push(Effect::Save(change));
        let undo = self.key(Command::Undo, world);
        effects.push(Effect::Say(format!("note discarded; {undo} brings it back")));
        effects
    }
}

/// Who writes, as it is kept beside each line.
fn writer(world: &World) -> String {
    world.me().map_or_else(|| world.actor.clone(), |id| id.to_string())
}

/// A note with its line times; one of white space only leaves nothing.
fn noted(text: &str, times: &str) -> Vec<(usize, Value)> {
    let blank = text.trim().is_empty();
    let value = |text: &str| if blank { Value::Empty } else { Value::text(text) };
    vec![(answer::NOTE, value(text)), (answer::TIMES, value(times))]
}

/// The note of an answer with one more line.
fn with_line(answer: &Record, line: &str, time: &str) -> Vec<(usize, Value)> {
    match answer.text(answer::NOTE) {
        "" => noted(line, time),
        text => {
            let mut times: Vec<&str> = answer.text(answer::TIMES).split(' ').filter(|t| !t.is_empty()).collect();
            times.resize(text.split('\n').count(), "-");
            times.push(time);
            noted(&format!("{text}\n{line}"), &times.join(" "))
        }
    }
}

/// What the note was begun on, line times and cursor behind a draft: `line column mark times…`.
fn read_extra(extra: &str) -> (&str, &str, Option<(usize, usize)>) {
    let mut parts = extra.splitn(4, ' ');
    let cursor = (|| Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?)))();
    (parts.next().unwrap_or_default(), parts.next().unwrap_or_default(), cursor)
}
