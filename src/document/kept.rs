//! The words of an issued paper as they are kept in the file: JSON, a block or a row of a table a line.
//!
//! The form is described in `docs/file-format.md` and is read for as long as files live: keys are never renamed, a
//! block of a kind that is not known is shown as one, and what was written is never written anew. The text has no line
//! end at its end, so that the shell finds the same digest.

use super::{
    Block, Drawing, Issue, Paper, PaperStanding, Table,
    drawing::{Anchor, DrawnMark, Tint},
};
use crate::domain::Stamp;
use serde_json::{Map, Value as Json, json};

/// Names the form, and its version.
const FORMAT: &str = "aims paper";
const VERSION: u64 = 1;

/// The words of a paper that is being issued.
pub fn write(kind: &str, paper: &Paper, issue: &Issue) -> String {
    let head = [
        ("format", json!(FORMAT)),
        ("form", json!(VERSION)),
        ("kind", json!(kind)),
        ("title", json!(paper.title)),
        ("subtitle", json!(paper.subtitle)),
        ("demo", json!(paper.demo)),
        ("made", json!(paper.made.to_string())),
        ("step", json!(issue.step)),
        ("head", json!(paper.head)),
        ("layout", json!(issue.layout)),
        ("version", json!(issue.version)),
        ("approved_by", json!(issue.by)),
        ("name", json!(issue.name)),
        ("role", json!(issue.role)),
        ("approved_on", json!(issue.on.to_string())),
        ("for", json!(issue.cut)),
    ];
    let mut lines: Vec<String> = head.iter().map(|(key, value)| format!("\"{key}\":{value}")).collect();
    let blocks: Vec<String> = paper.blocks.iter().map(block).collect();
    lines.push(format!("\"blocks\":[\n{}\n]", blocks.join(",\n")));
    format!("{{\n{}\n}}", lines.join(",\n"))
}

/// A paper for programs: what stands on it, block by block.
pub fn as_json(paper: &Paper) -> String {
    let head = [
        ("format", json!(FORMAT)),
        ("form", json!(VERSION)),
        ("title", json!(paper.title)),
        ("subtitle", json!(paper.subtitle)),
        ("demo", json!(paper.demo)),
        ("made", json!(paper.made.to_string())),
        ("head", json!(paper.head)),
        ("standing", json!(paper.standing.line())),
    ];
    let mut lines: Vec<String> = head.iter().map(|(key, value)| format!("\"{key}\":{value}")).collect();
    let blocks: Vec<String> = paper.blocks.iter().map(block).collect();
    lines.push(format!("\"blocks\":[\n{}\n]", blocks.join(",\n")));
    crate::shown::json_escaped(&format!("{{\n{}\n}}\n", lines.join(",\n"))).into_owned()
}

/// SHA-256 of kept words, in lower-case hexadecimal digits.
pub fn digest(words: &str) -> String {
    crate::domain::sampling::digest(words)
}

fn block(block: &Block) -> String {
    let value = match block {
        Block::Heading(level, text) => json!({"block": "heading", "level": level, "text": text}),
        Block::Para(text) => json!({"block": "para", "text": text}),
        Block::Facts(facts) => json!({"block": "facts", "facts": facts}),
        Block::Table(t) => return table(t),
        Block::Drawing(d) => return drawing(d),
        Block::List(items) => json!({"block": "list", "items": items}),
        Block::Quote(text) => json!({"block": "quote", "text": text}),
        Block::Note(text) => json!({"block": "note", "text": text}),
        Block::Sign(people) => json!({"block": "sign", "people": people}),
        Block::PageBreak => json!({"block": "page"}),
    };
    value.to_string()
}

/// A row a line.
fn table(t: &Table) -> String {
    let rows: Vec<String> = t.rows.iter().map(|row| json!(row).to_string()).collect();
    let (caption, heads, widths) = (json!(t.caption), json!(t.heads), json!(t.widths));
    format!(
        "{{\"block\":\"table\",\"caption\":{caption},\"heads\":{heads},\"widths\":{widths},\"rows\":[\n{}\n]}}",
        rows.join(",\n")
    )
}

