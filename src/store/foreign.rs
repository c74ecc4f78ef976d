//! Kinds and fields of the file that this program does not describe, read by the file's own dictionary; and files of a
//! newer version, read through a copy in memory of which nothing ever goes back.

use super::{
    body::{self, Held},
    error::{StoreError, damaged},
    golden, journal,
    reader::Reader,
    upgrade, verify, words,
};
use crate::domain::{
    Id, Kind,
    foreign::{Foreign, ForeignField, ForeignKind, ForeignRecord},
};
use rusqlite::{Connection, OptionalExtension, Row, params, types::ValueRef};
use std::{fmt::Write, path::Path};

/// Columns of every table of records that are no fields.
const HEAD: [&str; 4] = ["n", "rev", "hidden", "own"];
/// The tables around the records that reading needs.
const AROUND: [&str; 10] = ["entry", "touch", "word", "link", "kind", "field", "choice", "meta", "setting", "session"];

/// A copy in memory of a file that a newer program wrote, with empty tables and columns for what it may lack of what
/// this program reads.
pub(super) fn copy_of(original: &mut Connection, path: &Path) -> Result<Connection, StoreError> {
    let known = Kind::ALL.iter().map(|k| k.spec().table);
    for table in AROUND.into_iter().chain(known.clone()) {
        // A view or a virtual table of that name would be somebody else's query.
        let made = "SELECT sql FROM sqlite_schema WHERE name = ?1 AND type <> 'index' AND type <> 'trigger'";
        let made = original.query_row(made, [table], |r| r.get::<_, Option<String>>(0)).optional()?;
        let is_table = made.as_ref().is_some_and(|sql| sql.as_ref().is_some_and(|sql| sql.starts_with("CREATE TABLE")));
        if !is_table && (made.is_some() || AROUND.contains(&table)) {
            return Err(StoreError::refused(path, format!("the table “{table}” is not as any aims makes it")));
        }
    }
    verify::own_version(original).map_err(|wrong| StoreError::refused(path, wrong.why))?;
    let copy = upgrade::in_memory(original)?;
    for kind in golden::kinds().iter().filter(|k| known.clone().any(|table| table == k.table)) {
        copy.execute_batch(&golden::lacking(kind, &columns(&copy, kind.table)?))?;
    }
    Ok(copy)
}

/// The columns of a table in their order; none if there is no such table.
fn columns(conn: &Connection, table: &str) -> rusqlite::Result<Vec<String>> {
    let mut statement = conn.prepare_cached("SELECT name FROM pragma_table_info(?1) ORDER BY cid")?;
    let rows = statement.query_map([table], |r| r.get(0))?;
    rows.collect()
}

/// Whether this program describes every field of the dictionary: asked at each start, so no table is looked at.
fn describes_all(conn: &Connection) -> rusqlite::Result<bool> {
    let mut statement = conn.prepare_cached("SELECT kind, name FROM field")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (prefix, name) = (row.get_ref(0)?.as_str()?, row.get_ref(1)?.as_str()?);
        let described = journal::kind_of(prefix).is_some_and(|kind| kind.spec().field(name).is_some());
        if !described {
            return Ok(false);
        }
    }
    Ok(true)
}

