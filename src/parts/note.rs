//! The editor for notes and other long texts: soft wrap, undo, and a gutter with the time of each line.
//!
//! The engine below keeps lines, cursor and history; wrapping and drawing are done here, for the visible rows only, so
//! that a key in a long note costs what it changes on the screen.
//! It saves nothing and knows no record: the pane asks for text and times when a draft is due.

use super::{
    line_input::{byte_of, cleaned, edit, editor, go_to},
    line_times::LineTimes,
    paint::Canvas,
    rows::{byte_at, measure, place, rows},
};
use crate::{
    domain::value::Stamp,
    keymap::{Code, Key},
};
use ratatui::layout::Rect;
use std::{cell::Cell, ops::Range};
use tui_textarea::TextArea;

/// Cells of the gutter, and the least width that leaves room for it.
const GUTTER: u16 = 7;
const GUTTER_FROM: u16 = 40;

/// First signs of a line that carry a meaning: maybe a finding, ask later, shown to me, said word for word.
pub const MARKS: [char; 5] = ['!', '?', '>', '"', '%'];

/// First signs of lines that the person opposite is not to see: what may become a finding, and what is for the auditor alone.
pub const VEILED: [char; 2] = ['!', '%'];

/// A text of several lines being edited.
#[derive(Clone, Debug)]
pub struct NoteEditor {
    area: TextArea<'static>,
    times: LineTimes,
    gutter: bool,
    /// The cell that Up and Down keep to.
    goal: Option<usize>,
    /// The whole text was exchanged at least once; that is two steps of the engine which undo takes as one.
    replaced: bool,
    /// Nothing was typed since the note was read: what is typed behind a line of long ago begins a line of its own.
    resting: bool,
    /// What was drawn last, so that the next drawing moves no more than it must and Up and Down know the rows.
    view: Cell<View>,
}

/// The first visible row, by line and byte, and the width of the text; width 0: not drawn yet.
#[derive(Clone, Copy, Debug, Default)]
struct View {
    top: (usize, usize),
    width: u16,
}

/// One row on the screen.
struct Row {
    line: usize,
    range: Range<usize>,
}

impl NoteEditor {
    /// An interview note with its line times (`HH:MM` or `-` for each line), the cursor after the last word.
    pub fn new(text: &str, times: &str) -> NoteEditor {
        let lines: Vec<String> = cleaned(text).split('\n').map(str::to_string).collect();
        let times = LineTimes::read(times, lines.len());
        let (area, view) = (editor(lines), Cell::default());
        NoteEditor { area, times, gutter: true, goal: None, replaced: false, resting: true, view }
    }
    /// A long text without a gutter.
    pub fn long(text: &str) -> NoteEditor {
        NoteEditor { gutter: false, ..NoteEditor::new(text, "") }
    }

    /// Says who writes on in it: the id of a person or `user@host`.
    pub fn by(mut self, who: &str) -> NoteEditor {
        self.times.by(who);
        self
    }
    /// It was left: what comes later is a line of its own.
    pub fn rest(&mut self) {
        self.resting = true;
    }
    /// Somebody is in the midst of it: what is typed goes on where it stopped.
    pub fn goes_on(&mut self) {
        self.resting = false;
    }

