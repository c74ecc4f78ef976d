//! What a person says about a sheet: its kind, what a heading is, what a word means; as a file to edit, and as it is
//! remembered for the next sheet with the same headings.

use super::{
    facts::{norm, word},
    map::{ACTION, ColumnTarget, is_ours_alone, is_own_id},
    own::{self, OwnColumns},
};
use crate::{
    domain::{Kind, kinds::own_column::Sort},
    shown::{cut, shown_line},
};

/// Where a person leaves a column out, and where a line keeps it.
pub const OUT: &str = "-";
pub const KEPT: &str = "+";
/// How an own column is said: alone, or with what it holds behind it.
pub const OWN: &str = "own";

/// What an own column holds, by what stands behind [`OWN`].
fn sort_called(rest: &str) -> Option<Sort> {
    let rest = rest.trim().trim_start_matches("column").trim();
    let called = |sort: &&Sort| sort.label() == rest || sort.choice().code == rest;
    if rest.is_empty() { Some(Sort::Text) } else { Sort::ALL.iter().find(called).copied() }
}

/// The answers that are given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GivenAnswers {
    /// The sheet of a workbook, by its name.
    pub sheet: Option<String>,
    pub kind: Option<Kind>,
    /// The row of the headings.
    pub row: Option<usize>,
    /// Heading and field.
    pub map: Vec<(String, String)>,
    /// Heading, word and value.
    pub words: Vec<(String, String, String)>,
    /// Whatever is not sure is kept as it stands.
    pub keep_unknown: bool,
}

impl GivenAnswers {
    /// What a heading was said to be. The last word counts.
    pub fn target(&self, kind: Kind, known: &OwnColumns, heading: &str) -> Option<ColumnTarget> {
        let (_, field) = self.map.iter().rev().find(|(h, _)| norm(h) == norm(heading))?;
        target(kind, known, field).ok()
    }

    /// What a word of a column was said to mean.
    pub fn value(&self, heading: &str, cell: &str) -> Option<&str> {
        let same = |h: &str, w: &str| norm(h) == norm(heading) && (w == cell || word(w) == word(cell));
        self.words.iter().rev().find(|(h, w, _)| same(h, w)).map(|(_, _, value)| value.as_str())
    }

    /// These answers, and where they say nothing those.
    pub fn over(self, before: GivenAnswers) -> GivenAnswers {
        let join = |mut a: Vec<(String, String)>, b| {
            a.extend(b);
            a
        };
        let mut words = before.words;
        words.extend(self.words);
        GivenAnswers {
            sheet: self.sheet.or(before.sheet),
            kind: self.kind.or(before.kind),
            row: self.row.or(before.row),
            map: join(before.map, self.map),
            words,
            keep_unknown: self.keep_unknown || before.keep_unknown,
        }
    }

    /// Refuses what names no field of the kind.
    pub fn check(&self, kind: Kind, known: &OwnColumns) -> Result<(), String> {
        self.map.iter().try_for_each(|(heading, field)| {
            target(kind, known, field).map(|_| ()).map_err(|why| format!("“{heading}={field}”: {why}"))
        })
    }

    /// Refuses a heading that no column has.
    pub fn known_headings(&self, headings: &[String]) -> Result<(), String> {
        let missing = self.map.iter().find(|(h, _)| !headings.iter().any(|x| norm(x) == norm(h)));
        let found = || headings.iter().filter(|h| !h.is_empty()).map(|h| cut(&shown_line(h), 40)).collect::<Vec<_>>();
        match missing.filter(|(h, _)| !h.starts_with("column ")) {
            Some((heading, _)) => Err(format!("no column is called “{heading}”; found: {}", found().join(", "))),
            None => Ok(()),
        }
    }

    /// What is remembered of it for another sheet of the same headings: not where they stood.
    pub fn for_next_time(self, kind: Kind) -> GivenAnswers {
        GivenAnswers { sheet: None, kind: Some(kind), row: None, keep_unknown: false, ..self }
    }

    /// Whether nothing was said.
    pub fn is_empty(&self) -> bool {
        self.kind.is_none() && self.row.is_none() && self.map.is_empty() && self.words.is_empty()
    }

    /// Reads `Heading=field`.
    pub fn say_map(&mut self, text: &str) -> Result<(), String> {
        let (heading, field) = text.rsplit_once('=').ok_or("a heading and a field stand as 'Heading=field'")?;
        self.map.push((heading.trim().to_string(), field.trim().to_string()));
        Ok(())
    }

    /// Reads `Column/word=value`.
    pub fn say_word(&mut self, text: &str) -> Result<(), String> {
        let form = "a word and its value stand as 'Column/word=value'";
        let (left, value) = text.rsplit_once('=').ok_or(form)?;
        // A heading may hold a slash, and so may a word: both ways are kept, only one of them is in the sheet.
        let cuts: Vec<usize> = left.match_indices('/').map(|(at, _)| at).collect();
        if cuts.is_empty() {
            return Err(form.into());
        }
        for at in cuts {
            let (heading, word) = (left[..at].trim(), left[at + 1..].trim());
            self.words.push((heading.to_string(), word.to_string(), value.trim().to_string()));
        }
        Ok(())
    }

