//! Papers as one HTML file that needs nothing else: readable on a screen, and on paper with page numbers,
//! repeated table heads and a line at head and foot of each page. No script, no link, no outside resource.

use super::{Block, DEMO_LINE, Paper, PaperSize, PaperStanding, Table, drawing::svg};
use crate::shown::shown;

/// Grows with each change of what a paper looks like: an issued paper keeps the number that it was issued with.
pub const LAYOUT: u32 = 4;

/// What is longer may be broken: `2026-12-31`, `A.6.2.4`, `F-014`.
const TOKEN: usize = 12;
/// A table of at most this many rows is kept on one page.
const SHORT: usize = 4;

/// Writes a paper as HTML, to be printed on a sheet of this size.
pub fn write(paper: &Paper, size: PaperSize) -> String {
    let mut out = head(paper, size);
    if paper.demo {
        out.push_str(&format!("<p class=\"demo\">{}</p>\n", escape(DEMO_LINE)));
    }
    out.push_str(&format!("<h1>{}</h1>\n", inline(&paper.title)));
    standing(&mut out, &paper.standing);
    out.push_str(&format!("<p class=\"facts\">{}</p>\n", inline(&paper.subtitle)));
    paper.blocks.iter().for_each(|b| block(&mut out, b));
    out.push_str(&format!("<footer>{}</footer>\n</main>\n</body>\n</html>\n", inline(&paper.foot())));
    out
}

/// Draft or issued, and whether it looks as it did when it was issued.
fn standing(out: &mut String, standing: &PaperStanding) {
    let class = match standing {
        PaperStanding::Aside => return,
        PaperStanding::Draft(_) => "draft",
        PaperStanding::Issued(issue) if issue.withdrawn => "draft",
        PaperStanding::Issued(_) => "issued",
    };
    out.push_str(&format!("<p class=\"{class}\">{}</p>\n", escape(&shown(&standing.line()))));
    if let Some(issue) = standing.issue().filter(|issue| issue.layout < LAYOUT) {
        out.push_str(&format!(
            "<p class=\"note\">Set in layout {LAYOUT}, newer than layout {} in which it was issued; the words are the same.</p>\n",
            issue.layout
        ));
    }
}

fn head(paper: &Paper, size: PaperSize) -> String {
    let demo = if paper.demo { "DEMO DATA  " } else { "" };
    let mark = match paper.standing.mark() {
        mark if mark.is_empty() => mark,
        mark => format!("{mark}  "),
    };
    let running = css_string(&format!("{demo}{mark}{}  {}", paper.title, paper.subtitle));
    let foot = css_string(&format!("Made {} {}", paper.made.date(), paper.made.clock()));
    let page = format!("{}{}", size.label(), if paper.is_wide() { " landscape" } else { "" });
    let css = STYLE.replace("RUNNING", &running).replace("FOOT", &foot).replace("PAGE", &page);
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{}</title>\n<style>\n{css}</style>\n</head>\n<body>\n<main>\n",
        inline(&paper.title)
    )
}

