//! The file under an open session is not the one any more: it is gone, another lies in its place, or an older copy was put
//! over it. Nothing is written then; what would be lost is kept beside it, and said.

use super::{
    Came, Reply, Request, StoreError, checking, drafts,
    error::{DAMAGED, Failure},
    file::{OpenFile, data_version},
    header,
    journal::{self, Hash},
    news, open, rescue,
    session::{self, Entered},
    verify::Verified,
};
use rusqlite::{Connection, MAIN_DB, OptionalExtension, backup::Backup};
use std::{sync::Arc, time::Duration};

/// Steps of this session that are kept in memory, so that they can be offered if the file loses them.
const REMEMBERED: usize = 2_000;
/// A disk that takes longer for a commit is not asked for one more on the way out.
const SLOW: Duration = Duration::from_millis(500);

/// What lies there is no file of this program, or its pages are no longer whole; a disk that fails is something else.
fn is_none(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase, Unknown};
    let code = error.sqlite_error_code();
    matches!(code, Some(DatabaseCorrupt | NotADatabase | Unknown))
}

impl OpenFile {
    /// Keeps a step in memory.
    pub(super) fn remember(&mut self, seq: u64, step: &Arc<Request>) {
        if self.wrote.len() < REMEMBERED {
            self.wrote.push((seq, step.clone()));
        }
    }

    /// The last step of the file, if the one that this session knew as the last is not in it any more.
    pub(super) fn went_back(&self, conn: &Connection) -> rusqlite::Result<Option<u64>> {
        if self.last_seq == 0 {
            return Ok(None);
        }
        let found = || -> rusqlite::Result<Option<Hash>> {
            let mut statement = conn.prepare_cached("SELECT hash FROM entry WHERE seq = ?1")?;
            statement.query_row([self.last_seq as i64], |r| r.get(0)).optional()
        };
        let head = match found() {
            Ok(found) if found == Some(self.last_hash) => return Ok(None),
            Ok(_) => journal::head(conn).map(|(seq, _)| seq),
            Err(error) => Err(error),
        };
        match head {
            // It was overwritten, or cut short.
            Err(error) if is_none(&error) => Ok(Some(0)),
            head => head.map(Some),
        }
    }

    /// An older copy lies in the place of the file: this session writes nothing more, and its steps that are gone are in
    /// a rescue file.
    pub(super) fn fell_back(&mut self, found: u64) -> Failure {
        let (known, path) = (self.last_seq, self.place.path.clone());
        // Where the copy branches off is not known if it is as long; then all steps of this session are offered.
        let from = if found < known { found } else { 0 };
        let gone: Vec<&Request> = self.wrote.iter().filter(|(seq, _)| *seq > from).map(|(_, step)| &**step).collect();
        let mut why = match found {
            0 => format!(
                "the file was overwritten or cut short while it was open: nothing of its journal can be read, and step \
                 {known} was saved; keep what is left of it, and look for a copy with aims backup --list"
            ),
            _ => format!(
                "an older copy was put over the file while it was open: it ends at step {found}, and step {known} was \
                 saved; quit and open it again"
            ),
        };
        if !gone.is_empty() {
            let copy = rescue::vanished(self.rescue.as_deref(), &path, &self.actor, &why, gone.iter().copied());
            why += &match copy {
                Some(copy) => format!(". The {} steps of yours that are gone are in {}", gone.len(), copy.told()),
                None => ". No copy of the steps that are gone could be made".to_string(),
            };
        }
        self.outbox.send(Reply::Warning(why.clone()));
        self.becomes_read_only(why)
    }

    /// Why nothing can be saved, with a whole copy of the file made from the connection that is still open.
    pub(super) fn with_whole_copy(&mut self, conn: &Connection, why: String) -> String {
        if self.whole_copy.is_none() {
            let name = format!("{}-whole", std::process::id());
            self.whole_copy = whole_of(conn)
                .ok()
                .and_then(|bytes| rescue::whole(self.rescue.as_deref(), &self.place.path, &name, &bytes));
        }
        match &self.whole_copy {
            Some(copy) => format!("{why}; a whole copy of it as it was is {}", copy.display()),
            None => format!("{why}; no copy of it could be made"),
        }
    }

    /// Signs in where that had to wait.
    pub(super) fn sign_in(&mut self, conn: &Connection) -> Result<(), Failure> {
        let Some((options, network, recovered)) = &self.entering else { return Ok(()) };
        let entered = open::enter(conn, options, (*network, *recovered), &self.place.guard);
        let entered = entered.map_err(|error| match error {
            StoreError::Sql(error) => Failure::from(error),
            other => Failure::Refused(other.to_string()),
        })?;
        self.entering = None;
        match entered {
            Entered::Row(id) => self.session = Some(id),
            Entered::Taken(first) => {
                let why = format!("{}@{} has it open on a network file system", first.user, first.host);
                return Err(self.becomes_read_only(why));
            }
        }
        Ok(())
    }

