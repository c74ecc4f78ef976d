//! Styles and signs by meaning.
//!
//! Colour only repeats what letters, fills and words say already: every state is readable without it.
//! The terminal's own foreground and background are kept. Where nothing says whether the background is dark or light, at
//! most the 8 ANSI colours stand on it, which the terminal sets for its own background: no white, no bright black, no
//! background, no dim, since each of these is unreadable on somebody's terminal. Where it is known and there are 256
//! colours, fixed ones take their place that contrast with every usual dark or light background by 4.5 to 1 or more;
//! on a light one with only 8 colours bold stands for those that cannot be read.
//! This file asks no terminal and reads no environment; both come in as an [`Environment`].

use crate::domain::{Tone, kinds::answer::Verdict};
use ratatui::style::{Color, Modifier, Style};

/// What is known of the background.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Back {
    #[default]
    Unknown,
    Dark,
    Light,
}

/// What the surroundings of the program say about the terminal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Environment {
    /// `NO_COLOR` is set and not empty.
    pub no_color: bool,
    /// `TERM`
    pub term: String,
    /// `COLORTERM`; says that there are more than 8 colours.
    pub colorterm: String,
    /// The background, as far as it is known: `AIMS_BACKGROUND`, or the terminal's `COLORFGBG`.
    pub back: Back,
    /// `AIMS_CONTRAST` asks for two colours only.
    pub contrast: bool,
    /// The locale writes UTF-8, and not one where lines and blocks are two cells wide (Chinese, Japanese, Korean).
    pub utf8: bool,
    /// What a flag or setting says about ASCII signs; it wins over the locale.
    pub ascii: Option<bool>,
}

/// How things look on this terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    pub colour: bool,
    pub ascii: bool,
    /// Two colours only, and bold where a hue would have stood.
    pub contrast: bool,
    /// Hues that can be read on this background.
    pub back: Back,
    /// There are 256 colours.
    pub many: bool,
}

impl Theme {
    pub fn of(environment: &Environment) -> Theme {
        let term = environment.term.as_str();
        let plain =
            matches!(term, "" | "dumb") || term.starts_with("vt") || term.ends_with("-m") || term.ends_with("-mono");
        let ascii = environment.ascii.unwrap_or(!environment.utf8 || term == "dumb");
        let many = term.contains("256color") || matches!(environment.colorterm.as_str(), "truecolor" | "24bit");
        let colour = !environment.no_color && !plain;
        Theme { colour, ascii, contrast: environment.contrast, back: environment.back, many }
    }

    pub fn plain(&self) -> Style {
        Style::new()
    }
    pub fn heading(&self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }
    /// The row or cell the cursor stands on.
    pub fn selected(&self) -> Style {
        match self.contrast {
            true => Style::new().add_modifier(Modifier::REVERSED | Modifier::BOLD),
            false => Style::new().add_modifier(Modifier::REVERSED),
        }
    }
    /// Less important, yet needed: plain, since dim cannot be read everywhere.
    pub fn dimmed(&self) -> Style {
        Style::new()
    }
    /// Late, major, failed.
    pub fn bad(&self) -> Style {
        self.hue(Color::Red).add_modifier(Modifier::BOLD)
    }
    /// Needs a look.
    pub fn warn(&self) -> Style {
        self.hue(Color::Yellow)
    }
    pub fn good(&self) -> Style {
        self.hue(Color::Green)
    }
    /// A link or an id that leads somewhere.
    pub fn link(&self) -> Style {
        self.hue(Color::Cyan)
    }
    /// The place of a text field.
    pub fn field(&self) -> Style {
        Style::new().add_modifier(Modifier::UNDERLINED)
    }
    /// `NOT SAVED`: must be seen at once.
    pub fn unsaved(&self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED | Modifier::BOLD)
    }
    /// Risk band number `index` (lowest first) of `of` bands.
    pub fn band(&self, index: usize, of: usize) -> Style {
        match of.saturating_sub(index) {
            _ if index == 0 => self.good(),
            0 | 1 => self.bad(),
            2 if of > 3 => self.hue(Color::Magenta),
            _ => self.warn(),
        }
    }
    pub fn verdict(&self, verdict: Verdict) -> Style {
        self.tone(verdict.choice().tone)
    }
    /// What a value means.
    pub fn tone(&self, tone: Tone) -> Style {
        match tone {
            Tone::Plain => self.plain(),
            Tone::Good => self.good(),
            Tone::Note => self.link(),
            Tone::Warn => self.warn(),
            Tone::Bad => self.bad(),
            Tone::Waits => self.hue(Color::Magenta),
            Tone::Band(index, of) => self.band(index, of),
        }
    }

    fn hue(&self, colour: Color) -> Style {
        if !self.colour || self.contrast {
            return Style::new();
        }
        let [on_dark, on_light] = match colour {
            Color::Red => [210, 124],
            Color::Yellow => [221, 94],
            Color::Green => [78, 22],
            Color::Cyan => [80, 24],
            Color::Magenta => [176, 90],
            _ => return Style::new().fg(colour),
        };
        match (self.back, self.many) {
            (Back::Dark, true) => Style::new().fg(Color::Indexed(on_dark)),
            (Back::Light, true) => Style::new().fg(Color::Indexed(on_light)),
            (Back::Light, false) if !matches!(colour, Color::Red | Color::Magenta) => self.heading(),
            _ => Style::new().fg(colour),
        }
    }

    pub fn glyphs(&self) -> &'static Glyphs {
        if self.ascii { &ASCII } else { &UNICODE }
    }
}

