//! Rules of the management system: each with records that trip it, and the same put right.

use super::tests::{Case, day, one, rec, spots, text, to};
use crate::domain::{
    Period, Record, Stamp, Value,
    kinds::{
        attendance, body, commitment, communication, decision, finding, improvement, incident, issue, item, mandate,
        mapping, metric, objective, organisation, party, person, plan_item, reading, resource,
        shared::{APPROVED, Agreement, Standing, Work, YES},
        silence, task, training,
    },
};
use jiff::civil::date;

fn number(text: &str) -> Value {
    Value::Decimal(crate::domain::Decimal::canonical(text).unwrap())
}
fn period(text: &str) -> Value {
    Value::Period(Period::canonical(text).unwrap())
}

/// Rules that look at one record at a time.
pub fn cases() -> Vec<Case> {
    let step = || rec("PL-1").with(plan_item::TITLE, text("Write it"));
    let mandate = || rec("MA-1").with(mandate::ROLE, text("Owner")).with(mandate::PERSON, one("P-1"));
    let incident = || rec("IN-1").with(incident::TITLE, text("Wrong refusals"));
    let told = |typ: communication::Type| {
        rec("CN-1").with(communication::TYPE, typ.value()).with(communication::STATE, Work::Done.value())
    };
    vec![
        ("plan.late", step().with(plan_item::DUE, period("2025-05")), vec![(plan_item::STATE, Work::Done.value())]),
        ("plan.no-deliverable", step(), vec![(plan_item::DELIVERABLE, text("a paper"))]),
        ("plan.no-done-test", step(), vec![(plan_item::DONE_TEST, text("it is approved"))]),
        ("plan.unstaffed", step(), vec![(plan_item::OWNER, one("P-1"))]),
        (
            "resource.overspent",
            rec("RS-1").with(resource::APPROVED, number("30")).with(resource::SPENT, number("34")),
            vec![(resource::SPENT, number("29.5"))],
        ),
        (
            "resource.asked-not-answered",
            rec("RS-1").with(resource::STATE, Agreement::Asked.value()),
            vec![(resource::STATE, Agreement::Agreed.value())],
        ),
        ("resource.undocumented", rec("RS-1"), vec![(resource::DOCUMENTED, resource::Documented::Draft.value())]),
        ("objective.late", rec("O-1").with(objective::DUE, period("2025-Q1")), vec![(objective::DUE, period("2026"))]),
        (
            "objective.no-business-link",
            rec("O-2").with(objective::LEVEL, objective::Level::Ai.value()),
            vec![(objective::SERVES, to("O-1"))],
        ),
        (
            "mandate.ran-out",
            mandate().with(mandate::UNTIL, period("2025-05-01")),
            vec![(mandate::UNTIL, period("2026"))],
        ),
        ("mandate.no-letter", mandate(), vec![(mandate::LETTER, to("E-1"))]),
        ("role.unfilled", rec("MA-1"), vec![(mandate::PERSON, one("P-1"))]),
        ("body.no-meeting-in-rhythm", rec("G-1").with(body::NEXT, day(6, 1)), vec![(body::NEXT, day(7, 1))]),
        ("body.no-mandate", rec("G-1"), vec![(body::MANDATE, text("Decides on releases."))]),
        ("context.stale", rec("CI-1").with(issue::NEXT, day(6, 1)), vec![(issue::STATE, Standing::Ended.value())]),
        ("context.no-answer", rec("CI-1"), vec![(issue::ANSWER, text("Training"))]),
        ("party.stale", rec("IP-1").with(party::NEXT, day(6, 1)), vec![(party::NEXT, day(9, 1))]),
        ("party.no-need", rec("IP-1"), vec![(party::EXPECTS, text("To be told"))]),
        ("party.need-unmet", rec("IP-1").with(party::EXPECTS, text("To be told")), vec![(party::MET_BY, to("A.8.2"))]),
        (
            "commitment.no-owner-or-control",
            rec("CM-1")
                .with(commitment::TYPE, commitment::Type::Commitment.value())
                .with(commitment::OWNER, one("P-1")),
            vec![(commitment::CONTROLS, to("A.9.3"))],
        ),
        (
            "communication.late",
            rec("CN-1").with(communication::DUE, day(6, 1)).with(communication::STATE, Work::Open.value()),
            vec![(communication::STATE, Work::Done.value())],
        ),
        (
            "policy.version-not-acknowledged",
            told(communication::Type::Policy),
            vec![(communication::ACKNOWLEDGED, Value::Number(12))],
        ),
        ("campaign.no-reach", told(communication::Type::Campaign), vec![(communication::REACHED, Value::Number(200))]),
        ("training.overdue", rec("TR-1").with(training::NEXT, day(6, 1)), vec![(training::NEXT, day(8, 1))]),
        ("training.ran-out", rec("TD-1").with(attendance::UNTIL, day(6, 1)), vec![(attendance::UNTIL, day(8, 1))]),
        (
            "competence.no-proof",
            rec("TD-1").with(attendance::RESULT, attendance::Outcome::Passed.value()),
            vec![(attendance::PROOF, to("E-1"))],
        ),
        ("metric.late", rec("ME-1").with(metric::NEXT, day(6, 1)), vec![(metric::NEXT, day(8, 1))]),
        ("metric.serves-nothing", rec("ME-1"), vec![(metric::SERVES, text("keep or take back"))]),
        (
            "metric.unused-twice",
            rec("ME-1").with(metric::UNUSED, Value::Number(2)),
            vec![(metric::STATE, Standing::Ended.value())],
        ),
        ("task.overdue", rec("T-1").with(task::NEXT, day(6, 1)), vec![(task::NEXT, day(8, 1))]),
        ("task.no-performer", rec("T-1").with(task::RHYTHM, Value::Number(30)), vec![(task::OWNER, one("P-1"))]),
        (
            "incident.report-undated",
            incident().with(incident::REPORT, incident::Report::Yes.value()),
            vec![(incident::DUE, day(8, 1))],
        ),
        (
            "incident.grave-open",
            incident().with(incident::TYPE, incident::Type::Serious.value()),
            vec![(incident::STATE, Work::Done.value())],
        ),
        (
            "incident.report-day-passed",
            incident().with(incident::DUE, day(6, 1)).with(incident::REPORT, incident::Report::Yes.value()),
            vec![(incident::REPORTED, day(5, 30))],
        ),
        ("incident.no-risk", incident().with(incident::STATE, Work::Done.value()), vec![(incident::RISKS, to("R-1"))]),
        ("incident.no-owner", incident(), vec![(incident::OWNER, one("P-1"))]),
        ("improvement.untouched", rec("IM-1"), vec![(improvement::OWNER, one("P-1"))]),
        (
            "mapping.low-confidence-only",
            rec("OS-1")
                .with(mapping::SURE, mapping::Sure::Low.value())
                .with(mapping::COVER, mapping::Cover::Covered.value()),
            vec![(mapping::SURE, mapping::Sure::High.value())],
        ),
        (
            "inherited.no-addition",
            rec("OS-1").with(mapping::INHERITED, text("security management")),
            vec![(mapping::ADDITION, text("Principles for AI"))],
        ),
        ("silence.ran-out", rec("SX-1").with(silence::UNTIL, day(6, 1)), vec![(silence::UNTIL, day(8, 1))]),
    ]
}

