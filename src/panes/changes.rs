//! Who changed what and when: the history of one record field by field, or the latest steps of the whole file.

use super::{
    outline::{Line, Outline, sentence},
    place_of,
};
use crate::{
    command::{Command, Context},
    domain::{Id, Record, Stamp, Type, Value, own},
    keymap::Key,
    parts::Canvas,
    shown::{cells, cut, pad},
    store::{Action, Event},
    ui::{Effect, Fetched, Header, Pane, Place, Plain, Query, World},
};
use ratatui::layout::Rect;
use serde_json::Value as Json;
use std::ops::Range;

/// Steps that the list of the latest ones holds.
const LATEST: usize = 200;
/// Cells of a text before it is cut; Enter shows it whole.
const LONGEST: usize = 60;
/// Cells that a name gets before what was done.
const WIDEST_NAME: usize = 16;

/// The open list.
pub struct Changes {
    /// The record whose history it is; `None` is the whole file.
    of: Option<Id>,
    /// Newest first; `None` until they were read.
    events: Option<Vec<Event>>,
    /// Rows lead to an event, and in a history to one of its fields.
    list: Outline<(usize, Option<usize>)>,
}

impl Changes {
    pub fn of(id: Id) -> Changes {
        Changes { of: Some(id), events: None, list: Outline::default() }
    }
    pub fn recent() -> Changes {
        Changes { of: None, events: None, list: Outline::default() }
    }

    fn show(&mut self, mut events: Vec<Event>, world: &World) {
        events.sort_by_key(|e| std::cmp::Reverse(e.seq));
        self.list.set(lines(self.of, &events, world));
        self.events = Some(events);
    }

    fn current(&self) -> Option<(&Event, Option<usize>)> {
        let (event, field) = *self.list.current()?;
        Some((self.events.as_ref()?.get(event)?, field))
    }

    fn enter(&self, world: &World) -> Vec<Effect> {
        let Some((event, field)) = self.current() else { return Vec::new() };
        match (self.of, field) {
            (Some(id), Some(field)) => vec![Effect::Go(whole(id, event, field, world))],
            (Some(_), None) => vec![Effect::Say("this step says no more than its line".into())],
            (None, _) => open_step(event, world),
        }
    }
}

/// Opens what a step changed: its record, or a list of them to choose from.
fn open_step(event: &Event, world: &World) -> Vec<Effect> {
    match event.ids[..] {
        [] => vec![Effect::Say("this step changed no record".into())],
        [id] => vec![Effect::Go(place_of(id, world))],
        _ => vec![Effect::Go(super::search::choose(
            format!("{} records: {}", event.ids.len(), event.label),
            &event.ids,
            world,
        ))],
    }
}

fn lines(of: Option<Id>, events: &[Event], world: &World) -> Vec<Line<(usize, Option<usize>)>> {
    let mut lines = Vec::new();
    let widest = events.iter().map(|e| cells(&e.actor)).max().unwrap_or(0).min(WIDEST_NAME);
    for (i, event) in events.iter().enumerate() {
        let text = match of {
            Some(_) => format!("{}  {}  {}", moment(event.at), event.actor, done(event)),
            None => format!("{}  {}  {}", minute(event.at), pad(&event.actor, widest), latest(event, world)),
        };
        match of {
            None => lines.push(Line::row(text, (i, None))),
            Some(id) => {
                let bare = event.changes.is_empty();
                lines.push(if bare { Line::row(text, (i, None)) } else { Line::heading(text) });
                let because = event.reason.iter().map(|why| format!("because: {why}"));
                lines.extend(because.flat_map(|text| sentence(&text, 2, world)));
                let change = |(field, (name, old, new)): (usize, &(String, Json, Json))| {
                    let [old, new] = [old, new].map(|json| one_line(&told(id, name, json, world)));
                    Line::row(format!("  {}: {old} → {new}", label(id, name, world)), (i, Some(field)))
                };
                lines.extend(event.changes.iter().enumerate().filter(|(_, c)| is_told(id, &c.0)).map(change));
            }
        }
    }
    lines
}

/// What a step did, and the records that its own words do not name.
fn latest(event: &Event, world: &World) -> String {
    let said = said(event);
    let named = |id: &Id| said.contains(&world.records.called(*id));
    let others: Vec<Id> = event.ids.iter().filter(|id| !named(id)).copied().collect();
    match others.is_empty() {
        true => said,
        false => format!("{said}  [{}]", names(&others, world)),
    }
}

fn said(event: &Event) -> String {
    let because = event.reason.as_ref().map(|why| format!(", because: {why}")).unwrap_or_default();
    format!("{}{because}", done(event))
}

fn done(event: &Event) -> String {
    match event.action {
        Action::Undo(_) => format!("undid: {}", event.label),
        Action::Redo(_) => format!("redid: {}", event.label),
        Action::Create | Action::Do | Action::Note | Action::Outside | Action::Known(_) => event.label.clone(),
    }
}

/// A list of many people's steps is read by the minute; a history says the second.
fn minute(at: Stamp) -> String {
    let moment = moment(at);
    moment[..moment.len() - 3].to_string()
}
fn moment(at: Stamp) -> String {
    format!("{} {}", at.date(), at.clock_seconds())
}

