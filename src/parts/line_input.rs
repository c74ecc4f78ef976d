//! Text fields of one line, and the one table of editing keys that every text field obeys.
//!
//! The keys are readline's; what leaves a field (Enter, Esc, Tab) is not handled here but by the key map.

use super::paint::{Canvas, text_cells};
use crate::keymap::{Code, Key};
use crate::shown::{cells, shown};
use ratatui::{layout::Rect, style::Style};
use tui_textarea::{CursorMove, TextArea};
use unicode_segmentation::UnicodeSegmentation;

/// Steps of typing that can be taken back in one field.
const HISTORY: usize = 10_000;

/// A text field of one line.
#[derive(Clone, Debug)]
pub struct LineInput {
    area: TextArea<'static>,
    /// Something was typed or pasted since the field was opened.
    touched: bool,
}

impl Default for LineInput {
    fn default() -> LineInput {
        LineInput::new("")
    }
}

impl LineInput {
    /// A field with this text, the cursor after it.
    pub fn new(text: &str) -> LineInput {
        LineInput { area: editor(vec![one_line(text)]), touched: false }
    }
    pub fn text(&self) -> &str {
        self.area.lines().first().map_or("", String::as_str)
    }
    /// Another text, the cursor after it; typing cannot be taken back beyond this.
    /// The key that inserts what was cut brings this.
    pub fn give_back(&mut self, text: &str) {
        self.area.set_yank_text(text);
    }
    pub fn set(&mut self, text: &str) {
        *self = LineInput::new(text);
    }
    pub fn is_empty(&self) -> bool {
        self.text().is_empty()
    }
    /// Nothing was typed yet: the text is what the field was opened with.
    pub fn is_untouched(&self) -> bool {
        !self.touched
    }
    /// Characters before the cursor.
    pub fn cursor(&self) -> usize {
        self.area.cursor().1
    }
    pub fn set_cursor(&mut self, column: usize) {
        go_to(&mut self.area, 0, column);
    }
    /// Handles an editing key; true if the text changed.
    pub fn input(&mut self, key: Key) -> bool {
        let changed = key.code != Code::Enter && edit(&mut self.area, key);
        self.touched |= changed;
        changed
    }
    /// Inserts text from elsewhere as one step that undo takes back; line breaks become blanks.
    pub fn paste(&mut self, text: &str) -> bool {
        self.touched = true;
        self.area.insert_str(one_line(text))
    }
    pub fn undo(&mut self) -> bool {
        self.area.undo()
    }
    pub fn redo(&mut self) -> bool {
        self.area.redo()
    }

    /// Draws the part around the cursor; with the keyboard, the terminal's cursor stands in it.
    pub fn draw(&self, canvas: &mut Canvas, area: Rect, focused: bool) {
        let style = canvas.theme.plain();
        if area.is_empty() {
            return;
        }
        let text = self.text();
        let before = text_cells(&text[..byte_of(text, self.cursor())]);
        let width = usize::from(area.width);
        let skip = if focused { scrolled(before, width) } else { 0 };
        canvas.fill(Rect::new(area.x, area.y, area.width, 1), " ", style);
        draw_from(canvas, area, text, skip, style);
        if focused {
            canvas.set_cursor(area.x + (before - skip) as u16, area.y);
        }
    }
}

/// Cells hidden on the left so that the cursor is seen: whole steps, so that the text stands still while typing.
fn scrolled(cursor: usize, width: usize) -> usize {
    match width / 2 {
        _ if cursor < width => 0,
        0 => cursor,
        step => (cursor / step - 1) * step,
    }
}

