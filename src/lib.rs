//! The workbench.

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
pub mod panes;
pub mod parts;
pub mod runtime;
pub mod shown;
pub mod store;
pub mod wake;
pub mod watch;
