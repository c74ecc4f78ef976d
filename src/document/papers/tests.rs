//! Every kind of paper on an empty file and on a small organisation, in every format.

use crate::{
    document::{
        Block, DEMO_LINE, Drawing, Needs, Paper, PaperKind, PaperSize, PaperStanding, SizedFormat, build, html,
        markdown, text,
    },
    domain::{
        Id, Kind, Record, Records, Stamp, Value, View,
        kinds::{
            action, answer, assessment, evidence, finding, interview, item, organisation, person, request, risk, round,
            system,
        },
        skeleton,
    },
};
use jiff::civil::{Date, date};

const TODAY: Date = date(2025, 6, 12);
const NASTY: &str = "<b>|*_[x](y)";

fn id(text: &str) -> Id {
    text.parse().unwrap()
}
fn rec(text: &str) -> Record {
    Record::new(id(text))
}
fn to(ids: &str) -> Value {
    Value::refs(ids.split(' ').map(id))
}
fn one(text: &str) -> Value {
    Value::Ref(id(text))
}
fn say(text: &str) -> Value {
    Value::text(text)
}
fn on(day: i8) -> Value {
    Value::Date(date(2025, 6, day))
}
fn at(day: i8, hour: i8) -> Value {
    Value::Stamp(Stamp::at(date(2025, 6, day).at(hour, 0, 0, 0), 120))
}
fn now() -> Stamp {
    Stamp::at(TODAY.at(16, 20, 0, 0), 120)
}

fn people() -> Vec<Record> {
    let person = |n: &str, name: &str, job: &str| rec(n).with(person::NAME, say(name)).with(person::TITLE, say(job));
    vec![
        person("P-1", "A. Brandt", "lead auditor"),
        person("P-2", "R. Okafor", "head of ML"),
        person("P-3", "D. Lind", "operations"),
        person("P-4", "M. Sato", "data steward"),
        rec("ORG-1")
            .with(organisation::NAME, say("Halden <Mobility>"))
            .with(organisation::PURPOSE, organisation::Purpose::Demo.value())
            .with(organisation::EXECUTIVE, one("P-3")),
    ]
}

fn plan() -> Vec<Record> {
    let meeting = |n: &str, who: &str, day: i8, state: interview::State| {
        rec(n)
            .with(interview::TITLE, say("Go-live checks"))
            .with(interview::ROUND, one("RD-2"))
            .with(interview::WITH, to(who))
            .with(interview::START, at(day, 10))
            .with(interview::MINUTES, Value::Number(45))
            .with(interview::STATE, state.value())
            .with(interview::AUDITOR, one("P-1"))
            .with(interview::PLACE, say("room 4"))
    };
    vec![
        rec("RD-1").with(round::TITLE, say("Audit 2024")),
        rec("RD-2")
            .with(round::TITLE, say("Internal audit 2025"))
            .with(round::TYPE, round::Type::Audit.value())
            .with(round::LEAD, one("P-1"))
            .with(round::FROM, on(10))
            .with(round::TO, on(12))
            .with(round::OBJECTIVE, say("Does the AIMS do what it is for?"))
            .with(round::ITEMS, to("8.1 9.1 10.2 A.6.2.4 A.6.2.5 A.6.2.6 A.7.4")),
        meeting("I-1", "P-2", 10, interview::State::Held)
            .with(interview::PRESENT, say("10:05 D. Lind came\n10:30 D. Lind left"))
            .with(interview::CORRECTION, say("the call is weekly")),
        meeting("I-2", "P-2 P-4", 11, interview::State::Held),
        meeting("I-3", "P-3", 12, interview::State::Planned),
    ]
}

