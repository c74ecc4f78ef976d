//! Words in the whole file: a field, and the records that hold all of them, found while they are typed.

use super::place_of;
use crate::{
    command::{Command, Context},
    domain::Id,
    keymap::{Code, Key},
    parts::{Canvas, LineInput, Window},
    shown::cells,
    store::SearchHit,
    ui::{
        AfterChoice, Effect, Fetched, Header, Pane, Place, Plain, Query, World, labelled,
        place::{Menu, MenuRow},
    },
};
use ratatui::layout::Rect;
use std::{cell::Cell, ops::Range};

/// Letters from which on every key searches; fewer would find nearly everything.
const LIVE: usize = 3;

/// The open search.
pub struct Search {
    input: LineInput,
    /// The words that `hits` belong to.
    asked: String,
    /// Their answer is on its way.
    waiting: bool,
    hits: Vec<SearchHit>,
    window: Window,
    /// Enter came before the answer: the first hit is to be opened.
    opening: bool,
    page: Cell<usize>,
}

impl Search {
    pub fn new(words: &str) -> Search {
        Search {
            input: LineInput::new(words),
            asked: String::new(),
            waiting: false,
            hits: Vec::new(),
            window: Window::default(),
            opening: false,
            page: Cell::new(10),
        }
    }

    fn words(&self) -> String {
        self.input.text().trim().to_string()
    }
    fn is_answered(&self) -> bool {
        !self.asked.is_empty() && !self.waiting && self.asked == self.words()
    }

    fn ask(&mut self) -> Vec<Effect> {
        self.asked = self.words();
        self.waiting = !self.asked.is_empty();
        self.window = Window::default();
        match self.asked.is_empty() {
            true => {
                self.hits.clear();
                Vec::new()
            }
            false => vec![Effect::Fetch(Query::Search(self.asked.clone()))],
        }
    }
    /// After the text changed.
    fn typed(&mut self) -> Vec<Effect> {
        self.opening = false;
        match self.words().chars().count() {
            0 => self.ask(),
            n if n >= LIVE => self.ask(),
            _ => {
                self.asked.clear();
                self.waiting = false;
                self.hits.clear();
                Vec::new()
            }
        }
    }

    fn enter(&mut self, world: &World) -> Vec<Effect> {
        if self.words().is_empty() {
            return vec![Effect::Say("type words to find; Esc goes back".into())];
        }
        if !self.is_answered() {
            self.opening = true;
            return if self.waiting && self.asked == self.words() { Vec::new() } else { self.ask() };
        }
        match self.hits.get(self.window.cursor) {
            Some(hit) => vec![Effect::Go(place_of(hit.id, world))],
            None => vec![Effect::Say(self.nothing())],
        }
    }

    fn nothing(&self) -> String {
        format!("no record holds all of “{}”; fewer or shorter words find more", self.asked)
    }

    fn draw_hit(&self, world: &World, canvas: &mut Canvas, (area, names): (Rect, u16), hit: &SearchHit, current: bool) {
        let style = if current { canvas.theme.selected() } else { canvas.theme.plain() };
        let spec = hit.id.kind.spec();
        let sign = if current { ">" } else { " " };
        canvas.put_full(area.x, area.y, area.width, &format!("{sign} {}", world.records.called(hit.id)), style);
        let x = area.x.saturating_add(11);
        let room = area.width.saturating_sub(11);
        let name = world.records.name(hit.id);
        canvas.put_cut(x, area.y, names, &name, style);
        let found = match hit.field == spec.title {
            true => spec.name.to_string(),
            false => format!("{}: {}", world.records.field(hit.id.kind, hit.field).label, hit.excerpt),
        };
        canvas.put_cut(x.saturating_add(names + 2), area.y, room.saturating_sub(names + 3), &found, style);
        if !current {
            self.mark_words(canvas, Rect::new(x, area.y, names, 1), &name);
            if hit.field != spec.title {
                let place = Rect::new(x.saturating_add(names + 2), area.y, room.saturating_sub(names + 3), 1);
                self.mark_words(canvas, place, &found);
            }
        }
    }

