//! The marked row in full: for each kind the lines that matter, then whatever is linked.

mod kinds;

use crate::{
    app::World,
    domain::{Id, Record, Type, Value},
    parts::Canvas,
    shown::{cells, wrap},
};
use ratatui::layout::Rect;

/// One line of a detail: a label in a column of its own, and text that wraps beside it.
pub struct Fact {
    pub label: String,
    pub text: String,
    /// The line is the one where something is to be done.
    pub strong: bool,
}

impl Fact {
    pub fn new(label: impl Into<String>, text: impl Into<String>) -> Fact {
        Fact { label: label.into(), text: text.into(), strong: false }
    }
    pub fn strong(label: impl Into<String>, text: impl Into<String>) -> Fact {
        Fact { strong: true, ..Fact::new(label, text) }
    }
}

/// Draws the detail of a record; what does not fit is left out at the end.
pub fn draw(world: &World, record: &Record, canvas: &mut Canvas, area: Rect) {
    if area.is_empty() {
        return;
    }
    let title = kinds::heading(world, record);
    canvas.put_cut(area.x, area.y, area.width, &title, canvas.theme.heading());
    let facts = kinds::facts(world, record);
    draw_facts(&facts, canvas, Rect::new(area.x, area.y + 1, area.width, area.height - 1));
}

/// Draws facts below each other and returns the rows used.
pub fn draw_facts(facts: &[Fact], canvas: &mut Canvas, area: Rect) -> u16 {
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
        let style = if fact.strong { canvas.theme.heading() } else { canvas.theme.plain() };
        if y < area.height {
            canvas.put_cut(area.x, area.y + y, label_width, &fact.label, canvas.theme.heading());
        }
        for line in wrap(&fact.text, width.into()) {
            if y >= area.height {
                return y;
            }
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
    for (i, field) in id.kind.spec().fields.iter().enumerate() {
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
    let described = &record.id.kind.spec().fields[field];
    let text = match record.value(field) {
        Value::Empty if !matches!(described.typ, Type::Derived(_)) => return None,
        Value::Ref(_) | Value::Refs(_) => names(world, record.refs(field)),
        _ => world.view().cell(record, field),
    };
    (!text.is_empty()).then(|| Fact::new(described.label, text))
}

/// Ids with their names, `E-21 release record 2.14`.
pub fn names(world: &World, ids: &[Id]) -> String {
    let name = |id: &Id| match (world.records.name(*id), world.records.called(*id)) {
        (name, _) if name == id.to_string() => name,
        (name, called) => format!("{called} {name}"),
    };
    ids.iter().map(name).collect::<Vec<_>>().join("; ")
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
