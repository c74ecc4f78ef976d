//! A question with its answers as lines, and the answers that were given.

use super::Target;
use crate::{
    framework::act_walk::{ActAnswer, ActQuestion, Walk, questions},
    panes::outline::Line,
    shown::wrap,
};

/// The question with all its answers, and why.
pub(super) fn lines(
    walk: &Walk,
    question: &'static ActQuestion,
    ticked: &[&str],
    why: &str,
    width: usize,
) -> Vec<Line<Target>> {
    let head = format!("QUESTION {} OF {}  {}", place(question) + 1, questions().len(), question.name);
    let way = if question.several { "several may hold: Space ticks, Enter goes on" } else { "one holds" };
    let mut lines = vec![Line::heading(head)];
    for text in [question.text, question.help, &format!("{}; {way}", question.article)] {
        lines.extend(wrap(text, width).into_iter().map(Line::plain));
    }
    lines.push(Line::plain(""));
    let offered = walk.offered(question);
    lines.extend(order(&offered).into_iter().flat_map(|i| {
        let sign = if ticked.contains(&offered[i].id) { "[x] " } else { "[ ] " };
        row_lines(sign, offered[i].label, width, Target::Answer(i))
    }));
    lines.push(Line::plain(""));
    lines.extend(match why.is_empty() {
        true => vec![Line::plain("Why: nothing said yet")],
        false => wrap(&format!("Why: {why}"), width).into_iter().map(Line::plain).collect(),
    });
    lines
}

/// What was answered so far; each line leads to its question.
pub(super) fn answered(walk: &Walk, width: usize) -> Vec<Line<Target>> {
    let mut lines = match walk.way.is_empty() {
        true => Vec::new(),
        false => vec![Line::plain(""), Line::heading("ANSWERED")],
    };
    lines.extend(walk.way.iter().flat_map(|answered| {
        let at = place(answered.question);
        let why = if answered.why.is_empty() { String::new() } else { format!(" ({})", answered.why) };
        let text = format!("{}: {}{why}", answered.question.name, answered.said());
        row_lines(&format!("{:>2}  ", at + 1), &text, width, Target::Question(at))
    }));
    lines
}

/// The place of a question in the list of all.
pub(super) fn place(question: &ActQuestion) -> usize {
    questions().iter().position(|q| q.id == question.id).unwrap_or_default()
}

/// An answer that Enter may give without a tick: it says that nothing of the kind holds.
pub(super) fn claims_nothing(answer: &ActAnswer) -> bool {
    answer.exclusive || answer.id == "no" || answer.id == "none"
}

/// Answers that stand below a question without taking it from a small screen.
const FEW: usize = 6;

/// The order in which answers stand: of many the one that nothing of the kind holds comes first, where the cursor starts,
/// so that the question is seen with it.
pub(super) fn order(offered: &[&ActAnswer]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..offered.len()).collect();
    if offered.len() > FEW {
        order.sort_by_key(|i| !claims_nothing(offered[*i]));
    }
    order
}

pub(super) fn answer_of(id: &str, question: Option<&'static ActQuestion>) -> Option<&'static ActAnswer> {
    question?.answers.iter().find(|a| a.id == id)
}

/// A line that leads somewhere, over as many rows as it needs.
pub(super) fn row_lines(sign: &str, text: &str, width: usize, target: Target) -> Vec<Line<Target>> {
    let indent = sign.chars().count();
    let rows = wrap(text, width.saturating_sub(indent).max(10));
    let line = |(i, row): (usize, &String)| match i {
        0 => Line::row(format!("{sign}{row}"), target),
        // Lines that lead nowhere begin a column further left.
        _ => Line::plain(format!(" {:indent$}{row}", "")),
    };
    rows.iter().enumerate().map(line).collect()
}
