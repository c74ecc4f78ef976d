//! How a sheet was understood, as text: the report of the shell, the file of answers, the rows that cannot go in.

use super::{
    cells::{ORDER, UnclearWord},
    facts::word,
    map::{ColumnTarget, FROM, MappedBy, MappedColumn, REASON, is_ours_alone},
    read::SheetReading,
    said::GivenAnswers,
};
use crate::{
    domain::Kind,
    exchange::{
        csv_table,
        preview::{NewColumn, Report},
        sheet::SheetLine,
        workbook::Listed,
    },
    shown::{cut, shown_line},
};
use std::collections::BTreeMap;

/// Rows of one kind that are named with their numbers.
const NAMED: usize = 12;

fn name(text: &str) -> String {
    cut(&shown_line(text.trim()), 60)
}

impl SheetReading {
    /// What was found in the sheet and what has to be said, for people. At most 80 cells wide.
    pub fn text(&self) -> String {
        let mut out = Report::default();
        let source = if self.preview.source.is_empty() { "The sheet" } else { &self.preview.source };
        let plural = self.kind.spec().plural;
        let sheet = Some(self.content.told()).filter(|t| !t.is_empty()).map_or(String::new(), |t| format!("{t}: "));
        let mut head = format!("{source}: {}read as {plural}, headings in row {}", shown_line(&sheet), self.row);
        if !self.own {
            head.push_str("; --kind KIND says otherwise");
        }
        out.line(&head, 0);
        out.list("Rows left out", self.left_told(), 0);
        let shown: Vec<String> = self.differences.iter().map(|d| cut(&shown_line(d), 200)).collect();
        out.list("Differences (--existing update takes them)", shown, 0);
        let with = |hit: &dyn Fn(&MappedColumn) -> bool| -> Vec<String> {
            self.columns.iter().filter(|c| hit(c)).map(|c| name(&c.heading)).collect()
        };
        let own: Vec<String> = self.preview.new_columns.iter().map(NewColumn::told).collect();
        out.listed("Columns not read into a field, each an own column", &own);
        let kept = |c: &MappedColumn| c.target == ColumnTarget::Kept && !c.is_open();
        let field = self.kind.spec().keeps.map_or("", |f| self.kind.spec().fields[f].label);
        out.listed(&format!("Columns not read into a field, kept as lines of {field}"), &with(&kept));
        out.listed("Columns left out", &with(&|c| c.target == ColumnTarget::Out && c.how != MappedBy::Empty));
        out.listed("Empty columns", &with(&|c| c.how == MappedBy::Empty));
        let columns = self.open().map(|c| self.asked(c)).collect();
        out.list(
            "Columns to say (--map 'Heading=field', own makes a column, + keeps as a line, - leaves out)",
            columns,
            0,
        );
        let words = self.words.iter().map(|q| self.asked_word(q)).collect();
        out.list("Words to say (--answer 'Column/word=value', - for nothing, + keeps as a line)", words, 0);
        out.text + "\n"
    }

    fn asked(&self, column: &MappedColumn) -> String {
        let of =
            |target: &ColumnTarget| MappedColumn { target: *target, ..column.clone() }.written(self.kind, &self.known);
        let others: Vec<String> =
            column.others.iter().filter(|t| **t != ColumnTarget::Out && **t != column.target).map(of).collect();
        let cells: Vec<String> =
            column.cells.iter().take(2).map(|(c, _)| format!("“{}”", cut(&shown_line(c), 24))).collect();
        let or = if others.is_empty() { String::new() } else { format!(", or {}", others.join(", ")) };
        let (filled, first) = (column.filled(), cells.join(", "));
        format!(
            "{}: {} (proposed){or}; {filled} filled, such as {first}",
            name(&column.heading),
            column.written(self.kind, &self.known)
        )
    }

    fn asked_word(&self, q: &UnclearWord) -> String {
        let rows = if q.rows == 1 { "1 row".to_string() } else { format!("{} rows", q.rows) };
        let proposal = q.proposal.as_deref().map(|p| format!(" {p} (proposed);")).unwrap_or_default();
        let word = if q.word == ORDER { "day or month first".to_string() } else { format!("“{}”", name(&q.word)) };
        let say = if q.word == ORDER { format!("; --answer 'COLUMN/{ORDER}=day' or =month") } else { String::new() };
        format!("{} {word}, {rows}:{proposal} allowed: {}{say}", name(&q.column), q.allowed())
    }

