//! Styles and signs by meaning.
//!
//! Colour only repeats what letters, fills and words say already: every state is readable without it.
//! The terminal's own foreground and background are kept, and at most the 8 ANSI colours stand on them: no white, no
//! bright black, no background, no dim, since each of these is unreadable on somebody's terminal.
//! This file asks no terminal and reads no environment; both come in as an [`Environment`].

use crate::domain::kinds::answer::Verdict;
use ratatui::style::{Color, Modifier, Style};

/// What the surroundings of the program say about the terminal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Environment {
    /// `NO_COLOR` is set and not empty.
    pub no_color: bool,
    /// `TERM`
    pub term: String,
    /// `COLORTERM`; kept for themes with more than 8 colours, which the default one is not.
    pub colorterm: String,
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
}

impl Theme {
    pub fn of(environment: &Environment) -> Theme {
        let term = environment.term.as_str();
        let plain =
            matches!(term, "" | "dumb") || term.starts_with("vt") || term.ends_with("-m") || term.ends_with("-mono");
        let ascii = environment.ascii.unwrap_or(!environment.utf8 || term == "dumb");
        Theme { colour: !environment.no_color && !plain, ascii, contrast: false }
    }
    /// The same with the high-contrast setting.
    pub fn with_contrast(self, contrast: bool) -> Theme {
        Theme { contrast, ..self }
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
        match verdict {
            Verdict::Conforms => self.good(),
            Verdict::Improve => self.hue(Color::Cyan),
            Verdict::Minor => self.warn(),
            Verdict::Major => self.bad(),
            Verdict::Parked => self.hue(Color::Magenta),
            Verdict::NotLookedAt | Verdict::NotApplicable => self.plain(),
        }
    }

    fn hue(&self, colour: Color) -> Style {
        match self.colour && !self.contrast {
            true => Style::new().fg(colour),
            false => Style::new(),
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
        for theme in [none, Theme::of(&usual()).with_contrast(true), Theme::of(&Environment::default())] {
            assert!(all_styles(theme).iter().all(|s| s.fg.is_none()));
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
            let mut signs = vec![g.line, g.double, g.vline, g.cross, g.bar_full, g.bar_empty, g.more, g.less, g.up];
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
