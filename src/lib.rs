//! The workbench.

#![forbid(unsafe_code)]

pub mod command;
pub mod domain;
pub mod keymap;
