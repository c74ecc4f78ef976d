//! A folder, such as a clone of a repository, as a workbook of what its files say of models, data sets, systems and results.
//! Files are only read, links are not followed, and nothing is run.

use super::kept_files::{DEEP, listed};
use crate::{
    domain::Kind,
    exchange::{
        file::read_capped,
        scan::{self, ScanFind},
        sheets::Content,
    },
};
use std::path::Path;

/// Bytes of a file that is read.
const FILE_MAX: u64 = 8 * 1024 * 1024;
/// Files of a wrong form that are named.
const NAMED: usize = 20;

/// What the files of a folder say, as the sheet that is named or the only one.
pub(super) fn folder(
    root: &Path,
    wanted: Option<&str>,
    go_on: &dyn Fn(usize) -> Result<(), String>,
) -> Result<(Content, Option<Kind>), String> {
    let mut files = Vec::new();
    listed(root, DEEP, &mut files)?;
    files.sort();
    let (mut found, mut wrong): (Vec<ScanFind>, Vec<String>) = (Vec::new(), Vec::new());
    for path in files {
        let inside = path.strip_prefix(root).unwrap_or(&path);
        // What version control and package managers keep is not what somebody wrote here.
        let apart = inside.components().rev().skip(1).any(|part| {
            let part = part.as_os_str().to_string_lossy();
            part.starts_with('.') || part == "node_modules" || part == "target"
        });
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if apart || !scan::may_say(&name) || path.metadata().is_ok_and(|found| found.len() > FILE_MAX) {
            continue;
        }
        go_on(found.len())?;
        match scan::of_file(&inside.to_string_lossy(), &read_capped(&path, FILE_MAX)?) {
            Ok(more) => found.extend(more),
            Err(why) => wrong.push(why),
        }
    }
    if found.is_empty() && !wrong.is_empty() {
        return Err(wrong.swap_remove(0));
    }
    let (mut content, kind) = scan::content(&found, wanted)?;
    let more = wrong.len().saturating_sub(NAMED);
    content.notices.extend(wrong.into_iter().take(NAMED).map(|why| format!("Not read: {why}")));
    if more > 0 {
        content.notices.push(format!("{more} more files are of a wrong form and were not read."));
    }
    Ok((content, kind))
}

/// The kinds of which the files of a folder say something, by the names under which they are asked for.
pub fn scanned(root: &Path) -> Result<Vec<String>, String> {
    let (content, _) = folder(root, None, &|_| Ok(()))?;
    Ok(content.sheets.into_iter().map(|sheet| sheet.name).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn files_are_read_where_people_keep_them_and_links_are_not_followed() {
        let root = tempfile::tempdir().unwrap();
        let put = |name: &str, text: &str| {
            let path = root.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        put("svc/aims.toml", "[[model]]\nname = \"a\"\n");
        put(".git/aims.toml", "[[model]]\nname = \"b\"\n");
        put("bad/aims.toml", "[[model]]\nspoon = 1\n");
        put("aims.txt", "nothing");
        std::os::unix::fs::symlink(root.path().join("svc"), root.path().join("again")).unwrap();
        let (content, kind) = folder(root.path(), None, &|_| Ok(())).unwrap();
        assert_eq!((kind, content.rows.len(), content.notices.len()), (Some(Kind::Model), 2, 1), "{content:?}");
        assert!(content.notices[0].contains("bad/aims.toml"));
        assert!(folder(&root.path().join("svc/none"), None, &|_| Ok(())).is_err());
    }
}
