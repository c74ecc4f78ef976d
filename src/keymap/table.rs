//! The key table as text: for `aims keys`, and for the README.

use super::{BoundTo, Keymap, key::shown};
use crate::command::{Command, Context};

/// What the card of a map says, in its order.
const CARD: &[(Context, Command)] = &[
    (Context::List, Command::Down),
    (Context::List, Command::Up),
    (Context::List, Command::PageDown),
    (Context::List, Command::First),
    (Context::List, Command::Last),
    (Context::List, Command::Open),
    (Context::List, Command::CellsOpen),
    (Context::Cells, Command::CellTake),
    (Context::Cells, Command::CellNext),
    (Context::Cells, Command::CellPrev),
    (Context::Cells, Command::CellEdit),
    (Context::Cells, Command::FillDown),
    (Context::Cells, Command::CellLeave),
    (Context::List, Command::Add),
    (Context::List, Command::Like),
    (Context::List, Command::Again),
    (Context::List, Command::Delete),
    (Context::List, Command::Mark),
    (Context::List, Command::MarkRange),
    (Context::List, Command::Fill),
    (Context::List, Command::Filter),
    (Context::List, Command::Sort),
    (Context::List, Command::CopyText),
    (Context::List, Command::CopyTable),
    (Context::Everywhere, Command::Search),
    (Context::Everywhere, Command::Undo),
    (Context::Everywhere, Command::Redo),
    (Context::Everywhere, Command::Palette),
    (Context::Everywhere, Command::Settings),
    (Context::Everywhere, Command::Help),
    (Context::Everywhere, Command::Back),
    (Context::Everywhere, Command::Quit),
];
/// Keys of one command that a card names.
const CARD_KEYS: usize = 3;

/// The cards of the maps for different hands, side by side, as Markdown; the README has them.
pub fn cards_markdown(maps: &[(&str, Keymap)]) -> String {
    let names: Vec<&str> = maps.iter().map(|(name, _)| *name).collect();
    let mut text = format!("| What | {} |\n|---|{}\n", names.join(" | "), "---|".repeat(names.len()));
    let cards: Vec<_> = maps.iter().map(|(_, map)| map.card()).collect();
    for (row, (_, command)) in CARD.iter().enumerate() {
        let keys = |card: &Vec<(&str, String)>| {
            card[row].1.split("  ").filter(|key| !key.is_empty()).map(code).collect::<Vec<_>>().join(" ")
        };
        let cells: Vec<String> = cards.iter().map(keys).collect();
        text.push_str(&format!("| {} | {} |\n", command.info().label, cells.join(" | ")));
    }
    text
}

/// Keys of one line, what they do, and the id for key map files.
struct Row {
    keys: Vec<String>,
    label: String,
    id: &'static str,
}

impl Keymap {
    /// The keys of these contexts as plain text, one heading each.
    pub fn table_text(&self, contexts: &[Context]) -> String {
        let rows: Vec<(Context, Vec<Row>)> = contexts.iter().map(|context| (*context, self.rows(*context))).collect();
        let all = || rows.iter().flat_map(|(_, rows)| rows);
        let width = all().map(|row| row.keys.join("  ").chars().count()).max().unwrap_or(0);
        let label = all().map(|row| row.label.chars().count()).max().unwrap_or(0);
        let mut text = String::new();
        for (context, rows) in rows.iter().filter(|(_, rows)| !rows.is_empty()) {
            let gap = if text.is_empty() { "" } else { "\n" };
            text.push_str(&format!("{gap}{} [{}]\n", context.heading(), context.name()));
            for row in rows {
                let line = format!("  {:<width$}  {:<label$}  {}", row.keys.join("  "), row.label, row.id);
                text.push_str(line.trim_end());
                text.push('\n');
            }
        }
        text
    }

    /// The whole table, then the commands that have no key.
    pub fn table_markdown(&self) -> String {
        let all: Vec<Context> = Context::NAMES.iter().map(|(context, ..)| *context).collect();
        let mut text = self.table_markdown_of(&all);
        text.push_str("### By name only\n\n| What | Command |\n|---|---|\n");
        for command in self.unbound() {
            text.push_str(&format!("| {} | {} |\n", command.info().label, code(command.id())));
        }
        text
    }

