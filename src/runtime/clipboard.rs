//! Text to the clipboard of the person's own machine, through tmux or the terminal, else into a file. Never reads one.

use super::screen;
use crate::{
    exchange::file::{size, write_new},
    session::{Folders, private_folder},
    shown::trouble,
};
use crossterm::{clipboard::CopyToClipboard, queue};
use std::{
    io::Write,
    path::PathBuf,
    process::{Command, Stdio},
};

/// Beyond this a terminal may cut or drop it: 64 KiB.
pub const LARGEST: usize = 64 << 10;

/// How text gets out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CopyWay {
    /// The buffer of tmux, which hands it on to its terminal.
    Tmux,
    /// The terminal itself (OSC 52).
    Terminal,
    /// A file for its owner's eyes only.
    File(PathBuf),
}

/// The way for a text of this many bytes. `tmux` says whether tmux surrounds us, `on` whether the clipboard may be
/// used at all.
pub fn way(bytes: usize, tmux: bool, on: bool, folders: &Folders) -> CopyWay {
    match (on && bytes <= LARGEST, tmux) {
        (false, _) => CopyWay::File(folders.state.join("clipboard.txt")),
        (true, true) => CopyWay::Tmux,
        (true, false) => CopyWay::Terminal,
    }
}

/// Whether tmux surrounds us.
pub fn in_tmux() -> bool {
    std::env::var_os("TMUX").is_some_and(|v| !v.is_empty())
}

/// Copies by that way, or the next one if it fails; the sentence names the way taken.
pub fn copy(what: &str, text: &str, way: CopyWay, folders: &Folders) -> Result<String, String> {
    match way {
        CopyWay::Tmux if tmux(text).is_ok() => Ok(format!("{what} → tmux buffer")),
        CopyWay::Tmux | CopyWay::Terminal => match terminal(text) {
            Ok(()) => Ok(format!("{what} → clipboard of the terminal")),
            Err(_) => copy(what, text, self::way(usize::MAX, false, false, folders), folders),
        },
        CopyWay::File(path) => {
            let made =
                private_folder(&folders.state).map_err(|e| format!("{}: {}", folders.state.display(), trouble(&e)));
            made.and_then(|()| write_new(&path, text.as_bytes(), true))?;
            let why =
                if text.len() > LARGEST { format!(" (larger than {})", size(LARGEST as u64)) } else { String::new() };
            Ok(format!("{what} → {}{why}", path.display()))
        }
    }
}

fn tmux(text: &str) -> std::io::Result<()> {
    let mut child = Command::new("tmux")
        .args(["load-buffer", "-w", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    if let Some(mut pipe) = child.stdin.take() {
        pipe.write_all(text.as_bytes())?;
    }
    match child.wait()?.success() {
        true => Ok(()),
        false => Err(std::io::ErrorKind::Other.into()),
    }
}

fn terminal(text: &str) -> std::io::Result<()> {
    let mut bytes = Vec::new();
    queue!(bytes, CopyToClipboard::to_clipboard_from(text))?;
    screen::send(&bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{fs, os::unix::fs::PermissionsExt, path::Path};

    #[test]
    fn tmux_comes_first_then_the_terminal_and_large_text_goes_into_a_file() {
        let folders = Folders::under(Path::new("/f"));
        let file = CopyWay::File("/f/state/clipboard.txt".into());
        assert_eq!(way(10, true, true, &folders), CopyWay::Tmux);
        assert_eq!(way(LARGEST, false, true, &folders), CopyWay::Terminal);
        assert_eq!(way(LARGEST + 1, true, true, &folders), file);
        assert_eq!(way(10, true, false, &folders), file);
    }

    #[test]
    fn the_file_is_private_and_named() {
        let root = tempfile::tempdir().unwrap();
        let folders = Folders::under(root.path());
        for text in ["one", "two"] {
            let said = copy("R-03", text, way(3, false, false, &folders), &folders).unwrap();
            assert!(said.starts_with("R-03 → ") && said.ends_with("state/clipboard.txt"), "{said}");
            let path = folders.state.join("clipboard.txt");
            assert_eq!(fs::read_to_string(&path).unwrap(), text);
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }
}
