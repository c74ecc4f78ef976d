//! Key map files: TOML over the map below it. Every good line counts, every bad one is named.

use super::{
    Binding, BoundTo, Keymap,
    key::{Code, Key, sequence, spell},
    layout::KeyLayout,
};
use crate::command::{Command, Context};
use std::{collections::HashMap, fmt, ops::Range};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// The maps inside the program: name and text.
pub const SHIPPED: &[(&str, &str)] = &[
    ("default", include_str!("../../keymaps/default.toml")),
    ("vim", include_str!("../../keymaps/vim.toml")),
    ("emacs", include_str!("../../keymaps/emacs.toml")),
    ("sheet", include_str!("../../keymaps/sheet.toml")),
    ("russian", include_str!("../../keymaps/russian.toml")),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The line counts, and may not do what was hoped.
    Warning,
    /// The line does not count.
    Error,
}

/// What is wrong with one line of a map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub level: Level,
    pub file: String,
    /// From 1.
    pub line: usize,
    /// As it is written there; empty where the line is about no key.
    pub key: String,
    pub reason: String,
}

impl fmt::Display for Problem {
    /// One status row: `mine.toml:7 ctrl-s: terminal flow control may swallow it`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let gap = if self.key.is_empty() { "" } else { " " };
        write!(f, "{}:{}{gap}{}: {}", self.file, self.line, self.key, self.reason)
    }
}

fn empty() -> Keymap {
    Keymap { files: Vec::new(), bindings: Vec::new(), layout: KeyLayout::default(), meta: false }
}

impl Default for Keymap {
    fn default() -> Keymap {
        let (name, text) = SHIPPED[0];
        let mut bindings = as_shipped(text);
        bindings.sort_by_key(|binding| binding.context as usize);
        Keymap { files: vec![name.to_owned()], bindings, ..empty() }
    }
}

impl Keymap {
    /// A map that ships with the program, by name.
    pub fn shipped(name: &str) -> Option<Keymap> {
        if name == "default" {
            return Some(Keymap::default());
        }
        let (_, text) = SHIPPED.iter().find(|(known, _)| *known == name)?;
        Some(Keymap::read(name, text).0)
    }

    /// A file that holds only differences, over the shipped map that its line `base = "..."` names.
    ///
    /// `file` is the name used in problems. Text that is no TOML at all gives the default map.
    pub fn read(file: &str, text: &str) -> (Keymap, Vec<Problem>) {
        let (base, problem) = base(file, text);
        let (map, mut problems) = Keymap::over(base, file, text);
        problems.extend(problem);
        problems.sort_by_key(|problem| problem.line);
        (map, problems)
    }

    fn over(below: Keymap, file: &str, text: &str) -> (Keymap, Vec<Problem>) {
        let (table, errors) = DeTable::parse_recoverable(text);
        let mut reader = Reader::new(file, text, below);
        reader.map.files.push(file.to_owned());
        for error in &errors {
            reader.syntax(error);
        }
        // after a broken line nobody can tell what table the next lines were meant for
        if errors.iter().all(|error| error.message() == "duplicate key") {
            reader.root(table.get_ref());
        }
        reader.map.bindings.sort_by_key(|binding| binding.context as usize);
        (reader.map, reader.problems)
    }
}

/// The lines of the default map. It is read at each start, and a reader of all of TOML that looks for what is wrong takes
/// many times as long; a test holds that both read the same, and that nothing is wrong.
fn as_shipped(text: &str) -> Vec<Binding> {
    let (mut context, mut bindings) = (None, Vec::with_capacity(text.lines().count()));
    for (at, line) in text.lines().enumerate() {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            context = Context::of(name);
        } else if let (Some(context), Some((keys, name))) = (context, quoted(line))
            && let (Ok(keys), Some(target)) = (sequence(keys), meant(name))
        {
            bindings.push(Binding { context, keys, target, layer: 0, line: at + 1, was: None });
        }
    }
    bindings
}

