//! The floor: the least that a ratatui program does to browse the same findings. It keeps six columns in memory, makes a
//! widget of the visible rows, and knows no fields, no links, no journal and no key map.

use ratatui::{
    Frame, Terminal,
    backend::CrosstermBackend,
    layout::{Constraint, Layout, Rect},
    style::{Modifier, Style},
    text::Line,
    widgets::{Block, List, ListState, Paragraph, Wrap},
};
use rusqlite::{Connection, OpenFlags};
use std::{cell::Cell, io, path::Path, rc::Rc};
use tui_textarea::{Input, Key, TextArea};

const COLUMNS: &str = "n, coalesce(step, ''), coalesce(grade, ''), coalesce(owner, ''), coalesce(due, ''), title";

/// Counts what is written and drops it.
#[derive(Clone, Default)]
pub struct Counter(Rc<Cell<usize>>);

impl Counter {
    pub fn take(&self) -> usize {
        self.0.take()
    }
}

impl io::Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.set(self.0.get() + bytes.len());
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What the body of the screen shows.
enum Body {
    List,
    Record(String),
    Note(Box<TextArea<'static>>),
}

pub struct Floor {
    db: Connection,
    rows: Vec<String>,
    /// The rows in small letters, for the filter.
    folded: Vec<String>,
    shown: Vec<usize>,
    filter: String,
    at: usize,
    top: usize,
    body: Body,
    terminal: Terminal<CrosstermBackend<Counter>>,
    pub counter: Counter,
}

impl Floor {
    /// Opens the file and reads one screenful, as a pager would.
    pub fn open(path: &Path, (width, height): (u16, u16)) -> Floor {
        let db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).expect("the file opens");
        let counter = Counter::default();
        let options = ratatui::TerminalOptions { viewport: ratatui::Viewport::Fixed(Rect::new(0, 0, width, height)) };
        let terminal =
            Terminal::with_options(CrosstermBackend::new(counter.clone()), options).expect("no terminal is asked");
        let (rows, shown, body) = (Vec::new(), Vec::new(), Body::List);
        let mut floor = Floor {
            db,
            rows,
            folded: Vec::new(),
            shown,
            filter: String::new(),
            at: 0,
            top: 0,
            body,
            terminal,
            counter,
        };
        floor.read(i64::from(height));
        floor
    }

    /// Reads so many rows, or all for -1.
    pub fn read(&mut self, limit: i64) {
        let sql = format!("SELECT {COLUMNS} FROM finding ORDER BY n LIMIT ?1");
        let mut statement = self.db.prepare(&sql).expect("the table is there");
        let row = |r: &rusqlite::Row<'_>| {
            let text = |i| r.get_ref(i).map(|v| v.as_str().unwrap_or_default().to_string());
            let n: u32 = r.get(0)?;
            Ok(format!("F-{n:06} {:<9} {:<8} {:<8} {:<10} {}", text(1)?, text(2)?, text(3)?, text(4)?, text(5)?))
        };
        self.rows = statement.query_map([limit], row).expect("rows").map(|r| r.expect("a row")).collect();
        self.shown = (0..self.rows.len()).collect();
    }

    /// Small letters for the filter, made before the first filter key.
    pub fn fold(&mut self) {
        self.folded = self.rows.iter().map(|r| r.to_lowercase()).collect();
    }

    /// A key by its letter: `j` down, `d` page down, `G` end, `g` start, `o` open, `b` back, `s` sort by due date.
    pub fn key(&mut self, key: char) -> usize {
        let (page, last) = (self.page(), self.shown.len().saturating_sub(1));
        match key {
            'j' => self.at = (self.at + 1).min(last),
            'd' => self.at = (self.at + page).min(last),
            'G' => self.at = last,
            'g' => self.at = 0,
            'b' => self.body = Body::List,
            'o' => self.body = Body::Record(self.note(self.shown[self.at] as u32 + 1)),
            's' => self.shown.sort_by(|a, b| self.rows[*a][37..47].cmp(&self.rows[*b][37..47])),
            _ => {}
        }
        self.frame()
    }

    /// A letter of the filter.
    pub fn filter(&mut self, letter: char) -> usize {
        self.filter.push(letter);
        let (filter, folded) = (&self.filter, &self.folded);
        self.shown.retain(|i| folded[*i].contains(filter.as_str()));
        self.at = 0;
        self.frame()
    }
    pub fn unfilter(&mut self) {
        self.filter.clear();
        self.shown = (0..self.rows.len()).collect();
        self.at = 0;
        self.frame();
    }

    /// Opens a note to be typed in, with the cursor in its middle.
    pub fn edit(&mut self, n: u32) {
        let text = self.note(n);
        let mut area = TextArea::new(text.lines().map(str::to_string).collect());
        area.move_cursor(tui_textarea::CursorMove::Jump(text.lines().count() as u16 / 2, 5));
        self.body = Body::Note(Box::new(area));
        self.frame();
    }
    pub fn type_letter(&mut self, letter: char) -> usize {
        if let Body::Note(area) = &mut self.body {
            area.input(Input { key: Key::Char(letter), ctrl: false, alt: false, shift: false });
        }
        self.frame()
    }

    fn note(&self, n: u32) -> String {
        let sql = "SELECT title || char(10) || coalesce(condition, '') FROM finding WHERE n = ?1";
        self.db.prepare_cached(sql).and_then(|mut s| s.query_row([n], |r| r.get(0))).expect("the finding is there")
    }
    fn page(&mut self) -> usize {
        usize::from(self.terminal.get_frame().area().height.saturating_sub(4))
    }

    /// Draws and returns the bytes sent.
    pub fn frame(&mut self) -> usize {
        let Floor { rows, shown, at, top, body, terminal, .. } = self;
        terminal.draw(|frame| draw(frame, rows, shown, *at, top, body)).expect("memory takes everything");
        self.counter.take()
    }
}

