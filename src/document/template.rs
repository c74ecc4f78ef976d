//! A paper by a template of one's own: a text file over the same blocks that every paper is made of.
//!
//! A line is a heading (`#`, `##`, `###`), an entry of a list (`- `), a remark (`> `), a word that puts something in
//! (`@paper`, `@part`, `@table`, `@sign`, `@page`, `@title`), a comment (`//`), or text; a blank line ends a paragraph.
//! `{organisation}`, `{today}`, `{executive}` and `{count risks}` stand for what the file holds. Nothing of it runs.

use super::{Block, Paper, PaperKind, PaperStanding, Table, framed, papers, subject};
use crate::domain::{Id, Kind, Record, Stamp, View, field::Placement, kinds::organisation};
use std::path::Path;

/// The ending of a template.
pub const ENDING: &str = "paper";
/// Bytes of a template.
pub const MAX: u64 = 256 * 1024;

/// Whether a name is that of a template, and of none of the papers.
pub fn is_one(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|ending| ending.eq_ignore_ascii_case(ENDING))
}

/// What is wrong in which line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    pub line: usize,
    pub why: String,
}

/// A template that was read.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Template {
    title: String,
    parts: Vec<(usize, Part)>,
}

#[derive(Debug, PartialEq, Eq)]
enum Part {
    Heading(u8, String),
    Text(String),
    Entry(String),
    Note(String),
    Paper(PaperKind, Option<Id>),
    /// What stands under a heading of a paper.
    Under(PaperKind, Option<Id>, String),
    /// A register: the rows that hold the words, with these fields.
    Register {
        kind: Kind,
        words: String,
        fields: Vec<usize>,
    },
    Sign(Vec<String>),
    Page,
}

impl Template {
    /// Reads a template; every line that is wrong is named.
    pub fn read(text: &str) -> Result<Template, Vec<Wrong>> {
        let mut template = Template::default();
        let mut wrong = Vec::new();
        for (n, line) in text.trim_start_matches('\u{FEFF}').lines().enumerate() {
            if let Err(why) = template.line(n + 1, line.trim_end()) {
                wrong.push(Wrong { line: n + 1, why });
            }
        }
        if template.title.is_empty() && wrong.is_empty() {
            wrong.push(Wrong { line: 1, why: "it has no title; write a line “@title What it is called”".into() });
        }
        if wrong.is_empty() { Ok(template) } else { Err(wrong) }
    }

    fn line(&mut self, n: usize, line: &str) -> Result<(), String> {
        let line = line.trim_start();
        checked(line)?;
        let part = match line {
            "" => Part::Text(String::new()),
            _ if line.starts_with("//") => return Ok(()),
            _ if line.starts_with('@') => match self.word(&line[1..])? {
                Some(part) => part,
                None => return Ok(()),
            },
            _ if line.starts_with('#') => {
                let level = line.bytes().take_while(|b| *b == b'#').count();
                let text = line[level..].trim();
                match (level, text) {
                    (1..=3, text) if !text.is_empty() => Part::Heading(level as u8, text.into()),
                    (1..=3, _) => return Err("a heading has words".into()),
                    _ => return Err("headings have one, two or three #".into()),
                }
            }
            _ => match (line.strip_prefix("- "), line.strip_prefix("> ")) {
                (Some(text), _) => Part::Entry(text.trim().into()),
                (_, Some(text)) => Part::Note(text.trim().into()),
                _ => Part::Text(line.into()),
            },
        };
        self.parts.push((n, part));
        Ok(())
    }

    /// What stands behind an `@`; nothing where it is no part of the text.
    fn word(&mut self, line: &str) -> Result<Option<Part>, String> {
        let (word, rest) = line.split_once(char::is_whitespace).map_or((line, ""), |(word, rest)| (word, rest.trim()));
        Ok(Some(match word {
            "title" if rest.is_empty() => return Err("@title is followed by the title".into()),
            "title" => {
                self.title = rest.into();
                return Ok(None);
            }
            "page" => Part::Page,
            "sign" => {
                let people: Vec<String> = rest.split(';').map(|who| who.trim().to_string()).collect();
                match people.iter().all(|who| !who.is_empty()) {
                    true => Part::Sign(people),
                    false => return Err("@sign is followed by who signs: @sign Owner; AIMS lead".into()),
                }
            }
            "paper" => {
                let (kind, about) = paper(rest)?;
                Part::Paper(kind, about)
            }
            "part" => {
                let example = "@part soa / Still to settle";
                let (of, heading) =
                    rest.split_once('/').ok_or_else(|| format!("@part names a paper and a heading: {example}"))?;
                let (kind, about) = paper(of.trim())?;
                match heading.trim() {
                    "" => return Err(format!("@part names a paper and a heading: {example}")),
                    heading => Part::Under(kind, about, heading.into()),
                }
            }
            "table" => table(rest)?,
            other => {
                return Err(format!("there is no @{other}; there are: @title @paper @part @table @sign @page"));
            }
        }))
    }

