//! Papers as PDF, laid out here and written without another program: one embedded family of fonts, page numbers, heads
//! of tables repeated, tags in the order in which it is read. What the font lacks stands as its number and is listed.

mod blocks;
mod draw;
pub(super) mod face;
mod sheet;
mod table;

use super::{DEMO_LINE, Fonts, Paper, PaperSize, PaperStanding};
use crate::shown::shown;
use face::Faces;
use sheet::{Dress, Inset, PdfPages, Sort};
use std::collections::BTreeSet;

/// Sizes of signs in points.
const BODY: f32 = 9.5;
const TITLE: f32 = 20.0;
const FOOT: f32 = 7.5;
/// Height of a line of a table of contents.
const CONTENT: f32 = 13.3;
/// How much more of a text stands on a page of a word processor: an estimate from five papers, whose pages were each named
/// at most one too high without it.
const CLOSER: f32 = 1.06;
/// Codes of what is missing that are listed one by one.
const LISTED: usize = 40;

/// Writes a paper as PDF. The error is a sentence.
/// `fonts` is asked for other fonts where the embedded ones lack signs.
pub fn write(paper: &Paper, size: PaperSize, fonts: Fonts) -> Result<Vec<u8>, String> {
    let mut sheet = laid_out(paper, size);
    if !sheet.missing.is_empty() {
        let others = fonts(&sheet.missing);
        if !others.is_empty() {
            sheet = set(paper, size, 0, Faces::with(others));
        }
    }
    draw::write(paper, sheet)
}

/// Which of these signs a file of a font has that may be embedded.
pub fn signs_of(font: &[u8], signs: &BTreeSet<char>) -> BTreeSet<char> {
    face::signs_of(font, signs)
}

/// The page of each heading, in their order, where a table of contents of so many lines stands in front.
pub fn pages_of_headings(paper: &Paper, size: PaperSize, contents: usize) -> Vec<usize> {
    let sheet = set(paper, size, contents, Faces::default());
    sheet.outline.iter().skip(1).map(|(_, _, page, _)| *page).collect()
}

/// The pages of a paper before they are drawn.
fn laid_out(paper: &Paper, size: PaperSize) -> PdfPages {
    set(paper, size, 0, Faces::default())
}

/// The pages, with room for a table of contents of so many lines.
fn set(paper: &Paper, size: PaperSize, contents: usize, faces: Faces) -> PdfPages {
    let (short, long) = size.twips();
    let (width, height) = if paper.is_wide() { (long, short) } else { (short, long) };
    // A word processor sets the same text a little closer.
    let closer = if contents > 0 { CLOSER } else { 1.0 };
    let mut sheet = PdfPages::new(width as f32 / 20.0, height as f32 / 20.0 * closer, faces);
    cover(&mut sheet, paper);
    for _ in 0..contents {
        sheet.need(CONTENT);
        sheet.y += CONTENT;
    }
    paper.blocks.iter().for_each(|b| blocks::block(&mut sheet, b));
    sheet.gap(18.0);
    sheet.rule();
    sheet.para(Sort::Para, &paper.foot(), Dress { size: FOOT, color: sheet::GRAY, ..Dress::BODY }, Inset::default());
    said_at_the_end(&mut sheet);
    sheet
}

fn cover(sheet: &mut PdfPages, paper: &Paper) {
    let red = Dress { bold: true, color: sheet::RED, ..Dress::BODY };
    if paper.demo {
        sheet.boxed(DEMO_LINE, red);
    }
    sheet.heading(1, &shown(&paper.title).replace('\n', " "), TITLE);
    let line = paper.standing.line();
    match &paper.standing {
        PaperStanding::Aside => {}
        PaperStanding::Issued(issue) if !issue.withdrawn => {
            sheet.boxed(&line, Dress { color: sheet::GREEN, ..Dress::BODY });
        }
        _ => sheet.boxed(&line, red),
    }
    sheet.para(Sort::Para, &paper.subtitle, Dress { color: sheet::GRAY, ..Dress::BODY }, Inset::default());
    sheet.gap(6.0);
}

/// Signs that the font lacks, and what runs from right to left.
fn said_at_the_end(sheet: &mut PdfPages) {
    let missing: Vec<String> = sheet.missing.iter().map(|c| format!("U+{:04X}", *c as u32)).collect();
    if !missing.is_empty() {
        let more = missing.len().saturating_sub(LISTED);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let listed = missing.iter().take(LISTED).cloned().collect::<Vec<_>>().join(", ");
        let text = format!(
            "Signs that no font here has stand in brackets by their number: {listed}{more}. Written as .html \
             or .docx the paper shows them with the fonts of the reader."
        );
        blocks::note(sheet, &text);
    }
    if sheet.right_to_left {
        blocks::note(
            sheet,
            "Words of scripts that run from right to left stand here letter by letter from left to right; written as \
             .html or .docx the paper shows them as they run.",
        );
    }
}

#[cfg(test)]
mod tests;
