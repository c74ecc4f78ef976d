//! What can be read of a damaged file, written into a new one: the journal as far as it is whole, the records as they
//! stand, and a list of what could not be read. The damaged file is only read.

mod rebuild;
mod salvage;

use super::{
    Who,
    error::{Failure, StoreError},
    header, open, schema, settings, verify,
    whole::NewFile,
};
use crate::domain::Stamp;
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::path::Path;

/// The first version with the tables of today: later ones brought new words only.
const FORM_SINCE: u32 = 4;

/// What was recovered, and what was not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recovered {
    /// Steps of the journal that are in the new file with their hashes.
    pub steps: u64,
    pub records: usize,
    /// Records whose row was lost and which the journal gave back whole.
    pub restored: usize,
    /// What could not be read, a sentence each.
    pub lost: Vec<String>,
}

/// Writes what can be read of the file at `path` into a new file; on an error nothing is left there.
pub fn recover(path: &Path, new: &Path, who: &Who, at: Stamp) -> Result<Recovered, StoreError> {
    let looked = header::look_at_any(path)?;
    if !(FORM_SINCE..=schema::VERSION).contains(&looked.version) {
        let why = format!(
            "the file is of version {}, and this program recovers versions {FORM_SINCE} to {}; go back to a copy, or use the program \
             that wrote it",
            looked.version,
            schema::VERSION
        );
        return Err(StoreError::refused(&looked.path, why));
    }
    let mut damaged = open::connect(&looked.path, false)?;
    settings::apply(&mut damaged).map_err(|error| error.of_file(&looked.path))?;
    let (stage, lost) = salvage::salvage(&damaged, looked.version).map_err(|error| error.of_file(&looked.path))?;
    drop(damaged);
    let new = NewFile::begin(new)?;
    let name = looked.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let made = write(&stage, new.at(), lost, &name, &(who.actor(), at)).map_err(|error| error.of_file(&looked.path))?;
    new.give()?;
    Ok(made)
}

fn write(
    stage: &Connection,
    new: &Path,
    lost: Vec<String>,
    name: &str,
    by: &(String, Stamp),
) -> Result<Recovered, StoreError> {
    let mut conn = open::connect(new, true)?;
    settings::apply(&mut conn)?;
    let tx = Transaction::new_unchecked(&conn, TransactionBehavior::Exclusive)?;
    schema::make(&tx)?;
    let made = rebuild::rebuild(stage, &tx, lost, name, by)?;
    verify::whole(&tx).map_err(|wrong| Failure::Refused(format!("nothing was recovered: {}", wrong.why)))?;
    tx.commit()?;
    Ok(made)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::{Change, Id, Kind, Value, kinds::person},
        store::{self, FoundingStep, Verified},
    };

    const NOW: Stamp = Stamp { utc: 1_780_000_000, offset: 0 };
    const PAGE: usize = 4096;

    /// A file with many people and a change of each, so that its tables have many pages.
    fn file(path: &Path) {
        let note = |n: u32, turn: u32| Value::text(format!("{turn} {}", format!("note {n} ").repeat(60)));
        let create = (1..=120).map(|n| {
            let values = vec![(person::NAME, Value::text(format!("Ada {n}"))), (person::NOTES, note(n, 1))];
            Change::new("add").create(Id::new(Kind::Person, n), values)
        });
        let set = (1..=120).map(|n| {
            let mut change = Change::new("note");
            change.edits.push(crate::domain::Edit::Set {
                id: Id::new(Kind::Person, n),
                rev: 1,
                values: vec![(person::NOTES, note(n, 2))],
            });
            change
        });
        let steps: Vec<FoundingStep> =
            create.chain(set).map(|change| FoundingStep { at: NOW, actor: "ann".into(), change }).collect();
        store::create(path, &steps).unwrap();
    }

    fn recovered(path: &Path) -> (Recovered, std::path::PathBuf) {
        let (who, new) = (Who { user: "ann".into(), host: "here".into(), pid: 1 }, path.with_file_name("new.aims"));
        let _ = std::fs::remove_file(&new);
        (recover(path, &new, &who, NOW).unwrap(), new)
    }

    fn people(path: &Path) -> usize {
        let conn = Connection::open(path).unwrap();
        conn.query_row("SELECT count(*) FROM person", [], |r| r.get::<_, i64>(0)).unwrap() as usize
    }

    #[test]
    fn a_whole_file_comes_through_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.aims");
        file(&path);
        let (made, new) = recovered(&path);
        assert_eq!((made.steps, made.records, made.lost.len()), (240, 120, 0), "{:?}", made.lost);
        assert_eq!(store::verify(&new), store::verify(&path));
    }

    #[test]
    fn files_of_earlier_versions_come_through_and_one_that_is_too_old_says_what_helps() {
        let folder = tempfile::tempdir().unwrap();
        let copy = |version: u32| {
            let path = folder.path().join(format!("v{version}.aims"));
            std::fs::copy(format!("tests/files/v{version}.aims"), &path).unwrap();
            path
        };
        for version in FORM_SINCE..schema::VERSION {
            let (made, new) = recovered(&copy(version));
            assert!(made.lost.is_empty() && made.records > 300, "{version}: {made:?}");
            assert!(matches!(store::verify(&new), Verified::Ok { .. }));
        }
        let who = Who { user: "ann".into(), host: "here".into(), pid: 1 };
        let said = recover(&copy(FORM_SINCE - 1), &folder.path().join("no.aims"), &who, NOW).unwrap_err().to_string();
        assert!(said.contains("go back to a copy"), "{said}");
    }

    #[test]
    fn each_page_in_turn_may_be_lost_and_the_rest_is_there_and_what_is_missing_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.aims");
        file(&path);
        let bytes = std::fs::read(&path).unwrap();
        let all = bytes.len() / PAGE;
        let mut whole = 0;
        for page in (1..all).step_by(9) {
            let mut bad = bytes.clone();
            bad[page * PAGE..(page + 1) * PAGE].fill(0);
            std::fs::write(&path, &bad).unwrap();
            let who = Who { user: "ann".into(), host: "here".into(), pid: 1 };
            let new = folder.path().join("new.aims");
            let _ = std::fs::remove_file(&new);
            let made = match recover(&path, &new, &who, NOW) {
                Ok(made) => made,
                // Pages of the schema itself.
                Err(error) => {
                    assert!(page < 12, "page {page} of {all}: {error}");
                    continue;
                }
            };
            let Verified::Ok { .. } = store::verify(&new) else { panic!("page {page}: {:?}", store::verify(&new)) };
            assert_eq!(made.records, people(&new));
            let nothing = made.steps == 240 && made.records == 120;
            assert!(nothing || !made.lost.is_empty(), "page {page}: {made:?} says nothing");
            whole += usize::from(nothing);
            assert_eq!(std::fs::read(&path).unwrap(), bad, "the damaged file is not touched");
        }
        // Rows come back from the journal, steps are lost only from the bad page on; a root page takes a table with it.
        assert!(whole > all / 9 / 4, "{whole} of {all}");
    }
}
