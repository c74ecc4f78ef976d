//! Parts that plan, audit report and gap report share: frame of a round, people met, evidence, what is open.

use super::{
    desk::{Desk, counted, day, facts, heading, list, note, or, para, table, weekday},
    meetings,
};
use crate::{
    document::{
        Block, Column, Table,
        drawing::{self, SquareRun, Strip, Tint},
    },
    domain::{
        Id, Record, coverage,
        kinds::{
            answer::{self, Verdict},
            evidence, interview, request, round, sighting,
        },
        progress,
    },
};

/// A paper about a round that is not closed says so, and how much has no verdict yet.
pub fn draft_note(desk: Desk, round: &Record) -> Option<Block> {
    if round::State::of(round, round::STATE) == Some(round::State::Closed) {
        return None;
    }
    let all = coverage::Coverage::of(desk.view, coverage::Span::Round(round.id)).total();
    let open = all.total - all.judged();
    let items = counted(all.total, "clause or control", "clauses and controls");
    Some(note(format!("Draft: the round is not closed. {open} of {items} have no verdict yet.")))
}

/// Objectives, scope, criteria, team, days and places.
pub fn frame(desk: Desk, round: &Record) -> Vec<Block> {
    let mut blocks = vec![
        heading("Objectives"),
        para(round.text(round::OBJECTIVE), "No objectives have been written yet."),
        heading("Scope"),
        para(round.text(round::SCOPE), "No scope has been written yet."),
        facts([
            ("Clauses and controls", desk.items_of(round)),
            ("AI systems", or(&desk.named(round.refs(round::SYSTEMS)), "none named")),
        ]),
        heading("Criteria"),
        para(round.text(round::CRITERIA), "No criteria have been written yet."),
        heading("Team, dates and places"),
        facts([
            ("Lead auditor", round.one(round::LEAD).map_or("not named yet".into(), |id| desk.with_role(id))),
            ("Team", or(&people(desk, &others(round)), "no further member")),
            ("Dates", or(&desk.days(round), "not set yet")),
            ("Places", or(round.text(round::PLACES), "not named yet")),
            (
                "Opening meeting",
                or(&meetings::told(desk, round, interview::Type::Opening, round::OPENING), "not set yet"),
            ),
            (
                "Closing meeting",
                or(&meetings::told(desk, round, interview::Type::Closing, round::CLOSING), "not set yet"),
            ),
            ("Questions", or(round.text(round::PACK), "question pack not recorded")),
        ]),
    ];
    if round::Type::of(round, round::TYPE).is_some_and(round::Type::is_audit) {
        blocks.extend([
            heading("Independence"),
            para(round.text(round::INDEPENDENCE), "No statement on independence has been written yet."),
        ]);
    }
    let body = desk.person(round, round::BODY);
    if !body.is_empty() {
        blocks.push(facts([("Body", body)]));
    }
    blocks
}

/// The team without its lead, who is named above it.
fn others(round: &Record) -> Vec<Id> {
    round.refs(round::TEAM).iter().copied().filter(|id| Some(*id) != round.one(round::LEAD)).collect()
}

fn people(desk: Desk, ids: &[Id]) -> String {
    ids.iter().map(|id| desk.with_role(*id)).collect::<Vec<_>>().join("\n")
}

/// Whether an interview has taken place or is under way.
pub fn took_place(interview: &Record) -> bool {
    let begun = matches!(
        interview::State::of(interview, interview::STATE),
        Some(interview::State::Running | interview::State::Held)
    );
    begun || interview.stamp(interview::STARTED).is_some()
}

/// `Tue 2025-06-10 10:12`
pub fn when(interview: &Record) -> String {
    let at = interview.stamp(interview::STARTED).or(interview.stamp(interview::START));
    at.map_or(String::new(), |s| format!("{} {}", weekday(s.date()), s.clock()))
}

