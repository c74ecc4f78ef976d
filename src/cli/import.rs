//! `aims import`: a CSV file into a data file, as one step that one undo takes back, or not at all.

use super::{
    args::ImportArgs,
    data::kind_of,
    out::{self, Done, Fault},
};
use crate::{
    domain::{Change, Id, Kind},
    exchange::Preview,
    session::{Intake, Session, Setup, name_of},
};
use std::path::Path;

/// Whether a file may hold this kind when nobody says which.
fn may_hold(kind: &Kind) -> bool {
    kind.spec().imports.is_some()
}

/// Previews, and writes unless something is in doubt.
pub fn run(args: &ImportArgs, setup: Setup) -> Result<Done, Fault> {
    let setup = Setup { read_only: args.dry_run, ..setup };
    let session = Session::open_quietly(&args.file, &setup)?;
    let now = session.moment(setup.clock.now());
    let intake = session.intake(now)?;
    let csv = setup.folders.expand(&args.csv);
    let preview = match &args.kind {
        Some(word) => intake.preview(&csv, kind_of(word)?)?,
        None => guess(&intake, &csv)?,
    };
    out::raw(&preview.text())?;
    let change = match gated(args, &preview, &intake)? {
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
    let saved = session.save(change, now)?;
    saved.warnings.iter().for_each(|why| out::complain(why));
    out::text(&format!("\nwritten as step {}: {label}", saved.seq))
}

/// `aims set`: one field of one record, judged as any change is. A no is told and exits 1.
pub fn set(what: (Id, &str, &str), file: &Path, because: Option<&str>, setup: Setup) -> Result<Done, Fault> {
    let session = Session::open_quietly(file, &setup)?;
    let now = session.moment(setup.clock.now());
    let (id, field, text) = what;
    let because = because.filter(|text| !text.trim().is_empty());
    let change = match session.intake(now)?.set(id, field, text, because) {
        Ok(change) => change,
        Err(why) => {
            out::text(&why)?;
            return Ok(Done::Doubts);
        }
    };
    let label = change.label.clone();
    let saved = session.save(change, now)?;
    out::text(&format!("written as step {}: {label}", saved.seq))
}

/// What the gate leaves of the import, after telling the rows that it refuses; the error says why it is nothing.
fn gated(args: &ImportArgs, preview: &Preview, intake: &Intake) -> Result<Result<Change, String>, Fault> {
    if let Err(why) = preview.change(&intake.records, args.good_rows, args.existing) {
        return Ok(Err(why));
    }
    let because = args.because.as_deref().filter(|text| !text.trim().is_empty());
    let gated = match intake.gated(preview, args.existing, because) {
        Ok(gated) => gated,
        Err(why) => return Ok(Err(why)),
    };
    if !gated.refused.is_empty() {
        out::text(&format!("\nREFUSED  {} of the rows", gated.refused.len()))?;
    }
    for line in gated.told() {
        out::text(&format!("  {line}"))?;
    }
    if gated.asks {
        out::text("  --because TEXT gives the reason")?;
    }
    if gated.taken_over > 0 {
        let n = gated.taken_over;
        out::text(&format!("\n{n} new records arrive done, accepted or live: taken over, not checked here"))?;
    }
    Ok(match gated.change {
        None => Err("nothing was taken in: every row is refused".into()),
        Some(_) if !gated.refused.is_empty() && !args.good_rows => {
            Err("nothing was taken in: mend the file, or take the good rows only with --good-rows".into())
        }
        Some(change) => Ok(change),
    })
}

/// The kind that the name of the file says, else the one whose headings fit best.
fn guess(intake: &Intake, csv: &Path) -> Result<Preview, Fault> {
    let name = name_of(csv).to_lowercase();
    let stem = name.split('.').next().unwrap_or_default();
    let named = stem.split(|c: char| !c.is_alphanumeric()).find_map(|word| match word {
        "inventory" => Some(Kind::System),
        word => kind_of(word).ok().filter(may_hold),
    });
    if let Some(Ok(preview)) = named.map(|kind| intake.preview(csv, kind)) {
        return Ok(preview);
    }
    let kinds = Kind::ALL.iter().filter(|kind| may_hold(kind));
    let previews = kinds.rev().filter_map(|kind| intake.preview(csv, *kind).ok());
    match previews.max_by_key(|p| (p.used.len(), p.good.len())) {
        Some(preview) => Ok(preview),
        None => intake.preview(csv, Kind::System).map_err(Fault::Said),
    }
}
