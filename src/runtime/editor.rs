//! The person's own editor on the text of a field: a private file of that field, the program they named, the text read
//! back. The file stays until the text is saved, so that nothing that happens meanwhile takes it away.

use crate::{domain::Id, exchange::file::read_capped, session::Folders};
use rustix::process::{Pid, test_kill_process};
use std::{
    fs,
    io::{self, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
    process::Command,
};

/// The most text that is taken back: 1 MiB.
const MOST: u64 = 1 << 20;
/// Names that are tried.
const NAMES: u32 = 1_000;
const ENDING: &str = ".md";

/// The command line of the editor: what the person set, else `$VISUAL`, then `$EDITOR`, then `vi`.
pub(super) fn command(set: &str) -> String {
    if !set.trim().is_empty() {
        return set.into();
    }
    ["VISUAL", "EDITOR"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|v| !v.trim().is_empty()))
        .unwrap_or_else(|| "vi".into())
}

/// The file that an editor gets: it names the data file, the record and the field.
#[derive(Debug)]
pub(super) struct Paper {
    folder: PathBuf,
    name: String,
}

impl Paper {
    pub(super) fn of(folders: &Folders, file: &Path, (id, field): (Id, usize)) -> Paper {
        let field = crate::domain::own::name(id.kind, field);
        Paper { folder: folders.editing(), name: format!("{}--{id}--{field}--{}", start(file), std::process::id()) }
    }

    /// Makes the file with the text in it, under a name that nothing has.
    fn put(&self, text: &str) -> io::Result<PathBuf> {
        fs::DirBuilder::new().recursive(true).mode(0o700).create(&self.folder)?;
        for n in 1..=NAMES {
            let path = self.folder.join(format!("{}-{n}{ENDING}", self.name));
            match fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path) {
                Ok(mut file) => {
                    file.write_all(text.as_bytes())?;
                    return Ok(path);
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }
}

/// Data files of one name in several folders have different numbers.
fn start(file: &Path) -> String {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let bytes = file.as_os_str().as_encoded_bytes();
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325, |h: u64, b| (h ^ u64::from(*b)).wrapping_mul(0x100_0000_01b3));
    format!("{stem}-{hash:016x}")
}

/// Runs the editor and returns the new text, and the file that is to be removed when the text is saved. The error says
/// where the file with the text is, if the editor wrote one.
pub(super) fn edit(command: &str, paper: &Paper, text: &str) -> Result<(String, PathBuf), String> {
    let path =
        paper.put(text).map_err(|e| format!("the text could not be handed to the editor: {e}; it is as it was"))?;
    // The shell splits the arguments that people write into the variable.
    let run = Command::new("sh").arg("-c").arg(format!("{command} \"$@\"")).arg("sh").arg(&path).status();
    let failed = match run {
        Ok(status) if status.success() => match read_back(&path, text) {
            Ok(text) => return Ok((text, path)),
            Err(why) => why,
        },
        Ok(status) => format!("{command} ended with {status}"),
        Err(error) => format!("{command} could not be started: {error}"),
    };
    if fs::read(&path).is_ok_and(|left| left == text.as_bytes()) {
        let _ = fs::remove_file(&path);
        return Err(format!("{failed}; the text is as it was"));
    }
    let path = path.display();
    Err(format!("{failed}; the field is as it was, and what the editor wrote is offered at the next start: {path}"))
}

/// Editors end a file with a line end that nobody typed.
fn read_back(path: &Path, old: &str) -> Result<String, String> {
    let bytes = read_capped(path, MOST)?;
    let text = String::from_utf8(bytes).map_err(|_| "the editor left no UTF-8 text")?;
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    Ok(match text.strip_suffix('\n') {
        Some(cut) if !old.ends_with('\n') => cut.to_string(),
        _ => text,
    })
}

/// A text that an editor left when something went wrong.
#[derive(Debug)]
pub(super) struct Left {
    pub id: Id,
    pub field: usize,
    /// `None` if it is too long to be one.
    pub text: Option<String>,
    pub path: PathBuf,
}

/// What editors left for a data file in sessions that are gone. What is not UTF-8 is read as Latin-1.
pub(super) fn left(folders: &Folders, file: &Path) -> Vec<Left> {
    let start = start(file);
    let entries = folders.editing().read_dir().into_iter().flatten().flatten();
    let mut left: Vec<Left> = entries.filter_map(|entry| read_left(entry.path(), &start)).collect();
    left.sort_by(|a, b| a.path.cmp(&b.path));
    left
}

fn read_left(path: PathBuf, start: &str) -> Option<Left> {
    let name = path.file_name()?.to_str()?.strip_suffix(ENDING)?.strip_prefix(start)?.to_string();
    let [_, id, field, whose] = name.split("--").collect::<Vec<_>>()[..] else { return None };
    let id: Id = id.parse().ok()?;
    let field = id.kind.spec().field(field)?;
    let pid: i32 = whose.split('-').next()?.parse().ok()?;
    let gone = Pid::from_raw(pid).is_none_or(|pid| test_kill_process(pid) == Err(rustix::io::Errno::SRCH));
    if !gone || !path.symlink_metadata().ok()?.is_file() {
        return None;
    }
    let text = read_capped(&path, MOST).ok().map(|bytes| {
        let text = String::from_utf8(bytes).unwrap_or_else(|e| e.as_bytes().iter().map(|b| char::from(*b)).collect());
        text.replace("\r\n", "\n").replace('\r', "\n").trim_end_matches('\n').to_string()
    });
    Some(Left { id, field, text, path })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Kind, kinds::person};

