//! Giving out a paper: its record with its words, and the words of an issued one back as a paper.

use super::{Issue, Paper, PaperKind, PaperStanding, html, kept};
use crate::domain::{
    Change, Id, Kind, Record, Value, View,
    kinds::{
        issued::{self, Cut, State},
        person,
    },
    workflow::risk::without_plan,
};
use jiff::civil::Date;

/// What is asked before a paper is issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issuing {
    pub kind: PaperKind,
    pub subject: Option<Id>,
    pub by: Option<Id>,
    /// The role in which it is approved.
    pub role: Option<String>,
    pub on: Option<Date>,
    /// For whom it is.
    pub cut: Cut,
}

/// One of the issues of a paper, as people name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhichIssue {
    Version(i64),
    Last,
}

/// The record that an issued paper is linked with: its subject, or the organisation.
pub fn about(view: View, subject: Option<Id>) -> Option<Id> {
    subject.or_else(|| view.records.single(Kind::Organisation).map(|r| r.id))
}

/// The role in which a person approves unless another is named: the job title, else the role in interviews.
pub fn role_of(view: View, person: Id) -> String {
    let Some(who) = view.records.get(person) else { return String::new() };
    match who.text(person::TITLE) {
        "" => view.cell(who, person::ROLE),
        title => title.to_string(),
    }
}

/// How a paper is about to be issued: the next version, with who approves it. The error says what is missing.
pub fn standing(issuing: &Issuing, view: View, step: u64) -> Result<Issue, String> {
    let by = issuing.by.ok_or("who approves it is needed: a person of the file, as P-04")?;
    let who = view.records.live(by).filter(|r| r.id.kind == Kind::Person);
    let who = who.ok_or_else(|| format!("{by} is not a person of this file"))?;
    let role = issuing.role.clone().unwrap_or_else(|| role_of(view, by));
    if role.trim().is_empty() {
        return Err(format!("the role in which {} approves it is needed", view.records.name(by)));
    }
    let on = issuing.on.unwrap_or(view.today);
    if on > view.today {
        return Err(format!("{on} is still to come; a paper is approved today or was before"));
    }
    if issuing.kind == PaperKind::Treatment {
        unplanned(view)?;
    }
    let about = about(view, issuing.subject).ok_or("this file holds no organisation")?;
    let last = issued::issues(view, issuing.kind.issued(), about).last().map_or(0, |r| issued::version(r));
    Ok(Issue {
        version: last + 1,
        by: by.to_string(),
        name: view.records.name(who.id),
        role: role.trim().to_string(),
        on,
        cut: issuing.cut.label().into(),
        layout: html::LAYOUT,
        step,
        digest: String::new(),
        withdrawn: false,
    })
}

/// A treatment plan is given out when every risk above the appetite has an option, a control, an owner and a day.
fn unplanned(view: View) -> Result<(), String> {
    let bare = without_plan(view);
    let Some((id, lacks)) = bare.first() else { return Ok(()) };
    let more = if bare.len() > 1 { format!(" (and {} more)", bare.len() - 1) } else { String::new() };
    Err(format!(
        "{id} is above the appetite without {}{more}; the plan can be read and saved, not issued",
        lacks.join(", ")
    ))
}

/// The step that issues a paper which was built with [`standing`].
pub fn change(issuing: &Issuing, view: View, id: Id, paper: &Paper) -> Result<Change, String> {
    let (issue, by) = paper.standing.issue().zip(issuing.by).ok_or("the paper is a draft")?;
    let about = about(view, issuing.subject).ok_or("this file holds no organisation")?;
    let words = kept::write(issuing.kind.id(), paper, issue);
    let most = issued::SPEC.fields[issued::BLOCKS].longest();
    if words.chars().count() > most {
        return Err(format!("the paper is longer than {most} characters, so that its words cannot be kept"));
    }
    let title: String = format!("{}, version {}", paper.title, issue.version);
    let title: String = title.chars().take(crate::domain::Field::LINE_MAX).collect();
    let before = issued::issues(view, issuing.kind.issued(), about).last().map(|r| r.id);
    let label = format!("issued {id}, {title}");
    let values = vec![
        (issued::TITLE, Value::text(title)),
        (issued::PAPER, issuing.kind.issued().value()),
        (issued::VERSION, Value::Number(issue.version)),
        (issued::STATE, State::Issued.value()),
        (issued::SUBJECT, Value::Ref(about)),
        (issued::STEP, Value::Number(issue.step as i64)),
        (issued::APPROVED_BY, Value::Ref(by)),
        (issued::ROLE, Value::text(&issue.role)),
        (issued::APPROVED_ON, Value::Date(issue.on)),
        (issued::FOR_WHOM, issuing.cut.value()),
        (issued::DIGEST, Value::text(kept::digest(&words))),
        (issued::REPLACES, Value::one(before)),
        (issued::BLOCKS, Value::text(words)),
    ];
    Ok(Change::new(label).create(id, values.into_iter().filter(|(_, v)| !v.is_empty()).collect()))
}

/// The issue that was named; the error says which there are.
pub fn find<'a>(view: View<'a>, kind: PaperKind, about: Id, which: WhichIssue) -> Result<&'a Record, String> {
    let issues = issued::issues(view, kind.issued(), about);
    let found = match which {
        WhichIssue::Last => issues.last(),
        WhichIssue::Version(n) => issues.iter().find(|r| issued::version(r) == n),
    };
    let of = if about.kind == Kind::Organisation { String::new() } else { format!(" of {about}") };
    let title = kind.title();
    found.copied().ok_or_else(|| match (&issues[..], which) {
        ([], _) => format!("no {title}{of} has been issued yet{}", elsewhere(view, kind)),
        (some, WhichIssue::Version(n)) => {
            let known: Vec<String> = some.iter().map(|r| issued::told(view, r)).collect();
            format!("there is no version {n} of the {title}{of}; issued are: version {}", known.join(", version "))
        }
        (_, WhichIssue::Last) => format!("no {title}{of} has been issued yet"),
    })
}

/// The records about which there are issues of this paper, for a sentence.
fn elsewhere(view: View, kind: PaperKind) -> String {
    let all = view.records.all(Kind::IssuedPaper);
    let of_kind = all.filter(|r| issued::Paper::of(r, issued::PAPER) == Some(kind.issued()));
    let mut known: Vec<String> = of_kind.filter_map(|r| r.one(issued::SUBJECT)).map(|id| id.to_string()).collect();
    known.dedup();
    if known.is_empty() { String::new() } else { format!("; there are issues about {}", known.join(", ")) }
}

/// An issued paper as it was, from its record with all its texts; the error says why it is not.
pub fn paper(record: &Record) -> Result<Paper, String> {
    let words = record.text(issued::BLOCKS);
    if words.is_empty() {
        let why = "they were erased, or may tell of a round that others judge apart";
        return Err(format!("the words of {} are not here: {why}; its record is", record.id));
    }
    if kept::digest(words) != record.text(issued::DIGEST) {
        return Err(format!("the words of {} are not those that were issued: their SHA-256 differs", record.id));
    }
    let mut paper = kept::read(words).map_err(|why| format!("{}: {why}", record.id))?;
    if let PaperStanding::Issued(issue) = &mut paper.standing {
        issue.withdrawn = issued::is_withdrawn(record);
    }
    Ok(paper)
}
