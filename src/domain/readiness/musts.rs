//! The list of what must be there for Stage 1 and Stage 2, in own words, each with how it is looked for.

use super::{AuditStage, Found, Must, ReadinessScope};
use crate::domain::{
    Kind, Record,
    kinds::{
        action, alteration, answer, attendance, certificate, communication, decision, document, finding, incident,
        interview, issue, issued, item, method, objective, obligation, organisation, party, programme as programmes,
        reading, review, risk, round, system,
    },
    programme, progress, review as reviews,
    workflow::decision as decided,
};

const fn one(
    id: &'static str,
    what: &'static str,
    refs: &'static [&'static str],
    blocker: bool,
    test: &'static str,
    look: fn(&ReadinessScope) -> Found,
) -> Must {
    Must { id, stage: AuditStage::One, what, refs, blocker, test, look }
}
const fn two(
    id: &'static str,
    what: &'static str,
    refs: &'static [&'static str],
    blocker: bool,
    test: &'static str,
    look: fn(&ReadinessScope) -> Found,
) -> Must {
    Must { stage: AuditStage::Two, ..one(id, what, refs, blocker, test, look) }
}

#[rustfmt::skip]
pub static MUSTS: &[Must] = &[
    one("1-scope", "Scope that can be handed out", &["4.3"], true, "approved, dated, nothing undecided", scope),
    one("1-context", "Issues, position on climate change, AI roles", &["4.1"], true, "one issue inside and one outside; climate yes or no with a reason; roles", context),
    one("1-parties", "Interested parties and their needs", &["4.2"], true, "every party with a need, people affected among them", parties),
    one("1-aims", "The AIMS described with its processes", &["4.4"], false, "present; often asked for", |l| l.documents(&["4.4"])),
    one("1-policy", "AI policy, approved and known inside", &["5.2", "A.2.2"], true, "approver, role, day; announced", policy),
    one("1-leadership", "Leadership shown by acts", &["5.1"], true, "at least one dated act of top management", leadership),
    one("1-roles", "Roles and authorities given out", &["5.3", "A.3.2"], true, "one answers for conformity, one reports; every system has an owner", roles),
    one("1-method", "Risk criteria and method, approved", &["6.1.1", "6.1.2", "6.1.3"], true, "approved before the ratings that use it", risk_method),
    one("1-risks", "Results of a first full risk assessment", &["6.1.2", "8.2"], true, "every risk rated, none older than its interval", risks),
    one("1-treatment", "Treatment plan, residual risk accepted", &["6.1.3", "8.3"], true, "nothing above appetite without option, control, owner, day or acceptance", treatment),
    one("1-soa", "Statement of Applicability", &["6.1.3"], true, "issued; a reason both ways; no excluded control treats a risk", soa),
    one("1-impact", "Process and results of impact assessment", &["6.1.4", "A.5.2", "A.5.3"], true, "every system of a high class approved", impact),
    one("1-objectives", "AI objectives with a plan", &["6.2"], true, "measure, owner, day", objectives),
    one("1-inventory", "Inventory of AI systems", &["A.4.2", "4.3"], true, "none found without approval, none without a class", inventory),
    one("1-competence", "Competence needs and first proofs", &["7.2", "A.4.6"], false, "needs by audience, proofs for key roles", competence),
    one("1-documents", "Control of documents in use", &["7.5.2", "7.5.3"], false, "owner, version, approval, review", documents),
    one("1-law", "Obligations known, AI law classified", &["4.2", "A.8.5"], false, "every live system has marks with reason and decider", law),
    one("1-audit", "Internal audit programme", &["9.2.1", "9.2.2"], true, "approved; many bodies want a full audit before Stage 1", audit_programme),
    one("1-review", "Management review held or fixed", &["9.3.1"], true, "a day is set; many bodies want it held before Stage 1", review_fixed),
    one("1-body", "Facts for the body agree", &["4.3"], false, "the scope of the application stands on the certificate aimed at", body_facts),
    two("2-stage1", "Points of Stage 1 closed", &["10.2"], true, "none open that the body raised", stage_1_points),
    two("2-runs", "Processes run, with records over some months", &["8.1"], true, "running records of three months; a habit, no rule", runs),
    two("2-controls", "Used controls in place and shown to work", &["8.1", "8.3"], true, "none used and not begun", controls),
    two("2-risks", "Risk assessments repeated", &["8.2"], true, "no rating older than its interval", risks_repeated),
    two("2-treatment", "Treatments carried out and checked", &["8.3"], true, "none late without a new day", treated),
    two("2-impact", "Impact assessed before release and on change", &["8.4", "A.5.4", "A.5.5"], true, "no live system of a high class without one", impact_before),
    two("2-life", "Life-cycle records of sampled systems", &["A.6.2.2", "A.6.2.3", "A.6.2.4", "A.6.2.5", "A.6.2.6"], true, "one thread can be walked for each", life_cycle),
    two("2-data", "Data records of sampled systems", &["A.7.2", "A.7.3", "A.7.4", "A.7.5", "A.7.6"], false, "source, quality, provenance stated", data),
    two("2-logs", "Logs exist and are read", &["A.6.2.8"], false, "a log with its review", |l| l.evidence(&["A.6.2.8"])),
    two("2-oversight", "Human oversight can be shown", &["A.9.3", "A.3.2"], false, "the person knows, and has tried the stop", oversight),
    two("2-users", "Users get their information", &["A.8.2", "A.8.5"], false, "the current version reached them", told),
    two("2-concerns", "Channels for concerns work", &["A.3.3", "A.8.3"], false, "a case, or a test of the channel", concerns),
    two("2-incidents", "Incidents handled and told", &["A.8.4", "10.2"], false, "plan rehearsed or used; nothing to report is overdue", incidents),
    two("2-suppliers", "Suppliers judged, duties agreed", &["A.10.2", "A.10.3"], true, "none unreviewed", suppliers),
    two("2-awareness", "Competence and awareness hold in interviews", &["7.2", "7.3"], true, "sampled people know the policy and their part", awareness),
    two("2-monitoring", "Monitoring with results judged", &["9.1"], true, "no metric without reading; breaches opened something", monitoring),
    two("2-audit", "Full internal audit, nobody judged own work", &["9.2.1", "9.2.2"], true, "every clause and used control reached; report issued", full_audit),
    two("2-review", "Management review with all inputs and signature", &["9.3.2", "9.3.3"], true, "signed; each input treated or a reason", review_signed),
    two("2-findings", "Nonconformities with cause, action, effect", &["10.2"], true, "no major open, nothing late", nonconformities),
    two("2-evidence", "Evidence valid and reachable", &["7.5.3"], true, "none expired behind a used control", evidence_valid),
    two("2-improvement", "Improvement shown", &["10.1"], false, "something got better", |l| l.of(Kind::Improvement, progress::is_done)),
    two("2-rehearsal", "Rehearsal of the interviews of the body", &["7.3"], false, "held for each role", |l| l.rounds(|t| t == round::Type::Rehearsal)),
];

