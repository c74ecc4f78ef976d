//! The formats of a paper: what each is called, the endings that ask for it, and the bytes it makes.

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
    pub const ALL: [Format; 3] = [Format::Markdown, Format::Html, Format::Text];

    /// By the ending of a file; Markdown where it says nothing.
    pub fn of(path: &Path) -> Format {
        let ending = path.extension().and_then(|e| e.to_str()).map(str::to_lowercase).unwrap_or_default();
        Format::ALL.into_iter().find(|f| f.endings().contains(&ending.as_str())).unwrap_or(Format::Markdown)
    }
    /// The endings of its files, the usual one first.
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Format::Markdown => &["md", "markdown"],
            Format::Html => &["html", "htm"],
            Format::Text => &["txt", "text"],
        }
    }
    /// The paper as the bytes of a file.
    pub fn write(self, paper: &Paper) -> Vec<u8> {
        match self {
            Format::Markdown => markdown::write(paper).into_bytes(),
            Format::Html => html::write(paper).into_bytes(),
            Format::Text => text::write(paper).into_bytes(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_of_a_file_asks_for_a_format() {
        for format in Format::ALL {
            for ending in format.endings() {
                assert_eq!(Format::of(Path::new(&format!("a.{}", ending.to_uppercase()))), format);
            }
        }
        assert_eq!(Format::of(Path::new("a")), Format::Markdown);
    }
}