    /// The paper; the error names line and reason.
    pub fn build(&self, view: View, made: Stamp, head: Option<&str>, standing: PaperStanding) -> Result<Paper, Wrong> {
        let mut blocks: Vec<Block> = Vec::new();
        let mut begun = false;
        for (line, part) in &self.parts {
            let said = |why: String| Wrong { line: *line, why };
            match part {
                Part::Text(text) if text.is_empty() => {
                    begun = false;
                    continue;
                }
                Part::Text(text) => {
                    let text = filled(text, view);
                    match blocks.last_mut() {
                        Some(Block::Para(before)) if begun => *before = format!("{before}\n{text}"),
                        _ => blocks.push(Block::Para(text)),
                    }
                    begun = true;
                    continue;
                }
                Part::Entry(text) => {
                    let text = filled(text, view);
                    match blocks.last_mut() {
                        Some(Block::List(entries)) if begun => entries.push(text),
                        _ => blocks.push(Block::List(vec![text])),
                    }
                    begun = true;
                    continue;
                }
                Part::Heading(level, text) => blocks.push(Block::Heading(*level, filled(text, view))),
                Part::Note(text) => blocks.push(Block::Note(filled(text, view))),
                Part::Page => blocks.push(Block::PageBreak),
                Part::Sign(people) => blocks.push(Block::Sign(people.clone())),
                Part::Paper(kind, about) => blocks.extend(whole(*kind, *about, view).map_err(said)?),
                Part::Under(kind, about, heading) => {
                    let all = whole(*kind, *about, view).map_err(said)?;
                    blocks.extend(under(all, *kind, heading).map_err(said)?);
                }
                Part::Register { kind, words, fields } => blocks.push(register(view, *kind, words, fields)),
            }
            begun = false;
        }
        let facts = vec![format!("state of {}", view.today)];
        Ok(framed(view, (filled(&self.title, view), facts, blocks), made, head, standing))
    }
}

/// `audit-report RD-3`
fn paper(text: &str) -> Result<(PaperKind, Option<Id>), String> {
    let (name, about) = text.split_once(' ').map_or((text, ""), |(name, about)| (name, about.trim()));
    let kind = PaperKind::of(name).ok_or_else(|| {
        let names: Vec<&str> = PaperKind::ALL.iter().map(|kind| kind.id()).collect();
        format!("there is no paper “{name}”; there are: {}", names.join(", "))
    })?;
    let about = match about {
        "" => None,
        id => Some(id.parse().map_err(|_| format!("“{id}” is no id, such as RD-03"))?),
    };
    Ok((kind, about))
}

/// `risks privacy: id, title, owner`
fn table(text: &str) -> Result<Part, String> {
    let (of, fields) = text.split_once(':').map_or((text, ""), |(of, fields)| (of, fields));
    let (name, words) = of.trim().split_once(' ').map_or((of.trim(), ""), |(name, words)| (name, words.trim()));
    let kind = kind(name)?;
    let spec = kind.spec();
    let one = |name: &str| {
        let name = name.trim();
        let found = spec.fields.iter().position(|f| f.name == name || f.label.eq_ignore_ascii_case(name));
        found.filter(|at| spec.fields[*at].shown()).ok_or_else(|| {
            let known: Vec<&str> = spec.fields.iter().filter(|f| f.shown()).map(|f| f.name).collect();
            format!("{} have no field “{name}”; there are: {}", spec.plural, known.join(", "))
        })
    };
    let columns = || {
        let all = spec
            .fields
            .iter()
            .enumerate()
            .filter(|(at, f)| *at != spec.title && matches!(f.place, Placement::Column(_)));
        std::iter::once(spec.title).chain(all.map(|(at, _)| at).take(5)).collect()
    };
    let fields: Vec<usize> = match fields.trim() {
        "" => columns(),
        fields => fields.split(',').map(one).collect::<Result<_, _>>()?,
    };
    Ok(Part::Register { kind, words: words.to_lowercase(), fields })
}

