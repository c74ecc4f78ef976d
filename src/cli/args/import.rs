//! What `aims import` takes.

use crate::exchange::Existing;
use std::path::PathBuf;

#[derive(clap::Args, Debug)]
pub struct ImportArgs {
    /// The sheet: CSV, XLSX, ODS or JSON, - for CSV on stdin; its headings may stand in any of the first thirty rows
    pub csv: PathBuf,
    /// The file of the organisation
    pub file: PathBuf,
    /// systems, risks, controls, people, suppliers, findings, evidence, actions, answers ...: what one row is
    #[arg(long)]
    pub kind: Option<String>,
    /// What a heading is: a field, own for an own column, - to leave it out, + to keep it as a line of the record
    #[arg(long, value_name = "Heading=field")]
    pub map: Vec<String>,
    /// What a word of a column means: a value of the field, - for nothing, + to keep it as a line
    #[arg(long, value_name = "Column/word=value")]
    pub answer: Vec<String>,
    /// Answers as --explain prints them
    #[arg(long, value_name = "FILE")]
    pub answers: Option<PathBuf>,
    /// The sheet of a workbook
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
    /// Keep as lines of the record what has no sure reading, and ask nothing about it
    #[arg(long)]
    pub keep_unknown: bool,
    /// Print how the sheet is read, as a file to edit and give back with --answers; nothing is written
    #[arg(long)]
    pub explain: bool,
    /// Forget what was said about the same headings before
    #[arg(long)]
    pub fresh: bool,
    /// Write the rows that cannot go in to this file, with the reason in a column more
    #[arg(long, value_name = "FILE")]
    pub refused: Option<PathBuf>,
    /// Take the good rows although others are refused; exit 3 when something was left out
    #[arg(long)]
    pub good_rows: bool,
    /// What to do with rows that are here already
    #[arg(long, value_name = "skip|update|add", default_value = "skip", value_parser = Existing::parse)]
    pub existing: Existing,
    /// The reason, where a row does what needs one
    #[arg(long, value_name = "TEXT")]
    pub because: Option<String>,
    /// Only say what would happen
    #[arg(long)]
    pub dry_run: bool,
    /// Say as JSON what was read, what is in doubt and what was written
    #[arg(long, conflicts_with = "explain")]
    pub json: bool,
}
