//! `aims report`: a paper from the records as they are in the file.

use super::{
    data::look,
    out::{self, Done, Fault},
};
use crate::{
    domain::Id,
    runtime::{Format, Options},
};
use std::path::Path;

/// Writes a paper to a file or to stdout.
pub fn run(kind: &str, file: &Path, out: Option<&Path>, about: Option<Id>, options: Options) -> Result<Done, Fault> {
    let bench = look(file, options)?;
    let format = out.map_or(Format::Markdown, Format::of);
    let text = bench.paper_text(kind, about, format)?;
    out::write(&text, out, kind)
}
