//! The page of one record: its fields to edit, and everything that is linked with it, to jump to.

use super::{Header, Pane, detail, findings};
use crate::{
    app::{Effect, Place, World},
    command::{Command, Context},
    domain::{Change, Id, Kind, Record, Type, Value, kinds::*},
    keymap::Key,
    parts::{Canvas, Window},
    shown::wrap,
};
use ratatui::layout::Rect;

/// The open page.
pub struct RecordPane {
    id: Id,
    window: Window,
    page: std::cell::Cell<usize>,
}

/// One line of the page.
enum Line {
    Field(usize),
    /// A record that this one points at or that points here, with the word for the link.
    Link(Id, &'static str),
}

impl RecordPane {
    pub fn new(id: Id) -> RecordPane {
        RecordPane { id, window: Window::default(), page: std::cell::Cell::new(10) }
    }

    fn lines(&self, world: &World) -> Vec<Line> {
        let Some(record) = world.records.get(self.id) else { return Vec::new() };
        let fields = self.id.kind.spec().fields;
        let title = self.id.kind.spec().title;
        let order = [title].into_iter().chain((0..fields.len()).filter(|f| *f != title));
        let mut lines: Vec<Line> =
            order.filter(|f| fields[*f].editable() || self.is_shown(world, record, *f)).map(Line::Field).collect();
        let mut links: Vec<(Id, &'static str)> = record.links().map(|(f, id)| (id, fields[f].label)).collect();
        links.extend(world.records.pointing_at(self.id).map(|(r, f)| (r.id, r.id.kind.spec().fields[f].label)));
        let mut seen = std::collections::BTreeSet::new();
        lines.extend(links.into_iter().filter(|(id, _)| seen.insert(*id)).map(|(id, label)| Line::Link(id, label)));
        lines
    }

    /// Computed fields are shown where they say something; they cannot be edited.
    fn is_shown(&self, world: &World, record: &Record, field: usize) -> bool {
        matches!(self.id.kind.spec().fields[field].typ, Type::Derived(_))
            && !world.view().cell(record, field).is_empty()
    }

    fn enter(&self, world: &World) -> Vec<Effect> {
        match self.lines(world).get(self.window.cursor) {
            Some(Line::Field(field)) if self.id.kind.spec().fields[*field].editable() => {
                vec![Effect::Go(Place::Field(vec![self.id], *field))]
            }
            Some(Line::Field(field)) => {
                vec![Effect::Say(format!(
                    "{} is computed from other records",
                    self.id.kind.spec().fields[*field].label
                ))]
            }
            Some(Line::Link(id, _)) => vec![Effect::Go(super::place_of(*id, world))],
            None => Vec::new(),
        }
    }

    /// Another record of the kind, asked for in its list.
    fn add(&self, world: &World) -> Vec<Effect> {
        let place = match self.id.kind {
            kind if kind.is_single() => return vec![Effect::Say(format!("a file has one {}", kind.spec().name))],
            Kind::Answer => {
                return vec![Effect::Say(
                    "questions are added on the card or in the list of an interview's questions".into(),
                )];
            }
            Kind::Item => Place::Items(world.records.get(self.id).is_some_and(item::is_control)),
            kind => Place::List(kind, String::new()),
        };
        vec![Effect::Go(place), Effect::Run(Command::Add)]
    }

    fn delete(&self, world: &World) -> Vec<Effect> {
        let Some(record) = world.records.live(self.id) else { return Vec::new() };
        if self.id.kind.is_single()
            || crate::domain::skeleton::reference(self.id.n).is_some() && self.id.kind == Kind::Item
        {
            return vec![Effect::Say("this record belongs to every file and stays".into())];
        }
        let label = format!("deletion of {} {}", self.id, record.title());
        vec![
            Effect::Save(Change::new(label.clone()).hide(record)),
            Effect::Close,
            Effect::Say(format!("{label}; u brings it back with its links")),
        ]
    }

    fn text_of(&self, world: &World, record: &Record, field: usize) -> String {
        match record.value(field) {
            Value::Ref(_) | Value::Refs(_) => detail::names(world, record.refs(field)),
            Value::Empty if self.is_reason_wanted(record, field) => "(needed: why is it left out?)".into(),
            _ => world.view().cell(record, field),
        }
    }

    fn is_reason_wanted(&self, record: &Record, field: usize) -> bool {
        self.id.kind == Kind::Item && field == item::WHY && item::Use::of(record, item::USE) == Some(item::Use::No)
    }

    /// What stands at the left and at the right of a line.
    fn line_text(&self, world: &World, record: &Record, line: &Line) -> (String, String) {
        match line {
            Line::Field(field) => {
                (self.id.kind.spec().fields[*field].label.to_string(), self.text_of(world, record, *field))
            }
            Line::Link(id, label) => (format!("→ {label}"), detail::names(world, &[*id])),
        }
    }

    /// The first line to draw. Lines may be several rows high, and the marked one is to be seen whole.
    fn top(&self, world: &World, record: &Record, lines: &[Line], body: Rect) -> usize {
        let wanted = self.window.top_for(usize::from(body.height.saturating_sub(4).max(1)), lines.len());
        let marked = self.window.cursor.min(lines.len().saturating_sub(1));
        let height = |i: usize| {
            let (_, text) = self.line_text(world, record, &lines[i]);
            usize::from(shown_rows(wrap(&text, text_width(body.width).into()).len(), i == marked))
        };
        let (mut first, mut used) = (marked, if lines.is_empty() { 0 } else { height(marked) });
        while first > wanted && used + height(first - 1) <= usize::from(body.height) {
            first -= 1;
            used += height(first);
        }
        first
    }

    fn draw_line(&self, world: &World, canvas: &mut Canvas, area: Rect, line: &Line, marked: bool) -> u16 {
        let Some(record) = world.records.get(self.id) else { return 1 };
        let style = if marked { canvas.theme.selected() } else { canvas.theme.plain() };
        let sign = if marked { ">" } else { " " };
        let label_width = label_width(area.width);
        let (label, text) = self.line_text(world, record, line);
        let width = text_width(area.width);
        let rows = wrap(&text, width.into());
        let shown = shown_rows(rows.len(), marked);
        canvas.put_full(area.x, area.y, area.width, sign, style);
        canvas.put_cut(area.x + 2, area.y, label_width, &label, style);
        for (i, row) in rows.iter().take(shown.into()).enumerate() {
            let y = area.y + i as u16;
            if y < area.bottom() {
                let more = i as u16 + 1 == shown && rows.len() > shown.into();
                let text = if more { format!("{} …", row.trim_end()) } else { row.clone() };
                canvas.put_cut(
                    area.x + label_width + 3,
                    y,
                    width,
                    &text,
                    if i == 0 { style } else { canvas.theme.plain() },
                );
            }
        }
        if marked {
            canvas.set_cursor(area.x, area.y);
        }
        shown
    }
}

fn label_width(width: u16) -> u16 {
    24.min(width / 3)
}
fn text_width(width: u16) -> u16 {
    width.saturating_sub(label_width(width) + 4).max(1)
}
/// Rows of a text that are shown: more of the marked one.
fn shown_rows(rows: usize, marked: bool) -> u16 {
    rows.clamp(1, if marked { 6 } else { 2 }) as u16
}

impl Pane for RecordPane {
    fn is_at(&self, place: &Place) -> bool {
        matches!(place, Place::Record(id) if *id == self.id)
    }
    fn contexts(&self, _: &World) -> Vec<Context> {
        vec![Context::Record]
    }
    fn hints(&self, _: &World) -> Vec<Command> {
        use Command::*;
        vec![Open, Back, OtherPart, AddAction, History, CopyText, Undo, Palette]
    }
    fn header(&self, world: &World) -> Header {
        let spec = self.id.kind.spec();
        Header {
            left: format!("{}  {} {}", world.banner(), self.id, world.records.name(self.id)),
            middle: spec.name.into(),
        }
    }
    fn needs(&self, _: &World) -> Vec<Id> {
        vec![self.id]
    }
    fn subject(&self, _: &World) -> Option<Id> {
        Some(self.id)
    }

