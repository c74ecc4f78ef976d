//! The settings of every connection, set in a fixed order and read back: a setting that did not take is an error.

use super::error::{Failure, StoreError};
use crate::domain::Id;
use rusqlite::{
    Connection, OptionalExtension,
    config::DbConfig,
    hooks::{AuthAction, AuthContext, Authorization},
    limits::Limit,
};
use std::time::Duration;

/// Characters that the table lets the key of a setting have.
const LONGEST_KEY: usize = 200;
/// Characters of an actor in such a key; the name of a computer alone may have 253.
const LONGEST_ACTOR: usize = 119;

/// The key of a setting that one person has in a file.
pub fn personal(actor: &str, key: &str) -> String {
    fitting(&format!("{}/{key}", fitting(actor, LONGEST_ACTOR)), LONGEST_KEY)
}

/// The text itself, or its beginning and a digest of all of it where it is longer than that.
pub fn fitting(text: &str, most: usize) -> String {
    use sha2::{Digest, Sha256};
    use std::fmt::Write;
    if text.chars().count() <= most {
        return text.to_string();
    }
    let digest = Sha256::digest(text);
    let mark = digest.iter().take(8).fold(String::from("#"), |mut mark, byte| {
        let _ = write!(mark, "{byte:02x}");
        mark
    });
    text.chars().take(most - mark.len()).chain(mark.chars()).collect()
}

/// Whether a setting holds a line that somebody typed; the others hold what they chose and where they came to rest.
pub(super) fn is_typed(key: &str) -> bool {
    key.contains("/line/")
}

/// The setting by which an actor says which person of the file they are.
pub const ME: &str = "me";
/// The step of the journal up to which a person has looked at what changed for them, and up to which they had before.
pub const LOOKED: &str = "looked";
pub const LOOKED_BEFORE: &str = "looked_before";

/// The person of the file that an actor is, if they said so.
pub(super) fn me(conn: &Connection, actor: &str) -> rusqlite::Result<Option<Id>> {
    let mut statement = conn.prepare_cached("SELECT value FROM setting WHERE key = ?1")?;
    let text: Option<String> = statement.query_row([personal(actor, ME)], |row| row.get(0)).optional()?;
    Ok(text.and_then(|text| text.parse().ok()))
}

/// How long opening a file and a command wait for another writer.
pub(super) const BUSY: Duration = Duration::from_millis(5000);

/// How long one try of the thread that writes for a screen waits: the waiting is its own, and is shown.
pub(super) const SHORT: Duration = Duration::from_millis(200);

/// The longest text or blob, and so the largest step: 64 MiB.
const LENGTH: i32 = 64 << 20;

/// Sets and checks everything.
pub(super) fn apply(conn: &mut Connection) -> Result<(), StoreError> {
    pragma(conn, "journal_mode", "DELETE", "delete")?;
    pragma(conn, "synchronous", "EXTRA", "3")?;
    #[cfg(target_vendor = "apple")]
    pragma(conn, "fullfsync", "ON", "1")?;
    apply_in_memory(conn)
}

/// What a copy in memory needs of it: all but the settings of the disk.
pub(super) fn apply_in_memory(conn: &mut Connection) -> Result<(), StoreError> {
    pragma(conn, "foreign_keys", "ON", "1")?;
    flag(conn, DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    flag(conn, DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    flag(conn, DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    flag(conn, DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    // A plan that waited for the values would be made anew for each of them: several times the work of the statement.
    flag(conn, DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    pragma(conn, "cell_size_check", "ON", "1")?;
    if conn.path().is_some_and(|path| !path.is_empty()) {
        pragma(conn, "mmap_size", "0", "0")?;
    }
    pragma(conn, "recursive_triggers", "ON", "1")?;
    pragma(conn, "secure_delete", "ON", "1")?;
    pragma(conn, "temp_store", "MEMORY", "2")?;
    conn.busy_timeout(BUSY)?;
    expect("busy_timeout", &read(conn, "busy_timeout")?, "5000")?;
    limit(conn, Limit::SQLITE_LIMIT_ATTACHED, 0)?;
    limit(conn, Limit::SQLITE_LIMIT_LENGTH, LENGTH)?;
    limit(conn, Limit::SQLITE_LIMIT_SQL_LENGTH, 100_000)?;
    expect("encoding", &read(conn, "encoding")?, "UTF-8")?;
    conn.set_prepared_statement_cache_capacity(96);
    conn.authorizer(Some(no_other_files))?;
    Ok(())
}

/// No statement may bring in another file.
fn no_other_files(context: AuthContext<'_>) -> Authorization {
    match context.action {
        AuthAction::Attach { .. } | AuthAction::Detach { .. } => Authorization::Deny,
        _ => Authorization::Allow,
    }
}

fn pragma(conn: &Connection, name: &str, value: &str, want: &str) -> Result<(), StoreError> {
    conn.pragma_update(None, name, value)?;
    expect(name, &read(conn, name)?, want)
}

/// The value of a pragma as text; SQLite answers some with a number.
pub(super) fn read(conn: &Connection, name: &str) -> rusqlite::Result<String> {
    conn.pragma_query_value(None, name, |row| {
        Ok(match row.get_ref(0)? {
            rusqlite::types::ValueRef::Integer(n) => n.to_string(),
            other => other.as_str().unwrap_or_default().to_string(),
        })
    })
}

fn flag(conn: &Connection, config: DbConfig, on: bool) -> Result<(), StoreError> {
    conn.set_db_config(config, on)?;
    expect(&format!("{config:?}"), &conn.db_config(config)?.to_string(), &on.to_string())
}

fn limit(conn: &Connection, limit: Limit, value: i32) -> Result<(), StoreError> {
    conn.set_limit(limit, value)?;
    expect(&format!("{limit:?}"), &conn.limit(limit)?.to_string(), &value.to_string())
}

fn expect(name: &str, found: &str, want: &str) -> Result<(), StoreError> {
    if found == want {
        return Ok(());
    }
    Err(Failure::Refused(format!("the setting {name} of the database is “{found}” and must be “{want}”")).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_of_a_setting_fits_whoever_and_whatever_it_is_about() {
        assert_eq!(personal("ann@here", "tips"), "ann@here/tips");
        for actor in ["ann@here".to_string(), "ä".repeat(300)] {
            let long = |last: &str| personal(&actor, &format!("line/{}{last}", "why? ".repeat(60)));
            assert_eq!(long("a").chars().count(), 200);
            assert_ne!(long("a"), long("b"), "questions that begin alike are told apart");
            assert!(long("a").starts_with(&personal(&actor, "")), "it is found with the others of this person");
        }
    }

    #[test]
    fn settings_hold_and_other_files_stay_out() {
        let folder = tempfile::tempdir().unwrap();
        let mut conn = Connection::open(folder.path().join("x")).unwrap();
        apply(&mut conn).unwrap();
        assert_eq!(read(&conn, "synchronous").unwrap(), "3");
        assert!(conn.db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG).unwrap());
        assert!(conn.execute_batch("ATTACH ':memory:' AS other").is_err());
        assert!(conn.execute_batch("SELECT \"not a column\"").is_err());
    }
}