/// What a word means, wherever it stands.
fn meant(name: &str) -> Option<BoundTo> {
    match (name, name.strip_prefix('@')) {
        ("none", _) => Some(BoundTo::Nothing),
        (_, Some(to)) => Context::of(to).map(BoundTo::Forward),
        (_, None) => Command::of(name).map(BoundTo::Run),
    }
}

/// The map a file stands on, and what is wrong with the name it gives.
fn base(file: &str, text: &str) -> (Keymap, Option<Problem>) {
    let Ok(table) = DeTable::parse(text) else { return (Keymap::default(), None) };
    let Some(value) = table.get_ref().get("base") else { return (Keymap::default(), None) };
    let name = value.get_ref().as_str().unwrap_or_default();
    if let Some(map) = Keymap::shipped(name) {
        return (map, None);
    }
    let names: Vec<&str> = SHIPPED.iter().map(|(name, _)| *name).collect();
    let reason = format!("no map is called \"{name}\"; a map can stand on {}; default is used", names.join(", "));
    let line = line_of(text, value.span());
    (Keymap::default(), Some(Problem { level: Level::Error, file: file.into(), line, key: "base".into(), reason }))
}

fn line_of(text: &str, span: Range<usize>) -> usize {
    1 + text.bytes().take(span.start).filter(|b| *b == b'\n').count()
}

/// Reads one file into a map.
struct Reader<'a> {
    file: &'a str,
    text: &'a str,
    map: Keymap,
    problems: Vec<Problem>,
    /// The line on which this file has bound a sequence.
    seen: HashMap<(Context, Vec<Key>), usize>,
    /// Where each sequence stands in the map.
    places: HashMap<(Context, Vec<Key>), usize>,
    /// Where the lines of the text end.
    ends: Vec<usize>,
}

impl<'a> Reader<'a> {
    fn new(file: &'a str, text: &'a str, below: Keymap) -> Reader<'a> {
        let places = below.bindings.iter().enumerate().map(|(i, b)| ((b.context, b.keys.clone()), i)).collect();
        let ends = text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(at, _)| at).collect();
        Reader { file, text, map: below, problems: Vec::new(), seen: HashMap::new(), places, ends }
    }
    fn line_of(&self, span: Range<usize>) -> usize {
        1 + self.ends.partition_point(|end| *end < span.start)
    }

    fn root(&mut self, table: &DeTable) {
        for (key, value) in in_order(table) {
            match (key.get_ref().as_ref(), value.get_ref()) {
                ("base", _) => (),
                ("alt", DeValue::String(word)) if *word == "meta" || *word == "esc" => self.map.meta = *word == "meta",
                ("alt", _) => self.bad(
                    key.span(),
                    "alt",
                    "is \"esc\" (Alt and a key are Esc and that key) or \"meta\" (Alt is a key of its own)".into(),
                ),
                ("layout", DeValue::Table(layout)) => self.layout(layout, key.span()),
                (name, DeValue::Table(inner)) => self.table(name, key.span(), inner),
                (name, _) => {
                    self.bad(key.span(), name, "stands in no context; put it under a line such as [list]".into())
                }
            }
        }
    }

    /// `[interview.keys]` is a table in a table for TOML and one context for us.
    fn table(&mut self, name: &str, span: Range<usize>, table: &DeTable) {
        let context = Context::of(name);
        let mut told = false;
        for (key, value) in in_order(table) {
            match (value.get_ref(), context) {
                (DeValue::Table(inner), _) => self.table(&format!("{name}.{}", key.get_ref()), key.span(), inner),
                (_, Some(context)) => self.line(context, key, value),
                (_, None) if told => (),
                (_, None) => {
                    told = true;
                    let near = nearest(name, Context::NAMES.iter().map(|(_, name, _)| *name));
                    self.bad(span.clone(), &format!("[{name}]"), format!("no context is called \"{name}\"; {near}"));
                }
            }
        }
    }

    fn line(&mut self, context: Context, key: &Spanned<std::borrow::Cow<str>>, value: &Spanned<DeValue>) {
        let written = key.get_ref().as_ref();
        match read_line(context, written, value.get_ref().as_str()) {
            Ok((keys, target)) => self.bind(context, keys, target, key.span(), written),
            Err(reason) => self.bad(key.span(), written, reason),
        }
    }

    fn bind(&mut self, context: Context, keys: Vec<Key>, target: BoundTo, span: Range<usize>, written: &str) {
        let line = self.line_of(span.clone());
        if let Some(first) = self.seen.get(&(context, keys.clone())) {
            let reason = format!("{} is bound twice in [{}]; line {first} counts", spell(&keys), context.name());
            return self.bad(span, written, reason);
        }
        self.seen.insert((context, keys.clone()), line);
        let layer = self.map.files.len() - 1;
        match self.places.get(&(context, keys.clone())).map(|at| &mut self.map.bindings[*at]) {
            Some(known) => *known = Binding { was: Some(known.target), context, keys, target, layer, line },
            None => {
                self.places.insert((context, keys.clone()), self.map.bindings.len());
                self.map.bindings.push(Binding { context, keys, target, layer, line, was: None });
            }
        }
    }

    fn layout(&mut self, table: &DeTable, span: Range<usize>) {
        let text = |name: &str| table.get(name).and_then(|value| value.get_ref().as_str()).map(str::to_owned);
        let layout = match (text("from"), text("into").or_else(|| text("to"))) {
            (Some(from), Some(into)) => KeyLayout::new(&from, &into),
            _ => Err("needs two texts, from = \"...\" and into = \"...\"".into()),
        };
        match layout {
            Ok(layout) => self.map.layout = layout,
            Err(reason) => self.bad(span, "[layout]", reason),
        }
    }

    fn syntax(&mut self, error: &toml::de::Error) {
        let span = error.span().unwrap_or_default();
        let written = self.text.get(span.clone()).unwrap_or_default().trim().trim_matches('"').to_owned();
        match error.message() {
            "duplicate key" => self.bad(span, &written, "stands twice in one table; the first line counts".into()),
            message => self.bad(span, "", format!("this is not TOML ({message}); nothing of this file is used")),
        }
    }

    fn bad(&mut self, span: Range<usize>, key: &str, reason: String) {
        let (file, line) = (self.file.to_owned(), self.line_of(span));
        self.problems.push(Problem { level: Level::Error, file, line, key: key.to_owned(), reason });
    }
}