    /// Makes the words that were looked for bold where they stand in a text that begins here.
    fn mark_words(&self, canvas: &mut Canvas, area: Rect, text: &str) {
        let small: Vec<char> = text.chars().map(|c| c.to_lowercase().next().unwrap_or(c)).collect();
        for word in self.asked.split_whitespace().map(|word| word.to_lowercase().chars().collect::<Vec<char>>()) {
            for at in (0..small.len()).filter(|at| !word.is_empty() && small[*at..].starts_with(&word)) {
                let before = cells(&text.chars().take(at).collect::<String>()) as u16;
                let width = cells(&text.chars().skip(at).take(word.len()).collect::<String>()) as u16;
                if before + width < area.width {
                    canvas.restyle(Rect::new(area.x + before, area.y, width, 1), canvas.theme.heading());
                }
            }
        }
    }

    fn message(&self) -> String {
        match self.words() {
            words if words.is_empty() => "Every word must be in the record, in any case and any order.".into(),
            _ if self.is_answered() => {
                let mut text = self.nothing();
                text.replace_range(..1, "N");
                format!("{text}.")
            }
            words if self.waiting && self.asked == words => "looking through the file …".into(),
            _ => format!("Enter finds; from {LIVE} letters on it finds while you type."),
        }
    }
}

/// A menu of records, narrowed by typing; the chosen one opens.
pub fn choose(title: String, ids: &[Id], world: &World) -> Place {
    let row = |id: &Id| MenuRow { label: world.records.name(*id), id: Some(*id), ..MenuRow::default() };
    Place::Menu(Menu::list(
        title,
        ids.iter().map(row).collect(),
        AfterChoice::Go(ids.iter().map(|id| place_of(*id, world)).collect()),
    ))
}

impl Pane for Search {
    fn is_at(&self, place: &Place) -> bool {
        matches!(place, Place::Search(_))
    }
    fn visit(&mut self, place: &Place, _: &World) -> Vec<Effect> {
        match place {
            Place::Search(words) if !words.is_empty() => {
                self.input.set(words);
                self.ask()
            }
            _ => Vec::new(),
        }
    }
    fn contexts(&self, _: &World) -> Vec<Context> {
        vec![Context::Input]
    }
    fn hints(&self, _: &World) -> Vec<Command> {
        vec![Command::Accept, Command::NextMatch, Command::PrevMatch, Command::Cancel]
    }
    fn header(&self, world: &World) -> Header {
        let found = match (self.is_answered(), self.hits.len()) {
            (false, _) => String::new(),
            (true, 1) => "1 record".into(),
            (true, n) => format!("{n} records"),
        };
        Header { left: format!("{}  search", world.banner()), middle: found }
    }
    fn subject(&self, _: &World) -> Option<Id> {
        self.hits.get(self.window.cursor).map(|h| h.id)
    }
    /// Coming back, the records may have changed: the same words are asked for again, the cursor stays.
    fn opened(&mut self, _: &World) -> Vec<Effect> {
        let cursor = self.window.clone();
        let effects = if self.words().is_empty() { Vec::new() } else { self.ask() };
        self.window = cursor;
        effects
    }
    fn fetched(&mut self, fetched: Fetched, world: &World) -> Result<Vec<Effect>, Fetched> {
        let hits = match fetched {
            Fetched::Hits(words, hits) if self.waiting && words == self.asked => hits,
            other => return Err(other),
        };
        self.waiting = false;
        self.hits = hits;
        self.window.cursor = self.window.cursor.min(self.hits.len().saturating_sub(1));
        Ok(if std::mem::take(&mut self.opening) && self.is_answered() { self.enter(world) } else { Vec::new() })
    }

    fn run(&mut self, command: Command, _: Option<Key>, world: &World) -> Option<Vec<Effect>> {
        let (len, page) = (self.hits.len(), self.page.get().max(1));
        match command {
            Command::Accept => return Some(self.enter(world)),
            Command::Cancel => return Some(vec![Effect::Close]),
            Command::NextMatch => self.window.down(1, len),
            Command::PrevMatch => self.window.up(1),
            Command::PageDown => self.window.down(page, len),
            Command::PageUp => self.window.up(page),
            Command::TextUndo => {
                self.input.undo();
                return Some(self.typed());
            }
            Command::Complete => {}
            _ => return None,
        }
        Some(Vec::new())
    }