fn organisation<'a>(look: &ReadinessScope<'a>) -> Option<&'a Record> {
    look.view.records.single(Kind::Organisation)
}

fn scope(look: &ReadinessScope) -> Found {
    look.documents(&["4.3"])
        .heeds(look, &["inventory.scope-undecided", "scope.undecided", "inventory.high-out-of-scope"])
}

fn context(look: &ReadinessScope) -> Found {
    let roles = organisation(look).is_some_and(|o| !o.value(organisation::ROLES).is_empty());
    look.of(Kind::Issue, |_| true)
        .dated(look, |i| i.date(issue::CHECKED).is_some())
        .heeds(look, &["context.none-internal-or-external", "context.climate-missing"])
        .lacks_if(!roles, "the AI roles of the organisation are not set")
}

fn parties(look: &ReadinessScope) -> Found {
    let affected = |p: &Record| party::Type::of(p, party::TYPE) == Some(party::Type::Affected);
    let found = look.of(Kind::Party, |_| true);
    let none = !look.any(&found.proof, affected);
    found.heeds(look, &["party.no-need"]).lacks_if(none, "no person affected is among them")
}

fn policy(look: &ReadinessScope) -> Found {
    let announced = look.view.records.all(Kind::Communication).any(|c| {
        communication::Type::of(c, communication::TYPE) == Some(communication::Type::Policy)
            && c.date(communication::SENT).is_some()
    });
    let is =
        |d: &Record| document::Type::of(d, document::TYPE) == Some(document::Type::Policy) && !progress::is_over(d);
    look.of(Kind::Document, is)
        .dated(look, |d| d.date(document::APPROVED_ON).is_some())
        .approved(look, document::is_approved)
        .lacks_if(!announced, "it was announced to nobody")
}

