//! The cells of one column, rewritten as our own sheets would write them; and what has to be asked about them.

use super::{
    days::{self, Decision, Order},
    facts::HeadingFacts,
    map::MappedColumn,
    said::{GivenAnswers, KEPT, OUT},
    words::{self, WordSense},
};
use crate::{
    domain::{Kind, Period, Value, View, field::Type},
    exchange::nobody::names_nothing,
};
use std::collections::HashMap;

/// What a cell becomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CellReading {
    Is(String),
    /// The same, and a line of the record keeps what stood there.
    Both(String),
    /// A word for nothing.
    Nothing,
    /// The field stays empty, and a line keeps what stood there.
    Kept,
    /// Somebody has to say what it means.
    Open,
}

/// A word of a column that has no sure reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnclearWord {
    pub column: String,
    pub word: String,
    pub rows: usize,
    /// What is proposed, as it is written for the field.
    pub proposal: Option<String>,
    /// What can be said: as it is written for the field, and for people.
    pub options: Vec<(String, String)>,
}

impl UnclearWord {
    /// What can be said, in one line.
    pub fn allowed(&self) -> String {
        self.options.iter().map(|(_, label)| label.as_str()).collect::<Vec<_>>().join(", ")
    }
}

/// The word under which the order of a column of days is asked for.
pub const ORDER: &str = "03/04";

/// Local parts of addresses that are an office and nobody.
const OFFICES: [&str; 20] = [
    "info",
    "office",
    "contact",
    "support",
    "help",
    "helpdesk",
    "compliance",
    "privacy",
    "legal",
    "security",
    "team",
    "hello",
    "mail",
    "service",
    "admin",
    "it",
    "ai",
    "dpo",
    "data",
    "enquiries",
];

/// What a column was read as.
#[derive(Default)]
pub struct ColumnReading {
    pub cells: HashMap<String, CellReading>,
    pub questions: Vec<UnclearWord>,
    /// What was decided for the whole column, as a sentence.
    pub notice: Option<String>,
    /// Cells that hold a word for nothing.
    pub nothing: usize,
    /// Cells that hold the address of an office.
    pub offices: usize,
}

/// Reads all cells of a column into a field.
/// `own` says that it is a column of a sheet of this program: what stands there as it writes it is taken as it stands.
pub fn read(
    facts: &HeadingFacts,
    view: View,
    kind: Kind,
    column: &MappedColumn,
    field: usize,
    (said, own): (&GivenAnswers, bool),
) -> ColumnReading {
    let mut read = ColumnReading::default();
    let described = &kind.spec().fields[field];
    let order = match described.typ {
        Type::Date | Type::Period | Type::Stamp => order(column, said, &mut read),
        _ => None,
    };
    let steps = steps(view, kind, field);
    let filled: Vec<(String, usize)> = column.cells.iter().filter(|(c, _)| !facts.is_nothing(c)).cloned().collect();
    let other = steps.as_ref().filter(|_| !own).and_then(|s| words::other_scale(s.len(), &column.heading, &filled));
    let open_days = read.questions.iter().any(|q| q.word == ORDER);
    for (cell, rows) in &column.cells {
        let steps = steps.as_deref();
        let one = One { facts, view, kind, field, order, steps, other: other.as_ref(), said, column, own };
        let (became, proposal) = match open_days && days::parts(cell).is_some_and(|(a, b, _)| a != b) {
            true => (CellReading::Open, None),
            false => one.became(cell),
        };
        match became {
            CellReading::Nothing if cell.trim().len() > 1 || cell.trim() == "?" => read.nothing += rows,
            CellReading::Open if !open_days => read.questions.push(UnclearWord {
                column: column.heading.clone(),
                word: cell.clone(),
                rows: *rows,
                proposal,
                options: options(kind, field, steps),
            }),
            CellReading::Kept if is_office(cell) => read.offices += rows,
            _ => {}
        }
        read.cells.insert(cell.clone(), became);
    }
    join_questions(&mut read.questions);
    read
}

/// One question for a word, however its case and signs differ.
fn join_questions(questions: &mut Vec<UnclearWord>) {
    let mut place: HashMap<String, usize> = HashMap::new();
    let mut joined: Vec<UnclearWord> = Vec::new();
    for question in questions.drain(..) {
        match place.get(&super::facts::word(&question.word)) {
            Some(at) => joined[*at].rows += question.rows,
            None => {
                place.insert(super::facts::word(&question.word), joined.len());
                joined.push(question);
            }
        }
    }
    *questions = joined;
}