fn draw_from(canvas: &mut Canvas, area: Rect, text: &str, skip: usize, style: Style) {
    let (mut at, width) = (0, usize::from(area.width));
    let text = shown(text);
    for grapheme in text.graphemes(true) {
        let wide = cells(grapheme);
        if at + wide > skip + width {
            break;
        }
        if at >= skip {
            canvas.put(area.x + (at - skip) as u16, area.y, wide as u16, grapheme, style);
        }
        at += wide;
    }
    let glyphs = canvas.glyphs();
    if skip > 0 && width > 2 {
        canvas.put(area.x, area.y, 1, glyphs.less, style);
    }
    if cells(&text) > skip + width && width > 2 {
        canvas.put(area.right() - 1, area.y, 1, glyphs.more, style);
    }
}

/// The editing engine of every text field, with the cursor after the text.
pub(super) fn editor(lines: Vec<String>) -> TextArea<'static> {
    let mut area = TextArea::new(lines);
    // Setting the size of the history empties it, so it comes first.
    area.set_max_histories(HISTORY);
    area.set_undo_coalescing(true);
    area.move_cursor(CursorMove::Bottom);
    area.move_cursor(CursorMove::End);
    area
}

/// Does what an editing key does in any text field; true if the text changed.
///
/// A key that is not in this table, above all with Ctrl or Alt, changes and inserts nothing.
pub fn edit(area: &mut TextArea, key: Key) -> bool {
    match (key.code, key.ctrl, key.alt) {
        (Code::Char(c), false, false) => insert(area, c),
        (Code::Char(c), true, false) => control(area, c),
        (Code::Enter, false, false) => {
            area.insert_newline();
            true
        }
        (Code::Backspace, false, false) => delete_back(area),
        (Code::Delete, false, false) => delete_next(area),
        (Code::Backspace, ..) => area.delete_word(),
        (Code::Delete, ..) | (Code::Char('d'), false, true) => area.delete_next_word(),
        (Code::Char('b'), false, true) => {
            travel(area, Code::Left, true);
            false
        }
        (Code::Char('f'), false, true) => {
            travel(area, Code::Right, true);
            false
        }
        (code, ctrl, alt) => {
            travel(area, code, ctrl || alt);
            false
        }
    }
}

fn insert(area: &mut TextArea, c: char) -> bool {
    if c.is_control() {
        return false;
    }
    area.insert_char(c);
    true
}

/// Readline's control keys.
fn control(area: &mut TextArea, c: char) -> bool {
    match c.to_ascii_lowercase() {
        'a' => area.move_cursor(CursorMove::Head),
        'e' => area.move_cursor(CursorMove::End),
        'f' => travel(area, Code::Right, false),
        'b' => travel(area, Code::Left, false),
        'p' => travel(area, Code::Up, false),
        'n' => travel(area, Code::Down, false),
        'd' => return delete_next(area),
        'h' => return delete_back(area),
        'w' => return area.delete_word(),
        // At the start of a line it does nothing, as in a shell; joining lines is what Backspace is for.
        'u' => return area.cursor().1 > 0 && area.delete_line_by_head(),
        'k' => return area.delete_line_by_end(),
        'y' => return area.paste(),
        _ => {}
    }
    false
}

fn travel(area: &mut TextArea, code: Code, far: bool) {
    let (row, column) = area.cursor();
    match (code, far) {
        (Code::Left, true) => area.move_cursor(CursorMove::WordBack),
        (Code::Right, true) => area.move_cursor(CursorMove::WordForward),
        (Code::Home, true) => go_to(area, 0, 0),
        (Code::End, true) => {
            area.move_cursor(CursorMove::Bottom);
            area.move_cursor(CursorMove::End);
        }
        (Code::Left, false) if column > 0 => go_to(area, row, column - chars_before(area)),
        (Code::Left, false) if row > 0 => {
            area.move_cursor(CursorMove::Up);
            area.move_cursor(CursorMove::End);
        }
        (Code::Right, false) => match chars_after(area) {
            0 if row + 1 < area.lines().len() => {
                area.move_cursor(CursorMove::Down);
                area.move_cursor(CursorMove::Head);
            }
            n => go_to(area, row, column + n),
        },
        (Code::Home, false) => area.move_cursor(CursorMove::Head),
        (Code::End, false) => area.move_cursor(CursorMove::End),
        (Code::Up, false) => area.move_cursor(CursorMove::Up),
        (Code::Down, false) => area.move_cursor(CursorMove::Down),
        _ => {}
    }
}