fn leadership(look: &ReadinessScope) -> Found {
    use decision::Type::{Accountability, Budget, Direction, Project};
    let act = |d: &Record| {
        let typ = decision::Type::of(d, decision::TYPE);
        let acts = matches!(typ, Some(Budget | Accountability | Direction | Project)) || decided::endorses(d);
        acts && !progress::is_over(d)
    };
    look.of(Kind::Decision, act)
        .dated(look, |d| d.period(decision::DECIDED).is_some())
        .approved(look, progress::is_done)
}

fn roles(look: &ReadinessScope) -> Found {
    look.of(Kind::Mandate, |m| !progress::is_over(m))
        .heeds(look, &["lead.none-or-two", "mandate.ran-out", "inventory.no-owner"])
}

fn risk_method(look: &ReadinessScope) -> Found {
    let own = look.of(Kind::Method, |_| true).approved(look, method::is_approved);
    own.heeds(look, &["risk.method-contradicts"])
}

fn risks(look: &ReadinessScope) -> Found {
    look.of(Kind::Risk, |r| r.number(risk::LIKELIHOOD).is_some()).heeds(look, &["risk.not-rated", "risk.rating-old"])
}

fn treatment(look: &ReadinessScope) -> Found {
    let plan = look.issued(issued::Paper::Treatment);
    let (dated, approved) = (plan.dated, plan.approved);
    let of = |a: &Record| action::Purpose::of(a, action::PURPOSE) == Some(action::Purpose::Treatment);
    let bare = plan.proof.is_empty();
    let mut found = plan.and(look.of(Kind::Action, of)).lacks_if(bare, "no treatment plan was issued");
    (found.dated, found.approved) = (dated, approved);
    found.heeds(
        look,
        &[
            "risk.above-without-treatment",
            "risk.above-without-control",
            "risk.above-without-owner",
            "risk.above-without-date",
            "risk.acceptance-ran-out",
        ],
    )
}

fn soa(look: &ReadinessScope) -> Found {
    look.issued(issued::Paper::Soa)
        .heeds(look, &["soa.exclusion-without-reason", "soa.undecided", "soa.excluded-but-used"])
}

fn impact(look: &ReadinessScope) -> Found {
    use crate::domain::kinds::assessment;
    look.of(Kind::Assessment, |a| !progress::is_over(a))
        .dated(look, |a| a.date(assessment::APPROVED_ON).is_some())
        .approved(look, assessment::is_approved)
        .heeds(look, &["inventory.no-impact-assessment"])
}

fn objectives(look: &ReadinessScope) -> Found {
    look.of(Kind::Objective, |o| !progress::is_over(o))
        .dated(look, |o| o.period(objective::DUE).is_some())
        .heeds(look, &["objective.no-measure", "objective.late"])
}

fn inventory(look: &ReadinessScope) -> Found {
    look.of(Kind::System, |s| system::State::of(s, system::STATE) != Some(system::State::Retired))
        .heeds(look, &["inventory.found-without-approval", "inventory.no-risk-class"])
}

fn competence(look: &ReadinessScope) -> Found {
    look.of(Kind::Training, |t| !progress::is_over(t))
        .and(look.of(Kind::Attendance, |a| !a.refs(attendance::PROOF).is_empty()))
        .heeds(look, &["competence.no-proof", "training.below-target"])
}

fn documents(look: &ReadinessScope) -> Found {
    look.of(Kind::Document, |d| !progress::is_over(d))
        .approved(look, document::is_approved)
        .heeds(look, &["document.review-overdue", "policy.not-approved"])
}

fn law(look: &ReadinessScope) -> Found {
    look.of(Kind::Obligation, obligation::is_legal)
        .heeds(look, &["inventory.act-class-unfounded", "inventory.act-contradicts", "duty.unsure"])
}

fn audit_programme(look: &ReadinessScope) -> Found {
    let found = look.of(Kind::Programme, |p| !progress::is_over(p));
    let found = found.dated(look, |p| p.date(programmes::TO).is_some());
    found.approved(look, progress::is_done)
}