fn in_order<'t, 'i>(table: &'t DeTable<'i>) -> Vec<(&'t Spanned<std::borrow::Cow<'i, str>>, &'t Spanned<DeValue<'i>>)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}

/// The two texts of a line `"keys" = "value"` in which nothing is escaped.
fn quoted(line: &str) -> Option<(&str, &str)> {
    line.strip_prefix('"')?.strip_suffix('"')?.split_once("\" = \"")
}

/// Reads `"keys" = "value"`; the error is the reason.
fn read_line(context: Context, keys: &str, name: Option<&str>) -> Result<(Vec<Key>, BoundTo), String> {
    let keys = sequence(keys).map_err(|bad| bad.0)?;
    if keys.iter().skip(1).any(|key| *key == Key::plain(Code::Esc)) {
        return Err("Esc clears keys that are half typed, so it can only come first".into());
    }
    let Some(name) = name else {
        return Err("what a key does is written in quotes: the id of a command, \"none\" or \"@context\"".into());
    };
    Ok((keys, target(context, name)?))
}

fn target(context: Context, name: &str) -> Result<BoundTo, String> {
    if name == "none" {
        return Ok(BoundTo::Nothing);
    }
    if let Some(to) = name.strip_prefix('@') {
        let near = || nearest(to, Context::NAMES.iter().map(|(_, name, _)| *name));
        return Context::of(to)
            .map(BoundTo::Forward)
            .ok_or_else(|| format!("no context is called \"{to}\"; {}", near()));
    }
    let command = Command::of(name).ok_or_else(|| {
        let near = nearest(name, Command::ALL.iter().map(|command| command.id()));
        format!("no command is called \"{name}\"; {near}")
    })?;
    let places = command.info().contexts;
    // what is bound everywhere is refused by the pane where it makes no sense; all card keys act while writing
    let anywhere = context == Context::Everywhere || places.contains(&Context::Everywhere);
    let here = context.stack().iter().any(|place| places.contains(place));
    if anywhere || here || (context == Context::Writing && places.contains(&Context::Card)) {
        return Ok(BoundTo::Run(command));
    }
    let places: Vec<&str> = places.iter().map(|place| place.name()).collect();
    Err(format!("{name} does nothing in [{}]; it belongs in [{}]", context.name(), places.join("], [")))
}