    fn desk() -> (tempfile::TempDir, Folders) {
        let root = tempfile::tempdir().unwrap();
        let folders = Folders::under(root.path());
        (root, folders)
    }
    fn paper(folders: &Folders) -> Paper {
        Paper::of(folders, Path::new("/x/a.aims"), (Id::new(Kind::Person, 1), person::NOTES))
    }
    fn edited(folders: &Folders, command: &str, text: &str) -> Result<String, String> {
        edit(command, &paper(folders), text).map(|(text, _)| text)
    }

    #[test]
    fn the_text_goes_through_the_editor_and_its_arguments() {
        let (_root, folders) = desk();
        assert_eq!(edited(&folders, "sed -i s/one/two/", "one word").as_deref(), Ok("two word"));
        assert_eq!(edited(&folders, "printf 'x\\n' >", "old").as_deref(), Ok("x"));
        assert_eq!(edited(&folders, "true", "ends\n").as_deref(), Ok("ends\n"));
    }

    #[test]
    fn what_an_editor_wrote_stays_when_it_fails_and_only_then() {
        let (_root, folders) = desk();
        let error = edited(&folders, "false", "one").unwrap_err();
        assert!(error.contains("false ended with") && error.contains("as it was"), "{error}");
        assert!(edited(&folders, "no-such-editor-here", "one").is_err());
        assert_eq!(folders.editing().read_dir().unwrap().count(), 0, "nothing was written");
        for (command, holds) in [
            ("sh -c 'echo words >> \"$1\"; exit 1' sh", &b"onewords\n"[..]),
            ("sh -c 'echo words >> \"$1\"; kill -SEGV $$' sh", b"onewords\n"),
            ("sh -c 'printf \"caf\\351\" >> \"$1\"' sh", b"onecaf\xe9"),
        ] {
            let error = edited(&folders, command, "one").unwrap_err();
            let path = error.rsplit(": ").next().unwrap();
            assert_eq!(fs::read(path).unwrap(), holds, "{error}");
        }
    }

    #[test]
    fn what_is_left_names_its_field_and_belongs_to_its_file() {
        let (_root, folders) = desk();
        let mut paper = paper(&folders);
        paper.name = paper.name.replace(&format!("--{}", std::process::id()), "--2147483646");
        paper.put("caf").unwrap();
        fs::write(paper.put("").unwrap(), b"caf\xe9\r\n").unwrap();
        let found = left(&folders, Path::new("/x/a.aims"));
        let texts: Vec<_> = found.iter().map(|l| (l.field, l.text.as_deref().unwrap())).collect();
        assert_eq!(texts, [(person::NOTES, "caf"), (person::NOTES, "café")]);
        assert!(left(&folders, Path::new("/y/a.aims")).is_empty());
    }
}