/// Backspace: a sign that people see as one goes as one.
fn delete_back(area: &mut TextArea) -> bool {
    let (row, column) = area.cursor();
    match if column == 0 { 0 } else { chars_before(area) } {
        0 | 1 => area.delete_char(),
        n => {
            go_to(area, row, column - n);
            delete_chars(area, n)
        }
    }
}

fn delete_next(area: &mut TextArea) -> bool {
    match chars_after(area) {
        0 => area.delete_next_char(),
        n => delete_chars(area, n),
    }
}

/// Deletes without touching what Ctrl-Y brings back.
fn delete_chars(area: &mut TextArea, n: usize) -> bool {
    let kept = area.yank_text();
    let changed = area.delete_str(n);
    area.set_yank_text(kept);
    changed
}

/// Characters of the sign before the cursor.
fn chars_before(area: &TextArea) -> usize {
    let (row, column) = area.cursor();
    let line = &area.lines()[row];
    line[..byte_of(line, column)].graphemes(true).next_back().map_or(0, |g| g.chars().count())
}

fn chars_after(area: &TextArea) -> usize {
    let (row, column) = area.cursor();
    let line = &area.lines()[row];
    line[byte_of(line, column)..].graphemes(true).next().map_or(0, |g| g.chars().count())
}

/// Puts the cursor on a line and character, or as near as there is text.
///
/// The engine jumps to 16-bit positions only: beyond them single steps are taken, and a far jump stops short.
pub(super) fn go_to(area: &mut TextArea, row: usize, column: usize) {
    const FAR: usize = u16::MAX as usize;
    let (from_row, from) = area.cursor();
    if column > FAR && row == from_row && column.abs_diff(from) < 1000 {
        let step = if column > from { CursorMove::Forward } else { CursorMove::Back };
        return (0..column.abs_diff(from)).for_each(|_| area.move_cursor(step));
    }
    if row > FAR && row.abs_diff(from_row) <= 1 {
        area.move_cursor(if row > from_row { CursorMove::Down } else { CursorMove::Up });
        return;
    }
    area.move_cursor(CursorMove::Jump(row.min(FAR) as u16, column.min(FAR) as u16));
}

/// Where the character with this number starts, in bytes.
pub(super) fn byte_of(line: &str, column: usize) -> usize {
    if line.is_ascii() {
        return column.min(line.len());
    }
    line.char_indices().nth(column).map_or(line.len(), |(at, _)| at)
}

