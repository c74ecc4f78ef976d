//! The one way by which text that others wrote reaches a screen, a command line, an error or a file name on display.
//!
//! Nothing is dropped: what a terminal would obey or hide becomes a visible mark. Stored and exported text stays as
//! it is; this is for showing only. Beside it stand the helpers that measure, cut, pad and wrap in terminal cells.
//! They expect text that [`shown`] or [`shown_line`] has returned and make nothing visible by themselves.

use std::{borrow::Cow, io};
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Combining marks that may follow each other; more than any script needs.
const MARKS_MAX: usize = 8;
/// What a tab is shown as.
const TAB: &str = "    ";
/// Where [`cut`] left something out; a screen of ASCII signs shows it as `~`.
const CUT: char = '…';

/// The text with everything made visible that a terminal would obey or hide; line ends are kept.
///
/// C0 and DEL become control pictures, a tab four blanks, and C1, bidi controls, zero-width and other ignorable
/// characters, tags and U+2028/9 become `<U+202E>`. A run of combining marks is cut after eight with `<+N marks>`.
/// Joiner and emoji variation selector stay inside an emoji. Ordinary text is borrowed.
pub fn shown(text: &str) -> Cow<'_, str> {
    show(text, "\n")
}

/// Like [`shown`], with a line end shown as `␤`: for cells, titles and messages of one line.
pub fn shown_line(text: &str) -> Cow<'_, str> {
    show(text, "␤")
}

/// What stood in the way of a file or folder, in words a person can act on.
pub fn trouble(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".into(),
        io::ErrorKind::PermissionDenied => "you have no permission for it here".into(),
        io::ErrorKind::AlreadyExists => "a file of this name exists already".into(),
        io::ErrorKind::StorageFull => "the disk is full".into(),
        io::ErrorKind::QuotaExceeded => "your share of the disk is used up".into(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only".into(),
        io::ErrorKind::FileTooLarge => "files may not grow that large here".into(),
        io::ErrorKind::IsADirectory => "this names a folder, not a file".into(),
        io::ErrorKind::NotADirectory => "part of the path is not a folder".into(),
        _ => error.to_string(),
    }
}

/// Whether the text holds characters that a reader cannot see or that a terminal obeys; tab and line ends are none.
pub fn has_hidden(text: &str) -> bool {
    if text.bytes().all(|b| matches!(b, b' '..=b'~' | b'\t' | b'\n')) {
        return false;
    }
    let mut scan = Scan::default();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        let looks = scan.step(c, next);
        let seen = match c {
            '\n' | '\t' => true,
            '\r' => next == Some('\n'),
            _ => matches!(looks, Looks::Plain | Looks::Alone),
        };
        if !seen {
            return true;
        }
    }
    false
}

/// JSON text in which nothing can steer a terminal or hide from a reader, and which means the same: the writer escapes
/// C0 only, this also C1, DEL, bidi controls and everything that cannot be seen. All of them can stand in strings only.
pub fn json_escaped(json: &str) -> Cow<'_, str> {
    let odd = |c: char| c != '\n' && (c.is_control() || is_ignorable(c));
    if !json.contains(odd) {
        return Cow::Borrowed(json);
    }
    let mut out = String::with_capacity(json.len() + 64);
    let mut units = [0; 2];
    for c in json.chars() {
        match odd(c) {
            true => c.encode_utf16(&mut units).iter().for_each(|unit| out.push_str(&format!("\\u{unit:04x}"))),
            false => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// Width in terminal cells, counted as the screen library does: by grapheme.
pub fn cells(text: &str) -> usize {
    if text.bytes().all(|b| matches!(b, b' '..=b'~')) {
        return text.len();
    }
    text.graphemes(true).map(grapheme_cells).sum()
}

/// The text if it fits into `width` cells, else its start with `…` in the last cell. Graphemes are never split.
pub fn cut(text: &str, width: usize) -> String {
    if cells(text) <= width {
        return text.to_string();
    }
    if width == 0 {
        return String::new();
    }
    let mut out = head(text, width - 1).to_string();
    out.push(CUT);
    out
}

/// Exactly `width` cells: cut if it is too long, filled with blanks if it is too short.
pub fn pad(text: &str, width: usize) -> String {
    let mut out = cut(text, width);
    let used = cells(&out);
    out.extend(std::iter::repeat_n(' ', width - used.min(width)));
    out
}

/// Lines of at most `width` cells, broken between words; longer words are split, line ends and indents are kept.
///
/// Only a grapheme that is by itself wider than `width` stands out. An empty text is one empty line.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    wrap_first(text, width, usize::MAX)
}

/// The first lines of [`wrap`], at most so many: the rest of the text is not looked at.
pub fn wrap_first(text: &str, width: usize, most: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for line in text.split('\n') {
        if lines.len() >= most {
            break;
        }
        wrap_line(line, width.max(1), most, &mut lines);
    }
    // A word that goes over several lines may have made one too many.
    lines.truncate(most);
    lines
}

fn show<'a>(text: &'a str, line_end: &str) -> Cow<'a, str> {
    let keeps_lines = line_end == "\n";
    if text.bytes().all(|b| matches!(b, b' '..=b'~') || (keeps_lines && b == b'\n')) {
        return Cow::Borrowed(text);
    }
    let mut scan = Scan::default();
    let mut out: Option<String> = None;
    let mut flood = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let looks = scan.step(c, next);
        let plain = looks == Looks::Plain || (c == '\n' && keeps_lines);
        if plain && out.is_none() {
            continue;
        }
        let out = out.get_or_insert_with(|| text[..at].to_string());
        match looks {
            Looks::Flood => flood += 1,
            _ => end_flood(out, &mut flood),
        }
        match looks {
            Looks::Flood => {}
            _ if c == '\n' => out.push_str(line_end),
            // Both halves of a line end of other systems are one line end.
            _ if c == '\r' && next == Some('\n') => {}
            _ => push(out, c, looks),
        }
    }
    if let Some(out) = &mut out {
        end_flood(out, &mut flood);
    }
    out.map_or(Cow::Borrowed(text), Cow::Owned)
}

