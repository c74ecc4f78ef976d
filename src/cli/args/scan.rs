//! What `aims scan` takes.

use crate::exchange::Existing;
use std::path::PathBuf;

/// Model cards, `aims.toml`, MLflow registries (JSON), CycloneDX, SPDX 3, SARIF and lines of JSON of a folder, as
/// proposals.
#[derive(clap::Args, Debug)]
pub struct ScanArgs {
    /// The folder, such as a clone of a repository; links are not followed and nothing of it is run
    pub folder: PathBuf,
    /// The file of the organisation
    pub file: PathBuf,
    /// Take the proposals in; without it nothing is written
    #[arg(long)]
    pub take: bool,
    /// Only these: models, data sets, AI systems, evidence
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
    /// What a heading is: a field, own for an own column, - to leave it out, + to keep it as a line of the record
    #[arg(long, value_name = "Heading=field")]
    pub map: Vec<String>,
    /// What a word means: a value of the field, - for nothing, + to keep it as a line
    #[arg(long, value_name = "Column/word=value")]
    pub answer: Vec<String>,
    /// Keep as lines of the record what has no sure reading, and ask nothing about it
    #[arg(long)]
    pub keep_unknown: bool,
    /// Take the good rows although others are refused; exit 3 when something was left out
    #[arg(long)]
    pub good_rows: bool,
    /// What to do with what is here already
    #[arg(long, value_name = "skip|update|add", default_value = "update", value_parser = Existing::parse)]
    pub existing: Existing,
    /// The reason, where a row does what needs one
    #[arg(long, value_name = "TEXT")]
    pub because: Option<String>,
}
