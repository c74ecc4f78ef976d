//! One key, its one spelling in files and its spelling for people. Knows no terminal and no key map.

use std::{fmt, str::FromStr};

/// What was pressed, without its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Code {
    Char(char),
    Enter,
    Esc,
    Tab,
    /// Shift and Tab.
    BackTab,
    Backspace,
    Delete,
    Insert,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    /// 1 to 24.
    F(u8),
}

/// Keys with names: in files, for people.
const NAMES: &[(Code, &str, &str)] = &[
    (Code::Char(' '), "space", "Space"),
    (Code::Char('<'), "lt", "<"),
    (Code::Enter, "enter", "Enter"),
    (Code::Esc, "esc", "Esc"),
    (Code::Tab, "tab", "Tab"),
    (Code::BackTab, "backtab", "Shift-Tab"),
    (Code::Backspace, "backspace", "Bksp"),
    (Code::Delete, "delete", "Del"),
    (Code::Insert, "insert", "Ins"),
    (Code::Up, "up", "Up"),
    (Code::Down, "down", "Down"),
    (Code::Left, "left", "Left"),
    (Code::Right, "right", "Right"),
    (Code::Home, "home", "Home"),
    (Code::End, "end", "End"),
    (Code::PageUp, "pageup", "PgUp"),
    (Code::PageDown, "pagedown", "PgDn"),
];

/// Other names that are read and never written.
const ALIASES: &[(&str, Code)] = &[
    ("return", Code::Enter),
    ("escape", Code::Esc),
    ("bs", Code::Backspace),
    ("del", Code::Delete),
    ("ins", Code::Insert),
    ("pgup", Code::PageUp),
    ("pgdn", Code::PageDown),
];

/// One key press. Made by [`Key::new`] it has one form only: `M` is `Char('M')` without `shift`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    pub code: Code,
    pub ctrl: bool,
    pub alt: bool,
    /// Only ever set for keys that are no characters.
    pub shift: bool,
}

/// Why a text is not a key, as a sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct BadKey(pub String);

impl Key {
    /// A key as a terminal reports it, brought into its one form.
    ///
    /// The bytes 0 and 0x1b to 0x1f have several names in terminals and libraries; each gets one here.
    pub fn new(code: Code, ctrl: bool, alt: bool, shift: bool) -> Key {
        let (code, shift) = match code {
            Code::Char(c) if ctrl => (Code::Char(control(c)), false),
            Code::Char(c) if shift => (Code::Char(upper(c).unwrap_or(c)), false),
            Code::Tab | Code::BackTab if shift => (Code::BackTab, false),
            Code::Char(_) | Code::BackTab => (code, false),
            _ => (code, shift),
        };
        Key { code, ctrl, alt, shift }
    }

    /// A key without modifiers.
    pub fn plain(code: Code) -> Key {
        Key::new(code, false, false, false)
    }
    pub fn char(c: char) -> Key {
        Key::plain(Code::Char(c))
    }

    /// A character without Ctrl or Alt: in a text field it is text.
    pub fn is_plain_char(self) -> bool {
        matches!(self.code, Code::Char(_)) && !self.ctrl && !self.alt
    }

    /// The character typed, if this is one.
    pub fn typed(self) -> Option<char> {
        match self.code {
            Code::Char(c) if self.is_plain_char() => Some(c),
            _ => None,
        }
    }

    /// Spelling for people: `^X`, `PgDn`, `M`, `Space`.
    pub fn shown(self) -> String {
        let mut text = String::new();
        text.push_str(if self.ctrl { "^" } else { "" });
        text.push_str(if self.alt { "Alt-" } else { "" });
        text.push_str(if self.shift { "Shift-" } else { "" });
        match (NAMES.iter().find(|(code, ..)| *code == self.code), self.code) {
            (Some((_, _, name)), _) => text.push_str(name),
            (None, Code::Char(c)) if self.ctrl => text.extend(c.to_uppercase()),
            (None, Code::Char(c)) => text.push(c),
            (None, Code::F(n)) => text.push_str(&format!("F{n}")),
            (None, _) => (),
        }
        text
    }
}

/// What the application feeds to the key map for one reported key.
///
/// Esc and a key glued together by a multiplexer arrive as Alt and the key, so both must mean the same.
/// Only keys that are a single byte can be glued.
pub fn expand(key: Key) -> Vec<Key> {
    let glued = matches!(key.code, Code::Char(_) | Code::Enter | Code::Tab | Code::Backspace | Code::Esc);
    if !key.alt || !glued {
        return vec![key];
    }
    vec![Key::plain(Code::Esc), Key { alt: false, ..key }]
}

