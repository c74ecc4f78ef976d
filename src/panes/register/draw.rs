//! How a list looks: filter row, column heads, rows, and the marked row in full below or beside it.

use super::{
    Register,
    columns::{self, SeenColumn},
};
use crate::domain::share::Share;
use crate::{
    domain::{Counting, Id, Kind, Listing, Record, Tone, Type, Value, kinds::item, progress, words},
    framework,
    panes::detail,
    parts::Canvas,
    shown::cells,
    ui::{Header, World},
};
use jiff::civil::Date;
use ratatui::layout::Rect;
use std::{
    cell::{Cell, RefCell},
    collections::{BTreeMap, BTreeSet, HashMap},
};

/// Rows of a list from which on its foot is drawn.
const FOOT_FROM: u16 = 9;
/// From this width on the detail stands beside the list.
const WIDE: u16 = 120;

pub fn header(register: &Register, world: &World) -> Header {
    let (_, told) = register.told.get_or_init(|| (world.now.date(), told(register, world)));
    Header { left: format!("{}  {}", world.banner(), register.rows.scope.name()), middle: told.text() }
}

/// What the header says of all rows. They are counted once: drawing does not look at every record, and of open ones,
/// which may be very many, a change counts only those that it touched.
pub(super) enum Told {
    Text(String),
    /// The open records of a list by number, each with whether it is late, and how many are.
    Open(Listing, BTreeMap<u32, bool>, usize),
}

impl Told {
    fn text(&self) -> String {
        match self {
            Told::Text(text) => text.clone(),
            Told::Open(_, open, late) => format!("{} open   {late} late", open.len()),
        }
    }

    fn open(list: Listing, world: &World) -> Told {
        let open = world.records.all(list.kind()).filter(|r| is_open(list, r));
        let open: BTreeMap<u32, bool> = open.map(|r| (r.id.n, is_late(r, world))).collect();
        let late = open.values().filter(|late| **late).count();
        Told::Open(list, open, late)
    }
}

/// Computed cells, by record and field. What they rest on may be thousands of other records, so each is made once when
/// its row is seen, and again after a change or on another day.
#[derive(Default)]
pub(super) struct Cells {
    /// The day they were made on.
    day: Cell<Option<Date>>,
    made: RefCell<HashMap<(Id, usize), (String, Tone)>>,
}

impl Cells {
    /// More than rows on any screen; a list that is paged through starts anew then.
    const MOST: usize = 10_000;

    /// Forgets the cells of these records, and those that rest on their kinds.
    pub(super) fn forget(&mut self, ids: &[Id], kind: Kind) {
        let touched: BTreeSet<Id> = ids.iter().copied().collect();
        let kinds: BTreeSet<Kind> = ids.iter().map(|id| id.kind).collect();
        let fields = kind.spec().fields;
        let rests: Vec<bool> = fields.iter().map(|field| kinds.iter().any(|kind| field.rests_on(*kind))).collect();
        self.made.get_mut().retain(|(id, field), _| !rests[*field] && !touched.contains(id));
    }

    fn text(&self, world: &World, record: &Record, field: usize) -> (String, Tone) {
        let view = world.view();
        let described = world.records.field(record.id.kind, field);
        let make = || (view.cell(record, field), described.tone_of(view, record, field));
        if !matches!(described.typ, Type::Derived(_)) {
            return make();
        }
        let mut made = self.made.borrow_mut();
        if self.day.replace(Some(view.today)) != Some(view.today) || made.len() >= Cells::MOST {
            made.clear();
        }
        made.entry((record.id, field)).or_insert_with(make).clone()
    }
}

fn is_open(list: Listing, record: &Record) -> bool {
    list.holds(record) && !progress::is_done(record)
}

fn is_late(record: &Record, world: &World) -> bool {
    progress::late_days(world.view(), record).is_some()
}