/// Everyone who was interviewed, once, with role and times.
pub fn people_met(desk: Desk, round: &Record) -> Block {
    let mut met: Vec<(Id, Vec<&Record>)> = Vec::new();
    for i in desk.interviews(round).into_iter().filter(|i| took_place(i) && !interview::is_meeting(i)) {
        for who in i.refs(interview::WITH) {
            match met.iter_mut().find(|(id, _)| id == who) {
                Some((_, times)) => times.push(i),
                None => met.push((*who, vec![i])),
            }
        }
    }
    let each = |times: &[&Record], f: fn(&Record) -> String| times.iter().map(|i| f(i)).collect::<Vec<_>>().join("\n");
    let columns: &[Column<(Id, Vec<&Record>)>] = &[
        ("Person", 3, &|(who, _)| desk.view.records.name(*who)),
        ("Role", 3, &|(who, times)| or(&desk.role(*who), &desk.cell(times[0], interview::ROLE))),
        ("When", 3, &|(_, times)| each(times, when)),
        ("Interview", 2, &|(_, times)| each(times, |i| i.id.to_string())),
        ("Place", 3, &|(_, times)| each(times, |i| i.text(interview::PLACE).to_string())),
    ];
    table("Interviewed", met, columns, "Nobody has been interviewed yet.")
}

/// Lines about others who sat in, who came and left, as they were noted; that auditor and interviewees were there is
/// said elsewhere.
pub fn others_present(desk: Desk, interview: &Record) -> Vec<String> {
    let at_the_table = interview.refs(interview::WITH).iter().chain(interview.refs(interview::AUDITOR));
    let names: Vec<String> = at_the_table.map(|id| desk.view.records.name(*id)).collect();
    let no_word = |time: &str| !time.contains(char::is_alphabetic);
    let only_names = |line: &str| names.iter().any(|name| line.strip_suffix(name.as_str()).is_some_and(no_word));
    let lines = interview.text(interview::PRESENT).lines().map(str::trim);
    lines.filter(|line| !line.is_empty() && !only_names(line)).map(str::to_string).collect()
}

/// The same of every interview of a round.
pub fn also_present(desk: Desk, round: &Record) -> Option<Block> {
    let of = |i: &Record| (i.id, others_present(desk, i));
    let noted = desk.interviews(round).into_iter().map(of).filter(|(_, lines)| !lines.is_empty());
    let noted: Vec<String> = noted.map(|(id, lines)| format!("{id}: {}", lines.join("; "))).collect();
    (!noted.is_empty()).then(|| Block::Facts(vec![("Also present".into(), noted.join("\n"))]))
}

/// Every piece of evidence behind answers and findings of a round, once.
pub fn evidence_seen(desk: Desk, round: &Record) -> Block {
    let rows = coverage::evidence_of(desk.view, round.id).into_iter().flat_map(|e| {
        let seen = seen_in(desk, round, e).into_iter();
        let seen: Vec<SightRow> = seen.map(|s| SightRow { evidence: e, sighting: Some(s) }).collect();
        if seen.is_empty() { vec![SightRow { evidence: e, sighting: None }] } else { seen }
    });
    let columns: &[Column<SightRow>] = &[
        ("ID", 1, &|s| s.evidence.id.to_string()),
        ("Title", 4, &|s| s.record().title().to_string()),
        ("Version", 1, &|s| s.record().text(s.either(sighting::VERSION, evidence::VERSION)).to_string()),
        ("Form", 2, &|s| {
            let form = desk.cell(s.record(), s.either(sighting::FORM, evidence::FORM));
            or(&form, &desk.cell(s.evidence, evidence::FORM))
        }),
        ("Date seen", 2, &|s| {
            or(&day(s.record().date(s.either(sighting::SEEN_ON, evidence::SEEN))), s.without_day(desk))
        }),
        ("Shown by", 2, &|s| desk.person(s.record(), s.either(sighting::SHOWN_BY, evidence::SHOWN_BY))),
        ("Where kept", 3, &|s| kept(s.evidence, s.record().text(s.either(sighting::PLACE, evidence::WHERE)))),
    ];
    table("Documents, records and observations", rows, columns, "No evidence has been recorded yet.")
}

