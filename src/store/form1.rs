//! Files of version 1: their tables, their journal, and how it is founded anew.
//!
//! In form 1 an entry held a JSON of the changed fields before and after, and the digest of each record's JSON. Nothing
//! of it is written any more; what is here reads such a file, checks it, and rewrites each entry in the form of today
//! with the old hash beside it.

use super::{
    error::{StoreError, damaged},
    journal::{self, Action, Hash, Mark, hex},
    rows,
    verify::{Wrong, broken},
};
use crate::domain::{
    Id, Kind, Record, Stamp, Value,
    kinds::item::{self, FIELDS},
};
use rusqlite::{Connection, types::ValueRef};
use serde_json::{Map, Value as Json};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap};

/// The tables of version 1.
pub(super) const TABLES: &str = include_str!("migrations/0001_first.sql");
/// Those of them that later versions have too.
pub(super) const KEPT: &str = include_str!("migrations/small.sql");

/// Tables of version 1 whose name was not the field's word.
const RENAMED_TABLES: [(&str, &str); 3] =
    [("method", "risk_method"), ("item", "requirement"), ("request", "evidence_request")];
/// The same for fields: kind, then, now.
const RENAMED_FIELDS: [(Kind, &str, &str); 5] = [
    (Kind::Answer, "item", "requirement"),
    (Kind::Question, "item", "requirement"),
    (Kind::Request, "item", "requirement"),
    (Kind::Round, "items", "requirements"),
    (Kind::Item, "item_group", "requirement_group"),
];

fn old_table(kind: Kind) -> &'static str {
    let now = kind.spec().table;
    RENAMED_TABLES.iter().find(|(_, new)| *new == now).map_or(now, |(old, _)| old)
}

fn new_field(kind: Kind, old: &str) -> &str {
    RENAMED_FIELDS.iter().find(|(k, o, _)| *k == kind && *o == old).map_or(old, |(.., new)| new)
}

/// One row of the journal of form 1.
struct Entry {
    seq: u64,
    at: String,
    actor: String,
    action: String,
    label: String,
    prev: Hash,
    hash: Hash,
    payload: String,
}

impl Entry {
    fn computed_hash(&self) -> Hash {
        let mut sha = Sha256::new();
        sha.update(b"aims-audit/v1\0");
        sha.update(self.prev);
        sha.update(self.seq.to_be_bytes());
        for text in [&self.at, &self.actor, &self.action, &self.label, &self.payload] {
            sha.update((text.len() as u64).to_be_bytes());
            sha.update(text.as_bytes());
        }
        sha.finalize().into()
    }

    fn touches(&self) -> Result<Vec<Json>, Wrong> {
        let json: Json = serde_json::from_str(&self.payload).map_err(|_| self.wrong("it cannot be read"))?;
        json["records"].as_array().cloned().ok_or_else(|| self.wrong("it cannot be read"))
    }

    fn wrong(&self, why: &str) -> Wrong {
        Wrong { seq: Some(self.seq), ..broken(format!("journal entry {}: {why}", self.seq)) }
    }
}

fn entries(conn: &Connection) -> rusqlite::Result<Vec<Entry>> {
    let sql = "SELECT seq, at, actor, action, label, prev, hash, payload FROM journal ORDER BY seq";
    let mut statement = conn.prepare(sql)?;
    let rows = statement.query_map([], |r| {
        Ok(Entry {
            seq: journal::seq(r)?,
            at: r.get(1)?,
            actor: r.get(2)?,
            action: r.get(3)?,
            label: r.get(4)?,
            prev: r.get(5)?,
            hash: r.get(6)?,
            payload: r.get(7)?,
        })
    })?;
    rows.collect()
}

/// Checks the journal of form 1 and each record against it; number and hash of the last entry.
pub(super) fn check(conn: &Connection) -> Result<(u64, Hash), Wrong> {
    let id: Vec<u8> = conn.query_row("SELECT file_id FROM meta", [], |r| r.get(0))?;
    let mut sha = Sha256::new();
    sha.update(b"aims-audit/v1 genesis\0");
    sha.update(id);
    let (mut seq, mut head): (u64, Hash) = (0, sha.finalize().into());
    let mut last: HashMap<String, (u64, u64, String)> = HashMap::new();
    let mut touched = 0;
    for entry in entries(conn)? {
        if entry.seq != seq + 1 {
            return Err(broken(format!("journal entry {}: it is missing", seq + 1)));
        }
        if entry.prev != head {
            return Err(entry.wrong("it does not follow the one before"));
        }
        if entry.computed_hash() != entry.hash {
            return Err(entry.wrong("it was changed after it was written"));
        }
        for touch in entry.touches()? {
            let text = |key: &str| touch[key].as_str().unwrap_or_default().to_string();
            last.insert(text("id"), (entry.seq, touch["rev"].as_u64().unwrap_or(0), text("sha256")));
            touched += 1;
        }
        (seq, head) = (entry.seq, entry.hash);
    }
    index(conn, seq, touched)?;
    records(conn, last)?;
    Ok((seq, head))
}

