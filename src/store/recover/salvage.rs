//! Reading a damaged file row by row, from both sides of what cannot be read, into tables in memory.

use super::super::{error::StoreError, golden, schema, settings};
use crate::domain::Kind;
use rusqlite::{
    Connection, Row, params_from_iter,
    types::{Value, ValueRef},
};
use std::ops::RangeInclusive;

/// Reads of a table that end at a bad page, at most.
const PROBES: u32 = 500_000;
/// How far behind the last row of a table more are looked for: more than a page can hold.
const BEYOND: i64 = 1_000;

/// Everything that can be read of a file of `version`, in tables of today without triggers, and what could not, a
/// sentence each.
pub(super) fn salvage(damaged: &Connection, version: u32) -> Result<(Connection, Vec<String>), StoreError> {
    let mut stage = Connection::open_in_memory()?;
    settings::apply_in_memory(&mut stage)?;
    stage.pragma_update(None, "foreign_keys", "OFF")?;
    let tx = stage.unchecked_transaction()?;
    schema::make(&tx)?;
    tx.commit()?;
    let sql = "SELECT 'DROP TRIGGER \"' || name || '\"' FROM sqlite_schema WHERE type = 'trigger'";
    let drops: Vec<String> = stage.prepare(sql)?.query_map([], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?;
    drops.iter().try_for_each(|drop| stage.execute_batch(drop))?;
    let form = schema::tables_of(version)?;
    let mut reading = Reading { from: damaged, to: &stage, lost: Vec::new(), probes: PROBES };
    stage.execute_batch("BEGIN")?;
    for (table, key) in [("meta", "one"), ("word", "n"), ("entry", "seq"), ("session", "id")] {
        reading.numbered(&Table::of(&form, table, key)?);
    }
    for kind in Kind::ALL.iter().map(|k| k.spec()).filter(|s| golden::since(s.table) <= version) {
        reading.numbered(&Table::of(&form, kind.table, "n")?);
    }
    reading.touches(&Table::of(&form, "touch", "kind, n, seq")?);
    for (table, key) in [("setting", "key"), ("draft", "id, field, session")] {
        reading.keyed(&Table::of(&form, table, key)?);
    }
    let lost = std::mem::take(&mut reading.lost);
    stage.execute_batch("COMMIT")?;
    Ok((stage, lost))
}

/// A table that is read.
struct Table {
    name: String,
    key: String,
    columns: Vec<String>,
    /// Of one row.
    insert: String,
}

impl Table {
    fn of(form: &Connection, name: &str, key: &str) -> rusqlite::Result<Table> {
        let statement = form.prepare(&format!("SELECT * FROM \"{name}\""))?;
        let columns: Vec<String> = statement.column_names().map(|c| format!("\"{c}\"")).collect();
        let places = vec!["?"; columns.len()].join(", ");
        let insert = format!("INSERT OR IGNORE INTO \"{name}\" ({}) VALUES ({places})", columns.join(", "));
        Ok(Table { name: name.into(), key: key.into(), columns, insert })
    }

    fn select(&self, rest: &str) -> String {
        format!("SELECT {}, {} FROM \"{}\" {rest}", self.columns.join(", "), self.key, self.name)
    }
}

struct Reading<'a> {
    from: &'a Connection,
    to: &'a Connection,
    lost: Vec<String>,
    probes: u32,
}