/// Evidence and one sight of it. What a round was closed with before there were sightings says it of the evidence
/// itself.
struct SightRow<'a> {
    evidence: &'a Record,
    sighting: Option<&'a Record>,
}

impl<'a> SightRow<'a> {
    /// The record that tells of the sight.
    fn record(&self) -> &'a Record {
        self.sighting.unwrap_or(self.evidence)
    }
    /// The field of that record.
    fn either(&self, of_sighting: usize, of_evidence: usize) -> usize {
        if self.sighting.is_some() { of_sighting } else { of_evidence }
    }
    fn without_day(&self, desk: Desk) -> &'static str {
        match self.sighting.is_none() && evidence::last_seen(desk.view, self.evidence).is_some() {
            true => "not seen here",
            false => "named, not seen",
        }
    }
}

/// The sightings of evidence in a round, the earliest first; the same version seen on the same day stands once.
fn seen_in<'a>(desk: Desk<'a>, round: &Record, evidence: &Record) -> Vec<&'a Record> {
    let mut all = sighting::all_of(desk.view, evidence.id);
    all.retain(|s| sighting::round_of(desk.view, s) == Some(round.id));
    let same = |s: &Record| (s.date(sighting::SEEN_ON), s.text(sighting::VERSION).to_string());
    all.sort_by_key(|s| same(s));
    all.dedup_by_key(|s| same(s));
    all
}

/// Where evidence is kept, with its checksum.
fn kept(evidence: &Record, place: &str) -> String {
    match evidence.text(evidence::HASH) {
        "" => place.to_string(),
        hash => format!("{place}\nSHA-256 {hash}").trim().to_string(),
    }
}

/// Why steps about these records were let through although a rule asked, or what was taken over unchecked; nothing if
/// there is none.
pub fn exceptions(desk: Desk, about: &[Id]) -> Vec<Block> {
    let told = desk.view.records.reasons().filter(|r| about.iter().any(|id| r.about.contains(id)));
    let lines: Vec<String> = told.map(|r| r.line()).collect();
    if lines.is_empty() { Vec::new() } else { vec![heading("Reasons given for exceptions"), Block::List(lines)] }
}

/// Questions that are parked, with reason and person.
pub fn parked(desk: Desk, round: &Record) -> Vec<String> {
    coverage::parked(desk.view, Some(round.id))
        .into_iter()
        .map(|a| {
            let why = or(a.text(answer::PARKED), "no reason noted");
            let whom = match desk.person(a, answer::PARKED_FOR) {
                name if name.is_empty() => String::new(),
                name => format!(", waits for {name}"),
            };
            format!("{}, {}: {why}{whom}", desk.question(a), about(desk, a))
        })
        .collect()
}

/// The item of an answer, or its question if it is about none.
pub fn about(desk: Desk, answer: &Record) -> String {
    answer.one(answer::ITEM).map_or_else(|| answer.title().to_string(), |id| desk.item(id))
}

/// Evidence that is still awaited in a round.
pub fn open_requests(desk: Desk, round: &Record) -> Block {
    let lines = coverage::open_requests(desk.view, Some(round.id)).into_iter().map(|r| request_line(desk, r));
    list(lines.collect(), "No promised evidence is open.")
}

/// What was promised, by whom, by when.
pub fn request_line(desk: Desk, request: &Record) -> String {
    let from = or(&desk.person(request, request::FROM), "nobody named");
    let due = request.date(request::DUE).map_or("no date".into(), |d| format!("by {d}"));
    let late = progress::late_days(desk.view, request).map_or(String::new(), |d| format!(", late {d} d"));
    format!("{} {} ({from}, {due}{late})", request.id, request.title())
}

/// The head of a column that counts verdicts of an audit; the full words are too wide for it.
pub fn short(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Improve => "OFI",
        Verdict::Minor => "minor NC",
        Verdict::Major => "major NC",
        Verdict::NotApplicable => "n/a",
        other => other.label(),
    }
}

