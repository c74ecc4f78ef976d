//! The audit report: what was audited, how, by whom, with whom; findings, coverage, evidence, conclusion, limits.

use super::{
    PaperDraft, conclusion,
    desk::{Desk, by_heading as by_topic, counted, facts, heading, list, note, or, para, sub, table},
    facts as from_notes, meetings, parts, samples, second, titled, trails,
};
use crate::{
    document::{Block, Column, PaperKind, Table},
    domain::{
        Id, Kind, Record, claims, coverage,
        kinds::{
            answer::{self, Facts, Verdict},
            finding::{self, Grade, Step},
            interview, programme_area, round,
        },
        progress,
        value::join_ids,
    },
};

pub fn build(desk: Desk, round: &Record) -> PaperDraft {
    let findings = findings_of(desk, round);
    let mut blocks: Vec<Block> = parts::draft_note(desk, round).into_iter().collect();
    blocks.extend([
        facts([
            ("Report number", round.id.to_string()),
            ("Kind of round", desk.cell(round, round::TYPE)),
            ("State", or(&desk.cell(round, round::STATE), "planned")),
        ]),
        heading("Summary"),
        para(round.text(round::CONCLUSION), "No conclusion has been written yet."),
        Block::Para(in_numbers(&findings)),
    ]);
    blocks.extend(asked_of_auditee(desk, round));
    blocks.extend([sub("Open points"), list(conclusion::open_points(desk, round, &findings), "No point is open.")]);
    blocks.extend(parts::frame(desk, round));
    blocks.extend([heading("People met"), parts::people_met(desk, round)]);
    blocks.extend(parts::also_present(desk, round));
    blocks.extend(meetings::blocks(desk, round));
    blocks.push(heading("Findings"));
    blocks.extend(by_heading(&findings));
    blocks.extend(findings_by_grade(desk, &findings));
    blocks.extend(not_raised(desk, round));
    blocks.extend([
        heading("Strengths"),
        para(round.text(round::STRENGTHS), "No strengths have been written yet."),
        heading("Coverage"),
    ]);
    blocks.extend(parts::coverage_table(desk, round, parts::short));
    blocks.push(item_table(desk, round));
    blocks.extend(what_was_said(desk, round));
    blocks.extend(trails::blocks(desk, round));
    blocks.push(heading("Verdicts without proof"));
    blocks.push(parts::unproven(desk, round, Verdict::label));
    blocks.extend([heading("Evidence seen"), parts::evidence_seen(desk, round)]);
    blocks.extend([heading("Evidence still awaited"), parts::open_requests(desk, round)]);
    blocks.extend([
        heading("Samples"),
        para(round.text(round::METHODS), "Methods and sampling have not been written yet."),
        note("An audit looks at samples. Faults may exist where no sample was drawn."),
    ]);
    blocks.extend(samples::blocks(desk, &desk.answers(round)));
    blocks.extend(open_ends(desk, round));
    blocks.extend(second::blocks(desk, round));
    blocks.extend(closing(desk, round));
    blocks.extend(conclusion::on_readiness(desk, round, &findings));
    (titled(PaperKind::AuditReport, round), vec![desk.days(round), round.text(round::PLACES).into()], blocks)
}

/// What is recommended, and by when the auditee answers, where either is noted.
fn asked_of_auditee(desk: Desk, round: &Record) -> Option<Block> {
    let mut said = vec![("Recommendation", round::RECOMMENDATION), ("Answers due", round::ANSWERS_DUE)];
    said.retain(|(_, field)| !desk.cell(round, *field).is_empty());
    (!said.is_empty()).then(|| facts(said.into_iter().map(|(label, field)| (label, desk.cell(round, field)))))
}

/// Findings of a round, gravest first.
fn findings_of<'a>(desk: Desk<'a>, round: &Record) -> Vec<&'a Record> {
    let mut list: Vec<&Record> = desk.view.records.linked(round.id, Kind::Finding, finding::ROUND).collect();
    list.sort_by_key(|f| (std::cmp::Reverse(Grade::of(f, finding::GRADE)), f.id));
    list
}

