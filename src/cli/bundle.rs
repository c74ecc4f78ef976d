//! `aims bundle`: an evidence pack in a folder or a zip file.

use super::{
    args::BundleArgs,
    data::{Look, ended, look},
    out::{self, Done, Fault},
};
use crate::{
    exchange::file,
    package,
    session::{BundleWanted, Setup, private_folder},
    shown::ending,
};
use std::path::Path;

/// Writes the pack; a folder that holds something, or a file that is there, only with `--force`.
pub fn run(args: &BundleArgs, setup: Setup) -> Result<Done, Fault> {
    let zip = match ending(&args.out).as_deref() {
        Some("zip") => true,
        None => false,
        Some(other) => {
            let why = format!("a pack is a folder (a name without an ending) or a .zip file, not .{other}");
            return Err(Fault::said(why));
        }
    };
    let full = args.out.is_dir() && args.out.read_dir().is_ok_and(|mut held| held.next().is_some());
    if !args.force && (full || (zip && args.out.symlink_metadata().is_ok())) {
        let why = "is there already; --force writes the files of the pack over those of the same names";
        return Err(Fault::said(format!("“{}” {why}", args.out.display())));
    }
    let Look { session, now } = look(&args.file, setup)?;
    let wanted = BundleWanted { about: args.about, private: args.private, size: args.paper, files: args.files.clone() };
    let files = session.reading(now).bundle(&wanted)?;
    match zip {
        true => {
            let bytes = package::zip(files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())))?;
            file::write_new(&args.out, &bytes, args.force)?;
        }
        false => folder(&args.out, &files, args.force)?,
    }
    out::line(&format!("{} files written to {}", files.len(), args.out.display()))?;
    Ok(ended(&session, Done::Well))
}

/// Each file in its place below a folder that only its owner may enter.
fn folder(root: &Path, files: &[(String, Vec<u8>)], force: bool) -> Result<(), Fault> {
    for (name, bytes) in files {
        let path = root.join(name);
        let parent = path.parent().unwrap_or(root);
        private_folder(parent)
            .map_err(|e| Fault::said(format!("{}: the folder cannot be made: {e}", parent.display())))?;
        file::write_new(&path, bytes, force)?;
    }
    Ok(())
}
