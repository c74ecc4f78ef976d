//! The list of any kind of record: columns, sort, live filter, marks, bulk set, copy, add, delete, and what the marked
//! row says. A kind gets all of it from its description; nothing here names a kind except for its quick keys.

pub(super) mod act;
mod columns;
mod draw;
mod filter;
mod find;
mod grid;
mod kept;
mod keys;
mod marks;
mod narrow;
mod order;
mod own;
mod pasted;
mod plain;
mod rows;
mod totals;
mod value;
pub mod wishes;

use crate::{
    command::{Command, Context},
    domain::{Id, Kind, Listing},
    keymap::{Code, Key},
    parts::{Canvas, LineInput, Window},
    store::Typed,
    ui::{Answer, Effect, Header, Pane, Place, Plain, RecordsFor, RowsFor, TextFor, World},
};
use jiff::civil::Date;
use ratatui::layout::Rect;
use rows::Rows;
use std::{
    cell::{Cell, OnceCell},
    collections::BTreeSet,
    ops::Range,
};

/// The open list.
pub struct Register {
    rows: Rows,
    window: Window,
    /// Columns besides the name that were moved out of sight at the left.
    first_column: usize,
    /// Columns that did not fit at the last draw.
    more_columns: std::cell::Cell<usize>,
    /// The filter field while it has the keyboard.
    typing: Option<LineInput>,
    marks: BTreeSet<Id>,
    /// Where a range began.
    range_from: Option<usize>,
    /// Where a sweep with Shift began, and what was marked before it: going back takes rows out again.
    sweep: Option<(usize, BTreeSet<Id>)>,
    /// Rows on the screen at the last draw, for paging.
    page: Cell<usize>,
    /// What the header says of all rows, and on which day that was counted.
    told: OnceCell<(Date, draw::Told)>,
    /// Cells of the longest name, once there was one.
    names: Cell<Option<u16>>,
    /// Computed cells of rows that were seen, kept from frame to frame.
    cells: draw::Cells,
    /// What the foot says, and of what it was counted.
    foot: std::cell::RefCell<Option<totals::Told>>,
    before_esc: Option<filter::BeforeEsc>,
    /// When the filter looks at the next piece of the rows.
    goes_on: u64,
    /// The cells, while one of them has the keyboard.
    grid: Option<grid::CellGrid>,
    /// The column at which the cells were left.
    last_column: Option<usize>,
}

/// Rows from which on a list is kept when it is left: as many as what they say may rest on thousands of others.
const LONG: usize = 30;

impl Register {
    pub fn new(scope: Listing, filter: &str, world: &World) -> Register {
        let mut register = Register {
            rows: Rows::new(scope, filter, world),
            window: Window::default(),
            first_column: 0,
            more_columns: std::cell::Cell::new(usize::MAX),
            typing: None,
            marks: BTreeSet::new(),
            range_from: None,
            sweep: None,
            page: Cell::new(10),
            told: OnceCell::new(),
            names: Cell::new(None),
            cells: draw::Cells::default(),
            foot: Default::default(),
            before_esc: None,
            goes_on: 0,
            grid: None,
            last_column: None,
        };
        register.rows.rebuild(world);
        register
    }

    fn longest_name(&self, world: &World) -> u16 {
        if self.names.get().is_none() && !self.rows.ids.is_empty() {
            self.names.set(Some(columns::longest_name(&world.records, &self.rows.ids)));
        }
        self.names.get().unwrap_or(0)
    }
    pub fn kind(&self) -> Kind {
        self.rows.scope.kind()
    }
    /// The record in the marked row.
    pub fn current(&self) -> Option<Id> {
        self.rows.ids.get(self.window.cursor).copied()
    }
    fn keep_cursor(&mut self, on: Option<Id>) {
        if on.is_some() && on == self.current() {
            return;
        }
        let at = on.and_then(|id| self.rows.ids.iter().position(|r| *r == id));
        self.window.cursor = at.unwrap_or(self.window.cursor).min(self.rows.ids.len().saturating_sub(1));
    }
    fn move_cursor(&mut self, command: Command) -> bool {
        let len = self.rows.ids.len();
        let page = self.page.get().max(1);
        match command {
            Command::Down => self.window.down(1, len),
            Command::Up => self.window.up(1),
            Command::PageDown => self.window.down(page, len),
            Command::PageUp => self.window.up(page),
            Command::First => self.window.first(),
            Command::Last => self.window.last(len),
            Command::Left => self.first_column = self.first_column.saturating_sub(1),
            Command::Right if self.more_columns.get() > 0 => {
                self.first_column = (self.first_column + 1).min(self.rows.columns.len().saturating_sub(2))
            }
            Command::Right => {}
            _ => return false,
        }
        self.extend_range();
        true
    }

