//! A text of several lines: a long field of one record. Every way out keeps the text; typing is saved as a draft.

use crate::{
    command::{Command, Context},
    domain::{Begun, Change, Id, Value, gate::Road, refusal::refusal},
    framework::impact,
    keymap::Key,
    panes::ahead::{self, Ahead, is_behind},
    parts::{Canvas, NoteEditor, Typing, overlay, overlay_area},
    shown::wrap,
    store::{Draft, Request, Typed},
    ui::{Answer, Covers, Effect, Pane, Place, Plain, World},
};
use ratatui::layout::Rect;
use std::ops::Range;

/// The open text field.
pub struct TextPane {
    id: Id,
    field: usize,
    editor: NoteEditor,
    /// The text that is written on.
    begun: Begun,
    typing: Typing,
    /// The text came with the record; before that nothing may be typed over it.
    ready: bool,
    /// What is typed before that.
    ahead: Ahead,
    /// What to think of while it is written.
    asks: &'static [&'static str],
    /// Why the text as it stands is not taken; a second Esc leaves it as a draft.
    problem: String,
}

impl TextPane {
    pub fn new(id: Id, field: usize, world: &World) -> TextPane {
        let mut pane = TextPane {
            id,
            field,
            editor: NoteEditor::new("", ""),
            begun: Begun::default(),
            typing: Typing::default(),
            ready: false,
            ahead: Ahead::default(),
            asks: impact::asks(id.kind, field),
            problem: String::new(),
        };
        pane.fill(world);
        pane
    }

    fn fill(&mut self, world: &World) {
        let Some(record) = world.records.get(self.id) else { return };
        if self.ready {
            return;
        }
        let kept = world.drafts.get(&(self.id, self.field));
        if record.value(self.field) == &Value::Unread {
            return self.wait_for(kept, world);
        }
        let ahead = self.ahead.is_of(self.id) && self.typing.is_changed();
        let own = ahead.then(|| self.draft(world));
        (self.ready, self.ahead) = (true, Ahead::default());
        let draft = own.as_ref().or(kept);
        let whole = draft.filter(|draft| !is_behind(draft));
        self.editor = NoteEditor::new(whole.map_or(record.text(self.field), |d| &d.text), "");
        self.begun =
            whole.map_or_else(|| Begun::on(record, self.field), |whole| Begun::again(record, self.field, &whole.extra));
        if let Some(behind) = draft.filter(|draft| is_behind(draft)) {
            self.editor.add_line(&behind.text, world.now);
        }
        if draft.is_some() {
            self.typing.key(world.tick);
        }
    }

    /// The text cannot be read yet: what is typed meanwhile goes behind it.
    fn wait_for(&mut self, kept: Option<&Draft>, world: &World) {
        if self.ahead.wait(self.id, kept)
            && let Some(draft) = kept
        {
            self.editor = NoteEditor::new(&draft.text, "");
            self.typing.key(world.tick);
            self.typing.written();
        }
    }

    fn draft(&self, world: &World) -> Draft {
        let extra = if self.ready { self.begun.mark() } else { self.ahead.extra() };
        Draft { id: self.id, field: self.field, text: self.editor.text(), extra, at: world.now }
    }

    /// Leaves the field. A text that is refused stays open with the reason; asked again, it goes as it is into the
    /// draft, and the record keeps what it had.
    fn leave(&mut self, world: &World) -> Vec<Effect> {
        let text = self.editor.text();
        let value = Value::text(&text);
        let changed = world.records.get(self.id).is_some_and(|r| r.text(self.field) != text);
        let refused = self.ready && changed;
        if self.problem.is_empty() || !refused {
            if let Some(why) = refusal(&world.records, self.id, self.field, &value).filter(|_| refused) {
                self.problem = why;
                return Vec::new();
            }
            let mut effects = self.finish(world);
            effects.push(Effect::Close);
            return effects;
        }
        self.typing = Typing::default();
        let kept = "not taken: the record is as it was, your text waits in the field as a draft".to_string();
        vec![Effect::Draft(self.draft(world)), Effect::Close, Effect::Warn(kept)]
    }

