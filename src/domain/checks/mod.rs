//! Named rules over the records: what is missing, late or contradictory, as a sentence with a way to the spot.
//!
//! Home's next steps, warnings in forms, the papers and `aims check` read this one table. A rule finds; it mends nothing.

mod audit;
mod certification;
mod inventory;
mod risks;
mod sampling;
mod soa;
mod standing;
#[cfg(test)]
mod tests;
mod work;

pub use standing::{Hits, Standing};

use super::{
    id::Id,
    kind::Kind,
    records::{Records, View},
};

/// How much a spot matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// A contradiction, or something without which no approval or closure stands.
    Blocker,
    /// Something a person who answers for the AIMS has to deal with.
    Warning,
    /// Something still to be filled in.
    Hint,
}

impl Severity {
    pub fn label(self) -> &'static str {
        match self {
            Severity::Blocker => "blocker",
            Severity::Warning => "warning",
            Severity::Hint => "hint",
        }
    }
}

/// One place where a rule is not met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    pub id: Id,
    /// The record's name and what is wrong with it, for one line.
    pub detail: String,
}

/// One rule.
pub struct Check {
    /// Area and rule, stable: scripts name it.
    pub id: &'static str,
    pub severity: Severity,
    /// What one spot is, to be read after its number: `AI system has no risk class`.
    one: &'static str,
    /// The same for several.
    many: &'static str,
    /// Every spot, in the order of ids or of dates.
    pub find: fn(View) -> Vec<Spot>,
    reads: Reads,
}

/// What a rule looks at, so that it is asked again only for what a step touched.
#[derive(Clone, Copy)]
enum Reads {
    /// Each record of a kind by itself, and the risk method: of a touched record only that one is asked again.
    Own(Kind),
    /// Records of these kinds together: asked again as a whole when one of them was touched.
    Whole(&'static [Kind]),
}

impl Check {
    /// `3 AI systems have no risk class`
    pub fn sentence(&self, count: usize) -> String {
        format!("{count} {}", if count == 1 { self.one } else { self.many })
    }
    /// The part of its id before the point: `inventory`, `risk`, `soa`, `audit`, `request`, `finding`, `action`.
    pub fn area(&self) -> &'static str {
        self.id.split('.').next().unwrap_or_default()
    }
}

const fn check(
    severity: Severity,
    id: &'static str,
    one: &'static str,
    many: &'static str,
    find: fn(View) -> Vec<Spot>,
    reads: Reads,
) -> Check {
    Check { id, severity, one, many, find, reads }
}

use Reads::{Own, Whole};
use Severity::{Blocker, Hint, Warning};

/// What rules about answers look at.
const ASKED: &[Kind] = &[Kind::Round, Kind::Interview, Kind::Answer];

