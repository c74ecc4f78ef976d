//! Drawings of a paper: boxes, lines and words on a field, with a sentence that says the same.
//!
//! What is drawn is decided here once, in points; HTML and Word take it as SVG, Word as PNG beside it, PDF draws it
//! itself. Markdown and plain text show the table that says the same.

pub mod png;
pub mod svg;

mod coverage;
mod heatmap;
mod lines;
mod timeline;

pub use coverage::{SquareRun, Strip, coverage};
pub use heatmap::{HeatGrid, MapCell, heatmap};
pub use lines::{Series, lines};
pub use timeline::{Bar, timeline};

use super::Table;

/// A drawing with its words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawing {
    pub caption: String,
    /// What it shows, for somebody who does not see it.
    pub said: String,
    /// Width and height in points.
    pub size: (i16, i16),
    pub marks: Vec<DrawnMark>,
    /// The same as a table, for formats that do not draw; nothing where a table stands beside it anyway.
    pub table: Option<Table>,
}

/// Something that is drawn. Places are points from the left and from above.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DrawnMark {
    Box {
        at: (i16, i16),
        size: (i16, i16),
        tint: Tint,
    },
    Line {
        from: (i16, i16),
        to: (i16, i16),
        tint: Tint,
        width: u8,
    },
    /// A line of words; `at` is where they stand, by the side that the anchor says.
    Words {
        at: (i16, i16),
        anchor: Anchor,
        size: u8,
        bold: bool,
        tint: Tint,
        text: String,
    },
}

/// On which side of its place a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

macro_rules! tints {
    ($($name:ident $word:literal $rgb:expr;)*) => {
        /// What a colour means. Each is light enough for dark words on it, or dark enough for the eye on white.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Tint { $($name),* }
        impl Tint {
            pub const ALL: &'static [Tint] = &[$(Tint::$name),*];
            /// Its name in the words of an issued paper.
            pub fn word(self) -> &'static str {
                match self { $(Tint::$name => $word),* }
            }
            pub fn rgb(self) -> (u8, u8, u8) {
                match self { $(Tint::$name => $rgb),* }
            }
        }
    };
}

tints! {
    Ink "ink" (26, 26, 26);
    Gray "gray" (85, 85, 85);
    Rule "rule" (170, 170, 170);
    Empty "empty" (238, 238, 238);
    Low "low" (220, 239, 220);
    Medium "medium" (255, 243, 196);
    High "high" (253, 216, 178);
    Critical "critical" (244, 190, 183);
    Plain "plain" (214, 226, 240);
    Deep "deep" (45, 92, 140);
    Bad "bad" (170, 0, 0);
}

impl Tint {
    pub fn of(word: &str) -> Option<Tint> {
        Tint::ALL.iter().copied().find(|tint| tint.word() == word)
    }
    /// The shade of a level: the lowest of `count` first.
    pub fn of_level(at: usize, count: usize) -> Tint {
        const LEVELS: [Tint; 4] = [Tint::Low, Tint::Medium, Tint::High, Tint::Critical];
        let last = LEVELS.len() - 1;
        match count {
            0 | 1 => LEVELS[0],
            _ => LEVELS[(at.min(count - 1) * last + (count - 1) / 2) / (count - 1)],
        }
    }
}

/// Widths of words by which they are cut, in parts of a point at size 1: those of the widest face that shows them.
const SIGN: f32 = 0.62;

impl Drawing {
    fn text(&mut self, at: (i16, i16), anchor: Anchor, (size, bold): (u8, bool), tint: Tint, text: impl Into<String>) {
        let text = text.into();
        if !text.is_empty() {
            self.marks.push(DrawnMark::Words { at, anchor, size, bold, tint, text });
        }
    }
    fn field(&mut self, at: (i16, i16), size: (i16, i16), tint: Tint) {
        self.marks.push(DrawnMark::Box { at, size, tint });
    }
    fn line(&mut self, from: (i16, i16), to: (i16, i16), tint: Tint, width: u8) {
        self.marks.push(DrawnMark::Line { from, to, tint, width });
    }
    /// A box with a rule around it.
    fn framed(&mut self, at: (i16, i16), size: (i16, i16), tint: Tint) {
        self.field(at, size, tint);
        let (left, top, right, low) = (at.0, at.1, at.0 + size.0, at.1 + size.1);
        for (from, to) in [
            ((left, top), (right, top)),
            ((right, top), (right, low)),
            ((right, low), (left, low)),
            ((left, low), (left, top)),
        ] {
            self.line(from, to, Tint::Rule, 1);
        }
    }
    /// Boxes with what they mean, in a row from this place on.
    fn legend(&mut self, at: (i16, i16), entries: &[(Tint, String)]) {
        let mut x = at.0;
        for (tint, text) in entries {
            self.framed((x, at.1), (9, 9), *tint);
            self.text((x + 13, at.1 + 8), Anchor::Start, (7, false), Tint::Gray, text.clone());
            x += 26 + wide(text, 7);
        }
    }
}

/// Points that a text takes at most.
fn wide(text: &str, size: u8) -> i16 {
    (text.chars().count() as f32 * SIGN * f32::from(size)).min(2000.0) as i16
}

/// A text that takes no more points than that.
fn fitting(text: &str, size: u8, room: i16) -> String {
    let signs = (f32::from(room.max(0)) / (SIGN * f32::from(size))) as usize;
    crate::shown::cut(&crate::shown::shown_line(text), signs.max(2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tint_has_a_word_of_its_own_and_levels_go_from_low_to_critical() {
        for tint in Tint::ALL {
            assert_eq!(Tint::of(tint.word()), Some(*tint));
        }
        assert_eq!([0, 1, 2, 3].map(|at| Tint::of_level(at, 4)), [Tint::Low, Tint::Medium, Tint::High, Tint::Critical]);
        assert_eq!([0, 1, 2].map(|at| Tint::of_level(at, 3)), [Tint::Low, Tint::High, Tint::Critical]);
        assert_eq!(Tint::of_level(5, 6), Tint::Critical);
    }

    /// Words on any shade can be read: 4.5 to 1 or better, as on the screen.
    #[test]
    fn words_are_dark_enough_on_every_shade() {
        let part = |c: u8| {
            let c = f64::from(c) / 255.0;
            if c <= 0.03928 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        let light = |(r, g, b): (u8, u8, u8)| 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
        let shades = [Tint::Empty, Tint::Low, Tint::Medium, Tint::High, Tint::Critical, Tint::Plain];
        for shade in shades {
            for ink in [Tint::Ink, Tint::Gray] {
                let ratio = (light(shade.rgb()) + 0.05) / (light(ink.rgb()) + 0.05);
                assert!(ratio >= 4.5, "{ink:?} on {shade:?}: {ratio}");
            }
        }
    }
}