/// Says which known name is closest to a wrong one, or lists where to look.
fn nearest<'n>(wrong: &str, names: impl Iterator<Item = &'n str>) -> String {
    let close = names.map(|name| (distance(wrong, name), name)).min().filter(|(far, name)| far * 2 <= name.len());
    match close {
        Some((_, name)) => format!("did you mean \"{name}\"?"),
        None => "aims keys lists the names".into(),
    }
}

/// Letters to change, add or leave out to get from one word to the other.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, c) in one.chars().enumerate() {
        let mut corner = std::mem::replace(&mut row[0], at + 1);
        for (i, o) in other.iter().enumerate() {
            let changed = corner + usize::from(c != *o);
            corner = row[i + 1];
            row[i + 1] = changed.min(row[i] + 1).min(corner + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// File, line, key and the beginning of the reason of each problem.
    fn problems(text: &str) -> Vec<String> {
        let (_, problems) = Keymap::read("mine.toml", text);
        assert!(problems.iter().all(|problem| problem.level == Level::Error));
        problems.iter().map(Problem::to_string).collect()
    }

    fn is_bound(map: &Keymap, context: Context, keys: &str, target: BoundTo) -> bool {
        map.of(context).any(|b| spell(&b.keys) == keys && b.target == target)
    }

    #[test]
    fn the_default_map_is_read_as_any_other() {
        let (map, problems) = Keymap::over(empty(), "default", SHIPPED[0].1);
        assert_eq!(problems, []);
        assert_eq!(Keymap::default(), map);
    }

    #[test]
    fn every_bad_line_is_named_and_every_good_line_counts() {
        let text = r#"base = "defualt"
"x" = "app.undo"
[lists]
"a" = "list.mark"
"b" = "list.mark"
[list]
"ctrl-shift-m" = "list.mark"
"B" = "list.mark"
"C" = "list.mrak"
"D" = "plan.drop"
"F" = 7
"I" = "@interview"
"M" = "list.sort"
"shift-m" = "list.fill"
"w esc" = "list.sort"
[interview.key]
"x" = "verdict.major"
["interview.keys"]
"J" = "question.next"
[layout]
from = "abc"
into = "xy"
"#;
        let told = problems(text);
        let expected = [
            "mine.toml:1 base: no map is called \"defualt\"",
            "mine.toml:2 x: stands in no context",
            "mine.toml:3 [lists]: no context is called \"lists\"; did you mean \"list\"?",
            "mine.toml:7 ctrl-shift-m: ctrl-shift-m means Ctrl and Shift together",
            "mine.toml:9 C: no command is called \"list.mrak\"; did you mean \"list.mark\"?",
            "mine.toml:10 D: plan.drop does nothing in [list]; it belongs in [plan]",
            "mine.toml:11 F: what a key does is written in quotes",
            "mine.toml:12 I: no context is called \"interview\"",
            "mine.toml:14 shift-m: M is bound twice in [list]; line 13 counts",
            "mine.toml:15 w esc: Esc clears keys",
            "mine.toml:16 [interview.key]: no context is called \"interview.key\"; did you mean \"interview.keys\"?",
            "mine.toml:20 [layout]: from has 3 characters and into has 2",
        ];
        assert_eq!(told.len(), expected.len(), "{told:#?}");
        for (told, expected) in told.iter().zip(expected) {
            assert!(told.starts_with(expected), "{told}\nis not\n{expected}");
        }
        let (map, _) = Keymap::read("mine.toml", text);
        assert!(is_bound(&map, Context::List, "B", BoundTo::Run(Command::Mark)));
        assert!(is_bound(&map, Context::List, "M", BoundTo::Run(Command::Sort)));
        assert!(is_bound(&map, Context::Card, "J", BoundTo::Run(Command::NextQuestion)));
        assert!(is_bound(&map, Context::List, "enter", BoundTo::Run(Command::Open)), "the default is below");
    }

    #[test]
    fn a_context_may_be_quoted_or_not() {
        for head in ["[interview.keys]", "[\"interview.keys\"]", "[interview]\n[interview.keys]"] {
            let (map, problems) = Keymap::read("mine.toml", &format!("{head}\n\"J\" = \"question.next\""));
            assert!(problems.is_empty() && is_bound(&map, Context::Card, "J", BoundTo::Run(Command::NextQuestion)));
        }
    }

    #[test]
    fn the_same_key_twice_leaves_the_first_and_the_rest() {
        let text = "[list]\n\"B\" = \"list.mark\"\n\"B\" = \"list.sort\"\n\"F\" = \"list.fill\"";
        assert_eq!(problems(text), ["mine.toml:3 B: stands twice in one table; the first line counts"]);
        let (map, _) = Keymap::read("mine.toml", text);
        assert!(is_bound(&map, Context::List, "B", BoundTo::Run(Command::Mark)));
        assert!(is_bound(&map, Context::List, "F", BoundTo::Run(Command::Fill)));
    }

    #[test]
    fn text_that_is_no_toml_gives_the_default_and_the_line() {
        let text = "base = \"vim\"\n[list]\n\"B\" = \"list.mark\n\"F\" = \"list.fill\"\n";
        let told = problems(text);
        assert!(told[0].starts_with("mine.toml:3: this is not TOML ("), "{told:?}");
        let (map, _) = Keymap::read("mine.toml", text);
        assert_eq!(map.bindings, Keymap::default().bindings);
    }

    #[test]
    fn a_file_stands_on_the_map_it_names() {
        let (named_alike, problems) = Keymap::read("vim", "base = \"vim\"\n[list]\n\"i\" = \"list.mark\"");
        assert_eq!((named_alike.changes().count(), problems.len()), (1, 0));
        let (map, problems) = Keymap::read("mine.toml", "base = \"vim\"\n[list]\n\"d d\" = \"list.mark\"");
        assert!(problems.is_empty());
        assert_eq!(map.files, ["default", "vim", "mine.toml"]);
        assert!(is_bound(&map, Context::List, "i", BoundTo::Run(Command::CellsOpen)));
        assert!(is_bound(&map, Context::List, "d d", BoundTo::Run(Command::Mark)));
        let (empty, problems) = Keymap::read("mine.toml", "");
        assert_eq!((empty.bindings, problems.len()), (Keymap::default().bindings, 0));
    }

    #[test]
    fn a_layout_is_read_from_either_word() {
        for word in ["into", "to"] {
            let (map, problems) = Keymap::read("mine.toml", &format!("[layout]\nfrom = \"ж\"\n{word} = \"v\""));
            assert!(problems.is_empty());
            assert_eq!(map.translate(Key::char('Ж')), Key::char('V'));
        }
        assert_eq!(problems("[layout]\nfrom = \"abca\"\ninto = \"wxyz\""), ["mine.toml:1 [layout]: from has a twice"]);
    }

    proptest::proptest! {
        #![proptest_config(proptest::test_runner::Config::with_cases(48))]
        #[test]
        fn no_text_breaks_the_reader(text in "(\\[[a-z.\"]{0,8}\\]\n|\"?[a-z -]{0,8}\"? ?=? ?\"?[a-z.@]{0,9}\"?\n|\\PC{0,9}\n){0,9}") {
            let (map, problems) = Keymap::read("mine.toml", &text);
            proptest::prop_assert!(map.of(Context::List).count() > 20);
            proptest::prop_assert!(problems.iter().all(|p| p.line >= 1 && p.line <= text.lines().count() + 1));
        }
    }
}