fn answers() -> Vec<Record> {
    let asked = |n: u32, interview: &str, item: &str, verdict: answer::Verdict, note: &str| {
        Record::new(Id::new(Kind::Answer, n))
            .with(answer::QUESTION, say(&format!("Question {n}?")))
            .with(answer::INTERVIEW, one(interview))
            .with(answer::ITEM, one(item))
            .with(answer::POSITION, Value::Number(i64::from(n)))
            .with(answer::VERDICT, verdict.value())
            .with(answer::NOTE, say(note))
    };
    use answer::Verdict::*;
    vec![
        asked(1, "I-1", "A.6.2.4", Minor, "product owner chairs\n> release 2.14 has no approver\n! no named approver")
            .with(answer::EVIDENCE, to("E-1 E-2"))
            .with(answer::FACTS, answer::Facts::Disputed.value())
            .with(answer::DISPUTE, say("second record seen, stands")),
        asked(2, "I-1", "A.6.2.5", Parked, "? ask again")
            .with(answer::PARKED, say("waiting for records"))
            .with(answer::PARKED_FOR, one("P-3")),
        asked(3, "I-1", "8.1", Conforms, "\" changes go through the board \""),
        asked(4, "I-2", "9.1", NotLookedAt, ""),
        asked(5, "I-2", "A.7.4", Major, "! nobody checks the data"),
        asked(6, "I-2", "10.2", NotApplicable, "not used here").with(answer::WHY_NOT, say("no case yet")),
        rec("ER-1")
            .with(request::WHAT, say("drift dashboard export"))
            .with(request::FROM, one("P-2"))
            .with(request::DUE, on(11))
            .with(request::ANSWER, one("AW-2")),
    ]
}

fn results() -> Vec<Record> {
    let paper = |n: &str, title: &str| rec(n).with(evidence::TITLE, say(title)).with(evidence::VERSION, say("3"));
    let raised = |n: &str, title: &str, grade: finding::Grade| {
        rec(n).with(finding::TITLE, say(title)).with(finding::GRADE, grade.value()).with(finding::ROUND, one("RD-2"))
    };
    use finding::Grade::{Improve, Major, Minor};
    vec![
        paper("E-1", "Release record alpha").with(evidence::SEEN, on(10)).with(evidence::SHOWN_BY, one("P-2")),
        paper("E-2", "Rule beta"),
        paper("E-3", "Ticket gamma"),
        raised("F-1", "Approver is not named", Minor)
            .with(finding::AGAINST, to("A.6.2.4"))
            .with(finding::ANSWER, one("AW-1"))
            .with(finding::EVIDENCE, to("E-1 E-3"))
            .with(finding::METHOD, finding::Method::FiveWhys.value())
            .with(finding::CAUSE, say("field is new\nnobody was told"))
            .with(finding::ANSWERED, say("we agree"))
            .with(finding::OWNER, one("P-2")),
        raised("F-2", "Data goes unchecked", Major).with(finding::AGAINST, to("A.7.4")),
        raised("F-3", "Tools list could carry versions", Improve),
        raised("F-4", "Nobody graded this", Improve).with(finding::GRADE, Value::Empty),
        rec("F-5").with(finding::TITLE, say("Old design notes")).with(finding::ROUND, one("RD-1")),
        rec("A-1")
            .with(action::TITLE, say("Make the field compulsory"))
            .with(action::ABOUT, to("F-1"))
            .with(action::OWNER, one("P-2"))
            .with(action::DUE, on(1)),
        rec("MR-1").with(crate::domain::kinds::review::TITLE, say("Review of June")),
        rec("PG-1").with(crate::domain::kinds::programme::TITLE, say("Programme 2025")),
        rec("IA-1").with(assessment::TITLE, say("Impact of triage")).with(assessment::SYSTEM, one("S-1")),
        rec("S-1").with(system::NAME, say("claims triage")).with(system::ORIGIN, system::Origin::External.value()),
        rec("R-1")
            .with(risk::TITLE, say("untested change"))
            .with(risk::LIKELIHOOD, Value::Number(4))
            .with(risk::CONSEQUENCE, Value::Number(4))
            .with(risk::CONTROLS, to("A.6.2.4")),
    ]
}

