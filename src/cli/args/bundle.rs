//! What `aims bundle` takes.

use super::words::paper_size;
use crate::{document::PaperSize, domain::Id};
use std::path::PathBuf;

#[derive(clap::Args, Debug)]
pub struct BundleArgs {
    /// The file of the organisation
    pub file: PathBuf,
    /// A folder, or a file that ends in .zip
    #[arg(long, short, value_name = "OUT")]
    pub out: PathBuf,
    /// Only what belongs to this system, clause, control or other record: S-01, 8.4, A.6.2.4
    #[arg(long, value_name = "ID")]
    pub about: Option<Id>,
    /// With secret fields such as e-mail addresses and with the notes of interviews; else papers, registers and records
    /// are without them
    #[arg(long)]
    pub private: bool,
    /// Take along the files of this folder whose SHA-256 a piece of evidence holds
    #[arg(long, value_name = "FOLDER")]
    pub files: Option<PathBuf>,
    /// The sheet on which its papers are printed
    #[arg(long, value_name = "a4|letter", default_value = "a4", value_parser = paper_size)]
    pub paper: PaperSize,
    /// Write over files of the same names
    #[arg(long)]
    pub force: bool,
}
