//! What `aims diff` takes.

use super::{super::out::CliFault, words::as_of};
use crate::store::AsOf;
use jiff::civil::Date;
use std::path::PathBuf;

#[derive(clap::Args, Debug)]
#[command(
    override_usage = "aims diff FILE FILE  |  aims diff FILE --from DAY [--to DAY]  |  aims diff FILE",
    after_help = "Exit codes: 0 nothing differs, 1 something differs, 2 cannot.\n\
        One file alone is printed whole, a line a value. So git shows what changed in it:\n  \
        git config diff.aims.textconv \"aims diff\"\n  echo '*.aims diff=aims' >> .gitattributes"
)]
pub struct DiffArgs {
    /// The older file, or the only one
    pub file: PathBuf,
    /// The newer file
    pub other: Option<PathBuf>,
    /// Compare the file as it was then: a day (UTC) or a step
    #[arg(long, value_name = "DAY|STEP", conflicts_with = "other")]
    pub from: Option<String>,
    /// With the file as it was then; as it is now without it
    #[arg(long, value_name = "DAY|STEP", requires = "from")]
    pub to: Option<String>,
    #[arg(long)]
    pub json: bool,
}

impl DiffArgs {
    /// A day or step of a flag.
    pub fn day(&self, text: &Option<String>, today: Date) -> Result<Option<AsOf>, CliFault> {
        let read = text.as_deref().map(|text| as_of(text, today)).transpose();
        read.map_err(|why| CliFault::said(why.replace("--as-of", "--from, --to")))
    }
}
