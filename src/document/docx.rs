//! Papers as Word documents: real styles, headings, tables with a repeated header row, a table of contents that is
//! filled, page numbers. The parts are WordprocessingML in a zip package; nothing in them asks to be brought up to date.

mod parts;
mod pictures;
mod styles;

use super::{Block, DEMO_LINE, Drawing, Paper, PaperSize, PaperStanding, Table, pdf};
use crate::shown::shown;

/// Margins in twentieths of a point: 20 mm above and below, 16 mm beside.
const ABOVE: u32 = 1134;
const BESIDE: u32 = 907;
/// From this many headings on there is a table of contents.
const CONTENTS: usize = 3;
/// The widest column of labels, in twentieths of a point.
const LABELS: u32 = 2800;

/// The body so far.
struct Body {
    xml: String,
    /// Width between the margins, in twentieths of a point.
    room: u32,
    headings: usize,
    drawings: Vec<Drawing>,
}

/// Writes a paper as a Word document.
pub fn write(paper: &Paper, size: PaperSize) -> Result<Vec<u8>, String> {
    let (width, height) = match (size.twips(), paper.is_wide()) {
        ((short, long), true) => (long, short),
        (upright, false) => upright,
    };
    let mut body = Body { xml: String::new(), room: width - 2 * BESIDE, headings: 0, drawings: Vec::new() };
    cover(&mut body, paper);
    contents(&mut body, paper, size);
    paper.blocks.iter().for_each(|b| block(&mut body, b));
    body.para("Foot", &paper.foot());
    let turned = if paper.is_wide() { " w:orient=\"landscape\"" } else { "" };
    let section = format!(
        "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId4\"/><w:footerReference w:type=\"default\" r:id=\"rId5\"/>\
         <w:pgSz w:w=\"{width}\" w:h=\"{height}\"{turned}/><w:pgMar w:top=\"{ABOVE}\" w:right=\"{BESIDE}\" \
         w:bottom=\"{ABOVE}\" w:left=\"{BESIDE}\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr>"
    );
    parts::package(paper, &format!("{}{section}", body.xml), body.room, &body.drawings)
}

/// Title, standing, facts: what stands at the front.
fn cover(body: &mut Body, paper: &Paper) {
    if paper.demo {
        body.para("Demo", DEMO_LINE);
    }
    body.para("Title", &paper.title);
    let style = match &paper.standing {
        PaperStanding::Aside => None,
        PaperStanding::Draft(_) => Some("Draft"),
        PaperStanding::Issued(issue) if issue.withdrawn => Some("Draft"),
        PaperStanding::Issued(_) => Some("Issued"),
    };
    if let Some(style) = style {
        body.para(style, &paper.standing.line());
    }
    body.para("Subtitle", &paper.subtitle);
}

/// The headings that a table of contents names, with their places in the order of headings.
fn listed(paper: &Paper) -> Vec<(usize, u8, String)> {
    let headings = paper.blocks.iter().filter_map(|b| match b {
        Block::Heading(level, text) => Some((*level, text.clone())),
        _ => None,
    });
    headings.enumerate().map(|(at, (level, text))| (at, level, text)).filter(|(_, level, _)| *level <= 2).collect()
}

/// A field that is filled here; its entries lead to their headings. Their pages are those of our own layout of the same
/// text; a reader that sets it otherwise brings them up to date with the field.
fn contents(body: &mut Body, paper: &Paper, size: PaperSize) {
    let listed = listed(paper);
    if listed.len() < CONTENTS {
        return;
    }
    body.para("ContentsHeading", "Contents");
    let pages = pdf::pages_of_headings(paper, size, listed.len());
    let field = |begin: &str| format!("<w:r><w:fldChar w:fldCharType=\"{begin}\"/></w:r>");
    let asked = |code: &str| format!("<w:r><w:instrText xml:space=\"preserve\"> {code} </w:instrText></w:r>");
    let tabs = format!("<w:tabs><w:tab w:val=\"right\" w:leader=\"dot\" w:pos=\"{}\"/></w:tabs>", body.room);
    let last = listed.len() - 1;
    for (n, (at, level, text)) in listed.iter().enumerate() {
        let first = format!("{}{}{}", field("begin"), asked("TOC \\o \"1-2\" \\h \\z \\u"), field("separate"));
        let begin = if n == 0 { first.as_str() } else { "" };
        let end = if n == last { field("end") } else { String::new() };
        let page = pages.get(*at).map_or(String::new(), |page| (page + 1).to_string());
        let number = format!(
            "<w:r><w:tab/></w:r>{}{}{}{}{}",
            field("begin"),
            asked(&format!("PAGEREF _Toc{at:06} \\h")),
            field("separate"),
            run(&page),
            field("end")
        );
        body.xml.push_str(&format!(
            "<w:p><w:pPr><w:pStyle w:val=\"TOC{level}\"/>{tabs}</w:pPr>{begin}<w:hyperlink w:anchor=\"_Toc{at:06}\" \
             w:history=\"1\">{}{number}</w:hyperlink>{end}</w:p>",
            run(&one_line(text))
        ));
    }
}