/// The index of form 1 and the count of entries that were ever written.
fn index(conn: &Connection, entries: u64, touched: i64) -> Result<(), Wrong> {
    let indexed: i64 = conn.query_row("SELECT count(*) FROM journal_record", [], |r| r.get(0))?;
    if indexed != touched {
        return Err(broken("the index of the journal names records that the journal does not"));
    }
    super::verify::tail(conn, "journal", entries)
}

fn records(conn: &Connection, mut last: HashMap<String, (u64, u64, String)>) -> Result<(), Wrong> {
    for kind in KINDS {
        for (id, rev, digest) in raw(conn, kind)? {
            let of = |seq, why: &str| Wrong { record: Some(id.clone()), seq, ..broken(format!("{id}: {why}")) };
            match last.remove(&id) {
                None => return Err(of(None, "it stands in the file, but in no journal entry")),
                Some((seq, r, d)) if r != rev || d != digest => {
                    return Err(of(Some(seq), "it is not as the journal says; it was changed by another program"));
                }
                Some(_) => {}
            }
        }
    }
    match last.into_keys().min() {
        Some(id) => {
            Err(Wrong { record: Some(id.clone()), ..broken(format!("{id}: the journal names it, but it is missing")) })
        }
        None => Ok(()),
    }
}

/// The kinds that version 1 knew.
const KINDS: [Kind; 15] = [
    Kind::Organisation,
    Kind::Method,
    Kind::Person,
    Kind::Supplier,
    Kind::System,
    Kind::Risk,
    Kind::Item,
    Kind::Question,
    Kind::Evidence,
    Kind::Request,
    Kind::Round,
    Kind::Interview,
    Kind::Answer,
    Kind::Finding,
    Kind::Action,
];

/// Id, revision and digest of each record of a kind, from the raw columns.
fn raw(conn: &Connection, kind: Kind) -> rusqlite::Result<Vec<(String, u64, String)>> {
    let mut statement = conn.prepare(&format!("SELECT * FROM \"{}\" ORDER BY n", old_table(kind)))?;
    let names: Vec<String> = statement.column_names().map(str::to_string).collect();
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let id = Id::new(kind, row.get("n")?).to_string();
        let mut map = Map::new();
        for (i, name) in names.iter().enumerate().filter(|(_, name)| *name != "n") {
            let value = match row.get_ref(i)? {
                ValueRef::Integer(n) => Json::from(n),
                ValueRef::Text(text) => Json::from(String::from_utf8_lossy(text).into_owned()),
                _ => continue,
            };
            map.insert(name.clone(), value);
        }
        let hidden = map.remove("hidden").is_some_and(|h| h == 1);
        if hidden {
            map.insert("hidden".into(), true.into());
        }
        map.insert("id".into(), id.clone().into());
        let rev = map.get("rev").and_then(Json::as_u64).unwrap_or(0);
        found.push((id, rev, hex(&Sha256::digest(Json::Object(map).to_string()))));
    }
    Ok(found)
}

/// Rewrites the journal and the tables of a file of version 1; `bring` makes those of today.
pub(super) fn found_anew(
    conn: &Connection,
    bring: impl FnOnce(&Connection) -> rusqlite::Result<()>,
) -> Result<(), StoreError> {
    check(conn).map_err(|wrong| StoreError::Step(format!("the file is not what was saved: {}", wrong.why)))?;
    let entries = entries(conn)?;
    let small = Small::read(conn)?;
    for kind in KINDS {
        conn.execute_batch(&format!("DROP TABLE \"{}\"", old_table(kind)))?;
    }
    for table in ["journal_record", "journal", "draft", "setting", "session", "meta"] {
        conn.execute_batch(&format!("DROP TABLE \"{table}\""))?;
    }
    bring(conn)?;
    small.write(conn)?;
    let mut records: BTreeMap<Id, Record> = BTreeMap::new();
    for entry in &entries {
        rewrite(conn, entry, &mut records).map_err(|why| {
            StoreError::from(damaged(format!("journal entry {} cannot be rewritten: {why}", entry.seq)))
        })?;
    }
    for record in records.values() {
        rows::insert(conn, record)?;
    }
    Ok(())
}