/// Counts the touched records anew where they are told; `None` if all is to be counted when it is drawn.
pub(super) fn follow(told: Told, ids: &[Id], world: &World) -> Option<Told> {
    let Told::Open(list, mut open, mut late) = told else { return None };
    for id in ids.iter().filter(|id| id.kind == list.kind()) {
        late -= usize::from(open.remove(&id.n) == Some(true));
        if let Some(record) = world.records.live(*id).filter(|r| is_open(list, r)) {
            let is_late = is_late(record, world);
            late += usize::from(is_late);
            open.insert(id.n, is_late);
        }
    }
    Some(Told::Open(list, open, late))
}

fn told(register: &Register, world: &World) -> Told {
    let rows = &register.rows;
    let all = || world.records.all(rows.scope.kind()).filter(|r| rows.scope.holds(r));
    let text = match rows.scope.counted() {
        Counting::All => rows.all().to_string(),
        Counting::Named if rows.all() == 1 => format!("1 {}", words::single(rows.scope.name())),
        Counting::Named => format!("{} {}", rows.all(), rows.scope.name()),
        Counting::Open => return Told::open(rows.scope, world),
        Counting::Filled(field, word) => {
            let filled = all().filter(|r| *r.value(field) != Value::Empty).count();
            format!("{filled}/{} {word}", rows.all())
        }
        Counting::Part(field, wanted, word) => {
            let share = Share::count(all().map(|r| r.choice(field) == Some(wanted)));
            let percent = share.percent().map_or(String::new(), |n| format!(", {n} %"));
            format!("{}/{} {word}{percent}", share.done, share.all)
        }
    };
    Told::Text(text)
}

pub fn draw(register: &Register, world: &World, canvas: &mut Canvas, area: Rect) {
    if area.is_empty() {
        return;
    }
    let nothing = world.is_loaded(register.kind()) && register.rows.are_none();
    let (list, detail) = if nothing { (area, None) } else { split(register, world, area) };
    let foot = if list.height >= FOOT_FROM { register.foot(world) } else { String::new() };
    let rows = u16::from(!foot.is_empty());
    draw_top_row(register, world, canvas, Rect { height: list.height - rows, ..list });
    let table = Rect::new(list.x, list.y + 1, list.width, list.height.saturating_sub(1 + rows));
    draw_table(register, world, canvas, table);
    if rows > 0 {
        canvas.put_cut(list.x + 1, list.bottom() - 1, list.width.saturating_sub(2), &foot, canvas.theme.dimmed());
    }
    let Some(detail) = detail else { return };
    if detail.x > area.x {
        canvas.vrule(detail.x, detail.y, detail.height);
    } else {
        canvas.rule_in(detail.x, detail.y, detail.width);
    }
    let inside = if detail.x > area.x {
        Rect::new(detail.x + 2, detail.y, detail.width.saturating_sub(3), detail.height)
    } else {
        Rect::new(detail.x + 1, detail.y + 1, detail.width.saturating_sub(2), detail.height.saturating_sub(1))
    };
    if let Some(record) = register.current().and_then(|id| world.records.live(id)).filter(|_| canvas.shows(inside)) {
        detail::draw(world, record, canvas, inside);
    }
}

fn table_room(width: u16, id_width: u16) -> u16 {
    width.saturating_sub(4 + id_width)
}

/// The list and, where there is room, the part that follows the marked row.
fn split(register: &Register, world: &World, area: Rect) -> (Rect, Option<Rect>) {
    let kind = register.kind();
    let half = area.width * 3 / 5;
    let fits = || columns::fit(&world.records, kind, &register.rows.wish, table_room(half, id_width(None, kind)));
    if area.width >= WIDE && (!kind.spec().compared || fits()) {
        let side = Rect::new(area.x + half, area.y, area.width - half, area.height);
        return (Rect::new(area.x, area.y, half, area.height), Some(side));
    }
    if area.height < 15 {
        return (area, None);
    }
    let below = (area.height * 9 / 20).min(14);
    let list = area.height - below;
    (Rect::new(area.x, area.y, area.width, list), Some(Rect::new(area.x, area.y + list, area.width, below)))
}

