//! What `aims export` takes.

use super::words::{oscal, paper_size, reader};
use crate::{document::PaperSize, domain::Id};
use std::path::PathBuf;

/// For which program a table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetProgram {
    Excel,
    /// CISO Assistant.
    Ciso,
}

/// A document of OSCAL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Oscal {
    Results,
    Actions,
}

#[derive(clap::Args, Debug)]
#[command(override_usage = "aims export KIND FILE [-o OUT]  |  aims export FILE -o OUT")]
pub struct ExportArgs {
    /// systems, risks, findings, answers ...: the kind of record; without it everything is written
    #[arg(value_name = "KIND")]
    pub kind: String,
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// As CSV (the default)
    #[arg(long, conflicts_with = "json")]
    pub csv: bool,
    /// As JSON, exact and complete
    #[arg(long)]
    pub json: bool,
    /// excel: CSV with a byte-order mark, semicolons, labels, and names beside ids. ciso: answers (--about RD-3), risks
    /// or findings in the columns of CISO Assistant; notes of interviews with --private
    #[arg(long = "for", value_name = "excel|ciso", value_parser = reader, conflicts_with = "json")]
    pub for_whom: Option<TargetProgram>,
    /// Where to write: .csv, .json or .xlsx; of everything .xlsx, .json or .ics (a calendar). To the screen without it
    #[arg(long, short, value_name = "OUT")]
    pub out: Option<PathBuf>,
    /// The sheet on which a workbook is printed
    #[arg(long, value_name = "a4|letter", default_value = "a4", value_parser = paper_size)]
    pub paper: PaperSize,
    /// As OSCAL: the results of a round (--about RD-3), or the open actions as a plan of action and milestones
    #[arg(long, value_name = "results|actions", value_parser = oscal, conflicts_with_all = ["csv", "json", "for_whom"])]
    pub oscal: Option<Oscal>,
    /// The round whose results are written
    #[arg(long, value_name = "ID")]
    pub about: Option<Id>,
    /// A workbook to fill in and read back: what is open for a person (P-03), or the questions of a round (RD-3)
    #[arg(long, value_name = "ID", conflicts_with_all = ["csv", "json", "for_whom", "oscal"])]
    pub ask: Option<Id>,
    /// In a calendar the e-mail addresses of those who are invited too; for CISO Assistant the notes
    #[arg(long)]
    pub private: bool,
}
