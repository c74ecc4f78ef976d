//! The names that version control and sync tools give to the other one of two files that both changed.

/// A name of such a copy: whose way of naming it is, and the file that it is a copy of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConflictCopy {
    pub by: &'static str,
    pub of: String,
}

/// Reads a file name.
pub fn read(name: &str) -> Option<ConflictCopy> {
    if let Some(of) = name.strip_suffix(".orig").filter(|of| of.contains('.')) {
        return Some(ConflictCopy { by: "git", of: of.into() });
    }
    let (stem, ending) = name.rsplit_once('.').map_or((name, String::new()), |(stem, end)| (stem, format!(".{end}")));
    let found = git(stem).or_else(|| syncthing(stem)).or_else(|| in_brackets(stem)).or_else(|| nextcloud(stem));
    found.map(|(by, of)| ConflictCopy { by, of: of.to_string() + &ending })
}

type Found<'a> = Option<(&'static str, &'a str)>;

/// `acme_LOCAL_1234`, in older versions `acme.LOCAL.1234`
fn git(stem: &str) -> Found<'_> {
    for mark in ['_', '.'] {
        let Some((rest, number)) = stem.rsplit_once(mark) else { continue };
        let Some((of, side)) = rest.rsplit_once(mark) else { continue };
        let is_number = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
        if is_number && ["BACKUP", "BASE", "LOCAL", "REMOTE"].contains(&side) && !of.is_empty() {
            return Some(("git", of));
        }
    }
    None
}

/// `acme.sync-conflict-20261126-090107-ABCDEFG`
fn syncthing(stem: &str) -> Found<'_> {
    stem.split_once(".sync-conflict-")
        .filter(|(_, at)| at.starts_with(|c: char| c.is_ascii_digit()))
        .map(|(of, _)| ("Syncthing", of))
}

/// `acme (ann's conflicted copy 2026-11-26)`, `acme (conflicted copy 2026-11-26 090107)`, `acme (SFConflict ann 2026)`
fn in_brackets(stem: &str) -> Found<'_> {
    let (of, inside) = stem.trim_end().strip_suffix(')')?.rsplit_once(" (")?;
    let lower = inside.to_lowercase();
    match () {
        () if inside.starts_with("SFConflict") => Some(("Seafile", of)),
        () if lower.starts_with("conflicted copy") => Some(("Nextcloud", of)),
        () if lower.contains("conflicted copy") || lower.starts_with("case conflict") => Some(("Dropbox", of)),
        () => None,
    }
}

/// `acme_conflict-20261126-090107`
fn nextcloud(stem: &str) -> Found<'_> {
    let (of, at) = stem.rsplit_once("_conflict-")?;
    at.bytes().all(|b| b.is_ascii_digit() || b == b'-').then_some(("ownCloud", of))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_conflict_copies_say_whose_they_are_and_other_names_do_not() {
        for (name, by, of) in [
            ("acme_BACKUP_1234.aims", "git", "acme.aims"),
            ("acme.REMOTE.77.aims", "git", "acme.aims"),
            ("acme.aims.orig", "git", "acme.aims"),
            ("acme.sync-conflict-20261126-090107-ABCDEFG.aims", "Syncthing", "acme.aims"),
            ("acme (ann's conflicted copy 2026-11-26).aims", "Dropbox", "acme.aims"),
            ("acme (Ann's MacBook's conflicted copy 2026-11-26).db", "Dropbox", "acme.db"),
            ("acme (conflicted copy 2026-11-26 090107).aims", "Nextcloud", "acme.aims"),
            ("acme_conflict-20261126-090107.aims", "ownCloud", "acme.aims"),
            ("acme (SFConflict ann@x.org 2026-11-26-09-01-07).aims", "Seafile", "acme.aims"),
        ] {
            assert_eq!(read(name), Some(ConflictCopy { by, of: of.into() }), "{name}");
        }
        for name in ["acme.aims", "acme (2).aims", "acme_LOCAL.aims", "conflict-plan.aims", ".orig", "acme_2026.aims"] {
            assert_eq!(read(name), None, "{name}");
        }
    }
}