/// A small organisation in the middle of an audit.
fn sample() -> Records {
    let mut records = Records::default();
    let item = |r: &&str| {
        let group = if r.starts_with('A') { item::Group::Control } else { item::Group::Clause };
        rec(r).with(item::TITLE, say(&format!("title of {r}"))).with(item::GROUP, group.value())
    };
    records.put(skeleton::CLAUSES.iter().chain(&skeleton::CONTROLS).map(item));
    records.put([people(), plan(), answers(), results()].concat());
    let out = records.get(id("A.10.4")).unwrap().clone().with(item::USE, item::Use::No.value());
    records.put([out]);
    records
}

fn paper_of(records: &Records, kind: PaperKind) -> Paper {
    let subject = match kind.needs() {
        Needs::Nothing => None,
        Needs::Round => Some(id("RD-2")),
        Needs::Interview => Some(id("I-1")),
        Needs::Finding => Some(id("F-1")),
        Needs::Assessment => Some(id("IA-1")),
        Needs::Review => Some(id("MR-1")),
        Needs::Programme => Some(id("PG-1")),
        Needs::System => Some(id("S-1")),
        Needs::Person => Some(id("P-2")),
    };
    let gap = of_type(records.clone(), "RD-2", round::Type::Gap);
    let records = if kind == PaperKind::GapReport { &gap } else { records };
    build(kind, View { records, today: TODAY }, subject, now(), Some("c0ffee"), PaperStanding::Draft(None)).unwrap()
}

fn of_type(mut records: Records, n: &str, typ: round::Type) -> Records {
    let round = records.get(id(n)).unwrap().clone().with(round::TYPE, typ.value());
    records.put([round]);
    records
}

/// The rows of the table with this caption.
fn rows<'a>(paper: &'a Paper, caption: &str) -> &'a [Vec<String>] {
    let found = paper.blocks.iter().find_map(|b| match b {
        Block::Table(t) | Block::Drawing(Drawing { table: Some(t), .. }) if t.caption == caption => Some(&t.rows),
        _ => None,
    });
    found.unwrap_or_else(|| panic!("no table {caption}"))
}

fn column(paper: &Paper, caption: &str, column: usize) -> Vec<String> {
    rows(paper, caption).iter().map(|r| r[column].clone()).collect()
}

fn check_formats(paper: &Paper) -> String {
    for block in &paper.blocks {
        if let Block::Table(t) = block {
            assert!(
                t.rows.iter().all(|r| r.len() == t.heads.len()) && t.widths.len() == t.heads.len(),
                "{}",
                t.caption
            );
        }
    }
    let page = html::write(paper, PaperSize::A4);
    html::tests::assert_well_formed(&page);
    // Formats of bytes take every paper; those that are packages have tests of their own.
    for ending in ["docx", "pdf"] {
        let form = SizedFormat::of(std::path::Path::new(&format!("x.{ending}")), PaperSize::Letter).unwrap();
        form.write(paper).unwrap();
    }
    let plain = text::write(paper);
    assert!(plain.lines().all(|l| unicode_width::UnicodeWidthStr::width(l) <= text::WIDTH), "{plain}");
    let md = markdown::write(paper);
    for written in [&page, &md, &plain] {
        assert_eq!(written.contains("DEMO DATA"), paper.demo);
        assert!(written.contains("c0ffee") && written.contains("2025-06-12 16:20"));
    }
    md
}

#[test]
fn every_kind_builds_on_a_small_organisation_and_says_it_is_a_demo() {
    let records = sample();
    for kind in PaperKind::ALL {
        let paper = paper_of(&records, *kind);
        assert!(paper.demo && paper.title.starts_with(kind.title()) && paper.subtitle.starts_with("Halden"));
        assert!(check_formats(&paper).contains(&DEMO_LINE[..9]));
        assert_eq!(PaperKind::of(kind.id()), Some(*kind));
    }
}

