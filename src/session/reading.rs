//! What is read of a whole file, with any connection to it.

use super::job::Task;
use crate::{
    domain::{
        Id, Kind, Records, Stamp, View,
        foreign::{Foreign, ForeignKind, ForeignRecord},
    },
    exchange::{
        ListTable,
        export::{self, More},
    },
    store::{Hit, Reader, StoreError},
};
use std::path::Path;

/// A connection, the file it leads to, and the moment that counts as now.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    pub(super) reader: &'a Reader,
    path: &'a Path,
    pub(super) now: Stamp,
    /// The job that this is read for.
    task: Option<&'a Task>,
}

/// An export of one kind.
#[derive(Debug)]
pub struct Exported {
    pub text: String,
    pub count: usize,
    /// What was exported, in the plural.
    pub plural: String,
}

/// The format of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum As {
    Csv,
    Json,
}

impl<'a> Reading<'a> {
    pub fn new(reader: &'a Reader, path: &'a Path, now: Stamp) -> Reading<'a> {
        Reading { reader, path, now, task: None }
    }

    /// The same for a job, which hears how far it is and may end it.
    pub(super) fn told_to(self, task: &'a Task) -> Reading<'a> {
        Reading { task: Some(task), ..self }
    }

    pub(super) fn said(&self, error: StoreError) -> String {
        error.of_file(self.path).to_string()
    }

    /// Every record with all its texts.
    pub fn records(&self) -> Result<Records, String> {
        self.load(|_| true)
    }

    /// Every record; long texts only of the kinds that are named.
    pub fn load(&self, full: impl Fn(Kind) -> bool) -> Result<Records, String> {
        let mut records = Records::default();
        for (done, kind) in Kind::ALL.iter().enumerate() {
            self.reach(done)?;
            let list = if full(*kind) { self.reader.load_full(*kind) } else { self.reader.load(*kind) };
            records.load(*kind, list.map_err(|e| self.said(e))?);
        }
        self.reach(Kind::ALL.len())?;
        records.tell_reasons(self.reader.reasons(None).map_err(|e| self.said(e))?);
        Ok(records)
    }

    /// Every record with all its texts as one step left them, also while others write: the records, the number of the
    /// step and the hash of its entry.
    pub(super) fn settled(&self) -> Result<(Records, u64, String), String> {
        let (seq, head) = self.reader.head().map_err(|e| self.said(e))?;
        let records = self.records()?;
        if self.reader.head().map_err(|e| self.said(e))?.0 == seq {
            return Ok((records, seq, head));
        }
        // Something was written between two kinds; what the journal says of the step stands still.
        Ok((self.records_at(seq)?, seq, head))
    }

    /// Every record as it stood after a step.
    pub(super) fn records_at(&self, seq: u64) -> Result<Records, String> {
        let mut records = Records::default();
        for (done, kind) in Kind::ALL.iter().enumerate() {
            self.reach(done)?;
            records.load(*kind, self.reader.load_past(*kind, seq).map_err(|e| self.said(e))?);
        }
        records.tell_reasons(self.reader.reasons(Some(seq)).map_err(|e| self.said(e))?);
        Ok(records)
    }

    /// So many kinds are read; the error ends a job that is to stop.
    fn reach(&self, done: usize) -> Result<(), String> {
        self.reach_of(done, Kind::ALL.len())
    }
    /// So many parts of so many are done; the error ends a job that is to stop.
    pub(super) fn reach_of(&self, done: usize, total: usize) -> Result<(), String> {
        self.task.map_or(Ok(()), |task| task.reach(done, total))
    }

    /// A list as it is seen, from the records of the file.
    pub fn table(&self, table: &ListTable) -> Result<Vec<u8>, String> {
        let records = self.load(|_| false)?;
        Ok(table.csv(View { records: &records, today: self.now.date() }).into_bytes())
    }

    /// Records that hold all the words, or what was found until the job was to stop.
    pub fn search(&self, words: &str, most: usize) -> Result<Vec<Hit>, String> {
        let go_on = || self.task.is_none_or(|task| !task.is_stopped());
        self.reader.search(words, most, &go_on).map_err(|e| self.said(e))
    }

    /// What the file holds that this program does not describe.
    pub fn foreign(&self) -> Result<Foreign, String> {
        self.reader.foreign().map_err(|e| self.said(e))
    }

    /// Everything of a kind as text: what this program describes, and the fields beside it that a newer one brought.
    pub fn export(&self, kind: Kind, how: As) -> Result<Exported, String> {
        let records = self.records()?;
        let view = crate::domain::View { records: &records, today: self.now.date() };
        let ids: Vec<Id> = records.all(kind).map(|r| r.id).collect();
        let more = self.more(kind)?;
        let text = match how {
            As::Json => export::json_with(view, kind, &ids, &more)?,
            As::Csv => export::csv_with(view, kind, &ids, &export::all_fields(kind), &more)?,
        };
        Ok(Exported { text, count: ids.len(), plural: kind.spec().plural.to_string() })
    }

    /// The same for a kind that only the dictionary of the file names.
    pub fn export_foreign(&self, kind: &ForeignKind, how: As) -> Result<Exported, String> {
        let records = self.foreign_records(kind)?;
        let text = match how {
            As::Json => export::json_foreign(kind, &records),
            As::Csv => export::csv_foreign(kind, &records),
        };
        Ok(Exported { text, count: records.len(), plural: kind.plural.clone() })
    }

    /// What the file holds of the records of a kind beside what this program describes.
    fn more(&self, kind: Kind) -> Result<More, String> {
        let foreign = self.foreign()?;
        let fields = foreign.fields_of(kind);
        if fields.is_empty() {
            return Ok(More::default());
        }
        let records = self.reader.foreign_values(kind, fields).map_err(|e| self.said(e))?;
        let names = fields.iter().map(|f| f.name.clone()).collect();
        Ok(More { names, texts: records.into_iter().map(|r| (r.n, r.values)).collect() })
    }

    fn foreign_records(&self, kind: &ForeignKind) -> Result<Vec<ForeignRecord>, String> {
        self.reader.foreign_records(kind).map_err(|e| self.said(e))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::{Change, Stamp, Value, kinds::person},
        runtime::{Options, demo_ready},
        session::Session,
    };

    #[test]
    fn a_step_is_read_as_a_whole_also_when_something_was_written_after_it() {
        let root = tempfile::tempdir().unwrap();
        let options = Options::fixed(Stamp::parse("2026-11-21T10:41:07+01:00").unwrap(), root.path());
        let (path, now) = (options.folders.demo(), options.clock.now());
        demo_ready(&options, &path).unwrap();
        let session = Session::open_quietly(&path, &options.setup()).unwrap();
        let (before, seq, _) = session.reading(now).settled().unwrap();
        let id = before.next_id(Kind::Person);
        let change = Change::new("late").create(id, vec![(person::NAME, Value::text("Late"))]);
        assert_eq!(session.save(change, now).unwrap().seq, seq + 1);
        let (after, last, _) = session.reading(now).settled().unwrap();
        assert!(after.get(id).is_some() && last == seq + 1);
        let again = session.reading(now).records_at(seq).unwrap();
        assert!(again.get(id).is_none() && again.every().eq(before.every()));
    }
}