fn rewrite(conn: &Connection, entry: &Entry, records: &mut BTreeMap<Id, Record>) -> Result<(), String> {
    let mut ids = Vec::new();
    for touch in entry.touches().map_err(|w| w.why)? {
        let id: Id = touch["id"].as_str().unwrap_or_default().parse().map_err(|e| format!("{e}"))?;
        let record = records.entry(id).or_insert_with(|| Record::new(id));
        record.rev = touch["rev"].as_u64().unwrap_or(1) as u32;
        let fields = touch["after"].as_object().ok_or("it names no fields")?;
        put(record, fields)?;
        ids.push(id);
    }
    let touched: Vec<&Record> = ids.iter().filter_map(|id| records.get(id)).collect();
    let at = Stamp::parse(&entry.at).ok_or("its time cannot be read")?;
    let action = Action::parse(&entry.action).ok_or("its action cannot be read")?;
    let mark = Mark { old_hash: Some(entry.hash), ..Mark::new(at, &entry.actor, action, &entry.label) };
    journal::append(conn, &mark, &touched).map(|_| ()).map_err(|e| super::error::sentence(&e))
}

/// Sets the fields of a record from a payload of form 1.
fn put(record: &mut Record, fields: &Map<String, Json>) -> Result<(), String> {
    let spec = record.id.kind.spec();
    for (old, json) in fields {
        if old == journal::HIDDEN {
            record.hidden = json.as_bool().unwrap_or(record.hidden);
            continue;
        }
        let name = match (record.id.kind, old.as_str()) {
            // One field held the reason for and the reason against; the decision of that step says which it was.
            (Kind::Item, "reason") => {
                record.values[item::WHY_FOR] = Value::Empty;
                record.values[item::WHY_AGAINST] = Value::Empty;
                reason_of(fields, record)
            }
            _ => new_field(record.id.kind, old),
        };
        let i = spec.field(name).ok_or_else(|| format!("{} has no field “{old}” any more", record.id))?;
        let field = &spec.fields[i];
        record.values[i] = match json {
            Json::Null => Value::Empty,
            Json::Number(n) => rows::value(field, &n.to_string())?,
            Json::String(text) => rows::value(field, text)?,
            _ => return Err(format!("{}: the journal holds no value for it", field.label)),
        };
    }
    Ok(())
}

/// The field that the one reason of form 1 was for.
fn reason_of(fields: &Map<String, Json>, record: &Record) -> &'static str {
    let applies = FIELDS[item::USE].name;
    let out = match fields.get(applies) {
        Some(code) => code.as_str() == Some(item::Use::No.choice().code),
        None => item::Use::of(record, item::USE) == Some(item::Use::No),
    };
    FIELDS[if out { item::WHY_AGAINST } else { item::WHY_FOR }].name
}

/// The small tables, which go over as they are.
struct Small {
    file_id: Vec<u8>,
    drafts: Vec<[String; 6]>,
    settings: Vec<(String, String)>,
}

impl Small {
    fn read(conn: &Connection) -> rusqlite::Result<Small> {
        let file_id = conn.query_row("SELECT file_id FROM meta", [], |r| r.get(0))?;
        let mut drafts = conn.prepare("SELECT id, field, text, extra, at, actor FROM draft ORDER BY at")?;
        let drafts = drafts
            .query_map([], |r| Ok([r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?, r.get(5)?]))?
            .collect::<rusqlite::Result<_>>()?;
        let mut settings = conn.prepare("SELECT key, value FROM setting")?;
        let settings = settings.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
        Ok(Small { file_id, drafts, settings })
    }

    /// Drafts go to sessions that are gone, each to another: they are offered to whoever opens the file next.
    fn write(&self, conn: &Connection) -> rusqlite::Result<()> {
        conn.execute("INSERT INTO meta (one, file_id) VALUES (1, ?1)", [&self.file_id])?;
        let sql = "INSERT INTO draft (id, field, text, extra, at, actor, session)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, -(SELECT count(*) + 1 FROM draft))";
        for draft in &self.drafts {
            conn.prepare_cached(sql)?.execute(rusqlite::params_from_iter(draft))?;
        }
        for (key, value) in &self.settings {
            conn.prepare_cached("INSERT INTO setting (key, value) VALUES (?1, ?2)")?.execute([key, value])?;
        }
        Ok(())
    }
}
