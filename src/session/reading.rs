//! What is read of a whole file, with any connection to it.

use super::job::Task;
use crate::{
    domain::{
        Id, Kind, Record, Records, Stamp, View,
        foreign::{Foreign, ForeignKind, ForeignRecord},
        notes,
        veil::{self, Eyes, OUTCOME},
    },
    exchange::{
        ListTable,
        export::{self, More},
    },
    store::{Reader, SearchHit, StoreError},
};
use std::{
    collections::HashSet,
    io::{self, Write},
    path::Path,
};

/// A connection, the file it leads to, and the moment that counts as now.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    pub(super) reader: &'a Reader,
    path: &'a Path,
    /// Who reads, `user@host`.
    actor: &'a str,
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

/// Why an export ended before its end.
#[derive(Debug)]
pub enum Broken {
    /// A sentence.
    Read(String),
    Write(io::Error),
}

impl From<String> for Broken {
    fn from(why: String) -> Broken {
        Broken::Read(why)
    }
}
impl From<io::Error> for Broken {
    fn from(error: io::Error) -> Broken {
        Broken::Write(error)
    }
}

/// What ended going through records: the file, or who took them.
enum Unread {
    Store(StoreError),
    Broken(Broken),
}

impl From<StoreError> for Unread {
    fn from(error: StoreError) -> Unread {
        Unread::Store(error)
    }
}

/// The format of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum As {
    Csv,
    Json,
}