/// Counts of verdicts by heading; `head` names a column.
pub fn coverage_table(desk: Desk, round: &Record, head: fn(Verdict) -> &'static str) -> Vec<Block> {
    const ORDER: [Verdict; 7] = [
        Verdict::Conforms,
        Verdict::Improve,
        Verdict::Minor,
        Verdict::Major,
        Verdict::NotApplicable,
        Verdict::Parked,
        Verdict::NotLookedAt,
    ];
    let counts = coverage::Coverage::of(desk.view, coverage::Span::Round(round.id));
    type Counted = (String, coverage::Tally);
    let mut rows: Vec<Counted> = counts.rows().map(|(heading, tally)| (heading.label(), *tally)).collect();
    if rows.is_empty() {
        return vec![note("This file holds no clauses or controls to judge.")];
    }
    let all = counts.total();
    rows.push(("All".into(), all));
    let of_verdict = ORDER.map(|verdict| move |(_, tally): &Counted| tally.of(verdict).to_string());
    let mut columns: Vec<Column<Counted>> =
        vec![("Heading", 5, &|(name, _)| name.clone()), ("Items", 1, &|(_, tally)| tally.total.to_string())];
    columns.extend(ORDER.iter().zip(&of_verdict).map(|(v, cell)| -> Column<Counted> { (head(*v), 1, cell) }));
    let pieces: Vec<SquareRun> = ORDER.iter().map(|v| piece(*v, head(*v))).collect();
    let strip = |(name, tally): &Counted| Strip {
        label: name.clone(),
        counts: ORDER.iter().map(|verdict| tally.of(*verdict)).collect(),
    };
    // The last row adds all of them up.
    let strips: Vec<Strip> = rows.iter().take(rows.len() - 1).map(strip).collect();
    let drawn = drawing::coverage("What was judged, heading by heading", &pieces, &strips);
    let table = Table::of("Verdicts by heading", rows, &columns);
    vec![Block::Para(summary(&all)), Block::Drawing(drawn), Block::Table(table)]
}

/// How a verdict is drawn: with the letter of its key.
fn piece(verdict: Verdict, label: &str) -> SquareRun {
    let tint = match verdict {
        Verdict::Conforms => Tint::Low,
        Verdict::Improve => Tint::Medium,
        Verdict::Minor => Tint::High,
        Verdict::Major => Tint::Critical,
        Verdict::NotApplicable => Tint::Plain,
        Verdict::Parked | Verdict::NotLookedAt => Tint::Empty,
    };
    let letter = if verdict == Verdict::NotLookedAt { '.' } else { verdict.letter() };
    SquareRun { letter, label: label.into(), tint }
}

fn summary(all: &coverage::Tally) -> String {
    let judged = format!("{} of {} judged.", all.judged(), counted(all.total, "item", "items"));
    let conform = all.of(Verdict::Conforms);
    match all.unproven {
        _ if conform == 0 => judged,
        0 => format!("{judged} Every item that is in order rests on evidence."),
        n => format!(
            "{judged} Of the {conform} that are in order, {} on words only; “Verdicts without proof” names the answers.",
            counted(n, "rests", "rest")
        ),
    }
}

/// Verdicts that nothing on file proves, named one by one.
pub fn unproven(desk: Desk, round: &Record, label: fn(Verdict) -> &'static str) -> Block {
    let why = |a: &Record| match (a.refs(answer::EVIDENCE).is_empty(), desk.cell(a, answer::PROOF)) {
        (true, proof) if proof.is_empty() || proof == "proven" => "no evidence recorded".to_string(),
        (true, proof) => format!("{proof} only, no evidence recorded"),
        (false, proof) => format!("{proof} only, though evidence is named"),
    };
    let line =
        |a: &Record| format!("{}, {}: {}; {}", desk.question(a), about(desk, a), label(answer::verdict(a)), why(a));
    let lines = coverage::unproven(desk.view, Some(round.id)).into_iter().map(line).collect();
    list(lines, "Every verdict given rests on evidence.")
}