/// The cell that has the keyboard in full: its column, what it holds, or what the typed text would become.
fn draw_cell_row(register: &Register, world: &World, canvas: &mut Canvas, area: Rect) {
    let Some((id, field)) = register.cell(world) else { return };
    let label = format!("{}: ", world.records.field(id.kind, field).label);
    canvas.put(area.x, area.y, area.width, &label, canvas.theme.heading());
    let at = cells(&label) as u16;
    let typed = register.grid.as_ref().and_then(|grid| grid.writing.as_ref()).map(|w| w.input.text().to_string());
    let text = match &typed {
        Some(text) => match super::value::meant(world, id, field, text) {
            Some(meant) => format!("{text} = {meant}"),
            None => text.clone(),
        },
        None => super::value::written(world, id, field),
    };
    canvas.put_cut(area.x + at.min(area.width), area.y, area.width.saturating_sub(at), &text, canvas.theme.plain());
}

/// Columns moved out of sight at the left, so that the cell with the keyboard is seen.
fn skipped(register: &Register, world: &World, room: u16) -> usize {
    let (kind, wish) = (register.kind(), &register.rows.wish);
    let Some(grid) = &register.grid else { return register.first_column };
    let names = register.longest_name(world);
    let sees = |skip: &usize| {
        columns::layout(&world.records, kind, wish, *skip, (room, names)).seen.iter().any(|s| s.field == grid.column)
    };
    (register.first_column..wish.fields.len())
        .chain(0..register.first_column)
        .find(sees)
        .unwrap_or(register.first_column)
}

fn draw_top_row(register: &Register, world: &World, canvas: &mut Canvas, area: Rect) {
    let rows = &register.rows;
    let (field, reverse) = rows.sorted_by(world);
    let sorted = field.map_or("id", |f| world.records.field(rows.scope.kind(), f).heading());
    let all = rows.all();
    let marked = if register.marks.is_empty() { String::new() } else { format!("{} marked   ", register.marks.len()) };
    // What stands left of the name is out of sight: say so, or a value seems to be missing.
    let moved = match register.first_column {
        0 => String::new(),
        1 => "1 column left   ".into(),
        n => format!("{n} columns left   "),
    };
    let turned = if reverse { " (down)" } else { "" };
    let below = match rows_below(register, area) {
        0 => String::new(),
        n => format!(", {n} below"),
    };
    let more = if rows.is_through() { "" } else { "+" };
    let info = format!("{marked}{moved}{}{more} of {all} rows{below}   sort {sorted}{turned}", rows.ids.len());
    canvas.put_right(area.x, area.y, area.width.saturating_sub(1), &info, canvas.theme.plain());
    let room = area.width.saturating_sub(cells(&info) as u16 + 4);
    if register.grid.is_some() {
        return draw_cell_row(register, world, canvas, Rect::new(area.x + 1, area.y, room + 1, 1));
    }
    canvas.put(area.x + 1, area.y, 1, "/", canvas.theme.heading());
    let field = Rect::new(area.x + 2, area.y, room, 1);
    match &register.typing {
        Some(input) => input.draw(canvas, field, true),
        None => {
            canvas.put(field.x, field.y, field.width, &rows.filter, canvas.theme.heading());
        }
    }
}

/// Rows that the list goes on with under what is seen; the top row and the heads take two.
fn rows_below(register: &Register, area: Rect) -> usize {
    let (height, len) = (usize::from(area.height.saturating_sub(2)), register.rows.ids.len());
    if height == 0 {
        return 0;
    }
    len.saturating_sub(register.window.top_for(height, len) + height)
}