/// Signs; each takes one cell in both sets, so the choice never moves anything.
#[derive(Debug, PartialEq, Eq)]
pub struct Glyphs {
    pub line: &'static str,
    /// For the edge of a drawer or the marked cell.
    pub double: &'static str,
    pub vline: &'static str,
    /// A double line downwards.
    pub double_vline: &'static str,
    pub cross: &'static str,
    /// Corners: top left, top right, bottom left, bottom right.
    pub corners: [&'static str; 4],
    pub bar_full: &'static str,
    pub bar_empty: &'static str,
    /// Text goes on to the right.
    pub more: &'static str,
    /// Text goes on to the left.
    pub less: &'static str,
    /// Rows go on above and below.
    pub up: &'static str,
    pub down: &'static str,
    /// Before the row with the cursor.
    pub here: &'static str,
    /// Before a marked row.
    pub marked: &'static str,
    /// Before a point of a list.
    pub point: &'static str,
}

impl Glyphs {
    /// The fill of risk band number `index` (lowest first) of `of` bands: the same signs in both sets.
    pub fn fill(&self, index: usize, of: usize) -> &'static str {
        match (of.saturating_sub(index), index) {
            (_, 0) => ".",
            (0 | 1, _) => "#",
            (2, _) if of > 3 => "+",
            (_, 2..) => "=",
            _ => ":",
        }
    }
}

static ASCII: Glyphs = Glyphs {
    line: "-",
    double: "=",
    vline: "|",
    double_vline: "!",
    cross: "+",
    corners: ["+", "+", "+", "+"],
    bar_full: "#",
    bar_empty: ".",
    more: ">",
    less: "<",
    up: "^",
    down: "v",
    here: ">",
    marked: "*",
    point: "-",
};

static UNICODE: Glyphs = Glyphs {
    line: "─",
    double: "═",
    vline: "│",
    double_vline: "║",
    cross: "┼",
    corners: ["┌", "┐", "└", "┘"],
    bar_full: "█",
    bar_empty: "░",
    more: "›",
    less: "‹",
    up: "↑",
    down: "↓",
    here: ">",
    marked: "*",
    point: "-",
};

