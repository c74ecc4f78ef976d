//! The workbench.

#![forbid(unsafe_code)]

pub mod domain;
pub mod exchange;
pub mod shown;