    /// Esc goes back one thing at a time: the range, the marks, the filter, then the pane.
    fn step_back(&mut self, world: &World) -> Option<Vec<Effect>> {
        if self.range_from.take().is_some() || !self.marks.is_empty() {
            self.marks.clear();
            return Some(Vec::new());
        }
        if !self.rows.filter.is_empty() {
            self.refilter("", world);
            return Some(vec![Effect::Say("filter cleared".into())]);
        }
        None
    }
}

impl Pane for Register {
    fn is_at(&self, place: &Place) -> bool {
        match place {
            Place::List(kind, _) => self.rows.scope == Listing::whole(*kind),
            Place::Preset(preset) | Place::Narrowed(preset, _) => self.rows.scope == *preset,
            _ => false,
        }
    }
    fn visit(&mut self, place: &Place, world: &World) -> Vec<Effect> {
        // Whoever goes to a list by name wants all of it, or what the name says; coming back from a record keeps it.
        self.typing = None;
        self.grid = None;
        match place {
            Place::List(_, filter) | Place::Narrowed(_, filter) => self.refilter(filter, world),
            _ => self.refilter("", world),
        }
        Vec::new()
    }

    fn contexts(&self, _: &World) -> Vec<Context> {
        if self.grid.is_some() {
            return vec![Context::Cells];
        }
        if self.typing.is_some() {
            return vec![Context::Input];
        }
        act::contexts(self.kind()).chain([Context::List]).collect()
    }
    fn hints(&self, _: &World) -> Vec<Command> {
        use Command::*;
        if self.grid.is_some() {
            return vec![CellTake, CellNext, CellEdit, CellClear, FillDown, CellLeave];
        }
        if self.typing.is_some() {
            return vec![Command::Accept, Command::Cancel];
        }
        match self.rows.are_none() {
            true => act::hints_of_none(self.kind()),
            false => act::hints(self.kind()),
        }
    }

    fn header(&self, world: &World) -> Header {
        draw::header(self, world)
    }

    fn allowed(&self, command: Command, world: &World) -> Result<(), String> {
        act::allowed(self, command, world)
    }

    fn run(&mut self, command: Command, key: Option<Key>, world: &World) -> Option<Vec<Effect>> {
        if self.told.get().is_some_and(|(day, _)| *day != world.now.date()) {
            self.told.take();
        }
        self.look_on(command, world);
        if self.grid.is_some() {
            return self.run_grid(command, key, world);
        }
        if self.typing.is_some() {
            return self.run_filter(command, world);
        }
        if !matches!(command, Command::MarkDown | Command::MarkUp) {
            self.sweep = None;
        }
        if self.move_cursor(command) || self.mark(command) {
            return Some(Vec::new());
        }
        match command {
            Command::Filter => {
                // A new filter, not more of the old one.
                self.typing = Some(LineInput::new(""));
                self.refilter("", world);
                Some(Vec::new())
            }
            Command::Back | Command::Cancel => {
                self.note_esc(None);
                self.step_back(world)
            }
            Command::CellsOpen | Command::OtherPart => Some(self.open_grid(world)),
            Command::KeptFilters => Some(vec![Effect::Go(self.kept_menu(world))]),
            Command::Merge => Some(self.merge(world)),
            Command::Link => Some(self.current().map(|id| Effect::Go(Place::LinkAs(id))).into_iter().collect()),
            Command::ColumnsOpen => Some(vec![Effect::Go(Place::Columns(self.rows.scope))]),
            _ => act::run(self, command, key, world),
        }
    }

    fn input(&mut self, key: Key, world: &World) -> Option<Vec<Effect>> {
        if self.grid.is_some() {
            return self.grid_key(key, world);
        }
        let input = self.typing.as_mut()?;
        if key.code == Code::Char('/') && (input.is_empty() || input.is_untouched()) {
            self.typing = None;
            return Some(vec![Effect::Go(Place::Search(String::new()))]);
        }
        if input.input(key) {
            let filter = input.text().to_string();
            self.refilter(&filter, world);
        }
        Some(Vec::new())
    }
    fn paste(&mut self, text: &str, world: &World) -> Option<Vec<Effect>> {
        if self.grid.is_some() {
            return self.paste_cells(text, world);
        }
        let Some(input) = self.typing.as_mut() else {
            // Cells of a spreadsheet: headings, and a row or more below them.
            let cells = text.contains('\t') && text.trim_end().contains('\n') && self.kind().spec().imports.is_some();
            let from = crate::exchange::SheetFrom::Cells(text.to_string());
            return cells.then(|| vec![Effect::Go(Place::Import(from, Some(self.kind())))]);
        };
        input.paste(text);
        let filter = input.text().to_string();
        self.refilter(&filter, world);
        Some(Vec::new())
    }