    /// Signs off. A row that cannot be removed is cleared by the next session of this host.
    pub(super) fn leave(&mut self, conn: &Connection) {
        self.entering = None;
        // On a disk that takes seconds for it, the kernel tells as well that this session is gone.
        let slow = self.took > SLOW && cfg!(target_os = "linux") && !header::on_network(&self.place.path);
        if !slow {
            let _ = self.short(conn, session::leave);
        }
        if let Some(id) = self.session.take() {
            self.place.guard.release(id);
        }
    }

    /// A newer program brought the file to its version: this session writes nothing any more, and says so.
    pub(super) fn becomes_read_only(&mut self, why: String) -> Failure {
        self.read_only = Some(why.clone());
        self.session = None;
        self.outbox.send(Reply::ReadOnly(why.clone()));
        Failure::Refused(format!("the file is open to read only: {why}"))
    }

    /// Another program held the file when this session came into it: now that something changed, it tries again.
    pub(super) fn signs_in_late(&mut self, conn: &Connection) -> Result<(), Failure> {
        if !std::mem::take(&mut self.late) {
            return Ok(());
        }
        match self.sign_in(conn) {
            Err(Failure::Keep(_)) => {
                self.late = true;
                Ok(())
            }
            other => other,
        }
    }

    /// The whole file was looked at: signs in, unless what was found is to wait for a person who changes something.
    pub(super) fn came_in(&mut self, conn: &Connection, found: Verified) -> Came {
        let (damage, unread) = checking::damage(found);
        let mut notices: Vec<String> = unread.into_iter().collect();
        let wrong = |why: &String| format!("the file is not what was saved: {why}. Keep a copy; aims verify says more");
        notices.extend(damage.as_ref().map(wrong));
        if let Some(why) = damage.as_ref().filter(|why| why.starts_with(DAMAGED) && self.entering.is_some()) {
            // Pages that are no longer whole are only read.
            self.read_only = Some(why.clone());
            self.entering = None;
        }
        if damage.is_none()
            && let Err(Failure::Keep(why)) = self.sign_in(conn)
        {
            // What is written first tries again, and the next change of the file.
            self.late = true;
            notices.push(format!("waiting for the file: {why}"));
        }
        // Those of sessions that are gone went with signing in.
        self.others = session::others(conn, self.session).unwrap_or_default();
        let (session, read_only, others) = (self.session, self.read_only.clone(), self.others.clone());
        Came { session, read_only, damage, notices, others }
    }

    /// Whether the path still names the file that was opened; looks, never opens.
    pub(super) fn in_place(&self) -> Result<(), Failure> {
        let path = self.place.path.display();
        match header::identity(&self.place.path) {
            Ok(identity) if identity == self.place.identity => Ok(()),
            Ok(_) => Err(Failure::Keep(format!("another file now lies at {path}"))),
            Err(_) => Err(Failure::Keep(format!("the file is no longer at {path}"))),
        }
    }

    /// The file changed: tell what others did and who is there.
    pub(super) fn changed(&mut self, conn: &Connection) -> Result<(), Failure> {
        if let (Err(Failure::Keep(why)), Some(_)) =
            (self.in_place(), self.session.or(self.entering.as_ref().map(|_| 0)))
        {
            return Err(Failure::Keep(self.with_whole_copy(conn, why)));
        }
        self.whole_copy = None;
        let version = match data_version(conn) {
            Err(error) if is_none(&error) && self.read_only.is_none() => {
                self.fell_back(0);
                return Ok(());
            }
            version => version?,
        };
        if version == self.data_version {
            return Ok(());
        }
        let tx = conn.unchecked_transaction()?;
        if let Some(found) = self.went_back(&tx)? {
            drop(tx);
            self.data_version = version;
            self.fell_back(found);
            return Ok(());
        }
        let (replies, last) = news::read(&tx, self.last_seq)?;
        self.last_hash = journal::head(&tx)?.1;
        let others = session::others(&tx, self.session)?;
        let theirs = drafts::of_others(&tx, self.session)?;
        drop(tx);
        self.data_version = version;
        self.last_seq = last;
        replies.into_iter().for_each(|reply| self.outbox.send(reply));
        if others != self.others {
            self.others = others;
            self.outbox.send(Reply::Present(self.others.clone()));
        }
        self.tell_theirs(theirs);
        Ok(())
    }
}

/// The whole file as an open connection has it.
fn whole_of(conn: &Connection) -> rusqlite::Result<Vec<u8>> {
    let mut copy = Connection::open_in_memory()?;
    Backup::new(conn, &mut copy)?.run_to_completion(i32::MAX, Duration::ZERO, None)?;
    Ok(copy.serialize(MAIN_DB)?.to_vec())
}
