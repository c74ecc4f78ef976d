//! What an import would do, before it does it: rows, doubts, people who are new, records that are here already.

use super::refs::Newcomer;
use crate::{
    domain::{Id, Kind, Value, kinds::own_column::Sort},
    shown::{cells, cut, shown_line, wrap},
};

/// What happens to rows that look like a record that is here already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Existing {
    /// They are left out.
    #[default]
    Skip,
    /// Their filled cells replace what the record holds; empty cells change nothing. A row that is only similar to
    /// its record is left out.
    Update,
    /// They become further records.
    Add,
}

impl Existing {
    /// What can be asked for, by the word on the command line.
    pub fn parse(word: &str) -> Result<Existing, String> {
        match word {
            "skip" => Ok(Existing::Skip),
            "update" => Ok(Existing::Update),
            "add" => Ok(Existing::Add),
            _ => Err(format!("“{}” is not allowed here; allowed: skip, update, add", shown_line(word))),
        }
    }
}

/// A cell that cannot be taken in as it is. Its row is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// As a spreadsheet shows it; the headings are usually row 1.
    pub row: usize,
    /// Heading of the column; empty where the whole row is meant.
    pub column: String,
    pub value: String,
    pub reason: String,
    /// What could stand there.
    pub allowed: String,
}

/// A place in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileSpot {
    pub row: usize,
    pub column: String,
}

/// An own column that the file does not have yet and the sheet brings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewColumn {
    /// The field under which the rows hold it until it is made.
    pub field: usize,
    pub label: String,
    pub sort: Sort,
    /// The words of a list.
    pub words: Vec<String>,
}

impl NewColumn {
    /// `Topic (text)`
    pub fn told(&self) -> String {
        format!("{} ({})", self.label, self.sort.label())
    }
}

/// A row that looks like a record that is here already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    pub row: usize,
    pub id: Id,
    /// Surely the same: same id, or same name and no other reference. Otherwise only alike.
    pub exact: bool,
}

/// A row that can be taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviewRow {
    pub number: usize,
    /// The id that the file gives it.
    pub id: Option<Id>,
    /// Filled cells only. People and suppliers that are new have provisional ids.
    pub values: Vec<(usize, Value)>,
    /// The title was made from another text.
    pub title_made: bool,
    /// Lines for the long text of the kind: what the sheet says beyond the fields.
    pub kept: Vec<String>,
    /// What is to be done about it, each an action of its own.
    pub actions: Vec<String>,
    pub looks_like: Option<Match>,
}

impl PreviewRow {
    /// The records that it refers to.
    pub fn refs(&self) -> impl Iterator<Item = Id> + '_ {
        self.values.iter().flat_map(|(_, value)| match value {
            Value::Ref(id) => std::slice::from_ref(id).iter().copied(),
            Value::Refs(ids) => ids.iter().copied(),
            _ => [].iter().copied(),
        })
    }
}

/// What an import would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    pub kind: Kind,
    /// Name of the file; may be empty.
    pub source: String,
    /// Rows that are not blank.
    pub total: usize,
    pub good: Vec<PreviewRow>,
    /// The first ten thousand.
    pub doubts: Vec<Doubt>,
    /// How many doubts there are beyond those.
    pub more_doubts: usize,
    /// Heading, and label of the field it is read into.
    pub used: Vec<(String, String)>,
    /// Names in good rows that are nobody's here.
    pub new_people: Vec<String>,
    pub new_suppliers: Vec<String>,
    /// Names of evidence that is not here.
    pub new_evidence: Vec<String>,
    /// Names of trainings that are not here.
    pub new_trainings: Vec<String>,
    /// The first ten thousand cells with characters that cannot be seen. They are taken in as they are.
    pub hidden: Vec<FileSpot>,
    /// How many such cells there are beyond those.
    pub more_hidden: usize,
    /// What was assumed, as sentences.
    pub notices: Vec<String>,
    pub(super) newcomers: Vec<Newcomer>,
    /// Own columns that come with the rows.
    pub new_columns: Vec<NewColumn>,
}

/// Widest line of the report, in cells.
const WIDTH: usize = 80;
/// Doubts and odd cells that are kept; more are only counted.
const KEPT: usize = 10_000;
/// Entries of a list before the report only counts.
const LISTED: usize = 100;

impl Preview {
    pub(super) fn new(kind: Kind, total: usize) -> Preview {
        Preview {
            kind,
            source: String::new(),
            total,
            good: Vec::new(),
            doubts: Vec::new(),
            more_doubts: 0,
            used: Vec::new(),
            new_people: Vec::new(),
            new_suppliers: Vec::new(),
            new_evidence: Vec::new(),
            new_trainings: Vec::new(),
            hidden: Vec::new(),
            more_hidden: 0,
            notices: Vec::new(),
            newcomers: Vec::new(),
            new_columns: Vec::new(),
        }
    }