pub(super) fn graded<'a>(findings: &[&'a Record], grade: Option<Grade>) -> Vec<&'a Record> {
    findings.iter().copied().filter(|f| Grade::of(f, finding::GRADE) == grade).collect()
}

fn in_numbers(findings: &[&Record]) -> String {
    let n = |g| graded(findings, Some(g)).len();
    let mut text = format!(
        "{}: {} major, {} minor, {}.",
        counted(findings.len(), "finding", "findings"),
        n(Grade::Major),
        n(Grade::Minor),
        counted(n(Grade::Improve), "opportunity for improvement", "opportunities for improvement")
    );
    let ungraded = graded(findings, None).len();
    if ungraded > 0 {
        text.push_str(&format!(" {} not graded yet.", counted(ungraded, "finding is", "findings are")));
    }
    text
}

/// Verdicts that a reader of the coverage would look for among the findings in vain.
fn not_raised(desk: Desk, round: &Record) -> Vec<Block> {
    let line = |a: &Record| {
        let facts = from_notes::for_finding(desk, a);
        let breach = matches!(answer::verdict(a), Verdict::Minor | Verdict::Major);
        let facts = match (facts.is_empty(), breach) {
            (false, _) => format!(": {}", facts.join("; ")),
            (true, true) => ": no fact was noted for it".to_string(),
            (true, false) => String::new(),
        };
        format!("{}, {}: {}{facts}", desk.question(a), parts::about(desk, a), answer::verdict(a).label())
    };
    match coverage::without_finding(desk.view, round.id) {
        none if none.is_empty() => Vec::new(),
        those => {
            vec![
                sub("A breach or an opportunity was judged, no finding raised"),
                list(those.into_iter().map(line).collect(), ""),
            ]
        }
    }
}

/// How many findings of each grade there are against each heading; `None` when there are none against any.
fn by_heading(findings: &[&Record]) -> Option<Block> {
    type Here<'a> = (&'a coverage::Heading, Vec<&'a Record>);
    let rows = coverage::HEADINGS.iter().copied().enumerate().map(|(place, heading)| {
        let against = |f: &&&Record| f.refs(finding::AGAINST).iter().any(|i| coverage::heading_index(*i) == place);
        (heading, findings.iter().filter(against).copied().collect())
    });
    let rows: Vec<Here> = rows.filter(|(_, here): &Here| !here.is_empty()).collect();
    let n = |(_, here): &Here, grade| graded(here, Some(grade)).len().to_string();
    let columns: &[Column<Here>] = &[
        ("Heading", 6, &|(heading, _)| heading.label()),
        ("Major", 1, &|row| n(row, Grade::Major)),
        ("Minor", 1, &|row| n(row, Grade::Minor)),
        ("Improve", 1, &|row| n(row, Grade::Improve)),
    ];
    let caption = "By heading and grade; one against several headings counts in each";
    (!rows.is_empty()).then(|| Block::Table(Table::of(caption, rows, columns)))
}

fn findings_by_grade(desk: Desk, findings: &[&Record]) -> Vec<Block> {
    const PARTS: [(Option<Grade>, &str, &str); 4] = [
        (Some(Grade::Major), "Major nonconformities", "No major nonconformity was raised."),
        (Some(Grade::Minor), "Minor nonconformities", "No minor nonconformity was raised."),
        (Some(Grade::Improve), "Opportunities for improvement", "No opportunity for improvement was raised."),
        (None, "Findings without a grade", ""),
    ];
    let mut blocks = Vec::new();
    for (grade, title, none) in PARTS {
        let those = graded(findings, grade);
        if those.is_empty() && grade.is_none() {
            continue;
        }
        blocks.push(sub(title));
        if those.is_empty() {
            blocks.push(note(none));
        }
        those.iter().for_each(|f| blocks.extend(one_finding(desk, f)));
    }
    blocks
}