    /// How the sheet is read, as a file of answers: what is only proposed stands in it as if it were said.
    pub fn explained(&self) -> String {
        let mut out = String::from("# How the sheet is read. Edit it and give it back with --answers FILE.\n");
        out.push_str("# A field is written by its name; own makes an own column (own number, own day …),\n# + keeps as a line of the record, - leaves out.\n");
        let said = |map: Vec<(String, String)>, words| GivenAnswers {
            sheet: self.content.sheet.and_then(|at| Some(self.content.sheets.get(at)?.name.clone())),
            kind: Some(self.kind),
            row: Some(self.row),
            map,
            words,
            keep_unknown: false,
        };
        let pair = |c: &MappedColumn| (c.heading.clone(), c.written(self.kind, &self.known));
        let (open, sure): (Vec<&MappedColumn>, Vec<&MappedColumn>) =
            self.columns.iter().filter(|c| c.how != MappedBy::Empty).partition(|c| c.is_open());
        out.push_str(&said(sure.into_iter().map(pair).collect(), Vec::new()).written());
        if !open.is_empty() {
            out.push_str("# These are proposed only:\n");
            let of = GivenAnswers { map: open.into_iter().map(pair).collect(), ..GivenAnswers::default() };
            out.push_str(&of.written());
        }
        if !self.words.is_empty() {
            out.push_str("# These words have no sure reading; what is proposed stands behind them, else +:\n");
            let word = |q: &UnclearWord| {
                let none = if q.word == ORDER { "?" } else { "+" };
                (q.column.clone(), q.word.clone(), q.proposal.clone().unwrap_or_else(|| none.into()))
            };
            out.push_str(
                &GivenAnswers { words: self.words.iter().map(word).collect(), ..GivenAnswers::default() }.written(),
            );
        }
        out
    }

    /// The rows that do not go in, in the shape of the sheet with the reason in one column more; and how many.
    pub fn refused_rows(&self, gate: &[(usize, String)]) -> (String, usize) {
        let mut why: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        for doubt in &self.preview.doubts {
            why.entry(doubt.row).or_default().push(doubt.to_string());
        }
        gate.iter().for_each(|(row, text)| why.entry(*row).or_default().push(text.clone()));
        for row in &self.waiting {
            why.entry(*row).or_default().push("a word in it has no sure reading".into());
        }
        // Of a sheet that was given back already, its reason is another one now.
        let theirs: Vec<usize> = (0..self.headings.len()).filter(|i| !is_ours_alone(&self.headings[*i])).collect();
        let mut headings: Vec<&str> = theirs.iter().map(|i| self.headings[*i].as_str()).collect();
        headings.extend([REASON, FROM]);
        let rows = self.rows.iter().filter_map(|line| {
            let reasons = why.get(&line.number)?;
            let cell = |i: &usize| line.cells.get(*i).cloned().unwrap_or_default();
            let mut cells: Vec<String> = theirs.iter().map(cell).collect();
            // Cells beyond the headings are why the row is refused.
            let beyond = line.cells.iter().skip(self.headings.len()).cloned().collect::<Vec<_>>().join(" ");
            if let Some(last) = cells.last_mut().filter(|_| !beyond.trim().is_empty()) {
                *last = format!("{last} {beyond}");
            }
            cells.push(reasons.join(" "));
            cells.push(self.preview.source.clone());
            Some(cells)
        });
        let rows: Vec<Vec<String>> = rows.collect();
        let n = rows.len();
        (csv_table(&headings, rows.into_iter(), true), n)
    }
}

impl MappedColumn {
    /// Its first cell, the one that is there most often, and the oddest, with their counts.
    pub fn samples(&self) -> String {
        let Some(first) = self.cells.first() else { return "nothing stands in it".into() };
        let told = |(cell, n): &(String, usize)| {
            let times = if *n > 1 { format!(" ({n})") } else { String::new() };
            format!("{}{times}", cut(&shown_line(cell.trim()), 40))
        };
        let mut text = format!("first     {}", told(first));
        let most = self.cells.iter().max_by_key(|(_, n)| *n).filter(|most| most.1 > 1 && *most != first);
        let odd = self.cells.iter().max_by_key(|(cell, _)| cell.len().abs_diff(first.0.len()));
        most.iter().for_each(|most| text.push_str(&format!("   most often  {}", told(most))));
        odd.filter(|odd| *odd != first && Some(*odd) != most)
            .iter()
            .for_each(|odd| text.push_str(&format!("   oddest  {}", told(odd))));
        text
    }