/// Every column of every paper, so that nothing moves between them unseen.
#[test]
fn every_paper_of_a_small_organisation_is_as_it_was() {
    let records = sample();
    for kind in PaperKind::ALL {
        insta::with_settings!({
            prepend_module_to_snapshot => false,
            omit_expression => true,
            snapshot_path => "../../../tests/snapshots/papers",
        }, {
            insta::assert_snapshot!(kind.id(), markdown::write(&paper_of(&records, *kind)));
        });
    }
}

#[test]
fn every_kind_builds_on_an_empty_file_and_says_what_is_missing() {
    let mut records = Records::default();
    records.put(["RD-2", "I-1", "F-1", "IA-1", "MR-1", "PG-1", "S-1", "P-2"].map(rec));
    for kind in PaperKind::ALL {
        let paper = paper_of(&records, *kind);
        assert!(!paper.demo && paper.subtitle.starts_with("Organisation not named yet"));
        check_formats(&paper);
    }
    let report = markdown::write(&paper_of(&records, PaperKind::AuditReport));
    for honest in
        ["No conclusion has been written yet", "Nobody has been interviewed yet", "No evidence has been recorded"]
    {
        assert!(report.contains(honest), "{honest}");
    }
    let soa = markdown::write(&paper_of(&records, PaperKind::Soa));
    assert!(soa.contains("38 controls of Annex A are missing") && soa.contains("not ready for approval"));
}

#[test]
fn a_wrong_subject_is_refused_in_a_sentence() {
    let mut records = sample();
    let of = |records: &Records, kind: PaperKind, subject: Option<Id>| {
        build(kind, View { records, today: TODAY }, subject, now(), None, PaperStanding::Draft(None)).unwrap_err()
    };
    let refusal = |records: &Records, subject: Option<Id>| of(records, PaperKind::AuditPlan, subject);
    assert_eq!(refusal(&records, Some(id("F-1"))), "Audit plan is about a round; F-001 is not one");
    assert_eq!(refusal(&records, Some(id("RD-9"))), "there is no round RD-09 in this file");
    let several = of(&records, PaperKind::Finding, None);
    assert!(several.starts_with("Finding sheet is about a finding: name one, as F-001 Approver"), "{several}");
    let hidden = Record { hidden: true, ..records.get(id("RD-2")).unwrap().clone() };
    records.put([hidden]);
    assert!(refusal(&records, Some(id("RD-2"))).contains("deleted"));
    assert_eq!(refusal(&records, None), "Audit plan is about an internal audit; there is none yet");
    records.put([rec("R-9").with(risk::NOTES, Value::Unread)]);
    assert!(refusal(&records, Some(id("RD-1"))).contains("R-09 have not been read"));
}

#[test]
fn a_gap_round_is_never_printed_as_an_audit_nor_an_audit_as_a_gap_analysis() {
    let records = of_type(sample(), "RD-2", round::Type::Gap);
    let told = |records: &Records, kind| {
        build(kind, View { records, today: TODAY }, Some(id("RD-2")), now(), None, PaperStanding::Draft(None))
            .map(|paper| paper.title)
    };
    let no = |paper: &str| Err(format!("RD-02 is a gap analysis: its paper is the gap report, not the {paper}"));
    assert_eq!(told(&records, PaperKind::AuditReport), no("audit report"));
    assert_eq!(told(&records, PaperKind::AuditPlan), no("audit plan"));
    assert!(told(&records, PaperKind::GapReport).is_ok() && told(&records, PaperKind::BlankChecklist).is_ok());
    let no = "RD-02 is an internal audit: its paper is the audit report, not the gap report";
    assert_eq!(told(&sample(), PaperKind::GapReport), Err(no.into()));
}