/// Text from elsewhere, with one kind of line break. Nothing else is taken away: what a terminal would obey may be
/// evidence, and it is made visible where it is drawn.
pub(super) fn cleaned(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

fn one_line(text: &str) -> String {
    let mut text = cleaned(text);
    // A copied line usually brings its line break along.
    text.truncate(text.trim_end_matches('\n').len());
    text.replace(['\n', '\t'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parts::paint::tests::screen;

    fn key(code: Code) -> Key {
        Key { code, ctrl: false, alt: false, shift: false }
    }
    fn ctrl(c: char) -> Key {
        Key { ctrl: true, ..key(Code::Char(c)) }
    }
    fn after(text: &str, keys: &[Key]) -> (String, usize) {
        let mut field = LineInput::new(text);
        keys.iter().for_each(|k| {
            field.input(*k);
        });
        (field.text().to_string(), field.cursor())
    }

    #[test]
    fn readline_keys_do_what_fingers_know() {
        let at_a = ctrl('a');
        assert_eq!(after("one two", &[ctrl('w')]), ("one ".into(), 4));
        assert_eq!(after("one two", &[ctrl('w'), ctrl('a'), ctrl('y')]), ("twoone ".into(), 3));
        assert_eq!(after("one two", &[at_a, ctrl('k')]), ("".into(), 0));
        assert_eq!(after("one two", &[ctrl('u')]), ("".into(), 0));
        assert_eq!(after("one", &[at_a, ctrl('f'), ctrl('d'), ctrl('e'), ctrl('b'), ctrl('h')]), ("e".into(), 0));
        assert_eq!(
            after("one", &[key(Code::Home), key(Code::Delete), key(Code::End), key(Code::Backspace)]),
            ("n".into(), 1)
        );
        let left = Key { ctrl: true, ..key(Code::Left) };
        assert_eq!(after("one two", &[left, key(Code::Char('X'))]), ("one Xtwo".into(), 5));
    }

    #[test]
    fn unknown_control_keys_and_control_characters_insert_nothing() {
        let odd = ['z', 'x', 'c', 'g', 'l', 'o', 'q', 's', 't', 'v', '_', '\\', ' '].map(ctrl);
        assert_eq!(after("text", &odd), ("text".into(), 4));
        let alt = Key { alt: true, ..key(Code::Char('x')) };
        let chars = ['\x1b', '\r', '\n', '\0', '\x7f', '\u{85}'].map(|c| key(Code::Char(c)));
        assert_eq!(after("text", &chars), ("text".into(), 4));
        let others =
            [alt, key(Code::Enter), key(Code::Tab), key(Code::Esc), key(Code::Insert), key(Code::F(1)), key(Code::Up)];
        assert_eq!(after("text", &others), ("text".into(), 4));
    }

    #[test]
    fn a_sign_made_of_several_characters_moves_and_goes_as_one() {
        let family = "a👩‍👩‍👧e\u{301}";
        assert_eq!(after(family, &[key(Code::Backspace)]).0, "a👩‍👩‍👧");
        assert_eq!(after(family, &[key(Code::Left), key(Code::Backspace)]), ("ae\u{301}".into(), 1));
        assert_eq!(after(family, &[key(Code::Home), key(Code::Right), key(Code::Delete)]).0, "ae\u{301}");
        assert_eq!(after(family, &[key(Code::Left), key(Code::Right)]).1, 8);
    }

    #[test]
    fn a_paste_is_one_line_and_one_step() {
        let mut field = LineInput::new("x ");
        assert!(field.paste("one\r\ntwo\rthr\x1bee\tfour\n"));
        assert_eq!(field.text(), "x one two thr\x1bee four");
        assert!(field.undo());
        assert_eq!(field.text(), "x ");
        assert!(field.redo());
        assert_eq!(field.text(), "x one two thr\x1bee four");
    }

    #[test]
    fn the_cursor_is_always_in_the_field() {
        for width in 0..12u16 {
            for text in ["", "short", "a much longer text than fits", "日本語日本語日本語"] {
                let mut field = LineInput::new(text);
                for column in 0..=text.chars().count() {
                    field.set_cursor(column);
                    screen(14, 1, |c| {
                        field.draw(c, Rect::new(1, 0, width, 1), true);
                        assert_eq!(c.cursor.is_some(), width > 0);
                        assert!(c.cursor.is_none_or(|p| (1..=width).contains(&p.x)), "{width} {text} {column}");
                    });
                }
            }
        }
    }

    #[test]
    fn a_long_text_shows_that_it_goes_on() {
        let field = LineInput::new("abcdefghijklmnop");
        let rows = screen(10, 1, |c| field.draw(c, Rect::new(0, 0, 8, 1), false));
        assert_eq!(rows, ["abcdefg>"]);
        let rows = screen(10, 1, |c| field.draw(c, Rect::new(0, 0, 8, 1), true));
        assert_eq!(rows, ["<nop"]);
    }
}
