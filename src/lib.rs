//! The workbench.

#![forbid(unsafe_code)]

pub mod demo;
pub mod domain;
