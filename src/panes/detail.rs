//! The marked row in full: for each kind the lines that matter, then whatever is linked.

mod kinds;
mod why;

pub use why::told as why;

use crate::{
    domain::{Id, Kind, Record, Tone, Type, Value},
    parts::Canvas,
    shown::{cells, wrap_first},
    ui::World,
};
use ratatui::layout::Rect;
use std::borrow::Cow;

/// One line of a detail: a label in a column of its own, and text that wraps beside it.
pub struct Fact {
    pub label: String,
    pub text: Text,
    /// The line is the one where something is to be done.
    pub strong: bool,
    pub tone: Tone,
}

/// What a fact says. Names are made when they are drawn, and only as many as there is room for: a system may have
/// thousands of answers.
pub enum Text {
    Made(String),
    /// Records by what they are called in short.
    Called(Vec<Id>),
    /// Records by id and name.
    Named(Vec<Id>),
    /// Everything of one kind that points at a record, by what it is called.
    Pointing(Id, Kind),
}

impl Fact {
    pub fn new(label: impl Into<String>, text: impl Into<String>) -> Fact {
        Fact::of(label, Text::Made(text.into()))
    }
    pub fn strong(label: impl Into<String>, text: impl Into<String>) -> Fact {
        Fact { strong: true, ..Fact::new(label, text) }
    }
    pub fn of(label: impl Into<String>, text: Text) -> Fact {
        Fact { label: label.into(), text, strong: false, tone: Tone::Plain }
    }
    pub fn is_empty(&self) -> bool {
        match &self.text {
            Text::Made(text) => text.is_empty(),
            Text::Called(ids) | Text::Named(ids) => ids.is_empty(),
            Text::Pointing(..) => false,
        }
    }
    /// The text, or enough of its start to fill so many cells.
    fn text(&self, world: &World, room: usize) -> Cow<'_, str> {
        let called = |id: Id| world.records.called(id);
        match &self.text {
            Text::Made(text) => Cow::Borrowed(text),
            Text::Called(ids) => enough(ids.iter().map(|id| world.records.called_all(&[*id], "")), "  ", room).into(),
            Text::Named(ids) => enough(ids.iter().map(|id| world.records.in_full(*id)), "; ", room).into(),
            Text::Pointing(at, kind) => {
                let ids = world.records.of_kind_pointing_at(*at, *kind);
                enough(ids.map(called), "  ", room).into()
            }
        }
    }
}

/// Pieces side by side until they fill so many cells.
fn enough(pieces: impl Iterator<Item = String>, between: &str, room: usize) -> String {
    let (mut out, mut used) = (String::new(), 0);
    for piece in pieces {
        if used > room {
            break;
        }
        if !out.is_empty() {
            out.push_str(between);
        }
        used += cells(&piece) + between.len();
        out.push_str(&piece);
    }
    out
}

/// Draws the detail of a record; what does not fit is left out at the end.
pub fn draw(world: &World, record: &Record, canvas: &mut Canvas, area: Rect) {
    if area.is_empty() {
        return;
    }
    let title = kinds::heading(world, record);
    canvas.put_cut(area.x, area.y, area.width, &title, canvas.theme.heading());
    let facts = kinds::facts(world, record);
    draw_facts(world, &facts, canvas, Rect::new(area.x, area.y + 1, area.width, area.height - 1));
}

/// Draws facts below each other and returns the rows used. What does not fit is neither named nor wrapped.
pub fn draw_facts(world: &World, facts: &[Fact], canvas: &mut Canvas, area: Rect) -> u16 {
    let label_width = facts
        .iter()
        .map(|f| cells(&f.label))
        .max()
        .unwrap_or(0)
        .min(usize::from(area.width / 4).max(14))
        .min(usize::from(area.width) / 3) as u16;
    let indent = if label_width == 0 { 0 } else { label_width + 2 };
    let width = area.width.saturating_sub(indent).max(1);
    let mut y = 0;
    for fact in facts {
        let (indent, width) = if fact.label.is_empty() { (0, area.width.max(1)) } else { (indent, width) };
        let style = if fact.strong { canvas.theme.heading() } else { canvas.theme.tone(fact.tone) };
        if y >= area.height {
            return y;
        }
        canvas.put_cut(area.x, area.y + y, label_width, &fact.label, canvas.theme.heading());
        let rows = usize::from(area.height - y);
        // Where a line breaks the blanks between two names go, so a line may take two cells more.
        let text = fact.text(world, rows * (usize::from(width) + 2));
        for line in wrap_first(&text, width.into(), rows) {
            canvas.put(area.x + indent, area.y + y, width, &line, style);
            y += 1;
        }
    }
    y
}

/// The record as plain text, for the clipboard.
pub fn as_text(world: &World, id: Id) -> String {
    let Some(record) = world.records.get(id) else { return String::new() };
    let mut out = format!("{} {}\n", world.records.called(id), record.title());
    for (i, field) in world.records.fields(id.kind) {
        let text = world.view().cell(record, i);
        if !text.is_empty() && i != id.kind.spec().title && (field.editable() || matches!(field.typ, Type::Derived(_)))
        {
            out.push_str(&format!("{}: {text}\n", field.label));
        }
    }
    out
}

/// A field as a fact, if it is filled.
pub fn fact(world: &World, record: &Record, field: usize) -> Option<Fact> {
    let described = world.records.field(record.id.kind, field);
    let text = match record.value(field) {
        Value::Empty if !matches!(described.typ, Type::Derived(_)) => return None,
        Value::Ref(_) | Value::Refs(_) => Text::Named(record.refs(field).to_vec()),
        _ => Text::Made(world.view().cell(record, field)),
    };
    let tone = described.tone_of(world.view(), record, field);
    Some(Fact { tone, ..Fact::of(described.label, text) }).filter(|fact| !fact.is_empty())
}

/// Ids with their names, `E-21 release record 2.14`.
pub fn names(world: &World, ids: &[Id]) -> String {
    ids.iter().map(|id| world.records.in_full(*id)).collect::<Vec<_>>().join("; ")
}

/// Pointing records that are named.
const POINTING: usize = 5;

/// What a deletion says: who still points at what goes, and that it can be brought back.
pub fn deleted(label: &str, ids: &[Id], world: &World) -> String {
    let mut from: Vec<Id> = ids.iter().flat_map(|id| world.records.pointing_at(*id)).map(|(r, _)| r.id).collect();
    from.sort_unstable();
    from.dedup();
    from.retain(|id| !ids.contains(id));
    let named = crate::domain::value::join_ids(&from[..from.len().min(POINTING)], ", ");
    let more = if from.len() > POINTING { " ..." } else { "" };
    let told = match from.len() {
        0 => String::new(),
        1 => format!("; {named} points at it"),
        n => format!("; {n} records point at it: {named}{more}"),
    };
    format!("{label}{told}; u brings it back with its links")
}
