//! The tables of a file: made from the golden list, compared with a frozen digest, named where they differ.

use super::{error::StoreError, form1, golden};
use crate::domain::{Kind, Stamp};
use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};
use std::path::Path;

/// Marks our files in their header: `AIMS` in ASCII.
pub(super) const APPLICATION_ID: u32 = 0x4149_4D53;

/// The version this program writes. A further one costs lines in the golden list, a digest among them.
pub(super) const VERSION: u32 = 8;

/// The tables of a new file, or those that a file of version `from` lacks.
fn bring(conn: &Connection, from: u32, to: u32) -> rusqlite::Result<()> {
    if from < 2 && to >= 2 {
        conn.execute_batch(form1::KEPT)?;
        conn.execute_batch(include_str!("migrations/form2.sql"))?;
    }
    conn.execute_batch(&golden::sql(from.max(1), to))?;
    if from < 3 && to >= 3 {
        conn.execute_batch(include_str!("migrations/form3.sql"))?;
    }
    if from < 4 && to >= 4 {
        conn.execute_batch(include_str!("migrations/form4.sql"))?;
    }
    Ok(())
}

/// Makes the tables of a new file; the caller holds an exclusive transaction.
pub(super) fn make(conn: &Connection) -> rusqlite::Result<()> {
    bring(conn, 0, VERSION)?;
    describe(conn)?;
    mark(conn)
}

/// Brings a file of version `from` to [`VERSION`] and notes that in its journal; the caller holds an exclusive
/// transaction.
pub(super) fn migrate(conn: &Connection, from: u32, at: Stamp, actor: &str) -> Result<(), StoreError> {
    if from == 1 {
        form1::found_anew(conn, |conn| bring(conn, 0, VERSION))?;
    } else {
        bring(conn, from, VERSION)?;
    }
    describe(conn)?;
    mark(conn)?;
    let label = format!("brought from file version {from} to {VERSION}");
    let note = super::journal::Mark::new(at, actor, super::journal::Action::Note, &label);
    let made = if from < 3 { super::sightings::found(conn)? } else { Vec::new() };
    super::journal::append(conn, &note, &made.iter().collect::<Vec<_>>())?;
    Ok(())
}

fn mark(conn: &Connection) -> rusqlite::Result<()> {
    conn.pragma_update(None, "application_id", APPLICATION_ID)?;
    conn.pragma_update(None, "user_version", VERSION)
}

/// The version that stands in the file now.
pub(super) fn version(conn: &Connection) -> rusqlite::Result<u32> {
    conn.prepare_cached("PRAGMA user_version")?.query_row([], |r| r.get(0))
}

/// Writes the dictionary: kinds, fields and words with their labels, so that an older program and an archive can read
/// the file by itself.
fn describe(conn: &Connection) -> rusqlite::Result<()> {
    for golden in golden::kinds() {
        let spec = Kind::ALL.iter().map(|k| k.spec()).find(|s| s.table == golden.table);
        let (name, plural) = spec.map_or((golden.table, golden.table), |s| (s.name, s.plural));
        conn.prepare_cached("INSERT OR REPLACE INTO kind VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?.execute(params![
            golden.prefix,
            golden.table,
            name,
            plural,
            golden.digits,
            golden.since
        ])?;
        for field in &golden.fields {
            let described = spec.and_then(|s| s.fields.iter().find(|f| f.name == field.name));
            let label = described.map_or(field.name, |f| f.label);
            conn.prepare_cached("INSERT OR REPLACE INTO field VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?.execute(params![
                golden.prefix,
                field.name,
                label,
                field.typ,
                field.since,
                field.retired
            ])?;
            for (code, since) in &field.words {
                let choice = described.and_then(|f| f.choices().iter().find(|c| c.code == *code));
                let label = choice.map_or(*code, |c| c.label);
                conn.prepare_cached("INSERT OR REPLACE INTO choice VALUES (?1, ?2, ?3, ?4, ?5)")?.execute(params![
                    golden.prefix,
                    field.name,
                    code,
                    label,
                    since
                ])?;
            }
        }
    }
    Ok(())
}