    /// The keys of these contexts as Markdown, one heading each; the README has some of them.
    pub fn table_markdown_of(&self, contexts: &[Context]) -> String {
        let mut text = String::new();
        for context in contexts {
            let rows = self.rows(*context);
            if rows.is_empty() {
                continue;
            }
            let (heading, name) = (context.heading(), context.name());
            text.push_str(&format!("### {heading}\n\n| Keys | What | `[{name}]` |\n|---|---|---|\n"));
            for row in rows {
                let keys: Vec<String> = row.keys.iter().map(|key| code(key)).collect();
                let id = if row.id.is_empty() { String::new() } else { code(row.id) };
                text.push_str(&format!("| {} | {} | {id} |\n", keys.join(" "), row.label));
            }
            text.push('\n');
        }
        text
    }

    /// The keys to begin with, one line each: what the card of a map says.
    pub fn card(&self) -> Vec<(&'static str, String)> {
        let line = |(context, command): &(Context, Command)| {
            let keys = self.keys_of(&context.stack(), *command);
            (command.info().label, keys.into_iter().take(CARD_KEYS).collect::<Vec<_>>().join("  "))
        };
        CARD.iter().map(line).collect()
    }

    /// Commands that no context binds; they are run by name.
    pub fn unbound(&self) -> Vec<Command> {
        let bound = |command: &Command| self.bindings.iter().any(|b| b.target == BoundTo::Run(*command));
        Command::ALL.iter().copied().filter(|command| !bound(command)).collect()
    }

    /// One row for each command of a context, in the order of the files.
    fn rows(&self, context: Context) -> Vec<Row> {
        let mut rows: Vec<Row> = Vec::new();
        for binding in self.of(context) {
            let (label, id) = match binding.target {
                BoundTo::Run(command) => (command.info().label.to_owned(), command.id()),
                BoundTo::Forward(to) => (format!("then any key of \"{}\"", to.heading()), ""),
                BoundTo::Nothing => continue,
            };
            let keys = shown(&binding.keys);
            match rows.iter_mut().find(|row| row.label == label) {
                Some(row) => row.keys.push(keys),
                None => rows.push(Row { keys: vec![keys], label, id }),
            }
        }
        rows.iter_mut().for_each(|row| fold_digits(&mut row.keys));
        rows
    }
}

/// Ten keys that differ only in their digit are told as `g 0-9`.
fn fold_digits(keys: &mut Vec<String>) {
    let stem = |key: &String| key.strip_suffix(|c: char| c.is_ascii_digit()).map(str::to_owned);
    let Some(prefix) = keys.iter().find_map(stem) else { return };
    let is_one = |key: &String| stem(key).is_some_and(|stem| stem == prefix);
    if keys.iter().filter(|key| is_one(key)).count() == 10 {
        keys.retain(|key| !is_one(key));
        keys.push(format!("{prefix}0-9"));
    }
}

/// A Markdown code span inside a table cell.
fn code(text: &str) -> String {
    match text.contains('`') {
        true => format!("`` {text} ``"),
        false => format!("`{}`", text.replace('|', "\\|")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_table_gathers_the_keys_of_a_command() {
        let map = Keymap::default();
        let text = map.table_text(&[Context::Writing, Context::Findings]);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "Interview, writing [interview.writing]");
        assert_eq!(lines[1], "  Esc  Tab  Leave the note (the text is kept)  note.leave");
        assert!(text.contains("\n  ^X        then any key of \"Interview, keys\"\n"), "{text}");
        assert!(text.contains("\n\nFindings [findings]\n  >         Go to the next step"), "{text}");
    }

    #[test]
    fn ten_digits_take_one_place() {
        let map = Keymap::default();
        let text = map.table_text(&[Context::Card]);
        assert!(text.contains("\n  g 0-9 ") && !text.contains("g 7"), "{text}");
        let (map, _) = Keymap::read("mine.toml", "[interview.keys]\n\"g 0\" = \"none\"");
        assert!(map.table_text(&[Context::Card]).contains("g 1  g 2"));
    }

    #[test]
    fn the_readme_table_names_every_command() {
        let text = Keymap::default().table_markdown();
        for command in Command::ALL {
            assert!(text.contains(&format!("`{}`", command.id())), "{}", command.id());
        }
        assert!(text.contains("| `Down` `j` | Move down | `move.down` |"), "{text}");
        assert!(text.lines().filter(|line| line.starts_with('|')).all(|line| line.ends_with('|')));
    }

    #[test]
    fn signs_of_markdown_do_not_break_the_table() {
        let (map, _) = Keymap::read("mine.toml", "[home]\n\"|\" = \"go.home\"\n\"`\" = \"go.risks\"");
        let text = map.table_markdown();
        assert!(text.contains("| `\\|` | Go to home |") && text.contains("| `` ` `` | Go to the risk heatmap |"));
    }
}