    /// Handles an editing key; true if the text changed.
    pub fn input(&mut self, key: Key, now: Stamp) -> bool {
        if let Some(down) = by_row(key) {
            self.move_row(down);
            return false;
        }
        self.goal = None;
        if matches!(key.code, Code::Char(_)) && !key.ctrl && !key.alt {
            self.leave_the_past(now);
        }
        let before = Before::of(self, !matches!(key.code, Code::Char(_)) || key.ctrl);
        let changed = edit(&mut self.area, key);
        if changed {
            self.keep_times(&before, now);
        }
        changed
    }
    /// The first word behind a last line of long ago does not join it: it was not said then.
    fn leave_the_past(&mut self, now: Stamp) {
        let (line, column) = self.cursor();
        let last = self.lines().len() - 1;
        let behind = self.gutter && line == last && column > 0 && column == self.lines()[line].chars().count();
        if std::mem::take(&mut self.resting) && behind && self.times.is_long_ago(line, now) {
            let before = Before::of(self, false);
            if self.area.insert_str("\n") {
                self.keep_times(&before, now);
            }
        }
    }
    /// Inserts text from elsewhere as one step that undo takes back.
    pub fn paste(&mut self, text: &str, now: Stamp) -> bool {
        self.goal = None;
        self.leave_the_past(now);
        let before = Before::of(self, false);
        let changed = self.area.insert_str(cleaned(text));
        if changed {
            self.keep_times(&before, now);
        }
        changed
    }
    /// Exchanges the whole text, as after an editor of the user's own; lines that stayed keep their times.
    pub fn replace(&mut self, text: &str, now: Stamp) -> bool {
        let (text, at) = (cleaned(text), self.cursor());
        let new: Vec<String> = text.split('\n').map(str::to_string).collect();
        if new == self.area.lines() {
            return false;
        }
        self.goal = None;
        self.times.follow(self.area.lines(), &new, Some(now));
        self.replaced = true;
        self.area.select_all();
        self.area.insert_str(text);
        self.set_cursor(at.0, at.1);
        true
    }
    pub fn undo(&mut self) -> bool {
        self.step(TextArea::undo)
    }
    pub fn redo(&mut self) -> bool {
        self.step(TextArea::redo)
    }

    pub fn text(&self) -> String {
        self.area.lines().join("\n")
    }
    pub fn lines(&self) -> &[String] {
        self.area.lines()
    }
    /// Each line with the clock of its time, or nothing.
    pub fn timed(&self) -> impl Iterator<Item = (&str, String)> {
        let clock =
            |line| self.times.clock(line).map_or(String::new(), |c| c.chars().iter().map(|b| char::from(*b)).collect());
        self.lines().iter().enumerate().map(move |(i, line)| (line.as_str(), clock(i)))
    }
    /// Adds a line at the end, in the place of a last one that is empty.
    pub fn add_line(&mut self, text: &str, now: Stamp) {
        self.set_cursor(usize::MAX, usize::MAX);
        if self.lines().last().is_some_and(|line| !line.is_empty()) {
            self.input(Key::plain(Code::Enter), now);
        }
        self.paste(text, now);
    }
    /// `HH:MM` or `-` for each line, with blanks between.
    pub fn times(&self) -> String {
        self.times.to_string()
    }
    /// Nothing but white space, which leaves no record.
    pub fn is_blank(&self) -> bool {
        self.lines().iter().all(|l| l.trim().is_empty())
    }
    /// Line and character, both from 0.
    pub fn cursor(&self) -> (usize, usize) {
        self.area.cursor()
    }
    /// Comes back to a place, or as near as there is text.
    pub fn set_cursor(&mut self, line: usize, column: usize) {
        self.goal = None;
        go_to(&mut self.area, line, column);
    }

    /// Draws the rows around the cursor; with the keyboard, the terminal's cursor stands in them.
    pub fn draw(&self, canvas: &mut Canvas, area: Rect, focused: bool) {
        self.paint(canvas, area, focused, |_| false);
    }

    /// The same for eyes that are not to see what may become a finding and what is for the auditor alone: of such lines
    /// only the sign is drawn, except of the one that is being written.
    pub fn draw_veiled(&self, canvas: &mut Canvas, area: Rect, focused: bool) {
        let at = self.cursor().0;
        let lines = self.lines();
        self.paint(canvas, area, focused, |line| {
            !(focused && line == at) && lines[line].trim_start().starts_with(VEILED)
        });
    }

    fn paint(&self, canvas: &mut Canvas, area: Rect, focused: bool, veiled: impl Fn(usize) -> bool) {
        if area.is_empty() {
            return;
        }
        let gutter = if self.gutter && area.width >= GUTTER_FROM { GUTTER } else { 0 };
        let text = Rect::new(area.x.saturating_add(gutter), area.y, area.width - gutter, area.height);
        let (rows, cursor) = self.visible(text);
        for (y, row) in (0..text.height).zip(&rows) {
            match veiled(row.line) {
                false => self.draw_row(canvas, text, text.y.saturating_add(y), row),
                true if row.range.start == 0 => {
                    let sign = self.lines()[row.line].trim_start().chars().next().unwrap_or('!');
                    let shown = format!("{sign} ...");
                    canvas.put_cut(text.x, text.y.saturating_add(y), text.width, &shown, canvas.theme.dimmed());
                }
                true => {}
            }
            if gutter > 0 && row.range.start == 0 {
                self.draw_time(canvas, area.x, text.y.saturating_add(y), row.line);
            }
        }
        if focused {
            let x = cursor.1.min(usize::from(text.width - 1)) as u16;
            canvas.set_cursor(text.x.saturating_add(x), text.y.saturating_add(cursor.0 as u16));
        }
    }

