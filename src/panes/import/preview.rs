//! What an import would do, listed piece by piece: counts, doubts, what was assumed, what is new.

use crate::{
    command::Command,
    domain::{Id, Type},
    exchange::{
        Doubt, Existing, FileSpot, NewColumn, Preview,
        sheets::{
            SheetReading,
            map::{ColumnTarget, MappedBy},
        },
    },
    parts::Canvas,
    shown::shown_line,
    ui::Effect,
};
use ratatui::layout::Rect;

/// Rows whose long texts are read to be compared with those of the sheet.
const COMPARED: usize = 2_000;

/// The preview on the screen.
pub(super) struct Shown {
    pub existing: Existing,
    /// First entry that is seen, and how many there are.
    top: usize,
    /// What is listed; made once, however often it is drawn.
    entries: Vec<Entry>,
    /// The person was told that records come unchecked; the next time they are taken over.
    pub taking_over: bool,
    /// What was asked about, ready to be taken: with good rows only or with all, and what it leads to.
    pub ready: Option<(bool, Vec<Effect>)>,
}

/// What is listed, piece by piece, so that a thousand doubts cost no more to draw than ten.
enum Entry {
    Heading(String),
    Text(String),
    Doubt(Doubt),
}

impl Shown {
    pub fn of(reading: &SheetReading) -> Shown {
        // A sheet of this program comes back to change what it was made of.
        let existing = if reading.own { Existing::Update } else { Existing::Skip };
        Shown { existing, top: 0, entries: entries(reading, existing), taking_over: false, ready: None }
    }
    pub fn forget(&mut self) {
        self.ready = None;
    }
    pub fn toggle(&mut self, reading: &SheetReading) {
        self.ready = None;
        self.existing = match self.existing {
            Existing::Skip => Existing::Update,
            Existing::Update => Existing::Add,
            Existing::Add => Existing::Skip,
        };
        self.entries = entries(reading, self.existing);
    }
    /// Records whose long text gets further lines, or is compared with that of the sheet; of a large sheet the file does
    /// that alone.
    pub fn needs(&self, reading: &SheetReading) -> Vec<Id> {
        let fields = reading.preview.kind.spec().fields;
        let is_long = |field: usize| fields.get(field).is_some_and(|f| matches!(f.typ, Type::Long));
        let rows = || reading.preview.good.iter();
        let keeps = rows().filter(|row| !row.kept.is_empty());
        let says = rows().filter(|row| row.kept.is_empty() && row.values.iter().any(|(field, _)| is_long(*field)));
        match self.existing {
            Existing::Update => keeps.chain(says.take(COMPARED)).filter_map(|r| Some(r.looks_like?.id)).collect(),
            _ => Vec::new(),
        }
    }
    pub fn moved(&mut self, command: Command, rows: u16) -> Option<()> {
        let last = self.entries.len().saturating_sub(1);
        self.top = crate::panes::lines::scrolled(self.top, command, rows, last)?;
        Some(())
    }

    pub fn draw(&self, canvas: &mut Canvas, area: Rect) {
        let mut y = area.y;
        for entry in self.entries.iter().skip(self.top) {
            let rest = Rect::new(area.x, y, area.width, area.bottom().saturating_sub(y));
            if rest.is_empty() {
                return;
            }
            y += match entry {
                Entry::Heading(text) => {
                    canvas.put_cut(rest.x, rest.y, rest.width, text, canvas.theme.heading());
                    1
                }
                Entry::Text(text) => canvas.wrapped(indented(rest), text, canvas.theme.plain()).max(1),
                Entry::Doubt(doubt) => draw_doubt(canvas, rest, doubt),
            };
        }
    }
}