#[test]
fn without_a_name_a_paper_is_about_the_latest_round_of_its_type() {
    let mut records = sample();
    let new = |n: &str, typ: round::Type, state: round::State, from: Date| {
        rec(n).with(round::TYPE, typ.value()).with(round::STATE, state.value()).with(round::FROM, Value::Date(from))
    };
    use round::{State::*, Type::*};
    records.put([
        rec("RD-2").with(round::TYPE, Audit.value()).with(round::STATE, Running.value()).with(round::TO, on(12)),
        new("RD-3", Audit, Closed, date(2024, 5, 2)),
        new("RD-4", Gap, Closed, date(2025, 5, 2)),
        new("RD-5", Gap, Closed, date(2023, 5, 2)),
        new("RD-6", Audit, Planned, date(2025, 11, 3)),
    ]);
    let about = |kind| {
        let paper =
            build(kind, View { records: &records, today: TODAY }, None, now(), None, PaperStanding::Draft(None))
                .unwrap();
        paper.title[kind.title().len() + 1..][..5].to_string()
    };
    assert_eq!(about(PaperKind::AuditReport), "RD-02");
    assert_eq!(about(PaperKind::AuditPlan), "RD-06", "what is planned has a plan and no report");
    assert_eq!(about(PaperKind::GapReport), "RD-04");
}

#[test]
fn recap_and_plan_hold_no_verdict_grade_or_finding() {
    let records = sample();
    for kind in [PaperKind::Recap, PaperKind::AuditPlan] {
        let md = check_formats(&paper_of(&records, kind)).to_lowercase();
        for verdict in answer::Verdict::ALL {
            assert!(!md.contains(verdict.label()) && !md.contains(verdict.gap_label()), "{kind:?} {}", verdict.label());
        }
        for secret in ["f-001", "approver is not named", "f-002"] {
            assert!(!md.contains(secret), "{kind:?} {secret}");
        }
        // A fact that may become a finding is read out, without its mark, to the person who is to confirm it; a plan
        // tells nobody of it.
        assert_eq!(md.contains("no named approver"), kind == PaperKind::Recap, "{md}");
        assert!(!md.contains("! no named"), "{md}");
    }
}

/// ISO 19011, 6.4.7: evidence collected by interview is recorded, and the report rests on it.
#[test]
fn every_line_of_the_notes_reaches_the_reports() {
    for kind in [PaperKind::GapReport, PaperKind::AuditReport] {
        let md = check_formats(&paper_of(&sample(), kind));
        for line in [
            "product owner chairs",
            "Shown: release 2.14 has no approver",
            "Said: “changes go through the board”",
            "Facts disputed: second record seen, stands",
            "I-01 q2 parked: waiting for records, waits for D. Lind",
            "I-01 q2 to ask: ask again",
            "I-02 q1 not judged: Question 4?",
            "Seen: E-01",
            "On file, not seen here: E-02",
        ] {
            assert!(md.contains(line), "{kind:?} {line}\n{md}");
        }
    }
}

#[test]
fn why_something_does_not_apply_has_a_column_of_its_own() {
    let of = |paper: &Paper, wanted: &str| {
        let tables = paper.blocks.iter().filter_map(|b| if let Block::Table(t) = b { Some(t) } else { None });
        let mut cells = Vec::new();
        for t in tables {
            let Some(at) = t.heads.iter().position(|h| h == "Does not apply because") else { continue };
            cells.extend(t.rows.iter().filter(|r| r[0].starts_with(wanted)).map(|r| r[at].clone()));
        }
        cells
    };
    for kind in [PaperKind::GapReport, PaperKind::AuditReport] {
        let paper = paper_of(&sample(), kind);
        assert_eq!(of(&paper, "10.2"), ["no case yet"], "{kind:?}");
        assert_eq!(of(&paper, "8.1"), [""], "{kind:?}");
    }
    // No column where nothing was left out.
    let mut records = sample();
    let applies = records.get(id("AW-6")).unwrap().clone().with(answer::VERDICT, answer::Verdict::Conforms.value());
    records.put([applies]);
    assert!(!check_formats(&paper_of(&records, PaperKind::GapReport)).contains("Does not apply because"));
}

