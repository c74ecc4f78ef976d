//! What an interview brought about a clause or control, in the words of the notes: facts by mark, evidence seen now and
//! earlier, why it does not apply, what is still open.

use super::desk::Desk;
use crate::{
    document::Column,
    domain::{
        Id, Record,
        kinds::{
            answer::{self, Verdict},
            evidence, item, sighting,
        },
        notes::{self, Mark},
        rounds,
    },
};

/// Heads of columns that stand in a paper only where a row has something in them.
pub const WHY_NOT: &str = "Does not apply because";
pub const OPEN: &str = "Still open";

/// The columns without those of [`WHY_NOT`] and [`OPEN`] that would be empty from top to bottom.
pub fn filled<'a, R>(columns: &[Column<'a, R>], rows: &[(Id, R)]) -> Vec<Column<'a, R>> {
    let said = |cell: &dyn Fn(&R) -> String| rows.iter().any(|(_, row)| !cell(row).is_empty());
    let wanted = |(head, _, cell): &&Column<'a, R>| ![WHY_NOT, OPEN].contains(head) || said(*cell);
    columns.iter().filter(wanted).copied().collect()
}

/// What was noted, shown and said, line by line, and what the person said to it.
pub fn heard(desk: Desk, about: &[&Record]) -> Vec<String> {
    let mut lines = Vec::new();
    for a in about {
        let people = rounds::room::of_answer(desk.view.records, a);
        let told = |text: &str, quoted| rounds::room::with_speaker(desk.view.records, &people, text, quoted);
        lines.extend(notes::lines(a.text(answer::NOTE)).filter_map(|line| match line.mark {
            Mark::Shown => Some(format!("Shown: {}", told(line.text, false))),
            Mark::Said => Some(format!("Said: {}", told(line.text, true))),
            Mark::Plain => Some(told(line.text, false)),
            Mark::Maybe | Mark::Ask | Mark::Private => None,
        }));
        lines.extend(rounds::said_to_facts(a).map(|said| format!("Facts {said}")));
    }
    lines
}

/// The facts that were noted for a finding.
pub fn for_finding(desk: Desk, answer: &Record) -> Vec<String> {
    let people = rounds::room::of_answer(desk.view.records, answer);
    let lines = notes::marked(answer.text(answer::NOTE), Mark::Maybe);
    lines.map(|line| rounds::room::with_speaker(desk.view.records, &people, line.text, false)).collect()
}

/// Differences of view that were noted at the meetings of a round.
pub fn dissent(desk: Desk, round: &Record) -> Vec<String> {
    let noted = rounds::dissent::at_meetings(desk.view, round.id).into_iter();
    let point = |id: Id| desk.view.records.live(id).map_or(String::new(), |a| desk.question(a));
    noted.map(|(id, line)| format!("{}, noted at the meeting: {line}", point(id))).collect()
}

/// Evidence of the answers and of the item: what was seen for these answers, then what is only on file from earlier.
/// With titles and versions, or by id where the paper has its list of evidence.
pub fn evidence_of(desk: Desk, item: &Record, about: &[&Record], by_id: bool) -> Vec<String> {
    let mut ids: Vec<Id> = item.refs(item::EVIDENCE).to_vec();
    ids.extend(about.iter().flat_map(|a| a.refs(answer::EVIDENCE)));
    ids.sort_unstable();
    ids.dedup();
    let answers: Vec<Id> = about.iter().map(|a| a.id).collect();
    let live: Vec<&Record> = ids.iter().filter_map(|id| desk.view.records.live(*id)).collect();
    let (now, earlier): (Vec<&Record>, Vec<&Record>) = live.into_iter().partition(|e| seen(desk, &answers, e));
    let named = |e: &Record| match by_id {
        true => e.id.to_string(),
        false => sighting::named(desk.view, &answers, e),
    };
    let now = now.into_iter().map(|e| format!("Seen: {}", named(e)));
    now.chain(earlier.into_iter().map(|e| format!("On file, not seen here: {}", named(e)))).collect()
}

/// Whether evidence was seen for one of these answers. A file from before there were sightings says of the evidence
/// itself that it was seen.
fn seen(desk: Desk, answers: &[Id], evidence: &Record) -> bool {
    let here = |a: &Id| sighting::of(desk.view, *a, evidence.id).is_some_and(|s| s.date(sighting::SEEN_ON).is_some());
    let before = || sighting::all_of(desk.view, evidence.id).is_empty() && evidence.date(evidence::SEEN).is_some();
    answers.iter().any(here) || (!answers.is_empty() && before())
}

/// Why questions about the item do not apply.
pub fn why_not(about: &[&Record]) -> Vec<String> {
    let of = |a: &&&Record| answer::verdict(a) == Verdict::NotApplicable;
    let said = about.iter().filter(of).map(|a| match a.text(answer::WHY_NOT).trim() {
        "" => "no reason noted".to_string(),
        why => why.to_string(),
    });
    said.collect()
}

/// Questions about the item that wait or were not judged, and the `?` lines of those that were.
pub fn still_open(desk: Desk, about: &[&Record]) -> Vec<String> {
    let mut lines = Vec::new();
    for a in about {
        let number = desk.question(a);
        match answer::verdict(a) {
            Verdict::Parked => {
                let why = Some(a.text(answer::PARKED).trim()).filter(|w| !w.is_empty()).unwrap_or("no reason noted");
                let whom = desk.person(a, answer::PARKED_FOR);
                let whom = if whom.is_empty() { whom } else { format!(", waits for {whom}") };
                let settled = if answer::waits(desk.view, a) { "" } else { ", judged since" };
                lines.push(format!("{number} parked: {why}{whom}{settled}"));
            }
            Verdict::NotLookedAt => lines.push(format!("{number} not judged: {}", a.title())),
            _ => {}
        }
        lines.extend(notes::marked(a.text(answer::NOTE), Mark::Ask).map(|l| format!("{number} to ask: {}", l.text)));
    }
    lines
}