/// A mark a line; `text` is what a program says that cannot draw it.
fn drawing(d: &Drawing) -> String {
    let marks: Vec<String> = d.marks.iter().map(|m| mark(m).to_string()).collect();
    let (caption, said, size) = (json!(d.caption), json!(d.said), json!(d.size));
    let table = d.table.as_ref().map_or("null".into(), table);
    format!(
        "{{\"block\":\"drawing\",\"caption\":{caption},\"text\":{said},\"size\":{size},\"marks\":[\n{}\n],\"table\":{table}}}",
        marks.join(",\n")
    )
}

fn mark(mark: &DrawnMark) -> Json {
    match mark {
        DrawnMark::Box { at, size, tint } => json!({"mark": "box", "at": at, "size": size, "tint": tint.word()}),
        DrawnMark::Line { from, to, tint, width } => {
            json!({"mark": "line", "from": from, "to": to, "tint": tint.word(), "width": width})
        }
        DrawnMark::Words { at, anchor, size, bold, tint, text } => {
            let anchor = match anchor {
                Anchor::Start => "start",
                Anchor::Middle => "middle",
                Anchor::End => "end",
            };
            json!({"mark": "words", "at": at, "anchor": anchor, "size": size, "bold": bold, "tint": tint.word(), "text": text})
        }
    }
}

fn read_drawing(map: &Map<String, Json>) -> Option<Drawing> {
    let table = match map.get("table") {
        Some(Json::Object(table)) => match known("table", table)? {
            Block::Table(t) => Some(t),
            _ => None,
        },
        _ => None,
    };
    let marks = map.get("marks")?.as_array()?.iter().filter_map(read_mark).collect();
    let caption = self::text(map, "caption").into();
    Some(Drawing { caption, said: self::text(map, "text").into(), size: place(map.get("size")?)?, marks, table })
}

fn place(json: &Json) -> Option<(i16, i16)> {
    let number = |at: usize| json.get(at)?.as_i64().and_then(|n| i16::try_from(n).ok());
    Some((number(0)?, number(1)?))
}

/// A mark; one that is not known is left out.
fn read_mark(json: &Json) -> Option<DrawnMark> {
    let map = json.as_object()?;
    let number = |key: &str| map.get(key)?.as_u64().and_then(|n| u8::try_from(n).ok());
    let tint = Tint::of(text(map, "tint"))?;
    Some(match text(map, "mark") {
        "box" => DrawnMark::Box { at: place(map.get("at")?)?, size: place(map.get("size")?)?, tint },
        "line" => DrawnMark::Line {
            from: place(map.get("from")?)?,
            to: place(map.get("to")?)?,
            tint,
            width: number("width")?,
        },
        "words" => {
            let anchor = match text(map, "anchor") {
                "middle" => Anchor::Middle,
                "end" => Anchor::End,
                _ => Anchor::Start,
            };
            let (bold, words) = (map.get("bold") == Some(&Json::Bool(true)), text(map, "text").to_string());
            DrawnMark::Words { at: place(map.get("at")?)?, anchor, size: number("size")?, bold, tint, text: words }
        }
        _ => return None,
    })
}