fn push(out: &mut String, c: char, looks: Looks) {
    match (looks, c) {
        (Looks::Plain, _) => out.push(c),
        // A mark without a letter would sit on whatever stands left of the text.
        (Looks::Alone, _) => out.extend(['◌', c]),
        (_, '\t') => out.push_str(TAB),
        (_, '\0'..='\x1f') => out.extend(char::from_u32(0x2400 + c as u32)),
        (_, '\x7f') => out.push('␡'),
        _ => out.push_str(&format!("<U+{:04X}>", c as u32)),
    }
}

fn end_flood(out: &mut String, flood: &mut usize) {
    if *flood > 0 {
        out.push_str(&format!("<+{flood} marks>"));
        *flood = 0;
    }
}

/// How one character is to be shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Looks {
    Plain,
    /// Controls, ignorables: shown by name.
    Odd,
    /// A combining mark at the start of a line.
    Alone,
    /// A combining mark after too many others.
    Flood,
}

/// What has to be remembered from the characters before.
#[derive(Default)]
struct Scan {
    before: Option<char>,
    /// The last character that is no joiner, selector or skin tone.
    base: Option<char>,
    marks: usize,
}

impl Scan {
    fn step(&mut self, c: char, next: Option<char>) -> Looks {
        let looks = self.looks(c, next);
        self.marks = if is_combining_mark(c) && !is_ignorable(c) { self.marks + 1 } else { 0 };
        if !matches!(c, '\u{200D}' | '\u{FE0E}' | '\u{FE0F}' | '\u{1F3FB}'..='\u{1F3FF}') {
            self.base = Some(c);
        }
        self.before = Some(c);
        looks
    }

    fn looks(&self, c: char, next: Option<char>) -> Looks {
        match c {
            ' '..='~' => Looks::Plain,
            '\0'..='\u{9F}' => Looks::Odd,
            '\u{200D}' if self.base.is_some_and(is_emoji) && next.is_some_and(is_emoji) && !self.after_joiner() => {
                Looks::Plain
            }
            '\u{FE0E}' | '\u{FE0F}' if self.before.is_some_and(takes_variation) => Looks::Plain,
            _ if is_ignorable(c) => Looks::Odd,
            _ if is_combining_mark(c) => match (self.before, self.marks) {
                (_, MARKS_MAX..) => Looks::Flood,
                (None | Some('\n'), _) => Looks::Alone,
                _ => Looks::Plain,
            },
            '\u{1160}'..='\u{11FF}' | '\u{D7B0}'..='\u{D7FF}' if self.before.is_some_and(is_hangul) => Looks::Plain,
            // The screen library gives these two a cell, other than the width tables.
            '\u{FF9E}' | '\u{FF9F}' => Looks::Plain,
            _ if c.width().unwrap_or(0) == 0 => Looks::Odd,
            _ => Looks::Plain,
        }
    }

    fn after_joiner(&self) -> bool {
        self.before == Some('\u{200D}')
    }
}

/// Characters that Unicode lets a program leave out when drawing, with line and paragraph separator added.
fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// The text without the characters that cannot be seen: for comparing, never for storing.
pub fn without_ignorables(text: &str) -> String {
    text.chars().filter(|c| !is_ignorable(*c)).collect()
}

