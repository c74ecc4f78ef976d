//! The tables of a file: frozen migration texts, and the comparison of a file with what they make.
//!
//! A new kind of record costs one more text in `migrations/`; a text that was released never changes.

use super::error::StoreError;
use rusqlite::Connection;
use std::path::Path;

/// Marks our files in their header: `AIMS` in ASCII.
pub(super) const APPLICATION_ID: u32 = 0x4149_4D53;

/// What brings a file from version `i` to version `i + 1`.
const MIGRATIONS: &[&str] = &[include_str!("migrations/0001_first.sql")];

/// The version this program writes.
pub(super) const VERSION: u32 = MIGRATIONS.len() as u32;

/// Brings a file of version `from` to [`VERSION`]; the caller holds an exclusive transaction.
pub(super) fn migrate(conn: &Connection, from: u32) -> rusqlite::Result<()> {
    for text in &MIGRATIONS[from as usize..] {
        conn.execute_batch(text)?;
    }
    conn.pragma_update(None, "application_id", APPLICATION_ID)?;
    conn.pragma_update(None, "user_version", VERSION)
}

/// Refuses, by name, whatever a file of this version does not have.
pub(super) fn compare(conn: &Connection, version: u32, path: &Path) -> Result<(), StoreError> {
    match difference(conn, version)? {
        None => Ok(()),
        Some(what) => Err(StoreError::refused(path, format!("{what}; it is not opened, keep it as it is"))),
    }
}

/// The first thing in which the schema of a file differs from that of its version, as a clause.
pub(super) fn difference(conn: &Connection, version: u32) -> rusqlite::Result<Option<String>> {
    let found = objects(conn)?;
    let known = Connection::open_in_memory()?;
    for text in MIGRATIONS.iter().take(version as usize) {
        known.execute_batch(text)?;
    }
    let known = objects(&known)?;
    for object in &found {
        match known.iter().find(|k| k.key() == object.key()) {
            None => return Ok(Some(format!("the file holds {}, which aims does not make", object.named()))),
            Some(k) if k.sql != object.sql => {
                return Ok(Some(format!("{} is not as aims makes it", object.named())));
            }
            Some(_) => {}
        }
    }
    let missing = known.iter().find(|k| !found.iter().any(|f| f.key() == k.key()));
    Ok(missing.map(|k| format!("{} is missing", k.named())))
}

struct Object {
    typ: String,
    name: String,
    table: String,
    sql: Option<String>,
}

impl Object {
    fn key(&self) -> (&str, &str, &str) {
        (&self.typ, &self.name, &self.table)
    }
    fn named(&self) -> String {
        format!("the {} “{}”", self.typ.escape_debug(), self.name.escape_debug())
    }
}

