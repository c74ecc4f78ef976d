//! Papers as CommonMark with pipe tables. No raw HTML, and no text from a record becomes markup.

use super::{Block, Column, DEMO_LINE, Paper, Table};
use crate::shown::shown;

/// Writes a paper as Markdown.
pub fn write(paper: &Paper) -> String {
    let mut out = format!("# {}\n\n", heading(&paper.title));
    if paper.demo {
        out.push_str(&format!("**{}**\n\n", inline(DEMO_LINE)));
    }
    let standing = paper.standing.line();
    if !standing.is_empty() {
        out.push_str(&format!("**{}**\n\n", inline(&standing)));
    }
    out.push_str(&format!("{}\n\n", lines(&paper.subtitle, "")));
    paper.blocks.iter().for_each(|b| block(&mut out, b));
    out.push_str(&format!("---\n\n{}\n", lines(&paper.foot(), "")));
    out
}

fn block(out: &mut String, block: &Block) {
    match block {
        Block::Heading(level, text) => {
            out.push_str(&format!("{} {}\n\n", "#".repeat(usize::from(*level).clamp(1, 5) + 1), heading(text)));
        }
        Block::Para(text) => out.push_str(&format!("{}\n\n", lines(text, ""))),
        Block::Facts(facts) => {
            for (label, text) in facts {
                out.push_str(&format!("- **{}:** {}\n", inline(label), lines(text, "  ")));
            }
            out.push('\n');
        }
        Block::Table(t) => table(out, t),
        Block::Drawing(d) => d.table.iter().for_each(|t| table(out, t)),
        Block::List(items) => {
            items.iter().for_each(|item| out.push_str(&format!("- {}\n", lines(item, "  "))));
            out.push('\n');
        }
        Block::Quote(text) => out.push_str(&format!("> {}\n\n", lines(text, "> "))),
        Block::Note(text) => out.push_str(&format!("*Note:* {}\n\n", lines(text, ""))),
        Block::Sign(people) => table(out, &sign_table(people)),
        Block::PageBreak => out.push_str("---\n\n"),
    }
}

fn sign_table(people: &[String]) -> Table {
    let by_hand = |_: &&String| String::new();
    let who: Column<&String> = ("", 3, &|who| who.to_string());
    Table::of("", people, &[who, ("Name", 3, &by_hand), ("Date", 2, &by_hand), ("Signature", 3, &by_hand)])
}

fn table(out: &mut String, t: &Table) {
    if !t.caption.is_empty() {
        out.push_str(&format!("**{}**\n\n", inline(&t.caption.replace('\n', " "))));
    }
    row(out, &t.heads);
    out.push_str(&format!("|{}\n", " --- |".repeat(t.heads.len())));
    t.rows.iter().for_each(|cells| row(out, cells));
    out.push('\n');
}

fn row(out: &mut String, cells: &[String]) {
    out.push('|');
    for cell in cells {
        out.push_str(&format!(" {} |", one_line(cell)));
    }
    out.push('\n');
}

/// A cell holds one line; its line ends become ` / `.
fn one_line(text: &str) -> String {
    let parts: Vec<String> = shown(text).lines().map(str::trim).filter(|l| !l.is_empty()).map(escape).collect();
    parts.join(" / ")
}

/// One line in which every `#` is text: a closing row of them would vanish.
fn heading(text: &str) -> String {
    inline(&text.replace('\n', " ")).replace('#', "\\#")
}

fn inline(text: &str) -> String {
    escape(shown(text).trim())
}

/// Lines with hard breaks, blank lines parting paragraphs; `indent` keeps them inside their list item or quote.
fn lines(text: &str, indent: &str) -> String {
    let mut out = String::new();
    let mut blank = false;
    for line in shown(text).lines() {
        let line = line.trim();
        if line.is_empty() {
            blank = !out.is_empty();
            continue;
        }
        match (out.is_empty(), blank) {
            (true, _) => {}
            (false, true) => out.push_str(&format!("\n{}\n{indent}", indent.trim_end())),
            (false, false) => out.push_str(&format!("\\\n{indent}")),
        }
        blank = false;
        out.push_str(&line_start(&escape(line)));
    }
    out
}

/// Backslashes before every character that could open markup inside a line.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '$') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A backslash before what would make the line a heading, list item, rule or underline.
fn line_start(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    // `7.2` opens nothing; a list item has a blank, or nothing, behind its dot.
    let ends = matches!(line.as_bytes().get(digits + 1), None | Some(b' ' | b'\t'));
    match line.as_bytes().get(digits) {
        Some(b'#' | b'+' | b'-' | b'=') if digits == 0 => format!("\\{line}"),
        Some(b'.' | b')') if digits > 0 && ends => format!("{}\\{}", &line[..digits], &line[digits..]),
        _ => line.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Stamp;

    fn written(blocks: Vec<Block>) -> String {
        let stamp = Stamp { utc: 0, offset: 0 };
        let paper = Paper {
            title: "# <b>|*_[x](y)".into(),
            subtitle: "s".into(),
            demo: false,
            made: stamp,
            head: None,
            standing: crate::document::PaperStanding::Aside,
            blocks,
        };
        write(&paper)
    }

    #[test]
    fn text_never_becomes_markup() {
        let md = written(vec![Block::Para("- a\n\n1. b\n# c\n===\n<script>\n![x](y) &amp; `z`".into())]);
        assert!(md.starts_with("# \\# \\<b\\>\\|\\*\\_\\[x\\](y)\n"), "{md}");
        assert!(
            md.contains("\\- a\n\n1\\. b\\\n\\# c\\\n\\===\\\n\\<script\\>\\\n!\\[x\\](y) \\&amp; \\`z\\`"),
            "{md}"
        );
    }

    #[test]
    fn a_cell_is_one_line_and_keeps_its_pipes() {
        let t = Table::of("Cap", ["one\n\ntwo|three"], &[("A", 1, &|c| c.to_string()), ("B", 1, &|_| String::new())]);
        let md = written(vec![Block::Table(t)]);
        assert!(md.contains("**Cap**\n\n| A | B |\n| --- | --- |\n| one / two\\|three |  |\n"), "{md}");
    }

    #[test]
    fn lines_stay_inside_their_list_item_and_quote() {
        let md = written(vec![
            Block::List(vec!["a\nb\n\nc".into()]),
            Block::Quote("d\n\n> e".into()),
            Block::Facts(vec![("L*".into(), "x\ny".into())]),
        ]);
        assert!(md.contains("- a\\\n  b\n\n  c\n"), "{md}");
        assert!(md.contains("> d\n>\n> \\> e\n"), "{md}");
        assert!(md.contains("- **L\\*:** x\\\n  y\n"), "{md}");
    }
}
