//! Printing: a closed pipe ends quietly, and nothing that stands in a file can steer a terminal.

use crate::shown::{json_escaped, shown, shown_line};
use std::{
    io::{self, IsTerminal, Write},
    path::Path,
    process::ExitCode,
};

/// How a command ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Done {
    Well,
    /// Doubts, blockers, or a file that is not what was saved.
    Doubts,
    /// Something has to be said first: exit code 2, as for what cannot be done.
    Asked,
    /// Done, and something was left out.
    LeftOut,
}

/// Why a command could not be done.
#[derive(Debug)]
pub enum Fault {
    /// Nobody reads any more.
    Closed,
    /// A sentence.
    Said(String),
}

impl Fault {
    pub fn said(why: impl Into<String>) -> Fault {
        Fault::Said(why.into())
    }
}

impl From<String> for Fault {
    fn from(why: String) -> Fault {
        Fault::Said(why)
    }
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Fault {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Fault::Closed,
            _ => Fault::Said(format!("this cannot be printed: {error}")),
        }
    }
}

/// Prints text for people, made safe.
pub fn text(text: &str) -> Result<Done, Fault> {
    let mut out = io::stdout().lock();
    for line in text.lines() {
        writeln!(out, "{}", shown(line))?;
    }
    out.flush()?;
    Ok(Done::Well)
}

/// Prints one line, made safe.
pub fn line(line: &str) -> Result<Done, Fault> {
    text(&shown_line(line))
}

/// Prints one JSON document: exact, with everything escaped that a terminal would obey or a reader not see.
pub fn json(value: &serde_json::Value) -> Result<Done, Fault> {
    raw(&json_escaped(&format!("{value:#}\n")))
}

/// Writes bytes of an export to a file, or to stdout: exact for files and pipes, safe for a terminal.
pub fn write(bytes: &[u8], out: Option<&Path>, what: &str) -> Result<Done, Fault> {
    match out {
        Some(path) => {
            crate::exchange::file::write_new(path, bytes, false)?;
            line(&format!("{what} written to {}", path.display()))
        }
        None if io::stdout().is_terminal() => text(&String::from_utf8_lossy(bytes)),
        None => exact(bytes),
    }
}

/// Prints text that is safe already, byte for byte.
pub fn raw(text: &str) -> Result<Done, Fault> {
    exact(text.as_bytes())
}

/// Prints bytes as they are.
pub fn exact(bytes: &[u8]) -> Result<Done, Fault> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()?;
    Ok(Done::Well)
}

/// One sentence to stderr.
pub fn complain(why: &str) {
    // Without a stderr nobody is there to be told.
    let _ = writeln!(io::stderr(), "aims: {}", shown_line(why));
}

/// What the parser says: help to stdout, mistakes to stderr with exit code 2.
pub fn usage(error: &clap::Error) -> ExitCode {
    let text = shown(error.render().to_string().trim_end()).into_owned();
    let written = match error.use_stderr() {
        true => writeln!(io::stderr(), "{text}"),
        false => writeln!(io::stdout(), "{text}"),
    };
    // Help into a closed pipe has been read far enough.
    drop(written);
    ExitCode::from(if error.use_stderr() { 2 } else { 0 })
}