fn review_fixed(look: &ReadinessScope) -> Found {
    look.of(Kind::Review, |r| !progress::is_over(r)).dated(look, |r| r.date(review::DAY).is_some())
}

fn body_facts(look: &ReadinessScope) -> Found {
    let found = look.of(Kind::Certificate, |c| !progress::is_over(c));
    let words = look.any(&found.proof, |c| !c.value(certificate::SCOPE).is_empty());
    let body = look.any(&found.proof, |c| c.one(certificate::BODY).is_some());
    found.lacks_if(!words, "no words of the scope stand on it").lacks_if(!body, "no body is named")
}

fn stage_1_points(look: &ReadinessScope) -> Found {
    let stage = |f: &Record| {
        let round = f.one(finding::ROUND).and_then(|id| look.view.records.live(id));
        round.is_some_and(|r| round::Type::of(r, round::TYPE) == Some(round::Type::Stage1))
    };
    let open = look.of(Kind::Finding, |f| finding::is_open(f) && stage(f)).proof.len();
    let found = look.rounds(|t| t == round::Type::Stage1);
    let held = look.any(&found.proof, |r| round::State::of(r, round::STATE) == Some(round::State::Closed));
    found.lacks_if(!held, "Stage 1 is not closed").lacks_some(open, "of its points is open", "of its points are open")
}

fn runs(look: &ReadinessScope) -> Found {
    let found = look.of(Kind::Reading, |_| true);
    let days = look.view.records.all(Kind::Reading).filter_map(|r| r.stamp(reading::AT)).map(|s| s.date());
    let first = days.min();
    let months = first.and_then(|d| d.until(look.view.today).ok()).map_or(0, |s| s.get_days());
    found.lacks_if(months < 90, "the records go back less than three months").heeds(look, &["task.last-failed"])
}

fn is_used(item: &Record) -> bool {
    item::is_control(item) && item::Use::of(item, item::USE) == Some(item::Use::Yes)
}

fn controls(look: &ReadinessScope) -> Found {
    let in_place = |c: &Record| is_used(c) && item::State::of(c, item::STATE) >= Some(item::State::InPlace);
    let bare = |c: &Record| is_used(c) && item::State::of(c, item::STATE).is_none_or(|s| s <= item::State::Planned);
    let open = look.of(Kind::Item, bare).proof.len();
    look.of(Kind::Item, in_place)
        .lacks_some(open, "used and not begun", "used and not begun")
        .heeds(look, &["soa.in-place-without-evidence"])
}

fn risks_repeated(look: &ReadinessScope) -> Found {
    look.of(Kind::Risk, |r| r.number(risk::LIKELIHOOD).is_some())
        .heeds(look, &["risk.review-overdue", "risk.rating-old"])
}

fn treated(look: &ReadinessScope) -> Found {
    let treats = |a: &Record| action::Purpose::of(a, action::PURPOSE) == Some(action::Purpose::Treatment);
    let late = |a: &Record| treats(a) && progress::late_days(look.view, a).is_some();
    let late = look.of(Kind::Action, late).proof.len();
    look.of(Kind::Action, |a| treats(a) && progress::is_done(a))
        .lacks_some(late, "action is late", "actions are late")
        .heeds(look, &["risk.target-late"])
}

fn impact_before(look: &ReadinessScope) -> Found {
    use crate::domain::kinds::assessment;
    look.of(Kind::Assessment, assessment::is_approved)
        .heeds(look, &["inventory.no-impact-assessment", "impact.due", "change.unjudged"])
}

fn life_cycle(look: &ReadinessScope) -> Found {
    look.of(Kind::Document, |d| !d.refs(document::SYSTEMS).is_empty() && !progress::is_over(d))
        .and(look.of(Kind::Alteration, |c| c.date(alteration::MADE).is_some()))
        .heeds(look, &["inventory.documents-missing"])
}

fn data(look: &ReadinessScope) -> Found {
    look.of(Kind::DataSet, |_| true)
        .heeds(look, &["data.quality-unstated", "data.provenance-unstated", "data.personal-no-basis"])
}

