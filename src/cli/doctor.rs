//! `aims doctor`: what is known of terminal, folders and key map, one fact a line.

use super::out::{self, Done, Fault};
use crate::runtime::{
    Options, clipboard,
    clipboard::{Way, in_tmux},
    screen, surroundings,
};
use std::io::IsTerminal;

/// Prints the facts; nothing is asked of the terminal.
pub fn run(options: &Options) -> Result<Done, Fault> {
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
        ("TERM", shown("TERM")),
        ("COLORTERM", shown("COLORTERM")),
        ("NO_COLOR", shown("NO_COLOR")),
        ("colours", if theme.colour { "the terminal's own 8" } else { "none, bold and reverse only" }.into()),
        ("locale", if locale.is_empty() { "(not set)".into() } else { locale }),
        ("signs", signs.into()),
        ("multiplexer", surroundings::multiplexer(var).unwrap_or("none seen").into()),
        ("clipboard", clipboard_words(options)),
        ("editor", ["VISUAL", "EDITOR"].iter().find_map(|n| var(n).filter(|v| !v.is_empty())).unwrap_or("vi".into())),
        ("you", options.who.actor()),
        ("key map", options.keymap.files.join(" + ")),
        ("own keys", there(&folders.keys())),
        ("demo file", there(&folders.demo())),
        ("recent files", there(&folders.recent())),
        ("rescue files", there(&folders.rescue())),
        ("copies", format!("{}; {}", there(&folders.copies()), super::backup::rule())),
        ("mouse", "left to the terminal".into()),
        ("network", "never used".into()),
    ];
    let mut text: String = rows.iter().map(|(name, value)| format!("{name:<13} {value}\n")).collect();
    options.problems.iter().for_each(|problem| text += &format!("key map       {problem}\n"));
    out::text(&text)
}

fn clipboard_words(options: &Options) -> String {
    match clipboard::way(0, in_tmux(), true, &options.folders) {
        Way::Tmux => "tmux load-buffer -w; larger than 64 KiB into a file".into(),
        Way::Terminal => "through the terminal (OSC 52); larger than 64 KiB into a file".into(),
        Way::File(path) => path.display().to_string(),
    }
}

fn there(path: &std::path::Path) -> String {
    let note = if path.exists() { "" } else { "  (not there yet)" };
    format!("{}{note}", path.display())
}
