//! The sheet of an interview for people who write by hand: every question with what to ask to see and look for, boxes to
//! tick and lines to write on. `aims interview FILE ID --typed` takes what was written there.

use super::{
    PaperDraft,
    desk::{Desk, facts, note, or},
    parts, titled,
};
use crate::{
    document::{Block, PaperKind},
    domain::{
        Record,
        kinds::{
            answer,
            interview::{self, Type},
            round,
        },
    },
    framework,
};

/// A line to write on, and how many a question gets.
const LINE: &str = "...........................................................";
const LINES: usize = 5;

pub fn build(desk: Desk, interview: &Record) -> PaperDraft {
    let with: Vec<String> = interview.refs(interview::WITH).iter().map(|id| desk.with_role(*id)).collect();
    let round = interview.one(interview::ROUND);
    let mut blocks = vec![
        facts([
            ("Round", round.map_or(String::new(), |id| desk.item(id))),
            ("With", or(&with.join("\n"), LINE)),
            ("Auditor", or(&desk.person(interview, interview::AUDITOR), LINE)),
            ("Planned", parts::when(interview)),
            ("Place", or(interview.text(interview::PLACE), LINE)),
            ("Began, ended", LINE.into()),
        ]),
        note(
            "Before a line: ! maybe a finding, ? ask later, > shown to me (title, version, place), \" said word for word, \
             % private; initials and a colon say who spoke. Typed in afterwards with aims interview FILE ID --typed SHEET: \
             a line “7 m words” for question 7 and its verdict, further lines for its note.",
        ),
    ];
    let answers = interview::answers(desk.view, interview.id);
    let gap = round.and_then(|id| desk.view.records.get(id)).and_then(|r| round::Type::of(r, round::TYPE));
    let gap = gap.is_some_and(|typ| !typ.is_audit());
    let meeting = !matches!(Type::of(interview, interview::TYPE), None | Some(Type::Interview | Type::Desk));
    for (n, a) in answers.iter().enumerate() {
        blocks.extend(question(desk, n + 1, a, (gap, meeting)));
    }
    if answers.is_empty() {
        blocks.push(note("No question is planned for this interview."));
    }
    blocks.push(Block::Heading(2, "Recap".into()));
    blocks.push(facts([
        ("Read out", "[ ] agreed   [ ] corrected   [ ] not discussed".into()),
        ("Correction", lines(2)),
        ("Will be sent, by", lines(3)),
    ]));
    (titled(PaperKind::InterviewSheet, interview), vec![desk.names(interview.refs(interview::WITH))], blocks)
}

fn question(desk: Desk, n: usize, a: &Record, (gap, meeting): (bool, bool)) -> Vec<Block> {
    let guide = framework::guide_of(desk.view.records, a);
    let about = format!("{} {}", guide.reference, guide.title);
    let ticks: Vec<String> = guide.look_for.iter().map(|check| format!("[ ] yes [ ] no  {check}")).collect();
    let key = if a.choice(answer::KEY).is_some() { " *" } else { "" };
    let verdicts = match gap {
        true => "[ ] c in place  [ ] o mostly  [ ] m partly  [ ] M not  [ ] a not applicable  [ ] P parked for:",
        false => "[ ] c conforms  [ ] o improve  [ ] m minor  [ ] M major  [ ] a not applicable  [ ] P parked for:",
    };
    let mut said: Vec<(&'static str, String)> = vec![
        ("About", about.trim().to_string()),
        ("On file", guide.on_file.unwrap_or_default()),
        ("How it stands", guide.after.unwrap_or_default()),
        ("Ask to see", guide.show.join("; ")),
        ("Look for", ticks.join("\n")),
        ("Said and seen", lines(LINES)),
        ("Verdict", if meeting { String::new() } else { verdicts.into() }),
    ];
    said.retain(|(_, text)| !text.is_empty());
    vec![Block::Heading(2, format!("{n}{key}  {}", a.title())), facts(said)]
}

fn lines(n: usize) -> String {
    vec![LINE; n].join("\n")
}
