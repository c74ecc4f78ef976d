//! `aims import`: a CSV file into a data file, as one step that one undo takes back, or not at all.

use super::{
    args::ImportArgs,
    data::kind_of,
    out::{self, Done, Fault},
};
use crate::{
    app::World,
    domain::{Change, Kind, gate::Asker},
    exchange::Preview,
    runtime::{Options, Workbench, options::name_of},
    store::Reply,
};

/// Whether a file may hold this kind when nobody says which.
fn may_hold(kind: &Kind) -> bool {
    kind.spec().imports.is_some()
}

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
    let change = match gated(args, &preview, &bench.app.world)? {
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

/// What the gate leaves of the import, after telling the rows that it refuses; the error says why it is nothing.
fn gated(args: &ImportArgs, preview: &Preview, world: &World) -> Result<Result<Change, String>, Fault> {
    if let Err(why) = preview.change(&world.records, args.good_rows, args.existing) {
        return Ok(Err(why));
    }
    let asker = Asker { actor: world.actor.clone(), person: None, drafts: world.open_drafts() };
    let because = args.because.as_deref().filter(|text| !text.trim().is_empty());
    let gated = match preview.gated(world.view(), args.existing, because, &asker) {
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

pub(super) fn not_saved(reply: &Reply) -> String {
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
        word => kind_of(word).ok().filter(may_hold),
    });
    if let Some(Ok(preview)) = named.map(|kind| bench.preview(&args.csv, kind)) {
        return Ok(preview);
    }
    let kinds = Kind::ALL.iter().filter(|kind| may_hold(kind));
    let previews = kinds.rev().filter_map(|kind| bench.preview(&args.csv, *kind).ok());
    match previews.max_by_key(|p| (p.used.len(), p.good.len())) {
        Some(preview) => Ok(preview),
        None => bench.preview(&args.csv, Kind::System).map_err(Fault::Said),
    }
}