    /// What its cells are, in a word or two.
    pub fn reads_as(&self) -> String {
        match (self.cells.len(), self.filled()) {
            (0, _) => "empty".into(),
            (1, 1) => "1 cell".into(),
            (different, all) if different == all => "all differ".into(),
            (1, _) => "always the same".into(),
            (different, _) => format!("{different} different"),
        }
    }
}

impl SheetReading {
    /// How many rows hold a word that is asked about, and the titles of the first of them.
    pub fn rows_with(&self, question: &UnclearWord) -> String {
        let column = self.columns.iter().position(|c| c.heading == question.column);
        let title = self.columns.iter().position(|c| c.target == ColumnTarget::Field(self.kind.spec().title));
        let holds = |line: &&SheetLine| {
            let cell = column.and_then(|at| line.cells.get(at)).map_or("", String::as_str);
            word(cell) == word(&question.word)
        };
        let named = self.rows.iter().filter(holds).filter_map(|line| line.cells.get(title?)).take(3);
        let named: Vec<String> = named.map(|cell| cut(&shown_line(cell.trim()), 30)).collect();
        let rows = if question.rows == 1 { "1 row".to_string() } else { format!("{} rows", question.rows) };
        if named.is_empty() { rows } else { format!("{rows}, first: {}", named.join(", ")) }
    }

    /// Rows that are no records, with what they are, one line a reason.
    pub fn left_told(&self) -> Vec<String> {
        let mut left: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        self.left.iter().for_each(|(row, what)| left.entry(what).or_default().push(*row));
        left.iter().map(|(what, rows)| format!("{what}: row {}", numbers(rows))).collect()
    }
}

/// The word for a kind that the shell takes.
pub fn shell_word(kind: Kind) -> &'static str {
    let spec = kind.spec();
    if !spec.plural.contains(' ') {
        return spec.plural;
    }
    let plural = spec.also.iter().copied().find(|w| w.ends_with('s'));
    plural.unwrap_or_else(|| spec.plural.rsplit(' ').next().unwrap_or(spec.plural))
}

/// Which sheet of a workbook is meant has to be said: each with the command that says it.
pub fn which_sheet(sheets: &[Listed], source: &str, file: &str) -> String {
    let mut out = Report::default();
    out.line(&format!("{source}: several sheets hold a table. Nothing was written. Say which with --sheet:"), 0);
    for sheet in sheets.iter().filter(|sheet| sheet.table) {
        let name = sheet.name.replace('\'', "'\\''");
        // A command is one line, however wide, so that it can be copied.
        let command = format!("aims import {source} {file} --sheet '{name}'");
        out.text.push_str(&format!("  {} rows:  {}\n", sheet.rows, shown_line(&command)));
    }
    out.text
}

/// What one row is has to be said: the kinds that fit, each with the command that says it.
pub fn which_kind(kinds: &[Kind], row: usize, source: &str, file: &str) -> String {
    let mut out = Report::default();
    out.line(&format!("{source}: what one row is cannot be told from the headings in row {row}."), 0);
    match kinds {
        [] => out.line("No register knows them. Say what one row is with --kind, or where they stand.", 0),
        [only] => out.line(
            &format!("They could be {}, but could also be others. Say which with --kind:", only.spec().plural),
            0,
        ),
        _ => out.line("Two registers or more fit. Nothing was written. Say which with --kind:", 0),
    }
    for kind in kinds {
        // A command is one line, however wide, so that it can be copied.
        let command = format!("aims import {source} {file} --kind {}", shell_word(*kind));
        out.text.push_str(&format!("  {}:  {}\n", kind.spec().plural, shown_line(&command)));
    }
    out.text
}

fn numbers(rows: &[usize]) -> String {
    let list: Vec<String> = rows.iter().take(NAMED).map(usize::to_string).collect();
    let more = rows.len().saturating_sub(NAMED);
    if more > 0 { format!("{} and {more} more", list.join(", ")) } else { list.join(", ") }
}
