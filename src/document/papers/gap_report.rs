//! The gap report: for each requirement its state, what is there, what is missing, and the action that closes it.

use super::{
    PaperDraft,
    desk::{Desk, by_heading, heading, list, note, or, para},
    facts, parts, samples, second, titled,
};
use crate::{
    document::{Block, Column, PaperKind},
    domain::{
        Id, Kind, Record, coverage,
        kinds::{
            action,
            answer::{self, Verdict},
            finding, item, round, sample,
        },
        notes,
    },
};

pub fn build(desk: Desk, round: &Record) -> PaperDraft {
    let mut blocks: Vec<Block> = parts::draft_note(desk, round).into_iter().collect();
    blocks.extend([heading("Summary"), para(round.text(round::CONCLUSION), "No conclusion has been written yet.")]);
    blocks.extend(in_percent(desk, round));
    blocks.extend(parts::coverage_table(desk, round, Verdict::gap_label));
    blocks.extend(parts::frame(desk, round));
    blocks.extend([heading("People met"), parts::people_met(desk, round)]);
    blocks.extend(parts::also_present(desk, round));
    blocks.push(heading("Clause by clause"));
    blocks.extend(tables(desk, round));
    blocks.extend([heading("Verdicts without proof"), parts::unproven(desk, round, Verdict::gap_label)]);
    blocks.extend([heading("Strengths"), para(round.text(round::STRENGTHS), "No strengths have been written yet.")]);
    blocks.extend([heading("Evidence"), parts::evidence_seen(desk, round)]);
    blocks.extend([heading("Evidence still awaited"), parts::open_requests(desk, round)]);
    blocks.extend([heading("Parked questions"), list(parts::parked(desk, round), "No question is parked.")]);
    blocks.extend([
        heading("Methods and limits"),
        para(round.text(round::METHODS), "Methods and sampling have not been written yet."),
        para(round.text(round::LIMITS), "No limits have been written yet."),
        note(
            "A gap analysis is a comparison with the standard, not an audit; it rests on samples and on what was said.",
        ),
    ]);
    let answers = desk.answers(round);
    if answers.iter().any(|a| !sample::of_answer(desk.view, a.id).is_empty()) {
        blocks.push(heading("Samples"));
        blocks.extend(samples::blocks(desk, &answers));
    }
    blocks.extend(second::blocks(desk, round));
    blocks.extend(parts::exceptions(desk, &[round.id]));
    (titled(PaperKind::GapReport, round), vec![desk.days(round)], blocks)
}

fn in_percent(desk: Desk, round: &Record) -> Vec<Block> {
    let all = coverage::Coverage::of(desk.view, coverage::Span::Round(round.id)).total();
    let Some(percent) = all.percent_in_place() else {
        return vec![note("Nothing that applies has been judged yet, so there is no percentage.")];
    };
    let open = all.of(Verdict::NotLookedAt) + all.of(Verdict::Parked);
    vec![
        Block::Para(format!("{percent} percent of what was judged is in place.")),
        note(format!(
            "Mostly and partly in place count half. {} not applicable and {open} not judged or parked are left out.",
            all.of(Verdict::NotApplicable)
        )),
    ]
}

/// An item with the answers of the round about it.
type Asked<'a> = (&'a Record, Vec<&'a Record>);

fn tables(desk: Desk, round: &Record) -> Vec<Block> {
    let span = coverage::Span::Round(round.id);
    let answers = desk.answers(round);
    let rows = coverage::items(desk.view, span).into_iter().map(|item| -> (Id, Asked) {
        (item.id, (item, answers.iter().copied().filter(|a| a.one(answer::ITEM) == Some(item.id)).collect()))
    });
    let rows: Vec<(Id, Asked)> = rows.collect();
    let columns: &[Column<Asked>] = &[
        ("Ref", 1, &|(item, _)| item.id.to_string()),
        ("Requirement", 3, &|(item, _)| item.title().to_string()),
        ("State", 2, &|(item, _)| coverage::judged(desk.view, item, span).0.gap_label().into()),
        ("What is there", 5, &|(item, about)| there(desk, item, about)),
        ("Gap", 4, &|(item, about)| gap(desk, round, item, about)),
        (facts::WHY_NOT, 3, &|(_, about)| facts::why_not(about).join("\n")),
        (facts::OPEN, 3, &|(_, about)| facts::still_open(desk, about).join("\n")),
        ("Action", 4, &|(item, about)| actions(desk, round, item, about)),
    ];
    let columns = facts::filled(columns, &rows);
    by_heading(rows, &columns, "This file holds no clauses or controls to judge.")
}

/// How it is met, what was heard and seen about it in this round, and the evidence, what was seen now first.
fn there(desk: Desk, item: &Record, about: &[&Record]) -> String {
    let mut lines = vec![item.text(item::HOW).trim().to_string()];
    lines.extend(facts::heard(desk, about));
    lines.extend(facts::evidence_of(desk, item, about, false));
    lines.retain(|l| !l.is_empty());
    or(&lines.join("\n"), "nothing recorded")
}

/// The item's gap text, the findings of this round against it, and the `!` lines about it that no finding covers.
fn gap(desk: Desk, round: &Record, item: &Record, about: &[&Record]) -> String {
    let mut lines: Vec<String> = vec![item.text(item::GAP).trim().to_string()];
    lines.extend(findings(desk, round, item).iter().map(|f| format!("{} {}", f.id, f.title())));
    for a in about {
        lines.extend(notes::unraised(desk.view, a).iter().map(|l| l.text.to_string()));
    }
    lines.retain(|l| !l.is_empty());
    lines.join("\n")
}

/// Findings of this round against the item, oldest first.
fn findings<'a>(desk: Desk<'a>, round: &Record, item: &Record) -> Vec<&'a Record> {
    let all = desk.view.records.linked(item.id, Kind::Finding, finding::AGAINST);
    let mut list: Vec<&Record> = all.filter(|f| f.one(finding::ROUND) == Some(round.id)).collect();
    list.sort_by_key(|f| f.id);
    list
}

/// Actions for the item, for its answers, and for the findings of this round against it.
fn actions(desk: Desk, round: &Record, item: &Record, about: &[&Record]) -> String {
    let records = desk.view.records;
    let mut subjects: Vec<Id> = vec![item.id];
    subjects.extend(about.iter().map(|a| a.id));
    subjects.extend(findings(desk, round, item).iter().map(|f| f.id));
    let mut list: Vec<&Record> =
        subjects.iter().flat_map(|id| records.linked(*id, Kind::Action, action::ABOUT)).collect();
    list.sort_by_key(|a| a.id);
    list.dedup_by_key(|a| a.id);
    let lines: Vec<String> = list.iter().map(|a| desk.action_line(a)).collect();
    let is_gap = about.iter().any(|a| answer::verdict(a).is_gap());
    or(&lines.join("\n"), if is_gap { "no action yet" } else { "" })
}
