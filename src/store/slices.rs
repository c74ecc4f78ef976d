//! Many records read in slices, so that no reading stands in the way of a save for long: between two slices the file is
//! let go.

use super::{
    StoreError, journal, past,
    reader::Reader,
    rows::{self, Known, Texts},
};
use crate::domain::{Id, Kind, Record};

/// Records of a slice.
const SLICE: u16 = 500;

impl Reader {
    /// All records of a kind with all their texts, hidden ones too.
    pub fn load_full(&self, kind: Kind) -> Result<Vec<Record>, StoreError> {
        self.loaded(kind, Texts::All)
    }
    /// All records of a kind, hidden ones too, long texts left unread.
    pub fn load(&self, kind: Kind) -> Result<Vec<Record>, StoreError> {
        self.loaded(kind, Texts::Left)
    }
    /// The same with the long texts that rules read and those that are blank: what rules ask, without the room of the rest.
    pub fn load_for_rules(&self, kind: Kind) -> Result<Vec<Record>, StoreError> {
        self.loaded(kind, Texts::Rules)
    }

    /// All records of a kind as they are today, also where the past is read; long texts left unread.
    pub fn load_today(&self, kind: Kind) -> Result<Vec<Record>, StoreError> {
        self.loaded_today(kind, Texts::Left)
    }

    fn loaded(&self, kind: Kind, texts: Texts) -> Result<Vec<Record>, StoreError> {
        match self.past {
            Some(seq) => Ok(past::load(&self.conn, kind, seq, texts != Texts::Left)?),
            None => self.loaded_today(kind, texts),
        }
    }

    fn loaded_today(&self, kind: Kind, texts: Texts) -> Result<Vec<Record>, StoreError> {
        let (mut records, mut known): (Vec<Record>, _) = (Vec::new(), Known::default());
        loop {
            let after = records.last().map_or(0, |r| r.id.n);
            let slice = rows::slice(&self.conn, kind, texts, (after, SLICE.into()), &mut known)?;
            if slice.is_empty() {
                records.shrink_to_fit();
                return Ok(records);
            }
            records.extend(slice);
        }
    }

    /// Hands on the records of a kind one by one as they stood after entry `seq`, which is the last one or was when the
    /// reading began: with all their texts, hidden ones too.
    pub fn each_full<E: From<StoreError>>(
        &self,
        kind: Kind,
        seq: u64,
        mut take: impl FnMut(Record) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut after = 0;
        loop {
            let slice = self.slice_at(kind, seq, after)?;
            let Some(last) = slice.last() else { return Ok(()) };
            after = last.id.n;
            slice.into_iter().try_for_each(&mut take)?;
        }
    }

    /// From the rows while nothing was written since, then from what the journal says.
    fn slice_at(&self, kind: Kind, seq: u64, after: u32) -> Result<Vec<Record>, StoreError> {
        let tx = self.conn.unchecked_transaction()?;
        Ok(match journal::head(&tx)?.0 == seq {
            true => rows::slice(&tx, kind, Texts::All, (after, SLICE.into()), &mut Known::default())?,
            false => past::slice(&tx, kind, (seq, true), after, SLICE.into())?,
        })
    }

    /// The ids of the records that were deleted by entry `seq`.
    pub fn deleted(&self, seq: u64) -> Result<Vec<Id>, StoreError> {
        let tx = self.conn.unchecked_transaction()?;
        if journal::head(&tx)?.0 == seq {
            return Ok(rows::hidden(&tx)?);
        }
        let mut ids = Vec::new();
        for kind in Kind::ALL {
            let records = past::load(&tx, *kind, seq, false)?;
            ids.extend(records.into_iter().filter(|r| r.hidden).map(|r| r.id));
        }
        Ok(ids)
    }
}