#[test]
fn the_working_paper_has_every_line_with_its_time_and_mark() {
    let mut records = sample();
    let timed = records.get(id("AW-1")).unwrap().clone().with(answer::TIMES, say("10:36 10:37 -"));
    records.put([timed]);
    let paper = paper_of(&records, PaperKind::WorkingPaper);
    let lines = rows(&paper, "");
    let first: Vec<[&str; 4]> = lines.iter().take(3).map(|r| [&*r[0], &*r[1], &*r[2], &*r[3]]).collect();
    assert_eq!(
        first,
        [
            ["2025-06-10 10:36", "", "noted", "product owner chairs"],
            ["2025-06-10 10:37", "", "shown", "release 2.14 has no approver"],
            ["", "", "may be a finding", "no named approver"],
        ]
    );
    let md = check_formats(&paper);
    for line in [
        "R. Okafor, head of ML",
        "10:05 D. Lind came",
        "minor nonconformity",
        "disputed: second record seen, stands",
        "waiting for records, for D. Lind",
        "ER-01 drift dashboard export (R. Okafor, by 2025-06-11, late 1 d), open",
        "F-001 Approver is not named (minor",
        "not read out",
        "> the call is weekly",
    ] {
        assert!(md.contains(line), "{line}\n{md}");
    }
    assert!(!md.contains("nobody checks the data"), "it is about one interview: {md}");
    // In a gap analysis the same letters speak its own words.
    let gap = records.get(id("RD-2")).unwrap().clone().with(round::TYPE, round::Type::Gap.value());
    records.put([gap]);
    let md = check_formats(&paper_of(&records, PaperKind::WorkingPaper));
    assert!(md.contains("partly in place") && !md.contains("minor nonconformity"), "{md}");
}

#[test]
fn the_recap_has_facts_promises_and_what_is_left() {
    let md = check_formats(&paper_of(&sample(), PaperKind::Recap));
    assert!(
        md.contains("- q1 product owner chairs; release 2.14 has no approver; no named approver (E-01, E-02)\n"),
        "{md}"
    );
    assert!(md.contains("\n- q3 “changes go through the board”"), "{md}");
    assert!(md.contains("\\[ \\] ER-01 drift dashboard export, by 2025-06-11"), "{md}");
    assert!(md.contains("Asked 2 of 3, put off 1."), "{md}");
    assert!(md.contains("- q2 Question 2? (waiting for records, for D. Lind)"), "{md}");
    assert!(md.contains("> the call is weekly") && !md.contains("ask again"));
}

#[test]
fn the_plan_has_its_timetable_in_order() {
    let paper = paper_of(&sample(), PaperKind::AuditPlan);
    let first: Vec<&str> = rows(&paper, "By day and time")[0].iter().map(String::as_str).collect();
    assert_eq!(
        first,
        ["Tue 2025-06-10", "10:00-10:45", "R. Okafor", "head of ML", "8.1, A.6.2.4, A.6.2.5", "room 4", "A. Brandt"]
    );
    assert_eq!(rows(&paper, "By day and time").len(), 3);
}

#[test]
fn the_report_lists_every_finding_person_and_piece_of_evidence_once() {
    let paper = paper_of(&sample(), PaperKind::AuditReport);
    assert_eq!(column(&paper, "Interviewed", 0), ["R. Okafor", "M. Sato"]);
    assert_eq!(column(&paper, "Documents, records and observations", 0), ["E-01", "E-02", "E-03"]);
    assert_eq!(
        column(&paper, "Documents, records and observations", 4),
        ["2025-06-10", "named, not seen", "named, not seen"]
    );
    assert_eq!(column(&paper, "Open, closed since, or from the base round", 0), ["F-005"]);
    let md = check_formats(&paper);
    for once in
        ["Approver is not named", "Data goes unchecked", "Tools list could", "Nobody graded this", "Release record"]
    {
        assert_eq!(md.matches(once).count(), 1, "{once}");
    }
    let place = |text: &str| md.find(text).unwrap_or_else(|| panic!("{text}\n{md}"));
    assert!(place("Data goes unchecked") < place("Approver is not named"));
    assert!(md.contains("4 findings: 1 major, 1 minor, 1 opportunity for improvement. 1 finding is not graded yet."));
}

