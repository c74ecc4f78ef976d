//! The interviews of a round, a row each: when, what about, with whom, how far and how good, what the recap became.

use super::{RoundPane, RoundPart, state_word};
use crate::{
    command::Command,
    domain::{
        Kind, Record,
        kinds::{
            answer::{self, Verdict},
            interview,
        },
    },
    panes::palette::key_of,
    parts::{Canvas, clock},
    shown::{cells, pad},
    ui::World,
};
use ratatui::layout::Rect;

/// Cells from one column to the next.
const GAP: u16 = 2;

/// Widths of the columns; the recap takes what is left.
struct Columns {
    when: u16,
    title: u16,
    with: u16,
    strip: u16,
}

const ID: u16 = 5;
const STATE: u16 = 7;
/// `10/15 corrected`
const JUDGED: u16 = 5;
const RECAP: u16 = 9;

impl Columns {
    /// `title`: the longest that is seen.
    fn new(width: u16, when: u16, title: u16) -> Columns {
        let fixed = 1 + ID + 1 + when + GAP + STATE + 1 + JUDGED + 1 + RECAP;
        let free = width.saturating_sub(fixed);
        let strip = if free >= 50 { 14 } else { 0 };
        let words = free.saturating_sub(strip + if strip > 0 { 1 } else { 0 } + 2 * GAP);
        // A title says more than who it was; what it does not need is left to the people and their role.
        let title = title.clamp(5, (words * 3 / 5).max(5));
        Columns { when, title, with: words.saturating_sub(title), strip }
    }
}

pub(super) fn draw(pane: &RoundPane, world: &World, canvas: &mut Canvas, area: Rect) {
    if area.height == 0 {
        return;
    }
    let list = pane.list(world);
    let inside = area.width.saturating_sub(2);
    let room = Rect::new(area.x, area.y + 1, area.width, area.height - 1);
    if list.is_empty() {
        let text = format!(
            "No interview is planned yet. {} plans one: choose the person; the questions for their role are proposed at \
             once, and every clause and control that nobody is asked about is listed here.",
            key_of(world, Command::InterviewAdd)
        );
        canvas.put_cut(area.x + 1, area.y, inside, "INTERVIEWS", canvas.theme.heading());
        canvas.wrapped(Rect { x: room.x + 1, width: inside, ..room }, &text, canvas.theme.plain());
        return;
    }
    if pane.is_in(RoundPart::Interviews) || room.height > 0 {
        pane.page.set(usize::from(room.height.max(2)) - 1);
    }
    let top = pane.interviews.top_for(room.height.into(), list.len());
    let longest = list.iter().map(|i| when(i, world).chars().count() as u16).max().unwrap_or(0);
    let widest = list.iter().map(|i| cells(i.title()) as u16).max().unwrap_or(0);
    let columns = Columns::new(inside, longest.clamp(11, 16), widest);
    let seen = counted(&list, (top, room.height.into()));
    draw_heads(canvas, Rect { height: 1, ..area }, &columns, &seen);
    let current = pane.current(world).map(|i| i.id);
    for (y, record) in (room.y..room.bottom()).zip(list.iter().skip(top)) {
        let marked = Some(record.id) == current;
        draw_row(
            canvas,
            Rect { y, height: 1, ..area },
            &columns,
            record,
            world,
            (marked, pane.is_in(RoundPart::Interviews)),
        );
    }
}

/// How many interviews there are, and which rows are seen if not all are. A meeting is a row and no interview.
fn counted(list: &[&Record], (top, rows): (usize, usize)) -> String {
    let (all, last) = (list.len(), (top + rows).min(list.len()));
    let interviews = list.iter().filter(|i| !interview::is_meeting(i)).count();
    match (all > rows, interviews == all) {
        (true, true) => format!("INTERVIEWS {}-{last} of {all}", top + 1),
        (true, false) => format!("ROWS {}-{last} of {all}", top + 1),
        (false, _) => format!("INTERVIEWS {interviews}"),
    }
}

/// What is seen of how many, and what the columns are.
fn draw_heads(canvas: &mut Canvas, area: Rect, columns: &Columns, seen: &str) {
    let style = canvas.theme.heading();
    let mut line = pad(seen, usize::from(1 + ID + 1 + columns.when + GAP) - 1);
    line.push_str(&pad("About", (columns.title + GAP).into()));
    line.push_str(&pad("With", (columns.with + GAP).into()));
    line.push_str(&pad("State", (STATE + 1).into()));
    if columns.strip > 0 {
        line.push_str(&pad("Verdicts", (columns.strip + 1).into()));
    }
    line.push_str(&pad("Done", (JUDGED + 1).into()));
    line.push_str("Recap");
    canvas.put_cut(area.x + 1, area.y, area.width.saturating_sub(1), line.trim_end(), style);
}