fn draw(frame: &mut Frame<'_>, rows: &[String], shown: &[usize], at: usize, top: &mut usize, body: &Body) {
    let [head, middle, foot] =
        Layout::vertical([Constraint::Length(1), Constraint::Min(1), Constraint::Length(1)]).areas(frame.area());
    let reversed = Style::new().add_modifier(Modifier::REVERSED);
    frame.render_widget(Line::styled(" Findings ", reversed), head);
    let height = usize::from(middle.height.saturating_sub(2));
    *top = (*top).min(at).max((at + 1).saturating_sub(height));
    match body {
        Body::Record(text) => {
            frame.render_widget(
                Paragraph::new(text.as_str()).wrap(Wrap { trim: false }).block(Block::bordered()),
                middle,
            );
        }
        Body::Note(area) => frame.render_widget(&**area, middle),
        Body::List => {
            let visible = shown.iter().skip(*top).take(height).map(|i| rows[*i].as_str());
            let mut state = ListState::default().with_selected(Some(at - *top));
            let list = List::new(visible).block(Block::bordered()).highlight_style(reversed);
            frame.render_stateful_widget(list, middle, &mut state);
        }
    }
    frame.render_widget(Line::raw(format!("row {} of {}", at + 1, shown.len())), foot);
}

/// One row changed and committed in a file of its own, with the settings that every save has.
pub struct Commit(Connection);

impl Commit {
    pub fn new(path: &Path) -> Commit {
        let db = Connection::open(path).expect("a file can be made");
        let set = "PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA; CREATE TABLE t (n INTEGER PRIMARY KEY, v)";
        db.execute_batch(set).expect("SQLite takes its settings");
        db.execute("INSERT INTO t VALUES (1, 0)", []).expect("a row");
        Commit(db)
    }
    pub fn one(&self) {
        self.0.execute("UPDATE t SET v = v + 1 WHERE n = 1", []).expect("a commit");
    }
}

/// The least that takes in and finds rows: one table, one transaction, no journal of steps.
pub struct Bare(Connection);

impl Bare {
    pub fn new(path: &Path) -> Bare {
        let db = Connection::open(path).expect("a file can be made");
        let set = "PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA;
            CREATE TABLE t (n INTEGER PRIMARY KEY, title, grade, step, owner, due, against, systems, note)";
        db.execute_batch(set).expect("SQLite takes its settings");
        Bare(db)
    }
    /// So many rows of a title, seven short values and a note in every fourth.
    pub fn insert(&self, n: u32) {
        let note = "said, seen, written down; ".repeat(77);
        self.0.execute_batch("BEGIN").expect("a transaction");
        let sql = "INSERT INTO t VALUES (?1, ?2, 'minor', 'new', 'P-07', '2026-06-30', 'A.6.2.4', 'S-11', ?3)";
        let mut statement = self.0.prepare(sql).expect("the table is there");
        for i in 1..=n {
            let title = format!("Model card is missing for the résumé screening ({i})");
            statement.execute((i, title, (i % 4 == 0).then_some(&note))).expect("a row");
        }
        self.0.execute_batch("COMMIT").expect("a commit");
    }
    pub fn seek(&self, n: u32) -> usize {
        let sql = "SELECT title FROM t WHERE n = ?1";
        let found: String =
            self.0.prepare_cached(sql).and_then(|mut s| s.query_row([n], |r| r.get(0))).expect("the row is there");
        assert!(!found.is_empty());
        0
    }
    /// SQLite's own check of a file.
    pub fn check(path: &Path) -> usize {
        let db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).expect("the file opens");
        let said: String = db.query_row("PRAGMA integrity_check", [], |r| r.get(0)).expect("an answer");
        assert_eq!(said, "ok");
        0
    }
}