    fn shows(&self, id: Id, _: &World) -> bool {
        id.kind == self.kind()
    }
    fn esc_was_none(&mut self, world: &World) {
        self.take_back_esc(world);
    }

    fn opened(&mut self, world: &World) -> Vec<Effect> {
        if self.rows.is_wished_anew(world) {
            self.forget_foot();
            (self.first_column, self.last_column) = (0, None);
            self.rows.rebuild(world);
        }
        Vec::new()
    }
    fn receive(&mut self, answer: Answer, world: &World) -> Vec<Effect> {
        match answer {
            Answer::Rows(RowsFor::KeptFilter, rows) => self.take_kept(rows.first().copied(), world),
            Answer::Records(RecordsFor::MergeWith(id), ids) => super::merging::with(id, ids.first().copied()),
            Answer::Text(TextFor::FilterName, name) => self.keep_filter(&name, world),
            Answer::Rows(RowsFor::SortColumn, rows) => match rows.first() {
                Some(row) => self.sort_by(*row, world),
                None => Vec::new(),
            },
            Answer::Rows(RowsFor::Narrow, rows) => rows.first().map_or(vec![], |row| self.narrow_to(*row, world)),
            Answer::Rows(RowsFor::FillField, rows) => act::fill(self, rows.first().copied(), world),
            other => crate::panes::risks::receive(other, world),
        }
    }

    fn put_away(&mut self, world: &World) -> bool {
        let long = self.rows.all() >= LONG;
        if long {
            self.refilter("", world);
            (self.window, self.first_column) = (Window::default(), 0);
            (self.typing, self.range_from, self.before_esc) = (None, None, None);
            self.marks.clear();
        }
        long
    }
    fn follows(&self, ids: &[Id]) -> bool {
        self.rows.follows(ids)
    }

    fn touched(&mut self, ids: &[Id], world: &World) {
        self.sweep = None;
        self.foot.take();
        self.names.take();
        self.cells.forget(ids, self.kind());
        let on = world.made.filter(|made| ids.contains(made) && made.kind == self.kind()).or(self.current());
        let (told, rows) = (self.told.take(), self.rows.all());
        match self.grid {
            Some(_) => self.rows.hold(ids, world),
            None => self.rows.refresh(ids, world),
        }
        if let Some((day, told)) = told.filter(|_| self.rows.all() == rows) {
            draw::follow(told, ids, world).into_iter().for_each(|told| self.told = OnceCell::from((day, told)));
        }
        self.keep_cursor(on);
        self.marks.retain(|id| world.records.live(*id).is_some());
    }

    fn narrowed(&mut self, world: &World) {
        self.renew(world);
    }

    fn refused(&mut self, _: &str, world: &World) {
        self.grid_refused(world);
    }
    fn flush(&mut self, world: &World) -> Vec<Effect> {
        self.flush_cell(world)
    }
    fn unsaved(&self, world: &World) -> Vec<Typed> {
        self.unsaved_cell(world)
    }

    fn deadline(&self, _: &World) -> Option<u64> {
        (!self.rows.is_through()).then_some(self.goes_on).into_iter().chain(self.grid_due()).min()
    }
    fn tick(&mut self, world: &World) -> Vec<Effect> {
        self.rows.go_on(world);
        self.goes_on = world.tick + 1;
        self.flush_cell(world)
    }

    fn needs(&self, world: &World) -> Vec<Id> {
        self.current().map(|id| act::read_along(id, world)).unwrap_or_default()
    }
    fn subject(&self, _: &World) -> Option<Id> {
        self.current()
    }

    fn plain(&self, world: &World, stops: Range<usize>) -> Option<Plain> {
        Some(self.in_lines(world, stops))
    }
    fn stand_on(&mut self, stop: usize) -> bool {
        self.window = Window::at(stop.min(self.rows.ids.len().saturating_sub(1)));
        self.extend_range();
        true
    }

    fn draw(&self, world: &World, canvas: &mut Canvas, area: Rect) {
        draw::draw(self, world, canvas, area);
    }
}