/// Rules that look at several records and have a test of their own here.
pub const OWN: &[&str] = &[
    "plan.not-approved",
    "plan.part-empty",
    "objective.no-measure",
    "leadership.no-endorsement",
    "lead.none-or-two",
    "body.no-members",
    "people.one-sided",
    "people.skill-field-empty",
    "context.none-internal-or-external",
    "context.climate-missing",
    "commitment.no-metric",
    "policy.theme-uncovered",
    "training.below-target",
    "metric.breached-nothing-opened",
    "metric.no-reading",
    "task.last-failed",
    "serious.no-finding",
];

/// A rule is tripped by records and no more when further ones lie over them.
fn trips(rule: &str, with: &[Record], mended: &[Record]) {
    let found = spots(rule, with);
    assert_eq!(found.len(), 1, "{rule}: {found:?}");
    let all: Vec<Record> = with.iter().chain(mended).cloned().collect();
    assert_eq!(spots(rule, &all), [], "{rule}");
}

#[test]
fn a_plan_is_approved_and_its_six_parts_are_filled() {
    let plan =
        rec("PL-1").with(plan_item::TYPE, plan_item::Type::Plan.value()).with(plan_item::STATE, Work::InWork.value());
    let decided = rec("D-1")
        .with(decision::TYPE, decision::Type::Project.value())
        .with(decision::STATE, Value::Choice(APPROVED))
        .with(decision::BY, one("P-1"))
        .with(decision::DECIDED, period("2025-01-10"))
        .with(decision::ABOUT, to("PL-1"));
    trips("plan.not-approved", std::slice::from_ref(&plan), &[decided]);
    let whole = plan.clone().with(plan_item::SCOPE, text("all")).with(plan_item::TEAM, text("two"));
    let parts = [
        whole.with(plan_item::CHANGES, text("by the lead")),
        rec("PL-2").with(plan_item::PART_OF, one("PL-1")).with(plan_item::DUE, period("2025-09")),
        rec("RS-1").with(resource::FOR, to("PL-1")),
        rec("O-1").with(objective::PLAN, to("PL-1")),
    ];
    trips("plan.part-empty", std::slice::from_ref(&plan), &parts);
    assert!(spots("plan.part-empty", &[plan])[0].detail.contains("scope, team, milestones, resources"));
}

