//! The embedded fonts: which signs they have, how wide these are, and texts as rows of them.

use krilla::text::{Font, GlyphId, KrillaGlyph};
use std::{collections::BTreeSet, sync::LazyLock};
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

/// The embedded fonts, and others that have signs which these lack.
#[derive(Debug, Default)]
pub struct Faces {
    others: Vec<Vec<u8>>,
}

/// Which font shows a sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FontOfSign {
    Embedded,
    Other(usize),
    /// None: its number stands in its place.
    None,
}

impl Faces {
    /// With these files of fonts; what is no font that may be embedded shows nothing.
    pub fn with(mut others: Vec<Vec<u8>>) -> Faces {
        others.retain(|bytes| parsed(bytes).is_some());
        Faces { others }
    }

    /// The others as a PDF embeds them.
    pub fn others(&self) -> Vec<Option<Font>> {
        self.others.iter().map(|bytes| Font::new(bytes.clone().into(), 0)).collect()
    }

    pub fn which(&self, c: char) -> FontOfSign {
        if has(c) || self.others.is_empty() {
            return if has(c) { FontOfSign::Embedded } else { FontOfSign::None };
        }
        let other =
            self.others.iter().position(|bytes| parsed(bytes).is_some_and(|face| face.glyph_index(c).is_some()));
        other.map_or(FontOfSign::None, FontOfSign::Other)
    }

    /// Whether a sign is shown.
    pub fn has(&self, c: char) -> bool {
        self.which(c) != FontOfSign::None
    }

    /// Width of a sign, or of what stands in its place, in parts of the size.
    pub fn width_of(&self, c: char, bold: bool) -> f32 {
        match self.which(c) {
            FontOfSign::Other(at) => self.glyph(at, c).map_or(0.5, |(_, wide)| wide),
            _ => width_of(c, bold),
        }
    }

    /// Width of a text in points.
    pub fn width(&self, text: &str, bold: bool, size: f32) -> f32 {
        text.chars().map(|c| self.width_of(c, bold)).sum::<f32>() * size
    }

    /// The glyph of a sign in one of the other fonts, and its width.
    fn glyph(&self, at: usize, c: char) -> Option<(u32, f32)> {
        let face = parsed(self.others.get(at)?)?;
        let glyph = face.glyph_index(c)?;
        let wide = f32::from(face.glyph_hor_advance(glyph)?) / f32::from(face.units_per_em());
        Some((u32::from(glyph.0), wide))
    }

    /// A text in pieces of one font each, as signs of it. What stands in the place of another sign still means that one
    /// when it is copied.
    pub fn runs<'t>(&self, text: &'t str, bold: bool) -> Vec<(FontOfSign, &'t str, Vec<KrillaGlyph>)> {
        let font = |c: char| match self.which(c) {
            FontOfSign::None => FontOfSign::Embedded,
            which => which,
        };
        let mut runs: Vec<(FontOfSign, usize, usize)> = Vec::new();
        for (at, c) in text.char_indices() {
            match runs.last_mut().filter(|(which, ..)| *which == font(c)) {
                Some((_, _, end)) => *end = at + c.len_utf8(),
                None => runs.push((font(c), at, at + c.len_utf8())),
            }
        }
        runs.into_iter()
            .map(|(which, from, to)| (which, &text[from..to], self.glyphs(which, &text[from..to], bold)))
            .collect()
    }

    fn glyphs(&self, which: FontOfSign, text: &str, bold: bool) -> Vec<KrillaGlyph> {
        let mut all = Vec::with_capacity(text.len());
        for (at, c) in text.char_indices() {
            let mut push = |glyph: u32, wide: f32| {
                all.push(KrillaGlyph::new(GlyphId::new(glyph), wide, 0.0, 0.0, 0.0, at..at + c.len_utf8(), None));
            };
            match which {
                FontOfSign::Other(other) => {
                    let (glyph, wide) = self.glyph(other, c).unwrap_or((0, 0.5));
                    push(glyph, wide);
                }
                _ => {
                    let Some(face) = face(bold) else { return Vec::new() };
                    for drawn in if has(c) { vec![c] } else { code(c).chars().collect() } {
                        push(u32::from(face.glyph_index(drawn).unwrap_or_default().0), advance(drawn, bold));
                    }
                }
            }
        }
        all
    }

    /// Lines of a text that are at most so wide; words that are wider are broken. Line ends of the text stay.
    pub fn wrap(&self, text: &str, bold: bool, size: f32, room: f32) -> Vec<String> {
        let mut lines = Vec::new();
        for line in text.lines() {
            let (mut begun, mut used) = (String::new(), 0.0);
            for word in line.split_whitespace() {
                let wide = self.width(word, bold, size);
                let blank = if begun.is_empty() { 0.0 } else { self.width_of(' ', bold) * size };
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
                    let wide = self.width_of(c, bold) * size;
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
}

/// A file of a font that may be embedded in part.
fn parsed(bytes: &[u8]) -> Option<Parsed<'_>> {
    let face = Parsed::parse(bytes, 0).ok()?;
    let barred = face.permissions() == Some(ttf_parser::Permissions::Restricted) || !face.is_subsetting_allowed();
    (!barred).then_some(face)
}

/// Which of these signs a file of a font has.
pub fn signs_of(bytes: &[u8], signs: &BTreeSet<char>) -> BTreeSet<char> {
    let Some(face) = parsed(bytes) else { return BTreeSet::new() };
    signs.iter().copied().filter(|c| face.glyph_index(*c).is_some()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A font with one sign, drawn for this test.
    const ONE_SIGN: &[u8] = include_bytes!("../../../tests/papers/one-sign.ttf");

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
        let runs = Faces::default().runs("東", false);
        assert!(runs.len() == 1 && runs[0].2.len() == "[U+6771]".len() && width("東", false, 10.0) > 30.0);
    }

    #[test]
    fn another_font_shows_what_the_embedded_one_lacks_and_nothing_else() {
        let faces = Faces::with(vec![b"no font".to_vec(), ONE_SIGN.to_vec()]);
        assert_eq!(
            ['a', '東', '西'].map(|c| faces.which(c)),
            [FontOfSign::Embedded, FontOfSign::Other(0), FontOfSign::None]
        );
        let runs = faces.runs("a東b西", false);
        let pieces: Vec<&str> = runs.iter().map(|(_, text, _)| *text).collect();
        assert_eq!(pieces, ["a", "東", "b西"]);
        assert!(runs[1].2.len() == 1 && faces.width("東", false, 10.0) < 12.0);
        let asked = "東西".chars().collect();
        assert_eq!(signs_of(ONE_SIGN, &asked), "東".chars().collect());
        assert!(signs_of(b"no font", &asked).is_empty());
    }

    #[test]
    fn no_line_is_wider_than_its_room_and_no_word_is_lost() {
        let faces = Faces::default();
        let text = format!("one two\n\nthree {} four", "x".repeat(60));
        let lines = faces.wrap(&text, true, 9.0, 80.0);
        assert!(lines.iter().all(|line| width(line, true, 9.0) <= 80.0), "{lines:?}");
        let kept: String = lines.concat().split_whitespace().collect();
        assert_eq!(kept, text.split_whitespace().collect::<String>());
        assert_eq!(&lines[..3], ["one two", "", "three"]);
    }
}
