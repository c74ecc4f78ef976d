//! What each heading of a sheet is: sure, to be confirmed, kept as a line of the record, or left out.

use super::steps::{Done, next_open};
use crate::{
    command::Command,
    domain::{Kind, own},
    exchange::sheets::{
        SheetReading,
        facts::facts,
        map::{ColumnTarget, MappedBy, MappedColumn},
        own::{self as sheets_own, OwnColumns},
    },
    keymap::{Code, Key},
    parts::{Canvas, Window},
    shown::{cut, pad, shown_line},
    ui::{
        AfterChoice, Effect, Place, RowsFor,
        place::{Menu, MenuRow},
    },
};
use ratatui::layout::Rect;

/// One heading.
struct Line {
    column: MappedColumn,
    /// What it can be, and which of that is chosen.
    can: Vec<ColumnTarget>,
    at: usize,
    /// What it is as an own column.
    own: Option<ColumnTarget>,
    /// A person has still to say yes.
    open: bool,
    /// A person said it here.
    said: bool,
}

impl Line {
    fn target(&self) -> ColumnTarget {
        self.can[self.at]
    }
    fn as_chosen(&self) -> MappedColumn {
        let how = if self.said { MappedBy::Said } else { self.column.how };
        MappedColumn { target: self.target(), how, ..self.column.clone() }
    }
    fn sign(&self) -> char {
        match (self.open, self.target()) {
            (true, _) => '?',
            (_, ColumnTarget::Kept) => '~',
            (_, ColumnTarget::New(_)) => '+',
            (_, ColumnTarget::Field(field)) if own::is_own(field) => '+',
            (_, ColumnTarget::Out) => '-',
            _ => '=',
        }
    }
    fn choose(&mut self, target: ColumnTarget) {
        self.at = self.can.iter().position(|t| *t == target).unwrap_or_else(|| {
            self.can.push(target);
            self.can.len() - 1
        });
    }
    fn say(&mut self) {
        (self.open, self.said) = (false, true);
    }
}

/// What a column is as an own column: one that is there, or a new one.
fn own_target(reading: &SheetReading, column: &MappedColumn) -> Option<ColumnTarget> {
    let sort = || sheets_own::sort(facts(), &column.heading, &column.cells, reading.day);
    sheets_own::takes(reading.kind).then(|| sheets_own::target(&reading.known, &column.label, sort()))
}

/// All headings of a sheet.
pub(super) struct Map {
    kind: Kind,
    known: OwnColumns,
    lines: Vec<Line>,
    window: Window,
}

impl Map {
    pub fn of(reading: &SheetReading) -> Map {
        let line = |column: &MappedColumn| Line {
            can: column.candidates(own_target(reading, column)),
            at: 0,
            own: own_target(reading, column),
            open: column.is_open(),
            said: false,
            column: column.clone(),
        };
        let lines: Vec<Line> = reading.columns.iter().map(line).collect();
        let first = lines.iter().position(|line| line.open).unwrap_or(0);
        Map { kind: reading.kind, known: reading.known.clone(), lines, window: Window::at(first) }
    }

    /// What was said here: heading and field.
    pub fn said(&self) -> Vec<(String, String)> {
        let said = self.lines.iter().filter(|line| line.said);
        said.map(|line| (line.column.address.clone(), line.as_chosen().written(self.kind, &self.known))).collect()
    }

    fn current(&mut self) -> Option<&mut Line> {
        self.lines.get_mut(self.window.cursor)
    }

    pub fn moved(&mut self, command: Command, rows: u16) -> Option<()> {
        super::step(&mut self.window, command, rows, self.lines.len())
    }

    /// Yes to the marked heading, then the next that is open; through where none is.
    pub fn accept(&mut self) -> Done {
        if let Some(line) = self.current().filter(|line| line.open) {
            line.say();
        }
        next_open(&mut self.window, self.lines.len(), |at| self.lines[at].open)
    }

    pub fn input(&mut self, key: Key) -> Done {
        let said = match key.code {
            Code::Left => self.turn(-1),
            Code::Right => self.turn(1),
            Code::Char('-') => self.say(ColumnTarget::Out),
            Code::Char('+') => match self.current().and_then(|line| line.own) {
                Some(own) => self.say(own),
                None => {
                    return Done::Refused("the records of this kind get no own columns; l keeps it as lines".into());
                }
            },
            Code::Char('l' | '~') => self.say(ColumnTarget::Kept),
            Code::Char('f') => return self.find(),
            _ => return Done::NotMine,
        };
        if said { Done::Moved } else { Done::Refused("there is no heading here".into()) }
    }

    /// The next or last candidate. What was sure or said is said anew at once.
    fn turn(&mut self, by: isize) -> bool {
        let Some(line) = self.current() else { return false };
        let n = line.can.len() as isize;
        line.at = ((line.at as isize + by).rem_euclid(n)) as usize;
        line.said = !line.open;
        true
    }

    /// Says it, and goes on to the next open one, staying where there is none.
    fn say(&mut self, target: ColumnTarget) -> bool {
        let Some(line) = self.current() else { return false };
        line.choose(target);
        line.say();
        let here = self.window.cursor;
        if let Some(at) = (here..self.lines.len()).chain(0..here).find(|i| self.lines[*i].open) {
            self.window.cursor = at;
        }
        true
    }

