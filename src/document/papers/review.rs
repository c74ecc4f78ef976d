//! The two papers of a management review: the briefing before it, decisions first, on about two pages; and its minutes.

use super::{
    PaperDraft,
    desk::{Desk, day, facts, heading, list, note, or, para, sub, table},
    titled,
};
use crate::{
    document::{Block, Column, PaperKind},
    domain::{
        Kind, Record,
        kinds::{
            action, decision,
            review::{self, State},
            review_input::{self, Input, Outcome},
        },
        progress, readiness, review as inputs,
    },
};

/// Records that a line of the briefing names.
const NAMED: usize = 5;

/// The briefing.
pub fn briefing(desk: Desk, review: &Record) -> PaperDraft {
    let mut blocks = vec![planned(desk, review), heading("To decide")];
    let decides = inputs::INPUTS.iter().filter(|s| s.decides);
    let rows: Vec<(&inputs::InputSaid, String)> = decides
        .map(|s| (s, numbers(desk, review, s.input)))
        .filter(|(s, told)| s.required || !told.is_empty())
        .collect();
    let columns: &[Column<(&inputs::InputSaid, String)>] = &[
        ("What", 3, &|(s, _)| format!("{} ({})", s.title, s.clause)),
        ("Where it stands", 5, &|(_, told)| or(told, "nothing of note")),
        ("To be answered", 4, &|(s, _)| s.questions.first().copied().unwrap_or_default().to_string()),
    ];
    blocks.push(table("Inputs that ask for a decision", rows, columns, "Nothing asks for a decision."));
    blocks.push(heading("To know"));
    let know = inputs::INPUTS.iter().filter(|s| !s.decides);
    let told = know.map(|s| (s, numbers(desk, review, s.input))).filter(|(s, told)| s.required || !told.is_empty());
    let told = told.map(|(s, told)| format!("{}: {}", s.title, or(&told.replace('\n', "; "), "nothing of note")));
    blocks.push(list(told.collect(), "Nothing is known yet."));
    blocks.extend([
        heading("What became of the last actions"),
        actions(desk, &inputs::earlier(desk.view, review), "No action of an earlier review is open."),
    ]);
    let in_the_way = match readiness::is_for_body(desk.view) {
        true => "In the way of a certificate",
        false => "In the way of being ready",
    };
    blocks.extend([heading(in_the_way), blockers(desk), note(readiness::told(desk.view))]);
    (titled(PaperKind::Review, review), vec![day(review.date(review::DAY))], blocks)
}

/// The numbers of an input that are not nothing, with the first records behind them.
fn numbers(desk: Desk, review: &Record, input: Input) -> String {
    let told = inputs::numbers(desk.view, review, input).into_iter().filter(|n| n.text.is_some() || !n.ids.is_empty());
    let line = |n: inputs::Number| {
        let first: Vec<_> = n.ids.iter().take(NAMED).copied().collect();
        match desk.view.records.called_all(&first, ", ") {
            named if named.is_empty() => n.told(),
            named => format!("{} ({named}{})", n.told(), if n.ids.len() > NAMED { ", ..." } else { "" }),
        }
    };
    told.map(line).collect::<Vec<_>>().join("\n")
}

fn blockers(desk: Desk) -> Block {
    const LISTED: usize = 6;
    let all = readiness::blockers(desk.view, None);
    let mut told: Vec<String> = all.iter().take(LISTED).map(|b| b.what.clone()).collect();
    if all.len() > LISTED {
        told.push(format!("and {} more; the paper on readiness has them all", all.len() - LISTED));
    }
    list(told, "Nothing that this program can see.")
}

fn planned(desk: Desk, review: &Record) -> Block {
    let every = review.number(review::INTERVAL).map_or(String::new(), |n| format!("{n} months"));
    facts([
        ("Day", day(review.date(review::DAY))),
        ("Chair", desk.person(review, review::CHAIR)),
        ("Attendees", desk.names(review.refs(review::ATTENDEES))),
        ("Held every", every),
        ("Next review", day(review.date(review::NEXT))),
        ("Follows", review.one(review::LAST).map_or(String::new(), |id| desk.item(id))),
    ])
}

fn actions(desk: Desk, all: &[&Record], none: &str) -> Block {
    let columns: &[Column<&Record>] = &[
        ("ID", 1, &|a| a.id.to_string()),
        ("What", 6, &|a| a.title().to_string()),
        ("Owner", 2, &|a| or(&desk.person(a, action::OWNER), "no owner")),
        ("Due", 2, &|a| or(&day(a.date(action::DUE)), "no date")),
        ("State", 2, &|a| desk.action_state(a)),
    ];
    table("Actions", all.iter().copied(), columns, none)
}

