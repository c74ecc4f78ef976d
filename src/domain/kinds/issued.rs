//! Issued papers: a paper as it was given out, with the step it was made from, who approved it, and its words.

use super::prelude::*;

choices! {
    /// Which paper it is; the codes are those of `aims report`.
    Paper PAPERS {
        GapReport = choice("gap-report", "gap report", 'g'),
        Soa = choice("soa", "Statement of Applicability", 's'),
        AuditPlan = choice("audit-plan", "audit plan", 'p'),
        AuditReport = choice("audit-report", "audit report", 'a'),
        Finding = choice("finding", "finding sheet", 'f'),
        Recap = choice("recap", "interview recap", 'c'),
        RiskRegister = choice("risk-register", "risk register", 'r'),
        ActionList = choice("action-list", "action list", 't'),
        Inventory = choice("inventory", "AI inventory", 'i'),
        BlankChecklist = choice("blank-checklist", "blank checklist", 'b'),
        WorkingPaper = choice("working-paper", "working paper", 'w'),
        Plan = choice("implementation-plan", "implementation plan", 'p'),
        Impact = choice("impact-assessment", "impact assessment", 'm'),
        Treatment = choice("treatment-plan", "treatment plan", 'n'),
        Review = choice("management-review", "management review", 'v'),
        Minutes = choice("review-minutes", "minutes of the review", 'u'),
        Readiness = choice("readiness", "readiness", 'd'),
        Programme = choice("audit-programme", "audit programme", 'o'),
        WrapUp = choice("wrap-up", "wrap-up", 'k'),
        Ageing = choice("ageing", "ageing of findings", 'e'),
        Progress = choice("progress", "progress", 'y'),
        Outcome = choice("outcome", "outcome", 'z'),
        Standards = choice("other-standards", "other standards", 'x'),
        InterviewSheet = choice("interview-sheet", "interview sheet", '4'),
        Scope = choice("scope-statement", "scope statement", 'q'),
        Policies = choice("policy-register", "policy register", 'h'),
        SystemFile = choice("system-file", "AI system file", 'l'),
        RiskMethod = choice("risk-method", "risk method", 'j'),
        Evidence = choice("evidence-list", "evidence and requests", '1'),
        Statement = choice("public-statement", "public statement", '2'),
        PersonSheet = choice("person-sheet", "person's sheet", '3'),
    }
}

choices! {
    /// For whom it was made.
    Cut CUTS {
        Full = choice("full", "full", 'f'),
        Limited = choice("limited", "limited", 'l'),
        Public = choice("public", "public", 'p'),
    }
}

choices! {
    State STATES {
        Issued = choice("issued", "issued", 'i'),
        Withdrawn = choice("withdrawn", "withdrawn", 'w'),
    }
}

fields! {
    TITLE = Field::line("title", "Title").column(34),
    PAPER = Field::choice("paper", "Paper", PAPERS),
    /// Counts the issues of this paper about this subject, from 1; no number is given twice.
    VERSION = Field::number("version", "Version", 1, 99_999).column(7),
    STATE = Field::choice("state", "State", STATES).column(9)
        .help("A paper that was given out is not changed; it can be withdrawn, with a reason."),
    REPLACED_BY = Field::derived("replaced_by", "Replaced by", 11, Derived { show: successor, rank: succession }).reads(&[Kind::IssuedPaper]),
    /// The record it is about; the organisation if it is about the whole file.
    SUBJECT = Field::any("subject", "About").column(8),
    /// The step of the journal whose records it shows.
    STEP = Field::number("step", "Made from step", 0, i64::MAX).head("Step").column(6),
    APPROVED_BY = Field::one("approved_by", "Approved by", &[Kind::Person]).column(14),
    /// The role in which it was approved.
    ROLE = Field::line("role", "In the role of"),
    APPROVED_ON = Field::date("approved_on", "Approved on").column(11),
    FOR_WHOM = Field::choice("for_whom", "For whom", CUTS),
    /// SHA-256 of the words that are kept, in hexadecimal digits.
    DIGEST = Field::line("digest", "SHA-256"),
    REPLACES = Field::one("replaces", "Replaces", &[Kind::IssuedPaper]),
    NOTES = Field::long("notes", "Notes"),
    /// The paper itself: its blocks as text, see `docs/file-format.md`.
    BLOCKS = Field::long("blocks", "Words").hidden(),
}

/// Fields that may change after it was issued.
pub const OPEN: &[usize] = &[STATE, NOTES];

/// The issues of a paper about a record, the oldest first.
pub fn issues<'a>(view: View<'a>, paper: Paper, about: Id) -> Vec<&'a Record> {
    let all = view.records.linked(about, Kind::IssuedPaper, SUBJECT);
    let mut list: Vec<&Record> = all.filter(|r| Paper::of(r, PAPER) == Some(paper)).collect();
    list.sort_by_key(|r| (version(r), r.id));
    list
}

pub fn version(record: &Record) -> i64 {
    record.number(VERSION).unwrap_or(0)
}

pub fn is_withdrawn(record: &Record) -> bool {
    State::of(record, STATE) == Some(State::Withdrawn)
}

/// The issue that took its place.
pub fn replaced_by<'a>(view: View<'a>, record: &Record) -> Option<&'a Record> {
    view.records.linked(record.id, Kind::IssuedPaper, REPLACES).next()
}

/// `2 (2026-11-21, approved by M. Sato)`
pub fn told(view: View, record: &Record) -> String {
    let day = record.date(APPROVED_ON).map_or(String::new(), |d| d.to_string());
    let by = record.one(APPROVED_BY).map_or(String::new(), |id| format!(", approved by {}", view.records.name(id)));
    let gone = if is_withdrawn(record) { ", withdrawn" } else { "" };
    format!("{} ({day}{by}{gone})", version(record))
}

fn successor(view: View, record: &Record) -> String {
    replaced_by(view, record).map_or(String::new(), |r| format!("version {}", version(r)))
}

fn succession(view: View, record: &Record) -> i64 {
    replaced_by(view, record).map_or(0, version)
}

pub static SPEC: Spec = Spec {
    kind: Kind::IssuedPaper,
    prefix: "PP",
    table: "issued_paper",
    name: "issued paper",
    plural: "issued papers",
    help: "Papers as they were given out: version, approval, and the words, which never change.",
    fields: FIELDS,
    also: &["issued"],
    title: TITLE,
    adding: Adding::Issued,
    clause: "7.5",
    ..Spec::BASE
};