#[test]
fn the_report_of_an_open_round_is_a_draft_and_counts_its_open_points() {
    let md = check_formats(&paper_of(&sample(), PaperKind::AuditReport));
    for line in [
        "Draft: the round is not closed. 3 of 7 clauses and controls have no verdict yet.",
        "- 1 major nonconformity is open (F-002); certification has to wait until they are closed",
        "- 1 minor nonconformity is open (F-001)",
        "- 3 clauses and controls have no verdict",
        "- 1 promised piece of evidence has not arrived",
    ] {
        assert!(md.contains(line), "{line}\n{md}");
    }
    let mut records = sample();
    let closed = records.get(id("RD-2")).unwrap().clone().with(round::STATE, round::State::Closed.value());
    records.put([closed]);
    assert!(!check_formats(&paper_of(&records, PaperKind::AuditReport)).contains("Draft:"));
    let loose = records.get(id("AW-3")).unwrap().clone().with(answer::VERDICT, answer::Verdict::Improve.value());
    records.put([loose]);
    let md = check_formats(&paper_of(&records, PaperKind::AuditReport));
    assert!(md.contains("- I-01 q3, 8.1 title of 8.1: opportunity for improvement\n"), "{md}");
}

#[test]
fn the_report_names_what_is_open() {
    let paper = paper_of(&sample(), PaperKind::AuditReport);
    let md = check_formats(&paper);
    for line in [
        "I-01 q3, 8.1 title of 8.1: conforms; no evidence recorded",
        "I-01 q2, A.6.2.5 title of A.6.2.5: waiting for records, waits for D. Lind",
        "facts disputed; second record seen, stands",
        "I-01: recap corrected: the call is weekly",
        "ER-01 drift dashboard export (R. Okafor, by 2025-06-11, late 1 d)",
        "I-03 Go-live checks with D. Lind",
        "A.6.2.6\n",
        "I-02 q3, 10.2 title of 10.2: no case yet",
        "D. Lind came; 10:30",
    ] {
        assert!(md.contains(line), "{line}\n{md}");
    }
    let counts = rows(&paper, "By heading and grade; one against several headings counts in each");
    assert_eq!(counts.iter().map(|r| r[1..].join(" ")).collect::<Vec<_>>(), ["0 1 0", "1 0 0"]);
    let all = rows(&paper, "Verdicts by heading").last().unwrap().join(" ");
    assert_eq!(all, "All 7 1 0 1 1 1 1 2");
}

#[test]
fn the_gap_report_reads_verdicts_in_its_own_words() {
    let paper = paper_of(&sample(), PaperKind::GapReport);
    let md = check_formats(&paper);
    assert!(md.contains("50 percent of what was judged is in place."), "{md}");
    let life = rows(&paper, "A.6 AI system life cycle");
    assert_eq!(life[0][2], "partly in place");
    assert_eq!(life[0][4], "F-001 Approver is not named");
    assert_eq!(life[0][7], "A-01 Make the field compulsory (R. Okafor, by 2025-06-01, open, late 11 d)");
    assert_eq!(rows(&paper, "A.7 Data for AI systems")[0][7], "no action yet");
    assert!(!md.to_lowercase().contains("nonconformity"));
}

#[test]
fn the_statement_lists_every_control_and_what_blocks_it() {
    let paper = paper_of(&sample(), PaperKind::Soa);
    let all: usize = paper.blocks.iter().map(|b| if let Block::Table(t) = b { t.rows.len() } else { 0 }).sum();
    assert_eq!(all, 38);
    let md = check_formats(&paper);
    assert!(
        md.contains("1 control is left out without a reason: A.10.4") && md.contains("37 controls are not decided")
    );
    assert!(!md.contains("title of 4.1"));
}

