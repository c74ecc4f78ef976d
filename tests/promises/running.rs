//! Context, commitments, training, metrics, tasks, incidents, improvements, other standards.

use crate::desk::{Desk, id};
use aims::domain::{
    Kind,
    kinds::{
        attendance, commitment, communication, finding, improvement, incident, issue, item, mapping, metric, objective,
        organisation, party, reading, task, training,
    },
};

#[test]
fn s0_15_ai_objectives_serve_business_objectives_and_those_without_are_listed() {
    let mut desk = Desk::with_people();
    desk.keys("gLobjectives<Enter>nFaster claims<Enter>").field(objective::LEVEL).keys("business<Enter>").keys("q");
    desk.keys("nNo refusal without a person<Enter>");
    assert_eq!(desk.spots("objective.no-business-link"), [id("O-02")]);
    desk.field(objective::SERVES).keys("O-01<Enter>").reopen();
    assert_eq!(desk.record("O-02").refs(objective::SERVES), [id("O-01")]);
    assert_eq!(desk.spots("objective.no-business-link"), []);
}

#[test]
fn s3_02_scope_and_objectives_are_written_in_one_sitting() {
    let mut desk = Desk::with_people();
    desk.keys("gO").field(organisation::SCOPE).keys("All systems at Halden<Esc>");
    desk.keys("gLobjectives<Enter>pAll AI in use<Enter>").reopen();
    assert_eq!(desk.record("ORG-1").text(organisation::SCOPE), "All systems at Halden");
    let made = desk.newest(Kind::Objective);
    assert!(!made.text(objective::TARGET).is_empty() && made.words(objective::THEMES).count() == 1);
}

#[test]
fn s4_06_what_matters_inside_and_outside_is_listed_climate_too() {
    let mut desk = Desk::with_people();
    desk.keys("gLcontext issues<Enter>nFew people understand it<Enter>").field(issue::SIDE).keys("internal<Enter>");
    assert_eq!(desk.spots("context.none-internal-or-external"), [id("CI-01")]);
    assert_eq!(desk.spots("context.climate-missing"), [id("ORG-1")]);
    desk.keys("gLcontext issues<Enter>pclimate change<Enter>");
    assert_eq!(desk.spots("context.climate-missing"), []);
    desk.keys("gO").field(organisation::CLIMATE).keys("no<Enter>").reopen();
    assert_eq!(desk.record("ORG-1").choice(organisation::CLIMATE), Some(1));
    assert_eq!(issue::Area::of(&desk.newest(Kind::Issue), issue::AREA), Some(issue::Area::Climate));
}

#[test]
fn s4_08_who_is_interested_what_they_need_and_how_it_is_met_is_kept() {
    let mut desk = Desk::with_people();
    desk.keys("gLinterested parties<Enter>nRiders<Enter>").field(party::EXPECTS).keys("To reach a person<Esc>");
    assert_eq!(desk.spots("party.need-unmet"), [id("IP-01")]);
    desk.field(party::MET_BY).keys("A.9.3<Enter>").reopen();
    assert_eq!(desk.record("IP-01").refs(party::MET_BY), [id("A.9.3")]);
    assert_eq!(desk.spots("party.need-unmet"), []);
}

#[test]
fn s0_27_each_commitment_has_a_measure_or_test() {
    let mut desk = Desk::with_people();
    desk.keys("gLcommitments<Enter>nNo refusal without a person<Enter>");
    assert_eq!(desk.spots("commitment.no-metric"), [id("CM-01")]);
    desk.keys("gLmetrics<Enter>nRefusals by software<Enter>").field(metric::FOR).keys("CM-01<Enter>").reopen();
    assert_eq!(desk.spots("commitment.no-metric"), []);
    desk.keys("gLcommitments<Enter><Enter>");
    assert!(desk.wide().contains("ME-01"), "{}", desk.wide());
}

