//! A short list to choose from: choices by letter, records by typing, one or several.

mod left;
mod rows;

use super::{answering, ground::Ground, left::Left};
use crate::{
    command::{Command, Context},
    domain::{Id, Kind, kinds::round, way},
    exchange::look_alikes,
    keymap::Key,
    parts::{Canvas, LineInput, Typing, Window, matching, overlay},
    store::Typed,
    ui::{
        AfterChoice, Covers, Effect, Pane, Place, Plain, RowsFor, TakenRow, World,
        place::{Menu, MenuRow},
    },
};
use ratatui::layout::Rect;
use rows::Columns;
use std::ops::Range;

/// Rows of a list that is narrowed by typing: what lies beneath, such as a note, stays in view.
fn most_rows(height: u16, letters: bool) -> u16 {
    if letters { height.saturating_sub(4).max(3) } else { (height * 2 / 5).max(4) }
}

/// Stands among the shown rows for the one that makes a new record of what was typed.
const NEW: usize = usize::MAX - 64;

/// The open menu.
pub struct MenuPane {
    menu: Menu,
    query: LineInput,
    /// Indices of the rows that match, best first.
    shown: Vec<usize>,
    window: Window,
    ground: Ground,
    /// The new name about which the person was asked whether one that is here is meant.
    asked: String,
    /// Names that were typed here before and not taken.
    left: Left,
    typing: Typing,
}

impl MenuPane {
    pub fn new(menu: Menu) -> MenuPane {
        let shown = (0..menu.rows.len()).collect();
        let (window, query) = (Window::at(menu.at), LineInput::new(&menu.typed));
        let mut pane = MenuPane {
            menu,
            query,
            shown,
            window,
            ground: Ground::default(),
            asked: String::new(),
            left: Left::default(),
            typing: Typing::default(),
        };
        if !pane.query.is_empty() {
            pane.narrow();
        }
        pane
    }

    /// Records are found by words they hold, so that a new name is not taken for an old one; choices by how their words
    /// begin, and only if none begins so by any letters.
    fn narrow(&mut self) {
        let typed = self.query.text();
        let texts = || {
            self.menu.rows.iter().map(|r| {
                let id = r.id.map(|id| id.to_string()).unwrap_or_default();
                format!("{id} {} {}", r.label, r.detail)
            })
        };
        let field = matches!(self.menu.then, AfterChoice::SetField { .. });
        let choices = (field || self.has_letters()) && self.menu.rows.iter().all(|r| r.id.is_none());
        self.shown = match self.menu.new {
            [_, ..] => self.by_name(typed, texts()),
            [] if choices => matching::choices(typed, self.menu.rows.iter().map(|r| (r.letter, r.label.as_str()))),
            [] => self.names_first(typed, matching::best(typed, texts())),
        };
        if choices && self.shown.is_empty() && !self.has_letters() {
            self.shown = matching::best(typed, texts());
        }
        let exact = self.exact(typed);
        if !exact.is_empty() {
            self.shown = exact;
        } else if !typed.trim().is_empty() {
            self.shown.extend((0..self.menu.new.len()).map(|kind| NEW + kind));
        }
        self.window = match typed.is_empty() {
            true => Window::at(self.menu.at),
            false => Window::default(),
        };
    }

    fn goes_round(&self) -> bool {
        !self.menu.many && matches!(self.menu.then, AfterChoice::SetField { .. })
    }

    /// Whose label is just what was typed stands first, then labels that begin so, those in which it begins a word,
    /// those that hold it; what only the words behind a label hold comes last.
    fn names_first(&self, typed: &str, mut found: Vec<usize>) -> Vec<usize> {
        let name = matching::fold(typed.trim());
        found.sort_by_key(|i| match matching::fold(&self.menu.rows[*i].label) {
            label if label == name => 0,
            label if label.starts_with(&name) => 1,
            _ if matching::begins(typed, &self.menu.rows[*i].label) => 2,
            label if label.contains(&name) => 3,
            _ => 4,
        });
        found
    }