impl Body {
    fn para(&mut self, style: &str, text: &str) {
        let text = shown(text);
        let mut lines: Vec<&str> = Vec::new();
        for line in text.lines().map(str::trim).chain([""]) {
            if !line.is_empty() {
                lines.push(line);
            } else if !lines.is_empty() {
                let runs = lines.drain(..).map(run).collect::<Vec<_>>().join("<w:r><w:br/></w:r>");
                self.xml.push_str(&format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{runs}</w:p>"));
            }
        }
    }

    fn heading(&mut self, level: u8, text: &str) {
        let (at, level) = (self.headings, level.clamp(1, 3));
        self.headings += 1;
        self.xml.push_str(&format!(
            "<w:p><w:pPr><w:pStyle w:val=\"Heading{level}\"/></w:pPr><w:bookmarkStart w:id=\"{at}\" \
             w:name=\"_Toc{at:06}\"/>{}<w:bookmarkEnd w:id=\"{at}\"/></w:p>",
            run(&one_line(text))
        ));
    }

    /// A table of these widths; the first `heads` rows are repeated on each page.
    fn table(&mut self, style: &str, widths: &[u32], rows: &[Vec<String>], heads: usize) {
        let grid: String = widths.iter().map(|w| format!("<w:gridCol w:w=\"{w}\"/>")).collect();
        let room = self.room;
        let first = u8::from(heads > 0);
        let signs = if style == "WideTable" { "CellSmall" } else { "Cell" };
        self.xml.push_str(&format!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"{style}\"/><w:tblW w:w=\"{room}\" w:type=\"dxa\"/><w:tblLayout \
             w:type=\"fixed\"/><w:tblLook w:val=\"0000\" w:firstRow=\"{first}\" w:lastRow=\"0\" w:firstColumn=\"{}\" \
             w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>",
            1 - first
        ));
        for (at, cells) in rows.iter().enumerate() {
            let head = if at < heads { "<w:tblHeader/>" } else { "" };
            self.xml.push_str(&format!("<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>"));
            for (cell, width) in cells.iter().zip(widths) {
                let text = shown(cell);
                let lines: Vec<String> = text.trim().lines().map(|l| run(l.trim())).collect();
                self.xml.push_str(&format!(
                    "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr><w:p><w:pPr><w:pStyle \
                     w:val=\"{signs}\"/></w:pPr>{}</w:p></w:tc>",
                    lines.join("<w:r><w:br/></w:r>")
                ));
            }
            self.xml.push_str("</w:tr>");
        }
        // Two tables that touch would be one.
        self.xml.push_str("</w:tbl><w:p><w:pPr><w:pStyle w:val=\"After\"/></w:pPr></w:p>");
    }
}

fn block(body: &mut Body, block: &Block) {
    match block {
        Block::Heading(level, text) => body.heading(*level, text),
        Block::Para(text) => body.para("Normal", text),
        Block::Facts(facts) => {
            let rows: Vec<Vec<String>> = facts.iter().map(|(label, text)| vec![label.clone(), text.clone()]).collect();
            let label = LABELS.min(body.room / 3);
            if !rows.is_empty() {
                body.table("FactTable", &[label, body.room - label], &rows, 0);
            }
        }
        Block::Table(t) => table(body, t),
        Block::Drawing(d) => pictures::put(body, d),
        Block::List(items) => items.iter().for_each(|item| body.para("ListBullet", &item.replace("\n\n", "\n"))),
        Block::Quote(text) => body.para("Quote", text),
        Block::Note(text) => body.para("Note", text),
        Block::Sign(people) => {
            let heads = ["", "Name", "Date", "Signature"].map(String::from).to_vec();
            let lines =
                people.iter().map(|who| vec![who.clone(), String::new(), String::new(), "\u{a0}\n\u{a0}".into()]);
            let rows: Vec<Vec<String>> = std::iter::once(heads).chain(lines).collect();
            let widths = shares(&[3, 3, 2, 3], body.room);
            body.table("AimsTable", &widths, &rows, 1);
        }
        Block::PageBreak => body.xml.push_str("<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>"),
    }
}

fn table(body: &mut Body, t: &Table) {
    if !t.caption.is_empty() {
        body.para("Caption", &t.caption);
    }
    if t.heads.is_empty() {
        return;
    }
    let rows: Vec<Vec<String>> = std::iter::once(&t.heads).chain(&t.rows).cloned().collect();
    let style = if t.is_wide() { "WideTable" } else { "AimsTable" };
    body.table(style, &shares(&t.widths, body.room), &rows, 1);
}

/// Widths by shares that fill the room.
fn shares(widths: &[u16], room: u32) -> Vec<u32> {
    let all: u32 = widths.iter().map(|w| u32::from(*w).max(1)).sum::<u32>().max(1);
    let mut found: Vec<u32> = widths.iter().map(|w| room * u32::from(*w).max(1) / all).collect();
    let used: u32 = found.iter().sum();
    if let Some(last) = found.last_mut() {
        *last += room - used;
    }
    found
}

fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>", escape(text))
}

fn one_line(text: &str) -> String {
    shown(text).replace('\n', " ")
}

/// Text as XML has it; what no XML may hold has become visible by then.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests;
