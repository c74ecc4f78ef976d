//! How records are put into words for papers: people with their roles, items with their titles, dates, empty parts.

pub use crate::domain::words::counted;
use crate::{
    document::{Block, Column, Table},
    domain::{
        Id, Kind, Record, Stamp, View, coverage,
        kinds::{action, interview, item, person, round, sighting},
        notes, progress,
    },
};
use jiff::civil::Date;

/// The records a paper is written from.
#[derive(Clone, Copy)]
pub struct Desk<'a> {
    pub view: View<'a>,
}

impl<'a> Desk<'a> {
    /// Name of the person a field names, empty if none.
    pub fn person(self, record: &Record, field: usize) -> String {
        self.names(record.refs(field))
    }
    pub fn names(self, ids: &[Id]) -> String {
        ids.iter().map(|id| self.view.records.name(*id)).collect::<Vec<_>>().join(", ")
    }
    /// `R. Okafor, head of ML`: the job title, else the role in interviews.
    pub fn with_role(self, id: Id) -> String {
        let name = self.view.records.name(id);
        match self.role(id) {
            role if role.is_empty() => name,
            role => format!("{name}, {role}"),
        }
    }
    pub fn role(self, id: Id) -> String {
        let Some(who) = self.view.records.get(id) else { return String::new() };
        match who.text(person::TITLE) {
            "" => self.view.cell(who, person::ROLE),
            title => title.to_string(),
        }
    }
    /// `A.6.2.4 Testing before release`
    pub fn item(self, id: Id) -> String {
        notes::reference_and_title(self.view, id)
    }
    /// Id and name of each, one a line.
    pub fn named(self, ids: &[Id]) -> String {
        ids.iter().map(|id| self.item(*id)).collect::<Vec<_>>().join("\n")
    }
    /// A choice, reference, date or number as screens show it.
    pub fn cell(self, record: &Record, field: usize) -> String {
        self.view.cell(record, field)
    }
    /// The evidence that a text does not name already.
    pub fn not_named(self, ids: &[Id], text: &str) -> Vec<Id> {
        let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric() && c != '-').collect();
        ids.iter().copied().filter(|id| !words.contains(&id.to_string().as_str())).collect()
    }
    /// Title and version of evidence with its id, as it was seen for these answers, else as it is.
    pub fn evidence(self, ids: &[Id], answers: &[Id]) -> String {
        let live = ids.iter().filter_map(|id| self.view.records.live(*id));
        let said = |e: &Record| {
            let gone = if item::is_expired(self.view, e.id) { " (expired)" } else { "" };
            format!("{}{gone}", sighting::named(self.view, answers, e))
        };
        live.map(said).collect::<Vec<_>>().join("\n")
    }
    /// What is done, by whom, by when.
    pub fn action_line(self, action: &Record) -> String {
        let owner = or(&self.person(action, action::OWNER), "no owner");
        let due = action.date(action::DUE).map_or("no date".into(), |d| format!("by {d}"));
        format!("{} {} ({owner}, {due}, {})", action.id, action.title(), self.action_state(action))
    }
    /// What proves an action; where nothing does, why it counts as done.
    pub fn proof(self, action: &Record, between: &str) -> String {
        match (action.refs(action::PROOF), action.text(action::WITHOUT).trim()) {
            ([], "") => String::new(),
            ([], why) => format!("none: {why}"),
            (proof, _) => self.view.records.called_all(proof, between),
        }
    }
    pub fn action_state(self, action: &Record) -> String {
        let state = or(&self.cell(action, action::STATE), "open");
        match progress::late_days(self.view, action) {
            Some(days) => format!("{state}, late {days} d"),
            None => state,
        }
    }
    /// Number of a question in its interview, `I-03 q7`.
    pub fn question(self, answer: &Record) -> String {
        self.view.records.called(answer.id)
    }
    pub fn interviews(self, round: &Record) -> Vec<&'a Record> {
        coverage::interviews(self.view.records, round.id)
    }
    /// Days of a round, from its dates or else from its interviews.
    pub fn days(self, round: &Record) -> String {
        // When one was held tells more than when it was planned.
        let start = |i: &&Record| i.stamp(interview::STARTED).or(i.stamp(interview::START));
        let starts: Vec<Date> = self.interviews(round).iter().filter_map(start).map(Stamp::date).collect();
        let from = round.date(round::FROM).or(starts.iter().min().copied());
        let to = round.date(round::TO).or(starts.iter().max().copied());
        match (from, to) {
            (Some(from), Some(to)) if from != to => format!("{from} to {to}"),
            (Some(day), _) | (None, Some(day)) => day.to_string(),
            (None, None) => String::new(),
        }
    }
    /// Clauses and controls of a round in a few words, or all of them by name if they are few.
    pub fn items_of(self, round: &Record) -> String {
        match round.refs(round::ITEMS) {
            [] => "All auditable clauses, all controls of Annex A, and own controls".into(),
            ids => ids.iter().map(Id::to_string).collect::<Vec<_>>().join(", "),
        }
    }
    pub fn answers(self, round: &Record) -> Vec<&'a Record> {
        coverage::answers(self.view, Some(round.id))
    }
    /// Live records of one kind that point at `id` with `field`, in the order of ids: links come in the order they
    /// were made, and a paper must not change with that.
    pub fn linked(self, id: Id, kind: Kind, field: usize) -> Vec<&'a Record> {
        let mut list: Vec<&Record> = self.view.records.linked(id, kind, field).collect();
        list.sort_by_key(|r| r.id);
        list
    }
    /// Records of a kind that are not hidden.
    pub fn all(self, kind: Kind) -> Vec<&'a Record> {
        self.view.records.all(kind).collect()
    }
}

