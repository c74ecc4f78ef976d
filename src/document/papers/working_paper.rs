//! The working paper of an interview: everything the auditor wrote down in it, question by question, with times, verdicts,
//! evidence as it was seen and what was asked for. The audit report rests on it; it is not for the person asked.

use super::{
    PaperDraft,
    desk::{Desk, day, facts, heading, list, note, or, table},
    parts, samples, titled,
};
use crate::{
    document::{Block, Column, PaperKind, Table},
    domain::{
        Kind, Record, claims,
        kinds::{
            answer::{self, Verdict},
            finding,
            interview::{self, Recap},
            request, sighting,
        },
        line_time,
        notes::{self, Mark, MarkedLine},
        rounds,
    },
};

pub fn build(desk: Desk, interview: &Record) -> PaperDraft {
    let answers = interview::answers(desk.view, interview.id);
    let mut blocks = vec![
        note("Notes of the auditor as they were written: names, suspicions and verdicts. Keep it with the audit file."),
        head(desk, interview),
        heading("Questions"),
    ];
    answers.iter().for_each(|a| blocks.extend(question(desk, interview, a)));
    if answers.is_empty() {
        blocks.push(note("No question is planned for this interview."));
    }
    blocks.extend([heading("Evidence as it was seen"), sightings(desk, &answers)]);
    blocks.push(heading("Samples"));
    blocks.extend(samples::blocks(desk, &answers));
    blocks.extend([heading("Asked for"), list(requests(desk, &answers), "Nothing was asked for.")]);
    let raised = rounds::raised(desk.view, &answers);
    let raised = raised.into_iter().map(|f| format!("{} {} ({})", f.id, f.title(), graded(desk, f))).collect();
    blocks.extend([heading("Findings raised"), list(raised, "No finding was raised from this interview.")]);
    blocks.push(heading("Recap"));
    blocks.extend(recap(interview));
    let facts = vec![desk.names(interview.refs(interview::WITH)), parts::when(interview)];
    (titled(PaperKind::WorkingPaper, interview), facts, blocks)
}

fn head(desk: Desk, interview: &Record) -> Block {
    let with: Vec<String> = interview.refs(interview::WITH).iter().map(|id| desk.with_role(*id)).collect();
    let ended = interview.stamp(interview::ENDED).map_or(String::new(), |s| format!("{} {}", s.date(), s.clock()));
    let talked = interview.number(interview::TALKED).map_or(String::new(), |s| format!("{} min", s / 60));
    let judged = match interview::progress(desk.view, interview) {
        none if none.is_empty() => none,
        counts => format!("{} questions", counts.replace('/', " of ")),
    };
    let round = interview.one(interview::ROUND).map_or(String::new(), |id| desk.item(id));
    facts([
        ("Round", round),
        ("With", or(&with.join("\n"), "nobody named")),
        ("Asked as", desk.cell(interview, interview::ROLE)),
        ("Auditor", or(&desk.person(interview, interview::AUDITOR), "not named")),
        ("Place or channel", interview.text(interview::PLACE).into()),
        ("State", desk.cell(interview, interview::STATE)),
        ("Began", parts::when(interview)),
        ("Ended", ended),
        ("Talked, pauses left out", talked),
        ("Also present", parts::others_present(desk, interview).join("\n")),
        ("Judged", judged),
    ])
}

/// One question: where it belongs, what was judged, and every line of its note.
fn question(desk: Desk, interview: &Record, a: &Record) -> Vec<Block> {
    let about = a.one(answer::ITEM).map_or(String::new(), |id| desk.item(id));
    let systems = desk.named(a.refs(answer::SYSTEMS)).replace('\n', ", ");
    let mut said: Vec<(&'static str, String)> = vec![
        ("Question", a.title().into()),
        ("Clause or control", about),
        ("AI systems", systems),
        ("Came up at", a.one(answer::CAME_FROM).map_or(String::new(), |id| desk.view.records.called(id))),
        ("Verdict", verdict(desk, interview, a)),
        ("Item judged", a.choice(answer::WHOLE).map_or(String::new(), |_| "yes, the auditor says so".into())),
        ("Proof", desk.cell(a, answer::PROOF)),
        ("Works", desk.cell(a, answer::WORKS)),
        ("Checks", a.text(answer::TICKS).trim().into()),
        ("Also said in", claims::same(desk.view, a).iter().map(|o| desk.question(o)).collect::<Vec<_>>().join(", ")),
        ("Contradicts", claims::against(desk.view, a).iter().map(|o| desk.question(o)).collect::<Vec<_>>().join(", ")),
        ("How that was settled", a.text(answer::SETTLED).trim().into()),
        ("Not applicable because", a.text(answer::WHY_NOT).trim().into()),
        ("Parked", parked(desk, a)),
        ("What the person said to the facts", rounds::said_to_facts(a).unwrap_or_default()),
    ];
    said.retain(|(_, text)| !text.is_empty());
    let number = desk.question(a);
    let number = number.rsplit(' ').next().unwrap_or(&number).to_string();
    vec![Block::Heading(2, number), facts(said), lines(desk, interview, a)]
}