/// The first ids and how many more there are.
fn names(ids: &[Id], world: &World) -> String {
    let shown: Vec<String> = ids.iter().take(3).map(|id| world.records.called(*id)).collect();
    let more = if ids.len() > 3 { format!(" and {} more", ids.len() - 3) } else { String::new() };
    format!("{}{more}", shown.join(", "))
}

/// Fields that only the program uses are left out of a history.
fn is_told(id: Id, name: &str) -> bool {
    let spec = id.kind.spec();
    spec.field(name).is_none_or(|f| spec.fields[f].shown() || is_moment(id, f))
}
fn is_moment(id: Id, field: usize) -> bool {
    matches!(id.kind.spec().fields[field].typ, Type::Stamp)
}

fn label(id: Id, name: &str, world: &World) -> String {
    match own::named(id.kind, name) {
        Some(field) => world.records.field(id.kind, field).label.into(),
        None if name == "hidden" => "Deleted".into(),
        None => world.foreign.label(id, name).unwrap_or(name).into(),
    }
}

/// A value of the journal as screens say it: labels for choices, names for records.
fn told(id: Id, name: &str, json: &Json, world: &World) -> String {
    let spec = id.kind.spec();
    if name == "hidden" && spec.field(name).is_none() {
        return if json.as_bool() == Some(true) { "yes".into() } else { "no".into() };
    }
    let Some(field) = own::named(id.kind, name).filter(|f| !own::is_own(*f)) else { return plain(json) };
    match Value::from_json(&spec.fields[field], json) {
        Ok(Value::Empty) => "(empty)".into(),
        Ok(value @ (Value::Ref(_) | Value::Refs(_))) => {
            let record = Record::new(id).with(field, value);
            super::detail::names(world, record.refs(field))
        }
        Ok(value) => world.view().cell(&Record::new(id).with(field, value), field),
        // A word that this program does not know stands among those that it knows.
        Err(_) => match (spec.fields[field].typ, json) {
            (Type::Words(_), Json::String(text)) => {
                world.view().cell(&Record::new(id).with(field, Value::Words(text.as_str().into())), field)
            }
            _ => plain(json),
        },
    }
}