/// The blocks that hold emoji; exact enough to say where a joiner joins something.
fn is_emoji(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{21FF}' | '\u{2300}'..='\u{27BF}' | '\u{2900}'..='\u{297F}' | '\u{2B00}'..='\u{2BFF}'
        | '\u{1F000}'..='\u{1FAFF}' | '\u{A9}' | '\u{AE}' | '\u{203C}' | '\u{2049}' | '\u{2122}' | '\u{2139}'
        | '\u{3030}' | '\u{303D}' | '\u{3297}' | '\u{3299}')
}

fn takes_variation(c: char) -> bool {
    is_emoji(c) || matches!(c, '0'..='9' | '#' | '*')
}

fn is_hangul(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115E}' | '\u{1161}'..='\u{11FF}' | '\u{A960}'..='\u{A97F}' | '\u{AC00}'..='\u{D7FF}')
}

/// As the screen buffer counts: it gives the two half-width sound marks a cell of their own on top of the tables.
fn grapheme_cells(grapheme: &str) -> usize {
    let sound_marks = grapheme.chars().filter(|c| matches!(c, '\u{FF9E}' | '\u{FF9F}')).count();
    grapheme.width() + sound_marks
}

/// As much of the text as fits into `width` cells.
fn head(text: &str, width: usize) -> &str {
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        used += grapheme_cells(grapheme);
        if used > width {
            return &text[..at];
        }
    }
    text
}

fn wrap_line(line: &str, width: usize, most: usize, lines: &mut Vec<String>) {
    let mut now = String::new();
    let mut used = 0;
    for (blanks, word) in words(line) {
        if lines.len() >= most {
            return;
        }
        let (gap, wide) = (cells(blanks), cells(word));
        if used + gap + wide <= width {
            now.push_str(blanks);
            now.push_str(word);
            used += gap + wide;
            continue;
        }
        // Blanks where a line breaks go; an indent that leaves no room goes too.
        if used > 0 {
            lines.push(std::mem::take(&mut now));
            used = 0;
        } else if gap < width {
            now.push_str(blanks);
            used = gap;
        }
        for grapheme in word.graphemes(true) {
            let wide = grapheme_cells(grapheme);
            if used + wide > width && used > 0 {
                lines.push(std::mem::take(&mut now));
                if lines.len() >= most {
                    return;
                }
                used = 0;
            }
            now.push_str(grapheme);
            used += wide;
        }
    }
    if lines.len() < most {
        lines.push(now);
    }
}

/// The words of a line one by one, each with the blanks before it.
fn words(line: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = line;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let start = rest.find(|c| c != ' ').unwrap_or(rest.len());
        let (blanks, tail) = rest.split_at(start);
        let end = tail.find(' ').unwrap_or(tail.len());
        rest = &tail[end..];
        Some((blanks, &tail[..end]))
    })
}