impl<'a> Reading<'a> {
    pub fn new(reader: &'a Reader, path: &'a Path, actor: &'a str, now: Stamp) -> Reading<'a> {
        Reading { reader, path, actor, now, task: None }
    }

    /// The rounds that whoever reads does not see into, by today's rule.
    pub(super) fn sealed(&self) -> Result<Vec<Id>, String> {
        sealed(self.reader, self.actor).map_err(|e| self.said(e))
    }
    /// The eyes with which everything is read.
    pub(super) fn eyes(&self) -> Result<Eyes, String> {
        let sealed = self.sealed()?;
        Ok(if sealed.is_empty() { Eyes::All } else { Eyes::Without(sealed) })
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

    /// Every record as rules ask for it: long texts are read where rules read them, otherwise only whether one is there.
    pub fn for_rules(&self) -> Result<Records, String> {
        let mut records = self.read_by(|kind| self.reader.load_for_rules(kind))?;
        for id in notes::compared(&records).into_iter().collect::<Vec<_>>() {
            records.put(self.reader.read(id).map_err(|e| self.said(e))?);
        }
        Ok(records)
    }

    /// Every record; long texts only of the kinds that are named.
    pub fn load(&self, full: impl Fn(Kind) -> bool) -> Result<Records, String> {
        self.read_by(|kind| if full(kind) { self.reader.load_full(kind) } else { self.reader.load(kind) })
    }

    fn read_by(&self, read: impl Fn(Kind) -> Result<Vec<Record>, StoreError>) -> Result<Records, String> {
        let mut records = Records::default();
        for (done, kind) in Kind::ALL.iter().enumerate() {
            self.reach(done)?;
            records.load(*kind, read(*kind).map_err(|e| self.said(e))?);
        }
        self.reach(Kind::ALL.len())?;
        records.tell_reasons(self.reader.reasons(None).map_err(|e| self.said(e))?);
        records.seen_with(self.eyes()?);
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
        records.seen_with(self.eyes()?);
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
    pub fn search(&self, words: &str, most: usize) -> Result<Vec<SearchHit>, String> {
        let go_on = || self.task.is_none_or(|task| !task.is_stopped());
        let mut hits = self.reader.search(words, most, &go_on).map_err(|e| self.said(e))?;
        if let Some(seen) = self.veiled()? {
            hits.retain(|hit| {
                seen.get(hit.id).is_some()
                    && !(hit.id.kind == Kind::Round && seen.is_veiled(hit.id) && OUTCOME.contains(&hit.field))
            });
        }
        Ok(hits)
    }

    /// The records as this reader sees them, if anything is out of sight.
    pub(super) fn veiled(&self) -> Result<Option<Records>, String> {
        veiled(self.reader, self.actor).map_err(|e| self.said(e))
    }

    /// What the file holds that this program does not describe.
    pub fn touches(&self) -> Result<Vec<(crate::domain::Id, Stamp)>, String> {
        self.reader.touches().map_err(|e| self.said(e))
    }
    pub fn foreign(&self) -> Result<Foreign, String> {
        self.reader.foreign().map_err(|e| self.said(e))
    }

    /// Writes everything of a kind as text, record by record: what this program describes, and the fields beside it that
    /// a newer one brought. Says how many records there are.
    pub fn export(&self, kind: Kind, how: As, out: &mut dyn Write) -> Result<usize, Broken> {
        let (seq, _) = self.reader.head().map_err(|e| self.said(e))?;
        let more = self.more(kind)?;
        match how {
            As::Json => self.export_json((kind, seq), &more, out),
            As::Csv => self.export_csv((kind, seq), &more, out),
        }
    }

    fn export_json(&self, (kind, seq): (Kind, u64), more: &More, out: &mut dyn Write) -> Result<usize, Broken> {
        let (before, between, after) = export::json_around(kind.spec().table);
        out.write_all(before.as_bytes())?;
        let mut count = 0;
        self.each(kind, seq, |record| {
            let between = if count > 0 { between } else { "" };
            count += 1;
            Ok(write!(out, "{between}{}", export::json_line(record, more))?)
        })?;
        out.write_all(after.as_bytes())?;
        Ok(count)
    }

    /// The rows are gone through twice: whether there is a column that names risky cells stands in the first line.
    fn export_csv(&self, (kind, seq): (Kind, u64), more: &More, out: &mut dyn Write) -> Result<usize, Broken> {
        let mut own = Records::default();
        own.load(Kind::OwnColumn, self.reader.load_full(Kind::OwnColumn).map_err(|e| self.said(e))?);
        let table = export::ExportTable::new(&own, kind, &export::all_fields(&own, kind), more);
        let deleted: HashSet<Id> = self.reader.deleted(seq).map_err(|e| self.said(e))?.into_iter().collect();
        let mut risky = false;
        self.each(kind, seq, |record| {
            risky = risky || table.is_risky(record);
            Ok(())
        })?;
        out.write_all(table.head(risky).as_bytes())?;
        let mut count = 0;
        self.each(kind, seq, |record| {
            count += 1;
            Ok(out.write_all(table.row(record, &|id| deleted.contains(&id), risky).as_bytes())?)
        })?;
        Ok(count)
    }

    /// The records of a kind that are not hidden, one by one, as they stood after a step.
    fn each(&self, kind: Kind, seq: u64, mut take: impl FnMut(&Record) -> Result<(), Broken>) -> Result<(), Broken> {
        let said = |read: Unread| match read {
            Unread::Store(error) => Broken::Read(self.said(error)),
            Unread::Broken(broken) => broken,
        };
        let veiled = self.veiled()?;
        let mut shown = |record: &Record| match veiled.as_ref().filter(|seen| seen.is_veiled(record.id)) {
            _ if record.hidden => Ok(()),
            None => take(record),
            Some(seen) => seen.get(record.id).map_or(Ok(()), |_| take(&veil::stand_in(record))),
        };
        self.reader.each_full(kind, seq, |record| shown(&record).map_err(Unread::Broken)).map_err(said)
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
    pub(super) fn more(&self, kind: Kind) -> Result<More, String> {
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

/// The rounds that a person does not see into, from the records of today.
pub(super) fn sealed(reader: &Reader, actor: &str) -> Result<Vec<Id>, StoreError> {
    let mut records = Records::default();
    records.load(Kind::Round, reader.load_today(Kind::Round)?);
    if veil::pairs(&records).is_empty() {
        return Ok(Vec::new());
    }
    records.load(Kind::Interview, reader.load_today(Kind::Interview)?);
    Ok(veil::closed_to(&records, reader.me(actor)?))
}

/// The records as a person sees them, long texts unread, if anything is out of their sight.
pub(super) fn veiled(reader: &Reader, actor: &str) -> Result<Option<Records>, StoreError> {
    let sealed = sealed(reader, actor)?;
    if sealed.is_empty() {
        return Ok(None);
    }
    let mut records = Records::default();
    for kind in Kind::ALL {
        records.load(*kind, reader.load(*kind)?);
    }
    records.seen_with(Eyes::Without(sealed));
    Ok(Some(records))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::{Change, Stamp, Value, kinds::person},
        runtime::{RunOptions, demo_ready},
        session::Session,
    };

    #[test]
    fn a_step_is_read_as_a_whole_also_when_something_was_written_after_it() {
        let root = tempfile::tempdir().unwrap();
        let options = RunOptions::fixed(Stamp::parse("2026-11-21T10:41:07+01:00").unwrap(), root.path());
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

    #[test]
    fn rules_find_the_same_without_the_long_texts() {
        let root = tempfile::tempdir().unwrap();
        let options = RunOptions::fixed(Stamp::parse("2026-11-21T10:41:07+01:00").unwrap(), root.path());
        let (path, now) = (options.folders.demo(), options.clock.now());
        demo_ready(&options, &path).unwrap();
        let session = Session::open_quietly(&path, &options.setup()).unwrap();
        // Texts that are blank say nothing, whoever wrote them.
        let finding = session.reading(now).records().unwrap().all(Kind::Finding).next().unwrap().clone();
        let fields = Kind::Finding.spec().fields;
        let long = (0..fields.len()).filter(|f| matches!(fields[*f].typ, crate::domain::Type::Long));
        let blank = long.map(|f| (f, Value::text(" \n"))).collect();
        session.save(Change::new("blank").set(&finding, blank).because("to see"), now).unwrap();
        let (all, light) = (session.reading(now).records().unwrap(), session.reading(now).for_rules().unwrap());
        let hits = |records: &Records| {
            let view = crate::domain::View { records, today: now.date() };
            let hits = crate::domain::checks::run(view);
            let told = hits.into_iter().map(|(c, spots)| (c.id, spots.into_iter().map(|s| (s.id, s.detail)).collect()));
            let coverage = crate::domain::coverage::Coverage::of(view, crate::domain::coverage::Span::Newest);
            (
                told.collect::<Vec<(&str, Vec<(Id, String)>)>>(),
                format!("{:?}", (coverage.clauses(), coverage.controls())),
            )
        };
        assert!(light.every().any(|r| !r.is_read()) && all.every().all(Record::is_read));
        assert_eq!(hits(&all), hits(&light));
    }

    /// Writes into the file after so many pieces, as another session would.
    struct Meanwhile<'a, F: FnMut()> {
        text: &'a mut Vec<u8>,
        left: usize,
        act: F,
    }
    impl<F: FnMut()> Write for Meanwhile<'_, F> {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.left = self.left.wrapping_sub(1);
            if self.left == 0 {
                (self.act)();
            }
            self.text.write(bytes)
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn an_export_is_of_one_step_and_lets_others_write_meanwhile() {
        let root = tempfile::tempdir().unwrap();
        let options = RunOptions::fixed(Stamp::parse("2026-11-21T10:41:07+01:00").unwrap(), root.path());
        let (path, now) = (root.path().join("x.aims"), options.clock.now());
        let mut change = Change::new("people");
        for n in 1..=1_200 {
            change = change.create(Id::new(Kind::Person, n), vec![(person::NAME, Value::text(format!("Ada {n}")))]);
        }
        crate::store::create(&path, &[crate::store::FoundingStep { at: now, actor: "ann@here".into(), change }])
            .unwrap();
        let session = Session::open_quietly(&path, &options.setup()).unwrap();
        let other = Session::open_quietly(&path, &options.setup()).unwrap();
        for how in [As::Csv, As::Json] {
            let reading = session.reading(now);
            let mut before = Vec::new();
            assert_eq!(reading.export(Kind::Person, how, &mut before).unwrap(), 1_200);
            let records = reading.records().unwrap();
            let ids: Vec<Id> = records.all(Kind::Person).map(|r| r.id).collect();
            let view = crate::domain::View { records: &records, today: now.date() };
            let at_once = match how {
                As::Csv => export::csv_records(view, Kind::Person, &ids, &export::all_fields(&records, Kind::Person)),
                As::Json => export::json_records(view, Kind::Person, &ids),
            };
            assert_eq!(String::from_utf8(before.clone()).unwrap(), at_once.unwrap());
            let mut text = Vec::new();
            let rename = || {
                let last = records.get(Id::new(Kind::Person, 1_190)).unwrap();
                let named = Change::new("name").set(last, vec![(person::NAME, Value::text("=risky"))]);
                other.save(named, now).unwrap();
            };
            let count = reading.export(Kind::Person, how, &mut Meanwhile { text: &mut text, left: 5, act: rename });
            assert!(count.unwrap() == 1_200 && text == before);
            let mut after = Vec::new();
            reading.export(Kind::Person, how, &mut after).unwrap();
            assert!(String::from_utf8(after).unwrap().contains("=risky"));
            let back = session.reading(now).records().unwrap();
            let last = back.get(Id::new(Kind::Person, 1_190)).unwrap();
            other.save(Change::new("name").set(last, vec![(person::NAME, Value::text("Ada 1190"))]), now).unwrap();
        }
    }
}
