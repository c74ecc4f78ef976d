//! What the gate can see inside a transaction: one record and who points at it, each one seek.

use super::{drafts, error::Failure, links, rows};
use crate::domain::{
    Change, Id, Kind, Record, Stamp,
    gate::{self, After, Asker, Near, Outcome, Road, Step, validate},
    matrix::Matrix,
};
use jiff::civil::Date;
use rusqlite::Connection;
use std::{
    borrow::Cow,
    cell::{OnceCell, RefCell},
    collections::HashMap,
};

/// The records of the file as they are now. An error of reading is kept and told after the gate has spoken.
pub(super) struct FileNear<'a> {
    conn: &'a Connection,
    today: Date,
    /// What was read last: a gate asks several times for the record that it judges.
    read: RefCell<HashMap<Id, Option<Record>>>,
    matrix: OnceCell<Matrix>,
    error: RefCell<Option<rusqlite::Error>>,
}

/// Records that are kept at most; a step may have a hundred thousand.
const KEPT: usize = 64;

impl<'a> FileNear<'a> {
    pub(super) fn of(conn: &'a Connection, at: Stamp) -> FileNear<'a> {
        let (read, matrix, error) = Default::default();
        FileNear { conn, today: at.date(), read, matrix, error }
    }
    fn kept<T: Default>(&self, read: rusqlite::Result<T>) -> T {
        read.unwrap_or_else(|error| {
            *self.error.borrow_mut() = Some(error);
            T::default()
        })
    }
    /// Who asks; whose text is still a draft is asked only where a round is touched.
    fn asker(&self, actor: &str, touched: &[Id]) -> Asker {
        let rounds = touched.iter().any(|id| id.kind == Kind::Round);
        let drafts = if rounds { self.kept(drafts::of_others(self.conn, None)) } else { Vec::new() };
        Asker { actor: actor.into(), person: self.kept(super::settings::me(self.conn, actor)), drafts }
    }
    /// What the gate said, unless it could not see.
    fn told(self, outcome: Outcome) -> Result<(), Failure> {
        match (self.error.into_inner(), outcome) {
            (Some(error), _) => Err(error.into()),
            (None, Outcome::LetThrough) => Ok(()),
            (None, Outcome::Refused(why)) => Err(Failure::Refused(why)),
            (None, Outcome::AsksReason(question)) => Err(Failure::Asks(question)),
        }
    }
}

impl Near for FileNear<'_> {
    fn record(&self, id: Id) -> Option<Cow<'_, Record>> {
        if let Some(known) = self.read.borrow().get(&id) {
            return known.clone().map(Cow::Owned);
        }
        let record = self.kept(rows::read(self.conn, id));
        let mut read = self.read.borrow_mut();
        if read.len() >= KEPT {
            read.clear();
        }
        read.insert(id, record.clone());
        record.map(Cow::Owned)
    }
    fn pointing_at(&self, id: Id) -> Vec<(Id, usize)> {
        let mut all = self.kept(links::pointing_at(self.conn, id));
        all.retain(|(from, _)| self.kept(rows::is_live(self.conn, *from)));
        all
    }
    fn next_id(&self, kind: Kind) -> Id {
        Id::new(kind, self.kept(rows::highest(self.conn, kind)) + 1)
    }
    fn matrix(&self) -> Cow<'_, Matrix> {
        Cow::Borrowed(self.matrix.get_or_init(|| {
            let method =
                self.kept(rows::load(self.conn, Kind::Method, rows::Texts::All)).into_iter().find(|r| !r.hidden);
            method.as_ref().map(Matrix::of).unwrap_or_default()
        }))
    }
    fn today(&self) -> Date {
        self.today
    }
}

/// Asks the gate about a change as it will stand in the file.
pub(super) fn ask(conn: &Connection, change: &Change, at: Stamp, actor: &str) -> Result<(), Failure> {
    let near = FileNear::of(conn, at);
    let touched: Vec<Id> = change.edits.iter().map(|e| e.id()).collect();
    let outcome = validate(&near, change, &near.asker(actor, &touched));
    near.told(outcome)
}

/// Asks the gate about records as a step will leave them.
pub(super) fn ask_step(
    conn: &Connection,
    (at, actor): (Stamp, &str),
    now: &[&Record],
    road: Road,
    reason: Option<&str>,
) -> Result<(), Failure> {
    let near = FileNear::of(conn, at);
    let touched: Vec<Id> = now.iter().map(|r| r.id).collect();
    let outcome = {
        let mut after = After::of(&near);
        now.iter().for_each(|record| after.put((*record).clone()));
        let step = Step { before: &near, after: &after, touched: &touched, road, reason };
        step.outcome(&near.asker(actor, &touched))
    };
    near.told(outcome)
}

/// Interviews whose agreed recap ends with records as a step will leave them; see [`gate::ended_agreements`].
pub(super) fn ended_agreements(conn: &Connection, at: Stamp, now: &[&Record]) -> Result<Vec<Record>, Failure> {
    let near = FileNear::of(conn, at);
    let ended = gate::ended_agreements(&near, now);
    near.error.into_inner().map_or(Ok(ended), |error| Err(error.into()))
}
