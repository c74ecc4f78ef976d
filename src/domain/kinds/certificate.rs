//! Certificates that are held or aimed at: by whom, for what scope, until when, and the audits on the way.

use super::{prelude::*, round};

choices! {
    State STATES {
        Aimed = choice("aimed_at", "aimed at", 'a').alias(&["planned", "wanted"]),
        Applied = choice("applied_for", "applied for", 'p').alias(&["applied", "contracted"]),
        Held = choice("held", "held", 'h').alias(&["valid", "certified"]),
        Ended = choice("ended", "ended", 'e').over().alias(&["withdrawn", "expired", "suspended"]),
    }
}

fields! {
    STANDARD = Field::line("standard", "Standard").column(18).alias(&["title", "certificate", "norm"]),
    STATE = Field::choice("state", "State", STATES).column(12).alias(&["status"]),
    BODY = Field::one("body", "Body", &[Kind::Supplier]).column(18).alias(&["certification body", "issued by", "registrar"]),
    ACCREDITED = Field::line("accreditation", "Accreditation of the body").alias(&["accredited by"])
        .help("By whom and for what the body is accredited, with its number."),
    UNTIL = Field::period("valid_until", "Valid until").column(11).alias(&["expires", "expiry", "valid to"]),
    LATE = progress::LATE,
    SCOPE = Field::long("scope", "Scope").help("The words that stand, or are to stand, on it."),
    NUMBER = Field::line("number", "Number").alias(&["certificate number", "reference"]),
    ISSUED = Field::period("issued_on", "Issued on").alias(&["issued", "date"]),
    SURVEILLANCE = Field::period("next_surveillance", "Next surveillance").column(11).head("Next visit")
        .alias(&["surveillance", "next audit", "next visit"]),
    COST = Field::decimal("cost", "Cost so far", 0, 1_000_000_000).adds().alias(&["costs", "price"]),
    DAYS = Field::decimal("audit_days", "Audit days", 0, 1_000).adds().help("Days of the body for Stage 1 and Stage 2 together."),
    ROUNDS = Field::many("rounds", "Audits", &[Kind::Round]).column(12).help("Stage 1, Stage 2 and surveillance."),
    OWNER = Field::one("owner", "Owner", &[Kind::Person]).column(12),
    PAPER = Field::many("paper", "Paper", &[Kind::Evidence]),
    NOTES = Field::long("notes", "Notes"),
}

pub static SPEC: Spec = Spec {
    kind: Kind::Certificate,
    prefix: "CT",
    table: "certificate",
    name: "certificate",
    plural: "certificates",
    help: "Certificates that are held or aimed at. A certificate covers the management system, no single system.",
    fields: FIELDS,
    title: STANDARD,
    owner: Some(OWNER),
    holds: Some(UNTIL),
    state: Some(STATE),
    detail: |view, certificate| view.cell(certificate, STATE),
    keeps: Some(NOTES),
    ..Spec::BASE
};

/// Findings of the audits of a certificate that are open and major: none may stand in the way of Stage 2.
pub fn open_majors<'a>(view: View<'a>, certificate: &Record) -> Vec<&'a Record> {
    use super::finding;
    let stages = [round::Type::Stage1, round::Type::Stage2, round::Type::Surveillance];
    let staged = |id: &&Id| {
        let typ = view.records.live(**id).and_then(|r| round::Type::of(r, round::TYPE));
        typ.is_some_and(|t| stages.contains(&t))
    };
    let of = certificate.refs(ROUNDS).iter().filter(staged);
    let major =
        |f: &&Record| finding::is_open(f) && finding::Grade::of(f, finding::GRADE) == Some(finding::Grade::Major);
    of.flat_map(|id| view.records.linked(*id, Kind::Finding, finding::ROUND)).filter(major).collect()
}
