//! What stands on the recap, in its order: lines with what they belong to, before they have places on a screen.

use super::{Recap, Stop};
use crate::{
    domain::{
        Id, Record,
        kinds::{
            answer::{self, Verdict},
            interview, person, request,
        },
        notes, rounds,
    },
    parts::clock,
    ui::World,
};

/// A piece of a line, to be marked as one.
#[derive(Debug)]
pub struct LinePiece {
    /// What stands before the text and is not repeated on the rows it wraps to: a number or a box.
    pub lead: String,
    pub text: String,
    pub stop: Option<Stop>,
}

impl LinePiece {
    fn new(lead: impl Into<String>, text: impl Into<String>, stop: Stop) -> LinePiece {
        LinePiece { lead: lead.into(), text: text.into(), stop: Some(stop) }
    }
    fn words(text: impl Into<String>) -> LinePiece {
        LinePiece { lead: String::new(), text: text.into(), stop: None }
    }
}

/// Pieces under one heading.
#[derive(Debug)]
pub struct RecapPart {
    pub heading: &'static str,
    pub pieces: Vec<LinePiece>,
    /// The pieces stand beside each other.
    pub in_a_row: bool,
}

impl RecapPart {
    fn new(heading: &'static str, mut pieces: Vec<LinePiece>, instead: &str) -> RecapPart {
        if pieces.is_empty() {
            pieces.push(LinePiece::words(instead));
        }
        RecapPart { heading, pieces, in_a_row: false }
    }
    pub fn stops(&self) -> impl Iterator<Item = Stop> + '_ {
        self.pieces.iter().filter_map(|p| p.stop)
    }
}

/// Everything on the recap below its first line.
pub fn parts(pane: &Recap, world: &World) -> Vec<RecapPart> {
    let answers = pane.answers(world);
    let mut parts = vec![
        RecapPart::new("What I heard and saw", heard(pane, &answers, world), "Nothing has been noted yet."),
        RecapPart::new("You will send", promised(pane, &answers, world), "Nothing was promised."),
        RecapPart::new("Still to ask", still(&answers, world), "Nothing is left to ask."),
    ];
    parts.extend(said(pane, world));
    parts.extend(left(&answers, world));
    parts
}

/// `With R. Okafor, ML lead. Asked 16 of 18, parked 2. Tue 10 Jun 10:12 to 11:29.`
pub fn opening(pane: &Recap, world: &World) -> String {
    let Some(record) = world.records.get(pane.interview) else { return String::new() };
    let answers = pane.answers(world);
    let asked = answers.iter().filter(|a| rounds::was_asked(a)).count();
    let parked = answers.iter().filter(|a| rounds::is_parked(a)).count();
    let parked = if parked > 0 { format!(", parked {parked}") } else { String::new() };
    let with: Vec<String> = record.refs(interview::WITH).iter().map(|id| with_role(*id, world)).collect();
    let with = if with.is_empty() { "nobody named yet".into() } else { with.join("; ") };
    format!("With {with}. Asked {asked} of {}{parked}.{}", answers.len(), times(record, world))
}

/// From when to when it was held; until now if it began today and is not over.
fn times(record: &Record, world: &World) -> String {
    let Some(from) = record.stamp(interview::STARTED) else { return String::new() };
    let now = Some(world.now).filter(|now| now.date() == from.date());
    let day = |date| clock::weekday(date, world.now.date());
    let until = record.stamp(interview::ENDED).or(now).map_or(String::new(), |to| match to.date() == from.date() {
        true => format!(" to {}", to.clock()),
        false => format!(" to {} {}", day(to.date()), to.clock()),
    });
    format!(" {} {}{until}.", day(from.date()), from.clock())
}

/// `R. Okafor, head of ML`: the job title, else the role in interviews.
fn with_role(id: Id, world: &World) -> String {
    let name = world.records.name(id);
    let Some(who) = world.records.get(id) else { return name };
    let role = match who.text(person::TITLE) {
        "" => world.view().cell(who, person::ROLE),
        title => title.to_string(),
    };
    if role.is_empty() { name } else { format!("{name}, {role}") }
}

fn number(i: usize) -> String {
    format!("{:<4}", format!("q{}", i + 1))
}

fn heard(pane: &Recap, answers: &[&Record], world: &World) -> Vec<LinePiece> {
    let one = |(i, a): (usize, &&Record)| {
        let said = rounds::said_to_facts(a).map_or(String::new(), |word| format!("  [{word}]"));
        let (letter, findings) = if pane.verdicts { results(a, world) } else { Default::default() };
        let text = format!("{}{said}{findings}", rounds::read_out(world.view(), a)?);
        Some(LinePiece::new(format!("{letter}{}", number(i)), text, Stop::Fact(a.id)))
    };
    answers.iter().enumerate().filter_map(one).collect()
}

