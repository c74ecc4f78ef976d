//! Commands that show a screen: on the terminal, or typed into and printed.

use super::{
    args::ScreenArgs,
    out::{self, CliFault, Done},
    status,
};
use crate::{
    app::Msg,
    domain::{Id, Kind},
    runtime::{self, RunOptions, Workbench, create, demo_ready},
    ui::Place,
    wake,
};
use std::{
    io::{self, BufRead, IsTerminal, Write},
    path::Path,
};

/// How long a printed screen may settle, so that drafts are saved and cards shown, in milliseconds.
const SETTLE: u64 = 1_000;

/// `aims [FILE]`
pub fn open(file: Option<&Path>, options: RunOptions, screen: &ScreenArgs) -> Result<Done, CliFault> {
    if screen.plain {
        return plain(file, None, options);
    }
    if screen.print {
        let bench = match file {
            Some(file) => Workbench::headless_at(file, options)?,
            None => Workbench::headless(options)?,
        };
        return print(bench, screen);
    }
    terminal()?;
    let (waker, end) = wake::pair()?;
    let bench = match file {
        Some(file) if file.symlink_metadata().is_err() => return Err(missing(file)),
        Some(file) => Workbench::open(file, options, waker)?,
        None => Workbench::start(options, waker),
    };
    show(bench, end)
}

/// `aims interview FILE ID`
pub fn interview(file: &Path, id: Id, options: RunOptions, screen: &ScreenArgs) -> Result<Done, CliFault> {
    if screen.plain {
        return plain(Some(file), Some(id), options);
    }
    if screen.print {
        let mut bench = Workbench::headless_at(file, options)?;
        go(&mut bench, id)?;
        return print(bench, screen);
    }
    terminal()?;
    let (waker, end) = wake::pair()?;
    let mut bench = Workbench::open(file, options, waker)?;
    bench.settle();
    go(&mut bench, id)?;
    show(bench, end)
}

/// Goes to the card of an interview.
fn go(bench: &mut Workbench, id: Id) -> Result<(), CliFault> {
    let there = id.kind == Kind::Interview && bench.app.world.records.live(id).is_some();
    if !there {
        return Err(CliFault::said(format!("{id} is no interview of this file; aims list interviews FILE names them")));
    }
    bench.message(Msg::Go(Place::Card(id, None)));
    bench.settle();
    Ok(())
}

/// Line by line: words from stdin, lines to stdout. Exit code 1 where a line was not understood.
fn plain(file: Option<&Path>, id: Option<Id>, options: RunOptions) -> Result<Done, CliFault> {
    let mut bench = match file {
        Some(file) if file.symlink_metadata().is_err() => return Err(missing(file)),
        Some(file) => Workbench::headless_at(file, options)?,
        None => Workbench::headless(options)?,
    };
    if let Some(id) = id {
        go(&mut bench, id)?;
    }
    let prompt = io::stdin().is_terminal() && io::stdout().is_terminal();
    let spoken = runtime::run_plain(bench, io::stdin().lock(), &mut io::stdout().lock(), prompt)?;
    match (spoken.saved, spoken.understood) {
        (false, _) => Err(CliFault::said("not everything is in the file")),
        (true, false) => Ok(Done::Doubts),
        (true, true) => Ok(Done::Well),
    }
}

fn missing(file: &Path) -> CliFault {
    let name = file.display();
    CliFault::said(format!("{name} does not exist; “aims new {name}” makes it"))
}

/// `aims demo`
pub fn demo(path: Option<&Path>, options: RunOptions, screen: &ScreenArgs) -> Result<Done, CliFault> {
    let path = path.map_or_else(|| options.folders.demo(), Path::to_path_buf);
    demo_ready(&options, &path)?;
    if screen.print {
        return print(Workbench::headless_at(&path, options)?, screen);
    }
    if screen.plain || has_terminal() && !is_dumb() {
        return open(Some(&path), options, screen);
    }
    out::line(&path.display().to_string())?;
    status::run(&path, false, options.setup())
}

/// `aims new FILE`
pub fn new(file: &Path, name: Option<&str>, options: RunOptions, screen: &ScreenArgs) -> Result<Done, CliFault> {
    let name = match name.map(str::trim) {
        Some("") => return Err(CliFault::said("--name is empty; the organisation needs a name")),
        Some(name) => name.to_string(),
        None if has_terminal() => ask("Name of the organisation: ")?,
        None => return Err(CliFault::said("without a terminal the organisation is named by --name ORG")),
    };
    let path = create(&options, file, &name)?;
    match screen.print || screen.plain || has_terminal() && !is_dumb() {
        true => open(Some(&path), options, screen),
        false => out::line(&format!("{} made for {name}", path.display())),
    }
}

fn ask(question: &str) -> Result<String, CliFault> {
    out::raw(question)?;
    io::stdout().flush()?;
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    match line.trim() {
        "" => Err(CliFault::said("the organisation needs a name; nothing was made")),
        name => Ok(name.to_string()),
    }
}

/// Whether the terminal says of itself that it takes no sequences: not one is sent to it.
fn is_dumb() -> bool {
    std::env::var_os("TERM").is_none_or(|term| term.is_empty() || term == "dumb")
}

fn has_terminal() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

fn terminal() -> Result<(), CliFault> {
    match has_terminal() {
        true if is_dumb() => Err(CliFault::said(
            "this terminal cannot show a screen (TERM is dumb or not set); aims FILE --plain goes line by line, and these \
             need no screen: demo, new, import, report, list, show, set, export, status, check, verify, history, keys, \
             doctor; or set TERM, for example TERM=xterm",
        )),
        true => Ok(()),
        false => Err(CliFault::said(
            "this needs a terminal; without one: --plain for line by line, demo, new, import, report, export, status, check, verify, history, keys, doctor",
        )),
    }
}

fn show(bench: Workbench, end: wake::WakeEnd) -> Result<Done, CliFault> {
    match runtime::run(bench, end) {
        Ok(()) => Ok(Done::Well),
        Err(error) => Err(CliFault::said(format!("{error:#}"))),
    }
}

fn print(mut bench: Workbench, screen: &ScreenArgs) -> Result<Done, CliFault> {
    let (width, height) = screen.size;
    bench.message(Msg::Resize(width, height));
    bench.settle();
    bench.type_keys(screen.keys.as_deref().unwrap_or_default())?;
    bench.rest(SETTLE);
    out::text(&bench.text(width, height))
}