/// Every rule, area by area, in each area the gravest first.
#[rustfmt::skip]
pub static CHECKS: &[Check] = &[
    // AI systems (clauses 4.3, 6.1.4, 8.4)
    check(Blocker, "inventory.prohibited", "AI system is classed as prohibited and not retired", "AI systems are classed as prohibited and not retired", inventory::prohibited, Own(Kind::System)),
    check(Blocker, "inventory.high-out-of-scope", "AI system of a high class is out of scope", "AI systems of a high class are out of scope", inventory::high_out_of_scope, Own(Kind::System)),
    check(Blocker, "inventory.no-risk-class", "AI system has no risk class", "AI systems have no risk class", inventory::no_risk_class, Own(Kind::System)),
    check(Warning, "inventory.out-without-reason", "AI system is out of scope without a reason", "AI systems are out of scope without a reason", inventory::out_without_reason, Own(Kind::System)),
    check(Warning, "inventory.no-impact-assessment", "AI system in pilot or live use has no impact assessment", "AI systems in pilot or live use have no impact assessment", inventory::no_impact, Own(Kind::System)),
    check(Warning, "inventory.external-without-supplier", "AI system comes from outside and names no supplier", "AI systems come from outside and name no supplier", inventory::no_supplier, Own(Kind::System)),
    check(Warning, "inventory.act-class-unfounded", "AI system has an EU AI Act class without reason or name", "AI systems have an EU AI Act class without reason or name", inventory::act_class_unfounded, Own(Kind::System)),
    check(Warning, "inventory.supplier-review-overdue", "review of a supplier is overdue", "reviews of suppliers are overdue", inventory::supplier_review_overdue, Own(Kind::Supplier)),
    check(Warning, "inventory.review-overdue", "review of an AI system is overdue", "reviews of AI systems are overdue", inventory::review_overdue, Own(Kind::System)),
    check(Warning, "inventory.scope-undecided", "AI system is neither in nor out of scope", "AI systems are neither in nor out of scope", inventory::scope_undecided, Own(Kind::System)),
    check(Hint, "inventory.no-owner", "AI system has no owner", "AI systems have no owner", inventory::no_owner, Own(Kind::System)),
    // Risks (clauses 6.1.2, 6.1.3, 8.2, 8.3)
    check(Blocker, "risk.off-scale", "risk is rated with a step the risk method does not have", "risks are rated with steps the risk method does not have", risks::off_scale, Own(Kind::Risk)),
    check(Blocker, "risk.method-contradicts", "risk method contradicts itself", "risk methods contradict themselves", risks::method_contradicts, Whole(&[Kind::Method])),
    check(Blocker, "risk.accepted-without-name", "risk is accepted without name and date", "risks are accepted without name and date", risks::accepted_without_name, Whole(&[Kind::Risk, Kind::Decision])),
    check(Warning, "risk.acceptance-ran-out", "risk was accepted until a day that has passed", "risks were accepted until days that have passed", risks::acceptance_ran_out, Whole(&[Kind::Risk, Kind::Decision])),
    check(Warning, "risk.above-without-treatment", "risk above appetite has no treatment chosen", "risks above appetite have no treatment chosen", risks::above_without_treatment, Own(Kind::Risk)),
    check(Warning, "risk.above-without-control", "risk above appetite is treated by no control", "risks above appetite are treated by no control", risks::above_without_control, Own(Kind::Risk)),
    check(Warning, "risk.above-without-owner", "risk above appetite has no owner", "risks above appetite have no owner", risks::above_without_owner, Own(Kind::Risk)),
    check(Warning, "risk.above-without-date", "risk above appetite has no date to be down by", "risks above appetite have no date to be down by", risks::above_without_date, Own(Kind::Risk)),
    check(Warning, "risk.target-late", "risk is still above appetite after its date", "risks are still above appetite after their dates", risks::target_late, Own(Kind::Risk)),
    check(Warning, "risk.review-overdue", "review of a risk is overdue", "reviews of risks are overdue", risks::review_overdue, Own(Kind::Risk)),
    check(Warning, "risk.rating-old", "risk was last rated more than a year ago", "risks were last rated more than a year ago", risks::rating_old, Own(Kind::Risk)),
    check(Hint, "risk.not-rated", "risk is not rated", "risks are not rated", risks::not_rated, Own(Kind::Risk)),
    // Statement of Applicability (clause 6.1.3)
    check(Blocker, "soa.exclusion-without-reason", "control is left out without a reason", "controls are left out without a reason", soa::exclusion_without_reason, Own(Kind::Item)),
    check(Blocker, "soa.undecided", "control is not decided", "controls are not decided", soa::undecided, Own(Kind::Item)),
    check(Blocker, "soa.excluded-but-used", "control is left out, yet treats a risk", "controls are left out, yet treat risks", soa::excluded_but_used, Whole(&[Kind::Item, Kind::Risk])),
    check(Warning, "soa.exclusion-not-approved", "control is left out and no decision approves it", "controls are left out and no decision approves it", soa::exclusion_not_approved, Whole(&[Kind::Item, Kind::Decision])),
    check(Warning, "soa.use-without-reason", "control is used without basis or reason", "controls are used without basis or reason", soa::use_without_reason, Own(Kind::Item)),
    check(Warning, "soa.in-place-without-evidence", "control is called in place without evidence", "controls are called in place without evidence", soa::in_place_without_evidence, Whole(&[Kind::Item, Kind::Answer])),
    check(Warning, "soa.review-overdue", "review of a control is overdue", "reviews of controls are overdue", soa::review_overdue, Own(Kind::Item)),
    check(Hint, "soa.used-no-evidence", "control is used, no evidence yet", "controls are used, no evidence yet", soa::used_no_evidence, Whole(&[Kind::Item, Kind::Answer])),
    check(Hint, "soa.used-no-owner", "control is used and has no owner", "controls are used and have no owner", soa::used_no_owner, Own(Kind::Item)),
    // Rounds (clause 9.2)
    check(Warning, "audit.own-work", "auditor looks at work they own", "auditors look at work they own", audit::own_work, Whole(&[Kind::Round, Kind::Interview, Kind::Answer, Kind::Item, Kind::System, Kind::Person])),
    check(Warning, "audit.conforms-without-evidence", "verdict of conformity has no evidence", "verdicts of conformity have no evidence", audit::conforms_without_evidence, Whole(ASKED)),
    check(Warning, "audit.not-applicable-without-why", "question is not applicable without a reason", "questions are not applicable without a reason", audit::not_applicable_without_why, Whole(ASKED)),
    check(Warning, "audit.dispute-open", "disputed fact is not settled", "disputed facts are not settled", audit::dispute_open, Whole(ASKED)),
    check(Warning, "claim.contradiction-open", "contradiction between two answers is not settled", "contradictions between answers are not settled", audit::contradiction_open, Whole(ASKED)),
    check(Warning, "audit.closed-without-conclusion", "round is closed without a conclusion", "rounds are closed without a conclusion", audit::closed_without_conclusion, Own(Kind::Round)),
    check(Hint, "audit.scope-not-asked", "item in scope has no question in any interview", "items in scope have no question in any interview", audit::scope_not_asked, Whole(&[Kind::Round, Kind::Interview, Kind::Answer, Kind::Item])),
    check(Hint, "audit.parked", "question is parked and waits", "questions are parked and wait", audit::parked, Whole(&[Kind::Round, Kind::Interview, Kind::Answer, Kind::Person])),
    check(Hint, "audit.maybe-without-finding", "line marked ! has no finding", "lines marked ! have no finding", audit::maybe_without_finding, Whole(&[Kind::Round, Kind::Interview, Kind::Answer, Kind::Finding])),
    check(Hint, "audit.no-competence", "auditor of an open audit has no competence on file", "auditors of open audits have no competence on file", audit::no_competence, Whole(&[Kind::Round, Kind::Interview, Kind::Person])),
    // Certification
    check(Blocker, "certificate.open-majors", "certificate has open major findings of its body", "certificates have open major findings of their bodies", certification::open_majors, Whole(&[Kind::Certificate, Kind::Round, Kind::Finding])),
    check(Warning, "certificate.surveillance-due", "surveillance of a certificate is overdue", "surveillances of certificates are overdue", certification::surveillance_due, Own(Kind::Certificate)),
    check(Warning, "certificate.runs-out", "certificate runs out within half a year", "certificates run out within half a year", certification::runs_out, Own(Kind::Certificate)),
    // Samples (clause 9.2)
    check(Warning, "sample.exceptions-no-finding", "sample has exceptions and its question no finding", "samples have exceptions and their questions no finding", sampling::exceptions_no_finding, Whole(&[Kind::Sample, Kind::Drawn, Kind::Answer, Kind::Finding])),
    check(Warning, "sample.untested-items", "sample has items that were not looked at", "samples have items that were not looked at", sampling::untested_items, Whole(&[Kind::Sample, Kind::Drawn, Kind::Answer])),
    // Evidence that was promised
    check(Warning, "record.taken-over", "record came closed, accepted or live with a file and was not checked here", "records came closed, accepted or live with a file and were not checked here", work::taken_over_unchecked, Whole(Kind::ALL)),
    check(Warning, "record.points-at-deleted", "record points at something that was deleted", "records point at something that was deleted", work::points_at_deleted, Whole(Kind::ALL)),
    check(Warning, "request.late", "promised piece of evidence is late", "promised pieces of evidence are late", work::requests_late, Own(Kind::Request)),
    check(Hint, "request.open", "piece of evidence is promised and not yet seen", "pieces of evidence are promised and not yet seen", work::requests_open, Own(Kind::Request)),
    // Findings (clause 10.2)
    check(Blocker, "finding.closed-not-effective", "finding is closed although its action did not work", "findings are closed although their actions did not work", work::closed_not_effective, Own(Kind::Finding)),
    check(Blocker, "finding.cause-missing", "finding went past its action without a cause", "findings went past their action without a cause", work::cause_missing, Own(Kind::Finding)),
    check(Warning, "finding.late", "finding is past due", "findings are past due", work::findings_late, Own(Kind::Finding)),
    check(Warning, "finding.closed-unchecked", "nonconformity is closed without a check of effect", "nonconformities are closed without a check of effect", work::closed_unchecked, Own(Kind::Finding)),
    check(Warning, "finding.check-late", "check of effect is overdue", "checks of effect are overdue", work::check_late, Own(Kind::Finding)),
    check(Warning, "finding.checker-is-owner", "finding is checked by its owner", "findings are checked by their owners", work::finding_checker_is_owner, Own(Kind::Finding)),
    check(Warning, "finding.no-requirement", "finding names no clause, control or own rule", "findings name no clause, control or own rule", work::no_requirement, Own(Kind::Finding)),
    check(Hint, "finding.no-owner-or-due", "open finding has no owner or due date", "open findings have no owner or due date", work::finding_not_agreed, Own(Kind::Finding)),
    // Actions
    check(Warning, "action.late", "action is past due", "actions are past due", work::actions_late, Own(Kind::Action)),
    check(Warning, "action.checker-is-owner", "action is checked by its owner", "actions are checked by their owners", work::action_checker_is_owner, Own(Kind::Action)),
    check(Hint, "action.no-owner-or-due", "open action has no owner or due date", "open actions have no owner or due date", work::action_not_agreed, Own(Kind::Action)),
];