    fn draw_row(&self, canvas: &mut Canvas, text: Rect, y: u16, row: &Row) {
        let part = &self.lines()[row.line][row.range.clone()];
        let plain = canvas.theme.plain();
        let (mut end, mut column) = (0, 0);
        for piece in part.split_inclusive('\t') {
            let left = text.width.saturating_sub(column);
            canvas.put(text.x.saturating_add(column), y, left, piece.trim_end_matches('\t'), plain);
            end += piece.len();
            column = measure(&part[..end]).min(text.width.into()) as u16;
        }
        let indent = part.len() - part.trim_start_matches(' ').len();
        if row.range.start == 0 && part[indent..].starts_with(MARKS) {
            let sign = Rect::new(text.x.saturating_add(indent as u16), y, 1, 1);
            canvas.restyle(sign.intersection(text), canvas.theme.heading());
        }
    }

    fn draw_time(&self, canvas: &mut Canvas, x: u16, y: u16, line: usize) {
        // The first line of another day says which.
        if let Some(day) = self.times.turns_day(line) {
            canvas.put(x, y, 6, &day.strftime("%-d %b").to_string(), canvas.theme.dimmed());
        } else if let Some(clock) = self.times.clock(line) {
            let chars = clock.chars();
            canvas.put(x, y, 5, std::str::from_utf8(&chars).unwrap_or_default(), canvas.theme.dimmed());
        }
    }

    /// The rows that are seen in an area, and where the cursor stands among them: row and cell.
    fn visible(&self, area: Rect) -> (Vec<Row>, (usize, usize)) {
        let (height, top) = (usize::from(area.height), self.view.get().top);
        let (mut all, at, column) = self.around(area.width, height);
        let known = all.partition_point(|r| (r.line, r.range.start) <= top).saturating_sub(1);
        let first = known.clamp((at + 1).saturating_sub(height), at).min(all.len().saturating_sub(height));
        let rows = all.split_off(first);
        let top = rows.first().map_or((0, 0), |r| (r.line, r.range.start));
        self.view.set(View { top, width: area.width });
        (rows, (at - first, column))
    }

    /// Up to `height` rows before the row of the cursor, that row, and as many after; its number and the cursor's cell.
    fn around(&self, width: u16, height: usize) -> (Vec<Row>, usize, usize) {
        let lines = self.lines();
        let (line, column) = self.cursor();
        let here = rows(&lines[line], width);
        let (row, cell) = place(&lines[line], &here, byte_of(&lines[line], column));
        let (mut before, mut first) = (row, line);
        while before < height && first > 0 {
            first -= 1;
            before += rows(&lines[first], width).len();
        }
        let mut all = Vec::new();
        for (number, text) in lines.iter().enumerate().skip(first) {
            if all.len() > before + height {
                break;
            }
            let ranges = if number == line { here.clone() } else { rows(text, width) };
            all.extend(ranges.into_iter().map(|range| Row { line: number, range }));
        }
        (all, before, cell)
    }