fn one_finding(desk: Desk, f: &Record) -> Vec<Block> {
    let against = desk.named(f.refs(finding::AGAINST));
    let criterion = Some(f.text(finding::CRITERION)).filter(|text| *text != against).unwrap_or_default();
    let asked = [against.clone(), f.text(finding::RULE).into(), criterion.into()];
    let condition = f.text(finding::CONDITION);
    let unnamed = desk.not_named(f.refs(finding::EVIDENCE), condition);
    let seen = [condition.to_string(), join_ids(&unnamed, ", ")];
    let stated = [f.title(), f.text(finding::EFFECT)].map(String::from);
    let step = finding::step(f);
    let mut list = vec![
        ("Requirement", joined(&asked)),
        ("Evidence", if finding::rests_on_nothing(f) { "No evidence was noted.".into() } else { joined(&seen) }),
        ("How far", f.text(finding::EXTENT).trim().to_string()),
        ("Repeat of", repeats(desk, f)),
        ("Statement", joined(&stated)),
        ("Grade rests on", or(&desk.cell(f, finding::TEST), "not tested yet")),
        ("AI systems", desk.named(f.refs(finding::SYSTEMS)).replace('\n', ", ")),
        ("Owner and due", owner_and_due(desk, f)),
        ("Step", format!("{} of {}, {}", step as usize + 1, Step::ALL.len(), step.label())),
    ];
    list.retain(|(_, text)| !text.is_empty());
    if !f.text(finding::ANSWERED).is_empty() {
        list.push(("Auditee's answer", f.text(finding::ANSWERED).into()));
    }
    if !f.text(finding::ADVICE).is_empty() {
        list.push(("Advice", f.text(finding::ADVICE).into()));
    }
    let from = f.one(finding::ANSWER).and_then(|id| desk.view.records.live(id));
    let from = from.map_or(String::new(), |a| format!(", from {}", desk.question(a)));
    vec![Block::Heading(3, format!("{}{from}", f.id)), facts(list)]
}

/// Earlier findings of the same, with how each ended.
fn repeats(desk: Desk, f: &Record) -> String {
    let earlier = finding::repeats(desk.view, f).into_iter().filter_map(|id| desk.view.records.live(id));
    earlier.map(|e| format!("{} {}, {}", e.id, e.title(), state_of(desk, e))).collect::<Vec<_>>().join("\n")
}

fn owner_and_due(desk: Desk, f: &Record) -> String {
    let owner = or(&desk.person(f, finding::OWNER), "no owner agreed");
    format!("{owner}, {}", f.date(finding::DUE).map_or("no date agreed".into(), |d| format!("by {d}")))
}

fn joined(parts: &[String]) -> String {
    parts.iter().map(|p| p.trim()).filter(|p| !p.is_empty()).collect::<Vec<_>>().join("\n")
}

/// Each item with its verdict and the questions that covered it.
fn item_table(desk: Desk, round: &Record) -> Block {
    let span = coverage::Span::Round(round.id);
    let answers = desk.answers(round);
    type Asked<'a> = (&'a Record, Vec<&'a Record>);
    let rows = coverage::items(desk.view, span).into_iter().map(|item| -> Asked {
        (item, answers.iter().copied().filter(|a| a.one(answer::ITEM) == Some(item.id)).collect())
    });
    let seen = |about: &[&Record]| {
        let mut seen: Vec<Id> = about.iter().flat_map(|a| a.refs(answer::EVIDENCE)).copied().collect();
        seen.sort_unstable();
        seen.dedup();
        seen
    };
    let asked = |about: &[&Record]| about.iter().map(|a| desk.question(a)).collect::<Vec<_>>().join(", ");
    let columns: &[Column<Asked>] = &[
        ("Item", 5, &|(item, _)| desk.item(item.id)),
        ("Verdict", 3, &|(item, _)| coverage::judged(desk.view, item, span).0.label().into()),
        ("Asked in", 3, &|(_, about)| or(&asked(about), "not asked")),
        ("Evidence", 2, &|(_, about)| desk.view.records.called_all(&seen(about), ", ")),
    ];
    table("Clauses and controls by interview", rows, columns, "No clause or control is in scope.")
}

