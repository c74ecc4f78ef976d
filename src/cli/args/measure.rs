//! What `aims measure` is told.

use crate::domain::Id;
use clap::Args;
use std::path::PathBuf;

#[derive(Args, Debug)]
pub struct MeasureArgs {
    pub file: PathBuf,
    /// As ME-03 or T-02
    pub metric: Id,
    /// A number, or passed, partly, failed
    #[arg(allow_hyphen_values = true)]
    pub value: String,
    /// What names the run elsewhere: a build, a job
    #[arg(long, value_name = "TEXT")]
    pub run_id: Option<String>,
    /// What is to be said about it
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
}