/// What may be said for a word of this field.
fn options(kind: Kind, field: usize, steps: Option<&[String]>) -> Vec<(String, String)> {
    match (kind.spec().fields[field].typ, steps) {
        (_, Some(steps)) => {
            steps.iter().enumerate().map(|(i, word)| ((i + 1).to_string(), format!("{} {word}", i + 1))).collect()
        }
        (Type::Choice(list) | Type::Words(list), _) => list.iter().map(|c| (c.code.into(), c.label.into())).collect(),
        _ => Vec::new(),
    }
}

/// The steps of the risk method, where the field is one.
fn steps(view: View, kind: Kind, field: usize) -> Option<Vec<String>> {
    let matrix = view.records.matrix();
    let name = kind.spec().fields[field].name;
    words::is_scale(kind, field)
        .then(|| if name.ends_with("likelihood") { matrix.likelihood.to_vec() } else { matrix.consequence.to_vec() })
}

/// Which number of a day is the day: one decision for the column.
fn order(column: &MappedColumn, said: &GivenAnswers, read: &mut ColumnReading) -> Option<Order> {
    match said.value(&column.heading, ORDER) {
        Some(value) if value.to_lowercase().starts_with("day") => return Some(Order::DayFirst),
        Some(value) if value.to_lowercase().starts_with("month") => return Some(Order::MonthFirst),
        _ => {}
    }
    let heading = &column.heading;
    let deciding = |c: &&(String, usize)| days::parts(&c.0).is_some_and(|(a, b, _)| a > 12 || b > 12);
    match days::decide(heading, column.cells.iter().map(|(c, _)| c.as_str())) {
        Decision::Cells(order) => {
            let first = if order == Order::DayFirst { "day" } else { "month" };
            let by = column.cells.iter().find(deciding).map_or("its heading", |(c, _)| c.as_str());
            read.notice = Some(format!("“{heading}” is read {first} first, as “{by}” says."));
            Some(order)
        }
        Decision::Open if !said.keep_unknown => {
            let rows = column.cells.iter().filter(|(c, _)| days::parts(c).is_some()).map(|(_, n)| n).sum();
            read.questions.push(UnclearWord {
                column: heading.clone(),
                word: ORDER.into(),
                rows,
                proposal: None,
                options: ["day", "month"].map(|first| (first.into(), format!("{first} first"))).to_vec(),
            });
            None
        }
        _ => None,
    }
}

/// What one cell is read with.
struct One<'a> {
    facts: &'a HeadingFacts,
    view: View<'a>,
    kind: Kind,
    field: usize,
    order: Option<Order>,
    steps: Option<&'a [String]>,
    other: Option<&'a HashMap<String, String>>,
    said: &'a GivenAnswers,
    column: &'a MappedColumn,
    own: bool,
}

