//! Several words of a list in one field: their codes with single blanks between, each once, in the order of the list.
//!
//! A word that this program does not know stands after those that it knows, is shown as it is, and is carried along.

use super::field::Choice;

/// The canonical text of codes, known or not.
pub fn canonical<'a>(list: &[Choice], codes: impl IntoIterator<Item = &'a str>) -> String {
    let mut codes: Vec<&str> = codes.into_iter().filter(|code| !code.is_empty()).collect();
    let place = |code: &str| list.iter().position(|c| c.code == code).unwrap_or(list.len());
    codes.sort_by_key(|code| place(code));
    let mut once: Vec<&str> = Vec::new();
    for code in codes {
        if !once.contains(&code) {
            once.push(code);
        }
    }
    once.join(" ")
}

/// `1 finding`, `3 findings`.
pub fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// The name of a list where it holds one record: `agents`, `policies`; a name that is no plural stays.
pub fn single(plural: &str) -> String {
    match plural.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => plural.strip_suffix('s').unwrap_or(plural).into(),
    }
}

/// With its first letter as a capital.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

/// The codes in a canonical text.
pub fn codes(text: &str) -> impl Iterator<Item = &str> {
    text.split(' ').filter(|code| !code.is_empty())
}

/// What a person reads for a code: its label, or the word itself where this program does not know it.
pub fn label<'a>(list: &'static [Choice], code: &'a str) -> &'a str {
    list.iter().find(|c| c.code == code).map_or(code, |c| c.label)
}

/// Reads codes, labels and aliases in any case, with blanks, commas, semicolons, lines or “and” between. A label of
/// several words is found whole, the longest first. The error is the word that is in no list.
pub fn read(list: &[Choice], text: &str) -> Result<String, String> {
    let typed = pieces(text);
    let names: Vec<(Vec<String>, &str)> = list
        .iter()
        .flat_map(|c| [c.code, c.label].into_iter().chain(c.aliases.iter().copied()).map(move |n| (pieces(n), c.code)))
        .collect();
    let (mut found, mut at) = (Vec::new(), 0);
    while at < typed.len() {
        let rest = &typed[at..];
        let hit = names.iter().filter(|(name, _)| !name.is_empty() && rest.starts_with(name)).max_by_key(|n| n.0.len());
        match hit {
            Some((name, code)) => {
                found.push(*code);
                at += name.len();
            }
            None if matches!(rest[0].as_str(), "and" | "&" | "+") => at += 1,
            None => return Err(rest[0].clone()),
        }
    }
    Ok(canonical(list, found))
}

fn pieces(text: &str) -> Vec<String> {
    let gap = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '|');
    text.split(gap).filter(|piece| !piece.is_empty()).map(str::to_lowercase).collect()
}

/// Whether a text has the shape in which a file holds several words, whoever wrote it.
pub fn is_held(text: &str) -> bool {
    !text.is_empty() && text.split(' ').all(|code| !code.is_empty() && !code.chars().any(|c| c.is_control()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::field::choice;

    static LIST: &[Choice] = &[
        choice("law", "law", 'l'),
        choice("it", "IT", 'i'),
        choice("it_security", "IT security", 's').alias(&["infosec"]),
        choice("clr", "compliance, legal, risk", 'c'),
    ];

    #[test]
    fn words_are_read_in_any_order_and_written_in_the_order_of_the_list() {
        for (typed, wanted) in [
            ("it law", "law it"),
            ("IT Security, law", "law it_security"),
            ("infosec; IT and Law", "law it it_security"),
            ("compliance, legal, risk\nlaw", "law clr"),
            ("law, law", "law"),
            (" , ", ""),
        ] {
            assert_eq!(read(LIST, typed).as_deref(), Ok(wanted), "{typed}");
        }
        assert_eq!(read(LIST, "law, golf"), Err("golf".into()));
    }

    #[test]
    fn unknown_words_stand_last_in_the_order_they_had() {
        assert_eq!(canonical(LIST, ["zeta", "it", "alpha", "law", "it"]), "law it zeta alpha");
        assert_eq!((label(LIST, "it_security"), label(LIST, "zeta")), ("IT security", "zeta"));
        assert!(is_held("zeta alpha") && !is_held("a  b") && !is_held("") && !is_held("a\nb"));
    }
}
