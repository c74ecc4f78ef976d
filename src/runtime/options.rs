//! What a workbench is started with: everything that comes from the person's surroundings, gathered once.

use super::{prefs, surroundings};
use crate::{
    domain::Stamp,
    exchange::file,
    keymap::{Keymap, Problem, SHIPPED},
    parts::{Theme, theme::Environment},
    session::{Clock, Folders, Setup, name_of},
    store::{AsOf, Who},
    ui::prefs::{Pref, Prefs},
};
use std::path::{Path, PathBuf};

/// The largest key map file that is read.
const KEYS_MAX: u64 = 1 << 20;

#[derive(Clone, Debug)]
pub struct RunOptions {
    pub clock: Clock,
    pub who: Who,
    pub theme: Theme,
    pub keymap: Keymap,
    /// What is wrong with the person's key map; the good lines count.
    pub problems: Vec<String>,
    pub folders: Folders,
    /// Columns and rows until the terminal says otherwise.
    pub size: (u16, u16),
    /// Open files to read only.
    pub read_only: bool,
    /// Show the records as they were then.
    pub as_of: Option<AsOf>,
    /// Remember opened files in the list of recent ones.
    pub remember: bool,
    /// Sign off all other sessions of the file that is opened next.
    pub take_over: bool,
    /// Have copies of a file made by themselves.
    pub copies: bool,
    /// What the terminal and the variables say.
    pub environment: Environment,
    /// What the person set for every file.
    pub prefs: Prefs,
    /// This program, which reads workbooks in a process of its own.
    pub program: PathBuf,
}

impl RunOptions {
    /// With the terminal and the key map file of the person; `ascii` is what a flag says.
    pub fn of_environment(setup: Setup, ascii: Option<bool>) -> RunOptions {
        let Setup { clock, who, folders, read_only, as_of, take_over, behind: _, copies, program } = setup;
        let (keymap, mut problems) = own_keys(&folders);
        let (mut prefs, wrong) = prefs::read(&folders);
        problems.extend(wrong);
        let environment = surroundings::environment(ascii);
        let theme = prefs::theme(&prefs, &environment);
        let copies = copies && prefs.of(Pref::Backup) != "off";
        prefs.set(Pref::Keys, &base_of(&keymap));
        RunOptions {
            clock,
            who,
            theme,
            keymap,
            problems,
            folders,
            size: (80, 24),
            read_only,
            as_of,
            remember: true,
            take_over,
            copies,
            environment,
            prefs,
            program,
        }
    }

    /// What a session needs of them.
    pub fn setup(&self) -> Setup {
        Setup {
            clock: self.clock,
            who: self.who.clone(),
            folders: self.folders.clone(),
            read_only: self.read_only,
            as_of: self.as_of,
            take_over: self.take_over,
            behind: false,
            copies: self.copies,
            program: self.program.clone(),
        }
    }

    /// The same at every place and time: a fixed clock, folders below `root`, the shipped keys, plain signs.
    pub fn fixed(now: Stamp, root: &Path) -> RunOptions {
        let who = Who { user: "ann".into(), host: "desk".into(), pid: std::process::id() };
        let term = Environment { term: "xterm".into(), ..Environment::default() };
        RunOptions {
            clock: Clock::fixed(now),
            who,
            theme: Theme::of(&term),
            keymap: Keymap::default(),
            problems: Vec::new(),
            folders: Folders::under(root),
            size: (80, 24),
            read_only: false,
            as_of: None,
            remember: true,
            take_over: false,
            copies: false,
            environment: term,
            prefs: Prefs::default(),
            program: crate::session::this_program(),
        }
    }
}

/// Which shipped map a person's keys stand on.
fn base_of(keymap: &Keymap) -> String {
    let shipped = |name: &&String| SHIPPED.iter().any(|(known, _)| known == name);
    keymap.files.iter().rev().find(shipped).cloned().unwrap_or_default()
}

/// The person's key map over the default one; no file is no problem.
pub(super) fn own_keys(folders: &Folders) -> (Keymap, Vec<String>) {
    let path = folders.keys();
    if path.symlink_metadata().is_err() {
        return (Keymap::default(), Vec::new());
    }
    match read_keys(&path) {
        Ok((map, problems)) => (map, problems.iter().map(Problem::to_string).collect()),
        Err(why) => (Keymap::default(), vec![why]),
    }
}

/// Reads a key map file; the error is a sentence.
pub fn read_keys(path: &Path) -> Result<(Keymap, Vec<Problem>), String> {
    Ok(Keymap::read(&name_of(path), &keys_text(path)?))
}

/// The text of a key map file.
pub fn keys_text(path: &Path) -> Result<String, String> {
    let bytes = file::read_capped(path, KEYS_MAX)?;
    String::from_utf8(bytes).map_err(|_| format!("{}: the file is not UTF-8 text", name_of(path)))
}
