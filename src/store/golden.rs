//! The golden list: every kind, field and word that ever stood in a file, one line each, with the version that brought
//! it and the one that retired it. Tables and added columns are made from it; nothing in it is ever renamed or removed.
//! What the tables of each version come to stands there too, so that no version changes unseen.
//!
//! A new field or kind is a line here, printed by the test below when a description has one that the list lacks.

use std::{fmt::Write, sync::LazyLock};

/// A kind as it stands on disk.
#[derive(Debug)]
pub(super) struct GoldenKind {
    pub table: &'static str,
    pub prefix: &'static str,
    pub digits: u32,
    pub since: u32,
    pub fields: Vec<GoldenField>,
}

/// A field as it stands on disk.
#[derive(Debug)]
pub(super) struct GoldenField {
    pub name: &'static str,
    /// `line`, `long`, `number`, `decimal`, `day`, `period`, `moment`, `word`, `words`, `one`, `many`, `any`.
    pub typ: &'static str,
    pub since: u32,
    pub retired: Option<u32>,
    /// The words of a list with the version that brought each.
    pub words: Vec<(&'static str, u32)>,
}

impl GoldenField {
    fn column(&self) -> String {
        let typ = if self.typ == "number" { "INTEGER" } else { "TEXT" };
        format!("\"{}\" {typ}", self.name)
    }
}

static LIST: LazyLock<Vec<GoldenKind>> = LazyLock::new(|| parse(include_str!("golden.txt")));

/// All kinds, in the order in which they came.
pub(super) fn kinds() -> &'static [GoldenKind] {
    &LIST
}

/// The file version that brought a table; one that no file has yet for a table that is not listed.
pub(super) fn since(table: &str) -> u32 {
    kinds().iter().find(|k| k.table == table).map_or(u32::MAX, |k| k.since)
}

/// What the tables of a version come to.
pub(super) fn digest(version: u32) -> Option<&'static str> {
    let mut lines = include_str!("golden.txt").lines().filter_map(|l| l.strip_prefix("digest "));
    lines.find_map(|line| line.split_once(' ').filter(|(v, _)| v.parse() == Ok(version))).map(|(_, digest)| digest)
}

/// The list from its text. A line that is none is a mistake of ours, found by the first test that opens a file.
fn parse(text: &'static str) -> Vec<GoldenKind> {
    let mut kinds: Vec<GoldenKind> = Vec::new();
    for line in text.lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
        let words: Vec<&'static str> = line.split(' ').collect();
        let since = after(&words, "since").unwrap_or(2);
        // Lines of a later version stand anywhere behind their kind.
        let of = words.get(1).copied().unwrap_or_default();
        let at = kinds.iter().rposition(|k| k.table == of);
        match (words[0], at.map(|at| &mut kinds[at])) {
            ("kind", _) => {
                let digits = words[3].parse().unwrap_or(2);
                kinds.push(GoldenKind { table: words[1], prefix: words[2], digits, since, fields: Vec::new() });
            }
            ("field", Some(kind)) => {
                let retired = after(&words, "retired");
                let (name, typ) = (words[2], words[3]);
                kind.fields.push(GoldenField { name, typ, since, retired, words: Vec::new() });
            }
            ("word", Some(kind)) => {
                if let Some(field) = kind.fields.iter_mut().find(|f| f.name == words[2]) {
                    field.words.push((words[3], since));
                }
            }
            _ => {}
        }
    }
    kinds
}

fn after(words: &[&str], key: &str) -> Option<u32> {
    let at = words.iter().position(|w| *w == key)?;
    words.get(at + 1)?.parse().ok()
}

/// What brings the tables of a file from version `from` to version `to`. Long texts stand last in a new table, so that
/// reading the short fields never walks over them.
pub(super) fn sql(from: u32, to: u32) -> String {
    let mut out = String::new();
    for version in from + 1..=to {
        for kind in kinds() {
            if kind.since == version {
                out += &table(kind);
            }
            for field in kind.fields.iter().filter(|f| f.since == version && f.since > kind.since) {
                let _ = writeln!(out, "ALTER TABLE \"{}\" ADD COLUMN {};", kind.table, field.column());
            }
        }
    }
    out
}