/// `PAGE` stands for the sheet, `RUNNING` and `FOOT` stand for the lines at head and foot of each printed page.
const STYLE: &str = "\
@page { size: PAGE; margin: 20mm 16mm 18mm 16mm;
  @top-left { content: RUNNING; font: 8pt sans-serif; color: #444; }
  @bottom-left { content: FOOT; font: 8pt sans-serif; color: #444; }
  @bottom-right { content: counter(page) \" / \" counter(pages); font: 8pt sans-serif; color: #444; } }
* { box-sizing: border-box; }
body { margin: 0; font: 11pt/1.45 \"Segoe UI\", \"Helvetica Neue\", Arial, \"Liberation Sans\", sans-serif; color: #1a1a1a; background: #fff; }
main { max-width: 62rem; margin: 0 auto; padding: 1.5rem; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .3rem; }
h2 { font-size: 1.25rem; margin: 2rem 0 .5rem; border-bottom: 1px solid #999; }
h3 { font-size: 1.05rem; margin: 1.4rem 0 .4rem; }
h4 { font-size: 1rem; margin: 1rem 0 .3rem; }
h1, h2, h3, h4, caption { break-after: avoid; }
p, li, blockquote { overflow-wrap: anywhere; }
td { overflow-wrap: break-word; }
td.k { white-space: nowrap; }
td.n { white-space: nowrap; text-align: right; }
td.z { color: #888; }
th { overflow-wrap: break-word; hyphens: auto; }
p.facts { color: #444; margin: 0 0 1.2rem; }
p.note { border-left: 3px solid #999; padding-left: .7rem; color: #333; }
p.draft { border: 2px dashed #a00; color: #a00; font-weight: bold; padding: .3rem .6rem; }
p.issued { border: 1px solid #060; color: #042; padding: .3rem .6rem; }
p.demo { border: 2px solid #a00; color: #a00; font-weight: bold; padding: .3rem .6rem; }
blockquote { margin: .6rem 0 .6rem 1rem; font-style: italic; }
table { border-collapse: collapse; width: 100%; margin: .6rem 0 1.2rem; font-size: .88rem; }
caption { text-align: left; font-weight: bold; padding: .2rem 0; }
th, td { border: 1px solid #999; padding: .25rem .45rem; text-align: left; vertical-align: top; }
thead th { background: #eee; }
.wide table { font-size: .76rem; }
.wide th, .wide td { min-width: 4.6em; padding: .2rem .3rem; }
table.sheet th { width: 11rem; background: #f6f6f6; font-weight: 600; }
table.sign td { height: 2.6rem; }
footer { margin-top: 2.5rem; border-top: 1px solid #999; padding-top: .4rem; font-size: .8rem; color: #444; overflow-wrap: anywhere; }
figure { margin: .6rem 0 1.2rem; break-inside: avoid; }
figcaption { font-weight: bold; font-size: .88rem; padding: .2rem 0; }
figure svg { max-width: 100%; height: auto; border-radius: 2px; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.break { break-before: page; }
.scroll { overflow-x: auto; }
@media screen and (prefers-color-scheme: dark) {
  body { color: #e6e6e6; background: #161616; }
  p.facts, p.note, footer { color: #bbb; }
  thead th, table.sheet th { background: #2a2a2a; }
  th, td { border-color: #555; }
  p.draft, p.demo { color: #ff9a9a; border-color: #ff9a9a; }
  p.issued { color: #9fe0b0; border-color: #9fe0b0; }
}
@media print {
  body { font-size: 10pt; }
  main { max-width: none; padding: 0; }
  thead { display: table-header-group; break-inside: avoid; break-after: avoid; }
  tbody tr:first-child { break-before: avoid; }
  .keep { break-inside: avoid; }
  tr, blockquote { break-inside: avoid; }
  .scroll { overflow: visible; }
  thead th, table.sheet th { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
";

fn block(out: &mut String, block: &Block) {
    match block {
        Block::Heading(level, text) => {
            let h = usize::from(*level).clamp(1, 3) + 1;
            out.push_str(&format!("<h{h}>{}</h{h}>\n", inline(text)));
        }
        Block::Para(text) => paragraphs(out, text, "p"),
        Block::Facts(facts) => {
            out.push_str("<table class=\"sheet\"><tbody>\n");
            for (label, text) in facts {
                out.push_str(&format!("<tr><th scope=\"row\">{}</th><td>{}</td></tr>\n", inline(label), cell(text)));
            }
            out.push_str("</tbody></table>\n");
        }
        Block::Table(t) => table(out, t),
        Block::Drawing(d) => {
            let caption = inline(&d.caption);
            out.push_str(&format!("<figure><figcaption>{caption}</figcaption>{}</figure>\n", svg::inline(d)));
        }
        Block::List(items) => {
            out.push_str("<ul>\n");
            items.iter().for_each(|item| out.push_str(&format!("<li>{}</li>\n", cell(item))));
            out.push_str("</ul>\n");
        }
        Block::Quote(text) => {
            out.push_str("<blockquote>\n");
            paragraphs(out, text, "p");
            out.push_str("</blockquote>\n");
        }
        Block::Note(text) => paragraphs(out, text, "p class=\"note\""),
        Block::Sign(people) => sign(out, people),
        Block::PageBreak => out.push_str("<div class=\"break\"></div>\n"),
    }
}

fn table(out: &mut String, t: &Table) {
    let wide = if t.is_wide() { " wide" } else { "" };
    let keep = if t.rows.len() <= SHORT { " keep" } else { "" };
    let class = format!("scroll{wide}{keep}");
    out.push_str(&format!("<div class=\"{class}\"><table>\n"));
    if !t.caption.is_empty() {
        out.push_str(&format!("<caption>{}</caption>\n", inline(&t.caption)));
    }
    let all: u32 = t.widths.iter().map(|w| u32::from(*w)).sum::<u32>().max(1);
    let shares = t.widths.iter().map(|w| format!("<col style=\"width:{}%\">", u32::from(*w) * 100 / all));
    out.push_str(&format!("<colgroup>{}</colgroup>\n<thead><tr>", shares.collect::<String>()));
    t.heads.iter().for_each(|h| out.push_str(&format!("<th scope=\"col\">{}</th>", inline(h))));
    out.push_str("</tr></thead>\n<tbody>\n");
    for cells in &t.rows {
        let cells: String = cells.iter().map(|c| format!("<td{}>{}</td>", class_of(c), cell(c))).collect();
        out.push_str(&format!("<tr>{cells}</tr>\n"));
    }
    out.push_str("</tbody>\n</table></div>\n");
}

/// A number stands right, a zero quietly; an id, a day or a reference is never broken.
fn class_of(text: &str) -> &'static str {
    let number = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit() || b == b'%');
    let token = text.len() <= TOKEN && text.bytes().any(|b| b.is_ascii_digit()) && !text.contains(char::is_whitespace);
    match (text, number, token) {
        ("0", ..) => " class=\"n z\"",
        (_, true, _) => " class=\"n\"",
        (_, _, true) => " class=\"k\"",
        _ => "",
    }
}

fn sign(out: &mut String, people: &[String]) {
    out.push_str("<table class=\"sign\"><thead><tr><th></th><th>Name</th><th>Date</th><th>Signature</th></tr></thead>\n<tbody>\n");
    for who in people {
        out.push_str(&format!("<tr><th scope=\"row\">{}</th><td></td><td></td><td></td></tr>\n", inline(who)));
    }
    out.push_str("</tbody></table>\n");
}

/// Paragraphs at blank lines, line breaks at line ends. `tag` may carry a class.
fn paragraphs(out: &mut String, text: &str, tag: &str) {
    let shown = shown(text);
    let mut paragraph: Vec<&str> = Vec::new();
    for line in shown.lines().map(str::trim).chain([""]) {
        if !line.is_empty() {
            paragraph.push(line);
        } else if !paragraph.is_empty() {
            let lines: Vec<String> = paragraph.drain(..).map(escape).collect();
            out.push_str(&format!("<{tag}>{}</p>\n", lines.join("<br>\n")));
        }
    }
}

fn cell(text: &str) -> String {
    let lines: Vec<String> = shown(text).trim().lines().map(|l| escape(l.trim())).collect();
    lines.join("<br>")
}

fn inline(text: &str) -> String {
    escape(&shown(text).replace('\n', " "))
}

pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// A quoted string of a style sheet in which everything but letters, digits and blanks is written by number.
fn css_string(text: &str) -> String {
    let mut out = String::from("\"");
    for c in shown(text).chars() {
        match c {
            c if c.is_alphanumeric() || c == ' ' => out.push(c),
            c => out.push_str(&format!("\\{:x} ", c as u32)),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::domain::Stamp;

    /// Panics unless every tag that is opened is closed in order, and no stray bracket is left.
    pub fn assert_well_formed(html: &str) {
        const VOID: [&str; 4] = ["meta", "br", "col", "!DOCTYPE"];
        let mut open: Vec<&str> = Vec::new();
        let mut rest = html;
        while let Some(at) = rest.find(['<', '>']) {
            assert!(
                rest[at..].starts_with('<'),
                "stray > before {:?}",
                &rest[at..].chars().take(40).collect::<String>()
            );
            let end = at + rest[at..].find('>').expect("tag without end");
            let tag = &rest[at + 1..end];
            assert!(!tag.contains('<'), "bracket inside tag {tag}");
            let name = tag.trim_start_matches('/').split([' ', '\n']).next().unwrap();
            match tag.starts_with('/') {
                true => assert_eq!(open.pop(), Some(name), "closing {name}"),
                false if !VOID.contains(&name) => open.push(name),
                false => {}
            }
            rest = &rest[end + 1..];
        }
        assert!(open.is_empty(), "left open: {open:?}");
    }

    fn written(title: &str, blocks: Vec<Block>) -> String {
        let made = Stamp { utc: 0, offset: 0 };
        let (standing, head) = (PaperStanding::Draft(None), Some("ab12".into()));
        write(
            &Paper { title: title.into(), subtitle: "s".into(), demo: true, made, head, standing, blocks },
            PaperSize::A4,
        )
    }

    #[test]
    fn text_never_becomes_markup_or_style() {
        let bad = "</style><b>|*_[x](y)\" } @import url(//x)";
        let t = Table::of(bad, [()], &[("A", 1, &|()| bad.into()), (bad, 2, &|()| "one\ntwo\u{202e}".into())]);
        let html = written(
            bad,
            vec![
                Block::Table(t),
                Block::Para(bad.into()),
                Block::Facts(vec![(bad.into(), bad.into())]),
                Block::Note(bad.into()),
                Block::Sign(vec![bad.into()]),
            ],
        );
        assert_well_formed(&html);
        assert!(!html.contains("<b>"));
        assert!(html.contains("<td>one<br>two&lt;U+202E&gt;</td>"), "{html}");
        let style = &html[html.find("<style>").unwrap()..html.find("</style>").unwrap()];
        assert!(!style.contains("url(") && !style.contains("@import"), "{style}");
    }

    #[test]
    fn it_stands_alone_and_prints() {
        let html = written("T", vec![Block::PageBreak, Block::Para("a\n\nb\nc".into())]);
        assert!(html.contains("<meta charset=\"utf-8\">") && html.contains("size: A4") && html.contains(DEMO_LINE));
        assert!(html.contains("<p>a</p>\n<p>b<br>\nc</p>") && html.contains("ab12"));
        for outside in ["http://", "https://", "src=", "href=", "<script"] {
            assert!(!html.contains(outside), "{outside}");
        }
    }

    #[test]
    fn numbers_stand_right_and_ids_and_days_are_not_broken() {
        assert_eq!(class_of("12"), " class=\"n\"");
        assert_eq!(class_of("8.4"), " class=\"k\"");
        assert_eq!(class_of("0"), " class=\"n z\"");
        assert_eq!(class_of("2026-09-21"), " class=\"k\"");
        assert_eq!(class_of("F-014"), " class=\"k\"");
        assert_eq!(class_of("F-014 and what follows"), "");
        assert_eq!(class_of("documented"), "");
        assert_eq!(class_of(""), "");
    }
}