impl Reading<'_> {
    /// A table with a number as its key: up to the first row that cannot be read, down to it from the end, and then
    /// whatever lies between two such rows.
    fn numbered(&mut self, table: &Table) {
        let mut gaps = Vec::new();
        self.between(table, 0..=i64::MAX, &mut gaps);
        let mut told: Vec<RangeInclusive<i64>> = Vec::new();
        for gap in gaps {
            match told.last_mut() {
                Some(last) if *last.end() + 1 == *gap.start() => *last = *last.start()..=*gap.end(),
                _ => told.push(gap),
            }
        }
        for gap in told {
            let numbers = match gap.start() == gap.end() {
                true => format!("number {}", gap.start()),
                false => format!("numbers {} to {}", gap.start(), gap.end()),
            };
            self.lost.push(format!("table {}: {numbers} cannot be read, as far as there were such rows", table.name));
        }
    }

    fn between(&mut self, table: &Table, range: RangeInclusive<i64>, gaps: &mut Vec<RangeInclusive<i64>>) {
        let (mut low, mut high) = range.into_inner();
        if low > high {
            return;
        }
        let where_ = format!("WHERE {0} BETWEEN ?1 AND ?2 ORDER BY {0}", table.key);
        match self.run(table, &where_, &[low, high]) {
            (_, true) => return,
            (last, false) => low = last.map_or(low, |last| last + 1),
        }
        let (last, _) = self.run(table, &format!("{where_} DESC"), &[low, high]);
        high = last.map_or(high.min(low.saturating_add(BEYOND)), |last| last - 1);
        if self.probes == 0 || low >= high {
            gaps.extend((low <= high).then_some(low..=high));
            return;
        }
        let middle = low + (high - low) / 2;
        self.between(table, low..=middle, gaps);
        self.between(table, middle + 1..=high, gaps);
    }

    /// A table without numbers, from both ends; whether all of it was read.
    fn keyed(&mut self, table: &Table) -> bool {
        let order = |way: &str| table.key.split(", ").map(|k| format!("{k} {way}")).collect::<Vec<_>>().join(", ");
        let whole = self.run(table, &format!("ORDER BY {}", order("ASC")), &[]).1;
        if !whole {
            self.run(table, &format!("ORDER BY {}", order("DESC")), &[]);
            self.lost.push(format!("table {}: not all of it can be read", table.name));
        }
        whole
    }

    /// The touches of the journal from both ends, and else those of each step by the index of steps.
    fn touches(&mut self, table: &Table) {
        if self.keyed(table) {
            return;
        }
        self.lost.pop();
        let last = "SELECT coalesce(max(seq), 0) FROM entry";
        let last: i64 = self.to.query_row(last, [], |r| r.get(0)).unwrap_or(0);
        for seq in 1..=last {
            self.run(table, "WHERE seq = ?1", &[seq]);
        }
    }

    /// Takes rows until the end or the first one that cannot be read: the key of the last good one, and whether it was
    /// the end.
    fn run(&mut self, table: &Table, rest: &str, keys: &[i64]) -> (Option<i64>, bool) {
        self.probes = self.probes.saturating_sub(1);
        let mut last = None;
        let mut read = || -> rusqlite::Result<()> {
            let mut statement = self.from.prepare_cached(&table.select(rest))?;
            let mut rows = statement.query(params_from_iter(keys))?;
            while let Some(row) = rows.next()? {
                take(self.to, table, row, &mut self.lost)?;
                last = row.get(table.columns.len()).ok();
            }
            Ok(())
        };
        let whole = read().is_ok();
        (last, whole)
    }
}

/// Copies one row. What it may not hold is left out and told.
fn take(to: &Connection, table: &Table, row: &Row<'_>, lost: &mut Vec<String>) -> rusqlite::Result<()> {
    let mut values = Vec::with_capacity(table.columns.len());
    for (at, column) in table.columns.iter().enumerate() {
        let value = row.get_ref(at)?;
        let is_text = !matches!(value, ValueRef::Text(bytes) if std::str::from_utf8(bytes).is_err());
        if !is_text {
            lost.push(format!("table {}, {} {}: {column} is no text", table.name, table.key, key(row, table)));
        }
        values.push(if is_text { Value::try_from(value).unwrap_or(Value::Null) } else { Value::Null });
    }
    if let Err(error) = to.prepare_cached(&table.insert)?.execute(params_from_iter(values)) {
        let why = super::super::error::sentence(&error);
        lost.push(format!("table {}, {} {}: {why}", table.name, table.key, key(row, table)));
    }
    Ok(())
}

fn key(row: &Row<'_>, table: &Table) -> String {
    match row.get_ref(table.columns.len()) {
        Ok(ValueRef::Integer(n)) => n.to_string(),
        Ok(ValueRef::Text(text)) => String::from_utf8_lossy(text).into_owned(),
        _ => "?".into(),
    }
}