/// The rule with this id.
pub fn find(id: &str) -> Option<&'static Check> {
    CHECKS.iter().find(|c| c.id == id)
}

/// Every rule that is not met, with its spots: blockers first, then in the order of the table.
///
/// Long texts that were not read count as filled; rules about note lines find nothing in unread notes.
pub fn run(view: View) -> Vec<(&'static Check, Vec<Spot>)> {
    let mut going = Going::default();
    going.go_on(view, CHECKS.len());
    going.found()
}

/// The rules asked a few at a time, where asking all of them at once would be felt.
#[derive(Default)]
pub struct Going {
    asked: usize,
    hits: Vec<(&'static Check, Vec<Spot>)>,
}

impl Going {
    /// Asks the next rules; whether all have been asked.
    pub fn go_on(&mut self, view: View, rules: usize) -> bool {
        let next = CHECKS.iter().skip(self.asked).take(rules);
        self.hits.extend(next.map(|c| (c, (c.find)(view))).filter(|(_, spots)| !spots.is_empty()));
        self.asked = (self.asked + rules).min(CHECKS.len());
        self.asked == CHECKS.len()
    }
    /// How many rules have been asked, of how many.
    pub fn told(&self) -> (usize, usize) {
        (self.asked, CHECKS.len())
    }
    /// The rules that are not met, as [`run`] gives them.
    pub fn found(mut self) -> Vec<(&'static Check, Vec<Spot>)> {
        self.hits.sort_by_key(|(check, _)| check.severity);
        self.hits
    }
}

/// A spot on a record: its name, and what is wrong after a colon.
fn spot(records: &Records, id: Id, what: &str) -> Spot {
    let name = records.name(id);
    Spot { id, detail: if what.is_empty() { name } else { format!("{name}: {what}") } }
}

/// Whether a text field holds more than blanks; an unread text counts as held.
fn says_something(record: &super::Record, field: usize) -> bool {
    match record.value(field) {
        super::Value::Text(text) => !text.trim().is_empty(),
        value => !value.is_empty(),
    }
}
