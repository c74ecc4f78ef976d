//! `aims doctor`: what is known of terminal, folders and key map, and of a file, one fact a line.

use super::{
    backup,
    out::{self, CliFault, Done},
};
use crate::parts::{Theme, theme::Back};
use crate::{
    exchange::file::size,
    runtime::{
        RunOptions, clipboard,
        clipboard::{CopyWay, in_tmux},
        screen, surroundings,
    },
    session::{Session, Setup},
    shown::trouble,
    store,
};
use rustix::fs::{FlockOperation, fcntl_lock};
use serde_json::json;
use std::{fs::File, io::IsTerminal, os::unix::fs::PermissionsExt, path::Path};

/// Prints the facts; nothing is asked of the terminal. Exit 1 where something about the file has to be looked at.
pub fn run(options: &RunOptions, file: Option<&Path>, json: bool, setup: Setup) -> Result<Done, CliFault> {
    let var = |name: &str| std::env::var(name).ok();
    let shown = |name: &str| var(name).filter(|v| !v.is_empty()).unwrap_or_else(|| "(not set)".into());
    let theme = options.theme;
    let folders = &options.folders;
    let terminal = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    let (width, height) = screen::size();
    let size = if terminal { format!("{width} x {height}") } else { "no terminal here".into() };
    let signs = if theme.ascii { "ASCII" } else { "lines and blocks" };
    let locale = surroundings::locale(var);
    let rows = [
        ("version", format!("aims {}, data schema {}", env!("CARGO_PKG_VERSION"), crate::store::SCHEMA_VERSION)),
        ("terminal", size),
        ("TERM", format!("{}{}", shown("TERM"), dumb(var("TERM").as_deref()))),
        ("COLORTERM", shown("COLORTERM")),
        ("NO_COLOR", shown("NO_COLOR")),
        ("colours", colours(theme).into()),
        ("locale", if locale.is_empty() { "(not set)".into() } else { locale }),
        ("signs", signs.into()),
        ("multiplexer", surroundings::multiplexer(var).unwrap_or("none seen").into()),
        ("clipboard", clipboard_words(options)),
        ("editor", ["VISUAL", "EDITOR"].iter().find_map(|n| var(n).filter(|v| !v.is_empty())).unwrap_or("vi".into())),
        ("you", options.who.actor()),
        ("key map", options.keymap.files.join(" + ")),
        ("own keys", there(&folders.keys())),
        ("settings", there(&folders.settings())),
        ("demo file", there(&folders.demo())),
        ("recent files", there(&folders.recent())),
        ("rescue files", there(&folders.rescue())),
        ("copies", format!("{}; {}", there(&folders.copies()), backup::rule())),
        ("own folders", who_reads(&[&folders.config, &folders.data, &folders.state])),
        ("mouse", "left to the terminal".into()),
        ("network", "never used".into()),
    ];
    let facts = file.map(|file| facts(&setup.folders.expand(file), setup.clone())).transpose()?;
    let doubts = facts.iter().flatten().any(|fact| fact.doubt);
    let done = if doubts { Done::Doubts } else { Done::Well };
    if json {
        let about: serde_json::Map<_, _> = rows.iter().map(|(name, value)| (name.to_string(), json!(value))).collect();
        let told = |f: &Fact| json!({"what": f.name, "says": f.value, "look_at_it": f.doubt});
        let facts: Vec<_> = facts.iter().flatten().map(told).collect();
        let problems: Vec<String> = options.problems.iter().map(ToString::to_string).collect();
        let all = json!({"format": "aims doctor", "version": 1, "here": about, "problems": problems, "file": facts});
        return out::json(&all).map(|_| done);
    }
    let mut text: String = rows.iter().map(|(name, value)| format!("{name:<13} {value}\n")).collect();
    options.problems.iter().for_each(|problem| text += &format!("key map       {problem}\n"));
    for fact in facts.iter().flatten() {
        let gap = if fact.name == "file" { "\n" } else { "" };
        text += &format!("{gap}{:<13} {}{}\n", fact.name, if fact.doubt { "! " } else { "" }, fact.value);
    }
    out::text(&text).map(|_| done)
}

fn colours(theme: Theme) -> &'static str {
    match (theme.colour, theme.back, theme.many) {
        (false, ..) => "none, bold and reverse only",
        (true, Back::Dark, true) => "for a dark background",
        (true, Back::Light, true) => "for a light background",
        _ => "the terminal's own 8; g , or AIMS_BACKGROUND says whether the background is dark or light",
    }
}