#[test]
fn s0_28_each_commitment_has_owner_control_and_consequence() {
    let mut desk = Desk::with_people();
    desk.keys("gLcommitments<Enter>nNo refusal without a person<Enter>");
    assert_eq!(desk.spots("commitment.no-owner-or-control"), [id("CM-01")]);
    desk.field(commitment::OWNER).keys("Ada<Enter>").field(commitment::CONTROLS).keys("A.9.3<Enter>");
    desk.field(commitment::BREACH).keys("The refusal is void<Esc>").reopen();
    assert_eq!(desk.spots("commitment.no-owner-or-control"), []);
    assert_eq!(desk.record("CM-01").text(commitment::BREACH), "The refusal is void");
}

#[test]
fn s2_12_ethical_principles_are_there_to_link_to() {
    let mut desk = Desk::with_people();
    desk.keys("gLcommitments<Enter>pfairness:<Enter>").keys("q").keys("nGroups are compared<Enter>");
    desk.field(commitment::PRINCIPLE).keys("CM-01<Enter>").reopen();
    assert_eq!(commitment::Type::of(&desk.record("CM-01"), commitment::TYPE), Some(commitment::Type::Principle));
    assert_eq!(desk.record("CM-02").refs(commitment::PRINCIPLE), [id("CM-01")]);
}

/// A proposed training for an audience, done by both people.
fn taught(desk: &mut Desk, title: &str, audience: &str) {
    desk.keys(&format!("gLtrainings<Enter>p{title}<Enter>"));
    let made = desk.newest(Kind::Training);
    assert!(made.words(training::AUDIENCE).any(|w| w == audience), "{title}");
    desk.keys("c<Space><Down><Space><Enter>").reopen();
    let records = desk.records();
    let done: Vec<_> = records.all(Kind::Attendance).filter(|a| a.one(attendance::TRAINING) == Some(made.id)).collect();
    assert_eq!(done.len(), 2, "{}", desk.screen());
    assert!(done.iter().all(|a| a.date(attendance::WHEN).is_some()));
}

#[test]
fn s1_36_training_for_those_who_decide_is_planned_and_done() {
    taught(&mut Desk::with_people(), "AI and accountability", "executives");
}

#[test]
fn s1_37_training_for_those_who_build_is_planned_and_done() {
    let mut desk = Desk::with_people();
    desk.keys("gLtrainings<Enter>nBias and drift<Enter>").field(training::AUDIENCE).keys("developers<Space><Enter>");
    desk.field(training::MEANT).keys("4<Enter>").field(training::MUST).keys("yes<Enter>");
    desk.keys("c<Space><Enter>").reopen();
    assert_eq!(desk.spots("training.below-target"), [id("TR-01")]);
    desk.keys("gLtrainings<Enter>");
    assert!(desk.wide().contains("1 of 4"), "{}", desk.wide());
}

#[test]
fn s1_38_how_much_is_done_in_each_group_is_seen() {
    let mut desk = Desk::demo();
    desk.keys("gD").keys("/by audience<Enter>");
    let seen = desk.wide();
    assert!(seen.contains("executives") && seen.contains("33 %"), "{seen}");
    assert!(seen.contains("compliance, legal, risk"), "{seen}");
}

#[test]
fn s1_39_campaigns_are_kept_with_message_audience_day_and_reach() {
    let mut desk = Desk::with_people();
    desk.keys("gLcommunications<Enter>nThink before you paste<Enter>");
    desk.field(communication::TYPE)
        .keys("campaign<Enter>")
        .field(communication::AUDIENCE)
        .keys("everyone<Space><Enter>");
    desk.field(communication::MEANT).keys("200<Enter>").keys("c");
    assert_eq!(desk.spots("campaign.no-reach"), [id("CN-01")]);
    desk.field(communication::REACHED).keys("150<Enter>").field(communication::MESSAGE).keys("No client data<Esc>");
    desk.reopen().keys("gLcommunications<Enter>");
    assert!(desk.wide().contains("75 %"), "{}", desk.wide());
    let told = desk.record("CN-01");
    assert!(told.date(communication::SENT).is_some() && told.text(communication::MESSAGE) == "No client data");
}

