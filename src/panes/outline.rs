//! Lines under headings with a cursor on those that lead somewhere, a page up and down, and a filter as you type.
//!
//! The panes for checks, changes and what is left show themselves through it; it knows no record and opens nothing.

mod plain;
mod sentences;
pub use sentences::{phrases, sentence, whole_row};

use crate::{
    command::{Command, Context},
    keymap::{Code, Key},
    parts::{
        Canvas, LineInput, Window,
        matching::{fold, words},
    },
    ui::{Effect, Place},
};
use ratatui::layout::Rect;
use std::cell::{Cell, OnceCell};

/// One line.
#[derive(Clone)]
pub struct Line<T> {
    pub text: String,
    pub strong: bool,
    /// It heads what must be settled at once.
    pub grave: bool,
    /// What the line leads to; a line without is passed over by the cursor.
    pub target: Option<T>,
}

impl<T> Line<T> {
    pub fn heading(text: impl Into<String>) -> Line<T> {
        Line { text: text.into(), strong: true, grave: false, target: None }
    }
    /// A heading of what must be settled at once.
    pub fn grave(text: impl Into<String>) -> Line<T> {
        Line { grave: true, ..Line::heading(text) }
    }
    pub fn plain(text: impl Into<String>) -> Line<T> {
        Line { text: text.into(), strong: false, grave: false, target: None }
    }
    pub fn row(text: impl Into<String>, target: T) -> Line<T> {
        Line { text: text.into(), strong: false, grave: false, target: Some(target) }
    }
}

/// The list.
#[derive(Clone)]
pub struct Outline<T> {
    lines: Vec<Line<T>>,
    /// The lines that are shown, and which of them the cursor can stand on.
    shown: Vec<usize>,
    stops: Vec<usize>,
    /// Its cursor counts shown lines.
    window: Window,
    /// What the cursor stood on when the lines were dropped.
    on: Option<T>,
    filter: String,
    typing: Option<LineInput>,
    /// The filter that an Esc took away, in case it was none.
    before_esc: Option<(Option<LineInput>, String)>,
    /// Rows on the screen at the last draw, for paging.
    page: Cell<usize>,
}

impl<T> Default for Outline<T> {
    fn default() -> Outline<T> {
        Outline {
            lines: Vec::new(),
            shown: Vec::new(),
            stops: Vec::new(),
            window: Window::default(),
            on: None,
            filter: String::new(),
            typing: None,
            before_esc: None,
            page: Cell::new(10),
        }
    }
}

impl<T: PartialEq + Clone> Outline<T> {
    /// Shows other lines; the cursor stays on what it stood on, or near it.
    pub fn set(&mut self, lines: Vec<Line<T>>) {
        let (on, stop) = (self.on.take().or_else(|| self.current().cloned()), self.stop());
        self.lines = lines;
        self.narrow();
        if !on.is_some_and(|target| self.go_to(|t| *t == target)) {
            self.window.cursor = self.stops.get(stop.min(self.stops.len().saturating_sub(1))).copied().unwrap_or(0);
        }
    }
    /// Puts the cursor on the first line of such a target; false if there is none.
    pub fn go_to(&mut self, wanted: impl Fn(&T) -> bool) -> bool {
        let target = |shown: &usize| self.lines[self.shown[*shown]].target.as_ref();
        match self.stops.iter().find(|s| target(s).is_some_and(&wanted)).copied() {
            Some(at) => {
                self.window.cursor = at;
                true
            }
            None => false,
        }
    }
    pub fn current(&self) -> Option<&T> {
        self.lines.get(*self.shown.get(self.window.cursor)?)?.target.as_ref()
    }
    /// Everything that is shown, for the clipboard.
    pub fn text(&self) -> String {
        self.shown.iter().map(|i| format!("{}\n", self.lines[*i].text)).collect()
    }
    /// Shown lines that lead somewhere.
    pub fn targets(&self) -> impl Iterator<Item = &T> {
        self.shown.iter().filter_map(|i| self.lines[*i].target.as_ref())
    }
    fn stop(&self) -> usize {
        self.stops.partition_point(|s| *s < self.window.cursor)
    }
    fn step_to(&mut self, stop: usize) {
        self.window.cursor = self.stops.get(stop.min(self.stops.len().saturating_sub(1))).copied().unwrap_or(0);
    }
    /// All lines that lead somewhere, shown or not.
    pub fn all(&self) -> usize {
        self.lines.iter().filter(|line| line.target.is_some()).count()
    }
    /// Whoever goes to the list by name wants all of it.
    pub fn clear_filter(&mut self) {
        self.typing = None;
        if !self.filter.is_empty() {
            self.refilter("");
        }
    }