/// The ending of a file name in small letters, without its dot.
pub fn ending(path: &std::path::Path) -> Option<String> {
    path.extension().map(|e| e.to_string_lossy().to_lowercase()).filter(|e| !e.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_first_lines_are_those_of_the_whole_and_never_more() {
        for text in ["one two three four", "a verylongwordthatgoesoverlines b", "x\n\ny", "", "ab cdefghijklmnop"] {
            for width in 1..12 {
                let whole = wrap(text, width);
                for most in 0..whole.len() + 2 {
                    assert_eq!(wrap_first(text, width, most), whole[..most.min(whole.len())], "{text} {width} {most}");
                }
            }
        }
    }

    #[test]
    fn ordinary_text_is_borrowed() {
        for text in ["", "plain", "Ünïcödé", "名前", "two\nlines", "क्षि", "👩‍💻 ❤️ 1️⃣", "한글 각", "ｶﾞ", "e\u{301}"]
        {
            assert!(matches!(shown(text), Cow::Borrowed(_)), "{text}");
        }
        assert!(matches!(shown_line("plain"), Cow::Borrowed(_)));
    }

    #[test]
    fn what_a_terminal_would_obey_is_visible() {
        assert_eq!(shown("a\x1b]0;title\x07b"), "a␛]0;title␇b");
        assert_eq!(shown("a\tb\x7f\0"), "a    b␡␀");
        assert_eq!(shown("\u{9b}31m \u{202e}txt"), "<U+009B>31m <U+202E>txt");
        assert_eq!(shown("a\r\nb\rc"), "a\nb␍c");
        assert_eq!(shown_line("a\r\nb\nc"), "a␤b␤c");
        assert_eq!(shown("x\u{200b}y\u{feff}\u{2028}\u{e0041}\u{ad}"), "x<U+200B>y<U+FEFF><U+2028><U+E0041><U+00AD>");
    }

    #[test]
    fn escaped_json_means_the_same_and_is_plain_to_see() {
        let odd = "a\x1b\u{7f}\u{9b}\u{202e}\u{2028}\u{200b}\u{e0041}\u{fe0f}é名👩\n";
        let json = serde_json::json!({ "k": odd, "n": [1, null] });
        let text = format!("{json:#}\n");
        let escaped = json_escaped(&text);
        assert!(!has_hidden(&escaped) && escaped.contains("\\u202e") && escaped.contains("名👩"), "{escaped}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&escaped).unwrap(), json);
        assert!(matches!(json_escaped("{\n}"), Cow::Borrowed(_)));
    }

    #[test]
    fn marks_pile_up_only_so_far() {
        let flood = format!("a{}b", "\u{301}".repeat(1000));
        assert_eq!(shown(&flood), format!("a{}<+992 marks>b", "\u{301}".repeat(8)));
        assert_eq!(shown("\u{301}a"), "◌\u{301}a");
        assert_eq!(shown("a\n\u{301}"), "a\n◌\u{301}");
    }

    #[test]
    fn joiners_and_selectors_stay_only_in_emoji() {
        assert_eq!(shown("a\u{200d}b"), "a<U+200D>b");
        assert_eq!(shown("👩\u{200d}\u{200d}💻"), "👩<U+200D><U+200D>💻");
        assert_eq!(shown("👩🏽\u{200d}💻"), "👩🏽\u{200d}💻");
        assert_eq!(shown("a\u{fe0f}"), "a<U+FE0F>");
        assert_eq!(shown("❤\u{fe0f}\u{fe0f}"), "❤\u{fe0f}<U+FE0F>");
    }

    #[test]
    fn hidden_means_not_to_be_seen_by_a_reader() {
        assert!(!has_hidden("a\tb\r\nc\n名前 👩‍💻 e\u{301}"));
        for text in ["\x1b[1m", "a\u{202e}", "a\u{200b}", "a\rb", "a\0"] {
            assert!(has_hidden(text), "{text:?}");
        }
    }

    #[test]
    fn widths_are_cells() {
        assert_eq!([cells("abc"), cells("名前"), cells("e\u{301}"), cells("👩‍💻")], [3, 4, 1, 2]);
        assert_eq!((cut("hello", 5), cut("hello", 4), cut("hello", 0)), ("hello".into(), "hel…".into(), "".into()));
        assert_eq!(cut("名前だ", 4), "名…");
        assert_eq!(pad("名前だ", 4), "名… ");
        assert_eq!(pad("a", 3), "a  ");
    }

    #[test]
    fn wrapping_keeps_lines_and_indents_and_splits_long_words() {
        assert_eq!(wrap("the quick brown fox", 10), ["the quick", "brown fox"]);
        assert_eq!(wrap("a\n\n  b", 10), ["a", "", "  b"]);
        assert_eq!(wrap("abcdefgh ij", 3), ["abc", "def", "gh", "ij"]);
        assert_eq!(wrap("ab cdefgh", 5), ["ab", "cdefg", "h"]);
        assert_eq!(wrap("名前だよ", 5), ["名前", "だよ"]);
        assert_eq!(wrap("", 5), [""]);
        assert_eq!(wrap("ab", 0), ["a", "b"]);
    }

    /// Text in which odd characters are frequent.
    fn odd_text() -> impl Strategy<Value = String> {
        let odd = "[a-c \n\t\r\0\x1b\u{7f}\u{80}-\u{a0}\u{ad}\u{301}\u{61c}\u{200b}-\u{200f}\u{2028}-\u{202e}\u{2060}-\u{206f}\u{feff}\u{fe0f}👩💻名\u{e0020}-\u{e007f}]{0,40}";
        prop_oneof![odd, any::<String>()]
    }

    proptest! {
        #[test]
        fn nothing_shown_can_be_obeyed_or_hidden(text in odd_text()) {
            let bidi = |c| matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
            let zero = |c| matches!(c, '\u{200b}' | '\u{200c}' | '\u{2060}'..='\u{2065}' | '\u{feff}' | '\u{ad}' | '\u{2028}' | '\u{2029}' | '\u{e0000}'..='\u{e0fff}');
            for c in shown(&text).chars() {
                let odd = (c.is_control() && c != '\n') || bidi(c) || zero(c);
                prop_assert!(!odd, "{:?}", c);
            }
            prop_assert!(!shown_line(&text).contains('\n'));
            prop_assert!(!has_hidden(&shown(&text)));
            let once = shown(&text);
            prop_assert_eq!(shown(&once), once.clone());
        }

        #[test]
        fn cut_pad_and_wrap_keep_to_the_width(text in odd_text(), width in 2usize..30) {
            let line = shown_line(&text);
            prop_assert!(cells(&cut(&line, width)) <= width);
            prop_assert_eq!(cells(&pad(&line, width)), width);
            for line in wrap(&shown(&text), width) {
                // Signs that join may be one that is wider than the line.
                prop_assert!(cells(&line) <= width || line.graphemes(true).count() == 1, "{:?}", line);
            }
        }
    }
}
