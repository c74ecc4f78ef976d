//! The list of a day or of the closing meeting of a round: strengths, findings by grade, dissent, what is still open; and
//! who was at the opening and closing meetings.

use super::{
    PaperDraft,
    desk::{Desk, heading, list, note, or, para, sub, table},
    facts as from_notes, meetings, parts, titled,
};
use crate::{
    document::{Block, Column, PaperKind},
    domain::{
        Kind, Record, awareness, claims, coverage,
        kinds::{
            answer::{self, Facts},
            finding::{self, Grade},
            interview, request, round,
        },
    },
};

pub fn build(desk: Desk, record: &Record) -> PaperDraft {
    let mut blocks =
        vec![heading("Strengths"), para(record.text(round::STRENGTHS), "No strengths have been noted yet.")];
    blocks.push(heading("Findings"));
    let findings = desk.linked(record.id, Kind::Finding, finding::ROUND);
    for grade in [Some(Grade::Major), Some(Grade::Minor), Some(Grade::Improve), None] {
        let of: Vec<&Record> = findings.iter().copied().filter(|f| Grade::of(f, finding::GRADE) == grade).collect();
        if !of.is_empty() {
            blocks.push(sub(grade.map_or("Not graded yet", Grade::label)));
            blocks.push(Block::List(of.iter().map(|f| told(desk, f)).collect()));
        }
    }
    if findings.is_empty() {
        blocks.push(note("No finding was raised."));
    }
    let answers = desk.answers(record);
    let disputed = answers.iter().filter(|a| Facts::of(a, answer::FACTS) == Some(Facts::Disputed));
    let disputed = disputed.map(|a| format!("{}: {}", desk.question(a), or(a.text(answer::DISPUTE), "not settled")));
    let noted = meetings::at_meetings(desk, record);
    let none = match noted.is_empty() {
        true => "No fact is disputed.",
        false => "No fact is disputed. What was said at the meetings stands under “Meetings”.",
    };
    let dissent = disputed.chain(from_notes::dissent(desk, record)).collect();
    blocks.extend([heading("Dissent"), list(dissent, none)]);
    let open = claims::contradictions(desk.view, Some(record.id)).into_iter().filter(claims::Contradiction::is_open);
    let open = open.map(|c| format!("{} against {}", desk.question(c.answer), desk.question(c.other)));
    blocks.extend([heading("Contradictions that are not settled"), list(open.collect(), "None.")]);
    let requests = coverage::open_requests(desk.view, Some(record.id));
    let requests = requests.into_iter().map(|r| {
        let from = or(&desk.person(r, request::FROM), "nobody named");
        let due = r.date(request::DUE).map_or("no day".into(), |d| format!("by {d}"));
        format!("{} {} ({from}, {due})", r.id, r.title())
    });
    blocks.extend([heading("Still awaited"), list(requests.collect(), "Nothing is awaited.")]);
    blocks.extend([heading("What people know of their part, by function"), awareness(desk, record)]);
    blocks.extend([heading("Meetings"), meetings(desk, record)]);
    blocks.extend(noted);
    (titled(PaperKind::WrapUp, record), vec![desk.days(record), format!("state of {}", desk.view.today)], blocks)
}

fn told(desk: Desk, finding: &Record) -> String {
    let against = desk.view.records.called_all(finding.refs(finding::AGAINST), ", ");
    format!("{} {}{}", finding.id, finding.title(), if against.is_empty() { against } else { format!(" ({against})") })
}

/// The answers about 7.3 by the function of those who were asked.
fn awareness(desk: Desk, record: &Record) -> Block {
    let columns: &[Column<(String, awareness::FunctionHeard)>] = &[
        ("Function", 3, &|(function, _)| function.clone()),
        ("Asked", 1, &|(_, h)| h.asked.to_string()),
        ("Know it", 1, &|(_, h)| h.knows.to_string()),
        ("Gaps", 1, &|(_, h)| h.gaps.to_string()),
        ("Answers", 4, &|(_, h)| desk.view.records.called_all(&h.answers, ", ")),
    ];
    let all = awareness::by_function(desk.view, Some(record.id));
    table("Answers about 7.3", all, columns, "Nobody was asked about 7.3.")
}

/// Opening and closing meetings with who was there, as it was noted.
fn meetings(desk: Desk, record: &Record) -> Block {
    let all: Vec<&Record> = desk.interviews(record).into_iter().filter(|i| interview::is_meeting(i)).collect();
    let columns: &[Column<&Record>] = &[
        ("Meeting", 2, &|i| desk.cell(i, interview::TYPE)),
        ("When", 2, &|i| parts::when(i)),
        ("Place", 2, &|i| i.text(interview::PLACE).to_string()),
        ("Attended", 5, &|i| meetings::attendance(desk, i)),
        ("State", 1, &|i| desk.cell(i, interview::STATE)),
    ];
    table("Opening and closing", all, columns, "No opening or closing meeting is planned as one.")
}
