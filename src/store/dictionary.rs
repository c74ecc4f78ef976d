//! Whether the dictionary of a file, its kinds, fields and words, is what the golden list says of its version.
//! What versions after this program's brought is theirs to say; labels are words for people and may change.

use super::{
    golden, schema,
    verify::{Wrong, broken},
};
use rusqlite::{Connection, Row, types::ValueRef};
use std::{collections::HashSet, fmt::Write, sync::OnceLock};

/// The lines of a dictionary with the version that brought each.
const ASKED: [(&str, &str); 3] = [
    ("kind", "SELECT prefix, table_name, digits, since FROM kind"),
    ("field", "SELECT kind, name, type, since FROM field"),
    ("word", "SELECT kind, field, code, since FROM choice"),
];

/// Names every line that is there and not known, and every one that is missing.
pub(super) fn check(conn: &Connection) -> Result<(), Wrong> {
    let version = schema::version(conn)?.min(schema::VERSION);
    let (known, mut met, mut strange) = (known(version), 0, Vec::new());
    let mut text = String::new();
    each(conn, &mut text, |line| match known.contains(line) {
        true => met += 1,
        false => strange.push(line.to_string()),
    })?;
    // No line stands twice: its first words are the key of its table.
    if strange.is_empty() && met == known.len() {
        return Ok(());
    }
    let mut found = HashSet::new();
    each(conn, &mut text, |line| {
        found.insert(line.to_string());
    })?;
    let mut missing: Vec<&String> = known.difference(&found).collect();
    strange.sort_unstable();
    missing.sort_unstable();
    let told = |line: &String, how: &str| broken(format!("its dictionary {how} “{}”", line.escape_debug()));
    let strange = strange.iter().map(|line| told(line, "has what aims never wrote:"));
    Wrong::first_of(strange.chain(missing.into_iter().map(|line| told(line, "lacks"))).collect())
}

/// Every line but those that later versions brought.
fn each(conn: &Connection, text: &mut String, mut told: impl FnMut(&str)) -> rusqlite::Result<()> {
    for (sort, sql) in ASKED {
        let mut statement = conn.prepare(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            if !matches!(row.get_ref(3)?, ValueRef::Integer(since) if since > i64::from(schema::VERSION)) {
                line(sort, row, text)?;
                told(text);
            }
        }
    }
    Ok(())
}

/// Writes a line over `line`.
fn line(sort: &str, row: &Row<'_>, line: &mut String) -> rusqlite::Result<()> {
    line.clear();
    line.push_str(sort);
    for at in 0..4 {
        line.push(' ');
        match row.get_ref(at)? {
            ValueRef::Text(text) | ValueRef::Blob(text) => line.push_str(&String::from_utf8_lossy(text)),
            ValueRef::Integer(n) => write!(line, "{n}").expect("a text grows"),
            other => write!(line, "{other:?}").expect("a text grows"),
        }
    }
    Ok(())
}

/// The lines of a version, made once.
fn known(version: u32) -> &'static HashSet<String> {
    static MADE: [OnceLock<HashSet<String>>; schema::VERSION as usize + 1] =
        [const { OnceLock::new() }; schema::VERSION as usize + 1];
    MADE[version as usize].get_or_init(|| made(version))
}

fn made(version: u32) -> HashSet<String> {
    let mut known = HashSet::new();
    for kind in golden::kinds().iter().filter(|k| k.since <= version) {
        known.insert(format!("kind {} {} {} {}", kind.prefix, kind.table, kind.digits, kind.since));
        for field in kind.fields.iter().filter(|f| f.since <= version) {
            known.insert(format!("field {} {} {} {}", kind.prefix, field.name, field.typ, field.since));
            let words = field.words.iter().filter(|(_, since)| *since <= version);
            known.extend(words.map(|(code, since)| format!("word {} {} {code} {since}", kind.prefix, field.name)));
        }
    }
    known
}