    /// One row up or down on the screen, keeping to the cell where the way began.
    fn move_row(&mut self, down: bool) {
        let width = match self.view.get().width {
            0 => u16::MAX,
            width => width,
        };
        let lines = self.area.lines();
        let (line, column) = self.area.cursor();
        let here = rows(&lines[line], width);
        let (row, cell) = place(&lines[line], &here, byte_of(&lines[line], column));
        let goal = self.goal.unwrap_or(cell);
        let other = |to: usize, last: bool| {
            let ranges = rows(&lines[to], width);
            (to, byte_at(&lines[to], &ranges, if last { ranges.len() - 1 } else { 0 }, goal))
        };
        let (to, byte) = match down {
            true if row + 1 < here.len() => (line, byte_at(&lines[line], &here, row + 1, goal)),
            true if line + 1 < lines.len() => other(line + 1, false),
            false if row > 0 => (line, byte_at(&lines[line], &here, row - 1, goal)),
            false if line > 0 => other(line - 1, true),
            _ => return,
        };
        let column = lines[to][..byte].chars().count();
        go_to(&mut self.area, to, column);
        self.goal = Some(goal);
    }

    fn keep_times(&mut self, before: &Before, now: Stamp) {
        let (lines, at) = (self.area.lines(), self.area.cursor());
        match lines.len().checked_sub(before.lines) {
            Some(0) if lines[at.0].is_empty() => self.times.removed(at, 0, &before.watched, lines),
            Some(_) => self.times.inserted(before.at, at, before.was_empty, lines, now),
            None => self.times.removed(at, before.lines - lines.len(), &before.watched, lines),
        }
    }