    fn fields(&self) -> Vec<usize> {
        let fields = self.kind.spec().fields;
        let own = self.known.iter().map(|(field, _)| *field);
        (0..fields.len()).filter(|f| fields[*f].importable()).chain(own).collect()
    }

    fn find(&mut self) -> Done {
        let fields = self.kind.spec().fields;
        let own = |f: usize| self.known.iter().find(|(at, _)| *at == f).map_or("", |(_, label)| label);
        let label = |f: usize| if own::is_own(f) { own(f) } else { fields[f].label };
        let row = |f: usize| MenuRow { label: label(f).into(), ..MenuRow::default() };
        let rows = self.fields().into_iter().map(row).collect();
        let menu = Menu::list("Read this heading as", rows, AfterChoice::Rows(RowsFor::SheetField));
        Done::Effects(vec![Effect::Go(Place::Menu(menu))])
    }

    /// A field was found for the marked heading.
    pub fn found(&mut self, rows: &[usize]) {
        if let Some(field) = rows.first().and_then(|i| self.fields().get(*i).copied()) {
            self.say(ColumnTarget::Field(field));
        }
    }

    pub fn draw(&self, reading: &SheetReading, canvas: &mut Canvas, area: Rect) {
        self.draw_head(reading, canvas, area);
        let detail = if area.height > 14 { 6 } else { 2 };
        let height = area.height.saturating_sub(3 + detail);
        let top = self.window.top_for(height.into(), self.lines.len());
        let wide = usize::from(area.width);
        let first = (wide.saturating_sub(24) / 2).clamp(12, 60);
        canvas.put_cut(
            area.x,
            area.y + 2,
            area.width,
            &format!("   {}  {}  Filled", pad("Their heading", first), pad("Our field", 22)),
            canvas.theme.dimmed(),
        );
        for (i, line) in self.lines.iter().enumerate().skip(top).take(height.into()) {
            let y = area.y + 3 + (i - top) as u16;
            let here = i == self.window.cursor;
            let heading = cut(&shown_line(line.column.heading.trim()), first);
            let field = cut(&line.as_chosen().told(self.kind, &self.known), 22);
            let mark = if here { '>' } else { ' ' };
            let filled = line.column.filled();
            let reads = line.as_chosen().reads_as();
            let text =
                format!("{mark}{} {}  {}  {filled:>5}  {reads}", line.sign(), pad(&heading, first), pad(&field, 22));
            let style = if here { canvas.theme.selected() } else { canvas.theme.plain() };
            canvas.put_cut(area.x, y, area.width, &text, style);
        }
        let below = Rect { y: area.bottom().saturating_sub(detail), height: detail.min(area.height), ..area };
        self.draw_detail(canvas, below);
    }

    fn draw_head(&self, reading: &SheetReading, canvas: &mut Canvas, area: Rect) {
        let count = |hit: &dyn Fn(&Line) -> bool| self.lines.iter().filter(|line| hit(line)).count();
        let rows = reading.rows.len();
        let sheet = Some(reading.content.told()).filter(|told| !told.is_empty());
        let sheet = sheet.map_or(String::new(), |told| format!("   {}", shown_line(&told)));
        let head = format!("{}{sheet}   headings in row {}   {rows} rows", self.kind.spec().plural, reading.row);
        canvas.put_cut(area.x, area.y, area.width, &head, canvas.theme.heading());
        let text = format!(
            "{} read   {} to confirm   {} own columns   {} kept as lines   {} left out{}",
            count(&|l| l.sign() == '='),
            count(&|l| l.open),
            count(&|l| l.sign() == '+'),
            count(&|l| l.sign() == '~'),
            count(&|l| l.sign() == '-'),
            if reading.columns.iter().any(|c| c.how == MappedBy::Said) { "   said before: as it stands" } else { "" }
        );
        canvas.put_cut(area.x, area.y + 1, area.width, &text, canvas.theme.plain());
    }

    fn draw_detail(&self, canvas: &mut Canvas, area: Rect) {
        let plain = canvas.theme.plain();
        let mut put = |row: u16, text: &str| {
            if row < area.height {
                canvas.put_cut(area.x, area.y + row, area.width, text, plain);
            }
        };
        if let Some(line) = self.lines.get(self.window.cursor).filter(|_| area.height > 2) {
            put(
                1,
                &format!("{} of {}  {}", self.window.cursor + 1, self.lines.len(), shown_line(&line.column.heading)),
            );
            put(2, &line.column.samples());
            let target = |(i, t): (usize, &ColumnTarget)| {
                let told = MappedColumn { target: *t, how: MappedBy::Said, ..line.column.clone() }
                    .told(self.kind, &self.known);
                if i == line.at { format!("[{told}]") } else { told }
            };
            put(3, &format!("becomes   {}", line.can.iter().enumerate().map(target).collect::<Vec<_>>().join("  ")));
        }
        let last = area.height.saturating_sub(1);
        put(last.saturating_sub(1), "MAP  Enter yes, next ?   Left Right other   + own   l lines   - leave out");
        put(last, "     f find a field   w words   P preview   K kind   r heading row   Esc back");
    }
}
