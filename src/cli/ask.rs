//! Asking the person at the terminal, also where stdin is something else: for a key, and for its passphrase.

use super::out::CliFault;
use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
use std::{
    fs::{File, OpenOptions},
    io::{self, BufRead, BufReader, Write},
    path::PathBuf,
};

fn terminal() -> io::Result<File> {
    OpenOptions::new().read(true).write(true).open("/dev/tty")
}

fn line(mut terminal: &File, question: &str) -> io::Result<String> {
    write!(terminal, "{question}")?;
    terminal.flush()?;
    let mut line = String::new();
    BufReader::new(terminal).read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_string())
}

/// Where the key is that opens an encrypted copy.
pub fn key() -> Result<PathBuf, CliFault> {
    let asked = terminal().and_then(|tty| line(&tty, "Key that opens it (such as ~/.ssh/id_ed25519): "));
    match asked {
        Ok(path) if !path.trim().is_empty() => Ok(PathBuf::from(path.trim())),
        _ => Err(CliFault::said("the copy is encrypted; --identity KEY names the key that opens it")),
    }
}

/// The passphrase of a key, typed unseen; `None` without a terminal.
pub fn passphrase(what: &str) -> Option<String> {
    let tty = terminal().ok()?;
    let before = tcgetattr(&tty).ok()?;
    let mut unseen = before.clone();
    unseen.local_modes.remove(LocalModes::ECHO);
    tcsetattr(&tty, OptionalActions::Flush, &unseen).ok()?;
    let typed = line(&tty, &format!("{}: ", crate::shown::shown_line(what)));
    // The terminal is the person's again, whatever was typed.
    let _ = tcsetattr(&tty, OptionalActions::Flush, &before);
    let _ = writeln!(&tty);
    typed.ok().filter(|typed| !typed.is_empty())
}
