//! The formats in which a paper is written.

use super::{Paper, html, markdown, text};
use std::path::Path;

/// How a paper is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Markdown,
    Html,
    Text,
}

impl Format {
    /// By the ending of a file; Markdown where it says nothing.
    pub fn of(path: &Path) -> Format {
        match path.extension().and_then(|e| e.to_str()).map(str::to_lowercase).as_deref() {
            Some("html" | "htm") => Format::Html,
            Some("txt" | "text") => Format::Text,
            _ => Format::Markdown,
        }
    }
    pub fn write(self, paper: &Paper) -> String {
        match self {
            Format::Markdown => markdown::write(paper),
            Format::Html => html::write(paper),
            Format::Text => text::write(paper),
        }
    }
}