/// The text, or what to say instead when there is none.
pub fn or(text: &str, instead: &str) -> String {
    if text.trim().is_empty() { instead.to_string() } else { text.to_string() }
}

pub fn day(date: Option<Date>) -> String {
    date.map_or(String::new(), |d| d.to_string())
}

/// `Tue 2025-06-10`
pub fn weekday(date: Date) -> String {
    format!("{} {date}", crate::domain::day::weekday_short(date))
}

pub fn heading(text: &str) -> Block {
    Block::Heading(1, text.into())
}
pub fn sub(text: impl Into<String>) -> Block {
    Block::Heading(2, text.into())
}
pub fn note(text: impl Into<String>) -> Block {
    Block::Note(text.into())
}
/// The text of a field, or a sentence that says there is none.
pub fn para(text: &str, instead: &str) -> Block {
    if text.trim().is_empty() { note(instead) } else { Block::Para(text.to_string()) }
}
/// A list, or a sentence that says it is empty.
pub fn list(items: Vec<String>, instead: &str) -> Block {
    if items.is_empty() { note(instead) } else { Block::List(items) }
}
/// A table, or a sentence that says it is empty.
pub fn table<R>(caption: &str, rows: impl IntoIterator<Item = R>, columns: &[Column<R>], instead: &str) -> Block {
    let table = Table::of(caption, rows, columns);
    if table.rows.is_empty() { note(instead) } else { Block::Table(table) }
}
/// A table for each heading of the standard that an item of the rows stands under, or a sentence that there is none.
pub fn by_heading<R>(rows: impl IntoIterator<Item = (Id, R)>, columns: &[Column<R>], instead: &str) -> Vec<Block> {
    let mut parts: Vec<Vec<R>> = coverage::HEADINGS.iter().map(|_| Vec::new()).collect();
    rows.into_iter().for_each(|(item, row)| parts[coverage::heading_index(item)].push(row));
    let parts = coverage::HEADINGS.iter().zip(parts).filter(|(_, rows)| !rows.is_empty());
    let tables: Vec<Block> =
        parts.map(|(heading, rows)| Block::Table(Table::of(heading.label(), rows, columns))).collect();
    if tables.is_empty() { vec![note(instead)] } else { tables }
}
/// Facts; an empty text becomes a dash, so that a reader sees that nothing was left out of the page.
pub fn facts(list: impl IntoIterator<Item = (&'static str, String)>) -> Block {
    Block::Facts(list.into_iter().map(|(label, text)| (label.to_string(), or(&text, "-"))).collect())
}