/// What is no value of today's description is shown as it stands.
fn plain(json: &Json) -> String {
    match json {
        Json::Null => "(empty)".into(),
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn one_line(text: &str) -> String {
    let line = text.split('\n').map(str::trim).filter(|l| !l.is_empty()).collect::<Vec<_>>().join(" / ");
    if cells(&line) > LONGEST { format!("{}…", cut(&line, LONGEST - 1)) } else { line }
}

/// Both texts of a field, whole.
fn whole(id: Id, event: &Event, field: usize, world: &World) -> Place {
    let Some((name, old, new)) = event.changes.get(field) else {
        return Place::Guide { title: id.to_string(), lines: Vec::new() };
    };
    let mut lines = vec![format!("{}  {}", moment(event.at), event.actor), event.label.clone()];
    for (heading, json) in [("BEFORE", old), ("AFTER", new)] {
        lines.extend([String::new(), heading.to_string()]);
        lines.extend(told(id, name, json, world).lines().map(String::from));
    }
    Place::Guide {
        title: format!("{} {}: {}", world.records.called(id), world.records.name(id), label(id, name, world)),
        lines,
    }
}

impl Pane for Changes {
    fn is_at(&self, place: &Place) -> bool {
        match place {
            Place::History(id) => self.of == Some(*id),
            Place::Recent => self.of.is_none(),
            _ => false,
        }
    }
    fn contexts(&self, _: &World) -> Vec<Context> {
        self.list.contexts(&[Context::List])
    }
    fn hints(&self, _: &World) -> Vec<Command> {
        use Command::*;
        if self.list.is_typing() { vec![Accept, Cancel] } else { vec![Open, Filter, CopyText, Undo, Back, Palette] }
    }
    fn header(&self, world: &World) -> Header {
        let count = self.events.as_ref().map_or(0, Vec::len);
        let steps = if count == 1 { "step" } else { "steps" };
        let left = match self.of {
            Some(id) => {
                format!("{}  history of {} {}", world.banner(), world.records.called(id), world.records.name(id))
            }
            None => format!("{}  latest changes", world.banner()),
        };
        let limit = if self.of.is_none() && count == LATEST { "last " } else { "" };
        Header { left, middle: format!("{limit}{count} {steps}") }
    }
    fn subject(&self, _: &World) -> Option<Id> {
        self.of.or_else(|| self.current()?.0.ids.first().copied())
    }
    fn opened(&mut self, _: &World) -> Vec<Effect> {
        vec![Effect::Fetch(self.of.map_or(Query::Recent(LATEST), Query::History))]
    }
    fn visit(&mut self, _: &Place, world: &World) -> Vec<Effect> {
        self.opened(world)
    }
    fn fetched(&mut self, fetched: Fetched, world: &World) -> Result<Vec<Effect>, Fetched> {
        match fetched {
            Fetched::Events(of, events) if of == self.of => self.show(events, world),
            other => return Err(other),
        }
        Ok(Vec::new())
    }

    fn run(&mut self, command: Command, _: Option<Key>, world: &World) -> Option<Vec<Effect>> {
        if let Some(effects) = self.list.run(command) {
            return Some(effects);
        }
        match command {
            Command::Open => Some(self.enter(world)),
            Command::History if self.of.is_none() => {
                let first = self.current().and_then(|(event, _)| event.ids.first().copied());
                Some(first.map(|id| Effect::Go(Place::History(id))).into_iter().collect())
            }
            Command::CopyText | Command::CopyTable => {
                let what = self.of.map_or("latest changes".into(), |id| format!("history of {id}"));
                Some(vec![Effect::Copy { what, text: self.list.text() }])
            }
            _ => None,
        }
    }
    fn input(&mut self, key: Key, _: &World) -> Option<Vec<Effect>> {
        self.list.input(key)
    }
    fn paste(&mut self, text: &str, _: &World) -> Option<Vec<Effect>> {
        self.list.paste(text)
    }
    fn esc_was_none(&mut self, _: &World) {
        self.list.esc_was_none();
    }

    fn plain(&self, _: &World, _: Range<usize>) -> Option<Plain> {
        Some(self.list.plain("Nothing happened yet."))
    }
    fn draw(&self, _: &World, canvas: &mut Canvas, area: Rect) {
        let empty = if self.events.is_none() { "reading …" } else { "No step of the journal changed this record." };
        self.list.draw(canvas, area, empty);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{domain::Kind, panes::testing::*};
    use serde_json::json;

    fn event(seq: u64, label: &str, ids: &[Id], changes: &[(&str, Json, Json)]) -> Event {
        let at = Stamp { utc: 1_790_000_000 + seq as i64, offset: 60 };
        let changes = changes.iter().map(|(n, a, b)| (n.to_string(), a.clone(), b.clone())).collect();
        Event {
            seq,
            at,
            actor: "mia@x".into(),
            action: Action::Do,
            label: label.into(),
            reason: None,
            ids: ids.to_vec(),
            changes,
        }
    }

    #[test]
    fn a_history_says_old_and_new_in_words_newest_first() {
        let mut world = halden();
        let id = Id::new(Kind::Finding, 1);
        let mut pane = Changes::of(id);
        assert!(matches!(pane.opened(&world)[..], [Effect::Fetch(Query::History(of))] if of == id));
        let long = "word ".repeat(40);
        let events = vec![
            event(
                1,
                "finding raised",
                &[id],
                &[("grade", json!(null), json!("minor")), ("raised_by", json!(null), json!("x"))],
            ),
            event(2, "cause", &[id], &[("cause", json!("one\ntwo"), json!(long))]),
            event(3, "deleted", &[id], &[("hidden", json!(false), json!(true))]),
        ];
        assert!(pane.fetched(Fetched::Events(Some(id), events), &world).is_ok());
        let seen = text(&pane, &world, (140, 45));
        assert!(seen.contains("Grade: (empty) → minor") && seen.contains("Cause: one / two → word word"), "{seen}");
        assert!(seen.contains("Deleted: no → yes") && !seen.contains("raised_by"), "{seen}");
        assert!(seen.find("deleted") < seen.find("finding raised"));
        run(&mut pane, &world, Command::Down);
        let effects = run(&mut pane, &world, Command::Open);
        let [Effect::Go(Place::Guide { lines, .. })] = &effects[..] else { panic!("{effects:?}") };
        assert!(
            lines.iter().any(|l| l == long.trim_end() || *l == long) && lines.contains(&"two".to_string()),
            "{lines:?}"
        );
        draw_at_all_sizes(&pane, &mut world);
    }

    #[test]
    fn the_history_of_another_record_is_given_back() {
        let world = halden();
        let (a, b) = (Id::new(Kind::System, 1), Id::new(Kind::Risk, 2));
        let mut pane = Changes::of(a);
        for of in [Some(b), None] {
            assert!(pane.fetched(Fetched::Events(of, vec![event(5, "not mine", &[b], &[])]), &world).is_err());
        }
        assert!(!text(&pane, &world, (80, 24)).contains("not mine"));
        assert!(pane.fetched(Fetched::Events(Some(a), vec![event(5, "mine", &[a], &[])]), &world).is_ok());
        assert!(text(&pane, &world, (80, 24)).contains("mine"));
    }

    #[test]
    fn the_latest_steps_lead_to_their_records() {
        let world = halden();
        let (a, b) = (Id::new(Kind::System, 1), Id::new(Kind::Risk, 2));
        let mut pane = Changes::recent();
        let events = vec![event(5, "two at once", &[a, b], &[]), event(4, "one", &[b], &[])];
        assert!(pane.fetched(Fetched::Events(None, events), &world).is_ok());
        assert!(matches!(run(&mut pane, &world, Command::Open)[..], [Effect::Go(Place::Menu(_))]));
        run(&mut pane, &world, Command::Down);
        assert!(matches!(run(&mut pane, &world, Command::Open)[..], [Effect::Go(Place::Record(id))] if id == b));
    }
}
