//! What is made of the whole file: papers and tables.

use super::place::Place;
use crate::{
    domain::{Id, kinds::issued::Cut},
    exchange::ListTable,
};

/// A paper that is to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// As in `aims report`.
    pub kind: String,
    pub subject: Option<Id>,
    /// The version of an issued one; a draft without it.
    pub issued: Option<i64>,
    /// For whom a draft is.
    pub cut: Cut,
}

impl Wanted {
    pub fn draft(kind: &str, subject: Option<Id>) -> Wanted {
        Wanted { kind: kind.into(), subject, issued: None, cut: Cut::Full }
    }
}

/// What is made of the whole file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Output {
    Paper(Wanted),
    /// A list as it is seen, as CSV.
    Table(ListTable),
}

/// What can be done with the issues of a paper.
#[derive(Debug, Clone)]
pub enum Deed {
    Go(Place),
    /// Compare this version with another one, or with the records of today.
    Compare(i64, Option<i64>),
}