/// What brings a table, or the columns it lacks, to those of this program; `found` are its columns, none if there is no
/// such table.
pub(super) fn lacking(kind: &GoldenKind, found: &[String]) -> String {
    if found.is_empty() {
        return table(kind) + &added(kind, |field| field.since > kind.since);
    }
    added(kind, |field| !found.iter().any(|name| name == field.name))
}

fn added(kind: &GoldenKind, wanted: impl Fn(&GoldenField) -> bool) -> String {
    let fields = kind.fields.iter().filter(|f| wanted(f));
    fields.map(|f| format!("ALTER TABLE \"{}\" ADD COLUMN {};\n", kind.table, f.column())).collect()
}

fn table(kind: &GoldenKind) -> String {
    let mut out = format!(
        "CREATE TABLE \"{}\" (\n  n INTEGER PRIMARY KEY,\n  rev INTEGER NOT NULL,\n  hidden INTEGER NOT NULL,\n  own TEXT",
        kind.table
    );
    let first = || kind.fields.iter().filter(|f| f.since == kind.since);
    for field in first().filter(|f| f.typ != "long").chain(first().filter(|f| f.typ == "long")) {
        let _ = write!(out, ",\n  {}", field.column());
    }
    out + "\n) STRICT;\n"
}

#[cfg(test)]
mod tests {
    use crate::domain::{Field, Kind, Type};

    /// The lines that the descriptions of this program ask for, without the versions.
    fn wanted() -> Vec<String> {
        let mut out = Vec::new();
        for spec in Kind::ALL.iter().map(|k| k.spec()) {
            out.push(format!("kind {} {} {}", spec.table, spec.prefix, spec.digits));
            for field in spec.fields.iter().filter(|f| f.stored()) {
                out.push(format!("field {} {} {}", spec.table, field.name, type_word(field)));
                out.extend(field.choices().iter().map(|c| format!("word {} {} {}", spec.table, field.name, c.code)));
            }
        }
        out
    }

    /// The word for a type in the list and in the dictionary of a file.
    fn type_word(field: &Field) -> &'static str {
        match field.typ {
            Type::Line => "line",
            Type::Long => "long",
            Type::Number(..) => "number",
            Type::Decimal(..) => "decimal",
            Type::Date => "day",
            Type::Period => "period",
            Type::Stamp => "moment",
            Type::Choice(_) => "word",
            Type::Words(_) => "words",
            Type::Ref(_) => "one",
            Type::Refs(_) => "many",
            Type::Any => "any",
            Type::Derived(_) => "computed",
        }
    }

    /// Whether the description retired the field that a line names.
    fn retired(line: &str) -> bool {
        let ["field", table, name, _] = line.split(' ').collect::<Vec<_>>()[..] else { return false };
        let spec = Kind::ALL.iter().map(|k| k.spec()).find(|s| s.table == table);
        spec.and_then(|s| Some(s.fields[s.field(name)?].retired)).unwrap_or(false)
    }

    #[test]
    fn every_description_has_its_lines() {
        let text = include_str!("golden.txt");
        let lines: Vec<&str> = text.lines().collect();
        let has = |line: &str| lines.iter().any(|l| l.strip_prefix(line).is_some_and(|r| r.starts_with(" since ")));
        let next = super::super::SCHEMA_VERSION;
        let lacking: Vec<String> = wanted().iter().filter(|l| !has(l)).map(|l| format!("{l} since {next}")).collect();
        assert!(lacking.is_empty(), "src/store/golden.txt lacks these lines:\n{}", lacking.join("\n"));
    }

    #[test]
    fn nothing_of_the_list_is_lost_but_what_is_retired() {
        let wanted = wanted();
        let named = |l: &&str| ["kind ", "field ", "word "].iter().any(|word| l.starts_with(word));
        for line in include_str!("golden.txt").lines().filter(named) {
            let (what, version) = line.split_once(" since ").unwrap();
            let kept = wanted.iter().any(|w| w == what);
            assert!(version.contains("retired") || !retired(what), "{what}: only its description retires it");
            assert!(
                version.contains("retired") || kept,
                "{what}: no description has it; a name on disk is never renamed, retire it"
            );
        }
    }
}
