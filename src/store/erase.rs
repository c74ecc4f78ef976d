//! Erasing a text for good: every version of it, with a reason, while the chain stays whole.
//!
//! People's names and words must one day go. The word loses its text and its salt; its digest stays, so that every hash
//! still fits, and nobody can guess the text from it.

use super::{
    Who,
    apply::{self, Work},
    body::{self, Held},
    error::StoreError,
    header,
    journal::{Action, Mark},
    open, rows, schema, settings, words,
};
use crate::domain::{Id, Kind, Stamp, Value, own};
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

/// What was erased, and where the text may still stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erased {
    /// Versions of the text, and labels and reasons that held it.
    pub words: usize,
    /// Records whose texts still hold it.
    pub elsewhere: Vec<Id>,
    /// Other files beside this one, which may hold it too.
    pub copies: Vec<PathBuf>,
}

impl Erased {
    /// With the copies that are kept of the file.
    pub fn with_copies(mut self, folder: &Path) -> Erased {
        self.copies.extend(super::copies(folder).into_iter().map(|copy| copy.path));
        self
    }

    /// What was done and what is left, in one sentence.
    pub fn told(&self) -> String {
        let name = |path: &PathBuf| path.file_name().map_or(String::new(), |n| n.to_string_lossy().into_owned());
        let copies: Vec<String> = self.copies.iter().map(name).collect();
        let named: Vec<String> = self.elsewhere.iter().map(Id::to_string).collect();
        let mut text = format!("erased: {} words of the journal", self.words);
        if !named.is_empty() {
            text += &format!("; it still stands in {}", named.join(", "));
        }
        if !copies.is_empty() {
            text += &format!("; copies that may hold it: {}", copies.join(", "));
        }
        text + "; the chain stays whole"
    }
}

/// A text shorter than this is not looked for in labels and other records: it would be found everywhere.
const FOUND_FROM: usize = 3;

/// Erases a text field of a record, all versions of it, as one step that cannot be undone.
pub fn erase(path: &Path, (id, field): (Id, usize), because: &str, who: &Who, at: Stamp) -> Result<Erased, StoreError> {
    let looked = header::look(path)?;
    let path = looked.path.clone();
    let refuse = |why: String| StoreError::refused(&path, why);
    if looked.version != schema::VERSION || looked.journal {
        return Err(refuse("the file must be opened and brought up to date first (aims upgrade)".into()));
    }
    let mut conn = open::connect(&path, true)?;
    settings::apply(&mut conn)?;
    schema::compare(&conn, looked.version, &path)?;
    let tx = Transaction::new_unchecked(&conn, TransactionBehavior::Immediate)?;
    let described = own::stored(id.kind, field).ok_or_else(|| refuse(format!("{id} has no field {field}")))?;
    let name = own::name(id.kind, field);
    let (versions, texts) = versions(&tx, id, &name)?;
    if versions.is_empty() {
        return Err(refuse(format!("{id} never held a text in {}", described.label.to_lowercase())));
    }
    let before = rows::read_exact(&tx, id)?.ok_or_else(|| refuse(format!("{id} is not in the file")))?;
    let mut now = before.clone();
    now.values[field] = Value::Empty;
    now.rev += 1;
    let label = format!("{} of {id} erased", described.label.to_lowercase());
    let actor = who.actor();
    let mark = Mark { reason: Some(because), ..Mark::new(at, &actor, Action::Note, &label) };
    let works = [Work { before: Some(before), now }];
    apply::commit(&tx, &works, &mark).map_err(StoreError::from)?;
    let words = empty(&tx, versions, &texts)?;
    tx.execute("DELETE FROM draft WHERE id = ?1 AND field = ?2", [id.to_string().as_str(), &name])?;
    let elsewhere = elsewhere(&tx, &texts)?;
    tx.commit()?;
    Ok(Erased { words, elsewhere, copies: beside(&path) })
}

/// The words of all versions of a field, and their texts.
fn versions(conn: &Connection, id: Id, field: &str) -> rusqlite::Result<(BTreeSet<i64>, BTreeSet<String>)> {
    let (mut found, mut texts) = (BTreeSet::new(), BTreeSet::new());
    let mut statement = conn.prepare("SELECT body FROM touch WHERE kind = ?1 AND n = ?2")?;
    let mut rows = statement.query(rusqlite::params![id.kind.spec().prefix, id.n])?;
    while let Some(row) = rows.next()? {
        let lines = body::parse(&row.get::<_, String>(0)?).unwrap_or_default();
        if let Some(Held::Word(n)) = lines.get(field)
            && let Some(text) = words::text(conn, *n)?
        {
            found.insert(*n);
            texts.insert(text);
        }
    }
    Ok((found, texts))
}

/// Empties the words, and with them the labels and reasons of steps that say the text, and settings that hold it.
fn empty(conn: &Connection, mut all: BTreeSet<i64>, texts: &BTreeSet<String>) -> rusqlite::Result<usize> {
    for text in texts.iter().filter(|t| t.chars().count() >= FOUND_FROM) {
        let sql = "SELECT n FROM word WHERE instr(text, ?1) AND n IN
                   (SELECT label FROM entry UNION SELECT reason FROM entry)";
        let mut statement = conn.prepare_cached(sql)?;
        all.extend(statement.query_map([text], |r| r.get::<_, i64>(0))?.collect::<rusqlite::Result<Vec<_>>>()?);
        conn.execute("DELETE FROM setting WHERE instr(value, ?1)", [text])?;
        conn.execute("DELETE FROM draft WHERE instr(text, ?1) AND session NOT IN (SELECT id FROM session)", [text])?;
    }
    // A line that was begun and left may hold a part of the text, however short.
    for text in texts {
        let part = "DELETE FROM setting WHERE instr(key, 'line/') AND value <> '' AND instr(?1, value)";
        conn.execute(part, [text])?;
    }
    for n in &all {
        conn.execute("UPDATE word SET text = NULL, salt = NULL WHERE n = ?1", [n])?;
    }
    Ok(all.len())
}

/// Records in which one of the texts still stands.
fn elsewhere(conn: &Connection, texts: &BTreeSet<String>) -> rusqlite::Result<Vec<Id>> {
    let looked_for: Vec<&str> = texts.iter().map(String::as_str).filter(|t| t.chars().count() >= FOUND_FROM).collect();
    let holds = |value: &Value| matches!(value, Value::Text(t) if looked_for.iter().any(|text| t.contains(text)));
    let mut found = Vec::new();
    for kind in Kind::ALL {
        let records = rows::load(conn, *kind, rows::Texts::All)?;
        found.extend(records.iter().filter(|r| r.values.iter().any(holds)).map(|r| r.id));
    }
    Ok(found)
}

/// Copies of the file that lie beside it.
fn beside(path: &Path) -> Vec<PathBuf> {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut found: Vec<PathBuf> =
        folder.read_dir().map(|entries| entries.flatten().map(|e| e.path()).collect()).unwrap_or_default();
    found.retain(|other| {
        let name = other.file_name().unwrap_or_default().to_string_lossy().into_owned();
        other != path && name.starts_with(&stem) && (name.ends_with(".aims") || name.ends_with(".rescue.json"))
    });
    found.sort_unstable();
    found
}