impl One<'_> {
    fn became(&self, cell: &str) -> (CellReading, Option<String>) {
        let typ = self.kind.spec().fields[self.field].typ;
        if let Some(value) = self.said.value(&self.column.heading, cell) {
            return (self.answered(value), None);
        }
        if self.own && self.is_ours(cell) {
            return (CellReading::Is(cell.to_string()), None);
        }
        let nothing = self.facts.is_nothing(cell);
        let plain = match typ {
            Type::Line => return (CellReading::Is(one_line(cell)), None),
            Type::Long => return (CellReading::Is(cell.to_string()), None),
            Type::Choice(_) => return self.word(cell, nothing),
            Type::Words(_) if !nothing => return self.several(cell),
            _ if nothing => CellReading::Nothing,
            Type::Number(..) => return self.number(cell),
            Type::Date | Type::Period => self.day(cell, matches!(typ, Type::Period)),
            Type::Stamp => self.moment(cell),
            Type::Ref([Kind::Person]) | Type::Refs([Kind::Person]) if is_office(cell) => CellReading::Kept,
            Type::Ref(_) | Type::Refs(_) if names_nothing(cell) => CellReading::Nothing,
            Type::Ref(kinds) | Type::Refs(kinds) if is_remark(kinds, cell) => CellReading::Kept,
            Type::Ref(_) => CellReading::Is(one_line(cell)),
            Type::Refs(_) => CellReading::Is(self.list(cell)),
            _ => CellReading::Is(cell.to_string()),
        };
        (plain, None)
    }

    /// Whether a cell stands as this program writes it.
    fn is_ours(&self, cell: &str) -> bool {
        let described = &self.kind.spec().fields[self.field];
        match described.typ {
            Type::Line | Type::Long | Type::Any | Type::Ref(_) | Type::Refs(_) => true,
            _ => Value::read(described, cell).is_ok(),
        }
    }

    /// What a person said that the word means.
    fn answered(&self, value: &str) -> CellReading {
        match value {
            OUT | "" | "empty" => CellReading::Nothing,
            KEPT => CellReading::Kept,
            _ if self.other.is_some() => CellReading::Both(value.to_string()),
            _ => CellReading::Is(value.to_string()),
        }
    }

    fn open(&self, proposal: Option<String>) -> (CellReading, Option<String>) {
        if self.said.keep_unknown { (CellReading::Kept, None) } else { (CellReading::Open, proposal) }
    }

    fn word(&self, cell: &str, nothing: bool) -> (CellReading, Option<String>) {
        match words::read(self.facts, self.kind, self.field, cell) {
            WordSense::Sure(code) => (CellReading::Is(code), None),
            _ if nothing => (CellReading::Nothing, None),
            WordSense::Perhaps(code) => self.open(Some(code)),
            WordSense::Unknown => self.open(None),
        }
    }

    fn several(&self, cell: &str) -> (CellReading, Option<String>) {
        let pieces = cell.split([',', ';', '|', '\n']).map(str::trim).filter(|p| !self.facts.is_nothing(p));
        let codes: Option<Vec<String>> = pieces
            .map(|piece| match words::read(self.facts, self.kind, self.field, piece) {
                WordSense::Sure(code) => Some(code),
                _ => None,
            })
            .collect();
        match codes {
            Some(codes) => (CellReading::Is(codes.join("; ")), None),
            None => self.open(None),
        }
    }

    fn number(&self, cell: &str) -> (CellReading, Option<String>) {
        let Some(steps) = self.steps else {
            let whole = words::number(cell).filter(|n| n.fract() == 0.0);
            return (CellReading::Is(whole.map_or(cell.to_string(), |n| format!("{n:.0}"))), None);
        };
        if let Some(other) = self.other {
            return self.open(other.get(cell).cloned());
        }
        match words::step(self.facts, self.kind, self.field, steps, cell) {
            WordSense::Sure(step) => (CellReading::Is(step), None),
            WordSense::Perhaps(step) => self.open(Some(step)),
            WordSense::Unknown => self.open(None),
        }
    }

    /// A day; of a period the last day where something is to be done by then, else the first.
    fn day(&self, cell: &str, period: bool) -> CellReading {
        let spec = self.kind.spec();
        let until = spec.due == Some(self.field) || spec.holds == Some(self.field);
        match days::read(cell, self.order, self.view.today) {
            Some(Period::Day(date)) => CellReading::Is(date.to_string()),
            Some(read) if period => CellReading::Is(read.to_string()),
            Some(read) => CellReading::Both(if until { read.last() } else { read.first() }.to_string()),
            None if self.said.keep_unknown => CellReading::Kept,
            None => CellReading::Is(cell.to_string()),
        }
    }

    /// A moment; of a day its beginning, with the day kept beside.
    fn moment(&self, cell: &str) -> CellReading {
        let described = &self.kind.spec().fields[self.field];
        match days::read(cell, self.order, self.view.today) {
            Some(Period::Day(date)) if Value::read(described, cell).is_err() => {
                CellReading::Both(format!("{date}T00:00:00+00:00"))
            }
            _ => CellReading::Is(cell.to_string()),
        }
    }

    /// A list by lines, bars, semicolons, or as some programs print one.
    fn list(&self, cell: &str) -> String {
        let bare = cell.trim();
        let inner = bare.strip_prefix("['").or_else(|| bare.strip_prefix("[\"")).and_then(|t| t.strip_suffix(']'));
        let pieces: Vec<&str> = match inner {
            Some(inner) => inner.split(',').map(|p| p.trim().trim_matches(['\'', '"'])).collect(),
            None => bare.split([';', '|', '\n']).map(str::trim).collect(),
        };
        pieces.into_iter().filter(|p| !self.facts.is_nothing(p) && !names_nothing(p)).collect::<Vec<_>>().join("; ")
    }
}

fn one_line(cell: &str) -> String {
    if cell.contains(['\n', '\r']) { cell.split_whitespace().collect::<Vec<_>>().join(" ") } else { cell.to_string() }
}

/// `N/A (built here)`, `in-house`: no name of a firm or a person, but it says something.
fn is_remark(kinds: &[Kind], cell: &str) -> bool {
    let named = [Kind::Supplier, Kind::Person].iter().any(|kind| kinds.contains(kind));
    let said = super::facts::norm(cell);
    let lead = ["n a ", "not applicable ", "none ", "tbd ", "tbc "].iter().any(|lead| said.starts_with(lead));
    let here = ["in house", "inhouse", "internal", "internally", "own development", "self developed", "built in house"];
    named && (lead || here.contains(&said.as_str()))
}

/// `ai-office@example.org`: nobody's own address.
fn is_office(cell: &str) -> bool {
    let cell = cell.trim();
    let plain = !cell.contains(char::is_whitespace);
    cell.split_once('@')
        .filter(|_| plain)
        .is_some_and(|(local, _)| local.to_lowercase().split(['.', '-', '_']).any(|part| OFFICES.contains(&part)))
}