/// What is known of a file in one respect.
struct Fact {
    name: &'static str,
    value: String,
    /// It has to be looked at.
    doubt: bool,
}

fn fact(name: &'static str, doubt: bool, value: impl Into<String>) -> Fact {
    Fact { name, value: value.into(), doubt }
}

/// What is known of the file itself and the place where it lies, then of what stands in it.
fn facts(file: &Path, setup: Setup) -> Result<Vec<Fact>, CliFault> {
    let copies = store::copies(&store::folder_of(file, &setup.folders.copies()));
    let rescues = setup.folders.rescue();
    let meta = file.metadata().map_err(|e| format!("{} cannot be read: {}", file.display(), trouble(&e)))?;
    let mode = meta.permissions().mode() & 0o777;
    let network = store::on_network(file);
    let (locks, locked) = locks(file);
    let session = Session::open_quietly(file, &Setup { read_only: true, ..setup })?;
    let info = &session.info;
    let others: Vec<String> =
        info.others.iter().map(|p| format!("{}@{} since {}", p.user, p.host, p.since.clock())).collect();
    let mine = match mode & 0o077 {
        0 => format!("{mode:o}, only you can read it"),
        _ => format!("{mode:o}: other accounts can read it; chmod 600 {} ends that", file.display()),
    };
    let version = match (info.older, info.newer) {
        (Some(older), _) => format!("{older}, older than the program; aims upgrade brings it up to date"),
        (_, Some(newer)) => format!("{newer}, newer than the program: it is only read"),
        _ => format!("{}, that of the program", store::SCHEMA_VERSION),
    };
    Ok(vec![
        fact("file", false, format!("{}, {}", file.display(), size(meta.len()))),
        fact("file version", info.older.is_some() || info.newer.is_some(), version),
        fact("who can read", mode & 0o077 != 0, mine),
        fact(
            "file system",
            network,
            if network { "of a network: only one can write there at a time" } else { "of this computer" },
        ),
        fact("locks", !locked, locks),
        fact("open by", false, if others.is_empty() { "nobody else".into() } else { others.join(", ") }),
        fact("whole", info.damage.is_some(), info.damage.clone().unwrap_or_else(|| "it is what was saved".into())),
        fact("its copies", copies.is_empty(), backup::told(&copies)),
        fact("rescue", false, format!("{}; aims rescue {} lists what waits", there(&rescues), file.display())),
    ])
}

/// Whether the place of the file knows locks, tried on the file for a moment without changing anything.
fn locks(file: &Path) -> (String, bool) {
    let tried = File::open(file).map_err(|e| e.to_string()).and_then(|opened| {
        fcntl_lock(&opened, FlockOperation::NonBlockingLockShared).map_err(|e| e.to_string())?;
        fcntl_lock(&opened, FlockOperation::Unlock).map_err(|e| e.to_string())
    });
    match tried {
        Ok(()) => ("work here".into(), true),
        Err(why) => (format!("do not work here ({why}): only one session may write"), false),
    }
}

/// Folders of which others can read what lies in them.
fn who_reads(folders: &[&Path]) -> String {
    let open = |folder: &&&Path| folder.metadata().is_ok_and(|m| m.permissions().mode() & 0o077 != 0);
    let open: Vec<String> = folders.iter().filter(open).map(|f| f.display().to_string()).collect();
    match open.is_empty() {
        true => "only you can look into them".into(),
        false => format!("others can look into {}; what lies there has a mode of its own", open.join(", ")),
    }
}

fn dumb(term: Option<&str>) -> &'static str {
    match term {
        None | Some("" | "dumb") => ": no cursor addressing, so no screen; aims FILE --plain goes line by line",
        _ => "",
    }
}

fn clipboard_words(options: &RunOptions) -> String {
    match clipboard::way(0, in_tmux(), true, &options.folders) {
        CopyWay::Tmux => "tmux load-buffer -w; larger than 64 KiB into a file".into(),
        CopyWay::Terminal => "through the terminal (OSC 52); larger than 64 KiB into a file".into(),
        CopyWay::File(path) => path.display().to_string(),
    }
}

fn there(path: &std::path::Path) -> String {
    let note = if path.exists() { "" } else { "  (not there yet)" };
    format!("{}{note}", path.display())
}
