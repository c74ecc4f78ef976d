//! Printing: a closed pipe ends quietly, and nothing that stands in a file can steer a terminal.

use crate::{
    session::Broken,
    shown::{json_escaped, shown, shown_line, trouble},
};
use std::{
    io::{self, IsTerminal, Read, Write},
    path::Path,
    process::ExitCode,
};

/// Bytes of a text that is read from stdin.
const TEXT_MAX: u64 = 1 << 20;

/// Bytes from which on a file takes long enough to say how far it is.
const LONG: u64 = 8 << 20;

/// Says on a terminal how much of a large file was read.
pub fn progress(done: u64, total: u64) -> Result<(), String> {
    if total > LONG && io::stderr().is_terminal() {
        // Nobody is there to read where this fails.
        let _ = write!(io::stderr(), "\rreading {} of {} MiB", done >> 20, total >> 20);
    }
    Ok(())
}

/// Takes that line away.
pub fn progress_ends() {
    if io::stderr().is_terminal() {
        let _ = write!(io::stderr(), "\r\u{1b}[K");
    }
}

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
pub enum CliFault {
    /// Nobody reads any more.
    Closed,
    /// A sentence.
    Said(String),
}

impl CliFault {
    pub fn said(why: impl Into<String>) -> CliFault {
        CliFault::Said(why.into())
    }
}

impl From<String> for CliFault {
    fn from(why: String) -> CliFault {
        CliFault::Said(why)
    }
}

impl From<Broken> for CliFault {
    fn from(broken: Broken) -> CliFault {
        match broken {
            Broken::Read(why) => CliFault::Said(why),
            Broken::Write(error) => error.into(),
        }
    }
}

impl From<io::Error> for CliFault {
    fn from(error: io::Error) -> CliFault {
        match error.kind() {
            io::ErrorKind::BrokenPipe => CliFault::Closed,
            _ => CliFault::Said(format!("this cannot be printed: {}", trouble(&error))),
        }
    }
}

/// Prints text for people, made safe.
pub fn text(text: &str) -> Result<Done, CliFault> {
    let mut out = io::stdout().lock();
    for line in text.lines() {
        writeln!(out, "{}", shown(line))?;
    }
    out.flush()?;
    Ok(Done::Well)
}

/// Prints one line, made safe.
pub fn line(line: &str) -> Result<Done, CliFault> {
    text(&shown_line(line))
}

/// Prints one JSON document: exact, with everything escaped that a terminal would obey or a reader not see.
pub fn json(value: &serde_json::Value) -> Result<Done, CliFault> {
    raw(&json_escaped(&format!("{value:#}\n")))
}

/// Where an export goes: a dash is stdout, as nothing is.
pub fn target(out: Option<&Path>) -> Option<&Path> {
    out.filter(|path| path.as_os_str() != "-")
}

/// The value, or what stands on stdin where it is a dash.
pub fn or_stdin(value: &str) -> Result<String, CliFault> {
    match value {
        "-" => Ok(stdin_text(TEXT_MAX, "stdin holds no text")?.trim_end_matches(['\n', '\r']).to_string()),
        text => Ok(text.to_string()),
    }
}

/// All text on stdin, at most so many bytes; `why` says what it is that is no text.
pub fn stdin_text(most: u64, why: &str) -> Result<String, CliFault> {
    let mut bytes = Vec::new();
    io::stdin()
        .lock()
        .take(most + 1)
        .read_to_end(&mut bytes)
        .map_err(|e| format!("stdin cannot be read: {}", trouble(&e)))?;
    if bytes.len() as u64 > most {
        return Err(CliFault::said(format!("stdin holds more than {most} bytes")));
    }
    String::from_utf8(bytes).map_err(|_| CliFault::said(format!("{why} (UTF-8)")))
}

/// Prints rows as CSV, exact.
pub fn csv(heads: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Result<Done, CliFault> {
    raw(&crate::exchange::csv_table(heads, rows, true))
}

/// Writes bytes of an export to a file, or to stdout: exact for files and pipes, safe for a terminal.
pub fn write(bytes: &[u8], out: Option<&Path>, what: &str) -> Result<Done, CliFault> {
    match target(out) {
        Some(path) => {
            crate::exchange::file::write_new(path, bytes, false)?;
            line(&format!("{what} written to {}", path.display()))
        }
        None if io::stdout().is_terminal() => text(&String::from_utf8_lossy(bytes)),
        None => exact(bytes),
    }
}

/// Writes an export piece by piece, to a file or to stdout: exact for files and pipes, safe for a terminal. `export`
/// says what it has written.
pub fn stream(
    out: Option<&Path>,
    export: impl FnOnce(&mut dyn Write) -> Result<String, CliFault>,
) -> Result<Done, CliFault> {
    match target(out) {
        Some(path) => {
            let what = crate::exchange::file::write_with(path, false, export)?;
            return line(&format!("{what} written to {}", path.display()));
        }
        None if io::stdout().is_terminal() => {
            let mut lines = Lines { out: io::stdout().lock(), begun: Vec::new() };
            export(&mut lines)?;
            lines.end()?;
        }
        None => {
            let mut out = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
            export(&mut out)?;
            out.flush()?;
        }
    }
    Ok(Done::Well)
}

/// Prints what is written to it line by line, made safe.
struct Lines<W: Write> {
    out: W,
    /// A line whose end has not come.
    begun: Vec<u8>,
}

impl<W: Write> Lines<W> {
    fn put(&mut self) -> io::Result<()> {
        let text = String::from_utf8_lossy(&self.begun);
        writeln!(self.out, "{}", shown(text.strip_suffix('\r').unwrap_or(&text)))?;
        self.begun.clear();
        Ok(())
    }
    fn end(&mut self) -> io::Result<()> {
        if !self.begun.is_empty() {
            self.put()?;
        }
        self.out.flush()
    }
}

impl<W: Write> Write for Lines<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for piece in bytes.split_inclusive(|b| *b == b'\n') {
            match piece.strip_suffix(b"\n") {
                Some(rest) => {
                    self.begun.extend(rest);
                    self.put()?;
                }
                None => self.begun.extend(piece),
            }
        }
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Prints text that is safe already, byte for byte.
pub fn raw(text: &str) -> Result<Done, CliFault> {
    exact(text.as_bytes())
}

/// Prints bytes as they are.
pub fn exact(bytes: &[u8]) -> Result<Done, CliFault> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_streamed_to_a_terminal_is_what_is_printed_at_once() {
        let text = "id,a\x1b[2J\r\nF-001,\"two\nlines\"\r\n\r\nend";
        for size in [1, 2, 7, 100] {
            let mut lines = Lines { out: Vec::new(), begun: Vec::new() };
            text.as_bytes().chunks(size).for_each(|piece| lines.write_all(piece).unwrap());
            lines.end().unwrap();
            let wanted: String = text.lines().map(|line| format!("{}\n", shown(line))).collect();
            assert_eq!(String::from_utf8(lines.out).unwrap(), wanted);
        }
    }
}