/// The letter of the verdict and the findings of an answer, for the auditor's eyes.
fn results(answer: &Record, world: &World) -> (String, String) {
    let letter = match answer::verdict(answer) {
        Verdict::NotLookedAt => ". ".into(),
        verdict => format!("{} ", verdict.letter()),
    };
    let findings = rounds::raised(world.view(), &[answer]).iter().map(|f| format!("  {}", f.id)).collect();
    (letter, findings)
}

fn promised(pane: &Recap, answers: &[&Record], world: &World) -> Vec<LinePiece> {
    let read = pane.read_out(world);
    let asked = world.records.get(pane.interview).map(|i| i.refs(interview::WITH).to_vec()).unwrap_or_default();
    let one = |r: &Record| {
        let tick = if read.contains(&r.id) { "[x] " } else { "[ ] " };
        let due = r.date(request::DUE).map(|d| format!("by {}", clock::weekday(d, world.now.date())));
        let other = r.one(request::FROM).filter(|p| !asked.contains(p));
        let other = other.map_or(String::new(), |p| format!(", from {}", world.records.name(p)));
        let text = format!("{} {}{other}, {}", r.id, r.title(), due.unwrap_or("no date yet".into()));
        LinePiece::new(tick, text, Stop::Request(r.id))
    };
    rounds::promised(world.view(), answers).into_iter().filter(|r| request::is_open(r)).map(one).collect()
}

fn still(answers: &[&Record], world: &World) -> Vec<LinePiece> {
    let one = |(i, a): (usize, &&Record)| {
        Some(LinePiece::new(number(i), rounds::still_to_ask(world.view(), a)?, Stop::Still(a.id)))
    };
    answers.iter().enumerate().filter_map(one).collect()
}

fn said(pane: &Recap, world: &World) -> Vec<RecapPart> {
    let Some(record) = world.records.get(pane.interview) else { return Vec::new() };
    let now = interview::Recap::of(record, interview::RECAP);
    let boxed = |said: &interview::Recap| {
        let tick = if now == Some(*said) { "[x]" } else { "[ ]" };
        LinePiece::new("", format!("{tick} {}", said.label()), Stop::Said(*said))
    };
    let mut pieces: Vec<LinePiece> = interview::Recap::ALL.iter().map(boxed).collect();
    pieces.extend(record.stamp(interview::RECAP_AT).map(|at| LinePiece::words(format!("at {}", at.clock()))));
    let text = match record.text(interview::CORRECTION).trim() {
        "" => "none written".to_string(),
        text => text.replace('\n', " / "),
    };
    let correction = LinePiece::new("Correction: ", text, Stop::Correction);
    vec![
        RecapPart { heading: "Did I get that right?", pieces, in_a_row: true },
        RecapPart { heading: "", pieces: vec![correction], in_a_row: false },
    ]
}

/// What stays with the auditor, by number only.
fn left(answers: &[&Record], world: &World) -> Option<RecapPart> {
    let findings = rounds::raised(world.view(), answers).len();
    let marks: usize = answers.iter().map(|a| notes::unraised(world.view(), a).len()).sum();
    if world.hide_verdicts || findings + marks == 0 {
        return None;
    }
    let counted = |n: usize, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
    let (findings, marks) = (counted(findings, "finding"), counted(marks, "line"));
    let text = format!("{findings}, {marks} marked ! without a finding (Enter to review)");
    Some(RecapPart { heading: "", pieces: vec![LinePiece::new("For you alone: ", text, Stop::Left)], in_a_row: false })
}

/// The recap as plain text for the clipboard: facts only, whatever the screen shows.
pub fn as_text(pane: &Recap, world: &World) -> String {
    let facts = Recap::new(pane.interview);
    let name = world.records.get(pane.interview).map_or("", Record::title);
    let mut out = format!("{} {name}\n{}\n", pane.interview, opening(&facts, world));
    for part in parts(&facts, world).iter().filter(|p| p.stops().all(|s| s != Stop::Left)) {
        if !part.heading.is_empty() {
            out.push_str(&format!("\n{}\n", part.heading));
        }
        let lines: Vec<String> = part.pieces.iter().map(|p| format!("{}{}", p.lead, p.text)).collect();
        out.push_str(&format!("  {}\n", lines.join(if part.in_a_row { "   " } else { "\n  " })));
    }
    out
}
