//! Who has the file open: one row for each session, which on a network file system is also the right to write.

use super::{
    OpenOptions, Presence, Who,
    error::damaged,
    guard::{Guard, Life},
};
use crate::domain::Stamp;
use rusqlite::{Connection, params};
use rustix::process::{Pid, test_kill_process};

/// Whether this session got its row.
pub(super) enum Entered {
    Row(i64),
    /// Someone else may write here, and only one can.
    Taken(Presence),
}

/// Clears the rows of processes that are gone, or all of them if asked to take over, and adds one's own; on a network
/// file system only if nobody else is there.
pub(super) fn enter(
    conn: &Connection,
    options: &OpenOptions,
    network: bool,
    guard: &Guard,
) -> rusqlite::Result<Entered> {
    let who = &options.who;
    for (id, row) in rows(conn)? {
        if options.take_over || is_gone(conn, (id, &row), who, network, guard)? {
            leave(conn, id)?;
        }
    }
    if let Some(first) = others(conn, None)?.into_iter().next().filter(|_| network) {
        return Ok(Entered::Taken(first));
    }
    conn.execute(
        "INSERT INTO session (user, host, pid, since, started) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![who.user, who.host, who.pid, options.now.to_string(), started(who.pid)],
    )?;
    Ok(Entered::Row(conn.last_insert_rowid()))
}

/// Whether the process of a session is gone.
fn is_gone(
    conn: &Connection,
    (id, row): (i64, &Presence),
    who: &Who,
    network: bool,
    guard: &Guard,
) -> rusqlite::Result<bool> {
    Ok(match guard.life(id) {
        Life::Lives => false,
        // Nobody can have a file of this computer open without this kernel knowing.
        Life::Gone if !network => true,
        _ => row.host == who.host && (row.pid == who.pid || !runs_since(conn, id, row.pid)?),
    })
}

/// The sessions whose process is gone, for one who has not signed in yet.
pub(super) fn gone(conn: &Connection, who: &Who, guard: &Guard) -> rusqlite::Result<Vec<i64>> {
    let mut gone = Vec::new();
    for (id, row) in rows(conn)? {
        if is_gone(conn, (id, &row), who, false, guard)? {
            gone.push(id);
        }
    }
    Ok(gone)
}

pub(super) fn leave(conn: &Connection, session: i64) -> rusqlite::Result<()> {
    conn.execute("DELETE FROM session WHERE id = ?1", [session])?;
    Ok(())
}

/// Everyone else who has the file open.
pub(super) fn others(conn: &Connection, own: Option<i64>) -> rusqlite::Result<Vec<Presence>> {
    Ok(rows(conn)?.into_iter().filter(|(id, _)| Some(*id) != own).map(|(_, row)| row).collect())
}

/// Somebody who has a file open that nobody of this process has; on a network file system also whoever may have it.
pub(super) fn living(conn: &Connection, guard: &Guard, who: &Who, network: bool) -> rusqlite::Result<Option<Presence>> {
    for (id, row) in rows(conn)? {
        let lives = match guard.life(id) {
            Life::Lives => true,
            Life::Gone if !network => false,
            _ => row.host != who.host || row.pid != who.pid && runs_since(conn, id, row.pid)?,
        };
        if lives {
            return Ok(Some(row));
        }
    }
    Ok(None)
}

fn rows(conn: &Connection) -> rusqlite::Result<Vec<(i64, Presence)>> {
    let mut statement = conn.prepare_cached("SELECT id, user, host, pid, since FROM session ORDER BY id")?;
    let rows = statement.query_map([], |row| {
        let since: String = row.get(4)?;
        let since = Stamp::parse(&since).ok_or_else(|| damaged("the list of sessions cannot be read".into()))?;
        Ok((row.get(0)?, Presence { user: row.get(1)?, host: row.get(2)?, pid: row.get(3)?, since }))
    })?;
    rows.collect()
}

/// Whether a process of this host runs; one that may not be signalled does.
///
/// A process that was killed and that nobody has waited for is still in the table, and after a restart of the machine
/// its number may belong to another program: where the system tells, both count as gone.
pub(super) fn runs(pid: u32) -> bool {
    is_process(pid)
        && match (program(std::process::id()), program(pid)) {
            (Some((mine, _)), Some((theirs, _))) => mine == theirs,
            _ => true,
        }
}

/// Whether there is a process of this number, of whatever program, that has not ended.
pub(super) fn is_process(pid: u32) -> bool {
    let known = i32::try_from(pid).ok().and_then(Pid::from_raw);
    if known.is_none_or(|pid| test_kill_process(pid) == Err(rustix::io::Errno::SRCH)) {
        return false;
    }
    program(pid).is_none_or(|(_, state)| !matches!(state, 'Z' | 'X'))
}

/// Name and state of a process, where the system has a table of them to read.
fn program(pid: u32) -> Option<(String, char)> {
    let line = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let (before, after) = line.rsplit_once(')')?;
    Some((before.split_once('(')?.1.to_string(), after.trim_start().chars().next()?))
}

/// Whether the process of a session of this host runs still: the one of that number which started then.
fn runs_since(conn: &Connection, id: i64, pid: u32) -> rusqlite::Result<bool> {
    let then: Option<String> =
        conn.prepare_cached("SELECT started FROM session WHERE id = ?1")?.query_row([id], |r| r.get(0))?;
    Ok(match (then, started(pid)) {
        (Some(then), Some(now)) => then == now,
        _ => runs(pid),
    })
}

/// When a process started, in whatever words the system has for it; `None` if it does not say.
#[cfg(target_os = "linux")]
fn started(pid: u32) -> Option<String> {
    let line = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The 22nd word of the line, the 20th after the name.
    Some(line.rsplit_once(')')?.1.split_ascii_whitespace().nth(19)?.chars().take(100).collect())
}

/// The same where only `ps` tells it.
#[cfg(not(target_os = "linux"))]
fn started(pid: u32) -> Option<String> {
    let told = std::process::Command::new("ps").args(["-o", "lstart=", "-p", &pid.to_string()]).output().ok()?;
    let text = String::from_utf8_lossy(&told.stdout).trim().to_string();
    (!text.is_empty()).then(|| text.chars().take(100).collect())
}