/// A paper from kept words; the error says what is wrong with them. Digest and withdrawal are the record's.
pub fn read(words: &str) -> Result<Paper, String> {
    let json: Json = serde_json::from_str(words).map_err(|e| format!("these are not the words of a paper ({e})"))?;
    let map = json.as_object().filter(|m| m.get("format") == Some(&json!(FORMAT)));
    let map = map.ok_or("these are not the words of a paper (no “aims paper” in them)")?;
    let form = map.get("form").and_then(Json::as_u64).unwrap_or(0);
    if form > VERSION {
        return Err(format!("its words are of form {form}, this program reads up to form {VERSION}; update aims"));
    }
    let made = Stamp::parse(text(map, "made")).ok_or("the words do not say when the paper was made")?;
    let on = text(map, "approved_on").parse().map_err(|_| "the words do not say on which day it was approved")?;
    let number = |key: &str| map.get(key).and_then(Json::as_u64).unwrap_or(0);
    let issue = Issue {
        version: number("version") as i64,
        by: text(map, "approved_by").into(),
        name: text(map, "name").into(),
        role: text(map, "role").into(),
        on,
        cut: text(map, "for").into(),
        layout: number("layout") as u32,
        step: number("step"),
        digest: digest(words),
        withdrawn: false,
    };
    let blocks = map.get("blocks").and_then(Json::as_array).ok_or("the words hold no blocks")?;
    Ok(Paper {
        title: text(map, "title").into(),
        subtitle: text(map, "subtitle").into(),
        demo: map.get("demo") == Some(&Json::Bool(true)),
        made,
        head: map.get("head").and_then(Json::as_str).map(String::from),
        standing: PaperStanding::Issued(Box::new(issue)),
        blocks: blocks.iter().map(read_block).collect(),
    })
}

fn text<'a>(map: &'a Map<String, Json>, key: &str) -> &'a str {
    map.get(key).and_then(Json::as_str).unwrap_or_default()
}

/// A block; one that is not known is told with its text.
fn read_block(json: &Json) -> Block {
    let known = json.as_object().and_then(|map| known(text(map, "block"), map));
    known.unwrap_or_else(|| {
        let name = json.get("block").and_then(Json::as_str).unwrap_or("without a name");
        let held = json.get("text").and_then(Json::as_str).map_or(String::new(), |t| format!(": {t}"));
        Block::Note(format!("This version of aims does not know parts of the kind “{name}”{held}"))
    })
}

fn known(name: &str, map: &Map<String, Json>) -> Option<Block> {
    let said = || map.get("text").and_then(Json::as_str).map(String::from);
    Some(match name {
        "heading" => Block::Heading(map.get("level").and_then(Json::as_u64).unwrap_or(1) as u8, said()?),
        "para" => Block::Para(said()?),
        "quote" => Block::Quote(said()?),
        "note" => Block::Note(said()?),
        "list" => Block::List(texts(map.get("items")?)?),
        "sign" => Block::Sign(texts(map.get("people")?)?),
        "page" => Block::PageBreak,
        "drawing" => Block::Drawing(read_drawing(map)?),
        "facts" => {
            let pair = |json: &Json| <[String; 2]>::try_from(texts(json)?).ok().map(|[label, text]| (label, text));
            Block::Facts(map.get("facts")?.as_array()?.iter().map(pair).collect::<Option<_>>()?)
        }
        "table" => {
            let heads = texts(map.get("heads")?)?;
            let width = |json: &Json| json.as_u64().and_then(|n| u16::try_from(n).ok()).unwrap_or(1);
            let mut widths: Vec<u16> = map.get("widths")?.as_array()?.iter().map(width).collect();
            widths.resize(heads.len(), 1);
            let mut rows: Vec<Vec<String>> = map.get("rows")?.as_array()?.iter().map(texts).collect::<Option<_>>()?;
            rows.iter_mut().for_each(|row| row.resize(heads.len(), String::new()));
            Block::Table(Table { caption: text(map, "caption").into(), heads, widths, rows })
        }
        _ => return None,
    })
}