    fn run(&mut self, command: Command, _: Option<Key>, world: &World) -> Option<Vec<Effect>> {
        let lines = self.lines(world);
        let len = lines.len();
        match command {
            Command::Down => self.window.down(1, len),
            Command::Up => self.window.up(1),
            Command::PageDown => self.window.down(self.page.get(), len),
            Command::PageUp => self.window.up(self.page.get()),
            Command::First => self.window.first(),
            Command::Last => self.window.last(len),
            Command::OtherPart => {
                let first_link = lines.iter().position(|l| matches!(l, Line::Link(..)));
                self.window.cursor = match first_link {
                    Some(at) if self.window.cursor < at => at,
                    _ => 0,
                };
            }
            Command::Open | Command::Edit => return Some(self.enter(world)),
            Command::Add => return Some(self.add(world)),
            Command::Delete => return Some(self.delete(world)),
            Command::History => return Some(vec![Effect::Go(Place::History(self.id))]),
            Command::AddAction => return Some(vec![Effect::Go(findings::ask_action(self.id))]),
            Command::Paper => return Some(vec![Effect::Go(Place::Papers(Some(self.id)))]),
            Command::CopyText => {
                return Some(vec![Effect::Copy { what: self.id.to_string(), text: detail::as_text(world, self.id) }]);
            }
            _ => return None,
        }
        Some(Vec::new())
    }

    fn draw(&self, world: &World, canvas: &mut Canvas, area: Rect) {
        let lines = self.lines(world);
        let Some(record) = world.records.get(self.id) else {
            canvas.wrapped(area, "This record is not here.", canvas.theme.plain());
            return;
        };
        if record.hidden {
            canvas.put(area.x + 1, area.y, area.width, "DELETED; u brings it back", canvas.theme.bad());
        }
        let help_rows = u16::from(area.height > 6) * 2;
        let body = Rect::new(area.x, area.y, area.width, area.height - help_rows);
        self.page.set(usize::from(body.height.max(2) / 2));
        let top = self.top(world, record, &lines, body);
        let mut y = body.y;
        for (i, line) in lines.iter().enumerate().skip(top) {
            if y >= body.bottom() {
                break;
            }
            let room = Rect::new(body.x, y, body.width, body.bottom() - y);
            y += self.draw_line(world, canvas, room, line, i == self.window.cursor);
        }
        if help_rows > 0
            && let Some(Line::Field(field)) = lines.get(self.window.cursor)
        {
            let help = self.id.kind.spec().fields[*field].help;
            canvas.put_cut(area.x + 2, area.bottom() - 1, area.width.saturating_sub(3), help, canvas.theme.plain());
        }
    }
}