/// Each item that was asked about, with what the notes hold of it: the report says what its verdicts rest on.
fn what_was_said(desk: Desk, round: &Record) -> Vec<Block> {
    let answers = desk.answers(round);
    type Asked<'a> = (&'a Record, Vec<&'a Record>);
    let about = |item: &Record| answers.iter().copied().filter(|a| a.one(answer::ITEM) == Some(item.id)).collect();
    let items = coverage::items(desk.view, coverage::Span::Round(round.id)).into_iter();
    let rows: Vec<(Id, Asked)> = items
        .map(|item| (item.id, (item, about(item))))
        .filter(|(_, (_, about)): &(Id, Asked)| !about.is_empty())
        .collect();
    let said = |item: &Record, about: &[&Record]| {
        let mut lines = from_notes::heard(desk, about);
        lines.extend(from_notes::evidence_of(desk, item, about, true));
        or(&lines.join("\n"), "nothing recorded")
    };
    let columns: &[Column<Asked>] = &[
        ("Item", 4, &|(item, _)| desk.item(item.id)),
        ("What was heard and seen", 8, &|(item, about)| said(item, about)),
        (from_notes::WHY_NOT, 3, &|(_, about)| from_notes::why_not(about).join("\n")),
        (from_notes::OPEN, 4, &|(_, about)| from_notes::still_open(desk, about).join("\n")),
    ];
    let columns = from_notes::filled(columns, &rows);
    let mut blocks = vec![heading("What was heard and seen")];
    blocks.extend(by_topic(rows, &columns, "No question was asked yet."));
    blocks
}

/// What was not covered and why, differences that stayed, and what became of earlier findings.
fn open_ends(desk: Desk, round: &Record) -> Vec<Block> {
    let answers = desk.answers(round);
    let unasked = coverage::unasked(desk.view, round.id);
    let mut blocks = vec![heading("Not covered"), sub("Parked questions")];
    blocks.push(list(parts::parked(desk, round), "No question is parked."));
    blocks.push(sub("Items without a question"));
    let names: Vec<Id> = unasked.iter().map(|i| i.id).collect();
    blocks.push(para(&join_ids(&names, ", "), "Every item in scope had a question."));
    let held_off: Vec<String> = desk
        .interviews(round)
        .iter()
        .filter(|i| !parts::took_place(i))
        .map(|i| format!("{} {} with {}", i.id, i.title(), or(&desk.names(i.refs(interview::WITH)), "nobody named")))
        .collect();
    blocks.extend([sub("Interviews not held"), list(held_off, "Every planned interview was held or is under way.")]);
    let no_need: Vec<String> = answers
        .iter()
        .filter(|a| answer::verdict(a) == Verdict::NotApplicable)
        .map(|a| {
            format!(
                "{}, {}: {}",
                desk.question(a),
                parts::about(desk, a),
                or(a.text(answer::WHY_NOT), "no reason noted")
            )
        })
        .collect();
    blocks.extend([sub("Not applicable"), list(no_need, "No question was found not to apply.")]);
    blocks.extend([heading("Differences of view"), differences(desk, round, &answers)]);
    blocks.extend([heading("Earlier findings"), earlier(desk, round)]);
    let mut about = vec![round.id];
    about.extend(desk.interviews(round).iter().map(|i| i.id));
    about.extend(desk.linked(round.id, Kind::Finding, finding::ROUND).iter().map(|f| f.id));
    let areas = desk.linked(round.id, Kind::ProgrammeArea, programme_area::ROUND);
    about.extend(areas.iter().map(|line| line.id));
    about.extend(answers.iter().map(|a| a.id));
    blocks.extend(parts::exceptions(desk, &about));
    blocks
}

