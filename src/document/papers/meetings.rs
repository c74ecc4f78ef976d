//! Opening and closing meetings in papers: who was there as it was noted, what was dealt with and said.

use super::{
    desk::{Desk, heading, or, sub},
    facts::heard,
    parts::{took_place, when},
};
use crate::{
    document::Block,
    domain::{
        Record,
        kinds::{answer, interview},
        ticks::{self, Tick},
        words,
    },
};

/// What is written of a meeting, and when it was held as one, with whom.
pub fn told(desk: Desk, round: &Record, typ: interview::Type, field: usize) -> String {
    let mut lines = vec![round.text(field).trim().to_string()];
    let of = |i: &&Record| interview::Type::of(i, interview::TYPE) == Some(typ);
    lines.extend(
        desk.interviews(round).into_iter().filter(of).map(|i| format!("{} {}: {}", i.id, when(i), attendance(desk, i))),
    );
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}

/// Who was at a meeting, as it was noted there, and who was invited and is not named in that: an invitation is no
/// attendance.
pub fn attendance(desk: Desk, meeting: &Record) -> String {
    let invited = format!("invited: {}", or(&desk.names(meeting.refs(interview::WITH)), "nobody"));
    if !took_place(meeting) {
        return format!("not held yet; {invited}");
    }
    let noted = meeting.text(interview::PRESENT);
    let lines: Vec<&str> = noted.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    if lines.is_empty() {
        return format!("{invited}; who came was not noted");
    }
    let missing = meeting.refs(interview::WITH).iter().map(|id| desk.view.records.name(*id));
    let missing: Vec<String> = missing.filter(|name| !names(noted, name)).collect();
    let missing = match missing.is_empty() {
        true => String::new(),
        false => format!("; invited, nothing noted of: {}", missing.join(", ")),
    };
    format!("present: {}{missing}", lines.join(", "))
}

/// The part of a paper on the meetings of a round; none where nothing was ticked or noted at any.
pub fn blocks(desk: Desk, round: &Record) -> Vec<Block> {
    let mut blocks = at_meetings(desk, round);
    if !blocks.is_empty() {
        blocks.insert(0, heading("Meetings"));
    }
    blocks
}

/// Whether a text holds a name, and not only the beginning or the end of another one.
fn names(text: &str, name: &str) -> bool {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    text.match_indices(name)
        .any(|(at, _)| !letter(text[..at].chars().next_back()) && !letter(text[at + name.len()..].chars().next()))
}

/// What was ticked and noted at the meetings of a round; nothing of one that was not held or at which nothing was.
pub fn at_meetings(desk: Desk, round: &Record) -> Vec<Block> {
    let held = desk.interviews(round).into_iter().filter(|i| interview::is_meeting(i) && took_place(i));
    let mut blocks = Vec::new();
    for meeting in held {
        let points = interview::answers(desk.view, meeting.id);
        let ticked = points.iter().flat_map(|a| ticks::read(a.text(answer::TICKS)));
        let ticked = ticked.map(|(tick, words)| match tick {
            Tick::Yes => format!("Dealt with: {words}"),
            Tick::No => format!("Not dealt with: {words}"),
        });
        let lines: Vec<String> = ticked.chain(heard(desk, &points)).collect();
        if !lines.is_empty() {
            let name = desk.cell(meeting, interview::TYPE);
            blocks.extend([
                sub(format!("{}, {} {}", words::capital(&name), meeting.id, when(meeting))),
                Block::List(lines),
            ]);
        }
    }
    blocks
}