#[test]
fn s2_34_skills_awareness_and_training_are_raised_together() {
    let mut desk = Desk::with_people();
    desk.keys("gLtrainings<Enter>nSafe use<Enter>").field(training::SKILLS).keys("security<Space><Enter>").keys("q");
    desk.keys("gLcommunications<Enter>nSafe use week<Enter>")
        .field(communication::TYPE)
        .keys("campaign<Enter>")
        .reopen();
    assert_eq!(desk.record("TR-01").words(training::SKILLS).collect::<Vec<_>>(), ["security"]);
    desk.keys("gA").keys("/7.<Enter>");
    let seen = desk.wide();
    assert!(seen.contains("trainings") && seen.contains("communications"), "{seen}");
}

#[test]
fn s3_29_training_goes_by_role() {
    let mut desk = Desk::demo();
    desk.keys("gLtrainings<Enter>/developers<Enter>");
    let seen = desk.wide();
    assert!(seen.contains("TR-03") && !seen.contains("TR-01"), "{seen}");
    desk.keys("<Enter>").field(training::AUDIENCE).keys("overseers<Space><Enter>").reopen();
    assert!(desk.record("TR-03").words(training::AUDIENCE).any(|w| w == "overseers"));
}

#[test]
fn s1_40_a_breach_of_a_limit_opens_an_incident_or_a_finding() {
    let mut desk = Desk::demo();
    assert!(desk.spots("metric.breached-nothing-opened").contains(&id("ME-02")));
    desk.keys("gLmetrics<Enter>/drift<Enter>").keys("F");
    let opened = desk.newest(Kind::Incident);
    assert!(opened.title().contains("0.31") && opened.refs(incident::SYSTEMS) == [id("S-05")], "{}", opened.title());
    desk.reopen();
    assert!(!desk.spots("metric.breached-nothing-opened").contains(&id("ME-02")));
}

#[test]
fn s3_32_the_management_system_itself_is_measured() {
    let mut desk = Desk::with_people();
    desk.keys("gLmetrics<Enter>nActions done on their day<Enter>").field(metric::OF).keys("aims<Enter>");
    desk.keys("m71<Enter>m80<Enter>m90<Enter>").keys("q").reopen();
    desk.keys("gLmetrics<Enter>");
    let seen = desk.wide();
    assert!(seen.contains("90") && seen.contains("159"), "the trend is drawn\n{seen}");
    assert_eq!(desk.records().all(Kind::Reading).count(), 3);
}

#[test]
fn s3_33_each_metric_says_which_decision_it_serves_and_unused_ones_are_retired() {
    let mut desk = Desk::demo();
    assert_eq!(desk.spots("metric.unused-twice"), [id("ME-04")]);
    assert_eq!(desk.spots("metric.serves-nothing"), [id("ME-04")]);
    desk.keys("gLmetrics<Enter>/wiki<Enter>").keys(">").reopen();
    assert_eq!(desk.spots("metric.unused-twice"), []);
    assert!(!desk.record("ME-01").text(metric::SERVES).is_empty());
}

#[test]
fn s3_26_recurring_tasks_have_rhythm_performer_and_last_result() {
    let mut desk = Desk::with_people();
    desk.keys("gLrecurring tasks<Enter>pRead the AI policy against<Enter>");
    desk.field(task::OWNER).keys("Ada<Enter>").keys("c").keys("q").reopen();
    let made = desk.record("T-01");
    assert_eq!((made.number(task::RHYTHM), made.one(task::OWNER)), (Some(365), Some(id("P-01"))));
    assert_eq!(made.date(task::NEXT).map(|d| d.to_string()), Some("2027-11-24".into()));
    desk.keys("gLrecurring tasks<Enter>");
    assert!(desk.wide().contains("passed"), "{}", desk.wide());
    assert_eq!(desk.newest(Kind::Reading).one(reading::OF), Some(id("T-01")));
}