    fn to_editor(&self) -> Effect {
        Effect::Editor { id: self.id, field: self.field, text: self.editor.text() }
    }

    /// The step that the typing becomes.
    fn step(&self, world: &World) -> Option<Change> {
        let record = world.records.get(self.id)?;
        let text = self.editor.text();
        let field = world.records.field(self.id.kind, self.field);
        let value = if text.trim().is_empty() { Value::Empty } else { Value::text(&text) };
        let begun_by = world.begun_by(self.id, self.field);
        let label = format!("{} of {}{begun_by}", field.label.to_lowercase(), world.records.called(self.id));
        let change = Change::new(label).by(Road::Draft);
        let change = change.set_begun(record, self.field, &self.begun, vec![(self.field, value)]);
        Some(change.ends_draft(self.id, self.field))
    }

    /// Leaves the editor with its step, if there is one.
    fn finish(&mut self, world: &World) -> Vec<Effect> {
        if !self.ready {
            // It stays a draft until there is a text to put it behind.
            return self.flush(world);
        }
        self.typing = Typing::default();
        let Some(record) = world.records.get(self.id) else { return Vec::new() };
        let text = self.editor.text();
        // Compared as the editor shows it: looking at a text with line ends of another system is no change.
        if NoteEditor::long(record.text(self.field)).text() == text {
            let had = world.drafts.contains_key(&(self.id, self.field));
            return if had { vec![Effect::DropDraft(self.id, self.field)] } else { Vec::new() };
        }
        self.step(world).map(Effect::Save).into_iter().collect()
    }
}

/// Rows to write on that are left where questions stand above them.
const LEFT: u16 = 5;

/// Rows of the box: what lies beneath is seen above it, unless questions need its place.
fn rows_of(body: Rect, asks: bool) -> u16 {
    body.height.saturating_sub(if asks { 1 } else { 4 }).max(5)
}

/// The questions in rows, as many as leave room to write.
fn asked(asks: &[&str], width: u16, height: u16) -> Vec<String> {
    let room = usize::from(width.saturating_sub(2).max(10));
    let rows = |ask: &&str| {
        let rows = wrap(ask, room).into_iter().enumerate();
        rows.map(|(i, row)| format!("{} {row}", if i == 0 { "-" } else { " " })).collect::<Vec<_>>()
    };
    let mut all: Vec<String> = asks.iter().flat_map(rows).collect();
    let most = usize::from(height.saturating_sub(LEFT));
    if all.len() > most {
        all.truncate(most);
        if let Some(last) = all.last_mut() {
            last.push_str(" …");
        }
    }
    all
}

impl Pane for TextPane {
    fn is_at(&self, _: &Place) -> bool {
        false
    }
    fn covers(&self) -> Covers {
        Covers::Part
    }
    fn lid(&self, body: Rect) -> Rect {
        overlay_area(body, rows_of(body, !self.asks.is_empty()))
    }
    fn contexts(&self, _: &World) -> Vec<Context> {
        vec![Context::Text]
    }
    fn hints(&self, _: &World) -> Vec<Command> {
        vec![Command::Accept, Command::Editor]
    }
    fn needs(&self, _: &World) -> Vec<Id> {
        vec![self.id]
    }
    fn supplied(&mut self, _: &[Id], world: &World) {
        self.fill(world);
    }
    fn touched(&mut self, ids: &[Id], world: &World) {
        // Changed elsewhere while nothing is typed here: the new text is the one to write on.
        if ids.contains(&self.id) && !self.typing.is_changed() {
            self.ready = false;
            self.fill(world);
        }
    }

    fn run(&mut self, command: Command, _: Option<Key>, world: &World) -> Option<Vec<Effect>> {
        match command {
            Command::Accept | Command::Cancel => Some(self.leave(world)),
            Command::TextUndo => {
                self.editor.undo();
                self.typing.key(world.tick);
                Some(Vec::new())
            }
            Command::Editor if !self.ready => Some(vec![Effect::Say(ahead::NOT_YET.into())]),
            Command::Editor => Some(vec![Effect::Draft(self.draft(world)), self.to_editor()]),
            _ => None,
        }
    }