    fn step(&mut self, take: fn(&mut TextArea<'static>) -> bool) -> bool {
        self.goal = None;
        let old = self.area.lines().to_vec();
        if !take(&mut self.area) {
            return false;
        }
        if self.replaced && self.area.is_empty() {
            take(&mut self.area);
        }
        self.times.follow(&old, self.area.lines(), None);
        true
    }
}

/// What must be known of the text before an edit.
struct Before {
    at: (usize, usize),
    lines: usize,
    was_empty: bool,
    watched: Vec<super::line_times::Watched>,
}

impl Before {
    /// An edit by key takes away at most the lines next to the cursor.
    fn of(note: &NoteEditor, takes_away: bool) -> Before {
        let (lines, at) = (note.area.lines(), note.area.cursor());
        let near = if takes_away { at.0.saturating_sub(1)..at.0 + 2 } else { 0..0 };
        let watched = near.filter_map(|line| note.times.watch(line, lines)).collect();
        Before { at, lines: lines.len(), was_empty: lines[at.0].is_empty(), watched }
    }
}

/// Whether a key goes one row down (true) or up.
fn by_row(key: Key) -> Option<bool> {
    match (key.code, key.ctrl, key.alt) {
        (Code::Down, false, false) | (Code::Char('n'), true, false) => Some(true),
        (Code::Up, false, false) | (Code::Char('p'), true, false) => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parts::paint::tests::{THEME, rows_of, screen};
    use proptest::prelude::*;
    use ratatui::{buffer::Buffer, style::Modifier};

    fn key(code: Code) -> Key {
        Key { code, ctrl: false, alt: false, shift: false }
    }
    fn ctrl(c: char) -> Key {
        Key { ctrl: true, ..key(Code::Char(c)) }
    }
    /// The clocks of the lines, without their days.
    fn clocks(note: &NoteEditor) -> String {
        let times = note.times();
        times.split(' ').map(|word| word.rsplit('T').next().unwrap()).collect::<Vec<_>>().join(" ")
    }
    /// So many minutes after ten.
    fn at(minute: i64) -> Stamp {
        Stamp { utc: 10 * 3600 + minute * 60, offset: 0 }
    }
    fn write(note: &mut NoteEditor, text: &str, minute: i64) {
        for c in text.chars() {
            note.input(key(if c == '\n' { Code::Enter } else { Code::Char(c) }), at(minute));
        }
    }
    fn drawn(note: &NoteEditor, width: u16, height: u16) -> Vec<String> {
        screen(width, height, |c| note.draw(c, Rect::new(0, 0, width, height), true))
    }

    #[test]
    fn each_line_keeps_the_minute_of_its_first_key() {
        let mut note = NoteEditor::new("", "");
        write(&mut note, "one\n", 1);
        write(&mut note, "two\n\n", 2);
        write(&mut note, "three", 3);
        note.set_cursor(0, 3);
        write(&mut note, "!", 9);
        assert_eq!((note.text(), clocks(&note)), ("one!\ntwo\n\nthree".into(), "10:01 10:02 - 10:03".into()));
    }

    #[test]
    fn times_go_with_split_joined_and_emptied_lines() {
        let note = || NoteEditor::new("abc\ndef\nghi", "10:01 10:02 10:03");
        let after = |line, column, keys: &[Key]| {
            let mut note = note();
            note.set_cursor(line, column);
            keys.iter().for_each(|k| {
                note.input(*k, at(30));
            });
            clocks(&note)
        };
        let enter = key(Code::Enter);
        assert_eq!(after(1, 1, &[enter]), "10:01 10:02 10:02 10:03");
        assert_eq!(after(1, 0, &[enter]), "10:01 - 10:02 10:03");
        assert_eq!(after(1, 3, &[enter]), "10:01 10:02 - 10:03");
        assert_eq!(after(1, 3, &[enter, key(Code::Char('x'))]), "10:01 10:02 10:30 10:03");
        assert_eq!(after(1, 0, &[key(Code::Backspace)]), "10:01 10:03");
        assert_eq!(after(1, 3, &[key(Code::Delete)]), "10:01 10:02");
        assert_eq!(after(1, 3, &[ctrl('u')]), "10:01 - 10:03");
        assert_eq!(after(1, 3, &[ctrl('u'), key(Code::Backspace)]), "10:01 10:03");
        assert_eq!(after(1, 0, &[ctrl('k'), ctrl('k')]), "10:01 10:03");
    }

    #[test]
    fn undo_and_redo_bring_times_back() {
        let mut note = NoteEditor::new("abc\ndef\nghi", "10:01 10:02 10:03");
        note.set_cursor(1, 3);
        note.input(ctrl('u'), at(30));
        note.input(key(Code::Backspace), at(30));
        assert_eq!(clocks(&note), "10:01 10:03");
        assert!(note.undo() && note.undo());
        assert_eq!((note.text(), clocks(&note)), ("abc\ndef\nghi".into(), "10:01 10:02 10:03".into()));
        note.paste("x\ny", at(40));
        assert_eq!(clocks(&note), "10:01 10:02 10:40 10:03");
        assert!(note.undo() && note.redo());
        assert_eq!((note.text(), clocks(&note)), ("abc\ndefx\ny\nghi".into(), "10:01 10:02 10:40 10:03".into()));
    }

    #[test]
    fn a_paste_is_one_step_and_its_lines_are_dated() {
        let mut note = NoteEditor::new("", "");
        note.paste("one\r\n\r\nt\x1bwo\r\n", at(5));
        assert_eq!((note.text(), clocks(&note)), ("one\n\nt\x1bwo\n".into(), "10:05 - 10:05 -".into()));
        assert!(note.undo());
        assert_eq!((note.text(), clocks(&note)), ("".into(), "-".into()));
    }

    #[test]
    fn a_text_from_another_editor_keeps_known_times_and_is_one_step() {
        let mut note = NoteEditor::new("a\nb\nc", "10:01 10:02 10:03");
        assert!(note.replace("a\nnew\nother\nc", at(50)));
        assert_eq!(clocks(&note), "10:01 10:02 10:50 10:03");
        assert!(!note.replace("a\nnew\nother\nc", at(51)));
        assert!(note.undo());
        assert_eq!((note.text(), clocks(&note)), ("a\nb\nc".into(), "10:01 10:02 10:03".into()));
        assert!(note.redo());
        assert_eq!(note.text(), "a\nnew\nother\nc");
    }

    #[test]
    fn the_gutter_dates_first_rows_only_and_goes_when_it_is_narrow() {
        let text = "go/no-go call every second Tuesday, product owner chairs\n> record 2.14";
        let note = NoteEditor::new(text, "10:36 10:37");
        let rows = drawn(&note, 43, 4);
        assert_eq!(
            rows,
            ["10:36  go/no-go call every second Tuesday,", "       product owner chairs", "10:37  > record 2.14", ""]
        );
        assert_eq!(drawn(&note, 30, 3)[0], "go/no-go call every second");
        assert_eq!(drawn(&NoteEditor::long(text), 43, 3)[0], "go/no-go call every second Tuesday,");
    }

    #[test]
    fn a_late_line_gets_its_own_time_and_a_quick_one_goes_on() {
        let mut note = NoteEditor::new("no owner named", "1970-01-01T10:01/P-05").by("P-05");
        write(&mut note, " yet", 3);
        assert_eq!(note.text(), "no owner named yet");
        let mut note = NoteEditor::new("no owner named", "1970-01-01T10:01/P-05").by("P-05");
        write(&mut note, "they found one", 40);
        assert_eq!(note.text(), "no owner named\nthey found one");
        assert_eq!(note.times(), "1970-01-01T10:01/P-05 1970-01-01T10:40/P-05");
        let mut theirs = NoteEditor::new("no owner named", "1970-01-01T10:01/P-05").by("P-06");
        write(&mut theirs, "said so", 2);
        assert_eq!(theirs.times(), "1970-01-01T10:01/P-05 1970-01-01T10:02/P-06");
        let mut inside = NoteEditor::new("no owner named", "1970-01-01T10:01/P-05").by("P-05");
        inside.set_cursor(0, 2);
        write(&mut inside, "t", 40);
        assert_eq!(inside.text(), "not owner named");
        let mut going = NoteEditor::new("no own", "1970-01-01T10:01/P-05").by("P-05");
        going.goes_on();
        write(&mut going, "er", 40);
        assert_eq!(going.text(), "no owner");
    }

    #[test]
    fn the_first_line_of_another_day_says_which() {
        let note = NoteEditor::new("one\ntwo\nthree", "2026-11-26T16:00 2026-11-27T09:00 2026-11-27T09:01");
        let rows = drawn(&note, 43, 3);
        assert_eq!(rows, ["16:00  one", "27 Nov two", "09:01  three"]);
    }

    #[test]
    fn a_mark_is_bold_and_nothing_else_is() {
        let note = NoteEditor::new("plain\n! no approver", "");
        let area = Rect::new(0, 0, 50, 3);
        let mut buf = Buffer::empty(area);
        note.draw(&mut Canvas::new(&mut buf, &THEME), area, true);
        let bold = area.positions().filter(|p| buf[*p].modifier.contains(Modifier::BOLD)).collect::<Vec<_>>();
        assert_eq!(bold, [ratatui::layout::Position::new(7, 1)]);
    }

    #[test]
    fn one_letter_changes_only_its_own_cells() {
        let area = Rect::new(0, 0, 60, 12);
        let picture = |note: &NoteEditor| {
            let mut buf = Buffer::empty(area);
            note.draw(&mut Canvas::new(&mut buf, &THEME), area, true);
            buf
        };
        let mut note = NoteEditor::new("one two\n! three four\nfive", "10:01 10:02 10:03");
        note.set_cursor(1, 12);
        let before = picture(&note);
        write(&mut note, "s", 9);
        let after = picture(&note);
        assert_eq!(before.diff(&after).len(), 1, "{:?}", rows_of(&after));
    }

    #[test]
    fn without_the_keyboard_it_looks_the_same_but_has_no_cursor() {
        let text =
            (0..40).map(|i| format!("line {i} with some words that wrap at the edge")).collect::<Vec<_>>().join("\n");
        let mut note = NoteEditor::new(&text, "");
        note.set_cursor(20, 3);
        let with = drawn(&note, 44, 9);
        let without = screen(44, 9, |c| {
            note.draw(c, Rect::new(0, 0, 44, 9), false);
            assert_eq!(c.cursor, None);
        });
        assert_eq!(with, without);
        assert!(with.iter().any(|r| r.contains("line 20")));
    }

    #[test]
    fn up_and_down_go_by_screen_row_and_keep_their_cell() {
        let mut note = NoteEditor::long("aaaa bbbb cccc\nx\ndddd eeee ffff");
        drawn(&note, 10, 6);
        note.set_cursor(0, 3);
        let mut way = vec![];
        for _ in 0..5 {
            note.input(key(Code::Down), at(0));
            way.push(note.cursor());
        }
        assert_eq!(way, [(0, 13), (1, 1), (2, 3), (2, 13), (2, 13)]);
        for _ in 0..3 {
            note.input(key(Code::Up), at(0));
        }
        assert_eq!(note.cursor(), (0, 13));
    }

    #[test]
    fn the_view_moves_no_more_than_it_must() {
        let text = (0..30).map(|i| format!("line {i}")).collect::<Vec<_>>().join("\n");
        let mut note = NoteEditor::long(&text);
        assert_eq!(drawn(&note, 20, 5)[0], "line 25");
        note.set_cursor(26, 0);
        assert_eq!(drawn(&note, 20, 5)[0], "line 25");
        note.set_cursor(24, 0);
        assert_eq!(drawn(&note, 20, 5)[0], "line 24");
        note.set_cursor(29, 0);
        assert_eq!(drawn(&note, 20, 10)[0], "line 20");
        assert_eq!(drawn(&note, 20, 40)[0], "line 0");
    }

    #[test]
    fn more_lines_than_a_terminal_counts_do_no_harm() {
        let mut note = NoteEditor::new(&"\n".repeat(70_000), "");
        assert_eq!(note.cursor(), (70_000, 0));
        for code in [Code::Up, Code::Up, Code::Down, Code::Left, Code::Right, Code::Char('x'), Code::Backspace] {
            note.input(key(code), at(0));
            drawn(&note, 20, 3);
        }
        assert_eq!(note.cursor(), (69_999, 0));
        let long = NoteEditor::long(&"ab ".repeat(30_000));
        assert_eq!(drawn(&long, 20, 3).len(), 3);
    }

    #[derive(Clone, Debug)]
    enum Step {
        Press(Key),
        Paste(String),
        Undo,
        Redo,
        Draw(u16, u16),
    }

    fn step() -> impl Strategy<Value = Step> {
        let letters =
            prop::char::ranges(vec!['a'..='c', ' '..=' ', '!'..='"', '日'..='日', '\u{301}'..='\u{301}'].into());
        const CODES: [Code; 8] =
            [Code::Backspace, Code::Delete, Code::Left, Code::Right, Code::Up, Code::Down, Code::Home, Code::End];
        prop_oneof![
            8 => letters.prop_map(|c| Step::Press(key(Code::Char(c)))),
            3 => Just(Step::Press(key(Code::Enter))),
            6 => prop::sample::select(CODES.to_vec()).prop_map(|c| Step::Press(key(c))),
            2 => prop::sample::select(CODES.to_vec()).prop_map(|c| Step::Press(Key { ctrl: true, ..key(c) })),
            4 => prop::sample::select(&['a', 'e', 'w', 'k', 'u', 'y', 'd', 'h', 'n', 'p', 'z'][..]).prop_map(|c| Step::Press(ctrl(c))),
            2 => "[a\n\t\r👩]{0,9}".prop_map(Step::Paste),
            2 => Just(Step::Undo),
            1 => Just(Step::Redo),
            3 => (0..80u16, 0..24u16).prop_map(|(w, h)| Step::Draw(w, h)),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_keys_keep_times_and_cursor_right(steps in prop::collection::vec(step(), 0..80)) {
            let mut note = NoteEditor::new("first line\n\nthird", "10:01 - 10:03");
            for step in steps {
                match step {
                    Step::Press(key) => {
                        let before = note.text();
                        let changed = note.input(key, at(20));
                        prop_assert!(changed || before == note.text());
                    }
                    Step::Paste(text) => drop(note.paste(&text, at(30))),
                    Step::Undo => drop(note.undo()),
                    Step::Redo => drop(note.redo()),
                    Step::Draw(width, height) => {
                        let area = Rect::new(0, 0, width, height);
                        screen(80, 24, |c| {
                            note.draw(c, area, true);
                            assert_eq!(c.cursor.is_some(), !area.is_empty());
                            assert!(c.cursor.is_none_or(|p| area.contains(p)));
                        });
                    }
                }
                let times = note.times();
                let times = times.split(' ').collect::<Vec<_>>();
                prop_assert_eq!(times.len(), note.lines().len());
                for (time, line) in times.iter().zip(note.lines()) {
                    prop_assert!(!line.is_empty() || *time == "-", "an empty line has a time: {:?}", note);
                }
                let (line, column) = note.cursor();
                prop_assert!(line < note.lines().len() && column <= note.lines()[line].chars().count());
            }
        }
    }
}
