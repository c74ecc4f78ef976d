//! What the environment says about terminal, language and multiplexer. Only variables are read; nothing is asked.

use crate::parts::theme::{Back, Environment};

/// Reads the surroundings of the theme; `ascii` is what a flag says.
pub fn environment(ascii: Option<bool>) -> Environment {
    read(|name| std::env::var(name).ok(), ascii)
}

fn read(var: impl Fn(&str) -> Option<String>, ascii: Option<bool>) -> Environment {
    let filled = |name: &str| var(name).filter(|v| !v.is_empty());
    Environment {
        no_color: filled("NO_COLOR").is_some(),
        term: filled("TERM").unwrap_or_default(),
        colorterm: filled("COLORTERM").unwrap_or_default(),
        back: background(filled("AIMS_BACKGROUND").as_deref(), filled("COLORFGBG").as_deref()),
        contrast: filled("AIMS_CONTRAST").is_some_and(|v| v != "0"),
        utf8: draws_lines(&locale(&var)),
        ascii: ascii.or_else(|| filled("AIMS_ASCII").map(|v| v != "0")),
    }
}

/// The background: as the person says, else as the terminal says in `foreground;background`.
fn background(said: Option<&str>, told: Option<&str>) -> Back {
    match (said, told.and_then(|told| told.rsplit(';').next())) {
        (Some("light"), _) | (None, Some("7" | "15")) => Back::Light,
        (Some("dark"), _) | (None, Some("0" | "8")) => Back::Dark,
        _ => Back::Unknown,
    }
}

/// The locale that counts for signs: the first of the three that is set.
pub fn locale(var: impl Fn(&str) -> Option<String>) -> String {
    ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|name| var(name).filter(|v| !v.is_empty())).unwrap_or_default()
}

/// Whether lines and blocks can be drawn and take one cell: UTF-8, and not Chinese, Japanese or Korean, where
/// terminals often give them two.
fn draws_lines(locale: &str) -> bool {
    let lower = locale.to_lowercase();
    let utf8 = lower.contains("utf-8") || lower.contains("utf8");
    utf8 && !["zh", "ja", "ko"].iter().any(|l| lower.starts_with(l))
}

/// The multiplexer around the program, by name.
pub fn multiplexer(var: impl Fn(&str) -> Option<String>) -> Option<&'static str> {
    let set = |name: &str| var(name).is_some_and(|v| !v.is_empty());
    match () {
        () if set("TMUX") => Some("tmux"),
        () if set("ZELLIJ") => Some("zellij"),
        () if set("STY") => Some("screen"),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parts::Theme;

    fn theme(pairs: &[(&str, &str)]) -> Theme {
        Theme::of(&read(|name| pairs.iter().find(|(n, _)| *n == name).map(|(_, v)| v.to_string()), None))
    }

    #[test]
    fn the_background_is_what_the_person_says_else_the_terminal() {
        let back = |pairs: &[(&str, &str)]| theme(pairs).back;
        assert_eq!(back(&[]), Back::Unknown, "then the terminal's own 8 colours are right");
        assert_eq!([back(&[("COLORFGBG", "15;0")]), back(&[("COLORFGBG", "0;15")])], [Back::Dark, Back::Light]);
        assert_eq!(back(&[("COLORFGBG", "0;default;15")]), Back::Light);
        assert_eq!(back(&[("AIMS_BACKGROUND", "light")]), Back::Light);
        assert_eq!(back(&[("COLORFGBG", "0;15"), ("AIMS_BACKGROUND", "dark")]), Back::Dark);
    }

    #[test]
    fn variables_decide_colour_and_signs() {
        let usual = [("TERM", "xterm-256color"), ("LANG", "en_GB.UTF-8")];
        assert!(theme(&usual).colour && !theme(&usual).ascii);
        assert!(!theme(&[usual[0], usual[1], ("NO_COLOR", "1")]).colour);
        assert!(theme(&[usual[0], usual[1], ("NO_COLOR", "")]).colour);
        assert!(theme(&[usual[0], ("LANG", "en_GB.UTF-8"), ("LC_ALL", "C")]).ascii);
        assert!(theme(&[usual[0], ("LANG", "ja_JP.UTF-8")]).ascii);
        assert!(theme(&[usual[0], usual[1], ("AIMS_ASCII", "1")]).ascii);
        assert!(!theme(&[usual[0], ("LANG", "C"), ("AIMS_ASCII", "0")]).ascii);
    }
}