/// The minutes: every required input with its numbers of the day, what was said and decided, or why it was left out.
pub fn minutes(desk: Desk, review: &Record) -> PaperDraft {
    let mut blocks = vec![planned(desk, review)];
    if !review::is_signed(review) {
        blocks.push(note("Not signed yet: what stands here can still change."));
    }
    blocks.push(heading("Inputs that the standard asks for"));
    let records = inputs::records_of(desk.view, review.id);
    let of = |input: Input| records.iter().find(|r| inputs::input_of(r) == Some(input)).copied();
    for said in inputs::INPUTS.iter().filter(|s| s.required) {
        blocks.extend(input(desk, said.title, of(said.input)));
    }
    let more: Vec<&Record> = records
        .iter()
        .copied()
        .filter(|r| inputs::input_of(r).and_then(inputs::said).is_none_or(|s| !s.required))
        .collect();
    if !more.is_empty() {
        blocks.push(heading("Further points, not required by the standard"));
        more.into_iter().for_each(|r| blocks.extend(input(desk, r.title(), Some(r))));
    }
    blocks
        .extend([heading("Actions"), actions(desk, &inputs::actions(desk.view, review.id), "No action was decided.")]);
    blocks.extend([heading("Decisions"), decisions(desk, review)]);
    blocks.extend([heading("Verdict"), verdict(desk, review)]);
    blocks.push(para(review.text(review::NOTES), "No further notes."));
    if State::of(review, review::STATE) != Some(State::Signed) {
        blocks.push(Block::Sign(vec![or(&desk.person(review, review::CHAIR), "Chair")]));
    }
    (titled(PaperKind::Minutes, review), vec![day(review.date(review::DAY))], blocks)
}

fn input(desk: Desk, title: &str, record: Option<&Record>) -> Vec<Block> {
    let mut blocks = vec![sub(title)];
    let Some(record) = record else {
        blocks.push(note("Not treated yet."));
        return blocks;
    };
    blocks.push(match Outcome::of(record, review_input::OUTCOME) {
        Some(Outcome::Left) => note(format!("Not treated: {}", record.text(review_input::WHY_NOT))),
        Some(Outcome::Treated) => para(record.text(review_input::NUMBERS), "Treated; no numbers were kept."),
        None => note("Not treated yet."),
    });
    let said = [("Said", review_input::NOTE), ("Decided", review_input::DECIDED)];
    let said = said.into_iter().filter(|(_, f)| !record.text(*f).trim().is_empty());
    let said: Vec<(&'static str, String)> = said.map(|(label, f)| (label, record.text(f).trim().into())).collect();
    if !said.is_empty() {
        blocks.push(facts(said));
    }
    let made = desk.linked(record.id, Kind::Action, action::ABOUT);
    if !made.is_empty() {
        blocks.push(Block::List(made.into_iter().map(|a| desk.action_line(a)).collect()));
    }
    blocks
}

fn decisions(desk: Desk, review: &Record) -> Block {
    let all = desk.linked(review.id, Kind::Decision, decision::MEETING);
    let told = all.into_iter().filter(|d| !progress::is_over(d)).map(|d| {
        let by = or(&desk.person(d, decision::BY), "nobody named");
        format!("{} {} ({by})", d.id, d.title())
    });
    list(told.collect(), "No decision names this review as its meeting.")
}

fn verdict(desk: Desk, review: &Record) -> Block {
    let word = |field: usize, why: usize| {
        let word = desk.cell(review, field);
        let reason = review.text(why).trim();
        match (word.is_empty(), reason.is_empty()) {
            (true, _) => "not said yet".to_string(),
            (false, true) => word,
            (false, false) => format!("{word}: {reason}"),
        }
    };
    facts([
        ("Suitable", word(review::SUITABLE, review::SUITABLE_WHY)),
        ("Adequate", word(review::ADEQUATE, review::ADEQUATE_WHY)),
        ("Effective", word(review::EFFECTIVE, review::EFFECTIVE_WHY)),
        ("Signed by", desk.person(review, review::SIGNED_BY)),
        ("In the role of", review.text(review::SIGNED_AS).into()),
        ("Signed on", day(review.date(review::SIGNED_ON))),
    ])
}
