//! The formats of a paper, a line each: what it is called, the endings that ask for it, and the file that writes it.

use super::{Paper, docx, html, kept, markdown, pdf, text, xlsx};
use crate::shown::ending;
use std::{collections::BTreeSet, path::Path};

/// The sheet that a paper is printed on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PaperSize {
    #[default]
    A4,
    Letter,
}

impl PaperSize {
    pub const ALL: [PaperSize; 2] = [PaperSize::A4, PaperSize::Letter];

    /// Its name in a flag and a setting.
    pub fn word(self) -> &'static str {
        match self {
            PaperSize::A4 => "a4",
            PaperSize::Letter => "letter",
        }
    }
    pub fn of(word: &str) -> Option<PaperSize> {
        PaperSize::ALL.into_iter().find(|size| size.word() == word.trim().to_lowercase())
    }
    /// Its name in a style sheet, and for people.
    pub fn label(self) -> &'static str {
        match self {
            PaperSize::A4 => "A4",
            PaperSize::Letter => "Letter",
        }
    }
    /// Width and height in twentieths of a point, upright.
    pub fn twips(self) -> (u32, u32) {
        match self {
            PaperSize::A4 => (11906, 16838),
            PaperSize::Letter => (12240, 15840),
        }
    }
    /// The number that spreadsheets give it.
    pub fn number(self) -> u8 {
        match self {
            PaperSize::A4 => 9,
            PaperSize::Letter => 1,
        }
    }
}

/// Finds fonts that have signs which the embedded ones lack: files of fonts, the best first.
pub type Fonts = fn(&BTreeSet<char>) -> Vec<Vec<u8>>;

/// How a paper is written.
pub struct Format {
    pub name: &'static str,
    /// The endings of its files, the usual one first.
    pub endings: &'static [&'static str],
    /// What it is for, in a few words.
    pub help: &'static str,
    write: fn(&Paper, PaperSize, Fonts) -> Result<Vec<u8>, String>,
}

/// Every format; the first is what a file without an ending gets.
pub static FORMATS: &[Format] = &[
    Format {
        name: "Markdown",
        endings: &["md", "markdown"],
        help: "plain text with marks",
        write: |p, _, _| Ok(markdown::write(p).into_bytes()),
    },
    Format {
        name: "HTML",
        endings: &["html", "htm"],
        help: "for a browser and for printing",
        write: |p, size, _| Ok(html::write(p, size).into_bytes()),
    },
    Format {
        name: "Word",
        endings: &["docx"],
        help: "to be edited and handed on",
        write: |p, size, _| docx::write(p, size),
    },
    Format { name: "PDF", endings: &["pdf"], help: "to be given out", write: pdf::write },
    Format {
        name: "workbook",
        endings: &["xlsx"],
        help: "the tables of the paper, a sheet each",
        write: |p, size, _| xlsx::write(p, size),
    },
    Format {
        name: "plain text",
        endings: &["txt", "text"],
        help: "80 columns, for a mail",
        write: |p, _, _| Ok(text::write(p).into_bytes()),
    },
    Format {
        name: "JSON",
        endings: &["json"],
        help: "for programs, block by block",
        write: |p, _, _| Ok(kept::as_json(p).into_bytes()),
    },
];

impl Format {
    /// What a paper is written as where nothing is said.
    pub fn usual() -> &'static Format {
        &FORMATS[0]
    }
    /// What programs read.
    pub fn json() -> &'static Format {
        FORMATS.iter().find(|f| f.endings == ["json"]).unwrap_or(&FORMATS[0])
    }
    /// By the ending of a file. The error names the endings that there are.
    pub fn of(path: &Path) -> Result<&'static Format, String> {
        let Some(found) = ending(path) else { return Ok(Format::usual()) };
        FORMATS.iter().find(|f| f.endings.contains(&found.as_str())).ok_or_else(|| {
            format!("a paper cannot be written as .{}; there are: {}", crate::shown::shown_line(&found), Format::told())
        })
    }
    /// `.md (Markdown), .html (HTML) …`
    pub fn told() -> String {
        FORMATS.iter().map(|f| format!(".{} ({})", f.endings[0], f.name)).collect::<Vec<_>>().join(", ")
    }
    fn write(&self, paper: &Paper, size: PaperSize, fonts: Fonts) -> Result<Vec<u8>, String> {
        (self.write)(paper, size, fonts)
    }
}

/// A format on a sheet of some size.
#[derive(Clone, Copy)]
pub struct SizedFormat {
    pub format: &'static Format,
    pub size: PaperSize,
    /// Where further fonts come from; nowhere unless that is said.
    pub fonts: Fonts,
}

fn no_fonts(_: &BTreeSet<char>) -> Vec<Vec<u8>> {
    Vec::new()
}

impl SizedFormat {
    /// By the ending of a file. The error names the endings that there are.
    pub fn of(path: &Path, size: PaperSize) -> Result<SizedFormat, String> {
        Ok(SizedFormat { format: Format::of(path)?, size, fonts: no_fonts })
    }
    /// What a paper is written as where nothing is said.
    pub fn usual() -> SizedFormat {
        SizedFormat { format: Format::usual(), size: PaperSize::A4, fonts: no_fonts }
    }
    /// The paper as the bytes of a file. The error is a sentence.
    pub fn write(self, paper: &Paper) -> Result<Vec<u8>, String> {
        self.format.write(paper, self.size, self.fonts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_of_a_file_asks_for_a_format_and_an_unknown_one_is_refused_by_naming_those_there_are() {
        for format in FORMATS {
            for ending in format.endings {
                let found = Format::of(Path::new(&format!("a.{}", ending.to_uppercase()))).unwrap();
                assert_eq!(found.name, format.name);
            }
        }
        assert_eq!(Format::of(Path::new("a")).unwrap().name, "Markdown");
        let Err(why) = Format::of(Path::new("a.odt")) else { panic!() };
        assert!(why.contains(".odt") && FORMATS.iter().all(|f| why.contains(f.endings[0])), "{why}");
    }
}
