//! What is made of the whole file: papers and tables.

use super::place::Place;
use crate::{
    document::Format,
    domain::{Id, kinds::issued::Cut},
    exchange::{
        ListTable,
        outlet::{ExportReach, Outlet},
    },
    shown::ending,
};
use std::path::Path;

/// A paper that is to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WantedPaper {
    /// As in `aims report`.
    pub kind: String,
    pub subject: Option<Id>,
    /// The version of an issued one; a draft without it.
    pub issued: Option<i64>,
    /// For whom a draft is.
    pub cut: Cut,
}

impl WantedPaper {
    pub fn draft(kind: &str, subject: Option<Id>) -> WantedPaper {
        WantedPaper { kind: kind.into(), subject, issued: None, cut: Cut::Full }
    }
}

/// What is made of the whole file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Output {
    Paper(WantedPaper),
    /// A list as it is seen, as CSV or as a workbook.
    Table(ListTable),
    /// Everything: a workbook, JSON or a calendar.
    Everything,
    /// An evidence pack about everything or about this record, as a zip file.
    Bundle(Option<Id>),
    /// A workbook to fill in: what is asked of this person, or in this round.
    Asking(Id),
}

impl Output {
    /// The ending of a file that has none.
    pub fn ending(&self) -> &'static str {
        match self {
            Output::Paper(_) => "md",
            Output::Table(_) => "csv",
            Output::Everything | Output::Asking(_) => "xlsx",
            Output::Bundle(_) => "zip",
        }
    }
    /// Why it is not written under this name: its ending asks for what there is not.
    pub fn refusal(&self, path: &Path) -> Option<String> {
        match self {
            Output::Paper(_) => Format::of(path).err(),
            Output::Table(_) => match Outlet::of(path, ExportReach::Kind) {
                Ok(Some(Outlet::Json)) => Some("a list as it is seen is written as .csv or .xlsx".into()),
                other => other.err(),
            },
            Output::Everything => Outlet::of(path, ExportReach::Everything).err(),
            Output::Asking(_) => {
                (ending(path).as_deref() != Some("xlsx")).then(|| "a sheet to fill in is written as .xlsx".to_string())
            }
            Output::Bundle(_) => {
                (ending(path).as_deref() != Some("zip")).then(|| "a pack is written as .zip".to_string())
            }
        }
    }
}

/// What can be done with the issues of a paper.
#[derive(Debug, Clone)]
pub enum Deed {
    Go(Place),
    /// Compare this version with another one, or with the records of today.
    Compare(i64, Option<i64>),
}
