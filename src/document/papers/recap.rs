//! The recap of an interview: facts to be read out and agreed. Never verdicts, grades, suspicions or findings.

use super::{
    PaperDraft,
    desk::{Desk, heading, list, note, or},
    parts, titled,
};
use crate::{
    document::{Block, PaperKind},
    domain::{
        Record,
        kinds::{
            interview::{self, Recap},
            request,
        },
        rounds,
    },
};

pub fn build(desk: Desk, interview: &Record) -> PaperDraft {
    let answers = interview::answers(desk.view, interview.id);
    let numbered: Vec<(usize, &Record)> = answers.iter().enumerate().map(|(i, a)| (i + 1, *a)).collect();
    let asked = numbered.iter().filter(|(_, a)| rounds::was_asked(a)).count();
    let put_off = answers.iter().filter(|a| rounds::is_parked(a)).count();
    let mut blocks = vec![
        Block::Para(opening(desk, interview, (asked, put_off, answers.len()))),
        heading("What I heard and saw"),
        list(numbered.iter().filter_map(|(n, a)| heard(desk, *n, a)).collect(), "Nothing has been noted yet."),
        heading("You will send"),
    ];
    blocks.push(promised(desk, &answers, interview));
    blocks.extend([
        heading("Still to ask"),
        list(numbered.iter().filter_map(|(n, a)| still(desk, *n, a)).collect(), "Nothing is left to ask."),
        heading("Did I get that right?"),
    ]);
    blocks.extend(agreed(interview));
    let facts = vec![desk.names(interview.refs(interview::WITH)), parts::when(interview)];
    (titled(PaperKind::Recap, interview), facts, blocks)
}

fn opening(desk: Desk, interview: &Record, (asked, put_off, all): (usize, usize, usize)) -> String {
    let with: Vec<String> = interview.refs(interview::WITH).iter().map(|id| desk.with_role(*id)).collect();
    let until = interview.stamp(interview::ENDED).map_or(String::new(), |s| format!(" to {}", s.clock()));
    let put_off = if put_off == 0 { String::new() } else { format!(", put off {put_off}") };
    let mut text = format!("With {}. Asked {asked} of {all}{put_off}.", or(&with.join("; "), "nobody named yet"));
    if !parts::when(interview).is_empty() {
        text.push_str(&format!(" {}{until}.", parts::when(interview)));
    }
    let auditor = desk.person(interview, interview::AUDITOR);
    if !auditor.is_empty() {
        text.push_str(&format!(" Asked by {auditor}."));
    }
    text
}

/// One line for a question: what was heard and seen.
fn heard(desk: Desk, n: usize, answer: &Record) -> Option<String> {
    Some(format!("q{n} {}", rounds::read_out(desk.view, answer)?))
}

/// What was promised in this interview, ticked when it has arrived.
fn promised(desk: Desk, answers: &[&Record], interview: &Record) -> Block {
    let line = |r: &Record| {
        let tick = if request::is_open(r) { "[ ]" } else { "[x]" };
        let due = r.date(request::DUE).map_or(String::new(), |d| format!(", by {d}"));
        let other = r.one(request::FROM).filter(|p| !interview.refs(interview::WITH).contains(p));
        let other = other.map_or(String::new(), |p| format!(", from {}", desk.view.records.name(p)));
        format!("{tick} {} {}{other}{due}", r.id, r.title())
    };
    list(rounds::promised(desk.view, answers).into_iter().map(line).collect(), "Nothing was promised.")
}

/// Questions that were put off, with reason and person, and those that were not reached.
fn still(desk: Desk, n: usize, answer: &Record) -> Option<String> {
    Some(format!("q{n} {}", rounds::still_to_ask(desk.view, answer)?))
}

fn agreed(interview: &Record) -> Vec<Block> {
    let said = Recap::of(interview, interview::RECAP);
    let tick = |r: Recap| format!("{} {}", if said == Some(r) { "[x]" } else { "[ ]" }, r.label());
    let mut line = Recap::ALL.iter().map(|r| tick(*r)).collect::<Vec<_>>().join("   ");
    if let Some(at) = interview.stamp(interview::RECAP_AT) {
        line.push_str(&format!("\nRead out {} {}", at.date(), at.clock()));
    }
    let mut blocks = vec![Block::Para(line)];
    match interview.text(interview::CORRECTION).trim() {
        "" => blocks.push(note("No correction was noted.")),
        text => blocks.push(Block::Quote(text.to_string())),
    }
    blocks
}