fn texts(json: &Json) -> Option<Vec<String>> {
    json.as_array()?.iter().map(|item| item.as_str().map(String::from)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::PaperSize;
    use crate::document::{Column, html, markdown, text};
    use jiff::civil::date;

    fn issue() -> Issue {
        Issue {
            version: 2,
            by: "P-04".into(),
            name: "M. Sato".into(),
            role: "data steward".into(),
            on: date(2026, 11, 21),
            cut: "full".into(),
            layout: html::LAYOUT,
            step: 118,
            digest: String::new(),
            withdrawn: false,
        }
    }

    fn drawn() -> Drawing {
        let marks = vec![
            DrawnMark::Box { at: (1, 2), size: (3, 4), tint: Tint::High },
            DrawnMark::Line { from: (0, 0), to: (5, 5), tint: Tint::Ink, width: 2 },
            DrawnMark::Words {
                at: (2, 3),
                anchor: Anchor::End,
                size: 7,
                bold: true,
                tint: Tint::Gray,
                text: "R-06".into(),
            },
        ];
        let table = Some(Table::of("Cap", ["A.5.5"], &[("Ref", 1, &|r: &&str| r.to_string())]));
        Drawing { caption: "Cap".into(), said: "what it shows".into(), size: (9, 9), marks, table }
    }

    fn paper() -> Paper {
        let columns: &[Column<&str>] =
            &[("Ref", 1, &|r| r.to_string()), ("What", 3, &|_| "two\nlines \u{1b}[0m".into())];
        let table = Table::of("Cap|tion", ["A.5.5"], columns);
        Paper {
            title: "Statement \"of\" Applicability".into(),
            subtitle: "Halden, state of today".into(),
            demo: true,
            made: Stamp { utc: 1_795_000_000, offset: 60 },
            head: Some("ab12".into()),
            standing: PaperStanding::Issued(Box::new(issue())),
            blocks: vec![
                Block::Heading(2, "One".into()),
                Block::Para("a\n\nb".into()),
                Block::Facts(vec![("Label".into(), "text".into())]),
                Block::Table(table),
                Block::List(vec!["x".into(), "y".into()]),
                Block::Quote("q".into()),
                Block::Note("n".into()),
                Block::Drawing(drawn()),
                Block::Sign(vec!["Owner".into()]),
                Block::PageBreak,
            ],
        }
    }

    #[test]
    fn what_is_kept_reads_back_as_the_same_paper() {
        let words = write("soa", &paper(), &issue());
        let read = read(&words).unwrap();
        let digest = digest(&words);
        let wanted = Paper { standing: PaperStanding::Issued(Box::new(Issue { digest, ..issue() })), ..paper() };
        assert_eq!(read, wanted);
        assert!(!words.ends_with('\n') && words.lines().count() > 25, "{words}");
    }

    /// The words of a file of today, frozen: what was given out is printed byte for byte the same for ever.
    #[test]
    fn markdown_and_text_of_kept_words_never_change() {
        let words = include_str!("../../tests/papers/kept.json");
        let paper = read(words.trim_end()).unwrap();
        assert_eq!(markdown::write(&paper), include_str!("../../tests/papers/kept.md"));
        assert_eq!(text::write(&paper), include_str!("../../tests/papers/kept.txt"));
    }

    #[test]
    fn a_part_that_is_not_known_is_told_and_the_rest_is_read() {
        let words = write("soa", &paper(), &issue());
        let newer =
            words.replace("{\"block\":\"note\"", "{\"block\":\"chart\"").replace("\"demo\"", "\"more\":1,\"demo\"");
        let read = read(&newer).unwrap();
        assert!(matches!(&read.blocks[6], Block::Note(n) if n.contains("“chart”: n")), "{:?}", read.blocks[6]);
        assert_eq!(read.blocks.len(), 10);
        let older = super::read(&words.replace("\"block\":\"drawing\"", "\"block\":\"sketch\"")).unwrap();
        assert!(matches!(&older.blocks[7], Block::Note(n) if n.contains("what it shows")), "{:?}", older.blocks[7]);
        let wrong = super::read(&words.replace("\"form\":1", "\"form\":7")).unwrap_err();
        assert!(wrong.contains("form 7"), "{wrong}");
        assert!(super::read("{}").is_err() && super::read("no").is_err());
    }

    #[test]
    fn a_newer_layout_says_that_it_is_one() {
        let mut old = issue();
        old.layout = html::LAYOUT - 1;
        let said = |issue: Issue| {
            html::write(&Paper { standing: PaperStanding::Issued(Box::new(issue)), ..paper() }, PaperSize::A4)
        };
        assert!(said(old).contains("newer than layout"));
        assert!(!said(issue()).contains("newer than layout"));
    }
}
