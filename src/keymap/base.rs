//! Another map below a person's own lines.

/// The text of a key map file that stands on the map of this name; every other line stays as it is.
pub fn with_base(text: &str, name: &str) -> String {
    let line = format!("base = \"{name}\"");
    let is_base = |l: &&str| l.trim_start().strip_prefix("base").is_some_and(|rest| rest.trim_start().starts_with('='));
    let head: Vec<&str> = text.lines().take_while(|l| !l.trim_start().starts_with('[')).collect();
    match head.iter().position(is_base) {
        Some(at) => text.lines().enumerate().map(|(i, l)| format!("{}\n", if i == at { &line } else { l })).collect(),
        None => format!("{line}\n{text}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_line_of_the_base_changes() {
        assert_eq!(with_base("", "vim"), "base = \"vim\"\n");
        let own = "# mine\nbase=\"emacs\" # old\n\n[list]\n\"x\" = \"none\"\n";
        assert_eq!(with_base(own, "vim"), "# mine\nbase = \"vim\"\n\n[list]\n\"x\" = \"none\"\n");
        assert_eq!(with_base("[list]\n\"b\" = \"none\"\n", "sheet"), "base = \"sheet\"\n[list]\n\"b\" = \"none\"\n");
    }
}
