//! `aims`: a keyboard-driven terminal workbench for an ISO/IEC 42001 AI management system.
//!
//! ```text
//!  HALDEN MOBILITY  controls         22/38 decided   saved 10:43:12   app/frame.rs: header, from every pane
//! -----------------------------------------------------------------
//!  /life_                           9 of 38 rows   sort ref           parts/line_input.rs: every one-line field
//!   Ref     Control                 Use  State     Verd Evid Owner    domain/kinds/item.rs: the columns
//! > A.6.2.4 testing before release  yes  partly    m     2   Okafor   panes/register*: the list of any kind
//! == Set the state ================================================   panes/menu.rs, prompt.rs, text.rs: overlays,
//!   p  planned                                                        what they lead to: panes/answering.rs
//! > t  partly
//! -----------------------------------------------------------------
//!  Enter take  Esc back                                     ? help    command.rs: words, keymap.rs: keys
//! ```
//!
//! A key goes through the contexts of the pane on top, innermost first ([`keymap`]), becomes a command ([`command`]),
//! and the pane answers with effects as data ([`ui`]), which [`app`] carries out. The runtime performs them in order and draws once ([`runtime`]):
//! changes go to the thread that owns the file ([`store`]), papers are made from the records ([`document`]), tables
//! come and go ([`exchange`]). An open file without a screen is a [`session`]: the shell works on one alone, and the
//! workbench owns one. What records are and which rules hold between them is in [`domain`]; what the standard
//! asks, in our own words, in [`framework`].
//!
//! Three threads: the loop, the store, and one that watches signals and the file ([`watch`]). A fourth runs while a paper
//! is made ([`session::Job`]).
//!
//! Invariants, held by `tests/layers.rs`:
//! - SQL only in `store`; `ratatui` only in `app`, `runtime`, `panes`, `parts`, `ui`; `crossterm` only in `runtime`.
//! - Nothing in `domain` or `framework` names terminal, database, file or clock; time is an argument, and only the
//!   clock of [`session`] is read.
//! - The name of a command is written once, in `command.rs`.
//! - Drawing changes nothing that can be seen; every write goes through one function and one step of the journal.
//! - Every change is judged by `domain::gate`, which the screen asks in `app/asking.rs` and the shell in
//!   `exchange/gated.rs`, and the store again inside its transaction; what may be done with a record is in `domain::workflow`.
//! - No shared mutable state behind the back, no boxed callbacks, no nested event loops, no network.
//!
//! A further register costs a description in `domain/kinds`, two lines in the list there and its lines in
//! `store/golden.txt`: `docs/architecture.md` says how.
//! A further pane is one file in `panes` that implements [`ui::Pane`], and a `Place` that opens it.

#![forbid(unsafe_code)]

pub mod app;
pub mod cli;
pub mod command;
pub mod demo;
pub mod document;
pub mod domain;
pub mod exchange;
pub mod framework;
pub mod keymap;
pub mod package;
pub mod panes;
pub mod parts;
pub mod runtime;
pub mod session;
pub mod shown;
pub mod store;
pub mod ui;
pub mod wake;
pub mod watch;
pub mod workbook;
