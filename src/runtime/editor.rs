//! The person's own editor on a piece of text: a private file, the program they named, the text read back.

use crate::exchange::file::read_capped;
use std::{
    fs,
    io::Write,
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::Path,
    process::Command,
};

/// The most text that is taken back: 1 MiB.
const MOST: u64 = 1 << 20;

/// The command line of the editor: `$VISUAL`, then `$EDITOR`, then `vi`.
pub(super) fn command() -> String {
    ["VISUAL", "EDITOR"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|v| !v.trim().is_empty()))
        .unwrap_or_else(|| "vi".into())
}

/// Runs the editor and returns the new text. After a failed exit the error says so and the text is as it was.
pub(super) fn edit(command: &str, text: &str) -> Result<String, String> {
    let io = |e: std::io::Error| format!("the text could not be handed to the editor: {e}; it is as it was");
    let folder = tempfile::Builder::new().prefix("aims-").tempdir().map_err(io)?;
    let inside = folder.path().join("text");
    fs::DirBuilder::new().mode(0o700).create(&inside).map_err(io)?;
    let path = inside.join("note.md");
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path).map_err(io)?;
    file.write_all(text.as_bytes()).map_err(io)?;
    drop(file);
    // The shell splits the arguments that people write into the variable.
    let run = Command::new("sh").arg("-c").arg(format!("{command} \"$@\"")).arg("sh").arg(&path).status();
    match run {
        Ok(status) if status.success() => read_back(&path, text),
        Ok(status) => Err(format!("{command} ended with {status}; the text is as it was")),
        Err(error) => Err(format!("{command} could not be started: {error}; the text is as it was")),
    }
}

/// Editors end a file with a line end that nobody typed.
fn read_back(path: &Path, old: &str) -> Result<String, String> {
    let bytes = read_capped(path, MOST)?;
    let text = String::from_utf8(bytes).map_err(|_| "the editor left no UTF-8 text; the text is as it was")?;
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    Ok(match text.strip_suffix('\n') {
        Some(cut) if !old.ends_with('\n') => cut.to_string(),
        _ => text,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_goes_through_the_editor_and_its_arguments() {
        assert_eq!(edit("sed -i s/one/two/", "one word").as_deref(), Ok("two word"));
        assert_eq!(edit("printf 'x\\n' >", "old").as_deref(), Ok("x"));
        assert_eq!(edit("true", "ends\n").as_deref(), Ok("ends\n"));
    }

    #[test]
    fn a_failed_exit_keeps_the_text() {
        let error = edit("false", "one").unwrap_err();
        assert!(error.contains("false ended with") && error.contains("as it was"), "{error}");
        assert!(edit("no-such-editor-here", "one").is_err());
    }
}
