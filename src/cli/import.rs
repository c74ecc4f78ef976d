//! `aims import`: a CSV file into a data file, as one step that one undo takes back, or not at all.

use super::{
    args::ImportArgs,
    data::kind_of,
    out::{self, Done, Fault},
};
use crate::{
    domain::Kind,
    exchange::Preview,
    runtime::{Options, Workbench, options::name_of},
    store::Reply,
};

/// Kinds that a file may hold when nobody says which, likeliest first.
const GUESSES: [Kind; 9] = [
    Kind::System,
    Kind::Risk,
    Kind::Finding,
    Kind::Action,
    Kind::Evidence,
    Kind::Supplier,
    Kind::Person,
    Kind::Question,
    Kind::Item,
];

/// Previews, and writes unless something is in doubt.
pub fn run(args: &ImportArgs, mut options: Options) -> Result<Done, Fault> {
    options.remember = false;
    options.read_only = args.dry_run;
    let mut bench = Workbench::headless_at(&args.file, options)?;
    let preview = match &args.kind {
        Some(word) => bench.preview(&args.csv, kind_of(word)?)?,
        None => guess(&bench, args)?,
    };
    out::raw(&preview.text())?;
    let records = &bench.app.world.records;
    let change = match preview.change(records, args.good_rows, args.existing) {
        Ok(change) => change,
        Err(why) => {
            out::text(&format!("\n{why}"))?;
            return Ok(Done::Doubts);
        }
    };
    if args.dry_run {
        out::text("\nnothing was written: this was a dry run")?;
        return Ok(if preview.refused() > 0 { Done::Doubts } else { Done::Well });
    }
    let label = change.label.clone();
    match bench.save(change)? {
        Reply::Saved { seq, .. } => {
            out::text(&format!("\nwritten as step {seq}: {label}"))?;
            Ok(Done::Well)
        }
        other => Err(Fault::said(not_saved(&other))),
    }
}

fn not_saved(reply: &Reply) -> String {
    match reply {
        Reply::Refused(why) | Reply::Warning(why) => format!("nothing was written: {why}"),
        Reply::NotSaved { reason, .. } => format!("not written: {reason}; look with aims status before you try again"),
        Reply::Conflict { id, who, .. } => format!("nothing was written: {who} changed {id} meanwhile; try again"),
        _ => "nothing was written: the file gave no answer".into(),
    }
}

/// The kind that the name of the file says, else the one whose headings fit best.
fn guess(bench: &Workbench, args: &ImportArgs) -> Result<Box<Preview>, Fault> {
    let name = name_of(&args.csv).to_lowercase();
    let stem = name.split('.').next().unwrap_or_default();
    let named = stem.split(|c: char| !c.is_alphanumeric()).find_map(|word| match word {
        "inventory" => Some(Kind::System),
        word => kind_of(word).ok().filter(|kind| GUESSES.contains(kind)),
    });
    if let Some(Ok(preview)) = named.map(|kind| bench.preview(&args.csv, kind)) {
        return Ok(preview);
    }
    let previews = GUESSES.iter().filter_map(|kind| bench.preview(&args.csv, *kind).ok());
    match previews.max_by_key(|p| (p.used.len(), p.good.len())) {
        Some(preview) => Ok(preview),
        None => bench.preview(&args.csv, GUESSES[0]).map_err(Fault::Said),
    }
}
