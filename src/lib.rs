//! The workbench.

#![forbid(unsafe_code)]

pub mod domain;
pub mod store;
pub mod wake;
pub mod watch;