    /// Finds the lines that hold all words of the filter, themselves or in the headings they stand under, which are
    /// shown with them.
    fn narrow(&mut self) {
        let words = words(&self.filter);
        let holds = |text: &str| {
            let folded = fold(text);
            words.iter().all(|w| w.is_in(&folded))
        };
        self.shown.clear();
        let mut above: Vec<usize> = Vec::new();
        let (mut heading, mut sentence) = ("", "");
        for (i, line) in self.lines.iter().enumerate() {
            match line.target {
                _ if words.is_empty() => self.shown.push(i),
                None if line.strong => {
                    (heading, sentence) = (&line.text, "");
                    above = vec![i];
                }
                None => {
                    sentence = &line.text;
                    above.push(i);
                }
                Some(_) if holds(&format!("{heading} {sentence} {}", line.text)) => {
                    self.shown.append(&mut above);
                    self.shown.push(i);
                }
                Some(_) => {}
            }
        }
        let lines = &self.lines;
        self.stops =
            self.shown.iter().enumerate().filter(|(_, i)| lines[**i].target.is_some()).map(|(at, _)| at).collect();
    }

    fn refilter(&mut self, filter: &str) {
        let on = self.current().cloned();
        self.filter = filter.into();
        self.narrow();
        if !on.is_some_and(|target| self.go_to(|t| *t == target)) {
            self.step_to(0);
        }
    }

    /// The contexts of a pane with this list: its own ones, or the filter field.
    pub fn contexts(&self, own: &[Context]) -> Vec<Context> {
        if self.typing.is_some() { vec![Context::Input] } else { own.to_vec() }
    }
    pub fn is_typing(&self) -> bool {
        self.typing.is_some()
    }
    /// Moves, filters, and steps back out of a filter; `None` if the command is the pane's.
    pub fn run(&mut self, command: Command) -> Option<Vec<Effect>> {
        if self.typing.is_some() {
            return self.run_filter(command);
        }
        let (stop, page) = (self.stop(), self.rows());
        match command {
            Command::Down => self.step_to(stop + 1),
            Command::Up => self.step_to(stop.saturating_sub(1)),
            Command::PageDown => self.step_to(self.after(page)),
            Command::PageUp => self.step_to(self.before(page)),
            Command::First => self.step_to(0),
            Command::Last => self.step_to(usize::MAX),
            // A new filter, not more of the old one.
            Command::Filter => {
                self.refilter("");
                self.typing = Some(LineInput::new(""));
            }
            Command::Back | Command::Cancel if !self.filter.is_empty() => {
                self.note_esc();
                self.refilter("");
                return Some(vec![Effect::Say("filter cleared".into())]);
            }
            _ => return None,
        }
        Some(Vec::new())
    }
    fn note_esc(&mut self) {
        self.before_esc = Some((self.typing.clone(), self.filter.clone()));
    }
    /// The Esc before was no key.
    pub fn esc_was_none(&mut self) {
        if let Some((typing, filter)) = self.before_esc.take() {
            self.typing = typing;
            self.refilter(&filter);
        }
    }
    /// Lines that a page key moves on.
    fn rows(&self) -> usize {
        self.page.get().saturating_sub(1).max(1)
    }
    /// The stop about a page of lines further on, and further back; always at least one.
    fn after(&self, page: usize) -> usize {
        let wanted = self.window.cursor + page;
        self.stops.partition_point(|s| *s <= wanted).saturating_sub(1).max(self.stop() + 1)
    }
    fn before(&self, page: usize) -> usize {
        let wanted = self.window.cursor.saturating_sub(page);
        self.stops.partition_point(|s| *s < wanted).min(self.stop().saturating_sub(1))
    }

