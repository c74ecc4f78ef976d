//! Papers as plain text of 80 columns, for a shell, a pager or a mail.

use super::{Block, DEMO_LINE, Paper, Table};
use crate::shown::{self, shown};
use unicode_width::UnicodeWidthStr;

/// Columns of a line.
pub const WIDTH: usize = 80;
/// The text so far, and the columns of its lines.
struct Page {
    text: String,
    columns: usize,
}

impl Page {
    fn push(&mut self, c: char) {
        self.text.push(c);
    }
    fn push_str(&mut self, text: &str) {
        self.text.push_str(text);
    }
}

/// Blanks between two columns of a table.
const GAP: usize = 2;

/// Writes a paper as plain text.
pub fn write(paper: &Paper) -> String {
    write_in(paper, WIDTH)
}

/// The same in lines of another width, for a screen.
pub fn write_in(paper: &Paper, columns: usize) -> String {
    let mut out = Page { text: String::new(), columns };
    if paper.demo {
        wrapped(&mut out, DEMO_LINE, "", "");
    }
    ruled(&mut out, &paper.title, '=');
    wrapped(&mut out, &paper.standing.line(), "", "");
    wrapped(&mut out, &paper.subtitle, "", "");
    out.push('\n');
    paper.blocks.iter().for_each(|b| block(&mut out, b));
    out.push_str(&format!("{}\n", "-".repeat(columns)));
    wrapped(&mut out, &paper.foot(), "", "");
    out.text
}

fn block(out: &mut Page, block: &Block) {
    match block {
        Block::Heading(1, text) => ruled(out, text, '-'),
        Block::Heading(_, text) => wrapped(out, &one_line(text), "", ""),
        Block::Para(text) => wrapped(out, text, "", ""),
        Block::Facts(facts) => {
            let width = facts.iter().map(|(label, _)| label.width()).max().unwrap_or(0).min(28) + 2;
            for (label, text) in facts {
                let first = format!("{}{}", label, " ".repeat(width.saturating_sub(label.width()).max(2)));
                wrapped(out, text, &first, &" ".repeat(width));
            }
        }
        Block::Table(t) => table(out, t),
        Block::Drawing(d) => match &d.table {
            Some(t) => table(out, t),
            None => return,
        },
        Block::List(items) => items.iter().for_each(|item| wrapped(out, item, "- ", "  ")),
        Block::Quote(text) => wrapped(out, text, "  | ", "  | "),
        Block::Note(text) => wrapped(out, text, "Note: ", "      "),
        Block::Sign(people) => {
            for who in people {
                out.push_str(&format!(
                    "{}\n\n  Name {}  Date {}\n\n  Signature {}\n\n",
                    one_line(who),
                    "_".repeat(30),
                    "_".repeat(14),
                    "_".repeat(44)
                ));
            }
        }
        Block::PageBreak => {}
    }
    out.push('\n');
}

fn ruled(out: &mut Page, text: &str, rule: char) {
    let text = one_line(text);
    wrapped(out, &text, "", "");
    out.push_str(&format!("{}\n", rule.to_string().repeat(text.width().min(out.columns))));
}

fn one_line(text: &str) -> String {
    shown(text).replace('\n', " ")
}

fn wrapped(out: &mut Page, text: &str, first: &str, next: &str) {
    let width = out.columns.saturating_sub(next.width().max(first.width())).max(20);
    let lines = wrap(&shown(text), width);
    for (i, line) in lines.iter().enumerate() {
        let start = if i == 0 { first } else { next };
        out.push_str(format!("{start}{line}").trim_end());
        out.push('\n');
    }
    if lines.is_empty() {
        out.push_str(first.trim_end());
        out.push('\n');
    }
}

/// Lines of at most `width` cells with single blanks between words; none for a text without words.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let plain = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    text.trim_end().lines().flat_map(|line| shown::wrap(&plain(line), width)).collect()
}

fn table(out: &mut Page, t: &Table) {
    if !t.caption.is_empty() {
        wrapped(out, &one_line(&t.caption), "", "");
    }
    match columns(t, out.columns) {
        Some(widths) => grid(out, t, &widths),
        None => stacked(out, t),
    }
}