fn draw_table(register: &Register, world: &World, canvas: &mut Canvas, area: Rect) {
    if area.height == 0 {
        return;
    }
    let rows = &register.rows;
    let kind = rows.scope.kind();
    let id_width = id_width(rows.ids.last().copied(), kind);
    let room = table_room(area.width, id_width);
    let wide = (room, register.longest_name(world));
    let layout = columns::layout(&world.records, kind, &rows.wish, skipped(register, world, room), wide);
    register.more_columns.set(layout.more);
    let x0 = area.x + 2 + id_width + 1;
    canvas.put(area.x + 2, area.y, id_width, "Id", canvas.theme.heading());
    for SeenColumn { field, x, width } in &layout.seen {
        canvas.put(x0 + x, area.y, *width, world.records.field(kind, *field).heading(), canvas.theme.heading());
    }
    if layout.more > 0 {
        canvas.put_right(area.x, area.y, area.width, ">", canvas.theme.heading());
    }
    let height = area.height.saturating_sub(1) as usize;
    register.page.set(height.max(1));
    if rows.ids.is_empty() {
        return draw_empty(register, world, canvas, area);
    }
    let top = register.window.top_for(height, rows.ids.len());
    for (row, id) in rows.ids.iter().skip(top).take(height).enumerate() {
        let y = area.y + 1 + row as u16;
        let marked = top + row == register.window.cursor;
        let line = Rect::new(area.x, y, area.width, 1);
        if !canvas.shows(line) {
            continue;
        }
        draw_row(register, world, canvas, line, (*id, id_width), &layout.seen, marked);
    }
}

fn draw_row(
    register: &Register,
    world: &World,
    canvas: &mut Canvas,
    area: Rect,
    (id, id_width): (Id, u16),
    seen: &[SeenColumn],
    current: bool,
) {
    let Some(record) = world.records.get(id) else { return };
    // In the cells one of them stands out, and the row only by its sign.
    let grid = register.grid.as_ref().filter(|_| current);
    let style = if current && grid.is_none() { canvas.theme.selected() } else { canvas.theme.plain() };
    let sign = match (current, register.marks.contains(&id)) {
        (true, false) => ">",
        (true, true) => "»",
        (false, true) => "*",
        (false, false) => " ",
    };
    canvas.put_full(area.x, area.y, area.width, sign, style);
    canvas.put(area.x + 2, area.y, id_width, &world.records.called(id), style);
    let x0 = area.x + 2 + id_width + 1;
    for SeenColumn { field, x, width } in seen {
        let hidden = world.hide_verdicts && id.kind.spec().judged.contains(field);
        let (text, tone) = if hidden { Default::default() } else { register.cells.text(world, record, *field) };
        let text = if cells(&text) > usize::from(*width) { brief(world, record, *field).unwrap_or(text) } else { text };
        // The marked row keeps one look.
        let style = if current { style } else { canvas.theme.tone(tone) };
        match grid.filter(|grid| grid.column == *field) {
            Some(grid) => draw_cell(grid, canvas, Rect::new(x0 + x, area.y, *width, 1), &text),
            None => drop(canvas.put_cut(x0 + x, area.y, *width, &text, style)),
        }
    }
    if current && register.typing.is_none() && grid.is_none() {
        canvas.set_cursor(area.x, area.y);
    }
}

/// The short form of what would be cut: a published title says less then than a name of ours, a word has one of its own.
fn brief(world: &World, record: &Record, field: usize) -> Option<String> {
    if record.id.kind == Kind::Item && field == item::TITLE {
        return framework::short(record.id).map(String::from);
    }
    let choice = usize::from(record.choice(field)?);
    world.records.field(record.id.kind, field).choices().get(choice).map(|c| c.short.to_string())
}

/// The cell that has the keyboard.
fn draw_cell(grid: &super::grid::CellGrid, canvas: &mut Canvas, area: Rect, text: &str) {
    match &grid.writing {
        Some(writing) => {
            writing.input.draw(canvas, area, true);
            canvas.restyle(area, canvas.theme.field());
        }
        None => {
            canvas.put_full(area.x, area.y, area.width, "", canvas.theme.selected());
            canvas.put_cut(area.x, area.y, area.width, text, canvas.theme.selected());
            canvas.set_cursor(area.x, area.y);
        }
    }
}