#[test]
fn leadership_is_endorsed_led_and_balanced() {
    let clause = rec("5.1").with(item::TITLE, text("Leadership and commitment"));
    let commitment = rec("CM-1").with(commitment::TITLE, text("Fair"));
    let endorsed = rec("D-1")
        .with(decision::TYPE, decision::Type::Endorsement.value())
        .with(decision::STATE, Value::Choice(APPROVED))
        .with(decision::BY, one("P-1"))
        .with(decision::DECIDED, period("2025-01-10"));
    trips("leadership.no-endorsement", &[clause, commitment], &[endorsed]);
    let mandate = |n: u32, role: &str| {
        rec(&format!("MA-{n}"))
            .with(mandate::ROLE, text(role))
            .with(mandate::PERSON, one("P-1"))
            .with(mandate::STATE, Standing::Active.value())
    };
    trips("lead.none-or-two", &[mandate(1, "Chair")], &[mandate(2, "AIMS lead")]);
    trips("lead.none-or-two", &[mandate(1, "AIMS lead"), mandate(2, "AIMS lead")], &[mandate(2, "Deputy")]);
    let skilled = |who: &str, skills: &str| {
        rec(who).with(person::SKILLS, Value::read(&person::FIELDS[person::SKILLS], skills).unwrap())
    };
    let team = [mandate(1, "Chair"), skilled("P-1", "ai security")];
    let all = skilled("P-1", "ai security risk compliance legal");
    trips("people.skill-field-empty", &team, std::slice::from_ref(&all));
    trips("people.one-sided", &team, &[all]);
    let body = rec("G-1").with(body::NAME, text("Committee"));
    trips("body.no-members", &[body], &[mandate(1, "Chair").with(mandate::BODY, one("G-1"))]);
}

#[test]
fn context_has_two_sides_and_a_word_on_climate() {
    let inside = rec("CI-1").with(issue::SIDE, issue::Side::Internal.value());
    let outside = rec("CI-2").with(issue::SIDE, issue::Side::External.value());
    trips("context.none-internal-or-external", std::slice::from_ref(&inside), &[outside]);
    let organisation = rec("ORG-1").with(organisation::NAME, text("Nord"));
    trips(
        "context.climate-missing",
        &[inside, organisation.clone()],
        &[organisation.with(organisation::CLIMATE, Value::Choice(1))],
    );
}

#[test]
fn objectives_and_commitments_are_measured() {
    let measured = rec("ME-1").with(metric::FOR, to("O-1 CM-1"));
    trips("objective.no-measure", &[rec("O-1")], std::slice::from_ref(&measured));
    let promise = rec("CM-1").with(commitment::TYPE, commitment::Type::Commitment.value());
    trips("commitment.no-metric", std::slice::from_ref(&promise), &[measured]);
    let all: Vec<&str> = commitment::FIELDS[commitment::THEMES].choices().iter().map(|c| c.code).collect();
    let themes = |text: &str| Value::read(&commitment::FIELDS[commitment::THEMES], text).unwrap();
    trips(
        "policy.theme-uncovered",
        &[promise.clone().with(commitment::THEMES, themes("fairness"))],
        &[promise.with(commitment::THEMES, themes(&all.join(" ")))],
    );
}