    /// Rows that hold the words of a name: the one that is called so first, then those in which they begin words.
    fn by_name(&self, typed: &str, texts: impl Iterator<Item = String>) -> Vec<usize> {
        let mut found = matching::holding(typed, texts);
        let name = matching::fold(typed.trim());
        let rank = |i: &usize| match self.menu.rows[*i].label.trim() {
            label if matching::fold(label) == name => 0,
            label if matching::begins(typed, label) => 1,
            _ => 2,
        };
        if !name.is_empty() {
            found.sort_by_key(rank);
        }
        found
    }

    /// Before a new record is made, whether one is meant whose name is like the typed one; asked once for a name.
    fn ask(&mut self, kind: Kind, typed: &str, world: &World) -> Option<Vec<Effect>> {
        let alike = look_alikes(&world.records, kind, typed);
        let first = *alike.first().filter(|_| self.asked != typed)?;
        self.asked = typed.to_string();
        let mut shown: Vec<usize> = alike.iter().map(|id| self.row_of(*id, world)).collect();
        let at = self.menu.new.iter().position(|new| *new == kind).unwrap_or(0);
        shown.push(NEW + at);
        (self.shown, self.window) = (shown, Window::default());
        let name = world.records.name(first);
        let new = if kind == Kind::Person { "somebody new" } else { "a new one" };
        Some(vec![Effect::Say(format!("did you mean {first} {name}? Enter takes it; Down, then Enter, adds {new}"))])
    }

    /// The choices are few enough to have letters: what is typed is the beginning of one of them or of none.
    fn has_letters(&self) -> bool {
        self.menu.rows.iter().any(|r| r.letter.is_some())
    }

    /// The row that this first letter means. Where another row begins with it, a field takes it at once, for there the
    /// next letters can still say that the other one was meant, and so does a list of places, whose letters are shown.
    fn meant(&self, letter: char) -> Option<usize> {
        let rows = &self.menu.rows;
        let exact = rows.iter().position(|r| r.letter == Some(letter));
        let row = exact.or_else(|| rows.iter().position(|r| r.letter.is_some_and(|l| same(l, letter))))?;
        let others = rows.iter().enumerate().any(|(i, r)| i != row && begins(&r.label, letter));
        let own = exact.is_some() && matches!(self.menu.then, AfterChoice::Go(_));
        let at_once = own || !others || matches!(self.menu.then, AfterChoice::SetField { .. });
        (self.menu.letters && self.query.is_empty() && at_once).then_some(row)
    }

    /// Takes a row by its letter; what goes on with its word is for nobody.
    fn take_at_once(&mut self, row: usize, letter: char, world: &World) -> Vec<Effect> {
        let effects = self.pick(row, world);
        let goes_on = Effect::GoesOn(Box::new(TakenRow { menu: self.menu.clone(), row, letter }));
        effects.into_iter().chain([goes_on]).collect()
    }
    /// What taking this one row leads to.
    pub fn pick(&mut self, row: usize, world: &World) -> Vec<Effect> {
        self.ground.under(answering::picked(&self.menu.then, &self.menu.rows, &[row], world), world)
    }

    /// Rows that are taken: the ticked ones, else the marked one.
    fn taken(&self) -> Vec<usize> {
        let ticked: Vec<usize> = (0..self.menu.rows.len()).filter(|i| self.menu.rows[*i].ticked).collect();
        if self.menu.many { ticked } else { self.shown.get(self.window.cursor).copied().into_iter().collect() }
    }

    fn accept(&mut self, world: &World) -> Vec<Effect> {
        let typed = self.query.text().to_string();
        let marked = self.shown.get(self.window.cursor).copied();
        if let Some(kind) = marked.and_then(|row| self.new_kind(row)) {
            let asked = self.ask(kind, typed.trim(), world);
            let made = || answering::created(&self.menu.then, kind, &typed, &self.ticked_ids(), world);
            return asked.unwrap_or_else(made);
        }
        // Who is typed by name is wanted: Enter takes them with the others and leaves nobody out.
        if let Some(row) =
            marked.and_then(|i| self.menu.rows.get_mut(i)).filter(|_| self.menu.many && !typed.is_empty())
        {
            row.ticked = true;
        }
        // Where nothing is ticked and one is wanted, the marked row is meant.
        if self.menu.many && self.menu.then.needs_one() && self.taken().is_empty() {
            marked.and_then(|i| self.menu.rows.get_mut(i)).into_iter().for_each(|row| row.ticked = true);
        }
        if self.shown.is_empty() && !self.query.is_empty() || !self.menu.many && self.taken().is_empty() {
            // Taking nothing would empty the field behind the list.
            return vec![Effect::Say("no line holds what is typed; Esc goes back".into())];
        }
        answering::picked(&self.menu.then, &self.menu.rows, &self.taken(), world)
    }

