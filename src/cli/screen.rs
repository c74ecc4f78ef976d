//! Commands that show a screen: on the terminal, or typed into and printed.

use super::{
    args::ScreenArgs,
    out::{self, Done, Fault},
    status,
};
use crate::{
    runtime::{self, Options, Workbench, create, demo_ready},
    wake,
};
use std::{
    io::{self, BufRead, IsTerminal, Write},
    path::Path,
};

/// How long a printed screen may settle, so that drafts are saved and cards shown, in milliseconds.
const SETTLE: u64 = 1_000;

/// `aims [FILE]`
pub fn open(file: Option<&Path>, options: Options, screen: &ScreenArgs) -> Result<Done, Fault> {
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

fn missing(file: &Path) -> Fault {
    let name = file.display();
    Fault::said(format!("{name} does not exist; “aims new {name}” makes it"))
}

/// `aims demo`
pub fn demo(path: Option<&Path>, options: Options, screen: &ScreenArgs) -> Result<Done, Fault> {
    let path = path.map_or_else(|| options.folders.demo(), Path::to_path_buf);
    demo_ready(&options, &path)?;
    if screen.print {
        return print(Workbench::headless_at(&path, options)?, screen);
    }
    if has_terminal() && !is_dumb() {
        return open(Some(&path), options, screen);
    }
    out::line(&path.display().to_string())?;
    status::run(&path, false, options.setup())
}

/// `aims new FILE`
pub fn new(file: &Path, name: Option<&str>, options: Options, screen: &ScreenArgs) -> Result<Done, Fault> {
    let name = match name.map(str::trim) {
        Some("") => return Err(Fault::said("--name is empty; the organisation needs a name")),
        Some(name) => name.to_string(),
        None if has_terminal() => ask("Name of the organisation: ")?,
        None => return Err(Fault::said("without a terminal the organisation is named by --name ORG")),
    };
    let path = create(&options, file, &name)?;
    match screen.print || has_terminal() && !is_dumb() {
        true => open(Some(&path), options, screen),
        false => out::line(&format!("{} made for {name}", path.display())),
    }
}

fn ask(question: &str) -> Result<String, Fault> {
    out::raw(question)?;
    io::stdout().flush()?;
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    match line.trim() {
        "" => Err(Fault::said("the organisation needs a name; nothing was made")),
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

fn terminal() -> Result<(), Fault> {
    match has_terminal() {
        true if is_dumb() => Err(Fault::said(
            "this terminal cannot show a screen (TERM is dumb or not set); set TERM, for example TERM=xterm",
        )),
        true => Ok(()),
        false => Err(Fault::said(
            "this needs a terminal; without one: demo, new, import, report, export, status, check, verify, history, keys, doctor",
        )),
    }
}

fn show(bench: Workbench, end: wake::WakeEnd) -> Result<Done, Fault> {
    match runtime::run(bench, end) {
        Ok(()) => Ok(Done::Well),
        Err(error) => Err(Fault::said(format!("{error:#}"))),
    }
}

fn print(mut bench: Workbench, screen: &ScreenArgs) -> Result<Done, Fault> {
    let (width, height) = screen.size;
    bench.message(crate::app::Msg::Resize(width, height));
    bench.settle();
    bench.type_keys(screen.keys.as_deref().unwrap_or_default())?;
    bench.rest(SETTLE);
    out::text(&bench.text(width, height))
}
