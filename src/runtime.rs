//! What surrounds the app: clock, files, terminal, clipboard, the person's editor.
//!
//! [`Workbench`] is the app with its file and performs effects; it needs no terminal, so tests and `--keys` drive it.
//! [`run`] is the loop around it that has one. Nothing here decides what a key means or what a record says.

pub mod clipboard;
#[cfg(test)]
mod counts;
mod decode;
mod demo_file;
mod editor;
mod encode;
mod event_loop;
mod headless;
mod jobs;
mod leaving;
mod opening;
pub mod options;
mod papers;
mod perform;
mod plain;
mod prefs;
mod recent;
pub mod screen;
mod shift;
pub mod surroundings;
mod suspend;
#[cfg(test)]
mod tests;
mod workbench;

pub use demo_file::ready as demo_ready;
pub use event_loop::run;
pub use opening::create;
pub use options::RunOptions;
pub use plain::{Spoken, run_plain};
pub use workbench::{Outside, Workbench};