/// Reads a sequence as key map files write it: keys with spaces between.
pub fn sequence(text: &str) -> Result<Vec<Key>, BadKey> {
    let keys: Vec<Key> = text.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
    match keys.is_empty() {
        true => Err(BadKey("no key is named; the space bar is written space".into())),
        false => Ok(keys),
    }
}

/// A sequence as key map files write it.
pub fn spell(keys: &[Key]) -> String {
    keys.iter().map(Key::to_string).collect::<Vec<_>>().join(" ")
}

/// A sequence for people: `g r`, `^X ^E`.
pub fn shown(keys: &[Key]) -> String {
    keys.iter().map(|key| key.shown()).collect::<Vec<_>>().join(" ")
}

impl fmt::Display for Key {
    /// The one spelling in files: `ctrl-x`, `M`, `shift-up`, `space`, `lt`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.ctrl { "ctrl-" } else { "" })?;
        f.write_str(if self.alt { "alt-" } else { "" })?;
        f.write_str(if self.shift { "shift-" } else { "" })?;
        match (NAMES.iter().find(|(code, ..)| *code == self.code), self.code) {
            (Some((_, name, _)), _) => f.write_str(name),
            (None, Code::Char(c)) => write!(f, "{c}"),
            (None, Code::F(n)) => write!(f, "f{n}"),
            (None, _) => Ok(()),
        }
    }
}

impl FromStr for Key {
    type Err = BadKey;

    fn from_str(text: &str) -> Result<Key, BadKey> {
        let (mut rest, mut ctrl, mut alt, mut shift) = (text, false, false, false);
        while let Some((modifier, after)) = modifier(rest) {
            match modifier {
                'c' => ctrl = true,
                'a' => alt = true,
                _ => shift = true,
            }
            rest = after;
        }
        let code = code(rest).ok_or_else(|| unknown(text, rest))?;
        if let Code::Char(c) = code {
            allowed(text, c, ctrl, shift)?;
        }
        Ok(Key::new(code, ctrl, alt, shift))
    }
}

/// A leading modifier and what follows it.
fn modifier(text: &str) -> Option<(char, &str)> {
    const MODIFIERS: &[(&str, char)] =
        &[("ctrl-", 'c'), ("alt-", 'a'), ("shift-", 's'), ("c-", 'c'), ("a-", 'a'), ("m-", 'a'), ("s-", 's')];
    MODIFIERS.iter().find_map(|(prefix, modifier)| {
        let (head, tail) = text.split_at_checked(prefix.len())?;
        (head.eq_ignore_ascii_case(prefix) && !tail.is_empty()).then_some((*modifier, tail))
    })
}

fn code(name: &str) -> Option<Code> {
    let mut chars = name.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        return (!c.is_control() && !c.is_whitespace()).then_some(Code::Char(c));
    }
    let lower = name.to_ascii_lowercase();
    if let Some(number) = lower.strip_prefix('f').and_then(|n| n.parse().ok()) {
        return (1..=24).contains(&number).then_some(Code::F(number));
    }
    let named = NAMES.iter().find(|(_, n, _)| *n == lower).map(|(code, ..)| *code);
    named.or_else(|| ALIASES.iter().find(|(n, _)| *n == lower).map(|(_, code)| *code))
}

fn unknown(text: &str, rest: &str) -> BadKey {
    BadKey(match text.strip_prefix('^') {
        Some(letter) if letter.chars().count() == 1 => format!("write ctrl-{} for {text}", letter.to_lowercase()),
        _ => format!(
            "no key is called \"{rest}\"; write one character, or a name such as enter, esc, space, pagedown or f5, \
             with ctrl-, alt- or shift- before it"
        ),
    })
}

/// Combinations that no terminal can report are refused with the reason.
fn allowed(text: &str, c: char, ctrl: bool, shift: bool) -> Result<(), BadKey> {
    let refuse = |reason: String| Err(BadKey(reason));
    if ctrl && c.is_alphabetic() && (shift || c.is_uppercase()) {
        let letter = c.to_lowercase();
        return refuse(format!(
            "{text} means Ctrl and Shift together, and terminals send the same byte with and without Shift; write ctrl-{letter}"
        ));
    }
    if ctrl && shift {
        return refuse(format!("terminals send the same for {text} with and without Shift"));
    }
    if ctrl && !(c.is_ascii_lowercase() || " @[\\]^_/234567".contains(c)) {
        return refuse(format!("terminals send nothing of its own for {text}; Ctrl goes with the letters a to z"));
    }
    if shift && c == ' ' {
        return refuse("terminals send a plain space for shift-space".into());
    }
    if shift && upper(c).is_none() {
        return refuse(format!("what Shift makes of {c} differs between keyboards; write the sign itself"));
    }
    Ok(())
}

