//! Named rules over the records: what is missing, late or contradictory, as a sentence with a way to the spot.
//!
//! Home's next steps, warnings in forms, the papers and `aims check` read this one table. A rule finds; it mends nothing.

mod audit;
mod certification;
mod classes;
#[cfg(test)]
mod classes_tests;
mod doubles;
mod fails;
mod fresh;
mod impact;
mod inventory;
mod management;
#[cfg(test)]
mod management_tests;
mod parts;
#[cfg(test)]
mod parts_tests;
mod reviewing;
mod risks;
mod running;
mod sampling;
mod silence;
mod soa;
mod standing;
#[cfg(test)]
mod standing_systems_tests;
#[cfg(test)]
mod tests;
mod work;

pub use classes::open_themes;
pub use fails::FailOn;
pub use silence::Silenced;
pub use standing::{RuleSpots, RulesStanding};

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
    /// Each record of a kind by itself, with the records of these other kinds that it stands under or that point at it:
    /// of a touched record only that one is asked again, and all of them when one of the others was touched.
    Each(Kind, &'static [Kind]),
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

use Reads::{Each, Own, Whole};
use Severity::{Blocker, Hint, Warning};

/// What answers stand under.
const UNDER: &[Kind] = &[Kind::Round, Kind::Interview];
/// What rules about answers look at.
const ASKED: &[Kind] = &[Kind::Round, Kind::Interview, Kind::Answer];

/// What rules about the parts of systems look at.
const MADE_OF: &[Kind] = &[Kind::System, Kind::Alteration, Kind::Component, Kind::Model, Kind::DataSet, Kind::Supplier];

/// What rules about the controls of systems look at.
const CONTROLLED: &[Kind] = &[
    Kind::System,
    Kind::ControlAt,
    Kind::Item,
    Kind::Risk,
    Kind::Group,
    Kind::Assessment,
    Kind::Component,
    Kind::Decision,
    Kind::Organisation,
];

/// What rules about releases look at.
const RELEASED: &[Kind] = &[
    Kind::System,
    Kind::Decision,
    Kind::Assessment,
    Kind::Risk,
    Kind::Incident,
    Kind::Alteration,
    Kind::Component,
    Kind::Model,
    Kind::DataSet,
    Kind::Supplier,
];

/// What rules about plans of systems look at.
const PLANNED: &[Kind] = &[Kind::System, Kind::PlanItem, Kind::Alteration];

/// What rules about changes and what rests on what they touch look at.
const CHANGING: &[Kind] = &[
    Kind::Alteration,
    Kind::System,
    Kind::Component,
    Kind::Model,
    Kind::DataSet,
    Kind::Supplier,
    Kind::Assessment,
    Kind::Risk,
    Kind::Incident,
    Kind::Document,
];

/// Every rule, area by area, in each area the gravest first.
#[rustfmt::skip]
pub static CHECKS: &[Check] = &[
    // AI systems (clauses 4.3, 6.1.4, 8.4)
    check(Blocker, "inventory.prohibited", "AI system is classed as prohibited and not retired", "AI systems are classed as prohibited and not retired", inventory::prohibited, Own(Kind::System)),
    check(Blocker, "inventory.high-out-of-scope", "AI system of a high class is out of scope", "AI systems of a high class are out of scope", inventory::high_out_of_scope, Own(Kind::System)),
    check(Blocker, "inventory.no-risk-class", "AI system has no risk class", "AI systems have no risk class", inventory::no_risk_class, Own(Kind::System)),
    check(Warning, "inventory.out-without-reason", "AI system is out of scope without a reason", "AI systems are out of scope without a reason", inventory::out_without_reason, Own(Kind::System)),
    check(Warning, "inventory.no-impact-assessment", "AI system in pilot or live use has no impact assessment", "AI systems in pilot or live use have no impact assessment", inventory::no_impact, Whole(&[Kind::System, Kind::Assessment])),
    check(Warning, "inventory.assessment-old", "AI system in use was last assessed more than a year ago", "AI systems in use were last assessed more than a year ago", fresh::assessment_old, Whole(&[Kind::System, Kind::Assessment])),
    check(Warning, "inventory.unreviewed", "AI system in use has no review within a year", "AI systems in use have no review within a year", fresh::system_unreviewed, Own(Kind::System)),
    check(Warning, "inventory.external-without-supplier", "AI system comes from outside and names no supplier", "AI systems come from outside and name no supplier", inventory::no_supplier, Own(Kind::System)),
    check(Warning, "inventory.act-class-unfounded", "AI system has an EU AI Act class without reason or name", "AI systems have an EU AI Act class without reason or name", inventory::act_class_unfounded, Own(Kind::System)),
    check(Warning, "inventory.supplier-review-overdue", "review of a supplier is overdue", "reviews of suppliers are overdue", inventory::supplier_review_overdue, Own(Kind::Supplier)),
    check(Warning, "inventory.review-overdue", "review of an AI system is overdue", "reviews of AI systems are overdue", inventory::review_overdue, Own(Kind::System)),
    check(Warning, "inventory.scope-undecided", "AI system is neither in nor out of scope", "AI systems are neither in nor out of scope", inventory::scope_undecided, Own(Kind::System)),
    check(Blocker, "inventory.found-without-approval", "AI system was found without approval and waits for a decision", "AI systems were found without approval and wait for a decision", impact::found_without_approval, Own(Kind::System)),
    check(Warning, "inventory.live-unapproved", "live AI system has an approval that was only asked for, or refused", "live AI systems have an approval that was only asked for, or refused", impact::live_unapproved, Own(Kind::System)),
    check(Warning, "inventory.oversight-untried", "live AI system of a high class has no oversight that was tried within a year", "live AI systems of a high class have no oversight that was tried within a year", impact::oversight_untried, Own(Kind::System)),
    check(Warning, "inventory.changed-since-review", "AI system changed since its last review", "AI systems changed since their last review", impact::changed_since_review, Whole(MADE_OF)),
    check(Warning, "inventory.documents-missing", "AI system lacks documents that it needs", "AI systems lack documents that they need", parts::documents_missing, Whole(&[Kind::System, Kind::Document])),
    check(Warning, "inventory.runs-on-retired", "AI system runs on something that is retired", "AI systems run on something that is retired", parts::used_but_retired, Whole(MADE_OF)),
    check(Warning, "inventory.agent-alone", "AI system lets an agent act alone on personal data", "AI systems let agents act alone on personal data", impact::personal_agent_alone, Whole(MADE_OF)),
    check(Blocker, "inventory.act-banned", "AI system in use bears the mark of a banned practice", "AI systems in use bear the mark of a banned practice", inventory::banned_in_use, Own(Kind::System)),
    check(Warning, "inventory.act-contradicts", "AI system contradicts itself under the EU AI Act", "AI systems contradict themselves under the EU AI Act", inventory::act_contradicts, Own(Kind::System)),
    check(Warning, "inventory.excluded-but-needed", "AI system needs controls by its class that the Statement leaves out", "AI systems need controls by their class that the Statement leaves out", classes::excluded_but_needed, Whole(CONTROLLED)),
    check(Warning, "inventory.left-out-against-law", "AI system has duties of law that lean on controls left out of the Statement", "AI systems have duties of law that lean on controls left out of the Statement", classes::left_out_against_law, Whole(&[Kind::System, Kind::Item])),
    check(Hint, "inventory.under-controlled", "AI system has fewer controls than its class asks for", "AI systems have fewer controls than their class asks for", classes::under_controlled, Whole(CONTROLLED)),
    check(Hint, "inventory.over-controlled", "AI system has controls beyond its class without a reason", "AI systems have controls beyond their class without a reason", classes::over_controlled, Whole(CONTROLLED)),
    check(Hint, "inventory.no-parts", "AI system in use names nothing that it is made of", "AI systems in use name nothing that they are made of", classes::no_parts, Whole(MADE_OF)),
    check(Warning, "supplier.not-acceptable-but-used", "supplier is not acceptable and stands behind a system", "suppliers are not acceptable and stand behind systems", classes::supplier_not_acceptable, Whole(MADE_OF)),
    check(Warning, "supplier.rhythm-passed", "supplier was not reviewed within the rhythm of its tier", "suppliers were not reviewed within the rhythm of their tier", classes::supplier_rhythm, Whole(MADE_OF)),
    check(Warning, "inventory.release-stale", "release of a live AI system is to be looked at again", "releases of live AI systems are to be looked at again", classes::released_no_more, Whole(RELEASED)),
    check(Warning, "inventory.live-without-release", "live AI system of a high class has no release decision", "live AI systems of a high class have no release decision", classes::live_without_release, Whole(RELEASED)),
    check(Hint, "inventory.in-no-plan", "planned AI system stands in no plan", "planned AI systems stand in no plan", classes::in_no_plan, Whole(PLANNED)),
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
    check(Warning, "risk.theme-not-looked-at", "AI system has themes without a risk or a reason", "AI systems have themes without a risk or a reason", classes::themes_not_looked_at, Whole(&[Kind::System, Kind::Risk])),
    check(Hint, "risk.stage-not-looked-at", "register of risks leaves out stages of the life cycle", "registers of risks leave out stages of the life cycle", classes::stages_not_looked_at, Whole(&[Kind::Risk, Kind::Method])),
    check(Hint, "risk.rating-undated", "risk is rated without a day", "risks are rated without a day", fresh::rating_undated, Own(Kind::Risk)),
    check(Hint, "risk.rated-before-method", "risk was rated before the method in force", "risks were rated before the method in force", risks::rated_before_method, Own(Kind::Risk)),
    check(Hint, "risk.category-unlisted", "own category of a risk is not in the risk method", "own categories of risks are not in the risk method", risks::category_unlisted, Whole(&[Kind::Risk, Kind::Method])),
    check(Hint, "risk.not-rated", "risk is not rated", "risks are not rated", risks::not_rated, Own(Kind::Risk)),
    // Statement of Applicability (clause 6.1.3)
    check(Blocker, "soa.exclusion-without-reason", "control is left out without a reason", "controls are left out without a reason", soa::exclusion_without_reason, Own(Kind::Item)),
    check(Blocker, "soa.undecided", "control is not decided", "controls are not decided", soa::undecided, Own(Kind::Item)),
    check(Blocker, "soa.excluded-but-used", "control is left out, yet treats a risk", "controls are left out, yet treat risks", soa::excluded_but_used, Whole(&[Kind::Item, Kind::Risk])),
    check(Warning, "soa.exclusion-not-approved", "control is left out and no decision approves it", "controls are left out and no decision approves it", soa::exclusion_not_approved, Whole(&[Kind::Item, Kind::Decision])),
    check(Warning, "soa.use-without-reason", "control is used without basis or reason", "controls are used without basis or reason", soa::use_without_reason, Own(Kind::Item)),
    check(Warning, "soa.in-place-without-evidence", "control is called in place without evidence", "controls are called in place without evidence", soa::in_place_without_evidence, Whole(&[Kind::Item, Kind::Answer, Kind::Evidence])),
    check(Warning, "soa.review-overdue", "review of a control is overdue", "reviews of controls are overdue", soa::review_overdue, Own(Kind::Item)),
    check(Warning, "control.bypassed", "control is often gone round", "controls are often gone round", reviewing::bypassed, Own(Kind::Item)),
    check(Warning, "soa.evidence-expired", "control in use has evidence that ran out", "controls in use have evidence that ran out", classes::evidence_expired, Whole(&[Kind::Item, Kind::Answer, Kind::Evidence])),
    check(Hint, "soa.proof-thin", "control in place is proven thinly", "controls in place are proven thinly", classes::proof_thin, Whole(&[Kind::Item, Kind::Answer, Kind::Evidence, Kind::Sighting])),
    check(Hint, "soa.orphan", "requirement is covered by no plan, action or owner", "requirements are covered by no plan, action or owner", classes::orphans, Whole(&[Kind::Item, Kind::PlanItem, Kind::Action])),
    check(Hint, "soa.unreviewed", "control is called in place and nobody looked at it on a day", "controls are called in place and nobody looked at them on a day", fresh::control_unreviewed, Own(Kind::Item)),
    check(Hint, "control.test-old", "control at a system was not tested within a year", "controls at systems were not tested within a year", fresh::test_old, Own(Kind::ControlAt)),
    check(Hint, "soa.stage-uncovered", "stage of the life cycle has no control in use", "stages of the life cycle have no control in use", classes::stages_uncovered, Whole(&[Kind::Item, Kind::Organisation])),
    check(Hint, "soa.used-no-evidence", "control is used, no evidence yet", "controls are used, no evidence yet", soa::used_no_evidence, Whole(&[Kind::Item, Kind::Answer, Kind::Evidence])),
    check(Hint, "soa.used-no-owner", "control is used and has no owner", "controls are used and have no owner", soa::used_no_owner, Own(Kind::Item)),
    // Rounds (clause 9.2)
    check(Warning, "audit.own-work", "auditor looks at work they own", "auditors look at work they own", audit::own_work, Whole(&[Kind::Round, Kind::Interview, Kind::Answer, Kind::Item, Kind::System, Kind::Person, Kind::Document, Kind::Assessment])),
    check(Warning, "audit.conforms-without-evidence", "verdict of conformity has no evidence", "verdicts of conformity have no evidence", audit::conforms_without_evidence, Each(Kind::Answer, UNDER)),
    check(Warning, "audit.not-applicable-without-why", "question is not applicable without a reason", "questions are not applicable without a reason", audit::not_applicable_without_why, Each(Kind::Answer, UNDER)),
    check(Warning, "audit.dispute-open", "disputed fact is not settled", "disputed facts are not settled", audit::dispute_open, Each(Kind::Answer, UNDER)),
    check(Warning, "claim.contradiction-open", "contradiction between two answers is not settled", "contradictions between answers are not settled", audit::contradiction_open, Whole(ASKED)),
    check(Warning, "audit.closed-without-conclusion", "round is closed without a conclusion", "rounds are closed without a conclusion", audit::closed_without_conclusion, Own(Kind::Round)),
    check(Warning, "audit.clash", "planned interview needs somebody or a room that another one needs", "planned interviews need somebody or a room that others need", reviewing::clash, Whole(&[Kind::Round, Kind::Interview, Kind::Person])),
    check(Hint, "programme.unreached", "audit programme leaves out what it has to reach", "audit programmes leave out what they have to reach", reviewing::unreached, Whole(&[Kind::Programme, Kind::ProgrammeArea, Kind::Round, Kind::Interview, Kind::Answer, Kind::Item, Kind::System])),
    check(Hint, "audit.scope-not-asked", "item in scope has no question in any interview", "items in scope have no question in any interview", audit::scope_not_asked, Whole(&[Kind::Round, Kind::Interview, Kind::Answer, Kind::Item])),
    check(Hint, "audit.parked", "question is parked and waits", "questions are parked and wait", audit::parked, Each(Kind::Answer, &[Kind::Round, Kind::Interview, Kind::Person])),
    check(Hint, "audit.maybe-without-finding", "line marked ! has no finding", "lines marked ! have no finding", audit::maybe_without_finding, Each(Kind::Answer, &[Kind::Round, Kind::Interview, Kind::Finding])),
    check(Hint, "audit.no-competence", "auditor of an open audit has no competence on file", "auditors of open audits have no competence on file", audit::no_competence, Whole(&[Kind::Round, Kind::Interview, Kind::Person])),
    // Management reviews (clause 9.3)
    check(Warning, "review.overdue", "management review is overdue", "management reviews are overdue", reviewing::review_overdue, Whole(&[Kind::Review])),
    check(Warning, "review.input-missing", "management review has required inputs that are open", "management reviews have required inputs that are open", reviewing::input_missing, Whole(&[Kind::Review, Kind::ReviewInput])),
    // Certification
    check(Warning, "question.unanswered", "question that was asked of us is late", "questions that were asked of us are late", reviewing::unanswered, Own(Kind::Request)),
    check(Blocker, "certificate.open-majors", "certificate has open major findings of its body", "certificates have open major findings of their bodies", certification::open_majors, Whole(&[Kind::Certificate, Kind::Round, Kind::Finding])),
    check(Blocker, "stage.answer-late", "finding of the body was to be answered by a day that has passed", "findings of the body were to be answered by days that have passed", certification::answers_late, Whole(&[Kind::Round, Kind::Finding])),
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
    check(Warning, "finding.plan-no-reason", "plan of an auditee is sent back without a reason", "plans of auditees are sent back without a reason", reviewing::plan_no_reason, Own(Kind::Finding)),
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
    // What systems are made of (A.4, A.6, A.7)
    check(Warning, "model.licence-unknown", "model from outside has no known licence", "models from outside have no known licence", parts::model_licence_unknown, Own(Kind::Model)),
    check(Warning, "model.no-tests", "live model has no test results", "live models have no test results", parts::model_no_tests, Own(Kind::Model)),
    check(Hint, "model.no-owner", "model has no owner", "models have no owner", parts::model_no_owner, Own(Kind::Model)),
    check(Warning, "data.personal-no-basis", "data set holds personal data without a legal basis", "data sets hold personal data without a legal basis", parts::data_no_basis, Own(Kind::DataSet)),
    check(Warning, "data.kept-too-long", "data set is kept beyond its day", "data sets are kept beyond their day", parts::data_kept_too_long, Own(Kind::DataSet)),
    check(Hint, "data.no-steward", "data set has no steward", "data sets have no steward", parts::data_no_steward, Own(Kind::DataSet)),
    check(Hint, "data.quality-unstated", "data set does not state its quality", "data sets do not state their quality", parts::data_quality_unstated, Own(Kind::DataSet)),
    check(Hint, "data.provenance-unstated", "data set does not state its provenance", "data sets do not state their provenance", parts::data_provenance_unstated, Own(Kind::DataSet)),
    check(Warning, "agent.nobody-can-stop", "agent can be stopped by nobody", "agents can be stopped by nobody", parts::agent_nobody_can_stop, Own(Kind::Component)),
    check(Warning, "agent.stop-untried", "live agent was not stopped for trial within a year", "live agents were not stopped for trial within a year", parts::agent_stop_untried, Own(Kind::Component)),
    check(Hint, "component.no-owner", "component has no owner", "components have no owner", parts::component_no_owner, Own(Kind::Component)),
    check(Hint, "stage.no-gate", "pipeline stage has no gate", "pipeline stages have no gate", parts::stage_no_gate, Own(Kind::Component)),
    // Scope, documents, obligations (clauses 4.2, 4.3, 7.5, A.10)
    check(Blocker, "scope.critical-but-out", "critical process or unit is out of scope", "critical processes or units are out of scope", parts::scope_critical_but_out, Own(Kind::ScopeItem)),
    check(Warning, "scope.out-without-reason", "scope item is out without a reason", "scope items are out without a reason", parts::scope_out_without_reason, Own(Kind::ScopeItem)),
    check(Warning, "scope.undecided", "scope item is neither in nor out", "scope items are neither in nor out", parts::scope_undecided, Own(Kind::ScopeItem)),
    check(Hint, "document.no-review-day", "approved document has no day for its review", "approved documents have no day for their review", fresh::document_without_review, Own(Kind::Document)),
    check(Hint, "document.expected-missing", "expected document is missing", "expected documents are missing", classes::expected_documents, Whole(&[Kind::Document, Kind::Organisation])),
    check(Warning, "document.review-overdue", "review of a document is overdue", "reviews of documents are overdue", parts::document_review_overdue, Own(Kind::Document)),
    check(Warning, "policy.not-approved", "policy is not approved", "policies are not approved", parts::policy_not_approved, Own(Kind::Document)),
    check(Hint, "policy.no-procedure", "policy is carried out by no document", "policies are carried out by no document", parts::policy_no_procedure, Whole(&[Kind::Document])),
    check(Hint, "policy.too-long", "policy is longer than people read", "policies are longer than people read", parts::policy_too_long, Own(Kind::Document)),
    check(Warning, "duty.unmet", "duty applies and is not met", "duties apply and are not met", impact::duty_unmet, Own(Kind::Obligation)),
    check(Warning, "duty.not-agreed", "duty of a supplier is missing or refused", "duties of suppliers are missing or refused", impact::supplier_duty_open, Own(Kind::Obligation)),
    check(Warning, "duty.check-overdue", "check of a duty is overdue", "checks of duties are overdue", impact::duty_check_overdue, Own(Kind::Obligation)),
    check(Hint, "duty.no-control", "duty of law is met by no control or document", "duties of law are met by no control or document", impact::duty_no_control, Own(Kind::Obligation)),
    check(Hint, "duty.unsure", "duty is not sure to apply", "duties are not sure to apply", impact::duty_unsure, Own(Kind::Obligation)),
    // Impact assessments and changes (clauses 6.1.4, 6.3, 8.4, A.5)
    check(Warning, "impact.due", "impact assessment is due again", "impact assessments are due again", impact::assessment_due, Whole(CHANGING)),
    check(Warning, "impact.rights-owed", "AI system owes an assessment of fundamental rights and has none", "AI systems owe assessments of fundamental rights and have none", impact::rights_owed, Whole(&[Kind::System, Kind::Obligation, Kind::Assessment])),
    check(Warning, "impact.section-empty", "impact assessment in review or approved says nothing in some section", "impact assessments in review or approved say nothing in some sections", impact::sections_empty, Own(Kind::Assessment)),
    check(Warning, "impact.no-groups", "whole impact assessment is approved and no affected group is listed for it", "whole impact assessments are approved and no affected groups are listed for them", impact::no_groups, Whole(&[Kind::Assessment, Kind::Group])),
    check(Warning, "impact.unrated", "impact assessment in review or approved leaves effects unrated", "impact assessments in review or approved leave effects unrated", impact::effects_unrated, Own(Kind::Assessment)),
    check(Warning, "impact.figures-undated", "impact assessment has figures of energy without source or day", "impact assessments have figures of energy without source or day", impact::figures_undated, Own(Kind::Assessment)),
    check(Warning, "group.harm-no-measure", "affected group can suffer grave harm and no measure is named", "affected groups can suffer grave harm and no measure is named", impact::harm_no_measure, Own(Kind::Group)),
    check(Hint, "group.bare", "affected group has neither harm nor benefit", "affected groups have neither harm nor benefit", impact::group_bare, Own(Kind::Group)),
    check(Warning, "change.late", "change is past the day it was planned for", "changes are past the days they were planned for", impact::change_late, Own(Kind::Alteration)),
    check(Warning, "change.not-told", "change was made and told to nobody", "changes were made and told to nobody", impact::change_not_told, Own(Kind::Alteration)),
    check(Warning, "change.not-checked", "change was not checked after its day", "changes were not checked after their days", impact::change_not_checked, Own(Kind::Alteration)),
    check(Warning, "change.rests-undone", "change made things due that were not looked at since", "changes made things due that were not looked at since", classes::change_rests_undone, Whole(CHANGING)),
    check(Warning, "change.unjudged", "change was made and nobody said whether it is significant", "changes were made and nobody said whether they are significant", impact::change_unjudged, Own(Kind::Alteration)),
    // Plan, resources, objectives (clauses 4.4, 6.2, 7.1)
    check(Warning, "plan.not-approved", "plan is at work and no decision approves it", "plans are at work and no decision approves them", management::plan_not_approved, Whole(&[Kind::PlanItem, Kind::Decision])),
    check(Warning, "plan.part-empty", "plan has empty parts", "plans have empty parts", management::plan_parts, Whole(&[Kind::PlanItem, Kind::Resource, Kind::Objective])),
    check(Warning, "plan.late", "plan item is past due", "plan items are past due", management::plan_late, Own(Kind::PlanItem)),
    check(Hint, "plan.no-deliverable", "plan item has no deliverable", "plan items have no deliverable", management::plan_no_deliverable, Own(Kind::PlanItem)),
    check(Hint, "plan.no-done-test", "plan item does not say when it is done", "plan items do not say when they are done", management::plan_no_done_test, Own(Kind::PlanItem)),
    check(Hint, "plan.unstaffed", "plan item has nobody", "plan items have nobody", management::plan_unstaffed, Own(Kind::PlanItem)),
    check(Warning, "resource.overspent", "resource has more spent than approved", "resources have more spent than approved", management::resource_overspent, Own(Kind::Resource)),
    check(Hint, "resource.asked-not-answered", "resource was asked for and not answered", "resources were asked for and not answered", management::resource_unanswered, Own(Kind::Resource)),
    check(Hint, "resource.undocumented", "resource is not documented", "resources are not documented", management::resource_undocumented, Own(Kind::Resource)),
    check(Warning, "objective.late", "objective is past its day", "objectives are past their day", management::objective_late, Own(Kind::Objective)),
    check(Hint, "objective.no-business-link", "AI objective serves no business objective", "AI objectives serve no business objective", management::objective_no_business, Own(Kind::Objective)),
    check(Hint, "objective.no-measure", "objective has neither target nor metric", "objectives have neither target nor metric", management::objective_no_measure, Whole(&[Kind::Objective, Kind::Metric])),
    // Leadership, people (clauses 5.1, 5.3, 7.2)
    check(Warning, "leadership.no-endorsement", "clause has no endorsement by top management", "clauses have no endorsement by top management", management::no_endorsement, Whole(&[Kind::Decision, Kind::PlanItem, Kind::Commitment, Kind::Item])),
    check(Warning, "lead.none-or-two", "mandate leaves the AIMS without exactly one lead", "mandates leave the AIMS without exactly one lead", management::lead_none_or_two, Whole(&[Kind::Mandate])),
    check(Warning, "mandate.ran-out", "mandate ran out", "mandates ran out", management::mandate_ran_out, Own(Kind::Mandate)),
    check(Hint, "mandate.no-letter", "mandate is not in writing", "mandates are not in writing", management::mandate_no_letter, Own(Kind::Mandate)),
    check(Hint, "role.unfilled", "role is held by nobody", "roles are held by nobody", management::role_unfilled, Own(Kind::Mandate)),
    check(Warning, "body.no-meeting-in-rhythm", "meeting of a body is overdue", "meetings of bodies are overdue", management::body_no_meeting, Own(Kind::Body)),
    check(Hint, "body.no-mandate", "body has no mandate", "bodies have no mandate", management::body_no_mandate, Own(Kind::Body)),
    check(Hint, "body.no-members", "body has no members", "bodies have no members", management::body_no_members, Whole(&[Kind::Body, Kind::Mandate])),
    check(Warning, "people.one-sided", "team lacks one side", "teams lack one side", management::one_sided, Whole(&[Kind::Mandate, Kind::Person])),
    check(Hint, "people.skill-field-empty", "team lacks a skill", "teams lack a skill", management::skill_missing, Whole(&[Kind::Mandate, Kind::Person])),
    // Context, parties (clauses 4.1, 4.2)
    check(Warning, "context.none-internal-or-external", "context has one side only", "contexts have one side only", management::one_side_of_context, Whole(&[Kind::Issue])),
    check(Warning, "context.climate-missing", "organisation has not said whether climate matters", "organisations have not said whether climate matters", management::climate_open, Whole(&[Kind::Issue, Kind::Organisation])),
    check(Warning, "context.stale", "context issue is to be looked at again", "context issues are to be looked at again", management::context_stale, Own(Kind::Issue)),
    check(Hint, "context.no-answer", "context issue has no answer", "context issues have no answer", management::context_no_answer, Own(Kind::Issue)),
    check(Warning, "party.stale", "interested party is to be looked at again", "interested parties are to be looked at again", management::party_stale, Own(Kind::Party)),
    check(Hint, "party.no-need", "interested party has no expectation", "interested parties have no expectation", management::party_no_need, Own(Kind::Party)),
    check(Hint, "party.need-unmet", "expectation is answered by nothing", "expectations are answered by nothing", management::party_unmet, Own(Kind::Party)),
    // Commitments, communication, training (clauses 5.2, 7.2 to 7.4)
    check(Warning, "commitment.no-metric", "commitment has neither measure nor test", "commitments have neither measure nor test", management::commitment_no_metric, Whole(&[Kind::Commitment, Kind::Metric])),
    check(Warning, "commitment.no-owner-or-control", "commitment has no owner or no control", "commitments have no owner or no control", management::commitment_no_owner, Own(Kind::Commitment)),
    check(Hint, "principle.no-policy", "principle or commitment stands in no policy", "principles or commitments stand in no policy", classes::principle_no_policy, Own(Kind::Commitment)),
    check(Hint, "policy.theme-uncovered", "policy leaves themes uncovered", "policies leave themes uncovered", management::theme_uncovered, Whole(&[Kind::Commitment])),
    check(Warning, "communication.late", "communication is past its day", "communications are past their day", management::communication_late, Own(Kind::Communication)),
    check(Warning, "policy.version-not-acknowledged", "announced policy is acknowledged by nobody", "announced policies are acknowledged by nobody", management::not_acknowledged, Own(Kind::Communication)),
    check(Hint, "campaign.no-reach", "campaign has no count of whom it reached", "campaigns have no count of whom they reached", management::campaign_no_reach, Own(Kind::Communication)),
    check(Warning, "training.overdue", "training is overdue", "trainings are overdue", management::training_overdue, Own(Kind::Training)),
    check(Warning, "training.below-target", "mandatory training is done by too few", "mandatory trainings are done by too few", management::training_below, Whole(&[Kind::Training, Kind::Attendance])),
    check(Warning, "training.ran-out", "training of a person ran out", "trainings of people ran out", management::training_ran_out, Own(Kind::Attendance)),
    check(Hint, "competence.no-proof", "passed training has no proof", "passed trainings have no proof", management::competence_no_proof, Own(Kind::Attendance)),
    // Metrics, recurring tasks, incidents, improvements (clauses 8.1, 9.1, 10.1, 10.2)
    check(Warning, "metric.breached-nothing-opened", "metric is beyond its limit and nothing was opened", "metrics are beyond their limits and nothing was opened", running::breach_unanswered, Whole(&[Kind::Metric, Kind::Reading, Kind::Incident])),
    check(Warning, "metric.late", "metric was not measured on its day", "metrics were not measured on their day", running::metric_late, Own(Kind::Metric)),
    check(Hint, "metric.no-reading", "metric was never measured", "metrics were never measured", running::metric_no_reading, Whole(&[Kind::Metric, Kind::Reading])),
    check(Hint, "metric.serves-nothing", "metric serves no decision", "metrics serve no decision", running::metric_serves_nothing, Own(Kind::Metric)),
    check(Hint, "metric.unused-twice", "metric was used at no review twice in a row", "metrics were used at no review twice in a row", running::metric_unused, Own(Kind::Metric)),
    check(Warning, "task.overdue", "recurring task is overdue", "recurring tasks are overdue", running::task_overdue, Own(Kind::Task)),
    check(Warning, "task.last-failed", "recurring task failed and nothing was opened", "recurring tasks failed and nothing was opened", running::task_failed, Whole(&[Kind::Task, Kind::Reading, Kind::Incident])),
    check(Hint, "task.no-performer", "recurring task has no performer or no rhythm", "recurring tasks have no performer or no rhythm", running::task_no_performer, Own(Kind::Task)),
    check(Blocker, "incident.report-undated", "incident has to be reported and no day is set", "incidents have to be reported and no day is set", running::report_undated, Own(Kind::Incident)),
    check(Warning, "incident.grave-open", "grave incident is not done", "grave incidents are not done", running::incident_grave, Own(Kind::Incident)),
    check(Blocker, "incident.report-day-passed", "incident was to be reported by a day that has passed", "incidents were to be reported by days that have passed", running::report_day_passed, Own(Kind::Incident)),
    check(Warning, "serious.no-finding", "serious incident has no finding", "serious incidents have no finding", running::serious_no_finding, Whole(&[Kind::Incident, Kind::Finding])),
    check(Hint, "incident.no-risk", "incident is done and no risk was looked at again", "incidents are done and no risk was looked at again", running::incident_no_risk, Own(Kind::Incident)),
    check(Hint, "incident.no-owner", "incident has nobody", "incidents have nobody", running::incident_no_owner, Own(Kind::Incident)),
    check(Hint, "improvement.untouched", "idea was taken up by nobody", "ideas were taken up by nobody", running::improvement_untouched, Own(Kind::Improvement)),
    check(Hint, "mapping.low-confidence-only", "item of another standard counts as covered on a weak pair", "items of other standards count as covered on weak pairs", running::mapping_low, Own(Kind::Mapping)),
    check(Hint, "inherited.no-addition", "inherited item adds nothing for AI", "inherited items add nothing for AI", running::inherited_no_addition, Own(Kind::Mapping)),
    check(Hint, "record.may-be-twice", "record may stand here twice", "records may stand here twice", doubles::may_be_twice, Whole(doubles::NAMED)),
    check(Warning, "silence.ran-out", "silenced check counts again", "silenced checks count again", running::silence_ran_out, Own(Kind::Silence)),
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
        let silenced = Silenced::of(view);
        self.hits
            .extend(next.map(|c| (c, silenced.heard(c.id, (c.find)(view)))).filter(|(_, spots)| !spots.is_empty()));
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
