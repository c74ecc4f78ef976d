//! Clauses and controls: what is judged in rounds, and the rows of the Statement of Applicability (clause 6.1.3).

use super::answer::{self, Verdict};
use crate::{
    choices,
    domain::{Derived, Field, Kind, Record, Spec, View, field::choice},
    fields,
};

choices! {
    Group GROUPS {
        Clause = choice("clause", "clause", 'c'),
        Control = choice("control", "control", 'a'),
        /// A control the organisation added.
        Own = choice("own", "own control", 'o'),
    }
}
choices! {
    /// Whether a control applies; an empty field means: not decided.
    Use USES {
        Yes = choice("yes", "yes", 'y').alias(&["applicable", "included", "y", "true", "x", "1"]),
        No = choice("no", "no", 'n').alias(&["not applicable", "not_applicable", "excluded", "n", "false", "n/a", "na", "0"]),
    }
}
choices! {
    /// Why a control applies or does not.
    Basis BASES {
        Risk = choice("risk", "risk", 'r'),
        Law = choice("law", "law", 'l').alias(&["legal", "regulation"]),
        Contract = choice("contract", "contract", 'c').alias(&["client", "customer"]),
        Practice = choice("practice", "good practice", 'p').alias(&["best practice", "business"]),
        NotRelevant = choice("not_relevant", "not relevant here", 'n'),
    }
}
choices! {
    /// Implementation state; never to be mixed with the audit verdict.
    State STATES {
        NotStarted = choice("not_started", "not started", '-').alias(&["not_implemented", "not implemented", "to_do", "none"]),
        Planned = choice("planned", "planned", 'p'),
        Partly = choice("partly", "partly", 't').alias(&["partial", "partially_implemented", "in progress", "in_progress", "partially implemented"]),
        InPlace = choice("in_place", "in place", 'i').alias(&["implemented", "done", "active"]),
        Works = choice("works", "works", 'w').alias(&["tested", "effective"]),
    }
}
choices! {
    /// State of its documentation.
    Papers PAPERS {
        None = choice("none", "none", '-'),
        Draft = choice("draft", "draft", 'd'),
        Approved = choice("approved", "approved", 'a'),
    }
}

fields! {
    TITLE = Field::line("title", "Title").column(26).alias(&["control", "name", "requirement", "control title"]),
    USE = Field::choice("applies", "Use", USES).column(4).alias(&["applicable", "applicability", "included", "is_applicable", "in soa"]),
    STATE = Field::choice("state", "State", STATES).column(11).alias(&["status", "implementation status", "implementationstatus", "implementation"]),
    VERDICT = Field::derived("verdict", "Latest verdict", 4, Derived { show: |v, r| latest_verdict(v, r).letter().to_string(), rank: |v, r| -(latest_verdict(v, r).weight()) }).head("Verd"),
    EVIDENCE_COUNT = Field::derived("evidence_count", "Pieces of evidence", 4, Derived { show: |v, r| evidence(v, r).len().to_string(), rank: |v, r| evidence(v, r).len() as i64 }).head("Evid"),
    OWNER = Field::one("owner", "Owner", &[Kind::Person]).column(12).alias(&["control owner", "responsible"]),
    WHY = Field::derived("why", "Why used or left out", 24, Derived { show: |_, r| r.text(why_field(r)).into(), rank: |_, r| i64::from(r.text(why_field(r)).is_empty()) }).head("Why used, left out"),
    WHY_FOR = Field::line("reason_for", "Why used").alias(&["justification", "reason", "rationale", "why used or left out", "reason for inclusion", "justification for inclusion"])
        .help("The reason for including it; what leaves it out has a field of its own."),
    WHY_AGAINST = Field::line("reason_against", "Why left out").alias(&["reason for exclusion", "justification for exclusion", "exclusion reason"])
        .help("Needed for approval when the control is left out."),
    BASIS = Field::choice("basis", "Basis", BASES).column(13).help("Risk, law, contract or good practice."),
    RISKS = Field::derived("risks", "Risks", 12, Derived { show: risks, rank: |v, r| -(linked_risks(v, r) as i64) }),
    FINDINGS = Field::derived("findings", "Open findings", 12, Derived { show: findings, rank: |v, r| -(open_findings(v, r).len() as i64) }).head("Findings"),
    PAPERS_STATE = Field::choice("papers", "Documentation", PAPERS).column(9).head("Documents"),
    GAP = Field::line("gap", "Gap").column(20).alias(&["notes", "comment"]),
    HOW = Field::long("how", "How it is met").alias(&["implementation notes", "how implemented", "internalreference"]),
    EVIDENCE = Field::many("evidence", "Evidence", &[Kind::Evidence]).alias(&["evidences", "evidence/notes"]),
    INTERVAL = Field::number("interval", "Review every (months)", 1, 60),
    CHECKED = Field::date("checked", "Last reviewed"),
    GROUP = Field::choice("requirement_group", "Group", GROUPS).hidden(),
}