/// What the dictionary names and this program does not describe.
pub(super) fn read(conn: &Connection) -> rusqlite::Result<Foreign> {
    if describes_all(conn)? {
        return Ok(Foreign::default());
    }
    let sql = "SELECT k.prefix, k.table_name, k.name, k.plural, k.digits FROM kind k
               JOIN sqlite_schema s ON s.name = k.table_name AND s.type = 'table' ORDER BY k.plural";
    let mut statement = conn.prepare_cached(sql)?;
    let kinds = statement.query_map([], |r| {
        let (prefix, table): (String, String) = (r.get(0)?, r.get(1)?);
        let digits = usize::from(r.get::<_, u8>(4)?.min(9));
        let (name, plural) = (r.get(2)?, r.get(3)?);
        Ok(ForeignKind { prefix, table, name, plural, digits, fields: Vec::new(), count: 0 })
    })?;
    let mut foreign = Foreign::default();
    for kind in kinds {
        let mut kind = kind?;
        let known = journal::kind_of(&kind.prefix).filter(|k| k.spec().table == kind.table);
        let names = columns(conn, &kind.table)?;
        if !HEAD[..3].iter().all(|head| names.iter().any(|name| name == head)) {
            continue;
        }
        let is_new = |name: &&String| {
            let described = known.and_then(|k| k.spec().field(name));
            !HEAD.contains(&name.as_str()) && described.is_none()
        };
        let mut fields = Vec::new();
        for name in names.iter().filter(is_new) {
            fields.extend(field(conn, &kind.prefix, name)?);
        }
        match known {
            Some(_) if fields.is_empty() => {}
            Some(known) => foreign.fields.push((known, fields)),
            None => {
                let sql = format!("SELECT count(*) FROM {} WHERE hidden = 0", quoted(&kind.table));
                kind.count = conn.query_row(&sql, [], |r| r.get::<_, u32>(0))? as usize;
                kind.fields = fields;
                foreign.kinds.push(kind);
            }
        }
    }
    Ok(foreign)
}

