//! The finding sheet: one finding from requirement to closure, the auditee's part apart from the auditor's.

use super::{
    PaperDraft,
    desk::{Desk, day, facts, heading, or, para, table},
    parts, titled,
};
use crate::{
    document::{Block, Column, PaperKind},
    domain::{
        Kind, Record,
        kinds::{
            action,
            finding::{self, Method},
        },
        progress, workflow,
    },
};

pub fn build(desk: Desk, f: &Record) -> PaperDraft {
    let mut blocks = vec![
        facts([
            ("Grade", or(&desk.cell(f, finding::GRADE), "not graded yet")),
            ("Grade rests on", or(&desk.cell(f, finding::TEST), "not tested yet")),
            ("Source", desk.cell(f, finding::SOURCE)),
            ("Round", f.one(finding::ROUND).map_or(String::new(), |id| desk.item(id))),
            ("Owner", or(&desk.person(f, finding::OWNER), "not agreed yet")),
            ("Due", or(&due(desk, f), "not agreed yet")),
            ("Step", or(&desk.cell(f, finding::STEP), "new")),
            ("AI systems", desk.named(f.refs(finding::SYSTEMS))),
            ("Risks", desk.named(f.refs(finding::RISKS))),
        ]),
        heading("1 Requirement"),
        facts([("Against", desk.named(f.refs(finding::AGAINST))), ("Own rule", f.text(finding::RULE).into())]),
        para(f.text(finding::CRITERION), "What is asked for has not been written yet."),
        heading("2 Evidence"),
        para(f.text(finding::CONDITION), unseen(f)),
        heading("3 Statement"),
        para(f.title(), "The statement has not been written yet."),
        para(f.text(finding::EFFECT), "What follows from it has not been written yet."),
    ];
    let rest = desk.not_named(f.refs(finding::EVIDENCE), f.text(finding::CONDITION));
    let unlinked = f.refs(finding::EVIDENCE).is_empty() && !finding::rests_on_nothing(f);
    if unlinked || !rest.is_empty() {
        let after = blocks.len() - 3;
        blocks.insert(after, para(&desk.evidence(&rest, f.one(finding::ANSWER).as_slice()), "No evidence is linked."));
    }
    blocks.extend(auditee(desk, f));
    blocks.extend(auditor(desk, f));
    blocks.extend([heading("History"), Block::Para(history(desk, f))]);
    blocks.extend(parts::exceptions(desk, &[f.id]));
    blocks.extend([
        heading("Acknowledged"),
        Block::Para(
            "A signature says that the finding was received and understood. Dissent is written beside it.".into(),
        ),
        Block::Sign(vec!["Auditor".into(), "For the auditee".into(), "Dissent, if any".into()]),
    ]);
    (titled(PaperKind::Finding, f), Vec::new(), blocks)
}

/// What stands where nothing is written of what was seen: a nonconformity without any evidence says so plainly.
fn unseen(f: &Record) -> &'static str {
    match finding::rests_on_nothing(f) {
        true => "No evidence was noted for this nonconformity: neither what was seen nor a piece of evidence.",
        false => "What was seen has not been written yet.",
    }
}

fn due(desk: Desk, f: &Record) -> String {
    let late = progress::late_days(desk.view, f).map_or(String::new(), |d| format!(", late {d} d"));
    f.date(finding::DUE).map_or(String::new(), |d| format!("{d}{late}"))
}

/// The auditee's part: answer, correction, cause, places, actions.
fn auditee(desk: Desk, f: &Record) -> Vec<Block> {
    let mut blocks = vec![heading("4 Auditee's part"), Block::Heading(2, "Answer".into())];
    blocks.push(match f.text(finding::ANSWERED).trim() {
        "" => para("", "The auditee has not answered yet."),
        words => Block::Quote(words.into()),
    });
    blocks.extend([
        Block::Heading(2, "Correction".into()),
        para(f.text(finding::CORRECTION), "No correction has been noted yet."),
        Block::Heading(2, "Cause".into()),
    ]);
    blocks.push(cause(f));
    blocks.extend([
        Block::Heading(2, "Elsewhere".into()),
        facts([
            ("Could it be elsewhere?", or(&desk.cell(f, finding::ELSEWHERE), "not checked")),
            ("Places checked", f.text(finding::PLACES).into()),
        ]),
        Block::Heading(2, "Actions".into()),
        actions(desk, f),
        facts([
            ("Action done on", day(f.date(finding::DONE))),
            ("Change to the AIMS", f.text(finding::CHANGES).into()),
        ]),
    ]);
    blocks
}

