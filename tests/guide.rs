//! The pages of the user guide say what the program does: the list of fields is made from the descriptions, and each
//! command of the guide is tried.

use crate::desk::Desk;
use aims::domain::{Field, Kind, Type};
use std::fmt::Write as _;

const FIELDS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/fields.md");
const GUIDE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/guide.md");

/// `AIMS_WRITE_DOCS=1 cargo test --test all -- guide::` writes the page anew.
#[test]
fn the_list_of_fields_is_that_of_the_descriptions() {
    let wanted = fields_page();
    if std::env::var_os("AIMS_WRITE_DOCS").is_some() {
        std::fs::write(FIELDS, &wanted).unwrap();
    }
    let page = std::fs::read_to_string(FIELDS).unwrap_or_default();
    assert!(page == wanted, "docs/fields.md is not what the descriptions say; write it anew");
}

fn fields_page() -> String {
    let mut out = String::from(
        "# Kinds of record and their fields\n\nMade from the descriptions in `src/domain/kinds`; a test compares it.\n\
         The name of a field is its heading in an export, its key in JSON and its word for `aims set`; the label is what \
         the screen says. An import also knows the headings named in the last column, in any case.\n",
    );
    for kind in Kind::ALL {
        let spec = kind.spec();
        let _ = write!(out, "\n## {} ({}-…)\n\n{}\n", capital(spec.plural), spec.prefix, spec.help);
        out.push_str("\n| Field | Label | Holds | Other headings |\n|---|---|---|---|\n");
        for field in spec.fields.iter().filter(|f| f.shown() || f.editable()) {
            let aliases = field.aliases.join(", ");
            let _ = writeln!(out, "| `{}` | {} | {} | {} |", field.name, field.label, holds(field), pipes(&aliases));
        }
    }
    out
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or(String::new(), |c| c.to_uppercase().chain(chars).collect())
}

fn pipes(text: &str) -> String {
    text.replace('|', "\\|")
}

fn holds(field: &Field) -> String {
    let kinds = |kinds: &[Kind]| kinds.iter().map(|k| k.spec().name).collect::<Vec<_>>().join(", ");
    let words = || pipes(&field.choices().iter().map(|c| c.label).collect::<Vec<_>>().join(", "));
    match field.typ {
        Type::Line => "a line".into(),
        Type::Long => "text".into(),
        Type::Number(from, to) if to == i64::MAX => format!("a number from {from}"),
        Type::Number(from, to) => format!("a number, {from} to {to}"),
        Type::Decimal(from, to) => format!("a decimal number, {from} to {to}"),
        Type::Date => "a day".into(),
        Type::Period => "a day, month, quarter or year".into(),
        Type::Stamp => "a moment".into(),
        Type::Choice(_) => format!("one of: {}", words()),
        Type::Words(_) => format!("any of: {}", words()),
        Type::Ref(of) => format!("one {}", kinds(of)),
        Type::Refs(of) => format!("any number of: {}", kinds(of)),
        Type::Any => "any record".into(),
        Type::Derived(_) => "computed".into(),
    }
}

/// Every line of the guide's shell blocks that begins with `aims` runs on the demo; `FILE` is its file.
#[test]
fn each_command_of_the_guide_runs() {
    let guide = std::fs::read_to_string(GUIDE).unwrap();
    let desk = Desk::demo();
    let folder = desk.path().parent().unwrap().to_path_buf();
    let mut tried = 0;
    let mut inside = false;
    for line in guide.lines() {
        if line.starts_with("```") {
            inside = line == "```sh";
            continue;
        }
        let Some(words) = line.strip_prefix("aims ").filter(|_| inside) else { continue };
        let words = words.split('#').next().unwrap_or(words).trim();
        let words = shell_words(words);
        let place = |w: &String| match w.as_str() {
            "FILE" => desk.path().display().to_string(),
            name if name.starts_with("sample-data/") => format!("{}/{name}", env!("CARGO_MANIFEST_DIR")),
            name if name.ends_with(".csv")
                || name.ends_with(".html")
                || name.ends_with(".md")
                || name.ends_with(".json") =>
            {
                folder.join(name).display().to_string()
            }
            _ => w.clone(),
        };
        let words: Vec<String> = words.iter().map(place).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let (code, said) = desk.shell(&words);
        assert!(code == 0 || code == 1, "aims {}\n{said}", words.join(" "));
        tried += 1;
    }
    assert!(tried > 10, "{tried}");
}

/// Words of a command line; quotes keep blanks.
fn shell_words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quoted) = (Vec::new(), String::new(), false);
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => {
                if !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
            }
            c => word.push(c),
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}
