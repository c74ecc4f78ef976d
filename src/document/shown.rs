//! Hidden characters made visible, so that a paper shows what is on file and nothing reorders or hides its text.
//!
//! Control characters become control pictures; bidirectional, zero-width and tag characters become `<U+202E>`.

use std::borrow::Cow;

/// The text with hidden characters visible; line ends stay, tabs become blanks.
pub fn shown(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' => out.push('\n'),
            '\t' => out.push(' '),
            '\u{0}'..='\u{1f}' => out.push(char::from_u32(0x2400 + c as u32).unwrap_or(c)),
            '\u{7f}' => out.push('\u{2421}'),
            c if is_hidden(c) => out.push_str(&format!("<U+{:04X}>", c as u32)),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{0}'..='\u{9}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{180e}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn hidden_characters_are_seen_and_plain_text_is_untouched() {
        assert_eq!(shown("a\u{202e}b\u{1b}[31m\tc\r\nd\u{200b}"), "a<U+202E>b␛[31m c\nd<U+200B>");
        assert!(matches!(shown("Zoë 東京\nא"), std::borrow::Cow::Borrowed(_)));
    }
}