fn draw_row(
    canvas: &mut Canvas,
    area: Rect,
    columns: &Columns,
    record: &Record,
    world: &World,
    (marked, active): (bool, bool),
) {
    let view = world.view();
    let style = if marked && active { canvas.theme.selected() } else { canvas.theme.plain() };
    let sign = if marked { ">" } else { " " };
    let mut before = format!("{sign}{} ", pad(&record.id.to_string(), ID.into()));
    before.push_str(&pad(&when(record, world), (columns.when + GAP).into()));
    before.push_str(&pad(&pad(record.title(), columns.title.into()), (columns.title + GAP).into()));
    before.push_str(&pad(
        &pad(&asked(record, world, columns.with.into()), columns.with.into()),
        (columns.with + GAP).into(),
    ));
    before.push_str(&pad(state_word(record), (STATE + 1).into()));
    let x = area.x + before.chars().count() as u16;
    let space = if columns.strip > 0 { columns.strip + 1 } else { 0 };
    let recap = view.cell(record, interview::RECAP);
    let after = format!("{}{recap}", pad(&interview::progress(view, record), (JUDGED + 1).into()));
    let line = format!("{}{}{after}", pad(&before, before.chars().count()), " ".repeat(space.into()));
    canvas.put_full(area.x, area.y, area.width.saturating_sub(1), &line, style);
    if columns.strip > 0 {
        draw_verdicts(canvas, (x, area.y, columns.strip), record, world, (marked && active).then_some(style));
    }
    if marked && active {
        canvas.set_cursor(area.x, area.y);
    }
}

/// A letter a question in their order, as the card shows them; the last cell says that there are more.
fn draw_verdicts(
    canvas: &mut Canvas,
    (x, y, width): (u16, u16, u16),
    interview: &Record,
    world: &World,
    marked: Option<ratatui::style::Style>,
) {
    if interview::is_meeting(interview) {
        return;
    }
    let answers = interview::answers(world.view(), interview.id);
    let more = answers.len() > usize::from(width);
    for (n, a) in (0..width).zip(&answers) {
        let verdict = answer::verdict(a);
        let letter = match verdict {
            _ if more && n + 1 == width => canvas.glyphs().more.to_string(),
            v if world.hide_verdicts && v.is_judged() => "*".into(),
            v => v.letter().to_string(),
        };
        let plain = world.hide_verdicts || verdict == Verdict::NotLookedAt;
        let style = marked.unwrap_or(if plain { canvas.theme.plain() } else { canvas.theme.verdict(verdict) });
        canvas.put(x + n, y, 1, &letter, style);
    }
}

/// The day and the time; of another year the day with its year, the time is on its page.
fn when(record: &Record, world: &World) -> String {
    let today = world.now.date();
    let at = record.stamp(interview::STARTED).or(record.stamp(interview::START));
    at.map_or("no time yet".into(), |s| match s.date().year() == today.year() {
        true => format!("{} {}", clock::day(s.date(), today), s.clock()),
        false => clock::day(s.date(), today),
    })
}

/// Whom, by what people call them, and in which role where there is room for it: `Okafor, ML lead`.
fn asked(record: &Record, world: &World, width: usize) -> String {
    let names: Vec<String> = record
        .refs(interview::WITH)
        .iter()
        .filter(|id| id.kind == Kind::Person)
        .map(|id| world.records.name(*id))
        .map(|name| match name.split_once(". ") {
            Some((first, rest)) if first.chars().count() == 1 => rest.to_string(),
            _ => name,
        })
        .collect();
    let role = world.view().cell(record, interview::ROLE);
    let names = names.join(", ");
    match (names.is_empty(), role.is_empty()) {
        (true, _) => role,
        (false, true) => names,
        (false, false) if width > cells(&names) + 6 => format!("{names}, {role}"),
        (false, false) => names,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_meeting_is_a_row_of_the_list_and_no_interview() {
        let of = |n: u32, typ: interview::Type| {
            Record::new(crate::domain::Id::new(Kind::Interview, n)).with(interview::TYPE, typ.value())
        };
        let all = [of(1, interview::Type::Interview), of(2, interview::Type::Desk), of(3, interview::Type::Closing)];
        let list: Vec<&Record> = all.iter().collect();
        assert_eq!(counted(&list, (0, 9)), "INTERVIEWS 2");
        assert_eq!(counted(&list, (0, 2)), "ROWS 1-2 of 3");
        assert_eq!(counted(&list[..2], (1, 1)), "INTERVIEWS 2-2 of 2");
    }

    #[test]
    fn titles_have_most_of_the_room_and_nothing_is_wider_than_the_screen() {
        for width in [58, 78, 82, 98, 118, 138] {
            let columns = Columns::new(width, 12, 20);
            let fixed = 1 + ID + 1 + columns.when + GAP + STATE + 1 + JUDGED + 1 + RECAP;
            let strip = if columns.strip > 0 { columns.strip + 1 } else { 0 };
            assert!(fixed + columns.title + columns.with + 2 * GAP + strip <= width, "{width}");
            assert!(columns.title >= 20.min(columns.with), "{width}");
        }
    }
}
