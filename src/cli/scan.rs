//! `aims scan`: what the files of a folder say, as proposals on the road of every sheet. Written only with `--take`.

use super::{
    args::{ImportArgs, ScanArgs},
    import,
    out::{self, CliFault, Done},
};
use crate::session::{Setup, scanned};

/// Previews each kind that the folder holds, and takes it in where that was asked for.
pub fn run(args: &ScanArgs, setup: Setup) -> Result<Done, CliFault> {
    let folder = setup.folders.expand(&args.folder);
    if !folder.is_dir() {
        return Err(CliFault::said(format!("{} is no folder; a sheet is read by aims import", folder.display())));
    }
    let kinds = match &args.sheet {
        Some(name) => vec![name.clone()],
        None => scanned(&folder)?,
    };
    let mut all = Done::Well;
    for (at, name) in kinds.iter().enumerate() {
        if at > 0 {
            out::text("")?;
        }
        match import::run(&as_import(args, name), setup.clone())? {
            Done::Well => {}
            other => all = other,
        }
    }
    if !args.take {
        out::text("\nThese are proposals. --take takes them in.")?;
    }
    Ok(all)
}

fn as_import(args: &ScanArgs, name: &str) -> ImportArgs {
    ImportArgs {
        csv: args.folder.clone(),
        file: args.file.clone(),
        kind: None,
        map: args.map.clone(),
        answer: args.answer.clone(),
        answers: None,
        sheet: Some(name.to_string()),
        keep_unknown: args.keep_unknown,
        explain: false,
        fresh: false,
        refused: None,
        good_rows: args.good_rows,
        existing: args.existing,
        because: args.because.clone(),
        json: false,
        dry_run: !args.take,
    }
}
