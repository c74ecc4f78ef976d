//! Issued papers: a paper as it was given out, with the step it was made from, who approved it, and its words.

use crate::{
    choices,
    domain::{Field, Kind, Spec, field::choice},
    fields,
};

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
    PAPER = Field::choice("paper", "Paper", PAPERS).column(16),
    /// Counts the issues of this paper about this subject, from 1.
    VERSION = Field::line("version", "Version").column(7),
    STATE = Field::choice("state", "State", STATES).column(9),
    SUBJECT = Field::any("subject", "About").column(8),
    /// The step of the journal whose records it shows.
    STEP = Field::number("step", "Made from step", 0, i64::MAX).column(6),
    APPROVED_BY = Field::one("approved_by", "Approved by", &[Kind::Person]).column(14),
    /// The role in which it was approved.
    ROLE = Field::line("role", "In the role of"),
    APPROVED_ON = Field::date("approved_on", "Approved on").column(10),
    FOR_WHOM = Field::choice("for_whom", "For whom", CUTS),
    /// SHA-256 of the words that are kept, in hexadecimal digits.
    DIGEST = Field::line("digest", "SHA-256"),
    REPLACES = Field::one("replaces", "Replaces", &[Kind::IssuedPaper]),
    NOTES = Field::long("notes", "Notes"),
    /// The paper itself: its blocks as text, see `docs/file-format.md`.
    BLOCKS = Field::long("blocks", "Words").hidden(),
}

pub static SPEC: Spec = Spec {
    kind: Kind::IssuedPaper,
    prefix: "PP",
    digits: 2,
    table: "issued_paper",
    name: "issued paper",
    plural: "issued papers",
    help: "Papers as they were given out: version, approval, and the words, which never change.",
    fields: FIELDS,
    title: TITLE,
};