    fn run_filter(&mut self, command: Command) -> Option<Vec<Effect>> {
        match command {
            Command::Accept => {
                self.typing = None;
                if self.stops.is_empty() {
                    let text = format!("nothing here holds “{}”; Esc clears, // searches the whole file", self.filter);
                    return Some(vec![Effect::Say(text)]);
                }
            }
            Command::Cancel => {
                self.note_esc();
                self.typing = None;
                self.refilter("");
            }
            Command::NextMatch => self.step_to(self.stop() + 1),
            Command::PrevMatch => self.step_to(self.stop().saturating_sub(1)),
            Command::PageDown => self.step_to(self.after(self.rows())),
            Command::PageUp => self.step_to(self.before(self.rows())),
            Command::TextUndo => self.edit(|input| {
                input.undo();
            }),
            Command::Complete => {}
            _ => return None,
        }
        Some(Vec::new())
    }

    fn edit(&mut self, edit: impl FnOnce(&mut LineInput)) {
        let Some(input) = self.typing.as_mut() else { return };
        edit(input);
        let filter = input.text().to_string();
        self.refilter(&filter);
    }

    /// A key of the filter field; `None` if it has not the keyboard.
    pub fn input(&mut self, key: Key) -> Option<Vec<Effect>> {
        let input = self.typing.as_ref()?;
        if key.code == Code::Char('/') && (input.is_empty() || input.is_untouched()) {
            self.typing = None;
            return Some(vec![Effect::Go(Place::Search(String::new()))]);
        }
        self.edit(|input| {
            input.input(key);
        });
        Some(Vec::new())
    }
    pub fn paste(&mut self, text: &str) -> Option<Vec<Effect>> {
        self.typing.as_ref()?;
        self.edit(|input| {
            input.paste(text);
        });
        Some(Vec::new())
    }

    /// Draws the visible lines; `empty` stands there if there is none.
    pub fn draw(&self, canvas: &mut Canvas, area: Rect, empty: &str) {
        let area = self.draw_filter(canvas, area);
        if area.is_empty() {
            return;
        }
        let height = usize::from(area.height);
        self.page.set(height);
        if self.shown.is_empty() {
            let inside = Rect::new(area.x.saturating_add(2), area.y, area.width.saturating_sub(3), area.height);
            let text = if self.filter.is_empty() {
                empty.to_string()
            } else {
                format!("No line and no heading holds “{}”. Esc clears the filter.", self.filter)
            };
            canvas.wrapped(inside, &text, canvas.theme.plain());
            return;
        }
        let top = self.top(height);
        canvas.below = self.shown.len().saturating_sub(top + height);
        for (row, i) in self.shown.iter().skip(top).take(height).enumerate() {
            self.draw_line(canvas, area, area.y + row as u16, &self.lines[*i], top + row == self.window.cursor);
        }
    }

    fn draw_filter(&self, canvas: &mut Canvas, area: Rect) -> Rect {
        if (self.typing.is_none() && self.filter.is_empty()) || area.is_empty() {
            return area;
        }
        canvas.put(area.x.saturating_add(1), area.y, 1, "/", canvas.theme.heading());
        let field = Rect::new(area.x.saturating_add(2), area.y, area.width.saturating_sub(3), 1);
        match &self.typing {
            Some(input) => input.draw(canvas, field, true),
            None => {
                canvas.put(field.x, field.y, field.width, &self.filter, canvas.theme.heading());
            }
        }
        Rect::new(area.x, area.y + 1, area.width, area.height - 1)
    }

    /// The first visible line; what stands above the first row of a group is shown with it where it fits, and what stands
    /// below the last row too.
    fn top(&self, height: usize) -> usize {
        let (cursor, all) = (self.window.cursor, self.shown.len());
        let least = if self.stops.last() == Some(&cursor) { all.saturating_sub(height) } else { 0 };
        let top = self.window.top_for(height, all).max(least).min(cursor);
        let leads = |at: &usize| self.lines[self.shown[*at]].target.is_none();
        let lead = (0..cursor.min(self.shown.len())).rev().take_while(leads).count();
        if lead < height { top.min(cursor - lead) } else { top }
    }

