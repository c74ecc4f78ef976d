//! The page of one record: its fields to edit, and everything that is linked with it, to jump to.

use super::{detail, findings, register::act, risks};
use crate::{
    command::{Command, Context},
    domain::{Change, Id, Kind, Record, Type, Value, kinds::*, refusal::refusal},
    keymap::Key,
    parts::{Canvas, Window},
    shown::{cells, wrap},
    ui::{AfterText, Answer, Effect, Fetched, Header, Pane, Place as Goal, Query, World, place::Prompt},
};
use ratatui::layout::Rect;

/// The open page.
pub struct RecordPane {
    id: Id,
    /// Label and text of fields that a newer program brought.
    foreign: Vec<(String, String)>,
    window: Window,
    page: std::cell::Cell<usize>,
}

/// One line of the page.
enum Line {
    Field(usize),
    /// A field that this program does not know, only read.
    Foreign(usize),
    /// A record that this one points at or that points here, with the word for the link.
    Link(Id, String),
}

impl RecordPane {
    pub fn new(id: Id) -> RecordPane {
        RecordPane { id, foreign: Vec::new(), window: Window::default(), page: std::cell::Cell::new(10) }
    }

    fn lines(&self, world: &World) -> Vec<Line> {
        let Some(record) = world.records.get(self.id) else { return Vec::new() };
        let fields = self.id.kind.spec().fields;
        let title = self.id.kind.spec().title;
        let order = [title].into_iter().chain((0..fields.len()).filter(|f| *f != title));
        let mut lines: Vec<Line> = order.filter(|f| self.has_line(world, record, *f)).map(Line::Field).collect();
        lines.extend((0..self.foreign.len()).map(Line::Foreign));
        let mut links: Vec<(Id, String)> = record.links().map(|(f, id)| (id, fields[f].label.to_string())).collect();
        links.extend(world.records.pointing_at(self.id).map(|(r, f)| (r.id, self.word_of(r, f))));
        let mut seen = std::collections::BTreeSet::new();
        lines.extend(links.into_iter().filter(|(id, _)| seen.insert(*id)).map(|(id, label)| Line::Link(id, label)));
        lines
    }

    /// Fields to fill, a retired one only while it holds something, and what is computed and worth a line.
    fn has_line(&self, world: &World, record: &Record, field: usize) -> bool {
        let described = &self.id.kind.spec().fields[field];
        match described.editable() {
            true => !described.retired || !record.value(field).is_empty(),
            false => self.is_shown(world, record, field),
        }
    }

    /// How a record that points here is announced: what it is, and on the page of a person in which part.
    fn word_of(&self, from: &Record, field: usize) -> String {
        let spec = from.id.kind.spec();
        match (self.id.kind, from.id.kind) {
            (Kind::Person, Kind::Item) => {
                let group = item::Group::of(from, item::GROUP).map_or("control", |g| g.label());
                format!("{group}, {}", spec.fields[field].label.to_lowercase())
            }
            (Kind::Person, _) => format!("{}, {}", spec.name, spec.fields[field].label.to_lowercase()),
            (_, Kind::Answer) => "question".into(),
            _ => spec.name.into(),
        }
    }

    /// Computed fields are shown where they say more than a date that stands beside them; they cannot be edited.
    fn is_shown(&self, world: &World, record: &Record, field: usize) -> bool {
        let fields = self.id.kind.spec().fields;
        let said = |text: &str| {
            fields.iter().enumerate().any(|(i, f)| matches!(f.typ, Type::Date) && world.view().cell(record, i) == text)
        };
        let text = matches!(fields[field].typ, Type::Derived(_)).then(|| world.view().cell(record, field));
        text.is_some_and(|text| !text.is_empty() && !said(&text))
    }

    /// Opens the editor of a field, or says why it has none.
    fn edit(&self, world: &World, field: usize) -> Vec<Effect> {
        let described = &self.id.kind.spec().fields[field];
        if !described.editable() {
            return vec![Effect::Say(format!("{} is computed from other records", described.label))];
        }
        if let Some(why) = refusal(&world.records, self.id, field, &Value::Empty) {
            return vec![Effect::Say(why)];
        }
        match (self.id.kind, field) {
            // The two belong together, and a risk that moves has a reason.
            (Kind::Risk, risk::LIKELIHOOD | risk::CONSEQUENCE) => {
                act::on_records(Kind::Risk, Command::RateRisk, &[self.id], world).unwrap_or_default()
            }
            _ => vec![Effect::Go(Goal::Field(vec![self.id], field))],
        }
    }

