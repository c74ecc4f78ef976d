//! The workbench.

#![forbid(unsafe_code)]

pub mod document;
pub mod domain;
