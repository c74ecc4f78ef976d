//! The workbench.

#![forbid(unsafe_code)]

pub mod domain;
pub mod shown;