    fn enter(&self, world: &World) -> Vec<Effect> {
        match self.lines(world).get(self.window.cursor) {
            Some(Line::Field(field)) => self.edit(world, *field),
            Some(Line::Foreign(i)) => {
                vec![Effect::Say(format!("“{}” is not known to this program and only shown", self.foreign[*i].0))]
            }
            Some(Line::Link(id, _)) => vec![Effect::Go(super::place_of(*id, world))],
            None => Vec::new(),
        }
    }

    /// Asks why the words of the field at the cursor are erased for good; the error says which fields hold words.
    fn ask_to_erase(&self, world: &World) -> Effect {
        let fields = self.id.kind.spec().fields;
        let field = match self.lines(world).get(self.window.cursor) {
            Some(Line::Field(field)) if matches!(fields[*field].typ, Type::Line | Type::Long) => *field,
            _ => return Effect::Say("only words are erased: move to a field that holds text".into()),
        };
        let help = format!(
            "All versions of {} of {} go out of the file and its history; undo does not bring them back. Copies of the \
             file are named. The reason stays; Esc erases nothing.",
            fields[field].label.to_lowercase(),
            self.id
        );
        Effect::Go(Prompt::ask("Erase for good: why?", help, AfterText::Erase(self.id, field)))
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
            Effect::Say(detail::deleted(&label, &[self.id], world)),
        ]
    }

    fn text_of(&self, world: &World, record: &Record, field: usize) -> String {
        match record.value(field) {
            Value::Ref(_) | Value::Refs(_) => detail::names(world, record.refs(field)),
            Value::Number(n) if self.id.kind == Kind::Risk => match risk::scale(field, world.records.matrix()) {
                Some(steps) => {
                    let word = usize::try_from(*n).ok().and_then(|n| steps.get(n.checked_sub(1)?));
                    format!("{n} {}", word.map_or("(not on the scale in force)", String::as_str))
                }
                None => n.to_string(),
            },
            _ if self.id.kind == Kind::System && field == system::OPEN => system::unsettled(record).join(", "),
            Value::Empty if self.is_reason_wanted(record, field) => "(needed: why is it left out?)".into(),
            _ => world.view().cell(record, field),
        }
    }

    fn is_reason_wanted(&self, record: &Record, field: usize) -> bool {
        self.id.kind == Kind::Item
            && field == item::WHY_AGAINST
            && item::Use::of(record, item::USE) == Some(item::Use::No)
    }

    /// What stands at the left and at the right of a line.
    fn line_text(&self, world: &World, record: &Record, line: &Line) -> (String, String) {
        match line {
            Line::Field(field) => {
                (self.id.kind.spec().fields[*field].label.to_string(), self.text_of(world, record, *field))
            }
            Line::Foreign(i) => self.foreign[*i].clone(),
            Line::Link(id, label) => {
                // A row of this record is told from its like by more than its name.
                let row = world.records.get(*id).filter(|r| r.id.kind.spec().row);
                let detail = row.map_or(String::new(), |r| (r.id.kind.spec().detail)(world.view(), r));
                let more = if detail.is_empty() { detail } else { format!(", {detail}") };
                (format!("→ {label}"), format!("{}{more}", detail::names(world, &[*id])))
            }
        }
    }

    /// Room for the longest label of the kind, but no more than two fifths of the page.
    fn label_width(&self, width: u16) -> u16 {
        let fields = self.id.kind.spec().fields.iter().filter(|f| f.shown());
        // Links to a person say in which part: the word for that is long.
        let least = if self.id.kind == Kind::Person { 24 } else { 16 };
        let longest = fields.map(|f| cells(f.label)).max().unwrap_or(0).clamp(least, 29) as u16;
        longest.min(width * 2 / 5)
    }
    fn text_width(&self, width: u16) -> u16 {
        width.saturating_sub(self.label_width(width) + 4).max(1)
    }

    /// The first line to draw. Lines may be several rows high, and the marked one is to be seen whole.
    fn top(&self, world: &World, record: &Record, lines: &[Line], body: Rect) -> usize {
        let wanted = self.window.top_for(usize::from(body.height.saturating_sub(4).max(1)), lines.len());
        let marked = self.window.cursor.min(lines.len().saturating_sub(1));
        let height = |i: usize| {
            let (_, text) = self.line_text(world, record, &lines[i]);
            usize::from(shown_rows(wrap(&text, self.text_width(body.width).into()).len(), i == marked))
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
        let label_width = self.label_width(area.width);
        let (label, text) = self.line_text(world, record, line);
        let width = self.text_width(area.width);
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

/// Rows of a text that are shown: more of the marked one.
fn shown_rows(rows: usize, marked: bool) -> u16 {
    rows.clamp(1, if marked { 6 } else { 2 }) as u16
}

impl Pane for RecordPane {
    fn is_at(&self, place: &Goal) -> bool {
        matches!(place, Goal::Record(id) if *id == self.id)
    }
    fn contexts(&self, _: &World) -> Vec<Context> {
        act::contexts(self.id.kind).chain([Context::Record]).collect()
    }
    /// The record, and what it is linked with: that is said on its page.
    fn shows(&self, id: Id, world: &World) -> bool {
        let linked = |a: Id, b: Id| world.records.pointing_at(a).any(|(from, _)| from.id == b);
        id == self.id || linked(self.id, id) || linked(id, self.id)
    }
    fn hints(&self, _: &World) -> Vec<Command> {
        use Command::*;
        let own = act::own_hints(self.id.kind);
        let rest = [Back, OtherPart, AddAction, Add, History, CopyText, Undo, Palette];
        let mut all = vec![Open];
        all.extend(rest.into_iter().filter(|command| !own.contains(command)));
        all.splice(1..1, own);
        all
    }
    fn header(&self, world: &World) -> Header {
        let spec = self.id.kind.spec();
        Header {
            left: format!("{}  {} {}", world.banner(), self.id, world.records.name(self.id)),
            middle: world.records.get(self.id).map_or(spec.name.into(), |r| match self.id.kind {
                Kind::Item => world.view().cell(r, item::GROUP),
                _ => spec.name.into(),
            }),
        }
    }
    fn opened(&mut self, world: &World) -> Vec<Effect> {
        match world.foreign.is_empty() {
            true => Vec::new(),
            false => vec![Effect::Fetch(Query::ForeignOf(self.id))],
        }
    }
    fn needs(&self, _: &World) -> Vec<Id> {
        vec![self.id]
    }
    fn part_of(&self) -> Option<Id> {
        Some(self.id)
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
            Command::Add if self.id.kind.is_single() => {
                return Some(vec![Effect::Say(format!("a file has one {}", self.id.kind.spec().name))]);
            }
            Command::Add => {
                let add = act::add(act::scope_of(self.id, world), world);
                return Some([Effect::Close].into_iter().chain(add).collect());
            }
            Command::Erase => return Some(vec![self.ask_to_erase(world)]),
            Command::Delete => return Some(self.delete(world)),
            Command::History => return Some(vec![Effect::Go(Goal::History(self.id))]),
            Command::Decide => return Some(vec![super::deciding::ask(&[self.id])]),
            Command::AddAction => return Some(vec![Effect::Go(findings::ask_action(self.id))]),
            Command::Paper => return Some(vec![Effect::Go(Goal::Papers(Some(self.id)))]),
            Command::CopyText => {
                return Some(vec![Effect::Copy { what: self.id.to_string(), text: detail::as_text(world, self.id) }]);
            }
            _ => return act::on_records(self.id.kind, command, &[self.id], world),
        }
        Some(Vec::new())
    }

    fn receive(&mut self, answer: Answer, world: &World) -> Vec<Effect> {
        match (self.id.kind, answer) {
            (_, Answer::Fetched(Fetched::ForeignOf(id, values))) if id == self.id => {
                self.foreign = values;
                Vec::new()
            }
            (Kind::Risk, answer) => risks::receive(answer, &[self.id], risk::Picture::Current, world),
            _ => Vec::new(),
        }
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