/// The verdict in the words of the round, with the moment of judging.
fn verdict(desk: Desk, interview: &Record, a: &Record) -> String {
    let verdict = answer::verdict(a);
    let word = answer::word(desk.view.records, interview.one(interview::ROUND), verdict);
    let at = a.stamp(answer::JUDGED).filter(|_| verdict != Verdict::NotLookedAt);
    at.map_or(word.to_string(), |s| format!("{word}, {} {}", s.date(), s.clock()))
}

fn parked(desk: Desk, a: &Record) -> String {
    if answer::verdict(a) != Verdict::Parked {
        return String::new();
    }
    let whom = desk.person(a, answer::PARKED_FOR);
    let whom = if whom.is_empty() { whom } else { format!(", for {whom}") };
    format!("{}{whom}", or(a.text(answer::PARKED), "no reason noted"))
}

/// Every line of a note: the moment of its first key, who said it, what its mark says, and who wrote it.
fn lines(desk: Desk, interview: &Record, a: &Record) -> Block {
    let records = desk.view.records;
    let times = a.text(answer::TIMES);
    let time = |line: &MarkedLine| line_time::of_line(times, line.at, Some(interview));
    let said = |line: &MarkedLine| rounds::room::said_by(records, Some(interview), line.mark, line.text).0;
    let text = |line: &MarkedLine| rounds::room::said_by(records, Some(interview), line.mark, line.text).1.to_string();
    let writer = |line: &MarkedLine| time(line).map_or(String::new(), |t| line_time::name(records, t.by));
    let columns: &[Column<MarkedLine>] = &[
        ("When", 2, &|line| time(line).map_or(String::new(), |t| t.told())),
        ("Who", 2, &|line| said(line).map_or(String::new(), |id| records.name(id))),
        ("Kind", 2, &|line| kind(line.mark).into()),
        ("Line", 7, &text),
        ("Written by", 2, &writer),
    ];
    let rows: Vec<MarkedLine> = notes::lines(a.text(answer::NOTE)).collect();
    let known = rows.iter().any(|line| !writer(line).is_empty());
    let columns = if known { columns } else { &columns[..4] };
    table("", rows, columns, "Nothing was noted.")
}

/// What a mark says, as a reader without the program understands it.
fn kind(mark: Mark) -> &'static str {
    match mark {
        Mark::Plain => "noted",
        Mark::Shown => "shown",
        Mark::Said => "said, word for word",
        Mark::Maybe => "may be a finding",
        Mark::Ask => "to ask later",
        Mark::Private => "private",
    }
}

fn sightings(desk: Desk, answers: &[&Record]) -> Block {
    let of = |a: &&Record| desk.linked(a.id, Kind::Sighting, sighting::ANSWER);
    let rows = answers.iter().flat_map(of);
    let question = |s: &Record| s.one(sighting::ANSWER).map_or(String::new(), |id| desk.view.records.called(id));
    let columns: &[Column<&Record>] = &[
        ("For", 2, &|s| question(s)),
        ("Evidence", 4, &|s| {
            let id = s.one(sighting::WHAT).map_or(String::new(), |id| id.to_string());
            format!("{id} {}", s.title()).trim().to_string()
        }),
        ("Version", 1, &|s| s.text(sighting::VERSION).to_string()),
        ("Seen as", 2, &|s| desk.cell(s, sighting::FORM)),
        ("Seen on", 2, &|s| or(&day(s.date(sighting::SEEN_ON)), "named, not seen")),
        ("Shown by", 2, &|s| desk.person(s, sighting::SHOWN_BY)),
        ("Where", 3, &|s| s.text(sighting::PLACE).to_string()),
    ];
    let rows: Vec<&Record> = rows.collect();
    match rows.is_empty() {
        true => note("No evidence was seen in this interview."),
        false => Block::Table(Table::of("Each time it was seen", rows, columns)),
    }
}

/// What was promised, withdrawn ones too, with its state.
fn requests(desk: Desk, answers: &[&Record]) -> Vec<String> {
    let of = |a: &&Record| desk.linked(a.id, Kind::Request, request::ANSWER);
    let line = |r: &Record| {
        let arrived = r.date(request::ARRIVED).map_or(String::new(), |d| format!(" on {d}"));
        format!("{}, {}{arrived}", parts::request_line(desk, r), or(&desk.cell(r, request::STATE), "open"))
    };
    answers.iter().flat_map(of).map(line).collect()
}

fn graded(desk: Desk, f: &Record) -> String {
    or(&desk.cell(f, finding::GRADE), "not graded")
}

fn recap(interview: &Record) -> Vec<Block> {
    let said = Recap::of(interview, interview::RECAP).map_or("not read out", Recap::label);
    let at = interview.stamp(interview::RECAP_AT);
    let at = at.map_or(String::new(), |s| format!(", read out {} {}", s.date(), s.clock()));
    let mut blocks = vec![Block::Para(format!("{said}{at}"))];
    let correction = interview.text(interview::CORRECTION).trim();
    if !correction.is_empty() {
        blocks.push(Block::Quote(correction.to_string()));
    }
    blocks
}