fn objects(conn: &Connection) -> rusqlite::Result<Vec<Object>> {
    let mut statement = conn.prepare("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY rowid")?;
    let rows = statement
        .query_map([], |r| Ok(Object { typ: r.get(0)?, name: r.get(1)?, table: r.get(2)?, sql: r.get(3)? }))?;
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Field, Kind, Spec, Type};
    use std::fmt::Write;

    fn fresh() -> Connection {
        let conn = Connection::open_in_memory().unwrap();
        migrate(&conn, 0).unwrap();
        conn
    }

    fn sql_type(field: &Field) -> &'static str {
        if matches!(field.typ, Type::Number(..)) { "INTEGER" } else { "TEXT" }
    }

    fn rule(field: &Field) -> String {
        let name = field.name;
        match field.typ {
            Type::Line => format!("length(\"{name}\") BETWEEN 1 AND {}", Field::LINE_MAX),
            Type::Long => format!("length(\"{name}\") BETWEEN 1 AND {}", Field::LONG_MAX),
            Type::Number(min, max) => format!("\"{name}\" BETWEEN {min} AND {max}"),
            Type::Date => format!("\"{name}\" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'"),
            Type::Stamp => format!("length(\"{name}\") BETWEEN 20 AND 35"),
            Type::Choice(list) => {
                let codes: Vec<String> = list.iter().map(|c| format!("'{}'", c.code)).collect();
                format!("\"{name}\" IN ({})", codes.join(", "))
            }
            Type::Ref(_) => format!("length(\"{name}\") BETWEEN 3 AND 20"),
            Type::Refs(_) => format!("length(\"{name}\") BETWEEN 3 AND {}", Field::LONG_MAX),
            Type::Derived(_) => unreachable!("stored nowhere"),
        }
    }

    /// The text for the table of a kind; long texts last, so that reading the short fields never walks over them.
    fn table(spec: &Spec) -> String {
        let mut out = format!("CREATE TABLE \"{}\" (\n", spec.table);
        out += "  n INTEGER PRIMARY KEY CHECK (n BETWEEN 1 AND 4294967295),\n";
        out += "  rev INTEGER NOT NULL CHECK (rev BETWEEN 1 AND 4294967295),\n";
        out += "  hidden INTEGER NOT NULL CHECK (hidden IN (0, 1))";
        let (long, short): (Vec<&Field>, Vec<&Field>) =
            spec.fields.iter().filter(|f| f.stored()).partition(|f| matches!(f.typ, Type::Long));
        for field in short.into_iter().chain(long) {
            write!(out, ",\n  \"{}\" {} CHECK ({})", field.name, sql_type(field), rule(field)).unwrap();
        }
        out + "\n) STRICT;\n"
    }

    /// Prints a first text for the table of each kind: the start of a new migration.
    #[test]
    #[ignore = "a help for writing migrations, not a check"]
    fn print_tables() {
        for kind in Kind::ALL {
            println!("{}", table(kind.spec()));
        }
    }

    #[test]
    fn every_description_has_its_columns() {
        let conn = fresh();
        for kind in Kind::ALL {
            let spec = kind.spec();
            let mut statement = conn.prepare("SELECT name, type FROM pragma_table_xinfo(?1)").unwrap();
            let mut found: Vec<(String, String)> = statement
                .query_map([spec.table], |r| Ok((r.get(0)?, r.get(1)?)))
                .unwrap()
                .map(Result::unwrap)
                .collect();
            let mut want: Vec<(String, String)> =
                [("n", "INTEGER"), ("rev", "INTEGER"), ("hidden", "INTEGER")].map(|(a, b)| (a.into(), b.into())).into();
            want.extend(spec.fields.iter().filter(|f| f.stored()).map(|f| (f.name.into(), sql_type(f).into())));
            found.sort();
            want.sort();
            assert_eq!(found, want, "{}: write a migration", spec.table);
        }
    }

    #[test]
    fn every_choice_fits_and_other_words_do_not() {
        let conn = fresh();
        for spec in Kind::ALL.iter().map(|k| k.spec()) {
            for field in spec.fields.iter().filter(|f| !f.choices().is_empty()) {
                let sql = format!("INSERT INTO \"{}\" (rev, hidden, \"{}\") VALUES (1, 0, ?1)", spec.table, field.name);
                for choice in field.choices() {
                    conn.execute(&sql, [choice.code])
                        .unwrap_or_else(|e| panic!("{}.{} {}: {e}", spec.table, field.name, choice.code));
                }
                assert!(conn.execute(&sql, ["nonsense"]).is_err(), "{}.{}", spec.table, field.name);
            }
        }
    }

    #[test]
    fn foreign_things_are_named() {
        let conn = fresh();
        assert_eq!(difference(&conn, VERSION).unwrap(), None);
        for (text, word) in [
            ("CREATE TRIGGER sly AFTER INSERT ON finding BEGIN SELECT 1; END", "trigger “sly”"),
            ("CREATE VIEW peek AS SELECT 1", "view “peek”"),
            ("ALTER TABLE person ADD COLUMN more TEXT", "table “person”"),
            ("DROP TABLE risk", "“risk” is missing"),
        ] {
            let conn = fresh();
            conn.execute_batch(text).unwrap();
            let what = difference(&conn, VERSION).unwrap().unwrap();
            assert!(what.contains(word), "{what}");
        }
    }
}