/// Refuses, by name, whatever a file of this version does not have.
pub(super) fn compare(conn: &Connection, version: u32, path: &Path) -> Result<(), StoreError> {
    match difference(conn, version)? {
        None => Ok(()),
        Some(what) => Err(StoreError::refused(path, format!("{what}; it is not opened, keep it as it is"))),
    }
}

/// The first thing in which the tables of a file differ from those of its version, as a clause.
pub(super) fn difference(conn: &Connection, version: u32) -> rusqlite::Result<Option<String>> {
    let found = objects(conn)?;
    let Some(frozen) = golden::digest(version) else { return Ok(None) };
    if digest(&found) == frozen {
        return Ok(None);
    }
    named_difference(&found, version)
}

fn named_difference(found: &[Object], version: u32) -> rusqlite::Result<Option<String>> {
    let known = known(version)?;
    for object in found {
        match known.iter().find(|k| k.key() == object.key()) {
            None => return Ok(Some(format!("the file holds {}, which aims does not make", object.named()))),
            Some(k) if k.sql != object.sql => {
                return Ok(Some(format!("{} is not as aims makes it", object.named())));
            }
            Some(_) => {}
        }
    }
    let missing = known.iter().find(|k| !found.iter().any(|f| f.key() == k.key()));
    Ok(Some(missing.map_or("its tables are not as aims makes them".into(), |k| format!("{} is missing", k.named()))))
}

/// The tables of a version, made in memory.
fn known(version: u32) -> rusqlite::Result<Vec<Object>> {
    objects(&tables_of(version)?)
}

/// A file of a version without a record, in memory.
pub(super) fn tables_of(version: u32) -> rusqlite::Result<Connection> {
    let conn = Connection::open_in_memory()?;
    match version {
        1 => conn.execute_batch(form1::TABLES)?,
        _ => bring(&conn, 0, version)?,
    }
    Ok(conn)
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
    let mut statement = conn.prepare("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name")?;
    let rows = statement
        .query_map([], |r| Ok(Object { typ: r.get(0)?, name: r.get(1)?, table: r.get(2)?, sql: r.get(3)? }))?;
    rows.collect()
}

fn digest(objects: &[Object]) -> String {
    let mut sha = Sha256::new();
    for object in objects {
        for text in [&object.typ, &object.name, &object.table, object.sql.as_ref().unwrap_or(&String::new())] {
            sha.update((text.len() as u64).to_be_bytes());
            sha.update(text);
        }
    }
    super::journal::hex(&sha.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_of_every_version_are_frozen() {
        for version in 1..=VERSION {
            let digest = digest(&known(version).unwrap());
            let said = format!("the tables of version {version} changed, or are new: digest {version} {digest}");
            assert_eq!(golden::digest(version), Some(digest.as_str()), "{said}");
        }
    }

    #[test]
    fn every_column_is_in_the_dictionary() {
        let conn = Connection::open_in_memory().unwrap();
        make(&conn).unwrap();
        let sql = "SELECT count(*) FROM kind JOIN pragma_table_info(kind.table_name) AS c
                   WHERE c.name NOT IN ('n', 'rev', 'hidden', 'own')
                   AND NOT EXISTS (SELECT 1 FROM field f WHERE f.kind = kind.prefix AND f.name = c.name)";
        assert_eq!(conn.query_row(sql, [], |r| r.get::<_, i64>(0)), Ok(0));
        let kinds: i64 = conn.query_row("SELECT count(*) FROM kind", [], |r| r.get(0)).unwrap();
        assert_eq!(kinds as usize, Kind::ALL.len());
    }

    #[test]
    fn foreign_things_are_named() {
        for (text, word) in [
            ("CREATE TRIGGER sly AFTER INSERT ON finding BEGIN SELECT 1; END", "trigger “sly”"),
            ("CREATE VIEW peek AS SELECT 1", "view “peek”"),
            ("ALTER TABLE person ADD COLUMN more TEXT", "table “person”"),
            ("DROP TABLE risk", "“risk” is missing"),
        ] {
            let conn = Connection::open_in_memory().unwrap();
            make(&conn).unwrap();
            assert_eq!(difference(&conn, VERSION).unwrap(), None);
            conn.execute_batch(text).unwrap();
            let what = difference(&conn, VERSION).unwrap().unwrap();
            assert!(what.contains(word), "{what}");
        }
    }
}
