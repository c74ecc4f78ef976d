//! Readiness for the audits of a body: what stands in the way, and each must with what shows it. No certificate.

use super::{
    PaperDraft,
    desk::{Desk, day, facts, heading, list, note, or, sub, table},
};
use crate::{
    document::{Block, Column, PaperKind},
    domain::{
        Kind, Record,
        kinds::request,
        readiness::{self, AuditStage, Found, Must, State},
        second, way,
    },
};

const NAMED: usize = 6;

pub fn build(desk: Desk) -> PaperDraft {
    let found = readiness::found(desk.view, None);
    let share = |stage| {
        let (there, all) = readiness::share(&found, stage);
        format!("{there} of {all} there")
    };
    let blockers = readiness::blockers(desk.view, None);
    let mut blocks = vec![
        note(readiness::told(desk.view)),
        facts([
            (AuditStage::One.name(desk.view), share(AuditStage::One)),
            (AuditStage::Two.name(desk.view), share(AuditStage::Two)),
            ("In the way", blockers.len().to_string()),
        ]),
        heading("In the way"),
    ];
    let told = blockers.iter().map(|b| match named(desk, &b.ids) {
        ids if ids.is_empty() => b.what.clone(),
        ids => format!("{} ({ids})", b.what),
    });
    blocks.push(list(told.collect(), "Nothing that this program can see."));
    for stage in [AuditStage::One, AuditStage::Two] {
        blocks.push(heading(stage.name(desk.view)));
        blocks.push(musts(desk, found.iter().filter(|(m, _)| m.stage == stage)));
    }
    if way::is_wanted(desk.view) {
        blocks.extend([heading("The way to the certificate"), stations(desk)]);
        blocks.extend([sub("Findings of the body and our answers"), owed(desk)]);
        blocks.extend([sub("What it took so far"), list(way::effort(desk.view), "Nothing is recorded.")]);
    }
    blocks.extend([
        heading("Judged a second time"),
        list(
            second::lines(desk.view),
            "No round was judged a second time by somebody who did not see the first results.",
        ),
    ]);
    blocks.extend([heading("Questions that were asked of us"), questions(desk)]);
    (PaperKind::Readiness.title().into(), vec![format!("state of {}", desk.view.today)], blocks)
}

fn named(desk: Desk, ids: &[crate::domain::Id]) -> String {
    let first: Vec<_> = ids.iter().take(NAMED).copied().collect();
    let more = if ids.len() > NAMED { format!(" and {} more", ids.len() - NAMED) } else { String::new() };
    format!("{}{more}", desk.view.records.called_all(&first, ", "))
}

fn musts<'a>(desk: Desk, rows: impl Iterator<Item = &'a (&'static Must, Found)>) -> Block {
    type Row<'a> = &'a (&'static Must, Found);
    let yes = |is: Option<bool>| is.map_or("", |is| if is { "yes" } else { "no" }).to_string();
    let columns: &[Column<Row>] = &[
        ("Must be there", 4, &|(m, _)| format!("{}{}", m.what, if m.blocker { " (blocks)" } else { "" })),
        ("Clauses", 2, &|(m, _)| m.refs.join(", ")),
        ("State", 1, &|(_, f)| f.state().label().into()),
        ("Dated", 1, &|(_, f)| yes(f.dated)),
        ("Approved", 1, &|(_, f)| yes(f.approved)),
        ("Shown by", 3, &|(_, f)| named(desk, &f.proof)),
        ("Lacking", 4, &|(m, f)| if f.state() == State::There { f.told() } else { or(&f.told(), m.test) }),
    ];
    table("What the body asks to see", rows, columns, "Nothing is asked for.")
}

fn stations(desk: Desk) -> Block {
    let columns: &[Column<way::Station>] = &[
        ("Station", 3, &|s| s.what.clone()),
        ("Day", 2, &|s| day(s.day)),
        ("Stands", 2, &|s| s.stand.label().into()),
        ("Record", 1, &|s| s.id.map_or(String::new(), |id| id.to_string())),
        ("Remarks", 5, &|s| s.note.clone()),
    ];
    table("Stations with their days", way::stations(desk.view), columns, "No station is known.")
}

fn owed(desk: Desk) -> Block {
    let columns: &[Column<way::Owed>] = &[
        ("Audit", 1, &|o| o.round.to_string()),
        ("Finding", 5, &|o| desk.view.records.in_full(o.finding)),
        ("Answer due", 2, &|o| day(o.due)),
        ("Answered", 2, &|o| {
            let word = if o.answered {
                "yes"
            } else if o.is_late(desk.view.today) {
                "no, late"
            } else {
                "no"
            };
            word.to_string()
        }),
    ];
    table("Open findings of the body", way::owed(desk.view), columns, "No finding of the body is open.")
}

/// What the body, customers and authorities asked, and what was answered when.
fn questions(desk: Desk) -> Block {
    let all: Vec<&Record> = desk.all(Kind::Request).into_iter().filter(|r| request::is_theirs(r)).collect();
    let columns: &[Column<&Record>] = &[
        ("ID", 1, &|r| r.id.to_string()),
        ("Question", 4, &|r| r.title().to_string()),
        ("Asked by", 2, &|r| desk.cell(r, request::BODY)),
        ("Due", 2, &|r| day(r.date(request::DUE))),
        ("Our answer", 5, &|r| or(r.text(request::OUR_ANSWER), "no answer yet")),
        ("Sent", 2, &|r| day(r.date(request::SENT))),
        ("Sent with it", 2, &|r| desk.view.records.called_all(r.refs(request::SENT_WITH), ", ")),
    ];
    table("Questions and answers", all, columns, "Nobody has asked anything yet.")
}