pub static SPEC: Spec = Spec {
    kind: Kind::Item,
    prefix: "C",
    digits: 2,
    table: "requirement",
    name: "control or clause",
    plural: "controls and clauses",
    help: "The 32 auditable clauses, the 38 controls of Annex A, and your own controls.",
    fields: FIELDS,
    title: TITLE,
};

/// Whether the item stands in the Statement of Applicability (Annex A or own), not among the clauses.
pub fn is_control(item: &Record) -> bool {
    Group::of(item, GROUP) != Some(Group::Clause)
}

/// Headings that speak for whatever their row decides.
pub const GENERAL_REASONS: [&str; 4] = ["justification", "reason", "rationale", "why used or left out"];

/// The field of the reason that counts: for leaving out where it is left out, else for using it.
pub fn why_field(item: &Record) -> usize {
    if Use::of(item, USE) == Some(Use::No) { WHY_AGAINST } else { WHY_FOR }
}

/// Basis and reason of the decision that stands; what speaks for the other side is left out.
pub fn why(item: &Record) -> String {
    let out = Use::of(item, USE) == Some(Use::No);
    let basis = Basis::of(item, BASIS).filter(|basis| (*basis == Basis::NotRelevant) == out);
    let parts = [basis.map_or("", |b| b.label()), item.text(why_field(item))];
    parts.iter().filter(|p| !p.trim().is_empty()).copied().collect::<Vec<_>>().join(": ")
}

/// The verdict on an item in one round: the worst of its answers there, parked and open ones last.
pub fn verdict_in(view: View, item: &Record, round: crate::domain::Id) -> Verdict {
    answer::worst(answers_of(view, item).filter(|a| answer::round_of(view.records, a) == Some(round)))
}

/// The verdict on an item in the newest round that judged it.
pub fn latest_verdict(view: View, item: &Record) -> Verdict {
    let judged = |a: &&Record| Verdict::of(a, answer::VERDICT).is_some_and(Verdict::is_judged);
    let newest = answers_of(view, item).filter(judged).filter_map(|a| answer::round_of(view.records, a)).max();
    match newest {
        Some(round) => verdict_in(view, item, round),
        None => answer::worst(answers_of(view, item)),
    }
}

fn answers_of<'a>(view: View<'a>, item: &Record) -> impl Iterator<Item = &'a Record> {
    view.records.linked(item.id, Kind::Answer, answer::ITEM)
}

/// Evidence on the item itself and on its answers, each once.
pub fn evidence(view: View, item: &Record) -> Vec<crate::domain::Id> {
    let mut all = item.refs(EVIDENCE).to_vec();
    all.extend(answers_of(view, item).flat_map(|a| a.refs(answer::EVIDENCE)));
    all.sort_unstable();
    all.dedup();
    all
}

fn linked_risks(view: View, item: &Record) -> usize {
    view.records.linked(item.id, Kind::Risk, super::risk::CONTROLS).count()
}

fn risks(view: View, item: &Record) -> String {
    let ids: Vec<_> = view.records.linked(item.id, Kind::Risk, super::risk::CONTROLS).map(|r| r.id).collect();
    crate::domain::value::join_ids(&ids, " ")
}

/// Findings against the item that are not closed.
pub fn open_findings(view: View, item: &Record) -> Vec<crate::domain::Id> {
    use super::finding;
    view.records
        .linked(item.id, Kind::Finding, finding::AGAINST)
        .filter(|f| finding::is_open(f))
        .map(|f| f.id)
        .collect()
}

fn findings(view: View, item: &Record) -> String {
    crate::domain::value::join_ids(&open_findings(view, item), " ")
}