fn kind(name: &str) -> Result<Kind, String> {
    let word = name.trim().to_lowercase();
    let called = |kind: &&Kind| {
        let spec = kind.spec();
        let names = [spec.table, spec.name, spec.plural, spec.prefix].map(str::to_lowercase);
        // `systems` for `AI systems`.
        let last = spec.plural.rsplit(' ').next().is_some_and(|last| last.to_lowercase() == word);
        spec.also.contains(&word.as_str()) || names.contains(&word) || last
    };
    Kind::ALL.iter().find(called).copied().ok_or_else(|| format!("there is no register “{name}”"))
}

/// Whether all that stands in braces is known.
fn checked(line: &str) -> Result<(), String> {
    let mut rest = line;
    while let Some(at) = rest.find('{') {
        let tail = &rest[at + 1..];
        let Some(end) = tail.find('}') else { return Err("a { is opened and never closed".into()) };
        match tail[..end].trim() {
            "organisation" | "today" | "executive" => {}
            word => match word.strip_prefix("count ") {
                Some(name) => drop(kind(name.split(' ').next().unwrap_or_default())?),
                None => {
                    return Err(format!(
                        "there is no {{{word}}}; there are: organisation, today, executive, count REGISTER"
                    ));
                }
            },
        }
        rest = &tail[end + 1..];
    }
    Ok(())
}

/// The text with what the file holds in the place of braces.
fn filled(text: &str, view: View) -> String {
    let said = |word: &str| match word.trim() {
        "organisation" => view.records.single(Kind::Organisation).map_or(String::new(), |o| o.title().into()),
        "executive" => organisation::executive(view).unwrap_or_default().to_string(),
        "today" => view.today.to_string(),
        other => {
            let (name, words) =
                other.trim_start_matches("count ").split_once(' ').unwrap_or((other.trim_start_matches("count "), ""));
            kind(name).map_or(String::new(), |kind| rows(view, kind, &words.to_lowercase()).len().to_string())
        }
    };
    let (mut out, mut rest) = (String::new(), text);
    while let Some((before, tail)) = rest.split_once('{') {
        let Some((word, after)) = tail.split_once('}') else { break };
        out.push_str(before);
        out.push_str(&said(word));
        rest = after;
    }
    out + rest
}

/// The blocks of a paper.
fn whole(kind: PaperKind, about: Option<Id>, view: View) -> Result<Vec<Block>, String> {
    let about = subject::of(kind, view, about)?;
    Ok(papers::build(kind, view, about, &PaperStanding::Aside)?.2)
}

/// What stands under a heading, down to the next one of its level.
fn under(blocks: Vec<Block>, kind: PaperKind, heading: &str) -> Result<Vec<Block>, String> {
    let is = |block: &Block| matches!(block, Block::Heading(_, text) if text.trim().eq_ignore_ascii_case(heading));
    let Some(at) = blocks.iter().position(is) else {
        let all =
            blocks.iter().filter_map(|b| if let Block::Heading(_, text) = b { Some(text.as_str()) } else { None });
        let all: Vec<&str> = all.take(40).collect();
        return Err(format!("{} has no heading “{heading}”; there are: {}", kind.title(), all.join(", ")));
    };
    let Block::Heading(level, _) = blocks[at] else { return Ok(Vec::new()) };
    let ends = |block: &Block| matches!(block, Block::Heading(l, _) if *l <= level);
    let end = blocks[at + 1..].iter().position(ends).map_or(blocks.len(), |n| at + 1 + n);
    Ok(blocks[at + 1..end].to_vec())
}

/// The records of a kind that hold all the words.
fn rows<'a>(view: View<'a>, kind: Kind, words: &str) -> Vec<&'a Record> {
    let holds = |record: &&Record| {
        let fields = kind.spec().fields.iter().enumerate().filter(|(_, f)| f.shown());
        let text: Vec<String> = fields.map(|(at, _)| view.cell(record, at)).collect();
        let text = format!("{} {}", record.id, text.join(" ")).to_lowercase();
        words.split_whitespace().all(|word| text.contains(word))
    };
    view.records.all(kind).filter(holds).collect()
}