    fn input(&mut self, key: Key, world: &World) -> Option<Vec<Effect>> {
        if self.editor.input(key, world.now) {
            self.typing.key(world.tick);
            self.problem.clear();
        }
        Some(Vec::new())
    }
    fn paste(&mut self, text: &str, world: &World) -> Option<Vec<Effect>> {
        self.editor.paste(text, world.now);
        self.typing.key(world.tick);
        Some(Vec::new())
    }
    fn receive(&mut self, answer: Answer, world: &World) -> Vec<Effect> {
        match answer {
            Answer::Edited(Ok(text)) => {
                self.editor = NoteEditor::new(&text, "");
                self.typing.key(world.tick);
                Vec::new()
            }
            Answer::Edited(Err(why)) => vec![Effect::Warn(format!("the editor failed, the old text is kept: {why}"))],
            _ => Vec::new(),
        }
    }

    fn esc_was_none(&mut self, world: &World) {
        // It was taken as a step: what is typed on goes on from there.
        if let Some(record) = world.records.get(self.id) {
            self.begun = Begun::on(record, self.field);
        }
        self.typing.key(world.tick);
    }
    fn refused(&mut self, why: &str, world: &World) {
        self.problem = why.to_string();
        self.typing.key(world.tick);
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
        vec![Effect::Draft(self.draft(world))]
    }
    fn unsaved(&self, world: &World) -> Vec<Typed> {
        let open = self.typing.is_open();
        open.then(|| Typed::Kept(Request::Draft(self.draft(world)))).into_iter().collect()
    }