/// A column as the dictionary describes it; `None` if it does not.
fn field(conn: &Connection, prefix: &str, name: &str) -> rusqlite::Result<Option<ForeignField>> {
    let sql = "SELECT label, type FROM field WHERE kind = ?1 AND name = ?2";
    let found = conn.prepare_cached(sql)?.query_row([prefix, name], |r| Ok((r.get(0)?, r.get(1)?))).optional()?;
    let Some((label, typ)) = found else { return Ok(None) };
    let mut statement = conn.prepare_cached("SELECT code, label FROM choice WHERE kind = ?1 AND field = ?2")?;
    let words = statement.query_map([prefix, name], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<_, _>>()?;
    Ok(Some(ForeignField { name: name.into(), label, typ, words }))
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// The fields of the records of a table as texts, of one record if a number is given, by number, deleted ones too.
fn now(
    conn: &Connection,
    table: &str,
    fields: &[ForeignField],
    n: Option<u32>,
) -> rusqlite::Result<Vec<ForeignRecord>> {
    let mut sql = "SELECT n, rev, hidden".to_string();
    for field in fields {
        let _ = write!(sql, ", {}", quoted(&field.name));
    }
    let _ = write!(sql, " FROM {} WHERE ?1 IS NULL OR n = ?1 ORDER BY n", quoted(table));
    let mut statement = conn.prepare_cached(&sql)?;
    let rows = statement.query_map([n], |row| {
        let values = (0..fields.len()).map(|i| text(row, i + 3)).collect::<Result<_, _>>()?;
        Ok(ForeignRecord { n: row.get(0)?, rev: row.get(1)?, hidden: row.get(2)?, values })
    })?;
    rows.collect()
}

fn text(row: &Row<'_>, column: usize) -> rusqlite::Result<String> {
    Ok(match row.get_ref(column)? {
        ValueRef::Null => String::new(),
        ValueRef::Integer(n) => n.to_string(),
        ValueRef::Text(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        ValueRef::Real(_) | ValueRef::Blob(_) => {
            return Err(damaged("a value of an unknown kind cannot be read".into()));
        }
    })
}

/// The same as they stood after entry `seq`.
fn then(
    conn: &Connection,
    prefix: &str,
    fields: &[ForeignField],
    n: Option<u32>,
    seq: u64,
) -> rusqlite::Result<Vec<ForeignRecord>> {
    let sql = "SELECT t.n, t.rev, t.hidden, t.body FROM touch t WHERE t.kind = ?1 AND (?2 IS NULL OR t.n = ?2)
               AND t.seq = (SELECT max(u.seq) FROM touch u WHERE u.kind = t.kind AND u.n = t.n AND u.seq <= ?3)
               ORDER BY t.n";
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query(params![prefix, n, seq as i64])?;
    let mut records = Vec::new();
    while let Some(row) = rows.next()? {
        let (n, body): (u32, String) = (row.get(0)?, row.get(3)?);
        let lines = body::parse(&body).ok_or_else(|| damaged(format!("the journal of {prefix}-{n} cannot be read")))?;
        let held = |field: &ForeignField| match lines.get(&field.name) {
            None => Ok(String::new()),
            Some(Held::Plain(text) | Held::Ids(text)) => Ok(text.clone()),
            Some(Held::Word(n)) => Ok(words::text(conn, *n)?.unwrap_or_else(|| journal::ERASED.into())),
        };
        let values = fields.iter().map(held).collect::<rusqlite::Result<_>>()?;
        records.push(ForeignRecord { n, rev: row.get(1)?, hidden: row.get(2)?, values });
    }
    Ok(records)
}

/// Records of unknown kinds that pointed at a record after entry `seq`: kind and field, and how they are called.
fn pointing_at(conn: &Connection, id: Id, foreign: &Foreign, seq: u64) -> rusqlite::Result<Vec<(String, String)>> {
    let sql = "SELECT kind, n, field FROM link WHERE target = ?1 AND since <= ?2 AND coalesce(until, ?3) > ?2";
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query(params![id.to_string(), seq.min(i64::MAX as u64 - 1) as i64, i64::MAX])?;
    let mut told = Vec::new();
    while let Some(row) = rows.next()? {
        let (prefix, n, name): (String, u32, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let Some(kind) = foreign.kind(&prefix) else { continue };
        let label = kind.fields.iter().find(|f| f.name == name).map_or(name.as_str(), |f| f.label.as_str());
        told.push((format!("{}, {}", kind.name, label.to_lowercase()), kind.called(n)));
    }
    Ok(told)
}

impl Reader {
    /// What the file holds beyond the descriptions of this program.
    pub fn foreign(&self) -> Result<Foreign, StoreError> {
        Ok(read(&self.conn)?)
    }

    /// The records of a kind that this program does not describe, deleted ones left out.
    pub fn foreign_records(&self, kind: &ForeignKind) -> Result<Vec<ForeignRecord>, StoreError> {
        let mut records = match self.past {
            None => now(&self.conn, &kind.table, &kind.fields, None)?,
            Some(seq) => then(&self.conn, &kind.prefix, &kind.fields, None, seq)?,
        };
        records.retain(|record| !record.hidden);
        Ok(records)
    }

    /// The fields of a known kind that this program does not describe, of all its records.
    pub fn foreign_values(&self, kind: Kind, fields: &[ForeignField]) -> Result<Vec<ForeignRecord>, StoreError> {
        self.values(kind, fields, None)
    }

    /// What this program does not describe of one record: label and what a person reads of each field that holds
    /// something, then the records of unknown kinds that point at it.
    pub fn foreign_of(&self, id: Id, foreign: &Foreign) -> Result<Vec<(String, String)>, StoreError> {
        let fields = foreign.fields_of(id.kind);
        let records = self.values(id.kind, fields, Some(id.n))?;
        let values = records.into_iter().flat_map(|record| record.values);
        let told = fields.iter().zip(values).filter(|(_, text)| !text.is_empty());
        let mut told: Vec<(String, String)> =
            told.map(|(field, text)| (field.label.clone(), field.shown(&text))).collect();
        told.extend(pointing_at(&self.conn, id, foreign, self.past.unwrap_or(i64::MAX as u64))?);
        Ok(told)
    }

    fn values(&self, kind: Kind, fields: &[ForeignField], n: Option<u32>) -> Result<Vec<ForeignRecord>, StoreError> {
        let spec = kind.spec();
        Ok(match self.past {
            None => now(&self.conn, spec.table, fields, n)?,
            Some(seq) => then(&self.conn, spec.prefix, fields, n, seq)?,
        })
    }
}