    /// Good rows that look like a record that is here.
    pub fn matches(&self) -> impl Iterator<Item = Match> + '_ {
        self.good.iter().filter_map(|row| row.looks_like)
    }
    /// What the good rows say is to be done: each becomes an action.
    pub fn new_actions(&self) -> Vec<String> {
        self.good.iter().flat_map(|row| &row.actions).map(|text| first_line(text)).collect()
    }
    /// Rows with at least one doubt.
    pub fn refused(&self) -> usize {
        self.total - self.good.len()
    }

    pub(super) fn doubt(&mut self, doubt: Doubt) {
        keep(&mut self.doubts, &mut self.more_doubts, doubt);
    }
    pub(super) fn hide(&mut self, spot: FileSpot) {
        keep(&mut self.hidden, &mut self.more_hidden, spot);
    }

    pub(super) fn name_newcomers(&mut self) {
        let used: std::collections::HashSet<Id> = self.good.iter().flat_map(PreviewRow::refs).collect();
        for (i, new) in self.newcomers.iter().enumerate() {
            let id = Id::new(new.kind, super::refs::PROVISIONAL + i as u32);
            let list = match new.kind {
                Kind::Person => &mut self.new_people,
                Kind::Evidence => &mut self.new_evidence,
                Kind::Training => &mut self.new_trainings,
                _ => &mut self.new_suppliers,
            };
            if used.contains(&id) {
                list.push(new.name.clone());
            }
        }
    }

    /// The report for a command line: counts, then what was assumed, then every doubt. At most 80 cells wide.
    pub fn text(&self) -> String {
        let mut out = Report::default();
        self.counts(&mut out);
        let used = self.used.iter().map(|(heading, field)| format!("{} -> {field}", cut(&shown_line(heading), 40)));
        out.list("Columns read", used.collect(), 0);
        out.listed("New people", &self.new_people);
        out.listed("New suppliers", &self.new_suppliers);
        out.listed("New evidence", &self.new_evidence);
        out.listed("New trainings", &self.new_trainings);
        out.list("New actions", self.new_actions(), 0);
        out.list("Notices", self.notices.clone(), 0);
        let hidden = |s: &FileSpot| format!("Row {}, column {}: contains hidden characters.", s.row, s.column);
        out.list("Look twice", self.hidden.iter().map(hidden).collect(), self.more_hidden);
        out.list("Here already", self.matches().map(|m| m.to_string()).collect(), 0);
        out.list("Refused", self.doubts.iter().map(Doubt::to_string).collect(), self.more_doubts);
        out.text
    }

    fn counts(&self, out: &mut Report) {
        let spec = self.kind.spec();
        let source = if self.source.is_empty() { "The file" } else { &self.source };
        let rows = if self.total == 1 { "row" } else { "rows" };
        out.line(&format!("{source}: {} {rows} for the {}", self.total, spec.plural), 0);
        let matches = self.matches().count();
        let mut count = |n: usize, one: &str, many: &str| {
            if n > 0 {
                out.line(&format!("{n} {}", if n == 1 { one } else { many }), 2);
            }
        };
        count(self.good.len() - matches, "is new and can be taken in", "are new and can be taken in");
        count(matches, "looks like a record that is here", "look like records that are here");
        count(self.refused(), "is refused", "are refused");
    }
}

impl std::fmt::Display for Doubt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Row {}", self.row)?;
        if !self.column.is_empty() {
            write!(
                f,
                ", column {}, “{}”",
                cut(&shown_line(&self.column), 40),
                cut(&shown_line(self.value.trim()), 60)
            )?;
        }
        write!(f, ": {}.", self.reason)?;
        if self.allowed.is_empty() { Ok(()) } else { write!(f, " Allowed: {}.", self.allowed) }
    }
}

impl std::fmt::Display for Match {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.exact {
            true => write!(f, "Row {} is {}.", self.row, self.id),
            false => write!(f, "Row {} looks like {}, but is not quite the same.", self.row, self.id),
        }
    }
}

/// The first line of a text as a title, cut between two words where it is long.
pub(super) fn first_line(text: &str) -> String {
    let first = text.trim_start().lines().next().unwrap_or_default().trim_end();
    let short = match first.char_indices().nth(80) {
        Some((end, _)) => first[..end].rsplit_once(' ').map_or(&first[..end], |(head, _)| head),
        None => first,
    };
    short.to_string()
}

/// Keeps an entry, or only counts it: a hostile file could bring millions.
fn keep<T>(list: &mut Vec<T>, more: &mut usize, entry: T) {
    if list.len() < KEPT { list.push(entry) } else { *more += 1 }
}

/// Lines of a report, each made safe to print.
#[derive(Default)]
pub(super) struct Report {
    pub(super) text: String,
}

impl Report {
    pub(super) fn line(&mut self, text: &str, indent: usize) {
        for (i, line) in wrap(&shown_line(text), WIDTH - indent - 2).iter().enumerate() {
            // What runs on stands two cells further in.
            self.text.push_str(&" ".repeat(indent + if i == 0 { 0 } else { 2 }));
            self.text.push_str(line.trim_end());
            self.text.push('\n');
        }
        debug_assert!(self.text.lines().all(|l| cells(l) <= WIDTH));
    }

    /// A heading and one line for each entry.
    pub(super) fn list(&mut self, heading: &str, entries: Vec<String>, more: usize) {
        if entries.is_empty() {
            return;
        }
        self.text.push('\n');
        self.line(heading, 0);
        entries.iter().take(LISTED).for_each(|entry| self.line(entry, 2));
        let more = more + entries.len().saturating_sub(LISTED);
        if more > 0 {
            self.line(&format!("and {more} more"), 2);
        }
    }

    /// A heading and all entries in one run.
    pub(super) fn listed(&mut self, heading: &str, entries: &[String]) {
        if !entries.is_empty() {
            let more = entries.len().saturating_sub(LISTED);
            let mut text = entries.iter().take(LISTED).cloned().collect::<Vec<_>>().join(", ");
            if more > 0 {
                text.push_str(&format!(" and {more} more"));
            }
            self.list(heading, vec![text], 0);
        }
    }
}