fn oversight(look: &ReadinessScope) -> Found {
    look.of(Kind::System, |s| s.one(system::OVERSEER).is_some()).heeds(look, &["inventory.oversight-untried"])
}

fn told(look: &ReadinessScope) -> Found {
    let users = |c: &Record| communication::Type::of(c, communication::TYPE) == Some(communication::Type::Users);
    look.of(Kind::Communication, users).and(look.evidence(&["A.8.2", "A.8.5"])).heeds(look, &["communication.late"])
}

fn concerns(look: &ReadinessScope) -> Found {
    use incident::Type::{Complaint, Concern};
    let heard = |i: &Record| matches!(incident::Type::of(i, incident::TYPE), Some(Concern | Complaint));
    look.of(Kind::Incident, heard).and(look.evidence(&["A.3.3", "A.8.3"]))
}

fn incidents(look: &ReadinessScope) -> Found {
    look.of(Kind::Incident, |_| true)
        .and(look.evidence(&["A.8.4"]))
        .heeds(look, &["incident.report-day-passed", "serious.no-finding"])
}

fn suppliers(look: &ReadinessScope) -> Found {
    look.of(Kind::Supplier, |_| true).heeds(look, &["inventory.supplier-review-overdue", "duty.not-agreed"])
}

fn awareness(look: &ReadinessScope) -> Found {
    let item = crate::domain::Id::item("7.3");
    let asked =
        |a: &Record| a.one(answer::ITEM).is_some() && a.one(answer::ITEM) == item && answer::verdict(a).is_judged();
    let found = look.of(Kind::Answer, asked);
    let bad = look.of(Kind::Answer, |a| asked(a) && answer::verdict(a).is_gap()).proof.len();
    let held = look.of(Kind::Interview, |i| interview::State::of(i, interview::STATE) == Some(interview::State::Held));
    found
        .lacks_if(held.proof.is_empty(), "no interview was held")
        .lacks_some(bad, "answer about 7.3 shows a gap", "answers about 7.3 show a gap")
        .heeds(look, &["training.below-target"])
}

fn monitoring(look: &ReadinessScope) -> Found {
    look.of(Kind::Metric, |m| !progress::is_over(m))
        .heeds(look, &["metric.no-reading", "metric.late", "metric.breached-nothing-opened"])
}

fn full_audit(look: &ReadinessScope) -> Found {
    let reports = look.issued(issued::Paper::AuditReport);
    let (dated, approved) = (reports.dated, reports.approved);
    let bare = reports.proof.is_empty();
    let left = programme::never_judged(look.view).len();
    let mut found = reports.and(look.rounds(|t| t == round::Type::Audit));
    (found.dated, found.approved) = (dated, approved);
    found
        .lacks_if(bare, "no audit report was issued")
        .lacks_if(left > 0, &format!("{left} clauses and controls were never audited"))
        .heeds(look, &["audit.own-work"])
}

fn review_signed(look: &ReadinessScope) -> Found {
    let signed = reviews::last_signed(look.view).map(|r| r.id);
    let found = look.of(Kind::Review, reviews::is_held);
    found.approved(look, |r| Some(r.id) == signed)
}

fn nonconformities(look: &ReadinessScope) -> Found {
    use finding::{Grade, Step};
    let major = |f: &Record| finding::is_open(f) && Grade::of(f, finding::GRADE) == Some(Grade::Major);
    let late = |f: &Record| finding::is_open(f) && progress::late_days(look.view, f).is_some();
    let (majors, late) = (look.of(Kind::Finding, major).proof.len(), look.of(Kind::Finding, late).proof.len());
    let closed = |f: &Record| finding::step(f) == Step::Closed && !finding::is_improvement(f);
    look.of(Kind::Finding, closed)
        .dated(look, |f| f.date(finding::CLOSED).is_some())
        .lacks_some(majors, "major is open", "majors are open")
        .lacks_some(late, "finding is late", "findings are late")
}

fn evidence_valid(look: &ReadinessScope) -> Found {
    use crate::domain::kinds::evidence;
    let expired = |e: &Record| e.date(evidence::TO).is_some_and(|d| d < look.view.today);
    let out = look.of(Kind::Evidence, expired).proof.len();
    look.of(Kind::Evidence, |e| !expired(e)).lacks_some(out, "piece of evidence ran out", "pieces of evidence ran out")
}
