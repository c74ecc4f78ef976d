//! What is read of a whole file, with any connection to it.

use crate::{
    domain::{
        Id, Kind, Records, Stamp,
        foreign::{Foreign, ForeignKind, ForeignRecord},
    },
    exchange::export::{self, More},
    store::{Reader, StoreError},
};
use std::path::Path;

/// A connection, the file it leads to, and the moment that counts as now.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    pub(super) reader: &'a Reader,
    path: &'a Path,
    pub(super) now: Stamp,
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
        Reading { reader, path, now }
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
        for kind in Kind::ALL {
            let list = if full(*kind) { self.reader.load_full(*kind) } else { self.reader.load(*kind) };
            records.load(*kind, list.map_err(|e| self.said(e))?);
        }
        records.tell_reasons(self.reader.reasons(None).map_err(|e| self.said(e))?);
        Ok(records)
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