    fn draw_line(&self, canvas: &mut Canvas, area: Rect, y: u16, line: &Line<T>, current: bool) {
        if line.target.is_none() {
            let style = match (line.grave, line.strong) {
                (true, _) => canvas.theme.bad(),
                (false, true) => canvas.theme.heading(),
                (false, false) => canvas.theme.plain(),
            };
            canvas.put_cut(area.x.saturating_add(1), y, area.width.saturating_sub(1), &line.text, style);
            return;
        }
        let style = if current { canvas.theme.selected() } else { canvas.theme.plain() };
        let sign = if current { ">" } else { " " };
        canvas.put_full(area.x, y, area.width, &format!("{sign} {}", line.text), style);
        if current && self.typing.is_none() {
            canvas.set_cursor(area.x, y);
        }
    }
}

/// An outline that is found anew when it is next looked at after the records changed, and not before: so a change costs
/// nothing while the pane is covered.
pub struct Fresh<T> {
    list: OnceCell<Outline<T>>,
    was: Outline<T>,
}

impl<T> Default for Fresh<T> {
    fn default() -> Fresh<T> {
        Fresh { list: OnceCell::new(), was: Outline::default() }
    }
}

impl<T: PartialEq + Clone> Fresh<T> {
    pub fn get(&self, lines: impl FnOnce() -> Vec<Line<T>>) -> &Outline<T> {
        self.list.get_or_init(|| {
            let mut list = self.was.clone();
            list.set(lines());
            list
        })
    }
    pub fn get_mut(&mut self, lines: impl FnOnce() -> Vec<Line<T>>) -> &mut Outline<T> {
        self.get(lines);
        self.list.get_mut().unwrap_or(&mut self.was)
    }
    /// The contexts, without finding the lines anew.
    pub fn contexts(&self, own: &[Context]) -> Vec<Context> {
        self.list.get().unwrap_or(&self.was).contexts(own)
    }
    pub fn is_typing(&self) -> bool {
        self.list.get().unwrap_or(&self.was).is_typing()
    }
    /// The records changed.
    pub fn forget(&mut self) {
        if let Some(mut list) = self.list.take() {
            list.on = list.current().cloned();
            list.lines.clear();
            self.was = list;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parts::paint::tests::screen;

    fn sample() -> Outline<u32> {
        let mut outline = Outline::default();
        let rows = |from: u32, to: u32| (from..to).map(|n| Line::row(format!("row {n}"), n));
        let mut lines = vec![Line::heading("ONE")];
        lines.extend(rows(1, 4));
        lines.extend([Line::plain(""), Line::heading("TWO")]);
        lines.extend(rows(4, 9));
        outline.set(lines);
        outline.step_to(0);
        outline
    }

    #[test]
    fn the_cursor_passes_over_headings_and_stays_on_its_row() {
        let mut list = sample();
        assert_eq!(list.current(), Some(&1));
        (0..3).for_each(|_| drop(list.run(Command::Down)));
        assert_eq!(list.current(), Some(&4));
        list.set(vec![Line::heading("NEW"), Line::row("row 0", 0), Line::row("row 4", 4)]);
        assert_eq!(list.current(), Some(&4));
        list.set(vec![Line::row("row 7", 7)]);
        assert_eq!(list.current(), Some(&7));
        list.set(Vec::new());
        assert_eq!(list.current(), None);
    }

    #[test]
    fn pages_reach_both_ends() {
        let mut list = sample();
        screen(20, 4, |c| list.draw(c, Rect::new(0, 0, 20, 4), ""));
        for _ in 0..9 {
            list.run(Command::PageDown);
        }
        assert_eq!(list.current(), Some(&8));
        for _ in 0..9 {
            list.run(Command::PageUp);
        }
        assert_eq!(list.current(), Some(&1));
        let rows = screen(20, 4, |c| list.draw(c, Rect::new(0, 0, 20, 4), ""));
        assert_eq!(rows[..2], [" ONE", "> row 1"]);
    }

    #[test]
    fn the_filter_keeps_the_headings_of_what_it_finds() {
        let mut list = sample();
        list.run(Command::Filter);
        for c in "row 7".chars() {
            list.input(Key::char(c));
        }
        assert_eq!(list.current(), Some(&7));
        assert_eq!(list.text(), "TWO\nrow 7\n");
        list.run(Command::Accept);
        assert!(list.run(Command::Back).is_some() && list.run(Command::Back).is_none());
        assert_eq!(list.targets().count(), 8);
        assert_eq!(list.current(), Some(&7));
    }
}