/// The signs that the program's own words use, as ASCII where there is one like it; all else is data and stays.
/// Each takes one cell, so that nothing moves.
pub fn in_ascii(sign: &str) -> &str {
    match sign {
        "…" => "~",
        "→" | "›" | "»" => ">",
        "←" | "‹" | "«" => "<",
        "↑" => "^",
        "↓" => "v",
        "“" | "”" | "„" => "\"",
        "‘" | "’" => "'",
        "–" | "—" => "-",
        "×" => "x",
        "·" | "•" => ".",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthStr;

    fn usual() -> Environment {
        Environment { term: "xterm-256color".into(), utf8: true, ..Environment::default() }
    }
    fn all_styles(theme: Theme) -> Vec<Style> {
        let mut all = vec![theme.plain(), theme.heading(), theme.selected(), theme.dimmed(), theme.bad(), theme.warn()];
        all.extend([theme.good(), theme.link(), theme.field(), theme.unsaved()]);
        all.extend((2..=6).flat_map(|of| (0..of).map(move |i| theme.band(i, of))));
        all.extend(Verdict::ALL.iter().map(|v| theme.verdict(*v)));
        all
    }

    #[test]
    fn no_style_sets_a_background_white_grey_or_dim() {
        let eight = [Color::Red, Color::Green, Color::Yellow, Color::Blue, Color::Magenta, Color::Cyan];
        for style in all_styles(Theme::of(&usual())) {
            assert_eq!(style.bg, None);
            assert!(style.fg.is_none_or(|c| eight.contains(&c)), "{style:?}");
            assert!(!style.add_modifier.contains(Modifier::DIM));
        }
    }

    #[test]
    fn without_colour_or_with_contrast_only_modifiers_are_left() {
        let none = Theme::of(&Environment { no_color: true, ..usual() });
        assert!(!none.colour && Theme::of(&usual()).colour);
        let contrast = Theme::of(&Environment { contrast: true, ..usual() });
        for theme in [none, contrast, Theme::of(&Environment::default())] {
            assert!(all_styles(theme).iter().all(|s| s.fg.is_none()));
        }
    }

    /// The contrast of two colours (WCAG 2), 1 to 21.
    fn contrast([a, b]: [[u8; 3]; 2]) -> f64 {
        let light = |c: [u8; 3]| {
            let part = |v: u8| match f64::from(v) / 255.0 {
                v if v <= 0.040_45 => v / 12.92,
                v => ((v + 0.055) / 1.055).powf(2.4),
            };
            0.2126 * part(c[0]) + 0.7152 * part(c[1]) + 0.0722 * part(c[2])
        };
        let (a, b) = (light(a), light(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// A terminal as it is shipped: its dark and its light background, and the 8 colours on each.
    struct Shipped {
        name: &'static str,
        backs: [[u8; 3]; 2],
        /// Red, green, yellow, magenta, cyan; on the dark and on the light background.
        colours: [[[u8; 3]; 5]; 2],
    }
    const XTERM: [[u8; 3]; 5] = [[205, 0, 0], [0, 205, 0], [205, 205, 0], [205, 0, 205], [0, 205, 205]];
    const TANGO: [[u8; 3]; 5] = [[204, 0, 0], [78, 154, 6], [196, 160, 0], [117, 80, 123], [6, 152, 154]];
    const SHIPPED: [Shipped; 3] = [
        Shipped { name: "xterm", backs: [[0, 0, 0], [255, 255, 255]], colours: [XTERM, XTERM] },
        Shipped {
            name: "VS Code",
            backs: [[30, 30, 30], [255, 255, 255]],
            colours: [
                [[205, 49, 49], [13, 188, 121], [229, 229, 16], [188, 63, 188], [17, 168, 205]],
                [[205, 49, 49], [0, 188, 0], [148, 152, 0], [188, 5, 188], [5, 152, 188]],
            ],
        },
        Shipped { name: "Tango", backs: [[46, 52, 54], [238, 238, 236]], colours: [TANGO, TANGO] },
    ];

    /// What a terminal shows for a colour; of the 256 those from 16 on are the same everywhere.
    fn rgb(colour: Color, shipped: &Shipped, back: usize) -> [u8; 3] {
        let eight = [Color::Red, Color::Green, Color::Yellow, Color::Magenta, Color::Cyan];
        match colour {
            Color::Indexed(n @ 16..=231) => {
                let part = |n: u8| if n == 0 { 0 } else { 55 + 40 * n };
                [part((n - 16) / 36), part((n - 16) / 6 % 6), part((n - 16) % 6)]
            }
            other => shipped.colours[back][eight.iter().position(|c| *c == other).expect("one of the eight")],
        }
    }

    /// The least contrast of any style on this background of this terminal.
    fn least(theme: Theme, shipped: &Shipped, back: usize) -> f64 {
        let hues: Vec<Color> = all_styles(theme).iter().filter_map(|s| s.fg).collect();
        assert!(hues.len() > 5 || !theme.many);
        hues.iter().map(|hue| contrast([rgb(*hue, shipped, back), shipped.backs[back]])).fold(f64::MAX, f64::min)
    }

    #[test]
    fn every_hue_can_be_read_on_both_backgrounds_of_xterm_vs_code_and_tango() {
        for shipped in &SHIPPED {
            for (back, at) in [(Back::Dark, 0), (Back::Light, 1)] {
                let theme = Theme::of(&Environment { back, ..usual() });
                let ratio = least(theme, shipped, at);
                assert!(ratio >= 4.5, "{} {back:?}: {ratio:.1}", shipped.name);
            }
        }
        // The same hues on the other background could not be read: the test would see it.
        let dark = Theme::of(&Environment { back: Back::Dark, ..usual() });
        assert!(least(dark, &SHIPPED[0], 1) < 2.5);
    }

    #[test]
    fn with_8_colours_on_a_light_background_only_those_that_can_be_read_there_are_left() {
        let eight = Theme::of(&Environment { back: Back::Light, term: "xterm".into(), ..usual() });
        assert!(all_styles(eight).iter().all(|s| s.fg.is_none_or(|c| matches!(c, Color::Red | Color::Magenta))));
        assert!(eight.warn().add_modifier.contains(Modifier::BOLD));
        for shipped in &SHIPPED {
            assert!(least(eight, shipped, 1) >= 4.5, "{}", shipped.name);
        }
    }

    #[test]
    fn a_setting_wins_over_the_locale() {
        let ascii = |utf8, ascii| Theme::of(&Environment { utf8, ascii, ..usual() }).ascii;
        assert!(ascii(false, None) && !ascii(true, None) && ascii(true, Some(true)) && !ascii(false, Some(false)));
    }

    #[test]
    fn every_sign_takes_one_cell() {
        for g in [&ASCII, &UNICODE] {
            let mut signs =
                vec![g.line, g.double, g.vline, g.double_vline, g.cross, g.bar_full, g.bar_empty, g.more, g.less, g.up];
            signs.extend([g.down, g.here, g.marked, g.point]);
            signs.extend(g.corners);
            assert!(signs.iter().all(|s| s.width() == 1), "{signs:?}");
        }
    }

    #[test]
    fn bands_have_fills_of_their_own() {
        let fills = |of| (0..of).map(|i| ASCII.fill(i, of)).collect::<String>();
        assert_eq!([fills(2), fills(3), fills(4), fills(5)], [".#", ".:#", ".:+#", ".:=+#"]);
    }
}