/// The one letter that is the capital of this one.
fn upper(c: char) -> Option<char> {
    let mut capitals = c.to_uppercase();
    match (capitals.next(), capitals.next()) {
        (Some(capital), None) if c.is_alphabetic() => Some(capital),
        _ => None,
    }
}

/// One name for each control byte: Ctrl-7, Ctrl-/ and Ctrl-_ are all 0x1f.
fn control(c: char) -> char {
    match c {
        '2' | '@' => ' ',
        '3' => '[',
        '4' => '\\',
        '5' => ']',
        '6' => '^',
        '7' | '/' => '_',
        _ => c.to_ascii_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key(text: &str) -> Key {
        text.parse().unwrap_or_else(|e| panic!("{text}: {e}"))
    }

    #[test]
    fn there_is_one_spelling_for_each_key() {
        for (text, spelt, people) in [
            ("M", "M", "M"),
            ("shift-m", "M", "M"),
            ("shift-M", "M", "M"),
            ("ctrl-x", "ctrl-x", "^X"),
            ("C-x", "ctrl-x", "^X"),
            ("ctrl-7", "ctrl-_", "^_"),
            ("ctrl-/", "ctrl-_", "^_"),
            ("ctrl-@", "ctrl-space", "^Space"),
            ("alt-x", "alt-x", "Alt-x"),
            ("alt--", "alt--", "Alt--"),
            ("-", "-", "-"),
            ("<", "lt", "<"),
            ("SPACE", "space", "Space"),
            ("shift-tab", "backtab", "Shift-Tab"),
            ("shift-up", "shift-up", "Shift-Up"),
            ("PgDn", "pagedown", "PgDn"),
            ("F5", "f5", "F5"),
            ("f", "f", "f"),
            ("é", "é", "é"),
        ] {
            assert_eq!((key(text).to_string(), key(text).shown()), (spelt.to_owned(), people.to_owned()), "{text}");
        }
    }

    #[test]
    fn keys_that_do_not_exist_are_refused_with_the_reason() {
        for (text, reason) in [
            ("ctrl-shift-m", "same byte"),
            ("ctrl-X", "write ctrl-x"),
            ("^x", "write ctrl-x"),
            ("ctrl-1", "nothing of its own"),
            ("ctrl-é", "nothing of its own"),
            ("shift-space", "plain space"),
            ("shift-1", "write the sign itself"),
            ("shift-ß", "write the sign itself"),
            ("pagedwn", "no key is called \"pagedwn\""),
            ("f25", "no key is called"),
            ("ctrl-", "no key is called"),
            ("", "no key is called"),
        ] {
            let told = text.parse::<Key>().unwrap_err().0;
            assert!(told.contains(reason), "{text}: {told}");
        }
        assert!(sequence("  ").unwrap_err().0.contains("written space"));
    }

    #[test]
    fn alt_and_a_key_are_esc_and_the_key() {
        assert_eq!(expand(key("alt-m")), [key("esc"), key("m")]);
        assert_eq!(expand(key("alt-M")), [key("esc"), key("M")]);
        assert_eq!(expand(key("alt-enter")), [key("esc"), key("enter")]);
        assert_eq!(expand(key("ctrl-alt-x")), [key("esc"), key("ctrl-x")]);
        assert_eq!(expand(key("alt-up")), [key("alt-up")]);
        assert_eq!(expand(key("m")), [key("m")]);
    }

    fn any_key() -> impl Strategy<Value = Key> {
        let code = prop_oneof![
            any::<char>().prop_map(Code::Char),
            prop::char::range('!', '~').prop_map(Code::Char),
            (1u8..=24).prop_map(Code::F),
            prop::sample::select(NAMES.iter().map(|(code, ..)| *code).collect::<Vec<_>>()),
        ];
        (code, any::<bool>(), any::<bool>(), any::<bool>()).prop_map(|(code, c, a, s)| Key::new(code, c, a, s))
    }

    proptest! {
        #[test]
        fn what_is_spelt_is_read_back(key in any_key()) {
            let possible = match key.code {
                Code::Char(' ') => true,
                Code::Char(c) if c.is_control() || c.is_whitespace() => false,
                Code::Char(c) => !key.ctrl || c.is_ascii_lowercase() || "[\\]^_".contains(c),
                _ => true,
            };
            prop_assume!(possible);
            prop_assert_eq!(key.to_string().parse::<Key>(), Ok(key));
        }

        #[test]
        fn any_text_is_a_key_or_a_reason(text in "\\PC{0,12}") {
            match text.parse::<Key>() {
                Ok(key) => prop_assert_eq!(key.to_string().parse::<Key>(), Ok(key)),
                Err(reason) => prop_assert!(!reason.0.is_empty()),
            }
        }
    }
}