/// The chain of whys line by line, or the free text.
fn cause(f: &Record) -> Block {
    let text = f.text(finding::CAUSE);
    let whys: Vec<&str> = text.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    if Method::of(f, finding::METHOD) == Some(Method::FiveWhys) && !whys.is_empty() {
        return Block::List(whys.iter().enumerate().map(|(i, why)| format!("Why {}: {why}", i + 1)).collect());
    }
    para(text, "No cause has been found yet.")
}

fn actions(desk: Desk, f: &Record) -> Block {
    let columns: &[Column<&Record>] = &[
        ("ID", 1, &|a| a.id.to_string()),
        ("What", 5, &|a| a.title().to_string()),
        ("Purpose", 2, &|a| desk.cell(a, action::PURPOSE)),
        ("Owner", 2, &|a| or(&desk.person(a, action::OWNER), "no owner")),
        ("Due", 2, &|a| or(&day(a.date(action::DUE)), "no date")),
        ("State", 2, &|a| desk.action_state(a)),
        ("Proof", 2, &|a| desk.proof(a, ", ")),
    ];
    let actions = desk.linked(f.id, Kind::Action, action::ABOUT);
    table("By id", actions, columns, "No action has been agreed yet.")
}

/// The auditor's part: what was said to the plan, and the check of the effect by somebody else.
fn auditor(desk: Desk, f: &Record) -> Vec<Block> {
    let mut list = vec![("Plan of the auditee", plan(desk, f))];
    list.extend(workflow::finding::sent_back_before(f).map(|text| ("Sent back earlier", text.to_string())));
    list.extend([
        ("How we will know it worked", f.text(finding::CHECK_HOW).into()),
        ("Check on", day(f.date(finding::CHECK_ON))),
        ("Checked by", desk.person(f, finding::CHECKER)),
        ("Effective", or(&desk.cell(f, finding::EFFECTIVE), "not judged yet")),
        ("Judged on", workflow::finding::basis(f).into()),
    ]);
    list.extend(workflow::finding::failed_before(f).map(|text| ("Judged earlier", text.to_string())));
    list.extend([
        ("Closed on", or(&day(f.date(finding::CLOSED)), "not closed")),
        ("Advice", f.text(finding::ADVICE).into()),
    ]);
    vec![heading("5 Auditor's check"), facts(list)]
}

/// `sent back on 2026-11-20 by A. Brandt: it does not reach the cause`
fn plan(desk: Desk, f: &Record) -> String {
    let word = match desk.cell(f, finding::PLAN) {
        none if none.is_empty() => return "not judged yet".into(),
        word => word,
    };
    let on = f.date(finding::PLAN_ON).map_or(String::new(), |day| format!(" on {day}"));
    let by = match desk.person(f, finding::PLAN_BY) {
        nobody if nobody.is_empty() => nobody,
        name => format!(" by {name}"),
    };
    let why = match workflow::finding::why_sent_back(f) {
        "" => String::new(),
        why => format!(": {why}"),
    };
    format!("{word}{on}{by}{why}")
}

fn history(desk: Desk, f: &Record) -> String {
    let when = f.stamp(finding::RAISED).map_or(String::new(), |s| format!(" {} {}", s.date(), s.clock()));
    let by = match f.text(finding::RAISED_BY) {
        "" => String::new(),
        name => format!(" by {name}"),
    };
    let from = f.one(finding::ANSWER).and_then(|id| desk.view.records.live(id));
    let from = from.map_or(String::new(), |a| format!(" from {}", desk.question(a)));
    format!("Raised{when}{by}{from}. This is revision {} of the record; the journal keeps every one.", f.rev)
}