    /// Reads a file of answers as [`GivenAnswers::written`] makes it. The error names the line.
    pub fn read(text: &str) -> Result<GivenAnswers, String> {
        let mut said = GivenAnswers::default();
        for (i, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            said.line(line).map_err(|why| format!("line {}: {why}", i + 1))?;
        }
        Ok(said)
    }

    fn line(&mut self, line: &str) -> Result<(), String> {
        let (what, rest) = line.split_once(' ').unwrap_or((line, ""));
        let rest = unescaped(rest.trim());
        match what {
            "sheet" => {
                self.sheet = Some(rest);
                Ok(())
            }
            "kind" => {
                let kind = Kind::ALL.iter().copied().find(|k| k.spec().table == rest || k.spec().plural == rest);
                self.kind = Some(kind.ok_or_else(|| format!("“{rest}” is no kind of record"))?);
                Ok(())
            }
            "row" => {
                self.row = Some(rest.parse().map_err(|_| format!("“{rest}” is no number of a row"))?);
                Ok(())
            }
            "map" => self.say_map(&rest),
            "word" => {
                let (left, value) =
                    rest.rsplit_once(" = ").ok_or("a word stands as: word Column / its word = value")?;
                let (heading, word) =
                    left.split_once(" / ").ok_or("a word stands as: word Column / its word = value")?;
                self.words.push((heading.trim().into(), word.trim().into(), value.trim().into()));
                Ok(())
            }
            other => Err(format!("“{other}” is not understood; a line begins with sheet, kind, row, map or word")),
        }
    }

    /// As a file to edit and give back, and as it is remembered.
    pub fn written(&self) -> String {
        let mut out = String::new();
        if let Some(sheet) = &self.sheet {
            out.push_str(&format!("sheet {}\n", escaped(sheet)));
        }
        if let Some(kind) = self.kind {
            out.push_str(&format!("kind {}\n", kind.spec().table));
        }
        if let Some(row) = self.row {
            out.push_str(&format!("row {row}\n"));
        }
        for (heading, field) in &self.map {
            out.push_str(&format!("map {} = {}\n", escaped(heading), escaped(field)));
        }
        for (heading, word, value) in &self.words {
            out.push_str(&format!("word {} / {} = {}\n", escaped(heading), escaped(word), escaped(value)));
        }
        out
    }
}

/// The field that a person names, by its name or its label.
pub fn target(kind: Kind, known: &OwnColumns, field: &str) -> Result<ColumnTarget, String> {
    let field = field.trim();
    let plain = norm(field);
    match field {
        OUT => return Ok(ColumnTarget::Out),
        KEPT => return Ok(ColumnTarget::Kept),
        ACTION if kind == Kind::Finding => return Ok(ColumnTarget::Action),
        _ if is_own_id(field) => return Ok(ColumnTarget::Id),
        _ if kind == Kind::Item && (plain == "id" || plain == "number") => return Ok(ColumnTarget::Id),
        _ => {}
    }
    if let Some((at, _)) = known.iter().find(|(_, label)| norm(label) == plain) {
        return Ok(ColumnTarget::Field(*at));
    }
    if let Some(sort) = plain.strip_prefix(OWN).filter(|_| own::takes(kind)).and_then(sort_called) {
        return Ok(ColumnTarget::New(sort));
    }
    let fields = kind.spec().fields.iter().enumerate().filter(|(_, f)| f.importable());
    let hit =
        fields.clone().find(|(_, f)| f.name == field).or_else(|| fields.clone().find(|(_, f)| norm(f.label) == plain));
    hit.map(|(i, _)| ColumnTarget::Field(i)).ok_or_else(|| {
        let names: Vec<&str> = fields.map(|(_, f)| f.name).collect();
        format!(
            "the {} have no such field; allowed: {OUT} (left out), {KEPT} (kept as a line){}, {}",
            kind.spec().plural,
            if own::takes(kind) { ", own (an own column; own number, own day …)" } else { "" },
            names.join(", ")
        )
    })
}

/// The key under which answers for a row of headings are remembered: the same headings in the same order, whatever the
/// file is called. Columns that this program has put into it do not count: rows that were refused and mended are still
/// rows of that sheet.
pub fn shape(headings: &[String]) -> String {
    let plain: Vec<String> = headings.iter().filter(|h| !is_ours_alone(h)).map(|h| norm(h)).collect();
    let text = plain.join("\n");
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325, |h: u64, b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3));
    format!("sheet/{hash:016x}-{}", plain.len())
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\n', "\\n").replace('\r', "")
}

fn unescaped(text: &str) -> String {
    text.replace("\\n", "\n").replace("\\\\", "\\")
}