    /// Ticks the marked row, or takes its tick away. What was typed found its row: the list is whole again, so that
    /// the same words are not taken for somebody new.
    fn toggle(&mut self, only_on: bool) {
        let Some(at) = self.shown.get(self.window.cursor).copied() else { return };
        let Some(row) = self.menu.rows.get_mut(at) else { return };
        row.ticked = !row.ticked || only_on && !self.query.is_empty();
        if self.query.is_empty() {
            self.window.down(1, self.shown.len());
            return;
        }
        self.query.set("");
        self.narrow();
        self.window = Window::at(self.shown.iter().position(|i| *i == at).unwrap_or(0));
    }

    /// A blank in a name that is being typed and may become a new record; another key of the command still ticks.
    fn is_in_a_name(&self, key: Option<Key>) -> bool {
        !self.menu.new.is_empty() && !self.query.is_empty() && key == Some(Key::char(' '))
    }
}

/// The same letter in any case.
pub fn same(a: char, b: char) -> bool {
    a.to_lowercase().eq(b.to_lowercase())
}
fn begins(label: &str, letter: char) -> bool {
    label.chars().next().is_some_and(|c| same(c, letter))
}

impl Pane for MenuPane {
    fn is_at(&self, _: &Place) -> bool {
        false
    }
    /// What is taken over from a row is read before it is chosen.
    fn needs(&self, world: &World) -> Vec<Id> {
        let is_stage_2 = |place: &Place| matches!(place, Place::RoundStart(round::Type::Stage2));
        match &self.menu.then {
            AfterChoice::Rows(RowsFor::Catalogue(_)) | AfterChoice::BeginAssessment(_) => {
                self.menu.rows.iter().filter_map(|row| row.id).collect()
            }
            AfterChoice::Go(places) if places.iter().any(is_stage_2) => {
                way::last_stage_1(world.view()).map(|first| first.id).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }
    fn covers(&self) -> Covers {
        Covers::Part
    }
    fn contexts(&self, _: &World) -> Vec<Context> {
        vec![Context::Menu]
    }
    fn hints(&self, _: &World) -> Vec<Command> {
        if self.menu.many {
            vec![Command::Accept, Command::Toggle, Command::Cancel]
        } else {
            vec![Command::Accept, Command::Cancel]
        }
    }

    fn opened(&mut self, world: &World) -> Vec<Effect> {
        self.ground.note(self.menu.then.field(), world);
        self.offer(world)
    }
    fn deadline(&self, _: &World) -> Option<u64> {
        self.typing.due()
    }
    fn tick(&mut self, world: &World) -> Vec<Effect> {
        self.flush(world)
    }
    fn flush(&mut self, world: &World) -> Vec<Effect> {
        self.keep_beside(world)
    }
    fn unsaved(&self, world: &World) -> Vec<Typed> {
        self.unkept(world)
    }
    fn run(&mut self, command: Command, key: Option<Key>, world: &World) -> Option<Vec<Effect>> {
        match command {
            Command::Accept | Command::Open => {
                let mut effects = self.accept(world);
                // An answer closes the list; a question of its own leaves it open.
                if !matches!(effects[..], [Effect::Say(_)]) {
                    effects.extend(self.forget(world));
                }
                return Some(self.ground.under(effects, world));
            }
            Command::Cancel => {
                return Some([Effect::Close].into_iter().chain(self.keep(world)).collect());
            }
            Command::Toggle if self.menu.many && !self.is_in_a_name(key) => {
                // A blank may stand between the words of a name: it takes nobody's tick away.
                self.toggle(key == Some(Key::char(' ')));
            }
            Command::Toggle => return self.input(Key::char(' '), world),
            // In a list of words the way goes round: that of an empty field begins at its last row.
            Command::Down if self.goes_round() && self.window.cursor + 1 >= self.shown.len() => self.window.first(),
            Command::Up if self.goes_round() && self.window.cursor == 0 => self.window.last(self.shown.len()),
            Command::Down => self.window.down(1, self.shown.len()),
            Command::Up => self.window.up(1),
            Command::PageDown => self.window.down(8, self.shown.len()),
            Command::PageUp => self.window.up(8),
            Command::First => self.window.first(),
            Command::Last => self.window.last(self.shown.len()),
            _ => return None,
        }
        Some(Vec::new())
    }

    fn input(&mut self, key: Key, world: &World) -> Option<Vec<Effect>> {
        if let Some(letter) = key.typed()
            && let Some(row) = self.meant(letter)
        {
            return Some(self.take_at_once(row, letter, world));
        }
        if self.query.input(key) {
            self.typing.key(world.tick);
            self.narrow();
        }
        Some(Vec::new())
    }

    fn taken_at_once(&self, text: &str, world: &World) -> Option<(usize, Vec<Effect>)> {
        let row = text.chars().next().and_then(|letter| self.meant(letter))?;
        self.menu.then.field()?;
        // The next letters may say that another row was meant.
        let of = |row: &MenuRow| row.label.chars().zip(text.chars()).take_while(|(l, c)| same(*l, *c)).count();
        let count = self.menu.rows.iter().map(of).max().unwrap_or(0);
        Some((count.max(1), answering::picked(&self.menu.then, &self.menu.rows, &[row], world)))
    }
    fn paste(&mut self, text: &str, world: &World) -> Option<Vec<Effect>> {
        self.query.paste(text);
        self.typing.key(world.tick);
        self.narrow();
        Some(Vec::new())
    }

    fn plain(&self, world: &World, _: Range<usize>) -> Option<Plain> {
        Some(self.in_lines(world))
    }
    fn line_in(&mut self, text: &str, _: &World) -> Option<Vec<Effect>> {
        self.query.set(text);
        self.narrow();
        Some(Vec::new())
    }
    fn draw(&self, world: &World, canvas: &mut Canvas, area: Rect) {
        let typed = u16::from(!self.menu.letters || !self.query.is_empty());
        let wanted = (self.menu.rows.len().max(1) as u16).min(most_rows(area.height, self.has_letters())) + typed;
        let told = self.told(world, area.width);
        let inside = overlay(canvas, area, &self.menu.title, wanted + told.len() as u16);
        let mut list = inside;
        if typed == 1 && inside.height > 0 {
            canvas.put(inside.x + 1, inside.y, 2, ":", canvas.theme.heading());
            self.query.draw(canvas, Rect::new(inside.x + 3, inside.y, inside.width.saturating_sub(4), 1), true);
            list = Rect::new(inside.x, inside.y + 1, inside.width, inside.height - 1);
        }
        if list.height > 3 + told.len() as u16 {
            list.height -= told.len() as u16;
            for (row, y) in told.iter().zip(list.bottom()..) {
                canvas.put_cut(list.x + 2, y, list.width.saturating_sub(3), row, canvas.theme.plain());
            }
        }
        let top = self.window.top_for(list.height as usize, self.shown.len());
        let shown = self.shown.iter().filter_map(|i| self.menu.rows.get(*i));
        let columns = Columns::of(shown, self.menu.many, world, list.width);
        for (y, i) in self.shown.iter().skip(top).take(list.height as usize).enumerate() {
            let marked = top + y == self.window.cursor;
            let new = self.new_row(*i);
            let row = self.menu.rows.get(*i).unwrap_or(&new);
            let line = Rect { y: list.y + y as u16, height: 1, ..list };
            columns.draw(row, marked, world, canvas, line);
            if marked && typed == 0 {
                canvas.set_cursor(list.x, list.y + y as u16);
            }
        }
        if self.shown.is_empty() && list.height > 0 {
            let text = if self.menu.new.is_empty() {
                "  none; Esc goes back"
            } else {
                "  none yet; type a name for a new one"
            };
            canvas.put(list.x, list.y, list.width, text, canvas.theme.plain());
        }
    }
}