fn register(view: View, kind: Kind, words: &str, fields: &[usize]) -> Block {
    let spec = kind.spec();
    let found = rows(view, kind, words);
    if found.is_empty() {
        return Block::Note(format!("There are none of the {} here.", spec.plural));
    }
    let labels = fields.iter().map(|at| spec.fields[*at].label.to_string());
    let shares = fields.iter().map(|at| if *at == spec.title { 4 } else { 2 });
    let row = |record: &Record| {
        let cells = fields.iter().map(|at| view.cell(record, *at));
        std::iter::once(record.id.to_string()).chain(cells).collect()
    };
    Block::Table(Table {
        caption: String::new(),
        heads: std::iter::once("ID".to_string()).chain(labels).collect(),
        widths: std::iter::once(1).chain(shares).collect(),
        rows: found.into_iter().map(row).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        document::markdown,
        domain::{
            Records, Value,
            kinds::{person, risk},
        },
    };

    const TEXT: &str = "@title Note for {organisation}\n// for the board\n# How we stand\nState of {today}:\n{count risks} risks, \
{count risks leak} of them a leak.\n\n- one\n- two\n> A remark.\n@table risks drift: title, owner\n@part risk-method / How a risk is rated\n\
@page\n@sign Chair; AIMS lead\n";

    fn records() -> Records {
        let id = |text: &str| text.parse::<Id>().unwrap();
        let mut records = Records::default();
        records.put([
            Record::new(Id::new(Kind::Organisation, 1)).with(organisation::NAME, Value::text("Halden")),
            Record::new(id("P-01")).with(person::NAME, Value::text("Ada")),
            Record::new(id("R-01")).with(risk::TITLE, Value::text("Drift")).with(risk::OWNER, Value::Ref(id("P-01"))),
            Record::new(id("R-02")).with(risk::TITLE, Value::text("Leak")),
        ]);
        records
    }

    fn built(text: &str) -> Result<Paper, Wrong> {
        let records = records();
        let view = View { records: &records, today: jiff::civil::date(2026, 11, 27) };
        let made = Stamp { utc: 0, offset: 0 };
        Template::read(text).unwrap().build(view, made, Some("ab12"), PaperStanding::Aside)
    }

    #[test]
    fn a_template_is_a_paper_of_the_same_blocks() {
        let paper = built(TEXT).unwrap();
        let md = markdown::write(&paper);
        for said in [
            "# Note for Halden",
            "## How we stand",
            "State of 2026-11-27:",
            "2 risks, 1 of them a leak.",
            "- one\n- two\n",
            "| ID | Title | Owner |",
            "| R-01 | Drift | Ada |",
            "Before controls",
            "| Chair |",
        ] {
            assert!(md.contains(said), "{said}: {md}");
        }
        assert!(!md.contains("R-02") && !md.contains("for the board") && !md.contains("Scales"), "{md}");
    }

    #[test]
    fn a_wrong_line_is_named_with_its_reason() {
        let wrong = |text: &str| {
            let all = Template::read(text).unwrap_err();
            (all.iter().map(|w| w.line).collect::<Vec<_>>(), all[0].why.clone())
        };
        for (text, line, why) in [
            ("@title X\n@paper sao", 2, "no paper “sao”"),
            ("@title X\n\n@table spoons", 3, "no register “spoons”"),
            ("@title X\n@table risks: spoon", 2, "no field “spoon”"),
            ("@title X\n@sing Ada", 2, "no @sing"),
            ("@title X\n{today", 2, "never closed"),
            ("@title X\n{spoon}", 2, "no {spoon}"),
            ("@title X\n#### deep", 2, "one, two or three"),
            ("@title X\n@part soa", 2, "a heading"),
            ("@title X\n@paper audit-report RX", 2, "no id"),
            ("text", 1, "no title"),
        ] {
            let (lines, said) = wrong(text);
            assert!(lines == [line] && said.contains(why), "{text}: {lines:?} {said}");
        }
        assert_eq!(wrong("@title\n@x\nfine\n@y").0, [1, 2, 4]);
        let said = built("@title X\n@part risk-method / Spoons").unwrap_err();
        assert!(said.line == 2 && said.why.contains("no heading “Spoons”; there are: Method"), "{said:?}");
        assert!(built("@title X\n@paper audit-report").unwrap_err().why.contains("there is none yet"));
    }
}