#[test]
fn s1_42_incidents_findings_and_actions_are_linked() {
    let mut desk = Desk::with_people();
    desk.keys("gLincidents<Enter>nWrong refusals<Enter>q")
        .keys("APay them back<Enter>")
        .keys("gLincidents<Enter>")
        .keys("F");
    desk.reopen();
    assert_eq!(desk.newest(Kind::Finding).one(finding::INCIDENT), Some(id("IN-01")));
    assert_eq!(desk.newest(Kind::Action).refs(aims::domain::kinds::action::ABOUT), [id("IN-01")]);
    desk.keys("gLincidents<Enter><Enter>");
    let seen = desk.wide();
    assert!(seen.contains("F-001") && seen.contains("A-01"), "{seen}");
}

#[test]
fn s3_38_ideas_are_kept_with_source_value_state_and_result() {
    let mut desk = Desk::with_people();
    desk.keys("gLimprovements<Enter>nOne list of limits<Enter>").field(improvement::SOURCE).keys("staff<Enter>");
    desk.field(improvement::VALUE).keys("Half a day less<Esc>").field(improvement::RESULT).keys("In use<Esc>").reopen();
    let idea = desk.record("IM-01");
    assert_eq!((idea.text(improvement::VALUE), idea.text(improvement::RESULT)), ("Half a day less", "In use"));
    assert_eq!(improvement::Source::of(&idea, improvement::SOURCE), Some(improvement::Source::Staff));
}

#[test]
fn s3_39_an_improvement_is_marked_as_recognised() {
    let mut desk = Desk::demo();
    desk.keys("gLimprovements<Enter>/one click<Enter><Enter>").field(improvement::RECOGNISED).keys("24.11.2026<Enter>");
    desk.field(improvement::RECOGNITION).keys("Named in the committee<Enter>").reopen();
    assert!(desk.record("IM-02").date(improvement::RECOGNISED).is_some());
}

#[test]
fn s2_07_items_of_27001_and_27701_stand_beside_ours() {
    let mut desk = Desk::with_people();
    desk.keys("gLitems of other<Enter>p27001<Enter>");
    desk.keys("q").keys("p27701<Enter>").reopen();
    let all = desk.records();
    let standards: Vec<_> =
        all.all(Kind::Mapping).filter_map(|m| mapping::Standard::of(m, mapping::STANDARD)).collect();
    assert_eq!(standards, [mapping::Standard::Iso27001, mapping::Standard::Iso27701]);
    assert!(desk.record("OS-01").refs(mapping::OURS).iter().all(|id| id.kind == Kind::Item));
    assert!(!desk.record("OS-01").refs(mapping::OURS).is_empty());
}

#[test]
fn s3_46_what_information_security_leaves_open_for_ai_is_seen() {
    let mut desk = Desk::demo();
    desk.keys("gLitems of other<Enter>/partly<Enter>");
    assert!(desk.wide().contains("OS-02") && !desk.wide().contains("OS-01"), "{}", desk.wide());
    assert_eq!(desk.spots("inherited.no-addition"), [id("OS-02")]);
    desk.keys("<Enter>").field(mapping::ADDITION).keys("Skills for models<Esc>").reopen();
    assert_eq!(desk.spots("inherited.no-addition"), []);
}

#[test]
fn s3_47_a_clause_is_met_by_another_system_with_what_ai_adds() {
    let mut desk = Desk::demo();
    desk.keys("gLitems of other<Enter>/5.2<Enter><Enter>");
    assert!(desk.wide().contains("Security management system of the group"), "{}", desk.wide());
    desk.field(mapping::INHERITED).keys("<C-u>Group ISMS<Enter>").reopen();
    assert_eq!(desk.record("OS-01").text(mapping::INHERITED), "Group ISMS");
    assert!(desk.record("OS-01").refs(mapping::OURS).contains(&id("A.2.2")));
    assert!(item::is_control(&desk.record("A.2.2")));
}
