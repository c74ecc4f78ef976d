//! The words of the journal: every text once a version, with its own salt and digest, so that one can be erased and the
//! chain stays whole.

use super::{error::damaged, journal::Hash};
use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

/// The digest of a text: SHA-256 of its salt in hex and the text.
pub(super) fn digest(salt: &[u8], text: &str) -> Hash {
    let mut sha = Sha256::new();
    sha.update(super::journal::hex(salt));
    sha.update(text.as_bytes());
    sha.finalize().into()
}

/// The number of the last word, 0 if there is none.
pub(super) fn last(conn: &Connection) -> rusqlite::Result<i64> {
    conn.prepare_cached("SELECT coalesce(max(n), 0) FROM word")?.query_row([], |r| r.get(0))
}

/// Adds a text and returns its number.
pub(super) fn add(conn: &Connection, text: &str) -> rusqlite::Result<i64> {
    Adder::new(conn)?.add(text)
}

/// Adds texts one after the other; nobody else adds any meanwhile.
pub(super) struct Adder<'a> {
    conn: &'a Connection,
    last: i64,
    /// Salts that are left of those that were drawn together.
    salts: Vec<[u8; 16]>,
    /// How many are drawn next time.
    drawn: usize,
}

/// The most salts that are drawn together.
const SALTS: usize = 512;

impl<'a> Adder<'a> {
    pub(super) fn new(conn: &'a Connection) -> rusqlite::Result<Adder<'a>> {
        Ok(Adder { conn, last: last(conn)?, salts: Vec::new(), drawn: 1 })
    }
    /// The number of the last word.
    pub(super) fn last(&self) -> i64 {
        self.last
    }
    pub(super) fn add(&mut self, text: &str) -> rusqlite::Result<i64> {
        let (n, salt) = (self.last + 1, self.salt()?);
        self.conn
            .prepare_cached("INSERT INTO word (n, digest, salt, text) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![n, digest(&salt, text), salt, text])?;
        self.last = n;
        Ok(n)
    }
    fn salt(&mut self) -> rusqlite::Result<[u8; 16]> {
        if let Some(salt) = self.salts.pop() {
            return Ok(salt);
        }
        let drawn: Vec<u8> =
            self.conn.prepare_cached("SELECT randomblob(?1)")?.query_row([16 * self.drawn as i64], |r| r.get(0))?;
        self.salts = drawn.chunks_exact(16).filter_map(|salt| salt.try_into().ok()).collect();
        self.drawn = (self.drawn * 4).min(SALTS);
        self.salts.pop().ok_or_else(|| damaged("no salt was drawn".to_string()))
    }
}

/// A text by its number; `None` if it was erased.
pub(super) fn text(conn: &Connection, n: i64) -> rusqlite::Result<Option<String>> {
    let found = conn.prepare_cached("SELECT text FROM word WHERE n = ?1")?.query_row([n], |r| r.get(0)).optional()?;
    found.ok_or_else(|| damaged(format!("word {n} of the journal is missing")))
}

/// Whether a text was erased; the text itself is not read.
pub(super) fn is_erased(conn: &Connection, n: i64) -> rusqlite::Result<bool> {
    let sql = "SELECT text IS NULL FROM word WHERE n = ?1";
    let found = conn.prepare_cached(sql)?.query_row([n], |r| r.get(0)).optional()?;
    found.ok_or_else(|| damaged(format!("word {n} of the journal is missing")))
}

/// Whether the word with this number is this text; compared inside the database, so that a long one is not copied.
pub(super) fn is(conn: &Connection, n: i64, text: &str) -> rusqlite::Result<bool> {
    conn.prepare_cached("SELECT 1 FROM word WHERE n = ?1 AND text = ?2")?.exists(params![n, text])
}