/// Column widths by their shares, none narrower than its longest word up to 12 cells; `None` if they do not fit.
fn columns(t: &Table, page: usize) -> Option<Vec<usize>> {
    let count = t.heads.len();
    let room = page.checked_sub(GAP * count.saturating_sub(1))?;
    let cells = |i: usize| std::iter::once(&t.heads[i]).chain(t.rows.iter().map(move |r| &r[i]));
    let least: Vec<usize> = (0..count)
        .map(|i| cells(i).flat_map(|c| c.split_whitespace()).map(|w| w.width()).max().unwrap_or(1).min(12))
        .collect();
    let spare = room.checked_sub(least.iter().sum())?;
    let longest: Vec<usize> =
        (0..count).map(|i| cells(i).flat_map(|c| c.lines()).map(|l| l.width()).max().unwrap_or(1)).collect();
    let wish: Vec<usize> = (0..count).map(|i| longest[i].saturating_sub(least[i])).collect();
    let weight: usize = (0..count).map(|i| wish[i].min(40) * usize::from(t.widths[i].max(1))).sum::<usize>().max(1);
    let share = |i: usize| (spare * wish[i].min(40) * usize::from(t.widths[i].max(1)) / weight).min(wish[i]);
    Some((0..count).map(|i| least[i] + share(i)).collect())
}

fn grid(out: &mut Page, t: &Table, widths: &[usize]) {
    grid_row(out, &t.heads, widths);
    let rules: Vec<String> = widths.iter().map(|w| "-".repeat(*w)).collect();
    out.push_str(&format!("{}\n", rules.join(&" ".repeat(GAP))));
    t.rows.iter().for_each(|row| grid_row(out, row, widths));
}

fn grid_row(out: &mut Page, cells: &[String], widths: &[usize]) {
    let columns: Vec<Vec<String>> = cells.iter().zip(widths).map(|(c, w)| wrap(&shown(c), *w)).collect();
    for i in 0..columns.iter().map(Vec::len).max().unwrap_or(0).max(1) {
        let mut line = String::new();
        for (column, width) in columns.iter().zip(widths) {
            let part = column.get(i).map_or("", String::as_str);
            line.push_str(part);
            line.push_str(&" ".repeat(width.saturating_sub(part.width()) + GAP));
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
}

/// Wide tables: a row as a block of labels and texts, empty cells left out.
fn stacked(out: &mut Page, t: &Table) {
    for row in &t.rows {
        let mut first = true;
        for (head, cell) in t.heads.iter().zip(row).filter(|(_, c)| !c.trim().is_empty()) {
            let lead = if first { "* " } else { "  " };
            wrapped(out, cell, &format!("{lead}{head}: "), "      ");
            first = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{document::Column, domain::Stamp};

    fn written(blocks: Vec<Block>) -> String {
        let made = Stamp { utc: 0, offset: 0 };
        let standing = crate::document::PaperStanding::Draft(None);
        write(&Paper { title: "T\u{1b}".into(), subtitle: "s".into(), demo: false, made, head: None, standing, blocks })
    }

    #[test]
    fn no_line_is_longer_than_eighty_columns() {
        let long = "word ".repeat(60) + &"x".repeat(200) + " 東京東京東京";
        let narrow = Table::of("c", [&long], &[("A", 1, &|_| "one".into()), ("B", 3, &|l| l.to_string())]);
        let column: Column<&String> = ("Aaaaaaaaaaaa", 1, &|l| l.to_string());
        let wide = Table::of("w", [&long], &[column; 10]);
        let text = written(vec![
            Block::Para(long.clone()),
            Block::Table(narrow),
            Block::Table(wide),
            Block::List(vec![long.clone()]),
            Block::Facts(vec![("Label".into(), long)]),
            Block::Sign(vec!["Owner".into()]),
        ]);
        for line in text.lines() {
            assert!(line.width() <= WIDTH, "{} {line}", line.width());
        }
        assert!(text.starts_with("T␛\n"), "{text}");
    }

    #[test]
    fn cells_stay_in_their_columns() {
        let t = Table::of("", ["F-001"], &[("Id", 1, &|id| id.to_string()), ("What", 4, &|_| "two\nlines".into())]);
        let text = written(vec![Block::Table(t)]);
        assert!(text.contains("Id     What\n-----  -----\nF-001  two\n       lines\n"), "{text}");
    }
}
