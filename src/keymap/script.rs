//! Keys written as one line of text, for `--keys "..."`, tests and recordings.

use super::key::{BadKey, Key};

/// One step of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    Key(Key),
    /// A bracketed paste.
    Paste(String),
}

/// Reads a script: plain characters are keys, others stand in angle brackets.
///
/// `<Enter> <Esc> <Tab> <Up> <PageDown> <Space> <C-x> <A-x> <S-Up> <F5> <lt>`, and `<Paste:text>`,
/// in which `\n`, `\t`, `\\` and `\>` stand for the signs they usually stand for.
pub fn script(text: &str) -> Result<Vec<Input>, BadKey> {
    let mut inputs = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if rest.starts_with('<') {
            let (input, after) = bracket(&rest[1..])?;
            inputs.push(input);
            rest = after;
            continue;
        }
        inputs.push(Input::Key(match c {
            '\n' | '\r' => "enter".parse()?,
            '\t' => "tab".parse()?,
            ' ' => Key::char(' '),
            _ => c.to_string().parse()?,
        }));
        rest = &rest[c.len_utf8()..];
    }
    Ok(inputs)
}

/// Reads a script that may hold keys only.
pub fn keys(text: &str) -> Result<Vec<Key>, BadKey> {
    let key = |input| match input {
        Input::Key(key) => Ok(key),
        Input::Paste(_) => Err(BadKey("<Paste:...> cannot stand here, only keys".into())),
    };
    script(text)?.into_iter().map(key).collect()
}

/// What stands between angle brackets, and what follows.
fn bracket(text: &str) -> Result<(Input, &str), BadKey> {
    if let Some(pasted) = text.strip_prefix("Paste:") {
        return paste(pasted);
    }
    let (name, after) = text
        .split_once('>')
        .filter(|(name, _)| !name.is_empty())
        .ok_or_else(|| BadKey("a < begins a key name such as <Enter>; the sign itself is written <lt>".into()))?;
    let key = name.parse().map_err(|BadKey(reason)| BadKey(format!("<{name}>: {reason}")))?;
    Ok((Input::Key(key), after))
}

fn paste(text: &str) -> Result<(Input, &str), BadKey> {
    let (mut pasted, mut escaped) = (String::new(), false);
    for (at, c) in text.char_indices() {
        match (escaped, c) {
            (false, '\\') => {
                escaped = true;
                continue;
            }
            (false, '>') => return Ok((Input::Paste(pasted), &text[at + 1..])),
            (true, 'n') => pasted.push('\n'),
            (true, 't') => pasted.push('\t'),
            _ => pasted.push(c),
        }
        escaped = false;
    }
    Err(BadKey("<Paste:... has no closing >".into()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keymap::key::shown;

    #[test]
    fn a_script_is_read_like_it_is_typed() {
        let text = shown(&keys("gr<Enter>a b<lt><C-x><A-m><S-Up>M<PageDown><BackTab><C-_>").unwrap());
        assert_eq!(text, "g r Enter a Space b < ^X Alt-m Shift-Up M PgDn Shift-Tab ^_");
        assert_eq!(keys("a\n<BS><Del>").unwrap().len(), 4);
    }

    #[test]
    fn a_paste_holds_any_text() {
        let inputs = script("i<Paste:one\\ntwo \\> \\\\ <x>q").unwrap();
        assert_eq!(inputs[1], Input::Paste("one\ntwo > \\ <x".into()));
        assert_eq!(inputs[2], Input::Key(Key::char('q')));
        assert!(keys("<Paste:x>").is_err());
    }

    #[test]
    fn a_wrong_script_says_what_is_wrong() {
        for (text, reason) in [
            ("a<b", "<lt>"),
            ("<>", "<lt>"),
            ("<Entr>", "<Entr>: no key is called \"Entr\""),
            ("<C-S-m>", "same byte"),
            ("<Paste:x", "no closing"),
            ("\u{7}", "no key is called"),
        ] {
            let told = script(text).unwrap_err().0;
            assert!(told.contains(reason), "{text}: {told}");
        }
    }
}
