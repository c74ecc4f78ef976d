//! The facts of a recap: what is read out of an answer, what the person said to it, what is still to be asked, what was
//! promised and raised.

use super::room;
use crate::domain::{
    change::Change,
    id::Id,
    kind::Kind,
    kinds::{
        answer::{self, Facts, Verdict},
        finding, interview, request, sample,
    },
    notes::{self, Mark},
    record::Record,
    records::View,
    value::{Stamp, Value},
    workflow,
};

pub fn is_parked(answer: &Record) -> bool {
    answer::verdict(answer) == Verdict::Parked
}

/// Whether a question was asked: it is judged or something was noted, and it is not parked. Its note must be read.
pub fn was_asked(answer: &Record) -> bool {
    let noted = notes::lines(answer.text(answer::NOTE)).any(|line| line.mark != Mark::Private);
    !is_parked(answer) && (answer::verdict(answer).is_judged() || noted)
}

/// What was heard and seen in one line: what was shown and said, else the first plain line, and the evidence by id.
///
/// Lines marked `!` and `?`, verdicts, grades and findings are never in it. Nothing for a question that was not asked.
pub fn fact_line(answer: &Record) -> Option<String> {
    let note = answer.text(answer::NOTE);
    let mut facts: Vec<String> = notes::lines(note)
        .filter_map(|line| match line.mark {
            Mark::Shown => Some(line.text.trim_end_matches('.').to_string()),
            Mark::Said => Some(format!("“{}”", line.text)),
            _ => None,
        })
        .collect();
    if facts.is_empty() {
        facts.extend(notes::marked(note, Mark::Plain).next().map(|l| l.text.trim_end_matches('.').to_string()));
    }
    if facts.is_empty() && !was_asked(answer) {
        return None;
    }
    Some(with_evidence(&facts, answer))
}

/// Everything in an answer that its recap reads out, so that the person can confirm or correct it: what was shown, said
/// and noted, and the facts marked `!` without their mark, in the order of the note, with the evidence by id.
///
/// Lines marked `?` and `%`, verdicts, grades and findings are never in it. Nothing for a question that was not asked.
pub fn read_out(view: View, answer: &Record) -> Option<String> {
    let people = room::of_answer(view.records, answer);
    let told = notes::lines(answer.text(answer::NOTE)).filter_map(|line| match line.mark {
        Mark::Ask | Mark::Private => None,
        mark => Some(room::with_speaker(
            view.records,
            &people,
            if mark == Mark::Said { line.text } else { line.text.trim_end_matches('.') },
            mark == Mark::Said,
        )),
    });
    let mut facts: Vec<String> = told.collect();
    facts.extend(sample::of_answer(view, answer.id).into_iter().map(|s| workflow::sample::extent(view, s)));
    (!facts.is_empty() || was_asked(answer)).then(|| with_evidence(&facts, answer))
}

fn with_evidence(facts: &[String], answer: &Record) -> String {
    let seen: Vec<String> = answer.refs(answer::EVIDENCE).iter().map(Id::to_string).collect();
    let seen = if seen.is_empty() { String::new() } else { format!(" ({})", seen.join(", ")) };
    let said = if facts.is_empty() { "asked, nothing noted".to_string() } else { facts.join("; ") };
    format!("{said}{seen}")
}

/// What the person said to the facts of an answer: `confirmed`, `disputed: they will send the log`.
pub fn said_to_facts(answer: &Record) -> Option<String> {
    let word = Facts::of(answer, answer::FACTS)?;
    Some(match (word, answer.text(answer::DISPUTE).trim()) {
        (Facts::Disputed, how) if !how.is_empty() => format!("{}: {how}", word.label()),
        _ => word.label().to_string(),
    })
}

/// A question that is still to be asked, with reason and person if it is parked; nothing for one that was asked.
pub fn still_to_ask(view: View, answer: &Record) -> Option<String> {
    if !is_parked(answer) {
        return (!was_asked(answer)).then(|| answer.title().to_string());
    }
    let whom = answer.one(answer::PARKED_FOR).map(|person| format!("for {}", view.records.name(person)));
    let why = Some(answer.text(answer::PARKED).to_string()).filter(|why| !why.is_empty());
    let wait: Vec<String> = why.into_iter().chain(whom).collect();
    let wait = if wait.is_empty() { "put off".to_string() } else { wait.join(", ") };
    Some(format!("{} ({wait})", answer.title()))
}

/// What was promised in the answers of an interview and not withdrawn, in the order of the questions.
pub fn promised<'a>(view: View<'a>, answers: &[&Record]) -> Vec<&'a Record> {
    let of = |a: &&Record| {
        let mut list: Vec<&Record> = view.records.linked(a.id, Kind::Request, request::ANSWER).collect();
        list.sort_by_key(|r| r.id);
        list
    };
    let wanted = |r: &&Record| request::State::of(r, request::STATE) != Some(request::State::Withdrawn);
    answers.iter().flat_map(of).filter(wanted).collect()
}

/// Findings raised from answers.
pub fn raised<'a>(view: View<'a>, answers: &[&Record]) -> Vec<&'a Record> {
    let mut list: Vec<&Record> =
        answers.iter().flat_map(|a| view.records.linked(a.id, Kind::Finding, finding::ANSWER)).collect();
    list.sort_by_key(|f| f.id);
    list
}

/// What the person said to the recap. Agreed or corrected ends the interview if nothing did before; saying it to the
/// same word again takes it back.
pub fn recap_said(interview: &Record, said: interview::Recap, now: Stamp) -> Change {
    use interview::{ENDED, RECAP, RECAP_AT, Recap, STATE, State};
    if Recap::of(interview, RECAP) == Some(said) {
        let values = vec![(RECAP, Value::Empty), (RECAP_AT, Value::Empty)];
        return Change::new(format!("recap of {} open again", interview.id)).set(interview, values);
    }
    let read_out = said != Recap::NotDiscussed;
    let mut values = vec![(RECAP, said.value()), (RECAP_AT, if read_out { Value::Stamp(now) } else { Value::Empty })];
    if read_out && State::of(interview, STATE) != Some(State::Held) {
        values.push((STATE, State::Held.value()));
    }
    if read_out && interview.value(ENDED).is_empty() {
        values.push((ENDED, Value::Stamp(now)));
    }
    Change::new(format!("recap of {} {}", interview.id, said.label())).set(interview, values)
}
