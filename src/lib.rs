//! The workbench.

#![forbid(unsafe_code)]

pub mod domain;