fn differences(desk: Desk, round: &Record, answers: &[&Record]) -> Block {
    let disputed = answers.iter().filter(|a| Facts::of(a, answer::FACTS) == Some(Facts::Disputed)).map(|a| {
        let end = or(a.text(answer::DISPUTE), "not settled");
        format!("{}, {}: facts disputed; {end}", desk.question(a), parts::about(desk, a))
    });
    let corrected = desk.interviews(round).into_iter().filter(|i| !i.text(interview::CORRECTION).trim().is_empty());
    let corrected = corrected.map(|i| format!("{}: recap corrected: {}", i.id, i.text(interview::CORRECTION).trim()));
    let against = claims::contradictions(desk.view, Some(round.id)).into_iter().map(|c| {
        let end = or(c.answer.text(answer::SETTLED), "not settled");
        format!(
            "{} contradicts {}, {}: {end}",
            desk.question(c.answer),
            desk.question(c.other),
            parts::about(desk, c.answer)
        )
    });
    let none = "No facts were disputed, no answers contradict each other and no recap was corrected.";
    let noted = from_notes::dissent(desk, round);
    list(disputed.chain(against).chain(corrected).chain(noted).collect(), none)
}

/// Whether a finding of another round or source is older than this round.
pub(super) fn raised_before(round: &Record, f: &Record) -> bool {
    match (f.one(finding::ROUND), f.stamp(finding::RAISED), round.date(round::FROM)) {
        (Some(other), ..) => other < round.id,
        (None, Some(raised), Some(begun)) => raised.date() < begun,
        (None, ..) => true,
    }
}

/// Findings of earlier rounds and other sources: those still open, those closed since this round began, and all of
/// the round it started from.
fn earlier(desk: Desk, round: &Record) -> Block {
    let begun = round.date(round::FROM);
    let matters = |f: &Record| {
        let from_base = f.one(finding::ROUND).is_some() && f.one(finding::ROUND) == round.one(round::BASE);
        let since = begun.is_some() && f.date(finding::CLOSED) >= begun;
        finding::is_open(f) || since || from_base
    };
    let elsewhere = |f: &&Record| f.one(finding::ROUND) != Some(round.id) && raised_before(round, f) && matters(f);
    let columns: &[Column<&Record>] = &[
        ("ID", 1, &|f| f.id.to_string()),
        ("Grade", 1, &|f| or(&desk.cell(f, finding::GRADE), "not graded")),
        ("Finding", 5, &|f| f.title().to_string()),
        ("Owner", 2, &|f| desk.person(f, finding::OWNER)),
        ("State", 2, &|f| state_of(desk, f)),
        ("Asked after in", 3, &|f| or(&asked_after(desk, round, f), "not asked after")),
        ("Effective", 2, &|f| or(&desk.cell(f, finding::EFFECTIVE), "not judged")),
    ];
    let rows = desk.all(Kind::Finding).into_iter().filter(elsewhere);
    let none = "No finding of an earlier round or another source is open.";
    table("Open, closed since, or from the base round", rows, columns, none)
}

/// Where a finding was asked after in a round, and with what verdict.
fn asked_after(desk: Desk, round: &Record, f: &Record) -> String {
    let after = desk.view.records.linked(f.id, Kind::Answer, answer::FOLLOWS);
    let here = after.filter(|a| answer::round_of(desk.view.records, a) == Some(round.id));
    let told: Vec<String> = here.map(|a| format!("{}: {}", desk.question(a), answer::verdict(a).label())).collect();
    told.join("\n")
}

/// When it was closed, else its step and how late it is.
fn state_of(desk: Desk, f: &Record) -> String {
    match f.date(finding::CLOSED) {
        Some(closed) if !finding::is_open(f) => format!("closed {closed}"),
        _ => {
            let late = progress::late_days(desk.view, f).map_or(String::new(), |d| format!(", late {d} d"));
            format!("{}{late}", or(&desk.cell(f, finding::STEP), "new"))
        }
    }
}

fn closing(desk: Desk, round: &Record) -> Vec<Block> {
    vec![
        heading("Limits"),
        para(round.text(round::LIMITS), "No limits have been written yet."),
        heading("Distribution and signatures"),
        facts([("Distribution", or(round.text(round::DISTRIBUTION), "not set yet"))]),
        Block::Sign(vec![
            format!(
                "Lead auditor{}",
                match desk.person(round, round::LEAD) {
                    name if name.is_empty() => String::new(),
                    name => format!(" ({name})"),
                }
            ),
            "Reviewed".into(),
            "Received for the auditee".into(),
        ]),
    ]
}