    fn plain(&self, world: &World, _: Range<usize>) -> Option<Plain> {
        let field = &self.id.kind.spec().fields[self.field];
        let name = world.records.name(self.id);
        let mut plain = Plain::new(format!("{} {name}: {}", world.records.called(self.id), field.label));
        plain.head(field.help);
        self.asks.iter().for_each(|ask| plain.head(format!("- {ask}")));
        plain.head(self.problem.clone());
        self.editor.lines().iter().for_each(|line| plain.said(line.as_str()));
        Some(plain)
    }
    fn line_in(&mut self, text: &str, world: &World) -> Option<Vec<Effect>> {
        self.editor.add_line(text, world.now);
        self.typing.key(world.tick);
        self.problem.clear();
        Some(Vec::new())
    }
    fn draw(&self, world: &World, canvas: &mut Canvas, area: Rect) {
        let field = world.records.field(self.id.kind, self.field);
        let title = format!("{} {}: {}", world.records.called(self.id), world.records.name(self.id), field.label);
        let inside = overlay(canvas, area, &title, rows_of(area, !self.asks.is_empty()));
        if inside.height < 2 {
            return self.editor.draw(canvas, inside, true);
        }
        let asks = asked(self.asks, inside.width.saturating_sub(2), inside.height);
        for (row, ask) in asks.iter().enumerate() {
            canvas.put_cut(
                inside.x + 1,
                inside.y + row as u16,
                inside.width.saturating_sub(2),
                ask,
                canvas.theme.plain(),
            );
        }
        let above = asks.len() as u16;
        let inside = Rect::new(inside.x, inside.y + above, inside.width, inside.height - above);
        let help = Rect::new(inside.x + 1, inside.bottom() - 1, inside.width.saturating_sub(1), 1);
        let body = Rect::new(inside.x + 1, inside.y, inside.width.saturating_sub(2), inside.height - 1);
        self.editor.draw(canvas, body, true);
        if self.problem.is_empty() {
            let theirs = world.whose.get(&(self.id, self.field)).map(|who| ahead::told_of(who));
            let below = if self.ready { theirs.as_deref().unwrap_or(field.help) } else { ahead::TOLD };
            canvas.put_cut(help.x, help.y, help.width, below, canvas.theme.plain());
            return;
        }
        let text = format!("{}. Mend it, or Esc again: it waits as a draft.", self.problem);
        let rows = wrap(&text, help.width.into()).len().clamp(1, usize::from(inside.height) - 1) as u16;
        let over = Rect::new(help.x, inside.bottom() - rows, help.width, rows);
        canvas.clear(over);
        canvas.wrapped(over, &text, canvas.theme.bad());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{domain::kinds::system, panes::testing, ui::Pane};

    const AT: (Id, usize) = (Id { kind: crate::domain::Kind::System, n: 4 }, system::NOTES);

    fn set(world: &mut World, value: Value) {
        let record = world.records.get(AT.0).unwrap().clone().with(AT.1, value);
        world.records.put([record]);
    }
    fn kept(effects: &[Effect]) -> &Draft {
        let [Effect::Draft(draft), ..] = effects else { panic!("{effects:?}") };
        draft
    }

    #[test]
    fn what_is_typed_before_the_text_could_be_read_goes_behind_it() {
        let mut world = testing::halden();
        set(&mut world, Value::Unread);
        let mut pane = TextPane::new(AT.0, AT.1, &world);
        testing::type_text(&mut pane, &world, "two words");
        assert!(testing::text(&pane, &world, (80, 24)).contains("cannot be read yet"));
        let draft = kept(&pane.flush(&world)).clone();
        assert!(draft.text == "two words" && is_behind(&draft));
        assert!(pane.finish(&world).is_empty(), "left before it is read, it stays a draft");
        set(&mut world, Value::text("as it was"));
        pane.supplied(&[AT.0], &world);
        assert_eq!(pane.editor.text(), "as it was\ntwo words");
        assert!(!is_behind(kept(&pane.flush(&world))));
        let [Effect::Save(_)] = &pane.finish(&world)[..] else { panic!() };
        // The same from a draft that a crash left.
        world.drafts.insert(AT, draft);
        assert_eq!(TextPane::new(AT.0, AT.1, &world).editor.text(), "as it was\ntwo words");
    }

    #[test]
    fn a_draft_that_waits_is_not_dropped_by_a_look_at_it_before_the_text_could_be_read() {
        let mut world = testing::halden();
        set(&mut world, Value::text("as it was"));
        let extra = Begun::on(world.records.get(AT.0).unwrap(), AT.1).mark();
        let whole = Draft { id: AT.0, field: AT.1, text: "as it was, and more".into(), extra, at: world.now };
        world.drafts.insert(AT, whole.clone());
        set(&mut world, Value::Unread);
        let mut pane = TextPane::new(AT.0, AT.1, &world);
        assert!(pane.finish(&world).iter().all(|e| !matches!(e, Effect::DropDraft(..))));
        testing::type_text(&mut pane, &world, "!");
        assert_eq!(kept(&pane.flush(&world)).extra, whole.extra);
        set(&mut world, Value::text("as it was"));
        pane.supplied(&[AT.0], &world);
        assert_eq!(pane.editor.text(), "as it was, and more!");
        assert!(matches!(&pane.finish(&world)[..], [Effect::Save(_)]));
    }

    #[test]
    fn words_that_somebody_else_began_are_shown_with_their_name_and_the_step_says_so() {
        let mut world = testing::halden();
        set(&mut world, Value::text("as it was"));
        let extra = Begun::on(world.records.get(AT.0).unwrap(), AT.1).mark();
        world.drafts.insert(AT, Draft { id: AT.0, field: AT.1, text: "by ben".into(), extra, at: world.now });
        world.whose.insert(AT, "ben@old".into());
        let mut pane = TextPane::new(AT.0, AT.1, &world);
        assert!(testing::text(&pane, &world, (80, 24)).contains("Begun by ben@old"));
        let [Effect::Save(change)] = &pane.finish(&world)[..] else { panic!() };
        assert!(change.label.ends_with(", begun by ben@old"), "{}", change.label);
    }
}