#[test]
fn training_reaches_those_who_have_to_do_it() {
    let course = rec("TR-1").with(training::MUST, Value::Choice(YES)).with(training::MEANT, Value::Number(2));
    let done = |n: u32| {
        rec(&format!("TD-{n}"))
            .with(attendance::TRAINING, one("TR-1"))
            .with(attendance::PERSON, one(&format!("P-{n}")))
            .with(attendance::RESULT, attendance::Outcome::Done.value())
    };
    trips("training.below-target", &[course.clone(), done(1)], &[done(2)]);
    // What ran out or failed does not count.
    let old = done(2).with(attendance::UNTIL, day(6, 1));
    assert_eq!(spots("training.below-target", &[course, done(1), old]).len(), 1);
}

#[test]
fn a_bad_reading_is_answered_by_an_incident() {
    let at = |day: i8| Value::Stamp(Stamp::at(date(2025, 6, day).at(9, 0, 0, 0), 0));
    let metric = rec("ME-1").with(metric::BETTER, metric::Better::Lower.value()).with(metric::LIMIT, number("2"));
    let reading = |n: u32, value: &str| {
        rec(&format!("MV-{n}"))
            .with(reading::OF, one("ME-1"))
            .with(reading::AT, at(n as i8))
            .with(reading::VALUE, number(value))
    };
    let opened = |from: &str| rec("IN-1").with(incident::FROM, one(from));
    trips("metric.no-reading", std::slice::from_ref(&metric), &[reading(1, "1")]);
    trips("metric.breached-nothing-opened", &[metric.clone(), reading(1, "2.5")], &[opened("MV-1")]);
    trips("metric.breached-nothing-opened", &[metric.clone(), reading(1, "2.5")], &[reading(2, "1.9")]);
    assert_eq!(
        spots("metric.breached-nothing-opened", &[metric, reading(1, "2.5"), opened("MV-1"), reading(2, "3")]).len(),
        1
    );
    let run = rec("MV-1")
        .with(reading::OF, one("T-1"))
        .with(reading::AT, at(1))
        .with(reading::RESULT, reading::Outcome::Failed.value());
    trips("task.last-failed", &[rec("T-1"), run], &[opened("MV-1")]);
    let serious = rec("IN-1").with(incident::TYPE, incident::Type::Serious.value());
    trips("serious.no-finding", &[serious], &[rec("F-1").with(finding::INCIDENT, one("IN-1"))]);
}

#[test]
fn a_silenced_rule_is_not_told_until_its_last_day() {
    use super::{View, run};
    use crate::domain::Records;
    let today = date(2025, 6, 10);
    let told = |extra: &[Record]| {
        let mut records = Records::default();
        records.put([rec("PL-1").with(plan_item::DELIVERABLE, text("a")).with(plan_item::DONE_TEST, text("b"))]);
        records.put(extra.iter().cloned());
        let view = View { records: &records, today };
        let mut standing = super::RulesStanding::begun(view, &[]);
        standing.go_on(view, usize::MAX);
        let hits: Vec<&str> = run(view).iter().map(|(check, _)| check.id).collect();
        assert_eq!(hits, standing.unmet().iter().map(|(check, _)| check.id).collect::<Vec<_>>());
        hits.contains(&"plan.unstaffed")
    };
    let silenced = rec("SX-1")
        .with(silence::RULE, text("plan.unstaffed"))
        .with(silence::RECORD, one("PL-1"))
        .with(silence::REASON, text("next year"));
    assert!(told(&[]));
    assert!(!told(std::slice::from_ref(&silenced)));
    assert!(!told(&[silenced.clone().with(silence::UNTIL, day(6, 10))]));
    assert!(told(&[silenced.clone().with(silence::UNTIL, day(6, 9))]));
    assert!(told(&[silenced.with(silence::REASON, Value::Empty)]));
}