#[test]
fn sheets_and_lists_say_whose_turn_it_is() {
    let records = sample();
    let sheet = check_formats(&paper_of(&records, PaperKind::Finding));
    assert!(sheet.contains("- Why 1: field is new\n- Why 2: nobody was told") && sheet.contains("> we agree"));
    let actions = paper_of(&records, PaperKind::ActionList);
    assert_eq!(column(&actions, "Earliest due first", 6), ["open, late 11 d"]);
    let register = paper_of(&records, PaperKind::RiskRegister);
    assert_eq!(rows(&register, "Risks, highest first")[0][5], "C (4 x 4)");
    assert_eq!(rows(&register, "Current ratings")[1][4], "C R-01");
    assert!(markdown::write(&register).contains("1 risk above appetite has no owner: R-01"));
    let inventory = markdown::write(&paper_of(&records, PaperKind::Inventory));
    assert!(inventory.contains("external, but no supplier"), "{inventory}");
}

#[test]
fn text_of_records_stays_text_in_every_format() {
    let mut records = sample();
    let nasty = format!("{NASTY} | x");
    for who in ["F-1", "RD-2", "I-1", "S-1", "R-1", "A-1", "E-1", "P-2", "A.6.2.4"] {
        let record = records.get(id(who)).unwrap().clone();
        let title = record.id.kind.spec().title;
        records.put([record.with(title, say(&nasty))]);
    }
    let how = records.get(id("A.6.2.4")).unwrap().clone().with(item::HOW, say("one\n| two |\n<img src=x>"));
    records.put([how]);
    for kind in PaperKind::ALL {
        let paper = paper_of(&records, *kind);
        let md = check_formats(&paper).replace("\\<", "");
        assert!(!md.contains('<'), "{kind:?}");
        assert!(!md.contains("|*_["), "{kind:?}");
        assert!(
            !html::write(&paper, PaperSize::A4).contains("<b>") && !html::write(&paper, PaperSize::A4).contains("<img"),
            "{kind:?}"
        );
    }
    let soa = check_formats(&paper_of(&records, PaperKind::Soa));
    assert!(soa.contains("one / \\| two \\| / \\<img src=x\\>"), "{soa}");
}

#[test]
fn what_was_noted_at_the_closing_meeting_is_in_wrap_up_and_report_and_an_invitation_is_no_attendance() {
    let mut records = sample();
    records.put([
        rec("I-9")
            .with(interview::TYPE, interview::Type::Closing.value())
            .with(interview::ROUND, one("RD-2"))
            .with(interview::WITH, to("P-2 P-3"))
            .with(interview::STATE, interview::State::Held.value())
            .with(interview::PRESENT, say("16:00 R. Okafor came")),
        rec("AW-9")
            .with(answer::INTERVIEW, one("I-9"))
            .with(answer::QUESTION, say("Closing meeting"))
            .with(answer::NOTE, say("F-1 disputed by Okafor\nF-2 accepted")),
    ]);
    for kind in [PaperKind::WrapUp, PaperKind::AuditReport] {
        let md = check_formats(&paper_of(&records, kind));
        assert!(md.contains("- I-09 q1, noted at the meeting: F-1 disputed by Okafor"), "{kind:?} {md}");
        assert!(md.contains("- F-2 accepted"), "{kind:?} {md}");
        assert!(md.contains("present: 16:00 R. Okafor came; invited, nothing noted of: D. Lind"), "{kind:?} {md}");
        assert!(!md.contains("noted at the meeting: F-2"), "{kind:?} {md}");
    }
    let planned = records.get(id("I-9")).unwrap().clone().with(interview::STATE, interview::State::Planned.value());
    records.put([planned]);
    let md = check_formats(&paper_of(&records, PaperKind::WrapUp));
    assert!(md.contains("not held yet; invited: R. Okafor"), "{md}");
}
