//! A sheet on its way: where it comes from, what is asked of it, what came of it.

use super::{GivenAnswers, SheetOutcome};
use crate::shown::shown_line;
use std::path::PathBuf;

/// Where the rows of an import come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SheetFrom {
    File(PathBuf),
    /// Cells that were pasted.
    Cells(String),
}

/// A sheet that is to be read, with what a person said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetAsked {
    pub from: SheetFrom,
    pub said: GivenAnswers,
}

/// A sheet that was read.
#[derive(Debug)]
pub struct SheetRead {
    pub outcome: SheetOutcome,
    /// Every row is here as it stands in the sheet.
    pub same: bool,
}

impl SheetFrom {
    /// What it is called.
    pub fn name(&self) -> String {
        match self {
            SheetFrom::File(path) => shown_line(&path.file_name().unwrap_or_default().to_string_lossy()).into_owned(),
            SheetFrom::Cells(_) => "pasted cells".into(),
        }
    }
}
