//! The embedded fonts: which signs they have, how wide these are, and texts as rows of them.

use krilla::text::{Font, GlyphId, KrillaGlyph};
use std::sync::LazyLock;
use ttf_parser::Face as Parsed;
use unicode_normalization::UnicodeNormalization;

static REGULAR: &[u8] = include_bytes!("../fonts/DejaVuSansCondensed.ttf");
static BOLD: &[u8] = include_bytes!("../fonts/DejaVuSansCondensed-Bold.ttf");

static FACES: LazyLock<Option<[Parsed<'static>; 2]>> =
    LazyLock::new(|| Some([Parsed::parse(REGULAR, 0).ok()?, Parsed::parse(BOLD, 0).ok()?]));

/// The fonts as a PDF embeds them: regular and bold.
pub fn fonts() -> Option<[Font; 2]> {
    Some([Font::new(REGULAR.into(), 0)?, Font::new(BOLD.into(), 0)?])
}

fn face(bold: bool) -> Option<&'static Parsed<'static>> {
    FACES.as_ref().map(|faces| &faces[usize::from(bold)])
}

/// A text in the form in which letters with their accents are one sign wherever there is one.
pub fn composed(text: &str) -> String {
    text.nfc().collect()
}

/// Whether the fonts have a sign.
pub fn has(c: char) -> bool {
    FACES.as_ref().is_some_and(|faces| faces.iter().all(|face| face.glyph_index(c).is_some()))
}

/// Whether a letter belongs to a script that runs from right to left.
pub fn runs_left(c: char) -> bool {
    matches!(c as u32, 0x0590..=0x08FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFF | 0x10800..=0x10FFF | 0x1E800..=0x1EFFF)
}

/// What stands in the place of a sign that the font lacks.
fn code(c: char) -> String {
    format!("[U+{:04X}]", c as u32)
}

/// Width of a sign in parts of the size.
fn advance(c: char, bold: bool) -> f32 {
    let Some(face) = face(bold) else { return 0.5 };
    let glyph = face.glyph_index(c).unwrap_or_default();
    f32::from(face.glyph_hor_advance(glyph).unwrap_or(0)) / f32::from(face.units_per_em())
}

/// Width of a text in points.
pub fn width(text: &str, bold: bool, size: f32) -> f32 {
    text.chars().map(|c| width_of(c, bold)).sum::<f32>() * size
}

/// Width of a sign, or of what stands in its place, in parts of the size.
pub fn width_of(c: char, bold: bool) -> f32 {
    if has(c) { advance(c, bold) } else { code(c).chars().map(|c| advance(c, bold)).sum() }
}

/// A text as signs of the font. What stands in the place of another sign still means that one when it is copied.
pub fn glyphs(text: &str, bold: bool) -> Vec<KrillaGlyph> {
    let Some(face) = face(bold) else { return Vec::new() };
    let mut all = Vec::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let mut push = |drawn: char| {
            let glyph = GlyphId::new(u32::from(face.glyph_index(drawn).unwrap_or_default().0));
            all.push(KrillaGlyph::new(glyph, advance(drawn, bold), 0.0, 0.0, 0.0, at..at + c.len_utf8(), None));
        };
        if has(c) { push(c) } else { code(c).chars().for_each(push) }
    }
    all
}

/// Takes the outline of a sign, in parts of its size.
pub trait Pen {
    fn start(&mut self, point: (f32, f32));
    fn line(&mut self, point: (f32, f32));
    fn bend(&mut self, over: (f32, f32), end: (f32, f32));
    fn close(&mut self);
}

/// A text as signs that the font has.
pub fn drawn(text: &str) -> Vec<char> {
    text.chars().flat_map(|c| if has(c) { vec![c] } else { code(c).chars().collect() }).collect()
}

/// Gives the outline of a sign to a pen.
pub fn outline(c: char, bold: bool, pen: &mut dyn Pen) {
    struct Scaled<'a>(&'a mut dyn Pen, f32);
    impl ttf_parser::OutlineBuilder for Scaled<'_> {
        fn move_to(&mut self, x: f32, y: f32) {
            self.0.start((x * self.1, y * self.1));
        }
        fn line_to(&mut self, x: f32, y: f32) {
            self.0.line((x * self.1, y * self.1));
        }
        fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
            self.0.bend((x1 * self.1, y1 * self.1), (x * self.1, y * self.1));
        }
        fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
            // The embedded fonts have none; near enough where another one has.
            self.quad_to((x1 + x2) / 2.0, (y1 + y2) / 2.0, x, y);
        }
        fn close(&mut self) {
            self.0.close();
        }
    }
    let Some(face) = face(bold) else { return };
    if let Some(glyph) = face.glyph_index(c) {
        face.outline_glyph(glyph, &mut Scaled(pen, 1.0 / f32::from(face.units_per_em())));
    }
}

/// Lines of a text that are at most so wide; words that are wider are broken. Line ends of the text stay.
pub fn wrap(text: &str, bold: bool, size: f32, room: f32) -> Vec<String> {
    let mut lines = Vec::new();
    for line in text.lines() {
        let (mut begun, mut used) = (String::new(), 0.0);
        for word in line.split_whitespace() {
            let wide = width(word, bold, size);
            let blank = if begun.is_empty() { 0.0 } else { width_of(' ', bold) * size };
            if used + blank + wide <= room {
                begun += if begun.is_empty() { "" } else { " " };
                begun += word;
                used += blank + wide;
                continue;
            }
            if !begun.is_empty() {
                lines.push(std::mem::take(&mut begun));
            }
            (begun, used) = (String::new(), 0.0);
            for c in word.chars() {
                let wide = width_of(c, bold) * size;
                if used + wide > room && !begun.is_empty() {
                    lines.push(std::mem::take(&mut begun));
                    used = 0.0;
                }
                begun.push(c);
                used += wide;
            }
        }
        lines.push(begun);
    }
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_font_has_latin_greek_and_cyrillic_and_says_what_it_lacks() {
        for text in
            ["Ünal Ørsted Łukasz Žižek Đặng Ñandú İstanbul", "Παπαδόπουλος ἀρετή", "Хрущёв Їжак Ђорђе", "“–…€№→✓"]
        {
            let lacks: String = composed(text).chars().filter(|c| *c != ' ' && !has(*c)).collect();
            assert_eq!(lacks, "", "{text}");
        }
        assert!(!has('東') && composed("e\u{301}") == "é");
        assert!(runs_left('ש') && runs_left('م') && !runs_left('я'));
        assert!(glyphs("東", false).len() == "[U+6771]".len() && width("東", false, 10.0) > 30.0);
    }

    #[test]
    fn no_line_is_wider_than_its_room_and_no_word_is_lost() {
        let text = format!("one two\n\nthree {} four", "x".repeat(60));
        let lines = wrap(&text, true, 9.0, 80.0);
        assert!(lines.iter().all(|line| width(line, true, 9.0) <= 80.0), "{lines:?}");
        let kept: String = lines.concat().split_whitespace().collect();
        assert_eq!(kept, text.split_whitespace().collect::<String>());
        assert_eq!(&lines[..3], ["one two", "", "three"]);
    }
}
