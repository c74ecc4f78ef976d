//! A workbook read by a process of its own: the same program, with little memory and time, that only answers with text.

use crate::exchange::workbook::{Book, DAMAGED, Receiving};
use crate::shown::trouble;
use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    process::{Resource, Rlimit, Signal, setrlimit},
};
use std::{
    fs::File,
    io::Read,
    os::unix::process::ExitStatusExt,
    path::Path,
    process::{Child, Command, ExitStatus, Stdio},
};

/// The subcommand that answers.
pub const COMMAND: &str = "cells";
/// The variable that names the sheet; arguments can be seen by everybody on the computer.
pub const SHEET: &str = "AIMS_SHEET";
/// Memory that reading a workbook may take, in bytes.
const MEMORY: u64 = 768 * 1024 * 1024;
/// Seconds of work.
const SECONDS: u64 = 30;
/// Silence after which nobody waits any longer, in tenths of a second.
const SILENCE: u32 = 600;

/// Limits this process for good: what it reads may be made to harm. It can write no file any more.
pub fn limit_this_process() {
    let to = |n: u64| Rlimit { current: Some(n), maximum: Some(n) };
    for (resource, limit) in [(Resource::As, MEMORY), (Resource::Cpu, SECONDS), (Resource::Fsize, 0)] {
        // A lower limit of the system stands.
        let _ = setrlimit(resource, to(limit));
    }
}

/// Ends the other process however this one leaves.
struct Reader(Child);

impl Drop for Reader {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Reads the sheet that is wanted of a workbook. `go_on` is asked ten times a second with the rows that have come, and
/// ends it by an error. The error is a sentence.
pub fn read(
    file: File,
    wanted: Option<&str>,
    program: &Path,
    go_on: &dyn Fn(usize) -> Result<(), String>,
) -> Result<Book, String> {
    let fault = |e: std::io::Error| format!("the program that reads workbooks could not be started: {}", trouble(&e));
    let mut command = Command::new(program);
    command.arg(COMMAND).env_clear().stdin(Stdio::from(file)).stdout(Stdio::piped()).stderr(Stdio::null());
    if let Some(name) = wanted {
        command.env(SHEET, name);
    }
    let mut child = Reader(command.spawn().map_err(fault)?);
    let mut pipe = child.0.stdout.take().ok_or(DAMAGED)?;
    let mut receiving = Receiving::default();
    let mut piece = vec![0; 1 << 16];
    let mut silent = 0;
    loop {
        go_on(receiving.rows())?;
        let tenth = Timespec { tv_sec: 0, tv_nsec: 100_000_000 };
        let ready = poll(&mut [PollFd::new(&pipe, PollFlags::IN)], Some(&tenth));
        if ready.is_ok_and(|n| n == 0) {
            silent += 1;
            if silent > SILENCE {
                return Err(TOO_LONG.into());
            }
            continue;
        }
        silent = 0;
        match pipe.read(&mut piece) {
            Ok(0) => break,
            Ok(n) => receiving.take(&piece[..n])?,
            Err(e) if e.kind() == std::io::ErrorKind::Interrupted => {}
            Err(e) => return Err(fault(e)),
        }
    }
    let status = child.0.wait().map_err(fault)?;
    receiving.book().unwrap_or_else(|| Err(why(status).into()))
}

const TOO_LONG: &str = "reading the workbook takes longer than is allowed; save the sheet as “CSV UTF-8”";

fn why(status: ExitStatus) -> &'static str {
    match status.signal() {
        Some(n) if n == Signal::XCPU.as_raw() || n == Signal::KILL.as_raw() => TOO_LONG,
        Some(n) if n == Signal::ABORT.as_raw() => {
            "reading the workbook takes more memory than is allowed; save the sheet as “CSV UTF-8”"
        }
        _ => DAMAGED,
    }
}