fn entries(reading: &SheetReading, existing: Existing) -> Vec<Entry> {
    let p = &reading.preview;
    let mut out = counts(p, existing);
    let open = reading.open().count();
    let mut say = |n: usize, what: &str| {
        if n > 0 {
            out.push(Entry::Text(format!("{n:>5}  {what}")));
        }
    };
    say(reading.waiting.len(), "wait for a word that is not said: w asks, g leaves them out");
    say(open, "headings are not confirmed: m asks");
    if !p.doubts.is_empty() {
        out.push(Entry::Heading(format!("DOUBTS  {} rows are refused until they are mended", p.refused())));
        out.extend(p.doubts.iter().cloned().map(Entry::Doubt));
        if p.more_doubts > 0 {
            out.push(Entry::Text(format!("and {} more", p.more_doubts)));
        }
    }
    if existing == Existing::Update {
        list(&mut out, "DIFFERENCES", &reading.differences);
    }
    list(&mut out, "NOTICES", &p.notices);
    let used: Vec<String> =
        p.used.iter().map(|(heading, field)| format!("{} → {field}", shown_line(heading))).collect();
    list(&mut out, "COLUMNS READ", &[used.join("   ")]);
    list(&mut out, "NEW OWN COLUMNS", &[p.new_columns.iter().map(NewColumn::told).collect::<Vec<_>>().join("   ")]);
    columns(&mut out, reading);
    list(&mut out, "ROWS LEFT OUT", &reading.left_told());
    list(&mut out, "NEW PEOPLE", &[p.new_people.join(", ")]);
    list(&mut out, "NEW SUPPLIERS", &[p.new_suppliers.join(", ")]);
    list(&mut out, "NEW EVIDENCE", &[p.new_evidence.join(", ")]);
    list(&mut out, "NEW TRAININGS", &[p.new_trainings.join(", ")]);
    list(&mut out, "NEW ACTIONS", &p.new_actions());
    list(&mut out, "HERE ALREADY", &p.matches().map(|m| m.to_string()).collect::<Vec<_>>());
    let hidden = |s: &FileSpot| format!("Row {}, column {}: holds characters that cannot be seen.", s.row, s.column);
    list(&mut out, "LOOK TWICE", &p.hidden.iter().map(hidden).collect::<Vec<_>>());
    out
}

/// The columns that are no field.
fn columns(out: &mut Vec<Entry>, reading: &SheetReading) {
    let names = |target: ColumnTarget| {
        let of = reading.columns.iter().filter(|c| !c.is_open() && c.target == target && c.how != MappedBy::Empty);
        of.map(|c| c.heading.trim().to_string()).collect::<Vec<_>>().join("   ")
    };
    let field = reading.kind.spec().keeps.map_or("", |f| reading.kind.spec().fields[f].label);
    list(out, &format!("COLUMNS KEPT AS LINES OF {}", field.to_uppercase()), &[names(ColumnTarget::Kept)]);
    list(out, "COLUMNS LEFT OUT", &[names(ColumnTarget::Out)]);
}

fn counts(p: &Preview, existing: Existing) -> Vec<Entry> {
    let spec = p.kind.spec();
    let matches = p.matches().count();
    let rows = if p.total == 1 { "row" } else { "rows" };
    let mut out = vec![Entry::Heading(format!("{} {rows} for the {}", p.total, spec.plural))];
    let mut count = |n: usize, text: &str| {
        if n > 0 {
            out.push(Entry::Text(format!("{n:>5}  {text}")));
        }
    };
    count(p.good.len() - matches, "new");
    count(
        matches,
        match existing {
            Existing::Skip => "look like records that are here: they are left out",
            Existing::Update => "look like records that are here: their filled cells replace what is there",
            Existing::Add => "look like records that are here: they become further records",
        },
    );
    count(p.refused(), "in doubt");
    out
}

fn list(out: &mut Vec<Entry>, heading: &str, texts: &[String]) {
    let texts: Vec<&String> = texts.iter().filter(|t| !t.is_empty()).collect();
    if !texts.is_empty() {
        out.push(Entry::Text(String::new()));
        out.push(Entry::Heading(heading.into()));
        out.extend(texts.into_iter().map(|t| Entry::Text(shown_line(t).into_owned())));
    }
}

fn indented(area: Rect) -> Rect {
    Rect::new(area.x.saturating_add(1), area.y, area.width.saturating_sub(1), area.height)
}

/// Row, column, value, and beside them why and what is allowed; as a sentence where there is little room.
fn draw_doubt(canvas: &mut Canvas, area: Rect, doubt: &Doubt) -> u16 {
    if area.width < 60 {
        return canvas.wrapped(indented(area), &doubt.to_string(), canvas.theme.plain());
    }
    let column = (area.width / 5).min(28);
    let plain = canvas.theme.plain();
    canvas.put_right(area.x, area.y, 6, &doubt.row.to_string(), plain);
    canvas.put_cut(area.x + 8, area.y, column, &shown_line(&doubt.column), plain);
    canvas.put_cut(area.x + 9 + column, area.y, column, &shown_line(doubt.value.trim()), canvas.theme.heading());
    let x = area.x + 10 + 2 * column;
    let allowed = if doubt.allowed.is_empty() { String::new() } else { format!(" Allowed: {}.", doubt.allowed) };
    let why = Rect::new(x, area.y, area.right().saturating_sub(x), area.height);
    canvas.wrapped(why, &shown_line(&format!("{}.{allowed}", doubt.reason)), plain).max(1)
}