    fn input(&mut self, key: Key, _: &World) -> Option<Vec<Effect>> {
        // The second stroke of `//` is part of the way here, not of the words.
        if key.code == Code::Char('/') && self.input.is_empty() {
            return Some(Vec::new());
        }
        Some(if self.input.input(key) { self.typed() } else { Vec::new() })
    }
    fn paste(&mut self, text: &str, _: &World) -> Option<Vec<Effect>> {
        self.input.paste(text);
        Some(self.typed())
    }

    fn plain(&self, world: &World, _: Range<usize>) -> Option<Plain> {
        let mut plain = Plain::default();
        plain.head(labelled("Words", self.input.text()));
        if self.hits.is_empty() {
            plain.said(self.message());
        }
        for hit in &self.hits {
            let spec = hit.id.kind.spec();
            let label = spec.fields.get(hit.field).map_or("", |f| f.label);
            let found = if hit.field == spec.title { spec.name.into() } else { format!("{label}: {}", hit.excerpt) };
            plain.row(format!("{} {}; {found}", world.records.called(hit.id), world.records.name(hit.id)));
        }
        plain.stand(self.window.cursor);
        Some(plain)
    }
    fn line_in(&mut self, text: &str, _: &World) -> Option<Vec<Effect>> {
        self.input.set(text);
        Some(self.typed())
    }
    fn draw(&self, world: &World, canvas: &mut Canvas, area: Rect) {
        if area.is_empty() {
            return;
        }
        canvas.put(area.x.saturating_add(1), area.y, 2, "//", canvas.theme.heading());
        self.input.draw(canvas, Rect::new(area.x.saturating_add(4), area.y, area.width.saturating_sub(5), 1), true);
        let gap = 1 + u16::from(area.height > 6);
        let list = Rect::new(area.x, area.y + gap, area.width, area.height.saturating_sub(gap));
        if self.hits.is_empty() {
            let inside = Rect::new(list.x.saturating_add(2), list.y, list.width.saturating_sub(3), list.height);
            canvas.wrapped(inside, &self.message(), canvas.theme.plain());
            return;
        }
        let height = usize::from(list.height);
        self.page.set(height);
        let top = self.window.top_for(height, self.hits.len());
        canvas.below = self.hits.len().saturating_sub(top + height);
        let shown = self.hits.iter().skip(top).take(height);
        let widest = shown.clone().map(|hit| cells(&world.records.name(hit.id))).max().unwrap_or(0) as u16;
        let names = widest.min(list.width.saturating_sub(11) * 2 / 5);
        for (row, hit) in shown.enumerate() {
            let line = Rect::new(list.x, list.y + row as u16, list.width, 1);
            self.draw_hit(world, canvas, (line, names), hit, top + row == self.window.cursor);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        app::{App, Msg},
        domain::{Kind, kinds::answer},
        panes::testing::*,
    };

    fn hit(id: Id, field: usize) -> SearchHit {
        SearchHit { id, field, excerpt: "… the drift dashboard …".into() }
    }

    #[test]
    fn two_slashes_words_and_enter_open_the_first_hit() {
        let mut world = halden();
        let mut pane = Search::new("");
        assert!(type_text(&mut pane, &world, "/dr").is_empty());
        let effects = type_text(&mut pane, &world, "i");
        assert!(matches!(&effects[..], [Effect::Fetch(Query::Search(w))] if w == "dri"), "{effects:?}");
        let of_interview = world.records.all(Kind::Answer).next().unwrap().id;
        let hits = vec![hit(of_interview, answer::NOTE), hit(Id::new(Kind::System, 1), 0)];
        assert!(pane.fetched(Fetched::Hits("dri".into(), hits), &world).is_ok());
        assert!(text(&pane, &world, (80, 24)).contains("Note: … the drift"));
        let effects = run(&mut pane, &world, Command::Accept);
        assert!(matches!(effects[..], [Effect::Go(Place::Card(_, Some(a)))] if a == of_interview), "{effects:?}");
        run(&mut pane, &world, Command::NextMatch);
        assert!(matches!(run(&mut pane, &world, Command::Accept)[..], [Effect::Go(Place::Record(_))]));
        draw_at_all_sizes(&pane, &mut world);
    }

    #[test]
    fn from_home_the_second_slash_is_no_word() {
        let mut app = App::new(halden(), Place::Home);
        let effects = press(&mut app, "//drift");
        assert!(matches!(effects.last(), Some(Effect::Fetch(Query::Search(w))) if w == "drift"), "{effects:?}");
        let system = Id::new(Kind::System, 2);
        let found = Msg::Fetched(Fetched::Hits("drift".into(), vec![hit(system, 0)]));
        app.update(app.world.now, app.world.tick, found);
        press(&mut app, "<Enter>");
        assert!(app.top().is_some_and(|p| p.is_at(&Place::Record(system))));
        press(&mut app, "<Esc>");
        assert!(app.top().is_some_and(|p| p.is_at(&Place::Search(String::new()))));
    }

    #[test]
    fn what_was_found_comes_to_the_search_also_when_something_lies_over_it() {
        let system = Id::new(Kind::System, 2);
        let found = |words: &str| Msg::Fetched(Fetched::Hits(words.into(), vec![hit(system, 0)]));
        let covered = || {
            let mut app = App::new(halden(), Place::Home);
            press(&mut app, "//drift<C-x>?");
            assert!(app.top().is_some_and(|p| p.is_at(&Place::Help)));
            app
        };
        let beneath = |app: &App| app.panes().rev().nth(1).and_then(|pane| pane.subject(&app.world));
        let mut app = covered();
        // Whoever did not ask for it does not get it.
        app.update(app.world.now, app.world.tick, found("drifting"));
        assert_eq!(beneath(&app), None);
        app.update(app.world.now, app.world.tick, found("drift"));
        assert_eq!(beneath(&app), Some(system));
        assert!(app.top().is_some_and(|p| p.is_at(&Place::Help)), "what is covered goes nowhere");
        // Enter is not answered by what was found before the words were asked for again.
        press(&mut app, "<Esc><Enter>");
        assert!(app.top().is_some_and(|p| p.is_at(&Place::Search(String::new()))));
        app.update(app.world.now, app.world.tick, found("drift"));
        assert!(app.top().is_some_and(|p| p.is_at(&Place::Record(system))));
    }

    #[test]
    fn what_was_found_for_other_words_is_not_opened() {
        let world = halden();
        let mut pane = Search::new("");
        let found = |words: &str, n| Fetched::Hits(words.into(), vec![hit(Id::new(Kind::System, n), 0)]);
        type_text(&mut pane, &world, "dri");
        assert!(pane.fetched(found("dri", 1), &world).is_ok());
        type_text(&mut pane, &world, "f");
        assert!(run(&mut pane, &world, Command::Accept).is_empty(), "the answer is on its way");
        assert!(pane.fetched(found("dri", 1), &world).is_err(), "that is for other words");
        let effects = pane.fetched(found("drif", 2), &world).unwrap();
        assert!(matches!(effects[..], [Effect::Go(Place::Record(id))] if id.n == 2), "{effects:?}");
        pane.input.set("");
        pane.typed();
        assert!(pane.fetched(found("drif", 1), &world).is_err() && pane.hits.is_empty(), "nobody waits for it");
    }

    #[test]
    fn short_words_wait_for_enter_and_an_empty_result_says_so() {
        let world = halden();
        let mut pane = Search::new("");
        type_text(&mut pane, &world, "zq");
        assert!(matches!(run(&mut pane, &world, Command::Accept)[..], [Effect::Fetch(Query::Search(_))]));
        let effects = pane.fetched(Fetched::Hits(pane.asked.clone(), Vec::new()), &world).unwrap();
        assert!(matches!(&effects[..], [Effect::Say(text)] if text.contains("zq")));
        assert!(text(&pane, &world, (80, 24)).contains("No record holds all of “zq”"));
    }
}