fn draw_empty(register: &Register, world: &World, canvas: &mut Canvas, area: Rect) {
    let spec = register.kind().spec();
    let key = |c| crate::panes::palette::key_of(world, c);
    let text = if !world.is_loaded(register.kind()) {
        "reading …".to_string()
    } else if register.rows.filter.is_empty() {
        use crate::command::Command;
        let import = if spec.imports.is_some() { ", : import brings in a sheet" } else { "" };
        format!("Nothing here yet. {} {} adds one{import}.", spec.help, key(Command::Add))
    } else if !register.rows.is_through() {
        "looking …".to_string()
    } else {
        format!("No row holds “{}”. Esc clears the filter; // searches the whole file.", register.rows.filter)
    };
    let inside = Rect::new(area.x + 2, area.y + 2, area.width.saturating_sub(4), area.height.saturating_sub(2));
    canvas.wrapped(inside, &text, canvas.theme.plain());
}

fn id_width(last: Option<Id>, kind: Kind) -> u16 {
    if let Some(cells) = kind.spec().id_cells {
        return cells;
    }
    last.map_or(5, |id| id.to_string().len().max(4)) as u16
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::{Change, kinds::finding},
        panes::testing::halden,
    };

    #[test]
    fn findings_counted_as_they_change_are_those_counted_at_once() {
        let mut world = halden();
        let ids: Vec<Id> = world.records.all(Kind::Finding).map(|r| r.id).collect();
        let list = Listing::whole(Kind::Finding);
        let mut told = Told::open(list, &world);
        let mut texts = std::collections::BTreeSet::new();
        for (i, id) in ids.iter().cycle().take(4 * ids.len()).enumerate() {
            let record = world.records.live(*id).unwrap().clone();
            let step = finding::Step::ALL[i % finding::Step::ALL.len()].value();
            let due = world.now.date().saturating_add(jiff::Span::new().days(i as i64 % 5 - 2));
            let values = vec![(finding::STEP, step), (finding::DUE, Value::Date(due))];
            let touched = world.records.apply(&Change::new("x").set(&record, values));
            told = follow(told, &touched, &world).unwrap();
            assert_eq!(told.text(), Told::open(list, &world).text());
            texts.insert(told.text());
        }
        assert!(texts.len() > 3, "{texts:?}");
        assert!(follow(Told::Text("3".into()), &ids, &world).is_none());
    }

    /// What is drawn of a row does not grow with what points at the other rows, nor at this one beyond what is seen.
    #[test]
    fn a_move_looks_at_no_more_where_thousands_point_at_every_row() {
        use crate::{
            command::Command,
            domain::{kinds::answer, looked},
            panes::{Pane, testing::text},
        };
        let looks = |scope: Listing, answers: u32| {
            let mut world = halden();
            world.size = (120, 40);
            let items: Vec<Id> = world.records.all(scope.kind()).filter(|r| scope.holds(r)).map(|r| r.id).collect();
            let field = if scope.kind() == Kind::Item { answer::ITEM } else { answer::SYSTEMS };
            let first = world.records.next_id(Kind::Answer).n;
            world.records.put((0..answers).map(|i| {
                let to = items[i as usize % items.len()];
                let to = if field == answer::ITEM { Value::Ref(to) } else { Value::refs([to]) };
                Record::new(Id::new(Kind::Answer, first + i)).with(field, to)
            }));
            let mut list = Register::new(scope, "", &world);
            let kept = looked::during(|| drop(text(&list, &world, (120, 40))));
            let again = looked::during(|| {
                text(&list, &world, (120, 40));
            });
            list.run(Command::Down, None, &world);
            let moved = looked::during(|| {
                text(&list, &world, (120, 40));
            });
            (kept, again, moved)
        };
        let (few, many) = (looks(Listing::whole(Kind::System), 70), looks(Listing::whole(Kind::System), 7_000));
        assert!(many.2 <= few.2 + 300, "systems: {few:?} and {many:?}");
        let many = looks(item::CONTROLS, 7_000);
        assert!(many.1 * 5 < many.0 && many.2 * 5 < many.0, "controls: {many:?}");
    }
}
