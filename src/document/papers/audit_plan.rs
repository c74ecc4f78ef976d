//! The audit plan, for the auditee: what will be looked at, by whom, when, and how findings are graded. No results.

use super::{
    PaperDraft,
    desk::{Desk, facts, heading, list, note, or, para, table, weekday},
    parts, titled,
};
use crate::{
    document::{Block, Column, PaperKind},
    domain::{
        Id, Kind, Record, Stamp, coverage,
        kinds::{answer, interview, request, round},
    },
};

const GRADES: [&str; 3] = [
    "Major: a requirement is missing altogether or has broken down, or so much is wrong in one area that it is \
     doubtful whether the management system reaches what it is for, or serious harm is possible. It is corrected \
     promptly, its cause removed, and the result verified.",
    "Minor: a single or isolated lapse; the system as such works. It is corrected, its cause removed in agreed time, \
     and verified later.",
    "Improve: no requirement is broken; a weakness or an idea worth noting. You decide what becomes of it, on record.",
];

pub fn build(desk: Desk, round: &Record) -> PaperDraft {
    let mut blocks = parts::frame(desk, round);
    blocks.extend([
        heading("Methods and sampling"),
        para(round.text(round::METHODS), "Methods and sampling have not been written yet."),
        note("An audit looks at samples. What is not asked about is not thereby found in order."),
        heading("Interview timetable"),
    ]);
    blocks.extend([timetable(desk, round), heading("Documents wanted"), documents(desk, round)]);
    blocks.extend([
        heading("How findings are graded"),
        Block::Para("Each finding names what is asked for, what was seen, and what is not met.".into()),
        Block::List(GRADES.map(String::from).into()),
        heading("Confidentiality"),
        Block::Para(
            "What is learned in this audit is used for the audit only. Notes and the report go to the persons on the \
             distribution list; personal data and secrets are looked at, not copied, unless it is needed."
                .into(),
        ),
        facts([("Distribution", or(round.text(round::DISTRIBUTION), "not set yet"))]),
        heading("Agreed"),
        Block::Sign(vec!["For the auditee".into(), "Lead auditor".into()]),
    ]);
    (titled(PaperKind::AuditPlan, round), vec![desk.days(round), round.text(round::PLACES).into()], blocks)
}

fn timetable(desk: Desk, round: &Record) -> Block {
    let start = |i: &Record| i.stamp(interview::START);
    let roles = |i: &Record| -> Vec<String> {
        i.refs(interview::WITH).iter().map(|p| desk.role(*p)).filter(|r| !r.is_empty()).collect()
    };
    let columns: &[Column<&Record>] = &[
        ("Day", 2, &|i| start(i).map_or("to be agreed".into(), |s| weekday(s.date()))),
        ("Time", 2, &|i| start(i).map_or(String::new(), |s| span(s, i.number(interview::MINUTES)))),
        ("With", 3, &|i| or(&desk.person(i, interview::WITH), "to be named")),
        ("Role", 3, &|i| or(&roles(i).join(", "), &desk.cell(i, interview::ROLE))),
        ("Items", 3, &|i| or(&items(desk, i), i.title())),
        ("Place", 2, &|i| i.text(interview::PLACE).to_string()),
        ("Auditor", 2, &|i| or(&desk.person(i, interview::AUDITOR), &desk.person(round, round::LEAD))),
    ];
    table("By day and time", desk.interviews(round), columns, "No interview has been planned yet.")
}

/// `10:00-10:45`
fn span(start: Stamp, minutes: Option<i64>) -> String {
    match minutes {
        Some(m) => format!("{}-{}", start.clock(), Stamp { utc: start.utc + m * 60, ..start }.clock()),
        None => start.clock(),
    }
}

/// References of what an interview asks about, each once, in order.
fn items(desk: Desk, interview: &Record) -> String {
    let mut ids: Vec<Id> =
        interview::answers(desk.view, interview.id).iter().filter_map(|a| a.one(answer::ITEM)).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.iter().map(Id::to_string).collect::<Vec<_>>().join(", ")
}

/// What was asked for: requests of the round, and those about its items that hang on no question.
fn documents(desk: Desk, round: &Record) -> Block {
    let mut wanted = coverage::open_requests(desk.view, Some(round.id));
    let items: Vec<Id> = coverage::items(desk.view, coverage::Span::Round(round.id)).iter().map(|i| i.id).collect();
    let loose = desk.view.records.all(Kind::Request).filter(|r| {
        request::is_open(r)
            && r.one(request::ANSWER).is_none()
            && r.one(request::ITEM).is_some_and(|item| items.contains(&item))
    });
    wanted.extend(loose);
    let lines = wanted.into_iter().map(|r| parts::request_line(desk, r)).collect();
    list(lines, "No document has been asked for beforehand.")
}
