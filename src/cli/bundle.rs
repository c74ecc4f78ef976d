//! `aims bundle`: an evidence pack in a folder or a zip file.

use super::{
    args::BundleArgs,
    data::{LookedAt, ended, look},
    out::{self, CliFault, Done},
};
use crate::{
    exchange::file,
    package,
    session::{BundleWanted, Setup, private_folder},
    shown::{ending, trouble},
};
use std::{io, path::Path};

/// Writes the pack; a folder that holds something, or a file that is there, only with `--force`.
pub fn run(args: &BundleArgs, setup: Setup) -> Result<Done, CliFault> {
    let zip = match ending(&args.out).as_deref() {
        Some("zip") => true,
        None => false,
        Some(other) => {
            let why = format!("a pack is a folder (a name without an ending) or a .zip file, not .{other}");
            return Err(CliFault::said(why));
        }
    };
    let full = args.out.is_dir() && args.out.read_dir().is_ok_and(|mut held| held.next().is_some());
    if !args.force && (full || (zip && args.out.symlink_metadata().is_ok())) {
        let why = "is there already; --force writes the files of the pack over those of the same names";
        return Err(CliFault::said(format!("“{}” {why}", args.out.display())));
    }
    let LookedAt { session, now } = look(&args.file, setup)?;
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

/// The pack as a folder that gets its name when all of it is written. Into one that holds something, its files go one by
/// one.
fn folder(root: &Path, files: &[(String, Vec<u8>)], force: bool) -> Result<(), CliFault> {
    let holds = root.read_dir().is_ok_and(|mut held| held.next().is_some());
    if holds || root.is_symlink() || root.file_name().is_none() {
        return fill(root, files, force).map_err(CliFault::said);
    }
    let parent = root.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let said = |path: &Path, e: io::Error| {
        CliFault::said(format!("{}: the folder cannot be made: {}", path.display(), trouble(&e)))
    };
    if !parent.is_dir() {
        private_folder(parent).map_err(|e| said(parent, e))?;
    }
    let owner_only = std::os::unix::fs::PermissionsExt::from_mode(0o700);
    let made = tempfile::Builder::new()
        .prefix(".aims-pack-")
        .permissions(owner_only)
        .tempdir_in(parent)
        .map_err(|e| said(root, e))?;
    let named = |why: String| why.replace(&*made.path().to_string_lossy(), &root.to_string_lossy());
    fill(made.path(), files, force).map_err(|why| CliFault::said(named(why)))?;
    // An empty folder of this name gives way.
    std::fs::rename(made.path(), root).map_err(|e| said(root, e))?;
    let _ = made.keep();
    Ok(())
}

/// Each file in its place below a folder that only its owner may enter.
fn fill(root: &Path, files: &[(String, Vec<u8>)], force: bool) -> Result<(), String> {
    for (name, bytes) in files {
        let path = root.join(name);
        let parent = path.parent().unwrap_or(root);
        private_folder(parent)
            .map_err(|e| format!("{}: the folder cannot be made: {}", parent.display(), trouble(&e)))?;
        file::write_new(&path, bytes, force)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pack_that_cannot_be_written_whole_leaves_nothing() {
        let folder_of = tempfile::tempdir().unwrap();
        let root = folder_of.path().join("pack");
        let file = |name: &str| (name.to_string(), b"x".to_vec());
        // The second one would lie below a file.
        let files = [file("a"), file("a/b")];
        assert!(folder(&root, &files, false).is_err());
        assert_eq!(folder_of.path().read_dir().unwrap().count(), 0);
        std::fs::create_dir(&root).unwrap();
        folder(&root, &[file("a"), file("b/c")], false).map_err(|_| "not written").unwrap();
        assert!(root.join("b/c").is_file() && folder_of.path().read_dir().unwrap().count() == 1);
    }
}
