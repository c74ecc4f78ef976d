//! All tests that drive the program from outside, in one program: what they share, they share as modules.

mod cli;
mod closed;
mod corpus;
mod decisions;
mod desk;
mod files;
mod gates;
mod hostile;
mod interview;
mod keys_and_commands;
mod layers;
mod newer;
mod papers;
mod past;
mod play;
mod promises;
mod pty;
mod screens;
mod store;
mod terminal;
mod tour;
mod typed;
mod types;
mod unconfirmed;
mod under;
mod watch;
