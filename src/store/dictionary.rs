//! Whether the dictionary of a file, its kinds, fields and words, is what the golden list says of its version.
//! What versions after this program's brought is theirs to say; labels are words for people and may change.

use super::{
    golden, schema,
    verify::{Wrong, broken},
};
use rusqlite::{Connection, Row, types::ValueRef};
use std::collections::BTreeSet;

/// The lines of a dictionary with the version that brought each.
const ASKED: [(&str, &str); 3] = [
    ("kind", "SELECT prefix, table_name, digits, since FROM kind"),
    ("field", "SELECT kind, name, type, since FROM field"),
    ("word", "SELECT kind, field, code, since FROM choice"),
];

/// Names every line that is there and not known, and every one that is missing.
pub(super) fn check(conn: &Connection) -> Result<(), Wrong> {
    let version = schema::version(conn)?.min(schema::VERSION);
    let mut found = BTreeSet::new();
    for (sort, sql) in ASKED {
        let mut statement = conn.prepare(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            if !matches!(row.get_ref(3)?, ValueRef::Integer(since) if since > i64::from(schema::VERSION)) {
                found.insert(line(sort, row)?);
            }
        }
    }
    let known = known(version);
    let told = |line: &String, how: &str| broken(format!("its dictionary {how} “{}”", line.escape_debug()));
    let strange = found.difference(&known).map(|line| told(line, "has what aims never wrote:"));
    let missing = known.difference(&found).map(|line| told(line, "lacks"));
    Wrong::first_of(strange.chain(missing).collect())
}

fn line(sort: &str, row: &Row<'_>) -> rusqlite::Result<String> {
    let mut line = sort.to_string();
    for at in 0..4 {
        line.push(' ');
        match row.get_ref(at)? {
            ValueRef::Text(text) | ValueRef::Blob(text) => line += &String::from_utf8_lossy(text),
            ValueRef::Integer(n) => line += &n.to_string(),
            other => line += &format!("{other:?}"),
        }
    }
    Ok(line)
}

fn known(version: u32) -> BTreeSet<String> {
    let mut known = BTreeSet::new();
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
